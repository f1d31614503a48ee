/*
 * Where a referral stands: one transition table for both sides.
 *
 * The asker sends, may withdraw; the asked accepts, declines, puts on a waiting list, starts, finishes; time lets it expire.
 * A move is made by one side (act) and heard by the other (hear). The table is such that the order of crossing messages does
 * not matter: both sides stand equal as soon as each has heard the other's last move, whatever else was lost, repeated or
 * overtaken. Of one side's messages only the one with the highest number moves the state (mh_referral_hear).
 */

#ifndef MH_CHAIN_REFERRAL_H
#define MH_CHAIN_REFERRAL_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"

/* Words of them are in referral.c and in catalogue referral-state. NONE: the side does not know of the referral yet. */
enum mh_referral_state {
	MH_REFERRAL_NONE, MH_REFERRAL_DRAFT, MH_REFERRAL_SENT, MH_REFERRAL_RECEIVED, MH_REFERRAL_WAITING, MH_REFERRAL_ACCEPTED,
	MH_REFERRAL_DECLINED, MH_REFERRAL_STARTED, MH_REFERRAL_DONE, MH_REFERRAL_WITHDRAWN, MH_REFERRAL_EXPIRED,
	MH_REFERRAL_STATE_COUNT
};

enum mh_referral_move {
	MH_MOVE_SEND, MH_MOVE_RECEIVE, MH_MOVE_ACCEPT, MH_MOVE_DECLINE, MH_MOVE_WAIT, MH_MOVE_START, MH_MOVE_FINISH,
	MH_MOVE_WITHDRAW, MH_MOVE_EXPIRE, MH_MOVE_COUNT
};

enum mh_side { MH_ASKER, MH_ASKED, MH_CLOCK };	/* who makes a move; the clock is both sides' */

/* One line of the table; states are sets of bits (1 << state). */
struct mh_referral_step {
	const char *name;		/* "accept": the command */
	enum mh_side side;
	unsigned act;			/* states in which its side may do it */
	unsigned hear;			/* states in which hearing of it moves the other side */
	enum mh_referral_state to;
};

extern const struct mh_referral_step mh_referral_steps[MH_MOVE_COUNT];

/* Words of catalogue referral-state. An unknown word gives MH_REFERRAL_STATE_COUNT. */
const char *mh_referral_word(enum mh_referral_state);
const char *mh_referral_label(enum mh_referral_state);	/* the word in the user's language, for sentences */
enum mh_referral_state mh_referral_state_of(const char *word);
/* The move whose result is that word ("accepted"); MH_MOVE_COUNT: none. */
enum mh_referral_move mh_referral_move_to(const char *word);
/* The side that an organisation has in a referral of this direction ("out": it asks). */
enum mh_side mh_referral_side(const char *direction);

/* May this side do it now? MH_OK: *state is the new one. MH_DENIED: a sentence with the state and what is allowed in it. */
enum mh_status mh_referral_act(enum mh_side, enum mh_referral_move, enum mh_referral_state *state, struct mh_err *);

/*
 * The other side's move was heard: number is that of its message in its direction, *last the highest of its moves heard
 * before (0: none; receipts do not count). True when the state changed. A late message (number not above *last) and a move
 * that comes too late change nothing and are no error.
 */
bool mh_referral_hear(enum mh_side own, enum mh_referral_move, int64_t number, int64_t *last, enum mh_referral_state *state);

/* Adds the names of what this side may do, "accept, decline, wait"; "nothing" when there is none. out holds size bytes. */
void mh_referral_allowed(enum mh_side, enum mh_referral_state, char *out, size_t size);

#endif
