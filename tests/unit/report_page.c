/* The page: what is hidden is nowhere in it, markup is whole, languages, the mark of internal pages, no way out to a network. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "report/chart.h"
#include "report/html.h"
#include "report/words.h"

static const char definition_text[] =
	"format: mh-report/1\n"
	"name: sample\n"
	"audience: public\n"
	"title: {en: Signals & more, nl: Signalen & meer}\n"
	"summary: {en: 'In {period}.', nl: 'In {period}.'}\n"
	"sections:\n"
	"  - title: {en: One, nl: Een}\n"
	"    parts:\n"
	"      - text: |\n"
	"          First <paragraph> of {period}.\n"
	"\n"
	"          Second one.\n"
	"          - a point\n"
	"          - another\n"
	"      - chart: {en: Per year, nl: Per jaar}\n"
	"        measure: signals\n"
	"        rows: year\n"
	"      - chart: {en: Lines, nl: Lijnen}\n"
	"        measure: signals\n"
	"        rows: year\n"
	"        columns: form\n"
	"        shape: lines\n"
	"      - chart: {en: Forms, nl: Vormen}\n"
	"        measure: signals\n"
	"        rows: form\n"
	"  - title: {en: Two, nl: Twee}\n"
	"    parts:\n"
	"      - table: {en: By form, nl: Naar vorm}\n"
	"        measure: signals\n"
	"        rows: form\n"
	"        columns: year\n"
	"      - trend: {en: By sector, nl: Naar sector}\n"
	"        measure: signals\n"
	"        rows: sector\n"
	"        columns: year\n";

static const char *const years[] = { "2021", "2022", "2023", "2024", "2025" };
static const char *const forms[] = { "sexual-cross-border", "sexual-domestic", "labour", "criminal", "begging", "forced-marriage", "unknown" };
static const char *const form_labels[] = { "Seksuele uitbuiting, grensoverschrijdend", "Seksuele uitbuiting, binnenlands",
	"Arbeidsuitbuiting", "Criminele uitbuiting", "Gedwongen bedelarij", "Gedwongen huwelijk", "onbekend" };
static const int64_t by_form[][5] = { { 35, 29, 16, 7, 4 }, { 28, 11, 12, 14, 4 }, { 30, 19, 10, 4, 2 }, { 12, 13, 8, 3, 0 },
	{ 4, 1, 3, 0, 1 }, { 0, 0, 1, 0, 0 }, { 13, 12, 3, 6, 4 } };
static const char *const sectors[] = { "police", "regional-care", "municipality", "citizen" };
static const int64_t by_sector[][5] = { { 60, 40, 21, 12, 5 }, { 32, 25, 15, 14, 8 }, { 18, 12, 9, 5, 1 }, { 12, 8, 8, 3, 1 } };

static void fill(struct mh_cube *cube, const char *row, const char *column, const char *const *rows, size_t row_count,
	const int64_t (*numbers)[5])
{
	bool flat = column == NULL, turned = strcmp(row, "year") == 0;
	struct mh_err err = MH_ERR_INIT;
	size_t r, c;

	mh_cube_init(cube, "signals", "2021..2025", row, column);
	for (c = 0; c < 5 && turned; c++)
		assert_int_equal(mh_cube_declare_row(cube, years[c], &err), MH_OK);
	for (r = 0; r < row_count; r++) {
		for (c = 0; c < 5; c++)
			assert_int_equal(mh_cube_add(cube, turned ? years[c] : rows[r], flat ? NULL : turned ? rows[r] : years[c], 0,
				numbers[r][c], &err), MH_OK);
	}
	mh_cube_finish(cube);
}

static void label(struct mh_axis *axis)
{
	size_t i, f;

	for (i = 0; i < axis->count; i++) {
		for (f = 0; f < MH_COUNT(forms); f++) {
			if (strcmp(axis->codes[i], forms[f]) == 0)
				mh_axis_label(axis, i, form_labels[f]);
		}
	}
}

struct sample { struct mh_definition definition; struct mh_report report; struct mh_period period; struct mh_str page; };

static void make(struct sample *s, bool dutch, int64_t threshold, bool internal)
{
	struct mh_problems problems = MH_PROBLEMS_INIT;
	struct mh_date today = { 2026, 3, 2 };
	struct mh_cube *cubes[5];
	struct mh_err err = MH_ERR_INIT;
	size_t i;

	memset(s, 0, sizeof(*s));
	assert_int_equal(mh_definition_read("sample", (struct mh_blob) { definition_text, strlen(definition_text) }, &s->definition,
		&problems, &err), MH_OK);
	assert_int_equal(mh_period_parse("2021..2025", today, &s->period, &err), MH_OK);
	s->report = (struct mh_report) { .definition = &s->definition, .count = 6, .cubes = mh_alloc(6, sizeof(struct mh_cube)),
		.options = { .period = &s->period, .threshold = threshold, .internal = internal, .dutch = dutch }, .period = mh_strdup("2021 tot en met 2025"),
		.organisation = mh_strdup("Care <coordination> region"), .stand = mh_strdup("2026-03-02 12:00 (regel 7)") };
	fill(&s->report.cubes[1], "year", NULL, forms, MH_COUNT(forms), by_form);
	fill(&s->report.cubes[2], "year", "form", forms, MH_COUNT(forms), by_form);
	fill(&s->report.cubes[3], "form", NULL, forms, MH_COUNT(forms), by_form);
	fill(&s->report.cubes[4], "form", "year", forms, MH_COUNT(forms), by_form);
	fill(&s->report.cubes[5], "sector", "year", sectors, MH_COUNT(sectors), by_sector);
	label(&s->report.cubes[2].columns);
	label(&s->report.cubes[3].rows);
	label(&s->report.cubes[4].rows);
	for (i = 0; i < 5; i++)
		cubes[i] = &s->report.cubes[i + 1];
	assert_int_equal(mh_protect(cubes, 5, threshold, &s->report.protection, &err), MH_OK);
	assert_int_equal(s->report.protection.withheld, 0);
	mh_str_init(&s->page, MH_PAGE_LIMIT);
	assert_int_equal(mh_report_html(&s->report, &s->page, &err), MH_OK);
	mh_problems_free(&problems);
}

static void drop(struct sample *s)
{
	mh_report_free(&s->report);
	mh_definition_free(&s->definition);
	mh_str_free(&s->page);
}

static size_t count_of(const char *text, const char *what)
{
	size_t count = 0;

	for (; (text = strstr(text, what)) != NULL; text += strlen(what))
		count++;
	return count;
}

/* Every element that is opened is closed, in order. */
static void is_whole(const char *page)
{
	static const char *const alone[] = { "!DOCTYPE", "meta", "rect", "line", "path" };
	char open[64][24];
	size_t depth = 0, len, i;
	const char *at;

	for (at = page; (at = strchr(at, '<')) != NULL; at++) {
		len = strcspn(at + 1, " >\n");
		for (i = 0; i < MH_COUNT(alone) && (strlen(alone[i]) != len || strncmp(at + 1, alone[i], len) != 0); i++)
			;
		if (i < MH_COUNT(alone))
			continue;
		if (at[1] == '/') {
			assert_true(depth > 0);
			depth--;
			if (strlen(open[depth]) != len - 1 || strncmp(open[depth], at + 2, len - 1) != 0)
				fail_msg("<%s> is closed by %.20s", open[depth], at);
			continue;
		}
		assert_true(depth < 64 && len < 24);
		memcpy(open[depth], at + 1, len);
		open[depth++][len] = '\0';
	}
	assert_int_equal(depth, 0);
}

