/* An import's state, and its way with rows whose signal is known already. For chain/import.c. */

#ifndef MH_CHAIN_IMPORT_KNOWN_H
#define MH_CHAIN_IMPORT_KNOWN_H

#include "chain/import.h"
#include "chain/import_seen.h"
#include "chain/rejects.h"

struct mh_importing {
	struct mh_store *store;
	struct mh_map *map;
	const struct mh_import *options;
	struct mh_import_counts *counts;
	struct mh_problems *problems;		/* of all rows */
	struct mh_problems row_problems;	/* of this row */
	struct mh_complaints row_complaints;
	struct mh_rejects rejects;
	struct mh_seen seen;			/* external-ids of the rows before, good or bad */
	struct mh_map_row row;
	bool given[MH_MAP_PARTS][MH_FIELD_MOST];	/* fields that the row's cells gave */
	struct mh_record known;			/* the signal that the store has for this row */
	struct mh_date today;
	int64_t entry;				/* of the log, that what was written belongs to; 0: nothing yet */
	bool before;				/* the row's external-id stood in an earlier row */
	bool broken;				/* rows could not be read */
};

/* Puts a new mention of the row, linked to its person. */
enum mh_status mh_import_mention(struct mh_importing *, struct mh_record *mention, int64_t signal, struct mh_err *);
/* Names what an earlier row of the same file said otherwise in the clear of the same signal or mention; nothing is written. */
enum mh_status mh_import_contradicts(struct mh_importing *, const struct mh_problem *where, struct mh_err *);
/* Compares the row with in->known and its mentions, and writes what the options allow. */
enum mh_status mh_import_known(struct mh_importing *, struct mh_err *);

#endif
