#include "chain/case_row.h"

#include <string.h>

#include "base/mem.h"

/* What a signal alone knows, and a standard asks for. */
static const char *const of_signal[] = { "observed-from", "observed-to", "place", "industry", "indicators", "indicators-absent", "subject" };
static const char *const of_mention[] = { "role", "control", "recruitment", "relation" };

/* What a case calls otherwise than a signal. */
static const struct { const char *from, *to; } renamed[] = { { "opened", "received" } };

void mh_case_row_init(struct mh_case_row *row)
{
	mh_record_init(&row->the_case, &mh_case);
	mh_record_init(&row->person, &mh_person);
	mh_record_init(&row->signal, &mh_signal);
	mh_record_init(&row->mention, &mh_mention);
}

void mh_case_row_free(struct mh_case_row *row)
{
	mh_record_free(&row->the_case);
	mh_record_free(&row->person);
	mh_record_free(&row->signal);
	mh_record_free(&row->mention);
}

static void lend(const struct mh_record *from, int field, struct mh_record *to, int at)
{
	const struct mh_value *value = &from->values[field];

	if (at < 0 || value->have == MH_HAVE_NONE || mh_field_sealed(&from->kind->fields[field]) || mh_field_sealed(&to->kind->fields[at]))
		return;
	if (value->have == MH_HAVE_NUMBER)
		mh_record_set_number(to, at, value->number);
	else if (value->have == MH_HAVE_TEXT)
		mh_record_set(to, at, value->text, value->len, NULL);
}

/* Every field that both have by the same name. */
static void lend_same(const struct mh_record *from, struct mh_record *to)
{
	for (size_t i = 0; i < from->kind->count; i++)
		if (from->kind->fields[i].type != MH_ID && strcmp(from->kind->fields[i].name, "state") != 0)
			lend(from, (int)i, to, mh_field_find(to->kind, from->kind->fields[i].name));
}

static void lend_named(const struct mh_record *from, const char *const *names, size_t count, struct mh_record *to)
{
	for (size_t i = 0; i < count; i++)
		lend(from, mh_field_find(from->kind, names[i]), to, mh_field_find(to->kind, names[i]));
}

/* The newest mention as a presumed victim; its number is 0 where there is none. */
static enum mh_status take_newest(void *arg, struct mh_record *mention, struct mh_err *err)
{
	struct mh_record *newest = arg;

	(void)err;
	if (strcmp(mh_record_text(mention, "role"), "victim") != 0 || mention->n < newest->n)
		return MH_OK;
	mh_record_free(newest);
	mh_record_copy(newest, mention);
	return MH_OK;
}

static enum mh_status read_signal(struct mh_store *store, struct mh_case_row *row, struct mh_err *err)
{
	struct mh_record mention, signal;
	struct mh_query query;

	mh_record_init(&mention, &mh_mention);
	mh_record_init(&signal, &mh_signal);
	mh_query_init(&query, &mh_mention);
	mh_query_is_number(&query, "person", row->person.n);
	enum mh_status status = mh_store_each(store, &query, take_newest, &mention, err);
	if (status == MH_OK && mention.n != 0)
		status = mh_store_get(store, (struct mh_id){ &mh_signal, mh_record_number(&mention, "signal") }, &signal, err);
	if (status == MH_OK && mention.n != 0) {
		lend_named(&signal, of_signal, MH_COUNT(of_signal), &row->signal);
		lend_named(&mention, of_mention, MH_COUNT(of_mention), &row->mention);
	}
	mh_query_free(&query);
	mh_record_free(&signal);
	mh_record_free(&mention);
	return status;
}

enum mh_status mh_case_row_read(struct mh_store *store, struct mh_case_row *row, struct mh_err *err)
{
	enum mh_status status = mh_store_get(store, (struct mh_id){ &mh_person, mh_record_number(&row->the_case, "person") }, &row->person, err);

	if (status == MH_OK)
		status = mh_record_put(&row->mention, "role", "victim", err);
	if (status == MH_OK)
		status = read_signal(store, row, err);
	if (status != MH_OK)
		return status;
	lend_same(&row->the_case, &row->signal);
	lend_same(&row->person, &row->mention);
	for (size_t i = 0; i < MH_COUNT(renamed); i++)
		lend(&row->the_case, mh_field_find(&mh_case, renamed[i].from), &row->signal, mh_field_find(&mh_signal, renamed[i].to));
	return MH_OK;
}

static bool is_lent(const char *name)
{
	for (size_t i = 0; i < MH_COUNT(renamed); i++)
		if (strcmp(renamed[i].from, name) == 0)
			return true;
	return strcmp(name, "state") != 0 && mh_field_find(&mh_signal, name) >= 0;
}

void mh_case_row_account(const struct mh_map *map, const struct mh_case_row *row, struct mh_map_losses *losses, struct mh_case_losses *more)
{
	mh_map_account(map, 0, &row->signal, losses);
	mh_map_account(map, 1, &row->mention, losses);
	for (size_t i = 0; i < mh_case.count; i++)
		if (row->the_case.values[i].have != MH_HAVE_NONE && mh_case.fields[i].type != MH_ID && !mh_field_sealed(&mh_case.fields[i]) && !is_lent(mh_case.fields[i].name))
			more->fields[i]++;
}

uint64_t mh_case_row_sealed(const struct mh_case_row *row)
{
	const struct mh_record *const both[] = { &row->the_case, &row->person };
	uint64_t count = 0;

	for (size_t k = 0; k < MH_COUNT(both); k++)
		for (size_t i = 0; i < both[k]->kind->count; i++)
			count += both[k]->values[i].have != MH_HAVE_NONE && mh_field_sealed(&both[k]->kind->fields[i]);
	return count;
}
