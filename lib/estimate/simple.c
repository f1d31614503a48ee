/* Estimates by formula. */

#include "estimate/simple.h"

#include <math.h>

#include "estimate/chance.h"

struct mh_two_lists mh_two_lists(const struct mh_histories *h, size_t i, size_t j)
{
	struct mh_two_lists t = { .first = mh_histories_overlap(h, 1U << i), .second = mh_histories_overlap(h, 1U << j),
		.both = mh_histories_overlap(h, 1U << i | 1U << j) };
	const double more = t.both + 1;

	t.seen = t.first + t.second - t.both;
	t.petersen = t.both > 0 ? t.first * t.second / t.both : INFINITY;
	t.chapman = (t.first + 1) * (t.second + 1) / more - 1;
	t.variance = (t.first + 1) * (t.second + 1) * (t.first - t.both) * (t.second - t.both) / (more * more * (more + 1));
	const double unseen = t.chapman - t.seen;
	const double times = unseen > 0 ? exp(mh_normal_at(0.975) * sqrt(log(1 + t.variance / (unseen * unseen)))) : 1;
	t.interval = (struct mh_interval){ .low = t.seen + unseen / times, .high = t.seen + unseen * times };
	return t;
}

struct mh_chao mh_chao(const struct mh_histories *h)
{
	struct mh_chao c = { .once = mh_histories_on(h, 1), .twice = mh_histories_on(h, 2) };
	const double f1 = c.once, f2 = c.twice, g = f1 / f2, lists = (double)h->lists;

	c.corrected = h->n + f1 * (f1 - 1) / (2 * (f2 + 1));
	c.bound = f2 > 0 ? h->n + f1 * f1 / (2 * f2) : c.corrected;
	c.equal_lists = f2 > 0 ? h->n + (lists - 1) / lists * f1 * f1 / (2 * f2) : NAN;
	c.variance = f2 > 0 ? f2 * (g * g * g * g / 4 + g * g * g + g * g / 2) : NAN;
	return c;
}

struct sums { double lists, distinct, coverage, a, ab; };

static double only(const struct mh_histories *h, size_t i, size_t j)
{
	return h->counts[1U << i] + h->counts[1U << j] + 2 * h->counts[1U << i | 1U << j];
}

/* How much larger the overlap is than chance, as a part of both sizes. */
static double share(const struct mh_histories *h, size_t i, size_t j)
{
	return mh_histories_overlap(h, 1U << i | 1U << j) / (mh_histories_overlap(h, 1U << i) * mh_histories_overlap(h, 1U << j));
}

/* Sum over pairs of A (share x total - 1). */
static double dependence(const struct mh_histories *h, double total)
{
	double sum = 0;

	for (size_t i = 0; i < h->lists; i++)
		for (size_t j = i + 1; j < h->lists; j++)
			sum += only(h, i, j) * (share(h, i, j) * total - 1);
	return sum;
}

struct mh_coverage mh_coverage(const struct mh_histories *h)
{
	struct sums s = { .lists = (double)h->lists };
	struct mh_coverage c;

	for (size_t i = 0; i < h->lists; i++) {
		s.distinct += h->counts[1U << i] / s.lists;
		s.coverage += h->counts[1U << i] / mh_histories_overlap(h, 1U << i) / s.lists;
		for (size_t j = i + 1; j < h->lists; j++) {
			s.a += only(h, i, j);
			s.ab += only(h, i, j) * share(h, i, j);
		}
	}
	const double d = h->n - s.distinct;
	c.coverage = 1 - s.coverage;
	c.independent = c.coverage > 0 ? d / c.coverage : NAN;
	const double above = s.lists * d - s.a, below = s.lists * c.coverage - s.ab;
	c.high = above >= 1e-4 && below > 0 && above / below >= h->n ? above / below : NAN;
	const double k = c.independent + dependence(h, c.independent) / (s.lists * c.coverage);
	c.low = c.coverage > 0 ? c.independent + dependence(h, k) / (s.lists * c.coverage) : NAN;
	return c;
}
