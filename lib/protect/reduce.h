/*
 * A system made smaller, exactly. In a sparse table many sums have one number that can move, which then cannot, or two, which move together:
 * such numbers become one group. What is left are sums of three groups or more, each once.
 */

#ifndef MH_PROTECT_REDUCE_H
#define MH_PROTECT_REDUCE_H

#include "protect/system.h"

#define MH_STILL ((size_t)-1)	/* no group: a number that cannot move, whatever is hidden */

struct mh_group { size_t *numbers; size_t count; };

struct mh_reduced {
	size_t *group_of;	/* by number */
	int *sign;		/* by number: it goes up with its group (1) or down (-1) */
	struct mh_group *groups;
	size_t group_count;
	size_t *members;	/* behind the groups */
	struct mh_term *terms;	/* number is the group's */
	struct mh_relation *rows;
	size_t *row_of;		/* by row: its relation in the system */
	size_t row_count;
};

void mh_reduce(const struct mh_system *, struct mh_reduced *out);
void mh_reduced_free(struct mh_reduced *);

#endif
