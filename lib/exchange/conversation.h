/* Conversations as the store has them: whose they are, and those whose time is up. What follows from their messages is chain/turns.h. */

#ifndef MH_EXCHANGE_CONVERSATION_H
#define MH_EXCHANGE_CONVERSATION_H

#include "chain/turns.h"
#include "exchange/envelope.h"
#include "store/store.h"

/* The turns of a conversation about a signal or a restore, which its messages alone bear the name of: "out" is the asker's. */
enum mh_status mh_conversation_named(struct mh_store *, const char *name, struct mh_turns *, struct mh_err *);

/*
 * Puts into the referral where it stands by the turns, at that moment. What an answer left in it goes when the answer does not count any
 * more. *changed (may be NULL): it stood elsewhere before.
 */
enum mh_status mh_conversation_put(const struct mh_turns *, mh_moment now, struct mh_record *referral, bool *changed, struct mh_err *);

/* Finds the referral of a conversation with this partner. MH_NO (no sentence): none, or one with another partner: they read alike. */
enum mh_status mh_conversation_find(struct mh_store *, const char *conversation, int64_t partner, struct mh_record *referral,
	struct mh_err *);
/* The same for the signal of a conversation. */
enum mh_status mh_conversation_signal(struct mh_store *, const char *conversation, int64_t partner, struct mh_record *signal,
	struct mh_err *);

/* Is a conversation called so, with whomever and about whatever? MH_NO (no sentence): none is. */
enum mh_status mh_conversation_taken(struct mh_store *, const char *conversation, struct mh_err *);

/* Lets every referral expire that is due, in one transaction; fn (may be NULL) is called with each behind the commit. */
enum mh_status mh_conversations_expire(struct mh_store *, const char *command, mh_moment now, void (*fn)(void *, struct mh_id), void *,
	struct mh_err *);

#endif
