/* Receipts of what came in and was not confirmed: it was read without receipts, or without the exchange key. */

#ifndef MH_EXCHANGE_CONFIRM_H
#define MH_EXCHANGE_CONFIRM_H

#include "base/date.h"
#include "store/store.h"

struct mh_confirming {
	struct mh_store *store;		/* opened to write, no transaction */
	const char *spool, *command;
	mh_moment now;
	void (*fn)(void *, const char *path);	/* called with each file that lies in the outbox */
	void *arg;
};

/* Makes a receipt for each message of the other side in a referral that has none yet. *count: how many. MH_DENIED: it goes by no files; MH_KEY: no key. */
enum mh_status mh_confirm(const struct mh_confirming *, const struct mh_record *referral, size_t *count, struct mh_err *);

#endif
