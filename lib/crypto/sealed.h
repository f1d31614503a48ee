/*
 * Sealed values: a store has an X25519 key pair; a data key (XChaCha20-Poly1305) is made for each writing transaction,
 * kept once, sealed to the public key. Anyone with the public key may write; only the secret key reads.
 * The additional data names the place of a value, so that it opens nowhere else.
 */

#ifndef MH_CRYPTO_SEALED_H
#define MH_CRYPTO_SEALED_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/str.h"

#define MH_UID_SIZE 16
#define MH_HASH_SIZE 32
#define MH_SALT_SIZE 16
#define MH_PUBLIC_SIZE 32
#define MH_SECRET_SIZE 32
#define MH_DATA_KEY_SIZE 32
#define MH_WRAPPED_KEY_SIZE (MH_DATA_KEY_SIZE + 48)	/* crypto_box_seal adds 48 bytes */

/* libsodium; MH_KEY when it can't be initialised. Cheap to call again. */
enum mh_status mh_crypto_init(struct mh_err *);

/* The place of a sealed value; all numbers are fixed for ever once released. */
struct mh_seal_place {
	unsigned char store[MH_UID_SIZE];
	int64_t epoch;
	int64_t kind, field;
	int64_t record;
	int64_t value;
};

void mh_keypair_make(unsigned char public_key[MH_PUBLIC_SIZE], unsigned char secret[MH_SECRET_SIZE]);
/* Makes a data key and its form wrapped for public_key. */
enum mh_status mh_data_key_make(const unsigned char public_key[MH_PUBLIC_SIZE], unsigned char key[MH_DATA_KEY_SIZE],
	unsigned char wrapped[MH_WRAPPED_KEY_SIZE], struct mh_err *);
/* Wraps a data key that is there for another public key. */
enum mh_status mh_data_key_wrap(const unsigned char public_key[MH_PUBLIC_SIZE], const unsigned char key[MH_DATA_KEY_SIZE],
	unsigned char wrapped[MH_WRAPPED_KEY_SIZE], struct mh_err *);
/* MH_KEY: wrapped is not for this key pair, or was changed. */
enum mh_status mh_data_key_open(const unsigned char wrapped[MH_WRAPPED_KEY_SIZE], const unsigned char public_key[MH_PUBLIC_SIZE],
	const unsigned char secret[MH_SECRET_SIZE], unsigned char key[MH_DATA_KEY_SIZE], struct mh_err *);

/* Seals plain into out (appended): padded to 32, 64, 128 ... bytes so that its length tells little. The nonce is the value
 * number: safe, since a data key serves one transaction and a value number is used once in it. */
void mh_value_seal(const unsigned char key[MH_DATA_KEY_SIZE], const struct mh_seal_place *, struct mh_blob plain, struct mh_str *out);
/* Opens into out (secret string). MH_KEY: not of this place, or changed; MH_INPUT: longer than the limit of out. */
enum mh_status mh_value_open(const unsigned char key[MH_DATA_KEY_SIZE], const struct mh_seal_place *, struct mh_blob sealed,
	struct mh_str *out, struct mh_err *);

/* BLAKE2b-256; key (64 bytes at most) may be NULL. Every part goes in with its length first, so that parts cannot be shifted. */
struct mh_hash { _Alignas(64) unsigned char state[384]; unsigned char pending[512]; size_t used, most; };
void mh_hash_start(struct mh_hash *, const unsigned char *key, size_t key_len);
void mh_hash_part(struct mh_hash *, const void *, size_t);
void mh_hash_number(struct mh_hash *, int64_t);
/* For rows, of which there are many: bytes whose length the format fixes, a number in eight, one that takes a byte for each 7 bits. */
void mh_hash_fixed(struct mh_hash *, const void *, size_t);
void mh_hash_eight(struct mh_hash *, int64_t);
void mh_hash_small(struct mh_hash *, uint64_t);
void mh_hash_end(struct mh_hash *, unsigned char out[MH_HASH_SIZE]);
/* BLAKE2b-256 of the bytes alone, as "b2sum -l 256" prints it: for digests that others can compare. */
void mh_digest(const void *, size_t, unsigned char out[MH_HASH_SIZE]);

/*
 * One step of an evolving MAC (forward-secure, as of Bellare and Yee, "Forward-security in private-key cryptography", 2003): BLAKE2b-512
 * of key and digest gives the MAC and the key of the next step, which takes the place of key. Who has a key can make what comes
 * after it, and nothing of what came before.
 */
#define MH_MAC_SIZE 32
#define MH_MAC_KEY_SIZE MH_DATA_KEY_SIZE	/* so that it is wrapped as a data key is */
void mh_mac_step(unsigned char key[MH_MAC_KEY_SIZE], const unsigned char digest[MH_HASH_SIZE], unsigned char mac[MH_MAC_SIZE]);

/* A keyed hash of 64 bits (SipHash), for tables: who has no key can neither choose texts that fall together nor try texts. */
uint64_t mh_short_hash(const unsigned char key[16], const void *, size_t);

/* Lower-case hexadecimal with its NUL: out holds 2 * len + 1. */
void mh_hex(const void *, size_t len, char *out);
/* False unless text is exactly 2 * len hexadecimal digits. */
bool mh_unhex(const char *text, void *out, size_t len);
bool mh_same_bytes(const void *, const void *, size_t);	/* in constant time */

/* Random bytes in bulk: a stream from a random seed that is replaced with every refill (for salts of an import). */
struct mh_salts { unsigned char seed[32]; unsigned char block[4096]; size_t used; };
void mh_salts_start(struct mh_salts *);
void mh_salts_next(struct mh_salts *, unsigned char out[MH_SALT_SIZE]);

#endif
