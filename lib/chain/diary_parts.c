#include "chain/diary_parts.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "chain/diary_own.h"

/* A day of a record that somebody waits for, and until what. */
static const struct dated {
	const char *source;
	const struct mh_kind *kind;
	const char *field, *state;	/* only where this field has this value; NULL: whatever it has */
	const char *empty;		/* and this one is still empty; NULL: whatever it has */
	const char *day, *code;
	const char *of;			/* field whose code the sentence names */
	const char *what;
	struct mh_length warn;
	bool newest;			/* a later record of the case takes its place */
} dates[] = {
	{ "task", &mh_task, "state", "open", NULL, "due", "task", "do", N_("task: %s"), { 0 }, false },
	{ "review", &mh_plan, NULL, NULL, NULL, "review", "plan-review", NULL, N_("review the plan"), { 1, MH_WEEKS }, true },
	{ "review", &mh_programme, NULL, NULL, "ended", "review", "programme-review", "programme", N_("review: %s"), { 1, MH_WEEKS }, false },
	{ "stay", &mh_stay, "state", "admitted", NULL, "until", "stay-end", "place", N_("stay ends: %s"), { 2, MH_WEEKS }, false },
	{ "stay", &mh_stay, "state", "requested", NULL, "requested", "stay-request", "place", N_("shelter asked for, no answer: %s"), { 0 }, false },
	{ "document", &mh_paper, NULL, NULL, "returned", "ends", "document-end", "paper", N_("paper ends: %s"), { 1, MH_MONTHS }, false },
	{ "conference", &mh_conference, "state", "planned", NULL, "on", "conference", "purpose", N_("conference: %s"), { 0 }, false },
};

/* Fields of a kind by their place; -1: it has none. */
struct places { int of_case, partner, state, of, at, day, empty; };

/* Numbers of open cases, in order: cases that were closed may be many more. */
struct open_cases { int64_t *list; size_t count, room; };

struct gathering {
	struct mh_store *store;
	struct mh_agenda *agenda;
	struct mh_diary_names names;
	struct open_cases open;
	const struct dated *dated;
	struct places places;
};

/* One record that somebody waits for; texts are borrowed. */
struct waiting { int64_t n, of_case, partner; const char *of, *at; struct mh_date day; };

struct walk { struct gathering *g; struct waiting held; };	/* held: the newest of its case so far; n 0: none */

static enum mh_status take_open(void *arg, int64_t n, const struct mh_raw *values, struct mh_err *err)
{
	struct open_cases *open = arg;

	(void)values, (void)err;
	if (open->count == open->room) {
		open->room = open->room > 0 ? 2 * open->room : 256;
		open->list = mh_grow(open->list, open->room, sizeof *open->list);
	}
	open->list[open->count++] = n;
	return MH_OK;
}

static enum mh_status read_open(struct mh_store *store, struct open_cases *open, struct mh_err *err)
{
	struct mh_query query;

	mh_query_init(&query, &mh_case);
	mh_query_only(&query, "state");
	mh_query_is(&query, "state", "open");
	enum mh_status status = mh_query_sort(&query, "id", err);
	if (status == MH_OK)
		status = mh_store_each_raw(store, &query, take_open, open, err);
	mh_query_free(&query);
	return status;
}

static int by_number(const void *a, const void *b)
{
	const int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return (x > y) - (x < y);
}

/* What belongs to no case is the chain's, and always open. */
static bool is_open(const struct gathering *g, int64_t of_case)
{
	return of_case == 0 || (g->open.count > 0 && bsearch(&of_case, g->open.list, g->open.count, sizeof of_case, by_number) != NULL);
}

/* "task: call (C-2026-0001, 14:30)" */
static void say_what(const struct gathering *g, const struct waiting *w, struct mh_str *out)
{
	char id[MH_ID_SIZE] = "";

	if (w->of_case != 0)
		mh_id_format((struct mh_id){ &mh_case, w->of_case }, id);
	if (g->dated->of != NULL)
		mh_str_printf(out, _(g->dated->what), mh_code_label(mh_store_catalogues(g->store), g->dated->kind->fields[g->places.of].of, w->of));
	else
		mh_str_puts(out, _(g->dated->what));
	if (id[0] != '\0' || w->at[0] != '\0')
		mh_str_printf(out, " (%s%s%s)", id, id[0] != '\0' && w->at[0] != '\0' ? ", " : "", w->at);
}

static void add(struct gathering *g, const struct waiting *w)
{
	struct mh_str what;
	char id[MH_ID_SIZE];

	mh_str_init(&what, 1000);
	mh_id_format((struct mh_id){ g->dated->kind, w->n }, id);
	say_what(g, w, &what);
	const struct mh_agenda_item item = {
		.day = w->day, .warn = g->dated->warn.count > 0 ? mh_date_before(w->day, g->dated->warn) : (struct mh_date){ 0, 0, 0 }, .urgent = true,
		.source = g->dated->source, .id = id, .code = (char *)g->dated->code, .what = what.s,
		.who = (char *)mh_diary_name(g->store, &g->names, w->partner), .law = (char[]){ "" }, .checked = (char[]){ "" },
	};
	mh_agenda_add(g->agenda, &item);
	mh_str_free(&what);
}

