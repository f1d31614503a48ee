/* Which records have come to the end of their term, by the rules that were applied, and carrying that out. */

#ifndef MH_CHAIN_RETAIN_H
#define MH_CHAIN_RETAIN_H

#include "chain/erase_plan.h"
#include "workflow/retention.h"

struct mh_retained {
	struct mh_id id;
	char regime[65], state[65];
	const struct mh_rule *rule;
	struct mh_date from, end;	/* day that it counts from, and last day on which it is kept */
	enum mh_stay why;
	struct mh_id by;		/* hold, case or referral that keeps it */
};

struct mh_retain {
	struct mh_store *store;
	struct mh_date today;
	struct mh_rules rules;
	struct mh_erase_plan plan;
	struct mh_retained *list;
	size_t count, room, lapses;
	bool early;			/* something goes before its term */
};

/* Reads the rules. MH_INPUT: there are none in the store. Freed by mh_retain_free, whatever is returned. */
enum mh_status mh_retain_start(struct mh_retain *, struct mh_store *, struct mh_err *);
void mh_retain_free(struct mh_retain *);

/* Lists records (kind: of that kind; NULL: of all) whose term ends before the day, and plans what may go today. ids: only these. */
enum mh_status mh_retain_look(struct mh_retain *, const struct mh_kind *kind, struct mh_date before, const struct mh_id_list *ids, struct mh_err *);
/* MH_INPUT: no reason of catalogue erase-reason; those that there are, are said. */
enum mh_status mh_retain_reason(struct mh_store *, const char *reason, struct mh_err *);
/* Plans these before their term, for a reason of catalogue erase-reason. MH_DENIED: one of them is kept, and the sentence says by what. */
enum mh_status mh_retain_early(struct mh_retain *, const struct mh_id_list *ids, const char *reason, struct mh_err *);

/* The same of what is due today, rule by rule: only records that can be due are read, so that it is quick in a large store. */
enum mh_status mh_retain_due(struct mh_retain *, struct mh_err *);

/* Words of the log that are past their term: entries first to last, none where first is 0. rule is NULL where no rule says. */
struct mh_retained_log { const struct mh_rule *rule; struct mh_date keeps_from; int64_t first, last; };
enum mh_status mh_retain_log(struct mh_retain *, struct mh_retained_log *, struct mh_err *);

/* What the rules of a kind say: "wmo-case 15 year after closed"; one a line; "" where there is none. */
void mh_retain_terms(const struct mh_rules *, const struct mh_kind *, struct mh_str *out);
enum mh_status mh_retain_rules(struct mh_store *, struct mh_rules *, struct mh_err *);

/*
 * Carries it out in the open transaction, in which it was planned: signals lapse, records are erased (mh_store_erase, whose statuses it
 * has). first is what another keyholder signed, NULL: nothing; propose: only the list is signed, and the caller rolls back.
 * Behind the commit comes mh_store_erase_finish.
 */
struct mh_retain_order { const char *first; bool propose; struct mh_str *statement; };
enum mh_status mh_retain_apply(struct mh_retain *, const struct mh_retain_order *, struct mh_err *);

#endif
