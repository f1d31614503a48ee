#include "case_page.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "case_costs.h"
#include "case_head.h"
#include "chain/coordinator.h"
#include "list.h"
#include "signal_parts.h"
#include "value.h"
#include "workflow/agenda.h"

#define LAST_EVENTS 8
#define DUE_SIZE (MH_DATE_SIZE + 2)	/* a day, and " !" */

/* "carla, until 2026-03-10" where the case is handed over on the day of the page; nothing where it is not. */
static enum mh_status find_stand_in(const struct mh_case_page *page, const struct mh_record *the_case, struct mh_str *out, struct mh_err *err)
{
	struct mh_date until;
	char day[MH_DATE_SIZE];
	struct mh_str who;

	mh_str_init(&who, MH_WORD_MOST + 1);
	enum mh_status status = mh_case_coordinator(page->session->store, the_case, mh_session_day(page->session), &who, &until, err);
	if (status == MH_OK && until.year != 0) {
		mh_date_format(until, day);
		mh_str_printf(out, _("%s, until %s"), who.s, day);
	}
	mh_str_free(&who);
	return status;
}

/* The case and its person; sealed values are opened where the page is to show who the person is. */
static enum mh_status print_head(const struct mh_case_page *page, struct mh_record *the_case, struct mh_record *person, struct mh_err *err)
{
	struct mh_str meanwhile;

	mh_str_init(&meanwhile, 400);
	enum mh_status status = find_stand_in(page, the_case, &meanwhile, err);
	if (status == MH_OK && page->identity)
		status = mh_store_open_values(page->session->store, the_case, err);
	if (status == MH_OK && page->identity)
		status = mh_store_open_values(page->session->store, person, err);
	if (status == MH_OK)
		mh_case_head_print(page->session, page->work, the_case, person, meanwhile.s);
	mh_str_free(&meanwhile);
	return status;
}

/* What waits in a track: the end of a term, or the day of an event that is planned. */
struct waiting { struct mh_date day, about; bool opens; char *text; };

static int by_day(const void *a, const void *b)
{
	const struct waiting *x = a, *y = b;

	return mh_date_compare(x->day, y->day);
}

static char *planned_text(const struct mh_track *track, const struct mh_happening *planned)
{
	const struct mh_track_event *event = mh_track_event(track, planned->event);
	struct mh_str text;

	mh_str_init(&text, 2000);
	mh_str_printf(&text, _("planned: %s"), event != NULL ? mh_label(event->en, event->nl) : planned->event);
	return mh_str_steal(&text);
}

/* Fills list, which has room for everything, with what waits in the track; returns how many. */
static size_t gather_waiting(const struct mh_track *track, const struct mh_events *events, const struct mh_running *running, size_t count,
	struct waiting *list)
{
	size_t found = 0;

	for (size_t i = 0; i < count; i++) {
		if (strcmp(mh_casework_track_of(running[i].start), track->name) == 0)
			list[found++] = (struct waiting){ running[i].due, running[i].about, running[i].term->kind == MH_TERM_EARLIEST, mh_term_label(running[i].term) };
	}
	for (size_t i = 0; i < events->planned_count; i++) {
		if (strcmp(events->planned[i].track, track->name) == 0)
			list[found++] = (struct waiting){ events->planned[i].on, { 0, 0, 0 }, false, planned_text(track, &events->planned[i]) };
	}
	if (found > 0)
		qsort(list, found, sizeof *list, by_day);
	return found;
}

/* The day, marked where it is past: the page is to be read without colour too. */
static void format_due(const struct waiting *waiting, struct mh_date today, char out[DUE_SIZE])
{
	const struct mh_agenda_item item = { .day = waiting->day, .about = waiting->about, .opens = waiting->opens };
	char day[MH_DATE_SIZE];

	mh_agenda_day(&item, day);
	snprintf(out, DUE_SIZE, "%s%s", day, mh_agenda_group(&item, today) == MH_OVERDUE ? " !" : "");
}

/* Adds a track's lines: its state, and a line for each thing that waits in it. */
static void add_track(struct mh_rows *rows, const struct mh_track *track, const struct mh_events *events, const struct mh_running *running,
	size_t count, struct mh_date today)
{
	struct waiting *list = mh_alloc(count + events->planned_count + 1, sizeof *list);
	const struct mh_track_state *state = NULL;
	struct mh_err err = MH_ERR_INIT;
	char due[DUE_SIZE];
	struct mh_cell cells[4] = { mh_cell_text(mh_label(track->en, track->nl)) };
	const size_t found = gather_waiting(track, events, running, count, list);

	enum mh_status status = mh_track_replay(track, events->list, events->count, &state, &err);
	cells[1] = mh_cell_text(status == MH_OK ? mh_label(state->en, state->nl) : err.text);
	for (size_t i = 0; i < found; i++) {
		format_due(&list[i], today, due);
		cells[2] = mh_cell_text(due);
		cells[3] = mh_cell_text(list[i].text);
		mh_rows_add(rows, cells);
		free(list[i].text);
		memset(cells, 0, sizeof cells);
	}
	if (found == 0)
		mh_rows_add(rows, cells);
	free(list);
}

