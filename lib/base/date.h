/*
 * Days and moments. A day is of the proleptic Gregorian calendar; a partial date is a month or a year.
 * A moment is a count of seconds since 1970 in UTC. Days are in the store's time zone, never in the machine's.
 */

#ifndef MH_BASE_DATE_H
#define MH_BASE_DATE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"

struct mh_date {
	int year;		/* 1 to 9999; 0: no date */
	int month;		/* 1 to 12; 0: a year only */
	int day;		/* 1 to 31; 0: a month or a year only */
};

typedef int64_t mh_moment;

#define MH_DATE_SIZE 11		/* "2026-03-01" and its NUL */
#define MH_MOMENT_SIZE 21	/* "2026-03-01T12:00:00Z" and its NUL */

/* Reads "2026-03-01", "2026-03" or "2026", nothing before or behind; false when it is none or no such day exists. */
bool mh_date_parse(const char *text, struct mh_date *out);
/* Writes the form that mh_date_parse reads. */
void mh_date_format(struct mh_date, char out[MH_DATE_SIZE]);
bool mh_date_whole(struct mh_date);			/* names a day */
/* Days since 1970-01-01 of the first day that the date can mean. */
int64_t mh_date_number(struct mh_date);
struct mh_date mh_date_from_number(int64_t);
int mh_date_weekday(struct mh_date);			/* 1 Monday to 7 Sunday; the date must be whole */
int mh_date_month_length(int year, int month);
int mh_date_compare(struct mh_date, struct mh_date);	/* by first day, then partial before whole */

/* Reads a moment "2026-03-01T12:00:00Z" (UTC only); false when it is none. */
bool mh_moment_parse(const char *text, mh_moment *out);
void mh_moment_format(mh_moment, char out[MH_MOMENT_SIZE]);

/* Makes zone (IANA name) the zone of all following calls; MH_STORE when the machine has no data for it. */
enum mh_status mh_zone_set(const char *zone, struct mh_err *);
struct mh_date mh_moment_day(mh_moment);		/* the day in the zone */
mh_moment mh_day_start(struct mh_date);			/* its first second in the zone */
mh_moment mh_day_end(struct mh_date);			/* its last second in the zone */
/* Writes "2026-03-01 13:00" in the zone, for people. */
void mh_moment_show(mh_moment, char out[MH_MOMENT_SIZE]);

#endif
