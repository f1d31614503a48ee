#include "chain/lookup.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "chain/persons.h"

#define BIT(trait) (1u << MH_TRAIT_##trait)

enum { SCORE_LEAST = 30, KINDS_MOST = 3, FIELDS_MOST = 8 };

/* Where each trait is sought. The contact of a reporter is not among them: who reported is nobody's finding. */
static const struct place {
	const struct mh_kind *kind;
	const char *field;
	unsigned traits;
	bool whole;		/* the value is one of its kind, not a text in which one stands */
} places[] = {
	{ &mh_person, "name", BIT(NAME), true },
	{ &mh_person, "aliases", BIT(NAME), true },
	{ &mh_person, "born", BIT(BORN), true },
	{ &mh_person, "contact", BIT(PHONE) | BIT(ADDRESS), false },
	{ &mh_person, "address", BIT(ADDRESS), false },
	{ &mh_mention, "name", BIT(NAME), true },
	{ &mh_mention, "born", BIT(BORN), true },
	{ &mh_mention, "contact", BIT(PHONE) | BIT(ADDRESS), false },
	{ &mh_mention, "note", BIT(NAME) | BIT(PHONE) | BIT(ADDRESS) | BIT(PLATE), false },
	{ &mh_signal, "place-detail", BIT(NAME) | BIT(PHONE) | BIT(ADDRESS) | BIT(PLATE), false },
	{ &mh_signal, "narrative", BIT(NAME) | BIT(PHONE) | BIT(ADDRESS) | BIT(PLATE), false },
};

struct looking {
	struct mh_lookup *lookup;
	struct mh_pieces pieces;
	struct mh_search kinds[KINDS_MOST];
	const char *fields[KINDS_MOST][FIELDS_MOST];
	size_t count;
};

static unsigned wanted(const struct mh_lookup *lookup)
{
	unsigned traits = 0;

	for (size_t i = 0; i < lookup->count; i++)
		traits |= 1u << lookup->sought[i].trait;
	return traits;
}

/* Only what can answer is opened. */
static void plan(struct looking *l)
{
	const unsigned traits = wanted(l->lookup);

	for (size_t i = 0; i < MH_COUNT(places); i++) {
		if ((places[i].traits & traits) == 0)
			continue;
		if (l->count == 0 || l->kinds[l->count - 1].kind != places[i].kind) {
			l->kinds[l->count] = (struct mh_search){ places[i].kind, l->fields[l->count], 0 };
			l->count++;
		}
		struct mh_search *kind = &l->kinds[l->count - 1];
		l->fields[l->count - 1][kind->count++] = places[i].field;
	}
}

/* Compares one value with all that is sought; known: traits of which the record has a whole value. */
static void compare(struct looking *l, const struct place *place, const struct mh_value *value, struct mh_lookup_hit *hit, unsigned *known)
{
	mh_pieces_read(&l->pieces, value->text, value->len);
	for (size_t i = 0; i < l->lookup->count; i++) {
		const struct mh_sought *sought = &l->lookup->sought[i];
		if ((place->traits & (1u << sought->trait)) == 0)
			continue;
		const enum mh_likeness one = mh_like(sought, &l->pieces, place->whole);
		if (mh_likeness_sure(one) > mh_likeness_sure(hit->likes[sought->trait]))
			hit->likes[sought->trait] = one;
		if (place->whole && l->pieces.count > 0)
			*known |= 1u << sought->trait;
	}
}

static int score(const struct mh_lookup *lookup, const struct mh_lookup_hit *hit, unsigned known)
{
	bool differs = false;
	int sum = 0;

	for (size_t i = 0; i < lookup->count; i++) {
		const enum mh_trait trait = lookup->sought[i].trait;
		sum += mh_likeness_sure(hit->likes[trait]);
		differs |= hit->likes[trait] == MH_LIKE_NONE && (known & (1u << trait)) != 0;
	}
	sum /= (int)lookup->count;
	return differs ? sum * 7 / 10 : sum;
}

