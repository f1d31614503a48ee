/*
 * The store from inside: every statement compiles, records have a now and a past, ids are never used again, sealed values
 * leave no plain text on disk. Keys are made here without OpenPGP: the wrapped secret is not asked for.
 */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/clock.h"
#include "base/file.h"
#include "base/mem.h"
#include "store/internal.h"
#include "pin.h"

static char folder[64], file[128], config[128];
static const struct mh_store_place place = { file, config, 1 };

static void run_sql(const char *text)
{
	sqlite3 *db;

	assert_int_equal(sqlite3_open(file, &db), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db, text, NULL, NULL, NULL), SQLITE_OK);
	sqlite3_close(db);
}

/* A demo store with a key pair and a match key, and catalogues of one code each that the tests use. */
static int make(void **state)
{
	static const unsigned char uid[MH_UID_SIZE] = "0123456789abcdef";
	unsigned char public_key[MH_PUBLIC_SIZE], secret[MH_SECRET_SIZE];
	char hex[2 * MH_PUBLIC_SIZE + 1], text[1000];
	struct mh_str path;
	struct mh_err err = MH_ERR_INIT;
	sqlite3 *db;

	(void)state;
	snprintf(folder, sizeof folder, "/tmp/mh-store-XXXXXX");
	assert_non_null(mkdtemp(folder));
	snprintf(file, sizeof file, "%s/s.db", folder);
	snprintf(config, sizeof config, "%s/c", folder);
	assert_int_equal(mh_crypto_init(&err), MH_OK);
	mh_keypair_make(public_key, secret);
	mh_hex(public_key, sizeof public_key, hex);
	assert_int_equal(sqlite3_open(file, &db), SQLITE_OK);
	assert_int_equal(mh_schema_make(db, mh_schema_version(), &err), MH_OK);
	sqlite3_close(db);
	snprintf(text, sizeof text, "PRAGMA journal_mode = WAL; PRAGMA application_id = %d; INSERT INTO log_next VALUES (1, 1, zeroblob(32)); INSERT INTO store VALUES "
		"(1, x'30313233343536373839616263646566', 'zorg', 'Zorg', 'Europe/Amsterdam', '', 1, 1, x'%s', '', 0);", MH_APPLICATION_ID, hex);
	run_sql(text);
	mh_str_init(&path, 200);
	mh_store_folder(&path, config, uid);
	assert_int_equal(mh_folder_make(path.s, &err), MH_OK);
	write_pin(path.s, uid, public_key);
	mh_str_puts(&path, "/match-key");
	assert_int_equal(mh_file_write(path.s, (struct mh_blob){ hex, 2 * MH_MATCH_KEY_SIZE }, false, &err), MH_OK);
	mh_str_free(&path);
	setenv("MH_NOW", "2026-03-02", 1);
	assert_int_equal(mh_clock_init(&err), MH_OK);
	return 0;
}

static int clear(void **state)
{
	char command[200];

	(void)state;
	snprintf(command, sizeof command, "rm -rf %s", folder);
	return system(command);
}

static struct mh_store *open_store(void)
{
	struct mh_store *store;
	struct mh_err err = MH_ERR_INIT;

	assert_int_equal(mh_store_open(&place, true, &store, &err), MH_OK);
	return store;
}

static void every_statement_compiles(void **state)
{
	struct mh_store *store = open_store();
	struct mh_err err = MH_ERR_INIT;

	(void)state;
	assert_int_equal(mh_sql_prepare_all(store, &err), MH_OK);
	mh_store_close(store);
}

static int64_t add_signal(struct mh_store *store, const char *received, const char *narrative)
{
	struct mh_err err = MH_ERR_INIT;
	struct mh_record rec;

	mh_record_init(&rec, &mh_signal);
	assert_int_equal(mh_record_put(&rec, "received", received, &err), MH_OK);
	assert_int_equal(mh_record_put(&rec, "sector", "police", &err), MH_OK);
	if (narrative != NULL)
		assert_int_equal(mh_record_put(&rec, "narrative", narrative, &err), MH_OK);
	assert_int_equal(mh_store_begin(store, "test add", &err), MH_OK);
	assert_int_equal(mh_store_put(store, &rec, &err), MH_OK);
	assert_int_equal(mh_store_commit(store, &err), MH_OK);
	int64_t n = rec.n;
	assert_int_equal(rec.values[mh_field_find(&mh_signal, "narrative")].have, narrative != NULL ? MH_HAVE_SEALED : MH_HAVE_NONE);
	mh_record_free(&rec);
	return n;
}

