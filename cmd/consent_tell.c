#include "consent_tell.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "chain/withdrawals.h"
#include "exchange/move.h"
#include "exchange/stop.h"
#include "refer.h"

static enum mh_status take(void *arg, struct mh_record *disclosure, struct mh_err *err)
{
	struct consent_recipients *all = arg;
	const struct consent_told one = { mh_record_number(disclosure, "referral"), mh_record_number(disclosure, "partner") };

	(void)err;
	if (one.referral == 0 && (mh_record_has(disclosure, "stopped") || mh_record_has(disclosure, "told")))
		return MH_OK;
	for (size_t i = 0; i < all->count; i++)
		if (all->list[i].referral == one.referral && all->list[i].partner == one.partner)
			return MH_OK;
	all->list = mh_grow(all->list, all->count + 1, sizeof *all->list);
	all->list[all->count++] = one;
	return MH_OK;
}

enum mh_status consent_recipients_read(struct mh_session *session, int64_t consent, struct consent_recipients *all, struct mh_err *err)
{
	struct mh_query query;

	mh_query_init(&query, &mh_disclosure);
	mh_query_is_number(&query, "consent", consent);
	enum mh_status status = mh_store_each(session->store, &query, take, all, err);
	mh_query_free(&query);
	return status;
}

void consent_recipients_free(struct consent_recipients *all)
{
	free(all->list);
	*all = (struct consent_recipients){ NULL, 0 };
}

static bool can_withdraw(const struct mh_record *referral)
{
	enum mh_referral_state state = mh_referral_state_of(mh_record_text(referral, "state"));
	struct mh_err why = MH_ERR_INIT;

	return strcmp(mh_record_text(referral, "direction"), "out") == 0 && mh_referral_may(MH_ASKER, MH_MOVE_WITHDRAW, state, &why) == MH_OK;
}

/* How it stands with one: is there a message to make, and has somebody to say it? */
struct standing { bool can, call; };

static enum mh_status stand(struct mh_session *session, const struct mh_record *referral, struct standing *out, struct mh_err *err)
{
	struct mh_withdrawal withdrawal = { .waits = true };	/* without a referral nothing says that it was told */
	enum mh_status status = referral->n != 0 ? mh_withdrawal_of(session->store, referral, &withdrawal, err) : MH_OK;

	*out = (struct standing){ referral->n != 0 && can_withdraw(referral), withdrawal.waits && !withdrawal.by_file };
	return status;
}

enum mh_status consent_any_to_tell(struct mh_session *session, const struct consent_recipients *all, bool *any, struct mh_err *err)
{
	enum mh_status status = MH_OK;

	*any = false;
	for (size_t i = 0; i < all->count && status == MH_OK; i++) {
		struct standing standing = { false, false };
		struct mh_record referral;

		mh_record_init(&referral, &mh_referral);
		if (all->list[i].referral != 0)
			status = mh_store_get(session->store, (struct mh_id){ &mh_referral, all->list[i].referral }, &referral, err);
		if (status == MH_OK)
			status = stand(session, &referral, &standing, err);
		*any = *any || standing.can || standing.call;
		mh_record_free(&referral);
	}
	return status;
}

enum mh_status consent_stop(struct mh_session *session, const char *spool, int64_t consent, struct mh_err *err)
{
	struct mh_stopping stopping = { .store = session->store, .command = session->log, .now = mh_clock_system() };
	char id[MH_ID_SIZE];
	struct mh_str path;

	mh_str_init(&path, 4096);
	mh_id_format((struct mh_id){ &mh_consent, consent }, id);
	enum mh_status status = refer_spool(session, spool, &path, err);
	stopping.spool = path.s;
	if (status == MH_OK)
		status = mh_stop_disclosed(&stopping, "consent", consent, err);
	refer_say_stopped(session, id, stopping.files);
	mh_str_free(&path);
	return status;
}

static enum mh_status withdraw(struct mh_session *session, const char *spool, const char *on, struct mh_record *referral, struct mh_str *path,
	struct mh_err *err)
{
	struct mh_envelope env;
	struct mh_moving m = {
		.store = session->store, .spool = spool, .command = session->log, .now = mh_clock_system(), .move = MH_MOVE_WITHDRAW, .env = &env,
	};

	mh_envelope_start(&env, mh_move_letter(MH_MOVE_WITHDRAW));
	enum mh_status status = mh_record_put(&env.body, "on", on, err);
	if (status == MH_OK) {
		status = mh_move(&m, referral, err);
		if (status == MH_OK)
			mh_str_puts(path, m.path.s);
		mh_str_free(&m.path);
	}
	mh_envelope_free(&env);
	return status;
}

/* Nobody but a person can do it, so it is said whatever was asked for. */
static void say_call(struct mh_session *session, const char *partner, const char *id)
{
	if (id[0] == '\0')
		mh_say_always(session, _("%s got data on it: tell them by phone that it was withdrawn, then give the same command with --told %s"), partner, partner);
	else
		mh_say_always(session, _("%s got data on it, %s: tell them by phone that it was withdrawn, then mh-refer record %s received --by phone --from -"),
			partner, id, id);
}

static enum mh_status tell_partner(struct mh_session *session, const char *spool, const char *on, const char *partner, struct mh_record *referral,
	struct mh_err *err)
{
	struct standing standing = { false, false };
	struct mh_str path;
	char id[MH_ID_SIZE] = "";
	enum mh_status status = stand(session, referral, &standing, err);

	mh_str_init(&path, 4096);
	if (referral->n != 0)
		mh_record_id(referral, id);
	if (status == MH_OK && standing.can) {
		status = withdraw(session, spool, on, referral, &path, err);
		standing.call = path.len == 0;
	}
	if (path.len > 0)
		mh_say(session, _("%s: withdrawn; to be carried to %s: %s"), id, partner, path.s);
	else if (standing.call || status != MH_OK)
		say_call(session, partner, id);
	mh_str_free(&path);
	return status;
}

/* One who has the data: by a message where the referral can be withdrawn, else a person must call. */
static enum mh_status tell_one(struct mh_session *session, const char *spool, const char *on, const struct consent_told *told, struct mh_err *err)
{
	struct mh_record referral, partner;

	mh_record_init(&referral, &mh_referral);
	mh_record_init(&partner, &mh_partner);
	enum mh_status status = mh_store_get(session->store, (struct mh_id){ &mh_partner, told->partner }, &partner, err);
	if (status == MH_OK && told->referral != 0)
		status = mh_store_get(session->store, (struct mh_id){ &mh_referral, told->referral }, &referral, err);
	if (status == MH_OK)
		status = tell_partner(session, spool, on, mh_record_text(&partner, "code"), &referral, err);
	mh_record_free(&partner);
	mh_record_free(&referral);
	return status;
}

enum mh_status consent_tell(struct mh_session *session, const char *spool, const char *on, const struct consent_recipients *all, struct mh_err *err)
{
	enum mh_status first = MH_OK;
	struct mh_str path;

	if (all->count == 0)
		return MH_OK;
	mh_str_init(&path, 4096);
	first = refer_spool(session, spool, &path, err);
	for (size_t i = 0; i < all->count; i++) {
		struct mh_err why = MH_ERR_INIT;
		enum mh_status status = tell_one(session, path.s, on, &all->list[i], &why);

		if (status != MH_OK && first == MH_OK)
			first = mh_fail(err, status, _("the consent is withdrawn, but not everybody could be told: %s; the same command tries again"), why.text);
	}
	mh_str_free(&path);
	return first;
}
