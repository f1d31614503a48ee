/*
 * Exporting: cells and losses of maps, counted by hand; suspects stay out; and what another command changes between the gate and the
 * list is not let through.
 */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/clock.h"
#include "base/mem.h"
#include "chain/signal_export.h"
#include "store/internal.h"
#include "pin.h"

static char folder[64], file[128], config[128];
static const struct mh_store_place place = { file, config, 1 };
static struct mh_store *store;

static void make_file(void)
{
	char text[600];
	struct mh_err err = MH_ERR_INIT;
	sqlite3 *db;

	assert_int_equal(sqlite3_open(file, &db), SQLITE_OK);
	assert_int_equal(mh_schema_make(db, mh_schema_version(), &err), MH_OK);
	snprintf(text, sizeof text, "PRAGMA journal_mode = WAL; PRAGMA application_id = %d; INSERT INTO log_next VALUES (1, 1, zeroblob(32)); INSERT INTO store VALUES "
		"(1, x'30313233343536373839616263646566', 'zorg', 'Zorg', 'Europe/Amsterdam', '', 1, 1, zeroblob(32), '', 0);", MH_APPLICATION_ID);
	assert_int_equal(sqlite3_exec(db, text, NULL, NULL, NULL), SQLITE_OK);
	sqlite3_close(db);
}

static void put(struct mh_record *rec, const char *const *pairs)
{
	struct mh_err err = MH_ERR_INIT;

	for (; *pairs != NULL; pairs += 2)
		assert_int_equal(mh_record_put(rec, pairs[0], pairs[1], &err), MH_OK);
	assert_int_equal(mh_store_put(store, rec, &err), MH_OK);
}

static int64_t add(const struct mh_kind *kind, int64_t signal, const char *const *pairs)
{
	struct mh_record rec;

	mh_record_init(&rec, kind);
	if (signal != 0)
		mh_record_put_number(&rec, "signal", signal);
	put(&rec, pairs);
	const int64_t n = rec.n;
	mh_record_free(&rec);
	return n;
}

#define ADD(kind, signal, ...) add(kind, signal, (const char *const[]){ __VA_ARGS__, NULL })

static int make(void **state)
{
	struct mh_err err = MH_ERR_INIT;

	(void)state;
	snprintf(folder, sizeof folder, "/tmp/mh-export-XXXXXX");
	assert_non_null(mkdtemp(folder));
	snprintf(file, sizeof file, "%s/s.db", folder);
	snprintf(config, sizeof config, "%s/c", folder);
	setenv("MH_NOW", "2026-03-02", 1);
	assert_int_equal(mh_clock_init(&err), MH_OK);
	make_file();
	assert_int_equal(mh_store_open(&place, true, &store, &err), MH_OK);
	assert_int_equal(mh_folder_make(mh_store_about(store)->folder, &err), MH_OK);
	write_pin(mh_store_about(store)->folder, mh_store_about(store)->uid, (const unsigned char[MH_PUBLIC_SIZE]){ 0 });
	assert_int_equal(mh_store_begin(store, "test", &err), MH_OK);
	const int64_t one = ADD(&mh_signal, 0, "received", "2026-01-31", "observed-from", "2025-12", "sector", "police", "form", "labour;criminal");
	ADD(&mh_mention, one, "sex", "female", "country", "RO");
	ADD(&mh_mention, one, "role", "suspect", "ground", "wgs", "sex", "male");
	ADD(&mh_mention, one, "sex", "male");
	ADD(&mh_mention, one, "sex", "unknown");
	ADD(&mh_signal, 0, "received", "2026-02-01", "sector", "school", "form", "unknown");
	assert_int_equal(mh_store_commit(store, &err), MH_OK);
	return 0;
}

static int clear(void **state)
{
	char command[200];

	(void)state;
	mh_store_close(store);
	snprintf(command, sizeof command, "rm -rf %s", folder);
	return system(command);
}

/* Gathers rows as "a|b|c" lines. */
struct rows { const struct mh_map *map; struct mh_str text; };

static enum mh_status take_row(void *arg, const struct mh_str *cells, struct mh_err *err)
{
	struct rows *rows = arg;

	(void)err;
	for (size_t i = 0; i < rows->map->column_count; i++)
		mh_str_printf(&rows->text, "%s%s", i > 0 ? "|" : "", cells[i].s);
	mh_str_putc(&rows->text, '\n');
	return MH_OK;
}

static enum mh_status run(struct mh_map *map, struct mh_signal_export *e, struct rows *rows, struct mh_err *err)
{
	struct mh_query query;

	mh_query_init(&query, &mh_signal);
	rows->map = map;
	mh_str_init(&rows->text, 10000);
	e->map = map;
	e->query = &query;
	e->row = take_row;
	e->arg = rows;
	const enum mh_status status = mh_signal_export_run(store, e, err);
	mh_query_free(&query);
	return status;
}

static void exported(const char *yaml, struct mh_signal_export *e, const char *want)
{
	struct mh_err err = MH_ERR_INIT;
	struct rows rows;
	struct mh_map map;

	assert_int_equal(mh_map_read(&map, "map", (struct mh_blob){ yaml, strlen(yaml) }, NULL, &err), MH_OK);
	assert_int_equal(run(&map, e, &rows, &err), MH_OK);
	assert_string_equal(rows.text.s, want);
	mh_str_free(&rows.text);
	mh_map_free(&map);
}

