/* The sheet of an estimate: the blocks of its page, tables with numbers as such, and the figures as a native chart. */

#include <stdlib.h>
#include <string.h>

#include "report/estimate_page.h"
#include "report/notes.h"
#include "report/words.h"
#include "report/xlsx.h"

/* A number as people read it (mh_number_text, an open end, decimals) back to what it is; false: the text is none. */
static bool read_number(const char *text, bool dutch, double *value, enum mh_look *look)
{
	static const struct { const char *before; enum mh_look look; } ends[] = { { "≤ ", MH_LOOK_AT_MOST }, { "≥ ", MH_LOOK_AT_LEAST } };
	char digits[64], *end;
	size_t len = 0;

	*look = MH_LOOK_COUNT;
	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
		if (strncmp(text, ends[i].before, strlen(ends[i].before)) == 0) {
			text += strlen(ends[i].before);
			*look = ends[i].look;
		}
	if (*text < '0' || *text > '9')
		return false;
	for (; *text != '\0' && len + 1 < sizeof digits; text++) {
		if (*text == (dutch ? ',' : '.')) {
			digits[len++] = '.';
			*look = MH_LOOK_PLAIN;
		} else if (*text != (dutch ? '.' : ',')) {
			digits[len++] = *text;
		}
	}
	digits[len] = '\0';
	*value = strtod(digits, &end);
	return *text == '\0' && *end == '\0';
}

static void put_cell(const char *text, bool dutch, size_t column, size_t copies, struct mh_book *book)
{
	enum mh_look look;
	double value;

	if (column > 0 && read_number(text, dutch, &value, &look)) {
		mh_book_number(book, column, value, look);
		if (copies > 0)
			mh_book_number(book, copies + column, value, look);
	} else if (*text != '\0') {
		mh_xlsx_text(book, column, text, column > 0 ? MH_LOOK_RIGHT : MH_LOOK_PLAIN);
	}
}

/* Where the numbers of the table stand once more, less their column; 0: nowhere, since each is one or is not there. */
static size_t copies_of(const struct mh_block *block, bool dutch)
{
	enum mh_look look;
	double value;

	for (size_t i = block->columns; i < block->columns * (block->rows + 1); i++)
		if (i % block->columns > 0 && block->cells[i][0] != '\0' && !read_number(block->cells[i], dutch, &value, &look))
			return block->columns;
	return 0;
}

static void put_table(const struct mh_block *block, bool dutch, size_t copies, struct mh_book *book)
{
	for (size_t c = 0; c < block->columns; c++) {
		mh_xlsx_text(book, c, block->cells[c], c > 0 ? MH_LOOK_HEADING_RIGHT : MH_LOOK_HEADING);
		if (c > 0 && copies > 0)
			mh_xlsx_text(book, copies + c, block->cells[c], MH_LOOK_HEADING_RIGHT);
	}
	mh_book_next(book);
	for (size_t r = 1; r <= block->rows; r++) {
		for (size_t c = 0; c < block->columns; c++)
			put_cell(block->cells[r * block->columns + c], dutch, c, copies, book);
		mh_book_next(book);
	}
}

/* The table of figures: estimate, from, to; and the chart of it. */
static void put_figures(const struct mh_block *block, const char *title, bool dutch, struct mh_book *book)
{
	const size_t copies = copies_of(block, dutch), names = mh_book_row(book);
	const struct mh_book_chart chart = { .shape = MH_BOOK_RANGES, .title = title, .description = title, .names = names, .row = names + 1,
		.count = block->rows, .columns = { copies + 2, copies + 1, copies + 3 }, .series = 3 };

	put_table(block, dutch, copies, book);
	mh_book_draw(book, &chart);
	if (copies > 0)
		mh_book_paragraph(book, mh_phrase(MH_W_DRAWN, dutch), MH_LOOK_WRAPPED);
}

static void put_item(const char *text, struct mh_book *book)
{
	struct mh_str item;

	mh_str_init(&item, 64 * 1024);
	mh_str_printf(&item, "• %s", text);
	mh_book_paragraph(book, item.s, MH_LOOK_WRAPPED);
	mh_str_free(&item);
}

static void put_block(const struct mh_block *block, const char *chart, bool dutch, struct mh_book *book)
{
	switch (block->type) {
	case MH_BLOCK_LEAD:
		mh_book_paragraph(book, block->text, MH_LOOK_LEAD);
		break;
	case MH_BLOCK_HEADING:
		mh_book_next(book);
		mh_xlsx_text(book, 0, block->text, MH_LOOK_SECTION);
		mh_book_next(book);
		break;
	case MH_BLOCK_TEXT:
		mh_book_paragraph(book, block->text, MH_LOOK_WRAPPED);
		break;
	case MH_BLOCK_ITEM:
		put_item(block->text, book);
		break;
	case MH_BLOCK_TABLE:	/* it is called what the heading above says */
		if (chart != NULL)
			put_figures(block, chart, dutch, book);
		else
			put_table(block, dutch, 0, book);
		break;
	case MH_BLOCK_CHART:	/* drawn below the table that follows */
		break;
	}
}

static void put_blocks(const struct mh_estimate_view *view, struct mh_book *book)
{
	struct mh_estimate_page page;

	mh_estimate_page(view, &page);
	for (size_t b = 0; b < page.count; b++)
		put_block(&page.blocks[b], b > 0 && page.blocks[b - 1].type == MH_BLOCK_CHART ? page.blocks[b - 1].text : NULL, view->dutch, book);
	mh_estimate_page_free(&page);
}

void mh_xlsx_estimate(const struct mh_report *report, const struct mh_part *part, unsigned number, struct mh_book *book)
{
	const struct mh_estimated *const one = report->estimates[number];
	struct mh_estimate_view view;
	struct mh_str source;

	mh_book_width(book, 0, 40);
	mh_book_freeze(book, 0);
	if (one->refused) {
		mh_book_paragraph(book, mh_estimate_phrase(MH_E_NO_LISTS, report->options.dutch), MH_LOOK_WRAPPED);
	} else {
		mh_estimated_view(one, &report->options, &report->cubes[number], number, &view);
		put_blocks(&view, book);
	}
	mh_xlsx_both(report, &part->note, book, MH_LOOK_WRAPPED);
	mh_str_init(&source, 64 * 1024);
	mh_source_text(report, &source);
	mh_book_paragraph(book, source.s, MH_LOOK_WRAPPED);
	mh_str_free(&source);
}
