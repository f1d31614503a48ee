/* A signal that a partner forwarded becomes one of ours. */

#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "chain/signal_draft.h"
#include "exchange/book.h"
#include "exchange/handover.h"

/* Fields that the body has under the same names; who passed it on is its source from here on. */
static const char *const same[] = {
	"observed-from", "observed-to", "subject", "municipality", "place", "place-detail", "sector", "reporter", "form", "industry", "indicators",
	"indicators-absent", "urgency", "narrative", "regime",
};

/* Each value must belong to a group that the message declares, and none may be of those that are told to no partner. */
static enum mh_status declared(const struct mh_booking *b, const struct mh_record *rec, const struct mh_kind *kind, struct mh_err *err)
{
	const char *const groups = mh_record_text(&b->env->body, "groups");

	for (size_t i = 0; i < rec->kind->count; i++) {
		const char *const field = rec->kind->fields[i].name;
		if (rec->values[i].have == MH_HAVE_NONE || mh_field_find(kind, field) < 0)
			continue;
		if (!mh_set_has(groups, mh_handover_group(kind, field)) && strcmp(field, "reporter") != 0)
			return mh_fail(err, MH_INPUT, _("%s: %s is of none of the groups that it declares"), b->name, field);
	}
	return MH_OK;
}

/* It may be passed on when the partner, whose it is, agrees. */
static enum mh_status fill(const struct mh_booking *b, struct mh_record *signal, struct mh_err *err)
{
	const struct mh_record *const body = &b->env->body;
	char today[MH_DATE_SIZE];
	enum mh_status status = MH_OK;

	mh_date_format(mh_moment_day(b->now), today);
	mh_record_put(signal, "received", today, NULL);
	mh_record_put(signal, "channel", "exchange", NULL);
	mh_record_put(signal, "onward", "ask-source", NULL);
	mh_record_put(signal, "sector", "unknown", NULL);
	mh_record_put(signal, "external-id", mh_record_text(body, "reference"), NULL);
	for (size_t i = 0; i < MH_COUNT(same) && status == MH_OK; i++)
		if (mh_record_has(body, same[i]))
			status = mh_record_put(signal, same[i], mh_record_text(body, same[i]), err);
	return status == MH_OK ? mh_record_put(signal, "source", mh_record_text(b->partner, "code"), err) : status;
}

static enum mh_status fill_mention(const struct mh_booking *b, const struct mh_record *item, struct mh_record *mention, struct mh_err *err)
{
	enum mh_status status = MH_OK;

	if (strcmp(mh_record_text(item, "role"), "suspect") == 0)
		return mh_fail(err, MH_DENIED, _("%s: mentions a suspect, and suspects are not taken with a signal"), b->name);
	for (size_t i = 0; i < item->kind->count && status == MH_OK; i++)
		if (item->values[i].have != MH_HAVE_NONE)
			status = mh_record_put(mention, item->kind->fields[i].name, mh_record_text(item, item->kind->fields[i].name), err);
	return status;
}

static enum mh_status fill_all(const struct mh_booking *b, struct mh_signal_draft *draft, struct mh_err *err)
{
	enum mh_status status = declared(b, &b->env->body, &mh_signal, err);

	if (status == MH_OK)
		status = fill(b, &draft->signal, err);
	for (size_t i = 0; i < b->env->item_count && status == MH_OK; i++) {
		status = declared(b, &b->env->items[i], &mh_mention, err);
		if (status == MH_OK)
			status = fill_mention(b, &b->env->items[i], mh_draft_add(draft), err);
	}
	return status;
}

enum mh_status mh_book_signal(struct mh_booking *b, struct mh_err *err)
{
	const char *const reference = mh_record_text(&b->env->body, "reference"), *const code = mh_record_text(b->partner, "code");
	struct mh_signal_draft draft;
	enum mh_status status = mh_store_find_matched(b->store, &mh_signal, "external-id", code, mh_blob_text(reference), b->signal, err);

	b->known = status == MH_OK;
	if (status != MH_NO)
		return status;
	mh_record_clear(b->signal);
	mh_draft_init(&draft);
	draft.file = b->name;
	status = fill_all(b, &draft, err);
	if (status == MH_OK)
		status = mh_draft_check(&draft, b->store, b->problems, err);
	if (status == MH_OK)
		status = mh_draft_put(&draft, b->store, err);
	if (status == MH_OK)
		status = mh_store_get(b->store, (struct mh_id){ &mh_signal, draft.signal.n }, b->signal, err);
	mh_draft_free(&draft);
	return status;
}
