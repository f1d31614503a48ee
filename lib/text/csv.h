/*
 * CSV for people's files, by libcsv in its strict mode: a row at a time, with its number and line, fast and in bounded memory.
 * A BOM, CRLF, LF or CR, and the line "sep=;" of spreadsheets are understood; blank lines are passed over. A quote in a cell that
 * does not begin with one is a letter.
 * Every problem is reported; reading goes on in the next line where it can.
 */

#ifndef MH_TEXT_CSV_H
#define MH_TEXT_CSV_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"
#include "text/complain.h"

/* Found: UTF-8 and Windows-1252 are told apart by the first row that is not ASCII; a file that has both is refused where it shows. */
enum mh_csv_encoding { MH_CSV_FOUND, MH_CSV_UTF8, MH_CSV_WINDOWS_1252 };

struct mh_csv_options {
	char delimiter;			/* 0: found, the one of , ; tab that stands most often in the titles */
	enum mh_csv_encoding encoding;	/* a BOM makes it UTF-8 */
	size_t cell, row;		/* most bytes of a cell and of a row; 0: 1 MiB and 4 MiB */
	size_t columns;			/* most columns; 0: 1,000 */
};

struct mh_csv_text {
	const char *text;	/* UTF-8, NUL-terminated */
	size_t len;
	const char *raw;	/* the bytes of the file, unquoted */
	size_t raw_len;
};

/* A row. What is in it is borrowed until the next call. */
struct mh_csv_row {
	size_t number;			/* from 1, titles not counted */
	size_t line;			/* from 1, where it begins */
	const struct mh_csv_text *cells;
	size_t count;
	bool bad;			/* a problem was reported: too many or few cells, not text, or a NUL */
};

struct mh_csv;

/* Opens a file ("-": standard input) and reads its titles, which are NFC. MH_INPUT with the problems reported; *csv is then
 * NULL. complaints stay the caller's and must live as long. Owned by the caller. */
enum mh_status mh_csv_open(struct mh_csv **, const char *path, const struct mh_csv_options *, struct mh_complaints *);
/* The same of text in memory, which must live as long. */
enum mh_status mh_csv_open_text(struct mh_csv **, struct mh_blob text, const struct mh_csv_options *, struct mh_complaints *);
/* Takes the next row. MH_NO: there is none (no sentence). MH_INPUT: the end was reached, or had to be given up, and the file as
 * a whole is to be refused: rows are missing, since what a quote closes goes on or a limit was passed. */
enum mh_status mh_csv_next(struct mh_csv *, struct mh_csv_row *);
/* Problems go to other complaints from here on, so that those of each row can be told apart. */
void mh_csv_report_to(struct mh_csv *, struct mh_complaints *);
/* Wipes and frees; NULL is allowed. */
void mh_csv_close(struct mh_csv *);

size_t mh_csv_columns(const struct mh_csv *);
const char *mh_csv_title(const struct mh_csv *, size_t column);
const struct mh_csv_text *mh_csv_titles(const struct mh_csv *);	/* as many as columns */

/* How the file is written, as far as it was read. */
struct mh_csv_dialect {
	char delimiter;
	bool delimiter_found;		/* in the titles; else it was given, by the caller or by a line "sep=;" */
	enum mh_csv_encoding encoding;	/* MH_CSV_FOUND: only ASCII until now */
	bool encoding_found;		/* else it was given, by the caller or by a BOM */
	bool marked;			/* it began with a BOM */
	bool told;			/* it has a line "sep=;" */
	bool crlf;			/* its titles end in CRLF */
};
struct mh_csv_dialect mh_csv_dialect(const struct mh_csv *);
uint64_t mh_csv_bytes(const struct mh_csv *);		/* read until now, for progress */
uint64_t mh_csv_size(const struct mh_csv *);		/* of the file; 0: not known */

/* Writing: adds one cell's raw bytes, quoted where a reader needs it. */
void mh_csv_put(struct mh_str *, const char *raw, size_t len, char delimiter);
/* Adds text in the encoding; a character that has none becomes '?'. */
void mh_csv_encode(struct mh_str *, const char *text, size_t len, enum mh_csv_encoding);
/* Adds Windows-1252 bytes as UTF-8; false when one of the five bytes without meaning is among them. */
bool mh_csv_decode(struct mh_str *, const char *raw, size_t len);

#endif
