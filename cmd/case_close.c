/* mh-case close: end a case with its outcome; what is still open is named first. The victim's view may come later. */

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "chain/casework.h"
#include "commands_case.h"
#include "part.h"
#include "record/options.h"

struct args {
	const char *outcome, *on;
	struct mh_pairs sealed;
};

#define SEALED(name, help) { 0, name, MH_OPT_FIELD, offsetof(struct args, sealed), "-", NULL, help }

static const struct mh_option options[] = {
	{ 0, "outcome", MH_OPT_TEXT, offsetof(struct args, outcome), N_("code"), "catalogue:case-outcome", N_("how it ended") },
	{ 0, "on", MH_OPT_DATE, offsetof(struct args, on), N_("date"), NULL, N_("day on which it was closed; today where it is not given") },
	SEALED("victim-view", N_("what the person thinks of the help: read from standard input")),
	SEALED("force", N_("also when something is still open: the reason, read from standard input")),
	{ 0 }
};

static enum mh_status run(struct mh_session *, void *, int, char **, struct mh_err *);

const struct mh_command case_close = {
	.name = "close", .operands = N_("case"), .min = 1, .max = 1,
	.summary = N_("end a case with its outcome"),
	.options = options, .args_size = sizeof(struct args),
	.takes = MH_TAKES_WRITE,
	.run = run,
};

/* What of a case is open: records in a state, for which (other) a field is still empty. */
static const struct open {
	const struct mh_kind *kind;
	const char *field, *states[7];	/* ended by NULL */
	const char *empty;		/* field that ends it; NULL: the state says it */
	const char *sentence;
} opens[] = {
	{ &mh_event, "planned", { "yes" }, NULL, N_("%s: event that is planned") },
	{ &mh_referral, "state", { "sent", "received", "waiting", "accepted", "started", "returning" }, NULL, N_("%s: referral that is not done") },
	{ &mh_consent, "answer", { "given" }, NULL, N_("%s: consent that is live") },
	{ &mh_task, "state", { "open" }, NULL, N_("%s: task that is open") },
	{ &mh_stay, "state", { "requested", "waiting", "admitted" }, NULL, N_("%s: stay that has not ended") },
	{ &mh_paper, "kept", { "safe" }, "returned", N_("%s: paper in our safe that was not given back") },
	{ &mh_need, "state", { "open", "arranged" }, NULL, N_("%s: need that is not met") },
	{ &mh_programme, "ended", { "" }, NULL, N_("%s: programme that has not ended") },
	{ &mh_request, "decision", { "proposed" }, NULL, N_("%s: request that is not decided on") },
};

struct looking { struct mh_session *session; const struct open *what; size_t found; };

static enum mh_status say_open(void *arg, struct mh_record *rec, struct mh_err *err)
{
	struct looking *looking = arg;
	char id[MH_ID_SIZE];

	(void)err;
	if (looking->what->empty != NULL && mh_record_has(rec, looking->what->empty))
		return MH_OK;
	if (rec->kind == &mh_referral && mh_record_has_code(rec, "transfer", "yes") && mh_record_has_code(rec, "state", "started"))
		return MH_OK;	/* the case is in other hands */
	mh_record_id(rec, id);
	mh_say(looking->session, _(looking->what->sentence), id);
	looking->found++;
	return MH_OK;
}

static enum mh_status look_records(struct looking *looking, int64_t case_n, struct mh_err *err)
{
	enum mh_status status = MH_OK;

	for (size_t i = 0; looking->what->states[i] != NULL && status == MH_OK; i++) {
		struct mh_query query;

		mh_query_init(&query, looking->what->kind);
		mh_query_is_number(&query, "case", case_n);
		mh_query_is(&query, looking->what->field, looking->what->states[i]);
		status = mh_store_each(looking->session->store, &query, say_open, looking, err);
		mh_query_free(&query);
	}
	return status;
}

static enum mh_status look_terms(struct mh_session *session, const struct mh_record *the_case, size_t *found, struct mh_err *err)
{
	struct mh_case_facts facts;
	struct mh_casework work = MH_CASEWORK_INIT;
	struct mh_events events = MH_EVENTS_INIT;
	struct mh_running *running = NULL;
	enum mh_status status = mh_casework_load(session->store, &work, err);

	if (status == MH_OK)
		status = mh_events_read(session->store, the_case->n, &events, err);
	if (status == MH_OK)
		status = mh_case_facts(the_case, &facts, err);
	if (status == MH_OK) {
		size_t count = mh_casework_terms(&work, &facts, &events, &running);

		for (size_t i = 0; i < count; i++) {
			if (running[i].start->n == 0)	/* an age is nothing that somebody has to end first */
				continue;
			char due[MH_DATE_SIZE], *label = mh_term_label(running[i].term);

			mh_date_format(running[i].due, due);
			mh_say(session, _("still runs: %s, %s"), due, label);
			free(label);
			++*found;
		}
	}
	free(running);
	mh_events_free(&events);
	mh_casework_free(&work);
	return status;
}

