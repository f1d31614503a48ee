/* Which terms run after what happened: each event is looked up once, and moves only the terms that it starts, meets or stops. */

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "workflow/term.h"

/* What an event does to a term. */
struct role { size_t term; bool starts, stops, meets; };

struct entry { const char *word; struct role *roles; size_t count; };	/* word: "track/event", of a term */

/* A table of events, found by their hash; room is a power of two, and half of it at least is empty. */
struct mh_term_index { struct entry *entries; size_t room; };

static uint64_t hash_part(uint64_t hash, const char *text)
{
	for (; *text != '\0'; text++)
		hash = (hash ^ (unsigned char)*text) * UINT64_C(0x100000001b3);
	return hash;
}

#define HASH_START UINT64_C(0xcbf29ce484222325)

static bool is_event(const char *word, const char *track, const char *event)
{
	size_t len = strlen(track);

	return strncmp(word, track, len) == 0 && word[len] == '/' && strcmp(word + len + 1, event) == 0;
}

static const struct entry *find(const struct mh_term_index *index, const struct mh_happening *h)
{
	uint64_t hash = hash_part(hash_part(hash_part(HASH_START, h->track), "/"), h->event);
	size_t at = (size_t)hash & (index->room - 1);

	while (index->entries[at].word != NULL && !is_event(index->entries[at].word, h->track, h->event))
		at = (at + 1) & (index->room - 1);
	return index->entries[at].word != NULL ? &index->entries[at] : NULL;
}

static struct role *role_of(struct mh_term_index *index, const char *word, size_t term)
{
	size_t at = (size_t)hash_part(HASH_START, word) & (index->room - 1);

	while (index->entries[at].word != NULL && strcmp(index->entries[at].word, word) != 0)
		at = (at + 1) & (index->room - 1);
	struct entry *entry = &index->entries[at];
	entry->word = word;
	if (entry->count == 0 || entry->roles[entry->count - 1].term != term) {
		entry->roles = mh_grow(entry->roles, entry->count + 1, sizeof *entry->roles);
		entry->roles[entry->count++] = (struct role){ .term = term };
	}
	return &entry->roles[entry->count - 1];
}

void mh_terms_index_free(struct mh_terms *terms)
{
	for (size_t i = 0; terms->index != NULL && i < terms->index->room; i++)
		free(terms->index->entries[i].roles);
	if (terms->index != NULL)
		free(terms->index->entries);
	free(terms->index);
	terms->index = NULL;
}

void mh_terms_index(struct mh_terms *terms)
{
	size_t words = 0;

	mh_terms_index_free(terms);
	terms->index = mh_alloc(1, sizeof *terms->index);
	for (size_t i = 0; i < terms->count; i++)
		words += terms->list[i].starts.count + terms->list[i].stops.count + terms->list[i].met_by.count;
	for (terms->index->room = 16; terms->index->room < 2 * words; terms->index->room *= 2)
		;
	terms->index->entries = mh_alloc(terms->index->room, sizeof *terms->index->entries);
	for (size_t i = 0; i < terms->count; i++) {
		const struct mh_term *term = &terms->list[i];

		for (size_t k = 0; k < term->starts.count; k++)
			role_of(terms->index, term->starts.list[k], i)->starts = true;
		for (size_t k = 0; k < term->stops.count; k++)
			role_of(terms->index, term->stops.list[k], i)->stops = true;
		for (size_t k = 0; k < term->met_by.count; k++)
			role_of(terms->index, term->met_by.list[k], i)->meets = true;
	}
}

/* Is this the definition that counts for the start? Those of its code that the event starts stand together in the entry. */
static bool is_chosen(const struct mh_terms *terms, const struct entry *entry, const struct role *role, const struct mh_happening *h)
{
	const struct mh_term *term = &terms->list[role->term];
	bool alone = !term->unset && term->scopes.count == 0 && term->from.year == 0 && term->to.year == 0;

	for (size_t i = 0; i < entry->count && alone; i++)
		alone = &entry->roles[i] == role || !entry->roles[i].starts || strcmp(terms->list[entry->roles[i].term].code, term->code) != 0;
	return alone || mh_term_choose(terms, term->code, entry->word, h->scope, h->on) == term;
}

/* One event: what it stops, then what it starts, then what it meets. */
static void step(const struct mh_terms *terms, const struct mh_happening *h, const struct mh_happening **starts)
{
	const struct entry *entry = find(terms->index, h);

	for (size_t i = 0; entry != NULL && i < entry->count; i++) {
		const struct role *role = &entry->roles[i];

		if (role->stops)
			starts[role->term] = NULL;
		if (role->starts)
			starts[role->term] = is_chosen(terms, entry, role, h) ? h : NULL;
		else if (role->meets && starts[role->term] != NULL)
			starts[role->term] = h;
	}
}

/* Does a recurring term end before this day, because the term that it lies in does? */
static bool is_past(const struct mh_terms *terms, const struct mh_term *term, struct mh_date due, const struct mh_happening *const *starts)
{
	for (size_t i = 0; term->within[0] != '\0' && i < terms->count; i++) {
		if (starts[i] != NULL && strcmp(terms->list[i].code, term->within) == 0)
			return mh_date_compare(due, mh_term_due(&terms->list[i], starts[i])) > 0;
	}
	return term->within[0] != '\0';
}

static int by_due(const void *a, const void *b)
{
	const struct mh_running *x = a, *y = b;
	int days = mh_date_compare(x->due, y->due);

	return days != 0 ? days : strcmp(x->term->code, y->term->code);
}

static struct mh_running running(const struct mh_term *term, const struct mh_happening *start)
{
	struct mh_running run = { .term = term, .start = start, .due = mh_term_due(term, start) };

	run.warn = mh_date_before(run.due, term->warn);
	run.decided = term->until && start->until.year != 0;
	if (term->length.count == 0)
		run.about = start->about;
	return run;
}

size_t mh_terms_run(const struct mh_terms *terms, const struct mh_happening *list, size_t count, struct mh_running *out, size_t room)
{
	const struct mh_happening **starts;
	size_t found = 0;

	if (terms->index == NULL)
		return 0;
	starts = mh_alloc(terms->count + 1, sizeof *starts);
	for (size_t i = 0; i < count; i++)
		step(terms, &list[i], starts);
	for (size_t i = 0; i < terms->count; i++) {
		if (starts[i] == NULL)
			continue;
		struct mh_running run = running(&terms->list[i], starts[i]);
		if (is_past(terms, run.term, run.due, starts))
			continue;
		if (found < room)
			out[found] = run;
		found++;
	}
	free(starts);
	if (found > 0)
		qsort(out, found < room ? found : room, sizeof *out, by_due);
	return found;
}
