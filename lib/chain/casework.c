#include "chain/casework.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "chain/ages.h"
#include "chain/persons.h"

static enum mh_status take_track(void *arg, const char *name, const struct mh_node *root, struct mh_err *err)
{
	struct mh_casework *work = arg;

	work->tracks = mh_grow(work->tracks, work->track_count + 1, sizeof *work->tracks);
	work->tracks[work->track_count] = (struct mh_track)MH_TRACK_INIT;
	enum mh_status status = mh_track_read(name, root, &work->tracks[work->track_count], NULL, err);
	if (status == MH_OK)
		work->track_count++;
	return status;
}

static enum mh_status take_terms(void *arg, const char *name, const struct mh_node *root, struct mh_err *err)
{
	struct mh_casework *work = arg;

	return mh_terms_read(name, root, &work->terms, NULL, err);
}

struct taking {
	enum mh_status (*take)(void *, const char *name, const struct mh_node *, struct mh_err *);
	struct mh_casework *work;
	const struct mh_applied_file *instead;	/* documents that are to take the place of the store's */
	size_t instead_count;
};

static bool is_replaced(const struct taking *taking, const struct mh_record *document)
{
	for (size_t i = 0; i < taking->instead_count; i++) {
		const struct mh_node *root = taking->instead[i].tree.root;

		if (strcmp(mh_node_text(root, "format"), mh_record_text(document, "format")) == 0 && mh_node_text(root, "name") != NULL &&
		    strcmp(mh_node_text(root, "name"), mh_record_text(document, "name")) == 0)
			return true;
	}
	return false;
}

static enum mh_status take_document(void *arg, struct mh_record *rec, struct mh_err *err)
{
	const struct taking *taking = arg;
	const char *text = mh_record_text(rec, "text");
	struct mh_tree tree = MH_TREE_INIT;
	char name[100];

	if (is_replaced(taking, rec))
		return MH_OK;
	snprintf(name, sizeof name, "%s %s", mh_record_text(rec, "format"), mh_record_text(rec, "name"));
	enum mh_status status = mh_yaml_read(name, (struct mh_blob){ text, strlen(text) }, &mh_yaml_usual, &tree, NULL, err);
	if (status == MH_OK)
		status = taking->take(taking->work, name, tree.root, err);
	mh_tree_free(&tree);
	/* One that this program does not take stands in nobody's way of replacing it; mh-store check names it. */
	return status == MH_INPUT && taking->instead_count > 0 ? MH_OK : status;
}

static enum mh_status each_document(struct mh_store *store, const char *format, struct taking *taking, struct mh_err *err)
{
	struct mh_query query;

	mh_query_init(&query, &mh_document);
	mh_query_is(&query, "format", format);
	enum mh_status status = mh_query_sort(&query, "name", err);
	if (status == MH_OK)
		status = mh_store_each(store, &query, take_document, taking, err);
	mh_query_free(&query);
	return status;
}

static int by_field(const void *a, const void *b)
{
	const struct mh_track *x = a, *y = b;

	return mh_field_find(&mh_case, x->name) - mh_field_find(&mh_case, y->name);
}

enum mh_status mh_casework_load(struct mh_store *store, struct mh_casework *work, struct mh_err *err)
{
	struct taking tracks = { take_track, work, NULL, 0 }, terms = { take_terms, work, NULL, 0 };
	enum mh_status status = each_document(store, MH_WORKFLOW_FORMAT, &tracks, err);

	if (status == MH_OK)
		status = each_document(store, MH_TERMS_FORMAT, &terms, err);
	if (status == MH_OK && work->track_count == 0 && mh_store_in_past(store))
		status = mh_fail(err, MH_INPUT, _("--as-of: no workflow was in the store on that day, if it was there at all: give a later day (mh-store log shows the first)"));
	else if (status == MH_OK && work->track_count == 0)
		status = mh_fail(err, MH_INPUT, _("no workflow is in the store: apply the workflows and terms that came with the programs: mh-store apply"));
	if (status == MH_OK)
		qsort(work->tracks, work->track_count, sizeof *work->tracks, by_field);
	else
		mh_casework_free(work);
	return status;
}

