/*
 * A release, for lib/report/protect.c: all numbers of the tables that are given out together, each once, and the network of each
 * table over them. A number that stands in two tables (the total of a year) is one quantity.
 */

#ifndef MH_REPORT_RELEASE_H
#define MH_REPORT_RELEASE_H

#include "report/flow.h"

struct mh_release {
	struct mh_cube *const *cubes;
	size_t count;
	struct mh_quantity *all;	/* sorted by key */
	size_t all_count;
	struct mh_net *nets;
	int64_t threshold;
	size_t *trail;
};

/* Collects the numbers of the cubes that are not withheld (cubes and count are set) and builds the networks. */
void mh_release_build(struct mh_release *);
/* Frees what build made; it can be built again. */
void mh_release_free(struct mh_release *);
size_t mh_cube_cells(const struct mh_cube *);	/* margins included */

#endif
