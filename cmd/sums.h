/* Sums of a number that records have, by two coded fields: how many there are, what it comes to, and how many do not say. */

#ifndef MH_CMD_SUMS_H
#define MH_CMD_SUMS_H

#include "session.h"

struct mh_sums {
	const struct mh_kind *kind;
	const char *by[2];	/* coded fields */
	const char *number;	/* field that is summed */
};

/* Prints them for the records that --where asks for, with a line of totals. A record that lacks the number adds nothing and is counted as such.
 * MH_USAGE: --columns, --sort and --limit are for records. MH_NO: there are none. */
enum mh_status mh_sums_print(struct mh_session *, const struct mh_sums *, struct mh_err *);

#endif
