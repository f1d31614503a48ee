/* Reading records: one, the first that fits, or each of a query; now or as it was. */

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "store/internal.h"

#define SQL_MOST 65536

enum mh_status mh_store_as_of(struct mh_store *store, struct mh_date day, struct mh_err *err)
{
	store->as_of_day = day;
	if (day.year == 0) {
		store->as_of = -1;
		return MH_OK;
	}
	sqlite3_stmt *stmt = mh_sql_fixed(store, MH_SQL_LOG_AS_OF, err);
	if (stmt == NULL)
		return MH_STORE;
	mh_bind_number(stmt, "at", mh_day_end(day));
	enum mh_status status = mh_sql_row(store, stmt, err);
	if (status == MH_OK) {
		store->as_of = sqlite3_column_int64(stmt, 0);
		mh_sql_done(stmt);
	}
	return status;
}

bool mh_store_in_past(const struct mh_store *store)
{
	return store->as_of >= 0;
}

/* A record may come in as another kind's, or fresh: it becomes one of this kind. */
static void become(struct mh_record *rec, const struct mh_kind *kind)
{
	if (rec->kind == kind && rec->values != NULL)
		return;
	mh_record_free(rec);
	mh_record_init(rec, kind);
}

/* Compiles "SELECT columns FROM kind" with more behind it, as of the store's day. */
static enum mh_status compile(struct mh_store *store, const struct mh_kind *kind, const char *more, sqlite3_stmt **out, struct mh_err *err)
{
	struct mh_str sql;

	mh_str_init(&sql, SQL_MOST);
	mh_str_puts(&sql, "SELECT ");
	mh_sql_columns(&sql, kind, "");
	mh_sql_from(store, &sql, kind);
	mh_str_puts(&sql, more);
	enum mh_status status = mh_sql_prepare(store, sql.s, out, err);
	if (status == MH_OK && store->as_of >= 0)
		mh_bind_number(*out, "as_of", store->as_of);
	mh_str_free(&sql);
	return status;
}

enum mh_status mh_store_get(struct mh_store *store, struct mh_id id, struct mh_record *rec, struct mh_err *err)
{
	sqlite3_stmt *stmt = NULL, *own = NULL;
	char text[MH_ID_SIZE];
	enum mh_status status = MH_OK;

	become(rec, id.kind);
	if (store->as_of < 0)
		stmt = mh_sql_of_kind(store, id.kind, MH_KIND_GET, err);
	else if ((status = compile(store, id.kind, " WHERE n = :n", &own, err)) == MH_OK)
		stmt = own;
	if (stmt == NULL)
		return MH_STORE;
	mh_bind_number(stmt, "n", id.n);
	status = mh_sql_row(store, stmt, err);
	if (status == MH_OK) {
		mh_read_record(stmt, rec);
		mh_sql_done(stmt);
	} else if (status == MH_NO) {
		mh_id_format(id, text);
		mh_fail(err, MH_NO, store->as_of < 0 ? _("%s: no such %s") : _("%s: no such %s on that day"), text, mh_name("kind", id.kind->name));
	}
	sqlite3_finalize(own);
	return status;
}

enum mh_status mh_store_get_text(struct mh_store *store, const char *text, const struct mh_kind *of, struct mh_record *rec, struct mh_err *err)
{
	struct mh_id id;

	if (!mh_id_parse(text, &id))
		return mh_fail(err, MH_USAGE, _("%.60s: not an id, such as %s-2026-0042"), text, of != NULL ? of->prefix : "C");
	if (of != NULL && id.kind != of)
		return mh_fail(err, MH_USAGE, _("%.60s: is the id of a %s; a %s is asked for, as %s-2026-0042"), text, mh_name("kind", id.kind->name), mh_name("kind", of->name), of->prefix);
	return mh_store_get(store, id, rec, err);
}

static enum mh_status first_row(struct mh_store *store, sqlite3_stmt *stmt, struct mh_record *rec, struct mh_err *err)
{
	enum mh_status status = mh_sql_row(store, stmt, err);

	if (status == MH_OK)
		mh_read_record(stmt, rec);
	sqlite3_finalize(stmt);
	return status;
}

enum mh_status mh_store_find(struct mh_store *store, const struct mh_kind *kind, const char *field, const char *text, struct mh_record *rec, struct mh_err *err)
{
	sqlite3_stmt *stmt;
	struct mh_str more;

	become(rec, kind);
	mh_str_init(&more, 1000);
	mh_str_puts(&more, " WHERE ");
	mh_sql_column(&more, kind->fields[mh_field_find(kind, field)].name);
	mh_str_puts(&more, " = :value ORDER BY n LIMIT 1");
	enum mh_status status = compile(store, kind, more.s, &stmt, err);
	mh_str_free(&more);
	if (status != MH_OK)
		return status;
	mh_bind_text(stmt, "value", text);
	return first_row(store, stmt, rec, err);
}

