/* Terms: the shipped ones on made-up stories; every date was worked out by hand, the working beside it. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "base/mem.h"
#include "workflow/retention.h"
#include "workflow/term.h"

static enum mh_status read_text(const char *text, struct mh_terms *terms, struct mh_problems *problems, struct mh_err *err)
{
	struct mh_tree tree = MH_TREE_INIT;
	enum mh_status status;

	assert_int_equal(mh_yaml_read("t.yaml", (struct mh_blob){ text, strlen(text) }, &mh_yaml_usual, &tree, problems, err), MH_OK);
	status = mh_terms_read("t.yaml", tree.root, terms, problems, err);
	mh_tree_free(&tree);
	return status;
}

static struct mh_terms shipped(void)
{
	static const char *const names[] = { "residence", "criminal", "care", "region", "ages" };
	struct mh_terms terms = MH_TERMS_INIT;

	for (size_t i = 0; i < MH_COUNT(names); i++) {
		struct mh_err err = MH_ERR_INIT;
		struct mh_str text;
		char path[100];

		snprintf(path, sizeof path, "lib/data/terms/%s.yaml", names[i]);
		mh_str_init(&text, 1 << 20);
		assert_int_equal(mh_file_read(path, &text, &err), MH_OK);
		if (read_text(text.s, &terms, NULL, &err) != MH_OK)
			fail_msg("%s", err.text);
		mh_str_free(&text);
	}
	return terms;
}

struct step { const char *track, *event, *on, *scope, *until; };

/* Runs the terms after a story and compares with lines "code due" joined by ", " (due* where the decision says it). */
static void runs(const struct step *steps, const char *want)
{
	struct mh_terms terms = shipped();
	struct mh_happening list[16] = { { 0 } };
	struct mh_running running[32];
	struct mh_str got;
	size_t count = 0, found;

	for (; steps[count].track != NULL; count++) {
		struct mh_happening *h = &list[count];

		*h = (struct mh_happening){ .track = steps[count].track, .event = steps[count].event,
			.scope = steps[count].scope != NULL ? steps[count].scope : "", .order = (int64_t)count };
		assert_true(mh_date_parse(steps[count].on, &h->on));
		if (steps[count].until != NULL)
			assert_true(mh_date_parse(steps[count].until, &h->until));
	}
	mh_happenings_sort(list, count);
	found = mh_terms_run(&terms, list, count, running, MH_COUNT(running));
	mh_str_init(&got, 4000);
	for (size_t i = 0; i < found; i++) {
		char due[MH_DATE_SIZE];

		mh_date_format(running[i].due, due);
		mh_str_printf(&got, "%s%s %s%s", i > 0 ? ", " : "", running[i].term->code, due, running[i].decided ? "*" : "");
	}
	assert_string_equal(got.s, want);
	mh_str_free(&got);
	mh_terms_free(&terms);
}

#define STORY (struct step[])
#define END { NULL, NULL, NULL, NULL, NULL }

static void reflection(void **state)
{
	(void)state;
	/* 1 March: two weeks 15 March (a Sunday, but the Rvb does not shift), a month 1 April, three months 1 June */
	runs(STORY{ { "residence", "reflection-granted", "2026-03-01", NULL, NULL }, END },
		"allowance 2026-03-15, monthly-report 2026-04-01, reflection-period 2026-06-01");
	/* Dublin: 30 days; the monthly report of 1 April would come after the end on 31 March */
	runs(STORY{ { "residence", "reflection-granted", "2026-03-01", "dublin", NULL }, END },
		"allowance 2026-03-15, reflection-period 2026-03-31");
	/* the date in the decision wins, for the period only */
	runs(STORY{ { "residence", "reflection-granted", "2026-03-01", "dublin", "2026-04-10" }, END },
		"allowance 2026-03-15, monthly-report 2026-04-01, reflection-period 2026-04-10*");
	/* Dublin, granted on the last day of the old rule and on the first of the new */
	runs(STORY{ { "residence", "reflection-granted", "2023-05-18", "dublin", NULL }, END },
		"allowance 2023-06-01, monthly-report 2023-06-18, reflection-period 2023-08-18");
	runs(STORY{ { "residence", "reflection-granted", "2023-05-19", "dublin", NULL }, END },
		"allowance 2023-06-02, reflection-period 2023-06-18");
	/* from 30 November: the last day of February */
	runs(STORY{ { "residence", "reflection-granted", "2025-11-30", "standard", NULL }, END },
		"allowance 2025-12-14, monthly-report 2025-12-30, reflection-period 2026-02-28");
}

