/* Are the keys of the chain good: the partners', and our own exchange key? Nothing is opened for it, so a periodic job can ask. */

#ifndef MH_EXCHANGE_KEY_CHECK_H
#define MH_EXCHANGE_KEY_CHECK_H

#include "base/err.h"
#include "store/store.h"

enum mh_key_state {
	MH_KEY_GOOD, MH_KEY_CHANGED, MH_KEY_MISSING, MH_KEY_REVOKED, MH_KEY_EXPIRED, MH_KEY_DISABLED, MH_KEY_NO_ENCRYPTION, MH_KEY_NO_SIGNING,
	MH_KEY_WEAK, MH_KEY_EXPIRING, MH_KEY_SUSPENDED, MH_KEY_SHARED, MH_KEY_STATE_COUNT
};

struct mh_key_found {
	const char *organisation, *fingerprint;		/* borrowed during the call */
	enum mh_key_state state;
	mh_moment ends;		/* 0: never, or not known */
};

const char *mh_key_state_word(enum mh_key_state);	/* "no-encryption": for programs */
const char *mh_key_state_text(enum mh_key_state);	/* a sentence, translated */
const char *mh_key_state_remedy(enum mh_key_state);	/* translated; "" when it is good */

/* Who else has this key: code gets that of another partner, also one that left, or ours. MH_NO (no sentence): nobody. */
enum mh_status mh_key_owner(struct mh_store *, const struct mh_record *partner, const char *fingerprint, char *code, size_t size, struct mh_err *);

/* The key of one partner as it is at that moment; MH_KEY_GOOD for one without OpenPGP. */
enum mh_status mh_key_judge(struct mh_store *, const struct mh_record *partner, mh_moment now, struct mh_key_found *, struct mh_err *);
/* Our own exchange key; MH_KEY_GOOD, without a fingerprint, where we have no OpenPGP. */
enum mh_status mh_key_judge_own(struct mh_store *, mh_moment now, struct mh_key_found *, struct mh_err *);

#endif
