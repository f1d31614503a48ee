/*
 * Who may sign a consent is data: YAML of format mh-consent/1, applied to the store as terms are. A document that was applied later
 * overrides a rule by its code. Of the rules that fit a case the first counts.
 *
 *	format: mh-consent/1
 *	name: consent
 *	rules:
 *	  - code: youth-12-15
 *	    en: ...
 *	    nl: ...
 *	    regime: jeugdwet		# of the case: one or a list. Absent: whatever it is
 *	    purpose: registration	# of the consent; the same
 *	    age: [12-15]		# under-12, 12-15, 16-17, adult; minor: under 18, no more is known; unknown
 *	    sign: [person-and-representative]	# codes of catalogue signatory
 *	    incapable: [representative]	# who may also sign where the person can't judge the own interest (capacity: no)
 *	    source: ...
 *	    checked: DATE, or unverified: it holds all the same, since it only ever forbids
 *	    note: ...
 */

#ifndef MH_CHAIN_CONSENT_H
#define MH_CHAIN_CONSENT_H

#include "store/store.h"
#include "workflow/read.h"

#define MH_CONSENT_FORMAT "mh-consent/1"

enum mh_age_class { MH_AGE_UNDER_12, MH_AGE_12_15, MH_AGE_16_17, MH_AGE_ADULT, MH_AGE_MINOR, MH_AGE_UNKNOWN, MH_AGE_CLASSES };
/* Words of them, as rules have them. */
extern const char *const mh_age_classes[MH_AGE_CLASSES];

struct mh_consent_rule {
	char *code, *en, *nl, *source, *checked, *note;
	struct mh_word_list regime, purpose;	/* none: whatever it is */
	bool age[MH_AGE_CLASSES];
	struct mh_word_list sign, incapable;
};

struct mh_consent_rules { struct mh_consent_rule *list; size_t count; };

#define MH_CONSENT_RULES_INIT { NULL, 0 }

/* Reads a document and adds its rules, or puts them in the place of those of the same code. MH_INPUT: all problems are added. */
enum mh_status mh_consent_rules_read(const char *file, const struct mh_node *root, struct mh_consent_rules *, struct mh_problems *, struct mh_err *);
/* All that were applied. MH_INPUT: there are none in the store. */
enum mh_status mh_consent_rules_load(struct mh_store *, struct mh_consent_rules *, struct mh_err *);
void mh_consent_rules_free(struct mh_consent_rules *);

/*
 * How old the person is on the day, by what a case says in the clear; no key is needed. Within the month of a birthday the person is taken
 * for the younger; a case says nothing of birthdays that were past when the birth date was set.
 */
enum mh_age_class mh_age_class(const struct mh_record *the_case, const struct mh_record *person, struct mh_date day);

/*
 * May this consent, of this case, be leaned on that day, as to who signed it? MH_DENIED: the sentence says who may sign; or the one who
 * signed, or any representative where nobody is named, stands in the case as a possible offender.
 */
enum mh_status mh_consent_signed_well(struct mh_store *, const struct mh_consent_rules *, const struct mh_record *the_case,
	const struct mh_record *consent, struct mh_date day, struct mh_err *);

/* A party of the case who acts for the person and may be an offender. MH_NO: none (no sentence is set). */
enum mh_status mh_offending_party(struct mh_store *, int64_t case_n, struct mh_record *party, struct mh_err *);
/* Is this somebody who can act for the person: parent, guardian, representative? */
bool mh_party_represents(const struct mh_record *party);

#endif
