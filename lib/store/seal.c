/* Sealing on writing: one data key per transaction; matched fields are also hashed with a key that lies outside the store. */

#include <string.h>

#include "base/file.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "store/call.h"

/* Makes the transaction's data key when the first value is sealed. */
static enum mh_status start_sealing(struct mh_store *store, struct mh_err *err)
{
	struct mh_transaction *t = &store->transaction;
	unsigned char wrapped[MH_WRAPPED_KEY_SIZE];
	sqlite3_stmt *stmt = mh_sql_fixed(store, MH_SQL_DATA_KEY_PUT, err), *last = mh_sql_fixed(store, MH_SQL_SEALED_LAST, err);

	if (stmt == NULL || last == NULL)
		return MH_STORE;
	enum mh_status status = mh_data_key_make(store->public_key, t->key, wrapped, err);
	if (status != MH_OK)
		return status;
	mh_bind_number(stmt, "epoch", store->info.epoch);
	mh_bind_blob(stmt, "wrapped", wrapped, sizeof wrapped);
	status = mh_sql_step(store, stmt, err);
	if (status != MH_OK)
		return status;
	t->data_key = sqlite3_last_insert_rowid(store->db);
	status = mh_sql_row(store, last, err);
	if (status != MH_OK)
		return status;
	t->next_value = sqlite3_column_int64(last, 0) + 1;
	mh_sql_done(last);
	t->sealing = true;
	return MH_OK;
}

struct mh_seal_place mh_seal_place_of(const struct mh_store *store, const struct mh_record *rec, int field, int64_t epoch, int64_t value)
{
	struct mh_seal_place place = {
		.epoch = epoch, .kind = rec->kind->number, .field = rec->kind->fields[field].number, .record = rec->n, .value = value,
	};

	memcpy(place.store, store->info.uid, sizeof place.store);
	return place;
}

enum mh_status mh_seal_field(struct mh_store *store, struct mh_record *rec, int field, struct mh_str *out, struct mh_err *err)
{
	struct mh_transaction *t = &store->transaction;
	struct mh_value *value = &rec->values[field];
	size_t start = out->len;
	enum mh_status status = t->sealing ? MH_OK : start_sealing(store, err);
	struct mh_call call;

	if (status == MH_OK)
		status = mh_call_fixed(store, MH_SQL_SEALED_PUT, &call, err);
	if (status != MH_OK)
		return status;
	int64_t number = t->next_value++;
	struct mh_seal_place place = mh_seal_place_of(store, rec, field, store->info.epoch, number);
	mh_value_seal(t->key, &place, (struct mh_blob){ value->text, value->len }, out);
	if (!mh_str_ok(out))
		return mh_fail(err, MH_INPUT, _("%s: too large to be sealed"), rec->kind->fields[field].name);
	mh_call_number(&call, number);
	mh_call_number(&call, t->data_key);
	mh_call_number(&call, rec->kind->fields[field].number);
	mh_call_blob(&call, out->s + start, out->len - start);
	value->number = number;
	return mh_call_end(&call, err);
}

/* The key of matched fields lies in the store's configuration folder, 0600; without it no matched field is written or asked. */
enum mh_status mh_match_key_read(struct mh_store *store, struct mh_err *err)
{
	struct mh_str path, text;
	enum mh_status status;

	if (store->match_key_known)
		return MH_OK;
	mh_str_init(&path, 4096);
	mh_str_init_secret(&text, 1024);
	mh_str_printf(&path, "%s/match-key", store->info.folder);
	status = mh_file_read(path.s, &text, err);
	if (status == MH_OK && (text.len < 2 * MH_MATCH_KEY_SIZE ||
				(text.s[2 * MH_MATCH_KEY_SIZE] = '\0', !mh_unhex(text.s, store->match_key, MH_MATCH_KEY_SIZE))))
		status = MH_INPUT;
	store->match_key_known = status == MH_OK;
	if (status != MH_OK)
		status = mh_fail(err, MH_KEY, _("%s: the key of matched fields cannot be read: take it from a backup"), path.s);
	mh_str_free(&text);
	mh_str_free(&path);
	return status;
}

static bool hashed_last(const struct mh_hashed *last, const struct mh_field *field, const char *source, struct mh_blob text)
{
	return last->field == field && last->source_len == strlen(source) && last->len == text.len &&
		memcmp(last->text, source, last->source_len) == 0 && memcmp(last->text + last->source_len, text.bytes, text.len) == 0;
}

/* A field is one kind's, so kind and field need not both be kept. Wiped with the transaction. */
static void note_hashed(struct mh_hashed *last, const struct mh_field *field, const char *source, struct mh_blob text, const unsigned char *hash)
{
	size_t source_len = strlen(source);

	last->field = NULL;
	if (source_len + text.len > sizeof last->text)
		return;
	memcpy(last->text, source, source_len);
	memcpy(last->text + source_len, text.bytes, text.len);
	last->source_len = source_len;
	last->len = text.len;
	last->field = field;
	memcpy(last->hash, hash, sizeof last->hash);
}

