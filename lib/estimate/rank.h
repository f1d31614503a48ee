/* All models of pairs (and of threes, for four lists at most), ranked by BIC, and what they say together. */

#ifndef MH_ESTIMATE_RANK_H
#define MH_ESTIMATE_RANK_H

#include "estimate/exist.h"

#define MH_RANKED_LISTS 6	/* 32,768 models of pairs; with seven lists there are two million */

struct mh_ranked {
	uint32_t bits;		/* which terms: mh_ranked_model */
	unsigned code;		/* mh_exists */
	double total, aic, bic, deviance;
	double weight;		/* of all, exp(-BIC/2) */
};

struct mh_ranking {
	struct mh_ranked *list;		/* first those that have an estimate, the smallest BIC first; then the others */
	size_t count;
	size_t estimated;
	double mean;			/* of the totals, by weight */
};

/* false: too many lists to rank all models. Freed by the caller. */
bool mh_rank(struct mh_work *, const struct mh_sample *, struct mh_ranking *);
void mh_ranking_free(struct mh_ranking *);
/* The smallest and largest total of the models whose BIC is at most this much above the smallest; how many they are. */
size_t mh_ranking_range(const struct mh_ranking *, double above, double *low, double *high);
void mh_ranked_model(size_t lists, uint32_t bits, struct mh_model *);

#endif
