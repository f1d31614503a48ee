/* A row whose signal is known: compared field by field; a person who is not yet mentioned in it is added. */

#include <string.h>

#include "base/i18n.h"
#include "chain/import_known.h"
#include "chain/persons.h"

/* What has come of a row, the strongest first. */
enum outcome { UNCHANGED, DIFFERENT, UPDATED, ADDED };

static void raise(enum outcome *outcome, enum outcome to)
{
	if (to > *outcome)
		*outcome = to;
}

/* Does this field of the row replace the known one? An empty cell says nothing, so it takes nothing away. */
static bool replaces(const struct mh_importing *in, const struct mh_field *field, const struct mh_value *known, const struct mh_value *row)
{
	if (row->have == MH_HAVE_NONE)
		return false;
	if (mh_field_sealed(field))
		return in->options->update_sealed && !(field->flags & MH_MATCHED);
	return !mh_value_same(known, row);
}

static enum mh_status put_changed(struct mh_importing *in, int part, struct mh_record *known, struct mh_err *err)
{
	enum mh_status status = part > 0 ? mh_person_follow(in->store, known, err) : MH_OK;

	if (status == MH_OK)
		status = mh_store_put(in->store, known, err);
	in->entry = status == MH_OK ? known->since : in->entry;
	return status;
}

static enum mh_status compare(struct mh_importing *in, int part, struct mh_record *known, enum outcome *outcome, struct mh_err *err)
{
	const struct mh_record *row = &in->row.records[part];
	bool update = in->options->update || in->options->update_sealed, changed = false;
	enum mh_status status = MH_OK;

	for (size_t i = 0; i < row->kind->count && status == MH_OK; i++) {
		if (!in->given[part][i] || !replaces(in, &row->kind->fields[i], &known->values[i], &row->values[i]))
			continue;
		raise(outcome, update ? UPDATED : DIFFERENT);
		changed = true;
		if (update && row->values[i].have == MH_HAVE_TEXT)
			status = mh_record_set(known, (int)i, row->values[i].text, row->values[i].len, err);
		else if (update)
			mh_record_set_number(known, (int)i, row->values[i].number);
	}
	return status == MH_OK && update && changed ? put_changed(in, part, known, err) : status;
}

/* Search for the mention that a row speaks of. */
struct search {
	struct mh_record *found;
	int64_t person;		/* of those with a reference */
	size_t pass;		/* mentions without a reference to pass over */
	bool unnamed;		/* one without a reference is looked for */
	bool hit;
};

static enum mh_status look(void *arg, struct mh_record *mention, struct mh_err *err)
{
	struct search *search = arg;

	(void)err;
	if (search->hit || (search->unnamed && mh_record_has(mention, "person-ref")) ||
	    (!search->unnamed && mh_record_number(mention, "person") != search->person))
		return MH_OK;
	if (search->pass > 0) {
		search->pass--;
		return MH_OK;
	}
	search->hit = true;
	for (size_t i = 0; i < mention->kind->count; i++) {
		struct mh_value *to = &search->found->values[i];
		const struct mh_value *from = &mention->values[i];

		if (from->have == MH_HAVE_TEXT)
			mh_value_set_text(to, from->text, from->len);
		else
			*to = (struct mh_value){ from->have, from->number, to->text, 0, to->room };
	}
	search->found->n = mention->n;
	search->found->since = mention->since;
	memcpy(search->found->salt, mention->salt, sizeof(mention->salt));
	return MH_OK;
}

/* With a reference: the mention of that person in this signal. Without: the next one without a reference. MH_NO: none. */
static enum mh_status find_mention(struct mh_importing *in, const struct mh_record *row, size_t unnamed, struct mh_record *found, struct mh_err *err)
{
	const char *reference = mh_record_text(row, "person-ref");
	struct search search = { found, 0, unnamed, reference[0] == '\0', false };
	enum mh_status status = MH_OK;

