#include "exchange/book.h"

#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "chain/group.h"
#include "exchange/move.h"
#include "workflow/calendar.h"

#define REFERENCE_MOST 40
#define DAY_SECONDS 86400

static enum mh_side our_side(const struct mh_booking *b)
{
	return mh_referral_side(mh_record_text(b->referral, "direction"));
}

/* Copies fields that have a value, under the same names. */
static enum mh_status copy(struct mh_record *to, const struct mh_record *from, const char *const names[], struct mh_err *err)
{
	enum mh_status status = MH_OK;

	for (size_t i = 0; names[i] != NULL && status == MH_OK; i++)
		if (mh_record_has(from, names[i]))
			status = mh_record_put(to, names[i], mh_record_text(from, names[i]), err);
	return status;
}

static bool about_signal(const struct mh_booking *b)
{
	return b->signal->n != 0 || strcmp(b->env->letter->name, "signal") == 0;
}

static enum mh_status put_reference(struct mh_booking *b, struct mh_err *err)
{
	const char *reference = mh_record_text(&b->env->body, "reference");

	if (strlen(reference) > REFERENCE_MOST)
		return mh_fail(err, MH_INPUT, _("%s: reference is longer than %d bytes"), b->name, REFERENCE_MOST);
	return reference[0] == '\0' || about_signal(b) ? MH_OK : mh_record_put(b->referral, "their-id", reference, err);
}

static enum mh_side their_side(const struct mh_booking *b)
{
	return our_side(b) == MH_ASKER ? MH_ASKED : MH_ASKER;
}

/* Record number of the message of ours that it answers; 0: none that is known. */
static enum mh_status find_answered(const struct mh_booking *b, int64_t *n, struct mh_err *err)
{
	const char *of = mh_envelope_answers(b->env);
	struct mh_record message;
	enum mh_status status = MH_OK;

	*n = 0;
	if (of[0] == '\0')
		return MH_OK;
	mh_record_init(&message, &mh_message);
	status = mh_store_find(b->store, &mh_message, "uid", of, &message, err);
	if (status == MH_OK && mh_record_number(&message, "referral") == b->referral->n)
		*n = message.n;
	mh_record_free(&message);
	return status == MH_NO ? MH_OK : status;
}

/* The turn that it is; late when the referral stays where it is, and not because it stood there already. */
static enum mh_status hear(struct mh_booking *b, struct mh_err *err)
{
	const enum mh_referral_move move = mh_envelope_move(b->env, their_side(b));
	struct mh_turn turn = {
		.side = their_side(b), .move = move, .id = INT64_MAX, .epoch = mh_turn_epoch(mh_record_text(&b->env->head, "checkpoint")),
		.number = mh_record_number(&b->env->head, "number"),
	};
	bool changed = false;
	enum mh_status status = find_answered(b, &turn.answers, err);

	mh_turns_add(&b->turns, &turn);
	if (status == MH_OK)
		status = mh_conversation_put(&b->turns, b->now, b->referral, &changed, err);
	b->late = b->dead || (move < MH_MOVE_COUNT && move != MH_MOVE_RECEIVE && !changed &&
		strcmp(mh_record_text(b->referral, "state"), mh_referral_word(mh_referral_steps[move].to)) != 0);
	return status;
}

static enum mh_status book_referral(struct mh_booking *b, struct mh_err *err)
{
	static const char *const same[] = { "purpose", "help", "urgency", "age-band", "sex", "answer-due", NULL };
	char day[MH_DATE_SIZE];

	mh_date_format(mh_moment_day(b->now), day);
	mh_record_initial(b->referral);
	mh_record_put_number(b->referral, "partner", b->partner->n);
	mh_record_put(b->referral, "direction", "in", NULL);
	mh_record_put(b->referral, "conversation", mh_record_text(&b->env->head, "conversation"), NULL);
	mh_record_put(b->referral, "sent", day, NULL);
	mh_record_put(b->referral, "transfer", strcmp(b->env->letter->name, "transfer") == 0 ? "yes" : "no", NULL);
	return copy(b->referral, &b->env->body, same, err);
}

static enum mh_status book_answer(struct mh_booking *b, struct mh_err *err)
{
	const struct mh_record *body = &b->env->body;
	const enum mh_side side = their_side(b);
	const enum mh_referral_move move = mh_envelope_move(b->env, side);

