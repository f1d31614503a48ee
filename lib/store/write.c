/* Putting records: a new one gets the next id of its year, a known one keeps its past by the table's own trigger. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "store/call.h"

/* The next id of the kind in the year of recording; the counter is written with the transaction. */
static enum mh_status next_id(struct mh_store *store, const struct mh_kind *kind, int64_t *n, struct mh_err *err)
{
	struct mh_touched *touched = &store->transaction.touched[kind->number];

	if (touched->counter_year == 0) {
		int year = mh_moment_day(store->transaction.at).year;
		sqlite3_stmt *stmt = mh_sql_fixed(store, MH_SQL_COUNTER_READ, err);
		if (stmt == NULL)
			return MH_STORE;
		mh_bind_number(stmt, "kind", kind->number);
		mh_bind_number(stmt, "year", year);
		enum mh_status status = mh_sql_row(store, stmt, err);
		if (status != MH_OK && status != MH_NO)
			return status;
		touched->counter = status == MH_OK ? sqlite3_column_int64(stmt, 0) : 0;
		touched->counter_year = year;
		mh_sql_done(stmt);
	}
	if (touched->counter + 1 >= MH_ID_YEAR)
		return mh_fail(err, MH_STORE, _("%s: no more ids in this year"), mh_name("kind", kind->name));
	*n = touched->counter_year * MH_ID_YEAR + ++touched->counter;
	return MH_OK;
}

/* Ciphertexts of the fields that are sealed anew; the record then points at them. */
static enum mh_status seal_fields(struct mh_store *store, struct mh_record *rec, struct mh_str *sealed, struct mh_fresh *fresh, struct mh_err *err)
{
	size_t ends[MH_FIELD_MOST];

	for (size_t i = 0; i < rec->kind->count; i++) {
		bool anew = mh_field_sealed(&rec->kind->fields[i]) && rec->set[i] && rec->values[i].have == MH_HAVE_TEXT;
		size_t start = sealed->len;
		if (anew) {
			enum mh_status status = mh_seal_field(store, rec, (int)i, sealed, err);
			if (status != MH_OK)
				return status;
		}
		fresh[i] = (struct mh_fresh){ .sealed.len = sealed->len - start };
		ends[i] = start;
	}
	for (size_t i = 0; i < rec->kind->count; i++)	/* only now: the string may have moved while it grew */
		fresh[i].sealed.bytes = fresh[i].sealed.len > 0 ? sealed->s + ends[i] : NULL;
	return MH_OK;
}

static const char *source_of(const struct mh_record *rec)
{
	return mh_field_find(rec->kind, "source") >= 0 ? mh_record_text(rec, "source") : "";
}

/* Hashes of matched fields that are set anew. */
static enum mh_status hash_fields(struct mh_store *store, const struct mh_record *rec, struct mh_fresh *fresh, struct mh_err *err)
{
	enum mh_status status = MH_OK;

	for (size_t i = 0; i < rec->kind->count && status == MH_OK; i++) {
		const struct mh_field *field = &rec->kind->fields[i];
		const struct mh_value *value = &rec->values[i];
		fresh[i].hashed = (field->flags & MH_MATCHED) != 0 && rec->set[i] && value->have == MH_HAVE_TEXT;
		if (!fresh[i].hashed)
			continue;
		status = mh_match_hash(store, rec->kind, field, source_of(rec), (struct mh_blob){ value->text, value->len }, fresh[i].hash, err);
		if (status == MH_OK)
			status = mh_known_note(store, rec->kind, field, fresh[i].hash, rec->n, err);
	}
	return status;
}

/* In an update :k says whether the hash :h counts. */
static void rebind_hash(sqlite3_stmt *stmt, const struct mh_record *rec, size_t i, const struct mh_fresh *fresh)
{
	char name[24];

	snprintf(name, sizeof name, "k%zu", i);
	mh_bind_number(stmt, name, rec->set[i]);
	snprintf(name, sizeof name, "h%zu", i);
	if (fresh->hashed)
		mh_bind_blob(stmt, name, fresh->hash, sizeof fresh->hash);
}

/* How a field is kept: a sealed one as the number of its sealed value. */
static bool kept_as_text(const struct mh_value *value, const struct mh_field *field)
{
	return value->have == MH_HAVE_TEXT && !mh_field_sealed(field);
}

static void call_field(struct mh_call *call, const struct mh_value *value, const struct mh_field *field)
{
	if (value->have == MH_HAVE_NONE)
		mh_call_null(call);
	else if (kept_as_text(value, field))
		mh_call_text(call, value->text, value->len);
	else
		mh_call_number(call, value->number);
}

/* The order of the values is that in which kind_sql.c names the columns. */
static enum mh_status insert(struct mh_store *store, const struct mh_record *rec, bool past, const struct mh_fresh *fresh, struct mh_err *err)
{
	struct mh_call call;
	enum mh_status status = mh_call_insert(store, rec->kind, past ? MH_KIND_INSERT_PAST : MH_KIND_INSERT, &call, err);

	if (status != MH_OK)
		return status;
	mh_call_number(&call, rec->n);
	mh_call_number(&call, rec->since);
	if (past)
		mh_call_number(&call, rec->until);
	mh_call_blob(&call, rec->salt, sizeof rec->salt);
	if ((rec->kind->flags & MH_TRAVELS) != 0)
		mh_call_blob(&call, rec->uid, sizeof rec->uid);
	for (size_t i = 0; i < rec->kind->count; i++) {
		call_field(&call, &rec->values[i], &rec->kind->fields[i]);
		if ((rec->kind->fields[i].flags & MH_MATCHED) == 0)
			continue;
		if (fresh[i].hashed)
			mh_call_blob(&call, fresh[i].hash, MH_MATCH_SIZE);
		else
			mh_call_null(&call);
	}
	return mh_call_end(&call, err);
}

