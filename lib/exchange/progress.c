/* How it goes with a referral: told by either side, through the gate. And referrals that ask again for what is under way. */

#include <string.h>

#include "base/i18n.h"
#include "chain/group.h"
#include "exchange/move.h"
#include "exchange/refer.h"

/* Between those who work on it, and while they do. */
static enum mh_status may_tell(const struct mh_record *referral, struct mh_err *err)
{
	const enum mh_referral_state state = mh_referral_state_of(mh_record_text(referral, "state"));
	char id[MH_ID_SIZE];

	mh_record_id(referral, id);
	if (state == MH_REFERRAL_ACCEPTED || state == MH_REFERRAL_STARTED || state == MH_REFERRAL_RETURNING)
		return MH_OK;
	return mh_fail(err, MH_DENIED, _("%s: progress is told behind an acceptance: it is %s"), id, mh_referral_label(state));
}

enum mh_status mh_refer_progress(struct mh_referring *r, struct mh_record *referral, const struct mh_record *body, struct mh_err *err)
{
	struct mh_gate_facts f;
	struct mh_envelope env;
	enum mh_status status = may_tell(referral, err);

	mh_envelope_start(&env, mh_letter_find("progress"));
	r->channel = mh_record_text(referral, "channel");
	if (status == MH_OK)
		status = mh_refer_case_open(r, referral, err);
	if (status == MH_OK)
		status = mh_store_get(r->store, (struct mh_id){ &mh_partner, mh_record_number(referral, "partner") }, &r->partner, err);
	if (status == MH_OK)
		status = mh_move_day("--on", body, (struct mh_date){ .year = 1 }, mh_moment_day(r->now), err);
	if (status == MH_OK)
		status = mh_record_check(body, mh_store_catalogues(r->store), mh_moment_day(r->now), NULL, NULL, err);
	if (status == MH_OK)
		status = mh_refer_gate(r, referral, mh_record_text(body, "groups"), &f, err);
	for (size_t i = 0; i < body->kind->count && status == MH_OK; i++)
		if (body->values[i].have != MH_HAVE_NONE)
			status = mh_record_put(&env.body, body->kind->fields[i].name, mh_record_text(body, body->kind->fields[i].name), err);
	if (status == MH_OK)
		status = mh_refer_send(r, referral, &f, &env, err);
	mh_envelope_free(&env);
	return status;
}

struct same { const struct mh_record *referral; int64_t found; };

static bool under_way(const struct mh_record *referral)
{
	switch (mh_referral_state_of(mh_record_text(referral, "state"))) {
	case MH_REFERRAL_SENT:
	case MH_REFERRAL_RECEIVED:
	case MH_REFERRAL_WAITING:
	case MH_REFERRAL_ACCEPTED:
	case MH_REFERRAL_STARTED:
	case MH_REFERRAL_RETURNING:
		return true;
	default:
		return false;
	}
}

static enum mh_status is_same(void *arg, struct mh_record *other, struct mh_err *err)
{
	struct same *same = arg;

	(void)err;
	if (other->n != same->referral->n && under_way(other) &&
	    strcmp(mh_record_text(other, "purpose"), mh_record_text(same->referral, "purpose")) == 0)
		same->found = other->n;
	return MH_OK;
}

enum mh_status mh_refer_same(const struct mh_referring *r, const struct mh_record *referral, int64_t *n, struct mh_err *err)
{
	struct same same = { referral, 0 };
	struct mh_query query;
	enum mh_status status = MH_OK;

	*n = 0;
	if (mh_record_number(referral, "person") == 0)
		return MH_OK;
	mh_query_init(&query, &mh_referral);
	mh_query_is_number(&query, "person", mh_record_number(referral, "person"));
	mh_query_is_number(&query, "partner", mh_record_number(referral, "partner"));
	mh_query_is(&query, "direction", "out");
	status = mh_store_each(r->store, &query, is_same, &same, err);
	mh_query_free(&query);
	*n = same.found;
	return status;
}