	if (move == MH_MOVE_COUNT || move == MH_MOVE_RECEIVE || move == MH_MOVE_SEND || move == MH_MOVE_WITHDRAW)
		return mh_fail(err, MH_INPUT, side == MH_ASKED ? _("%s: %s is no answer: accepted, declined, waiting, started or done") :
			_("%s: %s is no answer of the side that asks: returned or declined, to a hand-back"), b->name, mh_record_text(body, "answer"));
	if (side == MH_ASKER && !mh_record_has(body, "of"))
		return mh_fail(err, MH_INPUT, _("%s: does not say which hand-back it answers (of)"), b->name);
	if ((move == MH_MOVE_DECLINE || move == MH_MOVE_REFUSE_BACK) != mh_record_has(body, "reason"))
		return mh_fail(err, MH_INPUT, mh_record_has(body, "reason") ? _("%s: a reason belongs to declined alone") :
			_("%s: declined without a reason"), b->name);
	if ((move == MH_MOVE_FINISH) != mh_record_has(body, "outcome"))
		return mh_fail(err, MH_INPUT, mh_record_has(body, "outcome") ? _("%s: an outcome belongs to done alone") :
			_("%s: done without an outcome"), b->name);
	return MH_OK;
}

/* Every field of the person must belong to a group that the message declares. */
static enum mh_status declared(const struct mh_booking *b, struct mh_err *err)
{
	const char *groups = mh_record_text(&b->env->body, "groups");

	for (size_t i = 0; i < mh_person.count; i++) {
		const char *field = mh_person.fields[i].name;
		bool found = b->env->part.values[i].have == MH_HAVE_NONE;
		for (size_t j = 0; j < mh_group_field_count && !found; j++)
			found = strcmp(mh_group_fields[j].field, field) == 0 && mh_set_has(groups, mh_group_fields[j].group);
		if (!found)
			return mh_fail(err, MH_INPUT, _("%s: person: %s is of none of the groups that it declares"), b->name, field);
	}
	return MH_OK;
}

/* Writes what is now known of the person: a new record, or more of the one that this referral has. */
static enum mh_status put_person(struct mh_booking *b, struct mh_err *err)
{
	const char *names[MH_FIELD_MOST] = { NULL };
	struct mh_record person;
	enum mh_status status = MH_OK;
	int64_t n = mh_record_number(b->referral, "person");

	for (size_t i = 0; i < mh_person.count; i++)
		names[i] = mh_person.fields[i].name;
	mh_record_init(&person, &mh_person);
	if (n != 0)
		status = mh_store_get(b->store, (struct mh_id){ &mh_person, n }, &person, err);
	else
		mh_record_initial(&person);
	if (status == MH_OK)
		status = copy(&person, &b->env->part, names, err);
	if (status == MH_OK)
		status = mh_store_put(b->store, &person, err);
	if (status == MH_OK)
		mh_record_put_number(b->referral, "person", person.n);
	mh_record_free(&person);
	return status;
}

static enum mh_status book_update(struct mh_booking *b, struct mh_err *err)
{
	const char *state = mh_record_text(b->referral, "state");
	const char *known = mh_record_text(b->referral, "person-uid"), *uid = mh_record_text(&b->env->body, "person-uid");
	enum mh_status status;

	if (strcmp(state, "accepted") != 0 && strcmp(state, "started") != 0)
		return mh_fail(err, MH_DENIED, _("%s: identity follows on acceptance: this referral is %s"), b->name,
			mh_referral_label(mh_referral_state_of(state)));
	if (known[0] != '\0' && uid[0] != '\0' && strcmp(known, uid) != 0)
		return mh_fail(err, MH_INPUT, _("%s: is about another person than before in this conversation"), b->name);
	status = declared(b, err);
	if (status == MH_OK)
		status = put_person(b, err);
	if (status == MH_OK && uid[0] != '\0')
		status = mh_record_put(b->referral, "person-uid", uid, err);
	if (status == MH_OK && mh_record_has(&b->env->body, "request"))
		status = mh_record_put(b->referral, "request", mh_record_text(&b->env->body, "request"), err);
	return status;
}

/* How it goes is told between those who work on it; that of the asked side may have overtaken its acceptance. */
static enum mh_status book_progress(struct mh_booking *b, struct mh_err *err)
{
	if (their_side(b) == MH_ASKED)
		return MH_OK;
	switch (mh_referral_state_of(mh_record_text(b->referral, "state"))) {
	case MH_REFERRAL_ACCEPTED:
	case MH_REFERRAL_STARTED:
	case MH_REFERRAL_RETURNING:
	case MH_REFERRAL_DONE:
		return MH_OK;
	default:
		return mh_fail(err, MH_DENIED, _("%s: progress is told behind an acceptance: this referral is %s"), b->name,
			mh_referral_label(mh_referral_state_of(mh_record_text(b->referral, "state"))));
	}
}

/* What it says is compared once the whole conversation is here; it is a turn like any other. */
static enum mh_status book_nothing(struct mh_booking *b, struct mh_err *err)
{
	(void)b, (void)err;
	return MH_OK;
}

