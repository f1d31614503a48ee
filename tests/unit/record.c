/* Records: every type read from text, what is refused and how, queries, options made of the field tables. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/mem.h"
#include "record/options.h"
#include "record/query.h"
#include "record/record.h"

static void tables_are_sound(void **state)
{
	bool kinds[MH_KIND_MOST] = { false };

	(void)state;
	for (size_t k = 0; mh_kinds[k] != NULL; k++) {
		const struct mh_kind *kind = mh_kinds[k];
		bool numbers[MH_FIELD_MOST + 1] = { false };
		assert_true(kind->number > 0 && kind->number < MH_KIND_MOST && !kinds[kind->number]);
		kinds[kind->number] = true;
		assert_true(kind->count < MH_FIELD_MOST);
		assert_ptr_equal(mh_kind_find(kind->name), kind);
		for (size_t i = 0; i < kind->count; i++) {
			const struct mh_field *f = &kind->fields[i];
			assert_true(f->number > 0 && f->number <= MH_FIELD_MOST && !numbers[f->number]);
			numbers[f->number] = true;
			assert_non_null(f->help);
			assert_int_equal(mh_field_find(kind, f->name), i);
			if (f->type == MH_ID)
				assert_non_null(mh_kind_find(f->of));
			if (f->type == MH_CODE || f->type == MH_CODES)
				assert_non_null(f->of);
			if (mh_field_sealed(f))		/* sealed and also clear for something is a contradiction */
				assert_null(f->clear_for);
		}
	}
}

struct try { const struct mh_kind *kind; const char *field, *text, *want; };	/* want NULL: refused */

static const struct try tries[] = {
	{ &mh_signal, "received", "2026-03-01", "2026-03-01" },
	{ &mh_signal, "received", " 2026-03-01 ", "2026-03-01" },
	{ &mh_signal, "received", "2026-03", NULL },
	{ &mh_signal, "received", "31-02-2026", NULL },
	{ &mh_signal, "observed-from", "2026-03", "2026-03" },
	{ &mh_signal, "observed-from", "2026-02-30", NULL },
	{ &mh_signal, "form", "labour;criminal;labour", "criminal;labour" },
	{ &mh_signal, "form", "labour, criminal", "criminal;labour" },
	{ &mh_signal, "form", "labour|criminal", NULL },
	{ &mh_signal, "form", "lab\xc3\xa9our", NULL },
	{ &mh_signal, "sector", "police", "police" },
	{ &mh_signal, "sector", "police force", NULL },
	{ &mh_signal, "source", "cms-2", "cms-2" },
	{ &mh_signal, "source", "Jan de Vries", NULL },
	{ &mh_signal, "narrative", "two\r\nlines", "two\nlines" },
	{ &mh_signal, "narrative", "three\rold\r\nlines", "three\nold\nlines" },
	{ &mh_signal, "narrative", "cafe\xcc\x81", "caf\xc3\xa9" },
	{ &mh_signal, "narrative", "bell\a", NULL },
	{ &mh_signal, "narrative", "\xff", NULL },
	{ &mh_signal, "case", "C-2026-0042", "C-2026-0042" },
	{ &mh_signal, "case", "S-2026-0042", NULL },
	{ &mh_signal, "case", "C-2026-0", NULL },
	{ &mh_signal, "case", "C-2026-00000000042", NULL },
	{ &mh_signal, "received", "1900-01-01", "1900-01-01" },
	{ &mh_signal, "received", "1899-12-31", NULL },
	{ &mh_task, "due", "2199-12-31", "2199-12-31" },
	{ &mh_task, "due", "2200-01-01", NULL },
	{ &mh_person, "born", "1899", NULL },
	{ &mh_partner, "capacity", "12", "12" },
	{ &mh_partner, "capacity", "-1", NULL },
	{ &mh_partner, "capacity", "1e3", NULL },
	{ &mh_partner, "capacity", "99999999999999999999", NULL },
	{ &mh_message, "created", "2026-03-01T12:00:00Z", "2026-03-01 12:00" },
	{ &mh_message, "created", "2026-03-01 12:00", NULL },
};

static void texts_become_values(void **state)
{
	(void)state;
	setenv("TZ", "UTC", 1);
	for (size_t i = 0; i < MH_COUNT(tries); i++) {
		struct mh_record rec;
		struct mh_err err = MH_ERR_INIT;
		struct mh_str shown;
		int field = mh_field_find(tries[i].kind, tries[i].field);
		mh_record_init(&rec, tries[i].kind);
		mh_str_init(&shown, 1000);
		enum mh_status status = mh_record_set(&rec, field, tries[i].text, strlen(tries[i].text), &err);
		mh_record_show(&rec, field, &shown);
		if (tries[i].want != NULL) {
			assert_int_equal(status, MH_OK);
			assert_string_equal(shown.s, tries[i].want);
		} else {
			assert_int_equal(status, MH_INPUT);
			assert_true(strlen(err.text) > 10);
			assert_int_equal(rec.values[field].have, MH_HAVE_NONE);	/* as before */
		}
		mh_str_free(&shown);
		mh_record_free(&rec);
	}
}

