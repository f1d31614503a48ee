/*
 * Time and randomness come through here and nowhere else. $MH_NOW (a day or a moment) moves the agenda's clock;
 * expiry, gate, retention and log use the system clock, except in a demo store, where both move.
 */

#ifndef MH_BASE_CLOCK_H
#define MH_BASE_CLOCK_H

#include <stdbool.h>
#include <stddef.h>

#include "base/date.h"

/* Reads $MH_NOW once; MH_USAGE when it is neither a day nor a moment. */
enum mh_status mh_clock_init(struct mh_err *);
/* In a demo store the system clock follows $MH_NOW too; called by the store on open. */
void mh_clock_demo(bool demo);
mh_moment mh_clock_system(void);	/* expiry, gate, retention, log */
mh_moment mh_clock_machine(void);	/* what $MH_NOW moves nowhere: when a text was written that came with the programs */
mh_moment mh_clock_agenda(void);	/* agenda, periods, "today" of a command */
struct mh_date mh_today(void);		/* day of mh_clock_agenda in the store's zone */

/* Milliseconds of a clock that only goes forward; for the speed of progress and for nothing that is kept. */
int64_t mh_clock_ticks(void);

/* Fills with random bytes of the operating system; replaced at link time in unit tests only. */
void mh_random(void *out, size_t len);

#endif
