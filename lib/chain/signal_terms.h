/* What is due of a signal: a decision on it, and word to its reporter. The lengths are the region's own terms. */

#ifndef MH_CHAIN_SIGNAL_TERMS_H
#define MH_CHAIN_SIGNAL_TERMS_H

#include "chain/casework.h"

struct mh_signal_due {
	const char *code;		/* of the term */
	struct mh_happening start;	/* borrows from the signal */
};

/* A decision: false where the signal has ended. */
bool mh_signal_response(const struct mh_record *signal, struct mh_signal_due *);
/*
 * What its reporter is to be told next, of what may be told: that it was received, and, once it has ended, the outcome. Where nobody
 * asked what may be told, that is to be asked, unless the reporter is anonymous. False: nothing, since it was told or may not be told.
 */
bool mh_signal_feedback(const struct mh_record *signal, struct mh_signal_due *);

/* The term that the region has for it; NULL: none. */
const struct mh_term *mh_signal_term(const struct mh_casework *, const struct mh_signal_due *);
/* The day: the start itself where the region has no such term, so that nothing is lost. */
struct mh_date mh_signal_due_day(const struct mh_casework *, const struct mh_signal_due *);

/* Puts the state in its field, with the reason and the day of an end; a signal that is taken up again has no outcome to tell yet. */
enum mh_status mh_signal_move(struct mh_record *signal, const char *to, const char *reason, struct mh_err *);

#endif
