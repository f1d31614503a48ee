/* Where a signal can go: received -> enriched -> assessed -> advice | case | forwarded | closed; lapsed when nobody takes it up. */

#ifndef MH_WORKFLOW_SIGNAL_STATES_H
#define MH_WORKFLOW_SIGNAL_STATES_H

#include <stdbool.h>

#include "base/err.h"

/* MH_USAGE: no such state, with those that can be reached. MH_NO: it is there already. MH_INPUT: it cannot go there. */
enum mh_status mh_signal_may_go(const char *from, const char *to, struct mh_err *);
/* Is this a state in which a signal ends, and for which there is a reason? */
bool mh_signal_ended(const char *state);

/* States that a person can choose, separated by a space, for an option. */
#define MH_SIGNAL_CHOICES "enriched assessed advice case forwarded closed"

#endif
