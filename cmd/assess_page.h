/* A signal's assessment as it is printed. */

#ifndef MH_CMD_ASSESS_PAGE_H
#define MH_CMD_ASSESS_PAGE_H

#include "chain/assess.h"
#include "session.h"

struct mh_assess_page {
	struct mh_session *session;
	const struct mh_indicator_lists *lists;
	bool all;		/* also lists that are not for the signal, and all that was not asked */
	struct mh_rows *rows;	/* NULL: for people */
	size_t printed;
};

/* Starts rows where --format asks for them. */
void mh_assess_page_start(struct mh_assess_page *);
/* One signal: with rows a row for each indicator, else each list and what it does not say. */
enum mh_status mh_assess_page_add(struct mh_assess_page *, struct mh_record *signal, struct mh_err *);

#endif
