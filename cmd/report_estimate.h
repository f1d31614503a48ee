/* How mh-report estimate prints. */

#ifndef MH_CMD_REPORT_ESTIMATE_H
#define MH_CMD_REPORT_ESTIMATE_H

#include "report/estimate_page.h"
#include "session.h"

/* For people, on standard output. */
enum mh_status mh_estimate_print_page(const struct mh_session *, const struct mh_estimate_view *, bool color, struct mh_err *);
/* For programs and spreadsheets. */
enum mh_status mh_estimate_print_rows(const struct mh_session *, const struct mh_estimate_view *, enum mh_format, bool excel_nl, FILE *, struct mh_err *);

#endif
