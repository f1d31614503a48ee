/*
 * The life of a referral: the table, and a model of two sides that exchange messages which get lost, repeat, cross and overtake
 * each other. Whatever happened, both stand equal once each has heard all of the other's last moves.
 */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

#include "base/mem.h"
#include "chain/referral.h"

enum { SCHEDULES = 10000, STEPS = 40, MESSAGES = 16 };

static uint64_t seed;

/* A small generator, so that a schedule that fails is found again by its number. */
static unsigned pick(unsigned below)
{
	seed = seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
	return (unsigned)(seed >> 33) % below;
}

/* One side: where it stands, what it has sent, what it has heard. */
struct side {
	enum mh_side who;
	enum mh_referral_state state;
	int64_t last;			/* highest number heard */
	struct { enum mh_referral_move move; bool heard; } sent[MESSAGES];
	unsigned count;
};

struct model { struct side asker, asked; bool time_is_up; };

static void post(struct side *from, enum mh_referral_move move)
{
	assert_true(from->count < MESSAGES);
	from->sent[from->count].move = move;
	from->sent[from->count++].heard = false;
}

/* The referral itself: what makes the other side know of it. It is answered with a receipt. */
static void hear_first(struct model *m)
{
	if (m->asked.state != MH_REFERRAL_NONE || m->time_is_up)
		return;
	assert_int_equal(mh_referral_act(MH_ASKED, MH_MOVE_RECEIVE, &m->asked.state, NULL), MH_OK);
	post(&m->asked, MH_MOVE_RECEIVE);
}

static void deliver(struct model *m, struct side *from, struct side *to, unsigned i)
{
	enum mh_referral_move move = from->sent[i].move;

	from->sent[i].heard = true;
	if (move == MH_MOVE_SEND)
		hear_first(m);
	else if (to->state != MH_REFERRAL_NONE)
		mh_referral_hear(to->who, move, (int64_t)i + 1, &to->last, &to->state);
	else
		from->sent[i].heard = false;	/* names a conversation that is not known: refused, to be sent again */
}

static void act(struct model *m, struct side *s)
{
	enum mh_referral_move move = (enum mh_referral_move)pick(MH_MOVE_COUNT);
	enum mh_referral_state state = s->state;

	if (move == MH_MOVE_RECEIVE || move == MH_MOVE_EXPIRE || s->state == MH_REFERRAL_NONE || s->count == MESSAGES)
		return;
	/* Whoever looks at a referral whose time is up sees it expired first. */
	if (m->time_is_up)
		mh_referral_act(MH_CLOCK, MH_MOVE_EXPIRE, &s->state, NULL);
	state = s->state;
	if (mh_referral_act(s->who, move, &state, NULL) != MH_OK)
		return;
	s->state = state;
	post(s, move);
}

static void step(struct model *m)
{
	bool to_asked = pick(2) == 0;
	struct side *from = to_asked ? &m->asker : &m->asked, *to = to_asked ? &m->asked : &m->asker;

	switch (pick(4)) {
	case 0:
	case 1:
		act(m, from);
		break;
	case 2:		/* any message, late, early or again; those not picked are lost for now */
		if (from->count > 0)
			deliver(m, from, to, pick(from->count));
		break;
	default:
		if (pick(60) == 0)
			m->time_is_up = true;
	}
}

/* At the end each side sends its messages again, in any order, until each was heard. */
static void settle(struct model *m, struct side *from, struct side *to)
{
	unsigned start = from->count > 0 ? pick(from->count) : 0;

	for (unsigned round = 0; round < 2; round++)
		for (unsigned i = 0; i < from->count; i++)
			deliver(m, from, to, (i * 7 + start) % from->count);
	for (unsigned i = 0; i < from->count; i++)
		deliver(m, from, to, i);
}

static void model(void **state)
{
	unsigned reached[MH_REFERRAL_STATE_COUNT] = { 0 };

	(void)state;
	for (unsigned n = 0; n < SCHEDULES; n++) {
		struct model m = { .asker = { .who = MH_ASKER, .state = MH_REFERRAL_DRAFT }, .asked = { .who = MH_ASKED } };
		seed = n;
		assert_int_equal(mh_referral_act(MH_ASKER, MH_MOVE_SEND, &m.asker.state, NULL), MH_OK);
		post(&m.asker, MH_MOVE_SEND);
		for (unsigned i = 0; i < STEPS; i++)
			step(&m);
		if (m.asked.state == MH_REFERRAL_NONE && m.time_is_up)
			continue;	/* the file ended before it arrived: there is no other side */
		settle(&m, &m.asker, &m.asked);
		settle(&m, &m.asked, &m.asker);
		if (m.time_is_up) {
			mh_referral_act(MH_CLOCK, MH_MOVE_EXPIRE, &m.asker.state, NULL);
			mh_referral_act(MH_CLOCK, MH_MOVE_EXPIRE, &m.asked.state, NULL);
		}
		if (m.asker.state != m.asked.state)
			fail_msg("schedule %u: asker %s, asked %s", n, mh_referral_word(m.asker.state), mh_referral_word(m.asked.state));
		reached[m.asker.state]++;
	}
	for (enum mh_referral_state s = MH_REFERRAL_RECEIVED; s < MH_REFERRAL_STATE_COUNT; s++)
		if (reached[s] == 0)
			fail_msg("no schedule ends %s", mh_referral_word(s));
}

