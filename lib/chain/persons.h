/* Who is who among mentions: the same reference of the same source is the same person. */

#ifndef MH_CHAIN_PERSONS_H
#define MH_CHAIN_PERSONS_H

#include "store/store.h"

/*
 * Links a mention that is about to be put, and has a person-ref, to the person whom an earlier mention with the same (source,
 * reference) is linked to; both get a new person record when there is none yet (*fresh is then raised by one). A mention
 * without a reference stays as it is. Within a transaction. mention.source must be set.
 */
enum mh_status mh_mention_link(struct mh_store *, struct mh_record *mention, uint64_t *fresh, struct mh_err *);

/*
 * A known mention is about to be put, changed: its person follows in what both say in the clear (sex, age band, country), as far as
 * the person still has what the mention said before. What somebody made of the person since then stays. Within a transaction.
 */
enum mh_status mh_person_follow(struct mh_store *, const struct mh_record *mention, struct mh_err *);

/* The person who counts for n: n itself, or whom it was merged into, to the end. */
enum mh_status mh_person_root(struct mh_store *, int64_t n, int64_t *root, struct mh_err *);
/* n's root, and all who were merged into it, by whatever way: *list is the caller's, root first. */
enum mh_status mh_person_all(struct mh_store *, int64_t n, int64_t **list, size_t *count, struct mh_err *);
/* The person whom a mention is linked to; one that is not yet gets a new person, and is put. Within a transaction. */
enum mh_status mh_mention_person(struct mh_store *, struct mh_record *mention, int64_t *n, uint64_t *fresh, struct mh_err *);

#endif
