/* Links between tables of a release: keys, periods inside one another, conditions. */

#include "report/release_link.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/str.h"
#include "report/period.h"
#include "store/measure.h"

/* What is fixed of a number: the code of a dimension, or a condition that is none (dimension ""). */
struct fixed { const char *dimension; size_t dimension_len; const char *code; };

static int compare_fixed(const void *a, const void *b)
{
	const struct fixed *const left = a, *const right = b;
	const size_t len = left->dimension_len < right->dimension_len ? left->dimension_len : right->dimension_len;
	const int order = memcmp(left->dimension, right->dimension, len);

	if (order != 0 || left->dimension_len != right->dimension_len)
		return order != 0 ? order : left->dimension_len < right->dimension_len ? -1 : 1;
	return strcmp(left->code, right->code);
}

#define WORD "abcdefghijklmnopqrstuvwxyz0123456789-"

/* "form=labour" fixes a code as a row does; any other condition fixes itself. */
static struct fixed read_condition(const struct mh_cube *cube)
{
	const struct mh_measure *const measure = mh_measure_find(cube->measure);
	const size_t len = strspn(cube->condition, WORD);
	char *const name = mh_strndup(cube->condition, len);
	const bool simple = measure != NULL && mh_dimension_find(measure, name) != NULL && cube->condition[len] == '='
		&& cube->condition[len + 1] != '\0' && cube->condition[len + 1 + strspn(cube->condition + len + 1, WORD)] == '\0';

	free(name);
	return simple ? (struct fixed){ cube->condition, len, cube->condition + len + 1 } : (struct fixed){ "", 0, cube->condition };
}

char *mh_release_key(const struct mh_cube *cube, size_t row, size_t column, bool condition)
{
	struct fixed all[3];
	struct mh_str key;
	size_t count = 0;

	if (row < cube->rows.count)
		all[count++] = (struct fixed){ cube->rows.dimension, strlen(cube->rows.dimension), cube->rows.codes[row] };
	if (column < cube->columns.count)
		all[count++] = (struct fixed){ cube->columns.dimension, strlen(cube->columns.dimension), cube->columns.codes[column] };
	if (condition && cube->condition != NULL)
		all[count++] = read_condition(cube);
	qsort(all, count, sizeof *all, compare_fixed);
	mh_str_init(&key, 64 * 1024);
	mh_str_printf(&key, "%s\x1f%s", cube->measure, cube->scope);
	for (size_t i = 0; i < count; i++)
		if (i == 0 || compare_fixed(&all[i - 1], &all[i]) != 0)
			mh_str_printf(&key, "\x1e%.*s\x1f%s", (int)all[i].dimension_len, all[i].dimension, all[i].code);
	return mh_str_steal(&key);
}

/* ---- periods ---- */

static bool same_text(const char *a, const char *b)
{
	return a == NULL || b == NULL ? a == b : strcmp(a, b) == 0;
}

/* Is the month, quarter or year of the one code inside that of the other? "2024-03" is in "2024-Q1", and both are in "2024". */
static bool is_inside(const char *code, const char *whole)
{
	if (strlen(whole) == 4)
		return strlen(code) > 5 && strncmp(code, whole, 4) == 0 && code[4] == '-';
	if (strlen(whole) != 7 || whole[5] != 'Q' || strlen(code) != 7 || code[5] == 'Q' || strncmp(code, whole, 5) != 0)
		return false;
	return ((code[5] - '0') * 10 + code[6] - '0' - 1) / 3 == whole[6] - '1';
}

/* A table seen along one of its axes. */
struct side { const struct mh_cube *cube; const struct mh_axis *along, *other; bool rows; };

static size_t number_at(const struct mh_release *rel, const struct side *side, size_t along, const char *other)
{
	size_t at = 0;

	while (other != NULL && at < side->other->count && strcmp(side->other->codes[at], other) != 0)
		at++;
	if (other == NULL)
		at = side->other->count;
	else if (at == side->other->count)
		return MH_NO_NUMBER;
	return mh_release_number(rel, side->cube, side->rows ? along : at, side->rows ? at : along);
}

