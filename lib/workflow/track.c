#include "workflow/track.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "cli/option.h"

#define EVENTS_MOST 1000	/* of their codes in a sentence */

const char *mh_label(const char *en, const char *nl)
{
	return mh_language_dutch() && nl[0] != '\0' ? nl : en;
}

const struct mh_track_event *mh_track_event(const struct mh_track *track, const char *code)
{
	for (size_t i = 0; i < track->event_count; i++) {
		if (strcmp(track->events[i].code, code) == 0)
			return &track->events[i];
	}
	return NULL;
}

const struct mh_track_state *mh_track_state(const struct mh_track *track, const char *code)
{
	for (size_t i = 0; i < track->state_count; i++) {
		if (strcmp(track->states[i].code, code) == 0)
			return &track->states[i];
	}
	return NULL;
}

const struct mh_track_bar *mh_track_barred(const struct mh_track_event *event, const char *scope, const struct mh_record *the_case)
{
	for (size_t i = 0; i < event->bar_count; i++) {
		const struct mh_track_bar *bar = &event->bars[i];
		bool meant = bar->scopes.count == 0 || mh_word_list_has(&bar->scopes, scope);

		if (meant && strcmp(mh_record_text(the_case, bar->field), bar->value) == 0)
			return bar;
	}
	return NULL;
}

static int by_day(const void *a, const void *b)
{
	const struct mh_happening *x = a, *y = b;
	int days = mh_date_compare(x->on, y->on);

	return days != 0 ? days : (x->order > y->order) - (x->order < y->order);
}

void mh_happenings_sort(struct mh_happening *list, size_t count)
{
	size_t sorted = 1;

	while (sorted < count && by_day(&list[sorted - 1], &list[sorted]) <= 0)	/* they mostly are */
		sorted++;
	if (sorted < count)
		qsort(list, count, sizeof *list, by_day);
}

/* Did an event that comes once happen among the first count happenings? */
static const struct mh_happening *already(const struct mh_track *track, const struct mh_track_event *event,
	const struct mh_happening *list, size_t count)
{
	for (size_t i = 0; event->once && i < count; i++) {
		if (strcmp(list[i].track, track->name) == 0 && strcmp(list[i].event, event->code) == 0)
			return &list[i];
	}
	return NULL;
}

/* The last of the first count happenings whose scope an event is to have; NULL: it is bound to none. */
static const struct mh_happening *scope_before(const struct mh_track *track, const struct mh_track_event *event, const struct mh_happening *list,
	size_t count)
{
	for (size_t i = event->scope_of.count > 0 ? count : 0; i > 0; i--) {
		if (strcmp(list[i - 1].track, track->name) == 0 && mh_word_list_has(&event->scope_of, list[i - 1].event))
			return &list[i - 1];
	}
	return NULL;
}

static bool follows(const struct mh_track_event *event, const struct mh_happening *before)
{
	return before == NULL || mh_word_list_has(&event->scopes, before->scope);
}

static bool fits(const struct mh_track_event *event, const struct mh_track_state *state)
{
	return mh_word_list_has(&event->from, state->code) || mh_word_list_has(&event->from, "any");
}

bool mh_track_possible(const struct mh_track *track, const struct mh_track_event *event, const struct mh_track_state *state,
	const struct mh_happening *list, size_t count)
{
	return fits(event, state) && already(track, event, list, count) == NULL && follows(event, scope_before(track, event, list, count));
}

void mh_track_allowed(const struct mh_track *track, const struct mh_track_state *state, const struct mh_happening *list, size_t count,
	struct mh_str *out)
{
	size_t found = 0;

	for (size_t i = 0; i < track->event_count; i++) {
		const struct mh_track_event *event = &track->events[i];

		if (!mh_track_possible(track, event, state, list, count))
			continue;
		mh_str_printf(out, "%s%s", found++ > 0 ? ", " : "", event->code);
	}
	if (found == 0)
		mh_str_puts(out, _("nothing"));
}

