/*
 * Conversations that go wrong in every way: three organisations, the first asks the second, which asks the third. Their messages get
 * lost, come twice, late, early and crossing, and stores are put back from older backups, at random; then what is lost is sent again.
 * Whatever happened, both sides of each referral stand equal. The functions are those of the programs (chain/turns.h), where a message is
 * its turn.
 *
 * $MH_SCHEDULES (10000) schedules from $MH_SEED (1) on; one that fails is printed with the seed that brings it back.
 */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "base/mem.h"
#include "chain/turns.h"

enum { NODES = 3, TALKS = 2, STEPS = 60, FILES = 96 };

static uint64_t seed;

/* A small generator, so that a schedule that fails is found again by its number. */
static unsigned pick(unsigned below)
{
	seed = seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
	return (unsigned)(seed >> 33) % below;
}

/* An organisation: what its store knows of each conversation, and one backup of that. */
struct node {
	int64_t epoch, epochs;		/* of its store; how many it ever began */
	struct mh_turns talks[TALKS];
	struct mh_turns backup[TALKS];
	bool has_backup;
};

/* Conversation t is between node t, which asks, and node t + 1. Every file that was ever made is still somewhere on its way. */
struct model {
	struct node nodes[NODES];
	struct mh_turn files[TALKS][FILES];
	size_t count[TALKS];
	bool ended[TALKS];		/* the life of the request is over */
	int64_t ids;
};

static size_t node_of(size_t talk, enum mh_side side)
{
	return side == MH_ASKER ? talk : talk + 1;
}

static struct mh_turns *turns_of(struct model *m, size_t talk, enum mh_side side)
{
	return &m->nodes[node_of(talk, side)].talks[talk];
}

static void copy(struct mh_turns *to, const struct mh_turns *from)
{
	to->count = 0;
	for (size_t i = 0; i < from->count; i++)
		mh_turns_add(to, &from->list[i]);
}

static enum mh_referral_state state_of(struct model *m, size_t talk, enum mh_side side)
{
	return mh_turns_state(turns_of(m, talk, side), side, m->ended[talk]);
}

static void post(struct model *m, size_t talk, enum mh_side side, enum mh_referral_move move, int64_t answers)
{
	struct mh_turns *turns = turns_of(m, talk, side);
	const struct mh_turn turn = {
		.side = side, .move = move, .id = ++m->ids, .epoch = m->nodes[node_of(talk, side)].epoch,
		.number = mh_turns_next(turns, side), .answers = answers,
	};

	assert_true(m->count[talk] < FILES);
	assert_int_equal(mh_turns_news(turns, &turn), MH_TURN_NEW);
	mh_turns_add(turns, &turn);
	m->files[talk][m->count[talk]++] = turn;
}

static bool knows(const struct mh_turns *turns, int64_t id)
{
	for (size_t i = 0; i < turns->count; i++)
		if (turns->list[i].id == id)
			return true;
	return false;
}

/* The other side reads a file: as receive.c does it. */
static void deliver(struct model *m, size_t talk, size_t file)
{
	const struct mh_turn turn = m->files[talk][file];
	const enum mh_side side = turn.side == MH_ASKER ? MH_ASKED : MH_ASKER;
	struct mh_turns *turns = turns_of(m, talk, side);

	if (knows(turns, turn.id))
		return;		/* came before */
	if (side == MH_ASKED && turn.move == MH_MOVE_SEND && m->ended[talk])
		return;		/* expired */
	if (side == MH_ASKED && turn.move != MH_MOVE_SEND && turns->count == 0)
		return;		/* early: it stays in the inbox, and comes again */
	if (side == MH_ASKER && turns->count == 0)
		return;		/* the request was lost with the store that made it */
	assert_int_not_equal(mh_turns_news(turns, &turn), MH_TURN_TAKEN);
	mh_turns_add(turns, &turn);
	if (side == MH_ASKED && pick(10) > 0)
		post(m, talk, side, MH_MOVE_RECEIVE, 0);
}

static void act(struct model *m, size_t talk, enum mh_side side)
{
	const enum mh_referral_move move = (enum mh_referral_move)pick(MH_MOVE_COUNT + 1);
	struct mh_turns *turns = turns_of(m, talk, side);

	if (move == MH_MOVE_RECEIVE || move == MH_MOVE_EXPIRE || (move != MH_MOVE_SEND && turns->count == 0))
		return;
	if (move == MH_MOVE_SEND && m->count[talk] > 0)
		return;		/* one that was lost is asked anew in another conversation */
	if (move < MH_MOVE_COUNT && mh_referral_may(side, move, state_of(m, talk, side), NULL) != MH_OK)
		return;
	const bool answers = move == MH_MOVE_TAKE_BACK || move == MH_MOVE_REFUSE_BACK;
	post(m, talk, side, move, answers ? mh_turns_offer(turns) : 0);
}

static void keep(struct node *node)
{
	for (size_t t = 0; t < TALKS; t++)
		copy(&node->backup[t], &node->talks[t]);
	node->has_backup = true;
}

