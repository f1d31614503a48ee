/*
 * Duplicates: which persons, and mentions that nobody has linked, may be one? Without a key those to whom a source gives the same
 * number; for a purpose also those whose names and dates of birth are alike. Nothing is merged: a person looks, and decides.
 */

#ifndef MH_CHAIN_DUPLICATES_H
#define MH_CHAIN_DUPLICATES_H

#include "record/likeness.h"
#include "store/store.h"

struct mh_duplicate {
	struct mh_id one, other;	/* persons who count, or mentions; persons first, smaller ids first */
	int score;			/* 0 to 100 */
	bool number;			/* the source gives both the same number */
	enum mh_likeness name, born;	/* NONE where unknown */
};

struct mh_duplicates {
	const char *command, *purpose;	/* purpose NULL: nothing is opened */
	struct mh_duplicate *list;	/* out: surest first; freed by mh_duplicates_free */
	size_t count;
	uint64_t common;		/* out: groups that have a name or birth date so common that they were not compared by it */
	void (*progress)(void *, uint64_t done, uint64_t total);	/* may be NULL */
	void *arg;
};

/* Statuses of mh_store_unlock; MH_INPUT: more pairs than can be held. */
enum mh_status mh_duplicates_find(struct mh_store *, struct mh_duplicates *, struct mh_err *);
void mh_duplicates_free(struct mh_duplicates *);

#endif