/* Names what is still open; a person decides whether that matters. */
static enum mh_status look_open(struct mh_session *session, const char *id, const struct mh_record *the_case, struct mh_err *err)
{
	struct looking looking = { .session = session };
	enum mh_status status = look_terms(session, the_case, &looking.found, err);

	for (size_t i = 0; i < MH_COUNT(opens) && status == MH_OK; i++) {
		looking.what = &opens[i];
		status = look_records(&looking, the_case->n, err);
	}
	if (status == MH_OK && looking.found > 0 && !mh_record_has(the_case, "force"))
		status = mh_fail(err, MH_NO, _("%s: something is still open; to close it so: --force - with the reason"), id);
	return status;
}

/* A case is not closed before the last of what happened in it. */
static enum mh_status check_last(struct mh_session *session, const struct mh_record *the_case, const char *on, struct mh_err *err)
{
	struct mh_events events = MH_EVENTS_INIT;
	char id[MH_ID_SIZE], last[MH_DATE_SIZE];
	enum mh_status status = mh_events_read(session->store, the_case->n, &events, err);

	if (status == MH_OK && events.count > 0) {
		const struct mh_happening *h = &events.list[events.count - 1];

		mh_id_format((struct mh_id){ &mh_event, h->n }, id);
		mh_date_format(h->on, last);
		if (strcmp(on, last) < 0)
			status = mh_fail(err, MH_INPUT, _("--on %s: lies before %s, the day of %s (%s %s): close it on that day or later"), on, last, id, h->track, h->event);
	}
	mh_events_free(&events);
	return status;
}

static enum mh_status fill(struct mh_session *session, const struct args *args, struct mh_record *the_case, struct mh_err *err)
{
	char on[MH_DATE_SIZE];
	enum mh_status status = mh_part_day("on", args->on, on, err);

	if (status == MH_OK && strcmp(on, mh_record_text(the_case, "opened")) < 0)
		return mh_fail(err, MH_INPUT, _("--on %s: the case was opened on %s"), on, mh_record_text(the_case, "opened"));
	if (status == MH_OK)
		status = check_last(session, the_case, on, err);
	const struct { const char *field, *text; } values[] = { { "force", "" }, { "state", "closed" }, { "closed", on }, { "outcome", args->outcome } };
	for (size_t i = 0; i < MH_COUNT(values) && status == MH_OK; i++)
		status = mh_record_put(the_case, values[i].field, values[i].text, err);
	if (status == MH_OK)
		status = mh_record_assign(the_case, &args->sealed, err);
	return status == MH_OK ? mh_record_check(the_case, mh_store_catalogues(session->store), mh_today(), NULL, NULL, err) : status;
}

static enum mh_status close_case(struct mh_session *session, const struct args *args, struct mh_record *the_case, struct mh_err *err)
{
	char id[MH_ID_SIZE];

	const bool closed = strcmp(mh_record_text(the_case, "state"), "closed") == 0;
	mh_record_id(the_case, id);
	if (closed && args->outcome != NULL)
		return mh_fail(err, MH_NO, _("%s: is closed already"), id);
	if (!closed && args->outcome == NULL)
		return mh_fail(err, MH_USAGE, _("--outcome: is required; mh-store codes case-outcome lists them"));
	enum mh_status status = closed ? mh_record_assign(the_case, &args->sealed, err) : fill(session, args, the_case, err);
	if (status == MH_OK && !closed)
		status = look_open(session, id, the_case, err);
	if (status == MH_OK)
		status = mh_store_put(session->store, the_case, err);
	return status == MH_OK ? mh_store_commit(session->store, err) : status;
}

static enum mh_status run(struct mh_session *session, void *arg, int argc, char **argv, struct mh_err *err)
{
	const struct args *args = arg;
	struct mh_record the_case;

	(void)argc;
	if (args->outcome == NULL && args->sealed.count == 0)
		return mh_fail(err, MH_USAGE, _("--outcome: is required; mh-store codes case-outcome lists them"));
	mh_record_init(&the_case, &mh_case);
	enum mh_status status = mh_store_begin(session->store, session->log, err);
	if (status == MH_OK)
		status = mh_store_get_text(session->store, argv[0], &mh_case, &the_case, err);
	if (status == MH_OK)
		status = close_case(session, args, &the_case, err);
	mh_store_rollback(session->store);
	mh_record_free(&the_case);
	return status;
}
