/*
 * Importing signals: rows of a CSV, by a mapping, become signals, mentions and persons in one transaction. A row is known
 * again by its source and external id, so importing twice changes nothing.
 */

#ifndef MH_CHAIN_IMPORT_H
#define MH_CHAIN_IMPORT_H

#include "record/mapping.h"
#include "store/store.h"

struct mh_import {
	const char *path;		/* CSV; "-": standard input */
	const char *rejects;		/* file for rows that are refused; NULL: one of them refuses the whole file */
	const char *command;		/* for the log */
	bool update;			/* clear fields of known signals follow the file */
	bool update_sealed;		/* sealed ones too */
	bool dry_run;			/* everything but writing */
	void (*progress)(void *, uint64_t rows, uint64_t done, uint64_t size);	/* rows; bytes; size 0: not known; may be NULL */
	void *arg;
};

struct mh_import_counts {
	uint64_t read;			/* rows; each is one of the next six */
	uint64_t fresh;			/* made a new signal */
	uint64_t added;			/* added a mention to a known signal */
	uint64_t updated;
	uint64_t unchanged;
	uint64_t different;		/* differs from what is known, and update was not asked for */
	uint64_t rejected;
	uint64_t mentions, persons;	/* new ones */
	bool opened;			/* the file has titles: how it was read is in dialect */
	struct mh_csv_dialect dialect;
	bool day_first;			/* days were found to be written as 31-12-2026 */
	bool written;			/* the good rows are in the store (or would be: dry_run) */
};

/*
 * Runs it. Problems of all rows are added. MH_INPUT: rows were refused, and nothing was written (no rejects), or the good
 * ones were and the others stand in the rejects file, which did not exist before. MH_STORE, MH_BUSY: nothing was written.
 */
enum mh_status mh_import_run(struct mh_store *, struct mh_map *, const struct mh_import *, struct mh_import_counts *,
	struct mh_problems *, struct mh_err *);

#endif
