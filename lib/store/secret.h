/* Text of the store's wrapped secret; used where it is made (create.c) and where it is opened (secret.c). */

#ifndef MH_STORE_SECRET_H
#define MH_STORE_SECRET_H

#include "store/internal.h"

/* Adds the text that keyholders sign and that is encrypted to them; out is a secret string. */
void mh_secret_text(struct mh_str *out, const unsigned char uid[MH_UID_SIZE], int64_t epoch,
	const unsigned char public_key[MH_PUBLIC_SIZE], const unsigned char secret[MH_SECRET_SIZE]);
/* Wraps it: signed by the first of signers whose secret is at hand, encrypted to the holders. MH_KEY. */
enum mh_status mh_secret_wrap(struct mh_pgp *, const struct mh_str *text, const char *const holders[], size_t count, const char *const signers[],
	size_t signer_count, struct mh_str *out, struct mh_err *);
/* The store's secret, opened by a keyholder of the user's home. The caller has the authority statement verified, and wipes it. MH_KEY. */
enum mh_status mh_secret_unwrap(struct mh_store *, unsigned char secret[MH_SECRET_SIZE], struct mh_err *);
/* As mh_store_unlock, for every record: the log entry says "everything". */
enum mh_status mh_unlock_everything(struct mh_store *, const char *command, const char *purpose, struct mh_err *);

/* A look into sealed values: who is told in the log, and why. */
struct mh_look {
	bool everything;		/* instead of subjects: all records there are */
	const char *command, *purpose, *note;
	const struct mh_id *subjects;		/* count of them */
	size_t count;
	const struct mh_range *ranges;		/* whole kinds */
	size_t range_count;
};
/* Writes its entry into the log, and only then unwraps the store's secret. MH_USAGE: no such purpose; MH_KEY. */
enum mh_status mh_look_begin(struct mh_store *, const struct mh_look *, struct mh_err *);

#endif
