/* An estimate with what belongs beside it. */

#include "estimate/estimate.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "estimate/chance.h"

#define FEW 50
#define FEW_SHARED 10
#define WIDE 10.0
#define ONE_PERSON 0.25

/* How many of the best models are fitted again to each resample, by the number of lists. */
static const size_t best_models[] = { [3] = 9, [4] = 20, [5] = 100, [6] = 100 };

struct room { struct mh_work work; struct mh_sample s; };

static void start_room(struct room *room, const struct mh_histories *h)
{
	mh_work_init(&room->work, h->lists);
	mh_sample_of(&room->s, h);
}

static void end_room(struct room *room)
{
	mh_work_free(&room->work);
	mh_sample_free(&room->s);
}

/* The model that was asked for, before it is known whether it has an estimate. */
static bool choose(struct mh_estimate *e, struct room *room)
{
	struct mh_model *const model = &e->selection.model;

	switch (e->question.how) {
	case MH_BY_STEPS:
		mh_select(&room->work, &room->s, e->question.threshold, &e->selection, &e->fit);
		return true;
	case MH_BY_MAIN_EFFECTS:
		return true;
	case MH_BY_ALL_PAIRS:
		mh_model_all_pairs(e->h->lists, model);
		return true;
	case MH_BY_MODEL:
		*model = e->question.model;
		return true;
	case MH_BY_BIC:
		if (e->ranking.estimated > 0)
			mh_ranked_model(e->h->lists, e->ranking.list[0].bits, model);
		return e->ranking.estimated > 0;
	}
	return false;
}

static bool fit_model(struct mh_estimate *e, struct room *room)
{
	const struct mh_model *const model = &e->selection.model;

	if (!choose(e, room)) {
		e->code = MH_NOT_THERE;
		return false;
	}
	e->code = mh_exists(&room->work, &room->s, model);
	if (e->code != MH_EXISTS)
		return false;
	mh_start(&room->work, &room->s);
	if (!mh_fit(&room->work, &room->s, model, MH_UNSEEN_NOT_GIVEN, &e->fit) || !mh_fit_error(&room->work, &room->s, model, &e->fit)) {
		e->code = MH_NOT_THERE;
		return false;
	}
	e->total = e->fit.total;
	e->estimated = true;
	return true;
}

static void fit_main(struct mh_estimate *e, struct room *room)
{
	const struct mh_model none = { .count = 0 };

	e->main_code = mh_exists(&room->work, &room->s, &none);
	if (e->main_code != MH_EXISTS)
		return;
	mh_start(&room->work, &room->s);
	if (!mh_fit(&room->work, &room->s, &none, MH_UNSEEN_NOT_GIVEN, &e->main) || !mh_fit_error(&room->work, &room->s, &none, &e->main))
		e->main_code = MH_NOT_THERE;
	else
		e->main_wald = mh_interval_wald(&room->s, &e->main, MH_LEVEL);
}

/* The way that each resample goes; models are the caller's to free. */
static struct mh_way way_of(const struct mh_estimate *e, struct mh_model **models)
{
	size_t count = 1;

	*models = NULL;
	if (e->question.how == MH_BY_STEPS)
		return (struct mh_way){ .threshold = e->question.threshold };
	if (e->question.how == MH_BY_BIC && e->h->lists < MH_COUNT(best_models))
		count = e->ranking.estimated < best_models[e->h->lists] ? e->ranking.estimated : best_models[e->h->lists];
	*models = mh_alloc(count, sizeof **models);
	for (size_t i = 0; i < count && e->question.how == MH_BY_BIC; i++)
		mh_ranked_model(e->h->lists, e->ranking.list[i].bits, &(*models)[i]);
	if (e->question.how != MH_BY_BIC)
		(*models)[0] = e->selection.model;
	return (struct mh_way){ .models = *models, .count = count };
}

static void find_intervals(struct mh_estimate *e, struct room *room)
{
	struct mh_model *models;
	const struct mh_way way = way_of(e, &models);

	e->intervals[MH_WALD] = mh_interval_wald(&room->s, &e->fit, MH_LEVEL);
	mh_start(&room->work, &room->s);
	e->profiled = mh_interval_profile(&room->work, &room->s, &e->selection.model, &e->fit, MH_LEVEL, &e->peak, &e->intervals[MH_PROFILE]);
	mh_bootstrap(&room->s, &way, e->total, &e->question.bootstrap, &e->bootstrap);
	e->intervals[MH_PERCENTILE] = mh_bootstrap_percentile(&e->bootstrap, MH_LEVEL);
	e->intervals[MH_BCA] = mh_bootstrap_bca(&e->bootstrap, MH_LEVEL);
	e->bca80 = mh_bootstrap_bca(&e->bootstrap, 0.8);
	e->interval = e->intervals[e->question.interval];
	free(models);
}

