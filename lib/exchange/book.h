/* What a message that was checked does to the store: one function per kind, in the transaction of receive.c. */

#ifndef MH_EXCHANGE_BOOK_H
#define MH_EXCHANGE_BOOK_H

#include "exchange/conversation.h"
#include "exchange/receive.h"

struct mh_booking {
	struct mh_store *store;
	const char *name;		/* of the file, for sentences */
	mh_moment now;
	struct mh_record *partner;
	struct mh_record *referral;	/* of the conversation; empty for a new one (n is 0) */
	struct mh_record *signal;	/* the same, where the conversation is about a signal */
	const struct mh_envelope *env;	/* read whole */
	struct mh_problems *problems;	/* may be NULL */
	struct mh_turns turns;		/* of the conversation, without this message; free them */
	bool dead;			/* its sender knows it no more: what it says is not taken */
	bool late;			/* out: it changed nothing */
	bool known;			/* out: the signal came before in another message, and stays as it is */
};

/* Makes a signal with its mentions of what a partner forwarded (book_signal.c). The same one of the same partner makes no second. */
enum mh_status mh_book_signal(struct mh_booking *, struct mh_err *);

/*
 * Checks what the tables cannot say (8 of receive.h) and writes referral and person; the message itself is booked by the
 * caller. MH_INPUT, MH_DENIED: with a sentence; the caller rolls back.
 */
enum mh_status mh_book(struct mh_booking *, struct mh_err *);

#endif
