/* A key of our home is revoked by what its owner made. */

#include "crypto/openpgp.h"

#include <string.h>

#include "base/i18n.h"
#include "crypto/armor.h"
#include "crypto/packets.h"
#include "crypto/pgp.h"

enum { KEY_MOST = 256 * 1024 };

/* gpg adds a revocation to the key that is there already, and to no other: it verifies it by that key. */
static enum mh_status import(struct mh_pgp *pgp, struct mh_blob certificate, const char *fingerprint, struct mh_err *err)
{
	char other[MH_FINGERPRINT_SIZE] = "";
	gpgme_import_result_t result;
	gpgme_data_t data = NULL;
	gpgme_error_t error = mh_pgp_input(&data, certificate);

	if (!error)
		error = gpgme_op_import(pgp->ours, data);
	gpgme_data_release(data);
	mh_pgp_forget(pgp);
	if (error)
		return mh_pgp_fail(err, fingerprint, error);
	result = gpgme_op_import_result(pgp->ours);
	if (result && result->imports && mh_fingerprint_parse(result->imports->fpr, other) && strcmp(other, fingerprint) != 0)
		return mh_fail(err, MH_KEY, _("%s: what was given does not revoke this key, but %s"), fingerprint, other);
	return MH_OK;
}

/* Whose key it is, before gpg adds anything to a key that is here. It is only looked at, which our home's import-options do not allow. */
static enum mh_status check_fingerprint(struct mh_pgp *pgp, struct mh_blob bytes, const char *fingerprint, struct mh_err *err)
{
	enum mh_status status = MH_OK;
	gpgme_data_t data = NULL;
	gpgme_key_t key = NULL;
	gpgme_error_t error = mh_pgp_input(&data, bytes);

	if (!error)
		error = gpgme_op_keylist_from_data_start(pgp->users, data, 0);
	if (!error)
		error = gpgme_op_keylist_next(pgp->users, &key);
	if (error)
		status = mh_pgp_fail(err, fingerprint, error);
	else if (!key->fpr || strcmp(key->fpr, fingerprint) != 0)
		status = mh_fail(err, MH_KEY, _("%s: another key was given: %s"), fingerprint, key->fpr ? key->fpr : "?");
	gpgme_op_keylist_end(pgp->users);
	gpgme_data_release(data);
	if (key)
		gpgme_key_unref(key);
	return status;
}

enum mh_status mh_pgp_take_revocation(struct mh_pgp *pgp, struct mh_blob armored, const char *fingerprint, struct mh_err *err)
{
	struct mh_pgp_key key = { .revoked = false };
	struct sigaction before;
	struct mh_str bytes;

	mh_str_init(&bytes, KEY_MOST);
	mh_pgp_begin(&before);
	enum mh_status status = mh_armor_read(armored, "PGP PUBLIC KEY BLOCK", fingerprint, &bytes, err);
	const struct mh_blob blob = { bytes.s, bytes.len };
	if (status == MH_OK && mh_packets_revocation(blob))
		status = import(pgp, blob, fingerprint, err);
	else if (status == MH_OK && (status = mh_packets_public_key(blob, err)) == MH_OK && (status = check_fingerprint(pgp, blob, fingerprint, err)) == MH_OK)
		status = mh_pgp_take_key(pgp, armored, fingerprint, err);
	mh_pgp_end(&before);
	mh_str_free(&bytes);
	if (status == MH_OK)
		status = mh_pgp_look(pgp, fingerprint, &key, err);
	if (status == MH_OK && !key.revoked)
		status = mh_fail(err, MH_KEY, _("%s: what was given does not revoke this key"), fingerprint);
	return status == MH_NO ? mh_fail(err, MH_KEY, _("%s: this key is not in the store's GnuPG home"), fingerprint) : status;
}