static bool in_conversation(const struct mh_booking *b, const struct mh_record *message)
{
	return about_signal(b) ? strcmp(mh_record_text(message, "conversation"), mh_record_text(&b->env->head, "conversation")) == 0 :
		mh_record_number(message, "referral") == b->referral->n;
}

/* A store that was put back from a backup gets receipts of what it sent in the time that it lost. */
static enum mh_status of_lost(const struct mh_booking *b, struct mh_err *err)
{
	struct mh_log_point end;
	int64_t restored = 0;
	enum mh_status status = mh_store_log_end(b->store, &end, &restored, err);

	return status == MH_OK && restored == 0 ? MH_NO : status;
}

static enum mh_status book_receipt(struct mh_booking *b, struct mh_err *err)
{
	const char *of = mh_record_text(&b->env->body, "of"), *digest = mh_record_text(&b->env->body, "digest");
	struct mh_record message;
	enum mh_status status;

	mh_record_init(&message, &mh_message);
	status = mh_store_find(b->store, &mh_message, "uid", of, &message, err);
	if (status == MH_NO && (status = of_lost(b, err)) == MH_OK) {
		mh_record_free(&message);
		return MH_OK;
	}
	if (status == MH_NO || (status == MH_OK && (!in_conversation(b, &message) || strcmp(mh_record_text(&message, "direction"), "out") != 0)))
		status = mh_fail(err, MH_INPUT, _("%s: is a receipt of a message that is not ours in this conversation"), b->name);
	if (status == MH_OK && digest[0] != '\0' && strcmp(digest, mh_record_text(&message, "digest")) != 0)
		status = mh_fail(err, MH_INPUT, _("%s: is a receipt of another text than was sent: ask %s by another way what it has"),
			b->name, mh_record_text(b->partner, "code"));
	mh_record_free(&message);
	return status;
}

/* What it says of its sender's log was held against what is known (witness.c); its message is all that stays. */
static enum mh_status book_notice(struct mh_booking *b, struct mh_err *err)
{
	if (!mh_record_has_code(&b->env->body, "restored", "yes"))
		return mh_fail(err, MH_INPUT, _("%s: a notice tells that a store was restored: restored: yes"), b->name);
	return MH_OK;
}

static const struct {
	const char *kind;
	enum mh_status (*book)(struct mh_booking *, struct mh_err *);
} kinds[] = {
	{ "referral", book_referral },
	{ "transfer", book_referral },
	{ "answer", book_answer },
	{ "update", book_update },
	{ "progress", book_progress },
	{ "hand-back", book_nothing },
	{ "withdrawal", book_nothing },
	{ "receipt", book_receipt },
	{ "standing", book_nothing },
	{ "signal", mh_book_signal },
	{ "notice", book_notice },
};

/* The day that it names: not behind its making, nor before its request. Days differ by one between two places; a request that came to us was made
 * at most a file's life before. */
static enum mh_status check_day(const struct mh_booking *b, struct mh_err *err)
{
	const struct mh_record *body = &b->env->body;
	const struct mh_length apart = { our_side(b) == MH_ASKER ? 1 : 1 + MH_EXCHANGE_DAYS, MH_DAYS };
	struct mh_date sent;

	if (b->env->letter->opens || about_signal(b) || mh_field_find(body->kind, "on") < 0 || !mh_date_parse(mh_record_text(b->referral, "sent"), &sent))
		return MH_OK;
	return mh_move_day(b->name, body, mh_date_before(sent, apart), mh_moment_day(mh_record_number(&b->env->head, "created") + DAY_SECONDS), err);
}

/* Its turn, what it leaves in the referral where it counts, and the referral itself. */
static enum mh_status book_turn(struct mh_booking *b, struct mh_err *err)
{
	const enum mh_referral_move move = mh_envelope_move(b->env, their_side(b));
	const struct mh_date made = mh_moment_day(mh_record_number(&b->env->head, "created"));
	enum mh_status status = hear(b, err);

	if (status == MH_OK && !b->late && move < MH_MOVE_COUNT)	/* answered when it was made and signed, whatever day it names */
		status = mh_move_put(&b->env->body, move, made, b->referral, err);
	return status == MH_OK ? mh_store_put(b->store, b->referral, err) : status;
}

enum mh_status mh_book(struct mh_booking *b, struct mh_err *err)
{
	const bool alone = b->env->letter->alone;
	enum mh_status status = alone || b->dead ? MH_OK : put_reference(b, err);

	if (status == MH_OK && !alone && !b->dead)
		status = check_day(b, err);
	b->late = false;
	for (size_t i = 0; i < MH_COUNT(kinds) && status == MH_OK && !b->dead; i++)
		if (strcmp(kinds[i].kind, b->env->letter->name) == 0)
			status = kinds[i].book(b, err);
	return status == MH_OK && !alone && !about_signal(b) ? book_turn(b, err) : status;
}
