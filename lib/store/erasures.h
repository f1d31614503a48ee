/* What the files about lists of erasures share. Of this room only; what others call is in erase.h. */

#ifndef MH_STORE_ERASURES_H
#define MH_STORE_ERASURES_H

#include "store/authority.h"
#include "store/erase.h"

/* Who were keyholders, from which log entry on; the newest first. Each follows by its digest from the statement that is pinned. */
struct mh_eras { struct mh_era { int64_t entry; struct mh_trust trust; } *list; size_t count; };
enum mh_status mh_eras_read(struct mh_store *, struct mh_eras *, struct mh_err *);	/* MH_KEY */
void mh_eras_free(struct mh_eras *);
const struct mh_trust *mh_era_of(const struct mh_eras *, int64_t entry);		/* NULL: before the first */

/* Verifies one signature of a list; signer may be NULL. MH_KEY: not by one of allowed, no list, or of another store. */
enum mh_status mh_erasure_one(struct mh_store *, const char *signed_text, const char *const allowed[], size_t count, struct mh_erasure *out,
	size_t *signer, struct mh_err *);
/* Verifies a signed list: by one of allowed, and second (""; or by another of them, the same text). MH_KEY. */
enum mh_status mh_erasure_verify(struct mh_store *, const char *signed_text, const char *second, const char *const allowed[], size_t count,
	struct mh_erasure *out, struct mh_err *);

/* Deletes what the list names and is there, counts it, and lets go of it what stays; ids are never used again. In a transaction. */
enum mh_status mh_erase_rows(struct mh_store *, const struct mh_erasure *, struct mh_err *);
/* Books the list in the open transaction. */
enum mh_status mh_erasure_put(struct mh_store *, const struct mh_erasure *, const char *signed_text, const char *second, struct mh_err *);

/* Adds to the numbers that are kept without persons what the records of the list count for; before they are deleted. */
enum mh_status mh_erased_count(struct mh_store *, const struct mh_erasure *, struct mh_err *);

/* Messages of a text that holds them one behind the other: copies the next one to out and moves *at. False: no more. */
bool mh_message_next(const char **at, struct mh_str *out);

/* The copy in the configuration folder. */
void mh_erasures_path(const struct mh_store *, struct mh_str *out);

#endif