/* The statements are kept: an import asks them for every row. one: of the record :n only. */
static sqlite3_stmt *matched_statement(struct mh_store *store, const struct mh_kind *kind, const struct mh_field *field, bool one, struct mh_err *err)
{
	sqlite3_stmt **slot = &(one ? store->of_one : store->of_match)[kind->number][field->number % MH_FIELD_MOST];
	struct mh_str sql;

	if (mh_calls_wait(store, err) != MH_OK)
		return NULL;
	if (*slot != NULL)
		return *slot;
	mh_str_init(&sql, SQL_MOST);
	mh_str_puts(&sql, "SELECT ");
	mh_sql_columns(&sql, kind, "");
	mh_str_printf(&sql, " FROM \"%s\" WHERE ", kind->name);
	mh_sql_hash_column(&sql, field->name);
	mh_str_puts(&sql, one ? " = :hash AND n = :n" : " = :hash ORDER BY n LIMIT 1");
	mh_sql_prepare(store, sql.s, slot, err);
	mh_str_free(&sql);
	return *slot;
}

static enum mh_status ask_matched(struct mh_store *store, const struct mh_kind *kind, const struct mh_field *field,
	const unsigned char hash[MH_MATCH_SIZE], int64_t n, struct mh_record *rec, struct mh_err *err)
{
	sqlite3_stmt *stmt = matched_statement(store, kind, field, n > 0, err);

	if (stmt == NULL)
		return MH_STORE;
	sqlite3_bind_blob(stmt, 1, hash, MH_MATCH_SIZE, SQLITE_STATIC);
	if (n > 0)
		sqlite3_bind_int64(stmt, 2, n);
	enum mh_status status = mh_sql_row(store, stmt, err);
	if (status == MH_OK) {
		mh_read_record(stmt, rec);
		mh_sql_done(stmt);
	}
	return status;
}

enum mh_status mh_store_find_matched(struct mh_store *store, const struct mh_kind *kind, const char *field, const char *source, struct mh_blob text,
	struct mh_record *rec, struct mh_err *err)
{
	const struct mh_field *def = &kind->fields[mh_field_find(kind, field)];
	unsigned char hash[MH_MATCH_SIZE];
	int64_t numbers[MH_RUNS_SAME];
	size_t count;
	bool asked;

	become(rec, kind);
	enum mh_status status = mh_match_hash(store, kind, def, source, text, hash, err);
	if (status == MH_OK)
		status = mh_known_find(store, kind, def, hash, &asked, numbers, &count, err);
	if (status != MH_OK)
		return status;
	if (!asked)
		return ask_matched(store, kind, def, hash, 0, rec, err);
	status = MH_NO;
	for (size_t i = 0; i < count && status == MH_NO; i++)
		status = ask_matched(store, kind, def, hash, numbers[i], rec, err);
	return status;
}

static bool same_hash(sqlite3_stmt *stmt, int column, unsigned char last[MH_MATCH_SIZE])
{
	const void *hash = sqlite3_column_blob(stmt, column);
	const bool whole = hash != NULL && sqlite3_column_bytes(stmt, column) == MH_MATCH_SIZE;
	const bool same = whole && memcmp(hash, last, MH_MATCH_SIZE) == 0;

	if (whole)
		memcpy(last, hash, MH_MATCH_SIZE);
	return same;
}

enum mh_status mh_store_each_matched(struct mh_store *store, const struct mh_kind *kind, const char *field,
	enum mh_status (*fn)(void *, struct mh_record *, int64_t group, struct mh_err *), void *arg, struct mh_err *err)
{
	unsigned char last[MH_MATCH_SIZE] = { 0 };
	struct mh_record rec;
	struct mh_str sql, hash;
	sqlite3_stmt *stmt;
	int64_t group = 0;
	bool stopped = false;

