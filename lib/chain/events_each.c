/* The events of all open cases in one walk, as the agenda needs them: nothing is copied that occurs again and again. */

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "chain/events.h"

/* Words, each kept once: there are few of them, and hundreds of thousands of events. room is a power of two. */
struct words { char **list; size_t count, room; };

static size_t place_of(const struct words *words, const char *text)
{
	const size_t len = strlen(text);	/* with a few letters it tells the words of a workflow apart well enough */
	size_t at = len;

	if (len > 0)
		at = ((len * 31 + (unsigned char)text[0]) * 31 + (unsigned char)text[len / 2]) * 31 + (unsigned char)text[len - 1];
	at = (at ^ at >> 9) & (words->room - 1);
	while (words->list[at] != NULL && strcmp(words->list[at], text) != 0)
		at = (at + 1) & (words->room - 1);
	return at;
}

static void grow_words(struct words *words)
{
	struct words larger = { NULL, words->count, words->room > 0 ? 2 * words->room : 256 };

	larger.list = mh_alloc(larger.room, sizeof *larger.list);
	for (size_t i = 0; i < words->room; i++) {
		if (words->list[i] != NULL)
			larger.list[place_of(&larger, words->list[i])] = words->list[i];
	}
	free(words->list);
	*words = larger;
}

static const char *word(struct words *words, const char *text)
{
	if (2 * (words->count + 1) > words->room)
		grow_words(words);
	size_t at = place_of(words, text);
	if (words->list[at] == NULL) {
		words->list[at] = mh_strdup(text);
		words->count++;
	}
	return words->list[at];
}

static void free_words(struct words *words)
{
	for (size_t i = 0; i < words->room; i++)
		free(words->list[i]);
	free(words->list);
}

/* Fields of an event by their place, looked up once. */
struct places { int of_case, track, event, scope, on, until, order, undone, planned; };

static struct places find_places(void)
{
	return (struct places){
		.of_case = mh_field_find(&mh_event, "case"), .track = mh_field_find(&mh_event, "track"), .event = mh_field_find(&mh_event, "event"),
		.scope = mh_field_find(&mh_event, "scope"), .on = mh_field_find(&mh_event, "on"), .until = mh_field_find(&mh_event, "until"),
		.order = mh_field_find(&mh_event, "order"), .undone = mh_field_find(&mh_event, "undone"), .planned = mh_field_find(&mh_event, "planned"),
	};
}

struct walk {
	struct places at;
	struct words words;
	struct mh_case_facts *cases;	/* open ones, by number */
	size_t count, room, next;	/* next: the case whose events are being read */
	struct mh_events events;	/* of that case */
	size_t events_room;
	mh_events_fn *fn;
	void *arg;
};

static enum mh_status take_case(void *arg, struct mh_record *rec, struct mh_err *err)
{
	struct walk *walk = arg;

	if (walk->count == walk->room) {
		walk->room = walk->room > 0 ? 2 * walk->room : 64;
		walk->cases = mh_grow(walk->cases, walk->room, sizeof *walk->cases);
	}
	enum mh_status status = mh_case_facts(rec, &walk->cases[walk->count], err);
	walk->cases[walk->count].urgency = word(&walk->words, walk->cases[walk->count].urgency);
	walk->count++;
	return status;
}

/* The events of one case are all there. */
static enum mh_status hand_over(struct walk *walk, struct mh_err *err)
{
	struct mh_events *events = &walk->events;

	mh_happenings_sort(events->list, events->count);
	mh_happenings_sort(events->planned, events->planned_count);
	enum mh_status status = walk->fn(walk->arg, &walk->cases[walk->next++], events, err);
	events->count = events->planned_count = 0;
	return status;
}

/* The day of a field of event n; none where there is none, and it may be so. */
static enum mh_status day_of(int64_t n, int field, const struct mh_raw *raw, struct mh_date *out, struct mh_err *err)
{
	*out = (struct mh_date){ 0, 0, 0 };
	if (raw->none && (mh_event.fields[field].flags & MH_REQUIRED) == 0)
		return MH_OK;
	return mh_stored_day((struct mh_id){ &mh_event, n }, (size_t)field, raw->text, out, err);
}

static enum mh_status happening(struct walk *walk, int64_t n, const struct mh_raw *values, struct mh_happening *out, struct mh_err *err)
{
	const struct places *at = &walk->at;

	*out = (struct mh_happening){
		.track = word(&walk->words, values[at->track].text), .event = word(&walk->words, values[at->event].text),
		.scope = values[at->scope].text[0] != '\0' ? word(&walk->words, values[at->scope].text) : "",
		.order = values[at->order].number, .n = n,
	};
	const enum mh_status status = day_of(n, at->on, &values[at->on], &out->on, err);
	return status == MH_OK ? day_of(n, at->until, &values[at->until], &out->until, err) : status;
}

static void make_room(struct walk *walk)
{
	struct mh_events *events = &walk->events;

	if (events->count + events->planned_count < walk->events_room)
		return;
	walk->events_room = walk->events_room > 0 ? 2 * walk->events_room : 32;
	events->list = mh_grow(events->list, walk->events_room, sizeof *events->list);
	events->planned = mh_grow(events->planned, walk->events_room, sizeof *events->planned);
}

static enum mh_status take_event(void *arg, int64_t n, const struct mh_raw *values, struct mh_err *err)
{
	struct walk *walk = arg;
	struct mh_events *events = &walk->events;
	int64_t of = values[walk->at.of_case].number;
	enum mh_status status = MH_OK;

	while (status == MH_OK && walk->next < walk->count && walk->cases[walk->next].n < of)
		status = hand_over(walk, err);
	if (status != MH_OK || walk->next == walk->count || values[walk->at.undone].text[0] != '\0')
		return status;
	make_room(walk);
	return happening(walk, n, values, values[walk->at.planned].text[0] != '\0' ? &events->planned[events->planned_count++]
		: &events->list[events->count++], err);
}

static enum mh_status each_case(struct mh_store *store, struct walk *walk, struct mh_err *err)
{
	struct mh_query query;

	mh_query_init(&query, &mh_case);
	mh_query_only(&query, "opened urgency turns-12 turns-16 turns-18");
	mh_query_is(&query, "state", "open");
	enum mh_status status = mh_query_sort(&query, "id", err);
	if (status == MH_OK)
		status = mh_store_each(store, &query, take_case, walk, err);
	mh_query_free(&query);
	return status;
}

static enum mh_status each_event(struct mh_store *store, struct walk *walk, struct mh_err *err)
{
	struct mh_query query;

	mh_query_init(&query, &mh_event);
	mh_query_only(&query, "case track event on until scope order undone planned");
	mh_query_of(&query, "case", "state", "open");
	enum mh_status status = mh_query_sort(&query, "case", err);
	if (status == MH_OK)
		status = mh_store_each_raw(store, &query, take_event, walk, err);
	mh_query_free(&query);
	return status;
}

enum mh_status mh_events_each(struct mh_store *store, mh_events_fn *fn, void *arg, struct mh_err *err)
{
	struct walk walk = { .at = find_places(), .events = MH_EVENTS_INIT, .fn = fn, .arg = arg };
	enum mh_status status = each_case(store, &walk, err);

	make_room(&walk);
	if (status == MH_OK)
		status = each_event(store, &walk, err);
	while (status == MH_OK && walk.next < walk.count)
		status = hand_over(&walk, err);
	mh_events_free(&walk.events);
	free_words(&walk.words);
	free(walk.cases);
	return status;
}
