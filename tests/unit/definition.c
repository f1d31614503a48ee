/* Definitions: what is read, and every problem of a wrong one with its place. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "report/definition.h"
#include "store/measure.h"

static enum mh_status read_text(const char *text, struct mh_definition *def, struct mh_problems *problems, struct mh_err *err)
{
	return mh_definition_read("x.yaml", (struct mh_blob) { text, strlen(text) }, def, problems, err);
}

#define TOP "format: mh-report/1\nname: x\naudience: partners\ntitle: {en: A, nl: B}\n"

static void reads_a_whole_definition(void **state)
{
	static const char text[] = TOP
		"summary: the same in both\n"
		"sections:\n"
		"  - title: {en: One}\n"
		"    parts:\n"
		"      - text: {nl: alleen Nederlands}\n"
		"      - table: {en: T, nl: U}\n"
		"        measure: victims\n"
		"        rows: age-band\n"
		"        columns: quarter\n"
		"        where: sex=female\n"
		"        date: observed-from\n"
		"        zero-rows: no\n"
		"        note: {en: N, nl: M}\n"
		"      - chart: C\n"
		"        measure: signals\n"
		"        rows: month\n"
		"        columns: form\n"
		"        shape: lines\n";
	struct mh_problems problems = MH_PROBLEMS_INIT;
	struct mh_err err = MH_ERR_INIT;
	struct mh_definition def;
	struct mh_part *parts;

	(void) state;
	assert_int_equal(read_text(text, &def, &problems, &err), MH_OK);
	assert_string_equal(def.name, "x");
	assert_int_equal(def.audience, MH_FOR_PARTNERS);
	assert_string_equal(mh_audience_name(def.audience), "partners");
	assert_string_equal(mh_both_in(&def.title, true), "B");
	assert_string_equal(mh_both_in(&def.summary, true), "the same in both");
	assert_int_equal(def.count, 1);
	assert_string_equal(mh_both_in(&def.sections[0].title, true), "One");
	parts = def.sections[0].parts;
	assert_int_equal(def.sections[0].count, 3);
	assert_int_equal(parts[0].type, MH_PART_TEXT);
	assert_string_equal(mh_both_in(&parts[0].title, false), "alleen Nederlands");
	assert_int_equal(parts[1].type, MH_PART_TABLE);
	assert_string_equal(parts[1].columns, "quarter");
	assert_string_equal(parts[1].where, "sex=female");
	assert_string_equal(parts[1].date, "observed-from");
	assert_false(parts[1].zero_rows);
	assert_string_equal(mh_both_in(&parts[1].note, true), "M");
	assert_true(parts[2].lines);
	assert_true(parts[2].zero_rows);
	assert_string_equal(mh_both_in(&parts[2].note, true), "");
	mh_definition_free(&def);
	mh_problems_free(&problems);
}

#define PART TOP "sections:\n  - title: S\n    parts:\n      - "

static void names_every_problem(void **state)
{
	static const struct { const char *text, *say; size_t line; } rows[] = {
		{ "name: x\naudience: public\ntitle: T\nsections: []\n", "\"format\" must be mh-report/1", 1 },
		{ "format: mh-report/2\nname: x\naudience: public\ntitle: T\nsections: []\n", "\"format\" must be mh-report/1", 1 },
		{ "format: mh-report/1\nname: x\naudience: everyone\ntitle: T\nsections: []\n", "must be public, partners or internal", 3 },
		{ "format: mh-report/1\nname: x\naudience: public\nsections: []\n", "\"title\" is missing", 1 },
		{ "format: mh-report/1\naudience: public\ntitle: T\nsections: []\n", "\"name\" is missing", 1 },
		{ "format: mh-report/1\nname: ''\naudience: public\ntitle: T\nsections: []\n", "\"name\" is empty", 2 },
		{ "format: mh-report/1\nname: x\naudience: public\ntitle: {de: T}\nsections: []\n", "unknown key", 4 },
		{ "format: mh-report/1\nname: x\naudience: public\ntitle: [T]\nsections: []\n", "must be a text, or a map of en and nl", 4 },
		{ TOP "sections: none\n", "\"sections\" must be a list", 5 },
		{ TOP "sektions: []\n", "did you mean \"sections\"", 5 },
		{ TOP "sections:\n  - none\n", "a section must be a map of title and parts", 6 },
		{ TOP "sections:\n  - title: S\n", "\"parts\" is missing", 6 },
		{ PART "none\n", "a part must be a map", 8 },
		{ PART "measure: signals\n        table: T\n", "a part must begin with text, table, trend, chart, estimate or chain", 8 },
		{ PART "table: T\n        rows: form\n", "\"measure\" is missing", 8 },
		{ PART "table: T\n        measure: signals\n", "\"rows\" is missing", 8 },
		{ PART "trend: T\n        measure: signals\n        rows: sector\n", "\"columns\" is missing", 8 },
		{ PART "table: T\n        measure: signal\n        rows: form\n", "no such measure: did you mean \"signals\"", 9 },
		{ PART "table: T\n        measure: signals\n        rows: froms\n", "cannot be counted by \"froms\"", 10 },
		{ PART "table: T\n        measure: signals\n        rows: sex\n", "signals cannot be counted by \"sex\"", 10 },
		{ PART "table: T\n        measure: signals\n        rows: form\n        columns: form\n", "rows and columns are the same", 11 },
		{ PART "table: T\n        measure: signals\n        rows: form\n        date: opened\n", "have no such date", 11 },
		{ PART "table: T\n        measure: signals\n        rows: form\n        zero-rows: maybe\n", "must be yes or no", 11 },
		{ PART "table: T\n        measure: signals\n        rows: form\n        shape: bars\n", "unknown key", 11 },
		{ PART "chart: T\n        measure: signals\n        rows: form\n        shape: pie\n", "must be lines or bars", 11 },
		{ PART "chart: T\n        measure: signals\n        rows: year\n        columns: form\n", "bars have no columns", 11 },
		{ PART "chart: T\n        measure: signals\n        rows: form\n        shape: lines\n", "lines run over time", 10 },
		{ PART "text: T\n        measure: signals\n", "unknown key", 9 },
	};
	size_t i;

	(void) state;
	for (i = 0; i < MH_COUNT(rows); i++) {
		struct mh_problems problems = MH_PROBLEMS_INIT;
		struct mh_err err = MH_ERR_INIT;
		struct mh_definition def;

		if (read_text(rows[i].text, &def, &problems, &err) != MH_INPUT)
			fail_msg("row %zu was read", i);
		assert_in_range(problems.total, 1, 2);	/* a wrong key can leave a right one missing */
		if (!strstr(problems.list[0].text, rows[i].say))
			fail_msg("row %zu says: %s", i, problems.list[0].text);
		assert_int_equal(problems.list[0].line, rows[i].line);
		assert_non_null(strstr(err.text, rows[i].say));
		assert_non_null(strstr(err.text, "x.yaml:"));
		assert_null(def.name);
		mh_problems_free(&problems);
	}
}

