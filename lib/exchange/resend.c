#include "exchange/resend.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "chain/group.h"
#include "exchange/post.h"

struct ours {
	struct mh_id *list;
	size_t count;
	mh_moment now;
};

static enum mh_status collect(void *arg, struct mh_record *rec, struct mh_err *err)
{
	struct ours *ours = arg;

	(void)err;
	if (mh_record_number(rec, "expires") <= ours->now)
		return MH_OK;
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
	const char *kind = mh_record_text(message, "kind");
	struct mh_envelope env;
	struct mh_catalogues *catalogues = mh_store_catalogues(r->store);
	enum mh_status status;

	snprintf(groups, MH_GATE_SET, "%s", strcmp(kind, "referral") == 0 ? MH_GROUP_MINIMAL : "");
	if (strcmp(kind, "update") != 0)
		return MH_OK;
	status = mh_envelope_read("message", (struct mh_blob){ text->s, text->len }, &env, catalogues, NULL, err);
	if (status == MH_OK)
		status = mh_envelope_read_body("message", &env, catalogues, mh_moment_day(r->now), NULL, err);
	if (status == MH_OK)
		snprintf(groups, MH_GATE_SET, "%s", mh_record_text(&env.body, "groups"));
	mh_envelope_free(&env);
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
		status = mh_store_commit(r->store, err);
	else
		mh_store_rollback(r->store);
	mh_str_free(&files);
	mh_record_free(&message);
	return status;
}

static enum mh_status send_one(struct mh_referring *r, struct mh_record *referral, struct mh_id id, struct mh_err *err)
{
	struct mh_post post = { .store = r->store, .spool = r->spool, .partner = &r->partner, .referral = referral, .now = r->now };
	struct mh_record message;
	struct mh_str text;
	char groups[MH_GATE_SET];
	enum mh_status status;

	mh_record_init(&message, &mh_message);
	mh_str_init_secret(&text, MH_EXCHANGE_TEXT_MOST);
	status = mh_store_get(r->store, id, &message, err);
	if (status == MH_OK)
		status = mh_store_open_values(r->store, &message, err);
	if (status == MH_OK)
		status = text_of(&message, &text, err);
	if (status == MH_OK)
		status = groups_of(r, &message, &text, groups, err);
	if (status == MH_OK && groups[0] != '\0')
		status = mh_refer_gate(r, referral, groups, NULL, err);
	if (status == MH_OK)
		status = mh_post_seal(&post, mh_record_text(&message, "uid"), (struct mh_blob){ text.s, text.len }, err);
	if (status == MH_OK)
		status = book_file(r, id, post.file, err);
	mh_str_clear(&r->path);
	if (status == MH_OK)
		status = mh_post_done(&post, &r->path, err);
	else
		mh_post_undo(&post);
	mh_str_free(&text);
	mh_record_free(&message);
	return status;
}

enum mh_status mh_resend(struct mh_referring *r, struct mh_record *referral, size_t *count, struct mh_err *err)
{
	struct ours ours = { NULL, 0, r->now };
	char id[MH_ID_SIZE];
	enum mh_status status = find_ours(r, referral, &ours, err);

	*count = 0;
	mh_record_id(referral, id);
	if (status == MH_OK && strcmp(mh_record_text(referral, "channel"), "exchange") != 0)
		status = mh_fail(err, MH_DENIED, _("%s: did not go by files: say it again, by the same way"), id);
	if (status == MH_OK && ours.count == 0)
		status = mh_fail(err, MH_NO, _("%s: none of our messages is still alive: a new referral is needed"), id);
	if (status == MH_OK)
		status = mh_store_get(r->store, (struct mh_id){ &mh_partner, mh_record_number(referral, "partner") }, &r->partner, err);
	if (status == MH_OK)
		status = mh_store_row_true(r->store, referral, err);
	if (status == MH_OK)
		status = mh_store_unlock(r->store, r->command, mh_record_text(referral, "purpose"), ours.list, ours.count, err);
	for (size_t i = 0; i < ours.count && status == MH_OK; i++) {
		status = send_one(r, referral, ours.list[i], err);
		*count += status == MH_OK;
	}
	free(ours.list);
	return status;
}
