/*
 * The store's secret key: one OpenPGP message, signed and encrypted to the keyholders. Its text is ours and begins with
 * its format line, so that no other signed message can stand in for it.
 */

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "store/authority.h"
#include "store/secret.h"

void mh_secret_text(struct mh_str *out, const unsigned char uid[MH_UID_SIZE], int64_t epoch,
	const unsigned char public_key[MH_PUBLIC_SIZE], const unsigned char secret[MH_SECRET_SIZE])
{
	char hex[2 * MH_SECRET_SIZE + 1];

	mh_hex(uid, MH_UID_SIZE, hex);
	mh_str_printf(out, "format: mh-store-secret/1\nstore: %s\nepoch: %lld\n", hex, (long long)epoch);
	mh_hex(public_key, MH_PUBLIC_SIZE, hex);
	mh_str_printf(out, "public: %s\n", hex);
	mh_hex(secret, MH_SECRET_SIZE, hex);
	mh_str_printf(out, "secret: %s\n", hex);
	mh_wipe(hex, sizeof hex);
}

/* The text must be the one that mh_secret_text makes: then nothing in it is another store's or another epoch's. */
static enum mh_status read_text(struct mh_store *store, const struct mh_str *text, unsigned char secret[MH_SECRET_SIZE], struct mh_err *err)
{
	struct mh_str again;
	enum mh_status status = MH_OK;
	const size_t hex = 2 * MH_SECRET_SIZE;

	mh_str_init_secret(&again, 1024);
	char *last = text->len > hex + 1 ? text->s + text->len - hex - 1 : NULL;
	char digits[2 * MH_SECRET_SIZE + 1] = "";
	if (last != NULL)
		memcpy(digits, last, hex);
	if (!mh_unhex(digits, secret, MH_SECRET_SIZE))
		status = MH_KEY;
	mh_secret_text(&again, store->info.uid, store->info.epoch, store->public_key, secret);
	if (status != MH_OK || again.len != text->len || !mh_same_bytes(again.s, text->s, again.len))
		status = mh_fail(err, MH_KEY, _("%s: the wrapped secret is not of this store and epoch"), store->info.file);
	mh_wipe(digits, sizeof digits);
	mh_str_free(&again);
	return status;
}

static enum mh_status read_wrapped(struct mh_store *store, struct mh_str *out, struct mh_err *err)
{
	sqlite3_stmt *stmt = mh_sql_fixed(store, MH_SQL_SECRET_READ, err);
	enum mh_status status = stmt != NULL ? mh_sql_row(store, stmt, err) : MH_STORE;

	if (status == MH_OK) {
		mh_str_puts(out, (const char *)sqlite3_column_text(stmt, 0));
		mh_sql_done(stmt);
	}
	return status;
}

enum mh_status mh_secret_wrap(struct mh_pgp *pgp, const struct mh_str *text, const char *const holders[], size_t count, const char *const signers[],
	size_t signer_count, struct mh_str *out, struct mh_err *err)
{
	enum mh_status status = mh_fail(err, MH_KEY, _("the store's secret: nobody is there to sign it"));

	for (size_t i = 0; i < signer_count && status != MH_OK; i++)
		status = mh_pgp_seal(pgp, (struct mh_blob){ text->s, text->len }, holders, count, signers[i], out, err);
	return status;
}

enum mh_status mh_secret_unwrap(struct mh_store *store, unsigned char secret[MH_SECRET_SIZE], struct mh_err *err)
{
	char holders[MH_KEYHOLDERS_MOST][MH_FINGERPRINT_SIZE];
	const char *list[MH_KEYHOLDERS_MOST];
	struct mh_str wrapped, text;
	struct mh_pgp *pgp;
	size_t count = 0, signer;

	mh_str_init(&wrapped, 256 * 1024);
	mh_str_init_secret(&text, 4096);
	enum mh_status status = mh_store_pgp(store, &pgp, err);
	if (status == MH_OK)
		status = mh_keyholders(store, holders, &count, err);
	if (status == MH_OK)
		status = read_wrapped(store, &wrapped, err);
	for (size_t i = 0; i < count; i++)
		list[i] = holders[i];
	if (status == MH_OK) {
		status = mh_pgp_open(pgp, (struct mh_blob){ wrapped.s, wrapped.len }, list, count, &signer, &text, err);
		if (status == MH_OK)
			status = read_text(store, &text, secret, err);
		else
			status = mh_fail(err, MH_KEY, _("the store's secret: %s: a keyholder must be at this keyboard"), err->text);
	}
	mh_str_free(&text);
	mh_str_free(&wrapped);
	return status;
}

