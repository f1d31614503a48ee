/*
 * An estimate with all that an honest reader must see beside it: what other models, fewer lists and simple formulas say, how far one
 * person moves it, whether lists whose size is known come out right; and whether it may be shown as a number at all.
 */

#ifndef MH_ESTIMATE_ESTIMATE_H
#define MH_ESTIMATE_ESTIMATE_H

#include "estimate/bootstrap.h"
#include "estimate/rank.h"
#include "estimate/simple.h"

#define MH_SIGNIFICANCE 0.02	/* usual threshold of the selection */
#define MH_REPLICATES 1000
#define MH_REPLICATES_LEAST 100
#define MH_LEVEL 0.95

enum mh_how { MH_BY_STEPS, MH_BY_MAIN_EFFECTS, MH_BY_ALL_PAIRS, MH_BY_BIC, MH_BY_MODEL };
enum mh_interval_kind { MH_BCA, MH_PERCENTILE, MH_WALD, MH_PROFILE, MH_INTERVALS };

struct mh_question {
	enum mh_how how;
	double threshold;		/* of MH_BY_STEPS */
	struct mh_model model;		/* of MH_BY_MODEL */
	enum mh_interval_kind interval;	/* of the headline */
	struct mh_bootstrap_options bootstrap;
};

/* Why there is no headline, as bits. The first two leave no estimate at all. */
enum {
	MH_WHY_NO_MAXIMUM = 1,		/* the model has no estimate, or not one */
	MH_WHY_NO_OVERLAP = 2,		/* two lists, nobody on both */
	MH_WHY_FEW = 4,			/* fewer than 50 persons */
	MH_WHY_FEW_SHARED = 8,		/* fewer than 10 on two lists or more */
	MH_WHY_WIDE = 16,		/* upper end more than ten times the lower */
	MH_WHY_ONE_PERSON = 32,		/* one person moves it by more than a quarter */
};
#define MH_WHYS 6

/* What could go wrong with one list. Not a number: no estimate. */
struct mh_list_check {
	double members;		/* known */
	double estimated;	/* of the members, by the other lists */
	double without;		/* of all, without this list */
};

struct mh_estimate {
	const struct mh_histories *h;		/* borrowed */
	struct mh_question question;
	unsigned why;				/* 0: it may be shown */
	bool estimated;				/* total and interval are set */
	double total;
	struct mh_interval interval;		/* the one that was asked for */
	struct mh_selection selection;		/* the model; steps of MH_BY_STEPS only */
	unsigned code;				/* of the model */
	struct mh_fit fit;
	struct mh_interval intervals[MH_INTERVALS];
	struct mh_interval bca80;
	bool profiled;
	double peak;				/* of the profile */
	struct mh_bootstrap bootstrap;		/* count 0: none was made */
	struct mh_fit main;			/* of main effects */
	struct mh_interval main_wald;
	unsigned main_code;
	struct mh_ranking ranking;		/* count 0: too many lists */
	struct mh_list_check lists[MH_LISTS_MOST];
	struct mh_chao chao;
	struct mh_coverage coverage;
};

/* Answers; with two lists by Chapman's formula, whatever is asked. Freed by the caller. MH_OK also where nothing can be shown: see .why. */
void mh_estimate(const struct mh_histories *, const struct mh_question *, struct mh_estimate *);
void mh_estimate_free(struct mh_estimate *);
/* The smallest and largest estimate of Chapman for two of the lists that have at least so many persons in common; how many such pairs. */
size_t mh_estimate_chapman(const struct mh_histories *, double least, double *low, double *high);
/* The smallest and largest estimate with one list left out. */
size_t mh_estimate_without(const struct mh_estimate *, double *low, double *high);
/* Degrees of freedom; 0: the model says what the data says, and the data cannot speak against it. */
size_t mh_estimate_freedom(const struct mh_estimate *);
/* Does the model miss what was seen by more than chance explains (deviance, p < 0.01)? False without degrees of freedom, and for two lists. */
bool mh_estimate_misfit(const struct mh_estimate *);
/* Does Chao's bound, which asks less of the lists, lie above the whole interval? */
bool mh_estimate_below_chao(const struct mh_estimate *);

#endif
