/* OpenPGP armour: base64 between two marked lines. Of this room only. */

#ifndef MH_CRYPTO_ARMOR_H
#define MH_CRYPTO_ARMOR_H

#include "base/err.h"
#include "base/str.h"

/* Adds the bytes of the one block ("PGP MESSAGE", "PGP PUBLIC KEY BLOCK") that text consists of to out; blank lines before
 * and behind it are allowed and nothing else. Bytes that already are packets (their highest bit is set) are copied.
 * MH_INPUT: anything else, a wrong checksum, or longer than the limit of out. object stands in the sentence. */
enum mh_status mh_armor_read(struct mh_blob text, const char *block, const char *object, struct mh_str *out, struct mh_err *);
/* Adds the bytes as such a block, with its checksum; what mh_armor_read and every OpenPGP program reads. */
void mh_armor_write(struct mh_blob bytes, const char *block, struct mh_str *out);

#endif
