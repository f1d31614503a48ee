/* The life of a referral: the table of moves, and where a referral stands by the turns that are known. What goes wrong at random is lifecycle.c. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

#include "base/mem.h"
#include "chain/turns.h"

/* One turn a letter: upper case is the asker's. The number is that of the place, or follows it ("a7"); "a'" is of the second epoch. */
static const struct { char letter; enum mh_side side; enum mh_referral_move move; } letters[] = {
	{ 'S', MH_ASKER, MH_MOVE_SEND }, { 'W', MH_ASKER, MH_MOVE_WITHDRAW }, { 'T', MH_ASKER, MH_MOVE_TAKE_BACK },
	{ 'R', MH_ASKER, MH_MOVE_REFUSE_BACK }, { 'U', MH_ASKER, MH_MOVE_COUNT },
	{ 'r', MH_ASKED, MH_MOVE_RECEIVE }, { 'a', MH_ASKED, MH_MOVE_ACCEPT }, { 'd', MH_ASKED, MH_MOVE_DECLINE }, { 'w', MH_ASKED, MH_MOVE_WAIT },
	{ 's', MH_ASKED, MH_MOVE_START }, { 'f', MH_ASKED, MH_MOVE_FINISH }, { 'h', MH_ASKED, MH_MOVE_HAND_BACK }, { 'u', MH_ASKED, MH_MOVE_COUNT },
};

/* Adds what the text says, in its order; "Th" answers the newest hand-back. */
static void add(struct mh_turns *turns, const char *text)
{
	int64_t numbers[] = { [MH_ASKER] = 0, [MH_ASKED] = 0 };

	for (const char *p = text; *p != '\0'; ) {
		struct mh_turn turn = { .id = (int64_t)turns->count + 1, .epoch = 1 };
		for (size_t i = 0; i < MH_COUNT(letters); i++)
			if (letters[i].letter == *p) {
				turn.side = letters[i].side;
				turn.move = letters[i].move;
			}
		p++;
		if (*p == '\'' && p++)
			turn.epoch = 2;
		turn.number = *p >= '1' && *p <= '9' ? *p++ - '0' : numbers[turn.side] + 1;
		numbers[turn.side] = turn.number;
		if (turn.move == MH_MOVE_TAKE_BACK || turn.move == MH_MOVE_REFUSE_BACK)
			turn.answers = mh_turns_offer(turns);
		mh_turns_add(turns, &turn);
	}
}

static const char *stands(const char *text, enum mh_side own, bool ended)
{
	struct mh_turns turns = MH_TURNS_INIT;

	add(&turns, text);
	const enum mh_referral_state state = mh_turns_state(&turns, own, ended);
	mh_turns_free(&turns);
	return mh_referral_word(state);
}

/* What a conversation comes to, for both who know all of it. */
static void ends(void **state)
{
	static const struct { const char *turns, *word; } known[] = {
		{ "Sr", "received" }, { "Srw", "waiting" }, { "Srwa", "accepted" }, { "Sras", "started" }, { "Srasf", "done" }, { "Srd", "declined" },
		{ "SrW", "withdrawn" }, { "SrwW", "withdrawn" }, { "SraW", "withdrawn" }, { "SrWa", "withdrawn" },
		{ "SrWd", "declined" }, { "SrasW", "started" }, { "SrasfW", "done" },	/* what has ended or begun beats it */
		{ "Srah", "returning" }, { "SrashT", "returned" }, { "SrahR", "accepted" }, { "SrashR", "started" },
		{ "SrashRs", "started" }, { "SrashRhT", "returned" }, { "SrashRh", "returning" },
		{ "SrahW", "withdrawn" }, { "SrashTf", "returned" },	/* crossing */
		{ "SraU", "accepted" }, { "SrauU", "accepted" },
		{ "Sra2w'2", "waiting" }, { "Sra2u'2", "received" }, { "SraW2U'2", "accepted" },	/* a side was put back */
		{ "Srah3Tu'3", "accepted" }, { "Srah3Th'3", "returning" },	/* it took back what was never handed back */
	};

	(void)state;
	for (size_t i = 0; i < MH_COUNT(known); i++)
		for (enum mh_side side = MH_ASKER; side <= MH_ASKED; side++) {
			const char *word = stands(known[i].turns, side, false);
			if (strcmp(word, known[i].word) != 0)
				fail_msg("%s: %s, not %s", known[i].turns, word, known[i].word);
		}
}

/* What one side does not know of is not there for it. */
static void parts(void **state)
{
	(void)state;
	assert_string_equal(stands("", MH_ASKER, false), "draft");
	assert_string_equal(stands("", MH_ASKED, false), "");
	assert_string_equal(stands("S", MH_ASKER, false), "sent");
	assert_string_equal(stands("S", MH_ASKED, false), "received");
	assert_string_equal(stands("W2", MH_ASKED, false), "");		/* the request is still on its way */
	assert_string_equal(stands("SW", MH_ASKER, false), "withdrawn");
	assert_string_equal(stands("SW", MH_ASKER, true), "withdrawn");
	assert_string_equal(stands("S", MH_ASKER, true), "expired");
	assert_string_equal(stands("Sr", MH_ASKED, true), "expired");
	assert_string_equal(stands("Srw", MH_ASKED, true), "waiting");
	assert_string_equal(stands("Sf4", MH_ASKER, false), "done");	/* what came between is late */
	assert_string_equal(stands("Sf4a2", MH_ASKER, false), "done");
	assert_string_equal(stands("Su", MH_ASKER, false), "received");
}

