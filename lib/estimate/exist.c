/*
 * Existence of the maximum.
 *
 * Cells that take part are rows of 0 and 1: which effects are inside. Those with somebody in them are brought into echelon form; where
 * that uses up all effects there is one maximum. What is left are directions in which the effects can go without changing a cell that
 * somebody is in. The maximum exists if positive weights of the empty cells balance in each of these directions (an empty cell that
 * can only fall would fall for ever); that is a linear programme of a few rows, solved by the simplex method with Bland's rule.
 */

#include "estimate/exist.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

#define NOTHING 1e-9

struct space {
	struct mh_work *work;
	const struct mh_sample *s;
	uint16_t dead[MH_EFFECTS_MOST];	/* sets whose cells have left */
	size_t dead_count;
	size_t effects;
	uint16_t sets[MH_EFFECTS_MOST];
	int row_of[MH_EFFECTS_MOST];	/* effect: its row in the echelon form; -1: a direction that is left */
	double *rows;			/* echelon form, effects wide */
	size_t rank;
	uint16_t left[MH_EFFECTS_MOST];	/* the effects of the directions */
	size_t left_count;
};

static void take_effect(struct space *space, unsigned set)
{
	if (space->s->above[set] > 0)
		space->sets[space->effects++] = (uint16_t)set;
	else if (set != 0)
		space->dead[space->dead_count++] = (uint16_t)set;
}

static void take_model(struct space *space, const struct mh_model *model)
{
	take_effect(space, 0);
	for (size_t i = 0; i < space->s->lists; i++)
		take_effect(space, 1U << i);
	for (size_t t = 0; t < model->count; t++)
		take_effect(space, model->terms[t]);
}

static bool has_left(const struct space *space, size_t w)
{
	for (size_t d = 0; d < space->dead_count; d++)
		if ((w & space->dead[d]) == space->dead[d])
			return true;
	return false;
}

/* Takes what the rows before say out of the row; where something is left, it becomes a row of its own. */
static void reduce(struct space *space, double *row)
{
	const size_t n = space->effects;
	size_t best = 0;

	for (size_t k = 0; k < n; k++) {
		const double times = row[k];

		if (space->row_of[k] < 0 || times == 0)
			continue;
		const double *const above = space->rows + (size_t)space->row_of[k] * n;
		for (size_t j = 0; j < n; j++)
			row[j] -= times * above[j];
		row[k] = 0;
	}
	for (size_t k = 1; k < n; k++)
		if (fabs(row[k]) > fabs(row[best]) + NOTHING)
			best = k;
	if (fabs(row[best]) < NOTHING)
		return;
	const double first = row[best];
	for (size_t j = 0; j < n; j++)
		row[j] /= first;
	for (size_t r = 0; r < space->rank; r++) {
		double *const other = space->rows + r * n, times = other[best];
		for (size_t j = 0; j < n && times != 0; j++)
			other[j] -= times * row[j];
	}
	space->row_of[best] = (int)space->rank++;
}

static void echelon(struct space *space)
{
	const size_t n = space->effects;

	if (space->work->rows == NULL)
		space->work->rows = mh_alloc((MH_EFFECTS_MOST + 1) * MH_EFFECTS_MOST, sizeof *space->work->rows);
	space->rows = space->work->rows;
	for (size_t k = 0; k < n; k++)
		space->row_of[k] = -1;
	for (size_t w = 1; w < space->s->cells && space->rank < n; w++) {
		double *const row = space->rows + space->rank * n;

		if (space->s->counts[w] <= 0)
			continue;
		for (size_t k = 0; k < n; k++)
			row[k] = (w & space->sets[k]) == space->sets[k];
		reduce(space, row);
	}
	for (size_t k = 0; k < n; k++)
		if (space->row_of[k] < 0)
			space->left[space->left_count++] = (uint16_t)k;
}

/* How the cell goes along with each direction, scaled so that its largest part is 1 or -1; false: not at all. */
static bool along(const struct space *space, size_t w, double *out)
{
	double most = 0;

	for (size_t f = 0; f < space->left_count; f++) {
		const size_t k = space->left[f];

		out[f] = (w & space->sets[k]) == space->sets[k];
		for (size_t j = 0; j < space->effects; j++)
			if (space->row_of[j] >= 0 && (w & space->sets[j]) == space->sets[j])
				out[f] -= space->rows[(size_t)space->row_of[j] * space->effects + k];
		most = fabs(out[f]) > most ? fabs(out[f]) : most;
	}
	for (size_t f = 0; f < space->left_count && most > NOTHING; f++)
		out[f] = fabs(out[f]) < NOTHING ? 0 : out[f] / most;
	return most > NOTHING;
}

/* Columns of the programme: what each empty cell has along the directions, each kind of cell once. */
struct columns { double *list; size_t count, room, height; };

