/*
 * Our own moves in a referral that has begun: accept, decline, wait, start, finish, hand back (when we were asked); withdraw, take back,
 * decline what is handed back (when we ask). And what the other side said by another way than a file.
 */

#ifndef MH_EXCHANGE_MOVE_H
#define MH_EXCHANGE_MOVE_H

#include "exchange/envelope.h"
#include "store/store.h"

struct mh_moving {
	struct mh_store *store;		/* opened to write, no transaction */
	const char *spool, *command;
	mh_moment now;
	enum mh_referral_move move;
	struct mh_envelope *env;	/* of its kind, with what was said: reason or outcome, on (empty: today), note */
	struct mh_str path;		/* out: the file in the outbox; empty when the other side has no OpenPGP. Free with mh_str_free */
	size_t stopped;			/* out: files of it that had not gone, and were taken out of the outbox since it is withdrawn */
};

/* The kind of message that tells of a move: "answer", "withdrawal" or "hand-back". */
const struct mh_letter *mh_move_letter(enum mh_referral_move);

/*
 * Makes the move, writes the message and its file, all in one transaction; where the other side has no OpenPGP, a record of what is to be
 * said. referral was read by the caller, is read anew, and gets its new state. MH_DENIED: not possible now (what is), or expired; MH_INPUT: declined without a
 * reason or done without an outcome, or one of them where it does not belong.
 */
enum mh_status mh_move(struct mh_moving *, struct mh_record *referral, struct mh_err *);

/* Checks that the reason goes with declining and the outcome with finishing, and with nothing else. MH_INPUT: "R-2026-0001: declining needs a reason ...". */
enum mh_status mh_move_fits(const char *name, enum mh_referral_move, bool reason, bool outcome, struct mh_err *);

/* Checks that the day that a move names lies within these two, the request's and that on which it is said. MH_INPUT. */
enum mh_status mh_move_day(const char *name, const struct mh_record *body, struct mh_date first, struct mh_date last, struct mh_err *);

/* What a move leaves in the referral itself: reason or outcome and note of its message's body, and the day of the first answer, which is
 * not in every case the one that the body names. */
enum mh_status mh_move_put(const struct mh_record *body, enum mh_referral_move, struct mh_date on, struct mh_record *referral, struct mh_err *);

/* What somebody of the other side said by another way than an exchange file. */
struct mh_hearsay {
	struct mh_store *store;		/* opened to write, no transaction */
	const char *command;
	mh_moment now;
	const char *state;		/* "accepted", "declined", "received", "withdrawn" ... */
	const char *reason, *outcome;	/* codes of catalogues decline-reason or handback-reason, referral-outcome; "" or NULL */
	const char *channel;		/* phone, secure-mail, post, hand */
	struct mh_date on;
	const struct mh_record *message;	/* of kind message: from-whom and content as the caller read them */
};

/* Books it, marked as not signed. MH_DENIED: that is not a move of the other side, or not possible in the present state. */
enum mh_status mh_hearsay(const struct mh_hearsay *, struct mh_record *referral, struct mh_err *);

#endif
