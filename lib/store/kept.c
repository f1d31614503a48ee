/*
 * What the log has of tables that hold no records: a digest of each, booked among the digests of rows by the entry that changed it, under
 * a number that is no kind's. It stays where the entry's words are pruned. So what is changed in them by hand is found without a key.
 */

#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "store/call.h"
#include "store/erasures.h"
#include "store/kept.h"

#define KEPT_KIND 0	/* of log_row; kinds begin with 1 */

static const char format[] = "mh-kept/1";

/* Their numbers in log_row.first never change. */
static const struct { enum mh_kept kept; enum mh_sql rows; const char *name; } tables[] = {
	{ MH_KEPT_COUNT, MH_SQL_ERASED_COUNT_EACH, "erased_count" },
	{ MH_KEPT_FILE, MH_SQL_ERASED_FILE_EACH, "erased_file" },
	{ MH_KEPT_COUNTER, MH_SQL_COUNTER_EACH, "counter" },
};

/* The whole table, in the order of its key: every column of every row as text. */
static enum mh_status digest_table(struct mh_store *store, size_t which, unsigned char out[MH_HASH_SIZE], size_t *count, struct mh_err *err)
{
	sqlite3_stmt *stmt = mh_sql_fixed(store, tables[which].rows, err);
	enum mh_status status = MH_STORE;
	struct mh_hash hash;

	*count = 0;
	mh_hash_start(&hash, NULL, 0);
	mh_hash_part(&hash, format, sizeof format - 1);
	while (stmt != NULL && (status = mh_sql_row(store, stmt, err)) == MH_OK) {
		for (int i = 0; i < sqlite3_column_count(stmt); i++) {
			const unsigned char *text = sqlite3_column_text(stmt, i);
			mh_hash_part(&hash, text != NULL ? text : (const unsigned char *)"", (size_t)sqlite3_column_bytes(stmt, i));
		}
		++*count;
	}
	mh_hash_end(&hash, out);
	return status == MH_NO ? MH_OK : status;
}

enum mh_status mh_kept_book(struct mh_store *store, enum mh_kept kept, const unsigned char digest[MH_HASH_SIZE], struct mh_err *err)
{
	struct mh_transaction *t = &store->transaction;
	struct mh_call call;
	enum mh_status status = mh_call_fixed(store, MH_SQL_ROWS_PUT, &call, err);

	if (status != MH_OK)
		return status;
	mh_call_number(&call, KEPT_KIND);
	mh_call_number(&call, kept);
	mh_call_number(&call, t->entry);
	mh_call_number(&call, t->part++);
	mh_call_blob(&call, digest, MH_HASH_SIZE);
	mh_hash_chunk(&t->rows, KEPT_KIND, kept, digest, MH_HASH_SIZE);
	return mh_call_end(&call, err);
}

enum mh_status mh_kept_book_table(struct mh_store *store, enum mh_kept kept, struct mh_err *err)
{
	unsigned char digest[MH_HASH_SIZE];
	enum mh_status status = MH_OK;
	size_t count;

	for (size_t i = 0; i < MH_COUNT(tables) && status == MH_OK; i++) {
		if (tables[i].kept != kept)
			continue;
		status = digest_table(store, i, digest, &count, err);
		if (status == MH_OK)
			status = mh_kept_book(store, kept, digest, err);
	}
	return status;
}

enum mh_status mh_kept_book_tables(struct mh_store *store, struct mh_err *err)
{
	enum mh_status status = MH_OK;

	for (size_t i = 0; i < MH_COUNT(tables) && status == MH_OK; i++)
		status = mh_kept_book_table(store, tables[i].kept, err);
	return status;
}

enum mh_status mh_kept_in_entry(struct mh_store *store, enum mh_kept kept, int64_t entry, const unsigned char digest[MH_HASH_SIZE], bool *there,
	struct mh_err *err)
{
	sqlite3_stmt *stmt = mh_sql_fixed(store, MH_SQL_ROWS_OF_ENTRY, err);
	enum mh_status status = MH_STORE;

	*there = false;
	if (stmt == NULL)
		return status;
	mh_bind_number(stmt, "entry", entry);
	while ((status = mh_sql_row(store, stmt, err)) == MH_OK)
		*there = *there || (sqlite3_column_int(stmt, 0) == KEPT_KIND && sqlite3_column_int(stmt, 1) == (int)kept &&
			sqlite3_column_bytes(stmt, 2) == MH_HASH_SIZE && memcmp(sqlite3_column_blob(stmt, 2), digest, MH_HASH_SIZE) == 0);
	return status == MH_NO ? MH_OK : status;
}

