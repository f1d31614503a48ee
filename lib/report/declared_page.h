/* The declaration of intent as a public page: who signed which version, when it is evaluated, who took it back. Nothing about persons. */

#ifndef MH_REPORT_DECLARED_PAGE_H
#define MH_REPORT_DECLARED_PAGE_H

#include "base/str.h"
#include "exchange/declared.h"

/* The page is these, in this order; columns of organisations are shown by the labels of their catalogue. day: that it tells of. */
void mh_declared_page_start(const struct mh_store_info *, const struct mh_record *declaration, const char *day, struct mh_str *out);
void mh_declared_page_row(const struct mh_declared *, const char *column, struct mh_str *out);
/* MH_INPUT: it does not fit into out. */
enum mh_status mh_declared_page_end(const struct mh_record *declaration, struct mh_str *out, struct mh_err *);

#endif