static void records_have_a_now_and_a_past(void **state)
{
	struct mh_store *store = open_store();
	struct mh_err err = MH_ERR_INIT;
	struct mh_record rec = { 0 };
	struct mh_id id = { &mh_signal, add_signal(store, "2026-03-01", NULL) };

	(void)state;
	assert_int_equal(id.n, 2026 * MH_ID_YEAR + 1);
	assert_int_equal(mh_store_get(store, id, &rec, &err), MH_OK);
	assert_string_equal(mh_record_text(&rec, "urgency"), "normal");	/* the initial value */
	setenv("MH_NOW", "2026-04-02", 1);
	assert_int_equal(mh_clock_init(&err), MH_OK);
	mh_record_put(&rec, "urgency", "acute", &err);
	assert_int_equal(mh_store_begin(store, "test edit", &err), MH_OK);
	assert_int_equal(mh_store_put(store, &rec, &err), MH_OK);
	assert_int_equal(mh_store_commit(store, &err), MH_OK);
	assert_int_equal(mh_store_row_true(store, &rec, &err), MH_OK);
	assert_int_equal(mh_store_as_of(store, (struct mh_date){ 2026, 3, 15 }, &err), MH_OK);
	assert_int_equal(mh_store_get(store, id, &rec, &err), MH_OK);
	assert_string_equal(mh_record_text(&rec, "urgency"), "normal");
	assert_int_equal(mh_store_as_of(store, (struct mh_date){ 2026, 3, 1 }, &err), MH_OK);
	assert_int_equal(mh_store_get(store, id, &rec, &err), MH_NO);
	assert_string_equal(err.text, "S-2026-0001: no such signal on that day");
	assert_int_equal(mh_store_as_of(store, (struct mh_date){ 0, 0, 0 }, &err), MH_OK);
	assert_int_equal(mh_store_get(store, id, &rec, &err), MH_OK);
	assert_string_equal(mh_record_text(&rec, "urgency"), "acute");
	mh_record_free(&rec);
	mh_store_close(store);
}

static void stale_records_are_not_written(void **state)
{
	struct mh_store *store = open_store();
	struct mh_err err = MH_ERR_INIT;
	struct mh_record first = { 0 }, second = { 0 };
	struct mh_id id = { &mh_signal, add_signal(store, "2026-03-01", NULL) };

	(void)state;
	assert_int_equal(mh_store_get(store, id, &first, &err), MH_OK);
	assert_int_equal(mh_store_get(store, id, &second, &err), MH_OK);
	mh_record_put(&first, "urgency", "high", &err);
	mh_record_put(&second, "urgency", "acute", &err);
	assert_int_equal(mh_store_put(store, &first, &err), MH_STORE);	/* no transaction */
	assert_int_equal(mh_store_begin(store, "test", &err), MH_OK);
	assert_int_equal(mh_store_put(store, &first, &err), MH_OK);
	assert_int_equal(mh_store_put(store, &second, &err), MH_BUSY);
	assert_non_null(strstr(err.text, "changed meanwhile"));
	mh_store_rollback(store);
	assert_int_equal(mh_store_get(store, id, &first, &err), MH_OK);
	assert_string_equal(mh_record_text(&first, "urgency"), "normal");
	mh_record_free(&first);
	mh_record_free(&second);
	mh_store_close(store);
}

/* A command that was open while another one rotated must not seal with the old key. */
static void another_key_meanwhile_is_seen(void **state)
{
	struct mh_store *store = open_store();
	struct mh_err err = MH_ERR_INIT;

	(void)state;
	run_sql("UPDATE store SET epoch = 2, public_key = zeroblob(32)");
	assert_int_equal(mh_store_begin(store, "test", &err), MH_BUSY);
	assert_non_null(strstr(err.text, "another key meanwhile"));
	mh_store_close(store);
	store = open_store();
	assert_int_equal(mh_store_begin(store, "test", &err), MH_KEY);
	assert_non_null(strstr(err.text, "is not the one that is pinned"));
	mh_store_close(store);
}

