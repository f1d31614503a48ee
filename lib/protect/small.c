/* Demands of small numbers. */

#include "protect/small.h"

#include "protect/attack.h"

static bool is_small(const struct mh_number *number, int64_t threshold)
{
	return number->hidden && !number->fixed && number->value > 0 && number->value < threshold;
}

/* Could it be, if everything were hidden but the zeros? */
static bool could_be(struct mh_attack *attack, const struct mh_demand *demand)
{
	struct mh_witness witness;
	const bool could = mh_attack_try(attack, demand, &witness);

	mh_witness_free(&witness);
	return could;
}

void mh_demand_of_everybody(struct mh_system *system, int64_t threshold)
{
	const size_t unaware = mh_system_reader(system, 0), aware = mh_system_reader(system, 1);
	struct mh_attack *const attack = mh_attack_start(system);

	for (size_t i = 0; i < system->count; i++) {
		const int64_t less = system->numbers[i].value - 1;

		if (!is_small(&system->numbers[i], threshold))
			continue;
		mh_system_demand(system, i, threshold, aware);
		if (less > 0 && could_be(attack, &(struct mh_demand){ i, less, aware }))
			mh_system_demand(system, i, less, aware);
		else
			mh_system_demand(system, i, less, unaware);
	}
	mh_attack_end(attack);
}

/* What others contributed overlaps in the same way: a sum is as far from 0 at least as the partner's own is, where that is so. */
static void set_slacks(struct mh_system *system, struct mh_reader *reader, const int64_t *own)
{
	for (size_t r = 0; r < system->relation_count; r++) {
		const struct mh_relation *const relation = &system->relations[r];
		int64_t sum = 0;

		for (size_t t = relation->first; t < relation->first + relation->count; t++)
			sum += system->terms[t].coefficient * own[system->terms[t].number];
		if (relation->at_least && sum > 0 && sum <= mh_relation_sum(system, r))
			reader->slacks[r] = sum;
	}
}

void mh_demand_of_partner(struct mh_system *system, int64_t threshold, const int64_t *own)
{
	const size_t partner = mh_system_reader(system, 1);

	for (size_t i = 0; i < system->count; i++)
		if (own[i] > system->readers[partner].floors[i])
			system->readers[partner].floors[i] = own[i] < system->numbers[i].value ? own[i] : system->numbers[i].value;
	set_slacks(system, &system->readers[partner], own);
	for (size_t i = 0; i < system->count; i++)
		if (is_small(&system->numbers[i], threshold))
			mh_system_demand(system, i, threshold, partner);
}
