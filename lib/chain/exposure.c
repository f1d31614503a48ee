#include "chain/exposure.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"

#define DEPTH 4		/* message -> referral -> case -> person */

/* Remembers a person, and adds the id to the row's list. */
static void add_person(struct mh_exposing *e, struct mh_id id, struct mh_str *list)
{
	char text[MH_ID_SIZE];

	mh_id_format(id, text);
	if (list->len > 0 && strstr(list->s, text) != NULL)
		return;
	mh_str_printf(list, "%s%s", list->len > 0 ? ";" : "", text);
	e->persons = mh_grow(e->persons, e->person_count + 1, sizeof *e->persons);
	memcpy(e->persons[e->person_count++], text, sizeof text);
}

/* The record that counts, where one person stands in the store twice. */
static enum mh_status person_that_counts(struct mh_exposing *e, int64_t n, struct mh_str *list, struct mh_err *err)
{
	struct mh_record person;
	enum mh_status status = MH_OK;

	mh_record_init(&person, &mh_person);
	for (int i = 0; i < DEPTH && status == MH_OK; i++) {
		status = mh_store_get(e->store, (struct mh_id){ &mh_person, n }, &person, err);
		int64_t same = status == MH_OK ? mh_record_number(&person, "same-as") : 0;
		if (same == 0)
			break;
		n = same;
	}
	mh_record_free(&person);
	if (status == MH_OK || status == MH_NO)
		add_person(e, (struct mh_id){ &mh_person, n }, list);
	return status == MH_NO ? MH_OK : status;
}

static enum mh_status persons_of(struct mh_exposing *e, struct mh_id id, int depth, struct mh_str *list, struct mh_err *err);

struct following { struct mh_exposing *e; struct mh_str *list; int depth; };

static enum mh_status follow_mention(void *arg, struct mh_record *mention, struct mh_err *err)
{
	struct following *f = arg;

	return persons_of(f->e, (struct mh_id){ &mh_mention, mention->n }, f->depth - 1, f->list, err);
}

/* Along the fields that lead to a person: directly, or by a case or a referral. A signal is about those whom it mentions. */
static enum mh_status follow(struct mh_exposing *e, const struct mh_record *rec, int depth, struct mh_str *list, struct mh_err *err)
{
	static const struct mh_kind *const ways[] = { &mh_person, &mh_case, &mh_referral };
	enum mh_status status = MH_OK;

	for (size_t way = 0; way < MH_COUNT(ways); way++) {
		for (size_t i = 0; i < rec->kind->count && status == MH_OK; i++) {
			const struct mh_field *field = &rec->kind->fields[i];
			if (field->type != MH_ID || strcmp(field->of, ways[way]->name) != 0 || rec->values[i].number == 0 || strcmp(field->name, "same-as") == 0)
				continue;
			status = persons_of(e, (struct mh_id){ ways[way], rec->values[i].number }, depth - 1, list, err);
		}
		if (list->len > 0 || status != MH_OK)
			break;
	}
	if (status != MH_OK || rec->kind != &mh_signal)
		return status;
	struct following f = { e, list, depth };
	return mh_store_children(e->store, &mh_mention, "signal", rec->n, follow_mention, &f, err);
}

static enum mh_status persons_of(struct mh_exposing *e, struct mh_id id, int depth, struct mh_str *list, struct mh_err *err)
{
	struct mh_record rec;
	size_t before = list->len;

	if (id.kind == &mh_person)
		return person_that_counts(e, id.n, list, err);
	if (depth == 0)
		return MH_OK;
	mh_record_init(&rec, id.kind);
	enum mh_status status = mh_store_get(e->store, id, &rec, err);
	if (status == MH_OK)
		status = follow(e, &rec, depth, list, err);
	if (status == MH_OK && id.kind == &mh_mention && list->len == before && mh_record_number(&rec, "person") == 0)
		add_person(e, id, list);
	mh_record_free(&rec);
	return status == MH_NO ? MH_OK : status;
}

/* Hands over one finding. */
static enum mh_status expose(struct mh_exposing *e, const char *how, struct mh_id id, mh_moment at, const char *what, struct mh_err *err)
{
	char text[MH_ID_SIZE];
	struct mh_str list;

	mh_str_init(&list, 65536);
	mh_id_format(id, text);
	enum mh_status status = persons_of(e, id, DEPTH, &list, err);
	e->records++;
	if (status == MH_OK)
		status = e->fn(e->arg, &(struct mh_exposed){ how, text, list.s, at, what }, err);
	mh_str_free(&list);
	return status;
}

static enum mh_status expose_sealed(void *arg, const struct mh_sealed_record *found, struct mh_err *err)
{
	struct mh_str what;

