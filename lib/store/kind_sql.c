/* Statements of kinds, built from the field tables: names come from those const tables only, values are always bound. */

#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "store/internal.h"

void mh_sql_column(struct mh_str *sql, const char *name)
{
	mh_str_putc(sql, '"');
	for (; *name != '\0'; name++)
		mh_str_putc(sql, *name == '-' ? '_' : *name);
	mh_str_putc(sql, '"');
}

void mh_sql_hash_column(struct mh_str *sql, const char *name)
{
	mh_str_putc(sql, '"');
	for (; *name != '\0'; name++)
		mh_str_putc(sql, *name == '-' ? '_' : *name);
	mh_str_puts(sql, "_hash\"");
}

void mh_sql_index_name(struct mh_str *sql, const struct mh_kind *kind, const struct mh_field *field)
{
	mh_str_printf(sql, "%s_", kind->name);
	for (const char *name = field->name; *name != '\0'; name++)
		mh_str_putc(sql, *name == '-' ? '_' : *name);
}

static bool matched(const struct mh_field *field)
{
	return (field->flags & MH_MATCHED) != 0;
}

static bool travels(const struct mh_kind *kind)
{
	return (kind->flags & MH_TRAVELS) != 0;
}

void mh_sql_columns(struct mh_str *sql, const struct mh_kind *kind, const char *before)
{
	mh_str_printf(sql, "%sn, %sentry, %ssalt", before, before, before);
	if (travels(kind))
		mh_str_printf(sql, ", %suid", before);
	for (size_t i = 0; i < kind->count; i++) {
		mh_str_printf(sql, ", %s", before);
		mh_sql_column(sql, kind->fields[i].name);
	}
}

void mh_sql_columns_only(struct mh_str *sql, const struct mh_kind *kind, uint64_t only)
{
	mh_str_puts(sql, "n, entry");
	for (size_t i = 0; i < kind->count; i++) {
		if ((only >> i & 1) == 0)
			continue;
		mh_str_puts(sql, ", ");
		mh_sql_column(sql, kind->fields[i].name);
	}
}

static void read_value(sqlite3_stmt *stmt, int column, const struct mh_field *field, struct mh_value *value)
{
	switch (sqlite3_column_type(stmt, column)) {
	case SQLITE_INTEGER:
		value->have = mh_field_sealed(field) ? MH_HAVE_SEALED : MH_HAVE_NUMBER;
		value->number = sqlite3_column_int64(stmt, column);
		break;
	case SQLITE_TEXT:
		mh_value_set_text(value, (const char *)sqlite3_column_text(stmt, column), (size_t)sqlite3_column_bytes(stmt, column));
		break;
	default:
		mh_value_set_empty(value, mh_field_sealed(field));
	}
}

static void read_bytes(sqlite3_stmt *stmt, int column, unsigned char *out, size_t size)
{
	if ((size_t)sqlite3_column_bytes(stmt, column) == size)
		memcpy(out, sqlite3_column_blob(stmt, column), size);
}

void mh_read_record(sqlite3_stmt *stmt, struct mh_record *rec)
{
	int column = 0;

	mh_record_clear(rec);
	rec->n = sqlite3_column_int64(stmt, column++);
	rec->since = sqlite3_column_int64(stmt, column++);
	read_bytes(stmt, column++, rec->salt, sizeof rec->salt);
	if (travels(rec->kind))
		read_bytes(stmt, column++, rec->uid, sizeof rec->uid);
	for (size_t i = 0; i < rec->kind->count; i++)
		read_value(stmt, column++, &rec->kind->fields[i], &rec->values[i]);
}

void mh_read_only(sqlite3_stmt *stmt, struct mh_record *rec, uint64_t only)
{
	int column = 2;

	rec->n = sqlite3_column_int64(stmt, 0);
	rec->since = sqlite3_column_int64(stmt, 1);
	for (size_t i = 0; only >> i != 0; i++) {
		if ((only >> i & 1) != 0)
			read_value(stmt, column++, &rec->kind->fields[i], &rec->values[i]);
	}
}

