/*
 * Lengths of time on the Dutch calendar: adding them to a day, public holidays, and the Algemene termijnenwet (General
 * Extension of Time-Limits Act). The day of the start is never counted: a day plus one week is the same weekday.
 */

#ifndef MH_WORKFLOW_CALENDAR_H
#define MH_WORKFLOW_CALENDAR_H

#include <stdbool.h>

#include "base/date.h"

enum mh_unit { MH_HOURS, MH_DAYS, MH_WORKDAYS, MH_WEEKS, MH_WORKWEEKS, MH_MONTHS, MH_YEARS };

struct mh_length {
	int count;		/* 0 to 9999 */
	enum mh_unit unit;
};

#define MH_LENGTH_SIZE 24	/* "9999 workweek" and its NUL */
#define MH_LENGTH_UNITS "hour, day, workday, week, workweek, month or year"

/* Reads "3 month", "3 months" or short "14d" (h d w m y); false when it is none, or more than 9999. */
bool mh_length_parse(const char *text, struct mh_length *out);
/* Writes the long form that mh_length_parse reads. */
void mh_length_format(struct mh_length, char out[MH_LENGTH_SIZE]);

/*
 * The last day of a length that starts on a whole day. A month after 31 January is the last day of February. Workdays are
 * days that are neither Saturday, Sunday nor a holiday; a workweek is five of them. Hours without a time of day count whole
 * days from the start's midnight: 24 hours end on the next day. Years stop at 9999.
 */
struct mh_date mh_date_after(struct mh_date start, struct mh_length);
/* The same backwards: the day on which a length must have started to end on this day. */
struct mh_date mh_date_before(struct mh_date end, struct mh_length);

/* Generally recognised holidays of article 3 of the act, with Good Friday, which it puts on a par with them. */
bool mh_holiday(struct mh_date);
bool mh_workday(struct mh_date);
struct mh_date mh_easter(int year);	/* Easter Sunday */

/* Does the act hold for terms of this length (article 4)? Not for hours, over 90 days, 12 weeks or 3 months, or years. */
bool mh_terms_act_holds(struct mh_length);
/* The end of a statutory term by the act: articles 1(1) and 2 where it holds, else as mh_date_after. Never for terms that
 * are reckoned backwards (article 1(2)): those come from mh_date_before. */
struct mh_date mh_terms_act_end(struct mh_date start, struct mh_length);

#endif