static void put_back(struct node *node)
{
	if (!node->has_backup)
		return;
	for (size_t t = 0; t < TALKS; t++)
		copy(&node->talks[t], &node->backup[t]);
	node->epoch = ++node->epochs;
}

static void step(struct model *m)
{
	const size_t talk = pick(TALKS);
	struct node *node = &m->nodes[pick(NODES)];

	switch (pick(16)) {
	case 0:
		keep(node);
		break;
	case 1:
		if (pick(2) == 0)
			put_back(node);
		break;
	case 2:
		if (pick(20) == 0)
			m->ended[talk] = true;
		break;
	case 3: case 4: case 5: case 6:
		if (m->count[talk] < FILES - STEPS)
			act(m, talk, pick(2) == 0 ? MH_ASKER : MH_ASKED);
		break;
	default:	/* any file, late, early or again; those not picked are lost for now */
		if (m->count[talk] > 0 && m->count[talk] < FILES - STEPS)
			deliver(m, talk, pick((unsigned)m->count[talk]));
	}
}

/* What a side sends again: what its store knows to have sent; behind a restore, and where it never said anything, where it stands. */
static void send_again(struct model *m, size_t talk, enum mh_side side)
{
	const struct mh_turns *turns = turns_of(m, talk, side);
	const struct node *node = &m->nodes[node_of(talk, side)];

	if (turns->count > 0 && mh_turns_epoch(turns, side) != node->epoch)
		post(m, talk, side, MH_MOVE_COUNT, 0);
	for (size_t n = m->count[talk], i = pick((unsigned)n + 1), done = 0; done < n; done++)
		if (m->files[talk][(i + done * 7) % n].side == side && knows(turns, m->files[talk][(i + done * 7) % n].id))
			deliver(m, talk, (i + done * 7) % n);
	for (size_t i = 0; i < m->count[talk]; i++)
		if (m->files[talk][i].side == side && knows(turns, m->files[talk][i].id))
			deliver(m, talk, i);
}

/* Until neither side has anything that the other does not know. */
static void settle(struct model *m, size_t talk)
{
	size_t before;

	do {
		before = m->count[talk];
		send_again(m, talk, MH_ASKER);
		send_again(m, talk, MH_ASKED);
	} while (m->count[talk] != before);
	for (size_t i = 0; i < m->count[talk]; i++)	/* and what a lost time had sent comes last of all */
		deliver(m, talk, i);
	send_again(m, talk, MH_ASKED);
}

static void start(struct model *m)
{
	memset(m, 0, sizeof *m);
	for (size_t n = 0; n < NODES; n++)
		m->nodes[n].epoch = m->nodes[n].epochs = 1;
	post(m, 0, MH_ASKER, MH_MOVE_SEND, 0);
}

static void end(struct model *m)
{
	for (size_t n = 0; n < NODES; n++)
		for (size_t t = 0; t < TALKS; t++) {
			mh_turns_free(&m->nodes[n].talks[t]);
			mh_turns_free(&m->nodes[n].backup[t]);
		}
}

static unsigned long from_environment(const char *name, unsigned long otherwise)
{
	const char *text = getenv(name);

	return text != NULL ? strtoul(text, NULL, 10) : otherwise;
}

/* A request that came to nobody, or whose asker has lost it, has one side. */
static bool has_two(struct model *m, size_t talk)
{
	return turns_of(m, talk, MH_ASKER)->count > 0 && turns_of(m, talk, MH_ASKED)->count > 0;
}

static void schedules(void **state)
{
	const unsigned long count = from_environment("MH_SCHEDULES", 10000), first = from_environment("MH_SEED", 1);
	unsigned long reached[MH_REFERRAL_STATE_COUNT] = { 0 }, restored = 0;
	struct model m;

	(void)state;
	for (unsigned long n = first; n < first + count; n++) {
		seed = n;
		start(&m);
		for (unsigned i = 0; i < STEPS; i++)
			step(&m);
		for (size_t talk = 0; talk < TALKS; talk++) {
			settle(&m, talk);
			const enum mh_referral_state asker = state_of(&m, talk, MH_ASKER), asked = state_of(&m, talk, MH_ASKED);
			if (!has_two(&m, talk))
				continue;
			if (asker != asked)
				fail_msg("MH_SEED=%lu, conversation %zu: asker %s, asked %s", n, talk, mh_referral_word(asker),
					mh_referral_word(asked));
			reached[asker]++;
			restored += m.nodes[talk].epoch > 1 || m.nodes[talk + 1].epoch > 1;
		}
		end(&m);
	}
	for (enum mh_referral_state s = MH_REFERRAL_RECEIVED; s < MH_REFERRAL_STATE_COUNT; s++)
		if (reached[s] == 0 && count >= 10000)
			fail_msg("no schedule ends %s", mh_referral_word(s));
	assert_true(restored > 0 || count < 1000);
	printf("%lu schedules from seed %lu; both sides stood equal in all, behind a restore in %lu conversations\n", count, first, restored);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(schedules) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
