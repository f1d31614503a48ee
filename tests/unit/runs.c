/* Numbers by key: what was put in comes out, whether it lies in the table, in a run or in one that was merged. */

#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/runs.h"

enum { MANY = 200000 };	/* six runs, of which some are merged */

/* Evenly spread, and no two alike (splitmix64). */
static uint64_t spread(uint64_t n)
{
	n = (n ^ n >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
	n = (n ^ n >> 27) * UINT64_C(0x94d049bb133111eb);
	return n ^ n >> 31;
}

static void add(struct mh_runs *runs, uint64_t key, int64_t number)
{
	struct mh_err err = MH_ERR_INIT;

	if (mh_runs_add(runs, key, number, &err) != MH_OK)
		fail_msg("%s", err.text);
}

static size_t find(struct mh_runs *runs, uint64_t key, int64_t numbers[MH_RUNS_SAME])
{
	struct mh_err err = MH_ERR_INIT;
	size_t count;

	if (mh_runs_find(runs, key, numbers, &count, &err) != MH_OK)
		fail_msg("%s", err.text);
	return count;
}

static void finds_each_and_no_other(void **state)
{
	struct mh_runs *runs = mh_runs_new("./beside");
	int64_t numbers[MH_RUNS_SAME];

	(void)state;
	for (uint64_t i = 1; i <= MANY; i++) {
		assert_int_equal(find(runs, spread(i), numbers), 0);
		add(runs, spread(i), (int64_t)i);
	}
	for (uint64_t i = 1; i <= MANY; i++) {
		assert_int_equal(find(runs, spread(i), numbers), 1);
		assert_int_equal(numbers[0], i);
	}
	for (uint64_t i = MANY + 1; i <= 2 * MANY; i++)
		assert_int_equal(find(runs, spread(i), numbers), 0);
	mh_runs_free(runs);
}

/* One key for very many numbers, as of one person in all rows: the smallest are told, also where a later one is smaller. */
static void tells_the_smallest(void **state)
{
	struct mh_runs *runs = mh_runs_new("./beside");
	int64_t numbers[MH_RUNS_SAME];

	(void)state;
	for (int64_t i = 1; i <= MANY; i++) {
		add(runs, 42, MANY + 1000 - i);
		add(runs, spread((uint64_t)i), i);
		add(runs, 42, MANY + 1000 - i);
	}
	assert_int_equal(find(runs, 42, numbers), MH_RUNS_SAME);
	for (int i = 0; i < MH_RUNS_SAME; i++)
		assert_int_equal(numbers[i], 1000 + i);
	mh_runs_free(runs);
}

/* Keys at the ends, beside each other, and of one small part of all there are. */
static void holds_uneven_keys(void **state)
{
	static const uint64_t ends[] = { 0, 1, UINT64_MAX - 1, UINT64_MAX };
	struct mh_runs *runs = mh_runs_new("./beside");
	int64_t numbers[MH_RUNS_SAME];

	(void)state;
	for (int64_t i = 1; i <= 4; i++)
		add(runs, ends[i - 1], i);
	for (uint64_t i = 10; i <= MANY; i++)
		add(runs, UINT64_C(1) << 40 | i * i, (int64_t)i);
	for (int64_t i = 1; i <= 4; i++) {
		assert_int_equal(find(runs, ends[i - 1], numbers), 1);
		assert_int_equal(numbers[0], i);
	}
	for (uint64_t i = 10; i <= MANY; i += 7) {
		assert_int_equal(find(runs, UINT64_C(1) << 40 | i * i, numbers), 1);
		assert_int_equal(numbers[0], i);
		assert_int_equal(find(runs, (UINT64_C(1) << 40 | i * i) + 1, numbers), 0);
	}
	mh_runs_free(runs);
}

static void leaves_no_name(void **state)
{
	struct mh_runs *runs = mh_runs_new("./beside");
	size_t before = 0, during = 0;
	DIR *folder = opendir(".");

	(void)state;
	assert_non_null(folder);
	while (readdir(folder) != NULL)
		before++;
	for (uint64_t i = 1; i <= MANY; i++)
		add(runs, spread(i), (int64_t)i);
	rewinddir(folder);
	while (readdir(folder) != NULL)
		during++;
	assert_int_equal(before, during);
	closedir(folder);
	mh_runs_free(runs);
}

static void says_that_there_is_no_disk(void **state)
{
	struct mh_runs *runs = mh_runs_new("/nonexistent/beside");
	struct mh_err err = MH_ERR_INIT;
	enum mh_status status = MH_OK;

	(void)state;
	for (uint64_t i = 1; i <= MANY && status == MH_OK; i++)
		status = mh_runs_add(runs, spread(i), (int64_t)i, &err);
	assert_int_equal(status, MH_STORE);
	assert_string_equal(err.text, "/nonexistent/beside: the disk is full or failed: No such file or directory");
	mh_runs_free(runs);
	mh_runs_free(NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(finds_each_and_no_other), cmocka_unit_test(tells_the_smallest), cmocka_unit_test(holds_uneven_keys),
		cmocka_unit_test(leaves_no_name), cmocka_unit_test(says_that_there_is_no_disk),
	};

	char folder[] = "/tmp/mhXXXXXX";

	if (mkdtemp(folder) == NULL || chdir(folder) != 0)
		return 1;
	int failed = cmocka_run_group_tests(tests, NULL, NULL);
	return rmdir(folder) == 0 ? failed : 1;
}
