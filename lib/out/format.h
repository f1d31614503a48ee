/* What one format does with rows; inside lib/out only. A format is one file, its name and its line in rows.c. */

#ifndef MH_OUT_FORMAT_H
#define MH_OUT_FORMAT_H

#include <stdio.h>

#include "base/str.h"
#include "out/rows.h"

/* A line may be long, not endless: a cell holds at most what a record's text may hold. */
#define MH_LINE_LIMIT ((size_t)64 << 20)

struct mh_rows_format {
	void (*start)(struct mh_rows *);
	void (*add)(struct mh_rows *, const struct mh_cell *, bool total);
	void (*end)(struct mh_rows *);		/* writes what is left and frees .own */
};

struct mh_rows {
	FILE *out;
	struct mh_rows_options options;
	struct mh_column *columns;	/* names and labels are copies */
	size_t count;			/* of columns */
	size_t added;			/* rows, totals not counted */
	struct mh_str line;		/* the line that is being made */
	const struct mh_rows_format *format;
	void *own;			/* the format's */
	bool failed;
	const char *why;		/* the sentence, N_("..."); NULL: a write failed */
};

extern const struct mh_rows_format mh_format_table, mh_format_csv, mh_format_jsonl, mh_format_ids, mh_format_xlsx;

/* Adds text with what is not safe escaped; line feeds and tabs, which a cell can hold, stay. */
void mh_shown_text(struct mh_str *, const char *, size_t len);
/* Writes .line and empties it. */
void mh_rows_flush(struct mh_rows *);
/* Is the text a number as JSON has it (so that it needs no quotes there, and no guard in CSV)? */
bool mh_cell_is_number(const struct mh_column *, const struct mh_cell *);

#endif
