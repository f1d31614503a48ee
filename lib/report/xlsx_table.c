/* Sheets of a report: tables, trends, charts, and the chain. */

#include <stdlib.h>

#include "base/mem.h"
#include "report/chain_inside.h"
#include "report/chart.h"
#include "report/count.h"
#include "report/notes.h"
#include "report/words.h"
#include "report/xlsx.h"

static void put_hidden(struct mh_book *book, size_t column, bool margin)
{
	mh_xlsx_text(book, column, "x", margin ? MH_LOOK_RIGHT_TOTAL : MH_LOOK_RIGHT);
}

static void put_number(const struct mh_cube *cube, size_t row, size_t column, size_t at, struct mh_book *book)
{
	const bool margin = row == cube->rows.count || (column == cube->columns.count && column > 0);

	if (mh_cube_hidden(cube, row, column))
		put_hidden(book, at, margin);
	else
		mh_book_number(book, at, (double)mh_cube_at(cube, row, column), margin ? MH_LOOK_COUNT_TOTAL : MH_LOOK_COUNT);
}

/* What the last column counts: all of a row. */
static const char *last_heading(const struct mh_report *report, const struct mh_part *part, const struct mh_cube *cube)
{
	const bool dutch = report->options.dutch;

	return cube->columns.count ? mh_phrase(MH_W_TOTAL, dutch) : mh_measure_label(part->measure, dutch);
}

static void put_headings(const struct mh_report *report, const struct mh_part *part, const struct mh_cube *cube, struct mh_book *book)
{
	mh_xlsx_text(book, 0, mh_dimension_label(part->measure, part->rows, report->options.dutch), MH_LOOK_HEADING);
	for (size_t c = 0; c < cube->columns.count; c++)
		mh_xlsx_text(book, c + 1, cube->columns.labels[c], MH_LOOK_HEADING_RIGHT);
	mh_xlsx_text(book, cube->columns.count + 1, last_heading(report, part, cube), MH_LOOK_HEADING_RIGHT);
	mh_book_next(book);
	mh_book_freeze(book, 1);
}

static void put_row(const struct mh_cube *cube, size_t row, const char *label, enum mh_look look, struct mh_book *book)
{
	mh_xlsx_text(book, 0, label, look);
	for (size_t c = 0; c <= cube->columns.count; c++)
		put_number(cube, row, c, c + 1, book);
	mh_book_next(book);
}

static void put_table(const struct mh_report *report, const struct mh_part *part, const struct mh_cube *cube, struct mh_book *book)
{
	put_headings(report, part, cube, book);
	for (size_t r = 0; r < cube->rows.count; r++)
		put_row(cube, r, cube->rows.labels[r], MH_LOOK_PLAIN, book);
	put_row(cube, cube->rows.count, mh_phrase(MH_W_TOTAL, report->options.dutch), MH_LOOK_TOTAL, book);
}

static void put_change(const struct mh_report *report, const struct mh_cube *cube, bool percent, struct mh_book *book)
{
	int64_t change;

	mh_xlsx_text(book, 0, mh_phrase(percent ? MH_W_PERCENT : MH_W_CHANGE, report->options.dutch), MH_LOOK_PLAIN);
	for (size_t c = 0; c < cube->columns.count; c++) {
		const enum mh_changed changed = mh_trend_change(cube, c, percent, &change);

		if (changed == MH_CHANGED_HIDDEN)
			put_hidden(book, c + 1, false);
		else if (changed == MH_CHANGED_NUMBER)
			mh_book_number(book, c + 1, percent ? (double)change / 100 : (double)change, percent ? MH_LOOK_PERCENT : MH_LOOK_CHANGE);
	}
	mh_book_next(book);
}

/* First the total and its change, then of whom it came: never the one without the other. */
static void put_trend(const struct mh_report *report, const struct mh_part *part, const struct mh_cube *cube, struct mh_book *book)
{
	const bool dutch = report->options.dutch;
	struct mh_str by;

	put_headings(report, part, cube, book);
	put_row(cube, cube->rows.count, mh_measure_label(part->measure, dutch), MH_LOOK_TOTAL, book);
	put_change(report, cube, false, book);
	put_change(report, cube, true, book);
	mh_str_init(&by, 1000);
	mh_reported_by_text(part, dutch, &by);
	mh_xlsx_text(book, 0, by.s, MH_LOOK_HEADING);
	mh_book_next(book);
	mh_str_free(&by);
	for (size_t r = 0; r < cube->rows.count; r++)
		put_row(cube, r, cube->rows.labels[r], MH_LOOK_PLAIN, book);
}

struct drawn { size_t series[MH_SERIES_MOST], count, copies; };	/* copies: where numbers stand once more, without x; 0: nowhere */

_Static_assert((size_t)MH_SERIES_MOST <= (size_t)MH_BOOK_SERIES, "a spreadsheet draws as many series as a page");

static struct drawn what_is_drawn(const struct mh_cube *cube)
{
	struct drawn drawn = { .copies = 0 };

	drawn.count = mh_chart_series(cube, drawn.series);
	for (size_t s = 0; s < drawn.count; s++)
		for (size_t r = 0; r < cube->rows.count; r++)
			if (mh_cube_hidden(cube, r, drawn.series[s]))
				drawn.copies = drawn.count + 2;
	return drawn;
}

