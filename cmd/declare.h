/* What the commands of the declaration of intent share. */

#ifndef MH_CMD_DECLARE_H
#define MH_CMD_DECLARE_H

#include "session.h"

/* Puts a signing in a transaction of its own, and prints its id; where it is known already, says so. */
enum mh_status declare_put(struct mh_session *, struct mh_record *signing, struct mh_err *);

/*
 * This organisation's own word on the declaration of that id: says is signed or withdrawn; fields of signing that are set stay. The signed statement goes to
 * output (NULL: standard output), for the partners. text (may be NULL) is the file that is to be the declaration's. MH_INPUT: it is another.
 */
enum mh_status declare_own(struct mh_session *, const char *id, const char *text, const char *says, const char *output, struct mh_record *signing,
	struct mh_err *);

#endif
