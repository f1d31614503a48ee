/* What commands of mh-store say of keys. */

#ifndef MH_CMD_STORE_KEYS_H
#define MH_CMD_STORE_KEYS_H

#include "session.h"

/* Adds ", expires on 2026-04-01" when that is within 60 days, ", expired on ..." when it is past. False: neither. 0: never. */
bool store_key_ends(mh_moment expires, struct mh_str *out);
/* Makes the change and says what it means: keys wrapped anew, how many keyholders are left, what a former one may still hold. */
enum mh_status store_keyholders_change(struct mh_session *, struct mh_keyholder_change *, struct mh_err *);

#endif
