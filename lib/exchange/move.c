#include "exchange/move.h"

#include <string.h>

#include "base/i18n.h"
#include "exchange/conversation.h"
#include "exchange/post.h"
#include "exchange/stop.h"

#define PAGE_MOST (1 << 17)

const struct mh_letter *mh_move_letter(enum mh_referral_move move)
{
	return mh_letter_find(move == MH_MOVE_WITHDRAW ? "withdrawal" : move == MH_MOVE_HAND_BACK ? "hand-back" : "answer");
}

enum mh_status mh_move_fits(const char *name, enum mh_referral_move move, bool reason, bool outcome, struct mh_err *err)
{
	const bool declines = move == MH_MOVE_DECLINE || move == MH_MOVE_REFUSE_BACK, finishes = move == MH_MOVE_FINISH;

	if (declines && !reason)
		return mh_fail(err, MH_INPUT, _("%s: declining needs a reason: give --reason"), name);
	if (move == MH_MOVE_HAND_BACK && !reason)
		return mh_fail(err, MH_INPUT, _("%s: handing back needs a reason: give --reason"), name);
	if (reason && !declines && move != MH_MOVE_HAND_BACK)
		return mh_fail(err, MH_INPUT, _("%s: a reason belongs to declining and handing back alone"), name);
	if (finishes && !outcome)
		return mh_fail(err, MH_INPUT, _("%s: finishing needs an outcome: give --outcome"), name);
	return finishes || !outcome ? MH_OK : mh_fail(err, MH_INPUT, _("%s: an outcome belongs to finishing alone"), name);
}

/* Fields of the body that stay in the referral, by the move that says them. */
static const struct { enum mh_referral_move move; const char *from, *to; } kept[] = {
	{ MH_MOVE_DECLINE, "reason", "reason" },
	{ MH_MOVE_FINISH, "outcome", "outcome" },
	{ MH_MOVE_HAND_BACK, "reason", "handed-back" },
};

enum mh_status mh_move_day(const char *name, const struct mh_record *body, struct mh_date first, struct mh_date last, struct mh_err *err)
{
	const char *on = mh_record_text(body, "on");
	char day[MH_DATE_SIZE];
	struct mh_date said;

	if (!mh_date_parse(on, &said))
		return MH_OK;
	if (mh_date_compare(said, last) > 0)
		return mh_fail(err, MH_INPUT, _("%s: its day %s (on) lies in the future: give the day on which it was said"), name, on);
	mh_date_format(first, day);
	return mh_date_compare(said, first) >= 0 ? MH_OK :
		mh_fail(err, MH_INPUT, _("%s: its day %s (on) lies before %s, when there was no request yet"), name, on, day);
}

/* The first answer counts, whatever is said later: one that was accepted in time is not late for being finished. */
static enum mh_status put_answered(struct mh_date on, struct mh_record *referral, struct mh_err *err)
{
	char day[MH_DATE_SIZE];
	const char *before = mh_record_text(referral, "answered");

	mh_date_format(on, day);
	return before[0] != '\0' && strcmp(before, day) <= 0 ? MH_OK : mh_record_put(referral, "answered", day, err);
}

enum mh_status mh_move_put(const struct mh_record *body, enum mh_referral_move move, struct mh_date on, struct mh_record *referral, struct mh_err *err)
{
	enum mh_status status = MH_OK;

	for (size_t i = 0; i < sizeof kept / sizeof kept[0] && status == MH_OK; i++)
		if (kept[i].move == move)
			status = mh_record_put(referral, kept[i].to, mh_record_text(body, kept[i].from), err);
	if (mh_referral_steps[move].side != MH_ASKED || move == MH_MOVE_RECEIVE || move == MH_MOVE_HAND_BACK)
		return status;
	if (status == MH_OK)
		status = put_answered(on, referral, err);
	if (status == MH_OK && mh_record_has(body, "note"))
		status = mh_record_put(referral, "answer-note", mh_record_text(body, "note"), err);
	return status;
}

/* May it be done now? An answer comes too late when the file of the request has ended. */
static enum mh_status check(const struct mh_turns *turns, enum mh_side own, enum mh_referral_move move, mh_moment now, const char *id,
	struct mh_err *err)
{
	const enum mh_referral_state state = mh_turns_stand(turns, own, now);
	char shown[MH_MOMENT_SIZE];

