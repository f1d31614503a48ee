/*
 * Large imports. A hash is random, so each row of an import would read and write another page of the index of hashes. After
 * enough questions in one transaction the index is dropped and the hashes are kept beside it (base/runs.h); at the commit the
 * index is made again, sorted, which also proves that no hash is there twice. A rollback brings everything back.
 */

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/runs.h"
#include "store/internal.h"

#define FEW 1000	/* questions that are left to the index, at least */
#define SHARE 3		/* and as long as they are fewer than a third of the records, which would have to be read and sorted */

struct mh_known {
	const struct mh_kind *kind;
	const struct mh_field *field;	/* NULL: an index for reports, which an import asks nothing */
	const char *report;		/* its name */
	char *index_sql;
	struct mh_runs *hashes;		/* and the numbers of their records */
	struct mh_known *next;
};

/* Half of a hash is enough to find its record by; the record's own hash then decides. */
static uint64_t start_of(const unsigned char hash[MH_MATCH_SIZE])
{
	uint64_t start;

	memcpy(&start, hash, sizeof start);
	return start;
}

static struct mh_known *find(struct mh_store *store, const struct mh_kind *kind, const struct mh_field *field)
{
	struct mh_known *known = store->transaction.known;

	while (known != NULL && (known->kind != kind || known->field != field))
		known = known->next;
	return known;
}

static void add_index_name(const struct mh_known *known, struct mh_str *out)
{
	if (known->field != NULL)
		mh_sql_index_name(out, known->kind, known->field);
	else
		mh_str_puts(out, known->report);
}

/* "signal", "external-id" -> the index's own statement, as the schema has it. */
static enum mh_status read_index(struct mh_store *store, struct mh_known *known, struct mh_err *err)
{
	sqlite3_stmt *stmt = mh_sql_fixed(store, MH_SQL_INDEX_TEXT, err);
	struct mh_str name;

	if (stmt == NULL)
		return MH_STORE;
	mh_str_init(&name, 200);
	add_index_name(known, &name);
	mh_bind_text(stmt, "name", name.s);
	mh_str_free(&name);
	enum mh_status status = mh_sql_row(store, stmt, err);
	if (status == MH_OK) {
		known->index_sql = mh_strdup((const char *)sqlite3_column_text(stmt, 0));
		mh_sql_done(stmt);
	}
	return status;
}

static enum mh_status drop_index(struct mh_store *store, struct mh_known *known, struct mh_err *err)
{
	struct mh_str sql;

	mh_str_init(&sql, 200);
	mh_str_puts(&sql, "DROP INDEX ");
	add_index_name(known, &sql);
	enum mh_status status = mh_sql_run(store, sql.s, err);
	mh_str_free(&sql);
	return status;
}

/* Hashes that the store has already. */
static enum mh_status read_hashes(struct mh_store *store, struct mh_known *known, struct mh_err *err)
{
	struct mh_str sql;
	sqlite3_stmt *stmt;

	mh_str_init(&sql, 400);
	mh_str_puts(&sql, "SELECT ");
	mh_sql_hash_column(&sql, known->field->name);
	mh_str_printf(&sql, ", n FROM \"%s\" WHERE ", known->kind->name);
	mh_sql_hash_column(&sql, known->field->name);
	mh_str_puts(&sql, " IS NOT NULL");
	enum mh_status status = mh_sql_prepare(store, sql.s, &stmt, err);
	mh_str_free(&sql);
	if (status != MH_OK)
		return status;
	while (status == MH_OK && (status = mh_sql_row(store, stmt, err)) == MH_OK)
		if (sqlite3_column_bytes(stmt, 0) == MH_MATCH_SIZE)
			status = mh_runs_add(known->hashes, start_of(sqlite3_column_blob(stmt, 0)), sqlite3_column_int64(stmt, 1), err);
	sqlite3_finalize(stmt);
	return status == MH_NO ? MH_OK : status;
}

static void free_known(struct mh_known *known)
{
	mh_runs_free(known->hashes);
	free(known->index_sql);
	free(known);
}

/* Drops the index and remembers it; known is then the transaction's, or freed. */
static enum mh_status drop(struct mh_store *store, struct mh_known *known, struct mh_err *err)
{
	enum mh_status status = read_index(store, known, err);

	if (status == MH_OK)
		status = drop_index(store, known, err);
	if (status == MH_OK) {
		known->next = store->transaction.known;
		store->transaction.known = known;
	} else {
		free_known(known);
	}
	return status;
}

/* Days, municipalities and forms come in no order either: the index that reports read is made again at the end too. */
static enum mh_status drop_for_reports(struct mh_store *store, const struct mh_kind *kind, struct mh_err *err)
{
	struct mh_known *known;

