/*
 * Tables as flows, for lib/report/protect.c. In a table of rows x columns the sums of rows, of columns and of margins are
 * the conservation rules of one circulation: total -> row margin -> cell -> column margin -> total. A reader who knows the
 * shown numbers can give the hidden ones exactly the values of another circulation; so what a hidden number can be at least
 * and at most is a question of finding a path. Where units overlap, cells may sum to more than their margin: a slack arc takes
 * the difference, and no cell is larger than its margin.
 */

#ifndef MH_REPORT_FLOW_H
#define MH_REPORT_FLOW_H

#include "report/cube.h"

/* One number of a release. A number that stands in two tables (the total of a year) is one quantity. */
struct mh_quantity {
	char *key;
	int64_t value;		/* the truth */
	int64_t now;		/* in the table that is being tried */
	int64_t least;		/* that it must be, as a reader sees from the zeros: a margin has its cells that are not zero */
	int64_t cost;		/* of hiding it */
	unsigned char hidden;	/* enum mh_hidden */
	bool shared;
	bool tried;		/* to be shown again */
};

struct mh_arc {
	size_t from, to;
	size_t quantity;	/* MH_SLACK: none */
	size_t row, column;
	int64_t value, now;	/* of a slack */
};

#define MH_SLACK ((size_t) -1)

struct mh_net {
	const struct mh_cube *cube;
	size_t *quantities;	/* by mh_cube_index */
	struct mh_arc *arcs;
	size_t arc_count;
	size_t node_count;
	bool down, across;	/* do units overlap along the rows (sums of a column), along the columns (sums of a row)? */
};

/* What a search may do. */
struct mh_search {
	struct mh_quantity *all;
	bool hide;		/* hide numbers that are shown, the cheapest */
	bool shared;		/* change numbers that stand in another table too */
	bool slack;		/* raise slack: more overlap than there was */
	bool follow;		/* change a margin together with its cell, and a cell with its margin; else neither passes the other */
	size_t fixed;		/* quantity that stays as it is now */
	size_t *trail;		/* quantities that were hidden on the way; room for all */
	size_t trail_count;
};

/* Builds the network of a finished cube; quantities are by mh_cube_index and are owned by the net afterwards. */
void mh_net_init(struct mh_net *, const struct mh_cube *, size_t *quantities, const struct mh_quantity *all);
void mh_net_free(struct mh_net *);
/* Puts the slack back to the truth. */
void mh_net_reset(struct mh_net *);
/* Changes hidden numbers (never below 1: zeros are shown) until every sum holds again; false: impossible. */
bool mh_net_balance(struct mh_net *, struct mh_search *);
/* Does every rule that a reader knows hold for the values of now? The check by addition, independent of the search. */
bool mh_net_holds(const struct mh_net *, const struct mh_quantity *all);

#endif
