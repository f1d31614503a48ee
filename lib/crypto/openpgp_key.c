/* Keys: into our home, out of the user's, and looked at. */

#include "crypto/openpgp.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "crypto/armor.h"
#include "crypto/packets.h"
#include "crypto/pgp.h"

enum { KEY_MOST = 256 * 1024 };	/* bytes of a public key */

bool mh_fingerprint_parse(const char *text, char out[MH_FINGERPRINT_SIZE])
{
	char digits[MH_FINGERPRINT_SIZE] = "";
	size_t count = 0;

	for (; *text; text++) {
		if (*text == ' ' && count > 0 && text[1] != '\0')
			continue;
		if (!isxdigit((unsigned char)*text) || count == MH_FINGERPRINT_SIZE - 1)
			return false;
		digits[count++] = (char)toupper((unsigned char)*text);
	}
	if (count != MH_FINGERPRINT_SIZE - 1)
		return false;
	if (out)
		memcpy(out, digits, sizeof digits);
	return true;
}

/* Another key than was asked for goes out again, unless it was there before. */
static enum mh_status refuse_other(struct mh_pgp *pgp, const char *wanted, const char *fingerprint, bool new, struct mh_err *err)
{
	gpgme_error_t error = GPG_ERR_NO_ERROR;
	gpgme_subkey_t subkey;
	gpgme_key_t key = new ? mh_pgp_owner(pgp, fingerprint, &subkey) : NULL;

	if (new)
		error = key ? gpgme_op_delete_ext(pgp->ours, key, GPGME_DELETE_FORCE) : gpgme_error(GPG_ERR_NO_PUBKEY);
	if (key)
		gpgme_key_unref(key);
	mh_pgp_forget(pgp);
	return error ? mh_pgp_fail(err, fingerprint, error) : mh_fail(err, MH_KEY, _("%s: another key was given: %s"), wanted, fingerprint);
}

/* The bytes hold one public key; which one it is, gpg says. */
static enum mh_status import(struct mh_pgp *pgp, struct mh_blob key, const char *wanted, struct mh_err *err)
{
	char taken[MH_FINGERPRINT_SIZE];
	gpgme_data_t data = NULL;
	gpgme_import_result_t result;
	gpgme_error_t error = mh_pgp_input(&data, key);
	bool new;

	if (!error)
		error = gpgme_op_import(pgp->ours, data);
	gpgme_data_release(data);
	mh_pgp_forget(pgp);
	if (error)
		return mh_pgp_fail(err, wanted, error);
	result = gpgme_op_import_result(pgp->ours);
	if (!result || !result->imports || result->imports->result || !mh_fingerprint_parse(result->imports->fpr, taken))
		return mh_fail(err, MH_KEY, _("%s: gpg does not take this key: it is damaged, or its own signatures are made with SHA-1"), wanted);
	new = result->imports->status & GPGME_IMPORT_NEW;
	return strcmp(taken, wanted) == 0 ? MH_OK : refuse_other(pgp, wanted, taken, new, err);
}

enum mh_status mh_pgp_take_key(struct mh_pgp *pgp, struct mh_blob armored, const char *fingerprint, struct mh_err *err)
{
	char wanted[MH_FINGERPRINT_SIZE];
	enum mh_status status;
	struct sigaction before;
	struct mh_str key;
	struct mh_blob blob;

	if (!mh_fingerprint_parse(fingerprint, wanted))
		return mh_fail(err, MH_INPUT, _("%s: not a fingerprint: give the 40 digits of the primary key"), fingerprint);
	mh_str_init(&key, KEY_MOST);
	mh_pgp_begin(&before);
	status = mh_armor_read(armored, "PGP PUBLIC KEY BLOCK", wanted, &key, err);
	blob = (struct mh_blob){ key.s, key.len };
	if (status == MH_OK && (status = mh_packets_public_key(blob, err)) != MH_OK)
		mh_fail_in(err, wanted);
	if (status == MH_OK)
		status = import(pgp, blob, wanted, err);
	mh_pgp_end(&before);
	mh_str_free(&key);
	return status;
}

void mh_fingerprint_groups(const char *fingerprint, char out[MH_FINGERPRINT_GROUPS_SIZE])
{
	size_t len = 0;

	for (size_t i = 0; fingerprint[i] != '\0' && len + 2 < MH_FINGERPRINT_GROUPS_SIZE; i++) {
		if (i > 0 && i % 4 == 0)
			out[len++] = ' ';
		out[len++] = fingerprint[i];
	}
	out[len] = '\0';
}

static enum mh_status export(gpgme_ctx_t context, const char *fingerprint, struct mh_str *out, struct mh_err *err)
{
	gpgme_data_t data = NULL;
	gpgme_error_t error = mh_pgp_output(&data, out);

	gpgme_set_armor(context, 1);
	if (!error)
		error = gpgme_op_export(context, fingerprint, GPGME_EXPORT_MODE_MINIMAL, data);
	gpgme_data_release(data);
	if (error)
		return mh_pgp_fail(err, fingerprint, error);
	return MH_OK;
}

enum mh_status mh_pgp_user_key(struct mh_pgp *pgp, const char *fingerprint, struct mh_str *out, struct mh_err *err)
{
	gpgme_key_t key = NULL;
	enum mh_status status;
	struct sigaction before;

