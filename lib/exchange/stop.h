/* What tells of a person and has not gone stays here. */

#ifndef MH_EXCHANGE_STOP_H
#define MH_EXCHANGE_STOP_H

#include "base/date.h"
#include "base/err.h"
#include "store/store.h"

struct mh_stopping {
	struct mh_store *store;		/* opened to write, no transaction */
	const char *spool, *command;
	mh_moment now;
	size_t files;			/* out: that were taken out of the outbox */
};

/*
 * Takes the files of disclosures out of the outbox: of those whose field ("referral", "consent", "partner") has this number. Each of which every file still lay
 * there gets the day in "stopped", in a transaction of its own; while a sync is at work none does, since it may have gone. MH_INPUT: a file cannot
 * be removed.
 */
enum mh_status mh_stop_disclosed(struct mh_stopping *, const char *field, int64_t number, struct mh_err *);
/* Every file for a partner, what tells of nobody too. */
enum mh_status mh_stop_partner(struct mh_stopping *, int64_t partner, const char *code, struct mh_err *);

#endif
