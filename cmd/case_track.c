/* mh-case track: how the tracks of a case stand: state, what happened, what may happen next and what it needs, terms and their law. */

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "chain/ages.h"
#include "chain/casework.h"
#include "commands_case.h"
#include "session.h"

struct args {
	const char *track;
};

static const struct mh_option options[] = {
	{ 0, "track", MH_OPT_TEXT, offsetof(struct args, track), N_("word"), NULL, N_("only this track: residence, criminal, care or youth") },
	{ 0 }
};

static enum mh_status run(struct mh_session *, void *, int, char **, struct mh_err *);

const struct mh_command case_track = {
	.name = "track", .operands = N_("case"), .min = 1, .max = 1,
	.summary = N_("show how the tracks of a case stand, and what may happen next"),
	.options = options, .args_size = sizeof(struct args),
	.takes = MH_TAKES_STORE | MH_TAKES_FORMAT | MH_TAKES_AS_OF,
	.run = run,
};

enum { COLUMN_TRACK, COLUMN_WHAT, COLUMN_DAY, COLUMN_ID, COLUMN_CODE, COLUMN_TEXT, COLUMN_MORE, COLUMN_UNTIL, COLUMN_LAW, COLUMN_CHECKED, COLUMN_COUNT };

static const char *const column_names[COLUMN_COUNT] = { "track", "what", "day", "id", "code", "text", "more", "until", "law", "checked" };

/* A table for people: the first line of a track bears its name; what may happen stands there by the word that is typed. */
static const int table_columns[] = { COLUMN_TRACK, COLUMN_WHAT, COLUMN_DAY, COLUMN_TEXT, COLUMN_MORE };

enum what { STATE, HAPPENED, PLANNED, RUNS, POSSIBLE };
static const struct { const char *word, *label; } whats[] = {
	[STATE] = { "state", N_("state") }, [HAPPENED] = { "happened", N_("happened") }, [PLANNED] = { "planned", N_("planned") },
	[RUNS] = { "runs", N_("runs") }, [POSSIBLE] = { "possible", N_("possible") },
};

struct page {
	struct mh_session *session;
	const struct mh_casework *work;
	const struct mh_record *the_case, *then;	/* then: as it is on the day that is looked at */
	struct mh_events events;
	struct mh_running *running;
	size_t running_count;
	struct mh_rows *rows;
	bool table;
	const struct mh_track *last;	/* track and kind of the line before, for a table */
	enum what last_what;
};

/* One line; NULL and years of 0 are empty. */
struct line { enum what what; struct mh_date day, until; int64_t event; const char *code, *text, *more, *law, *checked; };

static struct mh_cell day_cell(struct mh_date day, char text[MH_DATE_SIZE])
{
	mh_date_format(day, text);
	return mh_cell_text(day.year != 0 ? text : NULL);
}

static void add_line(struct page *page, const struct mh_track *track, const struct line *line)
{
	const bool new_track = page->last != track, new_what = new_track || page->last_what != line->what;
	struct mh_cell cells[COLUMN_COUNT], shown[MH_COUNT(table_columns)];
	char day[MH_DATE_SIZE], until[MH_DATE_SIZE], id[MH_ID_SIZE];

	mh_id_format(line->event != 0 ? (struct mh_id){ &mh_event, line->event } : (struct mh_id){ &mh_case, page->the_case->n }, id);
	cells[COLUMN_TRACK] = mh_cell_text(!page->table ? track->name : new_track ? mh_label(track->en, track->nl) : NULL);
	cells[COLUMN_WHAT] = mh_cell_text(!page->table ? whats[line->what].word : new_what ? _(whats[line->what].label) : NULL);
	cells[COLUMN_DAY] = day_cell(line->day, day);
	cells[COLUMN_ID] = mh_cell_text(id);
	cells[COLUMN_CODE] = mh_cell_text(line->code);
	cells[COLUMN_TEXT] = mh_cell_text(page->table && line->what == POSSIBLE ? line->code : line->text);
	cells[COLUMN_MORE] = mh_cell_text(page->table && line->what == RUNS ? line->law : line->more);
	cells[COLUMN_UNTIL] = day_cell(line->until, until);
	cells[COLUMN_LAW] = mh_cell_text(line->law);
	cells[COLUMN_CHECKED] = mh_cell_text(line->checked);
	for (size_t i = 0; i < MH_COUNT(table_columns); i++)
		shown[i] = cells[table_columns[i]];
	mh_rows_add(page->rows, page->table ? shown : cells);
	page->last = track;
	page->last_what = line->what;
}

static void add_happenings(struct page *page, const struct mh_track *track, enum what what, const struct mh_happening *list, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		const struct mh_happening *h = &list[i];
		const struct mh_track_event *event = mh_track_event(track, h->event);

		if (strcmp(h->track, track->name) != 0)
			continue;
		add_line(page, track, &(struct line){ .what = what, .day = h->on, .until = h->until, .event = h->n, .code = h->event,
			.text = event != NULL ? mh_label(event->en, event->nl) : h->event, .more = h->scope[0] != '\0' ? h->scope : NULL });
	}
}

/* Terms that an event of this track set running, or an age. */
static void add_terms(struct page *page, const struct mh_track *track)
{
	for (size_t i = 0; i < page->running_count; i++) {
		const struct mh_running *run = &page->running[i];
		const struct mh_term *term = run->term;

		if (strcmp(mh_casework_track_of(run->start), track->name) != 0)
			continue;
		char *label = mh_term_label(term);
		add_line(page, track, &(struct line){ .what = RUNS, .day = run->about.year != 0 ? run->about : run->due, .event = run->start->n, .code = term->code, .text = label,
			.more = run->decided ? "decided" : mh_term_kind_word(term->kind), .law = term->source, .checked = term->checked });
		free(label);
	}
}

