/* A cube of distinct units: cells, margins, total. */

#include "report/cube.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "store/measure.h"

/* Missing values in the order in which they stand at the end. */
static const char *const missing[] = { "unknown", "not-asked", "", MH_CODE_ERASED };

void mh_cube_init(struct mh_cube *cube, const char *measure, const char *scope, const char *row, const char *column)
{
	memset(cube, 0, sizeof(*cube));
	cube->measure = mh_strdup(measure);
	cube->scope = mh_strdup(scope);
	cube->rows.dimension = mh_strdup(row);
	cube->columns.dimension = mh_strdup(column);
	cube->row_room = 8;
	cube->column_room = 8;
	cube->cells = mh_alloc(64, sizeof(*cube->cells));
}

static void axis_free(struct mh_axis *axis)
{
	size_t i;

	for (i = 0; i < axis->count; i++) {
		free(axis->codes[i]);
		free(axis->labels[i]);
	}
	free(axis->codes);
	free(axis->labels);
	free(axis->declared);
	free(axis->dimension);
	memset(axis, 0, sizeof(*axis));
}

void mh_cube_free(struct mh_cube *cube)
{
	axis_free(&cube->rows);
	axis_free(&cube->columns);
	free(cube->measure);
	free(cube->scope);
	free(cube->condition);
	free(cube->cells);
	free(cube->hidden);
	free(cube->seen);
	memset(cube, 0, sizeof(*cube));
}

bool mh_code_missing(const char *code)
{
	size_t i;

	for (i = 0; i < MH_COUNT(missing); i++) {
		if (strcmp(code, missing[i]) == 0)
			return true;
	}
	return false;
}

/* While a cube is filled its margins are row 0 and column 0, so that they need not move when a code is met. */
static void make_room(struct mh_cube *cube)
{
	size_t rows = cube->row_room, columns = cube->column_room, r;
	int64_t *cells;

	while (cube->rows.count + 1 > rows)
		rows *= 2;
	while (cube->columns.count + 1 > columns)
		columns *= 2;
	if (rows == cube->row_room && columns == cube->column_room)
		return;
	cells = mh_alloc(rows * columns, sizeof(*cells));
	for (r = 0; r < cube->row_room; r++)
		memcpy(cells + r * columns, cube->cells + r * cube->column_room, cube->column_room * sizeof(*cells));
	free(cube->cells);
	cube->cells = cells;
	cube->row_room = rows;
	cube->column_room = columns;
}

/* Index of a code, which is added when it is new. */
static enum mh_status intern(struct mh_axis *axis, const char *code, size_t len, bool declared, size_t *out, struct mh_err *err)
{
	size_t i;

	for (i = 0; i < axis->count; i++) {
		if (strncmp(axis->codes[i], code, len) == 0 && axis->codes[i][len] == '\0')
			break;
	}
	*out = i;
	if (i < axis->count)
		return MH_OK;
	if (i == MH_AXIS_MOST)
		return mh_fail(err, MH_INPUT, _("%s: more than %d codes in one table: choose a coarser dimension or a condition"),
			axis->dimension, MH_AXIS_MOST);
	if (i == axis->room) {
		axis->room = axis->room ? axis->room * 2 : 16;
		axis->codes = mh_grow(axis->codes, axis->room, sizeof(*axis->codes));
		axis->labels = mh_grow(axis->labels, axis->room, sizeof(*axis->labels));
		axis->declared = mh_grow(axis->declared, axis->room, sizeof(*axis->declared));
	}
	axis->codes[i] = mh_strndup(code, len);
	axis->labels[i] = mh_strndup(code, len);
	axis->declared[i] = declared;
	axis->count++;
	return MH_OK;
}

static enum mh_status declare(struct mh_cube *cube, struct mh_axis *axis, const char *code, struct mh_err *err)
{
	enum mh_status status;
	size_t index;

	assert(!cube->finished);
	status = intern(axis, code, strlen(code), true, &index, err);
	make_room(cube);
	return status;
}

enum mh_status mh_cube_declare_row(struct mh_cube *cube, const char *code, struct mh_err *err)
{
	return declare(cube, &cube->rows, code, err);
}

enum mh_status mh_cube_declare_column(struct mh_cube *cube, const char *code, struct mh_err *err)
{
	return declare(cube, &cube->columns, code, err);
}

