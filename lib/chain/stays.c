#include "chain/stays.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/i18n.h"
#include "base/mem.h"

/* What a move does: from which states, to which, the field of its day, and the event of the care track. */
static const struct move {
	const char *name;
	const char *from[4];	/* "": a new stay; ended by NULL */
	const char *to, *day, *event;
	const char *needs;	/* field that must be given; NULL: none */
} moves[] = {
	[MH_STAY_REQUEST] = { "request", { "" }, "requested", "requested", "shelter-requested", NULL },
	[MH_STAY_WAIT] = { "wait", { "requested" }, "waiting", NULL, NULL, NULL },
	[MH_STAY_ADMIT] = { "admit", { "", "requested", "waiting" }, "admitted", "admitted", "shelter-admitted", NULL },
	[MH_STAY_LEAVE] = { "leave", { "admitted" }, "left", "left", "shelter-left", "destination" },
	[MH_STAY_REFUSE] = { "refuse", { "requested", "waiting" }, "refused", "refused", "shelter-refused", "refusal" },
	[MH_STAY_WITHDRAW] = { "withdraw", { "requested", "waiting" }, "withdrawn", NULL, NULL, NULL },
};

/* Destinations that the track knows by another word, or not at all. */
static const struct { const char *destination, *scope; } scopes[] = {
	{ "other-shelter", "other" }, { "asylum-shelter", "other" }, { "detention", "other" }, { "deceased", "other" },
};

static const char *state_of(const struct mh_record *stay)
{
	return stay->n == 0 ? "" : mh_record_text(stay, "state");
}

/* command: what was asked for, which may be more than one move. */
static enum mh_status check_state(const struct mh_record *stay, enum mh_stay_move wanted, const char *command, struct mh_err *err)
{
	const char *state = state_of(stay);
	struct mh_str may;

	if (state[0] == '\0' && strcmp(moves[wanted].from[0], "") != 0)
		return mh_fail(err, MH_INPUT, _("no stay was given: mh-case stay list shows them"));
	for (size_t i = 0; i < MH_COUNT(moves[wanted].from) && moves[wanted].from[i] != NULL; i++)
		if (strcmp(moves[wanted].from[i], state) == 0)
			return MH_OK;
	mh_str_init(&may, 200);
	for (size_t m = 0; m < MH_COUNT(moves); m++)
		for (size_t i = 0; i < MH_COUNT(moves[m].from) && moves[m].from[i] != NULL; i++)
			if (strcmp(moves[m].from[i], state) == 0)
				mh_str_printf(&may, "%s%s", may.len > 0 ? ", " : "", moves[m].name);
	if (strcmp(state, "admitted") == 0)	/* which ends it too */
		mh_str_puts(&may, ", move");
	if (may.len > 0)
		mh_fail(err, MH_INPUT, _("is %s, so %s can't be; what can be: %s"), state, command, may.s);
	else
		mh_fail(err, MH_INPUT, _("is %s, which is its end"), state);
	mh_str_free(&may);
	return MH_INPUT;
}

/* A day is not in the future, and not before the days that the stay has. */
static enum mh_status check_day(const struct mh_record *stay, struct mh_date on, struct mh_err *err)
{
	static const char *const before[] = { "requested", "admitted" };
	char day[MH_DATE_SIZE];

	mh_date_format(on, day);
	if (mh_date_compare(on, mh_moment_day(mh_clock_system())) > 0)
		return mh_fail(err, MH_INPUT, _("--on %s: is in the future"), day);
	for (size_t i = 0; i < MH_COUNT(before); i++)
		if (mh_record_has(stay, before[i]) && strcmp(mh_record_text(stay, before[i]), day) > 0)
			return mh_fail(err, MH_INPUT, _("--on %s: lies before %s (%s)"), day, mh_record_text(stay, before[i]), before[i]);
	return MH_OK;
}

