/* What a person is to know after an event was booked, beside the terms that run. */

#ifndef MH_CMD_CASE_BOOKED_H
#define MH_CMD_CASE_BOOKED_H

#include "chain/casework.h"
#include "session.h"

/* Says which terms should have started and did not, since none of their definitions holds on that day, and what the case is to say from now on. */
void mh_case_booked(const struct mh_session *, const struct mh_casework *, const struct mh_record *the_case, const struct mh_happening *);

#endif
