/*
 * OpenPGP by GPGME: two verbs, seal (sign and encrypt, always both) and open (decrypt and verify, always both); and for statements
 * that are no secret, sign and verify. A statement's text begins with its own format line, so that none stands in for another.
 *
 * Our own GnuPG home holds only allowed public keys and our own configuration; the user's gpg.conf never takes part in
 * choosing keys: signing happens where the secret is, then the signed bytes are encrypted in our home; decryption
 * happens where the secret is, then the signature is verified in our home. Keys are named by full 40-digit primary
 * fingerprints, upper case. GPGME is initialised by the first mh_pgp_start and by nothing else.
 */

#ifndef MH_CRYPTO_OPENPGP_H
#define MH_CRYPTO_OPENPGP_H

#include <stdbool.h>
#include <stddef.h>

#include "base/date.h"
#include "base/err.h"
#include "base/str.h"

#define MH_FINGERPRINT_SIZE 41

struct mh_pgp;

struct mh_pgp_key {
	char fingerprint[MH_FINGERPRINT_SIZE];	/* primary */
	char name[256];				/* first user id, for display only; escape before showing */
	mh_moment expires;			/* 0: never; the earliest that stops encrypting or signing */
	bool revoked, disabled, can_encrypt, can_sign;
	bool expired;				/* or the last subkey that encrypted, or signed, has */
	bool strong;				/* RSA of 3072 bits or more, or an elliptic curve */
	bool throwaway;				/* user id says it is a throw-away test or demo key ("THROW-AWAY") */
};

/* True for 40 hexadecimal digits; out (may be NULL) gets them in upper case. Spaces between groups are allowed. */
bool mh_fingerprint_parse(const char *text, char out[MH_FINGERPRINT_SIZE]);

/* Starts with our home at path (made 0700 when absent, with our gpg.conf). MH_KEY: engine missing, too old, or a path that is
 * too long for an agent's socket (said so). The user's home is $GNUPGHOME or GnuPG's default. Owned by the caller. */
enum mh_status mh_pgp_start(const char *home, struct mh_pgp **, struct mh_err *);
void mh_pgp_stop(struct mh_pgp *);
/* From here on nobody is asked for a passphrase, whatever terminal there is: as it is for a periodic job. */
void mh_pgp_unattended(struct mh_pgp *);

/* Takes exactly one public key, which must have this primary fingerprint, into our home; secret keys and other keys are
 * refused and nothing is kept of them. MH_KEY, or MH_INPUT when the bytes hold no such key. */
enum mh_status mh_pgp_take_key(struct mh_pgp *, struct mh_blob armored, const char *fingerprint, struct mh_err *);
/* Revokes a key of our home by what its owner made: a revocation certificate, or the public key with the revocation in it. The key's own
 * signature proves it. MH_KEY: it does not revoke this key; MH_INPUT: it is neither. */
enum mh_status mh_pgp_take_revocation(struct mh_pgp *, struct mh_blob armored, const char *fingerprint, struct mh_err *);
/* Writes the armored public key from the user's home (minimal: no foreign signatures). MH_KEY: not there. */
enum mh_status mh_pgp_user_key(struct mh_pgp *, const char *fingerprint, struct mh_str *out, struct mh_err *);
/* The same from our home. MH_NO: not there. */
enum mh_status mh_pgp_our_key(struct mh_pgp *, const char *fingerprint, struct mh_str *out, struct mh_err *);
/* "0123 4567 ... 89AB": a fingerprint in ten groups, to be read out. */
#define MH_FINGERPRINT_GROUPS_SIZE 51
void mh_fingerprint_groups(const char *fingerprint, char out[MH_FINGERPRINT_GROUPS_SIZE]);
/* Looks at a key in our home. MH_NO: not there. */
enum mh_status mh_pgp_look(struct mh_pgp *, const char *fingerprint, struct mh_pgp_key *out, struct mh_err *);

/* When a public key ends, as mh_pgp_look says it, read of its own bytes: signatures are not verified, and no GnuPG is needed. False: it
 * cannot be read. */
bool mh_pgp_key_end(struct mh_blob armored, mh_moment *end);

/* Does this public key hold a revocation of itself? Read of its own bytes, and not verified. */
bool mh_pgp_key_says_revoked(struct mh_blob armored);

/* The first of these keys whose secret is in the user's home: *which is its index. MH_KEY: none of them. */
enum mh_status mh_pgp_choose_own(struct mh_pgp *, const char *const fingerprints[], size_t count, size_t *which, struct mh_err *);

/* Signs plain by signer (secret in the user's home) and encrypts it to the recipients (public keys in our home; never none),
 * armored, uncompressed. After encrypting, the key ids in the message are compared with the recipients' encryption subkeys.
 * MH_KEY with a sentence that names the key. */
enum mh_status mh_pgp_seal(struct mh_pgp *, struct mh_blob plain, const char *const recipients[], size_t count, const char *signer,
	struct mh_str *out, struct mh_err *);

/*
 * Opens a message into out (a secret string; its limit bounds the plain text). In this order: packet grammar (public-key
 * session packets 1 to 16, then one integrity-protected data packet, nothing else), decryption, exactly one good signature
 * by one of allowed; *signer is its index. MH_INPUT: no such message (grammar, unsigned, too large); MH_KEY: not for our
 * keys, damaged, bad signature, unknown, expired or revoked signer, weak digest or key. out is empty unless MH_OK.
 */
enum mh_status mh_pgp_open(struct mh_pgp *, struct mh_blob message, const char *const allowed[], size_t count, size_t *signer,
	struct mh_str *out, struct mh_err *);

/* The same without encryption: plain signed by signer, one armored message that any OpenPGP program verifies. MH_KEY. */
enum mh_status mh_pgp_sign(struct mh_pgp *, struct mh_blob plain, const char *signer, struct mh_str *out, struct mh_err *);
/* Verifies such a message into out: exactly one good signature by one of allowed. past: the message was seen before, so its signer's
 * key may have expired or been revoked since. Statuses as mh_pgp_open. */
enum mh_status mh_pgp_verify(struct mh_pgp *, struct mh_blob message, const char *const allowed[], size_t count, bool past,
	size_t *signer, struct mh_str *out, struct mh_err *);
/* Adds the text of such a message to out and verifies nothing: for bytes whose digest is known to be that of a message that was verified
 * before. No GnuPG is needed. MH_INPUT: cannot be read so. */
enum mh_status mh_pgp_text(struct mh_blob message, struct mh_str *out, struct mh_err *);

#endif