/* A unit in a cell as one number that is never 0: ids of persons are below 2^40, codes of an axis below 2^12. */
static uint64_t seen_key(int64_t unit, size_t row, size_t column)
{
	return (uint64_t) unit << 24 | (uint64_t) row << 12 | (uint64_t) column;
}

/* Where the key is in the set, or where it would be. */
static size_t seen_place(const uint64_t *seen, size_t room, uint64_t key)
{
	uint64_t mixed = key * UINT64_C(0x9e3779b97f4a7c15);
	size_t at = (size_t) (mixed ^ mixed >> 32) & (room - 1);

	while (seen[at] && seen[at] != key)
		at = (at + 1) & (room - 1);
	return at;
}

static void seen_grow(struct mh_cube *cube)
{
	size_t room = cube->seen_room ? cube->seen_room * 2 : 1024, i;
	uint64_t *seen = mh_alloc(room, sizeof(*seen));

	for (i = 0; i < cube->seen_room; i++) {
		if (cube->seen[i])
			seen[seen_place(seen, room, cube->seen[i])] = cube->seen[i];
	}
	free(cube->seen);
	cube->seen = seen;
	cube->seen_room = room;
}

/* Was the unit counted in this cell before? It is from now on. */
static bool seen_before(struct mh_cube *cube, int64_t unit, size_t row, size_t column)
{
	uint64_t key = seen_key(unit, row, column);
	size_t at;

	if (cube->seen_count * 2 >= cube->seen_room)
		seen_grow(cube);
	at = seen_place(cube->seen, cube->seen_room, key);
	if (cube->seen[at])
		return true;
	cube->seen[at] = key;
	cube->seen_count++;
	return false;
}

/* Counts in one cell, unless this unit was counted there already. */
static void count_in(struct mh_cube *cube, size_t row, size_t column, int64_t unit, int64_t count)
{
	if (!unit || !seen_before(cube, unit, row, column))
		cube->cells[row * cube->column_room + column] += count;
}

#define SET_MOST 64	/* codes that one unit can have in one dimension */

/* Splits a ';'-joined set into indexes (from 1: 0 is the margin), each once. */
static enum mh_status split(struct mh_axis *axis, const char *set, size_t indexes[SET_MOST], size_t *count, struct mh_err *err)
{
	enum mh_status status;
	size_t len, index, i;

	*count = 0;
	for (;;) {
		len = strcspn(set, ";");
		status = intern(axis, set, len, false, &index, err);
		if (status != MH_OK)
			return status;
		for (i = 0; i < *count && indexes[i] != index + 1; i++)
			;
		if (i == SET_MOST)
			return mh_fail(err, MH_INPUT, _("%s: a set of more than %d codes"), axis->dimension, SET_MOST);
		indexes[i] = index + 1;
		if (i == *count)
			(*count)++;
		if (!set[len])
			return MH_OK;
		set += len + 1;
	}
}

enum mh_status mh_cube_add(struct mh_cube *cube, const char *row, const char *column, int64_t unit, int64_t count, struct mh_err *err)
{
	size_t rows[SET_MOST], columns[SET_MOST], row_count, column_count = 0, r, c;
	enum mh_status status;

	assert(!cube->finished && !column == !cube->columns.dimension);
	status = split(&cube->rows, row, rows, &row_count, err);
	if (status == MH_OK && column)
		status = split(&cube->columns, column, columns, &column_count, err);
	if (status != MH_OK)
		return status;
	make_room(cube);
	for (r = 0; r < row_count; r++) {
		for (c = 0; c < column_count; c++)
			count_in(cube, rows[r], columns[c], unit, count);
		count_in(cube, rows[r], 0, unit, count);
	}
	for (c = 0; c < column_count; c++)
		count_in(cube, 0, columns[c], unit, count);
	count_in(cube, 0, 0, unit, count);
	return MH_OK;
}

/* Group 0: declared; 1: met; 2 and more: missing values. */
static size_t group(const struct mh_axis *axis, size_t i)
{
	size_t m;

	for (m = 0; m < MH_COUNT(missing); m++) {
		if (strcmp(axis->codes[i], missing[m]) == 0)
			return 2 + m;
	}
	return axis->declared[i] ? 0 : 1;
}

