/* Messages that may have been lost are sent again, the same: those that did arrive do nothing there. */

#ifndef MH_EXCHANGE_RESEND_H
#define MH_EXCHANGE_RESEND_H

#include "exchange/refer.h"

/* What became of it. */
struct mh_resent {
	size_t count;		/* messages in the outbox */
	size_t held;		/* that tell of the person, and may not go now */
	struct mh_err why;	/* why the last of them may not */
};

/*
 * Writes new files of all our messages of a referral's conversation that have not expired; each is the same text with the same id
 * and number. What tells of the person passes the gate again, as of now, and does not go for a case that is closed or a referral that has ended: answers,
 * receipts and withdrawals go all the same. Our newest answer, withdrawal or hand-back is said anew, in a message of its own, where its file has ended. Where this store was put back from a backup, and nothing was sent in the conversation since, a message says
 * where it stands here (kind standing), so that what was lost here counts on the other side no more. Opens sealed texts: a keyholder's key is needed.
 * r is started; its partner is filled here. MH_DENIED: the gate, a closed case or an ended referral left nothing to send, or it did not go by files; MH_NO:
 * every one has expired.
 */
enum mh_status mh_resend(struct mh_referring *, struct mh_record *referral, struct mh_resent *, struct mh_err *);

#endif
