/* A shelter's weekly list (CSV): who came, who left, who stays longer, by the shelter's own numbers. */

#ifndef MH_CHAIN_STAY_IMPORT_H
#define MH_CHAIN_STAY_IMPORT_H

#include "chain/stays.h"

struct mh_stay_list {
	const char *path;		/* "-": standard input */
	const char *shelter;		/* short name */
	size_t rows, admitted, left, changed, unchanged;	/* out */
	char **missing;			/* out: ids of stays that are admitted there and do not stand in the list */
	size_t missing_count;
};

/*
 * Reads the list and brings the stays up to it in the open transaction. Its columns are reference (required), admitted, left, place,
 * destination, until, overstay, beds; an empty cell says nothing. MH_INPUT: every problem of every row is added, nothing is to be kept.
 * A stay is found by the shelter's number alone: a row without one that is known is a problem that says what to do.
 */
enum mh_status mh_stay_list_import(struct mh_store *, const struct mh_casework *, struct mh_stay_list *, struct mh_problems *, struct mh_err *);
void mh_stay_list_free(struct mh_stay_list *);

#endif
