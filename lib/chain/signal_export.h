/*
 * Exporting signals: each becomes rows by a map, one for each mention (or for as many as the map has room for). Sealed values stay
 * out unless they were asked for with a purpose. Mentions of suspects never leave. What has no place in the target is counted.
 */

#ifndef MH_CHAIN_SIGNAL_EXPORT_H
#define MH_CHAIN_SIGNAL_EXPORT_H

#include "record/mapping.h"
#include "store/store.h"

struct mh_signal_export {
	const struct mh_map *map;
	const struct mh_query *query;		/* of signals */
	const char *command, *purpose;		/* purpose NULL: sealed values stay sealed */
	const char *note;			/* for the log: what is done with what is opened, and why */
	/* Is this field of the signal, or of a mention of it, left out whatever else? NULL: none is. */
	bool (*kept_back)(const struct mh_record *signal, const struct mh_kind *, const char *field);
	bool as_of;				/* the store sees an earlier day */
	/* Takes a row: as many cells as the map has columns; borrowed. May be NULL: then only the counts are made. */
	enum mh_status (*row)(void *, const struct mh_str *cells, struct mh_err *);
	/* Takes each signal before anything is opened; may refuse. May be NULL. */
	enum mh_status (*signal)(void *, struct mh_record *, struct mh_err *);
	void *arg;
	uint64_t signals, mentions, rows;	/* out */
	uint64_t suspects, others, empty;	/* out: mentions that were left out, those of no victim where rows are victims, and signals without a row then */
	struct mh_map_losses losses;		/* out; freed by mh_signal_export_free */
};

/* Runs it. MH_BUSY: another command changed what had passed the gate or was named in the log: nothing is to be kept of the rows. With a purpose the entry of the log, with every id, is on disk before the first value is opened. Statuses of
 * mh_store_unlock, of row and of signal. */
enum mh_status mh_signal_export_run(struct mh_store *, struct mh_signal_export *, struct mh_err *);
void mh_signal_export_free(struct mh_signal_export *);

#endif
