/*
 * Large imports. A hash is random, so each row of an import would read and write another page of the index of hashes. After
 * FEW questions in one transaction the index is dropped and the hashes are known from memory (8 bytes a record); at the commit
 * the index is made again, sorted, which also proves that no hash is there twice. A rollback brings everything back.
 */

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "store/internal.h"

#define FEW 20000
#define YEARS_BACK 20	/* numbers are kept in 32 bits: years from 20 before the transaction's to 22 after it */

/* Open addressing; a slot is 32 bits of the hash and the record's number, from 1; 0 is free. */
struct mh_known {
	const struct mh_kind *kind;
	const struct mh_field *field;	/* NULL: an index for reports, which an import asks nothing */
	const char *report;		/* its name */
	char *index_sql;
	uint64_t *slots;
	size_t size, used;
	int64_t base;
	struct mh_known *next;
};

static uint64_t start_of(const unsigned char hash[MH_MATCH_SIZE])
{
	uint64_t start;

	memcpy(&start, hash, sizeof start);
	return start;
}

static void put_slot(struct mh_known *known, uint64_t slot, uint64_t place)
{
	size_t i = (size_t)place & (known->size - 1);

	while (known->slots[i] != 0)
		i = (i + 1) & (known->size - 1);
	known->slots[i] = slot;
	known->used++;
}

/* The place in the table is made of the upper half, which stands in the slot, so that the table can grow without the hashes. */
static uint64_t place_of(uint64_t slot)
{
	return (slot >> 32) * UINT64_C(0x9e3779b97f4a7c15) >> 20;
}

static void grow(struct mh_known *known)
{
	uint64_t *old = known->slots;
	size_t old_size = known->size;

	known->size = old_size == 0 ? 65536 : 2 * old_size;
	known->slots = mh_alloc(known->size, sizeof *known->slots);
	known->used = 0;
	for (size_t i = 0; i < old_size; i++)
		if (old[i] != 0)
			put_slot(known, old[i], place_of(old[i]));
	free(old);
}

static bool add(struct mh_known *known, const unsigned char hash[MH_MATCH_SIZE], int64_t n)
{
	int64_t small = n - known->base;

	if (small <= 0 || small > UINT32_MAX)
		return false;
	if (known->used + known->used / 3 >= known->size)
		grow(known);
	uint64_t slot = (start_of(hash) & UINT64_C(0xffffffff00000000)) | (uint64_t)small;
	put_slot(known, slot, place_of(slot));
	return true;
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

/* Hashes that the store has already. MH_NO: they cannot be kept in memory, so the index stays. */
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
	while ((status = mh_sql_row(store, stmt, err)) == MH_OK)
		if (sqlite3_column_bytes(stmt, 0) != MH_MATCH_SIZE || !add(known, sqlite3_column_blob(stmt, 0), sqlite3_column_int64(stmt, 1)))
			break;
	sqlite3_finalize(stmt);
	return status == MH_OK ? MH_NO : status == MH_NO ? MH_OK : status;
}

static void free_known(struct mh_known *known)
{
	free(known->slots);
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

/* Takes over from the index after FEW questions; stays out of the way where it cannot. */
static enum mh_status take_over(struct mh_store *store, const struct mh_kind *kind, const struct mh_field *field, struct mh_err *err)
{
	struct mh_known *known = mh_alloc(1, sizeof *known);

	known->kind = kind;
	known->field = field;
	known->base = (mh_moment_day(store->transaction.at).year - YEARS_BACK) * MH_ID_YEAR;
	grow(known);
	enum mh_status status = read_hashes(store, known, err);
	if (status != MH_OK) {
		free_known(known);
		return status == MH_NO ? MH_OK : status;
	}
	status = drop(store, known, err);
	return status == MH_OK ? drop_for_reports(store, kind, err) : status;
}

enum mh_status mh_known_note(struct mh_store *store, const struct mh_kind *kind, const struct mh_field *field,
	const unsigned char hash[MH_MATCH_SIZE], int64_t n, struct mh_err *err)
{
	struct mh_known *known = find(store, kind, field);

	if (known != NULL && !add(known, hash, n))
		return mh_fail(err, MH_STORE, _("%s: more records than a large import can hold in mind: import in parts"), mh_name("kind", kind->name));
	return MH_OK;
}

static void keep_smallest(int64_t numbers[MH_KNOWN_MOST], size_t *count, int64_t n)
{
	size_t at = *count;

	while (at > 0 && numbers[at - 1] > n)
		at--;
	if (at == MH_KNOWN_MOST)
		return;
	*count += *count < MH_KNOWN_MOST;
	memmove(numbers + at + 1, numbers + at, (*count - at - 1) * sizeof *numbers);
	numbers[at] = n;
}

enum mh_status mh_known_find(struct mh_store *store, const struct mh_kind *kind, const struct mh_field *field,
	const unsigned char hash[MH_MATCH_SIZE], bool *asked, int64_t numbers[MH_KNOWN_MOST], size_t *count, struct mh_err *err)
{
	struct mh_transaction *t = &store->transaction;
	struct mh_known *known = t->open && t->bulk ? find(store, kind, field) : NULL;

	*asked = false;
	*count = 0;
	if (known == NULL && t->open && t->bulk && ++t->questions[kind->number] == FEW) {
		enum mh_status status = take_over(store, kind, field, err);
		if (status != MH_OK)
			return status;
		known = find(store, kind, field);
	}
	if (known == NULL)
		return MH_OK;
	*asked = true;
	uint64_t upper = start_of(hash) & UINT64_C(0xffffffff00000000);
	for (size_t i = (size_t)place_of(upper) & (known->size - 1); known->slots[i] != 0; i = (i + 1) & (known->size - 1))
		if ((known->slots[i] & UINT64_C(0xffffffff00000000)) == upper)
			keep_smallest(numbers, count, known->base + (int64_t)(uint32_t)known->slots[i]);
	return MH_OK;
}

enum mh_status mh_known_settle(struct mh_store *store, struct mh_err *err)
{
	enum mh_status status = MH_OK;

	if (store->transaction.known != NULL)	/* sorting takes memory of its own */
		status = mh_sql_run(store, "PRAGMA cache_size = -16384", err);
	for (struct mh_known *known = store->transaction.known; known != NULL && status == MH_OK; known = known->next) {
		free(known->slots);
		known->slots = NULL;
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
	/* What is sorted are keyed hashes; they may lie in an unlinked file rather than fill the memory. */
	store->transaction.bulk = on;
	sqlite3_exec(store->db, on ? "PRAGMA cache_size = -53248; PRAGMA temp_store = FILE" :
		"PRAGMA cache_size = -4096; PRAGMA temp_store = MEMORY", NULL, NULL, NULL);
}