enum mh_status mh_match_hash(struct mh_store *store, const struct mh_kind *kind, const struct mh_field *field, const char *source,
	struct mh_blob text, unsigned char out[MH_MATCH_SIZE], struct mh_err *err)
{
	unsigned char whole[MH_HASH_SIZE];
	struct mh_hash hash;
	struct mh_transaction *t = &store->transaction;
	enum mh_status status = mh_match_key_read(store, err);

	if (status != MH_OK)
		return status;
	if (t->open && hashed_last(&t->hashed, field, source, text)) {
		memcpy(out, t->hashed.hash, MH_MATCH_SIZE);
		return MH_OK;
	}
	mh_hash_start(&hash, store->match_key, sizeof store->match_key);
	mh_hash_part(&hash, store->info.uid, sizeof store->info.uid);
	mh_hash_number(&hash, kind->number);
	mh_hash_number(&hash, field->number);
	mh_hash_part(&hash, source, strlen(source));
	mh_hash_part(&hash, text.bytes, text.len);
	mh_hash_end(&hash, whole);
	memcpy(out, whole, MH_MATCH_SIZE);
	if (t->open)
		note_hashed(&t->hashed, field, source, text, out);
	return MH_OK;
}

/* Who opens many records does it in the order in which they were named: the search begins behind the last one. */
static bool named(struct mh_store *store, const struct mh_record *rec)
{
	for (size_t i = 0; i < store->subject_count; i++) {
		const size_t at = (store->subject_next + i) % store->subject_count;
		if (store->subjects[at].kind != rec->kind || store->subjects[at].n != rec->n)
			continue;
		store->subject_next = at + 1;
		return true;
	}
	return false;
}

/* Opens the data key of the statement's row unless it is the one that is open. */
static enum mh_status open_key(struct mh_store *store, sqlite3_stmt *stmt, struct mh_err *err)
{
	int64_t key = sqlite3_column_int64(stmt, 0);

	if (store->opened_key == key)
		return MH_OK;
	if (sqlite3_column_bytes(stmt, 4) != MH_WRAPPED_KEY_SIZE)
		return mh_fail(err, MH_KEY, _("data key %lld: is damaged"), (long long)key);
	store->opened_key = 0;
	enum mh_status status = mh_data_key_open(sqlite3_column_blob(stmt, 4), store->public_key, store->secret, store->opened, err);
	if (status == MH_OK)
		store->opened_key = key;
	return status;
}

static enum mh_status open_field(struct mh_store *store, struct mh_record *rec, int field, struct mh_err *err)
{
	struct mh_value *value = &rec->values[field];
	sqlite3_stmt *stmt = mh_sql_fixed(store, MH_SQL_SEALED_READ, err);
	int64_t number = value->number;
	struct mh_str plain;

	if (stmt == NULL)
		return MH_STORE;
	mh_str_init_secret(&plain, 1024 * 1024);
	mh_bind_number(stmt, "n", number);
	enum mh_status status = mh_sql_row(store, stmt, err);
	if (status == MH_NO)
		status = mh_fail(err, MH_STORE, _("%s: its sealed value is missing"), rec->kind->fields[field].name);
	else if (status == MH_OK && (status = open_key(store, stmt, err)) == MH_OK) {
		struct mh_seal_place place = mh_seal_place_of(store, rec, field, sqlite3_column_int64(stmt, 3), number);
		status = mh_value_open(store->opened, &place, (struct mh_blob){ sqlite3_column_blob(stmt, 2),
			(size_t)sqlite3_column_bytes(stmt, 2) }, &plain, err);
	}
	mh_sql_done(stmt);
	if (status == MH_OK) {
		mh_value_set_text(value, plain.s, plain.len);
		value->number = number;
	}
	mh_str_free(&plain);
	return status;
}

enum mh_status mh_store_open_values(struct mh_store *store, struct mh_record *rec, struct mh_err *err)
{
	char id[MH_ID_SIZE];

	mh_record_id(rec, id);
	if (store->secret == NULL || (!store->everything && !named(store, rec)))
		return mh_fail(err, MH_DENIED, _("%s: is not among the records that were asked for with a purpose"), id);
	/* What is shown of a person must be what was written: of a version of the past, and of an export, which verifies all, that is known otherwise. */
	enum mh_status status = store->everything || store->as_of >= 0 || rec->until != 0 ? MH_OK : mh_store_row_true(store, rec, err);
	if (status != MH_OK)
		return status;
	for (size_t i = 0; i < rec->kind->count; i++) {
		if (rec->values[i].have != MH_HAVE_SEALED)
			continue;
		status = open_field(store, rec, (int)i, err);
		if (status != MH_OK)
			return mh_fail_in(err, id);
	}
	return MH_OK;
}
