#include "chain/rights.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "chain/casework.h"
#include "chain/consent.h"
#include "chain/persons.h"

enum mh_status mh_request_start(struct mh_record *request, int64_t case_n, const char *right, const char *by, const char *decision, struct mh_err *err)
{
	char today[MH_DATE_SIZE];

	mh_date_format(mh_moment_day(mh_clock_system()), today);
	mh_record_put_number(request, "case", case_n);
	enum mh_status status = mh_record_put(request, "right", right, err);
	if (status == MH_OK)
		status = mh_record_put(request, "by", by, err);
	if (status == MH_OK)
		status = mh_record_put(request, "decision", decision, err);
	return status == MH_OK ? mh_record_put(request, "on", today, err) : status;
}

enum mh_status mh_request_put(struct mh_store *store, struct mh_record *request, struct mh_err *err)
{
	enum mh_status status = mh_record_check(request, mh_store_catalogues(store), mh_moment_day(mh_clock_system()), NULL, NULL, err);

	return status == MH_OK ? mh_store_put(store, request, err) : status;
}

/* Events of the care track that say that a right was asked, and answered. */
static const struct asked { const char *right, *requested, *answered; } asked_events[] = {
	{ "access", "access-requested", "access-given" },
	{ "erase", "erasure-requested", "erasure-decided" },
};

static const struct asked *asked_of(const char *right)
{
	for (size_t i = 0; i < MH_COUNT(asked_events); i++) {
		if (strcmp(asked_events[i].right, right) == 0)
			return &asked_events[i];
	}
	return NULL;
}

enum mh_status mh_request_asked(struct mh_store *store, int64_t case_n, const char *right, struct mh_date *day, struct mh_err *err)
{
	const struct asked *asked = asked_of(right);
	struct mh_events events = MH_EVENTS_INIT;
	enum mh_status status = asked != NULL ? mh_events_read(store, case_n, &events, err) : MH_OK;

	*day = (struct mh_date){ 0, 0, 0 };
	for (size_t i = 0; i < events.count; i++) {
		const struct mh_happening *h = &events.list[i];

		if (strcmp(h->track, "care") == 0 && strcmp(h->event, asked->answered) == 0)
			*day = (struct mh_date){ 0, 0, 0 };
		else if (strcmp(h->track, "care") == 0 && strcmp(h->event, asked->requested) == 0 && day->year == 0)
			*day = h->on;
	}
	mh_events_free(&events);
	return status;
}

static enum mh_status book_answer(struct mh_store *store, struct mh_record *the_case, const char *event, struct mh_err *err)
{
	struct mh_casework work = MH_CASEWORK_INIT;
	struct mh_record answer;
	char today[MH_DATE_SIZE];
	enum mh_status status = mh_casework_load(store, &work, err);

	mh_record_init(&answer, &mh_event);
	mh_date_format(mh_moment_day(mh_clock_system()), today);
	const struct { const char *field, *text; } values[] = { { "track", "care" }, { "event", event }, { "on", today } };
	for (size_t i = 0; i < MH_COUNT(values) && status == MH_OK; i++)
		status = mh_record_put(&answer, values[i].field, values[i].text, err);
	if (status == MH_OK)
		status = mh_casework_book(store, &work, the_case, &answer, err);
	mh_record_free(&answer);
	mh_casework_free(&work);
	return status;
}

enum mh_status mh_request_answered(struct mh_store *store, int64_t case_n, const char *right, struct mh_err *err)
{
	struct mh_record the_case;
	struct mh_date day;
	enum mh_status status = mh_request_asked(store, case_n, right, &day, err);

	if (status != MH_OK || day.year == 0)
		return status;
	mh_record_init(&the_case, &mh_case);
	status = mh_store_get(store, (struct mh_id){ &mh_case, case_n }, &the_case, err);
	if (status == MH_OK && strcmp(mh_record_text(&the_case, "state"), "open") == 0)
		status = book_answer(store, &the_case, asked_of(right)->answered, err);
	mh_record_free(&the_case);
	return status;
}

enum mh_status mh_may_see(struct mh_store *store, const struct mh_record *the_case, const char *by, const char **ground, struct mh_err *err)
{
	struct mh_record party;
	char id[MH_ID_SIZE], of[MH_ID_SIZE];

	*ground = "";
	if (strcmp(by, "person") == 0)
		return MH_OK;
	mh_record_id(the_case, id);
	if (strcmp(mh_record_text(the_case, "shielded"), "yes") == 0) {
		*ground = "child-interest";
		return mh_fail(err, MH_DENIED, _("%s: is shielded: the person's interest forbids that a representative gets to see it; when it forbids that no "
			"more: mh-case edit %s --shielded no"), id, id);
	}
	mh_record_init(&party, &mh_party);
	enum mh_status status = mh_offending_party(store, the_case->n, &party, err);
	if (status == MH_OK) {
		*ground = "possible-offender";
		mh_record_id(&party, of);
		status = mh_fail(err, MH_DENIED, _("%s: %s may be an offender: a representative gets to see nothing; whoever else acts for the person comes "
			"in when that party is no longer marked so"), id, of);
	} else if (status == MH_NO) {
		status = MH_OK;
	}
	mh_record_free(&party);
	return status;
}

/* Does the list of names ("name, mention.born") have this one as a whole word? */
static bool names_field(const char *names, const char *name)
{
	const size_t len = strlen(name);

	for (const char *at = strstr(names, name); at != NULL; at = strstr(at + 1, name)) {
		const bool begins = at == names || strchr(" ,;.", at[-1]) != NULL, ends = at[len] == '\0' || strchr(" ,;", at[len]) != NULL;
		if (begins && ends)
			return true;
	}
	return false;
}

struct asking { const struct mh_record *changed; mh_row_fn *fn; void *arg; };

static enum mh_status ask(void *arg, struct mh_record *disclosure, struct mh_err *err)
{
	const struct asking *asking = arg;
	bool wanted = asking->changed == NULL;

	for (size_t i = 0; !wanted && i < asking->changed->kind->count; i++)
		wanted = asking->changed->set[i] && names_field(mh_record_text(disclosure, "fields"), asking->changed->kind->fields[i].name);
	return wanted ? asking->fn(asking->arg, disclosure, err) : MH_OK;
}

enum mh_status mh_recipients_each(struct mh_store *store, int64_t person, const struct mh_record *changed, mh_row_fn *fn, void *arg, struct mh_err *err)
{
	struct asking asking = { changed, fn, arg };
	int64_t *all = NULL;
	size_t count = 0;
	enum mh_status status = mh_person_all(store, person, &all, &count, err);

	for (size_t i = 0; i < count && status == MH_OK; i++) {
		struct mh_query query;

		mh_query_init(&query, &mh_disclosure);
		mh_query_is_number(&query, "person", all[i]);
		status = mh_store_each(store, &query, ask, &asking, err);
		mh_query_free(&query);
	}
	free(all);
	return status;
}
