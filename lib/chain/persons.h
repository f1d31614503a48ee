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

#endif
