/* What links the tables of a release with each other: for lib/report/release.c. */

#ifndef MH_REPORT_RELEASE_LINK_H
#define MH_REPORT_RELEASE_LINK_H

#include "report/release.h"

/*
 * What is counted, of which units, and what is fixed: the codes of row and column, and the condition, of which "form=labour" is the same as
 * the code of a row. The total of a year has the same key in each table of its measure. Without the condition: the number that it
 * narrows. Freed by the caller.
 */
char *mh_release_key(const struct mh_cube *, size_t row, size_t column, bool condition);
/* The number of a key, which is freed; MH_NO_NUMBER: there is none. */
size_t mh_release_find(const struct mh_release *, char *key);
/* The parts sum to the whole; where units overlap each is no larger, and it is no larger than their sum. */
void mh_release_relate(struct mh_release *, size_t whole, const size_t *parts, size_t count, bool overlap);

/*
 * Adds what holds between numbers of different tables: months and quarters make a quarter and a year; what a condition narrows, and the
 * rest, make the whole. The rest is a number that is printed nowhere and that everybody can compute.
 */
void mh_release_link(struct mh_release *);

#endif
