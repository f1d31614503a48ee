#include "exchange/resend.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "chain/group.h"
#include "chain/turns.h"
#include "exchange/post.h"

/* Messages of ours that are alive; and the newest that moves the referral, where its file has ended. */
struct ours {
	struct mh_id *list;
	size_t count;
	struct mh_id ended;
	mh_moment now;
};

static enum mh_status collect(void *arg, struct mh_record *rec, struct mh_err *err)
{
	struct ours *ours = arg;

	const enum mh_referral_move move = mh_referral_move_of(mh_record_text(rec, "move"));
	const bool moves = move != MH_MOVE_COUNT && move != MH_MOVE_SEND && move != MH_MOVE_RECEIVE;

	(void)err;
	if (moves)
		ours->ended = (struct mh_id){ &mh_message, 0 };
	if (mh_record_number(rec, "expires") <= ours->now) {
		if (moves)
			ours->ended.n = rec->n;
		return MH_OK;
	}
	ours->list = mh_grow(ours->list, ours->count + 1, sizeof *ours->list);
	ours->list[ours->count++] = (struct mh_id){ &mh_message, rec->n };
	return MH_OK;
}

static enum mh_status find_ours(struct mh_referring *r, const struct mh_record *referral, struct ours *ours, struct mh_err *err)
{
	struct mh_query query;
	enum mh_status status;

	mh_query_init(&query, &mh_message);
	mh_query_is_number(&query, "referral", referral->n);
	mh_query_is(&query, "direction", "out");
	mh_query_is(&query, "channel", "exchange");
	status = mh_store_each(r->store, &query, collect, ours, err);
	mh_query_free(&query);
	return status;
}

/* The text as it was signed before: kept without its filling, and proven by its digest. */
static enum mh_status text_of(const struct mh_record *message, struct mh_str *text, struct mh_err *err)
{
	char digest[MH_EXCHANGE_DIGEST_SIZE], id[MH_ID_SIZE];

	mh_str_puts(text, mh_record_text(message, "content"));
	mh_str_putc(text, '\n');
	mh_envelope_pad(text);
	mh_exchange_digest((struct mh_blob){ text->s, text->len }, digest);
	mh_record_id(message, id);
	if (!mh_str_ok(text) || strcmp(digest, mh_record_text(message, "digest")) != 0)
		return mh_fail(err, MH_STORE, _("%s: its text is not the one that was sent"), id);
	return MH_OK;
}

/* Groups of data in a message of ours; "" when it tells nothing of a person. */
static enum mh_status groups_of(struct mh_referring *r, const struct mh_record *message, const struct mh_str *text, char groups[MH_GATE_SET],
	struct mh_err *err)
{
	struct mh_envelope env;
	struct mh_catalogues *catalogues = mh_store_catalogues(r->store);
	enum mh_status status;

	snprintf(groups, MH_GATE_SET, "%s", mh_message_tells(message) ? MH_GROUP_MINIMAL : "");
	if (!mh_message_tells(message) || mh_field_find(mh_letter_find(mh_record_text(message, "kind"))->body, "groups") < 0)
		return MH_OK;
	status = mh_envelope_read("message", (struct mh_blob){ text->s, text->len }, &env, catalogues, NULL, err);
	if (status == MH_OK)
		status = mh_envelope_read_body("message", &env, catalogues, mh_moment_day(r->now), NULL, err);
	if (status == MH_OK)
		snprintf(groups, MH_GATE_SET, "%s", mh_record_text(&env.body, "groups"));
	mh_envelope_free(&env);
	return status;
}

static enum mh_status take_stopped(void *arg, struct mh_record *disclosure, struct mh_err *err)
{
	int64_t *stopped = arg;

	(void)err;
	if (mh_record_has(disclosure, "stopped"))
		*stopped = disclosure->n;
	return MH_OK;
}

/* What was taken out of the outbox and goes all the same is a disclosure as any other. */
static enum mh_status goes_again(struct mh_referring *r, const struct mh_record *message, struct mh_err *err)
{
	struct mh_id stopped = { &mh_disclosure, 0 };
	struct mh_record disclosure;
	struct mh_query query;

