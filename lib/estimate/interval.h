/* Intervals of one model: Wald's, and the profile of the likelihood. Both believe the model; the bootstrap (bootstrap.h) does not. */

#ifndef MH_ESTIMATE_INTERVAL_H
#define MH_ESTIMATE_INTERVAL_H

#include "estimate/fit.h"

struct mh_interval {
	double low, high;
	bool low_open, high_open;	/* the end was not found: it lies further out, or the replicates do not reach it */
};

/* Of a fit with its standard error; level such as 0.95. */
struct mh_interval mh_interval_wald(const struct mh_sample *, const struct mh_fit *, double level);
/* Multinomial profile (Cormack 1992). peak: the total with the largest likelihood. false: a fit has failed. */
bool mh_interval_profile(struct mh_work *, const struct mh_sample *, const struct mh_model *, const struct mh_fit *, double level, double *peak,
	struct mh_interval *);

#endif
