/*
 * Retention: how long a record is kept is data: YAML of format mh-retention/1, applied to the store as terms are. A document that
 * was applied later overrides a rule by its code. Of the rules that fit a record the first counts.
 *
 *	format: mh-retention/1
 *	name: retention
 *	second-above: 10		# more persons than this in one erasure: a second keyholder signs
 *	rules:
 *	  - code: wmo-case
 *	    en: Closed case
 *	    nl: Gesloten casus
 *	    kind: case			# case, signal, mention or referral: what belongs to them goes along; or log: the words of
 *					# its entries, from made, without conditions
 *	    regime: wmo			# one or a list; also state and role. Absent: whatever it is
 *	    state: closed
 *	    from: closed		# a day among its fields, or made, or changed: when it was recorded, or changed last
 *	    length: 15 year		# from that day
 *	    then: erase			# or lapse: a signal that nobody took up ends
 *	    source: ...
 *	    checked: DATE, or unverified: shown, and never carried out
 *	    note: ...
 */

#ifndef MH_WORKFLOW_RETENTION_H
#define MH_WORKFLOW_RETENTION_H

#include "record/record.h"
#include "workflow/calendar.h"
#include "workflow/read.h"

#define MH_RETENTION_FORMAT "mh-retention/1"
#define MH_SECOND_ABOVE 10	/* persons, where no document says another number */

enum { MH_RULE_REGIME, MH_RULE_STATE, MH_RULE_ROLE, MH_RULE_CONDITIONS };

struct mh_rule {
	char *code, *en, *nl, *source, *checked, *note;
	const struct mh_kind *kind;	/* NULL: the log */
	struct mh_word_list conditions[MH_RULE_CONDITIONS];	/* none: whatever it is */
	char *from;		/* field, "made" or "changed" */
	struct mh_length length;
	bool lapse;
};

struct mh_rules { struct mh_rule *list; size_t count; int64_t second_above; };

#define MH_RULES_INIT { NULL, 0, MH_SECOND_ABOVE }

/* Reads a document and adds its rules, or puts them in the place of those of the same code. MH_INPUT: all problems are added. */
enum mh_status mh_rules_read(const char *file, const struct mh_node *root, struct mh_rules *, struct mh_problems *, struct mh_err *);
void mh_rules_free(struct mh_rules *);

const struct mh_rule *mh_rule_of(const struct mh_rules *, const struct mh_record *);	/* NULL: no rule fits */
const struct mh_rule *mh_rule_find(const struct mh_rules *, const char *code);
bool mh_rule_checked(const struct mh_rule *);
/* How long words of the log are kept; NULL: no rule says. */
const struct mh_rule *mh_rule_log(const struct mh_rules *);
/* The first day of which something is kept still, for a rule that counts from that day: what is of a day before it is due. */
struct mh_date mh_rule_keeps_from(const struct mh_rule *, struct mh_date today);
/* Adds "wmo-case 15 year after closed; Wmo 2015, article 5.3.4; checked 2026-11-23". */
void mh_rule_ground(const struct mh_rule *, struct mh_str *out);

#endif
