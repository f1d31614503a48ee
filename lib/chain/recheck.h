/*
 * Derived states, reckoned again: what a record says of itself must follow from what happened to it. A case's tracks from its events, a
 * signal's state and a referral's from every version that there was and the transition tables; a referral's moves from its messages.
 */

#ifndef MH_CHAIN_RECHECK_H
#define MH_CHAIN_RECHECK_H

#include "store/store.h"

/* Adds a problem, with its remedy, for each state that does not follow. Needs no key. */
enum mh_status mh_recheck(struct mh_store *, struct mh_problems *, struct mh_err *);

#endif
