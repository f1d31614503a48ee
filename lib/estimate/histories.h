/*
 * Histories: how many persons stood on exactly these lists, for every set of lists. A set is a number with a bit for each list. Lists
 * stand in the order of the bytes of their names, so that the order of columns and rows in a file changes nothing, ties included.
 */

#ifndef MH_ESTIMATE_HISTORIES_H
#define MH_ESTIMATE_HISTORIES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

#define MH_LISTS_MOST 16
#define MH_PERSONS_MOST 10000000	/* of a table; more is no table of victims */

struct mh_histories {
	size_t lists;
	size_t cells;			/* 1 << lists */
	char *names[MH_LISTS_MOST];
	double *counts;			/* by set; [0], who are on no list, is always 0: they were not seen */
	double n;			/* all persons */
	double unknown;			/* marks "unknown" that were read as not on the list, because that was asked for */
	double repeated;		/* rows that said the same as another */
};

/* Makes an empty table; names are copied and sorted. MH_INPUT: fewer than two lists, more than MH_LISTS_MOST, a name twice. */
enum mh_status mh_histories_init(struct mh_histories *, const char *const names[], size_t lists, struct mh_err *);
void mh_histories_free(struct mh_histories *);
/* The bit of a list by its name; 0: no such list. */
unsigned mh_histories_bit(const struct mh_histories *, const char *name);
void mh_histories_add(struct mh_histories *, unsigned set, double count);
/* MH_INPUT: nobody at all, too many persons, a list without members, no person on two lists (of three or more lists). */
enum mh_status mh_histories_check(const struct mh_histories *, struct mh_err *);

/*
 * Reads a table from CSV: columns of 0 and 1, whose titles are the lists, and a column "count" (or "n"). unknown_absent reads an empty
 * mark, "unknown", "not-asked", "NA" and "?" as 0 and counts them; else they are refused. MH_INPUT: every problem is added.
 */
enum mh_status mh_histories_read(const char *path, bool unknown_absent, struct mh_histories *, struct mh_problems *, struct mh_err *);

/* Persons on all lists of the set, whatever else they are on; on exactly k lists; on two or more. */
double mh_histories_overlap(const struct mh_histories *, unsigned set);
double mh_histories_on(const struct mh_histories *, unsigned k);
double mh_histories_shared(const struct mh_histories *);
/* How many pairs of lists have nobody in common. */
size_t mh_histories_empty_pairs(const struct mh_histories *);

/* The same persons as if there were no such list, and the members of that list as the other lists saw them. Freed by the caller. */
void mh_histories_without(const struct mh_histories *, size_t list, struct mh_histories *out);
void mh_histories_within(const struct mh_histories *, size_t list, struct mh_histories *out);

#endif
