/*
 * Erasing: the text of a list is read as it is written and in no other way; what goes is gone, what stays lets go of it, ids are not
 * given again; numbers without persons, merged upward, against a hand count; rules are chosen in their order.
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
#include "chain/erase_plan.h"
#include "report/count.h"
#include "store/erasures.h"
#include "workflow/retention.h"
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

static int make_store(void **state)
{
	static const unsigned char public_key[MH_PUBLIC_SIZE];
	struct mh_err err = MH_ERR_INIT;
	char own[200];

	(void)state;
	strcpy(folder, "/tmp/mhuXXXXXX");
	assert_non_null(mkdtemp(folder));
	snprintf(file, sizeof file, "%s/store.db", folder);
	snprintf(config, sizeof config, "%s/config", folder);
	snprintf(own, sizeof own, "%s/303132333435", config);
	assert_int_equal(mh_folder_make(own, &err), MH_OK);
	write_pin(own, (const unsigned char *)"0123456789abcdef", public_key);
	setenv("MH_NOW", "2026-03-02T12:00:00Z", 1);
	assert_int_equal(mh_clock_init(&err), MH_OK);
	make_file();
	assert_int_equal(mh_store_open(&place, true, &store, &err), MH_OK);
	assert_int_equal(mh_store_begin(store, "test", &err), MH_OK);
	return 0;
}

static int drop_store(void **state)
{
	char command[100];

	(void)state;
	mh_store_close(store);
	snprintf(command, sizeof command, "rm -rf %s", folder);
	return system(command);
}

/* "field=value" pairs, ended by NULL. */
static int64_t add(const struct mh_kind *kind, const char *const *pairs)
{
	struct mh_err err = MH_ERR_INIT;
	struct mh_record rec;
	char name[64];

	mh_record_init(&rec, kind);
	for (; *pairs != NULL; pairs++) {
		const char *value = strchr(*pairs, '=') + 1;
		snprintf(name, sizeof name, "%.*s", (int)(value - *pairs - 1), *pairs);
		if (kind->fields[mh_field_find(kind, name)].type == MH_ID)
			mh_record_put_number(&rec, name, atoll(value));
		else
			assert_int_equal(mh_record_put(&rec, name, value, &err), MH_OK);
	}
	assert_int_equal(mh_store_put(store, &rec, &err), MH_OK);
	const int64_t n = rec.n;
	mh_record_free(&rec);
	return n;
}

#define ADD(kind, ...) add(kind, (const char *const[]){ __VA_ARGS__, NULL })

static const char *number(const char *field, int64_t n)
{
	static char texts[4][64];
	static int turn;

	turn = (turn + 1) % 4;
	snprintf(texts[turn], sizeof texts[turn], "%s=%lld", field, (long long)n);
	return texts[turn];
}

/* A signal with one victim (person 0: linked to nobody); both go on the list. */
static int64_t signal_of(struct mh_erasure *e, const char *received, const char *municipality, const char *form, int64_t person)
{
	const int64_t signal = ADD(&mh_signal, received, "sector=police", municipality, form);
	const int64_t mention = person != 0 ? ADD(&mh_mention, number("signal", signal), number("person", person)) : ADD(&mh_mention, number("signal", signal));

	mh_erasure_id(e, (struct mh_id){ &mh_signal, signal }, 0);
	mh_erasure_id(e, (struct mh_id){ &mh_mention, mention }, 0);
	return signal;
}

static void erase(struct mh_erasure *e)
{
	struct mh_err err = MH_ERR_INIT;

	if (mh_erase_rows(store, e, &err) != MH_OK)
		fail_msg("%s", err.text);
	e->count = 0;
}

/* Rows of a statement, columns joined by '|', rows by a space. */
static void assert_rows(const char *sql, const char *expected)
{
	struct mh_err err = MH_ERR_INIT;
	struct mh_str out;
	sqlite3_stmt *stmt;

	mh_str_init(&out, 4000);
	assert_int_equal(mh_sql_prepare(store, sql, &stmt, &err), MH_OK);
	while (mh_sql_row(store, stmt, &err) == MH_OK) {
		mh_str_puts(&out, out.len > 0 ? " " : "");
		for (int i = 0; i < sqlite3_column_count(stmt); i++)
			mh_str_printf(&out, "%s%s", i > 0 ? "|" : "", (const char *)sqlite3_column_text(stmt, i));
	}
	sqlite3_finalize(stmt);
	assert_string_equal(out.s, expected);
	mh_str_free(&out);
}