	if (state == MH_REFERRAL_EXPIRED && own == MH_ASKED && mh_referral_steps[move].side == own) {
		mh_moment_show(turns->expires, shown);
		return mh_fail(err, MH_DENIED, _("%s: expired without an answer on %s: a new referral is needed"), id, shown);
	}
	return mh_referral_may(own, move, state, err) == MH_OK ? MH_OK : mh_fail_in(err, id);
}

/* Random id of the message with which it was handed back: an answer to it names it. */
static enum mh_status name_offer(struct mh_store *store, const struct mh_turns *turns, struct mh_record *body, struct mh_err *err)
{
	struct mh_record message;

	mh_record_init(&message, &mh_message);
	enum mh_status status = mh_store_get(store, (struct mh_id){ &mh_message, mh_turns_offer(turns) }, &message, err);
	if (status == MH_OK)
		status = mh_record_put(body, "of", mh_record_text(&message, "uid"), err);
	mh_record_free(&message);
	return status;
}

/* The days between which one may be said: from the request on, until today. */
static enum mh_status check_day(const char *id, const struct mh_record *body, const struct mh_record *referral, mh_moment now, struct mh_err *err)
{
	struct mh_date sent = { .year = 1 };

	mh_date_parse(mh_record_text(referral, "sent"), &sent);
	return mh_move_day(id, body, sent, mh_moment_day(now), err);
}

static enum mh_status fill(struct mh_moving *m, const struct mh_turns *turns, const struct mh_record *referral, const char *id, struct mh_err *err)
{
	struct mh_record *body = &m->env->body;
	const bool answer = strcmp(m->env->letter->name, "answer") == 0, reason = mh_field_find(body->kind, "reason") >= 0;
	char day[MH_DATE_SIZE];
	enum mh_status status;

	mh_record_put(body, "reference", id, NULL);
	if (!mh_record_has(body, "on")) {
		mh_date_format(mh_moment_day(m->now), day);
		mh_record_put(body, "on", day, NULL);
	}
	if (answer)
		mh_record_put(body, "answer", mh_referral_word(mh_referral_steps[m->move].to), NULL);
	status = check_day(id, body, referral, m->now, err);
	if (status == MH_OK)
		status = mh_move_fits(id, m->move, reason && mh_record_has(body, "reason"), answer && mh_record_has(body, "outcome"), err);
	if (status == MH_OK && (m->move == MH_MOVE_TAKE_BACK || m->move == MH_MOVE_REFUSE_BACK))
		status = name_offer(m->store, turns, body, err);
	return status == MH_OK ? mh_record_check(body, mh_store_catalogues(m->store), mh_moment_day(m->now), NULL, NULL, err) : status;
}

/* The turn stands in the referral before its message is on record. */
static enum mh_status stand(struct mh_turns *turns, enum mh_side side, enum mh_referral_move move, mh_moment now, struct mh_record *referral,
	bool *changed, struct mh_err *err)
{
	const struct mh_turn turn = {
		.side = side, .move = move, .id = INT64_MAX, .number = mh_turns_next(turns, side) - 1, .said = true, .answers = mh_turns_offer(turns),
	};

	mh_turns_add(turns, &turn);
	return mh_conversation_put(turns, now, referral, changed, err);
}

/* By what way it is told: no file goes to one who is no partner any more, nor, that it was withdrawn, to one who is suspended now. */
static const char *channel_of(const struct mh_post *post, enum mh_referral_move move)
{
	const char *const channel = mh_record_text(post->referral, "channel"), *const state = mh_record_text(post->partner, "state");
	const bool called = strcmp(state, "left") == 0 || (strcmp(state, "suspended") == 0 && move == MH_MOVE_WITHDRAW);

	return called && strcmp(channel, "exchange") == 0 ? "phone" : channel;
}

/* To somebody without OpenPGP it is said: what is to be said stays on record. */
static enum mh_status tell(struct mh_post *post, enum mh_referral_move move, struct mh_envelope *env, struct mh_err *err)
{
	const char *const channel = channel_of(post, move);
	struct mh_str page;

	if (strcmp(channel, "exchange") == 0)
		return mh_post_send(post, env, err);
	mh_str_init_secret(&page, PAGE_MOST);
	enum mh_status status = mh_post_page(post, channel, env, &page, err);
	mh_str_free(&page);
	return status;
}

struct making { struct mh_moving *m; struct mh_record referral; };

