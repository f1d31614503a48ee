/* mh-case close: end a case with its outcome; what is still open is named first. */

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/file.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "chain/casework.h"
#include "cli/talk.h"
#include "commands_case.h"
#include "session.h"

#define VIEW_LIMIT 65536

struct args {
	const char *outcome, *on, *view;
	bool anyway;
};

static const struct mh_option options[] = {
	{ 0, "outcome", MH_OPT_TEXT, offsetof(struct args, outcome), N_("code"), "catalogue:case-outcome", N_("how it ended") },
	{ 0, "on", MH_OPT_DATE, offsetof(struct args, on), N_("date"), NULL, N_("day on which it was closed; today where it is not given") },
	{ 0, "victim-view", MH_OPT_KEYWORD, offsetof(struct args, view), "-", "-", N_("what the person thinks of the help: read from standard input") },
	{ 0, "anyway", MH_OPT_FLAG, offsetof(struct args, anyway), NULL, NULL, N_("also when something is still open") },
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

/* Counts records of the case in one of the states (ended by NULL), and says how many there are. */
static enum mh_status count_open(struct mh_session *session, const struct mh_kind *kind, const char *field, const char *const *states,
	int64_t case_n, const char *sentence, size_t *found, struct mh_err *err)
{
	enum mh_status status = MH_OK;
	int64_t total = 0;

	for (; *states != NULL && status == MH_OK; states++) {
		struct mh_query query;
		int64_t count = 0;

		mh_query_init(&query, kind);
		mh_query_is_number(&query, "case", case_n);
		mh_query_is(&query, field, *states);
		status = mh_store_count(session->store, &query, &count, err);
		mh_query_free(&query);
		total += count;
	}
	if (total > 0)
		mh_say(session, sentence, (long long)total);
	*found += total > 0;
	return status;
}

static enum mh_status say_terms(struct mh_session *session, const struct mh_record *the_case, size_t *found, struct mh_err *err)
{
	struct mh_case_facts facts;
	struct mh_casework work = MH_CASEWORK_INIT;
	struct mh_events events = MH_EVENTS_INIT;
	struct mh_running *running = NULL;
	enum mh_status status = mh_casework_load(session->store, &work, err);

	if (status == MH_OK)
		status = mh_events_read(session->store, the_case->n, &events, err);
	mh_case_facts(the_case, &facts);
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
static enum mh_status look_open(struct mh_session *session, const char *id, const struct mh_record *the_case, bool anyway, struct mh_err *err)
{
	static const char *const planned[] = { "yes", NULL };
	static const char *const unanswered[] = { "sent", "received", "waiting", "accepted", "started", NULL }, *const live[] = { "given", NULL };
	const int64_t case_n = the_case->n;
	size_t found = 0;
	enum mh_status status = say_terms(session, the_case, &found, err);

	if (status == MH_OK)
		status = count_open(session, &mh_event, "planned", planned, case_n, _("events that are planned: %lld"), &found, err);
	if (status == MH_OK)
		status = count_open(session, &mh_referral, "state", unanswered, case_n, _("referrals that are not done: %lld"), &found, err);
	if (status == MH_OK)
		status = count_open(session, &mh_consent, "answer", live, case_n, _("consents that are live: %lld"), &found, err);
	if (status == MH_OK && found > 0 && !anyway)
		status = mh_fail(err, MH_NO, _("%s: something is still open; to close it so: --anyway"), id);
	return status;
}

static enum mh_status read_view(struct mh_record *the_case, struct mh_err *err)
{
	struct mh_str text;

	mh_str_init_secret(&text, VIEW_LIMIT);
	enum mh_status status = mh_fd_read(0, _("standard input"), &text, err);
	if (status == MH_OK)
		status = mh_record_set(the_case, mh_field_find(&mh_case, "victim-view"), text.s, text.len, err);
	mh_str_free(&text);
	return status;
}

static enum mh_status fill(struct mh_session *session, const struct args *args, struct mh_record *the_case, struct mh_err *err)
{
	char today[MH_DATE_SIZE];

	mh_date_format(mh_moment_day(mh_clock_system()), today);
	const char *on = args->on != NULL ? args->on : today;
	if (strcmp(on, today) > 0)
		return mh_fail(err, MH_INPUT, _("--on %s: is in the future"), on);
	if (strcmp(on, mh_record_text(the_case, "opened")) < 0)
		return mh_fail(err, MH_INPUT, _("--on %s: the case was opened on %s"), on, mh_record_text(the_case, "opened"));
	enum mh_status status = mh_record_put(the_case, "state", "closed", err);
	if (status == MH_OK)
		status = mh_record_put(the_case, "closed", on, err);
	if (status == MH_OK)
		status = mh_record_put(the_case, "outcome", args->outcome, err);
	if (status == MH_OK && args->view != NULL)
		status = read_view(the_case, err);
	return status == MH_OK ? mh_record_check(the_case, mh_store_catalogues(session->store), mh_today(), NULL, NULL, err) : status;
}

static enum mh_status close_case(struct mh_session *session, const struct args *args, struct mh_record *the_case, struct mh_err *err)
{
	char id[MH_ID_SIZE];

	mh_record_id(the_case, id);
	if (strcmp(mh_record_text(the_case, "state"), "closed") == 0)
		return mh_fail(err, MH_NO, _("%s: is closed already"), id);
	enum mh_status status = fill(session, args, the_case, err);
	if (status == MH_OK)
		status = look_open(session, id, the_case, args->anyway, err);
	if (status == MH_OK)
		status = mh_store_begin(session->store, session->log, err);
	if (status == MH_OK)
		status = mh_store_put(session->store, the_case, err);
	return status == MH_OK ? mh_store_commit(session->store, err) : status;
}

static enum mh_status run(struct mh_session *session, void *arg, int argc, char **argv, struct mh_err *err)
{
	const struct args *args = arg;
	struct mh_record the_case;

	(void)argc;
	if (args->outcome == NULL)
		return mh_fail(err, MH_USAGE, _("--outcome: is required; mh-store codes case-outcome lists them"));
	mh_record_init(&the_case, &mh_case);
	enum mh_status status = mh_store_get_text(session->store, argv[0], &mh_case, &the_case, err);
	if (status == MH_OK)
		status = close_case(session, args, &the_case, err);
	mh_record_free(&the_case);
	return status;
}