static const struct mh_code form_codes[] = {
	{ .code = "criminal", .en = "", .nl = "", .parent = "" },
	{ .code = "labour", .en = "", .nl = "", .parent = "", .to = { 2025, 12, 31 } },
};

static enum mh_status load(void *arg, struct mh_code_list *list, struct mh_err *err)
{
	(void)arg, (void)err;
	if (strcmp(list->name, "form") != 0)
		return MH_NO;
	for (size_t i = 0; i < MH_COUNT(form_codes); i++) {
		list->codes = mh_grow(list->codes, i + 1, sizeof *list->codes);
		list->codes[i] = form_codes[i];
		list->codes[i].code = mh_strdup(form_codes[i].code);
		list->codes[i].en = mh_strdup("");
		list->codes[i].nl = mh_strdup("");
		list->codes[i].parent = mh_strdup("");
	}
	list->count = MH_COUNT(form_codes);
	return MH_OK;
}

static void codes_are_declared_and_hold(void **state)
{
	struct mh_catalogues catalogues = { .load = load };
	struct mh_problems problems = MH_PROBLEMS_INIT;
	struct mh_record rec;
	struct mh_err err = MH_ERR_INIT;
	char text[300];

	(void)state;
	mh_record_init(&rec, &mh_signal);
	mh_record_put(&rec, "form", "criminal;labor;unknown", &err);
	assert_int_equal(mh_record_check(&rec, &catalogues, (struct mh_date){ 2025, 6, 1 }, NULL, &problems, &err), MH_INPUT);
	size_t with_form = 0;
	for (size_t i = 0; i < problems.count; i++) {
		mh_problem_text(&problems.list[i], text, sizeof text);
		if (strstr(text, "form \"labor\": not a code of catalogue form; nearest: labour") != NULL)
			with_form++;
		assert_null(strstr(text, "unknown"));	/* a code of every catalogue */
	}
	assert_int_equal(with_form, 1);
	assert_true(problems.count > 3);	/* and every required field that is missing, in the same pass */
	mh_problems_free(&problems);
	mh_record_put(&rec, "form", "labour", &err);
	mh_record_check(&rec, &catalogues, (struct mh_date){ 2026, 1, 1 }, NULL, &problems, &err);
	mh_problem_text(&problems.list[problems.count - 1], text, sizeof text);
	bool ended = false;
	for (size_t i = 0; i < problems.count; i++)
		ended |= strstr(problems.list[i].text, "does not hold on that day") != NULL;
	assert_true(ended);
	mh_problems_free(&problems);
	mh_record_free(&rec);
	mh_catalogues_free(&catalogues);
}

static void queries_are_read(void **state)
{
	static const char *const good[] = { "state=assessed and form=labour", "received>=2025-01-01", "municipality ~ GM", "case=",
		"id=S-2026-0001", "case=C-2026-0001", "source=\"a and b\"", "" };
	static const struct { const char *text, *said; } bad[] = {
		{ "stat=x", "nearest: state" }, { "narrative=x", "sealed" }, { "external-id=7", "sealed" }, { "state", "expected" },
		{ "=x", "expected field=value" }, { "id=C-2026-0001", "S-2026-0042" }, { "case=S-2026-0001", "expected the id of a case" },
		{ "state=x and", "" }, { "state x", "expected one of" }, { "; drop table signal", "expected field=value" },
	};
	struct mh_query query;
	struct mh_err err = MH_ERR_INIT;

	(void)state;
	for (size_t i = 0; i < MH_COUNT(good); i++) {
		mh_query_init(&query, &mh_signal);
		assert_int_equal(mh_query_where(&query, good[i], &err), MH_OK);
		mh_query_free(&query);
	}
	for (size_t i = 0; i < MH_COUNT(bad); i++) {
		mh_query_init(&query, &mh_signal);
		if (bad[i].said[0] != '\0') {
			assert_int_equal(mh_query_where(&query, bad[i].text, &err), MH_USAGE);
			assert_non_null(strstr(err.text, bad[i].said));
		}
		mh_query_free(&query);
	}
	mh_query_init(&query, &mh_signal);
	assert_int_equal(mh_query_sort(&query, "-received,municipality", &err), MH_OK);
	assert_int_equal(query.order_count, 2);
	assert_true(query.orders[0].down && !query.orders[1].down);
	assert_int_equal(mh_query_sort(&query, "narrative", &err), MH_USAGE);
	mh_query_free(&query);
}

