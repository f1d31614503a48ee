/*
 * How dear protection is, and how long it takes: sdc [FOLDER]
 *
 * Protects the instances of tests/data/sdc and prints for each the cost beside the optimum, where that is proved, or else the best that
 * was reached before, and the processor's time beside its bar.
 */

#include <string.h>
#include <time.h>

#include "jj.h"
#include "protect/hide.h"

static const struct { const char *name; int best; bool proved; double bar; } instances[] = {
	{ "d2_06x05_n120", 0, true, 2 }, { "d2_10x08_n300", 16, true, 2 }, { "e2_10x08_n1500", 22, true, 2 }, { "e2_20x12_n6000", 19, true, 2 },
	{ "eh2_20x12_n6000", 69, true, 5 }, { "d3_04x04x03_n200", 176, true, 2 }, { "e3_06x05x04_n3000", 160, true, 2 },
	{ "d2_40x20_n1000", 18, false, 2 }, { "h2_40x20_n5000", 247, false, 5 }, { "d3_40x20x12_n1000", 146, false, 60 },
};

int main(int argc, char **argv)
{
	const char *const folder = argc > 1 ? argv[1] : "tests/data/sdc";

	for (size_t f = 0; f < sizeof instances / sizeof *instances; f++) {
		struct mh_system system = MH_SYSTEM_INIT;
		struct mh_hiding hiding;
		char file[4096];

		snprintf(file, sizeof file, "%s/%s.jj", folder, instances[f].name);
		jj_read(file, &system);
		const clock_t begin = clock();
		const bool done = mh_hide(&system, MH_HIDE_WORK, &hiding);
		printf("protect %-20s cost %4" PRId64 ", %s %4d; %6.2f s, bar %2.0f s%s\n", instances[f].name, hiding.cost,
			instances[f].proved ? "optimum     " : "best reached", instances[f].best, (double)(clock() - begin) / CLOCKS_PER_SEC,
			instances[f].bar, done ? "" : "; NOT PROTECTED");
		mh_hiding_free(&hiding, &system);
		mh_system_free(&system);
	}
	return 0;
}
