/* A way to come from counts to an estimate. */

#include "estimate/way.h"

static bool smallest(const struct mh_way *way, struct mh_work *work, const struct mh_sample *s, double *total)
{
	bool found = false;
	double bic = 0;

	for (size_t i = 0; i < way->count; i++) {
		struct mh_fit fit;

		if (mh_exists(work, s, &way->models[i]) != MH_EXISTS)
			continue;
		mh_start(work, s);
		if (!mh_fit(work, s, &way->models[i], MH_UNSEEN_NOT_GIVEN, &fit) || (found && fit.bic >= bic))
			continue;
		found = true;
		bic = fit.bic;
		*total = fit.total;
	}
	return found;
}

bool mh_way_go(const struct mh_way *way, struct mh_work *work, const struct mh_sample *s, double *total)
{
	struct mh_fit fit;

	if (way->count > 0)
		return smallest(way, work, s, total);
	if (!mh_select(work, s, way->threshold, NULL, &fit))
		return false;
	*total = fit.total;
	return true;
}
