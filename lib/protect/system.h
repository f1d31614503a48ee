/*
 * A system: every number that a reader may come to know, and what readers know of them beforehand.
 *
 * Numbers stand in relations: the sum of terms is 0 (a margin and its cells), or at least 0 (where units overlap: no cell is larger
 * than its margin, and the margin no larger than the sum). A reader knows the relations, the shown numbers, and a floor of each
 * number: 1 because zeros are shown, or what a partner has contributed itself. A demand says of one reader that a number could be as
 * low, or as high, as this for all that it can find out. lib/protect/hide.h looks for what has to be hidden so that all demands hold.
 *
 * Nothing here knows of tables, stores or reports: it is the common form of them all.
 */

#ifndef MH_PROTECT_SYSTEM_H
#define MH_PROTECT_SYSTEM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct mh_number {
	int64_t value;
	int64_t ceiling;	/* that readers know; MH_NO_CEILING: none */
	int64_t cost;		/* of hiding it */
	bool fixed;		/* is known to all, such as a zero or what was published before */
	bool hidden;		/* is never shown: small itself, or not published at all */
};

#define MH_NO_CEILING INT64_MAX

struct mh_term { size_t number; int coefficient; };

struct mh_relation {
	size_t first, count;	/* of the terms */
	bool at_least;		/* the sum is at least 0; else it is 0 */
};

/* What somebody knows beforehand: a floor of each number, and how far a sum is from 0 at least (0 for most). */
struct mh_reader { int64_t *floors; int64_t *slacks; };

/* The number could be this or further from the truth, on the side where this lies. */
struct mh_demand { size_t number; int64_t value; size_t reader; };

struct mh_system {
	struct mh_number *numbers;
	struct mh_term *terms;
	struct mh_relation *relations;
	struct mh_reader *readers;
	struct mh_demand *demands;
	size_t count, term_count, relation_count, reader_count, demand_count;
	size_t room, term_room, relation_room, reader_room, demand_room;
	size_t *of_number;	/* by number, and one more: where its relations begin in uses; made by mh_system_finish */
	struct mh_term *uses;	/* number is the relation's */
};

#define MH_SYSTEM_INIT { 0 }

void mh_system_free(struct mh_system *);
/* Each gives the index of what was added. */
size_t mh_system_number(struct mh_system *, const struct mh_number *);
/* Terms that are added next are the relation's. */
size_t mh_system_relation(struct mh_system *, bool at_least);
void mh_system_term(struct mh_system *, size_t number, int coefficient);
/* All numbers are there. A reader's floors are this one, or the value where that is less; they may be changed by the caller. */
size_t mh_system_reader(struct mh_system *, int64_t floor);
void mh_system_demand(struct mh_system *, size_t number, int64_t value, size_t reader);
/* Nothing is added afterwards but demands. */
void mh_system_finish(struct mh_system *);

/* The sum of a relation's terms for the values that are true. */
int64_t mh_relation_sum(const struct mh_system *, size_t relation);

#endif
