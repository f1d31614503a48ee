/*
 * Fitting by maximum likelihood: counts are Poisson, the logarithm of a cell's mean is the sum of the effects of the terms inside its set.
 * A term of which nobody is on all lists has the effect minus infinity (extended maximum likelihood): its cells have the mean 0 and leave.
 *
 * All that a fit needs of the counts are the sums over the cells that hold a term, and these sums of the means are all that Newton's
 * method needs; both come from one pass over the cells for each list, and so do the means. Nothing here says whether there is a maximum:
 * ask mh_exists (exist.h) first, since a fit converges without one too.
 */

#ifndef MH_ESTIMATE_FIT_H
#define MH_ESTIMATE_FIT_H

#include "estimate/model.h"

#define MH_EFFECTS_MOST (1 + MH_LISTS_MOST + MH_TERMS_MOST)
#define MH_UNSEEN_NOT_GIVEN (-1.0)

/* Counts with what is asked of them again and again. */
struct mh_sample {
	size_t lists, cells;
	double *counts;		/* by set */
	double *above;		/* by set: on all lists of it */
	double n;
	double entropy;		/* sum of y log y */
	double factorials;	/* sum of log y! */
};

void mh_sample_init(struct mh_sample *, size_t lists);
void mh_sample_free(struct mh_sample *);
/* Takes the counts as they stand in .counts. */
void mh_sample_take(struct mh_sample *);
void mh_sample_of(struct mh_sample *, const struct mh_histories *);

/* Room to work in; one for each thread. */
struct mh_work {
	size_t lists, cells;
	size_t effects;			/* of the model that is in work */
	uint16_t sets[MH_EFFECTS_MOST];	/* set of each effect; the first is the intercept's, 0 */
	double b[MH_EFFECTS_MOST], step[MH_EFFECTS_MOST];
	double *start;			/* by set: the effect to begin with; set by mh_start, then what the last fit found */
	double *sums;			/* by set: means of the cells that hold it; the last fit's */
	double *matrix;			/* effects x effects */
	double *rows;			/* room of exist.c, made when it is needed */
	size_t row_room;
};

void mh_work_init(struct mh_work *, size_t lists);
void mh_work_free(struct mh_work *);

struct mh_fit {
	double intercept, sd;		/* sd 0: not asked for */
	double unseen, total;		/* exp(intercept), and the sample's n with it */
	double log_likelihood, deviance, aic, bic;
	size_t specified;		/* effects of the model, those at minus infinity too */
	size_t fitted;			/* effects that are finite */
	size_t cells;			/* that took part */
};

/* Sets the effects to begin with: lists that are independent. */
void mh_start(struct mh_work *, const struct mh_sample *);
/* Sets the effect of a term to begin with, by what the last fit expected of it. */
void mh_start_term(struct mh_work *, const struct mh_sample *, unsigned term);
/*
 * Fits, beginning at .start. unseen: as many persons are said to be on no list (the profile of the likelihood), or MH_UNSEEN_NOT_GIVEN.
 * false: it did not come to an end.
 */
bool mh_fit(struct mh_work *, const struct mh_sample *, const struct mh_model *, double unseen, struct mh_fit *);
/* The standard error of the intercept and the number of cells, of the fit that was made last, of this sample and model. */
bool mh_fit_error(struct mh_work *, const struct mh_sample *, const struct mh_model *, struct mh_fit *);
/* The fitted mean of all who are on the lists of this set; of the fit that was made last. */
double mh_expected(const struct mh_work *, unsigned set);

#endif
