/*
 * Calendars (iCalendar, RFC 5545): whole days only, CRLF, lines folded at 75 octets. A calendar is copied to telephones and servers, so an
 * event is CLASS:CONFIDENTIAL, takes no time of the day, and says no more than its caller's summary.
 */

#ifndef MH_OUT_ICS_H
#define MH_OUT_ICS_H

#include <stdio.h>

#include "base/date.h"

/* An event from one day up to, not including, another. uid is the same for as long as it is the same event. */
struct mh_ics_event { const char *uid, *summary; struct mh_date from, before; };

/* Begins a calendar; stamp is the moment at which it is made. */
void mh_ics_start(FILE *);
void mh_ics_add(FILE *, const struct mh_ics_event *, mh_moment stamp);
/* Ends it. MH_STORE when the stream failed. */
enum mh_status mh_ics_end(FILE *, struct mh_err *);

/* Adds "NAME:text" and CRLF, the text escaped, folded between characters. For the test of it too. */
struct mh_str;
void mh_ics_line(struct mh_str *, const char *name, const char *text);

#endif
