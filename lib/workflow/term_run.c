/* Which terms run after what happened: each event is looked up once, and moves only the terms that it starts, meets or stops. */

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "workflow/term.h"

/* What an event does to a term. alone: the event starts no other definition of its code, and this one holds on every day for every scope. */
struct role { size_t term; bool starts, stops, pauses, resumes, bars, meets, goes_on, keeps, alone; };

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

static void find_alone(const struct mh_terms *terms, struct entry *entry)
{
	for (size_t i = 0; i < entry->count; i++) {
		const struct mh_term *term = &terms->list[entry->roles[i].term];
		bool alone = entry->roles[i].starts && !term->unset && term->scopes.count == 0 && term->from.year == 0 && term->to.year == 0;

		for (size_t k = 0; k < entry->count && alone; k++)
			alone = k == i || !entry->roles[k].starts || strcmp(terms->list[entry->roles[k].term].code, term->code) != 0;
		entry->roles[i].alone = alone;
	}
}

void mh_terms_index(struct mh_terms *terms)
{
	size_t words = 0;

	mh_terms_index_free(terms);
	terms->index = mh_alloc(1, sizeof *terms->index);
	for (size_t i = 0; i < terms->count; i++)	/* what goes on, or keeps, starts too */
		words += terms->list[i].starts.count + terms->list[i].stops.count + terms->list[i].pauses.count + terms->list[i].resumes.count +
			terms->list[i].unless.count + terms->list[i].met_by.count;
	for (terms->index->room = 16; terms->index->room < 2 * words; terms->index->room *= 2)
		;
	terms->index->entries = mh_alloc(terms->index->room, sizeof *terms->index->entries);
	for (size_t i = 0; i < terms->count; i++) {
		const struct mh_term *term = &terms->list[i];

		for (size_t k = 0; k < term->starts.count; k++)
			role_of(terms->index, term->starts.list[k], i)->starts = true;
		for (size_t k = 0; k < term->stops.count; k++)
			role_of(terms->index, term->stops.list[k], i)->stops = true;
		for (size_t k = 0; k < term->pauses.count; k++)
			role_of(terms->index, term->pauses.list[k], i)->pauses = true;
		for (size_t k = 0; k < term->resumes.count; k++)
			role_of(terms->index, term->resumes.list[k], i)->resumes = true;
		for (size_t k = 0; k < term->unless.count; k++)
			role_of(terms->index, term->unless.list[k], i)->bars = true;
		for (size_t k = 0; k < term->met_by.count; k++)
			role_of(terms->index, term->met_by.list[k], i)->meets = true;
		for (size_t k = 0; k < term->goes_on.count; k++)
			role_of(terms->index, term->goes_on.list[k], i)->goes_on = true;
		for (size_t k = 0; k < term->keeps.count; k++)
			role_of(terms->index, term->keeps.list[k], i)->keeps = true;
	}
	for (size_t i = 0; i < terms->index->room; i++)
		find_alone(terms, &terms->index->entries[i]);
}

/* Is this the definition that counts for the start? */
static bool is_chosen(const struct mh_terms *terms, const struct entry *entry, const struct role *role, const struct mh_happening *h)
{
	const struct mh_term *term = &terms->list[role->term], *best = NULL;

	if (role->alone)
		return true;
	for (size_t i = 0; i < entry->count; i++) {
		const struct mh_term *other = &terms->list[entry->roles[i].term];

		if (entry->roles[i].starts && (other == term || strcmp(other->code, term->code) == 0))
			best = mh_term_better(best, other, h->scope, h->on);
	}
	return best == term && !term->unset;
}

/* A term that was started, or met last, and the day that its length counts from. barred: it starts no more. */
struct begun { const struct mh_happening *start; struct mh_date from; bool paused, barred; };

static bool runs(const struct begun *begun)
{
	return begun->start != NULL && !begun->paused;
}

static struct mh_date end_of(const struct mh_term *term, const struct begun *begun)
{
	struct mh_happening start = *begun->start;

	start.on = begun->from;
	return mh_term_due(term, &start);
}