	mh_str_init(&sql, SQL_MOST);
	mh_str_init(&hash, 200);
	mh_sql_hash_column(&hash, field);
	mh_str_puts(&sql, "SELECT ");
	mh_sql_columns(&sql, kind, "");
	mh_str_printf(&sql, ", %s FROM \"%s\" WHERE %s IN (SELECT %s FROM \"%s\" WHERE %s IS NOT NULL GROUP BY 1 HAVING count(*) > 1) ORDER BY %s, n",
		hash.s, kind->name, hash.s, hash.s, kind->name, hash.s, hash.s);
	enum mh_status status = mh_sql_prepare(store, sql.s, &stmt, err);
	mh_str_free(&hash);
	mh_str_free(&sql);
	if (status != MH_OK)
		return status;
	mh_record_init(&rec, kind);
	while (!stopped && (status = mh_sql_row(store, stmt, err)) == MH_OK) {
		mh_read_record(stmt, &rec);
		group += !same_hash(stmt, sqlite3_column_count(stmt) - 1, last);
		status = fn(arg, &rec, group, err);
		stopped = status != MH_OK;
	}
	mh_record_free(&rec);
	sqlite3_finalize(stmt);
	return !stopped && status == MH_NO ? MH_OK : status;
}

static void add_order(struct mh_str *sql, const struct mh_query *query)
{
	mh_str_puts(sql, " ORDER BY ");
	for (size_t i = 0; i < query->order_count; i++) {
		if (query->orders[i].field == MH_FIELD_ID)
			mh_str_puts(sql, "n");
		else
			mh_sql_column(sql, query->kind->fields[query->orders[i].field].name);
		mh_str_puts(sql, query->orders[i].down ? " DESC, " : ", ");
	}
	mh_str_puts(sql, "n");
	if (query->limit > 0)
		mh_str_puts(sql, " LIMIT :limit");
}

/* Calls fn for each row of a statement that is bound; only: the fields that it has, 0: all. */
static enum mh_status each_row(struct mh_store *store, sqlite3_stmt *stmt, const struct mh_kind *kind, uint64_t only, mh_row_fn *fn, void *arg,
	struct mh_err *err)
{
	enum mh_status status = MH_OK;
	struct mh_record rec;
	bool stopped = false;

	mh_record_init(&rec, kind);
	while (!stopped && (status = mh_sql_row(store, stmt, err)) == MH_OK) {
		if (only == 0)
			mh_read_record(stmt, &rec);
		else
			mh_read_only(stmt, &rec, only);
		status = fn(arg, &rec, err);
		stopped = status != MH_OK;
	}
	mh_record_free(&rec);
	return !stopped && status == MH_NO ? MH_OK : status;
}

/* Is it kept as a number? What is sealed is: the number of its value. */
static bool is_number(const struct mh_field *field)
{
	return mh_field_sealed(field) || field->type == MH_INT || field->type == MH_MONEY || field->type == MH_MOMENT || field->type == MH_ID;
}

/* The values of one row, as they lie in the store. */
static void read_raw(sqlite3_stmt *stmt, const struct mh_query *query, struct mh_raw *values)
{
	int column = 2;

	for (size_t i = 0; query->only >> i != 0; i++) {
		if ((query->only >> i & 1) == 0)
			continue;
		values[i].none = sqlite3_column_type(stmt, column) == SQLITE_NULL;
		if (is_number(&query->kind->fields[i]))
			values[i].number = sqlite3_column_int64(stmt, column);
		else if ((values[i].text = (const char *)sqlite3_column_text(stmt, column)) == NULL)
			values[i].text = "";
		column++;
	}
}

static enum mh_status each_raw(struct mh_store *store, sqlite3_stmt *stmt, const struct mh_query *query, mh_raw_fn *fn, void *arg, struct mh_err *err)
{
	struct mh_raw values[MH_FIELD_MOST];
	enum mh_status status = MH_OK;
	bool stopped = false;

	for (size_t i = 0; i < MH_FIELD_MOST; i++)
		values[i] = (struct mh_raw){ "", 0, true };
	while (!stopped && (status = mh_sql_row(store, stmt, err)) == MH_OK) {
		read_raw(stmt, query, values);
		status = fn(arg, sqlite3_column_int64(stmt, 0), values, err);
		stopped = status != MH_OK;
	}
	return !stopped && status == MH_NO ? MH_OK : status;
}

/* "SELECT ... FROM kind": fields that nobody wants are not read. */
static void add_select(const struct mh_store *store, struct mh_str *sql, const struct mh_query *query)
{
	mh_str_puts(sql, "SELECT ");
	if (query->only == 0)
		mh_sql_columns(sql, query->kind, "");
	else
		mh_sql_columns_only(sql, query->kind, query->only);
	mh_sql_from(store, sql, query->kind);
}

/* The condition on the record that a field points to. */
static void add_of(const struct mh_store *store, struct mh_str *sql, const struct mh_query *query)
{
	if (query->of_text == NULL)
		return;
	mh_str_puts(sql, query->condition_count > 0 ? " AND " : " WHERE ");
	mh_sql_column(sql, query->kind->fields[query->of].name);
	mh_str_puts(sql, " IN (SELECT n");
	mh_sql_from(store, sql, mh_kind_find(query->kind->fields[query->of].of));
	mh_str_puts(sql, " WHERE ");
	mh_sql_column(sql, query->of_field);
	mh_str_puts(sql, " = :of)");
}

