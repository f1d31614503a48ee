/* mh-refer overdue: referrals that wait for an answer longer than was asked. */

#include <string.h>

#include "base/clock.h"
#include "base/i18n.h"
#include "chain/referral.h"
#include "commands_refer.h"
#include "list.h"

static enum mh_status run(struct mh_session *, void *, int, char **, struct mh_err *);

const struct mh_command refer_overdue = {
	.name = "overdue", .operands = "", .min = 0, .max = 0,
	.summary = N_("list referrals whose answer is overdue, or that ended without one"),
	.takes = MH_TAKES_STORE | MH_TAKES_ROWS,
	.run = run,
};

/* Days in which an answer is awaited where no day was asked; an acute request waits one. */
enum { WAIT = 7, WAIT_HIGH = 3, WAIT_ACUTE = 1 };

static bool late(const struct mh_record *rec, struct mh_date today)
{
	const char *urgency = mh_record_text(rec, "urgency");
	int64_t days = strcmp(urgency, "acute") == 0 ? WAIT_ACUTE : strcmp(urgency, "high") == 0 ? WAIT_HIGH : WAIT;
	struct mh_date due, sent;

	if (mh_date_parse(mh_record_text(rec, "answer-due"), &due))
		return mh_date_compare(due, today) < 0;
	return mh_date_parse(mh_record_text(rec, "sent"), &sent) && mh_date_number(sent) + days < mh_date_number(today);
}

static bool wanted(void *today, const struct mh_record *rec)
{
	switch (mh_referral_state_of(mh_record_text(rec, "state"))) {
	case MH_REFERRAL_SENT:
	case MH_REFERRAL_RECEIVED:
		return late(rec, *(struct mh_date *)today);
	case MH_REFERRAL_EXPIRED:
		return true;
	default:
		return false;
	}
}

static enum mh_status run(struct mh_session *session, void *args, int argc, char **argv, struct mh_err *err)
{
	struct mh_date today = mh_today();
	struct mh_query query;
	enum mh_status status;

	(void)args, (void)argc, (void)argv;
	mh_query_init(&query, &mh_referral);
	status = mh_list(session, &query, "id,direction,partner,urgency,state,sent,answer-due", wanted, &today, err);
	mh_query_free(&query);
	return status;
}
