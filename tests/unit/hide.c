/*
 * What is hidden, against an attacker written apart from it: a dense simplex method of its own, which knows of a system what its reader
 * knows, and computes the least and the most that each small number can be. Tables are made by dice: two and three dimensions, with
 * groups of codes, overlapping, linked with each other, two editions, and read by a partner who knows its own part.
 *
 * MH_TABLES in the environment says how many; 160 if it is not set.
 */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <math.h>
#include <string.h>

#include "../bench/jj.h"
#include "base/mem.h"
#include "protect/hide.h"

#define THRESHOLD 5

/* ---- the attacker ---- */

#define ROWS 160
#define COLUMNS 420

/* Least of cost * x, with rows * x = right, x >= 0, and a first basis of artificial columns; Bland's rule, so that it ends. */
struct tableau {
	double cell[ROWS + 1][COLUMNS + 1];
	int basis[ROWS];
	int rows, columns;
};

static void pivot(struct tableau *t, int row, int column)
{
	const double by = t->cell[row][column];

	for (int c = 0; c <= t->columns; c++)
		t->cell[row][c] /= by;
	for (int r = 0; r <= t->rows; r++) {
		const double times = t->cell[r][column];

		for (int c = 0; r != row && times != 0 && c <= t->columns; c++)
			t->cell[r][c] -= times * t->cell[row][c];
	}
	t->basis[row] = column;
}

/* False: without end. */
static bool descend(struct tableau *t, int usable)
{
	for (;;) {
		int column = 0, row = -1;

		while (column < usable && t->cell[t->rows][column] > -1e-9)
			column++;
		if (column == usable)
			return true;
		for (int r = 0; r < t->rows; r++) {
			if (t->cell[r][column] < 1e-9)
				continue;
			const double ratio = t->cell[r][t->columns] / t->cell[r][column];
			const double best = row < 0 ? (double)INFINITY : t->cell[row][t->columns] / t->cell[row][column];

			if (ratio < best - 1e-12 || (ratio < best + 1e-12 && t->basis[r] < t->basis[row]))
				row = r;
		}
		if (row < 0)
			return false;
		pivot(t, row, column);
	}
}

/* Columns: the hidden numbers above their floors, then a slack for each inequality, then an artificial one for each row. */
static int lay_out(struct tableau *t, const struct mh_system *system, const bool *hidden, size_t reader, int *column_of)
{
	const struct mh_reader *const who = &system->readers[reader];
	int unknown = 0, slack = 0;

	memset(t, 0, sizeof *t);
	for (size_t i = 0; i < system->count; i++)
		column_of[i] = hidden[i] && !system->numbers[i].fixed ? unknown++ : -1;
	for (size_t r = 0; r < system->relation_count; r++)
		slack += system->relations[r].at_least;
	t->rows = (int)system->relation_count;
	t->columns = unknown + slack + t->rows;
	assert_true(t->rows <= ROWS && t->columns <= COLUMNS);
	slack = unknown;
	for (int r = 0; r < t->rows; r++) {
		const struct mh_relation *const relation = &system->relations[r];
		double right = relation->at_least ? (double)who->slacks[r] : 0;

		for (size_t n = relation->first; n < relation->first + relation->count; n++) {
			const struct mh_term term = system->terms[n];

			right -= term.coefficient * (double)(column_of[term.number] < 0 ? system->numbers[term.number].value : who->floors[term.number]);
			if (column_of[term.number] >= 0)
				t->cell[r][column_of[term.number]] += term.coefficient;
		}
		if (relation->at_least)
			t->cell[r][slack++] = -1;
		for (int c = 0; right < 0 && c < t->columns; c++)
			t->cell[r][c] = -t->cell[r][c];
		t->cell[r][t->columns - t->rows + r] = 1;
		t->cell[r][t->columns] = fabs(right);
		t->basis[r] = t->columns - t->rows + r;
		for (int c = 0; c <= t->columns; c++)
			t->cell[t->rows][c] -= c >= t->columns - t->rows && c < t->columns ? 0 : t->cell[r][c];
	}
	return t->columns - t->rows;
}

