/* The log: what somebody who can write the file makes of it is found, and the first entry that is wrong is named. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>
#include <sqlite3.h>

#include "base/clock.h"
#include "base/file.h"
#include "base/mem.h"
#include "pin.h"
#include "store/log_key.h"

#define ENTRIES 8

static char folder[40], file[60], config[60];
static struct mh_store_place place = { file, config, 0 };
static unsigned char public_key[MH_PUBLIC_SIZE], secret[MH_SECRET_SIZE];

static void run_sql(const char *text)
{
	sqlite3 *db;
	char *said = NULL;

	assert_int_equal(sqlite3_open(file, &db), SQLITE_OK);
	if (sqlite3_exec(db, text, NULL, NULL, &said) != SQLITE_OK)
		fail_msg("%s", said);
	sqlite3_close(db);
}

static struct mh_store *open_store(void)
{
	struct mh_store *store;
	struct mh_err err = MH_ERR_INIT;

	if (mh_store_open(&place, true, &store, &err) != MH_OK)
		fail_msg("%s", err.text);
	return store;
}

/* One entry that writes a code. */
static void write_entry(struct mh_store *store, const char *code)
{
	struct mh_record rec;
	struct mh_err err = MH_ERR_INIT;

	assert_int_equal(mh_store_begin(store, "a test", &err), MH_OK);
	mh_record_init(&rec, &mh_code);
	assert_int_equal(mh_record_put(&rec, "catalogue", "colour", &err), MH_OK);
	assert_int_equal(mh_record_put(&rec, "code", code, &err), MH_OK);
	assert_int_equal(mh_record_put(&rec, "en", code, &err), MH_OK);
	if (mh_store_put(store, &rec, &err) != MH_OK || mh_store_commit(store, &err) != MH_OK)
		fail_msg("%s", err.text);
	mh_record_free(&rec);
}

/* A store whose log has ENTRIES entries; its first key is wrapped for a key pair of the test. */
static int make(void **state)
{
	static const unsigned char uid[MH_UID_SIZE] = "0123456789abcdef";
	char hex[2 * MH_PUBLIC_SIZE + 1], text[1000], code[16];
	struct mh_store *store;
	struct mh_str path;
	struct mh_err err = MH_ERR_INIT;
	sqlite3 *db;

	(void)state;
	snprintf(folder, sizeof folder, "/tmp/mh-log-XXXXXX");
	assert_non_null(mkdtemp(folder));
	snprintf(file, sizeof file, "%s/s.db", folder);
	snprintf(config, sizeof config, "%s/c", folder);
	assert_int_equal(mh_crypto_init(&err), MH_OK);
	mh_keypair_make(public_key, secret);
	mh_hex(public_key, sizeof public_key, hex);
	assert_int_equal(sqlite3_open(file, &db), SQLITE_OK);
	assert_int_equal(mh_schema_make(db, mh_schema_version(), &err), MH_OK);
	sqlite3_close(db);
	snprintf(text, sizeof text, "PRAGMA journal_mode = WAL; PRAGMA application_id = %d; INSERT INTO store VALUES "
		"(1, x'30313233343536373839616263646566', 'zorg', 'Zorg', 'Europe/Amsterdam', '', 1, 1, x'%s', '', 0);", MH_APPLICATION_ID, hex);
	run_sql(text);
	mh_str_init(&path, 200);
	mh_store_folder(&path, config, uid);
	assert_int_equal(mh_folder_make(path.s, &err), MH_OK);
	write_pin(path.s, uid, public_key);
	mh_str_free(&path);
	setenv("MH_NOW", "2026-03-02", 1);
	assert_int_equal(mh_clock_init(&err), MH_OK);
	store = open_store();
	store->making = true;	/* as create.c begins: the first entry begins the chain of keys */
	assert_int_equal(mh_store_begin(store, "mh-store init", &err), MH_OK);
	assert_int_equal(mh_log_key_begin(store, public_key, 1, 1, "init", &err), MH_OK);
	assert_int_equal(mh_store_commit(store, &err), MH_OK);
	store->making = false;
	for (int i = 2; i <= ENTRIES; i++) {
		snprintf(code, sizeof code, "c%d", i);
		write_entry(store, code);
	}
	mh_store_close(store);
	snprintf(text, sizeof text, "cp %s %s.good", file, file);
	return system(text);
}

static int clear(void **state)
{
	char command[200];

	(void)state;
	snprintf(command, sizeof command, "rm -rf %s", folder);
	return system(command);
}

static int put_back(void **state)
{
	char command[400];

	(void)state;
	snprintf(command, sizeof command, "rm -f %s-wal %s-shm; cp %s.good %s", file, file, file, file);
	return system(command);
}

struct seen { int64_t entry; char what[200]; };

static bool note_first(void *arg, int64_t entry, const char *what)
{
	struct seen *seen = arg;

	seen->entry = entry;
	snprintf(seen->what, sizeof seen->what, "%s", what);
	return false;
}