/* What is left of a whole without its parts, such as a day of which only the year is known: printed nowhere, and computed by all. */
static size_t add_rest(struct mh_release *rel, int64_t left)
{
	return mh_system_number(&rel->system, &(struct mh_number){ left, MH_NO_CEILING, 0, left == 0, left > 0 });
}

/* The parts of one period, in the row or column of one code (NULL: the margin). */
static void link_period(struct mh_release *rel, const struct side *coarse, const struct side *fine, size_t period, const char *other)
{
	const size_t whole = number_at(rel, coarse, period, other);
	size_t *const parts = mh_alloc(fine->along->count + 2, sizeof *parts), count = 0;
	int64_t sum = 0;

	for (size_t i = 0; i < fine->along->count; i++) {
		const size_t part = is_inside(fine->along->codes[i], coarse->along->codes[period]) ? number_at(rel, fine, i, other) : MH_NO_NUMBER;

		if (part == MH_NO_NUMBER)
			continue;
		sum += rel->system.numbers[part].value;
		parts[count++] = part;
	}
	if (whole != MH_NO_NUMBER && count > 0 && sum < rel->system.numbers[whole].value)
		parts[count++] = add_rest(rel, rel->system.numbers[whole].value - sum);
	if (whole != MH_NO_NUMBER && count > 0)
		mh_release_relate(rel, whole, parts, count, sum > rel->system.numbers[whole].value);
	free(parts);
}

static void link_sides(struct mh_release *rel, const struct side *coarse, const struct side *fine)
{
	enum mh_step coarse_step, fine_step;

	if (coarse->along->dimension == NULL || fine->along->dimension == NULL || !mh_step_of(coarse->along->dimension, &coarse_step)
	    || !mh_step_of(fine->along->dimension, &fine_step) || coarse_step >= fine_step)
		return;
	for (size_t p = 0; p < coarse->along->count; p++) {
		link_period(rel, coarse, fine, p, NULL);
		for (size_t o = 0; same_text(coarse->other->dimension, fine->other->dimension) && o < coarse->other->count; o++)
			link_period(rel, coarse, fine, p, coarse->other->codes[o]);
	}
}

static struct side side_of(const struct mh_cube *cube, bool rows)
{
	return (struct side){ cube, rows ? &cube->rows : &cube->columns, rows ? &cube->columns : &cube->rows, rows };
}

static void link_periods(struct mh_release *rel, const struct mh_cube *a, const struct mh_cube *b)
{
	if (strcmp(a->measure, b->measure) != 0 || strcmp(a->scope, b->scope) != 0 || !same_text(a->condition, b->condition))
		return;
	for (int way = 0; way < 4; way++) {
		const struct side coarse = side_of(a, way & 1), fine = side_of(b, way & 2);

		link_sides(rel, &coarse, &fine);
	}
}

/* ---- conditions ---- */

static void link_condition(struct mh_release *rel, size_t whole, size_t part)
{
	const int64_t left = rel->system.numbers[whole].value - rel->system.numbers[part].value;

	if (whole == part || left < 0)
		return;
	mh_release_relate(rel, whole, (const size_t[]){ part, add_rest(rel, left) }, 2, false);
}

static void link_conditions(struct mh_release *rel, const struct mh_cube *cube)
{
	for (size_t r = 0; r <= cube->rows.count; r++)
		for (size_t c = 0; c <= cube->columns.count; c++) {
			const size_t whole = mh_release_find(rel, mh_release_key(cube, r, c, false));

			if (whole != MH_NO_NUMBER)
				link_condition(rel, whole, mh_release_number(rel, cube, r, c));
		}
}

void mh_release_link(struct mh_release *rel)
{
	for (size_t a = 0; a < rel->count; a++) {
		if (rel->cubes[a]->withheld)
			continue;
		for (size_t b = 0; b < rel->count; b++)
			if (!rel->cubes[b]->withheld)
				link_periods(rel, rel->cubes[a], rel->cubes[b]);
		if (rel->cubes[a]->condition != NULL)
			link_conditions(rel, rel->cubes[a]);
	}
}
