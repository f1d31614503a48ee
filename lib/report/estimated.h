/* An estimate as a part of a report: asked and answered when the report is made, shown by its page. */

#ifndef MH_REPORT_ESTIMATED_H
#define MH_REPORT_ESTIMATED_H

#include "report/cube.h"
#include "report/definition.h"
#include "report/estimate_source.h"

struct mh_report_options;

struct mh_estimated {
	struct mh_histories h;
	struct mh_estimate_source source;
	struct mh_estimate e;
	bool refused;		/* the lists are none that an estimate can be made of */
};

/* Answers a part; always with the usual choice, interval and seed, so that the same store gives the same page. NULL with err's sentence:
 * MH_USAGE and MH_STORE as mh_lists_count. Freed by the caller. */
struct mh_estimated *mh_estimated(struct mh_store *, const struct mh_part *, const struct mh_report_options *, struct mh_err *);
void mh_estimated_free(struct mh_estimated *);

/* What of it may be seen, where it is not refused; borrows it. cube counts the same victims by list and was protected with the other tables: a size
 * that is hidden there is hidden here. number: of the part, for ids. */
struct mh_estimate_view;
void mh_estimated_view(const struct mh_estimated *, const struct mh_report_options *, const struct mh_cube *, unsigned number, struct mh_estimate_view *out);
/* Adds it to a page. */
void mh_estimated_html(const struct mh_estimated *, const struct mh_report_options *, const struct mh_cube *, unsigned number, struct mh_str *out);

#endif
