/* Is the whole store as the log says? Every problem is named; nothing is mended. */

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/clock.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "store/internal.h"

static void found(struct mh_problems *problems, const char *object, const char *text)
{
	struct mh_problem where = { .file = object };

	mh_problem_add(problems, &where, "%s", text);
}

/* Rows of a PRAGMA that finds faults; "ok" is none. */
static enum mh_status check_pragma(struct mh_store *store, const char *text, const char *fault, struct mh_problems *problems, struct mh_err *err)
{
	sqlite3_stmt *stmt;
	enum mh_status status = mh_sql_prepare(store, text, &stmt, err);

	if (status != MH_OK)
		return status;
	while ((status = mh_sql_row(store, stmt, err)) == MH_OK) {
		const char *said = (const char *)sqlite3_column_text(stmt, 0);
		if (said == NULL || strcmp(said, "ok") != 0)
			found(problems, said != NULL ? said : _("store"), fault);
	}
	sqlite3_finalize(stmt);
	return status == MH_NO ? MH_OK : status;
}

static const void *blob_of(sqlite3_stmt *stmt, int column)
{
	static const unsigned char none[MH_HASH_SIZE];

	return sqlite3_column_bytes(stmt, column) == MH_HASH_SIZE ? sqlite3_column_blob(stmt, column) : none;
}

/* The digest of the rows that an entry wrote, made again from what is kept of them. */
static enum mh_status rows_again(struct mh_store *store, int64_t entry, unsigned char out[MH_HASH_SIZE], struct mh_err *err)
{
	sqlite3_stmt *stmt = mh_sql_fixed(store, MH_SQL_ROWS_OF_ENTRY, err);
	struct mh_hash hash;
	enum mh_status status;

	if (stmt == NULL)
		return MH_STORE;
	mh_hash_start(&hash, NULL, 0);
	mh_bind_number(stmt, "entry", entry);
	while ((status = mh_sql_row(store, stmt, err)) == MH_OK)
		mh_hash_chunk(&hash, sqlite3_column_int64(stmt, 0), sqlite3_column_int64(stmt, 1),
			sqlite3_column_blob(stmt, 2), (size_t)sqlite3_column_bytes(stmt, 2));
	mh_hash_end(&hash, out);
	return status == MH_NO ? MH_OK : status;
}

static enum mh_status check_entry(struct mh_store *store, sqlite3_stmt *stmt, int64_t expected, const unsigned char *previous,
	struct mh_problems *problems, struct mh_err *err)
{
	struct mh_log_text text = {
		sqlite3_column_int64(stmt, 0), sqlite3_column_int64(stmt, 1),
		(const char *)sqlite3_column_text(stmt, 2), (const char *)sqlite3_column_text(stmt, 3), (const char *)sqlite3_column_text(stmt, 4),
		(const char *)sqlite3_column_text(stmt, 5), (const char *)sqlite3_column_text(stmt, 6), blob_of(stmt, 7), blob_of(stmt, 8),
	};
	unsigned char digest[MH_HASH_SIZE], rows[MH_HASH_SIZE];
	struct mh_str object;

	mh_str_init(&object, 100);
	mh_str_printf(&object, _("log entry %lld"), (long long)text.n);
	mh_entry_digest(&text, digest);
	enum mh_status status = rows_again(store, text.n, rows, err);
	if (text.n != expected)
		found(problems, object.s, _("an entry before it is missing"));
	else if (memcmp(text.previous, previous, MH_HASH_SIZE) != 0)
		found(problems, object.s, _("does not hang on the entry before it"));
	else if (memcmp(digest, blob_of(stmt, 9), sizeof digest) != 0)
		found(problems, object.s, _("was changed"));
	if (status == MH_OK && memcmp(rows, text.rows, sizeof rows) != 0)
		found(problems, object.s, _("the digests of its rows were changed"));
	mh_str_free(&object);
	return status;
}

enum mh_status mh_log_check(struct mh_store *store, struct mh_problems *problems, struct mh_err *err)
{
	sqlite3_stmt *stmt = mh_sql_fixed(store, MH_SQL_LOG_CHAIN, err);
	unsigned char previous[MH_HASH_SIZE] = { 0 };
	int64_t expected = 1;
	enum mh_status status;

	if (stmt == NULL)
		return MH_STORE;
	while ((status = mh_sql_row(store, stmt, err)) == MH_OK) {
		status = check_entry(store, stmt, expected, previous, problems, err);
		if (status != MH_OK) {
			mh_sql_done(stmt);
			return status;
		}
		expected = sqlite3_column_int64(stmt, 0) + 1;
		memcpy(previous, blob_of(stmt, 9), sizeof previous);
	}
	return status == MH_NO ? MH_OK : status;
}

struct checking { struct mh_store *store; struct mh_problems *problems; };

static enum mh_status check_row(void *arg, struct mh_record *rec, struct mh_err *err)
{
	struct checking *c = arg;
	enum mh_status status = mh_store_row_true(c->store, rec, err);

	if (status == MH_STORE) {
		found(c->problems, NULL, err->text);
		return MH_OK;
	}
	return status;
}

/* Rows that the log knows and the store does not: deleted by something else. */
static enum mh_status check_missing(struct mh_store *store, const struct mh_kind *kind, struct mh_problems *problems, struct mh_err *err)
{
	struct mh_str sql;
	sqlite3_stmt *stmt;
	char id[MH_ID_SIZE];

