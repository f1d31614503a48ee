/* A release: its numbers, what is shared, what the zeros tell, the networks. */

#include "report/release.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/str.h"

/* "measure, scope, what is fixed": the total of a year has the same key in each table of its measure. */
static char *quantity_key(const struct mh_cube *cube, size_t row, size_t column)
{
	const char *parts[2][2] = { { "", "" }, { "", "" } };
	size_t count = 0, swap;
	struct mh_str key;

	if (row < cube->rows.count) {
		parts[count][0] = cube->rows.dimension;
		parts[count++][1] = cube->rows.codes[row];
	}
	if (column < cube->columns.count) {
		parts[count][0] = cube->columns.dimension;
		parts[count++][1] = cube->columns.codes[column];
	}
	swap = count == 2 && strcmp(parts[0][0], parts[1][0]) > 0;
	mh_str_init(&key, 64 * 1024);
	mh_str_printf(&key, "%s\x1f%s\x1f%s\x1e%s\x1f%s\x1e%s", cube->measure, cube->scope,
		parts[swap][0], parts[swap][1], parts[!swap][0], parts[!swap][1]);
	return mh_str_steal(&key);
}

static int compare_keys(const void *a, const void *b)
{
	return strcmp(((const struct mh_quantity *) a)->key, ((const struct mh_quantity *) b)->key);
}

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

/* One quantity for each number; numbers of the same key become one, and shared. */
static void collect(struct mh_release *rel)
{
	size_t t, r, c, room = 0, from, to = 0;

	for (t = 0; t < rel->count; t++)
		room += mh_cube_cells(rel->cubes[t]);
	rel->all = mh_alloc(room + 1, sizeof(*rel->all));
	for (t = 0; t < rel->count; t++) {
		for (r = 0; !rel->cubes[t]->withheld && r <= rel->cubes[t]->rows.count; r++) {
			for (c = 0; c <= rel->cubes[t]->columns.count; c++) {
				rel->all[rel->all_count].key = quantity_key(rel->cubes[t], r, c);
				rel->all[rel->all_count].value = mh_cube_at(rel->cubes[t], r, c);
				rel->all[rel->all_count++].cost = cost_of(rel->cubes[t], r, c);
			}
		}
	}
	qsort(rel->all, rel->all_count, sizeof(*rel->all), compare_keys);
	for (from = 0; from < rel->all_count; from++) {
		if (to && strcmp(rel->all[to - 1].key, rel->all[from].key) == 0) {
			rel->all[to - 1].shared = true;
			if (rel->all[to - 1].cost < rel->all[from].cost)
				rel->all[to - 1].cost = rel->all[from].cost;
			free(rel->all[from].key);
			continue;
		}
		rel->all[to++] = rel->all[from];
	}
	rel->all_count = to;
	rel->trail = mh_alloc(to + 1, sizeof(*rel->trail));
}

static size_t find_quantity(const struct mh_release *rel, const struct mh_cube *cube, size_t row, size_t column)
{
	struct mh_quantity wanted = { .key = quantity_key(cube, row, column) };
	const struct mh_quantity *found = bsearch(&wanted, rel->all, rel->all_count, sizeof(*rel->all), compare_keys);

	free(wanted.key);
	return (size_t) (found - rel->all);
}

static int64_t raise_least(struct mh_release *rel, const struct mh_net *net, size_t row, size_t column, int64_t least)
{
	struct mh_quantity *q = &rel->all[net->quantities[mh_cube_index(net->cube, row, column)]];

	if (least > q->least)
		q->least = least;
	return least;
}

/* What the shown zeros tell: a margin that is a true sum has at least 1 for each of its parts that is not zero. */
static void find_least(struct mh_release *rel, const struct mh_net *net)
{
	const struct mh_cube *cube = net->cube;
	size_t rows = cube->rows.count, columns = cube->columns.count, r, c;
	int64_t down = 0, across = 0, line;

	for (r = 0; r < rows; r++) {
		for (line = 0, c = 0; c < columns; c++)
			line += mh_cube_at(cube, r, c) > 0;
		down += raise_least(rel, net, r, columns, net->across || !columns ? mh_cube_at(cube, r, columns) > 0 : line);
	}
	for (c = 0; c < columns; c++) {
		for (line = 0, r = 0; r < rows; r++)
			line += mh_cube_at(cube, r, c) > 0;
		across += raise_least(rel, net, rows, c, net->down ? line > 0 : line);
	}
	raise_least(rel, net, rows, columns, net->down ? 0 : down);
	raise_least(rel, net, rows, columns, net->across ? 0 : across);
}

/* A line with one cell that is not zero: it is its margin, so what the zeros of another table tell of the one they tell of the
 * other. True when something was learnt. */
static bool pair_least(struct mh_release *rel, const struct mh_net *net, bool down, size_t line)
{
	const struct mh_cube *cube = net->cube;
	size_t length = down ? cube->rows.count : cube->columns.count, i, only = 0, count = 0;
	struct mh_quantity *cell, *margin;

	for (i = 0; i < length; i++) {
		if (mh_cube_at(cube, down ? i : line, down ? line : i) > 0) {
			only = i;
			count++;
		}
	}
	if (count != 1)
		return false;
	cell = &rel->all[net->quantities[mh_cube_index(cube, down ? only : line, down ? line : only)]];
	margin = &rel->all[net->quantities[mh_cube_index(cube, down ? length : line, down ? line : length)]];
	if (cell->least == margin->least)
		return false;
	cell->least = margin->least = cell->least > margin->least ? cell->least : margin->least;
	return true;
}

static void spread_least(struct mh_release *rel)
{
	bool learnt = true;
	size_t t, i;

	while (learnt) {
		learnt = false;
		for (t = 0; t < rel->count; t++) {
			if (rel->cubes[t]->withheld)
				continue;
			for (i = 0; i <= rel->cubes[t]->columns.count; i++)
				learnt = pair_least(rel, &rel->nets[t], true, i) || learnt;
			for (i = 0; i <= rel->cubes[t]->rows.count; i++)
				learnt = pair_least(rel, &rel->nets[t], false, i) || learnt;
		}
	}
}

void mh_release_build(struct mh_release *rel)
{
	size_t t, r, c, *quantities;

	collect(rel);
	rel->nets = mh_alloc(rel->count + 1, sizeof(*rel->nets));
	for (t = 0; t < rel->count; t++) {
		if (rel->cubes[t]->withheld)
			continue;
		quantities = mh_alloc(mh_cube_cells(rel->cubes[t]), sizeof(*quantities));
		for (r = 0; r <= rel->cubes[t]->rows.count; r++) {
			for (c = 0; c <= rel->cubes[t]->columns.count; c++)
				quantities[mh_cube_index(rel->cubes[t], r, c)] = find_quantity(rel, rel->cubes[t], r, c);
		}
		mh_net_init(&rel->nets[t], rel->cubes[t], quantities, rel->all);
		find_least(rel, &rel->nets[t]);
	}
	spread_least(rel);
}

void mh_release_free(struct mh_release *rel)
{
	size_t i;

	for (i = 0; i < rel->all_count; i++)
		free(rel->all[i].key);
	for (i = 0; rel->nets && i < rel->count; i++)
		mh_net_free(&rel->nets[i]);
	free(rel->all);
	free(rel->nets);
	free(rel->trail);
	rel->all = NULL;
	rel->nets = NULL;
	rel->trail = NULL;
	rel->all_count = 0;
}
