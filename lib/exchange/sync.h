/*
 * Carrying files, and nothing else: no key is used and no file is opened, so a periodic job can do it. What this store made goes by the
 * user's command, and is moved to done when that ended with 0; what the other command fetched is moved to the inbox when that ended
 * with 0. Whatever happens between is done again: a receiver ignores a file that it has read.
 */

#ifndef MH_EXCHANGE_SYNC_H
#define MH_EXCHANGE_SYNC_H

#include "exchange/transport.h"
#include "store/store.h"

/* What became of the files for a partner, or of those that were fetched. */
struct mh_carried {
	const char *partner;	/* NULL: fetched */
	size_t done, left;	/* files that were carried; that stay where they are */
	bool failed;		/* it is to be tried again */
	const char *why;	/* why some stay; "" where none do. Borrowed during the call */
};

struct mh_sync {
	struct mh_store *store;	/* opened to read */
	const char *spool;
	const struct mh_transport *transport;
	mh_moment now;
	bool dry_run;		/* carry nothing: done counts what would be */
	void (*tell)(void *, const struct mh_carried *);	/* of each where something was, or is, to be carried */
	void *arg;
};

/*
 * Every partner is tried; behind the first file that fails the others of that partner wait. MH_BUSY: another sync runs (nothing was
 * told), or something failed (it was told). MH_INPUT: a file cannot be moved.
 */
enum mh_status mh_sync(const struct mh_sync *, struct mh_err *);

#endif