/* "--scope a|b|c --until DATE": what an event takes; what it can do without stands in brackets. */
static void add_needs(const struct mh_record *the_case, const struct mh_track_event *event, struct mh_str *out)
{
	const bool must = mh_word_list_has(&event->needs, "scope");
	size_t scopes = 0;

	for (size_t i = 0; i < event->scopes.count; i++) {
		if (mh_track_barred(event, event->scopes.list[i], the_case) != NULL)
			continue;
		mh_str_printf(out, "%s%s", scopes++ > 0 ? "|" : must ? "--scope " : "[--scope ", event->scopes.list[i]);
	}
	if (scopes > 0 && !must)
		mh_str_putc(out, ']');
	if (mh_word_list_has(&event->needs, "until"))
		mh_str_puts(out, out->len > 0 ? " --until DATE" : "--until DATE");
	if (mh_word_list_has(&event->needs, "detail"))
		mh_str_puts(out, out->len > 0 ? " --detail -" : "--detail -");
}

static void add_possible(struct page *page, const struct mh_track *track, const struct mh_track_state *state)
{
	for (size_t i = 0; i < track->event_count; i++) {
		const struct mh_track_event *event = &track->events[i];
		struct mh_str needs;

		if (!mh_track_possible(track, event, state, page->events.list, page->events.count) || mh_track_barred(event, "", page->then) != NULL)
			continue;
		mh_str_init(&needs, 4000);
		add_needs(page->then, event, &needs);
		add_line(page, track, &(struct line){ .what = POSSIBLE, .code = event->code, .text = mh_label(event->en, event->nl),
			.more = needs.len > 0 ? needs.s : NULL });
		mh_str_free(&needs);
	}
}

static void add_track(struct page *page, const struct mh_track *track)
{
	const struct mh_track_state *state = NULL;
	struct mh_err err = MH_ERR_INIT;
	const bool stands = mh_track_replay(track, page->events.list, page->events.count, &state, &err) == MH_OK;

	add_line(page, track, &(struct line){ .what = STATE, .code = stands ? state->code : NULL, .text = stands ? mh_label(state->en, state->nl) : err.text });
	add_happenings(page, track, HAPPENED, page->events.list, page->events.count);
	add_happenings(page, track, PLANNED, page->events.planned, page->events.planned_count);
	add_terms(page, track);
	if (stands && strcmp(mh_record_text(page->the_case, "state"), "open") == 0)
		add_possible(page, track, state);
}

static void start_rows(struct page *page)
{
	const char *labels[COLUMN_COUNT] = { [COLUMN_TRACK] = N_("track"), [COLUMN_WHAT] = N_("what"), [COLUMN_DAY] = N_("day"), [COLUMN_TEXT] = N_("event or term"),
		[COLUMN_MORE] = N_("scope, needs, law") };
	struct mh_column columns[COLUMN_COUNT] = { { 0 } };
	const size_t count = page->table ? MH_COUNT(table_columns) : COLUMN_COUNT;

	for (size_t i = 0; i < count; i++) {
		const int column = page->table ? table_columns[i] : (int)i;

		columns[i] = (struct mh_column){ .name = column_names[column], .label = labels[column] };
	}
	page->rows = mh_session_rows(page->session, columns, count, COLUMN_ID);
}

static bool is_shown(const struct page *page, const struct mh_track *track, const struct mh_track *only)
{
	if (only != NULL)
		return track == only;
	return mh_track_applies(track, page->the_case, mh_session_day(page->session)) || mh_record_has(page->the_case, track->name);
}

static enum mh_status print_tracks(struct page *page, const struct mh_track *only, struct mh_err *err)
{
	struct mh_case_facts facts;
	enum mh_status status = mh_events_read(page->session->store, page->the_case->n, &page->events, err);

	if (status == MH_OK)
		status = mh_case_facts(page->the_case, &facts, err);
	if (status != MH_OK)
		return status;
	page->running_count = mh_casework_terms(page->work, &facts, &page->events, &page->running);
	start_rows(page);
	for (size_t i = 0; i < page->work->track_count; i++) {
		if (is_shown(page, &page->work->tracks[i], only))
			add_track(page, &page->work->tracks[i]);
	}
	return mh_rows_end(page->rows, NULL, err);
}

static enum mh_status run(struct mh_session *session, void *arg, int argc, char **argv, struct mh_err *err)
{
	const struct args *args = arg;
	struct mh_casework work = MH_CASEWORK_INIT;
	struct mh_record the_case, then;
	struct page page = { .session = session, .work = &work, .the_case = &the_case, .then = &then, .events = MH_EVENTS_INIT };
	const struct mh_track *only = NULL;

	(void)argc;
	mh_record_init(&the_case, &mh_case);
	page.table = mh_session_format(session) == MH_FORMAT_TABLE;
	enum mh_status status = mh_store_get_text(session->store, argv[0], &mh_case, &the_case, err);
	if (status == MH_OK)
		status = mh_casework_load(session->store, &work, err);
	mh_case_on(&the_case, mh_session_day(session), &then);
	if (status == MH_OK && args->track != NULL)
		status = mh_casework_track(&work, args->track, &only, err);
	if (status == MH_OK)
		status = print_tracks(&page, only, err);
	free(page.running);
	mh_events_free(&page.events);
	mh_casework_free(&work);
	mh_record_free(&then);
	mh_record_free(&the_case);
	return status;
}
