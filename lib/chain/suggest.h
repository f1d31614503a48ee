/*
 * Where somebody may go with a need: partners, the best first, each with reasons in words; those that can't be used behind them, with
 * why. Nothing sealed is read, so no key is needed. It proposes, and decides nothing.
 */

#ifndef MH_CHAIN_SUGGEST_H
#define MH_CHAIN_SUGGEST_H

#include "chain/answers.h"
#include "chain/routing.h"
#include "chain/stays.h"

/* May this partner be used at all? MH_OK, or MH_DENIED or MH_KEY with a sentence. */
typedef enum mh_status mh_usable_fn(struct mh_store *, const struct mh_record *partner, mh_moment now, struct mh_err *);

struct mh_suggesting {
	struct mh_store *store;
	const struct mh_casework *work;
	const struct mh_routes *routes;
	const struct mh_record *the_case, *person;
	const char *need;		/* code of catalogue service */
	const char *situation;		/* set of codes of catalogue situation */
	struct mh_date day;
	mh_moment now;			/* by the system's clock: keys and suspension */
	mh_usable_fn *usable;
};

struct mh_suggestion {
	struct mh_record partner;
	bool usable;
	int64_t beds, taken;		/* of the kinds of place that count; beds -1: nobody said */
	struct mh_answers answers;
	size_t order;			/* place of its service in the rule */
	struct mh_str reasons;		/* joined by "; "; what speaks against it first */
};

struct mh_suggestions {
	const struct mh_route *route;	/* borrowed of the routes; NULL: no rule fits */
	struct mh_str unknown;		/* then: fields that rules ask and the case does not say */
	struct mh_suggestion *list;
	size_t count;
};

/* MH_NO: no partner offers what is needed. The result is freed by the caller also then. */
enum mh_status mh_suggest(const struct mh_suggesting *, struct mh_suggestions *, struct mh_err *);
void mh_suggestions_free(struct mh_suggestions *);

#endif
