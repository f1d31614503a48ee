#include "exchange/outgoing.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "exchange/envelope.h"
#include "exchange/spool.h"

#define DIGEST (MH_EXCHANGE_DIGEST_SIZE - 1)

static enum mh_status take(void *arg, struct mh_record *message, struct mh_err *err)
{
	struct mh_outgoing *out = arg;

	(void)err;
	for (const char *at = mh_record_text(message, "files"); *at != '\0'; at += strcspn(at, " ")) {
		at += strspn(at, " ");
		if (strcspn(at, " ") != DIGEST)
			continue;
		out->list = mh_grow(out->list, out->count + 1, sizeof *out->list);
		struct mh_outgoing_file *file = &out->list[out->count++];
		memcpy(file->digest, at, DIGEST);
		file->digest[DIGEST] = '\0';
		file->message = message->n;
	}
	return MH_OK;
}

static int by_digest(const void *a, const void *b)
{
	const struct mh_outgoing_file *x = a, *y = b;

	return strcmp(x->digest, y->digest);
}

enum mh_status mh_outgoing_read(struct mh_store *store, int64_t partner, struct mh_outgoing *out, struct mh_err *err)
{
	struct mh_query query;

	out->store = store;
	mh_query_init(&query, &mh_message);
	mh_query_is_number(&query, "partner", partner);
	mh_query_is(&query, "direction", "out");
	enum mh_status status = mh_store_each(store, &query, take, out, err);
	mh_query_free(&query);
	if (out->count > 0)
		qsort(out->list, out->count, sizeof *out->list, by_digest);
	return status;
}

void mh_outgoing_free(struct mh_outgoing *out)
{
	free(out->list);
	*out = (struct mh_outgoing)MH_OUTGOING_INIT;
}

static const struct mh_outgoing_file *find(const struct mh_outgoing *out, const char *path)
{
	struct mh_outgoing_file key = { .message = 0 };
	struct mh_str bytes;

	mh_str_init(&bytes, MH_SPOOL_FILE_MOST);
	const bool read = mh_file_read(path, &bytes, NULL) == MH_OK;
	if (read)
		mh_exchange_digest((struct mh_blob){ bytes.s, bytes.len }, key.digest);
	mh_str_free(&bytes);
	return read && out->count > 0 ? bsearch(&key, out->list, out->count, sizeof *out->list, by_digest) : NULL;
}

/* A program that was broken off between withdrawing and taking the files out leaves them here. */
static bool taken_back(const struct mh_outgoing *out, int64_t n)
{
	struct mh_record message, referral;

	mh_record_init(&message, &mh_message);
	mh_record_init(&referral, &mh_referral);
	bool back = mh_store_get(out->store, (struct mh_id){ &mh_message, n }, &message, NULL) != MH_OK;
	if (!back && mh_message_tells(&message) && mh_record_has(&message, "referral"))
		back = mh_store_get(out->store, (struct mh_id){ &mh_referral, mh_record_number(&message, "referral") }, &referral, NULL) != MH_OK ||
			strcmp(mh_record_text(&referral, "state"), "withdrawn") == 0;
	mh_record_free(&referral);
	mh_record_free(&message);
	return back;
}

enum mh_status mh_outgoing_may(const struct mh_outgoing *out, const char *path, struct mh_err *err)
{
	const char *const name = strrchr(path, '/') + 1;
	const bool named = strspn(name, "0123456789abcdef") == MH_EXCHANGE_ID_SIZE - 1 && strcmp(name + MH_EXCHANGE_ID_SIZE - 1, ".asc") == 0;
	const struct mh_outgoing_file *const file = named ? find(out, path) : NULL;

	if (file == NULL)
		return mh_fail(err, MH_DENIED, _("this store did not make them for it: look at them, and take them out"));
	if (taken_back(out, file->message))
		return mh_fail(err, MH_DENIED, _("they tell of a person, and their referral was withdrawn: take them out"));
	return MH_OK;
}
