/* A system of numbers and relations: filling it, and finding a number's relations. */

#include "protect/system.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

/* Room for one more. */
#define ROOM(list, count, room) \
	do { \
		if ((count) == (room)) { \
			(room) = (room) > 0 ? (room) * 2 : 64; \
			(list) = mh_grow((list), (room), sizeof *(list)); \
		} \
	} while (0)

void mh_system_free(struct mh_system *system)
{
	for (size_t i = 0; i < system->reader_count; i++) {
		free(system->readers[i].floors);
		free(system->readers[i].slacks);
	}
	free(system->numbers);
	free(system->terms);
	free(system->relations);
	free(system->readers);
	free(system->demands);
	free(system->of_number);
	free(system->uses);
	memset(system, 0, sizeof *system);
}

size_t mh_system_number(struct mh_system *system, const struct mh_number *number)
{
	ROOM(system->numbers, system->count, system->room);
	system->numbers[system->count] = *number;
	return system->count++;
}

size_t mh_system_relation(struct mh_system *system, bool at_least)
{
	ROOM(system->relations, system->relation_count, system->relation_room);
	system->relations[system->relation_count] = (struct mh_relation){ system->term_count, 0, at_least };
	return system->relation_count++;
}

void mh_system_term(struct mh_system *system, size_t number, int coefficient)
{
	ROOM(system->terms, system->term_count, system->term_room);
	system->terms[system->term_count++] = (struct mh_term){ number, coefficient };
	system->relations[system->relation_count - 1].count++;
}

size_t mh_system_reader(struct mh_system *system, int64_t floor)
{
	struct mh_reader reader = { mh_alloc(system->count + 1, sizeof *reader.floors), mh_alloc(system->relation_count + 1, sizeof *reader.slacks) };

	for (size_t i = 0; i < system->count; i++)
		reader.floors[i] = system->numbers[i].value < floor ? system->numbers[i].value : floor;
	ROOM(system->readers, system->reader_count, system->reader_room);
	system->readers[system->reader_count] = reader;
	return system->reader_count++;
}

void mh_system_demand(struct mh_system *system, size_t number, int64_t value, size_t reader)
{
	ROOM(system->demands, system->demand_count, system->demand_room);
	system->demands[system->demand_count++] = (struct mh_demand){ number, value, reader };
}

void mh_system_finish(struct mh_system *system)
{
	size_t *const next = mh_alloc(system->count + 1, sizeof *next);

	system->of_number = mh_alloc(system->count + 1, sizeof *system->of_number);
	system->uses = mh_alloc(system->term_count + 1, sizeof *system->uses);
	for (size_t t = 0; t < system->term_count; t++)
		system->of_number[system->terms[t].number + 1]++;
	for (size_t i = 0; i < system->count; i++)
		system->of_number[i + 1] += system->of_number[i];
	memcpy(next, system->of_number, (system->count + 1) * sizeof *next);
	for (size_t r = 0; r < system->relation_count; r++) {
		const struct mh_relation *const relation = &system->relations[r];
		for (size_t t = relation->first; t < relation->first + relation->count; t++)
			system->uses[next[system->terms[t].number]++] = (struct mh_term){ r, system->terms[t].coefficient };
	}
	free(next);
}

int64_t mh_relation_sum(const struct mh_system *system, size_t r)
{
	const struct mh_relation *const relation = &system->relations[r];
	int64_t sum = 0;

	for (size_t t = relation->first; t < relation->first + relation->count; t++)
		sum += system->terms[t].coefficient * system->numbers[system->terms[t].number].value;
	return sum;
}
