/* A conversation: the numbered messages of one referral in both directions, as the store has them. */

#ifndef MH_EXCHANGE_CONVERSATION_H
#define MH_EXCHANGE_CONVERSATION_H

#include "exchange/envelope.h"
#include "store/store.h"

struct mh_conversation {
	int64_t out, in;		/* highest number sent and seen; 0: none */
	int64_t moved;			/* highest number of a message in that carried a move (mh_referral_hear) */
	char seen[MH_EXCHANGE_DIGEST_SIZE];	/* digest of the message seen with number in; "" */
	mh_moment expires;		/* when the referral's own file ends; 0: it went without a file */
};

enum mh_status mh_conversation_read(struct mh_store *, int64_t referral, struct mh_conversation *, struct mh_err *);

/* The same of a conversation about a signal, which its messages alone bear the name of. */
enum mh_status mh_conversation_read_named(struct mh_store *, const char *name, struct mh_conversation *, struct mh_err *);

/* Has an unanswered referral (sent, received) reached the end of its file? */
bool mh_conversation_expired(const struct mh_conversation *, enum mh_referral_state, mh_moment now);

/* Finds the referral of a conversation with this partner. MH_NO (no sentence): none, or one with another partner: they read alike. */
enum mh_status mh_conversation_find(struct mh_store *, const char *conversation, int64_t partner, struct mh_record *referral,
	struct mh_err *);
/* The same for the signal of a conversation. */
enum mh_status mh_conversation_signal(struct mh_store *, const char *conversation, int64_t partner, struct mh_record *signal,
	struct mh_err *);

/* Is a conversation called so, with whomever and about whatever? MH_NO (no sentence): none is. */
enum mh_status mh_conversation_taken(struct mh_store *, const char *conversation, struct mh_err *);

/* Lets every referral expire that is due, in one transaction; count (may be NULL) gets how many. */
enum mh_status mh_conversations_expire(struct mh_store *, const char *command, mh_moment now, size_t *count, struct mh_err *);

#endif
