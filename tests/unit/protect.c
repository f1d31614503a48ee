/*
 * Protection, against an attacker written apart from it: it knows every shown number, every sum, that zeros are shown and the
 * threshold, and tries all values of the hidden numbers (in a box around the truth) until one release fits.
 */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "report/protect.h"

/* ---- the attacker ---- */

#define MOST 64

struct attacker {
	char names[MOST][64];		/* "year=2024;form=labour": numbers of the same name are one */
	int64_t truth[MOST], low[MOST], high[MOST], value[MOST];
	bool known[MOST], primary[MOST];
	size_t count;
	struct { size_t margin, parts[16], count; bool overlap; } lines[MOST];
	size_t line_count;
};

static size_t number_of(struct attacker *a, const struct mh_cube *cube, size_t row, size_t column, int64_t threshold)
{
	const char *r = row < cube->rows.count ? cube->rows.codes[row] : "*";
	const char *c = column < cube->columns.count ? cube->columns.codes[column] : "*";
	const char *rd = row < cube->rows.count ? cube->rows.dimension : "*";
	int64_t truth = mh_cube_at(cube, row, column);
	char name[64];
	size_t i;

	if (strcmp(c, "*") == 0)
		snprintf(name, sizeof(name), "%s=%s", rd, r);
	else
		snprintf(name, sizeof(name), "%s=%s;%s", rd, r, c);
	for (i = 0; i < a->count && strcmp(a->names[i], name) != 0; i++)
		;
	if (i == a->count) {
		assert_true(a->count < MOST);
		a->count++;
		strcpy(a->names[i], name);
		a->truth[i] = truth;
		a->known[i] = !mh_cube_hidden(cube, row, column);
		a->primary[i] = truth > 0 && truth < threshold;
		a->low[i] = a->known[i] ? truth : truth > 2 * threshold ? truth - 2 * threshold : 1;
		a->high[i] = a->known[i] ? truth : truth + 2 * threshold;
	}
	assert_int_equal(a->truth[i], truth);
	assert_int_equal(a->known[i], !mh_cube_hidden(cube, row, column));
	return i;
}

static void see(struct attacker *a, const struct mh_cube *cube, bool down, bool across, int64_t threshold)
{
	size_t rows = cube->rows.count, columns = cube->columns.count, r, c, n;

	for (r = 0; columns && r <= rows; r++) {
		n = a->line_count++;
		a->lines[n].margin = number_of(a, cube, r, columns, threshold);
		a->lines[n].overlap = across;
		for (a->lines[n].count = 0, c = 0; c < columns; c++)
			a->lines[n].parts[a->lines[n].count++] = number_of(a, cube, r, c, threshold);
	}
	for (c = 0; c <= columns; c++) {
		n = a->line_count++;
		a->lines[n].margin = number_of(a, cube, rows, c, threshold);
		a->lines[n].overlap = down;
		for (a->lines[n].count = 0, r = 0; r < rows; r++)
			a->lines[n].parts[a->lines[n].count++] = number_of(a, cube, r, c, threshold);
	}
}

/* Can the line still come out right, with the bounds of now? Narrows nothing: bounds are of what is not yet chosen. */
static bool line_possible(const struct attacker *a, size_t line)
{
	int64_t least = 0, most = 0, largest = 0;
	size_t i, p, margin = a->lines[line].margin;

	for (i = 0; i < a->lines[line].count; i++) {
		p = a->lines[line].parts[i];
		least += a->low[p];
		most += a->high[p];
		if (a->low[p] > largest)
			largest = a->low[p];
	}
	if (a->lines[line].overlap)
		return largest <= a->high[margin] && a->low[margin] <= most;
	return least <= a->high[margin] && a->low[margin] <= most;
}