static void small_cells_are_merged_upward(void **state)
{
	struct mh_erasure e = { .count = 0 };

	(void)state;
	for (int i = 0; i < 5; i++)
		signal_of(&e, "received=2024-03-05", "municipality=GM0193", "form=labour", 0);
	for (int i = 0; i < 3; i++)
		signal_of(&e, "received=2024-04-05", "municipality=GM0150", "form=labour", 0);
	for (int i = 0; i < 2; i++)
		signal_of(&e, "received=2024-04-05", "municipality=GM0150", "form=criminal", 0);
	signal_of(&e, "received=2025-04-05", "municipality=GM0150", "form=criminal", 0);
	erase(&e);
	assert_rows("SELECT years, municipality, form, count FROM erased_count WHERE measure = 'signals' ORDER BY 1, 2, 3",
		"2024|GM0150|erased|5 2024|GM0193|labour|5 2025|erased|erased|1");
	assert_rows("SELECT sum(count) FROM erased_count WHERE measure = 'victims'", "11");
	/* A cell that is large enough takes one more; a rare one goes where there is room for it. */
	signal_of(&e, "received=2024-05-05", "municipality=GM0193", "form=labour", 0);
	signal_of(&e, "received=2024-05-05", "municipality=GM0150", "form=begging", 0);
	signal_of(&e, "received=2024-05-05", "municipality=GM0160", "form=begging", 0);
	erase(&e);
	assert_rows("SELECT years, municipality, form, count FROM erased_count WHERE measure = 'signals' ORDER BY 1, 2, 3",
		"2024|GM0150|erased|6 2024|GM0193|labour|6 2024|erased|erased|1 2025|erased|erased|1");
	mh_erasure_free(&e);
}

static int64_t cell(const struct mh_cube *cube, const char *row)
{
	for (size_t i = 0; i < cube->rows.count; i++)
		if (strcmp(cube->rows.codes[i], row) == 0)
			return mh_cube_at(cube, i, 0);
	return -1;
}

static void count_by(const char *measure, const char *rows, struct mh_cube *cube)
{
	const struct mh_count count = { .measure = measure, .rows = rows };
	struct mh_err err = MH_ERR_INIT;

	if (mh_count(store, &count, cube, &err) != MH_OK)
		fail_msg("%s", err.text);
}

/* Person A in 2024 and 2025, B in 2025, one whom nobody has linked in 2025; a living one in 2025. */
static void a_person_of_two_years_counts_once_in_each_and_once_in_all(void **state)
{
	struct mh_erasure e = { .count = 0 };
	struct mh_cube cube;
	const int64_t a = ADD(&mh_person, "sex=female"), b = ADD(&mh_person, "sex=male");
	const int64_t same = ADD(&mh_person, "sex=unknown", number("same-as", a));

	(void)state;
	signal_of(&e, "received=2024-03-05", "municipality=GM0193", "form=labour", a);
	signal_of(&e, "received=2025-03-05", "municipality=GM0150", "form=labour", same);
	signal_of(&e, "received=2025-03-06", "municipality=GM0150", "form=labour", b);
	signal_of(&e, "received=2025-03-07", "municipality=GM0150", "form=labour", 0);
	const int64_t stays = ADD(&mh_signal, "received=2025-07-01", "sector=police");
	ADD(&mh_mention, number("signal", stays));
	count_by("victims", "year", &cube);
	assert_int_equal(mh_cube_total(&cube), 4);
	mh_cube_free(&cube);
	erase(&e);
	count_by("victims", "year", &cube);
	assert_int_equal(cell(&cube, "2024"), 1);
	assert_int_equal(cell(&cube, "2025"), 4);
	assert_int_equal(mh_cube_total(&cube), 4);
	assert_int_equal(cube.left_out, 0);
	mh_cube_free(&cube);
	count_by("victims", "quarter", &cube);
	assert_int_equal(cell(&cube, "erased"), 3);
	assert_true(mh_cube_has_erased(&cube));
	mh_cube_free(&cube);
	mh_erasure_free(&e);
}

