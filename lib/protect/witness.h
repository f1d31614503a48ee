/*
 * A witness: other values of a few numbers, with which everything that a reader knows still holds. So the reader cannot tell it from
 * the truth. Whoever doubts checks it by addition.
 */

#ifndef MH_PROTECT_WITNESS_H
#define MH_PROTECT_WITNESS_H

#include "protect/system.h"

struct mh_move { size_t number; int64_t by; };	/* number becomes value + by */

struct mh_witness {
	struct mh_move *moves;
	size_t count;
};

void mh_witness_free(struct mh_witness *);
bool mh_witness_moves(const struct mh_witness *, size_t number);
/*
 * Does it meet the demand, moving hidden numbers alone (hidden NULL: any that is not fixed)? Whole numbers and addition only;
 * sums has room for each relation and is all 0 before and after.
 */
bool mh_witness_holds(const struct mh_witness *, const struct mh_system *, const struct mh_demand *, const bool *hidden, int64_t *sums);

#endif