static const char *text_at(const struct mh_raw *values, int place)
{
	return place >= 0 ? values[place].text : "";
}

/* The partner who is to do it: of a task, and of a shelter that has not answered yet. */
static int64_t partner_at(const struct gathering *g, const struct mh_raw *values)
{
	const struct mh_kind *kind = g->dated->kind;

	return (kind == &mh_task || kind == &mh_stay) && strcmp(text_at(values, g->places.state), "admitted") != 0 ? values[g->places.partner].number : 0;
}

/* A day that was damaged is no day to wait for, and none to pass over, whichever of the record's it is. */
static enum mh_status check_days(const struct mh_kind *kind, int64_t n, const struct mh_raw *values, struct mh_err *err)
{
	enum mh_status status = MH_OK;
	struct mh_date day;

	for (size_t i = 0; i < kind->count && status == MH_OK; i++) {
		if (kind->fields[i].type == MH_DATE && values[i].text[0] != '\0')
			status = mh_stored_day((struct mh_id){ kind, n }, i, values[i].text, &day, err);
	}
	return status;
}

static enum mh_status take(void *arg, int64_t n, const struct mh_raw *values, struct mh_err *err)
{
	struct walk *walk = arg;
	struct gathering *g = walk->g;
	const struct places *at = &g->places;
	struct waiting w = {
		.n = n, .of_case = at->of_case >= 0 ? values[at->of_case].number : 0, .partner = partner_at(g, values), .of = text_at(values, at->of),
		.at = text_at(values, at->at),
	};
	enum mh_status status = check_days(g->dated->kind, n, values, err);

	if (status != MH_OK || !is_open(g, w.of_case) || text_at(values, at->empty)[0] != '\0')
		return status;
	mh_date_parse(text_at(values, at->day), &w.day);
	if (!g->dated->newest) {
		if (w.day.year != 0)
			add(g, &w);
		return MH_OK;
	}
	if (walk->held.n != 0 && walk->held.of_case != w.of_case && walk->held.day.year != 0)
		add(g, &walk->held);
	walk->held = w;
	walk->held.of = walk->held.at = "";
	return MH_OK;
}

/* All that is asked of a kind: what an item says, and every day that it has. */
static void choose_fields(struct gathering *g, struct mh_query *query)
{
	const struct dated *dated = g->dated;
	const struct mh_kind *kind = dated->kind;

	g->places = (struct places){
		.of_case = mh_field_find(kind, "case"), .partner = mh_field_find(kind, "partner"), .state = mh_field_find(kind, "state"),
		.of = dated->of != NULL ? mh_field_find(kind, dated->of) : -1, .at = mh_field_find(kind, "at"), .day = mh_field_find(kind, dated->day),
		.empty = dated->empty != NULL ? mh_field_find(kind, dated->empty) : -1,
	};
	const int wanted[] = { g->places.of_case, g->places.partner, g->places.state, g->places.of, g->places.at };
	for (size_t i = 0; i < MH_COUNT(wanted); i++)
		if (wanted[i] >= 0)
			mh_query_only(query, kind->fields[wanted[i]].name);
	for (size_t i = 0; i < kind->count; i++)
		if (kind->fields[i].type == MH_DATE)
			mh_query_only(query, kind->fields[i].name);
}

static enum mh_status gather(struct gathering *g, struct mh_err *err)
{
	struct walk walk = { .g = g };
	enum mh_status status = MH_OK;
	struct mh_query query;

	mh_query_init(&query, g->dated->kind);
	choose_fields(g, &query);
	if (g->dated->field != NULL)
		mh_query_is(&query, g->dated->field, g->dated->state);
	if (g->dated->newest)
		status = mh_query_sort(&query, "case", err);
	if (status == MH_OK)
		status = mh_store_each_raw(g->store, &query, take, &walk, err);
	if (status == MH_OK && walk.held.n != 0 && walk.held.day.year != 0)
		add(g, &walk.held);
	mh_query_free(&query);
	return status;
}

enum mh_status mh_diary_parts(struct mh_store *store, const char *source, struct mh_agenda *agenda, struct mh_err *err)
{
	struct gathering g = { .store = store, .agenda = agenda };
	enum mh_status status = MH_OK;
	bool wanted = false;

	for (size_t i = 0; i < MH_COUNT(dates); i++)
		wanted = wanted || source == NULL || strcmp(source, dates[i].source) == 0;
	if (wanted)
		status = read_open(store, &g.open, err);
	for (size_t i = 0; i < MH_COUNT(dates) && status == MH_OK; i++) {
		g.dated = &dates[i];
		if (source == NULL || strcmp(source, dates[i].source) == 0)
			status = gather(&g, err);
	}
	mh_diary_names_free(&g.names);
	free(g.open.list);
	return status;
}