static void what_stays_lets_go(void **state)
{
	struct mh_erasure e = { .count = 0 };
	struct mh_err err = MH_ERR_INIT;
	const int64_t person = ADD(&mh_person, "sex=female");
	const int64_t the_case = ADD(&mh_case, number("person", person), "opened=2026-01-01", "form=labour");
	const int64_t signal = ADD(&mh_signal, "received=2026-01-01", "sector=police", number("case", the_case));

	(void)state;
	mh_erasure_id(&e, (struct mh_id){ &mh_case, the_case }, 0);
	erase(&e);
	assert_rows("SELECT count(*) FROM \"case\"", "0");
	assert_rows("SELECT \"case\" IS NULL FROM signal", "1");
	assert_rows("SELECT last FROM counter WHERE kind = 4 AND year = 2026", "1");
	/* A part cannot stay without what it is a part of. */
	const int64_t mention = ADD(&mh_mention, number("signal", signal));
	mh_erasure_id(&e, (struct mh_id){ &mh_signal, signal }, 0);
	assert_int_equal(mh_erase_rows(store, &e, &err), MH_STORE);
	assert_non_null(strstr(err.text, "is not on the list: nothing was erased"));
	mh_erasure_id(&e, (struct mh_id){ &mh_mention, mention }, 0);
	erase(&e);
	assert_rows("SELECT count(*) FROM signal UNION ALL SELECT count(*) FROM signal_past UNION ALL SELECT count(*) FROM mention", "0 0 0");
	mh_erasure_free(&e);
}

static void a_plan_takes_what_belongs_and_nothing_else(void **state)
{
	struct mh_erase_plan plan;
	struct mh_err err = MH_ERR_INIT;
	const int64_t a = ADD(&mh_person, "sex=female"), b = ADD(&mh_person, "sex=male");
	const int64_t case_a = ADD(&mh_case, number("person", a), "opened=2026-01-01", "form=labour");
	const int64_t alone = ADD(&mh_signal, "received=2026-01-01", "sector=police", number("case", case_a));
	const int64_t both = ADD(&mh_signal, "received=2026-01-01", "sector=police", number("case", case_a));

	(void)state;
	ADD(&mh_mention, number("signal", alone), number("person", a));
	const int64_t of_a = ADD(&mh_mention, number("signal", both), number("person", a));
	ADD(&mh_mention, number("signal", both), number("person", b));
	assert_int_equal(mh_erase_plan_start(&plan, store, (struct mh_date){ 2026, 3, 2 }, &err), MH_OK);
	assert_int_equal(mh_erase_plan_add(&plan, (struct mh_id){ &mh_case, case_a }, "x y", &err), MH_OK);
	assert_int_equal(plan.why, MH_STAY_NO);
	assert_true(mh_erase_plan_has(&plan, (struct mh_id){ &mh_signal, alone }));
	assert_false(mh_erase_plan_has(&plan, (struct mh_id){ &mh_signal, both }));
	assert_false(mh_erase_plan_has(&plan, (struct mh_id){ &mh_person, a }));	/* still mentioned */
	assert_int_equal(plan.erasure.count, 3);
	assert_int_equal(mh_erase_plan_add(&plan, (struct mh_id){ &mh_person, a }, "x z", &err), MH_OK);
	assert_true(mh_erase_plan_has(&plan, (struct mh_id){ &mh_mention, of_a }));
	assert_false(mh_erase_plan_has(&plan, (struct mh_id){ &mh_signal, both }));
	assert_int_equal(plan.words.count, 1);
	assert_int_equal(mh_erase_plan_persons(&plan), 1);
	mh_erase_plan_free(&plan);
	/* What is held takes nothing along, and leaves no ground behind. */
	ADD(&mh_hold, number("person", a), "reason=complaint", "on=2026-01-01", "until=2026-03-02");
	assert_int_equal(mh_erase_plan_start(&plan, store, (struct mh_date){ 2026, 3, 2 }, &err), MH_OK);
	assert_int_equal(mh_erase_plan_add(&plan, (struct mh_id){ &mh_case, case_a }, "x y", &err), MH_OK);
	assert_int_equal(plan.why, MH_STAY_HELD);
	assert_true(plan.erasure.count == 0 && plan.erasure.ground_count == 0 && mh_erase_plan_persons(&plan) == 0);
	assert_false(mh_erase_plan_has(&plan, (struct mh_id){ &mh_case, case_a }));
	mh_erase_plan_free(&plan);
	assert_int_equal(mh_erase_plan_start(&plan, store, (struct mh_date){ 2026, 3, 3 }, &err), MH_OK);
	assert_int_equal(mh_erase_plan_add(&plan, (struct mh_id){ &mh_case, case_a }, "x y", &err), MH_OK);
	assert_int_equal(plan.why, MH_STAY_NO);
	mh_erase_plan_free(&plan);
}