static void a_page_is_whole_and_closed(void **state)
{
	struct sample s;
	FILE *keep;

	(void) state;
	make(&s, false, 5, false);
	is_whole(s.page.s);
	assert_non_null(strstr(s.page.s, "<html lang=\"en\">"));
	assert_non_null(strstr(s.page.s, "default-src 'none'"));
	assert_null(strstr(s.page.s, "<script"));
	assert_null(strstr(s.page.s, "http:"));
	assert_null(strstr(s.page.s, "https:"));
	assert_null(strstr(s.page.s, "url("));
	assert_non_null(strstr(s.page.s, "Care &lt;coordination&gt; region"));
	assert_non_null(strstr(s.page.s, "<h1>Signals &amp; more</h1>"));
	assert_non_null(strstr(s.page.s, "<p>First &lt;paragraph&gt; of 2021 tot en met 2025.</p>"));
	assert_non_null(strstr(s.page.s, "<ul><li>a point</li>\n<li>another</li></ul>"));
	assert_int_equal(count_of(s.page.s, "<svg "), 3);
	assert_int_equal(count_of(s.page.s, "<desc "), 3);
	assert_int_equal(count_of(s.page.s, "<caption>"), 2);
	assert_int_equal(count_of(s.page.s, "Source: "), 5);
	assert_null(strstr(s.page.s, "mark-internal\">"));
	if (getenv("MH_KEEP_PAGE") && (keep = fopen(getenv("MH_KEEP_PAGE"), "w")) != NULL) {
		fwrite(s.page.s, 1, s.page.len, keep);
		fclose(keep);
	}
	drop(&s);
}

static void what_is_hidden_is_nowhere(void **state)
{
	struct sample s;
	char small[40];
	int n;

	(void) state;
	make(&s, true, 5, false);
	assert_non_null(strstr(s.page.s, "<td class=\"x\">x</td>"));
	for (n = 1; n < 5; n++) {
		snprintf(small, sizeof(small), ">%d</td>", n);
		assert_null(strstr(s.page.s, small));
		snprintf(small, sizeof(small), "value\">%d</text>", n);
		assert_null(strstr(s.page.s, small));
	}
	assert_non_null(strstr(s.page.s, "Aantallen van 1 tot en met 4 worden niet getoond"));
	drop(&s);
}

