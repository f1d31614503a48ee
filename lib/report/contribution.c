/* Counting what each partner contributed. */

#include "report/contribution.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "store/measure.h"

/* The dimension that says whose record it is, by measure. */
static const struct { const char *measure, *dimension; } contributors[] = {
	{ "signals", "reporter" },
	{ "victims", "reporter" },
	{ "advice", "reporter" },
	{ "referrals", "partner" },
};

static const char *contributor_of(const char *measure)
{
	for (size_t i = 0; i < MH_COUNT(contributors); i++)
		if (strcmp(contributors[i].measure, measure) == 0)
			return contributors[i].dimension;
	return NULL;
}

struct counting {
	const struct mh_cube *all;
	struct mh_contributions *to;
	size_t part, parts;
	size_t whose, row, column;	/* where they stand among the values */
};

/* The partner's cubes; they are made for a partner that is met for the first time. */
static struct mh_contribution *partner_of(struct counting *counting, const char *code)
{
	struct mh_contributions *const to = counting->to;
	size_t i;

	for (i = 0; i < to->count; i++)
		if (strcmp(to->codes[i], code) == 0)
			return &to->list[i];
	to->codes = mh_grow(to->codes, to->count + 1, sizeof *to->codes);
	to->list = mh_grow(to->list, to->count + 1, sizeof *to->list);
	to->codes[to->count] = mh_strdup(code);
	to->list[to->count] = (struct mh_contribution){ mh_alloc(counting->parts + 1, sizeof(struct mh_cube)), counting->parts };
	return &to->list[to->count++];
}

static enum mh_status add(void *arg, const char *const *values, int64_t unit, int64_t number, struct mh_err *err)
{
	struct counting *const counting = arg;
	const struct mh_cube *const all = counting->all;

	if (mh_code_missing(values[counting->whose]))
		return MH_OK;
	struct mh_cube *const cube = &partner_of(counting, values[counting->whose])->cubes[counting->part];
	if (cube->measure == NULL) {
		mh_cube_init(cube, all->measure, all->scope, all->rows.dimension, all->columns.dimension);
		cube->condition = mh_strdup(all->condition);
	}
	return mh_cube_add(cube, values[counting->row], all->columns.dimension ? values[counting->column] : NULL, unit, number, err);
}

enum mh_status mh_contributions_count(struct mh_store *store, const struct mh_count *count, const struct mh_cube *all, size_t part, size_t parts,
	struct mh_contributions *to, struct mh_err *err)
{
	const char *const whose = contributor_of(count->measure);
	struct counting counting = { all, to, part, parts, 0, 0, 1 };
	struct mh_tally tally = { .measure = count->measure, .dimensions = { count->rows, count->columns }, .date = count->date,
		.count = count->columns ? 2 : 1 };
	struct mh_query where;
	enum mh_status status;

	if (whose == NULL)
		return MH_OK;
	if (strcmp(count->rows, whose) != 0 && count->columns && strcmp(count->columns, whose) == 0)
		counting.whose = 1;
	else if (strcmp(count->rows, whose) != 0)
		tally.dimensions[counting.whose = tally.count++] = whose;
	mh_query_init(&where, mh_measure_find(count->measure)->kind);
	tally.where = &where;
	if (count->period) {
		tally.from = mh_period_from(count->period);
		tally.to = mh_period_to(count->period);
	}
	status = mh_query_where(&where, count->where, err);
	if (status == MH_OK)
		status = mh_store_tally(store, &tally, add, &counting, err);
	mh_query_free(&where);
	return status;
}

void mh_contributions_finish(struct mh_contributions *all)
{
	for (size_t p = 0; p < all->count; p++)
		for (size_t t = 0; t < all->list[p].count; t++)
			if (all->list[p].cubes[t].measure != NULL)
				mh_cube_finish(&all->list[p].cubes[t]);
}

void mh_contributions_free(struct mh_contributions *all)
{
	for (size_t p = 0; p < all->count; p++) {
		for (size_t t = 0; t < all->list[p].count; t++)
			mh_cube_free(&all->list[p].cubes[t]);
		free(all->list[p].cubes);
		free(all->codes[p]);
	}
	free(all->list);
	free(all->codes);
	*all = (struct mh_contributions){ NULL, NULL, 0 };
}
