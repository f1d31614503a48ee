/* The agenda's arithmetic: in which group of the morning list a day falls. What the items are is the caller's. */

#ifndef MH_WORKFLOW_AGENDA_H
#define MH_WORKFLOW_AGENDA_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/mem.h"
#include "workflow/calendar.h"

enum mh_agenda_group { MH_OVERDUE, MH_TODAY, MH_THIS_WEEK, MH_LATER };

struct mh_agenda_item {
	struct mh_date day;	/* on which it is due */
	struct mh_date about;	/* month or year in which day lies as its first, where no day is known; year 0: day is the day */
	struct mh_date warn;	/* from this day it is shown, however far the due day; year 0: no warning */
	bool opens;		/* from day something is possible: it is never overdue */
	bool urgent;		/* never left out of a list that is cut */
	int64_t start;		/* number of what started it: tells two of one code and record apart; 0: nothing of its own */
	const char *source;	/* word of the place it comes from: "term", "signal" ...; a literal */
	char *id;		/* record */
	char *code;		/* of the term: what programs ask for */
	char *what;		/* sentence without personal data */
	char *who;		/* code of the organisation that is waited for; "": us */
	char *law, *checked;	/* source of the term, and when it was compared with it; "": none */
};

/* A text that was kept, and where it was copied from: thousands of items of one term share its words. */
struct mh_agenda_text { const char *from; char *kept; };

enum { MH_AGENDA_TEXTS = 256 };	/* a power of two */

struct mh_agenda {
	struct mh_agenda_item *list;
	size_t count, room;
	struct mh_pool texts;
	struct mh_agenda_text known[MH_AGENDA_TEXTS];
};

#define MH_AGENDA_INIT { .texts = MH_POOL_INIT }

/* Adds a copy. */
void mh_agenda_add(struct mh_agenda *, const struct mh_agenda_item *);
/* By day, then source, id and sentence: the same records give the same list. */
void mh_agenda_sort(struct mh_agenda *);
void mh_agenda_free(struct mh_agenda *);

/* The day, or what is known of it: "2026-05". */
void mh_agenda_day(const struct mh_agenda_item *, char out[MH_DATE_SIZE]);
/* A week ends on Sunday. What is due in a month is due today as long as the month lasts. */
enum mh_agenda_group mh_agenda_group(const struct mh_agenda_item *, struct mh_date today);
const char *mh_agenda_group_word(enum mh_agenda_group);		/* "this-week": in CSV */
/* Due within this length from today, overdue, or warned of already. */
bool mh_agenda_within(const struct mh_agenda_item *, struct mh_date today, struct mh_length);

#endif
