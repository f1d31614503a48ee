/* Looking, before a case is opened, whether its person, place or suspects are known already. */

#ifndef MH_CMD_CASE_LOOK_H
#define MH_CMD_CASE_LOOK_H

#include "session.h"

/*
 * Looks up what the signals say (names and birth dates of mentions, contacts, the place) in all that is kept sealed, and says what is like
 * it, and what the signals are linked to; *found is their number. For the purpose a keyholder's key is asked, and each look is logged. Before
 * any transaction. Statuses of mh_store_unlock.
 */
enum mh_status case_look(struct mh_session *, const char *purpose, const char *const *signals, size_t count, size_t *found, struct mh_err *);

#endif
