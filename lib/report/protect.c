/* Protection of a release: which numbers are hidden, and the proof that it is enough. lib/protect finds both. */

#include "report/protect.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "protect/hide.h"
#include "protect/round.h"
#include "protect/small.h"
#include "report/release.h"

#define WORK (MH_HIDE_WORK / 4)		/* a page is waited for */

static bool stands_in(const struct mh_release *rel, size_t table, size_t number)
{
	const size_t cells = rel->numbers[table] != NULL ? mh_cube_cells(rel->cubes[table]) : 0;

	for (size_t i = 0; i < cells; i++)
		if (rel->numbers[table][i] == number)
			return true;
	return false;
}

/* A table with the number: of two dimensions, if there is one, since it tells more. count: in none that is shown. */
static size_t table_of(const struct mh_release *rel, size_t number)
{
	size_t chosen = rel->count;

	for (size_t t = 0; t < rel->count; t++)
		if (stands_in(rel, t, number) && (chosen == rel->count || rel->cubes[t]->columns.count > 0))
			chosen = t;
	return chosen;
}

/* A table with the number that cannot be saved is not shown at all; if it stands in none, one that it can be computed from. */
static void withhold(struct mh_release *rel, size_t number)
{
	const struct mh_system *const system = &rel->system;
	size_t chosen = table_of(rel, number);

	for (size_t u = system->of_number[number]; chosen == rel->count && u < system->of_number[number + 1]; u++) {
		const struct mh_relation *const relation = &system->relations[system->uses[u].number];

		for (size_t t = relation->first; chosen == rel->count && t < relation->first + relation->count; t++)
			chosen = table_of(rel, system->terms[t].number);
	}
	if (chosen < rel->count)
		rel->cubes[chosen]->withheld = true;
}

static void hand_over(const struct mh_release *rel, const struct mh_hiding *hiding, struct mh_protection *out)
{
	for (size_t t = 0; t < rel->count; t++) {
		struct mh_cube *const cube = rel->cubes[t];

		memset(cube->hidden, MH_SECONDARY, mh_cube_cells(cube));
		out->withheld += cube->withheld;
		for (size_t i = 0; !cube->withheld && i < mh_cube_cells(cube); i++) {
			const size_t number = rel->numbers[t][i];

			cube->hidden[i] = rel->system.numbers[number].hidden ? MH_PRIMARY : hiding->hidden[number] ? MH_SECONDARY : MH_SHOWN;
		}
	}
	for (size_t i = 0; i < rel->key_count; i++) {
		out->numbers += rel->system.numbers[i].value != 0;
		out->primary += rel->system.numbers[i].hidden;
		out->secondary += hiding->hidden[i] && !rel->system.numbers[i].hidden;
	}
}

/* Of what is left of a number without others, the partner's own part is what is left of its own. */
static int64_t own_rest(const struct mh_system *system, size_t number, const int64_t *own)
{
	const struct mh_relation *const relation = &system->relations[system->uses[system->of_number[number]].number];
	int64_t left = 0;

	for (size_t t = relation->first; t < relation->first + relation->count; t++)
		if (system->terms[t].number != number)
			left -= system->terms[t].coefficient * own[system->terms[t].number];
	return left > 0 ? left : 0;
}

/* What a partner contributed to each number of the release: the same tables, counted of its records alone. */
static void demand_of(struct mh_release *rel, const struct mh_contribution *partner)
{
	int64_t *const own = mh_alloc(rel->system.count + 1, sizeof *own);

	for (size_t t = 0; t < partner->count; t++) {
		struct mh_cube *const cube = &partner->cubes[t];

		for (size_t r = 0; cube->measure != NULL && r <= cube->rows.count; r++)
			for (size_t c = 0; c <= cube->columns.count; c++) {
				const size_t number = mh_release_number(rel, cube, r, c);

				if (number != MH_NO_NUMBER)
					own[number] = mh_cube_at(cube, r, c);
			}
	}
	for (size_t i = rel->key_count; i < rel->system.count; i++)
		own[i] = own_rest(&rel->system, i, own);
	mh_demand_of_partner(&rel->system, rel->threshold, own);
	free(own);
}

static size_t small_count(const struct mh_system *system)
{
	size_t small = 0;

	for (size_t i = 0; i < system->count; i++)
		small += system->numbers[i].hidden;
	return small;
}

