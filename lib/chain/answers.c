#include "chain/answers.h"

#include <string.h>

#include "base/i18n.h"

struct counting {
	const struct mh_casework *work;
	struct mh_date from, to, day;
	struct mh_answers *out;
};

/* The day by which an answer was due; year 0: none. */
static struct mh_date due_of(const struct mh_casework *work, const struct mh_record *referral, struct mh_date sent)
{
	struct mh_happening start = { .track = "referral", .event = "sent", .on = sent, .scope = mh_record_text(referral, "urgency") };
	struct mh_date due = { .year = 0 };

	if (mh_date_parse(mh_record_text(referral, "answer-due"), &due))
		return due;
	const struct mh_term *term = mh_term_choose(&work->terms, "referral-answer", "referral/sent", start.scope, sent);
	return term != NULL && !term->unset ? mh_term_due(term, &start) : due;
}

static enum mh_status count(void *arg, struct mh_record *referral, struct mh_err *err)
{
	struct counting *c = arg;
	struct mh_date sent, answered, due;

	(void)err;
	if (!mh_date_parse(mh_record_text(referral, "sent"), &sent) || strcmp(mh_record_text(referral, "state"), "withdrawn") == 0)
		return MH_OK;
	if ((c->from.year != 0 && mh_date_compare(sent, c->from) < 0) || (c->to.year != 0 && mh_date_compare(sent, c->to) > 0))
		return MH_OK;
	due = due_of(c->work, referral, sent);
	if (due.year == 0)
		return MH_OK;
	if (mh_date_parse(mh_record_text(referral, "answered"), &answered))
		*(mh_date_compare(answered, due) <= 0 ? &c->out->in_time : &c->out->late) += 1;
	else
		*(mh_date_compare(c->day, due) <= 0 ? &c->out->waiting : &c->out->late) += 1;
	return MH_OK;
}

enum mh_status mh_answers_of(struct mh_store *store, const struct mh_casework *work, int64_t partner, struct mh_date from, struct mh_date to,
	struct mh_date day, struct mh_answers *out, struct mh_err *err)
{
	struct counting c = { work, from, to, day, out };
	struct mh_query query;

	*out = (struct mh_answers){ 0, 0, 0 };
	mh_query_init(&query, &mh_referral);
	mh_query_is_number(&query, "partner", partner);
	mh_query_is(&query, "direction", "out");
	enum mh_status status = mh_store_each(store, &query, count, &c, err);
	mh_query_free(&query);
	return status;
}
