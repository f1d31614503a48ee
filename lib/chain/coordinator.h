/* Who coordinates a case on a day: the colleague to whom it is handed for that time, else the case's own coordinator. */

#ifndef MH_CHAIN_COORDINATOR_H
#define MH_CHAIN_COORDINATOR_H

#include "store/store.h"

/* Adds the user name to out; nothing where nobody coordinates. *until: last day of the time for which it is handed over; year 0: for good. */
enum mh_status mh_case_coordinator(struct mh_store *, const struct mh_record *the_case, struct mh_date on, struct mh_str *out, struct mh_date *until,
	struct mh_err *);

struct mh_handover {
	const char *to;			/* user name of a colleague */
	struct mh_date from, until;	/* until: last day; year 0: for good */
};

/* In the open transaction. MH_INPUT: the case is closed, is the colleague's already, the name is no word, or somebody else has it in that time. */
enum mh_status mh_case_hand_over(struct mh_store *, struct mh_record *the_case, const struct mh_handover *, struct mh_err *);
/* All open cases that the colleague coordinates; *count is raised by how many. */
enum mh_status mh_case_hand_over_all(struct mh_store *, const char *colleague, const struct mh_handover *, size_t *count, struct mh_err *);

#endif
