/* Stays and the care track say the same: what a stay makes is booked by its commands alone, and what is taken back is taken back in both. */

#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "chain/stays.h"

/* Events that a stay makes: the command, the field that has its day, and what the stay is after it and before it. */
static const struct made {
	const char *event, *command, *day, *state;
	const char *from[3];	/* states of the stay that the command is given; none: the case */
	bool new;		/* without such a stay the command is given the case */
} made[] = {
	{ "shelter-requested", "request", "requested", "requested", { NULL }, true },
	{ "shelter-admitted", "admit", "admitted", "admitted", { "requested", "waiting", NULL }, true },
	{ "shelter-refused", "refuse", "refused", "refused", { "requested", "waiting", NULL }, false },
	{ "shelter-left", "leave", "left", "left", { "admitted", NULL }, false },
	{ "shelter-moved", "move", "admitted", "admitted", { "admitted", NULL }, false },
};

static const struct made *made_by_stay(const char *track, const char *event)
{
	for (size_t i = 0; strcmp(track, "care") == 0 && i < MH_COUNT(made); i++) {
		if (strcmp(made[i].event, event) == 0)
			return &made[i];
	}
	return NULL;
}

/* The last stay of a case with this value in a field; its number is 0 where there is none. */
static enum mh_status keep_last(void *arg, struct mh_record *rec, struct mh_err *err)
{
	struct mh_record *last = arg;

	(void)err;
	mh_record_free(last);
	mh_record_copy(last, rec);
	return MH_OK;
}

static enum mh_status stay_with(struct mh_store *store, int64_t case_n, const char *field, const char *value, struct mh_record *stay, struct mh_err *err)
{
	struct mh_query query;

	mh_query_init(&query, &mh_stay);
	mh_query_is_number(&query, "case", case_n);
	mh_query_is(&query, field, value);
	enum mh_status status = mh_query_sort(&query, "id", err);
	if (status == MH_OK)
		status = mh_store_each(store, &query, keep_last, stay, err);
	mh_query_free(&query);
	return status;
}

/* Which command says it, and what it is given. */
static enum mh_status name_command(struct mh_store *store, const struct mh_record *the_case, const struct made *it, struct mh_err *err)
{
	struct mh_record stay;
	char id[MH_ID_SIZE], case_id[MH_ID_SIZE];
	enum mh_status status = MH_OK;

	mh_record_id(the_case, case_id);
	mh_record_init(&stay, &mh_stay);
	for (size_t i = 0; it->from[i] != NULL && status == MH_OK && stay.n == 0; i++)
		status = stay_with(store, the_case->n, "state", it->from[i], &stay, err);
	mh_record_id(&stay, id);
	if (status == MH_OK && (stay.n != 0 || it->new))
		status = mh_fail(err, MH_INPUT, _("care %s: is booked with its stay, so that both say the same: mh-case stay %s %s"), it->event, it->command,
			stay.n != 0 ? id : case_id);
	else if (status == MH_OK)
		status = mh_fail(err, MH_INPUT, _("care %s: is booked with its stay, and there is none that it can be of: mh-case stay list %s"), it->event, case_id);
	mh_record_free(&stay);
	return status;
}

enum mh_status mh_stay_by_hand(struct mh_store *store, const struct mh_casework *work, const struct mh_record *the_case, const struct mh_happening *h,
	struct mh_err *err)
{
	const struct made *it = made_by_stay(h->track, h->event);
	const struct mh_track *track = NULL;
	struct mh_record stay;
	char id[MH_ID_SIZE];

	if (it != NULL)
		return name_command(store, the_case, it, err);
	if (strcmp(h->track, "care") != 0 || mh_casework_track(work, "care", &track, err) != MH_OK)
		return MH_OK;
	const struct mh_track_event *event = mh_track_event(track, h->event);
	if (event == NULL || event->to[0] == '\0')
		return MH_OK;
	mh_record_init(&stay, &mh_stay);
	enum mh_status status = stay_with(store, the_case->n, "state", "admitted", &stay, err);
	mh_record_id(&stay, id);
	if (status == MH_OK && stay.n != 0)
		status = mh_fail(err, MH_INPUT, _("care %s: the person is in shelter, in %s: mh-case stay leave %s comes first"), h->event, id, id);
	mh_record_free(&stay);
	return status;
}

