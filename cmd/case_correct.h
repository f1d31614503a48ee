/* Mending an event, for the two commands that do it: correct, and event --correct. */

#ifndef MH_CMD_CASE_CORRECT_H
#define MH_CMD_CASE_CORRECT_H

#include "record/options.h"
#include "session.h"

/* Gives the event (its id as text) these fields, or takes it back (undo); the case's state follows. MH_USAGE: neither or both. */
enum mh_status mh_case_correct(struct mh_session *, const char *id, bool undo, const struct mh_pairs *fields, struct mh_err *);

#endif
