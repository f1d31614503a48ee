/* Lists of reporters out of the store: on whose lists stands each victim? */

#ifndef MH_REPORT_ESTIMATE_SOURCE_H
#define MH_REPORT_ESTIMATE_SOURCE_H

#include "report/estimate_view.h"
#include "report/period.h"
#include "store/store.h"

struct mh_lists_question {
	const char *lists;		/* "sector" or "reporter" */
	const char *where, *date;	/* NULL: none, the usual */
	const struct mh_period *period;	/* NULL: everything */
	const char *const *merges;	/* "police,border-police=investigation" */
	size_t merge_count;
	bool dutch;			/* language of labels */
};

/*
 * Counts victims by the lists that they are on. Who was reported by somebody unknown only is on none and not among them. MH_USAGE: a
 * condition, date or merge that cannot be read, or a code that is not there; MH_INPUT: as mh_histories_init and mh_histories_check. Both are freed
 * by the caller, also after an error.
 */
enum mh_status mh_lists_count(struct mh_store *, const struct mh_lists_question *, struct mh_histories *, struct mh_estimate_source *, struct mh_err *);
void mh_estimate_source_free(struct mh_estimate_source *);

#endif
