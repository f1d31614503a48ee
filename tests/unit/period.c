/* Periods: what is read, what is refused, and which years, quarters and months they touch. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "base/mem.h"
#include "report/period.h"

static const struct mh_date today = { 2026, 2, 14 };

static void reads_every_form(void **state)
{
	static const struct { const char *text, *from, *to, *back, *english, *dutch; } rows[] = {
		{ "2026", "2026-01-01", "2026-12-31", "2026", "2026", "2026" },
		{ "2026-Q3", "2026-07-01", "2026-09-30", "2026-Q3", "the third quarter of 2026", "het derde kwartaal van 2026" },
		{ "2026-q1", "2026-01-01", "2026-03-31", "2026-Q1", "the first quarter of 2026", "het eerste kwartaal van 2026" },
		{ "2024-02", "2024-02-01", "2024-02-29", "2024-02", "February 2024", "februari 2024" },
		{ "2026-03-14", "2026-03-14", "2026-03-14", "2026-03-14", "14 March 2026", "14 maart 2026" },
		{ "2021..2025", "2021-01-01", "2025-12-31", "2021..2025", "2021 to 2025", "2021 tot en met 2025" },
		{ "2025-Q4..2026-Q1", "2025-10-01", "2026-03-31", "2025-Q4..2026-Q1",
			"the fourth quarter of 2025 to the first quarter of 2026", "het vierde kwartaal van 2025 tot en met het eerste kwartaal van 2026" },
		{ "this-year", "2026-01-01", "2026-12-31", "2026", "2026", "2026" },
		{ "last-year", "2025-01-01", "2025-12-31", "2025", "2025", "2025" },
		{ "this-quarter", "2026-01-01", "2026-03-31", "2026-Q1", "the first quarter of 2026", "het eerste kwartaal van 2026" },
		{ "last-quarter", "2025-10-01", "2025-12-31", "2025-Q4", "the fourth quarter of 2025", "het vierde kwartaal van 2025" },
		{ "last-month", "2026-01-01", "2026-01-31", "2026-01", "January 2026", "januari 2026" },
		{ "2026-01..today", "2026-01-01", "2026-02-14", "2026-01..2026-02-14",
			"January 2026 to 14 February 2026", "januari 2026 tot en met 14 februari 2026" },
		{ "2021..last-year", "2021-01-01", "2025-12-31", "2021..2025", "2021 to 2025", "2021 tot en met 2025" },
	};
	struct mh_period period;
	struct mh_err err = MH_ERR_INIT;
	struct mh_str out;
	char day[MH_DATE_SIZE];
	size_t i;

	(void) state;
	mh_str_init(&out, 200);
	for (i = 0; i < MH_COUNT(rows); i++) {
		assert_int_equal(mh_period_parse(rows[i].text, today, &period, &err), MH_OK);
		mh_date_format(mh_period_from(&period), day);
		assert_string_equal(day, rows[i].from);
		mh_date_format(mh_period_to(&period), day);
		assert_string_equal(day, rows[i].to);
		mh_str_clear(&out);
		mh_period_text(&period, &out);
		assert_string_equal(out.s, rows[i].back);
		mh_str_clear(&out);
		mh_period_label(&period, false, &out);
		assert_string_equal(out.s, rows[i].english);
		mh_str_clear(&out);
		mh_period_label(&period, true, &out);
		assert_string_equal(out.s, rows[i].dutch);
	}
	mh_str_free(&out);
}

static void refuses_the_rest(void **state)
{
	static const struct { const char *text, *say; } rows[] = {
		{ "", "not a period" }, { "26", "not a period" }, { "2026-Q5", "not a period" }, { "2026-Q0", "not a period" },
		{ "2026-13", "not a period" }, { "2025-02-29", "not a period" }, { "2026 ", "not a period" },
		{ "2026..", "not a period" }, { "..2026", "not a period" }, { "2021..2022..2023", "not a period" },
		{ "last-week", "not a period" }, { "Q3-2026", "not a period" },
		{ "000000000000000000000000000000002021..2025", "not a period" },
		{ "2026..2025", "ends before it begins" }, { "2026-03..2026-02", "ends before it begins" },
		{ "1900..2026", "longer than 480 months" },
	};
	struct mh_period period;
	struct mh_err err = MH_ERR_INIT;
	size_t i;

	(void) state;
	for (i = 0; i < MH_COUNT(rows); i++) {
		assert_int_equal(mh_period_parse(rows[i].text, today, &period, &err), MH_USAGE);
		if (!strstr(err.text, rows[i].say))
			fail_msg("%s gave \"%s\"", rows[i].text, err.text);
	}
}

static void knows_its_steps(void **state)
{
	struct mh_period period;
	struct mh_err err = MH_ERR_INIT;
	char code[MH_STEP_CODE_SIZE];
	enum mh_step step;

	(void) state;
	assert_int_equal(mh_period_parse("2025-11..2026-Q3", today, &period, &err), MH_OK);
	assert_int_equal(mh_period_count(&period, MH_STEP_YEAR), 2);
	assert_int_equal(mh_period_count(&period, MH_STEP_QUARTER), 4);
	assert_int_equal(mh_period_count(&period, MH_STEP_MONTH), 11);
	mh_period_code(&period, MH_STEP_YEAR, 1, code);
	assert_string_equal(code, "2026");
	mh_period_code(&period, MH_STEP_QUARTER, 0, code);
	assert_string_equal(code, "2025-Q4");
	mh_period_code(&period, MH_STEP_MONTH, 10, code);
	assert_string_equal(code, "2026-09");
	assert_false(mh_period_whole(&period, MH_STEP_YEAR));
	assert_false(mh_period_whole(&period, MH_STEP_QUARTER));
	assert_true(mh_period_whole(&period, MH_STEP_MONTH));
	assert_true(mh_step_of("quarter", &step));
	assert_int_equal(step, MH_STEP_QUARTER);
	assert_false(mh_step_of("form", &step));
}

static void labels_codes(void **state)
{
	static const struct { const char *code, *english, *dutch; } rows[] = {
		{ "2026", "2026", "2026" }, { "2026-Q3", "Q3 2026", "K3 2026" }, { "2026-05", "May 2026", "mei 2026" },
		{ "unknown", "unknown", "unknown" }, { "", "", "" },
	};
	struct mh_str out;
	size_t i;

	(void) state;
	mh_str_init(&out, 100);
	for (i = 0; i < MH_COUNT(rows); i++) {
		mh_str_clear(&out);
		mh_step_label(rows[i].code, false, &out);
		assert_string_equal(out.s, rows[i].english);
		mh_str_clear(&out);
		mh_step_label(rows[i].code, true, &out);
		assert_string_equal(out.s, rows[i].dutch);
	}
	mh_str_free(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_every_form),
		cmocka_unit_test(refuses_the_rest),
		cmocka_unit_test(knows_its_steps),
		cmocka_unit_test(labels_codes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