static enum mh_status print_tracks(const struct mh_case_page *page, const struct mh_record *the_case, struct mh_events *events, struct mh_err *err)
{
	const struct mh_column columns[] = { { .name = "track", .label = _("track") }, { .name = "state", .label = _("state") },
		{ .name = "due", .label = _("due") }, { .name = "next", .label = _("next") } };
	struct mh_running *running = NULL;
	struct mh_case_facts facts;
	enum mh_status status = mh_case_facts(the_case, &facts, err);

	if (status != MH_OK)
		return status;
	struct mh_rows *rows = mh_session_rows(page->session, columns, MH_COUNT(columns), 0);
	size_t count = mh_casework_terms(page->work, &facts, events, &running);

	for (size_t i = 0; i < page->work->track_count; i++) {
		if (mh_track_applies(&page->work->tracks[i], the_case, mh_session_day(page->session)) || mh_record_has(the_case, page->work->tracks[i].name))
			add_track(rows, &page->work->tracks[i], events, running, count, mh_session_day(page->session));
	}
	free(running);
	return mh_rows_end(rows, NULL, err);
}

/* Cells of an event: day, track, event, scope, until; what the workflow of today does not know is said by its code. */
static void fill_event(const struct mh_case_page *page, const struct mh_happening *h, const char *on, const char *until, struct mh_cell cells[5])
{
	const struct mh_track *track = NULL;
	const struct mh_track_event *event = NULL;

	if (mh_casework_track(page->work, h->track, &track, NULL) == MH_OK)
		event = mh_track_event(track, h->event);
	cells[0] = mh_cell_text(on);
	cells[1] = mh_cell_text(track != NULL ? mh_label(track->en, track->nl) : h->track);
	cells[2] = mh_cell_text(event != NULL ? mh_label(event->en, event->nl) : h->event);
	cells[3] = mh_cell_text(h->scope[0] != '\0' ? mh_code_label(mh_store_catalogues(page->session->store), "scope", h->scope) : NULL);
	cells[4] = mh_cell_text(until[0] != '\0' ? until : NULL);
}

/* The last events, the newest first. */
static enum mh_status print_events(const struct mh_case_page *page, const struct mh_events *events, struct mh_err *err)
{
	const struct mh_column columns[] = { { .name = "on", .label = _("day") }, { .name = "track", .label = _("track") },
		{ .name = "event", .label = _("event") }, { .name = "scope", .label = _("scope") }, { .name = "until", .label = _("until") } };
	struct mh_rows *rows;

	if (events->count == 0)
		return MH_OK;
	printf("\n%s\n", _("last events"));
	rows = mh_session_rows(page->session, columns, MH_COUNT(columns), 0);
	for (size_t i = events->count; i > 0 && i + LAST_EVENTS > events->count; i--) {
		const struct mh_happening *h = &events->list[i - 1];
		char on[MH_DATE_SIZE], until[MH_DATE_SIZE];
		struct mh_cell cells[MH_COUNT(columns)];

		mh_date_format(h->on, on);
		mh_date_format(h->until, until);
		fill_event(page, h, on, until, cells);
		mh_rows_add(rows, cells);
	}
	return mh_rows_end(rows, NULL, err);
}

struct signals {
	const struct mh_case_page *page;
	struct mh_rows *rows;		/* NULL until there is one */
	int64_t last;			/* mentions come by signal: the one before may be of the same */
};

static const char *const signal_columns[] = { "received", "form", "municipality", "state" };

static void add_signal(struct signals *signals, const struct mh_record *signal)
{
	struct mh_column columns[MH_COUNT(signal_columns) + 1] = { { .name = "id" } };
	struct mh_cell cells[MH_COUNT(columns)];
	struct mh_str texts[MH_COUNT(signal_columns)];
	char id[MH_ID_SIZE];

	mh_record_id(signal, id);
	cells[0] = mh_cell_text(id);
	for (size_t i = 0; i < MH_COUNT(signal_columns); i++) {
		int field = mh_field_find(&mh_signal, signal_columns[i]);

		columns[i + 1] = (struct mh_column){ .name = signal_columns[i], .label = mh_field_label(&mh_signal.fields[field]) };
		mh_str_init(&texts[i], 4096);
		mh_value_for_people(signals->page->session, signal, field, &texts[i]);
		cells[i + 1] = mh_cell_text(texts[i].s);
	}
	if (signals->rows == NULL) {
		printf("\n%s\n", _("signals"));
		signals->rows = mh_session_rows(signals->page->session, columns, MH_COUNT(columns), 0);
	}
	mh_rows_add(signals->rows, cells);
	for (size_t i = 0; i < MH_COUNT(signal_columns); i++)
		mh_str_free(&texts[i]);
}

static enum mh_status take_mention(void *arg, struct mh_record *mention, struct mh_err *err)
{
	struct signals *signals = arg;
	int64_t n = mh_record_number(mention, "signal");
	struct mh_record signal;

