/* Taking links away: what mh-signal unlink and mh-case unlink share. */

#ifndef MH_CMD_UNLINK_H
#define MH_CMD_UNLINK_H

#include "session.h"

/* Takes away every link that the operands name ("-": ids of standard input), or none. MH_NO: no such link, or taken away already. */
enum mh_status mh_unlink(struct mh_session *, int argc, char **argv, struct mh_err *);

#endif
