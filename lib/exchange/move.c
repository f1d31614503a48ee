#include "exchange/move.h"

#include <string.h>

#include "base/i18n.h"
#include "exchange/conversation.h"
#include "exchange/post.h"

#define PAGE_MOST (1 << 17)

const struct mh_letter *mh_move_letter(enum mh_referral_move move)
{
	return mh_letter_find(move == MH_MOVE_WITHDRAW ? "withdrawal" : "answer");
}

/* Refuses with the referral's id in front. */
static enum mh_status of(const struct mh_record *referral, struct mh_err *err)
{
	char id[MH_ID_SIZE];

	mh_record_id(referral, id);
	return mh_fail_in(err, id);
}

/* The new state, if the table and the clock allow it. */
static enum mh_status step(struct mh_store *store, enum mh_referral_move move, mh_moment now, struct mh_record *referral, struct mh_err *err)
{
	enum mh_referral_state state = mh_referral_state_of(mh_record_text(referral, "state"));
	struct mh_conversation c;
	char shown[MH_MOMENT_SIZE];
	enum mh_status status = mh_conversation_read(store, referral->n, &c, err);

	if (status != MH_OK)
		return status;
	if (move != MH_MOVE_WITHDRAW && mh_conversation_expired(&c, state, now)) {
		mh_moment_show(c.expires, shown);
		mh_fail(err, MH_DENIED, _("expired without an answer on %s: a new referral is needed"), shown);
		return of(referral, err);
	}
	if (mh_referral_act(mh_referral_side(mh_record_text(referral, "direction")), move, &state, err) != MH_OK)
		return of(referral, err);
	return mh_record_put(referral, "state", mh_referral_word(state), err);
}

/* The reason goes with declining and with nothing else. */
static enum mh_status check_reason(const struct mh_record *referral, enum mh_referral_move move, const char *reason, struct mh_err *err)
{
	bool declines = move == MH_MOVE_DECLINE;

	if (declines == (reason[0] != '\0'))
		return MH_OK;
	mh_fail(err, MH_INPUT, declines ? _("declining needs a reason: give --reason") : _("a reason belongs to declining alone"));
	return of(referral, err);
}

/* What an answer leaves in the referral itself. */
static enum mh_status put_answer(struct mh_record *referral, const char *reason, const char *on, const char *note, struct mh_err *err)
{
	enum mh_status status = mh_record_put(referral, "answered", on, err);

	if (status == MH_OK && reason[0] != '\0')
		status = mh_record_put(referral, "reason", reason, err);
	if (status == MH_OK && note[0] != '\0')
		status = mh_record_put(referral, "answer-note", note, err);
	return status;
}

static enum mh_status fill(struct mh_moving *m, struct mh_record *referral, struct mh_err *err)
{
	struct mh_record *body = &m->env->body;
	char id[MH_ID_SIZE], day[MH_DATE_SIZE];
	const char *reason = "";
	enum mh_status status;

	mh_record_id(referral, id);
	mh_record_put(body, "reference", id, NULL);
	if (!mh_record_has(body, "on")) {
		mh_date_format(mh_moment_day(m->now), day);
		mh_record_put(body, "on", day, NULL);
	}
	if (m->move != MH_MOVE_WITHDRAW) {
		reason = mh_record_text(body, "reason");
		mh_record_put(body, "answer", mh_referral_word(mh_referral_steps[m->move].to), NULL);
	}
	status = check_reason(referral, m->move, reason, err);
	if (status == MH_OK)
		status = mh_record_check(body, mh_store_catalogues(m->store), mh_moment_day(m->now), NULL, NULL, err);
	if (status == MH_OK && m->move != MH_MOVE_WITHDRAW)
		status = put_answer(referral, reason, mh_record_text(body, "on"), mh_record_text(body, "note"), err);
	return status;
}

/* To somebody without OpenPGP a withdrawal is said: what is to be said stays on record, and waits until somebody books that it was. */
static enum mh_status tell(struct mh_post *post, struct mh_envelope *env, struct mh_err *err)
{
	struct mh_str page;

	mh_str_init_secret(&page, PAGE_MOST);
	enum mh_status status = mh_post_page(post, mh_record_text(post->referral, "channel"), env, &page, err);
	mh_str_free(&page);
	return status;
}

enum mh_status mh_move(struct mh_moving *m, struct mh_record *referral, struct mh_err *err)
{
	bool file = strcmp(mh_record_text(referral, "channel"), "exchange") == 0;
	struct mh_record partner;
	struct mh_post post = { .store = m->store, .spool = m->spool, .partner = &partner, .referral = referral, .now = m->now };
	enum mh_status status;

