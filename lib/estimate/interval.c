/* Intervals of one model. */

#include "estimate/interval.h"

#include <math.h>

#include "estimate/chance.h"

#define HALVINGS 60
#define FARTHEST 1000.0	/* times the estimate: an upper end beyond it is none */

struct mh_interval mh_interval_wald(const struct mh_sample *s, const struct mh_fit *fit, double level)
{
	const double z = mh_normal_at((1 + level) / 2);

	return (struct mh_interval){ .low = s->n + exp(fit->intercept - z * fit->sd), .high = s->n + exp(fit->intercept + z * fit->sd) };
}

struct profile { struct mh_work *work; const struct mh_sample *s; const struct mh_model *model; };

/* The log-likelihood of so many unseen, without what does not depend on them. */
static double likelihood(const struct profile *p, double unseen)
{
	const double total = p->s->n + unseen;
	struct mh_fit fit;
	int sign;

	if (!mh_fit(p->work, p->s, p->model, unseen, &fit)) {
		mh_start(p->work, p->s);
		return -INFINITY;
	}
	return fit.log_likelihood + total - lgamma_r(unseen + 1, &sign) - total * log(total) + lgamma_r(total + 1, &sign);
}

/* Golden section: the likelihood rises to one top and falls. */
static double top(const struct profile *p, double high)
{
	const double golden = (sqrt(5) - 1) / 2;
	double low = 0, left = high - golden * high, right = golden * high;
	double at_left = likelihood(p, left), at_right = likelihood(p, right);

	for (int i = 0; i < HALVINGS; i++) {
		if (at_left > at_right) {
			high = right;
			right = left;
			at_right = at_left;
			left = high - golden * (high - low);
			at_left = likelihood(p, left);
		} else {
			low = left;
			left = right;
			at_left = at_right;
			right = low + golden * (high - low);
			at_right = likelihood(p, right);
		}
	}
	return (low + high) / 2;
}

/* Where it crosses the level between a place above it and one below it. */
static double crossing(const struct profile *p, double level, double above, double below)
{
	for (int i = 0; i < HALVINGS; i++) {
		const double middle = (above + below) / 2;

		if (likelihood(p, middle) > level)
			above = middle;
		else
			below = middle;
	}
	return (above + below) / 2;
}

bool mh_interval_profile(struct mh_work *work, const struct mh_sample *s, const struct mh_model *model, const struct mh_fit *fit, double level,
	double *peak, struct mh_interval *out)
{
	const struct profile p = { work, s, model };
	const double z = mh_normal_at((1 + level) / 2);
	const double best = top(&p, fit->unseen * 1.5 + s->n * 0.5), most = likelihood(&p, best), bar = most - z * z / 2;
	double far = 2 * best + 1;

	*peak = s->n + best;
	*out = (struct mh_interval){ .low = s->n };
	if (!isfinite(most))
		return false;
	if (likelihood(&p, 0) < bar)
		out->low = s->n + crossing(&p, bar, best, 0);
	while (far < FARTHEST * fit->total && likelihood(&p, far) > bar)
		far *= 2;
	out->high_open = far >= FARTHEST * fit->total;
	out->high = out->high_open ? INFINITY : s->n + crossing(&p, bar, best, far);
	return true;
}
