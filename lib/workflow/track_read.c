/* A workflow from its YAML: every problem is reported with its place. */

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "record/kind.h"
#include "workflow/track.h"

static const char *const track_keys[] = { "format", "name", "en", "nl", "source", "checked", "unless", "initial", "states", "events", NULL };
static const char *const state_keys[] = { "code", "en", "nl", "end", NULL };
static const char *const event_keys[] = { "code", "en", "nl", "from", "to", "back", "needs", "scopes", "scope-of", "once", "never", "then", NULL };
static const char *const bar_keys[] = { "when", "scopes", "en", "nl", NULL };
static const char *const needed[] = { "until", "scope", "detail" };

/* A track's name is a field of the case that the program writes: its state. */
static void check_name(const struct mh_reader *r, const struct mh_node *root, const char *name)
{
	int field = mh_field_find(&mh_case, name);

	if (name[0] != '\0' && (field < 0 || mh_case.fields[field].type != MH_WORD || !(mh_case.fields[field].flags & MH_DERIVED)))
		mh_node_problem(r->file, mh_node_get(root, "name"), false, r->problems, _("a case has no track \"%s\""), name);
}

/* One coded field of the case and its value; both "" where the key is absent. */
static void read_value(const struct mh_reader *r, const struct mh_node *node, char **name, char **value)
{
	int field;

	*name = mh_strdup("");
	*value = mh_strdup("");
	if (node == NULL)
		return;
	if (node->type != MH_NODE_MAP || node->count != 1 || node->first->type != MH_NODE_SCALAR) {
		mh_node_problem(r->file, node, false, r->problems, _("one field of the case and its value are expected here"));
		return;
	}
	field = mh_field_find(&mh_case, node->first->key);
	if (field < 0 || mh_case.fields[field].type != MH_CODE) {
		mh_node_problem(r->file, node->first, true, r->problems, _("not a coded field of a case"));
		return;
	}
	free(*name);
	free(*value);
	*name = mh_strdup(node->first->key);
	*value = mh_strdup(node->first->text);
}

static void read_states(const struct mh_reader *r, const struct mh_node *root, struct mh_track *track)
{
	size_t count;
	const struct mh_node *node = mh_read_list(r, root, "states", &count);

	track->states = mh_alloc(count + 1, sizeof *track->states);
	for (; node != NULL; node = node->next) {
		struct mh_track_state *state = &track->states[track->state_count];

		if (!mh_read_map(r, node, state_keys))
			continue;
		state->code = mh_read_word(r, node, "code", true);
		state->en = mh_read_text(r, node, "en", true);
		state->nl = mh_read_text(r, node, "nl", true);
		state->end = mh_read_yes(r, node, "end", false);
		if (mh_track_state(track, state->code) != NULL)
			mh_node_problem(r->file, node, false, r->problems, _("state \"%s\" stands here twice"), state->code);
		if (strcmp(state->code, "any") == 0)
			mh_node_problem(r->file, node, false, r->problems, _("\"any\" stands for every state and can't be one"));
		track->state_count++;
	}
}

/* Is the word a state? "any" counts where it stands alone. */
static void check_states(const struct mh_reader *r, const struct mh_node *node, const struct mh_word_list *words, const struct mh_track *track)
{
	for (size_t i = 0; i < words->count; i++) {
		bool any = words->count == 1 && strcmp(words->list[i], "any") == 0;

		if (!any && mh_track_state(track, words->list[i]) == NULL)
			mh_node_problem(r->file, node, true, r->problems, _("\"%s\" is no state of this track"), words->list[i]);
	}
}

static void check_needs(const struct mh_reader *r, const struct mh_node *map, const struct mh_track_event *event)
{
	for (size_t i = 0; i < event->needs.count; i++) {
		size_t k = 0;

		while (k < MH_COUNT(needed) && strcmp(needed[k], event->needs.list[i]) != 0)
			k++;
		if (k == MH_COUNT(needed))
			mh_node_problem(r->file, mh_node_get(map, "needs"), true, r->problems, _("\"%s\" is none of until, scope, detail"),
				event->needs.list[i]);
	}
	if (mh_word_list_has(&event->needs, "scope") && event->scopes.count == 0)
		mh_node_problem(r->file, mh_node_get(map, "needs"), true, r->problems, _("a scope is needed, but \"scopes\" has none"));
}