/* Does code a stand before code b? */
static bool before(const struct mh_axis *axis, size_t a, size_t b)
{
	size_t group_a = group(axis, a), group_b = group(axis, b);

	if (group_a != group_b)
		return group_a < group_b;
	if (group_a == 0)
		return a < b;
	return strcmp(axis->codes[a], axis->codes[b]) < 0;
}

/* Sorts an axis by insertion; order gets for each new place the old one. */
static size_t *sort_axis(struct mh_axis *axis)
{
	size_t *order = mh_alloc(axis->count + 1, sizeof(*order));
	char **codes = mh_alloc(axis->count + 1, sizeof(*codes)), **labels = mh_alloc(axis->count + 1, sizeof(*labels));
	bool *declared = mh_alloc(axis->count + 1, sizeof(*declared));
	size_t i, at;

	for (i = 0; i < axis->count; i++) {
		for (at = i; at > 0 && before(axis, i, order[at - 1]); at--)
			order[at] = order[at - 1];
		order[at] = i;
	}
	for (i = 0; i < axis->count; i++) {
		codes[i] = axis->codes[order[i]];
		labels[i] = axis->labels[order[i]];
		declared[i] = axis->declared[order[i]];
	}
	free(axis->codes);
	free(axis->labels);
	free(axis->declared);
	axis->codes = codes;
	axis->labels = labels;
	axis->declared = declared;
	axis->room = axis->count + 1;
	return order;
}

void mh_cube_finish(struct mh_cube *cube)
{
	size_t *row_order = sort_axis(&cube->rows), *column_order = sort_axis(&cube->columns);
	size_t rows = cube->rows.count, columns = cube->columns.count, r, c, from;
	int64_t *cells = mh_alloc((rows + 1) * (columns + 1), sizeof(*cells));

	assert(!cube->finished);
	for (r = 0; r <= rows; r++) {
		from = r == rows ? 0 : row_order[r] + 1;
		for (c = 0; c <= columns; c++)
			cells[r * (columns + 1) + c] = cube->cells[from * cube->column_room + (c == columns ? 0 : column_order[c] + 1)];
	}
	free(cube->cells);
	free(cube->seen);
	free(row_order);
	free(column_order);
	cube->cells = cells;
	cube->seen = NULL;
	cube->hidden = mh_alloc((rows + 1) * (columns + 1), 1);
	cube->finished = true;
}

size_t mh_cube_index(const struct mh_cube *cube, size_t row, size_t column)
{
	assert(cube->finished && row <= cube->rows.count && column <= cube->columns.count);
	return row * (cube->columns.count + 1) + column;
}

int64_t mh_cube_at(const struct mh_cube *cube, size_t row, size_t column)
{
	return cube->cells[mh_cube_index(cube, row, column)];
}

bool mh_cube_hidden(const struct mh_cube *cube, size_t row, size_t column)
{
	return cube->hidden[mh_cube_index(cube, row, column)] != 0;
}

int64_t mh_cube_total(const struct mh_cube *cube)
{
	return mh_cube_at(cube, cube->rows.count, cube->columns.count);
}

bool mh_cube_overlaps(const struct mh_cube *cube, bool down)
{
	size_t lines = down ? cube->columns.count : cube->rows.count, length = down ? cube->rows.count : cube->columns.count;
	size_t line, i;
	int64_t sum;

	for (line = 0; line <= lines && length; line++) {
		for (sum = 0, i = 0; i < length; i++)
			sum += down ? mh_cube_at(cube, i, line) : mh_cube_at(cube, line, i);
		if (sum != (down ? mh_cube_at(cube, length, line) : mh_cube_at(cube, line, length)))
			return true;
	}
	return false;
}

void mh_axis_label(struct mh_axis *axis, size_t index, const char *label)
{
	assert(index < axis->count);
	free(axis->labels[index]);
	axis->labels[index] = mh_strdup(label);
}

bool mh_cube_has_erased(const struct mh_cube *cube)
{
	const struct mh_axis *const axes[] = { &cube->rows, &cube->columns };
	size_t a, i;

	for (a = 0; a < MH_COUNT(axes); a++) {
		for (i = 0; i < axes[a]->count; i++) {
			if (strcmp(axes[a]->codes[i], MH_CODE_ERASED) == 0)
				return true;
		}
	}
	return false;
}
