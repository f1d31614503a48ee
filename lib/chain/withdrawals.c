#include "chain/withdrawals.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "chain/diary_own.h"

static const struct own own_by_phone = { "referral", "referral-withdrawal", N_("tell them that it was withdrawn, and book it"), true };

/* What the messages of a referral say of our withdrawal. */
struct told { bool sent, by_file, confirmed; char uid[40], digest[72]; struct mh_date on; int64_t said; };

static bool is(const struct mh_record *rec, const char *field, const char *text)
{
	return strcmp(mh_record_text(rec, field), text) == 0;
}

static enum mh_status take_message(void *arg, struct mh_record *message, struct mh_err *err)
{
	struct told *told = arg;

	(void)err;
	if (is(message, "direction", "out") && is(message, "kind", "withdrawal")) {
		told->sent = true;
		told->confirmed = false;
		told->by_file = is(message, "channel", "exchange");
		snprintf(told->uid, sizeof told->uid, "%s", mh_record_text(message, "uid"));
		snprintf(told->digest, sizeof told->digest, "%s", mh_record_text(message, "digest"));
		mh_date_parse(mh_record_text(message, "on"), &told->on);
	} else if (is(message, "direction", "in")) {
		told->confirmed = told->confirmed || (told->sent &&
			(is(message, "answers", told->uid) || is(message, "seen", told->digest) || is(message, "signed", "no")));
		if (is(message, "signed", "no"))
			told->said = message->since;
	}
	return MH_OK;
}

struct leaning { struct mh_store *store; int64_t said; struct mh_withdrawal *out; };

/* A consent that was withdrawn after the last that the partner was heard of. */
static enum mh_status take_disclosure(void *arg, struct mh_record *disclosure, struct mh_err *err)
{
	const struct leaning *leaning = arg;
	struct mh_withdrawal *out = leaning->out;
	struct mh_record consent;
	struct mh_date on;

	if (!mh_record_has(disclosure, "consent"))
		return MH_OK;
	mh_record_init(&consent, &mh_consent);
	enum mh_status status = mh_store_get(leaning->store, (struct mh_id){ &mh_consent, mh_record_number(disclosure, "consent") }, &consent, err);
	if (status == MH_OK && is(&consent, "answer", "withdrawn") && consent.since > leaning->said && mh_date_parse(mh_record_text(&consent, "on"), &on) &&
	    (!out->waits || mh_date_compare(on, out->since) < 0)) {
		out->waits = true;
		out->since = on;
	}
	mh_record_free(&consent);
	return status;
}

static enum mh_status each_of(struct mh_store *store, const struct mh_kind *kind, int64_t referral, mh_row_fn *fn, void *arg, struct mh_err *err)
{
	struct mh_query query;

	mh_query_init(&query, kind);
	mh_query_is_number(&query, "referral", referral);
	enum mh_status status = mh_store_each(store, &query, fn, arg, err);
	mh_query_free(&query);
	return status;
}

enum mh_status mh_withdrawal_of(struct mh_store *store, const struct mh_record *referral, struct mh_withdrawal *out, struct mh_err *err)
{
	struct told told = { .sent = false };
	struct leaning leaning = { store, 0, out };

	*out = (struct mh_withdrawal){ .waits = false };
	if (!is(referral, "direction", "out") || is(referral, "state", "draft"))
		return MH_OK;
	enum mh_status status = each_of(store, &mh_message, referral->n, take_message, &told, err);
	if (status == MH_OK && told.sent) {
		*out = (struct mh_withdrawal){ !told.confirmed, told.by_file, told.on };
		return MH_OK;
	}
	leaning.said = told.said;
	return status == MH_OK ? each_of(store, &mh_disclosure, referral->n, take_disclosure, &leaning, err) : status;
}

/* Has its receiver to be told by somebody, there being no referral that could be withdrawn? */
static bool untold(const struct mh_record *disclosure)
{
	return !mh_record_has(disclosure, "referral") && !mh_record_has(disclosure, "stopped") && !mh_record_has(disclosure, "told");
}

struct found { int64_t *list; size_t count; };

static void add(struct found *found, int64_t n)
{
	found->list = mh_grow(found->list, found->count + 1, sizeof *found->list);
	found->list[found->count++] = n;
}

static enum mh_status take_partner(void *arg, struct mh_record *disclosure, struct mh_err *err)
{
	struct found *partners = arg;
	const int64_t partner = mh_record_number(disclosure, "partner");

	(void)err;
	for (size_t i = 0; i < partners->count; i++) {
		if (partners->list[i] == partner)
			return MH_OK;
	}
	if (untold(disclosure))
		add(partners, partner);
	return MH_OK;
}

struct telling { struct mh_store *store; mh_untold_fn *fn; void *arg; };

static enum mh_status each_on(struct mh_store *store, int64_t consent, mh_row_fn *fn, void *arg, struct mh_err *err)
{
	struct mh_query query;

	mh_query_init(&query, &mh_disclosure);
	mh_query_is_number(&query, "consent", consent);
	enum mh_status status = mh_store_each(store, &query, fn, arg, err);
	mh_query_free(&query);
	return status;
}

static enum mh_status tell_of(void *arg, struct mh_record *consent, struct mh_err *err)
{
	const struct telling *telling = arg;
	struct mh_untold one = { .consent = consent->n };
	struct found partners = { NULL, 0 };
	enum mh_status status = each_on(telling->store, consent->n, take_partner, &partners, err);

	mh_date_parse(mh_record_text(consent, "on"), &one.since);
	for (size_t i = 0; i < partners.count && status == MH_OK; i++) {
		one.partner = partners.list[i];
		status = telling->fn(telling->arg, &one, err);
	}
	free(partners.list);
	return status;
}