/* "person" is more than "yes": once in all cases of a person. */
static void read_once(const struct mh_reader *r, const struct mh_node *map, struct mh_track_event *event)
{
	const char *text = mh_node_text(map, "once");

	event->once_person = text != NULL && strcmp(text, "person") == 0;
	event->once = event->once_person || mh_read_yes(r, map, "once", false);
}

static void read_bar(const struct mh_reader *r, const struct mh_node *node, const struct mh_track_event *event, struct mh_track_bar *bar)
{
	const struct mh_node *when = mh_node_get(node, "when");

	if (when == NULL)
		mh_node_problem(r->file, node, false, r->problems, _("\"when\" is missing: a field of the case and its value"));
	read_value(r, when, &bar->field, &bar->value);
	bar->scopes = mh_read_words(r, node, "scopes");
	bar->en = mh_read_text(r, node, "en", true);
	bar->nl = mh_read_text(r, node, "nl", true);
	for (size_t i = 0; i < bar->scopes.count; i++) {
		if (!mh_word_list_has(&event->scopes, bar->scopes.list[i]))
			mh_node_problem(r->file, mh_node_get(node, "scopes"), true, r->problems, _("\"%s\" is no scope of this event"), bar->scopes.list[i]);
	}
}

static void read_bars(const struct mh_reader *r, const struct mh_node *map, struct mh_track_event *event)
{
	size_t count;

	if (mh_node_get(map, "never") == NULL)
		return;
	const struct mh_node *node = mh_read_list(r, map, "never", &count);
	event->bars = mh_alloc(count + 1, sizeof *event->bars);
	for (; node != NULL; node = node->next) {
		if (mh_read_map(r, node, bar_keys))
			read_bar(r, node, event, &event->bars[event->bar_count++]);
	}
}

/* A state that an event led to has one before it: any other has none to go back to. */
static void check_back(const struct mh_reader *r, const struct mh_node *map, const struct mh_track_event *event, const struct mh_track *track)
{
	const char *initial = track->states != NULL && track->initial < track->state_count ? track->states[track->initial].code : "";

	if (!event->back)
		return;
	if (event->to[0] != '\0')
		mh_node_problem(r->file, mh_node_get(map, "back"), false, r->problems, _("an event goes back, or to a state: leave one of the two out"));
	if (mh_word_list_has(&event->from, "any") || mh_word_list_has(&event->from, initial))
		mh_node_problem(r->file, mh_node_get(map, "from"), true, r->problems, _("nothing lies before the first state: \"from\" of an event that goes back names others"));
}

static void read_event(const struct mh_reader *r, const struct mh_node *node, struct mh_track *track, struct mh_track_event *event)
{
	event->code = mh_read_word(r, node, "code", true);
	event->en = mh_read_text(r, node, "en", true);
	event->nl = mh_read_text(r, node, "nl", true);
	event->to = mh_read_text(r, node, "to", false);
	event->back = mh_read_yes(r, node, "back", false);
	event->from = mh_read_words(r, node, "from");
	event->needs = mh_read_words(r, node, "needs");
	event->scopes = mh_read_words(r, node, "scopes");
	event->scope_of = mh_read_words(r, node, "scope-of");
	read_value(r, mh_node_get(node, "then"), &event->then_field, &event->then_value);
	read_once(r, node, event);
	if (mh_track_event(track, event->code) != NULL)
		mh_node_problem(r->file, node, false, r->problems, _("event \"%s\" stands here twice"), event->code);
	if (event->from.count == 0)
		mh_node_problem(r->file, node, false, r->problems, _("\"from\" is missing: a state, a list of states, or any"));
	check_states(r, mh_node_get(node, "from"), &event->from, track);
	if (event->to[0] != '\0' && mh_track_state(track, event->to) == NULL)
		mh_node_problem(r->file, mh_node_get(node, "to"), false, r->problems, _("\"%s\" is no state of this track"), event->to);
	check_back(r, node, event, track);
	check_needs(r, node, event);
	read_bars(r, node, event);
}

