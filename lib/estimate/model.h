/*
 * A log-linear model: which pairs (and threes) of lists may go together more or less often than chance. The intercept and an effect of
 * each list are always in it. Of a three all pairs are in too.
 */

#ifndef MH_ESTIMATE_MODEL_H
#define MH_ESTIMATE_MODEL_H

#include "base/str.h"
#include "estimate/histories.h"

#define MH_PAIRS_MOST (MH_LISTS_MOST * (MH_LISTS_MOST - 1) / 2)
#define MH_TERMS_MOST (MH_PAIRS_MOST + 4)		/* threes are taken of four lists at most */

struct mh_model {
	uint16_t terms[MH_TERMS_MOST];	/* sets of two or three lists */
	size_t count;
};

bool mh_model_has(const struct mh_model *, unsigned term);
void mh_model_add(struct mh_model *, unsigned term);
/* All pairs of so many lists, in the order 12, 13 ... 23 ...; returns how many. */
size_t mh_pairs(size_t lists, uint16_t out[MH_PAIRS_MOST]);
void mh_model_all_pairs(size_t lists, struct mh_model *);
/* Adds a term as "A*B", and the terms of a model in their order, parted by blanks; none: nothing. */
void mh_term_text(const struct mh_histories *, unsigned term, struct mh_str *out);
void mh_model_text(const struct mh_histories *, const struct mh_model *, struct mh_str *out);
/* Reads "A*B,C*D"; "" is the model of main effects. MH_USAGE: no such list, a term that is no two or three lists, a three whose pairs are
 * not all there, or one of more than four lists. */
enum mh_status mh_model_parse(const struct mh_histories *, const char *text, struct mh_model *, struct mh_err *);

#endif
