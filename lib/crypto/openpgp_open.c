/*
 * Opening. gpg sees only bytes whose packets were checked; the user's gpg takes the encryption away and nothing more; what is
 * inside is checked again, and the signature is judged in our home. The text is handed over when all of it holds.
 */

#include "crypto/openpgp.h"

#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "crypto/armor.h"
#include "crypto/packets.h"
#include "crypto/pgp.h"

enum { AROUND_MOST = 64 * 1024 };	/* bytes of the signature and the lengths around a text */
enum { KEY_ECDSA = 19, KEY_EDDSA = 22 };	/* RFC 4880bis, section 9.1 */

/* What gpg says while it decrypts. */
struct said {
	bool whole;	/* the integrity check was made and held */
	bool broken;
};

static gpgme_error_t note_status(void *handle, const char *keyword, const char *args)
{
	struct said *said = handle;

	(void)args;
	if (keyword && strcmp(keyword, "GOODMDC") == 0)
		said->whole = true;
	if (keyword && (strcmp(keyword, "BADMDC") == 0 || strcmp(keyword, "DECRYPTION_FAILED") == 0))
		said->broken = true;
	return 0;
}

/* gpg's own verdict does not do: "ignore-mdc-error" in the user's gpg.conf would bend it. */
static enum mh_status decrypt(struct mh_pgp *pgp, const struct mh_str *message, struct mh_str *out, struct mh_err *err)
{
	struct said said = { false, false };
	gpgme_data_t cipher = NULL, plain = NULL;
	gpgme_error_t error = gpgme_set_ctx_flag(pgp->users, "full-status", "1");

	gpgme_set_status_cb(pgp->users, note_status, &said);
	if (!error)
		error = mh_pgp_input(&cipher, (struct mh_blob){ message->s, message->len });
	if (!error)
		error = mh_pgp_output(&plain, out);
	if (!error)
		error = gpgme_op_decrypt_ext(pgp->users, GPGME_DECRYPT_UNWRAP, cipher, plain);
	gpgme_set_status_cb(pgp->users, NULL, NULL);
	gpgme_data_release(plain);
	gpgme_data_release(cipher);
	if (!mh_str_ok(out))
		return mh_fail(err, MH_INPUT, _("message: its text is too large"));
	if (error)
		return mh_pgp_fail(err, _("message"), error);
	if (said.broken || !said.whole)
		return mh_pgp_fail(err, _("message"), gpgme_err_make(GPG_ERR_SOURCE_GPG, GPG_ERR_DECRYPT_FAILED));
	return MH_OK;
}

/* Why a signature is not taken, the first that holds. */
static const struct {
	unsigned bits;
	const char *text;
} bad_signs[] = {
	{ GPGME_SIGSUM_KEY_MISSING, N_("it is signed by a key that is not known here: %s") },
	{ GPGME_SIGSUM_KEY_REVOKED, N_("the key that signed it was revoked: %s") },
	{ GPGME_SIGSUM_KEY_EXPIRED, N_("the key that signed it has expired: %s") },
	{ GPGME_SIGSUM_SIG_EXPIRED, N_("its signature has expired: %s") },
	{ GPGME_SIGSUM_RED, N_("its signature is wrong, so it was changed: %s") },
	{ GPGME_SIGSUM_BAD_POLICY | GPGME_SIGSUM_SYS_ERROR | GPGME_SIGSUM_CRL_MISSING | GPGME_SIGSUM_CRL_TOO_OLD
		| GPGME_SIGSUM_TOFU_CONFLICT, N_("gpg could not check its signature: %s") },
};

static enum mh_status refuse(struct mh_err *err, const char *format, const char *fingerprint)
{
	struct mh_err why = MH_ERR_INIT;

	mh_fail(&why, MH_KEY, format, fingerprint ? fingerprint : "?");
	return mh_fail(err, MH_KEY, "%s: %s", _("message"), why.text);
}

/* Is it good, whoever made it? gpg does not tell the digest (0) of a signature that is wrong. past: its key may have ended since. */
static enum mh_status check_signature(gpgme_signature_t signature, bool past, struct mh_err *err)
{
	const unsigned ended = past ? GPGME_SIGSUM_KEY_REVOKED | GPGME_SIGSUM_KEY_EXPIRED : 0;
	gpgme_err_code_t code = gpgme_err_code(signature->status);

