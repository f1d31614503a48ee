/* Rows that an import refuses, as a CSV of the same shape with the reason in front: mended, it is imported as it is. */

#ifndef MH_CHAIN_REJECTS_H
#define MH_CHAIN_REJECTS_H

#include "text/csv.h"

struct mh_rejects {
	struct mh_str text;		/* the rows as they lay in the file; titles are text */
	struct mh_str reasons;		/* one a row, each with a NUL behind it: in which encoding, only the end of the file tells */
	size_t *ends;			/* of the rows in text */
	const struct mh_csv *csv;
	size_t skip;			/* the reason of an earlier import is left out: its column */
	size_t rows, room;
};

void mh_rejects_start(struct mh_rejects *, const struct mh_csv *);
void mh_rejects_free(struct mh_rejects *);
/* Adds a row and why it was refused. The file must stay open until they are written. */
void mh_rejects_add(struct mh_rejects *, const struct mh_csv_row *, const struct mh_problems *);
/* False: there are more of them than somebody mends, and the last are missing. */
bool mh_rejects_fit(const struct mh_rejects *);
/* MH_INPUT: path is there already, or its folder cannot be written to. Asked before anything is done. */
enum mh_status mh_rejects_may(const char *path, struct mh_err *);
/* Writes the file, 0600. */
enum mh_status mh_rejects_write(const struct mh_rejects *, const char *path, struct mh_err *);

#endif
