/*
 * Digests of rows and of log entries. Parts go in with their length, numbers by field, so that nothing can be shifted.
 *
 * A row's digest begins with the row's own salt, which nobody can guess: without it the digest confirms no guess at what the
 * row holds. (The salt is no key in BLAKE2b's sense: that would take a block of its own, and an import makes millions.)
 */

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "crypto/bytes.h"
#include "store/call.h"

static const char row_format[] = "mh-row/1";
static const char log_format[] = "mh-log/1";
static const char told_format[] = "mh-log-told/1";

/* How a field's value is kept: what follows its number. */
enum { AS_NUMBER, AS_TEXT, AS_SEALED };

static void hash_text(struct mh_hash *hash, const void *text, size_t len)
{
	mh_hash_small(hash, len);
	mh_hash_fixed(hash, text, len);
}

/* Ciphertext of a sealed value that was not written just now. */
static enum mh_status hash_stored(struct mh_store *store, struct mh_hash *hash, int64_t value, struct mh_err *err)
{
	sqlite3_stmt *stmt = mh_sql_fixed(store, MH_SQL_SEALED_READ, err);
	enum mh_status status = MH_STORE;

	if (stmt == NULL)
		return status;
	mh_bind_number(stmt, "n", value);
	status = mh_sql_row(store, stmt, err);
	if (status == MH_NO)
		return mh_fail(err, MH_STORE, _("sealed value %lld: is missing"), (long long)value);
	if (status == MH_OK) {
		mh_hash_small(hash, (uint64_t)sqlite3_column_int64(stmt, 3));
		hash_text(hash, sqlite3_column_blob(stmt, 2), (size_t)sqlite3_column_bytes(stmt, 2));
		mh_sql_done(stmt);
	}
	return status;
}

static sqlite3_stmt *hash_statement(struct mh_store *store, const struct mh_kind *kind, const struct mh_field *field, struct mh_err *err)
{
	sqlite3_stmt **slot = &store->of_hash[kind->number][field->number % MH_FIELD_MOST];
	const char *const tables[] = { "", "_past" };
	struct mh_str sql;

	if (*slot != NULL)
		return *slot;
	mh_str_init(&sql, 1000);
	for (size_t i = 0; i < MH_COUNT(tables); i++) {
		mh_str_puts(&sql, i > 0 ? " UNION ALL SELECT " : "SELECT ");
		mh_sql_hash_column(&sql, field->name);
		mh_str_printf(&sql, " FROM \"%s%s\" WHERE n = :n AND entry = :entry", kind->name, tables[i]);
	}
	mh_sql_prepare(store, sql.s, slot, err);
	mh_str_free(&sql);
	return *slot;
}

/* A matched field's hash as the version has it: another one would make two records pass for one, or one for two. */
static enum mh_status hash_match(struct mh_store *store, struct mh_hash *hash, const struct mh_record *rec, const struct mh_field *field,
	const struct mh_fresh *fresh, struct mh_err *err)
{
	if (fresh != NULL && fresh->hashed) {
		hash_text(hash, fresh->hash, sizeof fresh->hash);
		return MH_OK;
	}
	if (mh_calls_wait(store, err) != MH_OK)
		return MH_STORE;
	sqlite3_stmt *stmt = hash_statement(store, rec->kind, field, err);
	if (stmt == NULL)
		return MH_STORE;
	mh_bind_number(stmt, "n", rec->n);
	mh_bind_number(stmt, "entry", rec->since);
	enum mh_status status = mh_sql_row(store, stmt, err);
	if (status == MH_OK) {
		hash_text(hash, sqlite3_column_blob(stmt, 0), (size_t)sqlite3_column_bytes(stmt, 0));
		mh_sql_done(stmt);
	}
	return status == MH_NO ? MH_OK : status;
}

/* A sealed value by its number and its ciphertext, so that no other one can take its place. */
static enum mh_status hash_sealed(struct mh_store *store, struct mh_hash *hash, const struct mh_record *rec, size_t i, const struct mh_fresh *fresh,
	struct mh_err *err)
{
	const struct mh_field *field = &rec->kind->fields[i];
	enum mh_status status = MH_OK;

	mh_hash_small(hash, AS_SEALED);
	mh_hash_eight(hash, rec->values[i].number);
	if (fresh != NULL && fresh->sealed.bytes != NULL) {
		mh_hash_small(hash, (uint64_t)store->info.epoch);	/* without it the value does not open */
		hash_text(hash, fresh->sealed.bytes, fresh->sealed.len);
	} else {
		status = hash_stored(store, hash, rec->values[i].number, err);
	}
	return status == MH_OK && (field->flags & MH_MATCHED) != 0 ? hash_match(store, hash, rec, field, fresh, err) : status;
}