static enum mh_status make(void *arg, struct mh_post *post, struct mh_err *err)
{
	struct making *making = arg;
	struct mh_moving *m = making->m;
	struct mh_record *referral = &making->referral;
	const struct mh_id of = { &mh_referral, referral->n };
	struct mh_turns turns = MH_TURNS_INIT;
	struct mh_date on = mh_moment_day(m->now);
	char id[MH_ID_SIZE];
	enum mh_status status = mh_store_get(m->store, of, referral, err);
	const enum mh_side own = mh_referral_side(mh_record_text(referral, "direction"));

	mh_id_format(of, id);
	if (status == MH_OK)
		status = mh_turns_of(m->store, referral, &turns, err);
	if (status == MH_OK)
		status = check(&turns, own, m->move, m->now, id, err);
	if (status == MH_OK)
		status = fill(m, &turns, referral, id, err);
	mh_date_parse(mh_record_text(&m->env->body, "on"), &on);
	if (status == MH_OK)
		status = mh_move_put(&m->env->body, m->move, on, referral, err);
	if (status == MH_OK)
		status = stand(&turns, own, m->move, m->now, referral, NULL, err);
	if (status == MH_OK)
		status = mh_store_put(m->store, referral, err);
	post->referral = referral;
	if (status == MH_OK)
		status = tell(post, m->move, m->env, err);
	mh_turns_free(&turns);
	return status;
}

/* What was taken back does not leave any more. */
static enum mh_status stop(struct mh_moving *m, const struct mh_record *referral, struct mh_err *err)
{
	struct mh_stopping stopping = { .store = m->store, .spool = m->spool, .command = m->command, .now = m->now };
	enum mh_status status = mh_stop_disclosed(&stopping, "referral", referral->n, err);

	m->stopped = stopping.files;
	return status;
}

enum mh_status mh_move(struct mh_moving *m, struct mh_record *referral, struct mh_err *err)
{
	struct mh_record partner;
	struct mh_post post = { .store = m->store, .spool = m->spool, .partner = &partner, .now = m->now };
	struct making making = { .m = m };

	mh_str_init(&m->path, 4096);
	mh_record_init(&partner, &mh_partner);
	mh_record_init(&making.referral, &mh_referral);
	making.referral.n = referral->n;
	enum mh_status status = mh_store_get(m->store, (struct mh_id){ &mh_partner, mh_record_number(referral, "partner") }, &partner, err);
	if (status == MH_OK)
		status = mh_post_write(&post, m->command, make, &making, &m->path, err);
	if (status == MH_OK && m->move == MH_MOVE_WITHDRAW)
		status = stop(m, referral, err);
	if (status == MH_OK)
		status = mh_store_get(m->store, (struct mh_id){ &mh_referral, referral->n }, referral, err);
	mh_record_free(&making.referral);
	mh_record_free(&partner);
	return status;
}

/* The message record of something said: not signed, without number or digest of a file. */
static enum mh_status put_said(const struct mh_hearsay *h, const struct mh_record *referral, enum mh_referral_move move, const char *answers,
	struct mh_err *err)
{
	static const char *const sealed[] = { "from-whom", "content" };
	const bool received = move == MH_MOVE_RECEIVE;
	struct mh_record rec;
	char uid[MH_EXCHANGE_ID_SIZE], day[MH_DATE_SIZE];
	enum mh_status status = MH_OK;

	mh_record_init(&rec, &mh_message);
	mh_record_initial(&rec);
	mh_exchange_id(uid);
	mh_date_format(h->on, day);
	mh_record_put_number(&rec, "referral", referral->n);
	mh_record_put_number(&rec, "partner", mh_record_number(referral, "partner"));
	mh_record_put_number(&rec, "created", h->now);
	mh_record_put(&rec, "direction", "in", NULL);
	mh_record_put(&rec, "kind", received ? "receipt" : mh_move_letter(move)->name, NULL);
	mh_record_put(&rec, "move", mh_referral_steps[move].name, NULL);
	mh_record_put(&rec, "answers", answers, NULL);
	mh_record_put(&rec, "uid", uid, NULL);
	mh_record_put(&rec, "signed", "no", NULL);
	mh_record_put(&rec, "channel", h->channel, NULL);
	mh_record_put(&rec, "on", day, NULL);
	for (size_t i = 0; i < 2 && status == MH_OK; i++)
		if (mh_record_has(h->message, sealed[i]))
			status = mh_record_put(&rec, sealed[i], mh_record_text(h->message, sealed[i]), err);
	if (status == MH_OK)
		status = mh_record_check(&rec, mh_store_catalogues(h->store), mh_moment_day(h->now), NULL, NULL, err);
	if (status == MH_OK)
		status = mh_store_put(h->store, &rec, err);
	mh_record_free(&rec);
	return status;
}

