/* Which files of the outbox are ours: those that this store made, by their name and by the digest on record. */

#ifndef MH_EXCHANGE_OUTGOING_H
#define MH_EXCHANGE_OUTGOING_H

#include "store/store.h"

struct mh_outgoing {
	struct mh_store *store;
	struct mh_outgoing_file { char digest[65]; int64_t message; } *list;	/* in the order of digests */
	size_t count;
};

#define MH_OUTGOING_INIT { NULL, NULL, 0 }

/* Reads the digests of all files that were made for a partner. Opens nothing. */
enum mh_status mh_outgoing_read(struct mh_store *, int64_t partner, struct mh_outgoing *, struct mh_err *);
void mh_outgoing_free(struct mh_outgoing *);

/* May this file leave? MH_DENIED, without its name: it is none of ours, or tells of a person whose referral was withdrawn since. */
enum mh_status mh_outgoing_may(const struct mh_outgoing *, const char *path, struct mh_err *);

#endif
