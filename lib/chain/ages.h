/*
 * Ages to come: the agenda reads no sealed birth date, so a case keeps, clear, the months in which its person turns 12, 16 and 18, for as
 * long as they are to come. Whoever writes a birth date calls mh_ages_follow in the same transaction, before the person is put.
 */

#ifndef MH_CHAIN_AGES_H
#define MH_CHAIN_AGES_H

#include "chain/events.h"

/*
 * Where the person's birth date was set since the record was read: puts the months in every case of the person (by whatever record the
 * person is known), or takes them away when it is empty now. Of a year alone years are kept. MH_INPUT: the birth date lies in the future.
 */
enum mh_status mh_ages_follow(struct mh_store *, const struct mh_record *person, struct mh_date today, struct mh_err *);

/* Is who was born then (a day, a month or a year) under 18: "yes", "no", or "" where that is not certain. */
const char *mh_ages_minor(const char *born, struct mh_date today);

/*
 * The case as it is on a day: whether the person is a minor follows from the months of birthdays where they are known, whatever the case
 * says itself. Within the month of the 18th birthday the case's own "no" counts, since the day is sealed; anything else is taken for "yes".
 */
void mh_case_on(const struct mh_record *the_case, struct mh_date day, struct mh_record *out);

/* Gives a new case what another case of the person has; nothing where there is none. */
enum mh_status mh_ages_take_over(struct mh_store *, int64_t person, struct mh_record *the_case, struct mh_err *);

#endif