enum mh_status mh_untold_each(struct mh_store *store, mh_untold_fn *fn, void *arg, struct mh_err *err)
{
	struct telling telling = { store, fn, arg };
	struct mh_query query;

	mh_query_init(&query, &mh_consent);
	mh_query_is(&query, "answer", "withdrawn");
	enum mh_status status = mh_store_each(store, &query, tell_of, &telling, err);
	mh_query_free(&query);
	return status;
}

struct booking { int64_t partner; struct found disclosures; };

static enum mh_status take_untold(void *arg, struct mh_record *disclosure, struct mh_err *err)
{
	struct booking *booking = arg;

	(void)err;
	if (untold(disclosure) && mh_record_number(disclosure, "partner") == booking->partner)
		add(&booking->disclosures, disclosure->n);
	return MH_OK;
}

static enum mh_status book(struct mh_store *store, int64_t n, struct mh_date on, struct mh_err *err)
{
	struct mh_record disclosure;
	char day[MH_DATE_SIZE];

	mh_date_format(on, day);
	mh_record_init(&disclosure, &mh_disclosure);
	enum mh_status status = mh_store_get(store, (struct mh_id){ &mh_disclosure, n }, &disclosure, err);
	if (status == MH_OK)
		status = mh_record_put(&disclosure, "told", day, err);
	if (status == MH_OK)
		status = mh_store_put(store, &disclosure, err);
	mh_record_free(&disclosure);
	return status;
}

enum mh_status mh_untold_book(struct mh_store *store, const char *command, int64_t consent, int64_t partner, struct mh_date on, struct mh_err *err)
{
	struct booking booking = { partner, { NULL, 0 } };
	char id[MH_ID_SIZE];
	enum mh_status status = mh_store_begin(store, command, err);

	mh_id_format((struct mh_id){ &mh_consent, consent }, id);
	if (status == MH_OK)
		status = each_on(store, consent, take_untold, &booking, err);
	if (status == MH_OK && booking.disclosures.count == 0)
		status = mh_fail(err, MH_NO, _("%s: of this partner nothing waits here; what went with a referral is booked by mh-refer record"), id);
	for (size_t i = 0; i < booking.disclosures.count && status == MH_OK; i++)
		status = book(store, booking.disclosures.list[i], on, err);
	if (status == MH_OK)
		status = mh_store_commit(store, err);
	mh_store_rollback(store);
	free(booking.disclosures.list);
	return status;
}

struct gathering {
	struct mh_store *store;
	const struct mh_casework *work;
	struct mh_agenda *agenda;
	int64_t *seen;		/* referrals that were looked at: two consents of a case lead to the same ones */
	size_t count;
};

static bool was_seen(struct gathering *g, int64_t referral)
{
	for (size_t i = 0; i < g->count; i++) {
		if (g->seen[i] == referral)
			return true;
	}
	g->seen = mh_grow(g->seen, g->count + 1, sizeof *g->seen);
	g->seen[g->count++] = referral;
	return false;
}

/* What a person has to say is due at once; a file that nobody confirmed is named by mh-refer overdue. */
static enum mh_status take_referral(void *arg, struct mh_record *referral, struct mh_err *err)
{
	struct gathering *g = arg;
	struct mh_happening start = { .track = "referral", .event = "withdrawn", .scope = mh_record_text(referral, "urgency") };
	struct mh_withdrawal withdrawal;

	if (was_seen(g, referral->n))
		return MH_OK;
	enum mh_status status = mh_withdrawal_of(g->store, referral, &withdrawal, err);
	if (status != MH_OK || !withdrawal.waits || withdrawal.by_file)
		return status;
	start.on = withdrawal.since;
	mh_diary_own(g->work, g->agenda, (struct mh_id){ &mh_referral, referral->n }, &own_by_phone, &start, "");
	return MH_OK;
}

static enum mh_status take_consent(void *arg, struct mh_record *consent, struct mh_err *err)
{
	struct gathering *g = arg;
	struct mh_query query;

	mh_query_init(&query, &mh_referral);
	mh_query_is_number(&query, "case", mh_record_number(consent, "case"));
	enum mh_status status = mh_store_each(g->store, &query, take_referral, g, err);
	mh_query_free(&query);
	return status;
}

static enum mh_status take_told(void *arg, const struct mh_untold *one, struct mh_err *err)
{
	const struct gathering *g = arg;
	const struct mh_happening start = { .track = "consent", .event = "withdrawn", .scope = "normal", .on = one->since };
	char *const partner = mh_diary_partner(g->store, one->partner);
	char what[200];

	(void)err;
	snprintf(what, sizeof what, _("tell %s that it was withdrawn, and book it"), partner);
	mh_diary_own(g->work, g->agenda, (struct mh_id){ &mh_consent, one->consent },
		&(struct own){ "referral", "consent-withdrawal", what, true }, &start, "");
	free(partner);
	return MH_OK;
}

enum mh_status mh_diary_withdrawals(struct mh_store *store, const struct mh_casework *work, struct mh_agenda *agenda, struct mh_err *err)
{
	struct gathering g = { store, work, agenda, NULL, 0 };
	struct mh_query query;

	mh_query_init(&query, &mh_referral);
	mh_query_is(&query, "state", "withdrawn");
	enum mh_status status = mh_store_each(store, &query, take_referral, &g, err);
	mh_query_free(&query);
	mh_query_init(&query, &mh_consent);
	mh_query_is(&query, "answer", "withdrawn");
	if (status == MH_OK)
		status = mh_store_each(store, &query, take_consent, &g, err);
	mh_query_free(&query);
	free(g.seen);
	return status == MH_OK ? mh_untold_each(store, take_told, &g, err) : status;
}
