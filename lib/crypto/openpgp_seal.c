/*
 * Sealing. The user's gpg makes a detached signature and nothing more, so that its gpg.conf can neither compress nor choose keys;
 * text and signature become one message here, which gpg encrypts in our home.
 */

#include "crypto/openpgp.h"

#include <assert.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "crypto/armor.h"
#include "crypto/packets.h"
#include "crypto/pgp.h"
#include "crypto/sealed.h"

enum { SIGNATURE_MOST = 64 * 1024 };

struct recipients {
	gpgme_key_t keys[MH_MOST_RECIPIENTS + 1];	/* NULL behind the last, as GPGME wants them */
	size_t count;
};

static void release_recipients(struct recipients *recipients)
{
	for (size_t i = 0; i < recipients->count; i++)
		gpgme_key_unref(recipients->keys[i]);
}

static bool is_there(const struct recipients *recipients, gpgme_key_t key)
{
	for (size_t i = 0; i < recipients->count; i++)
		if (strcmp(recipients->keys[i]->fpr, key->fpr) == 0)
			return true;
	return false;
}

/* Adds a key of our home, unless it is there already. */
static enum mh_status add_recipient(struct mh_pgp *pgp, const char *fingerprint, struct recipients *recipients, struct mh_err *err)
{
	gpgme_key_t key = NULL;
	enum mh_status status = mh_pgp_find(pgp, fingerprint, &key, err);

	if (status == MH_NO)
		status = mh_fail(err, MH_KEY, _("%s: this key is not known here: import its partner with its key first"), fingerprint);
	if (status == MH_OK)
		status = mh_pgp_check_key(key, MH_TO_ENCRYPT, err);
	if (status == MH_OK && !is_there(recipients, key)) {
		if (recipients->count < MH_MOST_RECIPIENTS) {
			recipients->keys[recipients->count++] = key;
			return MH_OK;
		}
		status = mh_fail(err, MH_INPUT, _("message: it can be for %d keys at most"), MH_MOST_RECIPIENTS);
	}
	if (key)
		gpgme_key_unref(key);
	return status;
}

static gpgme_subkey_t find_subkey(gpgme_key_t key, const char *fingerprint)
{
	for (gpgme_subkey_t subkey = key->subkeys; subkey; subkey = subkey->next)
		if (subkey->fpr && fingerprint && strcmp(subkey->fpr, fingerprint) == 0)
			return subkey;
	return NULL;
}

/* What a line of the user's gpg.conf can do to a signature, and the line. */
static enum mh_status refuse_signature(const char *option, struct mh_err *err)
{
	return mh_fail(err, MH_KEY, _("signature: partners would refuse the one that gpg made: remove %s from your gpg.conf"), option);
}

/* The signer's key as the user's home has it, fit to sign; its secret is there. */
static enum mh_status find_secret(struct mh_pgp *pgp, const char *fingerprint, gpgme_key_t *out, struct mh_err *err)
{
	enum mh_status status = mh_pgp_find_users(pgp, fingerprint, true, out, err);

	if (status == MH_NO)
		return mh_fail(err, MH_KEY, _("%s: the secret of this key is not here, so it cannot sign"), fingerprint);
	return status == MH_OK ? mh_pgp_check_key(*out, MH_TO_SIGN, err) : status;
}

/*
 * Our own copy of the key does, since it only names the key to gpg and tells afterwards whether that signed; to ask the user's home would take a
 * program more. Where our copy cannot sign any more, the user may have prolonged the key.
 */
static enum mh_status find_signer(struct mh_pgp *pgp, const char *fingerprint, gpgme_key_t *out, struct mh_err *err)
{
	if (mh_pgp_find(pgp, fingerprint, out, NULL) == MH_OK) {
		if (mh_pgp_check_key(*out, MH_TO_SIGN, NULL) == MH_OK)
			return MH_OK;
		gpgme_key_unref(*out);
		*out = NULL;
	}
	return find_secret(pgp, fingerprint, out, err);
}

/* Did a key of the signer's make it: one of our copy's, or a newer one of the user's home? */
static bool is_signers(struct mh_pgp *pgp, gpgme_key_t signer, const char *fingerprint)
{
	gpgme_key_t key = NULL;
	bool found = find_subkey(signer, fingerprint) != NULL;

	if (!found && mh_pgp_find_users(pgp, signer->fpr, true, &key, NULL) == MH_OK)
		found = find_subkey(key, fingerprint) != NULL;
	if (key)
		gpgme_key_unref(key);
	return found;
}

