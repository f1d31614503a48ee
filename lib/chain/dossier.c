#include "chain/dossier.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "chain/persons.h"

const struct mh_dossier_mark_name mh_dossier_marks[] = {
	{ MH_MARK_THIRD_PARTY, "third-party" }, { MH_MARK_REPORTER, "reporter" }, { MH_MARK_ONWARD, "onward" }, { MH_MARK_WORDS, "words" }, { 0, NULL },
};

/* Fields that say who somebody else is, or who reported. field NULL: every field of the kind. */
static const struct { const struct mh_kind *kind; const char *field; unsigned mark; } marked[] = {
	{ &mh_party, "name", MH_MARK_THIRD_PARTY },
	{ &mh_party, "contact", MH_MARK_THIRD_PARTY },
	{ &mh_party, "reference", MH_MARK_THIRD_PARTY },
	{ &mh_party, "possible-offender", MH_MARK_THIRD_PARTY },
	{ &mh_consent, "party", MH_MARK_THIRD_PARTY },
	{ &mh_message, "from-whom", MH_MARK_THIRD_PARTY },
	{ &mh_mention, "linked-to", MH_MARK_THIRD_PARTY },
	{ &mh_mention, "person-ref", MH_MARK_REPORTER },
	{ &mh_mention, "source", MH_MARK_REPORTER },
	{ &mh_link, NULL, MH_MARK_THIRD_PARTY },
	{ &mh_signal, "sector", MH_MARK_REPORTER },
	{ &mh_signal, "reporter", MH_MARK_REPORTER },
	{ &mh_signal, "reporter-contact", MH_MARK_REPORTER },
	{ &mh_signal, "unnamed", MH_MARK_REPORTER },
	{ &mh_signal, "may-be-told", MH_MARK_REPORTER },
	{ &mh_signal, "told", MH_MARK_REPORTER },
	{ &mh_signal, "channel", MH_MARK_REPORTER },
	{ &mh_signal, "external-id", MH_MARK_REPORTER },
	{ &mh_signal, "source", MH_MARK_REPORTER },
	{ &mh_signal, "registered-by", MH_MARK_REPORTER },
	{ &mh_signal, "place-detail", MH_MARK_THIRD_PARTY },
};

/* Words that are the person's own, or about nobody else. Whatever else is text of many lines may name others. */
static const struct { const struct mh_kind *kind; const char *field; } own[] = {
	{ &mh_person, NULL }, { &mh_case, "victim-view" }, { &mh_intake, "wish" }, { &mh_intake, "contact" }, { &mh_intake, "language" }, { &mh_need, "wish" },
	{ &mh_stay, "address" }, { &mh_mention, "contact" },
};

/* What only the program needs: names of conversations, digests, order. */
static const char *const inner[] = {
	"conversation", "uid", "digest", "seen", "checkpoint", "witness", "files", "person-uid", "order", "number",
};

struct gathering { struct mh_store *store; struct mh_dossier *out; };

static enum mh_status take(void *arg, struct mh_record *rec, struct mh_err *err)
{
	const struct gathering *g = arg;

	(void)err;
	if (rec->kind == &mh_mention && strcmp(mh_record_text(rec, "role"), "suspect") == 0)
		return MH_OK;
	for (size_t i = 0; i < g->out->count; i++)
		if (g->out->list[i].kind == rec->kind && g->out->list[i].n == rec->n)
			return MH_OK;
	g->out->list = mh_grow(g->out->list, g->out->count + 1, sizeof *g->out->list);
	mh_record_copy(&g->out->list[g->out->count++], rec);
	return MH_OK;
}

static enum mh_status take_children(struct gathering *g, const struct mh_kind *kind, const char *field, int64_t n, struct mh_err *err)
{
	struct mh_query query;

	mh_query_init(&query, kind);
	mh_query_is_number(&query, field, n);
	enum mh_status status = mh_store_each(g->store, &query, take, g, err);
	mh_query_free(&query);
	return status;
}

static enum mh_status take_one(struct gathering *g, struct mh_id id, struct mh_err *err)
{
	struct mh_record rec;