static bool fits(struct attacker *a, size_t from)
{
	int64_t low, high, value;
	size_t line;

	for (line = 0; line < a->line_count; line++) {
		if (!line_possible(a, line))
			return false;
	}
	while (from < a->count && a->low[from] == a->high[from])
		from++;
	if (from == a->count)
		return true;
	low = a->low[from];
	high = a->high[from];
	for (value = low; value <= high; value++) {
		a->low[from] = a->high[from] = value;
		if (fits(a, from + 1))
			break;
	}
	a->low[from] = low;
	a->high[from] = high;
	return value <= high;
}

static bool possible(struct attacker *a, size_t number, int64_t value)
{
	int64_t low = a->low[number], high = a->high[number];
	bool found;

	a->low[number] = a->high[number] = value;
	found = fits(a, 0);
	a->low[number] = low;
	a->high[number] = high;
	return found;
}

/* No primary number can be narrowed down. */
static void attack(struct attacker *a, int64_t threshold)
{
	struct attacker *zeros = mh_alloc(1, sizeof(*zeros));	/* who sees nothing but the zeros */
	size_t i;

	*zeros = *a;
	for (i = 0; i < a->count; i++) {
		zeros->low[i] = a->truth[i] == 0 ? 0 : a->truth[i] > 2 * threshold ? a->truth[i] - 2 * threshold : 1;
		zeros->high[i] = a->truth[i] == 0 ? 0 : a->truth[i] + 2 * threshold;
	}
	for (i = 0; i < a->count; i++) {
		if (!a->primary[i])
			continue;
		assert_false(a->known[i]);
		if (!possible(a, i, threshold))
			fail_msg("%s = %d is seen to be below %d", a->names[i], (int) a->truth[i], (int) threshold);
		if (a->truth[i] > 1 && !possible(a, i, a->truth[i] - 1) && possible(zeros, i, a->truth[i] - 1))
			fail_msg("%s = %d is seen to be at least that", a->names[i], (int) a->truth[i]);
	}
	free(zeros);
}

/* ---- tables ---- */

static void fill(struct mh_cube *cube, const char *row, const char *column, const int64_t *cells, size_t rows, size_t columns)
{
	struct mh_err err = MH_ERR_INIT;
	char r_code[24], c_code[24];
	size_t r, c;

	mh_cube_init(cube, "signals", "2024", row, columns ? column : NULL);
	for (r = 0; r < rows; r++) {
		for (c = 0; c < (columns ? columns : 1); c++) {
			snprintf(r_code, sizeof(r_code), "%c%zu", *row, r);
			snprintf(c_code, sizeof(c_code), "y%zu", c);
			assert_int_equal(mh_cube_add(cube, r_code, columns ? c_code : NULL, 0, cells[r * (columns ? columns : 1) + c], &err), MH_OK);
		}
	}
	mh_cube_finish(cube);
}

static void protect(struct mh_cube *cubes, size_t count, int64_t threshold, struct mh_protection *out)
{
	struct mh_cube *list[8];
	struct mh_err err = MH_ERR_INIT;
	size_t i;

	for (i = 0; i < count; i++)
		list[i] = &cubes[i];
	assert_int_equal(mh_protect(list, count, threshold, out, &err), MH_OK);
}

static void hides_nothing_without_need(void **state)
{
	static const int64_t cells[] = { 5, 0, 12, 7, 9, 5 };
	struct mh_protection out;
	struct mh_cube cube;

	(void) state;
	fill(&cube, "form", "year", cells, 2, 3);
	protect(&cube, 1, 5, &out);
	assert_int_equal(out.primary + out.secondary + out.withheld, 0);
	assert_int_equal(out.numbers, 5 + 3 + 2 + 1);
	mh_cube_free(&cube);

	fill(&cube, "form", "year", (const int64_t[]) { 1, 2, 3, 4 }, 2, 2);
	protect(&cube, 1, 0, &out);
	assert_int_equal(out.primary, 0);
	protect(&cube, 1, 1, &out);
	assert_int_equal(out.primary, 0);
	mh_cube_free(&cube);
}

