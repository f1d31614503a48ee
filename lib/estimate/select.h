/* Which pairs belong into the model: stepwise, as SparseMSE does it. */

#ifndef MH_ESTIMATE_SELECT_H
#define MH_ESTIMATE_SELECT_H

#include "estimate/exist.h"

struct mh_taken { uint16_t pair; double p, expected, seen; };
struct mh_refused { uint16_t pair; unsigned code; };

struct mh_selection {
	struct mh_model model;
	struct mh_taken steps[MH_PAIRS_MOST];	/* as many as the model has terms, none of them where all pairs were taken at once */
	struct mh_refused refused[MH_PAIRS_MOST];	/* pairs that would have come in, and their model has no estimate */
	size_t refused_count;
	unsigned code;		/* of the model of main effects: mh_exists */
};

/*
 * Begins with main effects. The pair whose overlap is least likely under the model comes in, where that is less likely than threshold
 * and the larger model has an estimate; until none does. None is ever taken out again. threshold 0: main effects alone; 1: all pairs
 * where they have an estimate. selection may be NULL. false: there is no estimate (selection's code says why), or a fit has failed.
 */
bool mh_select(struct mh_work *, const struct mh_sample *, double threshold, struct mh_selection *, struct mh_fit *);

#endif