	mh_query_init(&query, &mh_disclosure);
	mh_query_is_number(&query, "referral", mh_record_number(message, "referral"));
	mh_query_is(&query, "digest", mh_record_text(message, "digest"));
	enum mh_status status = mh_store_each(r->store, &query, take_stopped, &stopped.n, err);
	mh_query_free(&query);
	if (status != MH_OK || stopped.n == 0)
		return status;
	mh_record_init(&disclosure, &mh_disclosure);
	status = mh_store_get(r->store, stopped, &disclosure, err);
	if (status == MH_OK)
		status = mh_record_put(&disclosure, "stopped", "", err);
	if (status == MH_OK)
		status = mh_store_put(r->store, &disclosure, err);
	mh_record_free(&disclosure);
	return status;
}

/* The file of the same message has other bytes than the first: erasing must find both. */
static enum mh_status book_file(struct mh_referring *r, struct mh_id id, const char *file, struct mh_err *err)
{
	struct mh_record message;
	struct mh_str files;
	enum mh_status status = mh_store_begin(r->store, r->command, err);

	mh_record_init(&message, &mh_message);
	mh_str_init(&files, 4096);
	if (status == MH_OK)
		status = mh_store_get(r->store, id, &message, err);
	mh_str_printf(&files, "%s %s", mh_record_text(&message, "files"), file);
	if (status == MH_OK && !mh_str_ok(&files))
		status = mh_fail(err, MH_DENIED, _("was sent again too often: a new referral is needed"));
	if (status == MH_OK)
		status = mh_record_put(&message, "files", files.s, err);
	if (status == MH_OK)
		status = mh_store_put(r->store, &message, err);
	if (status == MH_OK)
		status = goes_again(r, &message, err);
	if (status == MH_OK)
		status = mh_store_commit(r->store, err);
	else
		mh_store_rollback(r->store);
	mh_str_free(&files);
	mh_record_free(&message);
	return status;
}

/* A message of ours, as it was signed. */
static enum mh_status seal_again(struct mh_referring *r, const struct mh_record *referral, const struct mh_record *message, const struct mh_str *text,
	struct mh_err *err)
{
	struct mh_post post = { .store = r->store, .spool = r->spool, .partner = &r->partner, .referral = referral, .now = r->now };
	enum mh_status status = mh_post_seal(&post, mh_record_text(message, "uid"), (struct mh_blob){ text->s, text->len }, err);

	if (status == MH_OK)
		status = book_file(r, (struct mh_id){ &mh_message, message->n }, post.file, err);
	mh_str_clear(&r->path);
	if (status == MH_OK)
		status = mh_post_done(&post, &r->path, err);
	else
		mh_post_undo(&post);
	return status;
}

/* The gate as of now; progress told by the side that was asked leans on a basis of its own, which passed when it was told. */
static enum mh_status pass(struct mh_referring *r, const struct mh_record *referral, const char *groups, struct mh_resent *done, bool *may,
	struct mh_err *err)
{
	struct mh_err why = MH_ERR_INIT;

	*may = true;
	if (groups[0] == '\0' || strcmp(mh_record_text(referral, "direction"), "out") != 0)
		return MH_OK;
	enum mh_status status = mh_refer_gate(r, referral, groups, NULL, &why);
	if (status == MH_OK)
		return MH_OK;
	if (status != MH_DENIED)
		return mh_fail(err, status, "%s", why.text);
	*may = false;
	done->held++;
	done->why = why;
	return MH_OK;
}

static enum mh_status send_one(struct mh_referring *r, struct mh_record *referral, struct mh_id id, struct mh_resent *done, struct mh_err *err)
{
	struct mh_record message;
	struct mh_str text;
	char groups[MH_GATE_SET];
	bool may = false;

	mh_record_init(&message, &mh_message);
	mh_str_init_secret(&text, MH_EXCHANGE_TEXT_MOST);
	enum mh_status status = mh_store_get(r->store, id, &message, err);
	if (status == MH_OK)
		status = mh_store_open_values(r->store, &message, err);
	if (status == MH_OK)
		status = text_of(&message, &text, err);
	if (status == MH_OK)
		status = groups_of(r, &message, &text, groups, err);
	if (status == MH_OK)
		status = pass(r, referral, groups, done, &may, err);
	if (status == MH_OK && may)
		status = seal_again(r, referral, &message, &text, err);
	done->count += status == MH_OK && may;
	mh_str_free(&text);
	mh_record_free(&message);
	return status;
}

