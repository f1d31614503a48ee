/* What the gate must know, out of the store. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "chain/consent.h"
#include "chain/gate.h"
#include "chain/group.h"
#include "chain/persons.h"
#include "store/store.h"

struct gathering {
	struct mh_gate_facts *facts;
	int64_t partner;
	struct mh_date day;
	char newest[MH_DATE_SIZE];	/* day of the newest answer so far */
	struct mh_store *store;
};

static enum mh_gate_consent standing(const struct mh_record *rec, struct mh_date day)
{
	const char *answer = mh_record_text(rec, "answer");
	struct mh_date until;

	if (strcmp(answer, "refused") == 0)
		return MH_CONSENT_REFUSED;
	if (strcmp(answer, "given") != 0)
		return MH_CONSENT_WITHDRAWN;
	if (mh_date_parse(mh_record_text(rec, "until"), &until) && mh_date_compare(until, day) < 0)
		return MH_CONSENT_ENDED;
	return MH_CONSENT_GIVEN;
}

/* The newest answer counts, by its day and then by its record; a later one of the same day is later. */
static enum mh_status consent(void *arg, struct mh_record *rec, struct mh_err *err)
{
	struct gathering *g = arg;
	int64_t partner = mh_record_number(rec, "partner");
	struct mh_date on;

	if (partner != 0 && partner != g->partner)
		return MH_OK;
	if (!mh_date_parse(mh_record_text(rec, "on"), &on) || mh_date_compare(on, g->day) > 0)
		return MH_OK;
	const int later = strcmp(mh_record_text(rec, "on"), g->newest);
	if (later < 0 || (later == 0 && rec->n < g->facts->consent_n))
		return MH_OK;
	snprintf(g->newest, sizeof g->newest, "%s", mh_record_text(rec, "on"));
	g->facts->consent = standing(rec, g->day);
	g->facts->consent_n = rec->n;
	snprintf(g->facts->consent_groups, sizeof g->facts->consent_groups, "%s", mh_record_text(rec, "fields"));
	return mh_store_row_true(g->store, rec, err);
}

static enum mh_status profile(void *arg, struct mh_record *rec, struct mh_err *err)
{
	struct gathering *g = arg;

	g->facts->has_profile = true;
	snprintf(g->facts->profile, sizeof g->facts->profile, "%s", mh_record_text(rec, "groups"));
	return mh_store_row_true(g->store, rec, err);
}

/* free < ask-source < no; a word that is none of them is as strict as no. */
static int strictness(const char *onward)
{
	return strcmp(onward, "free") == 0 || onward[0] == '\0' ? 0 : strcmp(onward, "ask-source") == 0 ? 1 : 2;
}

static enum mh_status onward(void *arg, struct mh_record *rec, struct mh_err *err)
{
	struct gathering *g = arg;
	const char *word = mh_record_text(rec, "onward");

	if (strictness(word) > strictness(g->facts->onward)) {
		snprintf(g->facts->onward, sizeof g->facts->onward, "%s", word);
		mh_record_id(rec, g->facts->onward_of);
	}
	return mh_store_row_true(g->store, rec, err);
}

static void note_restricted(struct mh_gate_facts *facts, const struct mh_record *the_case)
{
	if (!mh_record_has(the_case, "restricted") || facts->restricted[0] != '\0')
		return;
	snprintf(facts->restricted, sizeof facts->restricted, "%s", mh_record_text(the_case, "restricted"));
	mh_record_id(the_case, facts->restricted_of);
}

/* What a case says itself, and its signals and consents. */
static enum mh_status of_case(void *arg, struct mh_record *rec, struct mh_err *err)
{
	struct gathering *g = arg;
	struct mh_query query;
	enum mh_status status = onward(g, rec, err);

	if (status != MH_OK)
		return status;
	note_restricted(g->facts, rec);
	mh_query_init(&query, &mh_signal);
	mh_query_is_number(&query, "case", rec->n);
	status = mh_store_each(g->store, &query, onward, g, err);
	mh_query_free(&query);
	if (status != MH_OK)
		return status;
	mh_query_init(&query, &mh_consent);
	mh_query_is_number(&query, "case", rec->n);
	mh_query_is(&query, "purpose", g->facts->purpose);
	status = mh_store_each(g->store, &query, consent, g, err);
	mh_query_free(&query);
	return status;
}

/* A signal speaks for those whom it mentions, also where no case was opened from it. */
static enum mh_status of_mention(void *arg, struct mh_record *mention, struct mh_err *err)
{
	struct gathering *g = arg;
	struct mh_record signal;

	enum mh_status status = mh_store_row_true(g->store, mention, err);

	mh_record_init(&signal, &mh_signal);
	if (status == MH_OK)
		status = mh_store_get(g->store, (struct mh_id){ &mh_signal, mh_record_number(mention, "signal") }, &signal, err);
	if (status == MH_OK)
		status = onward(g, &signal, err);
	mh_record_free(&signal);
	return status;
}

static enum mh_status of_record(struct gathering *g, int64_t person, struct mh_err *err)
{
	struct mh_record rec;
	struct mh_query query;

