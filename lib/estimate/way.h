/* A way to come from counts to an estimate; the same way is gone again for each resample, so that the choice of a model is part of it. */

#ifndef MH_ESTIMATE_WAY_H
#define MH_ESTIMATE_WAY_H

#include "estimate/select.h"

struct mh_way {
	double threshold;		/* without models: stepwise selection */
	const struct mh_model *models;	/* else the one of them with the smallest BIC */
	size_t count;
};

/* false: no estimate. */
bool mh_way_go(const struct mh_way *, struct mh_work *, const struct mh_sample *, double *total);

#endif
