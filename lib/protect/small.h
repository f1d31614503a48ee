/* What is demanded of small numbers: that nobody can say of one that it is below the threshold, or that it is no less than it is. */

#ifndef MH_PROTECT_SMALL_H
#define MH_PROTECT_SMALL_H

#include "protect/system.h"

/*
 * Demands for each number that is small itself (hidden, and from 1 to threshold - 1). Everybody is two readers: one who knows that zeros
 * are shown, and so that what is hidden is 1 at least (the threshold must be possible, and one less than the truth where the zeros alone
 * do not forbid it), and one who does not know (one less than the truth, down to 0). The system is finished.
 */
void mh_demand_of_everybody(struct mh_system *, int64_t threshold);

/*
 * The same of a partner who knows what it contributed itself: own has a count for each number, none larger than the number. It must think the
 * threshold possible for whatever is small.
 */
void mh_demand_of_partner(struct mh_system *, int64_t threshold, const int64_t *own);

#endif
