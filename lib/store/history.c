/* What happened: versions of a record, and entries of the log. */

#include "base/i18n.h"
#include "base/mem.h"
#include "store/erase.h"
#include "store/internal.h"

static void read_entry(sqlite3_stmt *stmt, struct mh_log_entry *entry)
{
	*entry = (struct mh_log_entry){
		sqlite3_column_int64(stmt, 0), sqlite3_column_int64(stmt, 1),
		(const char *)sqlite3_column_text(stmt, 2), (const char *)sqlite3_column_text(stmt, 3),
		(const char *)sqlite3_column_text(stmt, 4), (const char *)sqlite3_column_text(stmt, 5),
		(const char *)sqlite3_column_text(stmt, 6),
	};
}

enum mh_status mh_store_log(struct mh_store *store, long last, enum mh_status (*fn)(void *, const struct mh_log_entry *, struct mh_err *), void *arg, struct mh_err *err)
{
	sqlite3_stmt *stmt = mh_sql_fixed(store, MH_SQL_LOG_EACH, err);
	struct mh_log_entry entry;
	enum mh_status status;

	if (stmt == NULL)
		return MH_STORE;
	mh_bind_number(stmt, "limit", last > 0 ? last : -1);
	while ((status = mh_sql_row(store, stmt, err)) == MH_OK) {
		read_entry(stmt, &entry);
		if ((status = fn(arg, &entry, err)) != MH_OK) {
			mh_sql_done(stmt);
			return status;
		}
	}
	return status == MH_NO ? MH_OK : status;
}

enum mh_status mh_store_data_entry(struct mh_store *store, enum mh_status (*fn)(void *, const struct mh_log_entry *, struct mh_err *), void *arg, struct mh_err *err)
{
	sqlite3_stmt *stmt = mh_sql_fixed(store, MH_SQL_LOG_DATA, err);
	struct mh_log_entry entry;

	if (stmt == NULL)
		return MH_STORE;
	mh_bind_number(stmt, "as_of", store->as_of < 0 ? INT64_MAX : store->as_of);
	enum mh_status status = mh_sql_row(store, stmt, err);
	if (status != MH_OK)
		return status == MH_NO ? mh_fail(err, MH_STORE, _("%s: its log is empty"), store->info.file) : status;
	read_entry(stmt, &entry);
	status = fn(arg, &entry, err);
	mh_sql_done(stmt);
	return status;
}

/* Shows one version with the entry that made it. */
static enum mh_status tell(struct mh_store *store, struct mh_record *rec,
	enum mh_status (*fn)(void *, struct mh_record *, const struct mh_log_entry *, struct mh_err *), void *arg, struct mh_err *err)
{
	sqlite3_stmt *stmt = mh_sql_fixed(store, MH_SQL_LOG_ONE, err);
	struct mh_log_entry entry = { rec->since, 0, "", "", "", "", "" };

	if (stmt == NULL)
		return MH_STORE;
	mh_bind_number(stmt, "n", rec->since);
	enum mh_status status = mh_sql_row(store, stmt, err);
	if (status == MH_OK)
		read_entry(stmt, &entry);
	if (status == MH_OK || status == MH_NO)
		status = fn(arg, rec, &entry, err);
	mh_sql_done(stmt);
	return status;
}

enum mh_status mh_store_history(struct mh_store *store, struct mh_id id,
	enum mh_status (*fn)(void *, struct mh_record *, const struct mh_log_entry *, struct mh_err *), void *arg, struct mh_err *err)
{
	sqlite3_stmt *stmt;
	struct mh_record rec;
	struct mh_str sql;
	int columns = 3 + ((id.kind->flags & MH_TRAVELS) != 0) + (int)id.kind->count;
	char text[MH_ID_SIZE];
	size_t versions = 0;

	mh_str_init(&sql, 65536);
	mh_str_puts(&sql, "SELECT ");
	mh_sql_columns(&sql, id.kind, "");
	mh_str_printf(&sql, ", replaced FROM %s_past WHERE n = :n UNION ALL SELECT ", id.kind->name);
	mh_sql_columns(&sql, id.kind, "");
	mh_str_printf(&sql, ", 0 FROM \"%s\" WHERE n = :n ORDER BY 2", id.kind->name);
	enum mh_status status = mh_sql_prepare(store, sql.s, &stmt, err);
	mh_str_free(&sql);
	if (status != MH_OK)
		return status;
	mh_bind_number(stmt, "n", id.n);
	mh_record_init(&rec, id.kind);
	while ((status = mh_sql_row(store, stmt, err)) == MH_OK) {
		mh_read_record(stmt, &rec);
		rec.until = sqlite3_column_int64(stmt, columns);
		versions++;
		if ((status = tell(store, &rec, fn, arg, err)) != MH_OK)
			break;
	}
	mh_record_free(&rec);
	sqlite3_finalize(stmt);
	if (status != MH_NO)
		return status;
	mh_id_format(id, text);
	return versions > 0 ? MH_OK : mh_fail(err, MH_NO, _("%s: no such %s"), text, mh_name("kind", id.kind->name));
}

static enum mh_status moment_of(struct mh_store *store, int64_t entry, mh_moment *out, struct mh_err *err)
{
	sqlite3_stmt *stmt = mh_sql_fixed(store, MH_SQL_LOG_ONE, err);

	if (stmt == NULL)
		return MH_STORE;
	mh_bind_number(stmt, "n", entry);
	enum mh_status status = mh_sql_row(store, stmt, err);
	if (status == MH_OK) {
		*out = sqlite3_column_int64(stmt, 1);
		mh_sql_done(stmt);
	}
	return status == MH_NO ? mh_fail(err, MH_STORE, _("log entry %lld: is missing"), (long long)entry) : status;
}

enum mh_status mh_store_times(struct mh_store *store, struct mh_id id, mh_moment *made, mh_moment *changed, struct mh_err *err)
{
	sqlite3_stmt *stmt;
	struct mh_str sql;
	int64_t first = 0, last = 0;

	mh_str_init(&sql, 1000);
	mh_str_printf(&sql, "SELECT coalesce((SELECT min(entry) FROM %s_past WHERE n = :n), entry), entry FROM \"%s\" WHERE n = :n", id.kind->name, id.kind->name);
	enum mh_status status = mh_sql_prepare(store, sql.s, &stmt, err);
	mh_str_free(&sql);
	if (status != MH_OK)
		return status;
	mh_bind_number(stmt, "n", id.n);
	status = mh_sql_row(store, stmt, err);
	if (status == MH_OK) {
		first = sqlite3_column_int64(stmt, 0);
		last = sqlite3_column_int64(stmt, 1);
	}
	sqlite3_finalize(stmt);
	if (status == MH_OK)
		status = moment_of(store, first, made, err);
	return status == MH_OK ? moment_of(store, last, changed, err) : status;
}