struct other { int64_t except; int64_t found; };

static enum mh_status is_other(void *arg, struct mh_record *rec, struct mh_err *err)
{
	struct other *other = arg;

	(void)err;
	if (rec->n != other->except)
		other->found = rec->n;
	return MH_OK;
}

/* One is in one shelter at a time. */
static enum mh_status check_elsewhere(struct mh_store *store, const struct mh_record *the_case, int64_t except, struct mh_err *err)
{
	struct other other = { except, 0 };
	struct mh_query query;
	char id[MH_ID_SIZE];

	mh_query_init(&query, &mh_stay);
	mh_query_is_number(&query, "case", the_case->n);
	mh_query_is(&query, "state", "admitted");
	enum mh_status status = mh_store_each(store, &query, is_other, &other, err);
	mh_query_free(&query);
	if (status != MH_OK || other.found == 0)
		return status;
	mh_id_format((struct mh_id){ &mh_stay, other.found }, id);
	return mh_fail(err, MH_INPUT, _("the person is in shelter, in %s: mh-case stay move or stay leave ends that"), id);
}

/* One night of the stay, which is not counted among those that are taken when it is about to begin or to grow. */
static enum mh_status check_night(struct mh_store *store, const struct mh_record *stay, struct mh_date on, struct mh_err *err)
{
	struct mh_rooms rooms = MH_ROOMS_INIT;
	const int64_t wanted = mh_record_number(stay, "beds");
	enum mh_status status = mh_rooms_without(store, stay->n, on, &rooms, err);
	char day[MH_DATE_SIZE];

	mh_date_format(on, day);
	for (size_t i = 0; i < rooms.count && status == MH_OK; i++) {
		const struct mh_room *room = &rooms.list[i];

		if (room->partner != mh_record_number(stay, "partner") || strcmp(room->place, mh_record_text(stay, "place")) != 0 || room->beds < 0)
			continue;
		if (room->taken + wanted > room->beds)
			status = mh_fail(err, MH_INPUT, _("%s: is full on %s: %lld of %lld beds (%s) are taken, and %lld asked for; choose another shelter "
				"or day, or --over-capacity - with the reason"), mh_record_text(stay, "source"), day, (long long)room->taken,
				(long long)room->beds, mh_code_label(mh_store_catalogues(store), "shelter", room->place), (long long)wanted);
	}
	mh_rooms_free(&rooms);
	return status;
}

struct nights { struct mh_date *list; size_t count; const struct mh_record *stay; };

static void add_night(struct nights *nights, const char *day)
{
	struct mh_date on;

	if (!mh_date_parse(day, &on))
		return;
	nights->list = mh_grow(nights->list, nights->count + 1, sizeof *nights->list);
	nights->list[nights->count++] = on;
}

/* A night on which the room may become less: another comes, or the beds change. */
static enum mh_status take_night(void *arg, struct mh_record *rec, struct mh_err *err)
{
	enum mh_status status = mh_record_days(rec, err);

	if (status == MH_OK)
		add_night(arg, mh_record_text(rec, rec->kind == &mh_stay ? "admitted" : "from"));
	return status;
}

static enum mh_status find_nights(struct mh_store *store, struct nights *nights, struct mh_err *err)
{
	static const struct mh_kind *const kinds[] = { &mh_stay, &mh_capacity };
	enum mh_status status = MH_OK;

	for (size_t i = 0; i < MH_COUNT(kinds) && status == MH_OK; i++) {
		struct mh_query query;

		mh_query_init(&query, kinds[i]);
		mh_query_is_number(&query, "partner", mh_record_number(nights->stay, "partner"));
		status = mh_store_each(store, &query, take_night, nights, err);
		mh_query_free(&query);
	}
	return status;
}

enum mh_status mh_stay_room(struct mh_store *store, const struct mh_record *stay, struct mh_date on, bool is_there, struct mh_err *err)
{
	struct nights nights = { NULL, 0, stay };
	struct mh_date until = { 9999, 12, 31 };
	enum mh_status status = MH_OK;