static void read_events(const struct mh_reader *r, const struct mh_node *root, struct mh_track *track)
{
	size_t count;
	const struct mh_node *node = mh_read_list(r, root, "events", &count);

	track->events = mh_alloc(count + 1, sizeof *track->events);
	for (; node != NULL; node = node->next) {
		if (!mh_read_map(r, node, event_keys))
			continue;
		read_event(r, node, track, &track->events[track->event_count]);
		track->event_count++;
	}
}

/* What a scope is compared with are events of this track that have one of its scopes. */
static void check_scopes_of(const struct mh_reader *r, const struct mh_node *root, const struct mh_track *track)
{
	const struct mh_node *node = mh_node_get(root, "events")->first;

	for (size_t i = 0; i < track->event_count; i++, node = node->next) {
		const struct mh_word_list *of = &track->events[i].scope_of;

		for (size_t k = 0; k < of->count; k++) {
			const struct mh_track_event *other = mh_track_event(track, of->list[k]);

			if (other == NULL || other->scopes.count == 0 || track->events[i].scopes.count == 0)
				mh_node_problem(r->file, mh_node_get(node, "scope-of"), true, r->problems,
					_("\"%s\" is no event of this track, or one of the two has no scopes"), of->list[k]);
		}
	}
}

/* Every state but the first is reached by an event. */
static void check_reached(const struct mh_reader *r, const struct mh_node *root, const struct mh_track *track)
{
	for (size_t i = 0; i < track->state_count; i++) {
		bool reached = i == track->initial;

		for (size_t k = 0; k < track->event_count && !reached; k++)
			reached = strcmp(track->events[k].to, track->states[i].code) == 0;
		if (!reached)
			mh_node_problem(r->file, mh_node_get(root, "states"), true, r->problems, _("no event leads to state \"%s\""),
				track->states[i].code);
	}
}

static void read_initial(const struct mh_reader *r, const struct mh_node *root, struct mh_track *track)
{
	char *initial = mh_read_word(r, root, "initial", true);
	const struct mh_track_state *state = mh_track_state(track, initial);

	if (state != NULL)
		track->initial = (size_t)(state - track->states);
	else if (initial[0] != '\0')
		mh_node_problem(r->file, mh_node_get(root, "initial"), false, r->problems, _("\"%s\" is no state of this track"), initial);
	free(initial);
}

enum mh_status mh_track_read(const char *file, const struct mh_node *root, struct mh_track *track, struct mh_problems *problems,
	struct mh_err *err)
{
	struct mh_problems own = MH_PROBLEMS_INIT;
	struct mh_reader r = { file, problems != NULL ? problems : &own };
	size_t before = r.problems->total;
	enum mh_status status = MH_OK;
	const char *format = mh_node_text(root, "format");

	if (format == NULL || strcmp(format, MH_WORKFLOW_FORMAT) != 0)
		mh_node_problem(file, root, false, r.problems, _("the format is not %s"), MH_WORKFLOW_FORMAT);
	mh_read_map(&r, root, track_keys);
	track->name = mh_read_word(&r, root, "name", true);
	track->en = mh_read_text(&r, root, "en", true);
	track->nl = mh_read_text(&r, root, "nl", true);
	track->source = mh_read_text(&r, root, "source", true);
	track->checked = mh_read_text(&r, root, "checked", true);
	check_name(&r, root, track->name);
	read_value(&r, mh_node_get(root, "unless"), &track->unless_field, &track->unless_value);
	read_states(&r, root, track);
	read_initial(&r, root, track);
	read_events(&r, root, track);
	if (r.problems->total == before)
		check_scopes_of(&r, root, track);
	if (r.problems->total == before)
		check_reached(&r, root, track);
	if (r.problems->total > before) {
		status = mh_read_refused(&r, before, err);
		mh_track_free(track);
	}
	mh_problems_free(&own);
	return status;
}