static enum mh_status refuse(const struct mh_track *track, const struct mh_track_state *state, const struct mh_happening *list,
	size_t at, struct mh_err *err)
{
	struct mh_str allowed;
	char on[MH_DATE_SIZE];

	mh_str_init(&allowed, 800);
	mh_track_allowed(track, state, list, at, &allowed);
	mh_date_format(list[at].on, on);
	mh_fail(err, MH_INPUT, _("%s %s on %s: not possible in state \"%s\"; possible: %s"), track->name, list[at].event, on,
		mh_label(state->en, state->nl), allowed.s);
	mh_str_free(&allowed);
	return MH_INPUT;
}

static enum mh_status refuse_again(const struct mh_track *track, const struct mh_happening *earlier, struct mh_err *err)
{
	char on[MH_DATE_SIZE];

	mh_date_format(earlier->on, on);
	return mh_fail(err, MH_INPUT, _("%s %s: comes once in a case, and it was on %s"), track->name, earlier->event, on);
}

/* The scope of the one at this place, where it is bound to that of an earlier one. */
static enum mh_status check_same_scope(const struct mh_track *track, const struct mh_track_event *event, const struct mh_happening *list, size_t at,
	struct mh_err *err)
{
	const struct mh_happening *before = scope_before(track, event, list, at);
	char on[MH_DATE_SIZE], earlier[MH_DATE_SIZE];

	if (before == NULL || strcmp(before->scope, list[at].scope) == 0)
		return MH_OK;
	mh_date_format(list[at].on, on);
	mh_date_format(before->on, earlier);
	if (!follows(event, before))
		return mh_fail(err, MH_INPUT, _("%s %s on %s: can't follow %s of %s, whose scope is \"%s\"; where that scope is wrong: mh-case correct"),
			track->name, event->code, on, before->event, earlier, before->scope);
	if (list[at].explained)
		return MH_OK;
	return mh_fail(err, MH_INPUT, _("%s %s on %s: scope \"%s\", but %s of %s has \"%s\": mend the wrong one with mh-case correct, or say why they differ: --detail -"),
		track->name, event->code, on, list[at].scope, before->event, earlier, before->scope);
}

/* The state after the event; before is the one in which the track was before this. */
static void move(const struct mh_track *track, const struct mh_track_event *event, const struct mh_track_state **state, const struct mh_track_state **before)
{
	const struct mh_track_state *to = event->back ? *before : event->to[0] != '\0' ? mh_track_state(track, event->to) : *state;

	if (to == *state)
		return;
	*before = *state;
	*state = to;
}

enum mh_status mh_track_replay(const struct mh_track *track, const struct mh_happening *list, size_t count,
	const struct mh_track_state **out, struct mh_err *err)
{
	const struct mh_track_state *state = &track->states[track->initial], *before = state;

	for (size_t i = 0; i < count; i++) {
		const struct mh_track_event *event;
		const struct mh_happening *earlier;

		if (strcmp(list[i].track, track->name) != 0)
			continue;
		event = mh_track_event(track, list[i].event);
		if (event == NULL)
			return mh_fail(err, MH_INPUT, _("%s %s: no such event in the workflow"), track->name, list[i].event);
		earlier = already(track, event, list, i);
		if (earlier != NULL)
			return refuse_again(track, earlier, err);
		if (!fits(event, state))
			return refuse(track, state, list, i, err);
		if (check_same_scope(track, event, list, i, err) != MH_OK)
			return MH_INPUT;
		move(track, event, &state, &before);
	}
	*out = state;
	return MH_OK;
}

static enum mh_status no_such_event(const struct mh_track *track, const char *wrong, struct mh_err *err)
{
	const char **codes = mh_alloc(track->event_count, sizeof *codes), *nearest;
	struct mh_str there;