static void news(void **state)
{
	struct mh_turns turns = MH_TURNS_INIT;

	(void)state;
	add(&turns, "Sra");
	assert_int_equal(mh_turns_next(&turns, MH_ASKED), 3);
	assert_int_equal(mh_turns_next(&turns, MH_ASKER), 2);
	assert_int_equal(mh_turns_epoch(&turns, MH_ASKED), 1);
	assert_int_equal(mh_turns_news(&turns, &(struct mh_turn){ .side = MH_ASKED, .epoch = 1, .number = 3 }), MH_TURN_NEW);
	assert_int_equal(mh_turns_news(&turns, &(struct mh_turn){ .side = MH_ASKED, .epoch = 1, .number = 2 }), MH_TURN_TAKEN);
	assert_int_equal(mh_turns_news(&turns, &(struct mh_turn){ .side = MH_ASKED, .epoch = 0, .number = 2 }), MH_TURN_TAKEN);
	assert_int_equal(mh_turns_news(&turns, &(struct mh_turn){ .side = MH_ASKED, .epoch = 2, .number = 2 }), MH_TURN_NEW);
	add(&turns, "w'2");
	assert_int_equal(mh_turns_next(&turns, MH_ASKED), 3);
	assert_int_equal(mh_turns_epoch(&turns, MH_ASKED), 2);
	assert_int_equal(mh_turns_news(&turns, &(struct mh_turn){ .side = MH_ASKED, .epoch = 1, .number = 3 }), MH_TURN_DEAD);
	assert_int_equal(mh_turns_news(&turns, &(struct mh_turn){ .side = MH_ASKED, .epoch = 2, .number = 2 }), MH_TURN_TAKEN);
	assert_int_equal(mh_turns_news(&turns, &(struct mh_turn){ .side = MH_ASKED, .epoch = 0, .number = 9 }), MH_TURN_NEW);
	mh_turns_free(&turns);
}

static void refusals(void **state)
{
	struct mh_err err = MH_ERR_INIT;

	(void)state;
	assert_int_equal(mh_referral_may(MH_ASKED, MH_MOVE_ACCEPT, MH_REFERRAL_DECLINED, &err), MH_DENIED);
	assert_string_equal(err.text, "accept is not possible in state declined: possible now: nothing");
	assert_int_equal(mh_referral_may(MH_ASKED, MH_MOVE_START, MH_REFERRAL_RECEIVED, &err), MH_DENIED);
	assert_string_equal(err.text, "start is not possible in state received: possible now: accept, decline, wait");
	assert_int_equal(mh_referral_may(MH_ASKER, MH_MOVE_ACCEPT, MH_REFERRAL_RECEIVED, &err), MH_DENIED);
	assert_string_equal(err.text, "accept is for the side that was asked: this referral is our own request");
	assert_int_equal(mh_referral_may(MH_ASKED, MH_MOVE_WITHDRAW, MH_REFERRAL_RECEIVED, &err), MH_DENIED);
	assert_string_equal(err.text, "withdraw is for the side that asks: this referral was sent to us");
	assert_int_equal(mh_referral_may(MH_ASKER, MH_MOVE_TAKE_BACK, MH_REFERRAL_STARTED, &err), MH_DENIED);
	assert_string_equal(err.text, "take-back is not possible in state started: possible now: nothing");
	assert_int_equal(mh_referral_may(MH_ASKED, MH_MOVE_FINISH, MH_REFERRAL_RETURNING, &err), MH_DENIED);
	assert_int_equal(mh_referral_may(MH_CLOCK, MH_MOVE_EXPIRE, MH_REFERRAL_ACCEPTED, &err), MH_DENIED);
	assert_int_equal(mh_referral_may(MH_ASKER, MH_MOVE_REFUSE_BACK, MH_REFERRAL_RETURNING, &err), MH_OK);
}

static void words(void **state)
{
	(void)state;
	for (enum mh_referral_state s = MH_REFERRAL_NONE; s < MH_REFERRAL_STATE_COUNT; s++)
		assert_int_equal(mh_referral_state_of(mh_referral_word(s)), s);
	assert_int_equal(mh_referral_state_of("nothing"), MH_REFERRAL_STATE_COUNT);
	assert_int_equal(mh_referral_move_to(MH_ASKED, "accepted"), MH_MOVE_ACCEPT);
	assert_int_equal(mh_referral_move_to(MH_ASKER, "accepted"), MH_MOVE_COUNT);
	assert_int_equal(mh_referral_move_to(MH_ASKED, "declined"), MH_MOVE_DECLINE);
	assert_int_equal(mh_referral_move_to(MH_ASKER, "declined"), MH_MOVE_REFUSE_BACK);
	assert_int_equal(mh_referral_move_to(MH_ASKER, "draft"), MH_MOVE_COUNT);
	for (enum mh_referral_move move = MH_MOVE_SEND; move < MH_MOVE_COUNT; move++)
		assert_int_equal(mh_referral_move_of(mh_referral_steps[move].name), move);
	assert_int_equal(mh_referral_move_of(""), MH_MOVE_COUNT);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(ends), cmocka_unit_test(parts), cmocka_unit_test(news), cmocka_unit_test(refusals), cmocka_unit_test(words),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
