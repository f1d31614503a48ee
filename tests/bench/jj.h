/* Reads an instance of the JJ format (tests/data/sdc/README.md) as a system with one reader and all of its demands. */

#ifndef MH_TESTS_JJ_H
#define MH_TESTS_JJ_H

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <stdnoreturn.h>

#include "protect/system.h"

static noreturn void jj_bad(const char *file)
{
	fprintf(stderr, "%s: is no instance of the JJ format\n", file);
	exit(3);
}

static void jj_number(FILE *in, const char *file, struct mh_system *system, int64_t *floors, int64_t levels[][2])
{
	int64_t value, weight, low, high, slide;
	size_t id;
	char state;

	if (fscanf(in, "%zu %" SCNd64 " %" SCNd64 " %c %" SCNd64 " %" SCNd64, &id, &value, &weight, &state, &low, &high) != 6 || id != system->count)
		jj_bad(file);
	if (fscanf(in, "%" SCNd64 " %" SCNd64 " %" SCNd64, &levels[id][0], &levels[id][1], &slide) != 3)
		jj_bad(file);
	mh_system_number(system, &(struct mh_number){ value, high, weight, state == 'z', state == 'u' });
	floors[id] = low;
}

static void jj_relation(FILE *in, const char *file, struct mh_system *system)
{
	size_t count, id;
	int coefficient;

	if (fscanf(in, " 0 %zu :", &count) != 1)
		jj_bad(file);
	mh_system_relation(system, false);
	while (count-- > 0) {
		if (fscanf(in, "%zu (%d)", &id, &coefficient) != 2 || id >= system->count)
			jj_bad(file);
		mh_system_term(system, id, coefficient);
	}
}

static void jj_read(const char *file, struct mh_system *system)
{
	FILE *const in = fopen(file, "r");
	size_t count, relations;

	if (in == NULL || fscanf(in, "0 %zu", &count) != 1)
		jj_bad(file);
	int64_t *const floors = calloc(count, sizeof *floors), (*const levels)[2] = calloc(count, sizeof *levels);
	for (size_t i = 0; i < count; i++)
		jj_number(in, file, system, floors, levels);
	if (fscanf(in, "%zu", &relations) != 1)
		jj_bad(file);
	while (relations-- > 0)
		jj_relation(in, file, system);
	mh_system_finish(system);
	const size_t reader = mh_system_reader(system, 0);
	for (size_t i = 0; i < count; i++) {
		system->readers[reader].floors[i] = floors[i];
		if (levels[i][1] > 0)
			mh_system_demand(system, i, system->numbers[i].value + levels[i][1], reader);
		if (levels[i][0] > 0)
			mh_system_demand(system, i, system->numbers[i].value - levels[i][0], reader);
	}
	free(floors);
	free(levels);
	fclose(in);
}

#endif