/* The entry that says who looks at what and why is on disk before anything is opened. */
static enum mh_status log_purpose(struct mh_store *store, const struct mh_look *look, const char *note, struct mh_err *err)
{
	bool nested = store->transaction.open;
	enum mh_status status = MH_OK;

	if (nested)
		return mh_fail(err, MH_STORE, _("sealed values are unlocked before a transaction begins"));
	if (!store->writable)
		status = mh_fail(err, MH_STORE, _("%s: cannot be written, so the look into sealed values cannot be logged"), store->info.file);
	if (status == MH_OK)
		status = mh_sql_run(store, "PRAGMA query_only = 0", err);
	if (status == MH_OK)
		status = mh_store_begin(store, look->command, err);
	if (status != MH_OK)
		return status;
	mh_str_puts(&store->transaction.purpose, look->purpose);
	mh_transaction_note(store, note);
	for (size_t i = 0; i < look->count; i++)
		mh_touch(store, look->subjects[i]);
	for (size_t i = 0; i < look->range_count; i++)
		mh_touch_range(store, &look->ranges[i]);
	if (look->everything)
		mh_str_puts(&store->transaction.subjects, "everything");
	return mh_store_commit(store, err);
}

static enum mh_status known_purpose(struct mh_store *store, const char *purpose, struct mh_err *err)
{
	const struct mh_code_list *list = mh_catalogue(&store->catalogues, "purpose", err);

	if (list == NULL)
		return MH_INPUT;
	if (mh_code_find(list, purpose, strlen(purpose)) == NULL || strcmp(purpose, "unknown") == 0 || strcmp(purpose, "not-asked") == 0) {
		const char *near = mh_code_nearest(list, purpose);
		return mh_fail(err, MH_USAGE, near != NULL ? _("purpose %.40s: not a code of catalogue purpose; nearest: %s") :
			_("purpose %.40s: not a code of catalogue purpose"), purpose, near);
	}
	return MH_OK;
}

enum mh_status mh_look_begin(struct mh_store *store, const struct mh_look *look, struct mh_err *err)
{
	unsigned char secret[MH_SECRET_SIZE];
	enum mh_status status = known_purpose(store, look->purpose, err);

	if (status == MH_OK && store->secret == NULL)
		status = mh_store_authority_verify(store, err);
	if (status == MH_OK)
		status = log_purpose(store, look, look->note, err);
	if (status == MH_OK && store->secret == NULL) {
		status = mh_secret_unwrap(store, secret, err);
		if (status == MH_OK) {
			store->secret = mh_alloc(1, MH_SECRET_SIZE);
			memcpy(store->secret, secret, MH_SECRET_SIZE);
		} else {	/* who asks what was seen is to know that nothing was */
			log_purpose(store, look, "not opened: no keyholder's key", NULL);
		}
		mh_wipe(secret, sizeof secret);
	}
	return status;
}

enum mh_status mh_store_unlock(struct mh_store *store, const char *command, const char *purpose, const struct mh_id *subjects, size_t count, struct mh_err *err)
{
	return mh_store_unlock_noted(store, command, purpose, "", subjects, count, err);
}

enum mh_status mh_store_unlock_noted(struct mh_store *store, const char *command, const char *purpose, const char *note,
	const struct mh_id *subjects, size_t count, struct mh_err *err)
{
	const struct mh_look look = { .command = command, .purpose = purpose, .note = note, .subjects = subjects, .count = count };
	enum mh_status status = mh_look_begin(store, &look, err);

	if (status != MH_OK)
		return status;
	store->subjects = mh_grow(store->subjects, store->subject_count + count, sizeof *store->subjects);
	for (size_t i = 0; i < count; i++)
		store->subjects[store->subject_count++] = subjects[i];
	return MH_OK;
}

enum mh_status mh_unlock_everything(struct mh_store *store, const char *command, const char *purpose, struct mh_err *err)
{
	const struct mh_look look = { .command = command, .purpose = purpose, .note = "", .everything = true };
	enum mh_status status = mh_look_begin(store, &look, err);

	store->everything = status == MH_OK;
	return status;
}