void mh_sql_from(const struct mh_store *store, struct mh_str *sql, const struct mh_kind *kind)
{
	if (store->as_of < 0) {
		mh_str_printf(sql, " FROM \"%s\"", kind->name);
		return;
	}
	mh_str_puts(sql, " FROM (SELECT ");
	mh_sql_columns(sql, kind, "");
	mh_str_printf(sql, " FROM \"%s\" WHERE entry <= :as_of UNION ALL SELECT ", kind->name);
	mh_sql_columns(sql, kind, "");
	mh_str_printf(sql, " FROM %s_past WHERE entry <= :as_of AND replaced > :as_of) AS \"%s\"", kind->name, kind->name);
}

static void get_text(struct mh_str *sql, const struct mh_kind *kind)
{
	mh_str_puts(sql, "SELECT ");
	mh_sql_columns(sql, kind, "");
	mh_str_printf(sql, " FROM \"%s\" WHERE n = :n", kind->name);
}

static void insert_text(struct mh_str *sql, const struct mh_kind *kind, bool past)
{
	mh_str_printf(sql, "INSERT INTO \"%s%s\" (n, entry%s, salt%s", kind->name, past ? "_past" : "", past ? ", replaced" : "",
		travels(kind) ? ", uid" : "");
	for (size_t i = 0; i < kind->count; i++) {
		mh_str_puts(sql, ", ");
		mh_sql_column(sql, kind->fields[i].name);
		if (matched(&kind->fields[i])) {
			mh_str_puts(sql, ", ");
			mh_sql_hash_column(sql, kind->fields[i].name);
		}
	}
	mh_str_printf(sql, ") VALUES (:n, :entry%s, :salt%s", past ? ", :replaced" : "", travels(kind) ? ", :uid" : "");
	for (size_t i = 0; i < kind->count; i++)
		mh_str_printf(sql, matched(&kind->fields[i]) ? ", :f%zu, :h%zu" : ", :f%zu", i, i);
	mh_str_putc(sql, ')');
}

/* Every version of every record: by number, then those of the past in the order in which they were written, then the present one. */
static void versions_text(struct mh_str *sql, const struct mh_kind *kind)
{
	mh_str_puts(sql, "SELECT ");
	mh_sql_columns(sql, kind, "");
	mh_str_printf(sql, ", replaced, 0 AS present, rowid AS place FROM %s_past UNION ALL SELECT ", kind->name);
	mh_sql_columns(sql, kind, "");
	mh_str_printf(sql, ", 0, 1, 0 FROM \"%s\" ORDER BY n, present, entry, place", kind->name);
}

void mh_read_version(sqlite3_stmt *stmt, struct mh_record *rec)
{
	mh_read_record(stmt, rec);
	rec->until = sqlite3_column_int64(stmt, sqlite3_column_count(stmt) - 3);
}

/* Sets every field; the hash of a matched field only where the field is set anew (:k is 1). */
static void update_text(struct mh_str *sql, const struct mh_kind *kind)
{
	mh_str_printf(sql, "UPDATE \"%s\" SET entry = :entry", kind->name);
	for (size_t i = 0; i < kind->count; i++) {
		mh_str_puts(sql, ", ");
		mh_sql_column(sql, kind->fields[i].name);
		mh_str_printf(sql, " = :f%zu", i);
		if (!matched(&kind->fields[i]))
			continue;
		mh_str_puts(sql, ", ");
		mh_sql_hash_column(sql, kind->fields[i].name);
		mh_str_printf(sql, " = CASE WHEN :k%zu THEN :h%zu ELSE ", i, i);
		mh_sql_hash_column(sql, kind->fields[i].name);
		mh_str_puts(sql, " END");
	}
	mh_str_puts(sql, " WHERE n = :n");
}

sqlite3_stmt *mh_sql_of_kind(struct mh_store *store, const struct mh_kind *kind, enum mh_kind_sql which, struct mh_err *err)
{
	sqlite3_stmt **slot = &store->of_kind[kind->number][which];
	struct mh_str sql;

	if (mh_calls_wait(store, err) != MH_OK)
		return NULL;
	if (*slot != NULL)
		return *slot;
	mh_str_init(&sql, 65536);
	switch (which) {
	case MH_KIND_GET: get_text(&sql, kind); break;
	case MH_KIND_INSERT: insert_text(&sql, kind, false); break;
	case MH_KIND_INSERT_PAST: insert_text(&sql, kind, true); break;
	case MH_KIND_UPDATE: update_text(&sql, kind); break;
	case MH_KIND_ENTRY: mh_str_printf(&sql, "SELECT entry FROM \"%s\" WHERE n = :n", kind->name); break;
	case MH_KIND_VERSIONS: versions_text(&sql, kind); break;
	case MH_KIND_SQL_COUNT: break;
	}
	mh_sql_prepare(store, sql.s, slot, err);
	mh_str_free(&sql);
	return *slot;
}

