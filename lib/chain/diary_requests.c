/* What a person asked about the own data and nobody has decided on: its term runs whether the case is open or not. */

#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "chain/diary_own.h"
#include "chain/rights.h"

static const struct own own_erase = { "term", "erasure", N_("decide on the request for erasure"), true };

struct gathering { struct mh_store *store; const struct mh_casework *work; struct mh_agenda *agenda; };

/* Is it on the agenda already, as the term that the event of the same request started? A closed case's events are not. */
static enum mh_status runs_as_event(const struct gathering *g, const struct mh_record *request, struct mh_date *asked, bool *runs, struct mh_err *err)
{
	struct mh_record the_case;

	mh_record_init(&the_case, &mh_case);
	enum mh_status status = mh_store_get(g->store, (struct mh_id){ &mh_case, mh_record_number(request, "case") }, &the_case, err);
	if (status == MH_OK)
		status = mh_request_asked(g->store, the_case.n, mh_record_text(request, "right"), asked, err);
	*runs = status == MH_OK && asked->year != 0 && strcmp(mh_record_text(&the_case, "state"), "open") == 0;
	mh_record_free(&the_case);
	return status;
}

static enum mh_status take(void *arg, struct mh_record *request, struct mh_err *err)
{
	const struct gathering *g = arg;
	struct mh_happening start = { .track = "request", .event = "erase", .scope = "" };
	struct mh_date asked = { 0, 0, 0 };
	bool runs = false;

	if (strcmp(mh_record_text(request, "right"), "erase") != 0)
		return MH_OK;
	enum mh_status status = mh_stored_day((struct mh_id){ &mh_request, request->n }, (size_t)mh_field_find(&mh_request, "on"),
		mh_record_text(request, "on"), &start.on, err);
	if (status == MH_OK)
		status = runs_as_event(g, request, &asked, &runs, err);
	if (status != MH_OK || runs)
		return status;
	if (asked.year != 0 && mh_date_compare(asked, start.on) < 0)
		start.on = asked;
	mh_diary_own(g->work, g->agenda, (struct mh_id){ &mh_request, request->n }, &own_erase, &start, "");
	return MH_OK;
}

enum mh_status mh_diary_requests(struct mh_store *store, const struct mh_casework *work, struct mh_agenda *agenda, struct mh_err *err)
{
	struct gathering g = { store, work, agenda };
	struct mh_query query;

	mh_query_init(&query, &mh_request);
	mh_query_is(&query, "decision", "proposed");
	enum mh_status status = mh_store_each(store, &query, take, &g, err);
	mh_query_free(&query);
	return status;
}