	if (n == signals->last)
		return MH_OK;
	signals->last = n;
	mh_record_init(&signal, &mh_signal);
	enum mh_status status = mh_store_get(signals->page->session->store, (struct mh_id){ &mh_signal, n }, &signal, err);
	if (status == MH_OK)
		add_signal(signals, &signal);
	mh_record_free(&signal);
	return status;
}

/* The signals that mention the person, also those that led to somebody else's case. */
static enum mh_status print_signals(const struct mh_case_page *page, int64_t person, struct mh_err *err)
{
	struct signals signals = { page, NULL, 0 };
	struct mh_query query;

	mh_query_init(&query, &mh_mention);
	mh_query_is_number(&query, "person", person);
	enum mh_status status = mh_query_sort(&query, "signal", err);
	if (status == MH_OK)
		status = mh_store_each(page->session->store, &query, take_mention, &signals, err);
	mh_query_free(&query);
	if (signals.rows == NULL)
		return status;
	return status == MH_OK ? mh_rows_end(signals.rows, NULL, err) : (mh_rows_end(signals.rows, NULL, NULL), status);
}

/* Parts of a case, in the order in which a coordinator asks for them; the columns of each fit a page. */
struct part { const struct mh_kind *kind; const char *title, *columns, *state; /* only in this one; NULL: in any */ };

static const struct part help[] = {
	{ &mh_need, N_("needs"), "id,on,service,partner,state", NULL },
	{ &mh_plan, N_("plans"), "id,on,review,agreed", NULL },
	{ &mh_programme, N_("programmes"), "id,programme,partner,started,review,ended", NULL },
	{ &mh_stay, N_("stays"), "id,partner,place,admitted,left,until,state", NULL },
	{ &mh_paper, N_("papers"), "id,paper,on,kept,ends,returned", NULL },
};
static const struct part chain[] = {
	{ &mh_party, N_("who is involved"), "id,as,partner,from,until", NULL },
	{ &mh_consent, N_("consents"), "id,on,purpose,partner,fields,answer,until", NULL },
	{ &mh_referral, N_("referrals"), "id,sent,partner,purpose,state,answered", NULL },
	{ &mh_registration, N_("registered with the national centre"), "id,on,partner,dossier,ground,already-by", NULL },
	{ &mh_request, N_("requests about the own data"), "id,on,right,by,decision", NULL },
	{ &mh_task, N_("open tasks"), "id,do,due,at,partner,colleague", "open" },
};

static enum mh_status print_parts(const struct mh_case_page *page, int64_t case_n, const struct part *parts, size_t count, struct mh_err *err)
{
	enum mh_status status = MH_OK;

	for (size_t i = 0; i < count && status == MH_OK; i++) {
		struct mh_query query;

		mh_query_init(&query, parts[i].kind);
		mh_query_is_number(&query, "case", case_n);
		if (parts[i].state != NULL)
			mh_query_is(&query, "state", parts[i].state);
		status = mh_list_parts(page->session, &query, _(parts[i].title), parts[i].columns, err);
		mh_query_free(&query);
	}
	return status;
}

static enum mh_status print_links(const struct mh_case_page *page, int64_t case_n, struct mh_err *err)
{
	struct mh_linked_list linked = MH_LINKED_LIST_INIT;
	enum mh_status status = mh_links_of_case(page->session->store, case_n, &linked, err);

	if (status == MH_OK)
		status = mh_linked_print(page->session, &linked, err);
	free(linked.list);
	return status;
}

enum mh_status mh_case_page_print(const struct mh_case_page *page, struct mh_id case_id, struct mh_id person_id, struct mh_err *err)
{
	struct mh_record the_case, person;
	struct mh_events events = MH_EVENTS_INIT;

	mh_record_init(&the_case, &mh_case);
	mh_record_init(&person, &mh_person);
	enum mh_status status = mh_store_get(page->session->store, case_id, &the_case, err);
	if (status == MH_OK)
		status = mh_store_get(page->session->store, person_id, &person, err);
	if (status == MH_OK)	/* a page with a damaged day on it is not begun */
		status = mh_record_days(&the_case, err);
	if (status == MH_OK)
		status = mh_events_read(page->session->store, case_id.n, &events, err);
	if (status == MH_OK)
		status = print_head(page, &the_case, &person, err);
	if (status == MH_OK) {
		putchar('\n');
		status = print_tracks(page, &the_case, &events, err);
	}
	if (status == MH_OK)
		status = print_signals(page, person_id.n, err);
	if (status == MH_OK)
		status = print_links(page, case_id.n, err);
	if (status == MH_OK)
		status = print_parts(page, case_id.n, help, MH_COUNT(help), err);
	if (status == MH_OK)
		status = mh_case_costs_print(page->session, case_id.n, err);
	if (status == MH_OK)
		status = print_parts(page, case_id.n, chain, MH_COUNT(chain), err);
	if (status == MH_OK)
		status = print_events(page, &events, err);
	mh_events_free(&events);
	mh_record_free(&person);
	mh_record_free(&the_case);
	return status;
}
