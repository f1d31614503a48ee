/* A report as one HTML file. */

#include "report/html.h"

#include <inttypes.h>
#include <string.h>

#include "base/i18n.h"
#include "out/rows.h"
#include "report/chart.h"
#include "report/notes.h"
#include "report/words.h"

static void put(struct mh_str *out, const char *text)
{
	mh_html_text(out, text, strlen(text));
}

static const char *word(const struct mh_report *report, enum mh_phrase phrase)
{
	return mh_phrase(phrase, report->options.dutch);
}

/* A text of the definition, its {period} replaced, escaped. */
static void put_both(const struct mh_report *report, const struct mh_both *both, struct mh_str *out)
{
	struct mh_str text;

	mh_str_init(&text, 1024 * 1024);
	mh_both_text(report, both, &text);
	put(out, text.s);
	mh_str_free(&text);
}

/* Paragraphs are parted by empty lines; lines that begin with "- " are a list. */
static void put_paragraphs(const struct mh_report *report, const struct mh_both *both, struct mh_str *out)
{
	bool paragraph = false, list = false;
	const char *line;
	struct mh_str text;
	size_t len;

	mh_str_init(&text, 1024 * 1024);
	mh_text_fill(mh_both_in(both, report->options.dutch), report->period, &text);
	for (line = text.s; *line; line += len + (line[len] == '\n')) {
		len = strcspn(line, "\n");
		if (paragraph && (len == 0 || strncmp(line, "- ", 2) == 0)) {
			mh_str_puts(out, "</p>\n");
			paragraph = false;
		}
		if (list && strncmp(line, "- ", 2) != 0 && strncmp(line, "  ", 2) != 0) {
			mh_str_puts(out, "</li></ul>\n");
			list = false;
		}
		if (len == 0)
			continue;
		if (strncmp(line, "- ", 2) == 0) {
			mh_str_puts(out, list ? "</li>\n<li>" : "<ul><li>");
			mh_html_text(out, line + 2, len - 2);
			list = true;
			continue;
		}
		mh_str_puts(out, paragraph || list ? " " : "<p>");
		paragraph = !list;
		mh_html_text(out, line, len);
	}
	mh_str_puts(out, paragraph ? "</p>\n" : list ? "</li></ul>\n" : "");
	mh_str_free(&text);
}

static void put_head(const struct mh_report *report, struct mh_str *out)
{
	mh_str_printf(out, "<!DOCTYPE html>\n<html lang=\"%s\">\n<head>\n<meta charset=\"utf-8\">\n", report->options.dutch ? "nl" : "en");
	mh_str_puts(out, "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
		"<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
		"<meta name=\"color-scheme\" content=\"light dark\">\n<meta name=\"generator\" content=\"mh-report\">\n<title>");
	put_both(report, &report->definition->title, out);
	if (report->period[0]) {
		mh_str_puts(out, ", ");
		put(out, report->period);
	}
	mh_str_printf(out, "</title>\n<style>\n%s</style>\n</head>\n<body>\n", mh_page_style);
}

static void put_fact(const char *name, const char *text, struct mh_str *out)
{
	mh_str_printf(out, "<dt>%s</dt><dd>", name);
	put(out, text);
	mh_str_puts(out, "</dd>\n");
}

static void put_header(const struct mh_report *report, struct mh_str *out)
{
	const struct mh_definition *def = report->definition;

	mh_str_printf(out, "<a class=\"skip\" href=\"#text\">%s</a>\n", word(report, MH_W_SKIP));
	if (report->options.internal)
		mh_str_printf(out, "<p class=\"mark-internal\">%s</p>\n", word(report, MH_W_INTERNAL_LONG));
	mh_str_puts(out, "<header>\n<p class=\"kicker\">");
	put(out, report->organisation);
	mh_str_puts(out, "</p>\n<h1>");
	put_both(report, &def->title, out);
	mh_str_puts(out, "</h1>\n");
	if (mh_both_in(&def->summary, report->options.dutch)[0]) {
		mh_str_puts(out, "<p class=\"lead\">");
		put_both(report, &def->summary, out);
		mh_str_puts(out, "</p>\n");
	}
	mh_str_puts(out, "<dl class=\"facts\">\n");
	if (report->period[0])
		put_fact(word(report, MH_W_PERIOD), report->period, out);
	put_fact(word(report, MH_W_STATE_OF), report->stand, out);
	put_fact(word(report, MH_W_AUDIENCE), mh_audience_text(report), out);
	mh_str_puts(out, "</dl>\n</header>\n");
}

