/*
 * A spreadsheet (Office Open XML): one sheet, its heading fixed, numbers and whole days as such, everything else as text: no cell
 * of the data is ever a formula or a link. Made in memory; the library's working files have no name, and lie in memory too.
 */

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <xlsxwriter.h>

#include "base/date.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "out/format.h"

#define NARROWEST 8	/* of a column, in characters */
#define WIDEST 50
#define NO_TIME 315532800	/* 1980-01-01: a moment that says nothing, where the caller knows none */

struct book {
	int fd;			/* of the file in memory */
	lxw_workbook *workbook;
	lxw_worksheet *sheet;
	lxw_format *heading, *day, *total;
	lxw_row_t next;
	size_t *widths;		/* of the columns so far */
};

/* Where the library's files without a name lie: in memory, and no other user can look. */
static const char *working_folder(void)
{
	const char *const runtime = getenv("XDG_RUNTIME_DIR");
	struct stat what;

	return runtime && *runtime == '/' && stat(runtime, &what) == 0 && what.st_uid == geteuid() && (what.st_mode & 077) == 0 ? runtime : "/dev/shm";
}

static void fail(struct mh_rows *rows, lxw_error error)
{
	if (error == LXW_NO_ERROR || rows->failed)
		return;
	rows->failed = true;
	if (error == LXW_ERROR_MAX_STRING_LENGTH_EXCEEDED)
		rows->why = N_("--format xlsx: a cell is longer than the 32767 characters that a spreadsheet holds: use csv");
	else if (error == LXW_ERROR_WORKSHEET_INDEX_OUT_OF_RANGE)
		rows->why = N_("--format xlsx: more than the 1048576 rows and 16384 columns that a spreadsheet holds: use csv");
	else
		rows->why = lxw_strerror(error);
}

static bool hexadecimal(const char *text, size_t len)
{
	for (size_t i = 0; i < len; i++)
		if (!strchr("0123456789abcdefABCDEF", text[i]))
			return false;
	return true;
}

/* "_x0041_" would be read as a character by its number: its first sign is written so itself. */
static void add_literal(struct mh_str *out, const char *text, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		if (len - i >= 7 && text[i] == '_' && text[i + 1] == 'x' && hexadecimal(text + i + 2, 4) && text[i + 6] == '_')
			mh_str_puts(out, "_x005F");
		mh_str_putc(out, text[i]);
	}
}

static void widen(struct book *book, size_t column, size_t width)
{
	width = width > WIDEST ? WIDEST : width;
	if (book->widths[column] < width)
		book->widths[column] = width;
}

static void write_text(struct mh_rows *rows, size_t column, const char *text, size_t len, lxw_format *format)
{
	struct book *const book = rows->own;
	struct mh_str shown;

	mh_str_init_secret(&shown, MH_LINE_LIMIT);
	mh_shown_text(&shown, text, len);
	widen(book, column, mh_utf8_width(shown.s, strcspn(shown.s, "\n")));
	mh_str_clear(&rows->line);
	add_literal(&rows->line, shown.s, shown.len);
	fail(rows, mh_str_ok(&rows->line) && mh_str_ok(&shown) ? worksheet_write_string(book->sheet, book->next, (lxw_col_t)column, rows->line.s, format) :
		LXW_ERROR_MAX_STRING_LENGTH_EXCEEDED);
	mh_str_free(&shown);
	mh_str_clear(&rows->line);
}

static void start(struct mh_rows *rows)
{
	struct book *const book = mh_alloc(1, sizeof *book);
	char path[64];

	rows->own = book;
	book->widths = mh_alloc(rows->count, sizeof *book->widths);
	book->fd = memfd_create("mh-rows", MFD_CLOEXEC);
	snprintf(path, sizeof path, "/proc/self/fd/%d", book->fd);
	lxw_workbook_options options = { .constant_memory = LXW_FALSE, .tmpdir = (char *)working_folder(), .use_zip64 = LXW_FALSE };
	lxw_doc_properties about = { .created = (time_t)(rows->options.made != 0 ? rows->options.made : NO_TIME) };
	book->workbook = workbook_new_opt(path, &options);
	book->sheet = workbook_add_worksheet(book->workbook, NULL);
	workbook_set_properties(book->workbook, &about);
	book->heading = workbook_add_format(book->workbook);
	format_set_bold(book->heading);
	book->total = workbook_add_format(book->workbook);
	format_set_bold(book->total);
	book->day = workbook_add_format(book->workbook);
	format_set_num_format(book->day, "yyyy-mm-dd");
	for (size_t i = 0; i < rows->count && !rows->failed; i++) {
		book->widths[i] = NARROWEST;
		write_text(rows, i, rows->columns[i].name, strlen(rows->columns[i].name), book->heading);
	}
	worksheet_freeze_panes(book->sheet, 1, 0);
	book->next = 1;
}