/* Puts the hit behind those that are as sure or surer; the least sure falls off the end. */
static void keep(struct mh_lookup *lookup, const struct mh_lookup_hit *hit)
{
	size_t at = lookup->hit_count < MH_LOOKUP_MOST ? lookup->hit_count++ : MH_LOOKUP_MOST;

	lookup->found++;
	if (at == MH_LOOKUP_MOST && lookup->hits[--at].score >= hit->score)
		return;
	for (; at > 0 && lookup->hits[at - 1].score < hit->score; at--)
		lookup->hits[at] = lookup->hits[at - 1];
	lookup->hits[at] = *hit;
}

static enum mh_status look_at(void *arg, struct mh_record *rec, struct mh_err *err)
{
	struct looking *l = arg;
	struct mh_lookup_hit hit = { .id = { rec->kind, rec->n } };
	unsigned known = 0;

	(void)err;
	for (size_t i = 0; i < MH_COUNT(places); i++) {
		if (places[i].kind != rec->kind)
			continue;
		const struct mh_value *value = &rec->values[mh_field_find(rec->kind, places[i].field)];
		if (value->have == MH_HAVE_TEXT)
			compare(l, &places[i], value, &hit, &known);
	}
	hit.score = score(l->lookup, &hit, known);
	if (hit.score < SCORE_LEAST)
		return MH_OK;
	if (rec->kind == &mh_mention) {
		hit.signal = mh_record_number(rec, "signal");
		hit.person = mh_record_number(rec, "person");
		snprintf(hit.role, sizeof hit.role, "%s", mh_record_text(rec, "role"));
	} else if (rec->kind == &mh_person) {
		hit.person = mh_record_number(rec, "same-as");
	}
	keep(l->lookup, &hit);
	return MH_OK;
}

static void step(void *arg, uint64_t done, uint64_t total)
{
	const struct looking *l = arg;

	l->lookup->progress(l->lookup->arg, done, total);
}

enum mh_status mh_lookup_run(struct mh_store *store, struct mh_lookup *lookup, struct mh_err *err)
{
	struct looking l = { .lookup = lookup };

	lookup->hit_count = 0;
	lookup->found = 0;
	plan(&l);
	mh_pieces_init(&l.pieces);
	const struct mh_search_plan search = {
		.command = lookup->command, .purpose = lookup->purpose, .kinds = l.kinds, .count = l.count,
		.progress = lookup->progress != NULL ? step : NULL,
	};
	enum mh_status status = mh_store_search(store, &search, look_at, &l, err);
	mh_pieces_free(&l.pieces);
	return status;
}

static void add_case(struct mh_id_list *cases, int64_t n)
{
	for (size_t i = 0; i < cases->count; i++) {
		if (cases->list[i].n == n)
			return;
	}
	mh_id_list_add(cases, (struct mh_id){ &mh_case, n });
}

static enum mh_status take_case(void *arg, struct mh_record *rec, struct mh_err *err)
{
	(void)err;
	add_case(arg, rec->n);
	return MH_OK;
}

static enum mh_status add_of_person(struct mh_store *store, int64_t person, struct mh_id_list *cases, struct mh_err *err)
{
	int64_t *all = NULL;
	size_t count = 0;
	enum mh_status status = mh_person_all(store, person, &all, &count, err);

	for (size_t i = 0; i < count && status == MH_OK; i++) {
		struct mh_query query;

		mh_query_init(&query, &mh_case);
		mh_query_is_number(&query, "person", all[i]);
		status = mh_store_each(store, &query, take_case, cases, err);
		mh_query_free(&query);
	}
	free(all);
	return status;
}

enum mh_status mh_lookup_cases(struct mh_store *store, const struct mh_lookup_hit *hit, struct mh_id_list *cases, struct mh_err *err)
{
	const int64_t person = hit->id.kind == &mh_person ? hit->id.n : hit->person, signal_n = hit->id.kind == &mh_signal ? hit->id.n : hit->signal;
	struct mh_record signal;
	enum mh_status status = person != 0 ? add_of_person(store, person, cases, err) : MH_OK;

	if (status != MH_OK || signal_n == 0)
		return status;
	mh_record_init(&signal, &mh_signal);
	status = mh_store_get(store, (struct mh_id){ &mh_signal, signal_n }, &signal, err);
	if (status == MH_OK && mh_record_has(&signal, "case"))
		add_case(cases, mh_record_number(&signal, "case"));
	mh_record_free(&signal);
	return status;
}