static void recurring(void **state)
{
	(void)state;
	runs(STORY{ { "residence", "reflection-granted", "2026-03-01", NULL, NULL },
		{ "care", "allowance-applied", "2026-03-05", NULL, NULL },
		{ "residence", "monthly-report", "2026-03-28", NULL, NULL }, END },
		"monthly-report 2026-04-28, reflection-period 2026-06-01");
	/* the next one would be 5 June, after the end */
	runs(STORY{ { "residence", "reflection-granted", "2026-03-01", NULL, NULL },
		{ "care", "allowance-applied", "2026-03-05", NULL, NULL },
		{ "residence", "monthly-report", "2026-05-05", NULL, NULL }, END },
		"reflection-period 2026-06-01");
}

static void stopping(void **state)
{
	(void)state;
	runs(STORY{ { "residence", "reflection-granted", "2026-03-01", NULL, NULL },
		{ "residence", "departed", "2026-03-20", NULL, NULL }, END }, "");
	/* back in sight: what ran before runs on, on its own days; what was done meanwhile is done */
	runs(STORY{ { "residence", "reflection-granted", "2026-03-01", NULL, NULL }, { "residence", "departed", "2026-03-20", NULL, NULL },
		{ "care", "allowance-applied", "2026-03-21", NULL, NULL }, { "residence", "returned", "2026-03-22", NULL, NULL }, END },
		"monthly-report 2026-04-01, reflection-period 2026-06-01");
	runs(STORY{ { "residence", "departed", "2026-02-20", NULL, NULL }, { "residence", "returned", "2026-02-22", NULL, NULL },
		{ "residence", "permit-refused", "2026-03-02", NULL, NULL }, END }, "objection 2026-03-30");
	/* ground a: IND within 24 hours; everything of the reflection period stops, but the allowance can still be asked for */
	runs(STORY{ { "residence", "reflection-granted", "2026-03-01", NULL, NULL },
		{ "residence", "permit-applied", "2026-03-10", "a", NULL }, END },
		"ind-decision 2026-03-11, allowance 2026-03-15");
	/* ground d: 90 days from 2 March are 31 May, a Sunday: Monday 1 June */
	runs(STORY{ { "residence", "permit-applied", "2026-03-02", "d", NULL }, END },
		"allowance 2026-03-16, ind-decision 2026-06-01");
	/* the allowance was asked for already, or is not for such a permit */
	runs(STORY{ { "care", "allowance-applied", "2026-03-01", NULL, NULL }, { "residence", "permit-applied", "2026-03-02", "d", NULL }, END },
		"ind-decision 2026-06-01");
	runs(STORY{ { "residence", "permit-applied", "2026-03-02", "other", NULL }, END }, "ind-decision 2026-06-01");
	/* granted: one year; three years until the follow-on; insurance four months; register: 5 days are Mon 16 March */
	runs(STORY{ { "residence", "permit-applied", "2026-03-10", "a", NULL }, { "residence", "permit-granted", "2026-03-11", "a", NULL }, END },
		"register 2026-03-16, health-insurance 2026-07-11, permit-validity 2027-03-11, follow-on 2029-03-11");
	/* extended with a date in the decision; the follow-on still counts from the grant */
	runs(STORY{ { "residence", "permit-granted", "2026-03-11", "b", NULL }, { "care", "insured", "2026-03-11", NULL, NULL },
		{ "care", "registered", "2026-03-11", NULL, NULL },
		{ "residence", "permit-extended", "2027-03-01", "b", "2028-03-11" }, END },
		"permit-validity 2028-03-11*, follow-on 2029-03-11");
	/* extended without one: a year from the end that the permit had, by its own decision too; from the day itself when it had ended */
	runs(STORY{ { "residence", "permit-granted", "2026-03-11", "g", "2027-02-28" }, { "care", "insured", "2026-03-11", NULL, NULL },
		{ "care", "registered", "2026-03-11", NULL, NULL }, { "residence", "permit-extended", "2027-01-20", "g", NULL }, END },
		"permit-validity 2028-02-28");
	runs(STORY{ { "residence", "permit-granted", "2026-03-11", "g", NULL }, { "care", "insured", "2026-03-11", NULL, NULL },
		{ "care", "registered", "2026-03-11", NULL, NULL }, { "residence", "permit-extended", "2027-01-20", "g", NULL },
		{ "residence", "permit-extended", "2028-05-02", "g", NULL }, END }, "permit-validity 2029-05-02");
	/* ground d: one year until the follow-on */
	runs(STORY{ { "residence", "permit-granted", "2026-03-11", "d", NULL }, { "care", "insured", "2026-03-11", NULL, NULL },
		{ "care", "registered", "2026-03-11", NULL, NULL }, END },
		"follow-on 2027-03-11, permit-validity 2027-03-11");
}

