/*
 * Keys looked up. gpgme_get_key would make a context of its own each time, for which GPGME starts gpg once more to ask its version; here
 * the contexts that are there list the keys, and our home's are kept.
 */

#include "crypto/pgp.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"

void mh_pgp_forget(struct mh_pgp *pgp)
{
	for (size_t i = 0; i < pgp->ring.count; i++)
		gpgme_key_unref(pgp->ring.keys[i]);
	free(pgp->ring.keys);
	pgp->ring = (struct mh_ring){ NULL, 0, false };
}

/* Adds the keys that gpg lists for the pattern (NULL: all there are). */
static gpgme_error_t list_keys(gpgme_ctx_t context, const char *pattern, bool secret, struct mh_ring *ring)
{
	gpgme_key_t key = NULL;
	gpgme_error_t error = gpgme_op_keylist_start(context, pattern, secret);

	while (!error && !(error = gpgme_op_keylist_next(context, &key))) {
		ring->keys = mh_grow(ring->keys, ring->count + 1, sizeof *ring->keys);
		ring->keys[ring->count++] = key;
	}
	return gpgme_err_code(error) == GPG_ERR_EOF ? 0 : error;
}

static gpgme_error_t list_ours(struct mh_pgp *pgp)
{
	gpgme_error_t error;

	mh_pgp_forget(pgp);
	error = list_keys(pgp->ours, NULL, false, &pgp->ring);
	if (error)
		mh_pgp_forget(pgp);
	else
		pgp->ring.listed = true;
	return error;
}

static gpgme_subkey_t subkey_of(gpgme_key_t key, const char *fingerprint)
{
	for (gpgme_subkey_t subkey = key->subkeys; subkey; subkey = subkey->next)
		if (subkey->fpr && strcmp(subkey->fpr, fingerprint) == 0)
			return subkey;
	return NULL;
}

static gpgme_key_t owner_in(const struct mh_ring *ring, const char *fingerprint, gpgme_subkey_t *subkey)
{
	for (size_t i = 0; i < ring->count; i++)
		if (ring->keys[i]->fpr && (*subkey = subkey_of(ring->keys[i], fingerprint)))
			return ring->keys[i];
	return NULL;
}

/* One that is not among those listed may have come since, by another program. */
static gpgme_error_t search_ours(struct mh_pgp *pgp, const char *fingerprint, gpgme_key_t *key, gpgme_subkey_t *subkey)
{
	gpgme_error_t error = 0;

	*key = owner_in(&pgp->ring, fingerprint, subkey);
	if (!*key && !(error = list_ours(pgp)))
		*key = owner_in(&pgp->ring, fingerprint, subkey);
	return error;
}

gpgme_key_t mh_pgp_owner(struct mh_pgp *pgp, const char *fingerprint, gpgme_subkey_t *subkey)
{
	gpgme_key_t key;

	if (search_ours(pgp, fingerprint, &key, subkey) || !key)
		return NULL;
	gpgme_key_ref(key);
	return key;
}

/* Gives out what was found, if it is what was named. */
static enum mh_status hand_out(gpgme_key_t key, const char *wanted, bool secret, gpgme_key_t *out, struct mh_err *err)
{
	if (!key)
		return mh_fail(err, MH_NO, secret ? _("%s: the secret of this key is not here") : _("%s: this key is not known here"), wanted);
	if (strcmp(key->fpr, wanted) != 0)
		return mh_fail(err, MH_NO, _("%s: this is a subkey: name the key by its primary fingerprint"), wanted);
	gpgme_key_ref(key);
	*out = key;
	return MH_OK;
}

static enum mh_status parse(const char *fingerprint, char wanted[MH_FINGERPRINT_SIZE], struct mh_err *err)
{
	if (mh_fingerprint_parse(fingerprint, wanted))
		return MH_OK;
	return mh_fail(err, MH_INPUT, _("%s: not a fingerprint: give the 40 digits of the primary key"), fingerprint);
}

enum mh_status mh_pgp_find(struct mh_pgp *pgp, const char *fingerprint, gpgme_key_t *out, struct mh_err *err)
{
	char wanted[MH_FINGERPRINT_SIZE];
	enum mh_status status = parse(fingerprint, wanted, err);
	gpgme_subkey_t subkey;
	gpgme_error_t error;
	gpgme_key_t key;

	*out = NULL;
	if (status != MH_OK)
		return status;
	error = search_ours(pgp, wanted, &key, &subkey);
	return error ? mh_pgp_fail(err, wanted, error) : hand_out(key, wanted, false, out, err);
}

enum mh_status mh_pgp_find_users(struct mh_pgp *pgp, const char *fingerprint, bool secret, gpgme_key_t *out, struct mh_err *err)
{
	char wanted[MH_FINGERPRINT_SIZE];
	struct mh_ring found = { NULL, 0, false };
	enum mh_status status = parse(fingerprint, wanted, err);
	gpgme_subkey_t subkey;
	gpgme_error_t error;

	*out = NULL;
	if (status != MH_OK)
		return status;
	error = list_keys(pgp->users, wanted, secret, &found);
	if (error)
		status = mh_pgp_fail(err, wanted, error);
	else
		status = hand_out(owner_in(&found, wanted, &subkey), wanted, secret, out, err);
	for (size_t i = 0; i < found.count; i++)
		gpgme_key_unref(found.keys[i]);
	free(found.keys);
	return status;
}
