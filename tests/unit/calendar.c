/* Calendar: dates worked out by hand on a paper calendar; the working stands beside each. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/mem.h"
#include "workflow/calendar.h"

static struct mh_date day(const char *text)
{
	struct mh_date d;

	assert_true(mh_date_parse(text, &d));
	return d;
}

static struct mh_length length(const char *text)
{
	struct mh_length l;

	assert_true(mh_length_parse(text, &l));
	return l;
}

static void same(struct mh_date got, const char *want)
{
	char text[MH_DATE_SIZE];

	mh_date_format(got, text);
	assert_string_equal(text, want);
}

static void lengths(void **state)
{
	static const char *const wrong[] = { "", "3", "month", "3  month", " 3 month", "-1 day", "3 fortnight", "10000 day", "3month s",
		"1.5 day", "3 monthss", "4x", "99999999999999999999 day" };
	struct mh_length l;
	char text[MH_LENGTH_SIZE];

	(void)state;
	for (size_t i = 0; i < MH_COUNT(wrong); i++)
		assert_false(mh_length_parse(wrong[i], &l));
	mh_length_format(length("14d"), text);
	assert_string_equal(text, "14 day");
	mh_length_format(length("3 months"), text);
	assert_string_equal(text, "3 month");
	mh_length_format(length("9999 workweek"), text);
	assert_string_equal(text, "9999 workweek");
}

static void adding(void **state)
{
	static const struct { const char *start, *length, *end; } rows[] = {
		{ "2026-01-31", "1 month", "2026-02-28" },	/* February has 28 days in 2026 */
		{ "2024-01-31", "1 month", "2024-02-29" },	/* and 29 in 2024 */
		{ "2026-03-31", "3 month", "2026-06-30" },
		{ "2026-03-01", "3 month", "2026-06-01" },
		{ "2025-11-30", "3 month", "2026-02-28" },	/* over the turn of the year */
		{ "2024-02-29", "1 year", "2025-02-28" },
		{ "2024-02-29", "4 year", "2028-02-29" },
		{ "2026-03-01", "30 day", "2026-03-31" },
		{ "2026-02-27", "2 week", "2026-03-13" },	/* Friday to Friday */
		{ "2026-02-27", "24 hour", "2026-02-28" },
		{ "2026-02-27", "36 hour", "2026-02-28" },	/* from midnight: the strict reading */
		{ "2026-02-27", "72 hour", "2026-03-02" },	/* Saturdays count in hours */
		{ "2026-03-01", "0 day", "2026-03-01" },
		/* Thu 2 Apr: Good Friday 3 and Easter Monday 6 don't count; 7, 8, 9, 10 and Mon 13 do */
		{ "2026-04-02", "5 workday", "2026-04-13" },
		/* from a Saturday: Mon 9 March is the first */
		{ "2026-03-07", "1 workday", "2026-03-09" },
		/* Mon 2 Nov: four weeks without a holiday are 20 workdays: Mon 30 Nov */
		{ "2026-11-02", "4 workweek", "2026-11-30" },
		/* Mon 20 Apr: 21-24 (4), King's Day 27 not, 28-30 and 1 May (8), 4 May (9), 5 May not, 6 May (10) */
		{ "2026-04-20", "2 workweek", "2026-05-06" },
		{ "9999-12-01", "3 month", "9999-12-31" },
		{ "9999-12-01", "9999 workday", "9999-12-31" },
	};

	(void)state;
	for (size_t i = 0; i < MH_COUNT(rows); i++)
		same(mh_date_after(day(rows[i].start), length(rows[i].length)), rows[i].end);
}

static void backwards(void **state)
{
	(void)state;
	same(mh_date_before(day("2026-05-31"), length("3 month")), "2026-02-28");
	same(mh_date_before(day("2026-03-01"), length("1 day")), "2026-02-28");
	/* Tue 7 Apr: Easter Monday, the weekend and Good Friday don't count; Thu 2 is the first */
	same(mh_date_before(day("2026-04-07"), length("1 workday")), "2026-04-02");
	same(mh_date_before(day("0001-01-05"), length("9999 workday")), "0001-01-01");
	same(mh_date_before(day("0001-06-05"), length("1 year")), "0001-01-01");
}

/* Easter Sundays as printed in almanacs; the first and the last day on which it can fall are among them. */
static void easter(void **state)
{
	(void)state;
	same(mh_easter(1818), "1818-03-22");
	same(mh_easter(2038), "2038-04-25");
	same(mh_easter(2000), "2000-04-23");
	same(mh_easter(2024), "2024-03-31");
	same(mh_easter(2025), "2025-04-20");
	same(mh_easter(2026), "2026-04-05");
}

