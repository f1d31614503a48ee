/* The store's own GnuPG home: allowed public keys and nothing else; made anew from the store when it is not there. */

#include <stdio.h>
#include <unistd.h>

#include "base/file.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "store/internal.h"

enum mh_status mh_store_keys(struct mh_store *store, enum mh_status (*fn)(void *, const struct mh_allowed_key *, struct mh_err *), void *arg, struct mh_err *err)
{
	sqlite3_stmt *stmt = mh_sql_fixed(store, MH_SQL_KEY_EACH, err);
	enum mh_status status = MH_STORE;

	while (stmt != NULL && (status = mh_sql_row(store, stmt, err)) == MH_OK) {
		const struct mh_allowed_key key = {
			(const char *)sqlite3_column_text(stmt, 0), (const char *)sqlite3_column_text(stmt, 1),
			(const char *)sqlite3_column_text(stmt, 2), sqlite3_column_int64(stmt, 4),
		};
		status = fn(arg, &key, err);
		if (status != MH_OK) {
			mh_sql_done(stmt);
			return status;
		}
	}
	return status == MH_NO ? MH_OK : status;
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
	struct mh_blob blob = { key, partner->values[mh_field_find(partner->kind, "public-key")].len };

	return blob.len == 0 ? MH_OK : mh_pgp_take_key(arg, blob, mh_record_text(partner, "fingerprint"), err);
}

static enum mh_status fill(struct mh_store *store, struct mh_pgp *pgp, struct mh_err *err)
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
		if (status == MH_OK && anew && (status = fill(store, store->pgp, err)) != MH_OK) {
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
