/* mh-case event: book something that happened on a track of a case. */

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "chain/casework.h"
#include "commands_case.h"
#include "record/options.h"
#include "session.h"

struct args {
	struct mh_pairs fields;
};

static const struct mh_option *field_options(void)
{
	return mh_kind_options(&mh_event, offsetof(struct args, fields));
}

static enum mh_status run(struct mh_session *, void *, int, char **, struct mh_err *);

const struct mh_command case_event = {
	.name = "event", .operands = N_("case track event"), .min = 3, .max = 3,
	.summary = N_("book something that happened on a track of a case"),
	.more = field_options, .args_size = sizeof(struct args),
	.takes = MH_TAKES_WRITE,
	.run = run,
};

static enum mh_status put_word(struct mh_record *event, const char *field, const char *word, struct mh_err *err)
{
	struct mh_err own = MH_ERR_INIT;
	enum mh_status status = mh_record_put(event, field, word, &own);

	return status == MH_OK ? MH_OK : mh_fail(err, status, "\"%.60s\": %s", word, own.text);
}

/* The event as it was given; the day is today where none was given. */
static enum mh_status read_event(const struct args *args, char **argv, struct mh_record *event, struct mh_err *err)
{
	char today[MH_DATE_SIZE];
	enum mh_status status = put_word(event, "track", argv[1], err);

	if (status == MH_OK)
		status = put_word(event, "event", argv[2], err);
	if (status == MH_OK)
		status = mh_record_assign(event, &args->fields, err);
	if (status == MH_OK && !mh_record_has(event, "on")) {
		mh_date_format(mh_moment_day(mh_clock_system()), today);
		status = mh_record_put(event, "on", today, err);
	}
	return status;
}

/* Says which terms the event set running, and where the decision's date differs from the computed one. */
static void say_term(const struct mh_session *session, const struct mh_running *running)
{
	struct mh_happening plain = *running->start;
	char due[MH_DATE_SIZE], computed[MH_DATE_SIZE], *label = mh_term_label(running->term);

	plain.until = (struct mh_date){ 0, 0, 0 };
	mh_date_format(running->due, due);
	mh_date_format(mh_term_due(running->term, &plain), computed);
	mh_say(session, "%s: %s", due, label);
	free(label);
	if (running->decided && running->term->kind == MH_TERM_MAXIMUM && strcmp(due, computed) > 0)
		mh_say(session, _("the decision's end %s is later than the longest term, which ends on %s: look at the decision again"), due, computed);
}

static enum mh_status say_terms(struct mh_session *session, const struct mh_casework *work, int64_t case_n, int64_t event_n, struct mh_err *err)
{
	struct mh_events events = MH_EVENTS_INIT;
	struct mh_running *running = NULL;
	enum mh_status status = mh_events_read(session->store, case_n, &events, err);

	if (status == MH_OK) {
		size_t count = mh_casework_terms(work, &events, &running);

		for (size_t i = 0; i < count; i++) {
			if (running[i].start->n == event_n)
				say_term(session, &running[i]);
		}
	}
	free(running);
	mh_events_free(&events);
	return status;
}

static enum mh_status book(struct mh_session *session, const struct mh_casework *work, struct mh_record *the_case, struct mh_record *event,
	struct mh_err *err)
{
	char id[MH_ID_SIZE];
	enum mh_status status = mh_store_begin(session->store, session->log, err);

	if (status == MH_OK)
		status = mh_casework_book(session->store, work, the_case, event, err);
	if (status == MH_OK)
		status = mh_store_commit(session->store, err);
	if (status != MH_OK)
		return status;
	mh_record_id(event, id);
	printf("%s\n", id);
	return say_terms(session, work, the_case->n, event->n, err);
}

static enum mh_status run(struct mh_session *session, void *arg, int argc, char **argv, struct mh_err *err)
{
	struct mh_casework work = MH_CASEWORK_INIT;
	struct mh_record the_case, event;

	(void)argc;
	mh_record_init(&the_case, &mh_case);
	mh_record_init(&event, &mh_event);
	enum mh_status status = mh_store_get_text(session->store, argv[0], &mh_case, &the_case, err);
	if (status == MH_OK)
		status = mh_casework_load(session->store, &work, err);
	if (status == MH_OK)
		status = read_event(arg, argv, &event, err);
	if (status == MH_OK)
		status = book(session, &work, &the_case, &event, err);
	mh_casework_free(&work);
	mh_record_free(&event);
	mh_record_free(&the_case);
	return status;
}