/* Is it over: the referral, or its case? MH_DENIED. */
static enum mh_status under_way(const struct mh_referring *r, const struct mh_record *referral, struct mh_err *err)
{
	static const char *const ended[] = { "declined", "done", "returned", "withdrawn", "expired" };
	const char *const state = mh_record_text(referral, "state");
	char id[MH_ID_SIZE];

	mh_record_id(referral, id);
	for (size_t i = 0; i < MH_COUNT(ended); i++)
		if (strcmp(state, ended[i]) == 0)
			return mh_fail(err, MH_DENIED, _("%s: is %s: what tells of the person is not sent again"), id,
				mh_referral_label(mh_referral_state_of(state)));
	return mh_refer_case_open(r, referral, err);
}

/* Nothing of a person leaves again where it is over; that it was taken back, or that something came in, is said all the same. */
static enum mh_status leave_out(struct mh_referring *r, const struct mh_record *referral, struct ours *ours, struct mh_resent *done, struct mh_err *err)
{
	enum mh_status status = under_way(r, referral, &done->why);
	size_t kept = 0;
	struct mh_record message;

	if (status != MH_DENIED)
		return status == MH_OK ? MH_OK : mh_fail(err, status, "%s", done->why.text);
	mh_record_init(&message, &mh_message);
	status = MH_OK;
	for (size_t i = 0; i < ours->count && status == MH_OK; i++) {
		status = mh_store_get(r->store, ours->list[i], &message, err);
		if (status == MH_OK && !mh_message_tells(&message))
			ours->list[kept++] = ours->list[i];
	}
	done->held += ours->count - kept;
	ours->count = kept;
	mh_record_free(&message);
	return status;
}

static enum mh_status write_message(void *arg, struct mh_post *post, struct mh_err *err)
{
	return mh_post_send(post, arg, err);
}

/* A message of its own, in a file. */
static enum mh_status send_new(struct mh_referring *r, const struct mh_record *referral, struct mh_envelope *env, struct mh_err *err)
{
	struct mh_post post = { .store = r->store, .spool = r->spool, .partner = &r->partner, .referral = referral, .now = r->now };

	mh_str_clear(&r->path);
	return mh_post_write(&post, r->command, write_message, env, &r->path, err);
}

/* What we said last and what has ended since is said anew, in a message of its own with the same body. */
static enum mh_status say_anew(struct mh_referring *r, const struct mh_record *referral, struct mh_id id, struct mh_err *err)
{
	struct mh_catalogues *catalogues = mh_store_catalogues(r->store);
	struct mh_envelope old, env;
	struct mh_record message;
	struct mh_str text;

	memset(&old, 0, sizeof old);
	memset(&env, 0, sizeof env);
	mh_record_init(&message, &mh_message);
	mh_str_init_secret(&text, MH_EXCHANGE_TEXT_MOST);
	enum mh_status status = mh_store_get(r->store, id, &message, err);
	if (status == MH_OK)
		status = mh_store_open_values(r->store, &message, err);
	if (status == MH_OK)
		status = text_of(&message, &text, err);
	if (status == MH_OK)
		status = mh_envelope_read("message", (struct mh_blob){ text.s, text.len }, &old, catalogues, NULL, err);
	if (status == MH_OK)
		status = mh_envelope_read_body("message", &old, catalogues, (struct mh_date){ 0, 0, 0 }, NULL, err);
	if (status == MH_OK) {
		mh_envelope_start(&env, old.letter);
		for (size_t i = 0; i < old.body.kind->count && status == MH_OK; i++)
			if (old.body.values[i].have != MH_HAVE_NONE)
				status = mh_record_put(&env.body, old.body.kind->fields[i].name, mh_record_text(&old.body, old.body.kind->fields[i].name), err);
	}
	if (status == MH_OK)
		status = send_new(r, referral, &env, err);
	mh_envelope_free(&env);
	mh_envelope_free(&old);
	mh_str_free(&text);
	mh_record_free(&message);
	return status;
}