static enum mh_status each_file(const char *format, const struct taking *taking, struct mh_err *err)
{
	enum mh_status status = MH_OK;

	for (size_t i = 0; i < taking->instead_count && status == MH_OK; i++) {
		const struct mh_applied_file *file = &taking->instead[i];

		if (strcmp(mh_node_text(file->tree.root, "format"), format) == 0)
			status = taking->take(taking->work, file->name, file->tree.root, err);
	}
	return status;
}

struct names { char **list; size_t count; };

static enum mh_status take_name(void *arg, struct mh_record *partner, struct mh_err *err)
{
	struct names *names = arg;

	(void)err;
	names->list = mh_grow(names->list, names->count + 1, sizeof *names->list);
	names->list[names->count++] = mh_strdup(mh_record_text(partner, "code"));
	return MH_OK;
}

/* Is each term somebody's whom we know, and checked on a day that has been? found: how many are not. */
static enum mh_status hold(struct mh_store *store, const struct mh_terms *terms, const char *file, size_t *found, struct mh_problems *problems, struct mh_err *err)
{
	struct names partners = { NULL, 0 };
	struct mh_query query;

	mh_query_init(&query, &mh_partner);
	enum mh_status status = mh_store_each(store, &query, take_name, &partners, err);
	mh_query_free(&query);
	if (status == MH_OK)
		*found += mh_terms_hold(terms, file, (const char *const *)partners.list, partners.count, mh_moment_day(mh_clock_machine()), problems);
	for (size_t i = 0; i < partners.count; i++)
		free(partners.list[i]);
	free(partners.list);
	return status;
}

static enum mh_status fit_file(struct mh_store *store, const struct mh_casework *work, const struct mh_applied_file *file, struct mh_problems *problems,
	struct mh_err *err)
{
	struct mh_terms terms = MH_TERMS_INIT;
	enum mh_status status = mh_terms_read(file->name, file->tree.root, &terms, NULL, err);
	size_t found = 0;

	if (status == MH_OK)
		status = hold(store, &terms, file->name, &found, problems, err);
	if (status == MH_OK && mh_terms_fit(&terms, file->name, work->tracks, work->track_count, problems) + found > 0)
		status = mh_fail(err, MH_INPUT, _("%s: its terms do not fit the workflows"), file->name);
	if (status == MH_OK)
		mh_terms_gaps(&work->terms, &terms, file->name, problems);
	mh_terms_free(&terms);
	return status;
}

/* A new workflow may leave terms of the store without an event that they need; they can be mended after it. */
static void warn_of_others(const struct mh_casework *work, const struct mh_applied_file *files, size_t count, struct mh_problems *problems)
{
	struct mh_problems rest = MH_PROBLEMS_INIT;
	size_t i = 0;

	while (i < count && strcmp(mh_node_text(files[i].tree.root, "format"), MH_WORKFLOW_FORMAT) != 0)
		i++;
	if (i < count)
		mh_terms_fit(&work->terms, NULL, work->tracks, work->track_count, &rest);
	for (i = 0; i < rest.count; i++) {
		rest.list[i].warning = true;
		mh_problem_add(problems, &rest.list[i], "%s", rest.list[i].text);
	}
	mh_problems_free(&rest);
}

enum mh_status mh_casework_fit(struct mh_store *store, const struct mh_applied_file *files, size_t count, struct mh_problems *problems,
	struct mh_err *err)
{
	struct mh_casework work = MH_CASEWORK_INIT;
	struct taking tracks = { take_track, &work, files, count }, terms = { take_terms, &work, files, count };
	struct mh_err first = MH_ERR_INIT;
	enum mh_status status = each_document(store, MH_WORKFLOW_FORMAT, &tracks, err);

