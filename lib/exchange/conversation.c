#include "exchange/conversation.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

static enum mh_status one(void *arg, struct mh_record *rec, struct mh_err *err)
{
	struct mh_conversation *c = arg;
	const struct mh_letter *letter = mh_letter_find(mh_record_text(rec, "kind"));
	int64_t number = mh_record_number(rec, "number");
	bool in = strcmp(mh_record_text(rec, "direction"), "in") == 0;

	(void)err;
	if (!in && number > c->out)
		c->out = number;
	if (in && number > c->in) {
		c->in = number;
		snprintf(c->seen, sizeof c->seen, "%s", mh_record_text(rec, "digest"));
	}
	if (in && letter != NULL && letter->moves && number > c->moved)
		c->moved = number;
	if (letter != NULL && letter->opens)
		c->expires = mh_record_number(rec, "expires");
	return MH_OK;
}

static enum mh_status read_by(struct mh_store *store, struct mh_query *query, struct mh_conversation *c, struct mh_err *err)
{
	memset(c, 0, sizeof *c);
	enum mh_status status = mh_store_each(store, query, one, c, err);
	mh_query_free(query);
	return status;
}

enum mh_status mh_conversation_read(struct mh_store *store, int64_t referral, struct mh_conversation *c, struct mh_err *err)
{
	struct mh_query query;

	mh_query_init(&query, &mh_message);
	mh_query_is_number(&query, "referral", referral);
	return read_by(store, &query, c, err);
}

enum mh_status mh_conversation_read_named(struct mh_store *store, const char *name, struct mh_conversation *c, struct mh_err *err)
{
	struct mh_query query;

	mh_query_init(&query, &mh_message);
	mh_query_is(&query, "conversation", name);
	return read_by(store, &query, c, err);
}

bool mh_conversation_expired(const struct mh_conversation *c, enum mh_referral_state state, mh_moment now)
{
	return c->expires != 0 && c->expires <= now && mh_referral_act(MH_CLOCK, MH_MOVE_EXPIRE, &state, NULL) == MH_OK;
}

enum mh_status mh_conversation_find(struct mh_store *store, const char *conversation, int64_t partner, struct mh_record *referral,
	struct mh_err *err)
{
	enum mh_status status = mh_store_find(store, &mh_referral, "conversation", conversation, referral, err);

	if (status == MH_OK && mh_record_number(referral, "partner") != partner)
		status = MH_NO;
	return status;
}

enum mh_status mh_conversation_signal(struct mh_store *store, const char *conversation, int64_t partner, struct mh_record *signal,
	struct mh_err *err)
{
	struct mh_record message;

	mh_record_init(&message, &mh_message);
	enum mh_status status = mh_store_find(store, &mh_message, "conversation", conversation, &message, err);
	if (status == MH_OK && (mh_record_number(&message, "partner") != partner || mh_record_number(&message, "signal") == 0))
		status = MH_NO;		/* another's, or a notice, which nothing follows on */
	if (status == MH_OK)
		status = mh_store_get(store, (struct mh_id){ &mh_signal, mh_record_number(&message, "signal") }, signal, err);
	mh_record_free(&message);
	return status;
}

enum mh_status mh_conversation_taken(struct mh_store *store, const char *conversation, struct mh_err *err)
{
	static const struct mh_kind *const kinds[] = { &mh_referral, &mh_message };
	enum mh_status status = MH_NO;
	struct mh_record found;

	for (size_t i = 0; i < MH_COUNT(kinds) && status == MH_NO; i++) {
		mh_record_init(&found, kinds[i]);
		status = mh_store_find(store, kinds[i], "conversation", conversation, &found, err);
		mh_record_free(&found);
	}
	return status;
}

struct due { int64_t *list; size_t count; struct mh_store *store; mh_moment now; };

static enum mh_status collect(void *arg, struct mh_record *rec, struct mh_err *err)
{
	struct due *due = arg;
	struct mh_conversation c;
	enum mh_referral_state state = mh_referral_state_of(mh_record_text(rec, "state"));
	enum mh_status status = mh_conversation_read(due->store, rec->n, &c, err);

	if (status == MH_OK && mh_conversation_expired(&c, state, due->now)) {
		due->list = mh_grow(due->list, due->count + 1, sizeof *due->list);
		due->list[due->count++] = rec->n;
	}
	return status;
}

static enum mh_status expire(struct mh_store *store, int64_t n, struct mh_err *err)
{
	struct mh_record rec;
	enum mh_referral_state state;
	enum mh_status status;

	mh_record_init(&rec, &mh_referral);
	status = mh_store_get(store, (struct mh_id){ &mh_referral, n }, &rec, err);
	if (status == MH_OK) {
		state = mh_referral_state_of(mh_record_text(&rec, "state"));
		status = mh_referral_act(MH_CLOCK, MH_MOVE_EXPIRE, &state, err);
	}
	if (status == MH_OK)
		status = mh_record_put(&rec, "state", mh_referral_word(state), err);
	if (status == MH_OK)
		status = mh_store_put(store, &rec, err);
	mh_record_free(&rec);
	return status;
}

enum mh_status mh_conversations_expire(struct mh_store *store, const char *command, mh_moment now, size_t *count, struct mh_err *err)
{
	static const enum mh_referral_state unanswered[] = { MH_REFERRAL_SENT, MH_REFERRAL_RECEIVED };
	struct due due = { NULL, 0, store, now };
	enum mh_status status = MH_OK;
	struct mh_query query;

	for (size_t i = 0; i < MH_COUNT(unanswered) && status == MH_OK; i++) {
		mh_query_init(&query, &mh_referral);
		mh_query_is(&query, "state", mh_referral_word(unanswered[i]));
		status = mh_store_each(store, &query, collect, &due, err);
		mh_query_free(&query);
	}
	if (status == MH_OK && due.count > 0)
		status = mh_store_begin(store, command, err);
	for (size_t i = 0; i < due.count && status == MH_OK; i++)
		status = expire(store, due.list[i], err);
	if (status == MH_OK && due.count > 0)
		status = mh_store_commit(store, err);
	if (status != MH_OK)
		mh_store_rollback(store);
	if (count != NULL)
		*count = due.count;
	free(due.list);
	return status;
}
