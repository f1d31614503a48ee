/*
 * Lists of indicators, by which signals are assessed: YAML of format mh-indicators/1, applied to the store.
 *
 *	format: mh-indicators/1
 *	name: labour
 *	order: 1			# place among the lists
 *	en: ...
 *	nl: ...
 *	groups: [labour]		# codes of catalogue indicator: those below them are the list
 *	forms: [labour]			# the list is shown for signals of one of these forms, ...
 *	sectors: [school]		# reporters' sectors, ...
 *	places: [hotel]			# or places
 *	adults: yes			# says nothing of minors
 *	source: ...
 *	checked: DATE, or unverified
 *	met:				# a group is met when one line holds; other: medium and weak together
 *	  - {strong: 1, other: 1}
 *	results:			# the first that holds is the rule's result
 *	  - code: ...
 *	    en: ...
 *	    nl: ...
 *	    needs: [a, b|c]		# groups that are met; of those joined by | one is enough
 *	    without: [d]		# groups that are not
 *
 * "met" and "results" stand together or not at all. The strength of an indicator is a detail of its code.
 */

#ifndef MH_CHAIN_INDICATORS_H
#define MH_CHAIN_INDICATORS_H

#include "store/store.h"
#include "workflow/read.h"

#define MH_INDICATORS_FORMAT "mh-indicators/1"

enum mh_strength { MH_STRENGTH_NONE, MH_STRONG, MH_MEDIUM, MH_WEAK };

struct mh_met { long strong, medium, weak, other; };		/* at least so many */
struct mh_rule_result { char *code, *en, *nl; struct mh_word_list needs, without; };

struct mh_indicator_list {
	char *name, *en, *nl, *source, *checked;
	long order;
	struct mh_word_list groups, forms, sectors, places;
	bool adults;
	struct mh_met *met;
	size_t met_count;
	struct mh_rule_result *results;
	size_t result_count;
};

/* Reads one. MH_INPUT: problems has all that is wrong; the list is then empty. */
enum mh_status mh_indicator_list_read(const char *file, const struct mh_node *root, struct mh_indicator_list *, struct mh_problems *,
	struct mh_err *);
void mh_indicator_list_free(struct mh_indicator_list *);

struct mh_indicator_lists { struct mh_indicator_list *list; size_t count; };

#define MH_INDICATOR_LISTS_INIT { NULL, 0 }

/* All that were applied to the store, in their order. MH_INPUT: none was, or one can't be read. */
enum mh_status mh_indicator_lists_load(struct mh_store *, struct mh_indicator_lists *, struct mh_err *);
void mh_indicator_lists_free(struct mh_indicator_lists *);

#endif
