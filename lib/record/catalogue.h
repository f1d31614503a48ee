/*
 * Catalogues: lists of codes with labels, kept in the store, loaded when first asked for. A coded field tells a value from
 * "unknown" (asked, not known), "not-asked" and empty: unknown and not-asked are codes of every catalogue without being listed.
 */

#ifndef MH_RECORD_CATALOGUE_H
#define MH_RECORD_CATALOGUE_H

#include <stdbool.h>

#include "base/date.h"
#include "base/err.h"
#include "base/str.h"

struct mh_code {
	const char *code;
	const char *en, *nl;		/* labels */
	const char *parent;		/* code of the group, or "" */
	struct mh_date from, to;	/* valid; year 0: open */
	bool checked;		/* somebody compared it with its source; false: unverified */
	int64_t position;	/* order of the file */
};

struct mh_code_list { char *name; struct mh_code *codes; size_t count; };	/* sorted by code, byte order */

struct mh_catalogues {
	struct mh_code_list **lists;
	size_t count;
	/* Fills an empty list of this name; MH_INPUT: there is no such catalogue. */
	enum mh_status (*load)(void *arg, struct mh_code_list *, struct mh_err *);
	void *arg;
};

/* NULL: no such catalogue, or it could not be loaded (err says). */
const struct mh_code_list *mh_catalogue(struct mh_catalogues *, const char *name, struct mh_err *);
/* NULL: not declared. "unknown" and "not-asked" are found in every catalogue. */
const struct mh_code *mh_code_find(const struct mh_code_list *, const char *code, size_t len);
bool mh_code_valid(const struct mh_code *, struct mh_date on);
/* The nearest declared code to a wrong one; NULL: none near. */
const char *mh_code_nearest(const struct mh_code_list *, const char *code);
/* Adds what is wrong with a code that nobody declared: the nearest one; else all that hold on the day where they are few, or how they are listed. */
void mh_code_say_unknown(const struct mh_code_list *, const char *code, struct mh_date on, struct mh_str *out);
/* Label in the user's language, else the code itself; never NULL. */
const char *mh_code_label(struct mh_catalogues *, const char *catalogue, const char *code);
void mh_catalogues_free(struct mh_catalogues *);

#endif
