/* One record is put: the end of commands that add one. */

#ifndef MH_CMD_PUT_H
#define MH_CMD_PUT_H

#include "session.h"

/* Puts the record, in the transaction that is open or one of its own, commits (not with --dry-run, which is said), and prints its id. */
enum mh_status mh_put_and_say(struct mh_session *, struct mh_record *, struct mh_err *);

#endif
