/* Estimates by formula: two lists, Chao's lower bound, sample coverage. */

#ifndef MH_ESTIMATE_SIMPLE_H
#define MH_ESTIMATE_SIMPLE_H

#include "estimate/histories.h"
#include "estimate/interval.h"

/* Of two lists alone, whatever else there is. That they are independent cannot be tested. */
struct mh_two_lists {
	double first, second, both, seen;
	double petersen;	/* infinite without an overlap */
	double chapman, variance;
	struct mh_interval interval;	/* of Chapman's estimate, 95% */
};

struct mh_two_lists mh_two_lists(const struct mh_histories *, size_t i, size_t j);

/* Of how many were seen once and twice. A lower bound where lists are independent and persons differ, not else. */
struct mh_chao { double once, twice, bound, corrected, equal_lists, variance; };

struct mh_chao mh_chao(const struct mh_histories *);

/* Chao and Tsay 1998. Not a number: it has none. */
struct mh_coverage { double coverage, independent, high, low; };

struct mh_coverage mh_coverage(const struct mh_histories *);

#endif
