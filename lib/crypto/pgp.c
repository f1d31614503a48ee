/* Small steps around GPGME: errors as sentences, data in and out, keys looked at with care. */

#include "crypto/pgp.h"

#include <errno.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"

static const struct {
	gpgme_err_code_t code;
	const char *text;
} sentences[] = {
	{ GPG_ERR_NO_SECKEY, N_("the secret key that this needs is not here: use the account or card that has it, or have it made anew for a key of yours") },
	{ GPG_ERR_NO_PIN_ENTRY, N_("a passphrase is needed and there is nobody to ask: unlock the key at a terminal first") },
	{ GPG_ERR_CANCELED, N_("the passphrase was not given") },
	{ GPG_ERR_FULLY_CANCELED, N_("the passphrase was not given") },
	{ GPG_ERR_BAD_PASSPHRASE, N_("the passphrase is wrong") },
	{ GPG_ERR_NO_AGENT, N_("gpg-agent cannot be reached: does it run in this session?") },
	{ GPG_ERR_CARD_NOT_PRESENT, N_("the smart card is not there: insert it") },
	{ GPG_ERR_CARD_REMOVED, N_("the smart card is not there: insert it") },
	{ GPG_ERR_DECRYPT_FAILED, N_("it was damaged on its way, or changed") },
	{ GPG_ERR_BAD_DATA, N_("it was damaged on its way, or changed") },
	{ GPG_ERR_NO_DATA, N_("it was damaged on its way, or changed") },
	{ GPG_ERR_INV_PACKET, N_("it was damaged on its way, or changed") },
	{ GPG_ERR_CHECKSUM, N_("it was damaged on its way, or changed") },
};

enum mh_status mh_pgp_fail(struct mh_err *err, const char *object, gpgme_error_t error)
{
	for (size_t i = 0; i < MH_COUNT(sentences); i++)
		if (sentences[i].code == gpgme_err_code(error))
			return mh_fail(err, MH_KEY, "%s: %s", object, _(sentences[i].text));
	return mh_fail(err, MH_KEY, "%s: %s (%s)", object, gpgme_strerror(error), gpgme_strsource(error));
}

/*
 * "sensitive": GPGME wipes its own buffer when the data are released. "io-buffer-size": as much as a pipe takes at once, since GPGME's usual 512
 * bytes would wake gpg half a million times for a backup; one that does not know the flag works as ever.
 */
static void set_flags(gpgme_data_t data)
{
	gpgme_data_set_flag(data, "sensitive", "1");
	gpgme_data_set_flag(data, "io-buffer-size", "65536");
}

gpgme_error_t mh_pgp_input(gpgme_data_t *out, struct mh_blob blob)
{
	gpgme_error_t error = gpgme_data_new_from_mem(out, blob.bytes, blob.len, 0);

	if (!error)
		set_flags(*out);
	return error;
}

static ssize_t write_string(void *handle, const void *bytes, size_t len)
{
	struct mh_str *out = handle;

	mh_str_add(out, bytes, len);
	if (mh_str_ok(out))
		return (ssize_t)len;
	errno = EFBIG;
	return -1;
}

gpgme_error_t mh_pgp_output(gpgme_data_t *out, struct mh_str *string)
{
	static struct gpgme_data_cbs callbacks = { .write = write_string };
	gpgme_error_t error = gpgme_data_new_from_cbs(out, &callbacks, string);

	if (!error)
		set_flags(*out);
	return error;
}

bool mh_pgp_subkey_fits(gpgme_subkey_t subkey, enum mh_purpose purpose)
{
	if (subkey->revoked || subkey->expired || subkey->disabled || subkey->invalid)
		return false;
	return purpose == MH_TO_SIGN ? subkey->can_sign : subkey->can_encrypt;
}

bool mh_pgp_subkey_strong(gpgme_subkey_t subkey)
{
	switch (subkey->pubkey_algo) {
	case GPGME_PK_RSA:
	case GPGME_PK_RSA_E:
	case GPGME_PK_RSA_S:
		return subkey->length >= 3072;
	case GPGME_PK_ECC:
	case GPGME_PK_ECDSA:
	case GPGME_PK_ECDH:
	case GPGME_PK_EDDSA:
		return true;
	default:
		return false;
	}
}

bool mh_pgp_hash_strong(gpgme_hash_algo_t algorithm)
{
	return algorithm == GPGME_MD_SHA256 || algorithm == GPGME_MD_SHA384 || algorithm == GPGME_MD_SHA512;
}

static bool is_revoked(gpgme_key_t key, enum mh_purpose purpose)
{
	(void)purpose;
	return key->revoked;
}

bool mh_pgp_has_expired(gpgme_key_t key, enum mh_purpose purpose)
{
	bool ended = false;

	for (gpgme_subkey_t subkey = key->subkeys; subkey; subkey = subkey->next) {
		if (mh_pgp_subkey_fits(subkey, purpose))
			return key->expired;
		ended = ended || (subkey->expired && !subkey->revoked && (purpose == MH_TO_SIGN ? subkey->can_sign : subkey->can_encrypt));
	}
	return key->expired || ended;
}

static bool is_disabled(gpgme_key_t key, enum mh_purpose purpose)
{
	(void)purpose;
	return key->disabled || key->invalid;
}

static bool cannot(gpgme_key_t key, enum mh_purpose purpose)
{
	for (gpgme_subkey_t subkey = key->subkeys; subkey; subkey = subkey->next)
		if (mh_pgp_subkey_fits(subkey, purpose))
			return false;
	return true;
}

/* A weak primary key is weak altogether: it vouches for the subkeys. */
static bool is_weak(gpgme_key_t key, enum mh_purpose purpose)
{
	for (gpgme_subkey_t subkey = key->subkeys; subkey; subkey = subkey->next)
		if ((subkey == key->subkeys || mh_pgp_subkey_fits(subkey, purpose)) && !mh_pgp_subkey_strong(subkey))
			return true;
	return false;
}

static const struct {
	bool (*holds)(gpgme_key_t, enum mh_purpose);
	const char *text[2];	/* to encrypt, to sign */
} refusals[] = {
	{ is_revoked, { N_("this key was revoked: ask its owner for a new one"), N_("this key was revoked") } },
	{ mh_pgp_has_expired, { N_("this key has expired: ask its owner to prolong it"), N_("this key has expired: prolong it") } },
	{ is_disabled, { N_("this key is disabled"), N_("this key is disabled") } },
	{ cannot, { N_("this key cannot encrypt"), N_("this key cannot sign") } },
	{ is_weak, { N_("this key is weak: RSA needs 3072 bits"), N_("this key is weak: RSA needs 3072 bits") } },
};

enum mh_status mh_pgp_check_key(gpgme_key_t key, enum mh_purpose purpose, struct mh_err *err)
{
	for (size_t i = 0; i < MH_COUNT(refusals); i++)
		if (refusals[i].holds(key, purpose))
			return mh_fail(err, MH_KEY, "%s: %s", key->fpr, _(refusals[i].text[purpose]));
	return MH_OK;
}
