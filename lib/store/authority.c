/* The authority statement: signed when keyholders, partners or agreements change, verified before anything rests on them. */

#include "store/authority.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"

static const char format[] = "mh-authority/1";

static void digest_of(const char *text, char out[MH_DIGEST_TEXT_SIZE])
{
	unsigned char digest[MH_HASH_SIZE];

	mh_digest(text, strlen(text), digest);
	mh_hex(digest, sizeof digest, out);
}

enum mh_status mh_authority_newest(struct mh_store *store, int64_t *number, char digest[MH_DIGEST_TEXT_SIZE], struct mh_err *err)
{
	sqlite3_stmt *stmt = mh_sql_fixed(store, MH_SQL_AUTHORITY_LAST, err);
	enum mh_status status = stmt != NULL ? mh_sql_row(store, stmt, err) : MH_STORE;

	*number = 0;
	digest[0] = '\0';
	if (status != MH_OK)
		return status == MH_NO ? MH_OK : status;
	*number = sqlite3_column_int64(stmt, 0);
	digest_of((const char *)sqlite3_column_text(stmt, 1), digest);
	mh_sql_done(stmt);
	return MH_OK;
}

/* entry: of the log, as the store has it. */
static enum mh_status read_signed(struct mh_store *store, int64_t number, struct mh_str *out, int64_t *entry, struct mh_err *err)
{
	sqlite3_stmt *stmt = mh_sql_fixed(store, MH_SQL_AUTHORITY_ONE, err);

	if (stmt == NULL)
		return MH_STORE;
	mh_bind_number(stmt, "n", number);
	enum mh_status status = mh_sql_row(store, stmt, err);
	if (status == MH_OK) {
		mh_str_puts(out, (const char *)sqlite3_column_text(stmt, 0));
		*entry = sqlite3_column_int64(stmt, 1);
		mh_sql_done(stmt);
	}
	return status == MH_NO ? mh_fail(err, MH_KEY, _("authority statement %lld: is missing"), (long long)number) : status;
}

enum mh_status mh_authority_digest(struct mh_store *store, int64_t number, char digest[MH_DIGEST_TEXT_SIZE], struct mh_err *err)
{
	struct mh_str text;
	int64_t entry;

	mh_str_init(&text, MH_STATEMENT_MOST);
	enum mh_status status = read_signed(store, number, &text, &entry, err);
	if (status == MH_OK)
		digest_of(text.s, digest);
	mh_str_free(&text);
	return status;
}

enum mh_status mh_authority_entry(int64_t number, int64_t entry, const struct mh_trust *says, struct mh_err *err)
{
	return says->entry == entry ? MH_OK : mh_fail(err, MH_KEY, _("authority statement %lld: a keyholder signed it in log entry %lld, and the store "
		"says %lld: it was changed by something else: restore the store from a backup"), (long long)number, (long long)says->entry, (long long)entry);
}

/* Is it a statement of this store, of that number and entry? */
static enum mh_status read_text(struct mh_store *store, int64_t number, int64_t entry, const struct mh_str *text, struct mh_trust *says, struct mh_err *err)
{
	char uid[2 * MH_UID_SIZE + 1];

	mh_hex(store->info.uid, MH_UID_SIZE, uid);
	if (!mh_trust_read(text->s, format, says) || says->number != number || strcmp(says->store, uid) != 0)
		return mh_fail(err, MH_KEY, _("authority statement %lld: is another text that a keyholder signed"), (long long)number);
	return mh_authority_entry(number, entry, says, err);
}

enum mh_status mh_authority_read(struct mh_store *store, int64_t number, const struct mh_trust *before, bool past, struct mh_str *text,
	struct mh_trust *says, struct mh_err *err)
{
	const char *allowed[MH_KEYHOLDERS_MOST];
	struct mh_err why = MH_ERR_INIT;
	struct mh_str signed_text;
	struct mh_pgp *pgp;
	size_t signer = 0;
	int64_t entry = 0;