	if (status == MH_OK)
		status = each_file(MH_WORKFLOW_FORMAT, &tracks, err);
	if (status == MH_OK)
		status = each_document(store, MH_TERMS_FORMAT, &terms, err);
	if (status == MH_OK)
		status = each_file(MH_TERMS_FORMAT, &terms, err);
	for (size_t i = 0; i < count && (status == MH_OK || status == MH_INPUT); i++) {	/* of all files all is said */
		if (strcmp(mh_node_text(files[i].tree.root, "format"), MH_TERMS_FORMAT) != 0)
			continue;
		enum mh_status one = fit_file(store, &work, &files[i], problems, status == MH_OK ? err : &first);
		status = status == MH_OK ? one : status;
	}
	if (status == MH_OK)
		warn_of_others(&work, files, count, problems);
	mh_casework_free(&work);
	return status;
}

void mh_casework_free(struct mh_casework *work)
{
	for (size_t i = 0; i < work->track_count; i++)
		mh_track_free(&work->tracks[i]);
	free(work->tracks);
	mh_terms_free(&work->terms);
	*work = (struct mh_casework)MH_CASEWORK_INIT;
}

enum mh_status mh_casework_track(const struct mh_casework *work, const char *name, const struct mh_track **out, struct mh_err *err)
{
	struct mh_str names;

	for (size_t i = 0; i < work->track_count; i++) {
		if (strcmp(work->tracks[i].name, name) == 0) {
			*out = &work->tracks[i];
			return MH_OK;
		}
	}
	mh_str_init(&names, 400);
	for (size_t i = 0; i < work->track_count; i++)
		mh_str_printf(&names, "%s%s", i > 0 ? ", " : "", work->tracks[i].name);
	mh_fail(err, MH_INPUT, _("%.64s: no such track; there are: %s"), name, names.s);
	mh_str_free(&names);
	return MH_INPUT;
}

static bool is_unless(const struct mh_track *track, const struct mh_record *the_case)
{
	return track->unless_field[0] != '\0' && strcmp(mh_record_text(the_case, track->unless_field), track->unless_value) == 0;
}

bool mh_track_applies(const struct mh_track *track, const struct mh_record *the_case, struct mh_date day)
{
	struct mh_record then;

	if (!is_unless(track, the_case))
		return true;
	mh_case_on(the_case, day, &then);
	const bool outside = is_unless(track, &then);
	mh_record_free(&then);
	return !outside;
}

enum mh_status mh_casework_barred(const struct mh_track *track, const struct mh_record *the_case, const struct mh_happening *h, struct mh_err *err)
{
	const struct mh_track_event *event = mh_track_event(track, h->event);
	enum mh_status status = MH_OK;
	struct mh_record then;

	if (event == NULL || event->bar_count == 0)
		return MH_OK;
	mh_case_on(the_case, h->on, &then);
	const struct mh_track_bar *bar = mh_track_barred(event, h->scope, &then);
	if (bar != NULL && strcmp(mh_record_text(the_case, bar->field), bar->value) == 0)
		status = mh_fail(err, MH_INPUT, "%s %s: %s", track->name, h->event, mh_label(bar->en, bar->nl));
	else if (bar != NULL)
		status = mh_fail(err, MH_INPUT, _("%s %s: %s (by the birth date; where that is wrong: mh-case identity set)"), track->name, h->event,
			mh_label(bar->en, bar->nl));
	mh_record_free(&then);
	return status;
}

enum mh_status mh_case_is_open(const struct mh_record *the_case, struct mh_err *err)
{
	char id[MH_ID_SIZE];

	if (strcmp(mh_record_text(the_case, "state"), "closed") != 0)
		return MH_OK;
	mh_record_id(the_case, id);
	return mh_fail(err, MH_INPUT, _("the case is closed; mh-case reopen %s takes it up again"), id);
}

static bool is_yes(const struct mh_record *event, const char *field)
{
	return strcmp(mh_record_text(event, field), "yes") == 0;
}

enum { YEARS_BEFORE = 10 };

/* What happened before the case counts for its terms, but nobody helps with what is older than this: the year was mistyped. */
static enum mh_status check_year(const struct mh_record *the_case, struct mh_date on, struct mh_err *err)
{
	struct mh_date opened;
	char day[MH_DATE_SIZE];

