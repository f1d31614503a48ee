#include "exchange/declaration.h"

#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "crypto/openpgp.h"
#include "crypto/sealed.h"

void mh_declaration_digest(struct mh_blob text, char out[MH_DECLARATION_DIGEST_SIZE])
{
	unsigned char digest[MH_HASH_SIZE];

	mh_digest(text.bytes, text.len, digest);
	mh_hex(digest, sizeof digest, out);
}

static void compose(struct mh_str *out, const struct mh_store_info *about, const char *digest, const char *says, mh_moment now)
{
	char at[MH_MOMENT_SIZE];

	mh_moment_format(now, at);
	mh_str_printf(out, "format: %s\nsays: %s\ntext: %s\norganisation: %s\nfingerprint: %s\nat: %s\ndemo: \"%s\"\n", MH_DECLARATION_FORMAT, says, digest,
		about->organisation, about->exchange_key, at, about->demo ? "yes" : "no");
}

static enum mh_status fill(struct mh_record *signing, const char *says, const char *fingerprint, const char *statement, mh_moment at, struct mh_err *err)
{
	char day[MH_DATE_SIZE];

	mh_date_format(mh_moment_day(at), day);
	mh_record_put_number(signing, "at", at);
	enum mh_status status = mh_record_put(signing, "says", says, err);
	if (status == MH_OK)
		status = mh_record_put(signing, "on", day, err);
	if (status == MH_OK)
		status = mh_record_put(signing, "paper", "no", err);
	if (status == MH_OK)
		status = mh_record_put(signing, "fingerprint", fingerprint, err);
	return status == MH_OK ? mh_record_put(signing, "statement", statement, err) : status;
}

enum mh_status mh_declaration_sign(struct mh_store *store, const struct mh_record *declaration, const char *says, mh_moment now,
	struct mh_record *signing, struct mh_err *err)
{
	const struct mh_store_info *about = mh_store_about(store);
	struct mh_str text, statement;
	struct mh_pgp *pgp;

	if (about->exchange_key == NULL || about->exchange_key[0] == '\0')
		return mh_fail(err, MH_KEY, _("this organisation has no exchange key: sign on paper, and record it with declaration add --paper"));
	mh_str_init(&text, MH_DECLARATION_STATEMENT_MOST);
	mh_str_init(&statement, MH_DECLARATION_STATEMENT_MOST);
	compose(&text, about, mh_record_text(declaration, "digest"), says, now);
	enum mh_status status = mh_store_pgp(store, &pgp, err);
	if (status == MH_OK)
		status = mh_pgp_sign(pgp, (struct mh_blob){ text.s, text.len }, about->exchange_key, &statement, err);
	if (status == MH_OK) {
		mh_record_put_number(signing, "declaration", declaration->n);
		status = fill(signing, says, about->exchange_key, statement.s, now, err);
	}
	mh_str_free(&statement);
	mh_str_free(&text);
	return status;
}

/* What the same organisation said of the same declaration before. */
struct before { const struct mh_record *now; int64_t n; mh_moment at; char on[MH_DATE_SIZE], says[16]; bool same, found; };

static enum mh_status look(void *arg, struct mh_record *rec, struct mh_err *err)
{
	struct before *b = arg;
	const char *statement = mh_record_text(b->now, "statement"), *on = mh_record_text(rec, "on");

	(void)err;
	if (mh_record_number(rec, "partner") != mh_record_number(b->now, "partner"))
		return MH_OK;
	if (statement[0] != '\0' && strcmp(statement, mh_record_text(rec, "statement")) == 0)
		b->same = true;
	if (b->found && strcmp(on, b->on) < 0)
		return MH_OK;
	b->found = true;
	b->at = mh_record_number(rec, "at");
	snprintf(b->on, sizeof b->on, "%s", on);
	snprintf(b->says, sizeof b->says, "%s", mh_record_text(rec, "says"));
	return MH_OK;
}

static enum mh_status judge(const struct before *b, struct mh_err *err)
{
	const char *on = mh_record_text(b->now, "on"), *says = mh_record_text(b->now, "says");
	const mh_moment at = mh_record_number(b->now, "at");
	const bool older = b->found && (strcmp(on, b->on) < 0 || (at != 0 && b->at != 0 && at < b->at));

	if (older)
		return mh_fail(err, MH_INPUT, _("declaration: what is on record of this organisation is newer (%s, %s): an older statement changes nothing"), b->on, b->says);
	if (b->found && strcmp(says, b->says) == 0)
		return mh_fail(err, MH_NO, _("declaration: this organisation's last word is that already (%s, %s)"), b->on, b->says);
	if (!b->found && strcmp(says, MH_SAYS_WITHDRAWN) == 0)
		return mh_fail(err, MH_NO, _("declaration: this organisation has not signed it: there is nothing to withdraw"));
	return MH_OK;
}

enum mh_status mh_declaration_put(struct mh_store *store, struct mh_record *signing, bool *known, struct mh_err *err)
{
	struct before b = { .now = signing };
	struct mh_query query;

	mh_query_init(&query, &mh_signing);
	mh_query_is_number(&query, "declaration", mh_record_number(signing, "declaration"));
	enum mh_status status = mh_store_each(store, &query, look, &b, err);
	mh_query_free(&query);
	*known = status == MH_OK && b.same;
	if (status == MH_OK && !b.same)
		status = judge(&b, err);
	return status == MH_OK && !b.same ? mh_store_put(store, signing, err) : status;
}
