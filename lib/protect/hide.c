/* The search for what is hidden. Everything it tries is written in a journal, so that it can be taken back. */

#include "protect/hide.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "estimate/chance.h"
#include "protect/attack.h"

#define SEED 7			/* the same for all; nothing of what is hidden can be read from it */
/* Tries without a better answer, after which it is taken for good. */
#define IN_VAIN(secondary) (30 + 6 * (secondary))

/* A change: a number was hidden or shown, or a demand lost or got a witness. */
struct change { bool number; size_t which; struct mh_witness before; };

struct search {
	const struct mh_system *system;
	struct mh_attack *attack;
	struct mh_hiding *now;
	struct change *journal;
	size_t journal_count, journal_room;
	struct mh_dice dice;
	double *factors;	/* of the costs, so that another try goes another way */
	size_t *order;		/* of demands; room for all */
	size_t *listed;		/* numbers; room for all */
	int64_t *sums;
};

static void note(struct search *s, struct change change)
{
	if (s->journal_count == s->journal_room) {
		s->journal_room = s->journal_room > 0 ? s->journal_room * 2 : 256;
		s->journal = mh_grow(s->journal, s->journal_room, sizeof *s->journal);
	}
	s->journal[s->journal_count++] = change;
}

static void put_cost(struct search *s, size_t i)
{
	mh_attack_cost(s->attack, i, s->now->hidden[i] ? 0 : (double)s->system->numbers[i].cost * s->factors[i]);
}

static void turn(struct search *s, size_t i)
{
	s->now->hidden[i] = !s->now->hidden[i];
	s->now->cost += s->now->hidden[i] ? s->system->numbers[i].cost : -s->system->numbers[i].cost;
	put_cost(s, i);
}

static void change_number(struct search *s, size_t i)
{
	turn(s, i);
	note(s, (struct change){ true, i, { NULL, 0 } });
}

static void change_witness(struct search *s, size_t demand, struct mh_witness witness)
{
	note(s, (struct change){ false, demand, s->now->witnesses[demand] });
	s->now->witnesses[demand] = witness;
}

static void take_back(struct search *s, size_t mark)
{
	while (s->journal_count > mark) {
		const struct change *const last = &s->journal[--s->journal_count];

		if (last->number) {
			turn(s, last->which);
		} else {
			mh_witness_free(&s->now->witnesses[last->which]);
			s->now->witnesses[last->which] = last->before;
		}
	}
}

static void keep(struct search *s)
{
	for (size_t i = 0; i < s->journal_count; i++)
		mh_witness_free(&s->journal[i].before);
	s->journal_count = 0;
}

static bool is_secondary(const struct search *s, size_t i)
{
	return s->now->hidden[i] && !s->system->numbers[i].hidden;
}

/* Shows a number again; demands whose witness moved it have none any more. */
static void show(struct search *s, size_t i)
{
	change_number(s, i);
	for (size_t d = 0; d < s->system->demand_count; d++)
		if (mh_witness_moves(&s->now->witnesses[d], i))
			change_witness(s, d, (struct mh_witness){ NULL, 0 });
}

/* A witness of another demand that meets this one too, copied. */
static bool borrow(struct search *s, size_t demand)
{
	for (size_t d = 0; d < s->system->demand_count; d++) {
		const struct mh_witness *const other = &s->now->witnesses[d];

		if (!mh_witness_moves(other, s->system->demands[demand].number)
		    || !mh_witness_holds(other, s->system, &s->system->demands[demand], s->now->hidden, s->sums))
			continue;
		struct mh_witness copy = { mh_alloc(other->count, sizeof *copy.moves), other->count };
		memcpy(copy.moves, other->moves, other->count * sizeof *copy.moves);
		change_witness(s, demand, copy);
		return true;
	}
	return false;
}

/* Gives a demand its witness, and hides what that moves. */
static bool mend(struct search *s, size_t demand)
{
	struct mh_witness witness;

	if (borrow(s, demand))
		return true;
	if (!mh_attack_try(s->attack, &s->system->demands[demand], &witness))
		return false;
	for (size_t m = 0; m < witness.count; m++)
		if (!s->now->hidden[witness.moves[m].number])
			change_number(s, witness.moves[m].number);
	change_witness(s, demand, witness);
	return true;
}

static void shuffle(struct search *s, size_t *list, size_t count)
{
	for (size_t i = count; i > 1; i--) {
		const size_t other = mh_dice_below(&s->dice, (uint32_t)i), kept = list[i - 1];

		list[i - 1] = list[other];
		list[other] = kept;
	}
}

/* Mends all that have no witness; false: one cannot be met (now->failed), or it comes to cost limit or more. */
static bool mend_all(struct search *s, bool shuffled, int64_t limit)
{
	size_t count = 0;

	for (size_t d = 0; d < s->system->demand_count; d++)
		if (s->now->witnesses[d].count == 0)
			s->order[count++] = d;
	if (shuffled)
		shuffle(s, s->order, count);
	for (size_t i = 0; i < count; i++) {
		if (s->now->witnesses[s->order[i]].count == 0 && !mend(s, s->order[i])) {
			s->now->failed = s->order[i];
			return false;
		}
		s->now->exhausted = mh_attack_work(s->attack) > MH_HIDE_MOST;
		if (s->now->cost >= limit || s->now->exhausted)
			return false;
	}
	return true;
}