static void objections(void **state)
{
	(void)state;
	/* notified on Fri 6 March: four weeks end on Good Friday; Easter until Mon 6 April: Tue 7 */
	runs(STORY{ { "residence", "permit-refused", "2026-03-06", NULL, NULL }, END }, "objection 2026-04-07");
	runs(STORY{ { "residence", "permit-refused", "2026-03-06", NULL, NULL }, { "residence", "objection-lodged", "2026-04-01", NULL, NULL }, END }, "");
	/* article 12: three months from 28 Nov 2025 end on Sat 28 Feb: Mon 2 March */
	runs(STORY{ { "criminal", "not-prosecuted", "2025-11-28", NULL, NULL }, END }, "complaint 2026-03-02");
	/* four workweeks of 20 workdays from Mon 2 Nov: Mon 30 Nov; only for Dublin */
	runs(STORY{ { "criminal", "report-taken", "2026-11-02", "dublin", NULL }, END }, "report-handled 2026-11-30");
	runs(STORY{ { "criminal", "report-taken", "2026-11-02", "standard", NULL }, END }, "");
	/* ten years are no matter of the act: a Sunday stays one */
	runs(STORY{ { "criminal", "exploitation-ended", "2016-03-01", NULL, NULL }, END }, "compensation 2026-03-01");
}

static void shelter(void **state)
{
	(void)state;
	runs(STORY{ { "care", "shelter-admitted", "2026-01-31", "cosm", NULL }, END }, "cosm-stay 2026-04-30");
	runs(STORY{ { "care", "shelter-admitted", "2026-01-31", "womens", NULL }, END }, "");
	/* another categorical shelter: the norm goes on from the admission; a women's shelter: it stops; from there to a categorical one: it starts */
	runs(STORY{ { "care", "shelter-admitted", "2026-01-31", "cosm", NULL }, { "care", "shelter-moved", "2026-03-01", "cosm", NULL }, END },
		"cosm-stay 2026-04-30");
	runs(STORY{ { "care", "shelter-admitted", "2026-01-31", "cosm", NULL }, { "care", "shelter-moved", "2026-03-01", "womens", NULL },
		{ "care", "shelter-moved", "2026-03-10", "cosm", NULL }, { "care", "shelter-moved", "2026-03-20", "cosm", NULL }, END }, "cosm-stay 2026-06-10");
	runs(STORY{ { "care", "shelter-admitted", "2026-01-31", "cosm", NULL }, { "care", "shelter-moved", "2026-03-01", "womens", NULL }, END }, "");
	/* five workdays from Thu 2 April over Easter: Mon 13; reported on the youth track as well as on care */
	runs(STORY{ { "youth", "veilig-thuis-reported", "2026-04-02", NULL, NULL }, END }, "veilig-thuis-triage 2026-04-13");
}

