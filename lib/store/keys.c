/* The store's own GnuPG home: allowed public keys and nothing else; made anew from the store when it is not there. */

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "store/authority.h"

enum mh_status mh_store_keys(struct mh_store *store, enum mh_status (*fn)(void *, const struct mh_allowed_key *, struct mh_err *), void *arg, struct mh_err *err)
{
	sqlite3_stmt *stmt = mh_sql_fixed(store, MH_SQL_KEY_EACH, err);
	enum mh_status status = MH_STORE;

	while (stmt != NULL && (status = mh_sql_row(store, stmt, err)) == MH_OK) {
		struct mh_allowed_key key = {
			(const char *)sqlite3_column_text(stmt, 0), (const char *)sqlite3_column_text(stmt, 1),
			(const char *)sqlite3_column_text(stmt, 2), sqlite3_column_int64(stmt, 4), sqlite3_column_int64(stmt, 5),
		};
		const struct mh_blob public_key = { sqlite3_column_text(stmt, 3), (size_t)sqlite3_column_bytes(stmt, 3) };
		mh_pgp_key_end(public_key, &key.expires);	/* the key itself knows it; the column only where it is no key */
		status = fn(arg, &key, err);
		if (status != MH_OK) {
			mh_sql_done(stmt);
			return status;
		}
	}
	return status == MH_NO ? MH_OK : status;
}

struct holders { char (*list)[MH_FINGERPRINT_SIZE]; size_t *count; };

static enum mh_status take_holder(void *arg, const struct mh_allowed_key *key, struct mh_err *err)
{
	struct holders *holders = arg;

	if (strcmp(key->role, "keyholder") != 0)
		return MH_OK;
	if (*holders->count == MH_KEYHOLDERS_MOST)
		return mh_fail(err, MH_KEY, _("the store has more than %d keyholders"), MH_KEYHOLDERS_MOST);
	snprintf(holders->list[(*holders->count)++], MH_FINGERPRINT_SIZE, "%s", key->fingerprint);
	return MH_OK;
}

enum mh_status mh_keyholders(struct mh_store *store, char list[MH_KEYHOLDERS_MOST][MH_FINGERPRINT_SIZE], size_t *count, struct mh_err *err)
{
	struct holders holders = { list, count };

	*count = 0;
	return mh_store_keys(store, take_holder, &holders, err);
}

/* Says why a key cannot serve, or MH_OK. */
static enum mh_status judge(const struct mh_pgp_key *key, bool demo, struct mh_err *err)
{
	const char *why = key->revoked ? _("is revoked") : key->expired ? _("is expired") : key->disabled ? _("is disabled") :
		!key->can_encrypt ? _("has no key to encrypt with: add one with gpg --quick-add-key FINGERPRINT cv25519 encr") : !key->can_sign ? _("cannot sign") :
		!key->strong ? _("is too weak: RSA of 3072 bits or an elliptic curve is asked") : NULL;

	if (why != NULL)
		return mh_fail(err, MH_KEY, "%s: %s", key->fingerprint, why);
	if (key->throwaway && !demo)
		return mh_fail(err, MH_DENIED, _("%s: is a throw-away key: it serves in demo stores only"), key->fingerprint);
	return MH_OK;
}

enum mh_status mh_key_take(struct mh_pgp *pgp, const char *named, bool demo, struct mh_str *public_key, struct mh_pgp_key *out, struct mh_err *err)
{
	char fingerprint[MH_FINGERPRINT_SIZE];

	if (!mh_fingerprint_parse(named, fingerprint))
		return mh_fail(err, MH_USAGE, _("%.60s: not a full fingerprint of 40 digits (gpg --list-keys --with-colons shows it)"), named);
	enum mh_status status = mh_pgp_user_key(pgp, fingerprint, public_key, err);
	if (status == MH_OK)
		status = mh_pgp_take_key(pgp, (struct mh_blob){ public_key->s, public_key->len }, fingerprint, err);
	if (status == MH_OK)
		status = mh_pgp_look(pgp, fingerprint, out, err);
	return status == MH_OK ? judge(out, demo, err) : status;
}

