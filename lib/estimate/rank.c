/* Ranking all models. */

#include "estimate/rank.h"

#include <math.h>
#include <stdlib.h>

#include "base/mem.h"

#define LISTS_OF_THREES 4

/* All terms that a model can have, pairs first. */
static size_t terms_of(size_t lists, uint16_t out[MH_TERMS_MOST])
{
	size_t count = mh_pairs(lists, out);

	for (unsigned w = 1; w < 1U << lists && lists <= LISTS_OF_THREES; w++)
		if (__builtin_popcount(w) == 3)
			out[count++] = (uint16_t)w;
	return count;
}

void mh_ranked_model(size_t lists, uint32_t bits, struct mh_model *model)
{
	uint16_t terms[MH_TERMS_MOST];
	const size_t count = terms_of(lists, terms);

	model->count = 0;
	for (size_t i = 0; i < count; i++)
		if ((bits >> i & 1) != 0)
			mh_model_add(model, terms[i]);
}

/* Are all pairs of each three in it too? */
static bool hierarchical(const struct mh_model *model)
{
	for (size_t t = 0; t < model->count; t++)
		for (unsigned rest = model->terms[t]; __builtin_popcount(model->terms[t]) == 3 && rest != 0; rest &= rest - 1)
			if (!mh_model_has(model, model->terms[t] & ~(rest & -rest)))
				return false;
	return true;
}

/* Those without an estimate come last; equal ones by their terms. */
static int by_bic(const void *a, const void *b)
{
	const struct mh_ranked *const left = a, *const right = b;

	if ((left->code != 0) != (right->code != 0))
		return left->code != 0 ? 1 : -1;
	if (left->bic < right->bic || left->bic > right->bic)
		return left->bic < right->bic ? -1 : 1;
	return left->bits < right->bits ? -1 : left->bits > right->bits;
}

/* Where the model of all pairs with somebody in them is laid down by the cells that are not empty, so is every smaller one. */
static bool all_exist(struct mh_work *work, const struct mh_sample *s)
{
	uint16_t terms[MH_TERMS_MOST];
	const size_t count = terms_of(s->lists, terms);
	struct mh_model filled = { .count = 0 };

	for (size_t i = 0; i < count; i++)
		if (s->above[terms[i]] > 0)
			mh_model_add(&filled, terms[i]);
	return mh_full_rank(work, s, &filled);
}

static void weigh(struct mh_ranking *ranking)
{
	double sum = 0;

	for (size_t i = 0; i < ranking->estimated; i++)
		sum += ranking->list[i].weight = exp((ranking->list[0].bic - ranking->list[i].bic) / 2);
	for (size_t i = 0; i < ranking->estimated; i++) {
		ranking->list[i].weight /= sum;
		ranking->mean += ranking->list[i].weight * ranking->list[i].total;
	}
}

/* The walk over all models: where the last fit was made, and what is known of all at once. */
struct walk { struct mh_work *work; const struct mh_sample *s; uint16_t terms[MH_TERMS_MOST]; bool sure, near; };

/* Fits one model, beginning where the last fit ended; step is the number of the term in which it differs from the one before. */
static void fit_one(struct walk *walk, struct mh_ranked *one, const struct mh_model *model, unsigned step)
{
	struct mh_fit fit;

	one->code = walk->sure ? MH_EXISTS : mh_exists(walk->work, walk->s, model);
	if (one->code != MH_EXISTS)
		return;
	if (!walk->near)
		mh_start(walk->work, walk->s);
	else if ((one->bits >> step & 1) != 0)
		mh_start_term(walk->work, walk->s, walk->terms[step]);
	walk->near = mh_fit(walk->work, walk->s, model, MH_UNSEEN_NOT_GIVEN, &fit);
	if (walk->near)
		*one = (struct mh_ranked){ one->bits, MH_EXISTS, fit.total, fit.aic, fit.bic, fit.deviance, 0 };
	else
		one->code = MH_NOT_THERE;
}

/* Models that follow each other differ in one term (Gray code). */
bool mh_rank(struct mh_work *work, const struct mh_sample *s, struct mh_ranking *ranking)
{
	struct walk walk = { .work = work, .s = s };
	const size_t all = terms_of(s->lists, walk.terms);

	*ranking = (struct mh_ranking){ .list = NULL };
	if (s->lists > MH_RANKED_LISTS)
		return false;
	ranking->list = mh_alloc((size_t)1 << all, sizeof *ranking->list);
	walk.sure = all_exist(work, s);
	for (uint32_t i = 0; i < UINT32_C(1) << all; i++) {
		struct mh_ranked *const one = &ranking->list[ranking->count];
		struct mh_model model;

		*one = (struct mh_ranked){ .bits = i ^ i >> 1 };
		mh_ranked_model(s->lists, one->bits, &model);
		if (!hierarchical(&model))
			continue;
		fit_one(&walk, one, &model, i > 0 ? (unsigned)__builtin_ctz(i) : 0);
		ranking->estimated += one->code == MH_EXISTS;
		ranking->count++;
	}
	qsort(ranking->list, ranking->count, sizeof *ranking->list, by_bic);
	weigh(ranking);
	return true;
}

void mh_ranking_free(struct mh_ranking *ranking)
{
	free(ranking->list);
	*ranking = (struct mh_ranking){ .list = NULL };
}

size_t mh_ranking_range(const struct mh_ranking *ranking, double above, double *low, double *high)
{
	size_t count = 0;

	*low = INFINITY;
	*high = -INFINITY;
	for (; count < ranking->estimated && ranking->list[count].bic <= ranking->list[0].bic + above; count++) {
		*low = fmin(*low, ranking->list[count].total);
		*high = fmax(*high, ranking->list[count].total);
	}
	return count;
}
