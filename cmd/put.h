/* One record is put: the end of commands that add one. */

#ifndef MH_CMD_PUT_H
#define MH_CMD_PUT_H

#include "session.h"

/* Puts the record, in the transaction that is open or one of its own, commits (not with --dry-run, which is said), and prints its id. */
enum mh_status mh_put_and_say(struct mh_session *, struct mh_record *, struct mh_err *);

/* Is the code in this field, where it has one, declared and does it hold today? MH_INPUT: "--basis x: ...", with the nearest, or all. */
enum mh_status mh_check_code(struct mh_session *, const struct mh_record *, const char *field, struct mh_err *);
/* The same of a field whose option is called otherwise. */
enum mh_status mh_check_code_as(struct mh_session *, const struct mh_record *, const char *field, const char *option, struct mh_err *);

#endif