	if (mh_record_number(stay, "beds") <= 0 || mh_record_number(stay, "beds") > 1000)
		return mh_fail(err, MH_INPUT, _("--beds: a number from 1 to 1000 is expected"));
	if (!is_there || mh_record_has(stay, "over-capacity"))
		return MH_OK;
	mh_date_parse(mh_record_text(stay, "until"), &until);
	status = find_nights(store, &nights, err);
	if (status == MH_OK)
		status = check_night(store, stay, on, err);
	for (size_t i = 0; i < nights.count && status == MH_OK; i++)
		if (mh_date_compare(nights.list[i], on) > 0 && mh_date_compare(nights.list[i], until) < 0)
			status = check_night(store, stay, nights.list[i], err);
	free(nights.list);
	return status;
}

static const char *scope_of(const struct mh_record *stay, enum mh_stay_move move)
{
	const char *destination = mh_record_text(stay, "destination");

	if (move != MH_STAY_LEAVE)
		return move == MH_STAY_REFUSE ? "" : mh_record_text(stay, "place");
	for (size_t i = 0; i < MH_COUNT(scopes); i++)
		if (strcmp(scopes[i].destination, destination) == 0)
			return scopes[i].scope;
	return destination;
}

struct mh_happening mh_stay_event(const struct mh_record *stay, enum mh_stay_move move, struct mh_date on)
{
	const char *event = moves[move].event;

	return (struct mh_happening){ .track = "care", .event = event != NULL ? event : "", .scope = event != NULL ? scope_of(stay, move) : "", .on = on };
}

static enum mh_status fill_event(struct mh_record *event, const char *code, const char *scope, const char *day, struct mh_err *err)
{
	const struct { const char *field, *text; } values[] = { { "track", "care" }, { "event", code }, { "on", day }, { "scope", scope } };
	enum mh_status status = MH_OK;

	for (size_t i = 0; i < MH_COUNT(values) && status == MH_OK; i++)
		status = mh_record_put(event, values[i].field, values[i].text, err);
	return status;
}

/* May it happen in the state in which the track is? Who is in shelter and asks for another place is still in shelter. */
static enum mh_status may_happen(struct mh_store *store, const struct mh_casework *work, const struct mh_record *the_case, const char *code, bool *may,
	struct mh_err *err)
{
	struct mh_events events = MH_EVENTS_INIT;
	const struct mh_track_state *state = NULL;
	const struct mh_track *track = NULL;
	enum mh_status status = mh_casework_track(work, "care", &track, err);

	*may = false;
	if (status == MH_OK)
		status = mh_events_read(store, the_case->n, &events, err);
	if (status == MH_OK)
		status = mh_track_replay(track, events.list, events.count, &state, err);
	const struct mh_track_event *event = status == MH_OK ? mh_track_event(track, code) : NULL;
	for (size_t i = 0; event != NULL && i < event->from.count; i++)
		*may = *may || strcmp(event->from.list[i], state->code) == 0 || strcmp(event->from.list[i], "any") == 0;
	mh_events_free(&events);
	return status;
}

/* What may never be in this case is refused, also where the track has no event for it: somebody in shelter asks for another. */
static enum mh_status check_barred(const struct mh_casework *work, const struct mh_record *the_case, const struct mh_happening *h, struct mh_err *err)
{
	const struct mh_track *track = NULL;
	char id[MH_ID_SIZE];
	enum mh_status status = mh_casework_track(work, "care", &track, err);

	if (status == MH_OK && (status = mh_casework_barred(track, the_case, h, err)) != MH_OK) {
		mh_record_id(the_case, id);
		mh_fail_in(err, id);
	}
	return status;
}