/* Walks with the keys (or without) and gives what was found first; entry 0: nothing. */
static struct seen walk(bool with_key)
{
	struct seen seen = { 0 };
	struct mh_log_keys keys = { .count = 0 };
	struct mh_log_walk walk = { .from = 1, .rows = true, .found = note_first, .arg = &seen };
	struct mh_store *store = open_store();
	struct mh_err err = MH_ERR_INIT;

	if (with_key) {
		assert_int_equal(mh_log_keys_read(store, &keys, &err), MH_OK);
		assert_int_equal(mh_log_keys_open(store, &keys, secret, &err), MH_OK);
		walk.keys = &keys;
	}
	if (mh_log_walk(store, &walk, &err) != MH_OK)
		fail_msg("%s", err.text);
	assert_int_equal(walk.good, seen.entry == 0);
	mh_log_keys_free(&keys);
	mh_store_close(store);
	return seen;
}

static void found(bool with_key, int64_t entry, const char *what)
{
	struct seen seen = walk(with_key);

	assert_int_equal(seen.entry, entry);
	if (strstr(seen.what, what) == NULL)
		fail_msg("expected '%s', got '%s'", what, seen.what);
}

static struct mh_blob column(sqlite3_stmt *stmt, int at)
{
	const void *bytes = sqlite3_column_blob(stmt, at);

	return (struct mh_blob){ bytes, (size_t)sqlite3_column_bytes(stmt, at) };
}