/* Empty fields are left out, so that a field added later does not change the digest of older rows. */
static enum mh_status hash_field(struct mh_store *store, struct mh_hash *hash, const struct mh_record *rec, size_t i,
	const struct mh_fresh *fresh, struct mh_err *err)
{
	const struct mh_value *value = &rec->values[i];
	const struct mh_field *field = &rec->kind->fields[i];

	if (value->have == MH_HAVE_NONE)
		return MH_OK;
	mh_hash_small(hash, (uint64_t)field->number);
	if (mh_field_sealed(field))
		return hash_sealed(store, hash, rec, i, fresh != NULL ? &fresh[i] : NULL, err);
	mh_hash_small(hash, value->have == MH_HAVE_TEXT ? AS_TEXT : AS_NUMBER);
	if (value->have == MH_HAVE_TEXT)
		hash_text(hash, value->text, value->len);
	else
		mh_hash_eight(hash, value->number);
	return MH_OK;
}

enum mh_status mh_row_digest(struct mh_store *store, const struct mh_record *rec, const struct mh_fresh *fresh,
	unsigned char out[MH_HASH_SIZE], struct mh_err *err)
{
	struct mh_hash hash;
	enum mh_status status = MH_OK;

	mh_hash_start(&hash, NULL, 0);
	mh_hash_fixed(&hash, rec->salt, sizeof rec->salt);
	mh_hash_fixed(&hash, row_format, sizeof row_format - 1);
	mh_hash_small(&hash, (uint64_t)rec->kind->number);
	mh_hash_eight(&hash, rec->n);
	mh_hash_eight(&hash, rec->since);
	if ((rec->kind->flags & MH_TRAVELS) != 0)
		mh_hash_fixed(&hash, rec->uid, sizeof rec->uid);
	for (size_t i = 0; i < rec->kind->count && status == MH_OK; i++)
		status = hash_field(store, &hash, rec, i, fresh, err);
	mh_hash_end(&hash, out);
	return status;
}

/* What an entry's digest of rows is made of: its chunks, in the order of their parts. */
void mh_hash_chunk(struct mh_hash *hash, int64_t kind, int64_t first, const void *digests, size_t len)
{
	mh_hash_number(hash, kind);
	mh_hash_number(hash, first);
	mh_hash_part(hash, digests, len);
}

static enum mh_status flush_run(struct mh_store *store, int kind, struct mh_run *run, struct mh_err *err)
{
	struct mh_transaction *t = &store->transaction;
	struct mh_call call;
	enum mh_status status = mh_call_fixed(store, MH_SQL_ROWS_PUT, &call, err);

	if (status != MH_OK)
		return status;
	mh_call_number(&call, kind);
	mh_call_number(&call, run->first);
	mh_call_number(&call, t->entry);
	mh_call_number(&call, t->part++);
	mh_call_blob(&call, run->digests, run->count * MH_HASH_SIZE);
	mh_hash_chunk(&t->rows, kind, run->first, run->digests, run->count * MH_HASH_SIZE);
	run->count = 0;
	return mh_call_end(&call, err);
}

enum mh_status mh_digests_book(struct mh_store *store, const struct mh_record *rec, const unsigned char digest[MH_HASH_SIZE], struct mh_err *err)
{
	struct mh_touched *touched = &store->transaction.touched[rec->kind->number];
	enum mh_status status = MH_OK;

	if (touched->run == NULL)
		touched->run = mh_alloc(1, sizeof *touched->run);
	struct mh_run *run = touched->run;
	if (run->count > 0 && (run->count == MH_CHUNK_MOST || rec->n != run->first + (int64_t)run->count))
		status = flush_run(store, rec->kind->number, run, err);
	if (run->count == 0)
		run->first = rec->n;
	memcpy(run->digests + run->count++ * MH_HASH_SIZE, digest, MH_HASH_SIZE);
	return status;
}

enum mh_status mh_digests_flush(struct mh_store *store, struct mh_err *err)
{
	for (int i = 0; i < MH_KIND_MOST; i++) {
		struct mh_run *run = store->transaction.touched[i].run;
		enum mh_status status = run != NULL && run->count > 0 ? flush_run(store, i, run, err) : MH_OK;
		if (status != MH_OK)
			return status;
	}
	return MH_OK;
}

enum mh_status mh_row_logged(struct mh_store *store, struct mh_id id, unsigned char out[MH_HASH_SIZE], int64_t *entry, struct mh_err *err)
{
	sqlite3_stmt *stmt = mh_sql_fixed(store, MH_SQL_ROWS_OF, err);
	enum mh_status status;

	if (stmt == NULL)
		return MH_STORE;
	mh_bind_number(stmt, "kind", id.kind->number);
	mh_bind_number(stmt, "low", id.n - MH_CHUNK_MOST + 1);
	mh_bind_number(stmt, "high", id.n);
	while ((status = mh_sql_row(store, stmt, err)) == MH_OK) {
		int64_t place = id.n - sqlite3_column_int64(stmt, 0);
		if ((place + 1) * MH_HASH_SIZE > sqlite3_column_bytes(stmt, 3))
			continue;
		memcpy(out, (const unsigned char *)sqlite3_column_blob(stmt, 3) + place * MH_HASH_SIZE, MH_HASH_SIZE);
		*entry = sqlite3_column_int64(stmt, 1);
		mh_sql_done(stmt);
		return MH_OK;
	}
	return status;
}