/* One attempt: true when nothing more is to be withheld. */
static bool attempt(struct mh_release *rel, const struct mh_contribution *partners, size_t partner_count, struct mh_protection *out,
	enum mh_status *status, struct mh_err *err)
{
	struct mh_hiding hiding = { .hidden = NULL };
	bool done;

	mh_release_build(rel);
	mh_demand_of_everybody(&rel->system, rel->threshold);
	for (size_t p = 0; p < partner_count; p++)
		demand_of(rel, &partners[p]);
	done = mh_hide(&rel->system, WORK, &hiding);
	if (done)
		hand_over(rel, &hiding, out);
	else if (hiding.exhausted)
		*status = mh_fail(err, MH_DENIED, _("%zu numbers, %zu of them small, are too much to be protected together: choose coarser "
			"dimensions or a shorter period, or rounding (--round)"), rel->system.count, small_count(&rel->system));
	else
		withhold(rel, rel->system.demands[hiding.failed].number);
	mh_hiding_free(&hiding, &rel->system);
	mh_release_free(rel);
	return done || *status != MH_OK;
}

/* Nothing is withheld at first; MH_DENIED: more than can be taken together. */
static enum mh_status begin(struct mh_cube *const cubes[], size_t count, struct mh_err *err)
{
	size_t cells = 0;

	for (size_t t = 0; t < count; t++) {
		cells += mh_cube_cells(cubes[t]);
		cubes[t]->withheld = false;
	}
	if (cells > MH_PROTECT_CELLS)
		return mh_fail(err, MH_DENIED, _("%zu numbers are too many to be protected together (%d at most): choose coarser "
			"dimensions, a condition or a shorter period"), cells, MH_PROTECT_CELLS);
	return MH_OK;
}

enum mh_status mh_protect_from(struct mh_cube *const cubes[], size_t count, int64_t threshold, const struct mh_contribution *partners,
	size_t partner_count, struct mh_protection *out, struct mh_err *err)
{
	struct mh_release rel = { .cubes = cubes, .count = count, .threshold = threshold };
	enum mh_status status = begin(cubes, count, err);

	*out = (struct mh_protection) { .threshold = threshold };
	if (status != MH_OK)
		return status;
	while (!attempt(&rel, partners, partner_count, out, &status, err))
		;
	return status;
}

enum mh_status mh_protect(struct mh_cube *const cubes[], size_t count, int64_t threshold, struct mh_protection *out, struct mh_err *err)
{
	return mh_protect_from(cubes, count, threshold, NULL, 0, out, err);
}

/* Puts the rounded numbers into the cubes. */
static void put_rounded(const struct mh_release *rel, const int64_t *rounded, struct mh_protection *out)
{
	for (size_t t = 0; t < rel->count; t++) {
		struct mh_cube *const cube = rel->cubes[t];

		memset(cube->hidden, cube->withheld ? MH_SECONDARY : MH_SHOWN, mh_cube_cells(cube));
		out->withheld += cube->withheld;
		for (size_t i = 0; !cube->withheld && i < mh_cube_cells(cube); i++)
			cube->cells[i] = rounded[rel->numbers[t][i]];
	}
	for (size_t i = 0; i < rel->key_count; i++)
		out->numbers += rel->system.numbers[i].value != 0;
}

/* The last table that is not withheld is. */
static void withhold_last(struct mh_release *rel)
{
	size_t t = rel->count;

	while (t > 0 && rel->cubes[t - 1]->withheld)
		t--;
	if (t > 0)
		rel->cubes[t - 1]->withheld = true;
}

enum mh_status mh_protect_by_rounding(struct mh_cube *const cubes[], size_t count, struct mh_protection *out, struct mh_err *err)
{
	struct mh_release rel = { .cubes = cubes, .count = count, .threshold = MH_ROUND_TO };
	enum mh_status status = begin(cubes, count, err);
	bool done = status != MH_OK;

	*out = (struct mh_protection) { .threshold = MH_ROUND_TO, .rounded = MH_ROUND_TO };
	while (!done) {
		mh_release_build(&rel);
		int64_t *const rounded = mh_alloc(rel.key_count + 1, sizeof *rounded);
		done = mh_round(&rel.system, rel.key_count, MH_ROUND_TO, rounded);
		if (done)
			put_rounded(&rel, rounded, out);
		else
			withhold_last(&rel);
		free(rounded);
		mh_release_free(&rel);
	}
	return status;
}