static void names_all_problems_at_once(void **state)
{
	struct mh_problems problems = MH_PROBLEMS_INIT;
	struct mh_err err = MH_ERR_INIT;
	struct mh_definition def;

	(void) state;
	assert_int_equal(read_text(PART "table: T\n        measure: signals\n        rows: froms\n        shap: bars\n"
		"      - chart: T\n        measure: vctims\n        rows: sex\n", &def, &problems, &err), MH_INPUT);
	assert_int_equal(problems.total, 3);
	mh_problems_free(&problems);
}

static void fills_in_the_period(void **state)
{
	struct mh_str out;

	(void) state;
	mh_str_init(&out, 200);
	mh_text_fill("In {period}: {other}, {period}", "2025", &out);
	assert_string_equal(out.s, "In 2025: {other}, 2025");
	mh_str_free(&out);
}

/* The shipped tables of measures: names are words, each has what reports need. */
static void measures_are_whole(void **state)
{
	const char *const *names = mh_tally_measures();
	const struct mh_measure *measure;
	const struct mh_dimension *d;
	size_t i, count;

	(void) state;
	for (i = 0; names[i]; i++) {
		measure = mh_measure_find(names[i]);
		assert_non_null(measure);
		assert_non_null(measure->dates[0]);
		assert_true(mh_measure_has_date(measure, measure->dates[0]));
		for (count = 0, d = measure->dimensions; d->name; d++, count++) {
			assert_ptr_equal(mh_dimension_find(measure, d->name), d);
			assert_true(d->values == MH_VALUES_PERIOD ? d->sql == NULL : d->sql != NULL);
			assert_true((d->values == MH_VALUES_CODE || d->values == MH_VALUES_CODES) == (d->catalogue != NULL));
			assert_string_equal(mh_tally_dimensions(names[i])[count], d->name);
		}
		assert_null(mh_tally_dimensions(names[i])[count]);
	}
	assert_null(mh_measure_find("bed-days"));
	assert_null(mh_tally_dimensions("bed-days"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_a_whole_definition),
		cmocka_unit_test(names_every_problem),
		cmocka_unit_test(names_all_problems_at_once),
		cmocka_unit_test(fills_in_the_period),
		cmocka_unit_test(measures_are_whole),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