enum mh_status mh_key_put(struct mh_store *store, const struct mh_pgp_key *key, const char *role, const char *public_key, struct mh_err *err)
{
	sqlite3_stmt *stmt = mh_sql_fixed(store, MH_SQL_KEY_PUT, err);

	if (stmt == NULL)
		return MH_STORE;
	mh_bind_text(stmt, "fingerprint", key->fingerprint);
	mh_bind_text(stmt, "role", role);
	mh_bind_text(stmt, "name", key->name);
	mh_bind_text(stmt, "public_key", public_key);
	mh_bind_number(stmt, "expires", key->expires);
	mh_bind_number(stmt, "entry", store->transaction.entry);
	enum mh_status status = mh_sql_step(store, stmt, err);
	return status == MH_INPUT ? mh_fail(err, MH_INPUT, _("%s: named twice as %s"), key->fingerprint, role) : status;
}

static enum mh_status take_allowed(struct mh_store *store, struct mh_pgp *pgp, struct mh_err *err)
{
	sqlite3_stmt *stmt = mh_sql_fixed(store, MH_SQL_KEY_EACH, err);
	enum mh_status status = MH_STORE;

	while (stmt != NULL && (status = mh_sql_row(store, stmt, err)) == MH_OK) {
		struct mh_blob key = { sqlite3_column_text(stmt, 3), (size_t)sqlite3_column_bytes(stmt, 3) };
		status = mh_pgp_take_key(pgp, key, (const char *)sqlite3_column_text(stmt, 0), err);
		if (status != MH_OK) {
			mh_sql_done(stmt);
			return status;
		}
	}
	return status == MH_NO ? MH_OK : status;
}

static enum mh_status take_partner(void *arg, struct mh_record *partner, struct mh_err *err)
{
	const char *key = mh_record_text(partner, "public-key");
	const char *const revocation = mh_record_text(partner, "revocation"), *const fingerprint = mh_record_text(partner, "fingerprint");
	struct mh_blob blob = { key, partner->values[mh_field_find(partner->kind, "public-key")].len };
	enum mh_status status = blob.len == 0 ? MH_OK : mh_pgp_take_key(arg, blob, fingerprint, err);

	if (status == MH_OK && blob.len > 0 && revocation[0] != '\0')
		status = mh_pgp_take_revocation(arg, (struct mh_blob){ revocation, strlen(revocation) }, fingerprint, err);
	return status;
}

enum mh_status mh_keys_take(struct mh_store *store, struct mh_pgp *pgp, struct mh_err *err)
{
	struct mh_query active;
	enum mh_status status = take_allowed(store, pgp, err);

	mh_query_init(&active, &mh_partner);
	mh_query_is(&active, "state", "active");
	if (status == MH_OK)
		status = mh_store_each(store, &active, take_partner, pgp, err);
	mh_query_free(&active);
	return status;
}

enum mh_status mh_store_pgp(struct mh_store *store, struct mh_pgp **out, struct mh_err *err)
{
	struct mh_str home, ring;
	enum mh_status status = MH_OK;

	mh_str_init(&home, 4096);
	mh_str_init(&ring, 4200);
	if (store->pgp == NULL) {
		mh_str_printf(&home, "%s/gnupg", store->info.folder);
		mh_str_printf(&ring, "%s/pubring.kbx", home.s);
		bool anew = access(ring.s, F_OK) != 0;
		status = mh_pgp_start(home.s, &store->pgp, err);
		if (status == MH_OK && anew && (status = mh_keys_take(store, store->pgp, err)) != MH_OK) {
			mh_pgp_stop(store->pgp);
			store->pgp = NULL;
			unlink(ring.s);
		}
	}
	*out = store->pgp;
	mh_str_free(&ring);
	mh_str_free(&home);
	return status;
}