/* A 3 alone in its row and column could be had by subtraction: one more number in its row, in its column, and their corner. */
static void hides_a_rectangle(void **state)
{
	static const int64_t cells[] = { 3, 20, 30, 40, 25, 35, 50, 60, 45 };
	struct mh_protection out;
	struct mh_cube cube;

	(void) state;
	fill(&cube, "form", "year", cells, 3, 3);
	protect(&cube, 1, 5, &out);
	assert_int_equal(out.primary, 1);
	assert_int_equal(out.secondary, 3);
	assert_true(mh_cube_hidden(&cube, 0, 0));
	assert_false(mh_cube_hidden(&cube, 3, 3));
	mh_cube_free(&cube);
}

/* Two small numbers in a row sum to 3: both would be seen to be below 5, though neither could be subtracted. */
static void hides_more_where_the_sum_is_small(void **state)
{
	static const int64_t cells[] = { 1, 2, 40, 40, 40, 40 };
	struct mh_protection out;
	struct mh_cube cube;

	(void) state;
	fill(&cube, "form", "year", cells, 2, 3);
	protect(&cube, 1, 5, &out);
	assert_true(mh_cube_hidden(&cube, 0, 0) && mh_cube_hidden(&cube, 0, 1));
	assert_true(mh_cube_hidden(&cube, 0, 2) || mh_cube_hidden(&cube, 0, 3));
	mh_cube_free(&cube);
}

/* One unit in all: its cell, its margins and the total are all hidden. */
static void hides_the_total_when_all_is_small(void **state)
{
	struct mh_protection out;
	struct mh_cube cube;

	(void) state;
	fill(&cube, "form", "year", (const int64_t[]) { 2, 0, 0, 0 }, 2, 2);
	protect(&cube, 1, 5, &out);
	assert_int_equal(out.primary, 4);
	assert_int_equal(out.withheld, 0);
	assert_true(mh_cube_hidden(&cube, 2, 2));
	assert_false(mh_cube_hidden(&cube, 1, 1));
	mh_cube_free(&cube);
}

static void hides_in_one_column(void **state)
{
	struct mh_protection out;
	struct mh_cube cube;

	(void) state;
	fill(&cube, "year", NULL, (const int64_t[]) { 2, 30, 8, 0 }, 4, 0);
	protect(&cube, 1, 5, &out);
	assert_true(mh_cube_hidden(&cube, 0, 0));
	assert_true(mh_cube_hidden(&cube, 2, 0));	/* the cheapest second one */
	assert_int_equal(out.secondary, 1);
	mh_cube_free(&cube);
}

static void refuses_what_is_too_large(void **state)
{
	struct mh_err err = MH_ERR_INIT;
	struct mh_protection out;
	struct mh_cube cube, *list[] = { &cube };
	char code[16];
	size_t i;

	(void) state;
	mh_cube_init(&cube, "signals", "", "municipality", "month");
	for (i = 0; i < 150; i++) {
		snprintf(code, sizeof(code), "c%zu", i);
		assert_int_equal(mh_cube_add(&cube, code, code, 0, 3, &err), MH_OK);
	}
	mh_cube_finish(&cube);
	assert_int_equal(mh_protect(list, 1, 5, &out, &err), MH_DENIED);
	assert_non_null(strstr(err.text, "choose coarser"));
	mh_cube_free(&cube);
}

/* ---- random tables against the attacker ---- */

static uint32_t seed;

static uint32_t roll(uint32_t sides)
{
	seed = seed * 1664525 + 1013904223;
	return (seed >> 8) % sides;
}

static int64_t sparse(void)
{
	static const int64_t values[] = { 0, 0, 0, 1, 1, 2, 2, 3, 4, 7 };

	return values[roll(MH_COUNT(values))];
}