static void a_list_is_read_as_it_is_written(void **state)
{
	struct mh_erasure e = { .number = 2, .previous = "aa", .store = "bb", .organisation = mh_strdup("zorg"), .name = mh_strdup("Zorg: \nhier"),
		.by = mh_strdup("anna"), .day = { 2045, 1, 2 }, .two = true, .persons = 3 }, out;
	struct mh_str text;

	(void)state;
	mh_erasure_id(&e, (struct mh_id){ &mh_case, INT64_C(202600000001) }, mh_erasure_ground(&e, "wmo-case 15 year after closed"));
	mh_erasure_id(&e, (struct mh_id){ &mh_signal, INT64_C(202600000002) }, mh_erasure_ground(&e, "wmo 1 year"));
	mh_erasure_file(&e, "cc");
	mh_str_init(&text, 4000);
	mh_erasure_text(&e, &text);
	assert_null(strchr(e.name, '?'));
	assert_non_null(strstr(text.s, "name: Zorg: ?hier\n"));
	assert_true(mh_erasure_read(text.s, &out));
	assert_int_equal(out.count, 2);
	assert_true(out.two && out.persons == 3 && out.number == 2 && out.file_count == 1 && out.ids[1].ground == 1);
	mh_erasure_free(&out);
	for (size_t cut = 0; cut < text.len; cut++) {	/* whatever is taken away, it is no list any more */
		char *part = mh_strndup(text.s, cut);
		bool whole_lines = cut > 0 && part[cut - 1] == '\n';
		assert_false(mh_erasure_read(part, &out) && !whole_lines);
		mh_erasure_free(&out);
		free(part);
	}
	mh_str_free(&text);
	mh_erasure_free(&e);
}

static void other_texts_are_no_list(void **state)
{
	static const char head[] = "format: mh-erasure/1\nnumber: 1\nprevious: \nstore: aa\norganisation: o\nname: n\nday: 2045-01-02\nby: b\nsecond: no\n"
		"method: rows, their earlier versions, sealed values and salts deleted and overwritten in the store's file; exchange files removed\n"
		"persons: 0\n";
	static const char *const tails[] = {
		"count: case 1\n", "erased: C-2026-0001 x\n", "ground: x y\nerased: C-2026-0001 x\n", "ground: x y\ncount: case 2\nerased: C-2026-0001 x\n",
		"ground: x y\ncount: case 1\nerased: C-2026-0001\n", "ground: x y\ncount: case 1\nerased: Q-2026-0001 x\n", "more: x\n", "persons: 0\n",
		"ground: x y\ncount: case 1\nerased: C-2026-1 x\n", "\n", "file\n", "ground: x y\nground: x y\n",
	};
	struct mh_erasure out;
	struct mh_str text;

	(void)state;
	assert_true(mh_erasure_read(head, &out));
	mh_erasure_free(&out);
	mh_str_init(&text, 4000);
	for (size_t i = 0; i < MH_COUNT(tails); i++) {
		mh_str_clear(&text);
		mh_str_printf(&text, "%s%s", head, tails[i]);
		if (mh_erasure_read(text.s, &out))
			fail_msg("was read: %s", tails[i]);
		mh_erasure_free(&out);
	}
	mh_str_free(&text);
	assert_false(mh_erasure_read("", &out));
	assert_false(mh_erasure_read("format: mh-erasure/2\nnumber: 1\n", &out));
	mh_erasure_free(&out);
}