	for (size_t i = 0; i < track->event_count; i++)
		codes[i] = track->events[i].code;
	nearest = mh_word_nearest(wrong, codes, track->event_count);
	mh_str_init(&there, EVENTS_MOST);
	for (size_t i = 0; i < track->event_count; i++)
		mh_str_printf(&there, "%s%s", i > 0 ? ", " : "", codes[i]);
	free(codes);
	if (nearest != NULL)
		mh_fail(err, MH_INPUT, _("%s %s: no such event; did you mean \"%s\"? There are: %s"), track->name, wrong, nearest, there.s);
	else
		mh_fail(err, MH_INPUT, _("%s %s: no such event; there are: %s"), track->name, wrong, there.s);
	mh_str_free(&there);
	return MH_INPUT;
}

static void join(const struct mh_word_list *words, struct mh_str *out)
{
	for (size_t i = 0; i < words->count; i++)
		mh_str_printf(out, "%s%s", i > 0 ? ", " : "", words->list[i]);
}

static enum mh_status check_scope(const struct mh_track *track, const struct mh_track_event *event, const char *scope, struct mh_err *err)
{
	struct mh_str allowed;
	enum mh_status status = MH_OK;

	if (scope[0] == '\0' || mh_word_list_has(&event->scopes, scope))
		return MH_OK;
	if (event->scopes.count == 0)
		return mh_fail(err, MH_INPUT, _("%s %s: has no scope; leave --scope out"), track->name, event->code);
	mh_str_init(&allowed, 400);
	join(&event->scopes, &allowed);
	status = mh_fail(err, MH_INPUT, _("%s %s: scope \"%.64s\" is none of: %s"), track->name, event->code, scope, allowed.s);
	mh_str_free(&allowed);
	return status;
}

enum mh_status mh_track_known(const struct mh_track *track, const struct mh_happening *h, struct mh_err *err)
{
	const struct mh_track_event *event = mh_track_event(track, h->event);

	return event == NULL ? no_such_event(track, h->event, err) : check_scope(track, event, h->scope, err);
}

enum mh_status mh_track_complete(const struct mh_track *track, const struct mh_happening *h, bool has_detail, struct mh_err *err)
{
	const struct mh_track_event *event = mh_track_event(track, h->event);
	struct mh_str scopes;
	enum mh_status status = mh_track_known(track, h, err);

	if (status != MH_OK)
		return status;
	if (mh_word_list_has(&event->needs, "until") && h->until.year == 0)
		return mh_fail(err, MH_INPUT, _("%s %s: the end that stands in the decision is needed: --until DATE"), track->name, event->code);
	if (mh_word_list_has(&event->needs, "detail") && !has_detail)
		return mh_fail(err, MH_INPUT, _("%s %s: an explanation is needed: --detail -"), track->name, event->code);
	if (!mh_word_list_has(&event->needs, "scope") || h->scope[0] != '\0')
		return MH_OK;
	mh_str_init(&scopes, 400);
	join(&event->scopes, &scopes);
	status = mh_fail(err, MH_INPUT, _("%s %s: a scope is needed: --scope, one of: %s"), track->name, event->code, scopes.s);
	mh_str_free(&scopes);
	return status;
}

static void event_free(struct mh_track_event *event)
{
	for (size_t i = 0; i < event->bar_count; i++) {
		free(event->bars[i].field);
		free(event->bars[i].value);
		mh_word_list_free(&event->bars[i].scopes);
		free(event->bars[i].en);
		free(event->bars[i].nl);
	}
	free(event->bars);
	free(event->code);
	free(event->en);
	free(event->nl);
	free(event->to);
	mh_word_list_free(&event->from);
	mh_word_list_free(&event->needs);
	mh_word_list_free(&event->scopes);
	mh_word_list_free(&event->scope_of);
	free(event->then_field);
	free(event->then_value);
}

void mh_track_free(struct mh_track *track)
{
	for (size_t i = 0; i < track->state_count; i++) {
		free(track->states[i].code);
		free(track->states[i].en);
		free(track->states[i].nl);
	}
	for (size_t i = 0; i < track->event_count; i++)
		event_free(&track->events[i]);
	free(track->states);
	free(track->events);
	free(track->name);
	free(track->en);
	free(track->nl);
	free(track->source);
	free(track->checked);
	free(track->unless_field);
	free(track->unless_value);
	*track = (struct mh_track)MH_TRACK_INIT;
}