	if (!search.unnamed) {
		status = mh_store_find_matched(in->store, &mh_mention, "person-ref", in->map->source,
			(struct mh_blob){ reference, strlen(reference) }, found, err);
		search.person = mh_record_number(found, "person");
		search.pass = 0;
	}
	if (status == MH_OK && (search.unnamed || mh_record_number(found, "signal") != in->known.n)) {
		mh_record_clear(found);
		status = mh_store_children(in->store, &mh_mention, "signal", in->known.n, look, &search, err);
		if (status == MH_OK && !search.hit)
			status = MH_NO;
	}
	return status;
}

/*
 * Is what the store has what an earlier row said? It is where this import wrote it; and of the signal, which an earlier row named, where it
 * writes whatever differs. (A mention may be one that no earlier row named.)
 */
static bool said_before(const struct mh_importing *in, int part, const struct mh_record *known)
{
	return (in->entry != 0 && known->since == in->entry) || (part == 0 && (in->options->update || in->options->update_sealed));
}

static void name_differences(struct mh_importing *in, int part, const struct mh_record *known, const struct mh_problem *where)
{
	const struct mh_record *row = &in->row.records[part];
	struct mh_problem problem = *where;

	for (size_t i = 0; i < row->kind->count && said_before(in, part, known); i++) {
		const struct mh_field *field = &row->kind->fields[i];
		if (!in->given[part][i] || row->values[i].have == MH_HAVE_NONE || known->values[i].have == MH_HAVE_NONE || mh_field_sealed(field) ||
			mh_value_same(&known->values[i], &row->values[i]))
			continue;
		problem.field = mh_map_title(in->map, part, field->name);
		problem.value = mh_record_text(row, field->name);
		mh_complain(&in->row_complaints, &problem, "%s", _("an earlier row of the same number says something else: mend one of them"));
	}
}

enum mh_status mh_import_contradicts(struct mh_importing *in, const struct mh_problem *where, struct mh_err *err)
{
	enum mh_status status = MH_OK;

	if (!in->before)
		return MH_OK;
	name_differences(in, 0, &in->known, where);
	for (int part = 1; part < in->map->parts && status == MH_OK; part++) {
		struct mh_record *const row = &in->row.records[part], found;

		if (!in->row.given[part] || !mh_record_has(row, "person-ref"))
			continue;
		mh_record_init(&found, &mh_mention);
		status = find_mention(in, row, 0, &found, err);
		if (status == MH_OK)
			name_differences(in, part, &found, where);
		mh_record_free(&found);
		status = status == MH_NO ? MH_OK : status;
	}
	return status;
}

static enum mh_status take_mention(struct mh_importing *in, int part, size_t *unnamed, enum outcome *outcome, struct mh_err *err)
{
	struct mh_record *row = &in->row.records[part], found;
	enum mh_status status;

	mh_record_init(&found, &mh_mention);
	status = find_mention(in, row, *unnamed, &found, err);
	*unnamed += !mh_record_has(row, "person-ref");
	if (status == MH_OK) {
		status = compare(in, part, &found, outcome, err);
	} else if (status == MH_NO) {
		status = mh_import_mention(in, row, in->known.n, err);
		raise(outcome, ADDED);
	}
	mh_record_free(&found);
	return status;
}

static void count(struct mh_import_counts *counts, enum outcome outcome)
{
	switch (outcome) {
	case UNCHANGED: counts->unchanged++; break;
	case DIFFERENT: counts->different++; break;
	case UPDATED: counts->updated++; break;
	case ADDED: counts->added++; break;
	}
}

enum mh_status mh_import_known(struct mh_importing *in, struct mh_err *err)
{
	enum outcome outcome = UNCHANGED;
	enum mh_status status = compare(in, 0, &in->known, &outcome, err);
	size_t unnamed = 0;

	for (int part = 1; part < in->map->parts && status == MH_OK; part++)
		if (in->row.given[part])
			status = take_mention(in, part, &unnamed, &outcome, err);
	count(in->counts, outcome);
	return status;
}