	mh_str_init(&sql, 1000);
	mh_str_printf(&sql, "SELECT first, length(digests) / 32 AS many FROM log_row WHERE kind = :kind AND many <> "
		"(SELECT count(*) FROM \"%s\" WHERE n BETWEEN first AND first + length(digests) / 32 - 1) GROUP BY first", kind->name);
	enum mh_status status = mh_sql_prepare(store, sql.s, &stmt, err);
	mh_str_free(&sql);
	if (status != MH_OK)
		return status;
	mh_bind_number(stmt, "kind", kind->number);
	while ((status = mh_sql_row(store, stmt, err)) == MH_OK) {
		mh_id_format((struct mh_id){ kind, sqlite3_column_int64(stmt, 0) }, id);
		found(problems, id, sqlite3_column_int64(stmt, 1) == 1 ? _("is in the log and not in the store: it was deleted by something else") :
			_("it or one of those recorded with it is in the log and not in the store: deleted by something else"));
	}
	sqlite3_finalize(stmt);
	return status == MH_NO ? MH_OK : status;
}

static void check_one_code(struct mh_store *store, const struct mh_field *field, const char *code, size_t len, struct mh_problems *problems)
{
	const struct mh_code_list *list = mh_catalogue(&store->catalogues, field->of, NULL);
	struct mh_problem where = { .field = field->name };
	char copy[80] = "";

	if (list != NULL && mh_code_find(list, code, len) != NULL)
		return;
	memcpy(copy, code, len < sizeof copy - 1 ? len : sizeof copy - 1);
	where.value = copy;
	mh_problem_add(problems, &where, _("not a code of catalogue %s"), field->of);
}

static enum mh_status check_codes(struct mh_store *store, const struct mh_kind *kind, const struct mh_field *field, struct mh_problems *problems, struct mh_err *err)
{
	struct mh_str sql;
	sqlite3_stmt *stmt;

	mh_str_init(&sql, 1000);
	mh_str_puts(&sql, "SELECT DISTINCT ");
	mh_sql_column(&sql, field->name);
	mh_str_printf(&sql, " FROM \"%s\" WHERE ", kind->name);
	mh_sql_column(&sql, field->name);
	mh_str_puts(&sql, " IS NOT NULL");
	enum mh_status status = mh_sql_prepare(store, sql.s, &stmt, err);
	mh_str_free(&sql);
	if (status != MH_OK)
		return status;
	while ((status = mh_sql_row(store, stmt, err)) == MH_OK) {
		for (const char *p = (const char *)sqlite3_column_text(stmt, 0); *p != '\0'; ) {
			size_t n = strcspn(p, ";");
			check_one_code(store, field, p, n, problems);
			p += n + (p[n] == ';');
		}
	}
	sqlite3_finalize(stmt);
	return status == MH_NO ? MH_OK : status;
}

static enum mh_status check_kind(struct mh_store *store, const struct mh_kind *kind, struct mh_problems *problems, struct mh_err *err)
{
	struct checking c = { store, problems };
	struct mh_query all;

	mh_query_init(&all, kind);
	enum mh_status status = mh_store_each(store, &all, check_row, &c, err);
	if (status == MH_OK)
		status = check_missing(store, kind, problems, err);
	for (size_t i = 0; i < kind->count && status == MH_OK; i++)
		if (kind->fields[i].type == MH_CODE || kind->fields[i].type == MH_CODES)
			status = check_codes(store, kind, &kind->fields[i], problems, err);
	return status;
}

/* The statement of who may read and who is who, and keys that have come to their end. */
static enum mh_status check_key(void *arg, const struct mh_allowed_key *key, struct mh_err *err)
{
	(void)err;
	if (strcmp(key->role, "former") != 0 && key->expires != 0 && key->expires <= mh_clock_system())
		found(arg, key->fingerprint, _("this key has expired: renew it with gpg, then mh-store keyholder add"));
	return MH_OK;
}

static enum mh_status check_authority(struct mh_store *store, struct mh_problems *problems, struct mh_err *err)
{
	enum mh_status status = mh_store_authority_verify(store, err);

	if (status == MH_KEY) {
		found(problems, NULL, err->text);
		status = MH_OK;
	}
	return status == MH_OK ? mh_store_keys(store, check_key, problems, err) : status;
}

/* Files that others can read, and the key of matched fields. */
static void check_files(struct mh_store *store, struct mh_problems *problems)
{
	struct mh_str path;
	struct stat st;

	if (stat(store->info.file, &st) == 0 && (st.st_mode & 0007) != 0)
		found(problems, store->info.file, _("others can read it: chmod 600"));
	mh_str_init(&path, 4200);
	mh_str_printf(&path, "%s/match-key", store->info.folder);
	if (stat(path.s, &st) != 0)
		found(problems, path.s, _("is missing: the same external number is not found again: take it from a backup"));
	else if ((st.st_mode & 0077) != 0)
		found(problems, path.s, _("others can read it: chmod 600"));
	mh_str_free(&path);
}

enum mh_status mh_store_check(struct mh_store *store, struct mh_problems *problems, struct mh_err *err)
{
	size_t before = problems->total;
	int64_t as_of = store->as_of;
	enum mh_status status;

	store->as_of = -1;
	status = check_pragma(store, "PRAGMA integrity_check", _("SQLite finds it damaged"), problems, err);
	if (status == MH_OK)
		status = check_pragma(store, "PRAGMA foreign_key_check", _("a row of it points to a record that does not exist"), problems, err);
	if (status == MH_OK)
		status = mh_log_check(store, problems, err);
	for (size_t i = 0; mh_kinds[i] != NULL && status == MH_OK; i++)
		status = check_kind(store, mh_kinds[i], problems, err);
	if (status == MH_OK)
		status = check_authority(store, problems, err);
	check_files(store, problems);
	store->as_of = as_of;
	if (status != MH_OK)
		return status;
	return problems->total == before ? MH_OK : mh_fail(err, MH_NO, _("%s: %zu problems"), store->info.file, problems->total - before);
}
