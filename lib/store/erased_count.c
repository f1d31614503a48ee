/*
 * Numbers without persons: what erased records counted for in reports stays, by year, municipality and form. A cell under the
 * threshold is merged upward: first the form, then the municipality becomes "erased". A person who was seen in several years
 * counts once in each and once in their total, so years is a set.
 */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "store/erasures.h"
#include "store/measure.h"

#define THRESHOLD 5

enum { YEARS, MUNICIPALITY, FORM, PARTS };

/* What one unit counts for. */
struct unit {
	const char *measure;
	int64_t person;		/* 0: the unit is met only here */
	char *parts[PARTS];
	int64_t count;
};

struct units { struct unit *list; size_t count, room; };

static void set_part(char **part, const char *text)
{
	char *copy = mh_strdup(text);

	free(*part);
	*part = copy;
}

static bool has_year(const char *years, const char *year)
{
	return strstr(years, year) != NULL;	/* all have four digits */
}

/* The same person again: another year is added; another municipality or set of forms can no longer be told. */
static void join(struct unit *unit, struct unit *other)
{
	struct mh_str years;

	for (int i = MUNICIPALITY; i < PARTS; i++)
		if (strcmp(unit->parts[i], other->parts[i]) != 0)
			set_part(&unit->parts[i], MH_CODE_ERASED);
	if (has_year(unit->parts[YEARS], other->parts[YEARS]))
		return;
	mh_str_init(&years, 2000);
	mh_str_printf(&years, "%s;%s", unit->parts[YEARS], other->parts[YEARS]);
	set_part(&unit->parts[YEARS], years.s);
	mh_str_free(&years);
}

static void free_unit(struct unit *unit)
{
	for (int i = 0; i < PARTS; i++)
		free(unit->parts[i]);
}

static int by_person(const void *a, const void *b)
{
	const struct unit *left = a, *right = b;

	if (left->person != right->person)
		return left->person < right->person ? -1 : 1;
	return strcmp(left->parts[YEARS], right->parts[YEARS]);
}

/* What was counted of one person becomes one unit. */
static void join_persons(struct units *units)
{
	size_t kept = 0;

	if (units->count > 0)
		qsort(units->list, units->count, sizeof *units->list, by_person);
	for (size_t i = 0; i < units->count; i++) {
		if (kept > 0 && units->list[i].person != 0 && units->list[kept - 1].person == units->list[i].person) {
			join(&units->list[kept - 1], &units->list[i]);
			free_unit(&units->list[i]);
		} else {
			units->list[kept++] = units->list[i];
		}
	}
	units->count = kept;
}

static void add(struct units *units, const char *measure, int64_t person, const char *const parts[PARTS])
{
	if (units->count == units->room) {
		units->room = units->room > 0 ? 2 * units->room : 64;
		units->list = mh_grow(units->list, units->room, sizeof *units->list);
	}
	struct unit *unit = &units->list[units->count++];
	*unit = (struct unit){ .measure = measure, .person = person, .count = 1 };
	for (int i = 0; i < PARTS; i++)
		unit->parts[i] = mh_strdup(parts[i]);
}

/* The person that counts, where two records are of the same one. */
static enum mh_status person_of(struct mh_store *store, int64_t n, int64_t *out, struct mh_err *err)
{
	struct mh_record person;

	*out = n;
	if (n == 0)
		return MH_OK;
	mh_record_init(&person, &mh_person);
	enum mh_status status = mh_store_get(store, (struct mh_id){ &mh_person, n }, &person, err);
	if (status == MH_OK && mh_record_number(&person, "same-as") != 0)
		*out = mh_record_number(&person, "same-as");
	mh_record_free(&person);
	return status;
}

static void add_record(struct units *units, const char *measure, int64_t person, const struct mh_record *rec, const char *date, bool places)
{
	char year[5] = "";

	snprintf(year, sizeof year, "%.4s", mh_record_text(rec, date));
	const char *const parts[PARTS] = { year, places ? mh_record_text(rec, "municipality") : MH_CODE_ERASED,
		places ? mh_record_text(rec, "form") : MH_CODE_ERASED };
	add(units, measure, person, parts);
}

static enum mh_status add_mention(struct mh_store *store, struct units *units, const struct mh_record *mention, struct mh_err *err)
{
	struct mh_record signal;
	int64_t person = 0;

	if (strcmp(mh_record_text(mention, "role"), "victim") != 0)
		return MH_OK;
	mh_record_init(&signal, &mh_signal);
	enum mh_status status = mh_store_get(store, (struct mh_id){ &mh_signal, mh_record_number(mention, "signal") }, &signal, err);
	if (status == MH_OK)
		status = person_of(store, mh_record_number(mention, "person"), &person, err);
	if (status == MH_OK)
		add_record(units, "victims", person, &signal, "received", true);
	mh_record_free(&signal);
	return status;
}

