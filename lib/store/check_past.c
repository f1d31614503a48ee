/*
 * Is the past as the log has it? Each version that a record had is held against the digest that its entry wrote, the versions of a record
 * must follow on each other, and as many must be there as were written. What a signed list says was erased is not missed.
 */

#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "store/erase.h"
#include "store/internal.h"
#include "store/past.h"

struct past {
	struct mh_store *store;
	const struct mh_kind *kind;
	const struct mh_erasures *erased;
	struct mh_problems *problems;
	struct mh_record rec;		/* the version before */
	int64_t versions;		/* of the past, that hold */
	int64_t told;			/* record of which something was said already */
};

static void tell(struct past *p, int64_t n, const char *text)
{
	struct mh_problem where = { .file = NULL };
	char id[MH_ID_SIZE];

	if (p->told == n)
		return;
	p->told = n;
	mh_id_format((struct mh_id){ p->kind, n }, id);
	where.file = id;
	mh_problem_add(p->problems, &where, "%s", text);
}

/* Did that entry write this version? A record that one entry wrote twice has two digests in it. */
static enum mh_status is_logged(struct past *p, const struct mh_record *rec, bool *logged, struct mh_err *err)
{
	sqlite3_stmt *stmt = mh_sql_fixed(p->store, MH_SQL_ROWS_OF, err);
	unsigned char digest[MH_HASH_SIZE];
	enum mh_status status = mh_row_digest(p->store, rec, NULL, digest, err);

	*logged = false;
	if (status == MH_STORE)		/* a sealed value of it is gone */
		return MH_OK;
	if (stmt == NULL || status != MH_OK)
		return stmt == NULL ? MH_STORE : status;
	mh_bind_number(stmt, "kind", p->kind->number);
	mh_bind_number(stmt, "low", rec->n - MH_CHUNK_MOST + 1);
	mh_bind_number(stmt, "high", rec->n);
	while ((status = mh_sql_row(p->store, stmt, err)) == MH_OK) {
		const int64_t place = rec->n - sqlite3_column_int64(stmt, 0);
		if (sqlite3_column_int64(stmt, 1) == rec->since && (place + 1) * MH_HASH_SIZE <= sqlite3_column_bytes(stmt, 3) &&
		    memcmp((const unsigned char *)sqlite3_column_blob(stmt, 3) + place * MH_HASH_SIZE, digest, sizeof digest) == 0)
			*logged = true;
	}
	return status == MH_NO ? MH_OK : status;
}

/* The present version's entry; 0: there is none. */
static enum mh_status present_entry(struct past *p, int64_t n, int64_t *entry, struct mh_err *err)
{
	sqlite3_stmt *stmt = mh_sql_of_kind(p->store, p->kind, MH_KIND_ENTRY, err);
	enum mh_status status = MH_STORE;

	*entry = 0;
	if (stmt == NULL)
		return status;
	mh_bind_number(stmt, "n", n);
	status = mh_sql_row(p->store, stmt, err);
	if (status == MH_OK) {
		*entry = sqlite3_column_int64(stmt, 0);
		mh_sql_done(stmt);
	}
	return status == MH_NO ? MH_OK : status;
}

/* Behind the last version of a record comes the present one. */
static enum mh_status end_record(struct past *p, struct mh_err *err)
{
	int64_t entry = 0;

	if (p->rec.n == 0)
		return MH_OK;
	enum mh_status status = present_entry(p, p->rec.n, &entry, err);
	if (status == MH_OK && entry == 0)
		tell(p, p->rec.n, _("has a past and is not in the store: it was deleted by something else"));
	else if (status == MH_OK && entry != p->rec.until)
		tell(p, p->rec.n, _("its past does not lead to what it is now: a version was changed or deleted by something else"));
	return status;
}

static enum mh_status check_version(struct past *p, const struct mh_record *rec, struct mh_err *err)
{
	bool logged = false;
	enum mh_status status = MH_OK;

	if (rec->n != p->rec.n)
		status = end_record(p, err);
	else if (rec->since != p->rec.until)
		tell(p, rec->n, _("its versions do not follow on each other: one was changed, deleted or put there by something else"));
	if (status == MH_OK)
		status = is_logged(p, rec, &logged, err);
	if (status == MH_OK && !logged)
		tell(p, rec->n, _("its past is not as the log has it: it was changed by something else"));
	p->versions++;
	mh_record_free(&p->rec);
	mh_record_copy(&p->rec, rec);
	return status;
}

