/* May a partner be used at all? The one place where that is asked, before anybody leads a person there or carries a file to it. */

#ifndef MH_EXCHANGE_USABLE_H
#define MH_EXCHANGE_USABLE_H

#include "store/store.h"

/* MH_DENIED: it is suspended, or has left. The sentence begins with the partner's code. */
enum mh_status mh_partner_active(const struct mh_record *partner, struct mh_err *);
/*
 * MH_DENIED: as before; MH_KEY: its key is missing, revoked, has expired or is unfit, so no file can be made for it. The sentence begins with the
 * partner's code and says what to do. A partner without OpenPGP is usable by another way than a file. Other statuses: of the store.
 */
enum mh_status mh_partner_usable(struct mh_store *, const struct mh_record *partner, mh_moment now, struct mh_err *);

#endif