	if (!mh_date_parse(mh_record_text(the_case, "opened"), &opened) ||
	    mh_date_compare(on, mh_date_before(opened, (struct mh_length){ YEARS_BEFORE, MH_YEARS })) >= 0)
		return MH_OK;
	mh_date_format(on, day);
	return mh_fail(err, MH_INPUT, _("--on %s: lies more than %d years before the case was opened (%s): mend the year; what was so long ago goes into a note: mh-case note add"),
		day, YEARS_BEFORE, mh_record_text(the_case, "opened"));
}

/* A planned event lies in the future or is of today, any other does not. */
static enum mh_status check_day(const struct mh_happening *h, bool planned, struct mh_err *err)
{
	const int order = mh_date_compare(h->on, mh_moment_day(mh_clock_system()));
	char day[MH_DATE_SIZE];

	mh_date_format(h->on, day);
	if (planned && order < 0)
		return mh_fail(err, MH_INPUT, _("--on %s: is past; what is planned is still to come"), day);
	if (!planned && order > 0)
		return mh_fail(err, MH_INPUT, _("--on %s: is in the future; an event is booked when it has happened, and before that with --planned"), day);
	if (h->until.year != 0 && mh_date_compare(h->until, h->on) < 0)
		return mh_fail(err, MH_INPUT, _("--until: ends before the event of %s"), day);
	return MH_OK;
}

/* What can be said of the event without the others. */
static enum mh_status check_alone(const struct mh_track *track, const struct mh_record *the_case, const struct mh_happening *h,
	const struct mh_record *event, struct mh_err *err)
{
	const bool planned = is_yes(event, "planned");

	if (mh_case_is_open(the_case, err) != MH_OK)
		return MH_INPUT;
	if (is_yes(event, "undone"))
		return MH_OK;
	if (!mh_track_applies(track, the_case, h->on))
		return mh_fail(err, MH_INPUT, _("the %s track is not for this case, whose %s is \"%s\""), track->name, track->unless_field,
			track->unless_value);
	enum mh_status status = mh_casework_barred(track, the_case, h, err);
	if (status == MH_OK)
		status = check_day(h, planned, err);
	if (status == MH_OK)
		status = check_year(the_case, h->on, err);
	if (status != MH_OK)
		return status;
	return planned ? mh_track_known(track, h, err) : mh_track_complete(track, h, mh_record_has(event, "detail"), err);
}

static int64_t next_order(const struct mh_events *events)
{
	int64_t most = 0;

	for (size_t i = 0; i < events->count; i++)
		most = events->list[i].order > most ? events->list[i].order : most;
	for (size_t i = 0; i < events->planned_count; i++)
		most = events->planned[i].order > most ? events->planned[i].order : most;
	return most + 1;
}

struct elsewhere { struct mh_store *store; const struct mh_record *the_case; const struct mh_track_event *event; const char *track; };

static enum mh_status look_in_case(void *arg, struct mh_record *rec, struct mh_err *err)
{
	const struct elsewhere *looking = arg;
	struct mh_events events = MH_EVENTS_INIT;
	char id[MH_ID_SIZE], on[MH_DATE_SIZE];

	if (rec->n == looking->the_case->n)
		return MH_OK;
	mh_record_id(rec, id);
	enum mh_status status = mh_events_read(looking->store, rec->n, &events, err);
	for (size_t i = 0; i < events.count && status == MH_OK; i++) {
		if (strcmp(events.list[i].track, looking->track) != 0 || strcmp(events.list[i].event, looking->event->code) != 0)
			continue;
		mh_date_format(events.list[i].on, on);
		status = mh_fail(err, MH_INPUT, _("%s %s: comes once for a person, and it was on %s, in %s"), looking->track, looking->event->code, on, id);
	}
	mh_events_free(&events);
	return status;
}