/*
 * A store that was put back from a backup has to say so in each conversation, since the other side may know messages of ours that are
 * lost here: a message of the new epoch ends them (chain/turns.h). *due: nothing of ours was sent in it since the restore.
 */
static enum mh_status standing_due(struct mh_referring *r, const struct mh_record *referral, bool *due, struct mh_err *err)
{
	const enum mh_side own = mh_referral_side(mh_record_text(referral, "direction"));
	struct mh_turns turns = MH_TURNS_INIT;
	struct mh_log_point end;
	int64_t restored = 0;
	enum mh_status status = mh_store_log_end(r->store, &end, &restored, err);

	if (status == MH_OK)
		status = mh_turns_of(r->store, referral, &turns, err);
	*due = status == MH_OK && restored != 0 && mh_turns_epoch(&turns, own) < end.epoch;
	mh_turns_free(&turns);
	return status;
}

static enum mh_status say_standing(struct mh_referring *r, const struct mh_record *referral, struct mh_err *err)
{
	struct mh_envelope env;
	char id[MH_ID_SIZE];

	mh_record_id(referral, id);
	mh_envelope_start(&env, mh_letter_find("standing"));
	mh_record_put(&env.body, "reference", id, NULL);
	mh_record_put(&env.body, "state", mh_record_text(referral, "state"), NULL);
	enum mh_status status = send_new(r, referral, &env, err);
	mh_envelope_free(&env);
	return status;
}

/* What is due of them: those that are alive again, the newest move anew, where it stands behind a restore. */
static enum mh_status send_all(struct mh_referring *r, struct mh_record *referral, const struct ours *ours, bool standing, struct mh_resent *done,
	struct mh_err *err)
{
	const size_t opened = ours->count + (ours->ended.n != 0);
	struct mh_id *const subjects = mh_alloc(opened + 1, sizeof *subjects);
	enum mh_status status = MH_OK;

	for (size_t i = 0; i < ours->count; i++)
		subjects[i] = ours->list[i];
	subjects[ours->count] = ours->ended;
	if (opened > 0)
		status = mh_store_unlock(r->store, r->command, mh_record_text(referral, "purpose"), subjects, opened, err);
	for (size_t i = 0; i < ours->count && status == MH_OK; i++)
		status = send_one(r, referral, ours->list[i], done, err);
	if (status == MH_OK && ours->ended.n != 0) {
		status = say_anew(r, referral, ours->ended, err);
		done->count += status == MH_OK;
	}
	if (status == MH_OK && standing) {
		status = say_standing(r, referral, err);
		done->count += status == MH_OK;
	}
	free(subjects);
	return status;
}

enum mh_status mh_resend(struct mh_referring *r, struct mh_record *referral, struct mh_resent *done, struct mh_err *err)
{
	struct ours ours = { .now = r->now };
	bool standing = false;
	char id[MH_ID_SIZE];
	enum mh_status status = find_ours(r, referral, &ours, err);

	*done = (struct mh_resent){ .why = MH_ERR_INIT };
	mh_record_id(referral, id);
	if (status == MH_OK && strcmp(mh_record_text(referral, "channel"), "exchange") != 0)
		status = mh_fail(err, MH_DENIED, _("%s: did not go by files: say it again, by the same way"), id);
	if (status == MH_OK)
		status = standing_due(r, referral, &standing, err);
	if (status == MH_OK && ours.count == 0 && ours.ended.n == 0 && !standing)
		status = mh_fail(err, MH_NO, _("%s: none of our messages is still alive: a new referral is needed"), id);
	if (status == MH_OK && ours.count > 0)
		status = leave_out(r, referral, &ours, done, err);
	if (status == MH_OK)
		status = mh_store_get(r->store, (struct mh_id){ &mh_partner, mh_record_number(referral, "partner") }, &r->partner, err);
	if (status == MH_OK)
		status = mh_store_row_true(r->store, referral, err);
	if (status == MH_OK)
		status = send_all(r, referral, &ours, standing, done, err);
	if (status == MH_OK && done->count == 0)
		status = mh_fail(err, MH_DENIED, "%s", done->why.text);
	free(ours.list);
	return status;
}
