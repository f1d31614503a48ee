/* The past of records, held against the log. */

#ifndef MH_STORE_PAST_H
#define MH_STORE_PAST_H

#include "store/erase.h"

/*
 * Every version that records of the kind had is as its entry wrote it, follows on the one before, and none is missing but what a signed list
 * says was erased. Problems are added, by id. MH_STORE: the store failed.
 */
enum mh_status mh_past_check(struct mh_store *, const struct mh_kind *, const struct mh_erasures *erased, struct mh_problems *, struct mh_err *);

#endif
