/*
 * Where a referral stands: one table of moves for both sides.
 *
 * The asker sends, may withdraw, and takes back what is handed back to it, or declines that; the asked accepts, declines, puts on a
 * waiting list, starts, finishes, hands back; time lets it expire. What a side may do is asked of the table (mh_referral_may); where
 * the referral stands follows from all messages that are known (turns.h), so that both sides stand equal as soon as they know the same.
 */

#ifndef MH_CHAIN_REFERRAL_H
#define MH_CHAIN_REFERRAL_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"

/* Words of them are in referral.c and in catalogue referral-state. NONE: the side does not know of the referral yet. */
enum mh_referral_state {
	MH_REFERRAL_NONE, MH_REFERRAL_DRAFT, MH_REFERRAL_SENT, MH_REFERRAL_RECEIVED, MH_REFERRAL_WAITING, MH_REFERRAL_ACCEPTED,
	MH_REFERRAL_DECLINED, MH_REFERRAL_STARTED, MH_REFERRAL_RETURNING, MH_REFERRAL_RETURNED, MH_REFERRAL_DONE,
	MH_REFERRAL_WITHDRAWN, MH_REFERRAL_EXPIRED,
	MH_REFERRAL_STATE_COUNT
};

enum mh_referral_move {
	MH_MOVE_SEND, MH_MOVE_RECEIVE, MH_MOVE_ACCEPT, MH_MOVE_DECLINE, MH_MOVE_WAIT, MH_MOVE_START, MH_MOVE_FINISH,
	MH_MOVE_HAND_BACK, MH_MOVE_TAKE_BACK, MH_MOVE_REFUSE_BACK, MH_MOVE_WITHDRAW, MH_MOVE_EXPIRE, MH_MOVE_COUNT
};

enum mh_side { MH_ASKER, MH_ASKED, MH_CLOCK };	/* who makes a move; the clock is both sides' */

/* One line of the table; states are sets of bits (1 << state). */
struct mh_referral_step {
	const char *name;		/* "accept": the command, and the word in a message's record */
	enum mh_side side;
	unsigned act;			/* states in which its side may do it */
	unsigned line;			/* of the asked side: what its line of moves may have come to before, some of them not here yet */
	enum mh_referral_state to;
};

extern const struct mh_referral_step mh_referral_steps[MH_MOVE_COUNT];

/* Words of catalogue referral-state. An unknown word gives MH_REFERRAL_STATE_COUNT. */
const char *mh_referral_word(enum mh_referral_state);
const char *mh_referral_label(enum mh_referral_state);	/* the word in the user's language, for sentences */
enum mh_referral_state mh_referral_state_of(const char *word);
/* The move of that side whose result is that word ("accepted"; of the asker "declined": what was handed back). MH_MOVE_COUNT: none. */
enum mh_referral_move mh_referral_move_to(enum mh_side, const char *word);
/* The move of that name ("accept"); MH_MOVE_COUNT: none. */
enum mh_referral_move mh_referral_move_of(const char *name);
/* The side that an organisation has in a referral of this direction ("out": it asks). */
enum mh_side mh_referral_side(const char *direction);

/* May this side do it now? MH_DENIED: a sentence with the state and what is allowed in it. err may be NULL. */
enum mh_status mh_referral_may(enum mh_side, enum mh_referral_move, enum mh_referral_state, struct mh_err *err);

/* Adds the names of what this side may do, "accept, decline, wait"; "nothing" when there is none. out holds size bytes. */
void mh_referral_allowed(enum mh_side, enum mh_referral_state, char *out, size_t size);

#endif