static void messages_are_taken_one_by_one(void **state)
{
	static const char text[] = "-----BEGIN PGP MESSAGE-----\na\n-----END PGP MESSAGE-----\n-----BEGIN PGP MESSAGE-----\nb\n-----END PGP MESSAGE-----\nrest";
	const char *at = text;
	struct mh_str out;

	(void)state;
	mh_str_init(&out, 1000);
	assert_true(mh_message_next(&at, &out));
	assert_string_equal(out.s, "-----BEGIN PGP MESSAGE-----\na\n-----END PGP MESSAGE-----\n");
	assert_true(mh_message_next(&at, &out));
	assert_false(mh_message_next(&at, &out));
	assert_string_equal(at, "rest");
	mh_str_free(&out);
}

static void read_rules(const char *yaml, struct mh_rules *rules)
{
	struct mh_tree tree = MH_TREE_INIT;
	struct mh_err err = MH_ERR_INIT;

	assert_int_equal(mh_yaml_read("x", (struct mh_blob){ yaml, strlen(yaml) }, &mh_yaml_usual, &tree, NULL, &err), MH_OK);
	if (mh_rules_read("x", tree.root, rules, NULL, &err) != MH_OK)
		fail_msg("%s", err.text);
	mh_tree_free(&tree);
}

static void the_first_rule_that_fits_counts_and_a_later_file_overrides_by_code(void **state)
{
	struct mh_rules rules = MH_RULES_INIT;
	struct mh_record rec;

	(void)state;
	read_rules("format: mh-retention/1\nname: a\nsecond-above: 4\nrules:\n"
		"  - {code: w, en: w, nl: w, kind: signal, regime: [wmo, other], state: closed, from: received, length: 15 year, source: s, checked: 2026-01-01}\n"
		"  - {code: any, en: a, nl: a, kind: signal, from: made, length: 1 year, source: s, checked: unverified}\n", &rules);
	mh_record_init(&rec, &mh_signal);
	mh_record_put(&rec, "regime", "wmo", NULL);
	mh_record_put(&rec, "state", "closed", NULL);
	assert_string_equal(mh_rule_of(&rules, &rec)->code, "w");
	mh_record_put(&rec, "state", "received", NULL);
	assert_string_equal(mh_rule_of(&rules, &rec)->code, "any");
	assert_false(mh_rule_checked(mh_rule_of(&rules, &rec)));
	read_rules("format: mh-retention/1\nname: b\nrules:\n"
		"  - {code: any, en: a, nl: a, kind: signal, from: received, length: 2 year, source: ours, checked: 2026-02-01}\n", &rules);
	assert_int_equal(rules.count, 2);
	assert_int_equal(rules.second_above, 4);
	assert_int_equal(mh_rule_of(&rules, &rec)->length.count, 2);
	assert_true(mh_rule_checked(mh_rule_of(&rules, &rec)));
	mh_record_free(&rec);
	mh_record_init(&rec, &mh_case);
	assert_null(mh_rule_of(&rules, &rec));
	mh_record_free(&rec);
	mh_rules_free(&rules);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(small_cells_are_merged_upward, make_store, drop_store),
		cmocka_unit_test_setup_teardown(a_person_of_two_years_counts_once_in_each_and_once_in_all, make_store, drop_store),
		cmocka_unit_test_setup_teardown(what_stays_lets_go, make_store, drop_store),
		cmocka_unit_test_setup_teardown(a_plan_takes_what_belongs_and_nothing_else, make_store, drop_store),
		cmocka_unit_test(a_list_is_read_as_it_is_written),
		cmocka_unit_test(other_texts_are_no_list),
		cmocka_unit_test(messages_are_taken_one_by_one),
		cmocka_unit_test(the_first_rule_that_fits_counts_and_a_later_file_overrides_by_code),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