static void stands_in_random_tables(void **state)
{
	struct attacker *a = mh_alloc(1, sizeof(*a));
	struct mh_protection out;
	struct mh_cube cube;
	int64_t cells[12];
	size_t rows, columns, i;
	int n;

	(void) state;
	for (n = 0; n < 600; n++) {
		seed = (uint32_t) n;
		rows = 2 + roll(2);
		columns = 2 + roll(2);
		for (i = 0; i < rows * columns; i++)
			cells[i] = sparse();
		fill(&cube, "form", "year", cells, rows, columns);
		protect(&cube, 1, 3, &out);
		assert_int_equal(out.withheld, 0);
		memset(a, 0, sizeof(*a));
		see(a, &cube, false, false, 3);
		attack(a, 3);
		mh_cube_free(&cube);
	}
	free(a);
}

/* Units with more than one form. */
static void stands_where_units_overlap(void **state)
{
	static const char *const sets[] = { "a", "b", "c", "a;b", "b;c", "a;b;c" };
	static const char *const years[] = { "2023", "2024" };
	struct attacker *a = mh_alloc(1, sizeof(*a));
	struct mh_err err = MH_ERR_INIT;
	struct mh_protection out;
	struct mh_cube cube;
	int n, units, i, withheld = 0;

	(void) state;
	for (n = 0; n < 400; n++) {
		seed = (uint32_t) n + 7000;
		mh_cube_init(&cube, "signals", "", "form", "year");
		units = 1 + (int) roll(14);
		for (i = 1; i <= units; i++) {
			assert_int_equal(mh_cube_add(&cube, sets[roll(6)], years[roll(2)], i, 1, &err), MH_OK);
			if (n % 2)	/* persons, seen in more than one year */
				assert_int_equal(mh_cube_add(&cube, sets[roll(6)], years[roll(2)], i, 1, &err), MH_OK);
		}
		mh_cube_finish(&cube);
		protect(&cube, 1, 3, &out);
		withheld += (int) out.withheld;
		if (!out.withheld) {
			memset(a, 0, sizeof(*a));
			see(a, &cube, true, n % 2, 3);
			attack(a, 3);
		}
		mh_cube_free(&cube);
	}
	assert_true(withheld < 5);
	free(a);
}

/* Two tables and a series of one release: the years are the same numbers in all of them. */
static void stands_in_linked_tables(void **state)
{
	struct attacker *a = mh_alloc(1, sizeof(*a));
	struct mh_protection out;
	struct mh_cube cubes[3];
	int64_t forms[4], sectors[4], years[2];
	size_t t;
	int n, withheld = 0;

	(void) state;
	for (n = 0; n < 300; n++) {
		seed = (uint32_t) n + 90000;
		for (t = 0; t < 4; t++)
			forms[t] = sparse();
		for (t = 0; t < 2; t++) {
			years[t] = forms[t] + forms[2 + t];
			sectors[t] = (int64_t) roll((uint32_t) years[t] + 1);
			sectors[2 + t] = years[t] - sectors[t];
		}
		fill(&cubes[0], "form", "year", forms, 2, 2);
		fill(&cubes[1], "sector", "year", sectors, 2, 2);
		fill(&cubes[2], "year", NULL, years, 2, 0);
		protect(cubes, 3, 3, &out);
		withheld += (int) out.withheld;
		memset(a, 0, sizeof(*a));
		for (t = 0; t < 2; t++) {
			if (!cubes[t].withheld)
				see(a, &cubes[t], false, false, 3);
		}
		attack(a, 3);
		for (t = 0; t < 3; t++)
			mh_cube_free(&cubes[t]);
	}
	/* These are next to empty; still both tables can be shown. */
	assert_true(withheld < 5);
	free(a);
}

/* 2 and 6 of 38: their sum, 8, is known, and who contributed all of the 6 would know that the other is 2 at most. */
static void a_partner_knows_its_own(void **state)
{
	struct mh_cube cube, own, *list[] = { &cube };
	struct mh_contribution partner = { &own, 1 };
	struct mh_err err = MH_ERR_INIT;
	struct mh_protection out;

	(void) state;
	fill(&cube, "form", NULL, (const int64_t[]) { 2, 6, 30 }, 3, 0);
	fill(&own, "form", NULL, (const int64_t[]) { 0, 6, 0 }, 3, 0);
	protect(&cube, 1, 5, &out);
	assert_true(mh_cube_hidden(&cube, 0, 0) && mh_cube_hidden(&cube, 1, 0) && !mh_cube_hidden(&cube, 2, 0));
	assert_int_equal(mh_protect_from(list, 1, 5, &partner, 1, &out, &err), MH_OK);
	assert_int_equal(out.withheld, 0);
	assert_true(mh_cube_hidden(&cube, 0, 0) && mh_cube_hidden(&cube, 2, 0));
	mh_cube_free(&cube);
	mh_cube_free(&own);
}