static void holidays(void **state)
{
	static const char *const free_days[] = {
		"2026-01-01", "2026-04-03", "2026-04-06", "2026-04-27", "2026-05-05", "2026-05-14", "2026-05-25", "2026-12-25", "2026-12-26",
		"2025-04-26",		/* 27 April 2025 was a Sunday */
		"2014-04-26",		/* so was the first King's Day */
		"2013-04-30",		/* the last Queen's Day, a Tuesday */
		"2006-04-29",		/* 30 April 2006 was a Sunday */
		"1978-05-01",		/* before 1980 the Monday after came instead */
		"2008-05-01",		/* Ascension Day, as early as that */
	};
	static const char *const work_days[] = {
		"2025-04-28", "2026-04-30", "2014-04-30", "2013-04-26", "2026-05-15", "2026-12-24", "2026-12-31", "2026-04-02", "2026-04-07",
	};

	(void)state;
	for (size_t i = 0; i < MH_COUNT(free_days); i++) {
		assert_true(mh_holiday(day(free_days[i])));
		assert_false(mh_workday(day(free_days[i])));
	}
	for (size_t i = 0; i < MH_COUNT(work_days); i++) {
		assert_false(mh_holiday(day(work_days[i])));
		assert_true(mh_workday(day(work_days[i])));
	}
	assert_false(mh_holiday(day("2025-04-27")));
	assert_false(mh_holiday(day("2026-11-21")));	/* a Saturday is no holiday, and no workday */
	assert_false(mh_workday(day("2026-11-21")));
	assert_false(mh_workday(day("2026-11-22")));
}

static void act(void **state)
{
	static const struct { const char *start, *length, *end; } rows[] = {
		/* article 1: four weeks from Fri 6 March end on Good Friday 3 April; Sat 4, Sun 5, Easter Monday 6: Tue 7 */
		{ "2026-03-06", "4 week", "2026-04-07" },
		{ "2026-03-02", "4 week", "2026-03-30" },		/* Monday to Monday: nothing to move */
		{ "2025-11-28", "3 month", "2026-03-02" },		/* Sat 28 Feb */
		{ "2026-03-30", "4 week", "2026-04-28" },		/* King's Day, Mon 27 April */
		{ "2025-03-28", "4 week", "2025-04-25" },		/* Fri 25 April: the day before King's Day on Saturday 26 */
		{ "2026-12-23", "2 day", "2026-12-28" },		/* Fri 25, Sat 26 Christmas, Sun 27 */
		/* article 2: Thu 24 Dec, three days: Sun 27 becomes Mon 28, the only working day: Tue 29 */
		{ "2026-12-24", "3 day", "2026-12-29" },
		{ "2026-12-24", "2 day", "2026-12-28" },		/* under three days: article 1 alone */
		{ "2026-11-20", "3 day", "2026-11-24" },		/* Fri 20: Sat, Sun, Mon 23 hold one working day */
		{ "2026-11-19", "3 day", "2026-11-23" },		/* Thu 19: Fri 20, and Sun 22 moves to Mon 23: two working days */
		{ "2026-11-19", "4 day", "2026-11-23" },		/* Fri 20 and Mon 23 */
		/* article 4: not in hours, over 90 days, 12 weeks or 3 months, or in years */
		{ "2026-11-20", "24 hour", "2026-11-21" },
		{ "2026-01-03", "91 day", "2026-04-04" },		/* Sat */
		{ "2026-01-04", "90 day", "2026-04-07" },		/* Sat 4 April: moves */
		{ "2026-01-03", "13 week", "2026-04-04" },
		{ "2026-01-10", "12 week", "2026-04-07" },
		{ "2025-12-04", "4 month", "2026-04-04" },
		{ "2025-02-28", "1 year", "2026-02-28" },		/* Sat */
	};

	(void)state;
	for (size_t i = 0; i < MH_COUNT(rows); i++)
		same(mh_terms_act_end(day(rows[i].start), length(rows[i].length)), rows[i].end);
	assert_true(mh_terms_act_holds(length("5 workday")));
	assert_false(mh_terms_act_holds(length("1 hour")));
	assert_false(mh_terms_act_holds(length("1 year")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lengths), cmocka_unit_test(adding), cmocka_unit_test(backwards), cmocka_unit_test(easter),
		cmocka_unit_test(holidays), cmocka_unit_test(act),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