static void references_and_unique_fields_hold(void **state)
{
	struct mh_store *store = open_store();
	struct mh_err err = MH_ERR_INIT;
	struct mh_record rec;

	(void)state;
	mh_record_init(&rec, &mh_mention);
	mh_record_put_number(&rec, "signal", 2026 * MH_ID_YEAR + 999);
	assert_int_equal(mh_store_begin(store, "test", &err), MH_OK);
	assert_int_equal(mh_store_put(store, &rec, &err), MH_INPUT);
	assert_non_null(strstr(err.text, "points to does not exist"));
	mh_store_rollback(store);
	mh_record_free(&rec);
	for (int i = 0; i < 2; i++) {
		mh_record_init(&rec, &mh_signal);
		mh_record_put(&rec, "received", "2026-03-01", &err);
		mh_record_put(&rec, "sector", "police", &err);
		mh_record_put(&rec, "source", i == 0 ? "cms" : "other", &err);
		mh_record_put(&rec, "external-id", "17", &err);
		assert_int_equal(mh_store_begin(store, "test", &err), MH_OK);
		assert_int_equal(mh_store_put(store, &rec, &err), MH_OK);	/* another source: another signal */
		assert_int_equal(mh_store_commit(store, &err), MH_OK);
		mh_record_free(&rec);
	}
	mh_record_init(&rec, &mh_signal);
	assert_int_equal(mh_store_find_matched(store, &mh_signal, "external-id", "cms", (struct mh_blob){ "17", 2 }, &rec, &err), MH_OK);
	assert_int_equal(mh_store_find_matched(store, &mh_signal, "external-id", "", (struct mh_blob){ "17", 2 }, &rec, &err), MH_NO);
	mh_record_clear(&rec);
	mh_record_put(&rec, "received", "2026-03-01", &err);
	mh_record_put(&rec, "sector", "police", &err);
	mh_record_put(&rec, "source", "cms", &err);
	mh_record_put(&rec, "external-id", "17", &err);
	assert_int_equal(mh_store_begin(store, "test", &err), MH_OK);
	assert_int_equal(mh_store_put(store, &rec, &err), MH_INPUT);
	mh_store_rollback(store);
	mh_record_free(&rec);
	mh_store_close(store);
}

/* Is text anywhere in the file? */
static bool on_disk(const char *name, const char *text)
{
	struct mh_str bytes;
	struct mh_err err;

	mh_str_init(&bytes, 64 * 1024 * 1024);
	if (access(name, F_OK) == 0)
		assert_int_equal(mh_file_read(name, &bytes, &err), MH_OK);
	bool found = memmem(bytes.s, bytes.len, text, strlen(text)) != NULL;
	mh_str_free(&bytes);
	return found;
}

static void sealed_text_is_not_on_disk(void **state)
{
	struct mh_store *store = open_store();
	struct mh_err err = MH_ERR_INIT;
	struct mh_record rec = { 0 };
	char wal[160];

	(void)state;
	struct mh_id id = { &mh_signal, add_signal(store, "2026-03-01", "Annetje woont achter de molen") };
	snprintf(wal, sizeof wal, "%s-wal", file);
	assert_false(on_disk(file, "Annetje"));
	assert_false(on_disk(wal, "Annetje"));
	assert_true(on_disk(file, "police") || on_disk(wal, "police"));	/* the search itself works */
	assert_int_equal(mh_store_get(store, id, &rec, &err), MH_OK);
	assert_int_equal(mh_store_open_values(store, &rec, &err), MH_DENIED);	/* nobody said what for */
	/* an edit of another field keeps pointing at the same sealed value */
	int narrative = mh_field_find(&mh_signal, "narrative");
	int64_t value = rec.values[narrative].number;
	mh_record_put(&rec, "urgency", "high", &err);
	assert_int_equal(mh_store_begin(store, "test", &err), MH_OK);
	assert_int_equal(mh_store_put(store, &rec, &err), MH_OK);
	assert_int_equal(mh_store_commit(store, &err), MH_OK);
	assert_int_equal(mh_store_get(store, id, &rec, &err), MH_OK);
	assert_int_equal(rec.values[narrative].number, value);
	assert_int_equal(mh_store_row_true(store, &rec, &err), MH_OK);
	mh_store_close(store);
	run_sql("UPDATE sealed SET value = zeroblob(length(value))");
	store = open_store();
	assert_int_equal(mh_store_row_true(store, &rec, &err), MH_STORE);
	mh_record_free(&rec);
	mh_store_close(store);
}

static enum mh_status count_rows(void *arg, struct mh_record *rec, struct mh_err *err)
{
	(void)rec, (void)err;
	(*(int *)arg)++;
	return MH_OK;
}

static enum mh_status stop_at_once(void *arg, struct mh_record *rec, struct mh_err *err)
{
	(void)arg, (void)rec;
	return mh_fail(err, MH_NO, "enough");
}

