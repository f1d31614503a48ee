/*
 * Bringing in the versions of a kind's records, a row each. A row is held against its field table, the catalogues, the log, the
 * records that there are, and the version before it; what it says, written again, must be what stands there.
 */

#include "store/import.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "text/csv.h"

#define CELL_MOST ((size_t)1024 * 1024)

/* A version, and whether it was written. */
struct version { struct mh_record rec; bool put; };

struct bringing_rows {
	struct mh_bringing *b;
	struct mh_store *store;
	const struct mh_kind *kind;
	struct mh_complaints complaints;
	const struct mh_csv_row *row;
	struct version versions[2], *now, *before;	/* before: its n is 0 where there is none */
	struct mh_str text;
};

static void complain(struct bringing_rows *r, size_t column, const char *value, const char *format, ...) __attribute__((format(printf, 4, 5)));

static void complain(struct bringing_rows *r, size_t column, const char *value, const char *format, ...)
{
	struct mh_problem where = { .row = r->row->number, .line = r->row->line, .field = mh_export_title(r->kind, column), .value = value };
	char text[600];
	va_list args;

	va_start(args, format);
	vsnprintf(text, sizeof text, format, args);
	va_end(args);
	mh_complain(&r->complaints, &where, "%s", text);
}

static const char *cell_text(const struct bringing_rows *r, size_t column)
{
	return r->row->cells[column].text;
}

/* Is the number one that was given? */
static void check_counter(struct bringing_rows *r, int64_t n)
{
	for (size_t i = 0; i < r->b->about.counter_count; i++) {
		const struct mh_brought_counter *counter = &r->b->about.counters[i];
		if (counter->kind == r->kind && counter->year == n / MH_ID_YEAR && n % MH_ID_YEAR <= counter->last)
			return;
	}
	complain(r, MH_EXPORT_ID, cell_text(r, MH_EXPORT_ID), "%s", _("is above the last number that store.yaml says was given in that year"));
}

/* False: it is not known which record this is. */
static bool read_id(struct bringing_rows *r)
{
	char again[MH_ID_SIZE];
	struct mh_id id;

	if (!mh_id_parse(cell_text(r, MH_EXPORT_ID), &id) || id.kind != r->kind ||
	    (mh_id_format(id, again), strcmp(again, cell_text(r, MH_EXPORT_ID)) != 0)) {
		complain(r, MH_EXPORT_ID, cell_text(r, MH_EXPORT_ID), _("expected the id of a %s, as %s-2026-0042"), r->kind->name, r->kind->prefix);
		return false;
	}
	r->now->rec.n = id.n;
	if (id.n < r->before->rec.n)
		complain(r, MH_EXPORT_ID, cell_text(r, MH_EXPORT_ID), "%s", _("stands behind a higher id: records are in the order of their ids"));
	if (id.n != r->before->rec.n)
		check_counter(r, id.n);
	return true;
}

/* A number of an entry of the log. */
static int64_t read_entry(struct bringing_rows *r, size_t column)
{
	int64_t entry;

	if (mh_bring_number(cell_text(r, column), &entry) && entry <= (int64_t)r->b->log_count)
		return entry;
	complain(r, column, cell_text(r, column), "%s", _("there is no such entry in log.csv"));
	return 0;
}

/* A record whose last version is not the present one was cut off. */
static void check_ended(struct bringing_rows *r)
{
	char id[MH_ID_SIZE];

	if (r->before->rec.n == 0 || r->before->rec.until == 0)
		return;
	mh_record_id(&r->before->rec, id);
	mh_complain(&r->complaints, &(struct mh_problem){ .field = id }, _("its last version was replaced by entry %lld, and the one that came then is missing"),
		(long long)r->before->rec.until);
}

/* Versions of a record follow each other, and the last is the present one. */
static void read_entries(struct bringing_rows *r)
{
	struct mh_record *rec = &r->now->rec;
	const struct mh_record *before = &r->before->rec;

	rec->since = read_entry(r, MH_EXPORT_ENTRY);
	rec->until = cell_text(r, MH_EXPORT_REPLACED)[0] != '\0' ? read_entry(r, MH_EXPORT_REPLACED) : 0;
	if (rec->until != 0 && rec->until < rec->since)
		complain(r, MH_EXPORT_REPLACED, cell_text(r, MH_EXPORT_REPLACED), _("is before entry %lld, which made this version"), (long long)rec->since);
	if (rec->n != before->n)
		check_ended(r);
	else if (before->until == 0)
		complain(r, MH_EXPORT_REPLACED, NULL, "%s", _("is empty in the version before too: a record has one present version, its last"));
	else if (rec->since != before->until)
		complain(r, MH_EXPORT_ENTRY, cell_text(r, MH_EXPORT_ENTRY), _("expected %lld, the entry that replaced the version before"), (long long)before->until);
}

