/* Chances: tails of the Poisson and the normal distribution, and numbers that look random and come again with their seed. */

#ifndef MH_ESTIMATE_CHANCE_H
#define MH_ESTIMATE_CHANCE_H

#include <stdint.h>

/* The smaller of P(X <= count) and P(X >= count) for a Poisson X of this mean (not doubled). */
double mh_poisson_tail(double count, double mean);
/* P(X <= x) of a standard normal X, and the x of a probability between 0 and 1. */
double mh_normal(double x);
double mh_normal_at(double probability);
/* P(X > x) of a chi-square X with these degrees of freedom (1 or more), after Wilson and Hilferty (1931): two digits are right. */
double mh_chi_square_tail(double x, double freedom);

/* xoshiro256++ by Blackman and Vigna (public domain). A stream of its own for each number of a replicate. */
struct mh_dice { uint64_t s[4]; };

void mh_dice_start(struct mh_dice *, uint64_t seed, uint64_t stream);
/* A number from 0 to below - 1, each as likely. */
uint32_t mh_dice_below(struct mh_dice *, uint32_t below);

#endif