	mh_record_init(&rec, &mh_person);
	enum mh_status status = mh_store_get(g->store, (struct mh_id){ &mh_person, person }, &rec, err);
	if (status == MH_OK)
		status = mh_store_row_true(g->store, &rec, err);
	mh_record_free(&rec);
	if (status != MH_OK)
		return status;
	mh_query_init(&query, &mh_case);
	mh_query_is_number(&query, "person", person);
	status = mh_store_each(g->store, &query, of_case, g, err);
	mh_query_free(&query);
	if (status != MH_OK)
		return status;
	mh_query_init(&query, &mh_mention);
	mh_query_is_number(&query, "person", person);
	status = mh_store_each(g->store, &query, of_mention, g, err);
	mh_query_free(&query);
	return status;
}

/* Whoever merged two records did not ask the person again: what was said in the cases and signals of any of them counts. */
static enum mh_status of_person(struct gathering *g, int64_t case_n, struct mh_err *err)
{
	struct mh_record of;
	int64_t *all = NULL;
	size_t count = 0;

	mh_record_init(&of, &mh_case);
	enum mh_status status = mh_store_get(g->store, (struct mh_id){ &mh_case, case_n }, &of, err);
	if (status == MH_OK)
		status = of_case(g, &of, err);
	if (status == MH_OK)
		status = mh_person_all(g->store, mh_record_number(&of, "person"), &all, &count, err);
	for (size_t i = 0; i < count && status == MH_OK; i++)
		status = of_record(g, all[i], err);
	free(all);
	mh_record_free(&of);
	return status;
}

static enum mh_status take_restricted(void *arg, struct mh_record *the_case, struct mh_err *err)
{
	const struct gathering *g = arg;

	note_restricted(g->facts, the_case);
	return mh_store_row_true(g->store, the_case, err);
}

enum mh_status mh_gate_restricted(struct mh_store *store, int64_t person, struct mh_gate_facts *facts, struct mh_err *err)
{
	struct gathering g = { .facts = facts, .store = store };
	int64_t *all = NULL;
	size_t count = 0;
	enum mh_status status = mh_person_all(store, person, &all, &count, err);

	for (size_t i = 0; i < count && status == MH_OK; i++) {
		struct mh_query query;

		mh_query_init(&query, &mh_case);
		mh_query_is_number(&query, "person", all[i]);
		status = mh_store_each(store, &query, take_restricted, &g, err);
		mh_query_free(&query);
	}
	free(all);
	return status;
}

static enum mh_status judge(struct gathering *g, const struct mh_record *consent, const struct mh_record *the_case, struct mh_err *err)
{
	struct mh_consent_rules rules = MH_CONSENT_RULES_INIT;
	struct mh_err why = MH_ERR_INIT;
	enum mh_status status = mh_consent_rules_load(g->store, &rules, &why);

	if (status == MH_OK)
		status = mh_consent_signed_well(g->store, &rules, the_case, consent, g->day, &why);
	mh_consent_rules_free(&rules);
	if (status == MH_DENIED || status == MH_INPUT) {
		g->facts->consent = MH_CONSENT_UNFIT;
		g->facts->unfit = why;
		return MH_OK;
	}
	return status == MH_OK ? MH_OK : mh_fail(err, status, "%s", why.text);
}

/* A consent that was given is leaned on only where who signed it may sign, by the rules and by the parties of its case as they are today. */
static enum mh_status judge_consent(struct gathering *g, struct mh_err *err)
{
	struct mh_record consent, the_case;

	if (g->facts->consent != MH_CONSENT_GIVEN)
		return MH_OK;
	mh_record_init(&consent, &mh_consent);
	mh_record_init(&the_case, &mh_case);
	enum mh_status status = mh_store_get(g->store, (struct mh_id){ &mh_consent, g->facts->consent_n }, &consent, err);
	if (status == MH_OK)
		status = mh_store_get(g->store, (struct mh_id){ &mh_case, mh_record_number(&consent, "case") }, &the_case, err);
	if (status == MH_OK)
		status = judge(g, &consent, &the_case, err);
	mh_record_free(&the_case);
	mh_record_free(&consent);
	return status;
}

enum mh_status mh_gate_facts(struct mh_store *store, const struct mh_record *partner, int64_t case_n, struct mh_date day,
	struct mh_gate_facts *facts, struct mh_err *err)
{
	struct gathering g = { facts, partner->n, day, "", store };
	struct mh_query query;
	enum mh_status status;

	facts->consent = MH_CONSENT_NONE;
	facts->consent_n = 0;
	facts->consent_groups[0] = facts->profile[0] = facts->onward_of[0] = '\0';
	facts->unfit.text[0] = facts->restricted[0] = facts->restricted_of[0] = '\0';
	facts->has_profile = false;
	facts->active = strcmp(mh_record_text(partner, "state"), "active") == 0;
	facts->left = strcmp(mh_record_text(partner, "state"), "left") == 0;
	snprintf(facts->onward, sizeof facts->onward, "free");
	status = mh_store_row_true(store, partner, err);
	if (status != MH_OK)
		return status;
	mh_query_init(&query, &mh_profile);
	mh_query_is_number(&query, "partner", partner->n);
	mh_query_is(&query, "purpose", facts->purpose);
	status = mh_store_each(store, &query, profile, &g, err);
	mh_query_free(&query);
	if (status == MH_OK && case_n != 0)
		status = of_person(&g, case_n, err);
	return status == MH_OK ? judge_consent(&g, err) : status;
}
