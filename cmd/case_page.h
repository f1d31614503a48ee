/* A case on one page, for people. */

#ifndef MH_CMD_CASE_PAGE_H
#define MH_CMD_CASE_PAGE_H

#include "chain/casework.h"
#include "session.h"

struct mh_case_page {
	struct mh_session *session;
	const struct mh_casework *work;
	bool identity;			/* the store is unlocked for the case and its person: show what is sealed */
};

/*
 * Prints what the case and its person are, the tracks side by side with the terms that run, signals, links, needs, plans, programmes, stays,
 * papers, costs, who is involved, consents, referrals, open tasks and the last events. In a page's width (mh_session_page), and with labels.
 * MH_NO: there is no such case.
 */
enum mh_status mh_case_page_print(const struct mh_case_page *, struct mh_id case_id, struct mh_id person_id, struct mh_err *);

#endif