/* The digest that was booked last. MH_NO: none was. */
static enum mh_status newest(struct mh_store *store, enum mh_kept kept, unsigned char out[MH_HASH_SIZE], struct mh_err *err)
{
	sqlite3_stmt *stmt = mh_sql_fixed(store, MH_SQL_ROWS_OF, err);

	if (stmt == NULL)
		return MH_STORE;
	mh_bind_number(stmt, "kind", KEPT_KIND);
	mh_bind_number(stmt, "low", kept);
	mh_bind_number(stmt, "high", kept);
	enum mh_status status = mh_sql_row(store, stmt, err);
	if (status != MH_OK)
		return status;
	memset(out, 0, MH_HASH_SIZE);
	if (sqlite3_column_bytes(stmt, 3) == MH_HASH_SIZE)
		memcpy(out, sqlite3_column_blob(stmt, 3), MH_HASH_SIZE);
	mh_sql_done(stmt);
	return MH_OK;
}

enum mh_status mh_kept_check(struct mh_store *store, struct mh_problems *problems, struct mh_err *err)
{
	unsigned char now[MH_HASH_SIZE], logged[MH_HASH_SIZE];
	enum mh_status status = MH_OK;
	size_t count;

	for (size_t i = 0; i < MH_COUNT(tables) && status == MH_OK; i++) {
		status = digest_table(store, i, now, &count, err);
		if (status != MH_OK)
			return status;
		status = newest(store, tables[i].kept, logged, err);
		const bool good = status == MH_OK ? memcmp(now, logged, sizeof now) == 0 : count == 0;
		if (status != MH_OK && status != MH_NO)
			return status;
		if (!good)
			mh_problem_add(problems, &(struct mh_problem){ .file = tables[i].name }, "%s",
				_("is not as the log has it: it was changed by something else"));
		status = MH_OK;
	}
	return status;
}

static enum mh_status counter_of(struct mh_store *store, const struct mh_kind *kind, int64_t year, int64_t *last, struct mh_err *err)
{
	sqlite3_stmt *stmt = mh_sql_fixed(store, MH_SQL_COUNTER_READ, err);

	*last = 0;
	if (stmt == NULL)
		return MH_STORE;
	mh_bind_number(stmt, "kind", kind->number);
	mh_bind_number(stmt, "year", year);
	enum mh_status status = mh_sql_row(store, stmt, err);
	if (status == MH_OK) {
		*last = sqlite3_column_int64(stmt, 0);
		mh_sql_done(stmt);
	}
	return status == MH_NO ? MH_OK : status;
}

static enum mh_status check_counter(struct mh_store *store, const struct mh_kind *kind, int64_t highest, struct mh_problems *problems, struct mh_err *err)
{
	int64_t last;
	char id[MH_ID_SIZE], object[100];
	enum mh_status status = counter_of(store, kind, highest / MH_ID_YEAR, &last, err);

	if (status != MH_OK || last >= highest % MH_ID_YEAR)
		return status;
	mh_id_format((struct mh_id){ kind, highest }, id);
	snprintf(object, sizeof object, "counter %s %lld", kind->name, (long long)(highest / MH_ID_YEAR));
	mh_problem_add(problems, &(struct mh_problem){ .file = object },
		_("is %lld, and %s was given: something else put it back, and ids would be given a second time"), (long long)last, id);
	return MH_OK;
}

enum mh_status mh_counters_check(struct mh_store *store, const struct mh_kind *kind, const struct mh_erasures *erased, struct mh_problems *problems,
	struct mh_err *err)
{
	sqlite3_stmt *stmt = mh_sql_fixed(store, MH_SQL_ROWS_HIGHEST, err);
	enum mh_status status = MH_STORE;

	if (stmt == NULL)
		return status;
	mh_bind_number(stmt, "kind", kind->number);
	while ((status = mh_sql_row(store, stmt, err)) == MH_OK) {
		status = check_counter(store, kind, sqlite3_column_int64(stmt, 0), problems, err);
		if (status != MH_OK) {
			mh_sql_done(stmt);
			return status;
		}
	}
	if (status != MH_NO)
		return status;
	status = MH_OK;
	for (size_t i = 0; i < erased->id_count && status == MH_OK; i++) {	/* in their order: the last of a kind and year is the highest */
		const struct mh_id id = erased->ids[i].id, *next = i + 1 < erased->id_count ? &erased->ids[i + 1].id : NULL;
		if (id.kind == kind && (next == NULL || next->kind != kind || next->n / MH_ID_YEAR != id.n / MH_ID_YEAR))
			status = check_counter(store, kind, id.n, problems, err);
	}
	return status;
}