/* The least (sign 1) or the most (sign -1) that the number can be for the reader. */
static double bound(struct tableau *t, const struct mh_system *system, const bool *hidden, size_t reader, size_t number, int sign)
{
	int *const column_of = mh_alloc(system->count, sizeof *column_of);
	const int usable = lay_out(t, system, hidden, reader, column_of), column = column_of[number];
	double answer = sign > 0 ? -(double)INFINITY : (double)INFINITY;

	free(column_of);
	if (column < 0)
		return (double)system->numbers[number].value;
	assert_true(descend(t, usable));
	assert_true(fabs(t->cell[t->rows][t->columns]) < 1e-6);		/* the truth is an answer */
	for (int r = 0; r < t->rows; r++)		/* what is artificial leaves, where anything can take its place */
		for (int c = 0; c < usable && t->basis[r] >= usable; c++)
			if (fabs(t->cell[r][c]) > 1e-7)
				pivot(t, r, c);
	memset(t->cell[t->rows], 0, sizeof t->cell[t->rows]);
	t->cell[t->rows][column] = sign;
	for (int r = 0; r < t->rows; r++)
		if (t->basis[r] == column)
			for (int c = 0; c <= t->columns; c++)
				t->cell[t->rows][c] -= sign * t->cell[r][c];
	if (descend(t, usable))
		answer = -sign * t->cell[t->rows][t->columns] + (double)system->readers[reader].floors[number];
	return answer;
}

/* Every demand holds: what it asks for lies within what its reader can find out. */
static void attack(const struct mh_system *system, const bool *hidden)
{
	static struct tableau t;

	for (size_t d = 0; d < system->demand_count; d++) {
		const struct mh_demand *const demand = &system->demands[d];
		const bool up = demand->value >= system->numbers[demand->number].value;
		const double found = bound(&t, system, hidden, demand->reader, demand->number, up ? -1 : 1);

		assert_true(hidden[demand->number]);
		if (up ? found < (double)demand->value - 1e-6 : found > (double)demand->value + 1e-6)
			fail_msg("number %zu = %d: reader %zu finds %s %g, and %d was to be possible", demand->number,
				(int)system->numbers[demand->number].value, demand->reader, up ? "at most" : "at least", found, (int)demand->value);
	}
}

/* ---- tables of dice ---- */

static uint32_t seed;

static uint32_t roll(uint32_t sides)
{
	seed = seed * 1664525 + 1013904223;
	return (seed >> 8) % sides;
}

static int64_t some(void)
{
	static const int64_t values[] = { 0, 0, 1, 1, 2, 3, 4, 5, 7, 9, 12, 20, 31 };

	return values[roll(MH_COUNT(values))];
}

static size_t add(struct mh_system *system, int64_t value)
{
	const bool small = value > 0 && value < THRESHOLD;

	return mh_system_number(system, &(struct mh_number){ value, MH_NO_CEILING, value + 3, value == 0, small });
}

/* A number that is the sum of those. */
static size_t add_sum(struct mh_system *system, const size_t *parts, size_t count)
{
	int64_t sum = 0;
	size_t total;

	for (size_t i = 0; i < count; i++)
		sum += system->numbers[parts[i]].value;
	total = add(system, sum);
	mh_system_relation(system, false);
	mh_system_term(system, total, -1);
	for (size_t i = 0; i < count; i++)
		mh_system_term(system, parts[i], 1);
	return total;
}

/* The sums over one dimension of a box whose sizes are known; the box of sums, one size less. */
static void sum_over(struct mh_system *system, const size_t *box, size_t before, size_t size, size_t after, size_t *out)
{
	size_t parts[8];

	for (size_t b = 0; b < before; b++)
		for (size_t a = 0; a < after; a++) {
			for (size_t i = 0; i < size; i++)
				parts[i] = box[(b * size + i) * after + a];
			out[b * after + a] = add_sum(system, parts, size);
		}
}

