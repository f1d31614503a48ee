/* Protection of a release: which numbers are hidden, and the proof that it is enough. */

#include "report/protect.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/str.h"
#include "report/flow.h"

struct release {
	struct mh_cube *const *cubes;
	size_t count;
	struct mh_quantity *all;	/* sorted by key */
	size_t all_count;
	struct mh_net *nets;
	int64_t threshold;
	size_t *trail;
};

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

static size_t cube_cells(const struct mh_cube *cube)
{
	return (cube->rows.count + 1) * (cube->columns.count + 1);
}

/* One quantity for each number; numbers of the same key become one, and shared. */
static void collect(struct release *rel)
{
	size_t t, r, c, room = 0, from, to = 0;

	for (t = 0; t < rel->count; t++)
		room += cube_cells(rel->cubes[t]);
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

static size_t find_quantity(const struct release *rel, const struct mh_cube *cube, size_t row, size_t column)
{
	struct mh_quantity wanted = { .key = quantity_key(cube, row, column) };
	const struct mh_quantity *found = bsearch(&wanted, rel->all, rel->all_count, sizeof(*rel->all), compare_keys);

	free(wanted.key);
	return (size_t) (found - rel->all);
}

static int64_t raise_least(struct release *rel, const struct mh_net *net, size_t row, size_t column, int64_t least)
{
	struct mh_quantity *q = &rel->all[net->quantities[mh_cube_index(net->cube, row, column)]];

	if (least > q->least)
		q->least = least;
	return least;
}

/* What the shown zeros tell: a margin that is a true sum has at least 1 for each of its parts that is not zero. */
static void find_least(struct release *rel, const struct mh_net *net)
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

static void build(struct release *rel)
{
	size_t t, r, c, *quantities;

	collect(rel);
	rel->nets = mh_alloc(rel->count + 1, sizeof(*rel->nets));
	for (t = 0; t < rel->count; t++) {
		if (rel->cubes[t]->withheld)
			continue;
		quantities = mh_alloc(cube_cells(rel->cubes[t]), sizeof(*quantities));
		for (r = 0; r <= rel->cubes[t]->rows.count; r++) {
			for (c = 0; c <= rel->cubes[t]->columns.count; c++)
				quantities[mh_cube_index(rel->cubes[t], r, c)] = find_quantity(rel, rel->cubes[t], r, c);
		}
		mh_net_init(&rel->nets[t], rel->cubes[t], quantities, rel->all);
		find_least(rel, &rel->nets[t]);
	}
}

static void release_free(struct release *rel)
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

static bool net_has(const struct mh_net *net, size_t quantity)
{
	size_t i;

	for (i = 0; i < net->arc_count && net->arcs[i].quantity != quantity; i++)
		;
	return i < net->arc_count;
}

/* How another value of a number is tried, one after the other: whether sums may overlap more than they did, whether cells and
 * margins go along with each other, or whether units are added to one cell. */
static const struct way { bool slack, follow, units; } ways[] = {
	{ true, false, false },
	{ true, true, false },
	{ false, false, false },
	{ false, true, false },
	{ true, false, true },
};

/* Sets a number, if it may be another than the truth. */
static bool set_number(struct mh_search *search, size_t quantity, int64_t now)
{
	struct mh_quantity *q = &search->all[quantity];

	if (!q->hidden && !search->hide)
		return false;
	if (!q->hidden) {
		q->hidden = MH_SECONDARY;
		search->trail[search->trail_count++] = quantity;
	}
	q->now = now;
	return true;
}

/* The cell of the table, not 0, that is cheapest to hide with its margins, among those that the number counts. */
static bool cheapest_cell(const struct release *rel, const struct mh_net *net, const struct mh_arc *of, size_t *row, size_t *column)
{
	size_t rows = net->cube->rows.count, columns = net->cube->columns.count, r, c, i;
	int64_t cost, best = INT64_MAX;

	for (r = of->row < rows ? of->row : 0; r < rows && (of->row == rows || r == of->row); r++) {
		for (c = of->column < columns ? of->column : 0; c < columns && (of->column == columns || c == of->column); c++) {
			const size_t four[] = { mh_cube_index(net->cube, r, c), mh_cube_index(net->cube, r, columns), mh_cube_index(net->cube, rows, c) };

			for (cost = 0, i = 0; i < MH_COUNT(four); i++)
				cost += rel->all[net->quantities[four[i]]].hidden ? 0 : rel->all[net->quantities[four[i]]].cost;
			if (mh_cube_at(net->cube, r, c) == 0 || cost >= best)
				continue;
			best = cost;
			*row = r;
			*column = c;
		}
	}
	return best != INT64_MAX;
}

/* Adds units that have exactly one row and one column: every rule still holds. */
static bool add_units(const struct release *rel, struct mh_net *net, struct mh_search *search, int64_t more)
{
	size_t rows = net->cube->rows.count, columns = net->cube->columns.count, arc, row, column, i;

	for (arc = 0; net->arcs[arc].quantity != search->fixed; arc++)
		;
	if (more < 0 || !cheapest_cell(rel, net, &net->arcs[arc], &row, &column))
		return false;
	const size_t four[] = { mh_cube_index(net->cube, row, column), mh_cube_index(net->cube, row, columns),
		mh_cube_index(net->cube, rows, column), mh_cube_index(net->cube, rows, columns) };
	for (i = 0; i < MH_COUNT(four); i++) {
		if (!set_number(search, net->quantities[four[i]], rel->all[net->quantities[four[i]]].value + more))
			return false;
	}
	return true;
}

/* Mends the home table of the number, which may change what others share, and then the others. False, with *table: not there. */
static bool mend(struct release *rel, struct mh_search *search, bool units, size_t *table)
{
	size_t t, quantity = search->fixed;
	int64_t more = rel->all[quantity].now - rel->all[quantity].value;

	for (t = 0; t < rel->count && !net_has(&rel->nets[t], quantity); t++)
		;
	*table = t;
	if (units && !add_units(rel, &rel->nets[t], search, more))
		return false;
	if (!mh_net_balance(&rel->nets[t], search))
		return false;
	search->shared = false;
	for (t = 0; t < rel->count; t++) {
		if (t == *table || rel->cubes[t]->withheld || mh_net_balance(&rel->nets[t], search))
			continue;
		*table = t;
		return false;
	}
	return true;
}

static bool all_hold(const struct release *rel, size_t *table)
{
	size_t t;

	for (t = 0; t < rel->count; t++) {
		if (rel->cubes[t]->withheld || mh_net_holds(&rel->nets[t], rel->all))
			continue;
		*table = t;
		return false;
	}
	return true;
}

/* Gives a number another value, mends all tables, and checks them by addition. Where it cannot be done (then *table says in
 * which table), numbers that were hidden on the way are shown again. */
static bool attempt(struct release *rel, size_t quantity, int64_t value, bool hide, const struct way *way, size_t *table)
{
	struct mh_search search = { rel->all, hide, true, way->slack, way->follow, quantity, rel->trail, 0 };
	size_t i;

	for (i = 0; i < rel->all_count; i++)
		rel->all[i].now = rel->all[i].value;
	rel->all[quantity].now = value;
	for (i = 0; i < rel->count; i++)
		mh_net_reset(&rel->nets[i]);
	if (mend(rel, &search, way->units, table) && all_hold(rel, table))
		return true;
	for (i = 0; i < search.trail_count; i++)
		rel->all[rel->trail[i]].hidden = MH_SHOWN;
	return false;
}

/* Without hiding more where that is enough; then with. */
static bool can_be(struct release *rel, size_t quantity, int64_t value, bool hide, size_t *table)
{
	size_t way;
	int more;

	for (more = 0; more <= hide; more++) {
		for (way = 0; way < MH_COUNT(ways); way++) {
			if (attempt(rel, quantity, value, more, &ways[way], table))
				return true;
		}
	}
	return false;
}

static bool is_safe(struct release *rel, size_t quantity, bool hide, size_t *table)
{
	int64_t value = rel->all[quantity].value;

	return can_be(rel, quantity, rel->threshold, hide, table)
		&& (value - 1 < 1 || value - 1 < rel->all[quantity].least || can_be(rel, quantity, value - 1, hide, table));
}

/* Every primary number is safe; a number that was hidden for one is never shown again by another, so one pass is enough. */
static bool all_safe(struct release *rel, bool hide, size_t *table)
{
	size_t i;

	for (i = 0; i < rel->all_count; i++) {
		if (rel->all[i].hidden == MH_PRIMARY && !is_safe(rel, i, hide, table))
			return false;
	}
	return true;
}

#define CLEAN_WORK 40000000	/* steps; beyond it a larger release keeps a few hidden numbers too many */

/* The dearest secondary number that was not tried yet; all_count: none. */
static size_t dearest(struct release *rel)
{
	size_t i, best = rel->all_count;

	for (i = 0; i < rel->all_count; i++) {
		if (rel->all[i].hidden == MH_SECONDARY && !rel->all[i].tried
		    && (best == rel->all_count || rel->all[i].cost > rel->all[best].cost))
			best = i;
	}
	return best;
}

/* Shows again what turned out not to be needed. */
static void clean_up(struct release *rel)
{
	size_t i, table, primary = 0, secondary = 0;

	for (i = 0; i < rel->all_count; i++) {
		primary += rel->all[i].hidden == MH_PRIMARY;
		secondary += rel->all[i].hidden == MH_SECONDARY;
	}
	if (primary * secondary * rel->all_count > CLEAN_WORK)
		return;
	while ((i = dearest(rel)) < rel->all_count) {
		rel->all[i].tried = true;
		rel->all[i].hidden = MH_SHOWN;
		if (!all_safe(rel, false, &table))
			rel->all[i].hidden = MH_SECONDARY;
	}
}

static void mark_primary(struct release *rel)
{
	size_t i;

	for (i = 0; i < rel->all_count; i++)
		rel->all[i].hidden = rel->all[i].value > 0 && rel->all[i].value < rel->threshold ? MH_PRIMARY : MH_SHOWN;
}

static void hand_over(const struct release *rel, struct mh_protection *out)
{
	size_t t, i;

	for (t = 0; t < rel->count; t++) {
		memset(rel->cubes[t]->hidden, MH_SECONDARY, cube_cells(rel->cubes[t]));
		out->withheld += rel->cubes[t]->withheld;
		for (i = 0; !rel->cubes[t]->withheld && i < cube_cells(rel->cubes[t]); i++)
			rel->cubes[t]->hidden[i] = rel->all[rel->nets[t].quantities[i]].hidden;
	}
	for (i = 0; i < rel->all_count; i++) {
		out->numbers += rel->all[i].value != 0;
		out->primary += rel->all[i].hidden == MH_PRIMARY;
		out->secondary += rel->all[i].hidden == MH_SECONDARY;
	}
}

enum mh_status mh_protect(struct mh_cube *const cubes[], size_t count, int64_t threshold, struct mh_protection *out, struct mh_err *err)
{
	struct release rel = { .cubes = cubes, .count = count, .threshold = threshold };
	size_t t, table, cells = 0;
	bool safe = false;

	*out = (struct mh_protection) { .threshold = threshold };
	for (t = 0; t < count; t++) {
		cells += cube_cells(cubes[t]);
		cubes[t]->withheld = false;
	}
	if (cells > MH_PROTECT_CELLS)
		return mh_fail(err, MH_DENIED, _("%zu numbers are too many to be protected together (%d at most): choose coarser "
			"dimensions, a condition or a shorter period"), cells, MH_PROTECT_CELLS);
	while (!safe) {
		build(&rel);
		mark_primary(&rel);
		safe = all_safe(&rel, true, &table);
		if (safe) {
			clean_up(&rel);
			safe = all_safe(&rel, false, &table);
		}
		if (safe)
			hand_over(&rel, out);
		else
			cubes[table]->withheld = true;
		release_free(&rel);
	}
	return MH_OK;
}
