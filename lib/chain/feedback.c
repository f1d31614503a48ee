#include "chain/feedback.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "crypto/bytes.h"
#include "crypto/sealed.h"
#include "workflow/signal_states.h"

/* In their order: each lets the reporter know what the one before it does, and more. */
static const char *const steps[] = { "nothing", "received", "outcome" };

static int step_of(const char *code)
{
	for (size_t i = 0; i < MH_COUNT(steps); i++)
		if (strcmp(steps[i], code) == 0)
			return (int)i;
	return -1;
}

static enum mh_status check_day(const struct mh_record *signal, const char *text, struct mh_err *err)
{
	struct mh_date on, received;

	if (!mh_date_parse(text, &on) || mh_date_compare(on, mh_today()) > 0)
		return mh_fail(err, MH_INPUT, _("--on %s: lies in the future: give a day up to today"), text);
	if (mh_date_parse(mh_record_text(signal, "received"), &received) && mh_date_compare(on, received) < 0)
		return mh_fail(err, MH_INPUT, _("--on %s: lies before the signal came in, %s"), text, mh_record_text(signal, "received"));
	return MH_OK;
}

struct earlier { const struct mh_feedback_given *given; char on[MH_DATE_SIZE]; struct mh_id id; };

static enum mh_status take_earlier(void *arg, struct mh_record *feedback, struct mh_err *err)
{
	struct earlier *const e = arg;
	const char *const on = mh_record_text(feedback, "on");

	(void)err;
	if (e->given->again && strcmp(on, e->given->on) != 0)
		return MH_OK;
	snprintf(e->on, sizeof e->on, "%s", on);
	e->id = (struct mh_id){ &mh_feedback, feedback->n };
	return MH_OK;
}

/* The same word a second time is mostly two colleagues who do not know of each other. What was told before it was taken up again does not count. */
static enum mh_status check_earlier(struct mh_store *store, const struct mh_record *signal, const struct mh_feedback_given *given, struct mh_err *err)
{
	struct earlier e = { .given = given };
	char id[MH_ID_SIZE], whose[MH_ID_SIZE];
	struct mh_query query;

	if (step_of(mh_record_text(signal, "told")) < step_of(given->told))
		return MH_OK;
	mh_query_init(&query, &mh_feedback);
	mh_query_is_number(&query, "signal", signal->n);
	mh_query_is(&query, "told", given->told);
	const enum mh_status status = mh_store_each(store, &query, take_earlier, &e, err);
	mh_query_free(&query);
	if (status != MH_OK || e.id.n == 0)
		return status;
	mh_record_id(signal, id);
	mh_id_format(e.id, whose);
	return mh_fail(err, MH_NO, _("%s: the reporter was told \"%s\" on %s already (%s): if it was told again, give --on with the other day"), id,
		given->told, e.on, whose);
}

enum mh_status mh_feedback_check(struct mh_store *store, const struct mh_record *signal, const struct mh_feedback_given *given, struct mh_err *err)
{
	const char *const may = mh_record_text(signal, "may-be-told");
	char id[MH_ID_SIZE];

	mh_record_id(signal, id);
	if (step_of(may) < 0)
		return mh_fail(err, MH_DENIED, _("%s: nobody has recorded what the reporter may be told: ask, and record it with mh-signal edit %s --may-be-told"),
			id, id);
	if (step_of(given->told) > step_of(may))
		return mh_fail(err, MH_DENIED, _("%s: the reporter may be told \"%s\", and no more"), id, may);
	if (strcmp(given->told, "outcome") == 0 && !mh_signal_ended(mh_record_text(signal, "state")))
		return mh_fail(err, MH_INPUT, _("%s: has not ended, so there is no outcome to tell: mh-signal triage decides"), id);
	const enum mh_status status = check_day(signal, given->on, err);
	return status == MH_OK ? check_earlier(store, signal, given, err) : status;
}

/* The receipt tells nothing of a person: it only has to go to a partner to whom anything may be sent. */
static enum mh_status pass(struct mh_store *store, const struct mh_record *signal, const struct mh_feedback_given *given, struct mh_gate_facts *facts,
	struct mh_problems *problems, struct mh_err *err)
{
	const bool outcome = strcmp(given->told, "outcome") == 0;
	enum mh_status status = mh_store_authority_verify(store, err);

	*facts = (struct mh_gate_facts){
		.partner = mh_record_text(given->partner, "code"), .purpose = mh_record_text(given->grounds, "purpose"),
		.groups = outcome ? "outcome" : "none", .basis = mh_record_text(given->grounds, "basis"),
		.special_basis = mh_record_text(given->grounds, "special-basis"), .article = mh_record_text(given->grounds, "article"),
		.secrecy = mh_record_text(given->grounds, "secrecy"), .consulted = given->consulted[0] != '\0',
	};
	if (status == MH_OK)
		status = mh_gate_facts(store, given->partner, mh_record_number(signal, "case"), mh_moment_day(given->now), facts, err);
	if (status != MH_OK)
		return status;
	if (outcome)
		return mh_gate(facts, problems, err);
	if (facts->left)
		return mh_fail(err, MH_DENIED, _("profile: partner %s has left: nothing may be sent to it; mh-refer partner import takes it in again"), facts->partner);
	if (!facts->active)
		return mh_fail(err, MH_DENIED, _("profile: partner %s is suspended: nothing may be sent to it"), facts->partner);
	return MH_OK;
}