/* Exactly one signature, by a key of the signer's, whose id is given out. */
static enum mh_status check_maker(struct mh_pgp *pgp, gpgme_key_t signer, unsigned char key_id[MH_KEY_ID_SIZE], struct mh_err *err)
{
	gpgme_sign_result_t result = gpgme_op_sign_result(pgp->users);
	char maker[MH_FINGERPRINT_SIZE];

	if (!result || result->invalid_signers || !result->signatures)
		return mh_fail(err, MH_KEY, _("%s: gpg did not sign with this key"), signer->fpr);
	/* the next operation of the context takes the result away */
	if (result->signatures->next || !result->signatures->fpr || !mh_fingerprint_parse(result->signatures->fpr, maker)
		|| !is_signers(pgp, signer, maker))
		return refuse_signature("local-user", err);
	if (!mh_unhex(maker + strlen(maker) - 2 * MH_KEY_ID_SIZE, key_id, MH_KEY_ID_SIZE))
		return mh_fail(err, MH_KEY, _("%s: gpg did not sign with this key"), signer->fpr);
	return MH_OK;
}

/* Is this the one signature that was asked for, and one that every partner takes? */
static enum mh_status check_made(struct mh_pgp *pgp, gpgme_key_t signer, struct mh_blob signature, struct mh_signature *said,
	unsigned char key_id[MH_KEY_ID_SIZE], struct mh_err *err)
{
	enum mh_status status = check_maker(pgp, signer, key_id, err);

	if (status != MH_OK)
		return status;
	if (!mh_packets_signature(signature, said))
		return mh_fail(err, MH_KEY, _("%s: gpg made something else than a signature"), signer->fpr);
	if (said->type != 0)
		return refuse_signature("textmode", err);
	if (!mh_pgp_hash_strong((gpgme_hash_algo_t)said->hash_algorithm))
		return refuse_signature("digest-algo", err);
	if (said->expires)
		return refuse_signature("default-sig-expire", err);
	return said->critical ? refuse_signature("sig-notation", err) : MH_OK;
}

/* gpg did not sign: what is the matter with the key, if that is what it is? */
static enum mh_status say_why(struct mh_pgp *pgp, gpgme_key_t signer, gpgme_error_t error, struct mh_err *err)
{
	gpgme_key_t key = NULL;
	enum mh_status status = find_secret(pgp, signer->fpr, &key, err);

	if (key)
		gpgme_key_unref(key);
	return status == MH_OK ? mh_pgp_fail(err, signer->fpr, error) : status;
}

static enum mh_status make_signature(struct mh_pgp *pgp, gpgme_key_t signer, struct mh_blob plain, struct mh_str *out, struct mh_err *err)
{
	gpgme_data_t in = NULL, signature = NULL;
	gpgme_error_t error;

	gpgme_set_armor(pgp->users, 0);
	gpgme_set_textmode(pgp->users, 0);
	gpgme_signers_clear(pgp->users);
	error = gpgme_signers_add(pgp->users, signer);
	if (!error)
		error = mh_pgp_input(&in, plain);
	if (!error)
		error = mh_pgp_output(&signature, out);
	if (!error)
		error = gpgme_op_sign(pgp->users, in, signature, GPGME_SIG_MODE_DETACH);
	gpgme_signers_clear(pgp->users);
	gpgme_data_release(signature);
	gpgme_data_release(in);
	return error ? say_why(pgp, signer, error, err) : MH_OK;
}

/* Adds the signed message to out. */
static enum mh_status sign(struct mh_pgp *pgp, const char *fingerprint, struct mh_blob plain, struct mh_str *out, struct mh_err *err)
{
	unsigned char key_id[MH_KEY_ID_SIZE];
	struct mh_signature said;
	gpgme_key_t signer = NULL;
	enum mh_status status = find_signer(pgp, fingerprint, &signer, err);
	struct mh_str signature;

	mh_str_init(&signature, SIGNATURE_MOST);
	if (status == MH_OK)
		status = make_signature(pgp, signer, plain, &signature, err);
	if (status == MH_OK)
		status = check_made(pgp, signer, (struct mh_blob){ signature.s, signature.len }, &said, key_id, err);
	if (status == MH_OK)
		mh_packets_write_signed(out, plain, (struct mh_blob){ signature.s, signature.len }, &said, key_id);
	mh_str_free(&signature);
	if (signer)
		gpgme_key_unref(signer);
	return status;
}

static enum mh_status encrypt(struct mh_pgp *pgp, struct recipients *to, const struct mh_str *message, struct mh_str *out, struct mh_err *err)
{
	const gpgme_encrypt_flags_t flags = GPGME_ENCRYPT_WRAP | GPGME_ENCRYPT_ALWAYS_TRUST | GPGME_ENCRYPT_NO_ENCRYPT_TO
		| GPGME_ENCRYPT_NO_COMPRESS;
	gpgme_data_t in = NULL, cipher = NULL;
	gpgme_encrypt_result_t result;
	gpgme_error_t error = mh_pgp_input(&in, (struct mh_blob){ message->s, message->len });

