/*
 * Casework: the events of a case in the store, put beside the workflows and terms that were applied to it. What state a track
 * is in, what may happen, and which terms run is reckoned from the events every time; the case's fields keep the states so
 * that lists can ask for them, and are written in the event's transaction.
 */

#ifndef MH_CHAIN_CASEWORK_H
#define MH_CHAIN_CASEWORK_H

#include "chain/apply.h"
#include "chain/events.h"
#include "store/store.h"
#include "workflow/term.h"
#include "workflow/track.h"

/* The workflows and terms of a store. */
struct mh_casework {
	struct mh_track *tracks;	/* in the order of the case's fields */
	size_t track_count;
	struct mh_terms terms;
};

#define MH_CASEWORK_INIT { NULL, 0, MH_TERMS_INIT }

/* MH_INPUT: none were applied (said how), or one can't be read. */
enum mh_status mh_casework_load(struct mh_store *, struct mh_casework *, struct mh_err *);
/*
 * Do the terms among files that are about to be applied fit the workflows as they will be: those of the files, and those of the store that the
 * files do not replace? Adds a problem for what can't be right, a warning for a term that ends while none follows and
 * for terms of the store that a new workflow leaves without their event. MH_INPUT: there are problems.
 */
enum mh_status mh_casework_fit(struct mh_store *, const struct mh_applied_file *files, size_t count, struct mh_problems *, struct mh_err *);
void mh_casework_free(struct mh_casework *);
/* MH_INPUT: no such track; those that there are, are named. */
enum mh_status mh_casework_track(const struct mh_casework *, const char *name, const struct mh_track **, struct mh_err *);
/* MH_INPUT: it is closed; how it is taken up again is said, the case is named by the caller. */
enum mh_status mh_case_is_open(const struct mh_record *the_case, struct mh_err *);
/*
 * Is the track for this case? One that is not known to be outside is inside: outside is who is so by what the case says and by what follows
 * from the months of birthdays, so that the youth track of somebody who came of age can still be closed.
 */
bool mh_track_applies(const struct mh_track *, const struct mh_record *the_case, struct mh_date day);
/* MH_INPUT: this event, of this scope and day, may never be in this case; the sentence is the workflow's. */
enum mh_status mh_casework_barred(const struct mh_track *, const struct mh_record *the_case, const struct mh_happening *, struct mh_err *);

/*
 * Books an event (track, event, on and what else was given are set) of a case in the open transaction, or one that is known
 * and was corrected, and the state that follows from it. One whose "undone" is yes counts no longer; one whose "planned" is yes counts
 * not yet, and needs no more than a day to come and a scope that exists. MH_INPUT: the track is
 * not for this case, the day is in the future, an end before the day, something is missing, or it can't happen there: the
 * sentence says what can.
 */
enum mh_status mh_casework_book(struct mh_store *, const struct mh_casework *, struct mh_record *the_case, struct mh_record *event,
	struct mh_err *);

/* Terms that run in the case, by due day, with those that its own facts start; *out is the caller's to free, before the events. */
size_t mh_casework_terms(const struct mh_casework *, const struct mh_case_facts *, struct mh_events *, struct mh_running **out);

/* The track in which a happening is shown: its own; what a case itself says of ages in youth, that it was opened in care. */
const char *mh_casework_track_of(const struct mh_happening *);

/* Recomputes every case's states, and holds terms to workflows; a difference is a problem. MH_NO: some were found. Nothing to do where no workflow was applied. */
enum mh_status mh_casework_check(struct mh_store *, struct mh_problems *, struct mh_err *);

#endif
