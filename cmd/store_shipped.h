/* Files that came with the programs, held against what was applied. */

#ifndef MH_CMD_STORE_SHIPPED_H
#define MH_CMD_STORE_SHIPPED_H

#include "session.h"

/* Adds a warning for each shipped catalogue, workflow, terms, map or report of which the store has an older form. What a region
 * changed after it was applied is no older form, and neither is what was never applied. */
enum mh_status store_shipped_check(struct mh_session *, struct mh_problems *, struct mh_err *);

#endif
