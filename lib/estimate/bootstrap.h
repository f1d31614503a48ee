/*
 * The bootstrap: as many persons are drawn again from those that there are, and the whole way to the estimate is gone again, selection
 * and all; a thousand times. Intervals by percentiles, and bias-corrected and accelerated (BCa, Efron 1987), with the jackknife.
 *
 * Each replicate has numbers of its own by seed and number, so that threads change nothing. In a resample a list can be empty: it is left out
 * there. A resample whose estimate is the data's to a billionth is a tie, and counts as not below it.
 */

#ifndef MH_ESTIMATE_BOOTSTRAP_H
#define MH_ESTIMATE_BOOTSTRAP_H

#include "estimate/interval.h"
#include "estimate/way.h"

#define MH_REPLICATES_MOST 1000000
#define MH_THREADS_MOST 64

struct mh_bootstrap_options {
	size_t replicates;
	uint64_t seed;
	size_t threads;			/* 1 or more */
	void (*progress)(void *, uint64_t done);	/* in the thread of the caller; NULL: none */
	void *arg;
};

struct mh_bootstrap {
	double *totals;		/* sorted */
	size_t count;		/* replicates that have an estimate */
	size_t failed;		/* that have none */
	size_t below, ties;
	size_t left_out_failed;	/* persons' histories whose leaving out left no estimate */
	double change;		/* most that one person changes the estimate, as a part of it */
	double bias, acceleration;	/* z0 and a */
	bool corrected;		/* false: all replicates lie on one side, so that BCa says nothing */
};

/* Freed by the caller. total: what the way gives for the data. */
void mh_bootstrap(const struct mh_sample *, const struct mh_way *, double total, const struct mh_bootstrap_options *, struct mh_bootstrap *);
void mh_bootstrap_free(struct mh_bootstrap *);
/* The quantile of the replicates (type 8 of Hyndman and Fan). */
double mh_bootstrap_quantile(const struct mh_bootstrap *, double q);
struct mh_interval mh_bootstrap_percentile(const struct mh_bootstrap *, double level);
struct mh_interval mh_bootstrap_bca(const struct mh_bootstrap *, double level);

#endif