static void put_contents(const struct mh_report *report, struct mh_str *out)
{
	const struct mh_definition *def = report->definition;
	size_t i;

	if (def->count < 2)
		return;
	mh_str_printf(out, "<nav aria-labelledby=\"contents\">\n<h2 id=\"contents\">%s</h2>\n<ol>\n", word(report, MH_W_CONTENTS));
	for (i = 0; i < def->count; i++) {
		mh_str_printf(out, "<li><a href=\"#s%zu\"><span class=\"n\">%zu</span>", i + 1, i + 1);
		put_both(report, &def->sections[i].title, out);
		mh_str_puts(out, "</a></li>\n");
	}
	mh_str_printf(out, "<li><a href=\"#account\"><span class=\"n\"></span>%s</a></li>\n</ol>\n</nav>\n", word(report, MH_W_ACCOUNT));
}

static void put_source(const struct mh_report *report, struct mh_str *out)
{
	struct mh_str text;

	mh_str_init(&text, 64 * 1024);
	mh_source_text(report, &text);
	mh_str_puts(out, "<p>");
	put(out, text.s);
	mh_str_puts(out, "</p>");
	mh_str_free(&text);
}

/* What a reader must know under this table or chart. */
static void put_notes(const struct mh_report *report, const struct mh_part *part, const struct mh_cube *cube, struct mh_str *out)
{
	struct mh_notes notes;

	mh_notes_under(report, part, cube, &notes);
	mh_str_puts(out, "<figcaption>");
	for (size_t i = 0; i < notes.count; i++) {
		mh_str_puts(out, "<p>");
		put(out, notes.texts[i]);
		mh_str_puts(out, "</p>");
	}
	mh_str_puts(out, "</figcaption>\n");
	mh_notes_free(&notes);
}

static void put_chart(const struct mh_report *report, const struct mh_part *part, const struct mh_cube *cube, unsigned number,
	struct mh_str *out)
{
	bool dutch = report->options.dutch;
	enum mh_step step;
	struct mh_str title;
	struct mh_chart chart = { cube, NULL, mh_step_of(part->rows, &step), part->lines, dutch, number };

	mh_str_init(&title, 64 * 1024);
	mh_text_fill(mh_both_in(&part->title, dutch), report->period, &title);
	chart.title = title.s;
	mh_str_puts(out, "<p class=\"title\">");
	put(out, title.s);
	mh_str_puts(out, "</p>\n");
	mh_chart_svg(&chart, out);
	mh_str_free(&title);
}

#define SMALL_TABLE 16	/* rows that are not parted by the end of a sheet */

static void put_figure(const struct mh_report *report, const struct mh_part *part, const struct mh_cube *cube, unsigned number,
	struct mh_str *out)
{
	mh_str_puts(out, part->type == MH_PART_CHART || cube->rows.count <= SMALL_TABLE ? "<figure class=\"whole\">\n" : "<figure>\n");
	if (cube->withheld || mh_cube_total(cube) == 0) {
		mh_str_puts(out, "<p class=\"title\">");
		put_both(report, &part->title, out);
		mh_str_printf(out, "</p>\n<p class=\"withheld\">%s</p>\n", word(report, cube->withheld ? MH_W_WITHHELD : MH_W_NO_DATA));
	} else if (part->type == MH_PART_TABLE) {
		mh_html_table(report, part, cube, out);
	} else if (part->type == MH_PART_TREND) {
		mh_html_trend(report, part, cube, out);
	} else {
		put_chart(report, part, cube, number, out);
	}
	put_notes(report, part, cube, out);
	mh_str_puts(out, "</figure>\n");
}

