/*
 * Who contributed what: the tables of a release counted anew for each partner, of its own records alone. Whoever has reported a signal
 * knows it, and can take it off what is published; lib/report/protect.h sees to it that nothing follows from that.
 */

#ifndef MH_REPORT_CONTRIBUTION_H
#define MH_REPORT_CONTRIBUTION_H

#include "report/count.h"
#include "report/protect.h"

struct mh_contributions {
	char **codes;			/* of the partners, in the order in which they were met */
	struct mh_contribution *list;
	size_t count;
};

/*
 * Counts a part of a release, of which cube is what was counted of all records, for each partner; part is its place among parts. A
 * measure that no partner contributes to adds nothing. Freed by the caller, also after an error.
 */
enum mh_status mh_contributions_count(struct mh_store *, const struct mh_count *, const struct mh_cube *, size_t part, size_t parts,
	struct mh_contributions *, struct mh_err *);
/* All parts are counted. */
void mh_contributions_finish(struct mh_contributions *);
void mh_contributions_free(struct mh_contributions *);

#endif
