/* One row while it is read: its cells in one buffer. For text/csv.c. */

#ifndef MH_TEXT_CSV_ROW_H
#define MH_TEXT_CSV_ROW_H

#include "text/csv.h"

struct mh_csv_build {
	struct mh_str raw;		/* cells of the file, each with a NUL behind it */
	struct mh_str decoded;		/* the same as UTF-8, when the file has another encoding */
	size_t *begins, *ends;		/* of each cell in raw, its NUL not counted */
	struct mh_csv_text *cells;	/* set by mh_csv_build_end */
	size_t count, most;
	bool over;			/* more than most cells */
};

/* An encoding that is known, or that the rows themselves must tell. */
struct mh_csv_guess {
	enum mh_csv_encoding encoding;	/* MH_CSV_FOUND: no row has told yet */
	bool guessed;
	bool marked;			/* a BOM says that it is UTF-8 */
};

void mh_csv_build_init(struct mh_csv_build *, size_t columns, size_t bytes);
void mh_csv_build_free(struct mh_csv_build *);
void mh_csv_build_clear(struct mh_csv_build *);
void mh_csv_build_add(struct mh_csv_build *, const char *bytes, size_t len);
/* Adds all cells of a line without quotes, the end of the line left out, as libcsv would: blanks around a cell are not its. */
void mh_csv_build_line(struct mh_csv_build *, const char *line, size_t len, char delimiter);
/* Is a cell longer than this? */
bool mh_csv_build_longer(const struct mh_csv_build *, size_t len);
/* Sets cells, and settles the encoding where this row tells it. Adds a problem for each cell that is not text of the encoding
 * or holds a NUL (where: its row and line; titles may be NULL), and returns how many. */
size_t mh_csv_build_end(struct mh_csv_build *, struct mh_csv_guess *, const struct mh_csv_text *titles, size_t title_count,
	const struct mh_problem *where, struct mh_complaints *);

#endif
