/*
 * The attack: can a number be as high, or as low, as a demand says, for all that its reader knows? A linear programme answers: it
 * moves the number there and the others along with it, so that every relation holds again, at the least cost. What is hidden moves for
 * next to nothing, what is shown for the cost of hiding it. So the same programme audits (nothing shown has moved: here is the witness)
 * and advises (what has moved would have to be hidden, and little else would do).
 */

#ifndef MH_PROTECT_ATTACK_H
#define MH_PROTECT_ATTACK_H

#include "protect/witness.h"

struct mh_attack;

struct mh_attack *mh_attack_start(const struct mh_system *);
void mh_attack_end(struct mh_attack *);

/* What moving a number costs: 0 is next to nothing, as of a hidden one. All cost nothing at the start. */
void mh_attack_cost(struct mh_attack *, size_t number, double cost);
/* The number does not move at all, or may again. */
void mh_attack_bar(struct mh_attack *, size_t number, bool barred);
/*
 * Looks for the witness of a demand in whole numbers, into *out, which is freed by the caller. False: there is none, whatever were hidden
 * (or none was found within MH_ATTACK_STEPS, which amounts to the same: it is not protected).
 */
bool mh_attack_try(struct mh_attack *, const struct mh_demand *, struct mh_witness *out);
/* Work that was done: steps of the simplex method times the size of the programme. Of the same questions always the same. */
uint64_t mh_attack_work(const struct mh_attack *);

#define MH_ATTACK_STEPS 50000	/* of the simplex method for one question */
#define MH_ATTACK_BRANCHES 500	/* of the search for whole numbers, where the first answer has fractions */

#endif