/* Salts are new, one for each record; the uid is what partners know it by. */
static void read_uid(struct bringing_rows *r)
{
	struct mh_record *rec = &r->now->rec;
	const struct mh_record *before = &r->before->rec;
	const bool same = rec->n == before->n;
	char again[2 * sizeof rec->uid + 1];

	if (same)
		memcpy(rec->salt, before->salt, sizeof rec->salt);
	else
		mh_salts_next(&r->store->transaction.salts, rec->salt);
	if ((r->kind->flags & MH_TRAVELS) == 0)
		return;
	bool good = mh_unhex(cell_text(r, MH_EXPORT_UID), rec->uid, sizeof rec->uid);
	mh_hex(rec->uid, sizeof rec->uid, again);
	if (!good || strcmp(again, cell_text(r, MH_EXPORT_UID)) != 0)
		complain(r, MH_EXPORT_UID, cell_text(r, MH_EXPORT_UID), "%s", _("expected 32 hexadecimal digits"));
	else if (same && memcmp(rec->uid, before->uid, sizeof rec->uid) != 0)
		complain(r, MH_EXPORT_UID, cell_text(r, MH_EXPORT_UID), "%s", _("is another than in the version before"));
}

static void check_code(struct bringing_rows *r, size_t i, const char *code, size_t len)
{
	const struct mh_field *field = &r->kind->fields[i];
	const struct mh_code_list *list = mh_catalogue(&r->store->catalogues, field->of, NULL);
	char copy[80];

	if (list != NULL && mh_code_find(list, code, len) != NULL)
		return;
	snprintf(copy, sizeof copy, "%.*s", (int)len, code);
	const char *near = list != NULL ? mh_code_nearest(list, copy) : NULL;
	if (near != NULL)
		complain(r, mh_export_field(r->kind, i), copy, _("not a code of catalogue %s; nearest: %s"), field->of, near);
	else
		complain(r, mh_export_field(r->kind, i), copy, _("not a code of catalogue %s"), field->of);
}

/* The record that it points to is there, and was when this version was made. */
static void check_reference(struct bringing_rows *r, size_t i)
{
	const struct mh_field *field = &r->kind->fields[i];
	const int64_t first = mh_bring_first(r->b, mh_kind_find(field->of), r->now->rec.values[i].number);
	const size_t column = mh_export_field(r->kind, i);

	if (first == 0)
		complain(r, column, cell_text(r, column), _("there is no such record in %s.csv"), field->of);
	else if (first > r->now->rec.since)
		complain(r, column, cell_text(r, column), _("was made by a later entry, %lld"), (long long)first);
}

/* What was read, written again, is what stands there; no value of a sealed field is said. */
static void check_exact(struct bringing_rows *r, size_t i)
{
	const struct mh_csv_text *cell = &r->row->cells[mh_export_field(r->kind, i)];

	mh_str_clear(&r->text);
	mh_export_value(&r->now->rec, i, &r->text);
	if (r->text.len != cell->len || memcmp(r->text.s, cell->text, cell->len) != 0)
		complain(r, mh_export_field(r->kind, i), mh_field_sealed(&r->kind->fields[i]) ? _("(sealed)") : cell->text, "%s",
			_("is not written as an export writes it: blanks around it, or another form of the same"));
}

static void read_field(struct bringing_rows *r, size_t i)
{
	const struct mh_field *field = &r->kind->fields[i];
	const struct mh_csv_text *cell = &r->row->cells[mh_export_field(r->kind, i)];
	const struct mh_value *value = &r->now->rec.values[i];
	const char *shown = cell->len == 0 ? NULL : mh_field_sealed(field) ? _("(sealed)") : cell->text;
	struct mh_err why = MH_ERR_INIT;

	if (mh_record_set(&r->now->rec, (int)i, cell->text, cell->len, &why) != MH_OK) {
		complain(r, mh_export_field(r->kind, i), shown, "%s", why.text);
		return;
	}
	check_exact(r, i);
	if (value->have == MH_HAVE_NONE && (field->flags & MH_REQUIRED) != 0)
		complain(r, mh_export_field(r->kind, i), NULL, "%s", _("is required and was not given: give it"));
	if (field->type == MH_ID && value->have == MH_HAVE_NUMBER)
		check_reference(r, i);
	if (field->type == MH_CODE && value->have == MH_HAVE_TEXT)
		check_code(r, i, value->text, value->len);
	for (const char *p = field->type == MH_CODES && value->have == MH_HAVE_TEXT ? value->text : ""; *p != '\0'; ) {
		size_t len = strcspn(p, ";");
		check_code(r, i, p, len);
		p += len + (p[len] == ';');
	}
}

/* Is the name among those that stand in the cell, separated by ';'? */
static bool stands_in(const char *cell, const char *name)
{
	const size_t len = strlen(name);

	for (const char *p = cell; *p != '\0'; ) {
		size_t piece = strcspn(p, ";");
		if (piece == len && memcmp(p, name, len) == 0)
			return true;
		p += piece + (p[piece] == ';');
	}
	return false;
}