	mh_record_init(&rec, id.kind);
	enum mh_status status = mh_store_get(g->store, id, &rec, err);
	if (status == MH_OK)
		status = take(g, &rec, err);
	mh_record_free(&rec);
	return status;
}

/* Every kind that points to a case. Signals of its file come by who is mentioned in them: they may be about others. */
static enum mh_status take_case(struct gathering *g, int64_t case_n, struct mh_err *err)
{
	enum mh_status status = MH_OK;

	for (size_t i = 0; mh_kinds[i] != NULL && status == MH_OK; i++) {
		const int field = mh_field_find(mh_kinds[i], "case");

		if (field >= 0 && mh_kinds[i]->fields[field].type == MH_ID && mh_kinds[i] != &mh_signal)
			status = take_children(g, mh_kinds[i], "case", case_n, err);
	}
	return status == MH_OK ? take_children(g, &mh_link, "other-case", case_n, err) : status;
}

/* What belongs to a record of the list; it grows while it is walked. */
static enum mh_status follow(struct gathering *g, size_t at, struct mh_err *err)
{
	const struct mh_kind *kind = g->out->list[at].kind;
	const int64_t n = g->out->list[at].n;

	if (kind == &mh_case)
		return take_case(g, n, err);
	if (kind == &mh_referral)
		return take_children(g, &mh_message, "referral", n, err);
	if (kind == &mh_mention)
		return take_one(g, (struct mh_id){ &mh_signal, mh_record_number(&g->out->list[at], "signal") }, err);
	return MH_OK;
}

static enum mh_status take_person(struct gathering *g, int64_t person, struct mh_err *err)
{
	static const struct mh_kind *const of_person[] = { &mh_case, &mh_mention, &mh_referral, &mh_disclosure, &mh_hold };
	enum mh_status status = take_one(g, (struct mh_id){ &mh_person, person }, err);

	for (size_t i = 0; i < MH_COUNT(of_person) && status == MH_OK; i++)
		status = take_children(g, of_person[i], "person", person, err);
	return status;
}

static bool not_free(const struct mh_record *rec)
{
	return mh_field_find(rec->kind, "onward") >= 0 && mh_record_has(rec, "onward") && strcmp(mh_record_text(rec, "onward"), "free") != 0;
}

/* What a case or a signal says of passing on holds for what belongs to it. */
static bool is_onward(const struct mh_dossier *dossier, const struct mh_record *rec)
{
	static const char *const parents[] = { "case", "signal" };

	if (not_free(rec))
		return true;
	for (size_t i = 0; i < MH_COUNT(parents); i++) {
		const int64_t n = mh_field_find(rec->kind, parents[i]) >= 0 ? mh_record_number(rec, parents[i]) : 0;

		for (size_t k = 0; n != 0 && k < dossier->count; k++)
			if (dossier->list[k].n == n && strcmp(dossier->list[k].kind->name, parents[i]) == 0 && not_free(&dossier->list[k]))
				return true;
	}
	return false;
}

enum mh_status mh_dossier_gather(struct mh_store *store, int64_t person, struct mh_dossier *out, struct mh_err *err)
{
	struct gathering g = { store, out };
	int64_t *all = NULL;
	size_t count = 0;
	enum mh_status status = mh_person_all(store, person, &all, &count, err);

	for (size_t i = 0; i < count && status == MH_OK; i++)
		status = take_person(&g, all[i], err);
	for (size_t at = 0; at < out->count && status == MH_OK; at++)
		status = follow(&g, at, err);
	free(all);
	out->onward = mh_alloc(out->count + 1, sizeof *out->onward);
	for (size_t i = 0; i < out->count; i++)
		out->onward[i] = is_onward(out, &out->list[i]);
	return status;
}

void mh_dossier_free(struct mh_dossier *dossier)
{
	for (size_t i = 0; i < dossier->count; i++)
		mh_record_free(&dossier->list[i]);
	free(dossier->list);
	free(dossier->onward);
	*dossier = (struct mh_dossier)MH_DOSSIER_INIT;
}

