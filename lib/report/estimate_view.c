/* An estimate as somebody may see it. */

#include "report/estimate_view.h"

#include <math.h>

#include "report/words.h"

bool mh_estimate_small(const struct mh_estimate_view *view, double count)
{
	return count > 0 && count < (double)view->threshold;
}

static double overlap(const struct mh_estimate_view *view, size_t i, size_t j)
{
	return mh_histories_overlap(view->e->h, 1U << i | 1U << j);
}

/* The smallest overlap, or list, that is there and shown; false: none. */
static bool smallest(const struct mh_estimate_view *view, bool lists, size_t *a, size_t *b)
{
	bool found = false;

	for (size_t i = 0; i < view->e->h->lists; i++)
		for (size_t j = lists ? i : i + 1; j < (lists ? i + 1 : view->e->h->lists); j++)
			if (overlap(view, i, j) > 0 && !view->hide[i][j] && (!found || overlap(view, i, j) < overlap(view, *a, *b))) {
				found = true;
				*a = i;
				*b = j;
			}
	return found;
}

/*
 * Sizes less persons are what the overlaps sum to, where nobody is on three lists: hidden overlaps could be found by it. So one more is hidden,
 * or where there is no other, the size of a list.
 */
static void hide_another(struct mh_estimate_view *view)
{
	size_t a = 0, b = 0;

	if (!smallest(view, false, &a, &b) && !smallest(view, true, &a, &b))
		return;
	view->hide[a][b] = true;
	view->hidden++;
}

void mh_estimate_view_protect(struct mh_estimate_view *view)
{
	const size_t lists = view->e->h->lists;

	view->hidden = 0;
	for (size_t i = 0; i < lists; i++)
		for (size_t j = i; j < lists; j++) {
			view->hide[i][j] = mh_estimate_small(view, overlap(view, i, j));
			view->hidden += view->hide[i][j];
		}
	if (view->hidden > 0)
		hide_another(view);
}

static struct mh_figure *add(struct mh_figure *out, size_t *count, const char *name, enum mh_estimate_phrase label, double value)
{
	out[*count] = (struct mh_figure){ .name = name, .label = label, .value = value, .low = NAN, .high = NAN };
	return &out[(*count)++];
}

static void add_interval(struct mh_figure *out, size_t *count, const char *name, enum mh_estimate_phrase label, double value, struct mh_interval ends)
{
	struct mh_figure *const figure = add(out, count, name, label, value);

	figure->low = ends.low;
	figure->high = ends.high;
	figure->low_open = ends.low_open;
	figure->high_open = ends.high_open;
	figure->model = true;
}

static void add_range(struct mh_figure *out, size_t *count, const char *name, enum mh_estimate_phrase label, double low, double high)
{
	struct mh_figure *const figure = add(out, count, name, label, NAN);

	figure->low = low;
	figure->high = high;
}

static void add_model(const struct mh_estimate *e, struct mh_figure *out, size_t *count)
{
	if (!e->estimated || e->h->lists < 3)
		return;
	add_interval(out, count, "bca", MH_E_BCA, e->total, e->intervals[MH_BCA]);
	add_interval(out, count, "bca-80", MH_E_BCA80, e->total, e->bca80);
	add_interval(out, count, "percentile", MH_E_PERCENTILE, e->total, e->intervals[MH_PERCENTILE]);
	add_interval(out, count, "wald", MH_E_WALD, e->total, e->intervals[MH_WALD]);
	if (e->profiled)
		add_interval(out, count, "profile", MH_E_PROFILE, e->total, e->intervals[MH_PROFILE]);
	add(out, count, "median", MH_E_MEDIAN, mh_bootstrap_quantile(&e->bootstrap, 0.5));
}

