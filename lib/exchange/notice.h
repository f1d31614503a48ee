/*
 * Notices: a store that was restored from a backup tells so to every partner by itself, in a file that says nothing of anybody. What a partner
 * sent or heard since that backup is lost here, and only the partner can send it again.
 */

#ifndef MH_EXCHANGE_NOTICE_H
#define MH_EXCHANGE_NOTICE_H

#include "base/date.h"
#include "store/store.h"

struct mh_noticing {
	struct mh_store *store;		/* opened to write, no transaction */
	const char *spool, *command;
	mh_moment now;
	bool again;			/* also those that were told already */
	int64_t entry;			/* out: with which the store was last restored; 0: it never was, and there is nothing to tell */
	size_t told, failed;		/* out: partners */
};

/* One partner: a file lies in the outbox for it, or somebody has to tell it, or it could not be told. */
struct mh_notice {
	const char *partner;		/* code */
	const char *channel;		/* code of catalogue exchange-channel: "exchange" or "phone" */
	const char *path;		/* of the file; NULL: none was made */
	const struct mh_err *why;	/* NULL, or why not */
};
typedef void mh_notice_fn(void *, const struct mh_notice *);

/*
 * Makes the files, one transaction a partner, so that one whose key cannot be used keeps no other from being told. A partner without OpenPGP is
 * named once, to be told by phone, and the message is on record. Suspended partners are told nothing. MH_KEY: the exchange key is not at
 * hand (nobody was told then), or it was a partner's key.
 */
enum mh_status mh_notices(struct mh_noticing *, mh_notice_fn *, void *, struct mh_err *);

#endif
