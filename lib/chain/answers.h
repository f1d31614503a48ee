/* How a partner answers: of the referrals that went to it, which were answered by the day that was asked for, or by the region's term. */

#ifndef MH_CHAIN_ANSWERS_H
#define MH_CHAIN_ANSWERS_H

#include "chain/casework.h"

struct mh_answers {
	int64_t in_time;
	int64_t late;		/* answered later, or not answered and past the day */
	int64_t waiting;	/* not answered yet, and there is time left */
};

/* Of those that were sent from the first to the last day (year 0: open), as it stood on day. What was withdrawn or has no term is not counted. */
enum mh_status mh_answers_of(struct mh_store *, const struct mh_casework *, int64_t partner, struct mh_date from, struct mh_date to, struct mh_date day,
	struct mh_answers *, struct mh_err *);

#endif