	gpgme_set_armor(pgp->ours, 1);
	if (!error)
		error = mh_pgp_output(&cipher, out);
	if (!error)
		error = gpgme_op_encrypt(pgp->ours, to->keys, flags, in, cipher);
	gpgme_data_release(cipher);
	gpgme_data_release(in);
	result = gpgme_op_encrypt_result(pgp->ours);
	if (!mh_str_ok(out))
		return mh_fail(err, MH_INPUT, _("message: it is larger than %zu bytes"), out->limit);
	if (result && result->invalid_recipients)
		return mh_fail(err, MH_KEY, _("%s: gpg did not encrypt to this key"), result->invalid_recipients->fpr);
	return error ? mh_pgp_fail(err, _("message"), error) : MH_OK;
}

/* Takes the id of one of the key's encryption subkeys out of ids; false when none is there. */
static bool strike_id(gpgme_key_t key, struct mh_key_ids *ids)
{
	unsigned char id[MH_KEY_ID_SIZE];

	for (gpgme_subkey_t subkey = key->subkeys; subkey; subkey = subkey->next) {
		if (!mh_pgp_subkey_fits(subkey, MH_TO_ENCRYPT) || !mh_unhex(subkey->keyid, id, sizeof id))
			continue;
		for (size_t i = 0; i < ids->count; i++) {
			if (memcmp(ids->list[i], id, sizeof id) != 0)
				continue;
			memmove(ids->list[i], ids->list[--ids->count], sizeof id);
			return true;
		}
	}
	return false;
}

/* Who can open the message must be exactly who was asked for. */
static enum mh_status check_readers(const struct recipients *to, const struct mh_str *message, struct mh_err *err)
{
	struct mh_key_ids ids;
	struct mh_str bytes;
	enum mh_status status;

	mh_str_init(&bytes, message->len);
	status = mh_armor_read((struct mh_blob){ message->s, message->len }, "PGP MESSAGE", _("message"), &bytes, err);
	if (status == MH_OK)
		status = mh_packets_encrypted((struct mh_blob){ bytes.s, bytes.len }, &ids, err);
	for (size_t i = 0; i < to->count && status == MH_OK; i++)
		if (!strike_id(to->keys[i], &ids))
			status = mh_fail(err, MH_KEY, _("%s: gpg did not encrypt to this key"), to->keys[i]->fpr);
	if (status == MH_OK && ids.count > 0)
		status = mh_fail(err, MH_KEY, _("message: gpg encrypted it to another key as well"));
	mh_str_free(&bytes);
	return status;
}

enum mh_status mh_pgp_seal(struct mh_pgp *pgp, struct mh_blob plain, const char *const recipients[], size_t count, const char *signer,
	struct mh_str *out, struct mh_err *err)
{
	struct recipients to = { { NULL }, 0 };
	enum mh_status status = MH_OK;
	struct sigaction before;
	struct mh_str message;

	assert(count > 0 && "GPGME takes no recipients for a passphrase");
	mh_str_init_secret(&message, plain.len + SIGNATURE_MOST + 100);
	mh_pgp_begin(&before);
	for (size_t i = 0; i < count && status == MH_OK; i++)
		status = add_recipient(pgp, recipients[i], &to, err);
	if (status == MH_OK)
		status = sign(pgp, signer, plain, &message, err);
	if (status == MH_OK)
		status = encrypt(pgp, &to, &message, out, err);
	mh_str_free(&message);	/* here and not at the end: a backup is large */
	if (status == MH_OK)
		status = check_readers(&to, out, err);
	mh_pgp_end(&before);
	if (status != MH_OK)
		mh_str_clear(out);
	release_recipients(&to);
	return status;
}

enum mh_status mh_pgp_sign(struct mh_pgp *pgp, struct mh_blob plain, const char *signer, struct mh_str *out, struct mh_err *err)
{
	enum mh_status status;
	struct sigaction before;
	struct mh_str message;

	mh_str_init(&message, plain.len + SIGNATURE_MOST + 100);
	mh_pgp_begin(&before);
	status = sign(pgp, signer, plain, &message, err);
	mh_pgp_end(&before);
	if (status == MH_OK)
		mh_armor_write((struct mh_blob){ message.s, message.len }, "PGP MESSAGE", out);
	if (status == MH_OK && !mh_str_ok(out))
		status = mh_fail(err, MH_INPUT, _("message: it is larger than %zu bytes"), out->limit);
	mh_str_free(&message);
	return status;
}