static enum mh_status clear(struct mh_record *stay, const char *const fields[], const char *state, struct mh_err *err)
{
	enum mh_status status = MH_OK;

	for (size_t i = 0; fields[i] != NULL && status == MH_OK; i++)
		status = mh_record_put(stay, fields[i], "", err);
	return status == MH_OK ? mh_record_put(stay, "state", state, err) : status;
}

/* The person is in the shelter after all, which must have kept the bed. */
static enum mh_status stay_on(struct mh_store *store, struct mh_record *stay, struct mh_err *err)
{
	struct mh_date left;

	if (!mh_date_parse(mh_record_text(stay, "left"), &left))
		return MH_OK;
	enum mh_status status = clear(stay, (const char *const[]){ "left", "destination", NULL }, "admitted", err);
	return status == MH_OK ? mh_stay_room(store, stay, left, true, err) : status;
}

/* The stay as it was before the move. */
static enum mh_status take_back(struct mh_store *store, const struct made *it, struct mh_record *stay, struct mh_err *err)
{
	const bool asked = mh_record_has(stay, "requested"), waits = strcmp(mh_record_text(stay, "state"), "waiting") == 0;
	char id[MH_ID_SIZE];

	mh_record_id(stay, id);
	if (strcmp(it->command, "request") == 0)
		return mh_record_has(stay, "admitted") ? mh_record_put(stay, "requested", "", err) :
			waits || strcmp(mh_record_text(stay, "state"), "requested") == 0 ? mh_record_put(stay, "state", "withdrawn", err) : MH_OK;
	if (strcmp(mh_record_text(stay, "state"), it->state) != 0)
		return mh_fail(err, MH_INPUT, _("%s: is %s by now: take that back first"), id, mh_record_text(stay, "state"));
	if (strcmp(it->command, "leave") == 0)
		return stay_on(store, stay, err);
	if (strcmp(it->command, "refuse") == 0)
		return clear(stay, (const char *const[]){ "refused", "refusal", NULL }, "requested", err);
	return clear(stay, (const char *const[]){ "admitted", NULL }, asked ? "requested" : "withdrawn", err);
}

/* Of a move two stays are taken back: the one that ended with it goes on. */
static enum mh_status take_back_move(struct mh_store *store, const struct mh_record *stay, struct mh_err *err)
{
	const int64_t before = mh_record_number(stay, "moved-from");
	struct mh_record from;

	if (before == 0)
		return MH_OK;
	mh_record_init(&from, &mh_stay);
	enum mh_status status = mh_store_get(store, (struct mh_id){ &mh_stay, before }, &from, err);
	if (status == MH_OK)
		status = stay_on(store, &from, err);
	if (status == MH_OK)
		status = mh_store_put(store, &from, err);
	mh_record_free(&from);
	return status;
}

/* Another day for the move: days of a stay stand in their order. */
static enum mh_status put_day(struct mh_record *stay, const char *field, const char *day, struct mh_err *err)
{
	static const char *const order[] = { "requested", "admitted", "left" };
	const char *last = "";
	char id[MH_ID_SIZE];
	enum mh_status status = mh_record_put(stay, field, day, err);

	mh_record_id(stay, id);
	for (size_t i = 0; i < MH_COUNT(order) && status == MH_OK; i++) {
		const char *on = mh_record_text(stay, order[i]);

		if (on[0] != '\0' && strcmp(on, last) < 0)
			status = mh_fail(err, MH_INPUT, _("%s: %s %s would lie before %s: mend the day"), id, order[i], on, last);
		last = on[0] != '\0' ? on : last;
	}
	return status;
}

static enum mh_status change(struct mh_store *store, const struct made *it, struct mh_record *stay, const struct mh_record *was, const struct mh_record *is,
	struct mh_err *err)
{
	const bool undone = mh_record_has(is, "undone"), moved = strcmp(it->command, "move") == 0;
	char id[MH_ID_SIZE];
	enum mh_status status = MH_OK;

	mh_record_id(stay, id);
	if (!undone && strcmp(mh_record_text(was, "scope"), mh_record_text(is, "scope")) != 0)
		return mh_fail(err, MH_INPUT, _("--scope: is what %s says: take the event back with --undo, and record the stay anew"), id);
	if (!undone && strcmp(mh_record_text(was, "on"), mh_record_text(is, "on")) == 0)
		return MH_OK;
	if (!undone && moved)
		return mh_fail(err, MH_INPUT, _("--on: is the day of two stays, the later of them %s: take the event back with --undo, and record the move anew"), id);
	status = undone ? take_back(store, it, stay, err) : put_day(stay, it->day, mh_record_text(is, "on"), err);
	if (status == MH_OK)
		status = mh_store_put(store, stay, err);
	return status == MH_OK && undone && moved ? take_back_move(store, stay, err) : status;
}