static void add_ranked(const struct mh_estimate *e, struct mh_figure *out, size_t *count)
{
	double low, high;

	if (e->ranking.estimated == 0)
		return;
	add(out, count, "bic-best", MH_E_BIC_BEST, e->ranking.list[0].total);
	add(out, count, "bic-mean", MH_E_BIC_MEAN, e->ranking.mean);
	mh_ranking_range(&e->ranking, 2, &low, &high);
	add_range(out, count, "bic-within-2", MH_E_BIC_2, low, high);
	mh_ranking_range(&e->ranking, 6, &low, &high);
	add_range(out, count, "bic-within-6", MH_E_BIC_6, low, high);
}

/* Pairs whose overlap is hidden are not among those of Chapman's formula, from which it could be computed. */
static void add_simple(const struct mh_estimate_view *view, struct mh_figure *out, size_t *count)
{
	const struct mh_estimate *const e = view->e;
	double low, high;

	if (e->h->lists == 2 && !view->hide[0][1]) {
		add_interval(out, count, "chapman", MH_E_CHAPMAN_ONE, e->total, e->interval);
	} else if ((view->hidden == 0 || view->rounded) && mh_estimate_chapman(e->h, view->rounded ? (double)view->threshold : 1, &low, &high) > 0 && e->h->lists > 2) {
		add_range(out, count, "chapman", MH_E_CHAPMAN, low, high);
	}
	if (!mh_estimate_small(view, e->chao.twice))
		add(out, count, "chao", MH_E_CHAO, e->chao.bound);
	if (e->h->lists > 2 && !isnan(e->coverage.low) && e->coverage.coverage > 0)
		add(out, count, "coverage", MH_E_COVERAGE, e->coverage.low);
	if (view->hidden == 0 && mh_estimate_without(e, &low, &high) > 0)	/* else the hidden counts can be worked back */
		add_range(out, count, "without-one", MH_E_WITHOUT, low, high);
}

size_t mh_estimate_figures(const struct mh_estimate_view *view, struct mh_figure out[MH_FIGURES_MOST])
{
	const struct mh_estimate *const e = view->e;
	size_t count = 0;

	add_model(e, out, &count);
	if (e->h->lists > 2 && e->main_code == MH_EXISTS)
		add_interval(out, &count, "main", MH_E_MAIN, e->main.total, e->main_wald);
	if (count > 0)
		out[count - 1].model = out[count - 1].label != MH_E_MAIN;
	add_ranked(e, out, &count);
	add_simple(view, out, &count);
	for (size_t i = 0; i < count && view->rounded; i++) {
		out[i].value = mh_two_digits(out[i].value);
		out[i].low = mh_two_digits(out[i].low);
		out[i].high = mh_two_digits(out[i].high);
	}
	return count;
}

double mh_two_digits(double value)
{
	if (!isfinite(value) || value <= 0)
		return value;
	const double step = pow(10, floor(log10(value)) - 1);
	return step >= 1 ? round(value / step) * step : round(value);
}

void mh_estimate_number(const struct mh_estimate_view *view, double value, struct mh_str *out)
{
	if (isinf(value))
		mh_str_puts(out, "∞");
	else if (!isnan(value))
		mh_number_text((int64_t)llround(view->rounded ? mh_two_digits(value) : value), view->dutch, out);
}

void mh_estimate_persons(const struct mh_estimate_view *view, double count, bool hidden, struct mh_str *out)
{
	if (hidden || mh_estimate_small(view, count))
		mh_str_putc(out, 'x');
	else
		mh_number_text((int64_t)llround(count), view->dutch, out);
}

const char *mh_estimate_label(const struct mh_estimate_view *view, size_t list)
{
	return view->source != NULL && view->source->labels[list] != NULL ? view->source->labels[list] : view->e->h->names[list];
}

void mh_estimate_set(const struct mh_estimate_view *view, unsigned set, struct mh_str *out)
{
	const char *joint = "";

	for (size_t i = 0; i < view->e->h->lists; i++)
		if ((set >> i & 1) != 0) {
			mh_str_printf(out, "%s%s", joint, mh_estimate_label(view, i));
			joint = "\u00a0×\u00a0";
		}
}
