/*
 * A conversation as its turns: the messages of both sides that are known here, and what follows from them. Where a referral stands is a
 * function of the turns alone, whatever order they came in; so two sides that know the same turns stand equal. Nothing here knows
 * of files, keys or the store: receiving, answering and the model that proves it (tests/unit/lifecycle.c) use the same functions.
 *
 * Ends that the asked side gave (declined, started, done) beat a withdrawal that crosses them; a withdrawal beats what had not begun
 * (received, waiting, accepted). What the asker took back is returned, whatever crossed that.
 *
 * A side that was put back from a backup begins a new epoch, and numbers its messages on from what it still knows. What it had sent
 * under an older epoch, with the number of its first message of the new one or a higher one, it knows no more: that is dead, on both sides.
 */

#ifndef MH_CHAIN_TURNS_H
#define MH_CHAIN_TURNS_H

#include <stddef.h>

#include "base/date.h"
#include "chain/referral.h"
#include "store/store.h"

#define MH_TURN_DIGEST_SIZE 65	/* of a text, in hexadecimal, and NUL */

struct mh_turn {
	enum mh_side side;		/* who says it */
	enum mh_referral_move move;	/* MH_MOVE_COUNT: it moves nothing, and shows that the referral came in where the asked side says it */
	int64_t id;			/* that of its message, the same wherever these turns are compared */
	int64_t epoch;			/* of its sender's store; 0: not said, and then it is never dead and kills nothing */
	int64_t number;			/* in this direction, from 1 */
	int64_t answers;		/* id of the other side's message that it answers; 0: none, or one that is not known here yet */
	bool said;			/* by phone or on paper: number is then that of its side's newest file before it */
};

struct mh_turns {
	struct mh_turn *list;		/* in order of side, number, epoch (newest first) */
	size_t count, room;
	mh_moment expires;		/* when the referral's own file ends; 0: it went without a file */
	char seen[MH_TURN_DIGEST_SIZE];	/* digest of the newest message that came in; "" */
};
#define MH_TURNS_INIT { NULL, 0, 0, 0, "" }

void mh_turns_add(struct mh_turns *, const struct mh_turn *);
void mh_turns_free(struct mh_turns *);

/* The number of the side's next message. */
int64_t mh_turns_next(const struct mh_turns *, enum mh_side);
/* The newest epoch of the side's messages; 0: there is none, or none says it. */
int64_t mh_turns_epoch(const struct mh_turns *, enum mh_side);

/* What a turn would be that is not there yet. */
enum mh_turn_news {
	MH_TURN_NEW,		/* a new one */
	MH_TURN_TAKEN,		/* its number was used by another message of the same time */
	MH_TURN_DEAD		/* its sender knows it no more */
};
enum mh_turn_news mh_turns_news(const struct mh_turns *, const struct mh_turn *);

/* Where the referral stands for that side, when its file has or has not ended. The asked side without the request: NONE. */
enum mh_referral_state mh_turns_state(const struct mh_turns *, enum mh_side own, bool ended);
/* The same at a moment. */
enum mh_referral_state mh_turns_stand(const struct mh_turns *, enum mh_side own, mh_moment now);
/* Id of the message with which it is handed back at present; 0: none. */
int64_t mh_turns_offer(const struct mh_turns *);

/* Epoch of a message's field checkpoint; 0: it says none. */
int64_t mh_turn_epoch(const char *checkpoint);

/*
 * Reads the turns of a query of messages, of one conversation (turns_read.c). ids are the messages' record numbers.
 * The turns are initialised; free them also after an error.
 */
enum mh_status mh_turns_read(struct mh_store *, const struct mh_query *, enum mh_side own, struct mh_turns *, struct mh_err *);
/* The same for a referral. */
enum mh_status mh_turns_of(struct mh_store *, const struct mh_record *referral, struct mh_turns *, struct mh_err *);

#endif
