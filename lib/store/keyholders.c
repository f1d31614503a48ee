/*
 * Keyholders come and go: the store's secret is wrapped for those who stay, and where somebody leaves or a rotation is asked for the
 * store gets another key pair. Data keys are then wrapped anew; values stay as they are and keep the epoch in which they were sealed.
 */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "store/authority.h"
#include "store/log_key.h"
#include "store/secret.h"

/* A change on its way, in an open transaction. */
struct changing {
	struct mh_store *store;
	struct mh_keyholder_change *change;
	struct mh_pgp *pgp;
	char before[MH_KEYHOLDERS_MOST][MH_FINGERPRINT_SIZE], after[MH_KEYHOLDERS_MOST][MH_FINGERPRINT_SIZE];
	size_t before_count, after_count;
	unsigned char old_secret[MH_SECRET_SIZE], secret[MH_SECRET_SIZE];
	unsigned char public_key[MH_PUBLIC_SIZE];
	int64_t epoch;
};

static bool is_among(char list[MH_KEYHOLDERS_MOST][MH_FINGERPRINT_SIZE], size_t count, const char *fingerprint)
{
	for (size_t i = 0; i < count; i++)
		if (strcmp(list[i], fingerprint) == 0)
			return true;
	return false;
}

static enum mh_status drop_key(struct changing *c, const char *role, struct mh_err *err)
{
	sqlite3_stmt *stmt = mh_sql_fixed(c->store, MH_SQL_KEY_DROP, err);

	if (stmt == NULL)
		return MH_STORE;
	mh_bind_text(stmt, "fingerprint", c->change->fingerprint);
	mh_bind_text(stmt, "role", role);
	return mh_sql_step(c->store, stmt, err);
}

/* The same public key as the store has says that there is nothing to do. */
static enum mh_status same_key(struct changing *c, const char *public_key, bool *same, struct mh_err *err)
{
	sqlite3_stmt *stmt = mh_sql_fixed(c->store, MH_SQL_KEY_EACH, err);
	enum mh_status status = MH_STORE;

	*same = false;
	while (stmt != NULL && (status = mh_sql_row(c->store, stmt, err)) == MH_OK)
		*same = *same || (strcmp((const char *)sqlite3_column_text(stmt, 0), c->change->fingerprint) == 0 &&
			strcmp((const char *)sqlite3_column_text(stmt, 1), "keyholder") == 0 &&
			strcmp((const char *)sqlite3_column_text(stmt, 3), public_key) == 0);
	return status == MH_NO ? MH_OK : status;
}

static enum mh_status no_partner(void *arg, struct mh_record *partner, struct mh_err *err)
{
	return mh_fail(err, MH_INPUT, _("%.60s: is the exchange key of partner %s: an organisation's key is no person's"), (const char *)arg,
		mh_record_text(partner, "code"));
}

/* An exchange key opens what comes in unattended, and others use it: a partner's would hand it the store. */
static enum mh_status not_of_partner(struct changing *c, struct mh_err *err)
{
	struct mh_query query;

	mh_query_init(&query, &mh_partner);
	mh_query_is(&query, "state", "active");
	mh_query_is(&query, "fingerprint", c->change->fingerprint);
	enum mh_status status = mh_store_each(c->store, &query, no_partner, c->change->fingerprint, err);
	mh_query_free(&query);
	return status;
}

static enum mh_status add(struct changing *c, struct mh_err *err)
{
	struct mh_pgp_key key;
	struct mh_str public_key;
	bool same = false;

	mh_str_init(&public_key, 256 * 1024);
	enum mh_status status = mh_key_take(c->pgp, c->change->add, c->store->info.demo, &public_key, &key, err);
	if (status == MH_OK) {
		snprintf(c->change->fingerprint, sizeof c->change->fingerprint, "%s", key.fingerprint);
		c->change->renewed = is_among(c->before, c->before_count, key.fingerprint);
		status = same_key(c, public_key.s, &same, err);
	}
	if (status == MH_OK && strcmp(key.fingerprint, c->store->info.exchange_key) == 0)
		status = mh_fail(err, MH_INPUT, _("%.60s: is named as exchange key and as keyholder: the organisation's key is no person's"), key.fingerprint);
	if (status == MH_OK)
		status = not_of_partner(c, err);
	if (status == MH_OK && same)
		status = mh_fail(err, MH_INPUT, _("%s: is a keyholder already"), key.fingerprint);
	if (status == MH_OK && !c->change->renewed && c->before_count == MH_KEYHOLDERS_MOST)
		status = mh_fail(err, MH_INPUT, _("%s: there are %d keyholders, and no more can be: remove one first"), key.fingerprint, MH_KEYHOLDERS_MOST);
	if (status == MH_OK)
		status = drop_key(c, c->change->renewed ? "keyholder" : "former", err);
	if (status == MH_OK)
		status = mh_key_put(c->store, &key, "keyholder", public_key.s, err);
	mh_str_free(&public_key);
	return status;
}