/* What was planned for the day or before becomes what happened. */
static enum mh_status take_plan(struct mh_store *store, const struct mh_record *the_case, const char *code, struct mh_date on, struct mh_record *event,
	struct mh_err *err)
{
	struct mh_events events = MH_EVENTS_INIT;
	enum mh_status status = mh_events_read(store, the_case->n, &events, err);

	for (size_t i = 0; i < events.planned_count && status == MH_OK && event->n == 0; i++) {
		const struct mh_happening *planned = &events.planned[i];

		if (strcmp(planned->track, "care") == 0 && strcmp(planned->event, code) == 0 && mh_date_compare(planned->on, on) <= 0)
			status = mh_store_get(store, (struct mh_id){ &mh_event, planned->n }, event, err);
	}
	mh_events_free(&events);
	return status == MH_OK ? mh_record_put(event, "planned", "", err) : status;
}

static enum mh_status book(struct mh_store *store, const struct mh_casework *work, struct mh_record *the_case, const char *code, const char *scope,
	struct mh_date on, struct mh_err *err)
{
	struct mh_record event;
	char day[MH_DATE_SIZE];
	bool may = false;
	enum mh_status status = check_barred(work, the_case, &(struct mh_happening){ .event = code, .scope = scope, .on = on }, err);

	if (status == MH_OK)
		status = may_happen(store, work, the_case, code, &may, err);

	if (status != MH_OK || !may)
		return status;
	mh_date_format(on, day);
	mh_record_init(&event, &mh_event);
	status = take_plan(store, the_case, code, on, &event, err);
	if (status == MH_OK)
		status = fill_event(&event, code, scope, day, err);
	if (status == MH_OK)
		status = mh_casework_book(store, work, the_case, &event, err);
	mh_record_free(&event);
	return status;
}

/* The shelter's short name: its references are looked for among its own. */
static enum mh_status put_source(struct mh_store *store, struct mh_record *stay, struct mh_err *err)
{
	struct mh_record partner;

	mh_record_init(&partner, &mh_partner);
	enum mh_status status = mh_store_get(store, (struct mh_id){ &mh_partner, mh_record_number(stay, "partner") }, &partner, err);
	if (status == MH_OK)
		status = mh_record_put(stay, "source", mh_record_text(&partner, "code"), err);
	mh_record_free(&partner);
	return status;
}

/* A stay ends on the day on which it begins, or later. */
static enum mh_status check_until(const struct mh_record *stay, enum mh_stay_move move, const char *day, struct mh_err *err)
{
	if (move != MH_STAY_ADMIT || !mh_record_has(stay, "until") || strcmp(mh_record_text(stay, "until"), day) >= 0)
		return MH_OK;
	return mh_fail(err, MH_INPUT, _("--until %s: lies before %s"), mh_record_text(stay, "until"), day);
}

static enum mh_status write_stay(struct mh_store *store, const struct mh_record *the_case, struct mh_record *stay, enum mh_stay_move move, struct mh_date on,
	struct mh_err *err)
{
	char day[MH_DATE_SIZE];
	enum mh_status status = MH_OK;

	mh_date_format(on, day);
	if (stay->n == 0) {
		mh_record_put_number(stay, "case", the_case->n);
		mh_record_initial(stay);
		status = mh_record_has(stay, "partner") ? put_source(store, stay, err) : MH_OK;
	}
	if (status == MH_OK)
		status = mh_record_put(stay, "state", moves[move].to, err);
	if (status == MH_OK && moves[move].day != NULL)
		status = mh_record_put(stay, moves[move].day, day, err);
	if (status == MH_OK)
		status = mh_record_check(stay, mh_store_catalogues(store), mh_today(), NULL, NULL, err);
	if (status == MH_OK)
		status = check_until(stay, move, day, err);
	if (status == MH_OK && moves[move].needs != NULL && !mh_record_has(stay, moves[move].needs))
		status = mh_fail(err, MH_INPUT, _("--%s: is required and was not given: give it"), moves[move].needs);
	if (status == MH_OK)
		status = mh_stay_room(store, stay, on, move == MH_STAY_ADMIT, err);
	return status == MH_OK ? mh_store_put(store, stay, err) : status;
}

