/* The end of an erasure, which retain and restore share. */

#ifndef MH_CMD_STORE_ERASE_H
#define MH_CMD_STORE_ERASE_H

#include "session.h"

/* Removes the files of erased messages from the spool, then finishes in the store: mh_store_erase_finish, whose statuses it has. */
enum mh_status store_erase_end(struct mh_session *, struct mh_store *, struct mh_err *);

#endif
