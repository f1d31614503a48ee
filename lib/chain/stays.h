/*
 * Stays in shelter: one from its request to the day of leaving. What a stay does is also an event of the case's care track, so that its
 * terms run; both are written in one transaction. Room is reckoned by nights: who leaves on a day is no longer there on it.
 */

#ifndef MH_CHAIN_STAYS_H
#define MH_CHAIN_STAYS_H

#include "chain/casework.h"
#include "cli/option.h"

enum mh_stay_move { MH_STAY_REQUEST, MH_STAY_WAIT, MH_STAY_ADMIT, MH_STAY_LEAVE, MH_STAY_REFUSE, MH_STAY_WITHDRAW };

/*
 * Moves a stay (with the values that were given set in it, n 0: a new one) in the open transaction, on that day. MH_INPUT: the stay is in
 * another state (which moves are possible is said), the day is in the future or before the one before it, the care track does not allow
 * it, the person is in another shelter already, or the shelter is full that day and "over-capacity" is empty.
 */
enum mh_status mh_stay_move(struct mh_store *, const struct mh_casework *, struct mh_record *the_case, struct mh_record *stay, enum mh_stay_move,
	struct mh_date on, struct mh_err *);
/* The person leaves one shelter for another on the same day: to is new, its place and partner are set. */
enum mh_status mh_stay_change(struct mh_store *, const struct mh_casework *, struct mh_record *the_case, struct mh_record *from, struct mh_record *to,
	struct mh_date on, struct mh_err *);

/* MH_INPUT: this event of the care track is not booked by hand, since a stay makes it or would be left behind; the stay, or its command, is named. */
enum mh_status mh_stay_by_hand(struct mh_store *, const struct mh_casework *, const struct mh_record *the_case, const struct mh_happening *, struct mh_err *);
/* The stay follows its event, which was corrected or taken back, in the same transaction. MH_INPUT: it can't. */
enum mh_status mh_stay_follow(struct mh_store *, const struct mh_record *the_case, const struct mh_record *was, const struct mh_record *is, struct mh_err *);
/* Who is in shelter by a stay is so by the care track, and the other way round; a difference is a problem. */
enum mh_status mh_stays_check(struct mh_store *, struct mh_problems *, struct mh_err *);

/* The event of the care track that such a move is; texts are borrowed from the stay. Its event is "" where the move is none. */
struct mh_happening mh_stay_event(const struct mh_record *stay, enum mh_stay_move, struct mh_date on);

/* Is there room for the stay on every night from the day on, until its last? is_there: the person is, or will be, in the shelter. MH_INPUT: it
 * is full on a night that is said, and "over-capacity" is empty; or its number of beds cannot be. */
enum mh_status mh_stay_room(struct mh_store *, const struct mh_record *stay, struct mh_date on, bool is_there, struct mh_err *);

/*
 * The day on which a stay should be over: its own "until", else by the norm of the region's terms, which counts from the first of the stays
 * in this kind of place that follow each other without a break; year 0: there is none.
 */
enum mh_status mh_stay_due(struct mh_store *, const struct mh_casework *, const struct mh_record *stay, struct mh_date *, struct mh_err *);

/* A shelter's kind of place on a day. */
struct mh_room {
	int64_t partner;
	char place[MH_WORD_MOST + 1];
	int64_t beds;			/* that there are; -1: nobody said */
	int64_t taken, waiting, overstay;	/* beds; waiting includes requested */
	int64_t refused;		/* requests refused in the seven days up to it */
};
struct mh_rooms { struct mh_room *list; size_t count; };

#define MH_ROOMS_INIT { NULL, 0 }

/* The same without one stay, for asking whether it has room. */
enum mh_status mh_rooms_without(struct mh_store *, int64_t stay_n, struct mh_date on, struct mh_rooms *, struct mh_err *);
/* All places for which a capacity or a stay is known; by partner and place. casework may be NULL: then overstay counts own days only. */
enum mh_status mh_rooms_on(struct mh_store *, const struct mh_casework *, struct mh_date on, struct mh_rooms *, struct mh_err *);
void mh_rooms_free(struct mh_rooms *);

#endif