/* An event that comes once for a person may not have happened in another of the person's cases, by whatever record it is known. */
static enum mh_status check_elsewhere(struct mh_store *store, const struct mh_track *track, const struct mh_record *the_case,
	const struct mh_record *event, struct mh_err *err)
{
	struct elsewhere looking = { store, the_case, mh_track_event(track, mh_record_text(event, "event")), track->name };
	int64_t *all = NULL;
	size_t count = 0;

	if (looking.event == NULL || !looking.event->once_person || is_yes(event, "undone") || is_yes(event, "planned"))
		return MH_OK;
	enum mh_status status = mh_person_all(store, mh_record_number(the_case, "person"), &all, &count, err);
	for (size_t i = 0; i < count && status == MH_OK; i++) {
		struct mh_query query;

		mh_query_init(&query, &mh_case);
		mh_query_is_number(&query, "person", all[i]);
		status = mh_store_each(store, &query, look_in_case, &looking, err);
		mh_query_free(&query);
	}
	free(all);
	return status;
}

/* Puts the event in its place among the others; one that is known takes the place of what it was. */
static void place(struct mh_events *events, const struct mh_record *event)
{
	size_t kept = 0;

	for (size_t i = 0; i < events->count; i++) {
		if (events->list[i].n != event->n)
			events->list[kept++] = events->list[i];
	}
	if (!is_yes(event, "undone") && !is_yes(event, "planned"))
		events->list[kept++] = mh_happening_of(event);
	events->count = kept;
	mh_happenings_sort(events->list, kept);
}

static bool happened(const struct mh_happening *list, size_t count, const char *track)
{
	for (size_t i = 0; i < count; i++) {
		if (strcmp(list[i].track, track) == 0)
			return true;
	}
	return false;
}

/* What the case's field of the track is to say: the code of its state, nothing where nothing happened. */
static enum mh_status state_code(const struct mh_track *track, const struct mh_events *events, const char **code, struct mh_err *err)
{
	const struct mh_track_state *state = NULL;
	enum mh_status status = mh_track_replay(track, events->list, events->count, &state, err);

	if (status == MH_OK)
		*code = happened(events->list, events->count, track->name) ? state->code : "";
	return status;
}

static enum mh_status book(struct mh_store *store, const struct mh_track *track, struct mh_record *the_case, struct mh_record *event,
	struct mh_events *events, struct mh_err *err)
{
	const char *code = "";

	if (event->n == 0) {
		mh_record_put_number(event, "case", the_case->n);
		mh_record_put_number(event, "order", next_order(events));
	}
	place(events, event);
	enum mh_status status = state_code(track, events, &code, err);
	if (status == MH_OK)
		status = mh_store_put(store, event, err);
	if (status == MH_OK)
		status = mh_record_put(the_case, track->name, code, err);
	return status == MH_OK ? mh_store_put(store, the_case, err) : status;
}

enum mh_status mh_casework_book(struct mh_store *store, const struct mh_casework *work, struct mh_record *the_case, struct mh_record *event,
	struct mh_err *err)
{
	const struct mh_track *track = NULL;
	struct mh_events events = MH_EVENTS_INIT;
	struct mh_happening alone = mh_happening_of(event);
	char id[MH_ID_SIZE];

	mh_record_id(the_case, id);
	enum mh_status status = mh_casework_track(work, alone.track, &track, err);
	if (status == MH_OK)
		status = check_alone(track, the_case, &alone, event, err);
	if (status == MH_OK)
		status = check_elsewhere(store, track, the_case, event, err);
	if (status == MH_OK)
		status = mh_events_read(store, the_case->n, &events, err);
	if (status == MH_OK)
		status = book(store, track, the_case, event, &events, err);
	mh_events_free(&events);
	return status == MH_INPUT ? mh_fail_in(err, id) : status;
}

const char *mh_casework_track_of(const struct mh_happening *h)
{
	static const struct { const char *fact, *track; } shown_in[] = { { "age", "youth" }, { "case", "care" } };

	for (size_t i = 0; i < MH_COUNT(shown_in); i++) {
		if (strcmp(shown_in[i].fact, h->track) == 0)
			return shown_in[i].track;
	}
	return h->track;
}