/* A sealed field that was not written keeps the sealed value of the version before, so it must be the same. */
static void keep_sealed(struct bringing_rows *r, size_t i, bool written)
{
	struct mh_record *rec = &r->now->rec, *before = &r->before->rec;
	struct mh_value *value = &rec->values[i];
	const size_t column = mh_export_field(r->kind, i);

	if (written && value->have == MH_HAVE_NONE)
		complain(r, column, NULL, "%s", _("stands in \"written\", and is empty"));
	if (written || value->have == MH_HAVE_NONE)
		return;
	if (rec->n != before->n || before->values[i].have != MH_HAVE_TEXT || before->values[i].len != value->len ||
	    memcmp(before->values[i].text, value->text, value->len) != 0) {
		complain(r, column, _("(sealed)"), "%s", _("is not what it was in the version before, and does not stand in \"written\""));
		return;
	}
	value->number = before->values[i].number;
	rec->set[i] = false;
}

static void read_written(struct bringing_rows *r)
{
	const size_t column = mh_export_field(r->kind, r->kind->count);
	bool written[MH_FIELD_MOST] = { false };

	if (!mh_export_has_sealed(r->kind))
		return;
	for (size_t i = 0; i < r->kind->count; i++)
		written[i] = mh_field_sealed(&r->kind->fields[i]) && stands_in(cell_text(r, column), r->kind->fields[i].name);
	mh_str_clear(&r->text);
	mh_export_written(r->kind, written, &r->text);
	if (strcmp(r->text.s, cell_text(r, column)) != 0)
		complain(r, column, cell_text(r, column), "%s", _("expected names of sealed fields in the order of the columns, separated by ;"));
	for (size_t i = 0; i < r->kind->count; i++)
		if (mh_field_sealed(&r->kind->fields[i]))
			keep_sealed(r, i, written[i]);
}

/* Writes the version; what the store itself refuses, such as a second record with a value that is unique, is a problem of the row. */
static enum mh_status put(struct bringing_rows *r, struct mh_err *err)
{
	struct mh_bringing *b = r->b;
	struct mh_record *rec = &r->now->rec;
	struct mh_brought_row row = { rec->since, rec->n, rec->kind->number, b->row_count, { 0 } };
	struct mh_err why = MH_ERR_INIT;
	enum mh_status status = mh_version_put(r->store, rec, row.digest, &why);

	if (status == MH_INPUT) {
		complain(r, MH_EXPORT_ID, cell_text(r, MH_EXPORT_ID), "%s", why.text);
		return MH_OK;
	}
	if (status != MH_OK)
		return mh_fail(err, status, "%s", why.text);
	r->now->put = true;
	if ((b->row_count & (b->row_count + 1)) == 0)
		b->rows = mh_grow(b->rows, 2 * b->row_count + 1, sizeof *b->rows);
	b->rows[b->row_count++] = row;
	b->records += rec->until == 0;
	return MH_OK;
}

static enum mh_status read_row(struct bringing_rows *r, struct mh_err *err)
{
	const size_t found = r->complaints.found;
	enum mh_status status = MH_OK;

	mh_record_clear(&r->now->rec);
	r->now->put = false;
	if (!read_id(r))
		return MH_OK;
	read_entries(r);
	read_uid(r);
	for (size_t i = 0; i < r->kind->count; i++)
		read_field(r, i);
	read_written(r);
	/* One that goes on with a version that could not be written can't be either. */
	if (found == r->complaints.found && (r->before->put || r->before->rec.n != r->now->rec.n))
		status = put(r, err);
	struct version *now = r->now;
	r->now = r->before;
	r->before = now;
	return status;
}

static enum mh_status read_rows(struct bringing_rows *r, struct mh_csv *csv, struct mh_err *err)
{
	struct mh_csv_row row;
	enum mh_status status = MH_OK, next = MH_OK;

	r->row = &row;
	while (status == MH_OK && (next = mh_csv_next(csv, &row)) == MH_OK)
		if (!row.bad)
			status = read_row(r, err);
	if (next == MH_NO)
		check_ended(r);
	return status;
}

static const char *title(const void *kind, size_t column)
{
	return mh_export_title(kind, column);
}

enum mh_status mh_bring_rows(struct mh_bringing *b, struct mh_store *store, const struct mh_kind *kind, struct mh_err *err)
{
	char name[MH_EXPORT_NAME_SIZE];
	struct bringing_rows *r = mh_alloc(1, sizeof *r);
	enum mh_status status = MH_OK;

	snprintf(name, sizeof name, "%s.csv", kind->name);
	*r = (struct bringing_rows){ .b = b, .store = store, .kind = kind, .complaints = { .name = name, .list = b->problems } };
	r->now = &r->versions[0];
	r->before = &r->versions[1];
	mh_record_init(&r->now->rec, kind);
	mh_record_init(&r->before->rec, kind);
	mh_str_init_secret(&r->text, CELL_MOST);
	struct mh_csv *csv = mh_bring_csv(b, name, title, kind, mh_export_columns(kind), &r->complaints);
	if (csv != NULL)
		status = read_rows(r, csv, err);
	mh_csv_close(csv);
	mh_str_free(&r->text);
	mh_record_free(&r->versions[0].rec);
	mh_record_free(&r->versions[1].rec);
	free(r);
	return status;
}