/* What was said, as the body of the message that would have said it. */
static enum mh_status put_heard(const struct mh_hearsay *h, enum mh_referral_move move, struct mh_record *referral, struct mh_err *err)
{
	struct mh_record body;
	char day[MH_DATE_SIZE], id[MH_ID_SIZE];

	mh_record_id(referral, id);
	mh_record_init(&body, mh_move_letter(move)->body);
	mh_date_format(h->on, day);
	mh_record_put(&body, "on", day, NULL);
	if (h->reason != NULL)
		mh_record_put(&body, "reason", h->reason, NULL);
	if (h->outcome != NULL)
		mh_record_put(&body, "outcome", h->outcome, NULL);
	enum mh_status status = mh_record_put(&body, "note", mh_record_text(h->message, "content"), err);
	if (status == MH_OK)
		status = check_day(id, &body, referral, h->now, err);
	if (status == MH_OK)
		status = mh_move_put(&body, move, h->on, referral, err);
	mh_record_free(&body);
	return status;
}

/* The other side's move, as if it had been heard just now; body gets the id of what it answers. */
static enum mh_status hear(const struct mh_hearsay *h, struct mh_record *referral, enum mh_referral_move move, struct mh_record *body,
	struct mh_err *err)
{
	const enum mh_side own = mh_referral_side(mh_record_text(referral, "direction"));
	struct mh_turns turns = MH_TURNS_INIT;
	bool changed = false;
	char id[MH_ID_SIZE];
	enum mh_status status = mh_turns_of(h->store, referral, &turns, err);

	mh_record_id(referral, id);
	const enum mh_referral_state before = status == MH_OK ? mh_turns_stand(&turns, own, h->now) : MH_REFERRAL_NONE;
	if (status == MH_OK && mh_turns_offer(&turns) != 0 && own == MH_ASKED)
		status = name_offer(h->store, &turns, body, err);
	if (status == MH_OK)
		status = stand(&turns, own == MH_ASKER ? MH_ASKED : MH_ASKER, move, h->now, referral, &changed, err);
	if (status == MH_OK && !changed && (move != MH_MOVE_RECEIVE || before == MH_REFERRAL_DRAFT))	/* that they know, such as of a withdrawal, moves nothing */
		status = mh_fail(err, MH_DENIED, _("%s: is %s: %s comes too late"), id, mh_referral_label(before), h->state);
	if (status == MH_OK)
		status = put_heard(h, move, referral, err);
	mh_turns_free(&turns);
	return status;
}

static enum mh_status find_move(const struct mh_hearsay *h, const struct mh_record *referral, enum mh_referral_move *move, struct mh_err *err)
{
	const bool asker = mh_referral_side(mh_record_text(referral, "direction")) == MH_ASKER;
	char id[MH_ID_SIZE];

	mh_record_id(referral, id);
	*move = mh_referral_move_to(asker ? MH_ASKED : MH_ASKER, h->state);
	if (*move == MH_MOVE_COUNT || *move == MH_MOVE_SEND)
		return mh_fail(err, MH_DENIED, _("%s: %s is nothing that the other side can say"), id, h->state);
	return mh_move_fits(id, *move, h->reason != NULL && h->reason[0] != '\0', h->outcome != NULL && h->outcome[0] != '\0', err);
}

enum mh_status mh_hearsay(const struct mh_hearsay *h, struct mh_record *referral, struct mh_err *err)
{
	enum mh_referral_move move;
	struct mh_record answer;
	enum mh_status status = mh_store_begin(h->store, h->command, err);

	mh_record_init(&answer, mh_letter_find("answer")->body);
	if (status == MH_OK)
		status = mh_store_get(h->store, (struct mh_id){ &mh_referral, referral->n }, referral, err);
	if (status == MH_OK)
		status = find_move(h, referral, &move, err);
	if (status == MH_OK)
		status = hear(h, referral, move, &answer, err);
	if (status == MH_OK)
		status = mh_record_check(referral, mh_store_catalogues(h->store), mh_moment_day(h->now), NULL, NULL, err);
	if (status == MH_OK)
		status = mh_store_put(h->store, referral, err);
	if (status == MH_OK)
		status = put_said(h, referral, move, mh_record_text(&answer, "of"), err);
	if (status == MH_OK)
		status = mh_store_commit(h->store, err);
	else
		mh_store_rollback(h->store);
	mh_record_free(&answer);
	return status;
}
