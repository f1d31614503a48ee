/* A spreadsheet's native charts. */

#include "out/book_inside.h"

#define CHART_ROWS 14.4	/* that a chart of the usual size covers */

/* Colours of the series, as on a page (lib/report/html_style.c), and the marks by which they differ too. */
static const struct { lxw_color_t color; uint8_t marker; } styles[MH_BOOK_SERIES] = {
	{ 0x0B6AA8, LXW_CHART_MARKER_CIRCLE }, { 0xC2410C, LXW_CHART_MARKER_SQUARE }, { 0x0A7D5C, LXW_CHART_MARKER_TRIANGLE },
	{ 0xA8497F, LXW_CHART_MARKER_DIAMOND }, { 0x8F6A00, LXW_CHART_MARKER_X }, { 0x4B5EA8, LXW_CHART_MARKER_PLUS },
};

static const uint8_t types[] = { [MH_BOOK_BARS] = LXW_CHART_BAR, [MH_BOOK_UPRIGHT] = LXW_CHART_COLUMN, [MH_BOOK_LINES] = LXW_CHART_LINE,
	[MH_BOOK_RANGES] = LXW_CHART_LINE };

static void set_line(lxw_chart_series *series, size_t i)
{
	lxw_chart_line line = { .color = styles[i].color, .width = 2.25 };
	lxw_chart_fill fill = { .color = styles[i].color };

	chart_series_set_line(series, &line);
	chart_series_set_marker_type(series, styles[i].marker);
	chart_series_set_marker_size(series, 7);
	chart_series_set_marker_fill(series, &fill);
}

/*
 * Points only: what joins them are the lines from the low to the high one. The dashes of libxlsxwriter 1.1.4 have names that the format does not
 * know ("short_dash"), for which a spreadsheet is called damaged: so ends are crosses.
 */
static void set_range(lxw_chart_series *series, size_t i)
{
	lxw_chart_line none = { .none = LXW_TRUE }, line = { .color = styles[0].color };
	lxw_chart_fill fill = { .color = styles[0].color };

	chart_series_set_line(series, &none);
	chart_series_set_marker_type(series, i == 1 ? LXW_CHART_MARKER_CIRCLE : LXW_CHART_MARKER_X);
	chart_series_set_marker_size(series, i == 1 ? 7 : 5);
	chart_series_set_marker_line(series, &line);
	chart_series_set_marker_fill(series, &fill);
}

static void set_bar(lxw_chart_series *series, size_t i)
{
	lxw_chart_fill fill = { .color = styles[i].color };

	chart_series_set_fill(series, &fill);
	chart_series_set_labels(series);
}

/* Its name is the cell above: as words of ours it would be a formula where it begins with "=". */
static void add_series(const struct mh_sheet *sheet, lxw_chart *chart, const struct mh_book_chart *what, size_t i)
{
	static void (*const set[])(lxw_chart_series *, size_t) = { [MH_BOOK_BARS] = set_bar, [MH_BOOK_UPRIGHT] = set_bar, [MH_BOOK_LINES] = set_line,
		[MH_BOOK_RANGES] = set_range };
	const lxw_row_t first = (lxw_row_t)what->row, last = (lxw_row_t)(what->row + what->count - 1);
	const lxw_col_t label = (lxw_col_t)what->label, column = (lxw_col_t)what->columns[i];
	lxw_chart_series *const series = chart_add_series(chart, NULL, NULL);

	chart_series_set_categories(series, sheet->sheet->name, first, label, last, label);
	chart_series_set_values(series, sheet->sheet->name, first, column, last, column);
	chart_series_set_name_range(series, sheet->sheet->name, (lxw_row_t)what->names, column);
	set[what->shape](series, i);
}

/* Of lying bars the upright axis has the names: the first stands on top, and the numbers below the last. */
static void set_axes(lxw_chart *chart, const struct mh_book_chart *what)
{
	const bool lying = what->shape == MH_BOOK_BARS;

	chart_axis_set_min(lying ? chart->x_axis : chart->y_axis, 0);
	if (lying) {
		chart_axis_set_reverse(chart->y_axis);
		chart_axis_set_crossing_max(chart->y_axis);
	}
	if (what->series == 1)
		chart_legend_set_position(chart, LXW_CHART_LEGEND_NONE);
	chart_show_blanks_as(chart, LXW_CHART_BLANKS_AS_GAP);
}

void mh_book_draw(struct mh_book *book, const struct mh_book_chart *what)
{
	struct mh_sheet *const sheet = &book->sheets[book->at];
	const double taller = what->shape == MH_BOOK_BARS && what->count > 12 ? (double)what->count / 12 : 1;
	lxw_chart_options place = { .x_scale = 1.8, .y_scale = 1.5 * taller, .description = (char *)what->description };
	struct mh_str title;

	if (book->fault != MH_BOOK_WHOLE || what->count == 0)
		return;
	lxw_chart *const chart = workbook_add_chart(book->workbook, types[what->shape]);
	for (size_t i = 0; i < what->series && i < MH_BOOK_SERIES; i++)
		add_series(sheet, chart, what, i);
	if (what->shape == MH_BOOK_RANGES)
		chart_set_high_low_lines(chart, NULL);
	mh_str_init(&title, 64 * 1024);
	mh_str_printf(&title, "%s%s", what->title[0] == '=' ? " " : "", what->title);	/* else it would be a formula */
	chart_title_set_name(chart, title.s);
	mh_str_free(&title);
	set_axes(chart, what);
	mh_book_fail(book, worksheet_insert_chart_opt(sheet->sheet, sheet->next + 1, 0, chart, &place));
	sheet->next += (lxw_row_t)(CHART_ROWS * place.y_scale) + 3;
}