enum mh_status mh_stay_move(struct mh_store *store, const struct mh_casework *work, struct mh_record *the_case, struct mh_record *stay,
	enum mh_stay_move move, struct mh_date on, struct mh_err *err)
{
	enum mh_status status = mh_case_is_open(the_case, err);

	if (status == MH_OK)
		status = check_state(stay, move, moves[move].name, err);
	if (status == MH_OK)
		status = check_day(stay, on, err);
	if (status == MH_OK && move == MH_STAY_ADMIT)
		status = check_elsewhere(store, the_case, stay->n, err);
	if (status == MH_OK)
		status = write_stay(store, the_case, stay, move, on, err);
	if (status == MH_OK && moves[move].event != NULL)
		status = book(store, work, the_case, moves[move].event, scope_of(stay, move), on, err);
	return status;
}

enum mh_status mh_stay_change(struct mh_store *store, const struct mh_casework *work, struct mh_record *the_case, struct mh_record *from,
	struct mh_record *to, struct mh_date on, struct mh_err *err)
{
	enum mh_status status = mh_case_is_open(the_case, err);

	if (status == MH_OK)
		status = check_state(from, MH_STAY_LEAVE, "move", err);
	if (status == MH_OK)
		status = check_day(from, on, err);
	if (status == MH_OK)
		status = mh_record_put(from, "destination", "other-shelter", err);
	if (status == MH_OK)
		status = write_stay(store, the_case, from, MH_STAY_LEAVE, on, err);
	mh_record_put_number(to, "moved-from", from->n);
	if (status == MH_OK)
		status = write_stay(store, the_case, to, MH_STAY_ADMIT, on, err);
	return status == MH_OK ? book(store, work, the_case, "shelter-moved", mh_record_text(to, "place"), on, err) : status;
}

/* The day on which the person came to this kind of place: that of the stay before, where it was in such a place too. */
static enum mh_status first_day(struct mh_store *store, const struct mh_record *stay, struct mh_date *day, struct mh_err *err)
{
	int64_t before = mh_record_number(stay, "moved-from");
	struct mh_record earlier;
	enum mh_status status = MH_OK;

	mh_record_init(&earlier, &mh_stay);
	mh_date_parse(mh_record_text(stay, "admitted"), day);
	while (before != 0 && (status = mh_store_get(store, (struct mh_id){ &mh_stay, before }, &earlier, err)) == MH_OK) {
		const int64_t earliest = mh_record_number(&earlier, "moved-from");

		if (strcmp(mh_record_text(&earlier, "place"), mh_record_text(stay, "place")) != 0)
			break;
		mh_date_parse(mh_record_text(&earlier, "admitted"), day);
		before = earliest < before ? earliest : 0;	/* a stay follows one that was there before it */
	}
	mh_record_free(&earlier);
	return status;
}

enum mh_status mh_stay_due(struct mh_store *store, const struct mh_casework *work, const struct mh_record *stay, struct mh_date *due, struct mh_err *err)
{
	struct mh_happening start = { .track = "care", .event = "shelter-admitted", .scope = mh_record_text(stay, "place") };

	*due = (struct mh_date){ 0, 0, 0 };
	if (mh_date_parse(mh_record_text(stay, "until"), due) || work == NULL)
		return MH_OK;
	enum mh_status status = first_day(store, stay, &start.on, err);
	if (status != MH_OK || start.on.year == 0)
		return status;
	const struct mh_term *term = mh_term_choose(&work->terms, "cosm-stay", "care/shelter-admitted", start.scope, start.on);
	if (term != NULL)
		*due = mh_term_due(term, &start);
	return MH_OK;
}
