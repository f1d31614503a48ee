#include "refer.h"

#include <string.h>

#include "base/clock.h"
#include "base/i18n.h"
#include "cli/talk.h"
#include "exchange/move.h"
#include "exchange/post.h"
#include "exchange/spool.h"
#include "record/options.h"

enum mh_status refer_spool(const struct mh_session *session, const char *spool, struct mh_str *path, struct mh_err *err)
{
	mh_str_clear(path);
	if (spool != NULL)
		mh_str_puts(path, spool);
	else
		mh_spool_of(mh_store_about(session->store)->file, path);
	return mh_post_sweep(session->store, path->s, session->log, err);
}

enum mh_status refer_partner(struct mh_session *session, const char *code, struct mh_record *partner, struct mh_err *err)
{
	enum mh_status status = mh_store_find(session->store, &mh_partner, "code", code, partner, err);

	if (status == MH_NO)
		mh_fail(err, MH_NO, _("%s: no such partner: mh-refer partner list shows them"), code);
	return status;
}

void refer_say_notice(const struct mh_session *session, const struct mh_notice *notice)
{
	if (notice->why != NULL)
		mh_say(session, _("%s: could not be told of the restore: %s"), notice->partner, notice->why->text);
	else if (notice->path != NULL)
		mh_say(session, _("%s: that the store was restored, to be carried there: %s"), notice->partner, notice->path);
	else
		mh_say(session, _("%s: has no OpenPGP: tell it by phone that the store was restored, and that what it sent since the backup is to be sent again"),
			notice->partner);
}

void refer_say_stopped(const struct mh_session *session, const char *id, size_t files)
{
	if (files > 0)
		mh_say(session, ngettext("%s: %zu file that had not gone was taken out of the outbox", "%s: %zu files that had not gone were taken out of the outbox",
			files), id, files);
}

struct moving {
	struct mh_session *session;
	enum mh_referral_move move;
	const struct mh_record *said;	/* the message's fields, read once */
	const char *spool;
};

/* What is handed back to us is accepted or declined by the same commands. */
static enum mh_referral_move move_of(enum mh_referral_move move, const struct mh_record *referral)
{
	if (strcmp(mh_record_text(referral, "direction"), "out") != 0 ||
	    mh_referral_state_of(mh_record_text(referral, "state")) != MH_REFERRAL_RETURNING)
		return move;
	return move == MH_MOVE_ACCEPT ? MH_MOVE_TAKE_BACK : move == MH_MOVE_DECLINE ? MH_MOVE_REFUSE_BACK : move;
}

static enum mh_status move_one(void *arg, const char *id, struct mh_err *err)
{
	struct moving *all = arg;
	struct mh_envelope env;
	struct mh_moving m = {
		.store = all->session->store, .spool = all->spool, .command = all->session->log, .now = mh_clock_system(),
		.move = all->move, .env = &env,
	};
	struct mh_record referral;
	char shown[MH_ID_SIZE];
	enum mh_status status;

	mh_record_init(&referral, &mh_referral);
	mh_envelope_start(&env, mh_move_letter(all->move));
	for (size_t i = 0; i < all->said->kind->count; i++)
		if (all->said->set[i])
			mh_record_set(&env.body, (int)i, all->said->values[i].text, all->said->values[i].len, NULL);
	status = mh_store_get_text(all->session->store, id, &mh_referral, &referral, err);
	if (status == MH_OK) {
		m.move = move_of(all->move, &referral);
		status = mh_move(&m, &referral, err);
		mh_record_id(&referral, shown);
	}
	if (status == MH_OK) {
		const char *state = mh_referral_label(mh_referral_state_of(mh_record_text(&referral, "state")));
		puts(shown);
		if (m.path.len > 0)
			mh_say(all->session, _("%s: %s; to be carried to the other side: %s"), shown, state, m.path.s);
		else
			mh_say(all->session, _("%s: %s; tell the other side"), shown, state);
		refer_say_stopped(all->session, shown, m.stopped);
	}
	if (m.path.s != NULL)
		mh_str_free(&m.path);
	mh_envelope_free(&env);
	mh_record_free(&referral);
	return status;
}

enum mh_status refer_move(struct mh_session *session, enum mh_referral_move move, const struct refer_move_args *args, int argc,
	char **argv, struct mh_err *err)
{
	struct mh_record said;
	struct mh_str spool;
	struct moving all = { session, move, &said, NULL };
	enum mh_status status;

	mh_str_init(&spool, 4096);
	mh_record_init(&said, mh_move_letter(move)->body);
	status = mh_record_assign(&said, &args->pairs, err);
	if (status == MH_OK)
		status = refer_spool(session, args->spool, &spool, err);
	all.spool = spool.s;
	if (status == MH_OK)
		status = mh_each_operand(argc, argv, move_one, &all, err);
	mh_record_free(&said);
	mh_str_free(&spool);
	return status;
}
