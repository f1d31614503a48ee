/* The key in a partner's entry: is it the one on record, confirmed by another way, revoked by its owner, fit to be used? */

#include "exchange/partners.h"

#include <string.h>

#include "base/clock.h"
#include "base/i18n.h"
#include "crypto/openpgp.h"
#include "exchange/key_check.h"

void mh_partner_say(struct mh_partner_import *in, const char *partner, const char *what, const char *before, const char *after)
{
	if (after == NULL && !in->remove)
		in->absent++;
	else
		in->changes++;
	if (in->change != NULL)
		in->change(in->arg, &(struct mh_partner_change){ partner, what, before, after });
}

static bool confirmed(const struct mh_partner_import *in, const char *fingerprint)
{
	char parsed[MH_FINGERPRINT_SIZE];

	for (size_t i = 0; i < in->confirmed_count; i++)
		if (mh_fingerprint_parse(in->confirmed[i], parsed) && strcmp(parsed, fingerprint) == 0)
			return true;
	return false;
}

/* How, and with whom, that was done: kept with the partner. */
static enum mh_status put_confirmation(const struct mh_partner_import *in, struct mh_record *to, struct mh_err *err)
{
	static const char *const fields[] = { "confirmed-how", "confirmed-with" };
	char today[MH_DATE_SIZE];

	mh_date_format(mh_moment_day(mh_clock_system()), today);
	enum mh_status status = mh_record_put(to, "confirmed", today, err);
	for (size_t i = 0; i < sizeof fields / sizeof *fields && status == MH_OK; i++)
		status = mh_record_put(to, fields[i], mh_record_text(in->confirmation, fields[i]), err);
	return status;
}

/* A key is one organisation's: under another code a partner that was suspended would be reached by it. Those that left count too. */
static enum mh_status check_owner(const struct mh_partner_import *in, const struct mh_record *to, const char *code, const char *fingerprint, struct mh_err *err)
{
	char other[80];
	enum mh_status status = mh_key_owner(in->store, to, fingerprint, other, sizeof other, err);

	if (status == MH_OK)
		return mh_fail(err, MH_DENIED, _("partner %s: its fingerprint %s is that of %s: ask by another way whose key it is; an organisation has one code, "
			"and no two have one key"), code, fingerprint, other);
	return status == MH_NO ? MH_OK : status;
}

/* Is the key fit to be a partner's? */
static enum mh_status check_key(const struct mh_partner_import *in, const char *code, const struct mh_pgp_key *key, struct mh_err *err)
{
	if (key->throwaway && !mh_store_about(in->store)->demo)
		return mh_fail(err, MH_DENIED, _("partner %s: its key is a throw-away key of a demonstration: refused outside a demo store"), code);
	if (key->revoked || key->expired || key->disabled)
		return mh_fail(err, MH_KEY, key->revoked ? _("partner %s: its key was revoked: ask for the new one") :
			_("partner %s: its key has expired or is disabled: ask for the new one"), code);
	if (!key->can_encrypt || !key->can_sign || !key->strong)
		return mh_fail(err, MH_KEY, key->strong ? _("partner %s: its key cannot both sign and encrypt: ask for another") :
			_("partner %s: its key is too weak (RSA of 3072 bits or more, or an elliptic curve): ask for another"), code);
	return MH_OK;
}

void mh_partner_key_fault(const char *code, struct mh_err *err)
{
	mh_fail(err, MH_KEY, _("partner %s: %s: ask it by another way for its key and its fingerprint"), code, err->text);
}

/* Into the store's GnuPG home, when it is written. */
static enum mh_status take(const struct mh_partner_import *in, const char *code, const char *fingerprint, struct mh_blob text, struct mh_err *err)
{
	struct mh_pgp *pgp;
	struct mh_pgp_key key;
	enum mh_status status = mh_store_pgp(in->store, &pgp, err);

	if (status == MH_OK)
		status = mh_pgp_take_key(pgp, text, fingerprint, err);
	if (status == MH_KEY)
		mh_partner_key_fault(code, err);
	if (status == MH_OK)
		status = mh_pgp_look(pgp, fingerprint, &key, err);
	return status == MH_OK ? check_key(in, code, &key, err) : status;
}

/* The key on record, with its owner's revocation in it: the key stays as it was signed for, the revocation stands beside it. */
static enum mh_status revoke(struct mh_partner_import *in, struct mh_record *from, struct mh_record *to, struct mh_err *err)
{
	const char *fingerprint = mh_record_text(from, "fingerprint"), *text = mh_record_text(from, "public-key");
	struct mh_pgp *pgp;
	enum mh_status status = MH_OK;

	from->set[mh_field_find(from->kind, "public-key")] = false;
	if (mh_record_has(to, "revocation"))
		return MH_OK;
	mh_partner_say(in, mh_record_text(from, "code"), "revocation", NULL, fingerprint);
	if (in->write)
		status = mh_store_pgp(in->store, &pgp, err);
	if (in->write && status == MH_OK)
		status = mh_pgp_take_revocation(pgp, (struct mh_blob){ text, strlen(text) }, fingerprint, err);
	return status == MH_OK ? mh_record_put(to, "revocation", text, err) : status;
}

enum mh_status mh_partner_take_key(struct mh_partner_import *in, struct mh_record *from, struct mh_record *to, struct mh_err *err)
{
	const char *code = mh_record_text(from, "code"), *fingerprint = mh_record_text(from, "fingerprint");
	const char *text = mh_record_text(from, "public-key"), *before = mh_record_text(to, "fingerprint");
	const struct mh_blob blob = { text, strlen(text) };
	const bool same = strcmp(fingerprint, before) == 0;
	enum mh_status status = MH_OK;

	if (fingerprint[0] == '\0' || (same && strcmp(text, mh_record_text(to, "public-key")) == 0))
		return MH_OK;
	if (same && mh_pgp_key_says_revoked(blob))
		return revoke(in, from, to, err);
	if (!same && (status = check_owner(in, to, code, fingerprint, err)) != MH_OK)
		return status;
	if (before[0] != '\0' && !same && !confirmed(in, fingerprint))
		return mh_fail(err, MH_DENIED, _("partner %s: its fingerprint changes from %s to %s: ask it by another way whether that is "
			"so, then give --confirm-key with the new fingerprint"), code, before, fingerprint);
	if (!same && in->confirmation != NULL && confirmed(in, fingerprint))
		status = put_confirmation(in, to, err);
	if (status == MH_OK && !same && mh_record_has(to, "revocation"))
		status = mh_record_put(to, "revocation", "", err);
	return status == MH_OK && in->write ? take(in, code, fingerprint, blob, err) : status;
}