/* Can the others do without it, at less cost? */
static bool do_without(struct search *s, size_t i)
{
	const int64_t before = s->now->cost;
	const size_t mark = s->journal_count;

	mh_attack_bar(s->attack, i, true);
	show(s, i);
	const bool done = mend_all(s, false, before);
	mh_attack_bar(s->attack, i, false);
	if (!done)
		take_back(s, mark);
	return done;
}

/* The secondary numbers, into listed. */
static size_t list_secondary(struct search *s)
{
	size_t count = 0;

	for (size_t i = 0; i < s->system->count; i++)
		if (is_secondary(s, i))
			s->listed[count++] = i;
	return count;
}

struct dear { int64_t cost; size_t number; };

static int dearest_first(const void *a, const void *b)
{
	const struct dear *const left = a, *const right = b;

	if (left->cost != right->cost)
		return left->cost > right->cost ? -1 : 1;
	return left->number < right->number ? -1 : left->number > right->number;
}

/* Shows again what turned out not to be needed, the dearest first. */
static void clean_up(struct search *s)
{
	const size_t count = list_secondary(s);
	struct dear *const dear = mh_alloc(count + 1, sizeof *dear);

	for (size_t i = 0; i < count; i++)
		dear[i] = (struct dear){ s->system->numbers[s->listed[i]].cost, s->listed[i] };
	qsort(dear, count, sizeof *dear, dearest_first);
	for (size_t i = 0; i < count; i++)
		if (is_secondary(s, dear[i].number))
			do_without(s, dear[i].number);
	free(dear);
}

/* Other costs for the next try: between half and one and a half, or anything from next to nothing. */
static void throw_factors(struct search *s)
{
	const double least = mh_dice_below(&s->dice, 2) == 0 ? 0.5 : 0.02;

	for (size_t i = 0; i < s->system->count; i++) {
		s->factors[i] = least + mh_dice_below(&s->dice, 1000) / 1000.0;
		put_cost(s, i);
	}
}

/* Takes out a part of what is hidden and makes it anew; kept if it is no dearer. */
static void try_again(struct search *s)
{
	const size_t count = list_secondary(s), out = 1 + mh_dice_below(&s->dice, (uint32_t)(count < 8 ? count : 8));
	const int64_t before = s->now->cost;

	throw_factors(s);
	shuffle(s, s->listed, count);
	for (size_t i = 0; i < out && i < count; i++)
		show(s, s->listed[i]);
	const bool done = mend_all(s, true, before * 2);
	if (done)
		clean_up(s);
	if (!done || s->now->cost > before)
		take_back(s, 0);
	keep(s);
}

static void improve(struct search *s, uint64_t work)
{
	size_t in_vain = 0;

	while (s->now->cost > 0 && in_vain < IN_VAIN(list_secondary(s)) && mh_attack_work(s->attack) < work) {
		const int64_t before = s->now->cost;

		try_again(s);
		in_vain = s->now->cost < before ? 0 : in_vain + 1;
	}
}

/* Each demand has a witness that moves nothing shown: additions of whole numbers, nothing else is believed. */
static bool is_proved(struct search *s)
{
	for (size_t d = 0; d < s->system->demand_count; d++)
		if (!mh_witness_holds(&s->now->witnesses[d], s->system, &s->system->demands[d], s->now->hidden, s->sums)) {
			s->now->failed = d;
			return false;
		}
	s->now->failed = s->system->demand_count;
	return true;
}

static void start(struct search *s, const struct mh_system *system, struct mh_hiding *out)
{
	*out = (struct mh_hiding){ mh_alloc(system->count + 1, sizeof *out->hidden), mh_alloc(system->demand_count + 1, sizeof *out->witnesses), 0, 0, false };
	*s = (struct search){ .system = system, .attack = mh_attack_start(system), .now = out };
	s->factors = mh_alloc(system->count + 1, sizeof *s->factors);
	s->order = mh_alloc(system->demand_count + 1, sizeof *s->order);
	s->listed = mh_alloc(system->count + 1, sizeof *s->listed);
	s->sums = mh_alloc(system->relation_count + 1, sizeof *s->sums);
	mh_dice_start(&s->dice, SEED, 0);
	for (size_t i = 0; i < system->count; i++) {
		out->hidden[i] = system->numbers[i].hidden;
		s->factors[i] = 1;
		put_cost(s, i);
	}
}

static void end(struct search *s)
{
	keep(s);
	mh_attack_end(s->attack);
	free(s->journal);
	free(s->factors);
	free(s->order);
	free(s->listed);
	free(s->sums);
}

bool mh_hide(const struct mh_system *system, uint64_t work, struct mh_hiding *out)
{
	struct search s;
	bool done;

	start(&s, system, out);
	done = mend_all(&s, false, INT64_MAX);
	keep(&s);
	if (done) {
		clean_up(&s);
		keep(&s);
		improve(&s, work);
		done = is_proved(&s);
	}
	end(&s);
	return done;
}

void mh_hiding_free(struct mh_hiding *hiding, const struct mh_system *system)
{
	for (size_t d = 0; hiding->witnesses != NULL && d < system->demand_count; d++)
		mh_witness_free(&hiding->witnesses[d]);
	free(hiding->hidden);
	free(hiding->witnesses);
	*hiding = (struct mh_hiding){ NULL, NULL, 0, 0, false };
}