/* Days, months and years of --where become one or two conditions, on text that is in order of time or on seconds. */
static void periods_become_conditions(void **state)
{
	static const struct { const struct mh_kind *kind; const char *where; size_t count; enum mh_op op[2]; const char *text[2]; } cases[] = {
		{ &mh_signal, "received=2026-03-01", 1, { MH_IS }, { "2026-03-01" } },
		{ &mh_signal, "received=2026-12", 2, { MH_MORE_IS, MH_LESS }, { "2026-12", "2027-01" } },
		{ &mh_signal, "received=2026", 2, { MH_MORE_IS, MH_LESS }, { "2026", "2027" } },
		{ &mh_signal, "received<=2026-03", 1, { MH_LESS }, { "2026-04" } },
		{ &mh_signal, "received>2026", 1, { MH_MORE_IS }, { "2027" } },
		{ &mh_signal, "received>=2026-01-01", 1, { MH_MORE_IS }, { "2026" } },
		{ &mh_signal, "received<2026-03-01", 1, { MH_LESS }, { "2026-03" } },
		{ &mh_signal, "received<=2026-03-01", 1, { MH_LESS_IS }, { "2026-03-01" } },
		{ &mh_signal, "received=", 1, { MH_IS }, { "" } },
		{ &mh_disclosure, "at=2026-03-29", 2, { MH_MORE_IS, MH_LESS }, { "2026-03-28T23:00:00Z", "2026-03-29T22:00:00Z" } },
		{ &mh_disclosure, "at=2026-02", 2, { MH_MORE_IS, MH_LESS }, { "2026-01-31T23:00:00Z", "2026-02-28T23:00:00Z" } },
		{ &mh_disclosure, "at<=2026", 1, { MH_LESS }, { "2026-12-31T23:00:00Z" } },
		{ &mh_disclosure, "at>2026-12-31", 1, { MH_MORE_IS }, { "2026-12-31T23:00:00Z" } },
		{ &mh_disclosure, "at<2026-03-01T12:00:00Z", 1, { MH_LESS }, { "2026-03-01T12:00:00Z" } },
	};
	struct mh_query query;
	struct mh_err err = MH_ERR_INIT;

	(void)state;
	assert_int_equal(mh_zone_set("Europe/Amsterdam", &err), MH_OK);
	for (size_t i = 0; i < MH_COUNT(cases); i++) {
		mh_query_init(&query, cases[i].kind);
		assert_int_equal(mh_query_where(&query, cases[i].where, &err), MH_OK);
		assert_int_equal(query.condition_count, cases[i].count);
		for (size_t c = 0; c < cases[i].count; c++) {
			assert_int_equal(query.conditions[c].op, cases[i].op[c]);
			assert_string_equal(query.conditions[c].text, cases[i].text[c]);
		}
		mh_query_free(&query);
	}
}

static void options_follow_the_fields(void **state)
{
	const struct mh_option *options = mh_kind_options(&mh_mention, 8);
	bool name = false, person = false, signal = false;

	(void)state;
	for (; options->name != NULL; options++) {
		name |= strcmp(options->name, "name") == 0 && strcmp(options->argument, "-") == 0;
		person |= strcmp(options->name, "person") == 0;
		signal |= strcmp(options->name, "signal") == 0;
		assert_int_equal(options->offset, 8);
	}
	assert_true(name);
	assert_false(person);	/* derived */
	assert_false(signal);	/* its parent */
}

static void sealed_takes_no_value_from_the_command_line(void **state)
{
	struct mh_pair pair = { "narrative", "what was seen", NULL };
	struct mh_pairs pairs = { &pair, 1 };
	struct mh_record rec;
	struct mh_err err = MH_ERR_INIT;

	(void)state;
	mh_record_init(&rec, &mh_signal);
	assert_int_equal(mh_record_assign(&rec, &pairs, &err), MH_USAGE);
	assert_non_null(strstr(err.text, "--narrative: is kept sealed"));
	assert_null(strstr(err.text, "what was seen"));
	assert_false(mh_record_has(&rec, "narrative"));
	pair = (struct mh_pair){ "received", "yesterday", NULL };
	assert_int_equal(mh_record_assign(&rec, &pairs, &err), MH_INPUT);
	assert_non_null(strstr(err.text, "--received \"yesterday\": expected a day"));
	mh_record_free(&rec);
}

static void ids_are_one_number(void **state)
{
	static const char *const bad[] = { "", "S", "S-2026", "S-2026-", "S-26-1", "X-2026-0001", "S-2026-0001x", "s-2026-0001", "S-2026-0000" };
	char text[MH_ID_SIZE];
	struct mh_id id;

	(void)state;
	assert_true(mh_id_parse("S-2026-0042", &id));
	assert_ptr_equal(id.kind, &mh_signal);
	mh_id_format(id, text);
	assert_string_equal(text, "S-2026-0042");
	assert_true(mh_id_parse("S-2026-1234567", &id));
	mh_id_format(id, text);
	assert_string_equal(text, "S-2026-1234567");
	for (size_t i = 0; i < MH_COUNT(bad); i++)
		assert_false(mh_id_parse(bad[i], &id));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(tables_are_sound), cmocka_unit_test(texts_become_values), cmocka_unit_test(codes_are_declared_and_hold),
		cmocka_unit_test(queries_are_read), cmocka_unit_test(periods_become_conditions), cmocka_unit_test(options_follow_the_fields),
		cmocka_unit_test(sealed_takes_no_value_from_the_command_line), cmocka_unit_test(ids_are_one_number),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