/* The same question to fewer lists, by steps: models and rankings of other lists do not carry over. */
static double ask_again(const struct mh_estimate *e, const struct mh_histories *h)
{
	const struct mh_way way = { .threshold = e->question.how == MH_BY_MAIN_EFFECTS ? 0 : e->question.threshold };
	struct room room;
	double total = NAN;

	start_room(&room, h);
	if (!mh_way_go(&way, &room.work, &room.s, &total))
		total = NAN;
	end_room(&room);
	return total;
}

static void check_lists(struct mh_estimate *e)
{
	for (size_t i = 0; i < e->h->lists; i++) {
		struct mh_list_check *const check = &e->lists[i];
		struct mh_histories part;

		*check = (struct mh_list_check){ mh_histories_overlap(e->h, 1U << i), NAN, NAN };
		if (e->h->lists < 3)
			continue;
		mh_histories_without(e->h, i, &part);
		check->without = ask_again(e, &part);
		mh_histories_free(&part);
		mh_histories_within(e->h, i, &part);
		check->estimated = ask_again(e, &part);
		mh_histories_free(&part);
	}
}

static void answer_two(struct mh_estimate *e)
{
	const struct mh_two_lists two = mh_two_lists(e->h, 0, 1);

	e->total = two.chapman;
	e->interval = two.interval;
	e->estimated = two.both > 0;
	if (two.both <= 0)
		e->why |= MH_WHY_NO_OVERLAP;
}

static void judge(struct mh_estimate *e)
{
	if (!e->estimated && e->h->lists > 2)
		e->why |= MH_WHY_NO_MAXIMUM;
	if (e->h->n < FEW)
		e->why |= MH_WHY_FEW;
	if (mh_histories_shared(e->h) < FEW_SHARED)
		e->why |= MH_WHY_FEW_SHARED;
	if (e->estimated && !(e->interval.high <= WIDE * e->interval.low))
		e->why |= MH_WHY_WIDE;
	if (e->bootstrap.change > ONE_PERSON || e->bootstrap.left_out_failed > 0)
		e->why |= MH_WHY_ONE_PERSON;
}

void mh_estimate(const struct mh_histories *h, const struct mh_question *question, struct mh_estimate *e)
{
	struct room room;

	*e = (struct mh_estimate){ .h = h, .question = *question };
	if (h->lists == 2) {
		answer_two(e);
	} else {
		start_room(&room, h);
		mh_rank(&room.work, &room.s, &e->ranking);
		fit_main(e, &room);
		if (fit_model(e, &room))
			find_intervals(e, &room);
		end_room(&room);
	}
	e->chao = mh_chao(h);
	e->coverage = mh_coverage(h);
	check_lists(e);
	judge(e);
}

void mh_estimate_free(struct mh_estimate *e)
{
	mh_bootstrap_free(&e->bootstrap);
	mh_ranking_free(&e->ranking);
}

size_t mh_estimate_chapman(const struct mh_histories *h, double least, double *low, double *high)
{
	size_t count = 0;

	*low = INFINITY;
	*high = -INFINITY;
	for (size_t i = 0; i < h->lists; i++)
		for (size_t j = i + 1; j < h->lists; j++) {
			const struct mh_two_lists two = mh_two_lists(h, i, j);

			if (two.both < least || two.both <= 0)
				continue;
			*low = fmin(*low, two.chapman);
			*high = fmax(*high, two.chapman);
			count++;
		}
	return count;
}

size_t mh_estimate_without(const struct mh_estimate *e, double *low, double *high)
{
	size_t count = 0;

	*low = INFINITY;
	*high = -INFINITY;
	for (size_t i = 0; i < e->h->lists; i++)
		if (!isnan(e->lists[i].without)) {
			*low = fmin(*low, e->lists[i].without);
			*high = fmax(*high, e->lists[i].without);
			count++;
		}
	return count;
}

size_t mh_estimate_freedom(const struct mh_estimate *e)
{
	return e->fit.cells > e->fit.fitted ? e->fit.cells - e->fit.fitted : 0;
}

bool mh_estimate_misfit(const struct mh_estimate *e)
{
	const size_t freedom = mh_estimate_freedom(e);

	return e->estimated && e->h->lists > 2 && freedom > 0 && mh_chi_square_tail(e->fit.deviance, (double)freedom) < 0.01;
}

bool mh_estimate_below_chao(const struct mh_estimate *e)
{
	return e->estimated && e->chao.bound > e->interval.high;
}
