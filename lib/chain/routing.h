/*
 * Who takes whom is data: YAML of format mh-routing/1, applied to the store as rules of consent are. A document that was applied later
 * overrides a rule by its code. Of the rules that fit a case the first counts. A rule proposes, and a person decides.
 *
 *	format: mh-routing/1
 *	name: shelter
 *	rules:
 *	  - code: reflection
 *	    en: ...
 *	    nl: ...
 *	    need: [shelter, shelter-reflection]	# help that it speaks of: codes of catalogue service
 *	    when: { minor: no, residence: [offered, reflection] }	# clear fields of the case: one value or a list; all must hold
 *	    situation: [asylum, dublin]	# catalogue situation, which a case does not hold: one of them was said. Absent: whatever it is
 *	    to: [shelter-reflection]	# services that take the person, the best first
 *	    places: [cosm]		# kinds of place whose beds count. Absent: all of a partner
 *	    placed-by: placing		# service of those who place there
 *	    exclusive: yes		# and nobody else places there
 *	    source: ...
 *	    checked: DATE, or unverified
 *	    note: ...
 */

#ifndef MH_CHAIN_ROUTING_H
#define MH_CHAIN_ROUTING_H

#include "store/store.h"
#include "workflow/read.h"

#define MH_ROUTING_FORMAT "mh-routing/1"

struct mh_route_when { char *field; struct mh_word_list values; };

struct mh_route {
	char *code, *en, *nl, *placed_by, *source, *checked, *note;
	struct mh_word_list need, situation, to, places;
	struct mh_route_when *when;
	size_t when_count;
	bool exclusive;
};

struct mh_routes { struct mh_route *list; size_t count; };

#define MH_ROUTES_INIT { NULL, 0 }

/* Reads a document and adds its rules, or puts them in the place of those of the same code. MH_INPUT: all problems are added. */
enum mh_status mh_routes_read(const char *file, const struct mh_node *root, struct mh_routes *, struct mh_problems *, struct mh_err *);
/* All that were applied. MH_INPUT: there are none in the store. */
enum mh_status mh_routes_load(struct mh_store *, struct mh_routes *, struct mh_err *);
void mh_routes_free(struct mh_routes *);

/* Field of a case by which rules are chosen, as it stands, or as its person's age band says it; "": not known. */
const char *mh_route_value(const struct mh_record *the_case, const struct mh_record *person, const char *field);
/* The first rule that fits; NULL: none does. situation is a set of codes. */
const struct mh_route *mh_route_choose(const struct mh_routes *, const struct mh_record *the_case, const struct mh_record *person, const char *need,
	const char *situation);

#endif
