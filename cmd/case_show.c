/* mh-case show: a case on one page: who coordinates, its tracks with their next terms, consents, referrals, last events. */

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "chain/casework.h"
#include "cli/talk.h"
#include "commands_case.h"
#include "list.h"
#include "show.h"

#define PAGE_WIDTH 80
#define LAST_EVENTS 8

struct args {
	bool identity;
	const char *purpose;
};

static const struct mh_option options[] = {
	{ 0, "identity", MH_OPT_FLAG, offsetof(struct args, identity), NULL, NULL, N_("show who the person is: needs --purpose and a keyholder's key, and is logged") },
	{ 0, "purpose", MH_OPT_TEXT, offsetof(struct args, purpose), N_("code"), "catalogue:purpose", N_("what the identity is needed for") },
	{ 0 }
};

static enum mh_status run(struct mh_session *, void *, int, char **, struct mh_err *);

const struct mh_command case_show = {
	.name = "show", .operands = N_("case ..."), .min = 1, .max = -1,
	.summary = N_("show cases, each on one page"),
	.options = options, .args_size = sizeof(struct args),
	.takes = MH_TAKES_STORE | MH_TAKES_FORMAT | MH_TAKES_AS_OF,
	.run = run,
};

struct pages {
	struct mh_session *session;
	bool identity;
	struct mh_casework work;
	struct mh_id *ids;	/* case, person, case, person ... */
	size_t count;
};

static enum mh_status add_case(void *arg, const char *text, struct mh_err *err)
{
	struct pages *pages = arg;
	struct mh_record rec;

	mh_record_init(&rec, &mh_case);
	enum mh_status status = mh_store_get_text(pages->session->store, text, &mh_case, &rec, err);
	if (status == MH_OK) {
		pages->ids = mh_grow(pages->ids, pages->count + 2, sizeof *pages->ids);
		pages->ids[pages->count++] = (struct mh_id){ &mh_case, rec.n };
		pages->ids[pages->count++] = (struct mh_id){ &mh_person, mh_record_number(&rec, "person") };
	}
	mh_record_free(&rec);
	return status;
}

static void leave_out(struct mh_record *rec, const char *field)
{
	mh_value_set_empty(&rec->values[mh_field_find(rec->kind, field)], false);
}

/* The case and its person; what stands in the tracks below is left out here. */
static enum mh_status print_head(struct pages *pages, struct mh_record *the_case, struct mh_record *person, struct mh_err *err)
{
	struct mh_record shown;
	enum mh_status status = MH_OK;

	if (pages->identity)
		status = mh_store_open_values(pages->session->store, the_case, err);
	if (status == MH_OK && pages->identity)
		status = mh_store_open_values(pages->session->store, person, err);
	if (status != MH_OK)
		return status;
	mh_record_copy(&shown, the_case);
	for (size_t i = 0; i < pages->work.track_count; i++)
		leave_out(&shown, pages->work.tracks[i].name);
	leave_out(&shown, "person");
	mh_show_record(pages->session, &shown);
	mh_record_free(&shown);
	putchar('\n');
	mh_record_copy(&shown, person);
	for (size_t i = 0; i < person->kind->count && !pages->identity; i++) {
		if (mh_field_sealed(&person->kind->fields[i]))
			leave_out(&shown, person->kind->fields[i].name);
	}
	mh_show_record(pages->session, &shown);
	mh_record_free(&shown);
	return MH_OK;
}

/* Adds a track's lines: its state, and a line for each term that an event of it set running. */
static void add_track(struct mh_rows *rows, const struct mh_track *track, const struct mh_events *events, const struct mh_running *running,
	size_t count)
{
	const struct mh_track_state *state = NULL;
	struct mh_err err = MH_ERR_INIT;
	char due[MH_DATE_SIZE];
	struct mh_cell cells[4] = { mh_cell_text(mh_label(track->en, track->nl)) };
	bool first = true;

	enum mh_status status = mh_track_replay(track, events->list, events->count, &state, &err);
	cells[1] = mh_cell_text(status == MH_OK ? mh_label(state->en, state->nl) : err.text);
	for (size_t i = 0; i < count; i++) {
		if (strcmp(running[i].start->track, track->name) != 0)
			continue;
		char *label = mh_term_label(running[i].term);

		mh_date_format(running[i].due, due);
		cells[2] = mh_cell_text(due);
		cells[3] = mh_cell_text(label);
		mh_rows_add(rows, cells);
		free(label);
		memset(cells, 0, sizeof cells);
		first = false;
	}
	if (first)
		mh_rows_add(rows, cells);
}

static enum mh_status print_tracks(const struct pages *pages, const struct mh_record *the_case, const struct mh_events *events, struct mh_err *err)
{
	const struct mh_column columns[] = { { .name = "track", .label = _("track") }, { .name = "state", .label = _("state") },
		{ .name = "due", .label = _("due") }, { .name = "next", .label = _("next") } };
	struct mh_rows *rows = mh_session_rows(pages->session, columns, MH_COUNT(columns), 0);
	struct mh_running *running = NULL;
	size_t count = mh_casework_terms(&pages->work, events, &running);

	for (size_t i = 0; i < pages->work.track_count; i++) {
		if (mh_track_applies(&pages->work.tracks[i], the_case) || mh_record_has(the_case, pages->work.tracks[i].name))
			add_track(rows, &pages->work.tracks[i], events, running, count);
	}
	free(running);
	return mh_rows_end(rows, NULL, err);
}