static void bind_field(sqlite3_stmt *stmt, size_t i, const struct mh_value *value, const struct mh_field *field)
{
	char name[24];

	snprintf(name, sizeof name, "f%zu", i);
	if (kept_as_text(value, field))
		mh_bind_text(stmt, name, value->text);
	else if (value->have != MH_HAVE_NONE)
		mh_bind_number(stmt, name, value->number);
}

static enum mh_status update(struct mh_store *store, const struct mh_record *rec, const struct mh_fresh *fresh, struct mh_err *err)
{
	sqlite3_stmt *stmt = mh_sql_of_kind(store, rec->kind, MH_KIND_UPDATE, err);

	if (stmt == NULL)
		return MH_STORE;
	mh_bind_number(stmt, "n", rec->n);
	mh_bind_number(stmt, "entry", rec->since);
	for (size_t i = 0; i < rec->kind->count; i++) {
		const struct mh_field *field = &rec->kind->fields[i];
		bind_field(stmt, i, &rec->values[i], field);
		if ((field->flags & MH_MATCHED) != 0)
			rebind_hash(stmt, rec, i, &fresh[i]);
	}
	return mh_sql_step(store, stmt, err);
}

/* A known record must still be the version that was read. */
static enum mh_status still_newest(struct mh_store *store, const struct mh_record *rec, struct mh_err *err)
{
	sqlite3_stmt *stmt = mh_sql_of_kind(store, rec->kind, MH_KIND_ENTRY, err);
	char id[MH_ID_SIZE];

	if (stmt == NULL)
		return MH_STORE;
	mh_record_id(rec, id);
	mh_bind_number(stmt, "n", rec->n);
	enum mh_status status = mh_sql_row(store, stmt, err);
	if (status == MH_NO)
		return mh_fail(err, MH_NO, _("%s: no such %s"), id, mh_name("kind", rec->kind->name));
	if (status != MH_OK)
		return status;
	int64_t entry = sqlite3_column_int64(stmt, 0);
	mh_sql_done(stmt);
	return entry == rec->since ? MH_OK : mh_fail(err, MH_BUSY, _("%s: was changed meanwhile by another command: try again"), id);
}

/* Plain texts of sealed fields leave the record once they are sealed: it points at the sealed values from now on. */
static void settle(struct mh_record *rec, const struct mh_fresh *fresh)
{
	for (size_t i = 0; i < rec->kind->count; i++) {
		if (fresh[i].sealed.bytes != NULL) {
			int64_t value = rec->values[i].number;
			mh_value_set_empty(&rec->values[i], true);
			rec->values[i].have = MH_HAVE_SEALED;
			rec->values[i].number = value;
		}
		rec->set[i] = false;
	}
}

static enum mh_status make_new(struct mh_store *store, struct mh_record *rec, struct mh_err *err)
{
	mh_record_initial(rec);
	mh_salts_next(&store->transaction.salts, rec->salt);
	if ((rec->kind->flags & MH_TRAVELS) != 0)
		mh_salts_next(&store->transaction.salts, rec->uid);
	return next_id(store, rec->kind, &rec->n, err);
}

enum mh_status mh_store_put(struct mh_store *store, struct mh_record *rec, struct mh_err *err)
{
	struct mh_fresh fresh[MH_FIELD_MOST];
	unsigned char digest[MH_HASH_SIZE];
	struct mh_str *sealed = &store->transaction.sealed;
	bool is_new = rec->n == 0;

	if (!store->transaction.open)
		return mh_fail(err, MH_STORE, _("no transaction is open"));
	mh_str_clear(sealed);
	enum mh_status status = is_new ? make_new(store, rec, err) : still_newest(store, rec, err);
	if (status != MH_OK)
		return status;
	rec->since = store->transaction.entry;
	status = seal_fields(store, rec, sealed, fresh, err);
	if (status == MH_OK)
		status = hash_fields(store, rec, fresh, err);
	if (status == MH_OK)
		status = is_new ? insert(store, rec, false, fresh, err) : update(store, rec, fresh, err);
	if (status == MH_OK)
		status = mh_row_digest(store, rec, fresh, digest, err);
	if (status == MH_OK)
		status = mh_digests_book(store, rec, digest, err);
	if (status == MH_OK) {
		settle(rec, fresh);
		mh_touch(store, (struct mh_id){ rec->kind, rec->n });
	}
	return status;
}

enum mh_status mh_version_put(struct mh_store *store, struct mh_record *rec, unsigned char digest[MH_HASH_SIZE], struct mh_err *err)
{
	struct mh_fresh fresh[MH_FIELD_MOST];
	struct mh_str *sealed = &store->transaction.sealed;

	mh_str_clear(sealed);
	enum mh_status status = seal_fields(store, rec, sealed, fresh, err);
	for (size_t i = 0; i < rec->kind->count; i++)
		rec->set[i] = true;	/* hashes are made of every field, of those that keep their sealed value too */
	if (status == MH_OK)
		status = hash_fields(store, rec, fresh, err);
	if (status == MH_OK)
		status = insert(store, rec, rec->until != 0, fresh, err);
	return status == MH_OK ? mh_row_digest(store, rec, fresh, digest, err) : status;
}
