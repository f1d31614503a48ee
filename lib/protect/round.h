/*
 * Controlled rounding: every number becomes a multiple of a base next to it, so that all sums still hold of what is shown. A number that is a
 * multiple stays as it is, 0 among them. What is not rounded to the nearest is as little as the sums allow.
 */

#ifndef MH_PROTECT_ROUND_H
#define MH_PROTECT_ROUND_H

#include "protect/system.h"

#define MH_ROUND_BRANCHES 20000		/* of the search for whole numbers */

/*
 * Rounds the first count numbers of a finished system (what comes after them is shown nowhere) into rounded. False: the sums do not allow it,
 * or none was found within MH_ROUND_BRANCHES. The same system gives the same answer.
 */
bool mh_round(const struct mh_system *, size_t count, int64_t base, int64_t *rounded);
/* Is it so? Each number is a multiple next to the truth, and each sum of shown numbers holds; additions of whole numbers. */
bool mh_rounding_holds(const struct mh_system *, size_t count, int64_t base, const int64_t *rounded);

#endif
