/* What the commands share that answer a person's request about the own data. */

#ifndef MH_CMD_RIGHTS_H
#define MH_CMD_RIGHTS_H

#include "session.h"

/* Who asked: "person" where --by was not given. MH_INPUT: no code of catalogue asked-by. */
enum mh_status rights_by(struct mh_session *, const char *by, const char **code, struct mh_err *);

/* Says each partner who got one of the fields of changed (NULL: anything) about the person, and when: it must be told (AVG art. 19). */
enum mh_status rights_say_recipients(struct mh_session *, int64_t person, const struct mh_record *changed, struct mh_err *);

#endif