/* All margins of a box of a x b x c. */
static void add_margins(struct mh_system *system, const size_t *box, size_t a, size_t b, size_t c)
{
	size_t ab[64], ac[64], bc[64], one[8], other[8], total;

	sum_over(system, box, a * b, c, 1, ab);
	sum_over(system, box, a, b, c, ac);
	sum_over(system, box, 1, a, b * c, bc);
	sum_over(system, ab, a, b, 1, one);
	sum_over(system, ab, 1, a, b, other);
	total = add_sum(system, one, a);
	mh_system_relation(system, false);
	mh_system_term(system, total, -1);
	for (size_t i = 0; i < b; i++)
		mh_system_term(system, other[i], 1);
	/* the other two-way margins sum to the same one-way margins */
	for (size_t i = 0; i < a; i++) {
		mh_system_relation(system, false);
		mh_system_term(system, one[i], -1);
		for (size_t k = 0; k < c; k++)
			mh_system_term(system, ac[i * c + k], 1);
	}
	for (size_t j = 0; j < b; j++) {
		mh_system_relation(system, false);
		mh_system_term(system, other[j], -1);
		for (size_t k = 0; k < c; k++)
			mh_system_term(system, bc[j * c + k], 1);
	}
}

static void box_of(struct mh_system *system, size_t a, size_t b, size_t c)
{
	size_t box[64];

	for (size_t i = 0; i < a * b * c; i++)
		box[i] = add(system, some());
	if (c > 1) {
		add_margins(system, box, a, b, c);
		return;
	}
	size_t rows[8], columns[8], groups[2], total;
	sum_over(system, box, a, b, 1, rows);
	sum_over(system, box, 1, a, b, columns);
	total = add_sum(system, rows, a);
	mh_system_relation(system, false);
	mh_system_term(system, total, -1);
	for (size_t i = 0; i < b; i++)
		mh_system_term(system, columns[i], 1);
	if (seed % 2 && a > 3) {	/* groups of rows, in the margin */
		groups[0] = add_sum(system, rows, 2);
		groups[1] = add_sum(system, rows + 2, a - 2);
		mh_system_relation(system, false);
		mh_system_term(system, total, -1);
		mh_system_term(system, groups[0], 1);
		mh_system_term(system, groups[1], 1);
	}
}

static void two_dimensions(struct mh_system *system)
{
	box_of(system, 2 + roll(4), 2 + roll(3), 1);
}

static void three_dimensions(struct mh_system *system)
{
	box_of(system, 2 + roll(2), 2 + roll(2), 2 + roll(2));
}

/* Cells overlap: each no larger than the margin, which is no larger than their sum. */
static void overlapping(struct mh_system *system)
{
	const size_t years = 2 + roll(2), forms = 2 + roll(3);
	size_t margins[4], cells[6];

	for (size_t y = 0; y < years; y++) {
		int64_t sum = 0, most = 0;

		for (size_t f = 0; f < forms; f++) {
			cells[f] = add(system, some());
			sum += system->numbers[cells[f]].value;
			most = system->numbers[cells[f]].value > most ? system->numbers[cells[f]].value : most;
		}
		margins[y] = add(system, most + roll((uint32_t)(sum - most) + 1));
		for (size_t f = 0; f < forms; f++) {
			mh_system_relation(system, true);
			mh_system_term(system, margins[y], 1);
			mh_system_term(system, cells[f], -1);
		}
		mh_system_relation(system, true);
		mh_system_term(system, margins[y], -1);
		for (size_t f = 0; f < forms; f++)
			mh_system_term(system, cells[f], 1);
	}
	add_sum(system, margins, years);
}