static enum mh_status walk(struct past *p, struct mh_err *err)
{
	struct mh_record rec;
	struct mh_str sql;
	sqlite3_stmt *stmt;

	mh_str_init(&sql, 65536);
	mh_str_puts(&sql, "SELECT ");
	mh_sql_columns(&sql, p->kind, "");
	mh_str_printf(&sql, ", replaced, 0, 0 FROM %s_past ORDER BY n, entry, rowid", p->kind->name);
	enum mh_status status = mh_sql_prepare(p->store, sql.s, &stmt, err);
	mh_str_free(&sql);
	if (status != MH_OK)
		return status;
	mh_record_init(&rec, p->kind);
	while ((status = mh_sql_row(p->store, stmt, err)) == MH_OK) {
		mh_read_version(stmt, &rec);
		if ((status = check_version(p, &rec, err)) != MH_OK)
			break;
	}
	mh_record_free(&rec);
	sqlite3_finalize(stmt);
	return status == MH_NO ? end_record(p, err) : status;
}

static enum mh_status one_number(struct mh_store *store, const char *format, const char *name, int64_t kind, int64_t *out, struct mh_err *err)
{
	struct mh_str sql;
	sqlite3_stmt *stmt;

	mh_str_init(&sql, 1000);
	mh_str_printf(&sql, format, name);
	enum mh_status status = mh_sql_prepare(store, sql.s, &stmt, err);
	mh_str_free(&sql);
	if (status != MH_OK)
		return status;
	if (kind != 0)
		mh_bind_number(stmt, "kind", kind);
	status = mh_sql_row(store, stmt, err);
	*out = status == MH_OK ? sqlite3_column_int64(stmt, 0) : 0;
	sqlite3_finalize(stmt);
	return status;
}

/* Versions that an entry wrote and that are neither in the past nor now. */
static enum mh_status name_missing(struct past *p, struct mh_err *err)
{
	struct mh_str sql;
	sqlite3_stmt *stmt;

	mh_str_init(&sql, 2000);
	mh_str_printf(&sql, "WITH RECURSIVE wrote (n, last, entry) AS (SELECT first, first + length(digests) / 32 - 1, entry FROM log_row WHERE kind = :kind "
		"UNION ALL SELECT n + 1, last, entry FROM wrote WHERE n < last) SELECT n, entry FROM wrote AS w WHERE "
		"NOT EXISTS (SELECT 1 FROM \"%s\" AS x WHERE x.n = w.n AND x.entry = w.entry) AND "
		"NOT EXISTS (SELECT 1 FROM %s_past AS x WHERE x.n = w.n AND x.entry = w.entry) ORDER BY n, entry", p->kind->name, p->kind->name);
	enum mh_status status = mh_sql_prepare(p->store, sql.s, &stmt, err);
	mh_str_free(&sql);
	if (status != MH_OK)
		return status;
	mh_bind_number(stmt, "kind", p->kind->number);
	while ((status = mh_sql_row(p->store, stmt, err)) == MH_OK) {
		const int64_t n = sqlite3_column_int64(stmt, 0);
		if (mh_erased_between(p->erased, p->kind, n, n) == 0)
			tell(p, n, _("a version of it is in the log and not in its past: it was deleted by something else"));
	}
	sqlite3_finalize(stmt);
	return status == MH_NO ? MH_OK : status;
}

enum mh_status mh_past_check(struct mh_store *store, const struct mh_kind *kind, const struct mh_erasures *erased, struct mh_problems *problems,
	struct mh_err *err)
{
	struct past p = { .store = store, .kind = kind, .erased = erased, .problems = problems };
	int64_t now = 0, wrote = 0;

	mh_record_init(&p.rec, kind);
	enum mh_status status = walk(&p, err);
	mh_record_free(&p.rec);
	if (status == MH_OK)
		status = one_number(store, "SELECT count(*) FROM \"%s\"", kind->name, 0, &now, err);
	if (status == MH_OK)
		status = one_number(store, "SELECT coalesce(sum(length(digests) / 32), 0) FROM log_row WHERE kind = :kind", "", kind->number, &wrote, err);
	return status == MH_OK && now + p.versions != wrote ? name_missing(&p, err) : status;
}
