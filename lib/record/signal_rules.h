/* What must hold between the fields of a signal or a mention, beyond what each field says for itself. */

#ifndef MH_RECORD_SIGNAL_RULES_H
#define MH_RECORD_SIGNAL_RULES_H

#include "record/record.h"

/* A suspect has a ground; an observation ends after it begins; nothing came in or was seen later than today. Problems are added at where (its field and value are ignored).
 * MH_INPUT with the first as sentence. Any other kind of record is fine. */
enum mh_status mh_signal_rules(const struct mh_record *, struct mh_date today, const struct mh_problem *where, struct mh_problems *, struct mh_err *);

/*
 * A birth that cannot be: after today, or one that does not go with the age band of the same record on any day of the signal (of
 * its observation to the day it came in). signal NULL: there is none, and the band is judged only where it was given now, as that of today.
 * What is sealed and was not opened is not judged, and no sentence holds a value. Statuses as above.
 */
enum mh_status mh_birth_rules(const struct mh_record *, const struct mh_record *signal, struct mh_date today, const struct mh_problem *where,
	struct mh_problems *, struct mh_err *);

#endif
