#include "chain/turns.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

#define IN(name) (1u << MH_REFERRAL_##name)

/* What a withdrawal beats, and what only waits for an answer. */
static const unsigned not_begun = IN(SENT) | IN(RECEIVED) | IN(WAITING) | IN(ACCEPTED);
static const unsigned unanswered = IN(SENT) | IN(RECEIVED);

static int compare(int64_t a, int64_t b)
{
	return (a > b) - (a < b);
}

static int order(const struct mh_turn *a, const struct mh_turn *b)
{
	int by = compare(a->side, b->side);

	if (by == 0)
		by = compare(a->number, b->number);
	if (by == 0)
		by = compare(a->said, b->said);
	if (by == 0)
		by = compare(b->epoch, a->epoch);
	return by != 0 ? by : compare(a->id, b->id);
}

void mh_turns_add(struct mh_turns *turns, const struct mh_turn *turn)
{
	size_t at = turns->count;

	if (turns->count == turns->room) {
		turns->room = 2 * turns->room + 8;
		turns->list = mh_grow(turns->list, turns->room, sizeof *turns->list);
	}
	for (; at > 0 && order(&turns->list[at - 1], turn) > 0; at--)
		turns->list[at] = turns->list[at - 1];
	turns->list[at] = *turn;
	turns->count++;
}

void mh_turns_free(struct mh_turns *turns)
{
	free(turns->list);
	*turns = (struct mh_turns)MH_TURNS_INIT;
}

static const struct mh_turn *newest(const struct mh_turns *turns, enum mh_side side)
{
	const struct mh_turn *found = NULL;

	for (size_t i = 0; i < turns->count; i++)
		if (turns->list[i].side == side && !turns->list[i].said)
			found = &turns->list[i];
	return found;
}

int64_t mh_turns_next(const struct mh_turns *turns, enum mh_side side)
{
	const struct mh_turn *last = newest(turns, side);

	return last != NULL ? last->number + 1 : 1;
}

int64_t mh_turns_epoch(const struct mh_turns *turns, enum mh_side side)
{
	int64_t epoch = 0;

	for (size_t i = 0; i < turns->count; i++)
		if (turns->list[i].side == side && !turns->list[i].said && turns->list[i].epoch > epoch)
			epoch = turns->list[i].epoch;
	return epoch;
}

enum mh_turn_news mh_turns_news(const struct mh_turns *turns, const struct mh_turn *turn)
{
	enum mh_turn_news news = MH_TURN_NEW;

	for (size_t i = 0; i < turns->count; i++) {
		const struct mh_turn *other = &turns->list[i];
		if (other->side != turn->side || other->said || other->number > turn->number)
			continue;
		if (turn->epoch != 0 && other->epoch > turn->epoch)
			return MH_TURN_DEAD;
		if (other->number == turn->number && (turn->epoch == 0 || other->epoch == 0 || other->epoch == turn->epoch))
			news = MH_TURN_TAKEN;
	}
	return news;
}

/* What the turns come to, each side by itself. */
struct lines {
	bool sent, withdrawn, taken_back;
	enum mh_referral_state asked;		/* what the asked side's moves come to */
	enum mh_referral_state before;		/* the same without the handing back */
	int64_t offer;				/* message of the newest handing back */
	bool refused;				/* and the asker declined it */
};

static void follow_asked(struct lines *lines, const struct mh_turn *turn)
{
	const struct mh_referral_step *step = &mh_referral_steps[turn->move < MH_MOVE_COUNT ? turn->move : MH_MOVE_RECEIVE];

	if (step->side != MH_ASKED || (step->line & (1u << lines->asked)) == 0)
		return;
	if (turn->move == MH_MOVE_HAND_BACK) {
		lines->before = lines->asked == MH_REFERRAL_RETURNING ? lines->before : lines->asked;
		lines->offer = turn->id;
	}
	lines->asked = step->to;
}

static bool is_offer(const struct mh_turns *turns, const bool *dead, int64_t id)
{
	for (size_t i = 0; i < turns->count; i++)
		if (turns->list[i].id == id && turns->list[i].move == MH_MOVE_HAND_BACK && !dead[i])
			return true;
	return false;
}

static void follow_asker(struct lines *lines, const struct mh_turns *turns, const bool *dead, const struct mh_turn *turn)
{
	const bool answers = turn->answers != 0 && is_offer(turns, dead, turn->answers);

	lines->sent = lines->sent || turn->move == MH_MOVE_SEND;
	lines->withdrawn = lines->withdrawn || turn->move == MH_MOVE_WITHDRAW;
	lines->taken_back = lines->taken_back || (turn->move == MH_MOVE_TAKE_BACK && answers);
	lines->refused = lines->refused || (turn->move == MH_MOVE_REFUSE_BACK && answers && turn->answers == lines->offer);
}

/* In their order the epochs of one side rise: one that falls is of a time that its sender has lost. */
static void find_dead(const struct mh_turns *turns, bool *dead)
{
	int64_t highest[] = { [MH_ASKER] = 0, [MH_ASKED] = 0 };

	for (size_t i = 0; i < turns->count; i++) {
		const struct mh_turn *turn = &turns->list[i];
		dead[i] = !turn->said && turn->epoch != 0 && turn->epoch < highest[turn->side];
		if (!turn->said && turn->epoch > highest[turn->side])
			highest[turn->side] = turn->epoch;
	}
}

static struct lines follow(const struct mh_turns *turns)
{
	struct lines lines = { .asked = MH_REFERRAL_NONE };
	bool few[32], *dead = turns->count <= MH_COUNT(few) ? few : mh_alloc(turns->count, sizeof *dead);

	find_dead(turns, dead);
	for (size_t i = 0; i < turns->count; i++)
		if (turns->list[i].side == MH_ASKED && !dead[i])
			follow_asked(&lines, &turns->list[i]);
	for (size_t i = 0; i < turns->count; i++)
		if (turns->list[i].side == MH_ASKER && !dead[i])
			follow_asker(&lines, turns, dead, &turns->list[i]);
	if (dead != few)
		free(dead);
	return lines;
}

/* A referral that came in was received, whether or not we said so. */
static enum mh_referral_state received(const struct lines *lines, enum mh_side own)
{
	enum mh_referral_state state = lines->asked;

	if (state == MH_REFERRAL_RETURNING && lines->refused)
		state = lines->before;
	if (state != MH_REFERRAL_NONE)
		return state;
	return own == MH_ASKER ? MH_REFERRAL_SENT : MH_REFERRAL_RECEIVED;
}

enum mh_referral_state mh_turns_state(const struct mh_turns *turns, enum mh_side own, bool ended)
{
	const struct lines lines = follow(turns);
	enum mh_referral_state state, begun;

	if (!lines.sent)
		return own == MH_ASKER ? MH_REFERRAL_DRAFT : MH_REFERRAL_NONE;
	if (lines.taken_back)
		return MH_REFERRAL_RETURNED;
	state = received(&lines, own);
	begun = state == MH_REFERRAL_RETURNING ? lines.before : state;
	if (lines.withdrawn && (begun == MH_REFERRAL_NONE || (not_begun & (1u << begun)) != 0))
		return MH_REFERRAL_WITHDRAWN;
	return ended && (unanswered & (1u << state)) != 0 ? MH_REFERRAL_EXPIRED : state;
}

enum mh_referral_state mh_turns_stand(const struct mh_turns *turns, enum mh_side own, mh_moment now)
{
	return mh_turns_state(turns, own, turns->expires != 0 && turns->expires <= now);
}

int64_t mh_turns_offer(const struct mh_turns *turns)
{
	return follow(turns).offer;
}