	mh_str_init(&signed_text, MH_STATEMENT_MOST);
	for (size_t i = 0; i < before->count; i++)
		allowed[i] = before->holders[i];
	enum mh_status status = mh_store_pgp(store, &pgp, err);
	if (status == MH_OK)
		status = read_signed(store, number, &signed_text, &entry, err);
	if (status == MH_OK && mh_pgp_verify(pgp, (struct mh_blob){ signed_text.s, signed_text.len }, allowed, before->count, past, &signer, text, &why) != MH_OK)
		status = mh_fail(err, MH_KEY, _("authority statement %lld: %s"), (long long)number, why.text);
	if (status == MH_OK)
		status = read_text(store, number, entry, text, says, err);
	if (status == MH_OK && !mh_trust_holder(says, allowed[signer]))
		status = mh_fail(err, MH_KEY, _("authority statement %lld: %s, who signed it, is no keyholder by it"), (long long)number, allowed[signer]);
	mh_str_free(&signed_text);
	return status;
}

static enum mh_status is_true(void *arg, struct mh_record *rec, struct mh_err *err)
{
	struct mh_store *store = arg;
	struct mh_record partner;

	mh_record_init(&partner, &mh_partner);
	enum mh_status status = mh_store_get(store, (struct mh_id){ &mh_partner, rec->n }, &partner, err);
	if (status == MH_OK)
		status = mh_store_row_true(store, &partner, err);
	mh_record_free(&partner);
	return status;
}

/*
 * Does what was signed hold for what is? A partner may be suspended since by a command, which the log has: that only blocks. *holds: no where
 * something else changed it.
 */
static enum mh_status agrees(struct mh_store *store, const char *was, const char *is, bool *holds, struct mh_err *err)
{
	const int64_t as_of = store->as_of;
	struct mh_err why = MH_ERR_INIT;
	struct mh_query query;

	*holds = mh_statement_holds(was, is);
	if (!*holds || strcmp(was, is) == 0)
		return MH_OK;
	mh_query_init(&query, &mh_partner);
	mh_query_is(&query, "state", "suspended");
	store->as_of = -1;
	enum mh_status status = mh_store_each(store, &query, is_true, store, &why);
	store->as_of = as_of;
	mh_query_free(&query);
	*holds = status == MH_OK;
	return status == MH_OK || status == MH_STORE ? MH_OK : mh_fail(err, status, "%s", why.text);
}

/*
 * The statement that the pin names by its digest. It was verified before it was pinned, and its bytes are compared with the pin, which lies where
 * our GnuPG home lies: to ask gpg again at each send could tell no more.
 */
static enum mh_status read_pinned(struct mh_store *store, const struct mh_trust *pin, struct mh_str *text, struct mh_err *err)
{
	char digest[MH_DIGEST_TEXT_SIZE];
	struct mh_str signed_text;
	struct mh_trust says;
	int64_t entry = 0;

	mh_str_init(&signed_text, MH_STATEMENT_MOST);
	enum mh_status status = read_signed(store, pin->number, &signed_text, &entry, err);
	if (status == MH_OK) {
		digest_of(signed_text.s, digest);
		if (strcmp(digest, pin->statement) == 0 && mh_pgp_text((struct mh_blob){ signed_text.s, signed_text.len }, text, NULL) == MH_OK)
			status = read_text(store, pin->number, entry, text, &says, err);
		else
			status = mh_authority_read(store, pin->number, pin, true, text, &says, err);
	}
	mh_str_free(&signed_text);
	return status;
}

enum mh_status mh_store_authority_verify(struct mh_store *store, struct mh_err *err)
{
	struct mh_trust pin;
	struct mh_str text, now, what;
	bool holds = true;

