/* Tables of a page: a cube with its margins, and a trend with who reported beside it. */

#include <string.h>

#include "out/rows.h"
#include "report/count.h"
#include "report/html.h"
#include "report/notes.h"
#include "report/words.h"

static void put(struct mh_str *out, const char *text)
{
	mh_html_text(out, text, strlen(text));
}

static void number_cell(const struct mh_report *report, const struct mh_cube *cube, size_t row, size_t column, struct mh_str *out)
{
	bool margin = row == cube->rows.count || (column == cube->columns.count && column > 0);

	if (mh_cube_hidden(cube, row, column)) {
		mh_str_printf(out, "<td class=\"x%s\">x</td>", margin ? " sum" : "");
		return;
	}
	mh_str_puts(out, margin ? "<td class=\"sum\">" : mh_cube_at(cube, row, column) ? "<td>" : "<td class=\"zero\">");
	mh_number_text(mh_cube_at(cube, row, column), report->options.dutch, out);
	mh_str_puts(out, "</td>");
}

static void column_heading(const char *text, const char *class, struct mh_str *out)
{
	mh_str_printf(out, "<th scope=\"col\"%s>", class);
	put(out, text);
	mh_str_puts(out, "</th>");
}

/* Caption and headings; the total stands in the last column. */
static void open_table(const struct mh_report *report, const struct mh_part *part, const struct mh_cube *cube, struct mh_str *out)
{
	bool dutch = report->options.dutch;
	size_t c;

	mh_str_puts(out, "<div class=\"wide\" role=\"region\" tabindex=\"0\" aria-label=\"");
	put(out, mh_both_in(&part->title, dutch));
	mh_str_puts(out, "\"><table><caption>");
	put(out, mh_both_in(&part->title, dutch));
	mh_str_puts(out, "</caption>\n<thead><tr>");
	column_heading(mh_dimension_label(part->measure, part->rows, dutch), "", out);
	for (c = 0; c < cube->columns.count; c++)
		column_heading(cube->columns.labels[c], "", out);
	column_heading(cube->columns.count ? mh_phrase(MH_W_TOTAL, dutch) : mh_measure_label(part->measure, dutch), " class=\"sum\"", out);
	mh_str_puts(out, "</tr></thead>\n<tbody>\n");
}

static void table_row(const struct mh_report *report, const struct mh_cube *cube, size_t row, const char *label, const char *class,
	struct mh_str *out)
{
	size_t c;

	mh_str_printf(out, "<tr%s><th scope=\"row\">", class);
	put(out, label);
	mh_str_puts(out, "</th>");
	for (c = 0; c <= cube->columns.count; c++)
		number_cell(report, cube, row, c, out);
	mh_str_puts(out, "</tr>\n");
}

void mh_html_table(const struct mh_report *report, const struct mh_part *part, const struct mh_cube *cube, struct mh_str *out)
{
	bool missing = false, first;
	size_t r;

	open_table(report, part, cube, out);
	for (r = 0; r < cube->rows.count; r++) {
		first = !missing && mh_code_missing(cube->rows.codes[r]);
		missing = missing || first;
		table_row(report, cube, r, cube->rows.labels[r], missing ? " class=\"missing\"" : "", out);
	}
	mh_str_puts(out, "</tbody>\n<tfoot>");
	table_row(report, cube, cube->rows.count, mh_phrase(MH_W_TOTAL, report->options.dutch), "", out);
	mh_str_puts(out, "</tfoot></table></div>\n");
}

static void change_cell(const struct mh_report *report, const struct mh_cube *cube, size_t column, bool percent, struct mh_str *out)
{
	int64_t change;
	const enum mh_changed changed = mh_trend_change(cube, column, percent, &change);

	if (changed != MH_CHANGED_NUMBER) {
		mh_str_puts(out, changed == MH_CHANGED_HIDDEN ? "<td class=\"x\">x</td>" : "<td></td>");
		return;
	}
	mh_str_puts(out, change > 0 ? "<td>+" : "<td>");
	mh_number_text(change, report->options.dutch, out);
	mh_str_puts(out, percent ? "%</td>" : "</td>");
}

static void change_row(const struct mh_report *report, const struct mh_cube *cube, bool percent, struct mh_str *out)
{
	size_t c;

	mh_str_puts(out, "<tr class=\"change\"><th scope=\"row\">");
	put(out, mh_phrase(percent ? MH_W_PERCENT : MH_W_CHANGE, report->options.dutch));
	mh_str_puts(out, "</th>");
	for (c = 0; c < cube->columns.count; c++)
		change_cell(report, cube, c, percent, out);
	mh_str_puts(out, "<td></td></tr>\n");
}

/* First the total and its change, then of whom it came: never the one without the other. */
void mh_html_trend(const struct mh_report *report, const struct mh_part *part, const struct mh_cube *cube, struct mh_str *out)
{
	bool dutch = report->options.dutch;
	size_t r;

	open_table(report, part, cube, out);
	table_row(report, cube, cube->rows.count, mh_measure_label(part->measure, dutch), " class=\"main\"", out);
	change_row(report, cube, false, out);
	change_row(report, cube, true, out);
	mh_str_printf(out, "</tbody>\n<tbody><tr class=\"group\"><th scope=\"rowgroup\" colspan=\"%zu\">", cube->columns.count + 2);
	mh_reported_by_text(part, dutch, out);
	mh_str_puts(out, "</th></tr>\n");
	for (r = 0; r < cube->rows.count; r++)
		table_row(report, cube, r, cube->rows.labels[r], "", out);
	mh_str_puts(out, "</tbody></table></div>\n");
}