/* Hangs entries from one on anew on what is before them, as one does who knows the format but no key of the past. */
static void chain_anew(int64_t from)
{
	struct mh_store *store = open_store();
	sqlite3_stmt *read, *write;
	unsigned char previous[MH_HASH_SIZE] = { 0 }, digest[MH_HASH_SIZE];

	assert_int_equal(sqlite3_prepare_v2(store->db, "SELECT n, at, actor, command, purpose, subjects, note, salt, rows, digest FROM log ORDER BY n",
		-1, &read, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_prepare_v2(store->db, "UPDATE log SET digest = ?2 WHERE n = ?1", -1, &write, NULL), SQLITE_OK);
	while (sqlite3_step(read) == SQLITE_ROW) {
		int64_t n = sqlite3_column_int64(read, 0);
		memcpy(digest, sqlite3_column_blob(read, 9), sizeof digest);
		if (n >= from) {
			const struct mh_log_text text = { n, sqlite3_column_int64(read, 1), column(read, 2), column(read, 3), column(read, 4), column(read, 5),
				column(read, 6), column(read, 7), NULL, sqlite3_column_blob(read, 8), previous };
			mh_entry_digest(&text, digest);
			sqlite3_bind_int64(write, 1, n);
			sqlite3_bind_blob(write, 2, digest, sizeof digest, SQLITE_STATIC);
			assert_int_equal(sqlite3_step(write), SQLITE_DONE);
			sqlite3_reset(write);
		}
		memcpy(previous, digest, sizeof previous);
	}
	sqlite3_finalize(read);
	sqlite3_finalize(write);
	mh_store_close(store);
}

static void a_log_as_it_was_written_is_good(void **state)
{
	(void)state;
	assert_int_equal(walk(false).entry, 0);
	assert_int_equal(walk(true).entry, 0);
}

static void changed_and_dropped_entries_are_named(void **state)
{
	(void)state;
	run_sql("UPDATE log SET actor = 'somebody' WHERE n = 4");
	found(false, 4, "was changed");
	put_back(NULL);
	run_sql("DELETE FROM log WHERE n = 4");
	found(false, 4, "is missing");
	put_back(NULL);
	run_sql("UPDATE log_row SET digests = zeroblob(32) WHERE entry = 4");
	found(false, 4, "the digests of its rows were changed");
	put_back(NULL);
	run_sql("UPDATE log SET mac = zeroblob(32) WHERE n = 4");
	assert_int_equal(walk(false).entry, 0);
	found(true, 4, "its MAC is another");
	put_back(NULL);
	run_sql("UPDATE log SET actor = '', command = '', purpose = '', subjects = '', note = '', salt = x'', told = zeroblob(32) WHERE n = 4");
	found(false, 4, "no keyholder signed that");
}

static void a_log_written_anew_is_found_by_its_mac(void **state)
{
	(void)state;
	run_sql("UPDATE log SET actor = 'somebody' WHERE n = 4");
	chain_anew(4);
	assert_int_equal(walk(false).entry, 0);	/* all digests are right again */
	found(true, 4, "its MAC is another");
}

static void a_dropped_entry_with_the_rest_renumbered_is_found_by_its_mac(void **state)
{
	(void)state;
	run_sql("DELETE FROM log WHERE n = 4; DELETE FROM log_row WHERE entry = 4; UPDATE log SET n = n - 1 WHERE n > 4; "
		"UPDATE log_row SET entry = entry - 1 WHERE entry > 4; UPDATE log_next SET n = n - 1");
	chain_anew(4);
	assert_int_equal(walk(false).entry, 0);
	found(true, 4, "its MAC is another");
}

static void a_spliced_entry_is_found(void **state)
{
	(void)state;
	run_sql("CREATE TEMP TABLE t AS SELECT * FROM log WHERE n = 3; UPDATE log SET (at, actor, command, purpose, subjects, note, salt, rows, digest, mac) = "
		"(SELECT at, actor, command, purpose, subjects, note, salt, rows, digest, mac FROM t) WHERE n = 5");
	assert_int_equal(walk(false).entry, 5);
	put_back(NULL);
	run_sql("CREATE TEMP TABLE t AS SELECT * FROM log WHERE n = 3; UPDATE log SET (at, actor, command, purpose, subjects, note, salt, mac) = "
		"(SELECT at, actor, command, purpose, subjects, note, salt, mac FROM t) WHERE n = 5");
	chain_anew(5);
	assert_int_equal(walk(false).entry, 0);
	found(true, 5, "its MAC is another");
}

static void a_log_that_was_cut_off_is_found(void **state)
{
	struct mh_store *store;
	struct mh_err err = MH_ERR_INIT;

	(void)state;
	run_sql("DELETE FROM log WHERE n > 5; DELETE FROM log_row WHERE entry > 5");
	found(false, 6, "the end of the log was cut off");
	store = open_store();
	assert_int_equal(mh_store_begin(store, "a test", &err), MH_KEY);	/* and nobody writes behind it */
	assert_non_null(strstr(err.text, "ends with entry 5 and ought to end with 8"));
	mh_store_close(store);
	run_sql("UPDATE log_next SET n = 6");	/* the number can be changed, the key of the past cannot be found again */
	assert_int_equal(walk(false).entry, 0);
	found(true, 6, "the key for it is another");
}

static void forged_entries_at_the_end_are_found(void **state)
{
	(void)state;
	run_sql("INSERT INTO log SELECT n + 1, at, 'somebody', command, purpose, subjects, note, salt, told, zeroblob(32), digest, mac FROM log WHERE n = 8");
	found(false, 9, "was changed");
	chain_anew(9);
	assert_int_equal(walk(false).entry, 9);
	put_back(NULL);
	/* one who reads the store's key of now can write like any writer; not before it */
	run_sql("DELETE FROM log_next");
	found(false, 9, "the key for it is missing");
}

static void another_chain_of_keys_does_not_pass(void **state)
{
	struct mh_log_keys keys;
	struct mh_store *store;
	struct mh_err err = MH_ERR_INIT;

	(void)state;
	run_sql("UPDATE log_key SET commitment = zeroblob(32)");
	store = open_store();
	assert_int_equal(mh_log_keys_read(store, &keys, &err), MH_OK);
	assert_int_equal(mh_log_keys_open(store, &keys, secret, &err), MH_KEY);
	assert_non_null(strstr(err.text, "is not the one that a keyholder signed"));
	mh_log_keys_free(&keys);
	mh_store_close(store);
}

static void a_row_is_true_only_with_the_log_behind_it(void **state)
{
	struct mh_record rec;
	struct mh_store *store;
	struct mh_err err = MH_ERR_INIT;

	(void)state;
	for (int i = 0; i < 3; i++) {
		put_back(NULL);
		run_sql(i == 0 ? "SELECT 1" : i == 1 ? "UPDATE log_row SET part = 0, digests = randomblob(32) WHERE entry = 7 AND kind <> 0" : "UPDATE log SET actor = 'x' WHERE n = 7");
		store = open_store();
		mh_record_init(&rec, &mh_code);
		assert_int_equal(mh_store_find(store, &mh_code, "code", i == 1 ? "c7" : "c4", &rec, &err), MH_OK);
		assert_int_equal(mh_store_row_true(store, &rec, &err), i == 0 ? MH_OK : MH_STORE);
		mh_record_free(&rec);
		mh_store_close(store);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(a_log_as_it_was_written_is_good, put_back),
		cmocka_unit_test_setup(changed_and_dropped_entries_are_named, put_back),
		cmocka_unit_test_setup(a_log_written_anew_is_found_by_its_mac, put_back),
		cmocka_unit_test_setup(a_dropped_entry_with_the_rest_renumbered_is_found_by_its_mac, put_back),
		cmocka_unit_test_setup(a_spliced_entry_is_found, put_back),
		cmocka_unit_test_setup(a_log_that_was_cut_off_is_found, put_back),
		cmocka_unit_test_setup(forged_entries_at_the_end_are_found, put_back),
		cmocka_unit_test_setup(another_chain_of_keys_does_not_pass, put_back),
		cmocka_unit_test_setup(a_row_is_true_only_with_the_log_behind_it, put_back),
	};

	return cmocka_run_group_tests(tests, make, clear);
}
