/* mh-refer overdue: referrals that wait for an answer longer than was asked, and withdrawals that nobody confirmed. */

#include <string.h>

#include "base/clock.h"
#include "base/i18n.h"
#include "chain/referral.h"
#include "chain/withdrawals.h"
#include "commands_refer.h"
#include "list.h"
#include "session.h"

static enum mh_status run(struct mh_session *, void *, int, char **, struct mh_err *);

const struct mh_command refer_overdue = {
	.name = "overdue", .operands = "", .min = 0, .max = 0,
	.summary = N_("list referrals whose answer is overdue or that ended without one, and withdrawals that are not confirmed"),
	.takes = MH_TAKES_STORE | MH_TAKES_ROWS,
	.run = run,
};

/* Days in which an answer is awaited where no day was asked; an acute request waits one. */
enum { WAIT = 7, WAIT_HIGH = 3, WAIT_ACUTE = 1 };

struct waiting { struct mh_store *store; struct mh_date today; };

static bool late(const struct mh_record *rec, struct mh_date today)
{
	const char *urgency = mh_record_text(rec, "urgency");
	int64_t days = strcmp(urgency, "acute") == 0 ? WAIT_ACUTE : strcmp(urgency, "high") == 0 ? WAIT_HIGH : WAIT;
	struct mh_date due, sent;

	if (mh_date_parse(mh_record_text(rec, "answer-due"), &due))
		return mh_date_compare(due, today) < 0;
	return mh_date_parse(mh_record_text(rec, "sent"), &sent) && mh_date_number(sent) + days < mh_date_number(today);
}

/* A withdrawal that the partner has not confirmed: a file has two days to be seen, what somebody has to say waits for nothing. */
static bool unconfirmed(const struct waiting *waiting, const struct mh_record *rec)
{
	struct mh_withdrawal w;

	return mh_withdrawal_of(waiting->store, rec, &w, NULL) == MH_OK && w.waits &&
		(!w.by_file || mh_date_number(w.since) + WAIT_ACUTE < mh_date_number(waiting->today));
}

static enum mh_status take_offer(void *arg, struct mh_record *message, struct mh_err *err)
{
	struct mh_date *day = arg;

	(void)err;
	if (strcmp(mh_record_text(message, "move"), "hand-back") == 0)
		mh_date_parse(mh_record_text(message, "on"), day);
	return MH_OK;
}

/* What is handed back, by either side, and was not answered. */
static bool offered_long(const struct waiting *waiting, const struct mh_record *rec)
{
	struct mh_date day = { 0, 0, 0 };
	struct mh_query query;

	mh_query_init(&query, &mh_message);
	mh_query_is_number(&query, "referral", rec->n);
	enum mh_status status = mh_store_each(waiting->store, &query, take_offer, &day, NULL);
	mh_query_free(&query);
	return status == MH_OK && day.year != 0 && mh_date_number(day) + WAIT_HIGH < mh_date_number(waiting->today);
}

static bool wanted(void *arg, const struct mh_record *rec)
{
	const struct waiting *waiting = arg;

	switch (mh_referral_state_of(mh_record_text(rec, "state"))) {
	case MH_REFERRAL_SENT:
	case MH_REFERRAL_RECEIVED:
		return late(rec, waiting->today) || unconfirmed(waiting, rec);
	case MH_REFERRAL_EXPIRED:
		return true;
	case MH_REFERRAL_RETURNING:
		return offered_long(waiting, rec) || unconfirmed(waiting, rec);
	default:	/* also one that had ended when the consent was withdrawn on which it leaned */
		return unconfirmed(waiting, rec);
	}
}

struct untold { struct mh_session *session; size_t count; };

/* What went without a referral is no row of the list: it is said, with --quiet too. */
static enum mh_status say_untold(void *arg, const struct mh_untold *one, struct mh_err *err)
{
	struct untold *untold = arg;
	struct mh_record partner;
	char id[MH_ID_SIZE], day[MH_DATE_SIZE];

	mh_record_init(&partner, &mh_partner);
	mh_id_format((struct mh_id){ &mh_consent, one->consent }, id);
	mh_date_format(one->since, day);
	enum mh_status status = mh_store_get(untold->session->store, (struct mh_id){ &mh_partner, one->partner }, &partner, err);
	if (status == MH_OK)
		mh_say_always(untold->session, _("%s: withdrawn on %s, and %s has data on it: tell them by phone, then mh-case consent withdraw %s --told %s"),
			id, day, mh_record_text(&partner, "code"), id, mh_record_text(&partner, "code"));
	untold->count += status == MH_OK;
	mh_record_free(&partner);
	return status;
}

static enum mh_status run(struct mh_session *session, void *args, int argc, char **argv, struct mh_err *err)
{
	struct waiting waiting = { session->store, mh_today() };
	struct untold untold = { session, 0 };
	struct mh_query query;
	enum mh_status status;

	(void)args, (void)argc, (void)argv;
	mh_query_init(&query, &mh_referral);
	status = mh_list(session, &query, "id,direction,partner,urgency,state,sent,answer-due", wanted, &waiting, err);
	mh_query_free(&query);
	if (status == MH_OK || status == MH_NO) {
		const enum mh_status said = mh_untold_each(session->store, say_untold, &untold, err);
		status = said != MH_OK ? said : untold.count > 0 ? MH_OK : status;
	}
	return status;
}
