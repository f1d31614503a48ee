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

#endif
