/* Rows out: one face for a terminal table, CSV, JSON lines, ids and a spreadsheet. The caller says columns and cells; this room says how they look. */

#ifndef MH_OUT_ROWS_H
#define MH_OUT_ROWS_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "base/err.h"

/* A page (html) is a report's to write, by mh_html_text, and a calendar (ics) is of days (out/ics.h); rows come in the other formats. */
enum mh_format { MH_FORMAT_TABLE, MH_FORMAT_CSV, MH_FORMAT_JSONL, MH_FORMAT_IDS, MH_FORMAT_XLSX, MH_FORMAT_HTML, MH_FORMAT_ICS };

/* Reads a name out of allowed ("table csv jsonl ids"); MH_USAGE names what is allowed. */
enum mh_status mh_format_parse(const char *name, const char *allowed, enum mh_format *, struct mh_err *);

struct mh_column {
	const char *name;	/* "municipality": CSV title, JSON key */
	const char *label;	/* table heading, translated; NULL: name */
	bool number;		/* right-aligned; JSON number */
	bool bar;		/* in a table on a terminal, a bar is drawn behind it */
};

/* A cell; text is UTF-8 as stored, escaping is this room's. */
enum mh_cell_type { MH_CELL_EMPTY, MH_CELL_TEXT, MH_CELL_NUMBER };
struct mh_cell { enum mh_cell_type type; const char *text; size_t len; int64_t number; };

/* Values with their ranges side by side, as a picture in a spreadsheet: rows from the first of them, numbered from 0. */
struct mh_rows_chart {
	const char *title;
	size_t from, count;
	size_t label, low, value, high;	/* columns */
};

struct mh_rows_options {
	enum mh_format format;
	bool color;		/* asked for by the caller who knows the terminal and NO_COLOR */
	size_t width;		/* columns of the terminal; 0: do not fit */
	bool wrap;		/* table: what does not fit its column goes on below, and nothing is cut */
	bool excel_nl;		/* csv: ";" and a BOM */
	size_t id_column;	/* which column --format ids prints */
	int64_t made;		/* xlsx: the moment that it tells of (UTC); 0: none. Nothing else in it depends on the clock */
	const struct mh_rows_chart *chart;	/* xlsx: a native chart below the rows; NULL: none. Borrowed until the end */
};

struct mh_rows;

/*
 * Starts; columns are copied. table keeps all rows until the end to know the widths (cut with an ellipsis, or with .wrap broken, to fit .width);
 * csv is RFC 4180 with LF (CRLF with excel_nl), text cells that a spreadsheet would run as a formula get a leading '; jsonl has
 * one object a line, empty cells left out; ids prints column id_column. Control and bidirectional characters are shown escaped in table;
 * in csv and jsonl they are escaped too (jsonl by \u). xlsx is a spreadsheet, whole when it ends: numbers are numbers, a text that is a
 * whole day (2026-03-01) is a date, every other text is text, whatever it begins with; the same rows and .made give the same bytes.
 */
struct mh_rows *mh_rows_start(FILE *, const struct mh_rows_options *, const struct mh_column *, size_t count);
void mh_rows_add(struct mh_rows *, const struct mh_cell *cells);
/* A line of totals under a table (a plain row elsewhere). */
void mh_rows_total(struct mh_rows *, const struct mh_cell *cells);
/* Writes what is left and frees. MH_STORE when the stream failed; MH_INPUT: more than a spreadsheet can hold. count rows were added: *count (may be NULL). */
enum mh_status mh_rows_end(struct mh_rows *, size_t *count, struct mh_err *);

struct mh_cell mh_cell_text(const char *);		/* NULL gives an empty cell; borrowed */
struct mh_cell mh_cell_number(int64_t);

/* Single values by the same rules, for other writers. */
struct mh_str;
void mh_csv_cell(struct mh_str *, const char *, size_t len, char delimiter);
void mh_json_text(struct mh_str *, const char *, size_t len);
void mh_html_text(struct mh_str *, const char *, size_t len);	/* escapes & < > " ' and controls */

#endif