static enum mh_status may_leave(struct changing *c, struct mh_err *err)
{
	char *fingerprint = c->change->fingerprint;

	if (!mh_fingerprint_parse(c->change->remove, fingerprint))
		return mh_fail(err, MH_USAGE, _("%.60s: not a full fingerprint of 40 digits (mh-store keyholder list shows them)"), c->change->remove);
	if (!is_among(c->before, c->before_count, fingerprint))
		return mh_fail(err, MH_INPUT, _("%s: is no keyholder (mh-store keyholder list shows them)"), fingerprint);
	if (c->before_count == 1)
		return mh_fail(err, MH_DENIED, _("%s: is the last keyholder: without one nobody opens anything again; add another first"), fingerprint);
	return MH_OK;
}

static enum mh_status leave(struct changing *c, struct mh_err *err)
{
	sqlite3_stmt *stmt = mh_sql_fixed(c->store, MH_SQL_KEY_ROLE, err);

	if (stmt == NULL)
		return MH_STORE;
	mh_bind_text(stmt, "fingerprint", c->change->fingerprint);
	mh_bind_number(stmt, "entry", c->store->transaction.entry);
	return mh_sql_step(c->store, stmt, err);
}

static enum mh_status rewrap_one(struct mh_store *store, sqlite3_stmt *row, const unsigned char secret[MH_SECRET_SIZE],
	const unsigned char public_key[MH_PUBLIC_SIZE], struct mh_err *err)
{
	unsigned char key[MH_DATA_KEY_SIZE], wrapped[MH_WRAPPED_KEY_SIZE];
	struct mh_err why = MH_ERR_INIT;
	int64_t n = sqlite3_column_int64(row, 0);
	sqlite3_stmt *stmt = mh_sql_fixed(store, MH_SQL_DATA_KEY_WRAP, err);

	if (stmt == NULL)
		return MH_STORE;
	if (sqlite3_column_bytes(row, 1) != MH_WRAPPED_KEY_SIZE)
		return mh_fail(err, MH_KEY, _("data key %lld: is damaged"), (long long)n);
	enum mh_status status = mh_data_key_open(sqlite3_column_blob(row, 1), store->public_key, secret, key, &why);
	if (status == MH_OK)
		status = mh_data_key_wrap(public_key, key, wrapped, &why);
	mh_wipe(key, sizeof key);
	if (status != MH_OK)
		return mh_fail(err, MH_KEY, _("data key %lld: %s"), (long long)n, why.text);
	mh_bind_number(stmt, "n", n);
	mh_bind_blob(stmt, "wrapped", wrapped, sizeof wrapped);
	return mh_sql_step(store, stmt, err);
}

enum mh_status mh_data_keys_open(struct mh_store *store, const unsigned char secret[MH_SECRET_SIZE], struct mh_err *err)
{
	sqlite3_stmt *row = mh_sql_fixed(store, MH_SQL_DATA_KEY_EACH, err);
	unsigned char key[MH_DATA_KEY_SIZE];
	enum mh_status status = MH_STORE;

	while (row != NULL && (status = mh_sql_row(store, row, err)) == MH_OK)
		if (sqlite3_column_bytes(row, 1) != MH_WRAPPED_KEY_SIZE ||
		    mh_data_key_open(sqlite3_column_blob(row, 1), store->public_key, secret, key, NULL) != MH_OK) {
			status = mh_fail(err, MH_KEY, _("data key %lld: does not open: it was changed by something else: restore the newest backup from before"),
				(long long)sqlite3_column_int64(row, 0));
			mh_sql_done(row);
			break;
		}
	mh_wipe(key, sizeof key);
	return status == MH_NO ? MH_OK : status;
}

enum mh_status mh_data_keys_rewrap(struct mh_store *store, const unsigned char secret[MH_SECRET_SIZE], const unsigned char public_key[MH_PUBLIC_SIZE],
	int64_t *count, struct mh_err *err)
{
	sqlite3_stmt *row = mh_sql_fixed(store, MH_SQL_DATA_KEY_EACH, err);
	enum mh_status status = MH_STORE;

	while (row != NULL && (status = mh_sql_row(store, row, err)) == MH_OK) {
		status = rewrap_one(store, row, secret, public_key, err);
		if (status != MH_OK) {
			mh_sql_done(row);
			return status;
		}
		(*count)++;
	}
	return status == MH_NO ? MH_OK : status;
}

