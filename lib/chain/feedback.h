/*
 * Feedback: what the reporter of a signal was told, within what may be told. To a partner it is a disclosure: that a signal was
 * received tells nothing of a person; its outcome passes the gate as data group "outcome".
 */

#ifndef MH_CHAIN_FEEDBACK_H
#define MH_CHAIN_FEEDBACK_H

#include "chain/gate.h"
#include "store/store.h"

struct mh_feedback_given {
	const char *told, *on, *by;		/* received or outcome; day; a code of exchange-channel */
	const struct mh_record *partner;	/* who reported it; NULL: no partner */
	const struct mh_record *grounds;	/* a referral's fields purpose, basis, special-basis, article, secrecy and consulted */
	const char *consulted;			/* who was consulted, in words; "" */
	mh_moment now;
	bool again;				/* a day was named: it may be told once more on another day */
};

/* MH_NO: it was told before. MH_DENIED: the reporter may not be told that, or nobody has asked what may be told. MH_INPUT: no outcome yet, or a day that cannot be. */
enum mh_status mh_feedback_check(struct mh_store *, const struct mh_record *signal, const struct mh_feedback_given *, struct mh_err *);

/* Books it in the open transaction, and the disclosures that it is; the signal bears what was told. MH_DENIED: the gate; its locks
 * are added to problems. feedback is initialised; it becomes the new record. */
enum mh_status mh_feedback_give(struct mh_store *, struct mh_record *signal, const struct mh_feedback_given *, struct mh_record *feedback,
	struct mh_problems *, struct mh_err *);

#endif
