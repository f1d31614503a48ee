/* The agenda as a calendar file: what stands in it is seen on telephones, so that an event is an id and a day, and nothing else. */

#ifndef MH_CMD_AGENDA_CALENDAR_H
#define MH_CMD_AGENDA_CALENDAR_H

#include "session.h"
#include "workflow/agenda.h"

/* Prints one event for each item for which wanted says so. */
enum mh_status mh_agenda_calendar(const struct mh_session *, const struct mh_agenda *, bool (*wanted)(void *, const struct mh_agenda_item *), void *arg,
	struct mh_err *);

#endif