static size_t read_tracks(struct mh_track *tracks)
{
	static const char *const names[] = { "residence", "criminal", "care", "youth" };

	for (size_t i = 0; i < MH_COUNT(names); i++) {
		struct mh_tree tree = MH_TREE_INIT;
		struct mh_err err = MH_ERR_INIT;
		struct mh_str text;
		char path[100];

		snprintf(path, sizeof path, "lib/data/workflows/%s.yaml", names[i]);
		mh_str_init(&text, 1 << 20);
		assert_int_equal(mh_file_read(path, &text, &err), MH_OK);
		assert_int_equal(mh_yaml_read(path, (struct mh_blob){ text.s, text.len }, &mh_yaml_usual, &tree, NULL, &err), MH_OK);
		assert_int_equal(mh_track_read(path, tree.root, &tracks[i], NULL, &err), MH_OK);
		mh_tree_free(&tree);
		mh_str_free(&text);
	}
	return MH_COUNT(names);
}

/* A term that an event with a slip of the pen starts would never run. */
static void fitting(void **state)
{
	struct mh_track tracks[4] = { MH_TRACK_INIT };
	struct mh_problems problems = MH_PROBLEMS_INIT;
	struct mh_terms terms = shipped();
	size_t count = read_tracks(tracks);

	(void)state;
	assert_int_equal(mh_terms_fit(&terms, NULL, tracks, count, &problems), 0);
	assert_int_equal(mh_terms_gaps(&terms, &terms, NULL, &problems), 0);
	terms.list[0].starts.list[0][sizeof "residence"] = 'x';
	terms.list[1].scopes.list[0][5] = 'm';
	assert_int_equal(mh_terms_fit(&terms, NULL, tracks, count, &problems), 2);
	assert_string_equal(problems.list[0].file, "reflection-period");
	assert_string_equal(problems.list[0].field, "starts");
	assert_string_equal(problems.list[0].text, "the workflow has no such event; did you mean \"reflection-granted\"?");
	assert_string_equal(problems.list[1].value, "dublim");
	assert_string_equal(problems.list[1].text, "no event that starts it has such a scope; did you mean \"dublin\"?");
	for (size_t i = 0; i < count; i++)
		mh_track_free(&tracks[i]);
	mh_terms_free(&terms);
	mh_problems_free(&problems);
}

#define HEAD "format: mh-terms/1\nname: t\ntrack: care\nterms:\n"

static void refusals(void **state)
{
	static const struct { const char *text; const char *first; size_t total; } rows[] = {
		{ "format: mh-terms/2\nname: t\ntrack: care\nterms: [ { code: a } ]\n", "t.yaml:1:1: the format is not mh-terms/1", 8 },
		{ HEAD "  - { code: a, en: e, nl: n, starts: x, length: 3 moons, kind: maximum, source: s, checked: unverified }\n",
			"a length is expected here", 1 },
		{ HEAD "  - { code: a, en: e, nl: n, starts: x, length: 3 month, kind: someday, source: s, checked: unverified }\n",
			"a term is a deadline", 1 },
		{ HEAD "  - { code: a, en: e, nl: n, starts: x, length: 4 month, kind: deadline, shift: yes, source: s, checked: unverified }\n",
			"article 4", 1 },
		{ HEAD "  - { code: a, en: e, nl: n, starts: x, length: 24 hour, kind: target, shift: yes, source: s, checked: unverified }\n",
			"article 4", 1 },
		{ HEAD "  - { code: a, en: e, nl: n, starts: x, length: 1 month, kind: recurring, source: s, checked: unverified }\n",
			"met-by", 1 },
		{ HEAD "  - { code: a, en: e, nl: n, starts: x, goes-on: y, length: 1 year, kind: maximum, source: s, checked: unverified }\n",
			"does not start the term", 1 },
		{ HEAD "  - { code: a, en: e, nl: n, starts: x, met-by: y, within: b, length: 1 month, kind: recurring, source: s, checked: unverified }\n",
			"\"a\" lies within \"b\", which is not here", 1 },
		{ HEAD "  - { code: a, en: e, nl: n, starts: x, length: 1 month, kind: target, from: 2026-02-30, source: s, checked: today }\n",
			"a day such as", 2 },
		{ HEAD "  - { code: a, en: e, nl: n, starts: x, length: 1 month, kind: target, from: 2026-03-01, to: 2026-02-01, source: s, checked: unverified }\n",
			"ends before it begins", 1 },
		{ HEAD "  - { code: a, en: e, nl: n, starts: x, length: 1 month, kind: target, to: 2026-03-01, source: s, checked: unverified }\n"
			"  - { code: a, en: e, nl: n, starts: x, length: 2 month, kind: target, from: 2026-03-01, source: s, checked: unverified }\n",
			"term \"a\" stands here twice", 1 },
		{ HEAD "  - { code: a, en: e, nl: n, start: x, length: 1 month, kind: target, source: s, checked: unverified }\n",
			"did you mean \"starts\"?", 2 },
	};

	(void)state;
	for (size_t i = 0; i < MH_COUNT(rows); i++) {
		struct mh_terms terms = MH_TERMS_INIT;
		struct mh_problems problems = MH_PROBLEMS_INIT;
		struct mh_err err = MH_ERR_INIT;

		assert_int_equal(read_text(rows[i].text, &terms, &problems, &err), MH_INPUT);
		if (strstr(err.text, rows[i].first) == NULL)
			fail_msg("row %zu: %s", i, err.text);
		assert_int_equal(problems.total, rows[i].total);
		assert_int_equal(terms.count, 0);
		mh_problems_free(&problems);
		mh_terms_free(&terms);
	}
}