	if (signature->hash_algo != GPGME_MD_NONE && !mh_pgp_hash_strong(signature->hash_algo))
		return refuse(err, _("its signature rests on a weak digest; SHA-256 is needed: %s"), signature->fpr);
	for (size_t i = 0; i < MH_COUNT(bad_signs); i++)
		if ((unsigned)signature->summary & bad_signs[i].bits & ~ended)
			return refuse(err, _(bad_signs[i].text), signature->fpr);
	if (past && (code == GPG_ERR_KEY_EXPIRED || code == GPG_ERR_CERT_REVOKED))
		code = GPG_ERR_NO_ERROR;
	if (code != GPG_ERR_NO_ERROR || signature->wrong_key_usage
		|| signature->hash_algo == GPGME_MD_NONE)
		return refuse(err, _("gpg could not check its signature: %s"), signature->fpr);
	return MH_OK;
}

/* What gpg says of the one good signature: its key, the algorithm of it, and the primary key. */
struct valid { char key[MH_FINGERPRINT_SIZE], primary[MH_FINGERPRINT_SIZE]; int algorithm; };

static gpgme_error_t note_valid(void *handle, const char *keyword, const char *args)
{
	struct valid *valid = handle;

	if (keyword && strcmp(keyword, "VALIDSIG") == 0
		&& sscanf(args, "%40s %*s %*s %*s %*s %*s %d %*s %*s %40s", valid->key, &valid->algorithm, valid->primary) != 3)
		*valid = (struct valid){ .algorithm = 0 };
	return 0;
}

/* Which of those allowed has this primary fingerprint; count: none. */
static size_t find_allowed(const char *fingerprint, const char *const allowed[], size_t count)
{
	char wanted[MH_FINGERPRINT_SIZE];
	size_t i = 0;

	while (i < count && !(mh_fingerprint_parse(allowed[i], wanted) && strcmp(wanted, fingerprint) == 0))
		i++;
	return i;
}

/* Is the primary key of who signed one of those allowed, and strong enough? */
static enum mh_status check_signer(struct mh_pgp *pgp, const char *fingerprint, const char *const allowed[], size_t count,
	size_t *signer, struct mh_err *err)
{
	gpgme_subkey_t subkey = NULL;
	gpgme_key_t key = mh_pgp_owner(pgp, fingerprint, &subkey);
	enum mh_status status = MH_OK;
	size_t which;

	if (!key)
		return refuse(err, _("it is signed by a key that is not known here: %s"), fingerprint);
	which = find_allowed(key->fpr, allowed, count);
	if (which == count)
		status = refuse(err, _("it is signed by a key from which it is not accepted: %s"), key->fpr);
	else if (!mh_pgp_subkey_strong(key->subkeys) || !mh_pgp_subkey_strong(subkey))
		status = refuse(err, _("it is signed by a weak key; RSA needs 3072 bits: %s"), key->fpr);
	else
		*signer = which;
	gpgme_key_unref(key);
	return status;
}

/* A primary key on an elliptic curve that signed by itself needs no second look at its key: all that could be wrong was said. */
static bool is_plain(const struct valid *valid, const char *fingerprint)
{
	return strcmp(valid->key, fingerprint) == 0 && strcmp(valid->primary, fingerprint) == 0
		&& (valid->algorithm == KEY_ECDSA || valid->algorithm == KEY_EDDSA);
}

static enum mh_status judge(struct mh_pgp *pgp, const struct valid *valid, const char *const allowed[], size_t count, bool past, size_t *signer,
	struct mh_err *err)
{
	gpgme_verify_result_t result = gpgme_op_verify_result(pgp->ours);
	char fingerprint[2 * MH_FINGERPRINT_SIZE];
	enum mh_status status;
	size_t which;

	if (!result || !result->signatures)
		return mh_fail(err, MH_INPUT, _("message: it is not signed"));
	if (result->signatures->next)
		return mh_fail(err, MH_INPUT, _("message: it has more than one signature"));
	status = check_signature(result->signatures, past, err);
	if (status != MH_OK)
		return status;
	/* the next operation of the context takes the result away */
	if (!result->signatures->fpr || strlen(result->signatures->fpr) >= sizeof fingerprint)
		return refuse(err, _("gpg could not check its signature: %s"), result->signatures->fpr);
	memcpy(fingerprint, result->signatures->fpr, strlen(result->signatures->fpr) + 1);
	which = find_allowed(fingerprint, allowed, count);
	if (which == count || !is_plain(valid, fingerprint))
		return check_signer(pgp, fingerprint, allowed, count, signer, err);
	*signer = which;
	return MH_OK;
}

