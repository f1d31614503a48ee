/* What the OpenPGP files of this room share: the two contexts, and small steps around GPGME. Of this room only. */

#ifndef MH_CRYPTO_PGP_H
#define MH_CRYPTO_PGP_H

#include <gpgme.h>
#include <signal.h>
#include <stdbool.h>

#include "base/err.h"
#include "base/str.h"
#include "crypto/openpgp.h"

/* The keys of our home, as they were when gpg last listed them: it is asked once, and not for each key. */
struct mh_ring {
	gpgme_key_t *keys;
	size_t count;
	bool listed;
};

struct mh_pgp {
	gpgme_ctx_t ours;	/* our home: public keys, encrypting, verifying */
	gpgme_ctx_t users;	/* the user's home: signing, decrypting */
	struct mh_ring ring;
};

enum mh_purpose { MH_TO_ENCRYPT, MH_TO_SIGN };

/* gpg may go away while we write to it: between these two calls a broken pipe is an error and not the end of the program. */
void mh_pgp_begin(struct sigaction *before);
void mh_pgp_end(const struct sigaction *before);

/* MH_KEY with a sentence for what GPGME answered. */
enum mh_status mh_pgp_fail(struct mh_err *, const char *object, gpgme_error_t);

/* Data for GPGME without a copy: bytes of somebody else, and a string whose limit stops gpg. Released by the caller. */
gpgme_error_t mh_pgp_input(gpgme_data_t *, struct mh_blob);
gpgme_error_t mh_pgp_output(gpgme_data_t *, struct mh_str *);

/* The key with exactly this primary fingerprint, in our home or in the user's (secret: only if its secret is there). MH_NO: not in that
 * home; MH_INPUT: not a fingerprint. Unreferenced by the caller. */
enum mh_status mh_pgp_find(struct mh_pgp *, const char *fingerprint, gpgme_key_t *, struct mh_err *);
enum mh_status mh_pgp_find_users(struct mh_pgp *, const char *fingerprint, bool secret, gpgme_key_t *, struct mh_err *);
/* The key of our home that this subkey or primary key belongs to; NULL: none, or gpg could not say. Unreferenced by the caller. */
gpgme_key_t mh_pgp_owner(struct mh_pgp *, const char *fingerprint, gpgme_subkey_t *);
/* Our home has changed, or ends: what was listed is forgotten. */
void mh_pgp_forget(struct mh_pgp *);
/* MH_KEY with a sentence when the key must not be used for it: revoked, expired, disabled, without such a subkey, weak. */
enum mh_status mh_pgp_check_key(gpgme_key_t, enum mh_purpose, struct mh_err *);
bool mh_pgp_subkey_fits(gpgme_subkey_t, enum mh_purpose);	/* may be used for it now */
/* Has it expired, or the last subkey that served the purpose, so that it serves it no more? */
bool mh_pgp_has_expired(gpgme_key_t key, enum mh_purpose);
bool mh_pgp_subkey_strong(gpgme_subkey_t);
bool mh_pgp_hash_strong(gpgme_hash_algo_t);

#endif
