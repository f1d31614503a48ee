/*
 * A release, for lib/report/protect.c: all numbers of the tables that are given out together, each once, as one system with the sums
 * that they stand in. A number that stands in two tables (the total of a year) is one number of it.
 */

#ifndef MH_REPORT_RELEASE_H
#define MH_REPORT_RELEASE_H

#include "protect/system.h"
#include "report/cube.h"

struct mh_release {
	struct mh_cube *const *cubes;
	size_t count;
	int64_t threshold;
	struct mh_system system;
	char **keys;		/* by number, sorted: what is counted, of which units, with what fixed */
	size_t key_count;	/* numbers after these stand in no table: what is left of one number without another */
	size_t **numbers;	/* by cube, then by mh_cube_index; NULL: withheld */
};

/* Collects the numbers of the cubes that are not withheld (cubes, count and threshold are set) and the sums among them. */
void mh_release_build(struct mh_release *);
/* Frees what build made; it can be built again. */
void mh_release_free(struct mh_release *);
/* The number of the cell of a cube that may be of another release; MH_NO_NUMBER: it stands in no table of this one. */
size_t mh_release_number(const struct mh_release *, const struct mh_cube *, size_t row, size_t column);
size_t mh_cube_cells(const struct mh_cube *);	/* margins included */

#define MH_NO_NUMBER ((size_t)-1)

#endif
