/*
 * Tracks: a case runs over parallel tracks (residence, criminal, care, youth), each a workflow of states and events that
 * is data: YAML of format mh-workflow/1. The state of a track is never believed: it follows from its events.
 *
 *	format: mh-workflow/1
 *	name: residence			# the track; a field of the case bears its name
 *	en: Residence
 *	nl: Verblijfsrecht
 *	unless: { group: own }		# the track is not for cases whose field has this value
 *	initial: none
 *	states: [ { code, en, nl, end: yes where nothing is waited for } ]
 *	events: [ { code, en, nl, from: STATE, a list of them, or any; to: STATE (absent: stays),
 *		    back: yes (instead of "to"): to the state in which the track was before the one in "from",
 *		    needs: fields of the event; scopes: words that scope may be; once: yes in a case, or person;
 *		    scope-of: events (absent: none): the scope is that of the last of them before it. Another one needs a detail that says
 *		    why; where the event has no such scope it can't follow at all;
 *		    then: { minor: no }: what the case is to say afterwards (absent: nothing); the program asks for it, and writes it not;
 *		    never: [ { when: { minor: yes }, scopes: cosm (absent: any), en: why not, nl } ] } ]
 */

#ifndef MH_WORKFLOW_TRACK_H
#define MH_WORKFLOW_TRACK_H

#include <stdint.h>

#include "base/date.h"
#include "record/record.h"
#include "text/yaml.h"
#include "workflow/read.h"

#define MH_WORKFLOW_FORMAT "mh-workflow/1"

struct mh_track_state { char *code, *en, *nl; bool end; };

/* What an event may never be in a case whose field has this value, and the sentence that says why. */
struct mh_track_bar {
	char *field, *value;
	struct mh_word_list scopes;	/* none: whatever the scope */
	char *en, *nl;
};

struct mh_track_event {
	char *code, *en, *nl;
	struct mh_word_list from;	/* "any" alone: every state */
	char *to;			/* "": the state stays, or goes back */
	bool back;			/* to the state before this one */
	struct mh_word_list needs;	/* fields of the event that must be given */
	struct mh_word_list scopes;	/* none: scope must be empty */
	struct mh_word_list scope_of;	/* none: any of scopes */
	char *then_field, *then_value;	/* "": nothing */
	bool once;			/* at most once in a case */
	bool once_person;		/* and at most once in all cases of a person */
	struct mh_track_bar *bars;
	size_t bar_count;
};

struct mh_track {
	char *name, *en, *nl, *source, *checked;
	char *unless_field, *unless_value;	/* "": the track is for every case */
	size_t initial;				/* index of a state */
	struct mh_track_state *states;
	size_t state_count;
	struct mh_track_event *events;
	size_t event_count;
};

#define MH_TRACK_INIT { 0 }

/* Something that happened on a track of a case: what the record of an event says. Texts are borrowed from it. */
struct mh_happening {
	const char *track, *event;
	struct mh_date on, until;	/* until: year 0 where the decision names no end */
	struct mh_date about;		/* month or year, where the day is not known: on is then its first day; else year 0 */
	const char *scope;		/* "": none */
	bool explained;			/* it has a detail */
	int64_t order;			/* order of recording within the case */
	int64_t n;			/* number of the record */
};

/* Reads a workflow. MH_INPUT: refused; problems have all that is wrong, err the first. track is then empty. */
enum mh_status mh_track_read(const char *file, const struct mh_node *root, struct mh_track *, struct mh_problems *, struct mh_err *);
void mh_track_free(struct mh_track *);

const struct mh_track_event *mh_track_event(const struct mh_track *, const char *code);	/* NULL: none */
const struct mh_track_state *mh_track_state(const struct mh_track *, const char *code);	/* NULL: none */
/* What keeps this case from an event of this scope; NULL: nothing. */
const struct mh_track_bar *mh_track_barred(const struct mh_track_event *, const char *scope, const struct mh_record *the_case);
/* Label in the user's language. */
const char *mh_label(const char *en, const char *nl);

/* Sorts by day, then by order of recording. */
void mh_happenings_sort(struct mh_happening *, size_t count);

/*
 * The state after the happenings of this track (others are passed over), which must be sorted. MH_INPUT: one of them does
 * not fit where it stands; the sentence names it and, where it is the last, what may happen instead.
 */
enum mh_status mh_track_replay(const struct mh_track *, const struct mh_happening *, size_t count, const struct mh_track_state **state,
	struct mh_err *);

/* Is the event complete: known, needed fields there, scope one of its scopes? MH_INPUT says what is missing. */
enum mh_status mh_track_complete(const struct mh_track *, const struct mh_happening *, bool has_detail, struct mh_err *);

/* The same for one that is planned: needed fields may come later. */
enum mh_status mh_track_known(const struct mh_track *, const struct mh_happening *, struct mh_err *);

/* May the event happen in a state after these happenings? */
bool mh_track_possible(const struct mh_track *, const struct mh_track_event *, const struct mh_track_state *, const struct mh_happening *, size_t count);
/* Adds what may happen in a state after these happenings: "reflection-granted, declined", or "nothing". */
void mh_track_allowed(const struct mh_track *, const struct mh_track_state *, const struct mh_happening *, size_t count, struct mh_str *out);

#endif
