/* The cube: distinct units in cells and margins, overlap, zero rows, missing values. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "report/cube.h"

static void add(struct mh_cube *cube, const char *row, const char *column, int64_t unit, int64_t count)
{
	struct mh_err err = MH_ERR_INIT;

	assert_int_equal(mh_cube_add(cube, row, column, unit, count, &err), MH_OK);
}

static int64_t at(const struct mh_cube *cube, const char *row, const char *column)
{
	size_t r, c;

	for (r = 0; r < cube->rows.count && strcmp(cube->rows.codes[r], row ? row : "(total)") != 0; r++)
		;
	for (c = 0; c < cube->columns.count && strcmp(cube->columns.codes[c], column ? column : "(total)") != 0; c++)
		;
	assert_true((r < cube->rows.count || !row) && (c < cube->columns.count || !column));
	return mh_cube_at(cube, r, c);
}

/* The fourteen signals below by hand: labour 2024 3+1, criminal 2024 1+2, ... */
static void counts_rows_once_in_a_margin(void **state)
{
	struct mh_cube cube;

	(void) state;
	mh_cube_init(&cube, "signals", "", "form", "year");
	add(&cube, "labour", "2024", 0, 3);
	add(&cube, "criminal;labour", "2024", 0, 1);
	add(&cube, "criminal", "2024", 0, 2);
	add(&cube, "labour", "2025", 0, 5);
	add(&cube, "criminal;labour", "2025", 0, 3);
	mh_cube_finish(&cube);
	assert_int_equal(at(&cube, "labour", "2024"), 4);
	assert_int_equal(at(&cube, "criminal", "2024"), 3);
	assert_int_equal(at(&cube, NULL, "2024"), 6);
	assert_int_equal(at(&cube, "labour", NULL), 12);
	assert_int_equal(at(&cube, "criminal", NULL), 6);
	assert_int_equal(at(&cube, NULL, "2025"), 8);
	assert_int_equal(mh_cube_total(&cube), 14);
	assert_true(mh_cube_overlaps(&cube, true));
	assert_false(mh_cube_overlaps(&cube, false));
	mh_cube_free(&cube);
}

static void counts_a_person_once(void **state)
{
	struct mh_cube cube;

	(void) state;
	mh_cube_init(&cube, "victims", "", "form", "year");
	add(&cube, "labour", "2024", 11, 1);	/* one person, three mentions */
	add(&cube, "labour", "2024", 11, 1);
	add(&cube, "criminal", "2025", 11, 1);
	add(&cube, "labour", "2025", 12, 1);
	add(&cube, "labour", "2024", 11, 1);	/* and a fourth, later */
	add(&cube, "labour", "2024", 0, 2);	/* not linked: each is a victim */
	mh_cube_finish(&cube);
	assert_int_equal(at(&cube, "labour", "2024"), 3);
	assert_int_equal(at(&cube, "criminal", "2025"), 1);
	assert_int_equal(at(&cube, "labour", NULL), 4);
	assert_int_equal(at(&cube, NULL, "2024"), 3);
	assert_int_equal(at(&cube, NULL, "2025"), 2);
	assert_int_equal(mh_cube_total(&cube), 4);
	assert_true(mh_cube_overlaps(&cube, false));
	mh_cube_free(&cube);
}

static void keeps_zero_apart_from_missing(void **state)
{
	static const char *const order[] = { "sexual-domestic", "labour", "criminal", "zz-old", "unknown", "not-asked", "" };
	struct mh_err err = MH_ERR_INIT;
	struct mh_cube cube;
	size_t i;

	(void) state;
	mh_cube_init(&cube, "signals", "", "form", NULL);
	assert_int_equal(mh_cube_declare_row(&cube, "sexual-domestic", &err), MH_OK);
	assert_int_equal(mh_cube_declare_row(&cube, "labour", &err), MH_OK);
	assert_int_equal(mh_cube_declare_row(&cube, "criminal", &err), MH_OK);
	add(&cube, "", NULL, 0, 2);
	add(&cube, "unknown", NULL, 0, 7);
	add(&cube, "zz-old", NULL, 0, 1);
	add(&cube, "not-asked", NULL, 0, 4);
	add(&cube, "criminal", NULL, 0, 9);
	mh_cube_finish(&cube);
	assert_int_equal(cube.rows.count, MH_COUNT(order));
	for (i = 0; i < MH_COUNT(order); i++)
		assert_string_equal(cube.rows.codes[i], order[i]);
	assert_int_equal(at(&cube, "labour", NULL), 0);
	assert_int_equal(at(&cube, "unknown", NULL), 7);
	assert_int_equal(at(&cube, "", NULL), 2);
	assert_int_equal(mh_cube_total(&cube), 23);
	assert_true(mh_code_missing(""));
	assert_true(mh_code_missing("unknown"));
	assert_false(mh_code_missing("labour"));
	mh_cube_free(&cube);
}

static void an_empty_cube_is_zero(void **state)
{
	struct mh_cube cube;

	(void) state;
	mh_cube_init(&cube, "signals", "", "form", "year");
	mh_cube_finish(&cube);
	assert_int_equal(mh_cube_total(&cube), 0);
	assert_int_equal(cube.rows.count, 0);
	assert_false(mh_cube_overlaps(&cube, true));
	mh_cube_free(&cube);
}

/* 1,500 codes on both axes: the cells keep their places while the cube grows. */
static void grows_and_has_a_limit(void **state)
{
	struct mh_err err = MH_ERR_INIT;
	struct mh_cube cube;
	char code[16];
	int i;

	(void) state;
	mh_cube_init(&cube, "signals", "", "municipality", "place");
	for (i = 0; i < 300; i++) {
		snprintf(code, sizeof(code), "c%04d", i);
		add(&cube, code, code, 0, i + 1);
	}
	mh_cube_finish(&cube);
	assert_int_equal(at(&cube, "c0000", "c0000"), 1);
	assert_int_equal(at(&cube, "c0299", "c0299"), 300);
	assert_int_equal(at(&cube, "c0299", "c0298"), 0);
	assert_int_equal(mh_cube_total(&cube), 300 * 301 / 2);
	mh_cube_free(&cube);

	mh_cube_init(&cube, "signals", "", "municipality", NULL);
	for (i = 0; i < MH_AXIS_MOST; i++) {
		snprintf(code, sizeof(code), "c%05d", i);
		add(&cube, code, NULL, 0, 1);
	}
	assert_int_equal(mh_cube_add(&cube, "one more", NULL, 0, 1, &err), MH_INPUT);
	assert_non_null(strstr(err.text, "municipality: more than 2000 codes"));
	mh_cube_free(&cube);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(counts_rows_once_in_a_margin),
		cmocka_unit_test(counts_a_person_once),
		cmocka_unit_test(keeps_zero_apart_from_missing),
		cmocka_unit_test(an_empty_cube_is_zero),
		cmocka_unit_test(grows_and_has_a_limit),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
