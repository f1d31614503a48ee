/* Witnesses, and their check by addition. */

#include "protect/witness.h"

#include <stdlib.h>

void mh_witness_free(struct mh_witness *witness)
{
	free(witness->moves);
	*witness = (struct mh_witness){ NULL, 0 };
}

bool mh_witness_moves(const struct mh_witness *witness, size_t number)
{
	for (size_t i = 0; i < witness->count; i++)
		if (witness->moves[i].number == number)
			return true;
	return false;
}

static bool move_allowed(const struct mh_system *system, const struct mh_reader *reader, const struct mh_move *move, const bool *hidden)
{
	const struct mh_number *const number = &system->numbers[move->number];
	const int64_t now = number->value + move->by;

	if (number->fixed || (hidden != NULL && !hidden[move->number]))
		return false;
	return now >= reader->floors[move->number] && (number->ceiling == MH_NO_CEILING || now <= number->ceiling);
}

static bool meets(const struct mh_witness *witness, const struct mh_system *system, const struct mh_demand *demand)
{
	const int64_t truth = system->numbers[demand->number].value;
	int64_t now = truth;

	for (size_t i = 0; i < witness->count; i++)
		if (witness->moves[i].number == demand->number)
			now += witness->moves[i].by;
	return demand->value >= truth ? now >= demand->value : now <= demand->value;
}

/* Adds what the move changes in each relation of its number. */
static void add_up(const struct mh_system *system, const struct mh_move *move, int64_t *sums)
{
	for (size_t u = system->of_number[move->number]; u < system->of_number[move->number + 1]; u++)
		sums[system->uses[u].number] += system->uses[u].coefficient * move->by;
}

static bool relations_hold(const struct mh_system *system, const struct mh_reader *reader, const struct mh_move *move, const int64_t *sums)
{
	for (size_t u = system->of_number[move->number]; u < system->of_number[move->number + 1]; u++) {
		const size_t r = system->uses[u].number;

		if (!system->relations[r].at_least && sums[r] != 0)
			return false;
		if (sums[r] < 0 && mh_relation_sum(system, r) + sums[r] < reader->slacks[r])
			return false;
	}
	return true;
}

bool mh_witness_holds(const struct mh_witness *witness, const struct mh_system *system, const struct mh_demand *demand, const bool *hidden,
	int64_t *sums)
{
	const struct mh_reader *const reader = &system->readers[demand->reader];
	bool holds = meets(witness, system, demand);

	for (size_t i = 0; i < witness->count && holds; i++)
		holds = move_allowed(system, reader, &witness->moves[i], hidden);
	for (size_t i = 0; i < witness->count; i++)
		add_up(system, &witness->moves[i], sums);
	for (size_t i = 0; i < witness->count && holds; i++)
		holds = relations_hold(system, reader, &witness->moves[i], sums);
	for (size_t i = 0; i < witness->count; i++)
		for (size_t u = system->of_number[witness->moves[i].number]; u < system->of_number[witness->moves[i].number + 1]; u++)
			sums[system->uses[u].number] = 0;
	return holds;
}
