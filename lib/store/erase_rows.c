/* What erasing does to the tables: rows now and past, sealed values, and the links of what stays. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "store/erasures.h"
#include "store/kept.h"

/* The three deletions of a kind, in their order: sealed values are found by the rows that point at them. */
enum { SEALED, NOW, PAST, DELETIONS };

static bool seals(const struct mh_kind *kind)
{
	for (size_t i = 0; i < kind->count; i++)
		if (mh_field_sealed(&kind->fields[i]))
			return true;
	return false;
}

static void sealed_text(struct mh_str *sql, const struct mh_kind *kind)
{
	const char *joint = "DELETE FROM sealed WHERE n IN (";

	for (size_t i = 0; i < kind->count; i++) {
		if (!mh_field_sealed(&kind->fields[i]))
			continue;
		for (int past = 0; past < 2; past++) {
			mh_str_printf(sql, "%sSELECT ", joint);
			mh_sql_column(sql, kind->fields[i].name);
			mh_str_printf(sql, " FROM \"%s%s\" WHERE n = :n", kind->name, past ? "_past" : "");
			joint = " UNION ALL ";
		}
	}
	mh_str_putc(sql, ')');
}

static enum mh_status compile(struct mh_store *store, const struct mh_kind *kind, sqlite3_stmt *out[DELETIONS], struct mh_err *err)
{
	struct mh_str sql;
	enum mh_status status = MH_OK;

	for (int i = 0; i < DELETIONS && status == MH_OK; i++) {
		sqlite3_finalize(out[i]);
		out[i] = NULL;
		if (i == SEALED && !seals(kind))
			continue;
		mh_str_init(&sql, 65536);
		if (i == SEALED)
			sealed_text(&sql, kind);
		else
			mh_str_printf(&sql, "DELETE FROM \"%s%s\" WHERE n = :n", kind->name, i == PAST ? "_past" : "");
		status = mh_sql_prepare(store, sql.s, &out[i], err);
		mh_str_free(&sql);
	}
	return status;
}

static enum mh_status delete_kind(struct mh_store *store, const struct mh_erasure *e, const struct mh_kind *kind, struct mh_err *err)
{
	sqlite3_stmt *deletions[DELETIONS] = { NULL };
	bool compiled = false;
	enum mh_status status = MH_OK;

	for (size_t i = 0; i < e->count && status == MH_OK; i++) {
		if (e->ids[i].id.kind != kind)
			continue;
		if (!compiled)
			status = compile(store, kind, deletions, err);
		compiled = true;
		for (int d = 0; d < DELETIONS && status == MH_OK; d++) {
			if (deletions[d] == NULL)
				continue;
			mh_bind_number(deletions[d], "n", e->ids[i].id.n);
			status = mh_sql_step(store, deletions[d], err);
		}
		mh_touch(store, e->ids[i].id);
	}
	for (int d = 0; d < DELETIONS; d++)
		sqlite3_finalize(deletions[d]);
	return status;
}

struct set { struct mh_id *ids; size_t count; };

static int by_id(const void *a, const void *b)
{
	const struct mh_id *left = a, *right = b;

	if (left->kind != right->kind)
		return left->kind->number < right->kind->number ? -1 : 1;
	return left->n < right->n ? -1 : left->n > right->n;
}

static bool has(const struct set *set, struct mh_id id)
{
	return bsearch(&id, set->ids, set->count, sizeof *set->ids, by_id) != NULL;
}

/* "SELECT n, links FROM kind"; false: the kind has none. */
static bool links_text(const struct mh_kind *kind, struct mh_str *sql)
{
	size_t links = 0;

	mh_str_puts(sql, "SELECT n");
	for (size_t i = 0; i < kind->count; i++) {
		if (kind->fields[i].type != MH_ID)
			continue;
		mh_str_puts(sql, ", ");
		mh_sql_column(sql, kind->fields[i].name);
		links++;
	}
	mh_str_printf(sql, " FROM \"%s\"", kind->name);
	return links > 0;
}

/* Does a row that stays point to one that goes? */
static bool holds_on(const struct set *set, const struct mh_kind *kind, sqlite3_stmt *row)
{
	int column = 1;

	if (has(set, (struct mh_id){ kind, sqlite3_column_int64(row, 0) }))
		return false;
	for (size_t i = 0; i < kind->count; i++) {
		if (kind->fields[i].type != MH_ID)
			continue;
		if (sqlite3_column_type(row, column) != SQLITE_NULL &&
		    has(set, (struct mh_id){ mh_kind_find(kind->fields[i].of), sqlite3_column_int64(row, column) }))
			return true;
		column++;
	}
	return false;
}

static enum mh_status let_go(struct mh_store *store, const struct set *set, struct mh_id id, struct mh_err *err)
{
	struct mh_record rec;
	char text[MH_ID_SIZE];