/* Hearing is in any order the same: two moves of the two sides, both orders. */
static void crossing(void **state)
{
	(void)state;
	for (enum mh_referral_state from = MH_REFERRAL_RECEIVED; from <= MH_REFERRAL_STARTED; from++)
		for (enum mh_referral_move move = MH_MOVE_ACCEPT; move <= MH_MOVE_FINISH; move++) {
			enum mh_referral_state asker = from, asked = from;
			int64_t last = 0;
			if (mh_referral_act(MH_ASKED, move, &asked, NULL) != MH_OK ||
			    mh_referral_act(MH_ASKER, MH_MOVE_WITHDRAW, &asker, NULL) != MH_OK)
				continue;
			mh_referral_hear(MH_ASKER, move, 1, &last, &asker);
			last = 0;
			mh_referral_hear(MH_ASKED, MH_MOVE_WITHDRAW, 1, &last, &asked);
			assert_int_equal(asker, asked);
		}
}

static void refusals(void **state)
{
	enum mh_referral_state s = MH_REFERRAL_DECLINED;
	struct mh_err err = MH_ERR_INIT;

	(void)state;
	assert_int_equal(mh_referral_act(MH_ASKED, MH_MOVE_ACCEPT, &s, &err), MH_DENIED);
	assert_string_equal(err.text, "accept is not possible in state declined: possible now: nothing");
	assert_int_equal(s, MH_REFERRAL_DECLINED);
	s = MH_REFERRAL_RECEIVED;
	assert_int_equal(mh_referral_act(MH_ASKED, MH_MOVE_START, &s, &err), MH_DENIED);
	assert_string_equal(err.text, "start is not possible in state received: possible now: accept, decline, wait");
	assert_int_equal(mh_referral_act(MH_ASKER, MH_MOVE_ACCEPT, &s, &err), MH_DENIED);
	assert_string_equal(err.text, "accept is for the side that was asked: this referral is our own request");
	assert_int_equal(mh_referral_act(MH_ASKED, MH_MOVE_WITHDRAW, &s, &err), MH_DENIED);
	assert_string_equal(err.text, "withdraw is for the side that asks: this referral was sent to us");
	s = MH_REFERRAL_ACCEPTED;
	assert_int_equal(mh_referral_act(MH_CLOCK, MH_MOVE_EXPIRE, &s, &err), MH_DENIED);
}

static void late(void **state)
{
	enum mh_referral_state s = MH_REFERRAL_SENT;
	int64_t last = 0;

	(void)state;
	assert_true(mh_referral_hear(MH_ASKER, MH_MOVE_ACCEPT, 3, &last, &s));
	assert_false(mh_referral_hear(MH_ASKER, MH_MOVE_WAIT, 2, &last, &s));
	assert_false(mh_referral_hear(MH_ASKER, MH_MOVE_RECEIVE, 1, &last, &s));
	assert_int_equal(s, MH_REFERRAL_ACCEPTED);
	assert_int_equal(last, 3);
	/* A receipt that overtakes an answer does not hide it. */
	s = MH_REFERRAL_SENT;
	last = 0;
	assert_true(mh_referral_hear(MH_ASKER, MH_MOVE_RECEIVE, 9, &last, &s));
	assert_true(mh_referral_hear(MH_ASKER, MH_MOVE_ACCEPT, 2, &last, &s));
	/* One's own move, sent back, is not heard. */
	assert_false(mh_referral_hear(MH_ASKER, MH_MOVE_WITHDRAW, 10, &last, &s));
	assert_int_equal(s, MH_REFERRAL_ACCEPTED);
}

static void words(void **state)
{
	(void)state;
	for (enum mh_referral_state s = MH_REFERRAL_NONE; s < MH_REFERRAL_STATE_COUNT; s++)
		assert_int_equal(mh_referral_state_of(mh_referral_word(s)), s);
	assert_int_equal(mh_referral_state_of("nothing"), MH_REFERRAL_STATE_COUNT);
	assert_int_equal(mh_referral_move_to("accepted"), MH_MOVE_ACCEPT);
	assert_int_equal(mh_referral_move_to("draft"), MH_MOVE_COUNT);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(model), cmocka_unit_test(crossing), cmocka_unit_test(refusals), cmocka_unit_test(late),
		cmocka_unit_test(words),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
