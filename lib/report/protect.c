/* Protection of a release: which numbers are hidden, and the proof that it is enough. */

#include "report/protect.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "report/release.h"

static bool net_has(const struct mh_net *net, size_t quantity)
{
	size_t i;

	for (i = 0; i < net->arc_count && net->arcs[i].quantity != quantity; i++)
		;
	return i < net->arc_count;
}

/* How another value of a number is tried, one after the other: whether numbers that stand in other tables too may change, whether
 * sums may overlap more than they did, whether cells and margins go along with each other, whether units are added to one cell. */
static const struct way { bool shared, slack, follow, units; } ways[] = {
	{ false, true, false, false },
	{ true, true, false, false },
	{ true, true, true, false },
	{ true, false, false, false },
	{ true, false, true, false },
	{ true, true, false, true },
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
static bool cheapest_cell(const struct mh_release *rel, const struct mh_net *net, const struct mh_arc *of, size_t *row, size_t *column)
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
static bool add_units(const struct mh_release *rel, struct mh_net *net, struct mh_search *search, int64_t more)
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

/* Mends the home table of the number, and then the others, which follow what they share with it. The table where it failed, or
 * count. */
static size_t mend(struct mh_release *rel, struct mh_search *search, bool units, size_t home)
{
	int64_t more = rel->all[search->fixed].now - rel->all[search->fixed].value;
	size_t t;

	if (units && !add_units(rel, &rel->nets[home], search, more))
		return home;
	if (!mh_net_balance(&rel->nets[home], search))
		return home;
	search->shared = false;
	for (t = 0; t < rel->count; t++) {
		if (t != home && !rel->cubes[t]->withheld && !mh_net_balance(&rel->nets[t], search))
			return t;
	}
	return rel->count;
}

/* The first table in which a rule does not hold, or count. */
static size_t first_wrong(const struct mh_release *rel)
{
	size_t t;

	for (t = 0; t < rel->count && (rel->cubes[t]->withheld || mh_net_holds(&rel->nets[t], rel->all)); t++)
		;
	return t;
}

/* Gives a number another value, mends all tables, and checks them by addition. Gives count, or the table in which it cannot be
 * done; numbers that were hidden on the way are shown again then. */
static size_t attempt(struct mh_release *rel, size_t quantity, int64_t value, bool hide, const struct way *way, size_t home)
{
	struct mh_search search = { rel->all, hide, way->shared, way->slack, way->follow, quantity, rel->trail, 0 };
	size_t i, wrong;

	for (i = 0; i < rel->all_count; i++)
		rel->all[i].now = rel->all[i].value;
	rel->all[quantity].now = value;
	for (i = 0; i < rel->count; i++)
		mh_net_reset(&rel->nets[i]);
	wrong = mend(rel, &search, way->units, home);
	if (wrong == rel->count)
		wrong = first_wrong(rel);
	for (i = 0; wrong < rel->count && i < search.trail_count; i++)
		rel->all[rel->trail[i]].hidden = MH_SHOWN;
	return wrong;
}

/* From each table that has the number, in every way: without hiding more where that is enough, then with. False, with the table
 * in which most of it failed: there is no way. */
static bool can_be(struct mh_release *rel, size_t quantity, int64_t value, bool hide, size_t *table)
{
	size_t way, home, wrong, most = 0, *failed = mh_alloc(rel->count, sizeof(*failed));
	bool done = false;
	int more;

	for (more = 0; more <= hide && !done; more++) {
		for (way = 0; way < MH_COUNT(ways) && !done; way++) {
			for (home = 0; home < rel->count && !done; home++) {
				if (!net_has(&rel->nets[home], quantity))
					continue;
				wrong = attempt(rel, quantity, value, more, &ways[way], home);
				done = wrong == rel->count;
				if (!done && rel->cubes[wrong]->columns.count && ++failed[wrong] > most) {
					most = failed[wrong];
					*table = wrong;
				}
				if (!done && most == 0)
					*table = wrong;
			}
		}
	}
	free(failed);
	return done;
}

static bool is_safe(struct mh_release *rel, size_t quantity, bool hide, size_t *table)
{
	int64_t value = rel->all[quantity].value;

	return can_be(rel, quantity, rel->threshold, hide, table)
		&& (value - 1 < 1 || value - 1 < rel->all[quantity].least || can_be(rel, quantity, value - 1, hide, table));
}

/* Every primary number is safe; a number that was hidden for one is never shown again by another, so one pass is enough. */
static bool all_safe(struct mh_release *rel, bool hide, size_t *table)
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
static size_t dearest(struct mh_release *rel)
{
	size_t i, best = rel->all_count;

	for (i = 0; i < rel->all_count; i++) {
		if (rel->all[i].hidden == MH_SECONDARY && !rel->all[i].tried
		    && (best == rel->all_count || rel->all[i].cost > rel->all[best].cost))
			best = i;
	}
	return best;
}

/* Shows again what turned out not to be needed: what is left over is proved anew each time. */
static void clean_up(struct mh_release *rel)
{
	size_t i, table, primary = 0, secondary = 0;

	for (i = 0; i < rel->all_count; i++) {
		primary += rel->all[i].hidden == MH_PRIMARY;
		secondary += rel->all[i].hidden == MH_SECONDARY;
	}
	if (primary * secondary * rel->all_count > CLEAN_WORK || !all_safe(rel, false, &table))
		return;
	while ((i = dearest(rel)) < rel->all_count) {
		rel->all[i].tried = true;
		rel->all[i].hidden = MH_SHOWN;
		if (!all_safe(rel, false, &table))
			rel->all[i].hidden = MH_SECONDARY;
	}
}

static void mark_primary(struct mh_release *rel)
{
	size_t i;

	for (i = 0; i < rel->all_count; i++)
		rel->all[i].hidden = rel->all[i].value > 0 && rel->all[i].value < rel->threshold ? MH_PRIMARY : MH_SHOWN;
}

static void hand_over(const struct mh_release *rel, struct mh_protection *out)
{
	size_t t, i;

	for (t = 0; t < rel->count; t++) {
		memset(rel->cubes[t]->hidden, MH_SECONDARY, mh_cube_cells(rel->cubes[t]));
		out->withheld += rel->cubes[t]->withheld;
		for (i = 0; !rel->cubes[t]->withheld && i < mh_cube_cells(rel->cubes[t]); i++)
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
	struct mh_release rel = { .cubes = cubes, .count = count, .threshold = threshold };
	size_t t, table, cells = 0;
	bool safe = false;

	*out = (struct mh_protection) { .threshold = threshold };
	for (t = 0; t < count; t++) {
		cells += mh_cube_cells(cubes[t]);
		cubes[t]->withheld = false;
	}
	if (cells > MH_PROTECT_CELLS)
		return mh_fail(err, MH_DENIED, _("%zu numbers are too many to be protected together (%d at most): choose coarser "
			"dimensions, a condition or a shorter period"), cells, MH_PROTECT_CELLS);
	while (!safe) {
		mh_release_build(&rel);
		mark_primary(&rel);
		safe = all_safe(&rel, true, &table);
		if (safe) {
			clean_up(&rel);
			hand_over(&rel, out);
		} else {
			cubes[table]->withheld = true;
		}
		mh_release_free(&rel);
	}
	return MH_OK;
}