static enum mh_status put_secret(struct changing *c, const char *wrapped, struct mh_err *err)
{
	sqlite3_stmt *stmt = mh_sql_fixed(c->store, MH_SQL_SECRET_PUT, err);

	if (stmt == NULL)
		return MH_STORE;
	mh_bind_number(stmt, "epoch", c->epoch);
	mh_bind_blob(stmt, "public_key", c->public_key, sizeof c->public_key);
	mh_bind_text(stmt, "secret", wrapped);
	return mh_sql_step(c->store, stmt, err);
}

/* For those who hold from now on; signed by one of them who held before. */
static enum mh_status wrap(struct changing *c, struct mh_err *err)
{
	const char *holders[MH_KEYHOLDERS_MOST], *signers[MH_KEYHOLDERS_MOST];
	struct mh_str text, wrapped;
	size_t signer_count = 0;

	mh_str_init_secret(&text, 4096);
	mh_str_init(&wrapped, 256 * 1024);
	enum mh_status status = mh_keyholders(c->store, c->after, &c->after_count, err);
	for (size_t i = 0; i < c->after_count; i++) {
		holders[i] = c->after[i];
		if (is_among(c->before, c->before_count, c->after[i]))
			signers[signer_count++] = c->after[i];
	}
	mh_secret_text(&text, c->store->info.uid, c->epoch, c->public_key, c->secret);
	if (status == MH_OK)
		status = mh_secret_wrap(c->pgp, &text, holders, c->after_count, signers, signer_count, &wrapped, err);
	if (status == MH_OK)
		status = put_secret(c, wrapped.s, err);
	mh_str_free(&wrapped);
	mh_str_free(&text);
	return status;
}

static enum mh_status begin(struct changing *c, struct mh_err *err)
{
	enum mh_status status = mh_store_begin(c->store, c->change->command, err);

	if (status == MH_OK)
		status = mh_store_authority_verify(c->store, err);
	if (status == MH_OK)
		status = mh_store_pgp(c->store, &c->pgp, err);
	if (status == MH_OK)
		status = mh_keyholders(c->store, c->before, &c->before_count, err);
	c->epoch = c->store->info.epoch;
	memcpy(c->public_key, c->store->public_key, sizeof c->public_key);
	return status;
}

static enum mh_status change(struct changing *c, struct mh_err *err)
{
	bool anew = c->change->remove != NULL || c->change->rotate;
	enum mh_status status = begin(c, err);

	if (status == MH_OK && c->change->add != NULL)
		status = add(c, err);
	if (status == MH_OK && c->change->remove != NULL)
		status = may_leave(c, err);
	if (status == MH_OK)	/* while the one who leaves, and may have wrapped it, still counts */
		status = mh_secret_unwrap(c->store, c->old_secret, err);
	if (status == MH_OK && c->change->remove != NULL)
		status = leave(c, err);
	if (status != MH_OK)
		return status;
	memcpy(c->secret, c->old_secret, sizeof c->secret);
	if (anew) {
		mh_keypair_make(c->public_key, c->secret);
		c->epoch = (c->change->above > c->epoch ? c->change->above : c->epoch) + 1;
		status = mh_data_keys_rewrap(c->store, c->old_secret, c->public_key, &c->change->keys, err);
		if (status == MH_OK)
			status = mh_log_keys_rewrap(c->store, c->old_secret, c->public_key, err);
		if (status == MH_OK && c->change->restored)
			status = mh_log_key_begin(c->store, c->public_key, c->epoch, c->store->transaction.entry + 1, "restore", err);
	}
	if (status == MH_OK)
		status = wrap(c, err);
	if (status == MH_OK)
		status = mh_store_authority_renew(c->store, err);
	if (status != MH_OK)
		return status;
	mh_transaction_note(c->store, c->change->note != NULL ? c->change->note : c->change->fingerprint);
	c->change->entry = c->store->transaction.entry;
	c->change->left = c->after_count;
	return mh_store_commit(c->store, err);
}

enum mh_status mh_store_keyholders_change(struct mh_store *store, struct mh_keyholder_change *asked, struct mh_err *err)
{
	struct changing c = { .store = store, .change = asked };
	enum mh_status status = change(&c, err);

	if (status == MH_OK) {
		store->info.epoch = c.epoch;
		memcpy(store->public_key, c.public_key, sizeof store->public_key);
		sqlite3_wal_checkpoint_v2(store->db, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);	/* old wrappings leave the WAL too, unless somebody reads */
	} else {
		mh_store_rollback(store);
	}
	mh_wipe(&c, sizeof c);
	return status;
}