static enum mh_status verify(struct mh_pgp *pgp, const struct mh_str *message, const char *const allowed[], size_t count,
	bool past, size_t *signer, struct mh_str *out, struct mh_err *err)
{
	struct valid valid = { .algorithm = 0 };
	gpgme_data_t in = NULL, plain = NULL;
	gpgme_error_t error = gpgme_set_ctx_flag(pgp->ours, "full-status", "1");

	gpgme_set_status_cb(pgp->ours, note_valid, &valid);
	if (!error)
		error = mh_pgp_input(&in, (struct mh_blob){ message->s, message->len });
	if (!error)
		error = mh_pgp_output(&plain, out);
	if (!error)
		error = gpgme_op_verify(pgp->ours, in, NULL, plain);
	gpgme_set_status_cb(pgp->ours, NULL, NULL);
	gpgme_data_release(plain);
	gpgme_data_release(in);
	if (!mh_str_ok(out))
		return mh_fail(err, MH_INPUT, _("message: its text is larger than %zu bytes"), out->limit);
	if (error)
		return mh_pgp_fail(err, _("message"), error);
	return judge(pgp, &valid, allowed, count, past, signer, err);
}

enum mh_status mh_pgp_open(struct mh_pgp *pgp, struct mh_blob message, const char *const allowed[], size_t count, size_t *signer,
	struct mh_str *out, struct mh_err *err)
{
	struct mh_str cipher, inside;
	struct mh_key_ids ids;
	struct sigaction before;
	enum mh_status status;

	mh_str_clear(out);
	mh_str_init(&cipher, message.len);
	mh_str_init_secret(&inside, out->limit + AROUND_MOST);
	mh_pgp_begin(&before);
	status = mh_armor_read(message, "PGP MESSAGE", _("message"), &cipher, err);
	if (status == MH_OK)
		status = mh_packets_encrypted((struct mh_blob){ cipher.s, cipher.len }, &ids, err);
	if (status == MH_OK)
		status = decrypt(pgp, &cipher, &inside, err);
	mh_str_free(&cipher);	/* here and not at the end: a backup is large */
	if (status == MH_OK)
		status = mh_packets_signed((struct mh_blob){ inside.s, inside.len }, err);
	if (status == MH_OK)
		status = verify(pgp, &inside, allowed, count, false, signer, out, err);
	mh_pgp_end(&before);
	if (status != MH_OK)
		mh_str_clear(out);
	mh_str_free(&inside);
	return status;
}

enum mh_status mh_pgp_verify(struct mh_pgp *pgp, struct mh_blob message, const char *const allowed[], size_t count, bool past,
	size_t *signer, struct mh_str *out, struct mh_err *err)
{
	struct mh_str inside;
	struct sigaction before;
	enum mh_status status;

	mh_str_clear(out);
	mh_str_init(&inside, message.len);
	mh_pgp_begin(&before);
	status = mh_armor_read(message, "PGP MESSAGE", _("message"), &inside, err);
	if (status == MH_OK)
		status = mh_packets_signed((struct mh_blob){ inside.s, inside.len }, err);
	if (status == MH_OK)
		status = verify(pgp, &inside, allowed, count, past, signer, out, err);
	mh_pgp_end(&before);
	if (status != MH_OK)
		mh_str_clear(out);
	mh_str_free(&inside);
	return status;
}

enum mh_status mh_pgp_text(struct mh_blob message, struct mh_str *out, struct mh_err *err)
{
	struct mh_str inside;
	struct mh_blob text;
	enum mh_status status;

	mh_str_init(&inside, message.len);
	status = mh_armor_read(message, "PGP MESSAGE", _("message"), &inside, err);
	if (status == MH_OK && !mh_packets_text((struct mh_blob){ inside.s, inside.len }, &text))
		status = mh_fail(err, MH_INPUT, _("message: what is signed in it is damaged or cut off"));
	if (status == MH_OK)
		mh_str_add(out, text.bytes, text.len);
	if (status == MH_OK && !mh_str_ok(out))
		status = mh_fail(err, MH_INPUT, _("message: its text is larger than %zu bytes"), out->limit);
	mh_str_free(&inside);
	return status;
}