static uint64_t lost(const struct mh_signal_export *e, const char *field, enum mh_map_loss_of of, const char *code)
{
	for (size_t i = 0; i < e->losses.count; i++) {
		const struct mh_map_loss *loss = &e->losses.list[i];
		if (strcmp(mh_map_kind(loss->part)->fields[loss->field].name, field) == 0 && loss->of == of && strcmp(loss->code, code) == 0)
			return loss->count;
	}
	return 0;
}

static void a_map_is_read_the_other_way_round(void **state)
{
	struct mh_signal_export e = { .purpose = NULL };

	(void)state;
	exported("format: mh-map/1\nname: x\nsource: x\ndate: dd-mm-yyyy\ncolumns:\n  nr: external-id\n  day: received\n  seen: observed-from\n"
		"  form: {field: form, values: {crime: criminal, misdaad: criminal, arbeid: labour}, empty: unknown}\n"
		"  sex: {field: mention.sex, values: {v: female, m: male}}\n", &e,
		"|31-01-2026|12-2025|crime;arbeid|v\n|31-01-2026|12-2025|crime;arbeid|m\n|31-01-2026|12-2025|crime;arbeid|\n|01-02-2026|||\n");
	assert_int_equal(e.signals, 2);
	assert_int_equal(e.mentions, 3);
	assert_int_equal(e.rows, 4);
	assert_int_equal(e.suspects, 1);
	assert_int_equal(lost(&e, "sector", MH_LOSS_FIELD, ""), 2);
	assert_int_equal(lost(&e, "country", MH_LOSS_FIELD, ""), 1);
	assert_int_equal(lost(&e, "sex", MH_LOSS_CODE, "unknown"), 1);
	assert_int_equal(lost(&e, "form", MH_LOSS_CODE, "unknown"), 0);
	assert_int_equal(lost(&e, "received", MH_LOSS_YEAR, ""), 0);
	mh_signal_export_free(&e);
}

static void several_mentions_fill_a_row(void **state)
{
	struct mh_signal_export e = { .purpose = NULL };

	(void)state;
	exported("format: mh-map/1\nname: x\nuse: export\ncolumns:\n  id: id\n  a: mention.sex\n  b: mention-2.sex\n  c: {cell: NL}\n", &e,
		"S-2026-0001|female|male|NL\nS-2026-0001|unknown||NL\nS-2026-0002|||NL\n");
	mh_signal_export_free(&e);
}

static void what_a_standard_cannot_say_is_counted(void **state)
{
	struct mh_signal_export e = { .purpose = NULL };

	(void)state;
	exported("format: mh-map/1\nname: x\nuse: export\ncolumns:\n  year: {field: received, as: year}\n  seen: {field: observed-from, as: year}\n"
		"  work: {field: form, values: {\"1\": [labour, begging]}}\n  kind: {field: form, values: {Work: labour}, other: Other}\n"
		"  who: {field: sector, values: {Police: police}}\n", &e, "2026|2025|1|Other;Work|Police\n2026|||Other|\n");
	assert_int_equal(e.rows, 2);
	assert_int_equal(lost(&e, "received", MH_LOSS_YEAR, ""), 2);
	assert_int_equal(lost(&e, "observed-from", MH_LOSS_YEAR, ""), 1);
	assert_int_equal(lost(&e, "form", MH_LOSS_OTHER, "criminal"), 1);
	assert_int_equal(lost(&e, "form", MH_LOSS_OTHER, "labour"), 0);
	assert_int_equal(lost(&e, "sector", MH_LOSS_CODE, "school"), 1);
	assert_int_equal(lost(&e, "sex", MH_LOSS_FIELD, ""), 3);
	mh_signal_export_free(&e);
}

static int64_t changes;		/* what the second signal's turn at the gate changes: a kind's number */

static enum mh_status meanwhile(void *arg, struct mh_record *signal, struct mh_err *err)
{
	struct mh_record rec;

	(void)arg;
	if (signal->n % MH_ID_YEAR != 2)
		return MH_OK;
	assert_int_equal(mh_store_begin(store, "another", err), MH_OK);
	mh_record_init(&rec, changes == mh_signal.number ? &mh_signal : &mh_mention);
	if (changes == mh_signal.number) {
		assert_int_equal(mh_store_get(store, (struct mh_id){ &mh_signal, signal->n - 1 }, &rec, err), MH_OK);
		put(&rec, (const char *const[]){ "onward", "no", NULL });
	} else {
		mh_record_put_number(&rec, "signal", signal->n);
		put(&rec, (const char *const[]){ "sex", "female", NULL });
	}
	mh_record_free(&rec);
	return mh_store_commit(store, err);
}

static void what_changed_behind_the_gate_is_not_let_through(void **state)
{
	const struct mh_kind *const kinds[] = { &mh_signal, &mh_mention };

	(void)state;
	for (size_t i = 0; i < MH_COUNT(kinds); i++) {
		struct mh_signal_export e = { .signal = meanwhile };
		struct mh_err err = MH_ERR_INIT;
		struct mh_map map;
		struct rows rows;

		changes = kinds[i]->number;
		mh_map_own(&map);
		assert_int_equal(run(&map, &e, &rows, &err), MH_BUSY);
		assert_non_null(strstr(err.text, "was changed meanwhile by another command: try again"));
		mh_str_free(&rows.text);
		mh_signal_export_free(&e);
		mh_map_free(&map);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_map_is_read_the_other_way_round),
		cmocka_unit_test(several_mentions_fill_a_row),
		cmocka_unit_test(what_a_standard_cannot_say_is_counted),
		cmocka_unit_test(what_changed_behind_the_gate_is_not_let_through),
	};

	return cmocka_run_group_tests(tests, make, clear);
}
