/* Our own moves in a referral that has begun: accept, decline, wait, start, finish (when we were asked), withdraw (when we ask). */

#ifndef MH_EXCHANGE_MOVE_H
#define MH_EXCHANGE_MOVE_H

#include "exchange/envelope.h"
#include "store/store.h"

struct mh_moving {
	struct mh_store *store;		/* opened to write, no transaction */
	const char *spool, *command;
	mh_moment now;
	enum mh_referral_move move;
	struct mh_envelope *env;	/* an answer or withdrawal with what was said: reason, on (empty: today), note */
	struct mh_str path;		/* out: the file in the outbox; empty when the other side has no OpenPGP. Free with mh_str_free */
};

/* The kind of message that tells of a move: "answer" or "withdrawal". */
const struct mh_letter *mh_move_letter(enum mh_referral_move);

/*
 * Makes the move, writes the message and its file, all in one transaction. referral was read by the caller and gets its new
 * state. MH_DENIED: not possible now (what is), or expired; MH_INPUT: declined without a reason, reason without declining.
 */
enum mh_status mh_move(struct mh_moving *, struct mh_record *referral, struct mh_err *);

/* What somebody of the other side said by another way than an exchange file. */
struct mh_hearsay {
	struct mh_store *store;		/* opened to write, no transaction */
	const char *command;
	mh_moment now;
	const char *state;		/* "accepted", "declined", "received", "withdrawn" ... */
	const char *reason;		/* code of catalogue decline-reason; "" or NULL */
	const char *channel;		/* phone, secure-mail, post, hand */
	struct mh_date on;
	const struct mh_record *message;	/* of kind message: from-whom and content as the caller read them */
};

/* Books it, marked as not signed. MH_DENIED: that is not a move of the other side, or not possible in the present state. */
enum mh_status mh_hearsay(const struct mh_hearsay *, struct mh_record *referral, struct mh_err *);

#endif
