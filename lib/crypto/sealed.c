/* Sealed values: data keys wrapped for the store's key pair, and values bound to their place. */

#include <assert.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "crypto/bytes.h"
#include "crypto/sealed.h"

enum {
	TAG_SIZE = crypto_aead_xchacha20poly1305_ietf_ABYTES,
	NONCE_SIZE = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES,
	STEP = 32,	/* the smallest padded length; the next ones double */
};

static const char context[] = "mh-seal/1";

enum { PLACE_SIZE = 8 + (sizeof context - 1) + 8 + MH_UID_SIZE + 5 * 8 };

static_assert(MH_PUBLIC_SIZE == crypto_box_PUBLICKEYBYTES && MH_SECRET_SIZE == crypto_box_SECRETKEYBYTES, "X25519");
static_assert(MH_DATA_KEY_SIZE == crypto_aead_xchacha20poly1305_ietf_KEYBYTES, "XChaCha20-Poly1305");
static_assert(MH_WRAPPED_KEY_SIZE == MH_DATA_KEY_SIZE + crypto_box_SEALBYTES, "crypto_box_seal");

void mh_keypair_make(unsigned char public_key[MH_PUBLIC_SIZE], unsigned char secret[MH_SECRET_SIZE])
{
	crypto_box_keypair(public_key, secret);
}

enum mh_status mh_data_key_wrap(const unsigned char public_key[MH_PUBLIC_SIZE], const unsigned char key[MH_DATA_KEY_SIZE],
	unsigned char wrapped[MH_WRAPPED_KEY_SIZE], struct mh_err *err)
{
	if (crypto_box_seal(wrapped, key, MH_DATA_KEY_SIZE, public_key) != 0)
		return mh_fail(err, MH_KEY, _("store's public key: it is not an X25519 key"));
	return MH_OK;
}

enum mh_status mh_data_key_make(const unsigned char public_key[MH_PUBLIC_SIZE], unsigned char key[MH_DATA_KEY_SIZE],
	unsigned char wrapped[MH_WRAPPED_KEY_SIZE], struct mh_err *err)
{
	crypto_aead_xchacha20poly1305_ietf_keygen(key);
	enum mh_status status = mh_data_key_wrap(public_key, key, wrapped, err);
	if (status != MH_OK)
		mh_wipe(key, MH_DATA_KEY_SIZE);
	return status;
}

enum mh_status mh_data_key_open(const unsigned char wrapped[MH_WRAPPED_KEY_SIZE], const unsigned char public_key[MH_PUBLIC_SIZE],
	const unsigned char secret[MH_SECRET_SIZE], unsigned char key[MH_DATA_KEY_SIZE], struct mh_err *err)
{
	if (crypto_box_seal_open(key, wrapped, MH_WRAPPED_KEY_SIZE, public_key, secret) != 0) {
		mh_wipe(key, MH_DATA_KEY_SIZE);
		return mh_fail(err, MH_KEY, _("data key: it was changed, or wrapped for another store's key"));
	}
	return MH_OK;
}

/* The additional data: each text behind its length, then the numbers, each of a fixed width. */
static void write_place(const struct mh_seal_place *place, unsigned char out[PLACE_SIZE])
{
	const int64_t numbers[] = { place->epoch, place->kind, place->field, place->record, place->value };

	mh_put_number(out, sizeof context - 1);
	out += 8;
	memcpy(out, context, sizeof context - 1);
	out += sizeof context - 1;
	mh_put_number(out, MH_UID_SIZE);
	out += 8;
	memcpy(out, place->store, MH_UID_SIZE);
	out += MH_UID_SIZE;
	for (size_t i = 0; i < MH_COUNT(numbers); i++, out += 8)
		mh_put_number(out, numbers[i]);
}

static void write_nonce(const struct mh_seal_place *place, unsigned char out[NONCE_SIZE])
{
	memset(out, 0, NONCE_SIZE);
	mh_put_number(out, place->value);
}

/* The padded length of len bytes and the one mark behind them. */
static size_t padded_length(size_t len)
{
	size_t padded = STEP;

	while (padded <= len)
		padded *= 2;
	return padded;
}

void mh_value_seal(const unsigned char key[MH_DATA_KEY_SIZE], const struct mh_seal_place *place, struct mh_blob plain, struct mh_str *out)
{
	size_t padded = padded_length(plain.len);
	unsigned char additional[PLACE_SIZE], nonce[NONCE_SIZE];
	unsigned char *work = mh_alloc(1, padded + TAG_SIZE);

	write_place(place, additional);
	write_nonce(place, nonce);
	if (plain.len > 0)
		memcpy(work, plain.bytes, plain.len);
	work[plain.len] = 0x80;
	crypto_aead_xchacha20poly1305_ietf_encrypt(work, NULL, work, padded, additional, sizeof additional, NULL, nonce, key);
	mh_str_add(out, (const char *)work, padded + TAG_SIZE);
	free(work);
}

/* Decrypts into work and finds where the text ends; false when anything is not as mh_value_seal made it. */
static bool open_padded(const unsigned char *key, const struct mh_seal_place *place, struct mh_blob sealed,
	unsigned char *work, size_t *len)
{
	unsigned char additional[PLACE_SIZE], nonce[NONCE_SIZE];
	unsigned long long padded;

	write_place(place, additional);
	write_nonce(place, nonce);
	if (crypto_aead_xchacha20poly1305_ietf_decrypt(work, &padded, NULL, sealed.bytes, sealed.len, additional,
			sizeof additional, nonce, key) != 0)
		return false;
	return sodium_unpad(len, work, (size_t)padded, (size_t)padded) == 0;
}

enum mh_status mh_value_open(const unsigned char key[MH_DATA_KEY_SIZE], const struct mh_seal_place *place, struct mh_blob sealed,
	struct mh_str *out, struct mh_err *err)
{
	enum mh_status status = MH_OK;
	unsigned char *work;
	size_t len;

	if (sealed.len < STEP + TAG_SIZE || padded_length(sealed.len - TAG_SIZE - 1) != sealed.len - TAG_SIZE)
		return mh_fail(err, MH_KEY, _("sealed value: it has been cut or made longer"));
	work = mh_alloc(1, sealed.len);
	if (!open_padded(key, place, sealed, work, &len)) {
		status = mh_fail(err, MH_KEY, _("sealed value: it was changed, or does not belong in this place"));
		goto out;
	}
	mh_str_add(out, (const char *)work, len);
	if (!mh_str_ok(out)) {
		mh_str_clear(out);
		status = mh_fail(err, MH_INPUT, _("sealed value: it is longer than %zu bytes"), out->limit);
	}
out:
	mh_wipe(work, sealed.len);
	free(work);
	return status;
}