/* The digests of rows that are kept of an entry are those that it wrote; the one that was looked at last is remembered. */
static enum mh_status entry_rows_true(struct mh_store *store, int64_t entry, struct mh_err *err)
{
	sqlite3_stmt *kept = mh_sql_fixed(store, MH_SQL_ROWS_OF_ENTRY, err), *written = mh_sql_fixed(store, MH_SQL_LOG_ROWS, err);
	unsigned char rows[MH_HASH_SIZE];
	struct mh_hash hash;
	enum mh_status status = MH_STORE;

	if (store->rows_true == entry)
		return MH_OK;
	if (kept == NULL || written == NULL)
		return status;
	mh_hash_start(&hash, NULL, 0);
	mh_bind_number(kept, "entry", entry);
	while ((status = mh_sql_row(store, kept, err)) == MH_OK)
		mh_hash_chunk(&hash, sqlite3_column_int64(kept, 0), sqlite3_column_int64(kept, 1), sqlite3_column_blob(kept, 2), (size_t)sqlite3_column_bytes(kept, 2));
	mh_hash_end(&hash, rows);
	if (status != MH_NO)
		return status;
	mh_bind_number(written, "n", entry);
	status = mh_sql_row(store, written, err);
	bool same = status == MH_OK && sqlite3_column_bytes(written, 0) == MH_HASH_SIZE && mh_same_bytes(sqlite3_column_blob(written, 0), rows, sizeof rows);
	mh_sql_done(written);
	if (status != MH_OK && status != MH_NO)
		return status;
	if (!same)
		return mh_fail(err, MH_STORE, _("log entry %lld: the digests of its rows were changed: mh-store log --verify"), (long long)entry);
	store->rows_true = entry;
	return MH_OK;
}

enum mh_status mh_store_row_true(struct mh_store *store, const struct mh_record *rec, struct mh_err *err)
{
	unsigned char now[MH_HASH_SIZE], logged[MH_HASH_SIZE];
	char id[MH_ID_SIZE];
	int64_t entry = 0;

	mh_record_id(rec, id);
	enum mh_status status = mh_row_logged(store, (struct mh_id){ rec->kind, rec->n }, logged, &entry, err);
	if (status == MH_OK)
		status = mh_row_digest(store, rec, NULL, now, err);
	if (status == MH_NO)
		return mh_fail(err, MH_STORE, _("%s: is not in the log: it was put there by something else"), id);
	if (status != MH_OK)
		return mh_fail_in(err, id);
	if (entry != rec->since || !mh_same_bytes(now, logged, sizeof now))
		return mh_fail(err, MH_STORE, _("%s: is not as the log has it: it was changed by something else"), id);
	if (store->transaction.open && entry == store->transaction.entry)
		return MH_OK;	/* written by this very command */
	status = entry_rows_true(store, entry, err);
	return status == MH_OK ? mh_log_true_from(store, entry, err) : status;
}

/* Both as short as they can be: with ordinary words each is one block of BLAKE2b, and a log that is verified has millions. */
void mh_told_digest(const struct mh_log_text *text, unsigned char out[MH_HASH_SIZE])
{
	const struct mh_blob *const parts[] = { &text->salt, &text->actor, &text->command, &text->purpose, &text->subjects, &text->note };
	struct mh_hash hash;

	mh_hash_start(&hash, NULL, 0);
	mh_hash_fixed(&hash, told_format, sizeof told_format - 1);
	for (size_t i = 0; i < MH_COUNT(parts); i++)
		hash_text(&hash, parts[i]->bytes, parts[i]->len);
	mh_hash_end(&hash, out);
}

static unsigned char *append(unsigned char *at, const void *bytes, size_t len)
{
	memcpy(at, bytes, len);
	return at + len;
}

void mh_entry_digest(const struct mh_log_text *text, unsigned char out[MH_HASH_SIZE])
{
	unsigned char told[MH_HASH_SIZE];
	unsigned char whole[sizeof log_format - 1 + 16 + (size_t)3 * MH_HASH_SIZE], *at = whole;

	if (text->told == NULL)
		mh_told_digest(text, told);
	at = append(at, log_format, sizeof log_format - 1);
	mh_put_number(at, text->n);
	mh_put_number(at + 8, text->at);
	at = append(at + 16, text->previous, MH_HASH_SIZE);
	at = append(at, text->told != NULL ? text->told : told, MH_HASH_SIZE);
	append(at, text->rows, MH_HASH_SIZE);
	mh_digest(whole, sizeof whole, out);
}
