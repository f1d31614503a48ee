/*
 * Lookup: who, or which address, phone or plate, is known already in what is kept sealed? Everything of the kinds that can tell is
 * opened once, for a purpose, with one entry in the log; what was found is told by id and reason, never by value.
 */

#ifndef MH_CHAIN_LOOKUP_H
#define MH_CHAIN_LOOKUP_H

#include "chain/erase_plan.h"
#include "record/likeness.h"
#include "store/store.h"

#define MH_LOOKUP_MOST 20	/* hits that are kept: the surest */

struct mh_lookup_hit {
	struct mh_id id;		/* of a mention, a person or a signal */
	int64_t signal, person;		/* of a mention: its signal, and the person it is linked to (of a person: whom it is the same as); 0: none */
	char role[40];			/* of a mention */
	enum mh_likeness likes[MH_TRAIT_COUNT];	/* best answer of each trait; NONE where it was not sought, not known or differs */
	int score;			/* 0 to 100: the traits' mean, less where one that is known differs */
};

struct mh_lookup {
	const char *command, *purpose;
	const struct mh_sought *sought;		/* each of another trait */
	size_t count;
	void (*progress)(void *, uint64_t done, uint64_t total);	/* may be NULL */
	void *arg;
	struct mh_lookup_hit hits[MH_LOOKUP_MOST];	/* out: surest first */
	size_t hit_count;
	uint64_t found;				/* out: all that were found */
};

/* Runs it, as of the store's day. Statuses of mh_store_unlock; that nothing was found is no failure. */
enum mh_status mh_lookup_run(struct mh_store *, struct mh_lookup *, struct mh_err *);

/* Adds the cases that a hit leads to: those of its person, by whatever record the person is known, and that of its signal. Each once. */
enum mh_status mh_lookup_cases(struct mh_store *, const struct mh_lookup_hit *, struct mh_id_list *, struct mh_err *);

#endif
