/*
 * Is there a maximum at all, and only one? Decided by the pattern of empty cells and the model (Fienberg and Rinaldo 2012; Chan,
 * Silverman and Vincent 2021), never by whether a fit seems to have converged: it does without a maximum too.
 */

#ifndef MH_ESTIMATE_EXIST_H
#define MH_ESTIMATE_EXIST_H

#include "estimate/fit.h"

/* Codes of the literature, as bits: 0 both hold, 3 neither. */
enum { MH_EXISTS = 0, MH_NOT_THERE = 1, MH_NOT_IDENTIFIED = 2 };

unsigned mh_exists(struct mh_work *, const struct mh_sample *, const struct mh_model *);
/* Do the cells that are not empty alone lay all effects down? Then the maximum exists for this model and every one inside it. */
bool mh_full_rank(struct mh_work *, const struct mh_sample *, const struct mh_model *);

#endif
