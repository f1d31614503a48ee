/*
 * Opening cases from signals. A case follows one person, so the presumed victims of the signals are sorted out first: mentions
 * that are linked to one person belong together; others are different persons until somebody says that they are the same.
 */

#ifndef MH_CHAIN_OPENING_H
#define MH_CHAIN_OPENING_H

#include "store/store.h"

/* One person's part: the mentions of the person and the signals that they are in. */
struct mh_opening {
	int64_t person;			/* 0: not recorded yet */
	struct mh_record *mentions;	/* may be none: a signal that names nobody */
	size_t mention_count;
	struct mh_record *signals;
	size_t signal_count;
};

struct mh_openings { struct mh_opening *list; size_t count; };

#define MH_OPENINGS_INIT { NULL, 0 }

/*
 * Sorts out the signals (ids as text). same_person: all victims mentioned are one. MH_USAGE, MH_NO: no such signal. MH_INPUT: a
 * signal is in a case already or has ended otherwise; said to be one person, but linked to several.
 */
enum mh_status mh_openings_gather(struct mh_store *, const char *const *signals, size_t count, bool same_person, struct mh_openings *,
	struct mh_err *);
void mh_openings_free(struct mh_openings *);

/*
 * Opens one case in the open transaction. the_case and person (initialised; person n > 0: that one) hold what the user gave; what
 * is empty comes from mentions and signals: sex, age band, country; municipality, forms, the highest urgency, the strictest
 * onward with its source, the regime where all agree; citizenship group and minor follow from country and age band. Mentions
 * are linked to the person, signals get the state "case". A person's open case is joined and not opened twice: *joined.
 * opening NULL: no signals. MH_INPUT: a code is not declared, or a required field is empty.
 */
enum mh_status mh_case_open(struct mh_store *, struct mh_opening *, struct mh_record *the_case, struct mh_record *person, bool *joined,
	struct mh_err *);

#endif
