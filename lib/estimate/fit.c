/* Fitting a log-linear model. */

#include "estimate/fit.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

#define ITERATIONS 200
#define DONE 1e-15	/* twice what the next step could add to the log-likelihood */
#define SHORTEST 1e-12	/* part of a step */

void mh_sample_init(struct mh_sample *s, size_t lists)
{
	*s = (struct mh_sample){ .lists = lists, .cells = (size_t)1 << lists };
	s->counts = mh_alloc(s->cells, sizeof *s->counts);
	s->above = mh_alloc(s->cells, sizeof *s->above);
}

void mh_sample_free(struct mh_sample *s)
{
	free(s->counts);
	free(s->above);
	*s = (struct mh_sample){ .lists = 0 };
}

/* Each value becomes the sum of those of all sets that hold its set. */
static void sum_above(double *values, size_t cells)
{
	for (size_t bit = 1; bit < cells; bit <<= 1)
		for (size_t block = 0; block < cells; block += 2 * bit)
			for (size_t i = block; i < block + bit; i++)
				values[i] += values[i + bit];
}

/* Each value becomes the product of those of all sets inside its set. */
static void multiply_below(double *values, size_t cells)
{
	for (size_t bit = 1; bit < cells; bit <<= 1)
		for (size_t block = 0; block < cells; block += 2 * bit)
			for (size_t i = block; i < block + bit; i++)
				values[i + bit] *= values[i];
}

void mh_sample_take(struct mh_sample *s)
{
	s->counts[0] = s->entropy = s->factorials = 0;
	for (size_t w = 1; w < s->cells; w++)
		if (s->counts[w] > 0) {
			int sign;

			s->entropy += s->counts[w] * log(s->counts[w]);
			s->factorials += lgamma_r(s->counts[w] + 1, &sign);
		}
	memcpy(s->above, s->counts, s->cells * sizeof *s->above);
	sum_above(s->above, s->cells);
	s->n = s->above[0];
}

void mh_sample_of(struct mh_sample *s, const struct mh_histories *h)
{
	mh_sample_init(s, h->lists);
	memcpy(s->counts, h->counts, h->cells * sizeof *s->counts);
	mh_sample_take(s);
}

void mh_work_init(struct mh_work *work, size_t lists)
{
	*work = (struct mh_work){ .lists = lists, .cells = (size_t)1 << lists };
	work->start = mh_alloc(work->cells, sizeof *work->start);
	work->sums = mh_alloc(work->cells, sizeof *work->sums);
	work->matrix = mh_alloc((size_t)MH_EFFECTS_MOST * MH_EFFECTS_MOST, sizeof *work->matrix);
}

void mh_work_free(struct mh_work *work)
{
	free(work->start);
	free(work->sums);
	free(work->matrix);
	free(work->rows);
	*work = (struct mh_work){ .lists = 0 };
}

/* How many there would be if each pair of lists were a sample of them: sizes multiplied, over overlaps. */
static double pooled(const struct mh_sample *s)
{
	double products = 0, overlaps = 0;

	for (size_t i = 0; i < s->lists; i++)
		for (size_t j = i + 1; j < s->lists; j++) {
			products += s->above[1U << i] * s->above[1U << j];
			overlaps += s->above[1U << i | 1U << j];
		}
	const double total = overlaps > 0 ? products / overlaps : 10 * s->n;
	return total > 1.02 * s->n + 1 ? total : 1.02 * s->n + 1;
}

void mh_start(struct mh_work *work, const struct mh_sample *s)
{
	const double total = pooled(s);

	memset(work->start, 0, work->cells * sizeof *work->start);
	work->start[0] = log(total);
	for (size_t i = 0; i < s->lists; i++) {
		const double part = s->above[1U << i] / total;

		work->start[1U << i] = part > 0 ? log(part / (1 - part)) : 0;
		work->start[0] += log(1 - part);
	}
}

void mh_start_term(struct mh_work *work, const struct mh_sample *s, unsigned term)
{
	const double expected = work->sums[term], seen = s->above[term];

	work->start[term] = seen > 0 && expected > 0 ? log(seen / expected) : 0;
}

double mh_expected(const struct mh_work *work, unsigned set)
{
	return work->sums[set];
}

/* Which effects are finite: those of which somebody is on all lists. */
static void take_model(struct mh_work *work, const struct mh_sample *s, const struct mh_model *model)
{
	work->sets[0] = 0;
	work->effects = 1;
	for (size_t i = 0; i < s->lists; i++)
		if (s->above[1U << i] > 0)
			work->sets[work->effects++] = (uint16_t)(1U << i);
	for (size_t t = 0; t < model->count; t++)
		if (s->above[model->terms[t]] > 0)
			work->sets[work->effects++] = model->terms[t];
	for (size_t k = 0; k < work->effects; k++)
		work->b[k] = work->start[work->sets[k]];
}

/* What the cells are multiplied with: 1, and 0 where an effect is minus infinity. */
static void lay_out(struct mh_work *work, const struct mh_sample *s, const struct mh_model *model)
{
	for (size_t w = 0; w < work->cells; w++)
		work->sums[w] = 1;
	for (size_t i = 0; i < s->lists; i++)
		if (s->above[1U << i] <= 0)
			work->sums[1U << i] = 0;
	for (size_t t = 0; t < model->count; t++)
		if (s->above[model->terms[t]] <= 0)
			work->sums[model->terms[t]] = 0;
}

struct problem { struct mh_work *work; const struct mh_sample *s; const struct mh_model *model; double unseen; };

/* What the sample has of an effect. */
static double seen(const struct problem *p, size_t effect)
{
	const double more = effect == 0 && p->unseen > 0 ? p->unseen : 0;

	return p->s->above[p->work->sets[effect]] + more;
}

