/* An estimate for programs: rows of which each says one thing, in full precision. */

#ifndef MH_REPORT_ESTIMATE_ROWS_H
#define MH_REPORT_ESTIMATE_ROWS_H

#include "out/rows.h"
#include "report/estimate_view.h"

/* Columns of the rows. */
extern const struct mh_column mh_estimate_columns[];
extern const size_t mh_estimate_column_count;

/* Adds all rows. */
void mh_estimate_rows(const struct mh_estimate_view *, struct mh_rows *);
/* The estimates with their intervals among them, as a chart. */
struct mh_rows_chart mh_estimate_row_chart(const struct mh_estimate_view *);
/* Adds a number so that it reads back to the same, without an exponent. */
void mh_plain_number(double, struct mh_str *out);

#endif