static void queries_find_what_they_ask(void **state)
{
	static const struct { const char *where; int want; } asks[] = {
		{ "", 3 }, { "received>=2026-02-01", 2 }, { "form=not-asked", 3 }, { "form=labour", 0 }, { "form!=labour", 3 },
		{ "received ~ 2026", 3 }, { "municipality=", 3 }, { "municipality!=", 0 }, { "id=S-2026-0002", 1 },
		{ "received=2026-02-01 and urgency=normal", 1 }, { "received=2026-02-01 and urgency=acute", 0 }, { "id>S-2026-0001", 2 },
	};
	struct mh_store *store = open_store();
	struct mh_err err = MH_ERR_INIT;

	(void)state;
	add_signal(store, "2026-01-01", NULL);
	add_signal(store, "2026-02-01", NULL);
	add_signal(store, "2026-03-01", NULL);
	for (int past = 0; past < 2; past++) {
		if (past)
			assert_int_equal(mh_store_as_of(store, mh_today(), &err), MH_OK);
		for (size_t i = 0; i < MH_COUNT(asks); i++) {
			struct mh_query query;
			int found = 0;
			int64_t counted = -1;
			mh_query_init(&query, &mh_signal);
			assert_int_equal(mh_query_where(&query, asks[i].where, &err), MH_OK);
			assert_int_equal(mh_store_each(store, &query, count_rows, &found, &err), MH_OK);
			assert_int_equal(found, asks[i].want);
			assert_int_equal(mh_store_count(store, &query, &counted, &err), MH_OK);
			assert_int_equal(counted, asks[i].want);
			mh_query_free(&query);
		}
	}
	struct mh_query all;
	mh_query_init(&all, &mh_signal);
	assert_int_equal(mh_store_each(store, &all, stop_at_once, NULL, &err), MH_NO);	/* what fn says comes back */
	assert_string_equal(err.text, "enough");
	mh_store_close(store);
}

static void add_mention(struct mh_store *store, int64_t signal)
{
	struct mh_err err = MH_ERR_INIT;
	struct mh_record rec;

	mh_record_init(&rec, &mh_mention);
	mh_record_put(&rec, "role", "victim", &err);
	mh_record_put(&rec, "source", "test", &err);
	mh_record_put_number(&rec, "signal", signal);
	mh_record_initial(&rec);
	assert_int_equal(mh_store_begin(store, "test", &err), MH_OK);
	assert_int_equal(mh_store_put(store, &rec, &err), MH_OK);
	assert_int_equal(mh_store_commit(store, &err), MH_OK);
	mh_record_free(&rec);
}

static void children_are_found_again_and_again(void **state)
{
	static const int want[] = { 2, 1, 0 };
	struct mh_store *store = open_store();
	struct mh_err err = MH_ERR_INIT;
	int64_t ids[MH_COUNT(want)];

	(void)state;
	for (size_t i = 0; i < MH_COUNT(want); i++) {
		ids[i] = add_signal(store, "2026-01-01", NULL);
		for (int k = 0; k < want[i]; k++)
			add_mention(store, ids[i]);
	}
	assert_int_equal(mh_store_children(store, &mh_mention, "signal", ids[0], stop_at_once, NULL, &err), MH_NO);
	for (size_t i = 0; i < MH_COUNT(want); i++) {
		int found = 0;
		assert_int_equal(mh_store_children(store, &mh_mention, "signal", ids[i], count_rows, &found, &err), MH_OK);
		assert_int_equal(found, want[i]);
	}
	mh_store_close(store);
}

/* A report asks many times; what another command writes between two questions must not show in the second alone. */
static void a_reader_sees_one_moment(void **state)
{
	struct mh_store *writer = open_store(), *reader;
	struct mh_err err = MH_ERR_INIT;
	struct mh_query all;
	int64_t first, second;

	(void)state;
	add_signal(writer, "2026-03-01", NULL);
	assert_int_equal(mh_store_open(&place, false, &reader, &err), MH_OK);
	mh_query_init(&all, &mh_signal);
	assert_int_equal(mh_store_count(reader, &all, &first, &err), MH_OK);
	add_signal(writer, "2026-03-02", NULL);
	assert_int_equal(mh_store_count(reader, &all, &second, &err), MH_OK);
	assert_int_equal(first, second);
	mh_store_close(reader);
	assert_int_equal(mh_store_open(&place, false, &reader, &err), MH_OK);
	assert_int_equal(mh_store_count(reader, &all, &second, &err), MH_OK);
	assert_int_equal(first + 1, second);
	mh_store_close(reader);
	mh_store_close(writer);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(every_statement_compiles, make, clear),
		cmocka_unit_test_setup_teardown(records_have_a_now_and_a_past, make, clear),
		cmocka_unit_test_setup_teardown(stale_records_are_not_written, make, clear),
		cmocka_unit_test_setup_teardown(another_key_meanwhile_is_seen, make, clear),
		cmocka_unit_test_setup_teardown(references_and_unique_fields_hold, make, clear),
		cmocka_unit_test_setup_teardown(sealed_text_is_not_on_disk, make, clear),
		cmocka_unit_test_setup_teardown(queries_find_what_they_ask, make, clear),
		cmocka_unit_test_setup_teardown(children_are_found_again_and_again, make, clear),
		cmocka_unit_test_setup_teardown(a_reader_sees_one_moment, make, clear),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