	mh_pgp_begin(&before);
	status = mh_pgp_find_users(pgp, fingerprint, false, &key, err);
	if (status == MH_OK)
		status = export(pgp->users, key->fpr, out, err);
	else if (status == MH_NO)
		status = mh_fail(err, MH_KEY, _("%s: this key is not in your GnuPG home: import it there first"), fingerprint);
	mh_pgp_end(&before);
	if (key)
		gpgme_key_unref(key);
	return status;
}

enum mh_status mh_pgp_our_key(struct mh_pgp *pgp, const char *fingerprint, struct mh_str *out, struct mh_err *err)
{
	gpgme_key_t key = NULL;
	struct sigaction before;

	mh_pgp_begin(&before);
	enum mh_status status = mh_pgp_find(pgp, fingerprint, &key, err);
	if (status == MH_OK)
		status = export(pgp->ours, key->fpr, out, err);
	mh_pgp_end(&before);
	if (key)
		gpgme_key_unref(key);
	return status;
}

enum mh_status mh_pgp_choose_own(struct mh_pgp *pgp, const char *const fingerprints[], size_t count, size_t *which, struct mh_err *err)
{
	enum mh_status status = MH_NO;
	struct sigaction before;

	mh_pgp_begin(&before);
	for (size_t i = 0; i < count && status == MH_NO; i++) {
		gpgme_key_t key = NULL;

		status = mh_pgp_find_users(pgp, fingerprints[i], true, &key, err);
		*which = i;
		if (key)
			gpgme_key_unref(key);
	}
	mh_pgp_end(&before);
	if (status == MH_NO)
		return mh_fail(err, MH_KEY, _("GnuPG home: the secret of none of these %zu keys is here"), count);
	return status;
}

/* The last moment at which some subkey still serves the purpose; 0: no end. */
static mh_moment purpose_ends(gpgme_key_t key, enum mh_purpose purpose)
{
	mh_moment last = -1;

	for (gpgme_subkey_t subkey = key->subkeys; subkey; subkey = subkey->next) {
		bool serves = purpose == MH_TO_SIGN ? subkey->can_sign : subkey->can_encrypt;

		if (!serves || subkey->revoked)
			continue;
		if (subkey->expires == 0)
			return 0;
		if (subkey->expires > last)
			last = subkey->expires;
	}
	return last < 0 ? 0 : last;
}

static mh_moment earlier(mh_moment a, mh_moment b)
{
	if (a == 0 || b == 0)
		return a == 0 ? b : a;
	return a < b ? a : b;
}

static mh_moment key_ends(gpgme_key_t key)
{
	mh_moment primary = key->subkeys->expires;

	return earlier(primary, earlier(purpose_ends(key, MH_TO_ENCRYPT), purpose_ends(key, MH_TO_SIGN)));
}

/* The first user id, cut at a whole character where it is long. */
static void copy_name(gpgme_key_t key, char *out, size_t size)
{
	const char *name = key->uids && key->uids->uid ? key->uids->uid : "";
	size_t len = strlen(name);

	if (len >= size)
		for (len = size - 1; len > 0 && ((unsigned char)name[len] & 0xc0) == 0x80;)
			len--;
	memcpy(out, name, len);
	out[len] = '\0';
}

static void describe(gpgme_key_t key, struct mh_pgp_key *out)
{
	bool dead = key->revoked || key->expired || key->disabled || key->invalid;

	*out = (struct mh_pgp_key){ .expires = key_ends(key), .revoked = key->revoked, .disabled = key->disabled };
	out->expired = mh_pgp_has_expired(key, MH_TO_ENCRYPT) || mh_pgp_has_expired(key, MH_TO_SIGN);
	snprintf(out->fingerprint, sizeof out->fingerprint, "%s", key->fpr);
	copy_name(key, out->name, sizeof out->name);
	out->strong = mh_pgp_subkey_strong(key->subkeys);
	for (gpgme_subkey_t subkey = key->subkeys; subkey; subkey = subkey->next) {
		bool encrypts = mh_pgp_subkey_fits(subkey, MH_TO_ENCRYPT), signs = mh_pgp_subkey_fits(subkey, MH_TO_SIGN);

		out->can_encrypt = out->can_encrypt || (encrypts && !dead);
		out->can_sign = out->can_sign || (signs && !dead);
		if ((encrypts || signs) && !mh_pgp_subkey_strong(subkey))
			out->strong = false;
	}
	for (gpgme_user_id_t uid = key->uids; uid; uid = uid->next)
		out->throwaway = out->throwaway || (uid->uid && strstr(uid->uid, "THROW-AWAY"));
}

enum mh_status mh_pgp_look(struct mh_pgp *pgp, const char *fingerprint, struct mh_pgp_key *out, struct mh_err *err)
{
	gpgme_key_t key = NULL;
	enum mh_status status;
	struct sigaction before;

	mh_pgp_begin(&before);
	status = mh_pgp_find(pgp, fingerprint, &key, err);
	mh_pgp_end(&before);
	if (status == MH_OK)
		describe(key, out);
	if (key)
		gpgme_key_unref(key);
	return status;
}
