/* A spreadsheet between its cells and its charts. Of lib/out/book*.c only. */

#ifndef MH_OUT_BOOK_INSIDE_H
#define MH_OUT_BOOK_INSIDE_H

#include <xlsxwriter.h>

#include "base/str.h"
#include "out/book.h"

struct mh_sheet {
	lxw_worksheet *sheet;
	lxw_row_t next;
	size_t *widths, columns;	/* of the columns so far */
};

struct mh_book {
	int fd;				/* of the file in memory */
	lxw_workbook *workbook;
	lxw_format *looks[MH_LOOKS];
	struct mh_sheet *sheets;
	size_t count, at;
	char *mark;			/* NULL: none */
	struct mh_str cell;		/* the text that is being written */
	enum mh_book_fault fault;	/* the first */
};

/* Keeps what went wrong; nothing is written after it. */
void mh_book_fail(struct mh_book *, lxw_error);

#endif
