/* What the files about lists of erasures share. Of this room only; what others call is in erase.h. */

#ifndef MH_STORE_ERASURES_H
#define MH_STORE_ERASURES_H

#include "store/authority.h"
#include "store/erase.h"

/* Who were keyholders, from which log entry on; the newest first. Each follows by its digest from the statement that is pinned. */
struct mh_eras { struct mh_era { int64_t entry; struct mh_trust trust; } *list; size_t count; };
enum mh_status mh_eras_read(struct mh_store *, struct mh_eras *, struct mh_err *);	/* MH_KEY */
void mh_eras_free(struct mh_eras *);
/* The newest authority statement is what the store says now, and every older one is the one that was followed, in its entry of the log.
 * MH_KEY; MH_INPUT: a public key in the store is none. */
enum mh_status mh_authority_check(struct mh_store *, struct mh_err *);
const struct mh_trust *mh_era_of(const struct mh_eras *, int64_t entry);		/* NULL: before the first */

/* Of which store a list is to be (its uid in hexadecimal digits), and whose signature counts. */
struct mh_erasure_judge { struct mh_pgp *pgp; char store[2 * MH_UID_SIZE + 1]; const char *const *allowed; size_t count; };
/* The two below, where no store is open. */
enum mh_status mh_erasure_signed(const struct mh_erasure_judge *, const char *signed_text, struct mh_erasure *out, size_t *signer, struct mh_err *);
enum mh_status mh_erasure_signed_twice(const struct mh_erasure_judge *, const char *signed_text, const char *second, struct mh_erasure *out,
	struct mh_err *);

/* Verifies one signature of a list; signer may be NULL. MH_KEY: not by one of allowed, no list, or of another store. */
enum mh_status mh_erasure_one(struct mh_store *, const char *signed_text, const char *const allowed[], size_t count, struct mh_erasure *out,
	size_t *signer, struct mh_err *);
/* Verifies a signed list: by one of allowed, and second (""; or by another of them, the same text). MH_KEY. */
enum mh_status mh_erasure_verify(struct mh_store *, const char *signed_text, const char *second, const char *const allowed[], size_t count,
	struct mh_erasure *out, struct mh_err *);

/* *told: the note of the log entry has the text, or its words were taken out. */
enum mh_status mh_erasure_told(struct mh_store *, int64_t entry, const char *text, bool *told, struct mh_err *);

/* Deletes what the list names and is there, counts it, and lets go of it what stays; ids are never used again. In a transaction. */
enum mh_status mh_erase_rows(struct mh_store *, const struct mh_erasure *, struct mh_err *);
/* Books the list in the open transaction. */
enum mh_status mh_erasure_put(struct mh_store *, const struct mh_erasure *, const char *signed_text, const char *second, struct mh_err *);

/* Adds to the numbers that are kept without persons what the records of the list count for; before they are deleted. */
enum mh_status mh_erased_count(struct mh_store *, const struct mh_erasure *, struct mh_err *);

/* Messages of a text that holds them one behind the other: copies the next one to out and moves *at. False: no more. */
bool mh_message_next(const char **at, struct mh_str *out);

/*
 * former.c: lists of the stores that this one was made of by an import, as they were signed. They are kept so that an older backup of
 * such a store is erased again when it is restored. store: its uid in hexadecimal digits.
 */
typedef enum mh_status mh_former_fn(void *, const char *store, const char *lists, struct mh_err *);
enum mh_status mh_former_each(struct mh_store *, mh_former_fn *, void *, struct mh_err *);
/* Books those of one store in the open transaction; its entry says their digest. */
enum mh_status mh_former_put(struct mh_store *, const char *store, const char *lists, struct mh_err *);
/* Writes them into the configuration folder, where a restore finds them. MH_STORE: others of that store are there. */
enum mh_status mh_former_copy(struct mh_store *, const char *config, struct mh_err *);
/* Adds a problem where they are not as the log has them. */
enum mh_status mh_former_check(struct mh_store *, struct mh_problems *, struct mh_err *);
/* Verifies all lists of one store, which must follow on each other from the first. MH_KEY. */
enum mh_status mh_former_verify(const struct mh_erasure_judge *, const char *lists, struct mh_err *);

/* The copy in the configuration folder. */
void mh_erasures_path(const struct mh_store *, struct mh_str *out);

#endif