	mh_str_init(&what, 4096);
	for (size_t i = 0; i < found->id.kind->count; i++)
		if ((found->fields & (UINT64_C(1) << i)) != 0)
			mh_str_printf(&what, "%s%s", what.len > 0 ? " " : "", found->id.kind->fields[i].name);
	enum mh_status status = expose(arg, "sealed", found->id, found->at, what.s, err);
	mh_str_free(&what);
	return status;
}

/* The ids of a look are told; who it is about stands with their records. */
static enum mh_status expose_look(void *arg, const struct mh_log_entry *entry, struct mh_err *err)
{
	struct mh_exposing *e = arg;
	char id[40];
	struct mh_str what;

	if (entry->purpose[0] == '\0' || entry->at < e->from || entry->at > e->to)
		return MH_OK;
	snprintf(id, sizeof id, "%lld", (long long)entry->n);
	mh_str_init(&what, 16384);
	mh_str_printf(&what, "%s: %s: %s%s%s", entry->actor, entry->purpose, entry->subjects, entry->note[0] != '\0' ? ": " : "", entry->note);
	enum mh_status status = e->fn(e->arg, &(struct mh_exposed){ "opened", id, "", entry->at, what.s }, err);
	mh_str_free(&what);
	return status;
}

static mh_moment day_of(const struct mh_record *rec, const char *field)
{
	struct mh_date day;

	return mh_date_parse(mh_record_text(rec, field), &day) ? mh_day_start(day) : 0;
}

/* Kinds of records that tell what went out or came in, and when. */
struct trail {
	const char *how;
	const struct mh_kind *kind;
	const char *direction;	/* NULL: the kind has none */
	const char *when;	/* field of a day or a moment */
	const char *what[2];	/* fields whose texts say what it was */
};

static const struct trail to_partner[] = {
	{ "disclosure", &mh_disclosure, NULL, "at", { "groups", "fields" } },
	{ "referral", &mh_referral, "out", "sent", { "purpose", "help" } },
	{ "message", &mh_message, "out", "on", { "kind", "channel" } },
};
static const struct trail from_partners[] = {
	{ "received", &mh_message, "in", "on", { "kind", "channel" } },
};

struct trailing { struct mh_exposing *e; const struct trail *trail; };

static enum mh_status expose_trail(void *arg, struct mh_record *rec, struct mh_err *err)
{
	const struct trailing *t = arg;
	const struct trail *trail = t->trail;
	bool moment = rec->kind->fields[mh_field_find(rec->kind, trail->when)].type == MH_MOMENT;
	mh_moment at = moment ? mh_record_number(rec, trail->when) : day_of(rec, trail->when);
	char what[600];

	if (at == 0 || at < t->e->from || at > t->e->to)
		return MH_OK;
	snprintf(what, sizeof what, "%s: %s", mh_record_text(rec, trail->what[0]), mh_record_text(rec, trail->what[1]));
	return expose(t->e, trail->how, (struct mh_id){ rec->kind, rec->n }, at, what, err);
}

static enum mh_status follow_trails(struct mh_exposing *e, const struct trail *trails, size_t count, int64_t partner, struct mh_err *err)
{
	enum mh_status status = MH_OK;

	for (size_t i = 0; i < count && status == MH_OK; i++) {
		struct trailing t = { e, &trails[i] };
		struct mh_query query;
		mh_query_init(&query, trails[i].kind);
		if (partner != 0)
			mh_query_is_number(&query, "partner", partner);
		else
			mh_query_is(&query, "channel", "exchange");
		if (trails[i].direction != NULL)
			mh_query_is(&query, "direction", trails[i].direction);
		status = mh_store_each(e->store, &query, expose_trail, &t, err);
		mh_query_free(&query);
	}
	return status;
}

static int by_id(const void *a, const void *b)
{
	return strcmp(a, b);
}

/* Everybody once. */
static void unite(struct mh_exposing *e)
{
	size_t kept = 0;

	if (e->person_count > 0)
		qsort(e->persons, e->person_count, sizeof *e->persons, by_id);
	for (size_t i = 0; i < e->person_count; i++)
		if (kept == 0 || strcmp(e->persons[kept - 1], e->persons[i]) != 0)
			memmove(e->persons[kept++], e->persons[i], sizeof *e->persons);
	e->person_count = kept;
}

enum mh_status mh_expose_key(struct mh_exposing *e, const struct mh_key_reach *reach, struct mh_err *err)
{
	enum mh_status status;

	if (strcmp(reach->role, "exchange") == 0) {
		status = follow_trails(e, from_partners, MH_COUNT(from_partners), 0, err);
	} else {
		status = mh_store_sealed_each(e->store, reach->last, expose_sealed, e, err);
		if (status == MH_OK)
			status = mh_store_log(e->store, 0, expose_look, e, err);
	}
	unite(e);
	return status;
}

enum mh_status mh_expose_partner(struct mh_exposing *e, int64_t partner, struct mh_err *err)
{
	enum mh_status status = follow_trails(e, to_partner, MH_COUNT(to_partner), partner, err);

	unite(e);
	return status;
}
