/* Any bytes as a partner's file: armour and packets are read within their bounds before GnuPG ever sees them. */

#include <stdlib.h>

#include "crypto/armor.h"
#include "crypto/openpgp.h"
#include "crypto/packets.h"

int LLVMFuzzerTestOneInput(const unsigned char *bytes, size_t len);

static void message(struct mh_blob packets)
{
	struct mh_key_ids ids;
	struct mh_signature signature;
	struct mh_err err = MH_ERR_INIT;
	mh_moment end;

	if (mh_packets_encrypted(packets, &ids, &err) == MH_OK && (ids.count == 0 || ids.count > MH_MOST_RECIPIENTS))
		abort();
	mh_packets_signed(packets, &err);
	mh_packets_public_key(packets, &err);
	mh_packets_signature(packets, &signature);
	mh_pgp_key_end(packets, &end);
}

int LLVMFuzzerTestOneInput(const unsigned char *bytes, size_t len)
{
	struct mh_str out;
	struct mh_err err = MH_ERR_INIT;

	mh_str_init(&out, 1 << 20);
	message((struct mh_blob){ bytes, len });
	if (mh_armor_read((struct mh_blob){ bytes, len }, "PGP MESSAGE", "input", &out, &err) == MH_OK)
		message((struct mh_blob){ out.s, out.len });
	mh_str_free(&out);
	return 0;
}