/* Two tables of the same units: their margins of years are the same numbers. */
static void linked(struct mh_system *system)
{
	const size_t years = 2 + roll(2), forms = 2 + roll(2);
	size_t cells[16], margins[4], parts[3];

	for (size_t i = 0; i < years * forms; i++)
		cells[i] = add(system, some());
	for (size_t y = 0; y < years; y++) {
		margins[y] = add_sum(system, cells + y * forms, forms);
		const int64_t all = system->numbers[margins[y]].value, one = roll((uint32_t)all + 1), two = roll((uint32_t)(all - one) + 1);

		parts[0] = add(system, one);
		parts[1] = add(system, two);
		parts[2] = add(system, all - one - two);
		mh_system_relation(system, false);
		mh_system_term(system, margins[y], -1);
		for (size_t i = 0; i < 3; i++)
			mh_system_term(system, parts[i], 1);
	}
	add_sum(system, margins, years);
}

/* A table, and the same later, when more came in: the differences are numbers that nobody prints and everybody can compute. */
static void two_editions(struct mh_system *system)
{
	const size_t forms = 3 + roll(3);
	size_t before[6], later[6];

	for (size_t f = 0; f < forms; f++) {
		before[f] = add(system, some());
		const int64_t more = roll(3) ? 0 : some(), value = system->numbers[before[f]].value + more;
		const size_t added = mh_system_number(system, &(struct mh_number){ more, MH_NO_CEILING, 0, more == 0, more > 0 });

		later[f] = add(system, value);
		mh_system_relation(system, false);
		mh_system_term(system, later[f], -1);
		mh_system_term(system, before[f], 1);
		mh_system_term(system, added, 1);
	}
	add_sum(system, before, forms);
	add_sum(system, later, forms);
}

/* ---- readers ---- */

/* Everybody knows that what is hidden is not 0. */
static void demand_all(struct mh_system *system, size_t reader)
{
	for (size_t i = 0; i < system->count; i++) {
		const int64_t value = system->numbers[i].value;

		if (value <= 0 || value >= THRESHOLD)
			continue;
		mh_system_demand(system, i, THRESHOLD, reader);
		if (reader == 0)
			mh_system_demand(system, i, value - 1, reader);
	}
}

/* A partner contributed a part of each first cell, and so of each sum of them: what relations make of it. */
static void add_partner(struct mh_system *system)
{
	const size_t reader = mh_system_reader(system, 0);
	int64_t *const own = system->readers[reader].floors;
	bool *const is_sum = mh_alloc(system->count, sizeof *is_sum);

	for (size_t r = 0; r < system->relation_count; r++)
		is_sum[system->terms[system->relations[r].first].number] = true;
	for (size_t i = 0; i < system->count; i++)
		own[i] = is_sum[i] || system->numbers[i].value == 0 ? 0 : roll((uint32_t)system->numbers[i].value + 1);
	for (size_t r = 0; r < system->relation_count; r++) {
		const struct mh_relation *const relation = &system->relations[r];
		int64_t sum = 0;

		for (size_t t = relation->first + 1; t < relation->first + relation->count; t++)
			sum += own[system->terms[t].number];
		own[system->terms[relation->first].number] = sum;
	}
	free(is_sum);
	demand_all(system, reader);
}

/* No solution of a system that can be met at all is open to attack; what cannot be met is said. */
static bool survives(struct mh_system *system, bool partner)
{
	struct mh_hiding hiding;

	mh_system_finish(system);
	mh_system_reader(system, 0);
	demand_all(system, 0);
	if (partner)
		add_partner(system);
	const bool done = mh_hide(system, 300000, &hiding);
	if (done)
		attack(system, hiding.hidden);
	else
		assert_true(hiding.failed < system->demand_count);
	mh_hiding_free(&hiding, system);
	mh_system_free(system);
	return done;
}

static int tables(void)
{
	const char *const text = getenv("MH_TABLES");

	return text != NULL ? atoi(text) : 160;
}