/* The day that the length counts from when the event starts this definition: the end of a term of its code that still runs, or its own. */
static struct mh_date counts_from(const struct mh_terms *terms, const struct role *role, const struct mh_happening *h, const struct begun *begun)
{
	struct mh_date from = h->on;

	for (size_t i = 0; role->goes_on && i < terms->count; i++) {
		if (!runs(&begun[i]) || strcmp(terms->list[i].code, terms->list[role->term].code) != 0)
			continue;
		const struct mh_date end = end_of(&terms->list[i], &begun[i]);
		if (mh_date_compare(end, from) > 0)
			from = end;
	}
	return from;
}

/* Does the event leave this definition as it runs? It does where it would start the same one. */
static bool is_kept(const struct mh_terms *terms, const struct entry *entry, const struct role *role, const struct mh_happening *h, const struct begun *begun)
{
	return role->keeps && runs(&begun[role->term]) && is_chosen(terms, entry, role, h);
}

static void begin(struct begun *begun, const struct mh_happening *start, struct mh_date from)
{
	begun->start = start;
	begun->from = from;
	begun->paused = false;
}

/* One event: what it stops or pauses, then what it starts, then what it meets. Days come first, since a definition may go on where another ends. */
static void step(const struct mh_terms *terms, const struct mh_happening *h, struct begun *begun, struct mh_date *from)
{
	const struct entry *entry = find(terms->index, h);

	for (size_t i = 0; entry != NULL && i < entry->count; i++) {
		if (entry->roles[i].starts)
			from[i] = counts_from(terms, &entry->roles[i], h, begun);
	}
	for (size_t i = 0; entry != NULL && i < entry->count; i++) {
		const struct role *role = &entry->roles[i];
		struct begun *const it = &begun[role->term];

		if (is_kept(terms, entry, role, h, begun))
			continue;
		if (role->stops)
			it->start = NULL;
		if (role->pauses || role->resumes)
			it->paused = role->pauses;
		if (role->starts)
			begin(it, is_chosen(terms, entry, role, h) && !it->barred ? h : NULL, from[i]);
		else if (role->meets && it->start != NULL)
			begin(it, h, h->on);
		if (role->bars)
			it->barred = true;
	}
}

/* Does a recurring term end before this day, because the term that it lies in does? */
static bool is_past(const struct mh_terms *terms, const struct mh_term *term, struct mh_date due, const struct begun *begun)
{
	for (size_t i = 0; term->within[0] != '\0' && i < terms->count; i++) {
		if (runs(&begun[i]) && strcmp(terms->list[i].code, term->within) == 0)
			return mh_date_compare(due, end_of(&terms->list[i], &begun[i])) > 0;
	}
	return term->within[0] != '\0';
}

static int by_due(const void *a, const void *b)
{
	const struct mh_running *x = a, *y = b;
	int days = mh_date_compare(x->due, y->due);

	return days != 0 ? days : strcmp(x->term->code, y->term->code);
}

static struct mh_running running(const struct mh_term *term, const struct begun *begun)
{
	struct mh_running run = { .term = term, .start = begun->start, .from = begun->from, .due = end_of(term, begun) };

	run.warn = mh_date_before(run.due, term->warn);
	run.decided = term->until && begun->start->until.year != 0;
	if (term->length.count == 0)
		run.about = begun->start->about;
	return run;
}

size_t mh_terms_run(const struct mh_terms *terms, const struct mh_happening *list, size_t count, struct mh_running *out, size_t room)
{
	struct begun *begun;
	struct mh_date *from;
	size_t found = 0;

	if (terms->index == NULL)
		return 0;
	begun = mh_alloc(terms->count + 1, sizeof *begun);
	from = mh_alloc(terms->count + 1, sizeof *from);
	for (size_t i = 0; i < count; i++)
		step(terms, &list[i], begun, from);
	for (size_t i = 0; i < terms->count; i++) {
		if (!runs(&begun[i]))
			continue;
		struct mh_running run = running(&terms->list[i], &begun[i]);
		if (is_past(terms, run.term, run.due, begun))
			continue;
		if (found < room)
			out[found] = run;
		found++;
	}
	free(from);
	free(begun);
	if (found > 0)
		qsort(out, found < room ? found : room, sizeof *out, by_due);
	return found;
}
