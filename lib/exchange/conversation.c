#include "exchange/conversation.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

enum mh_status mh_conversation_named(struct mh_store *store, const char *name, struct mh_turns *turns, struct mh_err *err)
{
	struct mh_query query;

	mh_query_init(&query, &mh_message);
	mh_query_is(&query, "conversation", name);
	enum mh_status status = mh_turns_read(store, &query, MH_ASKER, turns, err);
	mh_query_free(&query);
	return status;
}

#define IN(name) (1u << MH_REFERRAL_##name)

/* What an answer or a hand-back leaves in the referral, and where it stands while that holds. */
static const struct { const char *field; unsigned states; } holds[] = {
	{ "answered", ~(IN(SENT) | IN(RECEIVED)) },
	{ "reason", IN(DECLINED) },
	{ "outcome", IN(DONE) },
	{ "handed-back", IN(RETURNING) | IN(RETURNED) },
};

enum mh_status mh_conversation_put(const struct mh_turns *turns, mh_moment now, struct mh_record *referral, bool *changed, struct mh_err *err)
{
	const enum mh_referral_state state = mh_turns_stand(turns, mh_referral_side(mh_record_text(referral, "direction")), now);
	const char *word = mh_referral_word(state);

	if (changed != NULL)
		*changed = strcmp(mh_record_text(referral, "state"), word) != 0;
	for (size_t i = 0; i < MH_COUNT(holds); i++)
		if ((holds[i].states & (1u << state)) == 0 && mh_record_has(referral, holds[i].field))
			mh_record_put(referral, holds[i].field, "", NULL);
	return mh_record_put(referral, "state", word, err);
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
	struct mh_turns turns = MH_TURNS_INIT;
	enum mh_status status = mh_turns_of(due->store, rec, &turns, err);

	if (status == MH_OK &&
	    mh_turns_stand(&turns, mh_referral_side(mh_record_text(rec, "direction")), due->now) == MH_REFERRAL_EXPIRED) {
		due->list = mh_grow(due->list, due->count + 1, sizeof *due->list);
		due->list[due->count++] = rec->n;
	}
	mh_turns_free(&turns);
	return status;
}

/* Read again inside the transaction: an answer may have come in meanwhile. */
static enum mh_status expire(struct due *due, int64_t n, struct mh_err *err)
{
	struct mh_record rec;
	struct mh_turns turns = MH_TURNS_INIT;

	mh_record_init(&rec, &mh_referral);
	enum mh_status status = mh_store_get(due->store, (struct mh_id){ &mh_referral, n }, &rec, err);
	if (status == MH_OK)
		status = mh_turns_of(due->store, &rec, &turns, err);
	if (status == MH_OK)
		status = mh_conversation_put(&turns, due->now, &rec, NULL, err);
	if (status == MH_OK)
		status = mh_store_put(due->store, &rec, err);
	mh_turns_free(&turns);
	mh_record_free(&rec);
	return status;
}

enum mh_status mh_conversations_expire(struct mh_store *store, const char *command, mh_moment now, void (*fn)(void *, struct mh_id), void *arg,
	struct mh_err *err)
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
		status = expire(&due, due.list[i], err);
	if (status == MH_OK && due.count > 0)
		status = mh_store_commit(store, err);
	if (status != MH_OK)
		mh_store_rollback(store);
	for (size_t i = 0; i < due.count && status == MH_OK && fn != NULL; i++)
		fn(arg, (struct mh_id){ &mh_referral, due.list[i] });
	free(due.list);
	return status;
}
