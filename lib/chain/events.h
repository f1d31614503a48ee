/* The events of cases as they stand in the store: what happened, by day; what is planned; and what a case itself says of days. */

#ifndef MH_CHAIN_EVENTS_H
#define MH_CHAIN_EVENTS_H

#include "store/store.h"
#include "workflow/track.h"

/* Ages at which something changes; the case's fields turns-12, turns-16 and turns-18 have their months. */
#define MH_AGES 3
extern const struct mh_age { int years; const char *field, *event; } mh_ages[MH_AGES];

/* What a case itself says of days. They are happenings too, of tracks that have no workflow: case/opened (scope: the urgency), age/12 ... */
struct mh_case_facts {
	int64_t n;
	struct mh_date opened, turns[MH_AGES];	/* year 0: not known, or past when it was set */
	const char *urgency;			/* borrowed from the case */
};

/* MH_STORE: one of its days was damaged. */
enum mh_status mh_case_facts(const struct mh_record *the_case, struct mh_case_facts *, struct mh_err *);

/*
 * The events of one case: list has those that count, by day and order, planned those that are still to happen, by day; a happening of
 * number n is of the record with that number. whole, made by mh_events_with_facts, is list with the facts of the case among it.
 */
struct mh_events {
	struct mh_record *records;	/* whose texts the happenings borrow; none where they were read for many cases */
	size_t record_count;
	struct mh_happening *list, *planned, *whole;
	size_t count, planned_count, whole_count;
};

#define MH_EVENTS_INIT { NULL, 0, NULL, NULL, NULL, 0, 0, 0 }

/* What the record of an event says; texts are borrowed from it. */
struct mh_happening mh_happening_of(const struct mh_record *event);

/* list has room for one more: an event that is to be booked. */
enum mh_status mh_events_read(struct mh_store *, int64_t case_n, struct mh_events *, struct mh_err *);
void mh_events_with_facts(struct mh_events *, const struct mh_case_facts *);
void mh_events_free(struct mh_events *);

/*
 * Calls fn for each open case, by number, with its events: one walk over the events of open cases, however many. Both are borrowed during
 * the call, which asks nothing of the store; events->records is empty.
 */
typedef enum mh_status mh_events_fn(void *, const struct mh_case_facts *, struct mh_events *, struct mh_err *);
enum mh_status mh_events_each(struct mh_store *, mh_events_fn *, void *, struct mh_err *);

#endif
