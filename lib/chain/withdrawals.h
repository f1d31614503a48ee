/* Withdrawals that wait: a partner got data on a consent or a referral that was taken back since, and has not confirmed that it knows. */

#ifndef MH_CHAIN_WITHDRAWALS_H
#define MH_CHAIN_WITHDRAWALS_H

#include "store/store.h"

struct mh_withdrawal {
	bool waits;		/* for the partner's word */
	bool by_file;		/* a message tells the partner; else somebody has to */
	struct mh_date since;
};

/*
 * How it stands with a referral of ours that was withdrawn, or whose data leaned on a consent that was. It waits until the partner's message says
 * that ours was seen, or somebody booked what the partner said (mh-refer record). One that came in waits for nothing.
 */
enum mh_status mh_withdrawal_of(struct mh_store *, const struct mh_record *referral, struct mh_withdrawal *out, struct mh_err *);

/* A partner that got data on a consent without a referral (a registration, a signal), and was not told that it was withdrawn. */
struct mh_untold { int64_t consent, partner; struct mh_date since; };
typedef enum mh_status mh_untold_fn(void *, const struct mh_untold *, struct mh_err *);

/* Calls fn for each of them, once for each consent. */
enum mh_status mh_untold_each(struct mh_store *, mh_untold_fn *, void *, struct mh_err *);
/* Books in the disclosures, in a transaction of its own, that the partner was told on that day. MH_NO: none of it waits for that. */
enum mh_status mh_untold_book(struct mh_store *, const char *command, int64_t consent, int64_t partner, struct mh_date on, struct mh_err *);

#endif