static void an_internal_page_shows_all_and_says_so(void **state)
{
	struct sample s;

	(void) state;
	make(&s, true, 0, true);
	assert_non_null(strstr(s.page.s, "<p class=\"mark-internal\">Intern: "));
	assert_null(strstr(s.page.s, "<td class=\"x"));
	assert_non_null(strstr(s.page.s, "<td>4</td>"));
	assert_non_null(strstr(s.page.s, "Alle aantallen worden getoond"));
	assert_non_null(strstr(s.page.s, "intern gebruik"));
	drop(&s);
}

/* 122 -> 85: -37, -30%. Never without the rows of reporters below it. */
static void a_trend_shows_change_and_reporters(void **state)
{
	struct sample s;
	const char *change, *sectors_at;

	(void) state;
	make(&s, false, 0, false);
	change = strstr(s.page.s, "<tr class=\"change\">");
	assert_non_null(change);
	assert_memory_equal(change, "<tr class=\"change\"><th scope=\"row\">Change</th><td></td><td>\xe2\x88\x92" "37</td>", 68);
	assert_non_null(strstr(change, "<td>\xe2\x88\x92" "30%</td>"));
	sectors_at = strstr(change, "Of these, by sector of the reporter");
	assert_non_null(sectors_at);
	assert_non_null(strstr(sectors_at, "police</th><td>60</td>"));
	assert_non_null(strstr(sectors_at, "A change in these numbers says first of all who reported"));
	drop(&s);
}

static void the_same_page_twice(void **state)
{
	struct sample a, b;

	(void) state;
	make(&a, true, 5, false);
	make(&b, true, 5, false);
	assert_string_equal(a.page.s, b.page.s);
	drop(&a);
	drop(&b);
}

static void a_page_that_does_not_fit_is_refused(void **state)
{
	struct mh_err err = MH_ERR_INIT;
	struct sample s;
	struct mh_str little;

	(void) state;
	make(&s, false, 5, false);
	mh_str_init(&little, 1000);
	assert_int_equal(mh_report_html(&s.report, &little, &err), MH_INPUT);
	assert_non_null(strstr(err.text, "larger than 1000 bytes"));
	mh_str_free(&little);
	drop(&s);
}

/* A table that cannot be protected, and one without anything to count, say so in words and show no number. */
static void a_withheld_table_is_a_sentence(void **state)
{
	struct mh_err err = MH_ERR_INIT;
	struct sample s;
	const char *at;

	(void) state;
	make(&s, false, 5, false);
	s.report.cubes[4].withheld = true;
	mh_cube_free(&s.report.cubes[5]);
	mh_cube_init(&s.report.cubes[5], "signals", "2021..2025", "sector", "year");
	mh_cube_finish(&s.report.cubes[5]);
	mh_str_clear(&s.page);
	assert_int_equal(mh_report_html(&s.report, &s.page, &err), MH_OK);
	is_whole(s.page.s);
	assert_null(strstr(s.page.s, "<caption>"));
	at = strstr(s.page.s, "By form");
	assert_non_null(at);
	assert_non_null(strstr(at, "These numbers are too small to be shown"));
	at = strstr(at, "By sector");
	assert_non_null(at);
	assert_non_null(strstr(at, "There was nothing to count in this period."));
	drop(&s);
}

static void writes_numbers_and_days(void **state)
{
	struct mh_str out;

	(void) state;
	mh_str_init(&out, 100);
	mh_number_text(1234567, true, &out);
	mh_str_putc(&out, ' ');
	mh_number_text(1000, false, &out);
	mh_str_putc(&out, ' ');
	mh_number_text(-12, false, &out);
	mh_str_putc(&out, ' ');
	mh_day_text((struct mh_date) { 2026, 3, 1 }, true, &out);
	assert_string_equal(out.s, "1.234.567 1,000 \xe2\x88\x92" "12 1 maart 2026");
	mh_str_free(&out);
}

static void every_phrase_has_two_languages(void **state)
{
	int i;

	(void) state;
	for (i = 0; i < MH_W_COUNT; i++) {
		assert_non_null(mh_phrase((enum mh_phrase) i, false));
		assert_non_null(mh_phrase((enum mh_phrase) i, true));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_page_is_whole_and_closed),
		cmocka_unit_test(what_is_hidden_is_nowhere),
		cmocka_unit_test(an_internal_page_shows_all_and_says_so),
		cmocka_unit_test(a_trend_shows_change_and_reporters),
		cmocka_unit_test(the_same_page_twice),
		cmocka_unit_test(a_page_that_does_not_fit_is_refused),
		cmocka_unit_test(a_withheld_table_is_a_sentence),
		cmocka_unit_test(writes_numbers_and_days),
		cmocka_unit_test(every_phrase_has_two_languages),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
