/*
 * Receiving an exchange file. The checks, in this order; nothing is written before all of them hold:
 *
 *	1 size; packet grammar; decryption into bounded memory; one good signature by an active partner's key on record
 *	2 the text's head by its table; "from" is the signer, "to" is us; a demo store's file for a demo store
 *	3 not expired, not from the future, made for 30 days at most
 *	4 the kind is one that this partner may send, or a notice
 *	5 not seen before: the same message again is harmless; its id with another text is an alarm
 *	6 what it says of its sender's log, and of ours, agrees with what is known here
 *	7 its conversation is one with this partner (unknown and foreign read alike), and the sender's side may send the kind
 *	8 its number was not used by another message, but in a time that a restore of its sender's store has lost
 *	9 the body by its kind's table, codes and all; what it says fits the kind and the state
 */

#ifndef MH_EXCHANGE_RECEIVE_H
#define MH_EXCHANGE_RECEIVE_H

#include "exchange/envelope.h"
#include "store/store.h"

enum mh_received {
	MH_RECEIVED_BOOKED,	/* taken, and the referral stands where it says */
	MH_RECEIVED_LATE,	/* taken as a part of the conversation; it came too late to change where the referral stands */
	MH_RECEIVED_KNOWN,	/* taken, and the signal in it is here already from another message: it stays as it is */
	MH_RECEIVED_LOST,	/* taken as a part of the conversation; its sender's store was put back since, and knows it no more */
	MH_RECEIVED_AGAIN,	/* came before: nothing was done */
};

struct mh_receipt {
	enum mh_received what;
	char kind[16], partner[80], id[MH_ID_SIZE], state[16];	/* id: of the referral, or of the signal; "": a notice is about neither */
	bool their_view_unknown;	/* its sender has seen a message that this store does not know: is this store an older backup? */
	int64_t their_restore;		/* its store was put back from a backup, with this entry of its log: what it got since is lost there; 0: no */
	char their_state[16];		/* where it stands for its sender behind a restore, when that is elsewhere; "" */
	struct mh_str path;		/* our receipt in the outbox; empty: none was due */
};

struct mh_receiving {
	struct mh_store *store;		/* opened to write, no transaction */
	const char *spool, *command;
	mh_moment now;			/* the system's clock */
	bool receipts;			/* answer with a receipt (needs the exchange key) */
};

/*
 * Checks one file and books it in one transaction, with our receipt to it. name stands in the sentences. MH_INPUT: refused; MH_KEY:
 * not for our key, damaged, or by nobody whom we know; MH_DENIED: not from this partner or side; each with its own sentence, and
 * problems of the text in problems (may be NULL). *retry is set when it names a conversation that is not known: another file may begin
 * it, now or on a later day, so it is to be kept until it expires. Free receipt->path.
 */
enum mh_status mh_receive(const struct mh_receiving *, const char *name, struct mh_blob message, struct mh_receipt *, bool *retry,
	struct mh_problems *, struct mh_err *);

#endif
