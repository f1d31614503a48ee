/*
 * What has to be hidden, besides what is small itself, so that every demand on a system holds: at the least cost that the work allows.
 *
 * First what is small alone is tried (audit first). For each demand that fails, the attack says what would have to be hidden with it. Then
 * what is dearest is shown again where the others can do without it, and parts of the answer are taken out and made anew, with dice that always
 * fall the same way, until the work is used up. At the end each demand has its witness, checked by addition.
 */

#ifndef MH_PROTECT_HIDE_H
#define MH_PROTECT_HIDE_H

#include "protect/witness.h"

struct mh_hiding {
	bool *hidden;			/* by number: what was hidden from the start, and what else is */
	struct mh_witness *witnesses;	/* by demand */
	int64_t cost;			/* of what else is hidden */
	size_t failed;			/* a demand that cannot be met whatever is hidden; demand_count: all are met */
	bool exhausted;			/* it is not known whether they can be met: MH_HIDE_MOST was not enough */
};

#define MH_HIDE_WORK UINT64_C(60000000)		/* usual, for a good answer: steps times size */
#define MH_HIDE_MOST UINT64_C(2000000000)	/* for any answer at all */

/*
 * Looks for it. False: some demand cannot be met (out->failed), or the check at the end found one that is not (which would be a mistake
 * here), or the system is too large for the work (out->exhausted): nothing may be shown then. out is freed by the caller in both cases. The same system and work give the same answer.
 */
bool mh_hide(const struct mh_system *, uint64_t work, struct mh_hiding *out);
void mh_hiding_free(struct mh_hiding *, const struct mh_system *);

#endif
