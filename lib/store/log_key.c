/*
 * Keys of the log's MAC. A chain of keys begins with a random one, wrapped for the store's public key; each entry uses the key and
 * replaces it by the next (mh_mac_step), so that the store holds only the key of the entry to come. What was written before cannot be
 * written anew with it; a keyholder follows the chain from its beginning and sees it. A restored store begins another chain.
 */

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "store/log_key.h"

static const char format[] = "mh-log-key/1";

/* The authority statement says it of a chain, so that nobody begins one of his own; configuration folders of the next key. */
void mh_log_key_commit(const unsigned char key[MH_MAC_KEY_SIZE], unsigned char out[MH_HASH_SIZE])
{
	struct mh_hash hash;

	mh_hash_start(&hash, key, MH_MAC_KEY_SIZE);
	mh_hash_part(&hash, format, sizeof format - 1);
	mh_hash_end(&hash, out);
}

enum mh_status mh_log_key_begin(struct mh_store *store, const unsigned char public_key[MH_PUBLIC_SIZE], int64_t epoch, int64_t first,
	const char *reason, struct mh_err *err)
{
	unsigned char key[MH_MAC_KEY_SIZE], wrapped[MH_WRAPPED_KEY_SIZE], commitment[MH_HASH_SIZE];
	struct mh_transaction *t = &store->transaction;
	sqlite3_stmt *stmt = mh_sql_fixed(store, MH_SQL_LOG_KEY_PUT, err);
	enum mh_status status = stmt != NULL ? mh_data_key_make(public_key, key, wrapped, err) : MH_STORE;

	if (status != MH_OK)
		return status;
	mh_log_key_commit(key, commitment);
	mh_bind_number(stmt, "first", first);
	mh_bind_number(stmt, "epoch", epoch);
	mh_bind_blob(stmt, "wrapped", wrapped, sizeof wrapped);
	mh_bind_blob(stmt, "commitment", commitment, sizeof commitment);
	mh_bind_text(stmt, "reason", reason);
	status = mh_sql_step(store, stmt, err);
	memcpy(first == t->entry ? t->log_key : t->later_log_key, key, sizeof key);
	t->later = first != t->entry;
	mh_wipe(key, sizeof key);
	return status;
}

enum mh_status mh_log_key_take(struct mh_store *store, struct mh_err *err)
{
	struct mh_transaction *t = &store->transaction;
	sqlite3_stmt *stmt = mh_sql_fixed(store, MH_SQL_LOG_NEXT_READ, err);
	enum mh_status status = stmt != NULL ? mh_sql_row(store, stmt, err) : MH_STORE;

	if (status == MH_NO && store->making)
		return MH_OK;
	if (status != MH_OK && status != MH_NO)
		return status;
	int64_t n = status == MH_OK ? sqlite3_column_int64(stmt, 0) : 0;
	bool whole = status == MH_OK && sqlite3_column_bytes(stmt, 1) == MH_MAC_KEY_SIZE;
	if (whole)
		memcpy(t->log_key, sqlite3_column_blob(stmt, 1), MH_MAC_KEY_SIZE);
	mh_sql_done(stmt);
	if (!whole)
		return mh_fail(err, MH_KEY, _("%s: the key of its log is missing: restore the store from a backup"), store->info.file);
	if (n != t->entry)
		return mh_fail(err, MH_KEY, _("%s: its log ends with entry %lld and ought to end with %lld: something else cut or added entries: "
			"restore the store from a backup"), store->info.file, (long long)t->entry - 1, (long long)n - 1);
	return MH_OK;
}

enum mh_status mh_log_key_keep(struct mh_store *store, struct mh_err *err)
{
	struct mh_transaction *t = &store->transaction;
	sqlite3_stmt *stmt = mh_sql_fixed(store, MH_SQL_LOG_NEXT_PUT, err);

	if (stmt == NULL)
		return MH_STORE;
	mh_bind_number(stmt, "n", t->entry + 1);
	mh_bind_blob(stmt, "key", t->later ? t->later_log_key : t->log_key, MH_MAC_KEY_SIZE);
	return mh_sql_step(store, stmt, err);
}

