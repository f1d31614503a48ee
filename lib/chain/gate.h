/*
 * The gate: nothing about a person leaves without passing three locks, and one lock never opens another.
 *
 *	basis	a basis of AVG art. 6 with an exception of art. 9(2) or 10 and the national article; consent as basis needs
 *		a live, given consent for this purpose, this partner and these groups of data, signed by who may sign
 *	secrecy	the holder's secrecy is lifted by consent (again a live one), a legal duty, or a conflict of duties that names
 *		who was consulted; in acute danger it is overridden for a referral that is acute, with words that say why, and a task is
 *		made to inform the person: the only override that there is, of this lock alone
 *	profile	the partner is active, its profile for the purpose holds every group of data, neither the case nor one of
 *		its signals forbids passing on, and its use is not restricted (AVG art. 18)
 *
 * mh_gate works on facts alone; mh_gate_facts (gate_facts.c) reads them from the store.
 */

#ifndef MH_CHAIN_GATE_H
#define MH_CHAIN_GATE_H

#include <stdbool.h>

#include "base/date.h"
#include "base/err.h"
#include "record/record.h"

enum mh_gate_consent {
	MH_CONSENT_NONE,	/* never asked for this purpose and partner */
	MH_CONSENT_GIVEN,
	MH_CONSENT_REFUSED,
	MH_CONSENT_WITHDRAWN,
	MH_CONSENT_ENDED,	/* given, but its day has passed */
	MH_CONSENT_UNFIT,	/* given, but by somebody who may not sign (chain/consent.h) */
};

#define MH_GATE_SET 512

struct mh_gate_facts {
	const char *partner, *purpose;	/* borrowed; for the sentences and the look-ups */
	const char *groups;		/* groups of data that are to be given: "minimal;identity" */

	const char *basis, *special_basis, *article, *secrecy;	/* as recorded with the referral; "" where nothing is */
	bool consulted;			/* it is recorded who was consulted on a conflict of duties, or what the acute danger is */
	bool acute;			/* a person is led to a partner, and that is acute */

	enum mh_gate_consent consent;	/* the newest answer for this purpose and partner, in whatever case of the person */
	char consent_groups[MH_GATE_SET];	/* groups that it covers */
	int64_t consent_n;		/* its record, 0: none */
	struct mh_err unfit;		/* why it may not be leaned on, where it is unfit */

	bool active, left;		/* the partner is neither suspended nor gone; it is no partner any more */
	bool has_profile;		/* it has a profile for the purpose */
	char profile[MH_GATE_SET];	/* groups of it */

	char onward[16];		/* strictest of the person's cases and signals: "free", "ask-source", "no" */
	char onward_of[MH_ID_SIZE];	/* the record that says so; "" where it is free */

	char restricted[MH_DATE_SIZE];	/* day from which the use of a case of the person is restricted; "" where none is */
	char restricted_of[MH_ID_SIZE];	/* that case */
};

/* Asks the three locks, in their order. Every closed lock is added to problems (field: basis, secrecy or profile; may be NULL);
 * MH_DENIED with the first one's sentence, which says what to do. */
enum mh_status mh_gate(const struct mh_gate_facts *, struct mh_problems *, struct mh_err *);

struct mh_store;
/* Is the use of a case of this person restricted, by whatever record the person is known? Then it is put into facts, where none is yet. */
enum mh_status mh_gate_restricted(struct mh_store *, int64_t person, struct mh_gate_facts *, struct mh_err *);
/*
 * Reads consent, partner, profile and onward into facts, whose upper part the caller has filled. case_n is 0 where the person
 * came by a referral; day is today by the system's clock. The person's other records (same-as) count like the case's own.
 * Every row that it leans on must equal its newest log entry.
 */
enum mh_status mh_gate_facts(struct mh_store *, const struct mh_record *partner, int64_t case_n, struct mh_date day,
	struct mh_gate_facts *, struct mh_err *);

#endif