static void stands_against_the_attacker(void **state)
{
	static const struct { void (*make)(struct mh_system *); bool partner; } kinds[] = {
		{ two_dimensions, false }, { three_dimensions, false }, { overlapping, false }, { linked, false }, { two_editions, false },
		{ two_dimensions, true }, { three_dimensions, true }, { linked, true },
	};
	int done = 0;

	(void)state;
	for (int n = 0; n < tables(); n++) {
		struct mh_system system = MH_SYSTEM_INIT;

		seed = (uint32_t)n * 2654435761u + 17;
		kinds[n % (int)MH_COUNT(kinds)].make(&system);
		done += survives(&system, kinds[n % (int)MH_COUNT(kinds)].partner);
	}
	assert_true(done * 10 > tables() * 7);	/* most can be shown */
}

/* ---- instances with a known optimum ---- */

static void costs_no_more_than_it_must(void **state)
{
	static const struct { const char *name; int optimum; } instances[] = {
		{ "d2_06x05_n120", 0 }, { "d2_10x08_n300", 16 }, { "e2_10x08_n1500", 22 }, { "e2_20x12_n6000", 19 },
		{ "eh2_20x12_n6000", 69 }, { "d3_04x04x03_n200", 176 }, { "e3_06x05x04_n3000", 160 },
	};
	double ratios = 0;

	(void)state;
	for (size_t f = 0; f < MH_COUNT(instances); f++) {
		struct mh_system system = MH_SYSTEM_INIT;
		struct mh_hiding hiding;
		char file[100];

		snprintf(file, sizeof file, "tests/data/sdc/%s.jj", instances[f].name);
		jj_read(file, &system);
		assert_true(mh_hide(&system, 15000000, &hiding));
		assert_true(hiding.cost >= instances[f].optimum && hiding.cost * 10 <= instances[f].optimum * 11);
		ratios += instances[f].optimum > 0 ? (double)hiding.cost / instances[f].optimum : 1;
		mh_hiding_free(&hiding, &system);
		mh_system_free(&system);
	}
	assert_true(ratios / (double)MH_COUNT(instances) <= 1.02);
}

static void answers_the_same_twice(void **state)
{
	struct mh_hiding one, two;
	struct mh_system system = MH_SYSTEM_INIT;

	(void)state;
	jj_read("tests/data/sdc/e3_06x05x04_n3000.jj", &system);
	assert_true(mh_hide(&system, 2000000, &one) && mh_hide(&system, 2000000, &two));
	assert_memory_equal(one.hidden, two.hidden, system.count * sizeof *one.hidden);
	mh_hiding_free(&one, &system);
	mh_hiding_free(&two, &system);
	mh_system_free(&system);
}

/* A small number whose sum is published and whose only neighbour is 0 cannot be saved unless the sum is hidden; if that is known already, not at all. */
static void says_what_cannot_be_met(void **state)
{
	struct mh_system system = MH_SYSTEM_INIT;
	struct mh_hiding hiding;

	(void)state;
	mh_system_number(&system, &(struct mh_number){ 3, MH_NO_CEILING, 1, false, true });
	mh_system_number(&system, &(struct mh_number){ 3, MH_NO_CEILING, 1, true, false });
	mh_system_relation(&system, false);
	mh_system_term(&system, 0, 1);
	mh_system_term(&system, 1, -1);
	mh_system_finish(&system);
	mh_system_reader(&system, 0);
	mh_system_demand(&system, 0, 5, 0);
	assert_false(mh_hide(&system, 1000, &hiding));
	assert_int_equal(hiding.failed, 0);
	mh_hiding_free(&hiding, &system);
	mh_system_free(&system);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(costs_no_more_than_it_must),
		cmocka_unit_test(answers_the_same_twice),
		cmocka_unit_test(says_what_cannot_be_met),
		cmocka_unit_test(stands_against_the_attacker),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
