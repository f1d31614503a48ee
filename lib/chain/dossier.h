/*
 * All that is kept of a person, for a copy that the person may have (AVG art. 15): by whatever record the person is known, the cases with
 * all that belongs to them, what was said in signals, referrals with their messages, and who got what. What may not be the person's to
 * see is marked, value by value; a person decides on each. Suspects' mentions, and other persons', are never in it.
 */

#ifndef MH_CHAIN_DOSSIER_H
#define MH_CHAIN_DOSSIER_H

#include "store/store.h"

/* Why somebody must look at a value before it is given. A set of bits. */
enum mh_dossier_mark {
	MH_MARK_THIRD_PARTY = 1,	/* it says who somebody else is */
	MH_MARK_REPORTER = 2,		/* it may say who reported */
	MH_MARK_ONWARD = 4,		/* the source of its record has to be asked, or said no */
	MH_MARK_WORDS = 8,		/* words of somebody, which may name others */
};

/* Their names in a draft; ended by a zero mark. */
extern const struct mh_dossier_mark_name { unsigned mark; const char *name; } mh_dossier_marks[];

struct mh_dossier {
	struct mh_record *list;		/* copies; sealed values are not opened */
	size_t count;
	bool *onward;			/* of each: may not simply be passed on */
};

#define MH_DOSSIER_INIT { NULL, 0, NULL }

enum mh_status mh_dossier_gather(struct mh_store *, int64_t person, struct mh_dossier *, struct mh_err *);
void mh_dossier_free(struct mh_dossier *);

/* Has the record's field a value that a copy tells of? Not what only the program needs. */
bool mh_dossier_tells(const struct mh_record *, size_t field);
unsigned mh_dossier_marks_of(const struct mh_dossier *, size_t record, size_t field);

/* How often sealed values of these records were looked at, for each purpose. The caller frees the list. */
struct mh_looks { char purpose[64]; uint64_t count; mh_moment first, last; };
enum mh_status mh_dossier_looks(struct mh_store *, const struct mh_dossier *, struct mh_looks **, size_t *count, struct mh_err *);

#endif
