#include "chain/diary_parts.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"

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

struct gathering { struct mh_store *store; struct mh_agenda *agenda; const struct dated *dated; };

static enum mh_status is_closed(struct mh_store *store, int64_t case_n, bool *closed, struct mh_err *err)
{
	struct mh_record the_case;

	*closed = false;
	if (case_n == 0)
		return MH_OK;
	mh_record_init(&the_case, &mh_case);
	enum mh_status status = mh_store_get(store, (struct mh_id){ &mh_case, case_n }, &the_case, err);
	*closed = status == MH_OK && strcmp(mh_record_text(&the_case, "state"), "closed") == 0;
	mh_record_free(&the_case);
	return status;
}

struct later { int64_t n; bool found; };

static enum mh_status is_later(void *arg, struct mh_record *rec, struct mh_err *err)
{
	struct later *later = arg;

	(void)err;
	later->found = later->found || rec->n > later->n;
	return MH_OK;
}

static enum mh_status is_replaced(const struct gathering *g, const struct mh_record *rec, bool *replaced, struct mh_err *err)
{
	struct later later = { rec->n, false };
	struct mh_query query;

	*replaced = false;
	if (!g->dated->newest)
		return MH_OK;
	mh_query_init(&query, rec->kind);
	mh_query_is_number(&query, "case", mh_record_number(rec, "case"));
	enum mh_status status = mh_store_each(g->store, &query, is_later, &later, err);
	mh_query_free(&query);
	*replaced = later.found;
	return status;
}

/* "task: call (C-2026-0001, 14:30)" */
static void say_what(const struct gathering *g, const struct mh_record *rec, struct mh_str *out)
{
	const char *label = "", *time = mh_field_find(rec->kind, "at") >= 0 ? mh_record_text(rec, "at") : "";
	char id[MH_ID_SIZE] = "";

	if (g->dated->of != NULL)
		label = mh_code_label(mh_store_catalogues(g->store), rec->kind->fields[mh_field_find(rec->kind, g->dated->of)].of,
			mh_record_text(rec, g->dated->of));
	if (mh_field_find(rec->kind, "case") >= 0 && mh_record_number(rec, "case") != 0)
		mh_id_format((struct mh_id){ &mh_case, mh_record_number(rec, "case") }, id);
	if (g->dated->of != NULL)
		mh_str_printf(out, _(g->dated->what), label);
	else
		mh_str_puts(out, _(g->dated->what));
	if (id[0] != '\0' || time[0] != '\0')
		mh_str_printf(out, " (%s%s%s)", id, id[0] != '\0' && time[0] != '\0' ? ", " : "", time);
}

/* Short name of the partner who is to do it; nobody's: ours. */
static enum mh_status say_who(struct mh_store *store, const struct mh_record *rec, struct mh_str *out, struct mh_err *err)
{
	struct mh_record partner;

	if (rec->kind != &mh_task && rec->kind != &mh_stay)
		return MH_OK;
	if (mh_record_number(rec, "partner") == 0 || strcmp(mh_record_text(rec, "state"), "admitted") == 0)
		return MH_OK;
	mh_record_init(&partner, &mh_partner);
	enum mh_status status = mh_store_get(store, (struct mh_id){ &mh_partner, mh_record_number(rec, "partner") }, &partner, err);
	mh_str_puts(out, mh_record_text(&partner, "code"));
	mh_record_free(&partner);
	return status;
}

static enum mh_status add(const struct gathering *g, const struct mh_record *rec, struct mh_date day, struct mh_err *err)
{
	struct mh_str what, who;
	char id[MH_ID_SIZE];

	mh_str_init(&what, 1000);
	mh_str_init(&who, 100);
	mh_record_id(rec, id);
	say_what(g, rec, &what);
	enum mh_status status = say_who(g->store, rec, &who, err);
	const struct mh_agenda_item item = {
		.day = day, .warn = g->dated->warn.count > 0 ? mh_date_before(day, g->dated->warn) : (struct mh_date){ 0, 0, 0 }, .urgent = true,
		.source = g->dated->source, .id = id, .code = (char *)g->dated->code, .what = what.s, .who = who.s, .law = (char[]){ "" },
		.checked = (char[]){ "" },
	};
	if (status == MH_OK)
		mh_agenda_add(g->agenda, &item);
	mh_str_free(&who);
	mh_str_free(&what);
	return status;
}

static enum mh_status take(void *arg, struct mh_record *rec, struct mh_err *err)
{
	const struct gathering *g = arg;
	bool closed = false, replaced = false;
	struct mh_date day;
	enum mh_status status = mh_record_days(rec, err);

	if (status != MH_OK)
		return status;
	if (!mh_date_parse(mh_record_text(rec, g->dated->day), &day) || (g->dated->empty != NULL && mh_record_has(rec, g->dated->empty)))
		return MH_OK;
	status = mh_field_find(rec->kind, "case") >= 0 ? is_closed(g->store, mh_record_number(rec, "case"), &closed, err) : MH_OK;
	if (status == MH_OK && !closed)
		status = is_replaced(g, rec, &replaced, err);
	return status == MH_OK && !closed && !replaced ? add(g, rec, day, err) : status;
}

enum mh_status mh_diary_parts(struct mh_store *store, const char *source, struct mh_agenda *agenda, struct mh_err *err)
{
	enum mh_status status = MH_OK;

	for (size_t i = 0; i < MH_COUNT(dates) && status == MH_OK; i++) {
		struct gathering g = { store, agenda, &dates[i] };
		struct mh_query query;

		if (source != NULL && strcmp(source, dates[i].source) != 0)
			continue;
		mh_query_init(&query, dates[i].kind);
		if (dates[i].field != NULL)
			mh_query_is(&query, dates[i].field, dates[i].state);
		status = mh_store_each(store, &query, take, &g, err);
		mh_query_free(&query);
	}
	return status;
}