static enum mh_status prepare_query(struct mh_store *store, const struct mh_query *query, sqlite3_stmt **stmt, struct mh_err *err)
{
	struct mh_str sql;

	mh_str_init(&sql, SQL_MOST);
	add_select(store, &sql, query);
	mh_sql_where(&sql, query, " WHERE ", 0);
	add_of(store, &sql, query);
	add_order(&sql, query);
	enum mh_status status = mh_sql_prepare(store, sql.s, stmt, err);
	mh_str_free(&sql);
	return status;
}

/* The statement of a query, with all that it asks bound. */
static enum mh_status start_query(struct mh_store *store, const struct mh_query *query, sqlite3_stmt **out, struct mh_err *err)
{
	enum mh_status status = prepare_query(store, query, out, err);
	sqlite3_stmt *const stmt = *out;

	if (status != MH_OK)
		return status;
	if (store->as_of >= 0)
		mh_bind_number(stmt, "as_of", store->as_of);
	mh_bind_where(stmt, query, 0);
	if (query->of_text != NULL)
		mh_bind_text(stmt, "of", query->of_text);
	if (query->limit > 0)
		mh_bind_number(stmt, "limit", query->limit);
	return MH_OK;
}

enum mh_status mh_store_each(struct mh_store *store, const struct mh_query *query, mh_row_fn *fn, void *arg, struct mh_err *err)
{
	sqlite3_stmt *stmt = NULL;
	enum mh_status status = start_query(store, query, &stmt, err);

	if (status == MH_OK)
		status = each_row(store, stmt, query->kind, query->only, fn, arg, err);
	sqlite3_finalize(stmt);
	return status;
}

enum mh_status mh_store_each_raw(struct mh_store *store, const struct mh_query *query, mh_raw_fn *fn, void *arg, struct mh_err *err)
{
	sqlite3_stmt *stmt = NULL;
	enum mh_status status = start_query(store, query, &stmt, err);

	if (status == MH_OK)
		status = each_raw(store, stmt, query, fn, arg, err);
	sqlite3_finalize(stmt);
	return status;
}

static sqlite3_stmt *child_statement(struct mh_store *store, const struct mh_kind *kind, const struct mh_field *field, struct mh_err *err)
{
	sqlite3_stmt **slot = &store->of_child[kind->number][field->number % MH_FIELD_MOST];
	struct mh_str sql;

	if (mh_calls_wait(store, err) != MH_OK)
		return NULL;
	if (*slot != NULL)
		return *slot;
	mh_str_init(&sql, SQL_MOST);
	mh_str_puts(&sql, "SELECT ");
	mh_sql_columns(&sql, kind, "");
	mh_str_printf(&sql, " FROM \"%s\" WHERE ", kind->name);
	mh_sql_column(&sql, field->name);
	mh_str_puts(&sql, " = :parent ORDER BY n");
	mh_sql_prepare(store, sql.s, slot, err);
	mh_str_free(&sql);
	return *slot;
}

enum mh_status mh_store_children(struct mh_store *store, const struct mh_kind *kind, const char *field, int64_t n, mh_row_fn *fn, void *arg,
	struct mh_err *err)
{
	sqlite3_stmt *stmt = child_statement(store, kind, &kind->fields[mh_field_find(kind, field)], err);

	if (stmt == NULL)
		return MH_STORE;
	mh_bind_number(stmt, "parent", n);
	enum mh_status status = each_row(store, stmt, kind, 0, fn, arg, err);
	mh_sql_done(stmt);
	return status;
}

enum mh_status mh_store_count(struct mh_store *store, const struct mh_query *query, int64_t *count, struct mh_err *err)
{
	sqlite3_stmt *stmt;
	struct mh_str sql;

	mh_str_init(&sql, SQL_MOST);
	mh_str_puts(&sql, "SELECT count(*)");
	mh_sql_from(store, &sql, query->kind);
	mh_sql_where(&sql, query, " WHERE ", 0);
	enum mh_status status = mh_sql_prepare(store, sql.s, &stmt, err);
	mh_str_free(&sql);
	if (status != MH_OK)
		return status;
	if (store->as_of >= 0)
		mh_bind_number(stmt, "as_of", store->as_of);
	mh_bind_where(stmt, query, 0);
	status = mh_sql_row(store, stmt, err);
	if (status == MH_OK)
		*count = sqlite3_column_int64(stmt, 0);
	sqlite3_finalize(stmt);
	return status;
}
