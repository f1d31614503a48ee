/* A report for programs: rows of which each says one thing. */

#ifndef MH_REPORT_REPORT_ROWS_H
#define MH_REPORT_REPORT_ROWS_H

#include "out/rows.h"
#include "report/report.h"

/* Columns of the rows. */
extern const struct mh_column mh_report_columns[];
extern const size_t mh_report_column_count;

/* Adds all rows: what a page shows and nothing that it hides. */
void mh_report_rows(const struct mh_report *, struct mh_rows *);

#endif