static const char *event_label(const struct pages *pages, const struct mh_happening *h)
{
	const struct mh_track *track = NULL;
	const struct mh_track_event *event = NULL;

	if (mh_casework_track(&pages->work, h->track, &track, NULL) == MH_OK)
		event = mh_track_event(track, h->event);
	return event != NULL ? mh_label(event->en, event->nl) : h->event;
}

/* The last events, the newest first. */
static enum mh_status print_events(const struct pages *pages, const struct mh_events *events, struct mh_err *err)
{
	const struct mh_column columns[] = { { .name = "on", .label = _("day") }, { .name = "track", .label = _("track") },
		{ .name = "event", .label = _("event") }, { .name = "scope", .label = _("scope") }, { .name = "until", .label = _("until") } };
	struct mh_rows *rows;

	if (events->count == 0)
		return MH_OK;
	printf("\n%s\n", _("last events"));
	rows = mh_session_rows(pages->session, columns, MH_COUNT(columns), 0);
	for (size_t i = events->count; i > 0 && i + LAST_EVENTS > events->count; i--) {
		const struct mh_happening *h = &events->list[i - 1];
		char on[MH_DATE_SIZE], until[MH_DATE_SIZE];
		struct mh_cell cells[MH_COUNT(columns)];

		mh_date_format(h->on, on);
		mh_date_format(h->until, until);
		cells[0] = mh_cell_text(on);
		cells[1] = mh_cell_text(h->track);
		cells[2] = mh_cell_text(event_label(pages, h));
		cells[3] = mh_cell_text(h->scope[0] != '\0' ? h->scope : NULL);
		cells[4] = mh_cell_text(until[0] != '\0' ? until : NULL);
		mh_rows_add(rows, cells);
	}
	return mh_rows_end(rows, NULL, err);
}

static enum mh_status print_parts(const struct pages *pages, int64_t case_n, struct mh_err *err)
{
	const struct { const struct mh_kind *kind; const char *title, *columns; } parts[] = {
		{ &mh_signal, _("signals"), "id,received,form,municipality" },
		{ &mh_consent, _("consents"), "id,on,purpose,partner,fields,answer,until" },
		{ &mh_referral, _("referrals"), "id,sent,partner,purpose,state,answered" },
	};
	enum mh_status status = MH_OK;

	for (size_t i = 0; i < MH_COUNT(parts) && status == MH_OK; i++) {
		struct mh_query query;

		mh_query_init(&query, parts[i].kind);
		mh_query_is_number(&query, "case", case_n);
		status = mh_list_parts(pages->session, &query, parts[i].title, parts[i].columns, err);
		mh_query_free(&query);
	}
	return status;
}

static enum mh_status print_page(struct pages *pages, struct mh_id case_id, struct mh_id person_id, struct mh_err *err)
{
	struct mh_record the_case, person;
	struct mh_events events = MH_EVENTS_INIT;

	mh_record_init(&the_case, &mh_case);
	mh_record_init(&person, &mh_person);
	enum mh_status status = mh_store_get(pages->session->store, case_id, &the_case, err);
	if (status == MH_OK)
		status = mh_store_get(pages->session->store, person_id, &person, err);
	if (status == MH_OK)
		status = print_head(pages, &the_case, &person, err);
	if (status == MH_OK)
		status = mh_events_read(pages->session->store, case_id.n, &events, err);
	if (status == MH_OK) {
		putchar('\n');
		status = print_tracks(pages, &the_case, &events, err);
	}
	if (status == MH_OK)
		status = print_parts(pages, case_id.n, err);
	if (status == MH_OK)
		status = print_events(pages, &events, err);
	mh_events_free(&events);
	mh_record_free(&person);
	mh_record_free(&the_case);
	return status;
}

static enum mh_status print_pages(struct pages *pages, const char *purpose, int argc, char **argv, struct mh_err *err)
{
	enum mh_status status = mh_casework_load(pages->session->store, &pages->work, err);

	if (status == MH_OK)
		status = mh_each_operand(argc, argv, add_case, pages, err);
	if (status == MH_OK && pages->identity && pages->count > 0)
		status = mh_store_unlock(pages->session->store, pages->session->log, purpose, pages->ids, pages->count, err);
	for (size_t i = 0; i < pages->count && status == MH_OK; i += 2) {
		if (i > 0)
			putchar('\n');
		status = print_page(pages, pages->ids[i], pages->ids[i + 1], err);
	}
	mh_casework_free(&pages->work);
	free(pages->ids);
	return status;
}

static enum mh_status run(struct mh_session *session, void *arg, int argc, char **argv, struct mh_err *err)
{
	const struct args *args = arg;
	const struct mh_show rows = { .kind = &mh_case };
	struct pages pages = { .session = session, .identity = args->identity, .work = MH_CASEWORK_INIT };

	if (args->identity && args->purpose == NULL)
		return mh_fail(err, MH_USAGE, _("--identity: say what it is needed for: --purpose CODE"));
	if (args->purpose != NULL && !args->identity)
		return mh_fail(err, MH_USAGE, _("--purpose: goes with --identity"));
	if (mh_session_format(session) != MH_FORMAT_TABLE)
		return args->identity ? mh_fail(err, MH_USAGE, _("--identity: is shown in a table only")) : mh_show(session, &rows, argc, argv, err);
	if (session->width == 0)
		session->width = PAGE_WIDTH;
	return print_pages(&pages, args->purpose, argc, argv, err);
}