static void put_drawn_headings(const struct mh_report *report, const struct mh_part *part, const struct mh_cube *cube, const struct drawn *drawn,
	struct mh_book *book)
{
	mh_xlsx_text(book, 0, mh_dimension_label(part->measure, part->rows, report->options.dutch), MH_LOOK_HEADING);
	for (size_t s = 0; s < drawn->count; s++) {
		const char *const name = cube->columns.count ? cube->columns.labels[drawn->series[s]] : last_heading(report, part, cube);

		mh_xlsx_text(book, s + 1, name, MH_LOOK_HEADING_RIGHT);
		if (drawn->copies > 0)
			mh_xlsx_text(book, drawn->copies + s, name, MH_LOOK_HEADING_RIGHT);
	}
	mh_book_next(book);
	mh_book_freeze(book, 1);
}

static void put_drawn_row(const struct mh_cube *cube, size_t row, const struct drawn *drawn, struct mh_book *book)
{
	mh_xlsx_text(book, 0, cube->rows.labels[row], MH_LOOK_PLAIN);
	for (size_t s = 0; s < drawn->count; s++) {
		put_number(cube, row, drawn->series[s], s + 1, book);
		if (drawn->copies > 0 && !mh_cube_hidden(cube, row, drawn->series[s]))
			put_number(cube, row, drawn->series[s], drawn->copies + s, book);
	}
	mh_book_next(book);
}

/* The numbers that a page draws, and the chart below them. */
static void put_chart(const struct mh_report *report, const struct mh_part *part, const struct mh_cube *cube, struct mh_book *book)
{
	const struct drawn drawn = what_is_drawn(cube);
	enum mh_step step;
	struct mh_book_chart chart = { .shape = part->lines ? MH_BOOK_LINES : mh_step_of(part->rows, &step) ? MH_BOOK_UPRIGHT : MH_BOOK_BARS,
		.count = cube->rows.count, .series = drawn.count };
	struct mh_str title;

	put_drawn_headings(report, part, cube, &drawn, book);
	chart.row = mh_book_row(book);
	chart.names = chart.row - 1;
	for (size_t r = 0; r < cube->rows.count; r++)
		put_drawn_row(cube, r, &drawn, book);
	for (size_t s = 0; s < drawn.count; s++)
		chart.columns[s] = (drawn.copies > 0 ? drawn.copies : 1) + s;
	mh_str_init(&title, 64 * 1024);
	mh_both_text(report, &part->title, &title);
	chart.title = chart.description = title.s;
	mh_book_draw(book, &chart);
	mh_str_free(&title);
	if (drawn.copies > 0)
		mh_book_paragraph(book, mh_phrase(MH_W_DRAWN, report->options.dutch), MH_LOOK_WRAPPED);
}

void mh_xlsx_cube(const struct mh_report *report, const struct mh_part *part, const struct mh_cube *cube, struct mh_book *book)
{
	struct mh_notes notes;

	if (cube->withheld || mh_cube_total(cube) == 0)
		mh_book_paragraph(book, mh_phrase(cube->withheld ? MH_W_WITHHELD : MH_W_NO_DATA, report->options.dutch), MH_LOOK_WRAPPED);
	else if (part->type == MH_PART_TABLE)
		put_table(report, part, cube, book);
	else if (part->type == MH_PART_TREND)
		put_trend(report, part, cube, book);
	else
		put_chart(report, part, cube, book);
	mh_book_next(book);
	mh_notes_under(report, part, cube, &notes);
	for (size_t i = 0; i < notes.count; i++)
		mh_book_paragraph(book, notes.texts[i], MH_LOOK_WRAPPED);
	mh_notes_free(&notes);
}

static void put_chain_row(const struct mh_report *report, const struct mh_chain_row *row, struct mh_book *book)
{
	struct mh_str text;

	mh_str_init(&text, 64 * 1024);
	for (size_t c = 0; c < MH_CHAIN_COLUMNS; c++) {
		mh_str_clear(&text);
		const enum mh_chain_cell cell = mh_chain_cell(row, c, &report->options, &text);

		if (cell == MH_CHAIN_NUMBER)
			mh_book_number(book, c, (double)row->trainings, MH_LOOK_COUNT);
		else if (cell == MH_CHAIN_SHARE)
			mh_book_number(book, c, (double)strtol(text.s, NULL, 10) / 100, MH_LOOK_SHARE);
		else if (cell == MH_CHAIN_HIDDEN)
			put_hidden(book, c, false);
		else if (text.len > 0)
			mh_xlsx_text(book, c, text.s, MH_LOOK_PLAIN);
	}
	mh_book_next(book);
	mh_str_free(&text);
}

static void put_chain_group(const struct mh_report *report, const struct mh_chain *chain, size_t group, struct mh_book *book)
{
	bool any = false;

	for (size_t i = 0; i < chain->count; i++) {
		if (!mh_chain_in_group(&chain->rows[i], group))
			continue;
		if (!any) {
			mh_xlsx_text(book, 0, mh_chain_group(group, report->options.dutch), MH_LOOK_HEADING);
			mh_book_next(book);
		}
		any = true;
		put_chain_row(report, &chain->rows[i], book);
	}
}

void mh_xlsx_chain(const struct mh_report *report, const struct mh_part *part, unsigned number, struct mh_book *book)
{
	struct mh_str source;

	for (size_t c = 0; c < MH_CHAIN_COLUMNS; c++)
		mh_xlsx_text(book, c, mh_chain_head(c, report->options.dutch), MH_LOOK_HEADING);
	mh_book_next(book);
	mh_book_freeze(book, 1);
	for (size_t g = 0; g < MH_CHAIN_GROUPS; g++)
		put_chain_group(report, report->chains[number], g, book);
	mh_book_next(book);
	mh_xlsx_both(report, &part->note, book, MH_LOOK_WRAPPED);
	mh_str_init(&source, 64 * 1024);
	mh_source_text(report, &source);
	mh_book_paragraph(book, source.s, MH_LOOK_WRAPPED);
	mh_str_free(&source);
}
