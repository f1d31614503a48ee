/*
 * Merging: two records are of one person. The record that is given up says so in its same-as, and nothing else is written, so that
 * clearing it undoes the merge. A mention that nobody has linked is linked to the person. Reports, cases and what comes once for a
 * person then take them for one.
 */

#ifndef MH_CHAIN_MERGE_H
#define MH_CHAIN_MERGE_H

#include "store/store.h"

struct mh_merge {
	int64_t kept;			/* out: the person who counts */
	char differ[80];		/* out: clear fields in which the two say different things ("sex, country"); "" none */
	bool anyway;			/* in: also where one is a victim and the other a suspect */
	bool suspected;			/* out: they are */
	uint64_t fresh;			/* out: 1 where the mention that is kept got a new person */
};

/*
 * Within a transaction. keep: the id of a person, or a mention (its person, or a new one); other: of a person or mention who is the same.
 * MH_NO: they are one already; MH_INPUT: a record and itself, a record that was merged into another, a mention that is linked to
 * somebody else (and the merge that is meant), or a victim and a suspect without anyway; MH_USAGE: neither a person nor a mention.
 */
enum mh_status mh_merge_persons(struct mh_store *, const char *keep, const char *other, struct mh_merge *, struct mh_err *);

/* Undoes it: clears same-as of a person, or the link of a mention. MH_NO: there is nothing to undo; MH_INPUT: the source's number, or a
 * case, holds the mention. */
enum mh_status mh_merge_undo(struct mh_store *, const char *id, struct mh_err *);

#endif