static void put_estimate(const struct mh_report *report, const struct mh_part *part, unsigned number, struct mh_str *out)
{
	mh_str_puts(out, "<p class=\"title\">");
	put_both(report, &part->title, out);
	mh_str_puts(out, "</p>\n");
	mh_estimated_html(report->estimates[number], &report->options, &report->cubes[number], number, out);
	if (mh_both_in(&part->note, report->options.dutch)[0]) {
		mh_str_puts(out, "<p>");
		put_both(report, &part->note, out);
		mh_str_puts(out, "</p>\n");
	}
}

static void put_chain(const struct mh_report *report, const struct mh_part *part, unsigned number, struct mh_str *out)
{
	mh_str_puts(out, "<figure>\n");
	mh_chain_html(report->chains[number], mh_both_in(&part->title, report->options.dutch), &report->options, out);
	mh_str_puts(out, "<figcaption>");
	if (mh_both_in(&part->note, report->options.dutch)[0]) {
		mh_str_puts(out, "<p>");
		put_both(report, &part->note, out);
		mh_str_puts(out, "</p>");
	}
	put_source(report, out);
	mh_str_puts(out, "</figcaption>\n</figure>\n");
}

static void put_sections(const struct mh_report *report, struct mh_str *out)
{
	const struct mh_definition *def = report->definition;
	const struct mh_section *section;
	unsigned number = 0;
	size_t s, p;

	mh_str_puts(out, "<main id=\"text\">\n");
	for (s = 0; s < def->count; s++) {
		section = &def->sections[s];
		mh_str_printf(out, "<section aria-labelledby=\"s%zu\">\n<h2 id=\"s%zu\">", s + 1, s + 1);
		if (def->count > 1)
			mh_str_printf(out, "<span class=\"n\">%zu</span>", s + 1);
		put_both(report, &section->title, out);
		mh_str_puts(out, "</h2>\n");
		for (p = 0; p < section->count; p++, number++) {
			if (section->parts[p].type == MH_PART_TEXT)
				put_paragraphs(report, &section->parts[p].title, out);
			else if (section->parts[p].type == MH_PART_ESTIMATE)
				put_estimate(report, &section->parts[p], number, out);
			else if (section->parts[p].type == MH_PART_CHAIN)
				put_chain(report, &section->parts[p], number, out);
			else
				put_figure(report, &section->parts[p], &report->cubes[number], number, out);
		}
		mh_str_puts(out, "</section>\n");
	}
	mh_str_puts(out, "</main>\n");
}

/* How the numbers were made: what is hidden, what unknown means, what they lean on. */
static void put_account(const struct mh_report *report, struct mh_str *out)
{
	size_t i;

	mh_str_printf(out, "<footer>\n<h2 id=\"account\">%s</h2>\n<p>", word(report, MH_W_ACCOUNT));
	mh_protection_text(report, out);
	mh_str_puts(out, "</p>\n");
	if (mh_report_sparse(report))
		mh_str_printf(out, "<p>%s</p>\n", word(report, MH_W_SPARSE));
	mh_str_printf(out, "<p>%s:</p>\n<ul class=\"digests\">\n", word(report, MH_W_DIGESTS));
	for (i = 0; i < report->leaned_count; i++) {
		mh_str_puts(out, "<li>");
		mh_leaned_text(report, i, out);
		mh_str_puts(out, "</li>\n");
	}
	mh_str_puts(out, "</ul>\n</footer>\n</body>\n</html>\n");
}

enum mh_status mh_report_html(const struct mh_report *report, struct mh_str *out, struct mh_err *err)
{
	put_head(report, out);
	put_header(report, out);
	put_contents(report, out);
	put_sections(report, out);
	put_account(report, out);
	if (!mh_str_ok(out))
		return mh_fail(err, MH_INPUT, _("the page is larger than %zu bytes: choose a shorter period or fewer tables"), out->limit);
	return MH_OK;
}
