/* Rows as a spreadsheet: one sheet, its heading fixed, numbers and whole days as such, everything else as text. */

#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/i18n.h"
#include "out/book.h"
#include "out/format.h"

static void start(struct mh_rows *rows)
{
	struct mh_book *const book = mh_book_start(rows->options.made, NULL);

	rows->own = book;
	mh_book_sheet(book, NULL);
	for (size_t i = 0; i < rows->count; i++)
		mh_book_text(book, i, rows->columns[i].name, strlen(rows->columns[i].name), MH_LOOK_HEADING);
	mh_book_next(book);
	mh_book_freeze(book, 0);
}

/* A whole day that a spreadsheet knows: it counts from 1900. */
static bool is_day(const struct mh_cell *cell, struct mh_date *day)
{
	char text[MH_DATE_SIZE];

	if (cell->type != MH_CELL_TEXT || cell->len != 10 || !mh_date_parse(cell->text, day) || !mh_date_whole(*day) || day->year < 1900)
		return false;
	mh_date_format(*day, text);
	return strcmp(text, cell->text) == 0;
}

static void add_cell(struct mh_rows *rows, size_t i, const struct mh_cell *cell, enum mh_look look)
{
	struct mh_date day;

	if (cell->type == MH_CELL_NUMBER)
		mh_book_number(rows->own, i, (double)cell->number, look);
	else if (mh_cell_is_number(&rows->columns[i], cell))
		mh_book_number(rows->own, i, strtod(cell->text, NULL), look);
	else if (is_day(cell, &day))
		mh_book_day(rows->own, i, day);
	else if (cell->type == MH_CELL_TEXT)
		mh_book_text(rows->own, i, cell->text, cell->len, look);
}

static void add(struct mh_rows *rows, const struct mh_cell *cells, bool total)
{
	for (size_t i = 0; i < rows->count; i++)
		add_cell(rows, i, &cells[i], total ? MH_LOOK_TOTAL : MH_LOOK_PLAIN);
	mh_book_next(rows->own);
}

static void draw(struct mh_rows *rows)
{
	const struct mh_rows_chart *const what = rows->options.chart;
	const struct mh_book_chart chart = { .shape = MH_BOOK_RANGES, .title = what->title, .row = 1 + what->from, .count = what->count,
		.label = what->label, .columns = { what->low, what->value, what->high }, .series = 3 };

	mh_book_draw(rows->own, &chart);
}

static void end(struct mh_rows *rows)
{
	static const char *const why[] = {
		[MH_BOOK_LONG] = N_("--format xlsx: a cell is longer than the 32767 characters that a spreadsheet holds: use csv"),
		[MH_BOOK_MANY] = N_("--format xlsx: more than the 1048576 rows and 16384 columns that a spreadsheet holds: use csv"),
		[MH_BOOK_WRITE] = NULL,
	};

	if (rows->options.chart != NULL && !rows->failed)
		draw(rows);
	const enum mh_book_fault fault = mh_book_end(rows->own, rows->out);
	rows->failed = rows->failed || fault != MH_BOOK_WHOLE;
	rows->why = why[fault];
}

const struct mh_rows_format mh_format_xlsx = { start, add, end };