static bool same(const double *a, const double *b, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (fabs(a[i] - b[i]) > NOTHING)
			return false;
	return true;
}

static void add_column(struct columns *c, const double *value)
{
	for (size_t i = 0; i < c->count; i++)
		if (same(c->list + i * c->height, value, c->height))
			return;
	if (c->count == c->room) {
		c->room = c->room ? 2 * c->room : 64;
		c->list = mh_grow(c->list, c->room, c->height * sizeof *c->list);
	}
	memcpy(c->list + c->count++ * c->height, value, c->height * sizeof *value);
}

/* A table of the simplex method: rows of cells' weights, the last column being s, with which all weights are raised. All is 0 at first. */
struct simplex { double *t; size_t rows, columns; size_t *basis; };

static double *at(const struct simplex *x, size_t row, size_t column)
{
	return &x->t[row * x->columns + column];
}

static void pivot(struct simplex *x, size_t row, size_t column)
{
	const double first = *at(x, row, column);

	for (size_t j = 0; j < x->columns; j++)
		*at(x, row, j) /= first;
	for (size_t i = 0; i < x->rows; i++) {
		const double times = *at(x, i, column);

		for (size_t j = 0; j < x->columns && i != row && times != 0; j++)
			*at(x, i, j) -= times * *at(x, row, j);
	}
	x->basis[row] = column;
}

/* A basis of cells alone; rows for which there is none are dropped. Returns how many rows hold. */
static size_t start_basis(struct simplex *x)
{
	size_t held = 0;

	while (held < x->rows) {
		size_t column = 0;

		while (column + 1 < x->columns && fabs(*at(x, held, column)) < NOTHING)
			column++;
		if (column + 1 < x->columns) {
			pivot(x, held++, column);
		} else {
			x->rows--;
			memmove(at(x, held, 0), at(x, x->rows, 0), x->columns * sizeof *x->t);
		}
	}
	return held;
}

/* Of the rows that the column would make negative, the one that Bland's rule takes; rows: none. */
static size_t leaving(const struct simplex *x, size_t column)
{
	size_t best = x->rows;

	for (size_t i = 0; i < x->rows; i++)
		if (*at(x, i, column) > NOTHING && (best == x->rows || x->basis[i] < x->basis[best]))
			best = i;
	return best;
}

/* Can s be raised above 0 with no weight below 0? */
static bool can_rise(struct simplex *x)
{
	const size_t s = x->columns - 1;
	size_t row = leaving(x, s);

	if (row == x->rows)
		return true;
	pivot(x, row, s);
	for (;;) {
		size_t enters = 0, s_row = 0;

		while (x->basis[s_row] != s)
			s_row++;
		while (enters < s && *at(x, s_row, enters) > -NOTHING)
			enters++;
		if (enters == s)
			return false;
		row = leaving(x, enters);
		if (row == x->rows)
			return true;
		pivot(x, row, enters);
	}
}

/* Do positive weights of the columns sum to nothing in each row? The rank of the columns goes to *rank. */
static bool balanced(const struct columns *c, size_t *rank)
{
	struct simplex x = { .rows = c->height, .columns = c->count + 1 };

	x.t = mh_alloc(x.rows * x.columns, sizeof *x.t);
	x.basis = mh_alloc(x.rows, sizeof *x.basis);
	for (size_t i = 0; i < x.rows; i++)
		for (size_t j = 0; j < c->count; j++) {
			*at(&x, i, j) = c->list[j * c->height + i];
			*at(&x, i, c->count) += c->list[j * c->height + i];
		}
	*rank = start_basis(&x);
	const bool rises = *rank == 0 || can_rise(&x);
	free(x.t);
	free(x.basis);
	return rises;
}

unsigned mh_exists(struct mh_work *work, const struct mh_sample *s, const struct mh_model *model)
{
	struct space space = { .work = work, .s = s };
	double value[MH_EFFECTS_MOST];
	size_t rank;

	take_model(&space, model);
	echelon(&space);
	if (space.left_count == 0)
		return MH_EXISTS;
	struct columns columns = { .height = space.left_count };
	for (size_t w = 1; w < s->cells; w++)
		if (s->counts[w] <= 0 && !has_left(&space, w) && along(&space, w, value))
			add_column(&columns, value);
	const bool there = balanced(&columns, &rank);
	free(columns.list);
	return (there ? MH_EXISTS : MH_NOT_THERE) | (rank < space.left_count ? MH_NOT_IDENTIFIED : 0);
}

bool mh_full_rank(struct mh_work *work, const struct mh_sample *s, const struct mh_model *model)
{
	struct space space = { .work = work, .s = s };

	take_model(&space, model);
	echelon(&space);
	return space.left_count == 0;
}
