/*
 * The pin: which authority statement this account has seen last, and which keys it names. It lies in the store's configuration
 * folder, outside the store, so that one who changes the store by hand is found by the next command that writes.
 */

#include "store/authority.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/i18n.h"
#include "base/mem.h"

#define PIN_MOST 16384

static const char format[] = "mh-pin/1";

static void pin_path(const struct mh_store *store, struct mh_str *out)
{
	mh_str_init(out, 4200);
	mh_str_printf(out, "%s/pin", store->info.folder);
}

void mh_pin_text(const struct mh_trust *trust, struct mh_str *out)
{
	mh_str_printf(out, "format: %s\nstore: %s\nnumber: %lld\nstatement: %s\nepoch: %lld\npublic-key: %s\n", format, trust->store,
		(long long)trust->number, trust->statement, (long long)trust->epoch, trust->public_key);
	for (size_t i = 0; i < trust->count; i++)
		mh_str_printf(out, "keyholder: %s\n", trust->holders[i]);
}

enum mh_status mh_pin_write(const struct mh_store *store, const char *text, struct mh_err *err)
{
	struct mh_str path;

	pin_path(store, &path);
	enum mh_status status = mh_file_write(path.s, (struct mh_blob){ text, strlen(text) }, true, err);
	mh_str_free(&path);
	return status;
}

enum mh_status mh_pin_read(const struct mh_store *store, struct mh_trust *out, struct mh_err *err)
{
	struct mh_str path, text;
	char uid[2 * MH_UID_SIZE + 1];
	enum mh_status status = MH_OK;

	pin_path(store, &path);
	mh_str_init(&text, PIN_MOST);
	mh_hex(store->info.uid, MH_UID_SIZE, uid);
	if (mh_file_read(path.s, &text, NULL) != MH_OK)
		status = mh_fail(err, MH_KEY, _("%s: the pin of this store cannot be read: take it from a colleague's folder or a backup"), path.s);
	else if (strlen(text.s) != text.len || !mh_trust_read(text.s, format, out) || strcmp(out->store, uid) != 0)
		status = mh_fail(err, MH_KEY, _("%s: is no pin of this store: take it from a colleague's folder or a backup"), path.s);
	mh_str_free(&text);
	mh_str_free(&path);
	return status;
}

/* The store's row again: another command may have given it another key since it was opened. */
static enum mh_status same_as_opened(struct mh_store *store, struct mh_err *err)
{
	sqlite3_stmt *stmt = mh_sql_fixed(store, MH_SQL_STORE_READ, err);
	enum mh_status status = stmt != NULL ? mh_sql_row(store, stmt, err) : MH_STORE;

	if (status != MH_OK)
		return status == MH_NO ? mh_fail(err, MH_STORE, _("%s: holds no store"), store->info.file) : status;
	if (sqlite3_column_int64(stmt, 6) != store->info.epoch || sqlite3_column_bytes(stmt, 7) != MH_PUBLIC_SIZE ||
	    memcmp(sqlite3_column_blob(stmt, 7), store->public_key, MH_PUBLIC_SIZE) != 0)
		status = mh_fail(err, MH_BUSY, _("%s: another command gave it another key meanwhile: try again"), store->info.file);
	mh_sql_done(stmt);
	return status;
}

/* From the statement that is pinned to the newest, one by one: each is signed by a keyholder of the one before. */
static enum mh_status follow(struct mh_store *store, int64_t newest, const char *digest, struct mh_trust *pin, struct mh_err *err)
{
	struct mh_pgp *pgp;
	struct mh_trust next;
	struct mh_str text;
	enum mh_status status = mh_store_pgp(store, &pgp, err);

	mh_str_init(&text, MH_STATEMENT_MOST);
	if (status == MH_OK)
		status = mh_keys_take(store, pgp, err);
	while (status == MH_OK && pin->number < newest) {
		mh_str_clear(&text);
		status = mh_authority_read(store, pin->number + 1, pin, pin->number + 1 < newest, &text, &next, err);
		if (status == MH_OK && strcmp(next.previous, pin->statement) != 0)
			status = mh_fail(err, MH_KEY, _("authority statement %lld: does not follow on the one that this account has seen"), (long long)next.number);
		if (status == MH_OK)
			status = mh_authority_digest(store, next.number, next.statement, err);
		if (status == MH_OK)
			*pin = next;
	}
	if (status == MH_OK && strcmp(pin->statement, digest) != 0)
		status = mh_fail(err, MH_KEY, _("authority statement %lld: is another than was read"), (long long)newest);
	mh_str_clear(&text);
	mh_pin_text(pin, &text);
	if (status == MH_OK)
		status = mh_pin_write(store, text.s, err);
	mh_str_free(&text);
	return status;
}

static enum mh_status differs(const struct mh_store *store, const char *what, struct mh_err *err)
{
	return mh_fail(err, MH_KEY, _("%s: %s is not the one that is pinned in %s/pin: it was changed by something else: restore the store "
		"from a backup"), store->info.file, what, store->info.folder);
}

static enum mh_status compare(struct mh_store *store, const struct mh_trust *pin, struct mh_err *err)
{
	char holders[MH_KEYHOLDERS_MOST][MH_FINGERPRINT_SIZE], hex[MH_DIGEST_TEXT_SIZE], what[100];
	unsigned char digest[MH_HASH_SIZE];
	size_t count = 0;
	enum mh_status status = mh_keyholders(store, holders, &count, err);

	mh_digest(store->public_key, MH_PUBLIC_SIZE, digest);
	mh_hex(digest, sizeof digest, hex);
	if (status == MH_OK && strcmp(hex, pin->public_key) != 0)
		return differs(store, _("the store's public key"), err);
	if (status == MH_OK && store->info.epoch != pin->epoch)
		return differs(store, _("the number of the store's key"), err);
	for (size_t i = 0; i < count && status == MH_OK; i++) {
		snprintf(what, sizeof what, _("keyholder %s"), holders[i]);
		if (!mh_trust_holder(pin, holders[i]))
			return differs(store, what, err);
	}
	return status == MH_OK && count != pin->count ? differs(store, _("the number of keyholders"), err) : status;
}

enum mh_status mh_pin_check(struct mh_store *store, struct mh_trust *pin, struct mh_err *err)
{
	char digest[MH_DIGEST_TEXT_SIZE];
	int64_t newest;
	enum mh_status status = mh_pin_read(store, pin, err);

	if (status == MH_OK)
		status = same_as_opened(store, err);
	if (status == MH_OK)
		status = mh_authority_newest(store, &newest, digest, err);
	if (status == MH_OK && newest < pin->number)
		status = mh_fail(err, MH_KEY, _("%s: its authority statement (%lld) is older than the one that this account has seen (%lld): "
			"the store was put back"), store->info.file, (long long)newest, (long long)pin->number);
	if (status == MH_OK && newest == pin->number && strcmp(digest, pin->statement) != 0)
		status = differs(store, _("the authority statement"), err);
	if (status == MH_OK && newest > pin->number)
		status = follow(store, newest, digest, pin, err);
	return status == MH_OK ? compare(store, pin, err) : status;
}