enum mh_status mh_stay_follow(struct mh_store *store, const struct mh_record *the_case, const struct mh_record *was, const struct mh_record *is,
	struct mh_err *err)
{
	const struct made *it = made_by_stay(mh_record_text(was, "track"), mh_record_text(was, "event"));
	struct mh_record stay;

	if (it == NULL || mh_record_has(was, "planned"))
		return MH_OK;
	mh_record_init(&stay, &mh_stay);
	enum mh_status status = stay_with(store, the_case->n, it->day, mh_record_text(was, "on"), &stay, err);
	if (status == MH_OK && stay.n != 0)
		status = change(store, it, &stay, was, is, err);
	mh_record_free(&stay);
	return status;
}

struct comparing { struct mh_store *store; const char *shelter; struct mh_problems *problems; };

static enum mh_status compare_stay(void *arg, struct mh_record *stay, struct mh_err *err)
{
	const struct comparing *c = arg;
	struct mh_record the_case;
	char id[MH_ID_SIZE];

	mh_record_init(&the_case, &mh_case);
	mh_record_id(stay, id);
	enum mh_status status = mh_store_get(c->store, (struct mh_id){ &mh_case, mh_record_number(stay, "case") }, &the_case, err);
	if (status == MH_OK && strcmp(mh_record_text(&the_case, "care"), c->shelter) != 0)
		mh_problem_add(c->problems, &(struct mh_problem){ .file = id, .field = "state", .value = "admitted" },
			_("the care track of its case says \"%s\": the person is in shelter by the one, and not by the other"), mh_record_text(&the_case, "care"));
	mh_record_free(&the_case);
	return status;
}

static enum mh_status compare_case(void *arg, struct mh_record *the_case, struct mh_err *err)
{
	const struct comparing *c = arg;
	struct mh_record stay;
	char id[MH_ID_SIZE];

	mh_record_init(&stay, &mh_stay);
	mh_record_id(the_case, id);
	enum mh_status status = stay_with(c->store, the_case->n, "state", "admitted", &stay, err);
	if (status == MH_OK && stay.n == 0)
		mh_problem_add(c->problems, &(struct mh_problem){ .file = id, .field = "care", .value = c->shelter },
			"%s", _("no stay of the case is admitted: the person is in shelter by the one, and not by the other"));
	mh_record_free(&stay);
	return status;
}

static enum mh_status compare(struct comparing *c, struct mh_err *err)
{
	const struct { const struct mh_kind *kind; const char *field, *value; mh_row_fn *fn; } sides[] = {
		{ &mh_stay, "state", "admitted", compare_stay }, { &mh_case, "care", c->shelter, compare_case },
	};
	enum mh_status status = MH_OK;

	for (size_t i = 0; i < MH_COUNT(sides) && status == MH_OK; i++) {
		struct mh_query query;

		mh_query_init(&query, sides[i].kind);
		mh_query_is(&query, sides[i].field, sides[i].value);
		status = mh_store_each(c->store, &query, sides[i].fn, c, err);
		mh_query_free(&query);
	}
	return status;
}

enum mh_status mh_stays_check(struct mh_store *store, struct mh_problems *problems, struct mh_err *err)
{
	struct mh_casework work = MH_CASEWORK_INIT;
	const struct mh_track *care = NULL;
	struct mh_err none = MH_ERR_INIT;
	enum mh_status status = mh_casework_load(store, &work, &none);

	if (status == MH_OK && mh_casework_track(&work, "care", &care, &none) == MH_OK) {
		const struct mh_track_event *admitted = mh_track_event(care, "shelter-admitted");

		if (admitted != NULL && admitted->to[0] != '\0')
			status = compare(&(struct comparing){ store, admitted->to, problems }, err);
	} else if (status == MH_INPUT) {	/* no workflow, or one that is named among the findings */
		status = MH_OK;
	} else if (status != MH_OK) {
		mh_fail(err, status, "%s", none.text);
	}
	mh_casework_free(&work);
	return status;
}
