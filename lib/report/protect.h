/*
 * Protection of a release: all tables that are given out together.
 *
 * Hidden first (primary): every number from 1 to threshold - 1, margins included. Then as few further numbers as are needed
 * (secondary) so that a reader who knows every shown number, every sum, that zeros are shown, and the threshold, cannot narrow
 * a primary number v down: values up to the threshold at least, and down to v - 1, stay possible. (Not below what the shown
 * zeros alone tell: a hidden cell is at least 1, a margin at least the number of its cells that are not zero. Who does not know that
 * zeros are shown thinks v - 1 possible in any case.) This is not argued but shown: for each primary number and each reader there is a
 * whole release that agrees with all that is shown, with a high value and with a low one, and each is checked by addition.
 *
 * A partner that contributed records knows its own part of each number, and is one more reader: it must think the threshold possible too.
 *
 * Where units overlap (cells sum to more than their margin) the rules are: the largest cell <= margin <= sum. Cubes of one
 * measure, scope and condition share their margins. Zeros are never hidden. Primary and secondary are never told apart in print: both `x`.
 *
 * Tables are linked with each other (lib/report/release_link.h): months with their year, what a condition narrows with the whole and the
 * rest. What this does not do, and mh-report(1) says so: one condition inside another that is not none; editions published before.
 */

#ifndef MH_REPORT_PROTECT_H
#define MH_REPORT_PROTECT_H

#include "report/cube.h"

#define MH_THRESHOLD 5			/* usual */
#define MH_PROTECT_CELLS 20000		/* of a release; more is refused */

struct mh_protection {
	int64_t threshold;
	size_t numbers;		/* that are not zero */
	size_t primary, secondary;
	size_t withheld;	/* tables that could not be shown at all */
	int64_t rounded;	/* nothing is hidden: numbers are multiples of this; 0: they are what they are */
};

/* What one partner contributed: the cubes of the release counted of its records alone; measure NULL: none. */
struct mh_contribution { struct mh_cube *cubes; size_t count; };

/*
 * Sets hidden (and withheld) of the cubes. threshold 0 and 1 hide nothing. The same cubes give the same answer.
 * MH_DENIED: the release is too large to be protected; the sentence says what to do.
 */
enum mh_status mh_protect(struct mh_cube *const cubes[], size_t count, int64_t threshold, struct mh_protection *, struct mh_err *);
/* The same, also against each of the partners. */
enum mh_status mh_protect_from(struct mh_cube *const cubes[], size_t count, int64_t threshold, const struct mh_contribution *partners,
	size_t partner_count, struct mh_protection *, struct mh_err *);

#define MH_ROUND_TO 5

/*
 * Instead of hiding: every number of the cubes becomes a multiple of MH_ROUND_TO next to it, and sums still hold. A table with which the
 * sums cannot hold is withheld. MH_DENIED: as above.
 */
enum mh_status mh_protect_by_rounding(struct mh_cube *const cubes[], size_t count, struct mh_protection *, struct mh_err *);

#endif
