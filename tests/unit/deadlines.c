/* Every term that the facts name is a term of ours, with its length and unit: tests/data/deadlines.csv, row by row. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/mem.h"
#include "workflow/term.h"

/* Which of our terms a row is: what starts it, with which scope, on a day for which the row holds. */
static const struct { const char *row, *term, *event, *scope, *on; } ours[] = {
	{ "BEDENK_STD", "reflection-period", "residence/reflection-granted", "standard", "2026-03-01" },
	{ "BEDENK_DUB_OLD", "reflection-period", "residence/reflection-granted", "dublin", "2023-05-18" },
	{ "BEDENK_DUB", "reflection-period", "residence/reflection-granted", "dublin", "2023-05-19" },
	{ "BEDENK_REPORT", "monthly-report", "residence/reflection-granted", "", "2026-03-01" },
	{ "RVB_APPLY", "allowance", "residence/reflection-granted", "", "2026-03-01" },
	{ "IND_B8", "ind-decision", "residence/permit-applied", "a", "2026-03-01" },
	{ "OM_DUBLIN", "report-handled", "criminal/report-taken", "dublin", "2019-08-01" },
	{ "IND_GENERAL", "ind-decision", "residence/permit-applied", "d", "2026-03-01" },
	{ "B8_VALID", "permit-validity", "residence/permit-granted", "a", "2026-03-01" },
	{ "B8_EXT", "permit-validity", "residence/permit-extended", "a", "2026-03-01" },
	{ "B8_D_FOLLOW", "follow-on", "residence/permit-granted", "d", "2026-03-01" },
	{ "B8_THREE", "follow-on", "residence/permit-granted", "b", "2026-03-01" },
	{ "OBJECTION", "objection", "residence/permit-refused", "", "2026-03-01" },
	{ "BEKLAG", "complaint", "criminal/not-prosecuted", "", "2026-03-01" },
	{ "WMO_INQ", "wmo-inquiry", "care/wmo-reported", "", "2026-03-01" },
	{ "WMO_DEC", "wmo-decision", "care/wmo-applied", "", "2026-03-01" },
	{ "VT_TRIAGE", "veilig-thuis-triage", "youth/veilig-thuis-reported", "", "2026-03-01" },
	{ "VT_INQUIRY", "veilig-thuis-inquiry", "care/veilig-thuis-inquiry", "", "2026-03-01" },
	{ "COSM_STAY", "cosm-stay", "care/shelter-admitted", "cosm", "2026-03-01" },
	{ "SGM_APPLY", "compensation", "criminal/exploitation-ended", "", "2026-03-01" },
	{ "FIRST_CONTACT", "first-contact", "case/opened", "normal", "2026-03-01" },
	{ "ACCESS", "access", "care/access-requested", "", "2026-03-01" },
	{ "ERASE_REQUEST", "erasure", "care/erasure-requested", "", "2026-03-01" },
	{ "BREACH", "breach-report", "care/breach-found", "", "2026-03-01" },
	{ "ZVW_INSURE", "health-insurance", "residence/permit-granted", "a", "2026-03-01" },
	{ "BRP_REGISTER", "register", "residence/permit-granted", "a", "2026-03-01" },
	{ "PW_DECISION", "benefit-decision", "care/benefit-applied", "", "2026-03-01" },
};

static void read_terms(const char *name, struct mh_terms *terms)
{
	struct mh_tree tree = MH_TREE_INIT;
	struct mh_err err = MH_ERR_INIT;
	struct mh_str text;
	char path[100];

	snprintf(path, sizeof path, "lib/data/terms/%s.yaml", name);
	mh_str_init(&text, 1 << 20);
	assert_int_equal(mh_file_read(path, &text, &err), MH_OK);
	assert_int_equal(mh_yaml_read(path, (struct mh_blob){ text.s, text.len }, &mh_yaml_usual, &tree, NULL, &err), MH_OK);
	if (mh_terms_read(path, tree.root, terms, NULL, &err) != MH_OK)
		fail_msg("%s", err.text);
	mh_tree_free(&tree);
	mh_str_free(&text);
}

/* The region's own choice: it is known, and has no length until the region gives it one. */
static void has_no_length(const struct mh_terms *terms, const char *code)
{
	bool found = false;

	for (size_t i = 0; i < terms->count; i++)
		found = found || (strcmp(terms->list[i].code, code) == 0 && terms->list[i].unset);
	assert_true(found);
}

/* One row: "code,trigger,length,unit,..." */
static void check_row(const struct mh_terms *terms, char *line)
{
	char *parts[4] = { line };
	struct mh_length want;
	struct mh_date on;
	size_t at = 0;

	for (size_t i = 1; i < MH_COUNT(parts); i++) {
		parts[i] = strchr(parts[i - 1], ',') + 1;
		parts[i][-1] = '\0';
	}
	*strchr(parts[3], ',') = '\0';
	while (at < MH_COUNT(ours) && strcmp(ours[at].row, parts[0]) != 0)
		at++;
	if (at == MH_COUNT(ours))
		fail_msg("%s: none of our terms", parts[0]);
	assert_true(mh_date_parse(ours[at].on, &on));
	const struct mh_term *term = mh_term_choose(terms, ours[at].term, ours[at].event, ours[at].scope, on);
	if (parts[2][0] == '\0') {
		assert_null(term);
		has_no_length(terms, ours[at].term);
		return;
	}
	if (term == NULL)
		fail_msg("%s: no definition holds", parts[0]);
	char length[64];
	snprintf(length, sizeof length, "%s %s", parts[2], parts[3]);
	assert_true(mh_length_parse(length, &want));
	if (term->length.count != want.count || term->length.unit != want.unit)
		fail_msg("%s: is %d of unit %d", parts[0], term->length.count, (int)term->length.unit);
}

static void every_row(void **state)
{
	static const char *const names[] = { "residence", "criminal", "care", "region" };
	struct mh_terms terms = MH_TERMS_INIT;
	struct mh_err err = MH_ERR_INIT;
	struct mh_str text;
	size_t rows = 0;

	(void)state;
	for (size_t i = 0; i < MH_COUNT(names); i++)
		read_terms(names[i], &terms);
	mh_str_init(&text, 1 << 20);
	assert_int_equal(mh_file_read("tests/data/deadlines.csv", &text, &err), MH_OK);
	for (char *line = strchr(text.s, '\n') + 1, *end; *line != '\0'; line = end, rows++) {
		end = strchr(line, '\n') + 1;
		end[-1] = '\0';
		check_row(&terms, line);
	}
	assert_int_equal(rows, MH_COUNT(ours));
	mh_str_free(&text);
	mh_terms_free(&terms);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(every_row) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