	mh_record_init(&rec, id.kind);
	mh_id_format(id, text);
	enum mh_status status = mh_store_get(store, id, &rec, err);
	for (size_t i = 0; i < id.kind->count && status == MH_OK; i++) {
		const struct mh_field *field = &id.kind->fields[i];
		if (field->type != MH_ID || rec.values[i].have != MH_HAVE_NUMBER || !has(set, (struct mh_id){ mh_kind_find(field->of), rec.values[i].number }))
			continue;
		if ((field->flags & MH_REQUIRED) != 0)
			status = mh_fail(err, MH_STORE, _("%s: belongs to a record that is to be erased, and is not on the list: nothing was erased"), text);
		else
			status = mh_record_set(&rec, (int)i, "", 0, err);
	}
	if (status == MH_OK)
		status = mh_store_put(store, &rec, err);
	mh_record_free(&rec);
	return status;
}

/* Rows of a kind that stay and point to what goes get that link emptied, as a change that their past and the log have. */
static enum mh_status unlink_kind(struct mh_store *store, const struct set *set, const struct mh_kind *kind, struct mh_err *err)
{
	struct mh_str sql;
	sqlite3_stmt *stmt = NULL;
	int64_t *found = NULL;
	size_t count = 0;
	enum mh_status status = MH_NO;

	mh_str_init(&sql, 8192);
	if (links_text(kind, &sql) && (status = mh_sql_prepare(store, sql.s, &stmt, err)) == MH_OK)
		while ((status = mh_sql_row(store, stmt, err)) == MH_OK)
			if (holds_on(set, kind, stmt)) {
				found = mh_grow(found, count + 1, sizeof *found);
				found[count++] = sqlite3_column_int64(stmt, 0);
			}
	sqlite3_finalize(stmt);
	mh_str_free(&sql);
	status = status == MH_NO ? MH_OK : status;
	for (size_t i = 0; i < count && status == MH_OK; i++)
		status = let_go(store, set, (struct mh_id){ kind, found[i] }, err);
	free(found);
	return status;
}

/* An id that was given out is not given again, also where the store is an older one. */
static enum mh_status raise_counters(struct mh_store *store, const struct mh_erasure *e, struct mh_err *err)
{
	enum mh_status status = MH_OK;

	for (size_t i = 0; i < e->count && status == MH_OK; i++) {
		sqlite3_stmt *stmt = mh_sql_fixed(store, MH_SQL_COUNTER_RAISE, err);
		if (stmt == NULL)
			return MH_STORE;
		mh_bind_number(stmt, "kind", e->ids[i].id.kind->number);
		mh_bind_number(stmt, "year", e->ids[i].id.n / MH_ID_YEAR);
		mh_bind_number(stmt, "last", e->ids[i].id.n % MH_ID_YEAR);
		status = mh_sql_step(store, stmt, err);
	}
	return status;
}

/* So that a file that comes again brings nothing back: its message is no longer known. */
static enum mh_status keep_files(struct mh_store *store, const struct mh_erasure *e, struct mh_err *err)
{
	enum mh_status status = MH_OK;

	for (size_t i = 0; i < e->file_count && status == MH_OK; i++) {
		sqlite3_stmt *stmt = mh_sql_fixed(store, MH_SQL_ERASED_FILE_PUT, err);
		if (stmt == NULL)
			return MH_STORE;
		mh_bind_text(stmt, "digest", e->files[i]);
		status = mh_sql_step(store, stmt, err);
	}
	return status;
}

enum mh_status mh_store_erased_file(struct mh_store *store, const char *digest, struct mh_err *err)
{
	sqlite3_stmt *stmt = mh_sql_fixed(store, MH_SQL_ERASED_FILE_HAS, err);

	if (stmt == NULL)
		return MH_STORE;
	mh_bind_text(stmt, "digest", digest);
	enum mh_status status = mh_sql_row(store, stmt, err);
	if (status == MH_OK)
		mh_sql_done(stmt);
	return status;
}

enum mh_status mh_erase_rows(struct mh_store *store, const struct mh_erasure *e, struct mh_err *err)
{
	struct set set = { mh_alloc(e->count + 1, sizeof *set.ids), e->count };
	size_t kinds = 0;
	enum mh_status status = mh_erased_count(store, e, err);

	for (size_t i = 0; i < e->count; i++)
		set.ids[i] = e->ids[i].id;
	qsort(set.ids, set.count, sizeof *set.ids, by_id);
	while (mh_kinds[kinds] != NULL)
		kinds++;
	for (size_t k = 0; k < kinds && status == MH_OK; k++)
		status = unlink_kind(store, &set, mh_kinds[k], err);
	if (status == MH_OK)	/* records of one kind may point at each other */
		status = mh_sql_run(store, "PRAGMA defer_foreign_keys = ON", err);
	for (size_t k = kinds; k-- > 0 && status == MH_OK; )
		status = delete_kind(store, e, mh_kinds[k], err);
	if (status == MH_OK)
		status = raise_counters(store, e, err);
	if (status == MH_OK)
		status = keep_files(store, e, err);
	if (status == MH_OK)
		status = mh_kept_book_tables(store, err);
	free(set.ids);
	return status;
}
