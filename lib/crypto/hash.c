/* BLAKE2b-256 over parts that each go in behind their length. */

#include <assert.h>
#include <sodium.h>
#include <string.h>

#include "crypto/bytes.h"
#include "crypto/sealed.h"

static_assert(sizeof ((struct mh_hash *)NULL)->state >= sizeof(crypto_generichash_state), "struct mh_hash holds libsodium's state");
static_assert(_Alignof(struct mh_hash) >= 64, "libsodium wants its state on 64 bytes");
static_assert(crypto_shorthash_KEYBYTES == 16 && crypto_shorthash_BYTES == 8, "SipHash of 64 bits");
static_assert(MH_HASH_SIZE == crypto_generichash_BYTES, "a digest is BLAKE2b-256");

static crypto_generichash_state *state_of(struct mh_hash *hash)
{
	return (void *)hash->state;
}

void mh_hash_start(struct mh_hash *hash, const unsigned char *key, size_t key_len)
{
	int failed = crypto_generichash_init(state_of(hash), key, key ? key_len : 0, MH_HASH_SIZE);

	assert(!failed && "a key has 64 bytes at most");
	(void)failed;
	hash->used = hash->most = 0;
}

static void flush(struct mh_hash *hash)
{
	crypto_generichash_update(state_of(hash), hash->pending, hash->used);
	hash->used = 0;
}

/* Parts are small and many, so they are gathered. */
static void add(struct mh_hash *hash, const void *bytes, size_t len)
{
	if (len > sizeof hash->pending - hash->used)
		flush(hash);
	if (len > sizeof hash->pending) {
		crypto_generichash_update(state_of(hash), bytes, len);
	} else if (len > 0) {
		memcpy(hash->pending + hash->used, bytes, len);
		hash->used += len;
		if (hash->used > hash->most)
			hash->most = hash->used;
	}
}

void mh_hash_part(struct mh_hash *hash, const void *bytes, size_t len)
{
	unsigned char prefix[8];

	mh_put_number(prefix, (int64_t)len);
	add(hash, prefix, sizeof prefix);
	add(hash, bytes, len);
}

void mh_hash_number(struct mh_hash *hash, int64_t number)
{
	unsigned char part[16];

	mh_put_number(part, 8);
	mh_put_number(part + 8, number);
	add(hash, part, sizeof part);
}

void mh_hash_fixed(struct mh_hash *hash, const void *bytes, size_t len)
{
	add(hash, bytes, len);
}

void mh_hash_eight(struct mh_hash *hash, int64_t number)
{
	unsigned char bytes[8];

	mh_put_number(bytes, number);
	add(hash, bytes, sizeof bytes);
}

/* The lowest 7 bits first; a byte that is not the last has its highest bit set, so that no number begins with another. */
void mh_hash_small(struct mh_hash *hash, uint64_t number)
{
	unsigned char bytes[10];
	size_t len = 0;

	for (; number > 127; number >>= 7)
		bytes[len++] = (unsigned char)(number | 128);
	bytes[len++] = (unsigned char)number;
	add(hash, bytes, len);
}

void mh_hash_end(struct mh_hash *hash, unsigned char out[MH_HASH_SIZE])
{
	flush(hash);
	crypto_generichash_final(state_of(hash), out, MH_HASH_SIZE);
	sodium_memzero(hash->pending, hash->most);
}

/* The key goes in front of the digest: as BLAKE2b's own key it would take a block more, and with both lengths fixed it is as good there. */
void mh_mac_step(unsigned char key[MH_MAC_KEY_SIZE], const unsigned char digest[MH_HASH_SIZE], unsigned char mac[MH_MAC_SIZE])
{
	static_assert(MH_MAC_SIZE + MH_MAC_KEY_SIZE == crypto_generichash_blake2b_BYTES_MAX, "both are one BLAKE2b-512");
	static const unsigned char person[crypto_generichash_blake2b_PERSONALBYTES] = "mh-log-mac/1";
	unsigned char in[MH_MAC_KEY_SIZE + MH_HASH_SIZE], out[MH_MAC_SIZE + MH_MAC_KEY_SIZE];

	memcpy(in, key, MH_MAC_KEY_SIZE);
	memcpy(in + MH_MAC_KEY_SIZE, digest, MH_HASH_SIZE);
	crypto_generichash_blake2b_salt_personal(out, sizeof out, in, sizeof in, NULL, 0, NULL, person);
	memcpy(mac, out, MH_MAC_SIZE);
	memcpy(key, out + MH_MAC_SIZE, MH_MAC_KEY_SIZE);
	sodium_memzero(in, sizeof in);
	sodium_memzero(out, sizeof out);
}

void mh_digest(const void *bytes, size_t len, unsigned char out[MH_HASH_SIZE])
{
	crypto_generichash(out, MH_HASH_SIZE, bytes, len, NULL, 0);
}

uint64_t mh_short_hash(const unsigned char key[16], const void *bytes, size_t len)
{
	uint64_t hash;

	crypto_shorthash((unsigned char *)&hash, bytes, len, key);
	return hash;
}
