#include "exchange/confirm.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "exchange/post.h"

#define PATH_MOST 4096

/* Messages of a referral, with what a receipt says of them. */
struct message { char uid[MH_EXCHANGE_ID_SIZE], digest[MH_EXCHANGE_DIGEST_SIZE]; bool confirmed; };
struct messages { struct message *list; size_t count; };

static enum mh_status collect(void *arg, struct mh_record *rec, struct mh_err *err)
{
	struct messages *all = arg;
	const struct mh_letter *letter = mh_letter_find(mh_record_text(rec, "kind"));
	struct message one = { .confirmed = false };

	(void)err;
	for (size_t i = 0; i < all->count && strcmp(mh_record_text(rec, "direction"), "out") == 0; i++)
		all->list[i].confirmed = all->list[i].confirmed || strcmp(all->list[i].uid, mh_record_text(rec, "answers")) == 0;
	if (strcmp(mh_record_text(rec, "direction"), "in") != 0 || strcmp(mh_record_text(rec, "signed"), "yes") != 0 || letter == NULL ||
	    !letter->confirm)
		return MH_OK;
	snprintf(one.uid, sizeof one.uid, "%s", mh_record_text(rec, "uid"));
	snprintf(one.digest, sizeof one.digest, "%s", mh_record_text(rec, "digest"));
	all->list = mh_grow(all->list, all->count + 1, sizeof *all->list);
	all->list[all->count++] = one;
	return MH_OK;
}

static enum mh_status write_receipt(void *arg, struct mh_post *post, struct mh_err *err)
{
	return mh_post_send(post, arg, err);
}

static enum mh_status confirm_one(const struct mh_confirming *c, const struct mh_record *referral, const struct mh_record *partner,
	const struct message *message, struct mh_err *err)
{
	struct mh_post post = { .store = c->store, .spool = c->spool, .partner = partner, .referral = referral, .now = c->now };
	struct mh_envelope receipt;
	struct mh_str path;
	char id[MH_ID_SIZE];

	mh_envelope_start(&receipt, mh_letter_find("receipt"));
	mh_str_init(&path, PATH_MOST);
	mh_record_id(referral, id);
	mh_record_put(&receipt.body, "reference", id, NULL);
	mh_record_put(&receipt.body, "of", message->uid, NULL);
	mh_record_put(&receipt.body, "digest", message->digest, NULL);
	enum mh_status status = mh_post_write(&post, c->command, write_receipt, &receipt, &path, err);
	if (status == MH_OK)
		c->fn(c->arg, path.s);
	mh_str_free(&path);
	mh_envelope_free(&receipt);
	return status;
}

enum mh_status mh_confirm(const struct mh_confirming *c, const struct mh_record *referral, size_t *count, struct mh_err *err)
{
	struct messages all = { NULL, 0 };
	struct mh_record partner;
	struct mh_query query;
	char id[MH_ID_SIZE];
	enum mh_status status = MH_OK;

	*count = 0;
	mh_record_id(referral, id);
	if (strcmp(mh_record_text(referral, "channel"), "exchange") != 0)
		return mh_fail(err, MH_DENIED, _("%s: goes by no files: what was said has no receipt"), id);
	mh_record_init(&partner, &mh_partner);
	mh_query_init(&query, &mh_message);
	mh_query_is_number(&query, "referral", referral->n);
	status = mh_store_each(c->store, &query, collect, &all, err);
	mh_query_free(&query);
	if (status == MH_OK)
		status = mh_store_get(c->store, (struct mh_id){ &mh_partner, mh_record_number(referral, "partner") }, &partner, err);
	for (size_t i = 0; i < all.count && status == MH_OK; i++) {
		if (all.list[i].confirmed)
			continue;
		status = confirm_one(c, referral, &partner, &all.list[i], err);
		*count += status == MH_OK;
	}
	free(all.list);
	mh_record_free(&partner);
	return status;
}
