/* Stepwise selection of pairs. */

#include "estimate/select.h"

#include <math.h>

#include "estimate/chance.h"

/* Chances that are as good as equal: the order of the pairs decides, not how they were rounded. */
#define EQUAL 1e-9

struct candidates { uint16_t pairs[MH_PAIRS_MOST]; double p[MH_PAIRS_MOST]; bool out[MH_PAIRS_MOST]; size_t count; };

static bool possible(const struct mh_sample *s, const struct mh_model *model, unsigned pair)
{
	for (unsigned rest = pair; rest != 0; rest &= rest - 1)
		if (s->above[rest & -rest] <= 0)
			return false;	/* a list that nobody is on, in a resample */
	return !mh_model_has(model, pair);
}

static void weigh(const struct mh_work *work, const struct mh_sample *s, const struct mh_model *model, struct candidates *c)
{
	uint16_t pairs[MH_PAIRS_MOST];
	const size_t all = mh_pairs(s->lists, pairs);

	c->count = 0;
	for (size_t i = 0; i < all; i++) {
		if (!possible(s, model, pairs[i]))
			continue;
		c->pairs[c->count] = pairs[i];
		c->out[c->count] = false;
		c->p[c->count++] = mh_poisson_tail(s->above[pairs[i]], mh_expected(work, pairs[i]));
	}
}

/* The least likely of those that are not out; count: none is below the threshold. */
static size_t least(const struct candidates *c, double threshold)
{
	size_t best = c->count;

	for (size_t i = 0; i < c->count; i++)
		if (!c->out[i] && c->p[i] < threshold && (best == c->count || c->p[i] < c->p[best] * (1 - EQUAL)))
			best = i;
	return best;
}

static void note_refused(struct mh_selection *selection, unsigned pair, unsigned code)
{
	for (size_t i = 0; i < selection->refused_count; i++)
		if (selection->refused[i].pair == pair) {
			selection->refused[i].code = code;
			return;
		}
	selection->refused[selection->refused_count++] = (struct mh_refused){ (uint16_t)pair, code };
}

/* The best pair whose model has an estimate is added; false: there is none. */
static bool add_best(struct mh_work *work, const struct mh_sample *s, double threshold, struct mh_model *model, struct mh_selection *selection)
{
	struct candidates c;

	weigh(work, s, model, &c);
	for (size_t best; (best = least(&c, threshold)) < c.count;) {
		mh_model_add(model, c.pairs[best]);
		const unsigned code = mh_exists(work, s, model);

		if (code == MH_EXISTS) {
			mh_start_term(work, s, c.pairs[best]);
			if (selection != NULL)
				selection->steps[model->count - 1] = (struct mh_taken){ c.pairs[best], c.p[best], mh_expected(work, c.pairs[best]),
					s->above[c.pairs[best]] };
			return true;
		}
		model->count--;
		c.out[best] = true;
		if (selection != NULL)
			note_refused(selection, c.pairs[best], code);
	}
	return false;
}

static bool all_pairs(struct mh_work *work, const struct mh_sample *s, struct mh_model *model, struct mh_fit *fit)
{
	struct mh_model all;

	mh_model_all_pairs(s->lists, &all);
	if (mh_exists(work, s, &all) != MH_EXISTS || !mh_fit(work, s, &all, MH_UNSEEN_NOT_GIVEN, fit))
		return false;
	*model = all;
	return true;
}

/* A refusal stands only where the pair did not come in later. */
static void settle(struct mh_selection *selection, const struct mh_model *model)
{
	size_t kept = 0;

	selection->model = *model;
	for (size_t i = 0; i < selection->refused_count; i++)
		if (!mh_model_has(model, selection->refused[i].pair))
			selection->refused[kept++] = selection->refused[i];
	selection->refused_count = kept;
}

bool mh_select(struct mh_work *work, const struct mh_sample *s, double threshold, struct mh_selection *selection, struct mh_fit *fit)
{
	struct mh_model model = { .count = 0 };
	const unsigned code = mh_exists(work, s, &model);

	if (selection != NULL)
		*selection = (struct mh_selection){ .code = code };
	if (code != MH_EXISTS)
		return false;
	mh_start(work, s);
	bool fitted = mh_fit(work, s, &model, MH_UNSEEN_NOT_GIVEN, fit);
	const bool at_once = fitted && threshold >= 1 && all_pairs(work, s, &model, fit);
	while (fitted && !at_once && threshold > 0 && add_best(work, s, threshold, &model, selection))
		fitted = mh_fit(work, s, &model, MH_UNSEEN_NOT_GIVEN, fit);
	if (selection != NULL)
		settle(selection, &model);
	return fitted;
}
