/* Making a store: empty for init, filled with what another one held for an import of everything. Of this room only. */

#ifndef MH_STORE_MAKE_H
#define MH_STORE_MAKE_H

#include "store/internal.h"

/* What a new store is filled with. The store has its keys, its uid and its schema, and nothing else, when fill is called. */
struct mh_filling {
	const char *command;		/* for the log */
	mh_moment created;		/* 0: now */
	int64_t epoch;			/* of the key that it had elsewhere; 0: none, it is new */
	enum mh_status (*fill)(void *, struct mh_store *, struct mh_err *);	/* in the transaction that makes it; NULL: nothing */
	enum mh_status (*check)(void *, struct mh_store *, struct mh_err *);	/* when all is written, before it gets its name; NULL: none */
	void *arg;
	bool dry_run;			/* everything is done, nothing stays */
};

/* As mh_store_create, which says what is refused. fill's and check's statuses end it too, with nothing left behind. */
enum mh_status mh_store_make(const struct mh_store_place *, const struct mh_store_new *, const struct mh_filling *, struct mh_err *);

#endif
