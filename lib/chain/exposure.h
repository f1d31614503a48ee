/*
 * Exposure: whose data could have been seen when a key fell into other hands, or when a partner lost what it has; for the report of a
 * breach (AVG art. 33 and 34). Ids, names of fields and days; no name, and no key is needed.
 */

#ifndef MH_CHAIN_EXPOSURE_H
#define MH_CHAIN_EXPOSURE_H

#include "store/store.h"

/* Something that could have been seen. Texts are borrowed during the call. */
struct mh_exposed {
	const char *how;	/* sealed, opened, received; disclosure, referral, message */
	const char *id;		/* of the record; of a look, the log entry's number */
	const char *persons;	/* ids of those whom it is about, joined by ";"; a mention that nobody has linked to a person stands for one */
	mh_moment at;
	const char *what;	/* names of the fields, groups of data, purpose of a look */
};

struct mh_exposing {
	struct mh_store *store;
	mh_moment from, to;	/* of disclosures, messages and looks, both included */
	enum mh_status (*fn)(void *, const struct mh_exposed *, struct mh_err *);
	void *arg;
	/* out */
	char (*persons)[MH_ID_SIZE];	/* all of them, once; free it */
	size_t person_count, records;
};

/* All that a keyholder's key opens, up to reach.last, with the looks into sealed values since .from; of an exchange key, the files that came in. */
enum mh_status mh_expose_key(struct mh_exposing *, const struct mh_key_reach *, struct mh_err *);
/* All that went to the partner: disclosures, referrals, messages. */
enum mh_status mh_expose_partner(struct mh_exposing *, int64_t partner, struct mh_err *);

#endif
