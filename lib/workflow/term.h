/*
 * Terms: what starts one, how long it is, what stops it, is data: YAML of format mh-terms/1. A code may have several
 * definitions: the one that held on the starting day counts, and among these one with the event's scope before one without.
 *
 *	format: mh-terms/1
 *	name: residence
 *	track: residence		# track of events that are named without one
 *	terms:
 *	  - code: reflection-period
 *	    en: Reflection period
 *	    nl: Bedenktijd
 *	    starts: reflection-granted	# event, or TRACK/EVENT; one or a list
 *	    length: 3 month		# none: no norm is known; it does not run until someone writes a length here
 *	    kind: maximum		# deadline, maximum, earliest, recurring or target (of another party)
 *	    stops: [ ... ]		# events that end it; "any of" a list
 *	    pauses: [ ... ]		# events after which it is not asked for, until one of "resumes": its days stay as they are
 *	    resumes: [ ... ]
 *	    unless: [ ... ]		# events after which it does not start
 *	    met-by: [ ... ]		# recurring: events after which it runs again
 *	    goes-on: [ ... ]		# of starts: events that go on where it ends, when it still runs, instead of on their own day
 *	    keeps: [ ... ]		# of starts: events that leave a term which still runs as it is, instead of starting it anew
 *	    within: CODE		# recurring: not after the end of that term
 *	    scope: dublin		# one or a list: only when the starting event has one of these scopes
 *	    from: DATE, to: DATE	# starting days for which this definition holds
 *	    shift: yes			# the end moves by the Algemene termijnenwet
 *	    until: yes			# a date in the decision replaces the end; usual for maximum only
 *	    who: ind			# the party that is to act: a partner's short name, or a word of parties in term_fit.c; absent: we are
 *	    warn: 2 week
 *	    source: ...
 *	    checked: DATE, or unverified
 */

#ifndef MH_WORKFLOW_TERM_H
#define MH_WORKFLOW_TERM_H

#include "workflow/calendar.h"
#include "workflow/track.h"

#define MH_TERMS_FORMAT "mh-terms/1"

enum mh_term_kind { MH_TERM_DEADLINE, MH_TERM_MAXIMUM, MH_TERM_EARLIEST, MH_TERM_RECURRING, MH_TERM_TARGET };

/* The word of a kind, as in YAML: "maximum". */
const char *mh_term_kind_word(enum mh_term_kind);

struct mh_term {
	char *code, *en, *nl, *source, *checked;
	struct mh_word_list starts, stops, pauses, resumes, unless, met_by, goes_on, keeps;	/* "track/event" */
	struct mh_word_list scopes;			/* none: whatever the scope */
	size_t line;					/* of the definition in its file */
	char *within;					/* code of a term; "": none */
	char *who;					/* party that is to act; "": us */
	struct mh_length length, warn;
	enum mh_term_kind kind;
	struct mh_date from, to;			/* year 0: open */
	bool shift, until, unset;			/* unset: without a length */
};

struct mh_term_index;
struct mh_terms { struct mh_term *list; size_t count; struct mh_term_index *index; };

#define MH_TERMS_INIT { NULL, 0, NULL }

/* Reads terms and adds them to what is there. MH_INPUT: refused; problems have all that is wrong, and nothing was added. */
enum mh_status mh_terms_read(const char *file, const struct mh_node *root, struct mh_terms *, struct mh_problems *, struct mh_err *);
void mh_terms_free(struct mh_terms *);

/*
 * Do terms and workflows fit together? Adds a problem for each event that its track does not have (a term that it starts would
 * never run), each scope that no starting event has and each code that nothing asks for; returns how many. Each has the line in the file
 * and what may stand there; where file is NULL, the term's code says where. Events of a case's track that is not here are let be.
 */
size_t mh_terms_fit(const struct mh_terms *, const char *file, const struct mh_track *tracks, size_t count, struct mh_problems *);
/*
 * Adds a problem for each definition whose "who" is nobody (it would be hidden from the one who is to act): neither a party whom the law
 * names nor a partner, by their short names; and for each that was checked after today. Returns how many.
 */
size_t mh_terms_hold(const struct mh_terms *, const char *file, const char *const *partners, size_t count, struct mh_date today, struct mh_problems *);
/* Adds a warning for each definition (of) that ends while among all none follows; returns how many. */
size_t mh_terms_gaps(const struct mh_terms *all, const struct mh_terms *of, const char *file, struct mh_problems *);
/* The next definition, from number *at on, of a term that the start is meant to set running, while none of its definitions holds on that day.
 * NULL: no other. */
const struct mh_term *mh_terms_missing(const struct mh_terms *, const struct mh_happening *start, size_t *at);

/* Label in the user's language; "(unverified)" behind it where nobody compared the term with its source. The caller frees it. */
char *mh_term_label(const struct mh_term *);

/* Makes, anew, the index by which mh_terms_run finds what an event does; mh_terms_read calls it. */
void mh_terms_index(struct mh_terms *);
void mh_terms_index_free(struct mh_terms *);

/* Of the best definition of a code so far (NULL: none) and another of that code: the one that counts for a scope and a starting day. */
const struct mh_term *mh_term_better(const struct mh_term *best, const struct mh_term *, const char *scope, struct mh_date on);
/* The definition of a code that holds for a start: NULL when there is none. event is "track/event". */
const struct mh_term *mh_term_choose(const struct mh_terms *, const char *code, const char *event, const char *scope, struct mh_date on);

/* A term that runs: nothing has stopped it yet. */
struct mh_running {
	const struct mh_term *term;
	const struct mh_happening *start;	/* what started it, or met it last */
	struct mh_date from, due, warn;		/* from: the day that its length counts from */
	bool decided;				/* due stands in the decision */
	struct mh_date about;			/* month or year in which due lies, where the day is not known; due is then its first day */
};

/*
 * Fills out (room of them) with the terms that run after the happenings, which must be sorted, by due day; returns how many
 * run. An event stops or meets a term when it comes after its start, the same day included. The same start twice: the later.
 */
size_t mh_terms_run(const struct mh_terms *, const struct mh_happening *, size_t count, struct mh_running *out, size_t room);

/* The end of one term that starts so, decided date included. */
struct mh_date mh_term_due(const struct mh_term *, const struct mh_happening *start);

#endif
