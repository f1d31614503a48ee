/*
 * Assessing: a signal's indicators, seen and absent, put beside the lists that are for it, and the result of a list's rule where it
 * has one. It shows; it decides nothing and changes no state. What was neither seen nor absent was not asked.
 */

#ifndef MH_CHAIN_ASSESS_H
#define MH_CHAIN_ASSESS_H

#include "chain/indicators.h"

enum mh_answer { MH_NOT_ASKED, MH_SEEN, MH_ABSENT };

struct mh_indicator {
	char *code, *en, *nl, *group;	/* group: its code, or itself where a sign was not specified */
	enum mh_strength strength;
	enum mh_answer answer;
};

struct mh_assessed_group {
	const char *code;		/* borrowed from the list */
	char *en, *nl;
	long seen, absent, not_asked;
	long strong, medium, weak;	/* of those seen */
	bool met;			/* by the list's rule; false where it has none */
};

struct mh_assessed {
	const struct mh_indicator_list *list;	/* borrowed */
	struct mh_indicator *indicators;
	size_t count;
	struct mh_assessed_group *groups;	/* list->groups.count of them */
	long seen, absent, not_asked;
	const struct mh_rule_result *result;	/* borrowed; NULL: the rule has none, or there is no rule */
	bool minors;				/* the list is for adults, and everybody who may be a victim is a minor: its rule was not asked */
};

/* Is the list for this signal: by its form, sector or place, or because one of its indicators was answered? A signal whose form
 * nobody knows is a matter for every list that goes by forms. */
bool mh_assess_wanted(const struct mh_indicator_list *, const struct mh_record *signal, const struct mh_assessed *);

/* on: the day by which codes hold; minors: everybody mentioned who may be a victim is known to be a minor. The caller frees *out, also after an error. */
enum mh_status mh_assess(struct mh_store *, const struct mh_indicator_list *, const struct mh_record *signal, struct mh_date on, bool minors, struct mh_assessed *out,
	struct mh_err *);
void mh_assessed_free(struct mh_assessed *);

#endif
