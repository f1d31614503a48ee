/* Rows that an import refuses, as a CSV of the same shape with the reason in front: mended, it is imported as it is. */

#ifndef MH_CHAIN_REJECTS_H
#define MH_CHAIN_REJECTS_H

#include "text/csv.h"

struct mh_rejects {
	struct mh_str text;
	char delimiter;
	enum mh_csv_encoding encoding;
	size_t skip;			/* the reason of an earlier import is left out: its column */
	size_t rows;
};

void mh_rejects_start(struct mh_rejects *, const struct mh_csv *);
void mh_rejects_free(struct mh_rejects *);
/* Adds a row and why it was refused. */
void mh_rejects_add(struct mh_rejects *, const struct mh_csv_row *, const struct mh_problems *);
/* MH_INPUT: path is there already, or its folder cannot be written to. Asked before anything is done. */
enum mh_status mh_rejects_may(const char *path, struct mh_err *);
/* Writes the file, 0600. */
enum mh_status mh_rejects_write(const struct mh_rejects *, const char *path, struct mh_err *);

#endif
