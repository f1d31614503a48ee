/* Counting: one question to the store, answered as a cube with its codes in order and labelled. */

#ifndef MH_REPORT_COUNT_H
#define MH_REPORT_COUNT_H

#include "report/cube.h"
#include "report/period.h"
#include "store/store.h"

struct mh_count {
	const char *measure;
	const char *rows;
	const char *columns;		/* NULL: none */
	const char *where;		/* NULL: none */
	const char *date;		/* NULL: the measure's own */
	bool zero_rows;			/* codes of catalogues that had none are kept */
	const struct mh_period *period;	/* NULL: everything */
	bool dutch;			/* language of labels */
};

#define MH_ZERO_ROWS_MOST 60	/* of a longer catalogue (countries) only codes that were met are kept */

/* Counts into out, which is made here and freed by the caller also after an error. MH_USAGE: no such measure, dimension or date
 * (the nearest is named), or a condition that cannot be read; MH_INPUT: too many codes. */
enum mh_status mh_count(struct mh_store *, const struct mh_count *, struct mh_cube *out, struct mh_err *);

/* MH_USAGE: there is no such measure, and which is near. */
enum mh_status mh_no_such_measure(const char *name, struct mh_err *);

/* The heading of a dimension and of a measure. */
const char *mh_dimension_label(const char *measure, const char *dimension, bool dutch);
const char *mh_measure_label(const char *measure, bool dutch);

#endif