bool mh_dossier_tells(const struct mh_record *rec, size_t field)
{
	const struct mh_field *of = &rec->kind->fields[field];

	if (rec->values[field].have == MH_HAVE_NONE || (of->flags & MH_PARENT) != 0)
		return false;
	for (size_t i = 0; i < MH_COUNT(inner); i++)
		if (strcmp(inner[i], of->name) == 0 && !(mh_field_sealed(of) && strcmp(inner[i], "number") == 0))
			return false;
	return true;
}

static bool is_own(const struct mh_kind *kind, const char *field)
{
	for (size_t i = 0; i < MH_COUNT(own); i++)
		if (own[i].kind == kind && (own[i].field == NULL || strcmp(own[i].field, field) == 0))
			return true;
	return false;
}

unsigned mh_dossier_marks_of(const struct mh_dossier *dossier, size_t record, size_t field)
{
	const struct mh_record *rec = &dossier->list[record];
	const struct mh_field *of = &rec->kind->fields[field];
	unsigned marks = dossier->onward[record] ? MH_MARK_ONWARD : 0;

	for (size_t i = 0; i < MH_COUNT(marked); i++)
		if (marked[i].kind == rec->kind && (marked[i].field == NULL || strcmp(marked[i].field, of->name) == 0))
			marks |= marked[i].mark;
	if (of->type == MH_TEXT && mh_field_sealed(of) && !is_own(rec->kind, of->name) && (of->flags & MH_LINE) == 0)
		marks |= MH_MARK_WORDS;
	return marks;
}

struct looking { const struct mh_dossier *dossier; struct mh_looks *list; size_t count; };

/* Is one of the ids, separated by spaces, of a record of the dossier? */
static bool is_about(const struct mh_dossier *dossier, const char *subjects)
{
	while (*subjects != '\0') {
		const size_t len = strcspn(subjects, " ");
		char text[MH_ID_SIZE];
		struct mh_id id;

		snprintf(text, sizeof text, "%.*s", (int)(len < sizeof text ? len : sizeof text - 1), subjects);
		for (size_t i = 0; mh_id_parse(text, &id) && i < dossier->count; i++)
			if (dossier->list[i].kind == id.kind && dossier->list[i].n == id.n)
				return true;
		subjects += len + (subjects[len] == ' ');
	}
	return false;
}

static enum mh_status count_look(void *arg, const struct mh_log_entry *entry, struct mh_err *err)
{
	struct looking *looking = arg;
	struct mh_looks *found = NULL;

	(void)err;
	if (entry->purpose == NULL || entry->purpose[0] == '\0' || entry->subjects == NULL || !is_about(looking->dossier, entry->subjects))
		return MH_OK;
	for (size_t i = 0; i < looking->count && found == NULL; i++)
		found = strcmp(looking->list[i].purpose, entry->purpose) == 0 ? &looking->list[i] : NULL;
	if (found == NULL) {
		looking->list = mh_grow(looking->list, looking->count + 1, sizeof *looking->list);
		found = &looking->list[looking->count++];
		*found = (struct mh_looks){ .first = entry->at, .last = entry->at };
		snprintf(found->purpose, sizeof found->purpose, "%s", entry->purpose);
	}
	found->count++;
	found->first = entry->at < found->first ? entry->at : found->first;
	found->last = entry->at > found->last ? entry->at : found->last;
	return MH_OK;
}

static int by_purpose(const void *a, const void *b)
{
	return strcmp(((const struct mh_looks *)a)->purpose, ((const struct mh_looks *)b)->purpose);
}

enum mh_status mh_dossier_looks(struct mh_store *store, const struct mh_dossier *dossier, struct mh_looks **list, size_t *count, struct mh_err *err)
{
	struct looking looking = { dossier, NULL, 0 };
	enum mh_status status = mh_store_log(store, 0, count_look, &looking, err);

	if (looking.count > 0)
		qsort(looking.list, looking.count, sizeof *looking.list, by_purpose);
	*list = looking.list;
	*count = looking.count;
	return status;
}