static void fill_codes(struct mh_cube *cube, const char *dimension, const char *condition, const char *const *codes, const int64_t *values)
{
	struct mh_err err = MH_ERR_INIT;
	size_t i;

	mh_cube_init(cube, "signals", "2024|", dimension, NULL);
	cube->condition = mh_strdup(condition);
	for (i = 0; codes[i]; i++)
		assert_int_equal(mh_cube_add(cube, codes[i], NULL, 0, values[i], &err), MH_OK);
	mh_cube_finish(cube);
}

/* The year is the sum of its quarters: 2 alone hidden in a table of quarters without its total would be had from the table of years. */
static void months_subtract_from_the_year(void **state)
{
	static const char *const years[] = { "2024", "2025", NULL }, *const quarters[] = { "2024-Q1", "2024-Q2", "2025-Q1", "2025-Q2", NULL };
	struct mh_protection out;
	struct mh_cube cubes[2];

	(void) state;
	fill_codes(&cubes[0], "quarter", NULL, quarters, (const int64_t[]) { 2, 40, 20, 30 });
	protect(&cubes[0], 1, 5, &out);
	assert_true(mh_cube_hidden(&cubes[0], 2, 0) && !mh_cube_hidden(&cubes[0], 1, 0));	/* the cheapest, in another year */
	fill_codes(&cubes[1], "year", NULL, years, (const int64_t[]) { 42, 50 });
	protect(cubes, 2, 5, &out);
	assert_int_equal(out.withheld, 0);
	assert_true(mh_cube_hidden(&cubes[0], 1, 0) || mh_cube_hidden(&cubes[1], 0, 0));
	mh_cube_free(&cubes[0]);
	mh_cube_free(&cubes[1]);
}

/* 40 signals, 38 of them of labour: 2 are not. And the 38 is the row of labour in the table of forms. */
static void a_condition_leaves_a_rest(void **state)
{
	static const char *const forms[] = { "criminal", "labour", NULL }, *const places[] = { "a", "b", NULL };
	struct mh_protection out;
	struct mh_cube cubes[3];

	(void) state;
	fill_codes(&cubes[0], "place", NULL, places, (const int64_t[]) { 10, 30 });
	fill_codes(&cubes[1], "place", "form=labour", places, (const int64_t[]) { 8, 30 });
	protect(cubes, 2, 5, &out);
	assert_int_equal(out.withheld, 0);
	assert_true(mh_cube_hidden(&cubes[0], 0, 0) || mh_cube_hidden(&cubes[1], 0, 0));
	assert_true(mh_cube_hidden(&cubes[0], 2, 0) || mh_cube_hidden(&cubes[1], 2, 0));
	fill_codes(&cubes[2], "form", NULL, forms, (const int64_t[]) { 2, 38 });
	protect(cubes, 3, 5, &out);
	if (!cubes[1].withheld && !cubes[2].withheld)
		assert_int_equal(mh_cube_hidden(&cubes[1], 2, 0), mh_cube_hidden(&cubes[2], 1, 0));
	for (size_t i = 0; i < 3; i++)
		mh_cube_free(&cubes[i]);
}

