/* A release: its numbers, each once, and the sums that they stand in. */

#include "report/release.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "report/release_link.h"

/* Hiding few cells matters more than hiding small ones; a margin is worth ten cells, the total a hundred. */
static int64_t cost_of(const struct mh_cube *cube, size_t row, size_t column)
{
	int64_t value = mh_cube_at(cube, row, column), cost = 10000 + (value < 10000 ? value : 10000);

	if (row == cube->rows.count)
		cost *= 10;
	if (column == cube->columns.count && cube->columns.count)
		cost *= 10;
	return cost;
}

size_t mh_cube_cells(const struct mh_cube *cube)
{
	return (cube->rows.count + 1) * (cube->columns.count + 1);
}

struct named { char *key; struct mh_number number; };

static int by_key(const void *a, const void *b)
{
	return strcmp(((const struct named *)a)->key, ((const struct named *)b)->key);
}

static struct named name_number(const struct mh_release *rel, const struct mh_cube *cube, size_t row, size_t column)
{
	const int64_t value = mh_cube_at(cube, row, column);
	const bool small = value > 0 && value < rel->threshold;

	return (struct named){ mh_release_key(cube, row, column, true), { value, MH_NO_CEILING, cost_of(cube, row, column), value == 0, small } };
}

/* One number for each key; where it stands in several tables it costs what it costs in the dearest. */
static void collect(struct mh_release *rel)
{
	struct named *all;
	size_t room = 0, used = 0;

	for (size_t t = 0; t < rel->count; t++)
		room += mh_cube_cells(rel->cubes[t]);
	all = mh_alloc(room + 1, sizeof *all);
	rel->keys = mh_alloc(room + 1, sizeof *rel->keys);
	for (size_t t = 0; t < rel->count; t++)
		for (size_t r = 0; !rel->cubes[t]->withheld && r <= rel->cubes[t]->rows.count; r++)
			for (size_t c = 0; c <= rel->cubes[t]->columns.count; c++)
				all[used++] = name_number(rel, rel->cubes[t], r, c);
	qsort(all, used, sizeof *all, by_key);
	for (size_t i = 0; i < used; i++) {
		const size_t last = rel->system.count - 1;

		if (rel->system.count > 0 && strcmp(rel->keys[last], all[i].key) == 0) {
			if (rel->system.numbers[last].cost < all[i].number.cost)
				rel->system.numbers[last].cost = all[i].number.cost;
			free(all[i].key);
			continue;
		}
		rel->keys[mh_system_number(&rel->system, &all[i].number)] = all[i].key;
	}
	rel->key_count = rel->system.count;
	free(all);
}

static int compare_texts(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

size_t mh_release_find(const struct mh_release *rel, char *key)
{
	char **const found = bsearch(&key, rel->keys, rel->key_count, sizeof *rel->keys, compare_texts);

	free(key);
	return found != NULL ? (size_t)(found - rel->keys) : MH_NO_NUMBER;
}

size_t mh_release_number(const struct mh_release *rel, const struct mh_cube *cube, size_t row, size_t column)
{
	return mh_release_find(rel, mh_release_key(cube, row, column, true));
}

/* Where units overlap: each part no larger than the whole, and the whole no larger than their sum. */
static void relate_overlap(struct mh_release *rel, size_t whole, const size_t *parts, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (rel->system.numbers[parts[i]].fixed)
			continue;
		mh_system_relation(&rel->system, true);
		mh_system_term(&rel->system, whole, 1);
		mh_system_term(&rel->system, parts[i], -1);
	}
	mh_system_relation(&rel->system, true);
	mh_system_term(&rel->system, whole, -1);
	for (size_t i = 0; i < count; i++)
		mh_system_term(&rel->system, parts[i], 1);
}

void mh_release_relate(struct mh_release *rel, size_t whole, const size_t *parts, size_t count, bool overlap)
{
	if (overlap) {
		relate_overlap(rel, whole, parts, count);
		return;
	}
	mh_system_relation(&rel->system, false);
	mh_system_term(&rel->system, whole, -1);
	for (size_t i = 0; i < count; i++)
		mh_system_term(&rel->system, parts[i], 1);
}

/* The sums of a table: each row, each column, and the margins. */
static void relate_table(struct mh_release *rel, const struct mh_cube *cube, const size_t *numbers)
{
	const size_t rows = cube->rows.count, columns = cube->columns.count;
	const bool down = mh_cube_overlaps(cube, true), across = mh_cube_overlaps(cube, false);
	size_t *const parts = mh_alloc(rows + columns + 1, sizeof *parts);

	for (size_t r = 0; columns > 0 && r <= rows; r++) {
		for (size_t c = 0; c < columns; c++)
			parts[c] = numbers[mh_cube_index(cube, r, c)];
		mh_release_relate(rel, numbers[mh_cube_index(cube, r, columns)], parts, columns, across);
	}
	for (size_t c = 0; c <= columns; c++) {
		for (size_t r = 0; r < rows; r++)
			parts[r] = numbers[mh_cube_index(cube, r, c)];
		mh_release_relate(rel, numbers[mh_cube_index(cube, rows, c)], parts, rows, down);
	}
	free(parts);
}

void mh_release_build(struct mh_release *rel)
{
	collect(rel);
	rel->numbers = mh_alloc(rel->count + 1, sizeof *rel->numbers);
	for (size_t t = 0; t < rel->count; t++) {
		const struct mh_cube *const cube = rel->cubes[t];

		if (cube->withheld)
			continue;
		rel->numbers[t] = mh_alloc(mh_cube_cells(cube), sizeof **rel->numbers);
		for (size_t r = 0; r <= cube->rows.count; r++)
			for (size_t c = 0; c <= cube->columns.count; c++)
				rel->numbers[t][mh_cube_index(cube, r, c)] = mh_release_number(rel, cube, r, c);
		relate_table(rel, cube, rel->numbers[t]);
	}
	mh_release_link(rel);
	mh_system_finish(&rel->system);
}

void mh_release_free(struct mh_release *rel)
{
	for (size_t i = 0; i < rel->key_count; i++)
		free(rel->keys[i]);
	for (size_t t = 0; rel->numbers != NULL && t < rel->count; t++)
		free(rel->numbers[t]);
	free(rel->keys);
	free(rel->numbers);
	mh_system_free(&rel->system);
	rel->keys = NULL;
	rel->key_count = 0;
	rel->numbers = NULL;
}