size_t mh_casework_terms(const struct mh_casework *work, const struct mh_case_facts *facts, struct mh_events *events, struct mh_running **out)
{
	mh_events_with_facts(events, facts);
	*out = mh_alloc(work->terms.count + 1, sizeof **out);
	return mh_terms_run(&work->terms, events->whole, events->whole_count, *out, work->terms.count);
}

struct checking { struct mh_store *store; const struct mh_casework *work; struct mh_problems *problems; size_t found; };

/* One track of one case: the field must say what the events say. */
static void check_track(struct checking *checking, const struct mh_record *rec, const struct mh_events *events, const struct mh_track *track)
{
	struct mh_err err = MH_ERR_INIT;
	char id[MH_ID_SIZE];
	const struct mh_problem where = { .file = id, .field = track->name };
	const char *want = "";

	mh_record_id(rec, id);
	if (state_code(track, events, &want, &err) != MH_OK) {
		mh_problem_add(checking->problems, &where, "%s", err.text);
		checking->found++;
		return;
	}
	if (strcmp(mh_record_text(rec, track->name), want) == 0)
		return;
	mh_problem_add(checking->problems, &where, _("the case says \"%s\", its events say \"%s\""), mh_record_text(rec, track->name), want);
	checking->found++;
}

static enum mh_status check_case(void *arg, struct mh_record *rec, struct mh_err *err)
{
	struct checking *checking = arg;
	struct mh_events events = MH_EVENTS_INIT;
	struct mh_case_facts facts;
	struct mh_err why = MH_ERR_INIT;
	enum mh_status status = mh_case_facts(rec, &facts, &why);

	(void)err;
	if (status == MH_OK)
		status = mh_events_read(checking->store, rec->n, &events, &why);
	if (status != MH_OK) {	/* a day that was damaged: what can be said of other cases is said all the same */
		char *object = mh_strndup(why.text, strcspn(why.text, ":"));

		mh_problem_sentence(checking->problems, &(struct mh_problem){ .file = object }, why.text);
		free(object);
		checking->found++;
		return MH_OK;
	}
	for (size_t i = 0; status == MH_OK && i < checking->work->track_count; i++)
		check_track(checking, rec, &events, &checking->work->tracks[i]);
	mh_events_free(&events);
	return status;
}

enum mh_status mh_casework_check(struct mh_store *store, struct mh_problems *problems, struct mh_err *err)
{
	struct mh_casework work = MH_CASEWORK_INIT;
	struct checking checking = { store, &work, problems, 0 };
	struct mh_query query;
	int64_t count = 0;

	mh_query_init(&query, &mh_document);
	mh_query_is(&query, "format", MH_WORKFLOW_FORMAT);
	enum mh_status status = mh_store_count(store, &query, &count, err);
	mh_query_free(&query);
	if (status != MH_OK || count == 0)
		return status;
	mh_query_init(&query, &mh_case);
	status = mh_casework_load(store, &work, err);
	size_t first = problems->count, unfit = status == MH_OK ? mh_terms_fit(&work.terms, NULL, work.tracks, work.track_count, problems) : 0;
	if (status == MH_OK)
		mh_terms_gaps(&work.terms, &work.terms, NULL, problems);
	if (status == MH_OK)
		status = hold(store, &work.terms, NULL, &unfit, problems, err);
	mh_problems_remedy(problems, first, _("mend the file of terms or the workflow, and mh-store apply it"));
	if (status == MH_OK)
		status = mh_store_each(store, &query, check_case, &checking, err);
	if (status == MH_OK && checking.found > 0)
		status = mh_fail(err, MH_NO, _("states of cases do not follow from their events: %zu"), checking.found);
	else if (status == MH_OK && unfit > 0)
		status = mh_fail(err, MH_NO, _("terms do not fit the workflows: %zu"), unfit);
	mh_query_free(&query);
	mh_casework_free(&work);
	return status;
}
