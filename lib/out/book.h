/*
 * A spreadsheet (Office Open XML) of one sheet or several. It is made in memory, and poured out whole when it ends. Numbers and days are such,
 * every text is text: whatever it begins with, no cell is ever a formula. The same calls give the same bytes.
 */

#ifndef MH_OUT_BOOK_H
#define MH_OUT_BOOK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "base/date.h"

/* How a cell looks. */
enum mh_look {
	MH_LOOK_PLAIN, MH_LOOK_TOTAL, MH_LOOK_HEADING, MH_LOOK_HEADING_RIGHT, MH_LOOK_TITLE, MH_LOOK_LEAD, MH_LOOK_SECTION, MH_LOOK_STRONG, MH_LOOK_LINE,
	MH_LOOK_MARK, MH_LOOK_WRAPPED,
	MH_LOOK_COUNT, MH_LOOK_COUNT_TOTAL, MH_LOOK_RIGHT, MH_LOOK_RIGHT_TOTAL, MH_LOOK_CHANGE, MH_LOOK_PERCENT, MH_LOOK_SHARE, MH_LOOK_AT_MOST, MH_LOOK_AT_LEAST,
	MH_LOOK_DAY, MH_LOOK_LINK, MH_LOOKS
};

/* Why there is no spreadsheet: a cell that holds more text, or a sheet that has more cells, than one can. */
enum mh_book_fault { MH_BOOK_WHOLE, MH_BOOK_LONG, MH_BOOK_MANY, MH_BOOK_WRITE };

enum mh_book_shape { MH_BOOK_BARS, MH_BOOK_UPRIGHT, MH_BOOK_LINES, MH_BOOK_RANGES };	/* ranges: the columns are the low end, the value, the high end */

#define MH_BOOK_SERIES 6	/* of a chart: their colours differ for the colour-blind too */

/* A native chart of the current sheet. Its base is zero. A cell without a number leaves a gap; a text would be drawn as 0. */
struct mh_book_chart {
	enum mh_book_shape shape;
	const char *title, *description;	/* description: for who does not see it */
	size_t names;				/* the row that has the names of the series */
	size_t row, count;			/* the first row, and how many */
	size_t label;				/* column of the names along the axis */
	size_t columns[MH_BOOK_SERIES], series;	/* of the numbers, and how many */
};

struct mh_book;

/* made: the moment that it tells of (UTC); 0: none. title: NULL, or of the whole. */
struct mh_book *mh_book_start(int64_t made, const char *title);
/* Stands over each printed page of the sheets to come. It has no "&". */
void mh_book_mark(struct mh_book *, const char *text);
/* Adds a sheet, which is the current one, and returns its number from 0. What no name of a sheet may have is taken out and a long one is cut; the
 * first words of the names must differ. NULL: "Sheet1". */
size_t mh_book_sheet(struct mh_book *, const char *name);
/* Goes on with a sheet that was there before. */
void mh_book_turn(struct mh_book *, size_t sheet);

/* Cells of the current row. Columns become as wide as days and the texts up to MH_LOOK_HEADING_RIGHT need. */
void mh_book_text(struct mh_book *, size_t column, const char *text, size_t len, enum mh_look);
void mh_book_number(struct mh_book *, size_t column, double, enum mh_look);
void mh_book_day(struct mh_book *, size_t column, struct mh_date);
/* A place to go to another sheet from. */
void mh_book_link(struct mh_book *, size_t column, const char *text, size_t sheet);
/* Lines of text across as many columns as it needs, as a row of its own; the next row is current. */
void mh_book_paragraph(struct mh_book *, const char *text, enum mh_look);
void mh_book_width(struct mh_book *, size_t column, size_t characters);	/* at least */
/* The current row, from 0, and going to the next. */
size_t mh_book_row(const struct mh_book *);
void mh_book_next(struct mh_book *);
/* What stands above the current row, and so many columns, stay in sight; the row above it stands on each printed page. */
void mh_book_freeze(struct mh_book *, size_t columns);
/* Puts the chart at the current row, and goes on below it. */
void mh_book_draw(struct mh_book *, const struct mh_book_chart *);

/* Writes it and frees. Anything but MH_BOOK_WHOLE: nothing to rely on was written. */
enum mh_book_fault mh_book_end(struct mh_book *, FILE *);

#endif