/* The log-likelihood at .b without what does not depend on it; leaves the sums of the means. */
static double evaluate(const struct problem *p)
{
	struct mh_work *const work = p->work;
	double value = 0;

	lay_out(work, p->s, p->model);
	for (size_t k = 0; k < work->effects; k++) {
		work->sums[work->sets[k]] = exp(work->b[k]);
		value += work->b[k] * seen(p, k);
	}
	multiply_below(work->sums, work->cells);
	if (p->unseen < 0)
		work->sums[0] = 0;
	sum_above(work->sums, work->cells);
	return value - work->sums[0];
}

/* The matrix of second derivatives as a product of triangles (Cholesky); false: it has no inverse. */
static bool factor(struct mh_work *work)
{
	const size_t n = work->effects;
	double *const a = work->matrix;

	for (size_t i = 0; i < n; i++) {
		for (size_t j = 0; j <= i; j++) {
			double sum = work->sums[work->sets[i] | work->sets[j]];

			for (size_t k = 0; k < j; k++)
				sum -= a[i * n + k] * a[j * n + k];
			if (i != j)
				a[i * n + j] = sum * a[j * n + j];
			else if (sum > 1e-13 * work->sums[work->sets[i]])
				a[i * n + i] = 1 / sqrt(sum);
			else
				return false;
		}
	}
	return true;
}

/* Solves for .step in place. */
static void solve(struct mh_work *work)
{
	const size_t n = work->effects;
	const double *const a = work->matrix;
	double *const x = work->step;

	for (size_t i = 0; i < n; i++) {
		for (size_t k = 0; k < i; k++)
			x[i] -= a[i * n + k] * x[k];
		x[i] *= a[i * n + i];
	}
	for (size_t i = n; i-- > 0;) {
		for (size_t k = i + 1; k < n; k++)
			x[i] -= a[k * n + i] * x[k];
		x[i] *= a[i * n + i];
	}
}

/* Newton's step into .step; returns what it promises, twice over, or a negative number where there is none. */
static double newton(const struct problem *p)
{
	struct mh_work *const work = p->work;
	double slope[MH_EFFECTS_MOST], promise = 0;

	for (size_t k = 0; k < work->effects; k++)
		slope[k] = work->step[k] = seen(p, k) - work->sums[work->sets[k]];
	if (!factor(work))
		return -1;
	solve(work);
	for (size_t k = 0; k < work->effects; k++)
		promise += slope[k] * work->step[k];
	return promise > 0 ? promise : 0;
}

/* Goes the step, or as much of it as does not make things worse. */
static bool go(const struct problem *p, double *value)
{
	struct mh_work *const work = p->work;
	const double before = *value, slack = 1e-13 * (fabs(before) + 1);
	double gone = 0;

	for (double part = 1; part > SHORTEST; part /= 2) {
		for (size_t k = 0; k < work->effects; k++)
			work->b[k] += (part - gone) * work->step[k];
		gone = part;
		*value = evaluate(p);
		if (*value >= before - slack)
			return true;
	}
	return false;
}

static bool climb(const struct problem *p)
{
	double value = evaluate(p);

	if (!isfinite(value))
		return false;
	for (size_t i = 0; i < ITERATIONS; i++) {
		const double promise = newton(p);

		if (promise < 0 || !go(p, &value))
			return false;
		if (promise < DONE * (1 + p->s->n))
			return true;
	}
	return false;
}

/* Cells that no effect at minus infinity is inside of. */
static size_t kept_cells(struct mh_work *work, const struct mh_sample *s, const struct mh_model *model)
{
	size_t kept = 0, dead = 0;
	uint16_t out[MH_EFFECTS_MOST];

	for (size_t i = 0; i < s->lists; i++)
		if (s->above[1U << i] <= 0)
			out[dead++] = (uint16_t)(1U << i);
	for (size_t t = 0; t < model->count; t++)
		if (s->above[model->terms[t]] <= 0)
			out[dead++] = model->terms[t];
	for (size_t w = 1; w < work->cells; w++) {
		size_t d = 0;

		while (d < dead && (w & out[d]) != out[d])
			d++;
		kept += d == dead;
	}
	return kept;
}

bool mh_fit(struct mh_work *work, const struct mh_sample *s, const struct mh_model *model, double unseen, struct mh_fit *fit)
{
	const struct problem p = { work, s, model, unseen };
	double fitted = 0;

	take_model(work, s, model);
	*fit = (struct mh_fit){ .specified = 1 + s->lists + model->count, .fitted = work->effects };
	if (!climb(&p))
		return false;
	for (size_t k = 0; k < work->effects; k++) {
		work->start[work->sets[k]] = work->b[k];
		fitted += work->b[k] * seen(&p, k);
	}
	fit->intercept = work->b[0];
	fit->unseen = exp(work->b[0]);
	fit->total = s->n + fit->unseen;
	fit->log_likelihood = fitted - work->sums[0] - s->factorials;
	fit->deviance = 2 * (s->entropy - fitted - (s->n - work->sums[0]));
	fit->aic = -2 * fit->log_likelihood + 2 * (double)fit->specified;
	fit->bic = -2 * fit->log_likelihood + log(s->n) * (double)fit->specified;
	return isfinite(fit->total);
}

bool mh_fit_error(struct mh_work *work, const struct mh_sample *s, const struct mh_model *model, struct mh_fit *fit)
{
	memset(work->step, 0, sizeof work->step);
	work->step[0] = 1;
	if (!factor(work))
		return false;
	solve(work);
	fit->sd = sqrt(work->step[0]);
	fit->cells = kept_cells(work, s, model);
	return isfinite(fit->sd);
}