static void where_column(struct mh_str *sql, const struct mh_query *query, const struct mh_condition *c, const char *instead)
{
	if (instead != NULL)
		mh_str_puts(sql, instead);
	else if (c->field == MH_FIELD_ID)
		mh_str_puts(sql, "n");
	else
		mh_sql_column(sql, query->kind->fields[c->field].name);
}

static const char *op_text(enum mh_op op)
{
	switch (op) {
	case MH_IS: return " = ";
	case MH_IS_NOT: return " IS NOT ";
	case MH_LESS: return " < ";
	case MH_LESS_IS: return " <= ";
	case MH_MORE: return " > ";
	case MH_MORE_IS: return " >= ";
	case MH_CONTAINS: break;
	}
	return " = ";
}

void mh_sql_condition(struct mh_str *sql, const struct mh_query *query, size_t number, size_t first, const char *instead)
{
	const struct mh_condition *c = &query->conditions[number];
	bool set = c->field >= 0 && query->kind->fields[c->field].type == MH_CODES;

	if (c->text[0] == '\0' && (c->op == MH_IS || c->op == MH_IS_NOT)) {
		where_column(sql, query, c, instead);
		mh_str_puts(sql, c->op == MH_IS ? " IS NULL" : " IS NOT NULL");
	} else if (set && (c->op == MH_IS || c->op == MH_IS_NOT)) {
		mh_str_puts(sql, "instr(';' || coalesce(");
		where_column(sql, query, c, instead);
		mh_str_printf(sql, ", '') || ';', ';' || :w%zu || ';') %s 0", first + number, c->op == MH_IS ? ">" : "=");
	} else if (c->op == MH_CONTAINS) {
		mh_str_puts(sql, "instr(lower(");
		where_column(sql, query, c, instead);
		mh_str_printf(sql, "), lower(:w%zu)) > 0", first + number);
	} else {
		where_column(sql, query, c, instead);
		mh_str_printf(sql, "%s:w%zu", op_text(c->op), first + number);
	}
}

void mh_sql_where(struct mh_str *sql, const struct mh_query *query, const char *start, size_t first)
{
	for (size_t i = 0; i < query->condition_count; i++) {
		mh_str_puts(sql, i == 0 ? start : " AND ");
		mh_sql_condition(sql, query, i, first, NULL);
	}
}

static bool bound_as_number(const struct mh_query *query, const struct mh_condition *c)
{
	if (c->field == MH_FIELD_ID)
		return true;
	switch (query->kind->fields[c->field].type) {
	case MH_MOMENT: case MH_INT: case MH_MONEY: case MH_ID:
		return c->op != MH_CONTAINS;
	default:
		return false;
	}
}

void mh_bind_where(sqlite3_stmt *stmt, const struct mh_query *query, size_t first)
{
	char name[24];

	for (size_t i = 0; i < query->condition_count; i++) {
		const struct mh_condition *c = &query->conditions[i];
		snprintf(name, sizeof name, "w%zu", first + i);
		if (bound_as_number(query, c))
			mh_bind_number(stmt, name, c->number);
		else
			mh_bind_text(stmt, name, c->text);
	}
}

enum mh_status mh_sql_prepare_all(struct mh_store *store, struct mh_err *err)
{
	for (enum mh_sql i = 0; i < MH_SQL_COUNT; i++)
		if (mh_sql_fixed(store, i, err) == NULL)
			return mh_fail(err, MH_STORE, "%s: %s", mh_sql_text(i), err != NULL ? err->text : "");
	for (size_t k = 0; mh_kinds[k] != NULL; k++)
		for (enum mh_kind_sql i = 0; i < MH_KIND_SQL_COUNT; i++)
			if (mh_sql_of_kind(store, mh_kinds[k], i, err) == NULL)
				return mh_fail_in(err, mh_kinds[k]->name);
	return MH_OK;
}