/* A digest of what was said, so that it can be recognised. */
static void digest_of(const struct mh_record *signal, const struct mh_feedback_given *given, char out[2 * MH_HASH_SIZE + 1])
{
	static const char *const fields[] = { "state", "reason" };
	const bool outcome = strcmp(given->told, "outcome") == 0;
	unsigned char hash[MH_HASH_SIZE];
	struct mh_hash h;

	mh_hash_start(&h, NULL, 0);
	mh_hash_number(&h, signal->n);
	mh_hash_part(&h, given->told, strlen(given->told));
	for (size_t i = 0; i < MH_COUNT(fields) && outcome; i++)
		mh_hash_part(&h, mh_record_text(signal, fields[i]), strlen(mh_record_text(signal, fields[i])));
	mh_hash_end(&h, hash);
	mh_hex(hash, sizeof hash, out);
}

static bool leans_on_consent(const struct mh_gate_facts *f)
{
	return strcmp(f->basis, "consent") == 0 || strcmp(f->special_basis, "explicit-consent") == 0 || strcmp(f->secrecy, "consent") == 0;
}

struct disclosing {
	struct mh_store *store;
	const struct mh_record *signal;
	const struct mh_feedback_given *given;
	const struct mh_gate_facts *facts;
	int64_t first;			/* the first disclosure that was booked */
	int64_t *persons;		/* whom one was booked for */
	size_t count;
};

static enum mh_status disclose(struct disclosing *d, int64_t person, struct mh_err *err)
{
	const bool outcome = strcmp(d->facts->groups, "outcome") == 0;
	char digest[2 * MH_HASH_SIZE + 1];
	struct mh_record rec;

	mh_record_init(&rec, &mh_disclosure);
	digest_of(d->signal, d->given, digest);
	if (person != 0)
		mh_record_put_number(&rec, "person", person);
	if (mh_record_number(d->signal, "case") != 0)
		mh_record_put_number(&rec, "case", mh_record_number(d->signal, "case"));
	mh_record_put_number(&rec, "partner", d->given->partner->n);
	mh_record_put_number(&rec, "at", d->given->now);
	if (outcome && leans_on_consent(d->facts))
		mh_record_put_number(&rec, "consent", d->facts->consent_n);
	mh_record_put(&rec, "purpose", d->facts->purpose, NULL);
	mh_record_put(&rec, "groups", d->facts->groups, NULL);
	mh_record_put(&rec, "fields", outcome ? "state reason" : "received", NULL);
	mh_record_put(&rec, "basis", d->facts->basis, NULL);
	mh_record_put(&rec, "secrecy", d->facts->secrecy, NULL);
	mh_record_put(&rec, "channel", d->given->by, NULL);
	mh_record_put(&rec, "digest", digest, NULL);
	mh_record_put(&rec, "why", d->given->consulted, NULL);
	enum mh_status status = mh_store_put(d->store, &rec, err);
	if (d->first == 0)
		d->first = rec.n;
	mh_record_free(&rec);
	return status;
}

/* Each person whom the outcome speaks of is told of in a disclosure of its own, once. */
static enum mh_status take_victim(void *arg, struct mh_record *mention, struct mh_err *err)
{
	struct disclosing *const d = arg;
	const int64_t person = mh_record_number(mention, "person");

	(void)err;
	for (size_t i = 0; i < d->count; i++)
		if (d->persons[i] == person)
			return MH_OK;
	if (person != 0) {
		d->persons = mh_grow(d->persons, d->count + 1, sizeof *d->persons);
		d->persons[d->count++] = person;
	}
	return MH_OK;
}

static enum mh_status disclose_all(struct disclosing *d, struct mh_err *err)
{
	enum mh_status status = MH_OK;
	struct mh_query query;

	mh_query_init(&query, &mh_mention);
	mh_query_is_number(&query, "signal", d->signal->n);
	mh_query_is(&query, "role", "victim");
	if (strcmp(d->facts->groups, "outcome") == 0)
		status = mh_store_each(d->store, &query, take_victim, d, err);
	mh_query_free(&query);
	if (status == MH_OK && d->count == 0)
		return disclose(d, 0, err);
	for (size_t i = 0; i < d->count && status == MH_OK; i++)
		status = disclose(d, d->persons[i], err);
	return status;
}

/* Passes the gate and books the disclosures; *first: the first of them. */
static enum mh_status to_partner(struct mh_store *store, const struct mh_record *signal, const struct mh_feedback_given *given, int64_t *first,
	struct mh_problems *problems, struct mh_err *err)
{
	struct mh_gate_facts facts;
	struct disclosing d = { .store = store, .signal = signal, .given = given, .facts = &facts };
	enum mh_status status = pass(store, signal, given, &facts, problems, err);

	if (status == MH_OK)
		status = disclose_all(&d, err);
	*first = d.first;
	free(d.persons);
	return status;
}

enum mh_status mh_feedback_give(struct mh_store *store, struct mh_record *signal, const struct mh_feedback_given *given, struct mh_record *feedback,
	struct mh_problems *problems, struct mh_err *err)
{
	int64_t disclosure = 0;
	enum mh_status status = mh_feedback_check(store, signal, given, err);

	if (status == MH_OK && given->partner)
		status = to_partner(store, signal, given, &disclosure, problems, err);
	if (status != MH_OK)
		return status;
	mh_record_put_number(feedback, "signal", signal->n);
	mh_record_put(feedback, "told", given->told, NULL);
	mh_record_put(feedback, "on", given->on, NULL);
	mh_record_put(feedback, "by", given->by, NULL);
	if (disclosure != 0)
		mh_record_put_number(feedback, "disclosure", disclosure);
	status = mh_store_put(store, feedback, err);
	if (status == MH_OK && step_of(given->told) > step_of(mh_record_text(signal, "told"))) {
		status = mh_record_put(signal, "told", given->told, err);
		if (status == MH_OK)
			status = mh_store_put(store, signal, err);
	}
	return status;
}
