/*
 * Witnesses: every file says where the sender's log ends, and what its sender has last seen of the receiver's log. So each organisation's
 * log is held by its partners: a store that was put back, written anew, or copied and used twice shows itself when their files come
 * back. Both are one text, "EPOCH ENTRY DIGEST".
 */

#ifndef MH_EXCHANGE_WITNESS_H
#define MH_EXCHANGE_WITNESS_H

#include "exchange/envelope.h"
#include "store/store.h"

/* Fills checkpoint and witness of a head that goes to this partner. */
enum mh_status mh_witness_put(struct mh_store *, const struct mh_record *partner, struct mh_record *head, struct mh_err *);
/* Checks both in the head of a partner's file; name stands in the sentences. MH_INPUT: not well-formed; MH_KEY: two histories, ours or
 * theirs, and alarm says which: mh_store_alarm is to keep it. *restored: entry with which their store was put back, when what we have heard of
 * it since is lost there, or when the file is a notice, which is made to say so, and is of no older epoch than what was heard; else 0. */
enum mh_status mh_witness_check(struct mh_store *, const char *name, const struct mh_record *partner, const struct mh_envelope *, int64_t *restored,
	struct mh_alarm *alarm, struct mh_err *);
/* Adds a problem for each alarm that is not settled; those of our own log only, or all of them. */
enum mh_status mh_witness_alarms(struct mh_store *, bool ours_only, struct mh_problems *, struct mh_err *);
/* Holds what all partners have seen of our log against it; problems are added. *count: how many agree. */
enum mh_status mh_witness_all(struct mh_store *, size_t *count, struct mh_problems *, struct mh_err *);

#endif