/* A whole day that a spreadsheet knows: it counts from 1900. */
static bool is_day(const struct mh_cell *cell, lxw_datetime *out)
{
	struct mh_date day;
	char text[MH_DATE_SIZE];

	if (cell->type != MH_CELL_TEXT || cell->len != 10 || !mh_date_parse(cell->text, &day) || !mh_date_whole(day) || day.year < 1900)
		return false;
	mh_date_format(day, text);
	*out = (lxw_datetime){ .year = day.year, .month = day.month, .day = day.day };
	return strcmp(text, cell->text) == 0;
}

static void add_cell(struct mh_rows *rows, size_t i, const struct mh_cell *cell, bool total)
{
	struct book *const book = rows->own;
	lxw_format *const format = total ? book->total : NULL;
	lxw_datetime day;

	if (cell->type == MH_CELL_NUMBER) {
		fail(rows, worksheet_write_number(book->sheet, book->next, (lxw_col_t)i, (double)cell->number, format));
	} else if (mh_cell_is_number(&rows->columns[i], cell)) {
		fail(rows, worksheet_write_number(book->sheet, book->next, (lxw_col_t)i, strtod(cell->text, NULL), format));
	} else if (is_day(cell, &day)) {
		widen(book, i, cell->len + 1);
		fail(rows, worksheet_write_datetime(book->sheet, book->next, (lxw_col_t)i, &day, book->day));
	} else if (cell->type == MH_CELL_TEXT) {
		write_text(rows, i, cell->text, cell->len, format);
	}
}

static void add(struct mh_rows *rows, const struct mh_cell *cells, bool total)
{
	struct book *const book = rows->own;

	for (size_t i = 0; i < rows->count && !rows->failed; i++)
		add_cell(rows, i, &cells[i], total);
	book->next++;
}

/* What was made in memory goes to the stream. */
static void pour(struct mh_rows *rows, int fd)
{
	char bytes[65536];
	ssize_t len = lseek(fd, 0, SEEK_SET) == 0 ? 1 : -1;

	while (len > 0 && (len = read(fd, bytes, sizeof bytes)) > 0)
		if (fwrite(bytes, 1, (size_t)len, rows->out) != (size_t)len)
			len = -1;
	rows->failed = rows->failed || len < 0;
	memset(bytes, 0, sizeof bytes);
}

static void add_series(const struct book *book, lxw_chart *chart, const struct mh_rows_chart *what, size_t column, uint8_t marker, const char *name)
{
	const lxw_row_t first = (lxw_row_t)(1 + what->from), last = (lxw_row_t)(what->from + what->count);
	lxw_chart_series *const series = chart_add_series(chart, NULL, NULL);
	lxw_chart_line none = { .none = LXW_TRUE };

	chart_series_set_categories(series, book->sheet->name, first, (lxw_col_t)what->label, last, (lxw_col_t)what->label);
	chart_series_set_values(series, book->sheet->name, first, (lxw_col_t)column, last, (lxw_col_t)column);
	chart_series_set_name(series, name);
	chart_series_set_line(series, &none);
	chart_series_set_marker_type(series, marker);
}

/* Points with a line from the low to the high one. */
static void draw(struct mh_rows *rows)
{
	const struct mh_rows_chart *const what = rows->options.chart;
	struct book *const book = rows->own;
	lxw_chart *const chart = workbook_add_chart(book->workbook, LXW_CHART_LINE);
	lxw_chart_options place = { .x_scale = 1.8, .y_scale = 1.5 };

	add_series(book, chart, what, what->low, LXW_CHART_MARKER_SHORT_DASH, rows->columns[what->low].label);
	add_series(book, chart, what, what->value, LXW_CHART_MARKER_CIRCLE, rows->columns[what->value].label);
	add_series(book, chart, what, what->high, LXW_CHART_MARKER_SHORT_DASH, rows->columns[what->high].label);
	chart_set_high_low_lines(chart, NULL);
	chart_title_set_name(chart, what->title);
	chart_axis_set_min(chart->y_axis, 0);
	fail(rows, worksheet_insert_chart_opt(book->sheet, book->next + 1, 0, chart, &place));
}

static void end(struct mh_rows *rows)
{
	struct book *const book = rows->own;

	for (size_t i = 0; i < rows->count; i++)
		worksheet_set_column(book->sheet, (lxw_col_t)i, (lxw_col_t)i, (double)book->widths[i] + 1, NULL);
	if (rows->options.chart != NULL && rows->options.chart->count > 0 && !rows->failed)
		draw(rows);
	fail(rows, book->fd >= 0 ? workbook_close(book->workbook) : LXW_ERROR_CREATING_XLSX_FILE);
	if (!rows->failed)
		pour(rows, book->fd);
	if (book->fd >= 0)
		close(book->fd);
	free(book->widths);
	free(book);
}

const struct mh_rows_format mh_format_xlsx = { start, add, end };
