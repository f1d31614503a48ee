/* Chances. */

#include "estimate/chance.h"

#include <math.h>

/* Sum of the chances from count on, downward or upward, as parts of the chance of count itself. */
static double parts(double count, double mean, int way)
{
	double sum = 1, term = 1;

	for (double k = count; term > 1e-17 * sum && (way > 0 || k > 0); k += way) {
		term *= way > 0 ? mean / (k + 1) : k / mean;
		sum += term;
	}
	return sum;
}

double mh_poisson_tail(double count, double mean)
{
	int sign;

	if (mean <= 0)
		return count > 0 ? 0 : 1;
	const double at = exp(count * log(mean) - mean - lgamma_r(count + 1, &sign));
	const double tail = at * parts(count, mean, count < mean ? -1 : 1), other = 1 - tail + at;
	return tail < other ? tail : other;
}

double mh_normal(double x)
{
	return erfc(-x / sqrt(2)) / 2;
}

double mh_chi_square_tail(double x, double freedom)
{
	const double spread = 2 / (9 * freedom);

	return mh_normal((1 - spread - cbrt(x / freedom)) / sqrt(spread));
}

/* Acklam's approximation, to a relative 1e-9; two steps of Halley's method take it to the end. */
static double rough(double p)
{
	static const double a[] = { -3.969683028665376e+01, 2.209460984245205e+02, -2.759285104469687e+02, 1.383577518672690e+02,
		-3.066479806614716e+01, 2.506628277459239e+00 };
	static const double b[] = { -5.447609879822406e+01, 1.615858368580409e+02, -1.556989798598866e+02, 6.680131188771972e+01,
		-1.328068155288572e+01 };
	static const double c[] = { -7.784894002430293e-03, -3.223964580411365e-01, -2.400758277161838e+00, -2.549732539343734e+00,
		4.374664141464968e+00, 2.938163982698783e+00 };
	static const double d[] = { 7.784695709041462e-03, 3.224671290700398e-01, 2.445134137142996e+00, 3.754408661907416e+00 };

	if (p > 0.5)
		return -rough(1 - p);
	if (p < 0.02425) {
		const double q = sqrt(-2 * log(p));
		return (((((c[0] * q + c[1]) * q + c[2]) * q + c[3]) * q + c[4]) * q + c[5]) / ((((d[0] * q + d[1]) * q + d[2]) * q + d[3]) * q + 1);
	}
	const double q = p - 0.5, r = q * q;
	return (((((a[0] * r + a[1]) * r + a[2]) * r + a[3]) * r + a[4]) * r + a[5]) * q /
		(((((b[0] * r + b[1]) * r + b[2]) * r + b[3]) * r + b[4]) * r + 1);
}

double mh_normal_at(double probability)
{
	double x = rough(probability);

	for (int i = 0; i < 2; i++) {
		const double u = (mh_normal(x) - probability) * sqrt(2 * acos(-1)) * exp(x * x / 2);
		x -= u / (1 + x * u / 2);
	}
	return x;
}

static uint64_t mixed(uint64_t *state)	/* splitmix64 */
{
	uint64_t z = *state += UINT64_C(0x9e3779b97f4a7c15);

	z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
	return z ^ z >> 31;
}

void mh_dice_start(struct mh_dice *dice, uint64_t seed, uint64_t stream)
{
	uint64_t state = seed;

	state = mixed(&state) ^ (stream + 1) * UINT64_C(0xda942042e4dd58b5);
	for (int i = 0; i < 4; i++)
		dice->s[i] = mixed(&state);
}

static uint64_t rotated(uint64_t x, int by)
{
	return x << by | x >> (64 - by);
}

static uint64_t next(struct mh_dice *dice)
{
	uint64_t *const s = dice->s, result = rotated(s[0] + s[3], 23) + s[0], t = s[1] << 17;

	s[2] ^= s[0];
	s[3] ^= s[1];
	s[1] ^= s[2];
	s[0] ^= s[3];
	s[2] ^= t;
	s[3] = rotated(s[3], 45);
	return result;
}

/* Lemire's method: the few numbers that would make some results likelier are thrown again. */
uint32_t mh_dice_below(struct mh_dice *dice, uint32_t below)
{
	uint64_t product = (next(dice) >> 32) * below;

	if ((uint32_t)product < below) {
		const uint32_t least = -below % below;

		while ((uint32_t)product < least)
			product = (next(dice) >> 32) * below;
	}
	return (uint32_t)(product >> 32);
}