	mh_str_init(&text, MH_STATEMENT_MOST);
	mh_str_init(&now, MH_STATEMENT_MOST);
	mh_str_init(&what, 1000);
	enum mh_status status = mh_pin_check(store, &pin, err);
	if (status == MH_OK && store->statement != NULL && store->statement_number == pin.number)
		mh_str_puts(&text, store->statement);
	else if (status == MH_OK)
		status = read_pinned(store, &pin, &text, err);
	if (status == MH_OK)
		status = mh_statement_text(store, pin.number, 0, "", &now, err);
	if (status == MH_OK)
		status = agrees(store, mh_statement_body(text.s), mh_statement_body(now.s), &holds, err);
	if (status == MH_OK && !holds) {
		mh_statement_difference(mh_statement_body(text.s), mh_statement_body(now.s), &what);
		status = mh_fail(err, MH_KEY, _("%s: %s is not what a keyholder signed: it was changed by something else: "
			"restore the store from a backup"), store->info.file, what.s);
	}
	if (status == MH_OK) {
		free(store->statement);
		store->statement = mh_strdup(text.s);
		store->statement_number = pin.number;
	}
	mh_str_free(&what);
	mh_str_free(&now);
	mh_str_free(&text);
	return status;
}

/* The first keyholder at hand signs; one who becomes a keyholder by the statement cannot sign it. */
static enum mh_status sign(struct mh_store *store, const struct mh_str *text, const struct mh_trust *says, const struct mh_trust *before,
	struct mh_str *out, struct mh_err *err)
{
	struct mh_err why = MH_ERR_INIT;
	struct mh_pgp *pgp;
	enum mh_status status = mh_store_pgp(store, &pgp, err), tried = MH_KEY;

	if (status != MH_OK)
		return status;
	mh_fail(&why, MH_KEY, _("nobody who was a keyholder stays one"));
	for (size_t i = 0; i < says->count && tried != MH_OK; i++)
		if (before == NULL || mh_trust_holder(before, says->holders[i]))
			tried = mh_pgp_sign(pgp, (struct mh_blob){ text->s, text->len }, says->holders[i], out, &why);
	return tried == MH_OK ? MH_OK : mh_fail(err, MH_KEY, _("authority statement: %s: a keyholder must be at this keyboard to sign it"), why.text);
}

static enum mh_status put(struct mh_store *store, int64_t number, const char *signed_text, struct mh_err *err)
{
	sqlite3_stmt *stmt = mh_sql_fixed(store, MH_SQL_AUTHORITY_PUT, err);

	if (stmt == NULL)
		return MH_STORE;
	mh_bind_number(stmt, "n", number);
	mh_bind_number(stmt, "entry", store->transaction.entry);
	mh_bind_text(stmt, "signed", signed_text);
	return mh_sql_step(store, stmt, err);
}

enum mh_status mh_store_authority_renew(struct mh_store *store, struct mh_err *err)
{
	struct mh_trust pin = { .number = 0 }, says;
	struct mh_str text, signed_text;
	char digest[MH_DIGEST_TEXT_SIZE];
	int64_t number;

	mh_str_init(&text, MH_STATEMENT_MOST);
	mh_str_init(&signed_text, MH_STATEMENT_MOST);
	enum mh_status status = mh_authority_newest(store, &number, digest, err);
	if (status == MH_OK && !store->making)
		status = mh_pin_read(store, &pin, err);
	if (status == MH_OK)
		status = mh_statement_text(store, number + 1, store->transaction.entry, digest, &text, err);
	if (status == MH_OK && store->statement != NULL && store->statement_number == number &&
	    strcmp(mh_statement_body(store->statement), mh_statement_body(text.s)) == 0)
		goto out;	/* what changed does not stand in it */
	if (status == MH_OK && !mh_trust_read(text.s, format, &says))
		status = mh_fail(err, MH_STORE, _("%s: is damaged"), store->info.file);
	if (status == MH_OK)
		status = sign(store, &text, &says, store->making ? NULL : &pin, &signed_text, err);
	if (status == MH_OK)
		status = put(store, number + 1, signed_text.s, err);
	if (status == MH_OK) {
		digest_of(signed_text.s, says.statement);
		mh_str_clear(&store->transaction.pin);
		mh_pin_text(&says, &store->transaction.pin);
	}
out:
	mh_str_free(&signed_text);
	mh_str_free(&text);
	return status;
}