/* Every number a multiple next to the truth, a multiple as it is, and each sum as it was. */
static void rounds_and_sums_hold(void **state)
{
	struct mh_err err = MH_ERR_INIT;
	struct mh_protection out;
	int n;

	(void) state;
	for (n = 0; n < 100; n++) {
		struct mh_cube cube, truth, *list[] = { &cube };
		int64_t cells[30], sum;
		size_t r, c, i;

		seed = (uint32_t) n + 4000;
		for (i = 0; i < 30; i++)
			cells[i] = sparse() * (1 + (int64_t) roll(3));
		fill(&cube, "form", "year", cells, 6, 5);
		fill(&truth, "form", "year", cells, 6, 5);
		assert_int_equal(mh_protect_by_rounding(list, 1, &out, &err), MH_OK);
		assert_int_equal(out.withheld, 0);
		for (r = 0; r <= 6; r++) {
			for (sum = 0, c = 0; c < 5; c++)
				sum += mh_cube_at(&cube, r, c);
			assert_int_equal(sum, mh_cube_at(&cube, r, 5));
			for (c = 0; c <= 5; c++) {
				assert_false(mh_cube_hidden(&cube, r, c));
				assert_int_equal(mh_cube_at(&cube, r, c) % 5, 0);
				assert_true(llabs(mh_cube_at(&cube, r, c) - mh_cube_at(&truth, r, c)) < 5);
			}
		}
		for (c = 0; c <= 5; c++) {
			for (sum = 0, r = 0; r < 6; r++)
				sum += mh_cube_at(&cube, r, c);
			assert_int_equal(sum, mh_cube_at(&cube, 6, c));
		}
		mh_cube_free(&cube);
		mh_cube_free(&truth);
	}
}

/* The year margin of a table is hidden wherever it stands, in a table of years as row too. */
static void a_number_is_hidden_everywhere(void **state)
{
	struct mh_protection out;
	struct mh_cube cubes[2];

	(void) state;
	fill(&cubes[0], "form", "year", (const int64_t[]) { 3, 40, 0, 50 }, 2, 2);
	fill(&cubes[1], "year", NULL, (const int64_t[]) { 3, 90 }, 2, 0);
	protect(cubes, 2, 5, &out);
	assert_true(mh_cube_hidden(&cubes[0], 2, 0));
	assert_true(mh_cube_hidden(&cubes[1], 0, 0));
	assert_int_equal(mh_cube_hidden(&cubes[0], 2, 2), mh_cube_hidden(&cubes[1], 2, 0));
	assert_int_equal(mh_cube_hidden(&cubes[0], 2, 1), mh_cube_hidden(&cubes[1], 1, 0));
	mh_cube_free(&cubes[0]);
	mh_cube_free(&cubes[1]);
}

static void gives_the_same_answer_twice(void **state)
{
	struct mh_protection out;
	struct mh_cube cubes[2];
	int64_t cells[150];
	size_t i;

	(void) state;
	seed = 5;
	for (i = 0; i < 150; i++)
		cells[i] = sparse() * 2;
	for (i = 0; i < 2; i++) {
		fill(&cubes[i], "form", "year", cells, 15, 10);
		protect(&cubes[i], 1, 5, &out);
	}
	assert_memory_equal(cubes[0].hidden, cubes[1].hidden, 16 * 11);
	assert_true(out.secondary < out.primary);
	mh_cube_free(&cubes[0]);
	mh_cube_free(&cubes[1]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(hides_nothing_without_need),
		cmocka_unit_test(hides_a_rectangle),
		cmocka_unit_test(hides_more_where_the_sum_is_small),
		cmocka_unit_test(hides_the_total_when_all_is_small),
		cmocka_unit_test(hides_in_one_column),
		cmocka_unit_test(refuses_what_is_too_large),
		cmocka_unit_test(stands_in_random_tables),
		cmocka_unit_test(stands_where_units_overlap),
		cmocka_unit_test(stands_in_linked_tables),
		cmocka_unit_test(rounds_and_sums_hold),
		cmocka_unit_test(a_partner_knows_its_own),
		cmocka_unit_test(months_subtract_from_the_year),
		cmocka_unit_test(a_condition_leaves_a_rest),
		cmocka_unit_test(a_number_is_hidden_everywhere),
		cmocka_unit_test(gives_the_same_answer_twice),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
