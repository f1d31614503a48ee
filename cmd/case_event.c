/* mh-case event: book something that happened on a track of a case. */

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "case_booked.h"
#include "case_correct.h"
#include "chain/stays.h"
#include "commands_case.h"

struct args {
	bool planned, undo;
	const char *correct;
	struct mh_pairs fields;
};

static const struct mh_option options[] = {
	{ 0, "planned", MH_OPT_FLAG, offsetof(struct args, planned), NULL, NULL, N_("it is still to happen, on the day of --on: in the agenda, and no state follows from it") },
	{ 0, "correct", MH_OPT_TEXT, offsetof(struct args, correct), N_("id"), "kind:event", N_("mend this event instead, as the command correct does") },
	{ 0, "undo", MH_OPT_FLAG, offsetof(struct args, undo), NULL, NULL, N_("with --correct: it did not happen") },
	{ 0 }
};

static const struct mh_option *field_options(void)
{
	return mh_kind_options(&mh_event, offsetof(struct args, fields));
}

static enum mh_status run(struct mh_session *, void *, int, char **, struct mh_err *);

const struct mh_command case_event = {
	.name = "event", .operands = N_("case track event"), .min = 0, .max = 3,
	.summary = N_("book something that happened on a track of a case"),
	.options = options, .more = field_options, .args_size = sizeof(struct args),
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
	if (status == MH_OK && args->planned)
		status = mh_record_put(event, "planned", "yes", err);
	if (status == MH_OK && !mh_record_has(event, "on")) {
		if (args->planned)
			return mh_fail(err, MH_USAGE, _("--planned: on which day? --on DATE"));
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

	plain.on = running->from;
	plain.until = (struct mh_date){ 0, 0, 0 };
	mh_date_format(running->due, due);
	mh_date_format(mh_term_due(running->term, &plain), computed);
	mh_say(session, "%s: %s", due, label);
	free(label);
	if (running->decided && running->term->kind == MH_TERM_MAXIMUM && strcmp(due, computed) > 0)
		mh_say(session, _("the decision's end %s is later than the longest term, which ends on %s: look at the decision again"), due, computed);
}

static enum mh_status say_terms(struct mh_session *session, const struct mh_casework *work, const struct mh_record *the_case, int64_t event_n,
	struct mh_err *err)
{
	struct mh_events events = MH_EVENTS_INIT;
	struct mh_running *running = NULL;
	struct mh_case_facts facts;
	enum mh_status status = mh_events_read(session->store, the_case->n, &events, err);

	if (status == MH_OK)
		status = mh_case_facts(the_case, &facts, err);
	if (status == MH_OK) {
		size_t count = mh_casework_terms(work, &facts, &events, &running);

		for (size_t i = 0; i < count; i++) {
			if (running[i].start->n == event_n)
				say_term(session, &running[i]);
		}
	}
	free(running);
	mh_events_free(&events);
	return status;
}

/* What was planned becomes what happened: the fields that were given replace those of the plan. */
static enum mh_status take_plan(struct mh_session *session, int64_t planned, struct mh_record *event, struct mh_err *err)
{
	struct mh_record plan;

	mh_record_init(&plan, &mh_event);
	enum mh_status status = mh_store_get(session->store, (struct mh_id){ &mh_event, planned }, &plan, err);
	if (status == MH_OK)
		status = mh_record_put(&plan, "planned", "", err);
	for (size_t i = 0; i < mh_event.count && status == MH_OK; i++) {
		if (event->set[i])
			status = mh_record_set(&plan, (int)i, event->values[i].text, event->values[i].len, err);
	}
	if (status == MH_OK) {
		mh_record_free(event);
		*event = plan;
	} else {
		mh_record_free(&plan);
	}
	return status;
}

/* An event confirms the first of the same kind that was planned for its day or before; one that is planned for a later day stays. */
static enum mh_status confirm(struct mh_session *session, const struct mh_record *the_case, struct mh_record *event, struct mh_err *err)
{
	const struct mh_happening h = mh_happening_of(event);
	struct mh_events events = MH_EVENTS_INIT;
	int64_t plan = 0;
	enum mh_status status = mh_events_read(session->store, the_case->n, &events, err);

	for (size_t i = 0; i < events.planned_count; i++) {
		const struct mh_happening *planned = &events.planned[i];
		char id[MH_ID_SIZE], day[MH_DATE_SIZE];

		if (strcmp(planned->track, h.track) != 0 || strcmp(planned->event, h.event) != 0 || plan != 0)
			continue;
		if (mh_date_compare(planned->on, h.on) <= 0) {
			plan = planned->n;
			continue;
		}
		mh_id_format((struct mh_id){ &mh_event, planned->n }, id);
		mh_date_format(planned->on, day);
		mh_say(session, _("%s is still planned on %s; mh-case correct %s --undo drops it"), id, day, id);
	}
	if (status == MH_OK && plan != 0)
		status = take_plan(session, plan, event, err);
	mh_events_free(&events);
	return status;
}

static enum mh_status book(struct mh_session *session, const struct mh_casework *work, struct mh_record *the_case, struct mh_record *event,
	bool planned, struct mh_err *err)
{
	char id[MH_ID_SIZE];
	enum mh_status status = mh_store_begin(session->store, session->log, err);

	if (status == MH_OK && !planned)
		status = confirm(session, the_case, event, err);
	if (status == MH_OK)
		status = mh_casework_book(session->store, work, the_case, event, err);
	const struct mh_happening booked = mh_happening_of(event);
	if (status == MH_OK && !planned && (status = mh_stay_by_hand(session->store, work, the_case, &booked, err)) == MH_INPUT) {
		mh_record_id(the_case, id);
		mh_fail_in(err, id);
	}
	if (status == MH_OK)
		status = mh_store_commit(session->store, err);
	if (status != MH_OK)
		return status;
	mh_record_id(event, id);
	printf("%s\n", id);
	if (!planned)
		mh_case_booked(session, work, the_case, &booked);
	return say_terms(session, work, the_case, event->n, err);
}

static enum mh_status check_args(const struct args *args, int argc, struct mh_err *err)
{
	if (args->undo && args->correct == NULL)
		return mh_fail(err, MH_USAGE, _("--undo: of which event? --correct ID names it"));
	if (args->correct == NULL)
		return argc == 3 ? MH_OK : mh_fail(err, MH_USAGE, _("an operand is missing: the case, the track and the event, or --correct with an event's id"));
	if (argc > 0)
		return mh_fail(err, MH_USAGE, _("--correct %.40s: the event is named by its id; leave case, track and event out"), args->correct);
	if (args->planned)
		return mh_fail(err, MH_USAGE, _("--correct: whether it is planned is not changed; book it when it has happened"));
	return MH_OK;
}

static enum mh_status book_new(struct mh_session *session, const struct args *args, char **argv, struct mh_err *err)
{
	struct mh_casework work = MH_CASEWORK_INIT;
	struct mh_record the_case, event;

	mh_record_init(&the_case, &mh_case);
	mh_record_init(&event, &mh_event);
	enum mh_status status = mh_store_get_text(session->store, argv[0], &mh_case, &the_case, err);
	if (status == MH_OK)
		status = mh_casework_load(session->store, &work, err);
	if (status == MH_OK)
		status = read_event(args, argv, &event, err);
	if (status == MH_OK)
		status = book(session, &work, &the_case, &event, args->planned, err);
	mh_casework_free(&work);
	mh_record_free(&event);
	mh_record_free(&the_case);
	return status;
}

static enum mh_status run(struct mh_session *session, void *arg, int argc, char **argv, struct mh_err *err)
{
	const struct args *args = arg;
	enum mh_status status = check_args(args, argc, err);

	if (status != MH_OK)
		return status;
	return args->correct != NULL ? mh_case_correct(session, args->correct, args->undo, &args->fields, err) : book_new(session, args, argv, err);
}