static enum mh_status add_id(struct mh_store *store, struct units *units, struct mh_id id, struct mh_err *err)
{
	struct mh_record rec;

	if (id.kind != &mh_signal && id.kind != &mh_mention && id.kind != &mh_case && id.kind != &mh_referral)
		return MH_OK;
	mh_record_init(&rec, id.kind);
	enum mh_status status = mh_store_get(store, id, &rec, NULL);
	if (status == MH_OK && id.kind == &mh_mention)
		status = add_mention(store, units, &rec, err);
	else if (status == MH_OK && id.kind == &mh_signal)
		add_record(units, "signals", 0, &rec, "received", true);
	else if (status == MH_OK && id.kind == &mh_case)
		add_record(units, "cases", 0, &rec, "opened", true);
	else if (status == MH_OK)
		add_record(units, "referrals", 0, &rec, "sent", false);
	mh_record_free(&rec);
	return status == MH_NO ? MH_OK : status;	/* an older store never had it */
}

static void bind_cell(sqlite3_stmt *stmt, const struct unit *unit)
{
	mh_bind_text(stmt, "measure", unit->measure);
	mh_bind_text(stmt, "years", unit->parts[YEARS]);
	mh_bind_text(stmt, "municipality", unit->parts[MUNICIPALITY]);
	mh_bind_text(stmt, "form", unit->parts[FORM]);
}

/* What the cell holds already. */
static enum mh_status there(struct mh_store *store, const struct unit *cell, int64_t *count, struct mh_err *err)
{
	sqlite3_stmt *stmt = mh_sql_fixed(store, MH_SQL_ERASED_HAS, err);

	*count = 0;
	if (stmt == NULL)
		return MH_STORE;
	bind_cell(stmt, cell);
	enum mh_status status = mh_sql_row(store, stmt, err);
	if (status == MH_OK) {
		*count = sqlite3_column_int64(stmt, 0);
		mh_sql_done(stmt);
	}
	return status == MH_NO ? MH_OK : status;
}

static enum mh_status put_cell(struct mh_store *store, const struct unit *cell, struct mh_err *err)
{
	sqlite3_stmt *stmt = mh_sql_fixed(store, MH_SQL_ERASED_ADD, err);

	if (stmt == NULL)
		return MH_STORE;
	bind_cell(stmt, cell);
	mh_bind_number(stmt, "count", cell->count);
	return mh_sql_step(store, stmt, err);
}

static int by_cell(const void *a, const void *b)
{
	const struct unit *left = a, *right = b;
	int order = strcmp(left->measure, right->measure);

	for (int i = 0; i < PARTS && order == 0; i++)
		order = strcmp(left->parts[i], right->parts[i]);
	return order;
}

/* Units of the same cell become one with their number. */
static void merge(struct units *units)
{
	size_t kept = 0;

	if (units->count > 0)
		qsort(units->list, units->count, sizeof *units->list, by_cell);
	for (size_t i = 0; i < units->count; i++) {
		if (kept > 0 && by_cell(&units->list[kept - 1], &units->list[i]) == 0) {
			units->list[kept - 1].count += units->list[i].count;
			free_unit(&units->list[i]);
		} else {
			units->list[kept++] = units->list[i];
		}
	}
	units->count = kept;
}

/* Writes the cells that are large enough; the others lose a part, to be merged again. The last: whatever their size. */
static enum mh_status settle(struct mh_store *store, struct units *units, int part, struct mh_err *err)
{
	enum mh_status status = MH_OK;
	size_t kept = 0;
	int64_t before;

	merge(units);
	for (size_t i = 0; i < units->count; i++) {
		if (status == MH_OK)
			status = there(store, &units->list[i], &before, err);
		if (status == MH_OK && (part == YEARS || before + units->list[i].count >= THRESHOLD)) {
			status = put_cell(store, &units->list[i], err);
			free_unit(&units->list[i]);
		} else {
			units->list[kept] = units->list[i];
			set_part(&units->list[kept++].parts[part], MH_CODE_ERASED);
		}
	}
	units->count = kept;
	return status;
}

enum mh_status mh_erased_count(struct mh_store *store, const struct mh_erasure *e, struct mh_err *err)
{
	struct units units = { NULL, 0, 0 };
	enum mh_status status = MH_OK;

	for (size_t i = 0; i < e->count && status == MH_OK; i++)
		status = add_id(store, &units, e->ids[i].id, err);
	join_persons(&units);
	for (int part = FORM; part >= YEARS && status == MH_OK; part--)
		status = settle(store, &units, part, err);
	for (size_t i = 0; i < units.count; i++)
		free_unit(&units.list[i]);
	free(units.list);
	return status;
}
