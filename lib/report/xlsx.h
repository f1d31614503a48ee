/*
 * A report as a spreadsheet: a first sheet with what it is, its texts, its contents and how the numbers were made, then one sheet for each table,
 * trend, chart, estimate and chain, with its notes. What a page does not show is not in it.
 */

#ifndef MH_REPORT_XLSX_H
#define MH_REPORT_XLSX_H

#include "out/book.h"
#include "report/report.h"

/* Writes it; made is the moment that it tells of. MH_INPUT: more than a spreadsheet can hold. MH_STORE: the stream failed. */
enum mh_status mh_report_xlsx(const struct mh_report *, int64_t made, FILE *out, struct mh_err *);

/* What its writers share. */
void mh_xlsx_text(struct mh_book *, size_t column, const char *text, enum mh_look);
/* A text of the definition; nothing where it is empty. */
void mh_xlsx_both(const struct mh_report *, const struct mh_both *, struct mh_book *, enum mh_look);

/* The content of a sheet below its title. number: of the part. */
void mh_xlsx_cube(const struct mh_report *, const struct mh_part *, const struct mh_cube *, struct mh_book *);
void mh_xlsx_chain(const struct mh_report *, const struct mh_part *, unsigned number, struct mh_book *);
void mh_xlsx_estimate(const struct mh_report *, const struct mh_part *, unsigned number, struct mh_book *);

#endif
