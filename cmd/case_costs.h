/* What a case has cost, by who pays. */

#ifndef MH_CMD_CASE_COSTS_H
#define MH_CMD_CASE_COSTS_H

#include "session.h"

/* Prints a table below a title: for each payer the amounts and the minutes of the case, added up, and their total; nothing where there are none. */
enum mh_status mh_case_costs_print(struct mh_session *, int64_t case_n, struct mh_err *);

#endif