enum mh_status mh_log_keys_read(struct mh_store *store, struct mh_log_keys *out, struct mh_err *err)
{
	sqlite3_stmt *stmt = mh_sql_fixed(store, MH_SQL_LOG_KEY_EACH, err);
	enum mh_status status = MH_STORE;

	*out = (struct mh_log_keys){ .count = 0 };
	if (stmt == NULL)
		return status;
	while ((status = mh_sql_row(store, stmt, err)) == MH_OK) {
		if (sqlite3_column_bytes(stmt, 2) != MH_WRAPPED_KEY_SIZE || sqlite3_column_bytes(stmt, 3) != MH_HASH_SIZE) {
			status = mh_fail(err, MH_KEY, _("log key %lld: is damaged"), (long long)sqlite3_column_int64(stmt, 0));
			mh_sql_done(stmt);
			break;
		}
		out->list = mh_grow(out->list, out->count + 1, sizeof *out->list);
		struct mh_log_key *key = &out->list[out->count++];
		*key = (struct mh_log_key){ .first = sqlite3_column_int64(stmt, 0), .epoch = sqlite3_column_int64(stmt, 1),
			.restored = strcmp((const char *)sqlite3_column_text(stmt, 4), "init") != 0 };
		memcpy(key->wrapped, sqlite3_column_blob(stmt, 2), sizeof key->wrapped);
		memcpy(key->commitment, sqlite3_column_blob(stmt, 3), sizeof key->commitment);
	}
	if (status != MH_NO)
		mh_log_keys_free(out);
	return status == MH_NO ? MH_OK : status;
}

void mh_log_keys_free(struct mh_log_keys *keys)
{
	if (keys->count > 0)
		mh_wipe(keys->list, keys->count * sizeof *keys->list);
	free(keys->list);
	*keys = (struct mh_log_keys){ .count = 0 };
}

enum mh_status mh_log_keys_open(struct mh_store *store, struct mh_log_keys *keys, const unsigned char secret[MH_SECRET_SIZE], struct mh_err *err)
{
	unsigned char commitment[MH_HASH_SIZE];
	struct mh_err why = MH_ERR_INIT;

	for (size_t i = 0; i < keys->count; i++) {
		struct mh_log_key *key = &keys->list[i];
		if (mh_data_key_open(key->wrapped, store->public_key, secret, key->key, &why) != MH_OK)
			return mh_fail(err, MH_KEY, _("log key %lld: %s"), (long long)key->first, why.text);
		mh_log_key_commit(key->key, commitment);
		if (!mh_same_bytes(commitment, key->commitment, sizeof commitment))
			return mh_fail(err, MH_KEY, _("log key %lld: is not the one that a keyholder signed"), (long long)key->first);
	}
	return MH_OK;
}

enum mh_status mh_log_keys_rewrap(struct mh_store *store, const unsigned char secret[MH_SECRET_SIZE], const unsigned char public_key[MH_PUBLIC_SIZE],
	struct mh_err *err)
{
	unsigned char wrapped[MH_WRAPPED_KEY_SIZE];
	struct mh_log_keys keys;
	enum mh_status status = mh_log_keys_read(store, &keys, err);

	if (status == MH_OK)
		status = mh_log_keys_open(store, &keys, secret, err);
	for (size_t i = 0; i < keys.count && status == MH_OK; i++) {
		sqlite3_stmt *stmt = mh_sql_fixed(store, MH_SQL_LOG_KEY_WRAP, err);
		status = stmt != NULL ? mh_data_key_wrap(public_key, keys.list[i].key, wrapped, err) : MH_STORE;
		if (status != MH_OK)
			break;
		mh_bind_number(stmt, "first", keys.list[i].first);
		mh_bind_blob(stmt, "wrapped", wrapped, sizeof wrapped);
		status = mh_sql_step(store, stmt, err);
	}
	mh_log_keys_free(&keys);
	return status;
}
