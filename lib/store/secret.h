/* Text of the store's wrapped secret; used where it is made (create.c) and where it is opened (secret.c). */

#ifndef MH_STORE_SECRET_H
#define MH_STORE_SECRET_H

#include "store/internal.h"

/* Adds the text that keyholders sign and that is encrypted to them; out is a secret string. */
void mh_secret_text(struct mh_str *out, const unsigned char uid[MH_UID_SIZE], int64_t epoch,
	const unsigned char public_key[MH_PUBLIC_SIZE], const unsigned char secret[MH_SECRET_SIZE]);

#endif