/* The same code in definitions that follow each other is one term. */
static void versions(void **state)
{
	struct mh_terms terms = MH_TERMS_INIT;
	struct mh_err err = MH_ERR_INIT;
	struct mh_date on = { 2026, 2, 28 };

	(void)state;
	assert_int_equal(read_text(HEAD
		"  - { code: a, en: e, nl: n, starts: x, length: 1 month, kind: target, to: 2026-02-28, source: s, checked: unverified }\n"
		"  - { code: a, en: e, nl: n, starts: x, length: 2 month, kind: target, from: 2026-03-01, source: s, checked: unverified }\n",
		&terms, NULL, &err), MH_OK);
	assert_ptr_equal(mh_term_choose(&terms, "a", "care/x", "", on), &terms.list[0]);
	on = (struct mh_date){ 2026, 3, 1 };
	assert_ptr_equal(mh_term_choose(&terms, "a", "care/x", "odd", on), &terms.list[1]);
	assert_null(mh_term_choose(&terms, "a", "youth/x", "", on));
	assert_null(mh_term_choose(&terms, "b", "care/x", "", on));
	mh_terms_free(&terms);
}

/* For each day of five years: what is of the day before it is over, what is of that day is not. */
static void a_rule_keeps_from_the_first_day_that_is_not_over(void **state)
{
	static const char *const lengths[] = { "1 day", "6 week", "1 month", "11 month", "1 year", "15 year", "3 workday" };
	const int64_t first = mh_date_number((struct mh_date){ 2026, 1, 1 });

	(void)state;
	for (size_t i = 0; i < MH_COUNT(lengths); i++) {
		struct mh_rule rule = { .code = NULL };
		assert_true(mh_length_parse(lengths[i], &rule.length));
		for (int64_t n = first; n < first + 5 * 366; n++) {
			const struct mh_date today = mh_date_from_number(n), keeps = mh_rule_keeps_from(&rule, today);
			const struct mh_date before = mh_date_from_number(mh_date_number(keeps) - 1);
			assert_true(mh_date_compare(mh_date_after(keeps, rule.length), today) >= 0);
			assert_true(mh_date_compare(mh_date_after(before, rule.length), today) < 0);
		}
	}
	struct mh_rule long_rule = { .length = { 9999, MH_YEARS } };
	assert_true(mh_rule_keeps_from(&long_rule, (struct mh_date){ 2026, 3, 2 }).year < 2);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reflection), cmocka_unit_test(recurring), cmocka_unit_test(stopping), cmocka_unit_test(objections),
		cmocka_unit_test(a_rule_keeps_from_the_first_day_that_is_not_over), cmocka_unit_test(shelter), cmocka_unit_test(fitting), cmocka_unit_test(refusals), cmocka_unit_test(versions),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