	mh_str_init(&m->path, 4096);
	mh_record_init(&partner, &mh_partner);
	status = mh_store_get(m->store, (struct mh_id){ &mh_partner, mh_record_number(referral, "partner") }, &partner, err);
	if (status == MH_OK)
		status = mh_store_begin(m->store, m->command, err);
	if (status == MH_OK)
		status = step(m->store, m->move, m->now, referral, err);
	if (status == MH_OK)
		status = fill(m, referral, err);
	if (status == MH_OK)
		status = mh_store_put(m->store, referral, err);
	if (status == MH_OK && file)
		status = mh_post_send(&post, m->env, err);
	else if (status == MH_OK && m->move == MH_MOVE_WITHDRAW)
		status = tell(&post, m->env, err);
	if (status == MH_OK)
		status = mh_store_commit(m->store, err);
	if (status == MH_OK) {
		status = mh_post_done(&post, &m->path, err);
	} else {
		mh_post_undo(&post);
		mh_store_rollback(m->store);
	}
	mh_record_free(&partner);
	return status;
}

/* The message record of something said: not signed, without number or digest of a file. */
static enum mh_status put_said(const struct mh_hearsay *h, const struct mh_record *referral, struct mh_err *err)
{
	static const char *const sealed[] = { "from-whom", "content" };
	struct mh_record rec;
	char uid[MH_EXCHANGE_ID_SIZE], day[MH_DATE_SIZE];
	bool withdrawn = strcmp(h->state, "withdrawn") == 0, received = strcmp(h->state, "received") == 0;
	enum mh_status status = MH_OK;

	mh_record_init(&rec, &mh_message);
	mh_record_initial(&rec);
	mh_exchange_id(uid);
	mh_date_format(h->on, day);
	mh_record_put_number(&rec, "referral", referral->n);
	mh_record_put_number(&rec, "partner", mh_record_number(referral, "partner"));
	mh_record_put_number(&rec, "created", h->now);
	mh_record_put(&rec, "direction", "in", NULL);
	mh_record_put(&rec, "kind", received ? "receipt" : withdrawn ? "withdrawal" : "answer", NULL);
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

/* The other side's move, as if it had been heard just now. */
static enum mh_status hear(const struct mh_hearsay *h, struct mh_record *referral, enum mh_referral_move move, struct mh_err *err)
{
	enum mh_side own = mh_referral_side(mh_record_text(referral, "direction"));
	enum mh_referral_state state = mh_referral_state_of(mh_record_text(referral, "state"));
	int64_t last = 0;
	char day[MH_DATE_SIZE];

	if (move == MH_MOVE_COUNT || mh_referral_steps[move].side == own || mh_referral_steps[move].side == MH_CLOCK) {
		mh_fail(err, MH_DENIED, _("%s is nothing that the other side can say"), h->state);
		return of(referral, err);
	}
	if (!mh_referral_hear(own, move, 1, &last, &state)) {
		if (move == MH_MOVE_RECEIVE && state != MH_REFERRAL_DRAFT)
			return MH_OK;	/* that they know, such as of a withdrawal: it is booked, and moves nothing */
		mh_fail(err, MH_DENIED, _("is %s: %s comes too late"), mh_referral_label(state), h->state);
		return of(referral, err);
	}
	mh_record_put(referral, "state", mh_referral_word(state), NULL);
	if (move == MH_MOVE_WITHDRAW || move == MH_MOVE_RECEIVE)
		return MH_OK;
	mh_date_format(h->on, day);
	return put_answer(referral, h->reason != NULL ? h->reason : "", day, mh_record_text(h->message, "content"), err);
}

enum mh_status mh_hearsay(const struct mh_hearsay *h, struct mh_record *referral, struct mh_err *err)
{
	enum mh_referral_move move = mh_referral_move_to(h->state);
	enum mh_status status = mh_store_begin(h->store, h->command, err);

	if (status == MH_OK)
		status = check_reason(referral, move, h->reason != NULL ? h->reason : "", err);
	if (status == MH_OK)
		status = hear(h, referral, move, err);
	if (status == MH_OK)
		status = mh_record_check(referral, mh_store_catalogues(h->store), mh_moment_day(h->now), NULL, NULL, err);
	if (status == MH_OK)
		status = mh_store_put(h->store, referral, err);
	if (status == MH_OK)
		status = put_said(h, referral, err);
	if (status == MH_OK)
		status = mh_store_commit(h->store, err);
	else
		mh_store_rollback(h->store);
	return status;
}