	if (kind != &mh_signal)
		return MH_OK;
	known = mh_alloc(1, sizeof *known);
	known->kind = kind;
	known->report = "signal_report";
	return drop(store, known, err);
}

/* How many records of the kind the store has: so many hashes would have to be read, and sorted again. */
static enum mh_status count_records(struct mh_store *store, const struct mh_kind *kind, int64_t *count, struct mh_err *err)
{
	struct mh_str sql;
	sqlite3_stmt *stmt;

	mh_str_init(&sql, 200);
	mh_str_printf(&sql, "SELECT count(*) FROM \"%s\"", kind->name);
	enum mh_status status = mh_sql_prepare(store, sql.s, &stmt, err);
	mh_str_free(&sql);
	if (status == MH_OK)
		status = mh_sql_row(store, stmt, err);
	if (status == MH_OK)
		*count = sqlite3_column_int64(stmt, 0);
	sqlite3_finalize(stmt);
	return status;
}

static enum mh_status take_over(struct mh_store *store, const struct mh_kind *kind, const struct mh_field *field, struct mh_err *err)
{
	struct mh_known *known = mh_alloc(1, sizeof *known);

	known->kind = kind;
	known->field = field;
	known->hashes = mh_runs_new(store->info.file);
	enum mh_status status = read_hashes(store, known, err);
	if (status != MH_OK) {
		free_known(known);
		return status;
	}
	status = drop(store, known, err);
	return status == MH_OK ? drop_for_reports(store, kind, err) : status;
}

/* Books a question to the index, and takes over from it once that is the shorter way. */
static enum mh_status ask(struct mh_store *store, const struct mh_kind *kind, const struct mh_field *field, struct mh_err *err)
{
	struct mh_transaction *t = &store->transaction;
	size_t *enough = &t->enough[kind->number];
	int64_t count = 0;

	if (++t->questions[kind->number] < (*enough > 0 ? *enough : FEW))
		return MH_OK;
	if (*enough > 0)
		return take_over(store, kind, field, err);
	enum mh_status status = count_records(store, kind, &count, err);
	*enough = (size_t)count / SHARE;
	return status == MH_OK && t->questions[kind->number] >= *enough ? take_over(store, kind, field, err) : status;
}

enum mh_status mh_known_note(struct mh_store *store, const struct mh_kind *kind, const struct mh_field *field,
	const unsigned char hash[MH_MATCH_SIZE], int64_t n, struct mh_err *err)
{
	struct mh_known *known = find(store, kind, field);

	return known != NULL ? mh_runs_add(known->hashes, start_of(hash), n, err) : MH_OK;
}

enum mh_status mh_known_find(struct mh_store *store, const struct mh_kind *kind, const struct mh_field *field,
	const unsigned char hash[MH_MATCH_SIZE], bool *asked, int64_t numbers[MH_RUNS_SAME], size_t *count, struct mh_err *err)
{
	struct mh_transaction *t = &store->transaction;
	struct mh_known *known = t->open && t->bulk ? find(store, kind, field) : NULL;

	*asked = false;
	*count = 0;
	if (known == NULL && t->open && t->bulk) {
		enum mh_status status = ask(store, kind, field, err);
		if (status != MH_OK)
			return status;
		known = find(store, kind, field);
	}
	if (known == NULL)
		return MH_OK;
	*asked = true;
	return mh_runs_find(known->hashes, start_of(hash), numbers, count, err);
}

enum mh_status mh_known_settle(struct mh_store *store, struct mh_err *err)
{
	enum mh_status status = MH_OK;

	if (store->transaction.known != NULL)	/* each thread that sorts takes as much memory as the cache may */
		status = mh_sql_run(store, "PRAGMA cache_size = -8192; PRAGMA threads = 2", err);
	for (struct mh_known *known = store->transaction.known; known != NULL && status == MH_OK; known = known->next) {
		mh_runs_free(known->hashes);
		known->hashes = NULL;
		status = mh_sql_run(store, known->index_sql, err);
	}
	return status;
}

void mh_known_free(struct mh_known *known)
{
	while (known != NULL) {
		struct mh_known *next = known->next;
		free_known(known);
		known = next;
	}
}

void mh_store_bulk(struct mh_store *store, bool on)
{
	/* Nearly all that an import writes goes to the end of a table, so a larger cache would be no faster. What is sorted are keyed
	 * hashes; they may lie in an unlinked file rather than fill the memory. */
	store->transaction.bulk = on;
	sqlite3_exec(store->db, on ? "PRAGMA cache_size = -16384; PRAGMA temp_store = FILE" :
		"PRAGMA cache_size = -4096; PRAGMA temp_store = MEMORY; PRAGMA threads = 0", NULL, NULL, NULL);
}
