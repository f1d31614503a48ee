/*
 * Leading a person to a partner: the first message shows help, urgency, age band and sex; identity follows when the partner
 * has accepted. Each passes the gate, and each is a disclosure record in the same transaction.
 */

#ifndef MH_EXCHANGE_REFER_H
#define MH_EXCHANGE_REFER_H

#include "chain/gate.h"
#include "exchange/envelope.h"
#include "store/store.h"

struct mh_referring {
	struct mh_store *store;		/* opened to write, no transaction */
	const char *spool, *command;
	mh_moment now;
	const char *channel;		/* NULL or "exchange": a file; else phone, secure-mail, post, hand: a page */
	int days;			/* life of the file; 0: 30 */
	bool transfer;			/* of the first message: the whole case is handed over with it */
	struct mh_record partner;	/* whom it goes to; filled by the caller (first) or by mh_refer_identity */
	struct mh_record person;	/* whom it is about; may be empty (n is 0) where a referral came without identity */
	struct mh_problems problems;	/* out: every lock of the gate that is closed */
	struct mh_str path;		/* out: the file in the outbox; empty for a page */
	struct mh_str page;		/* out: what is to be said or sent by another way; empty for a file */
};

/* Fields of a referral that its first message shows; ended by NULL. */
extern const char *const mh_refer_shown[];

void mh_referring_start(struct mh_referring *, struct mh_store *, const char *spool, const char *command, mh_moment now);
void mh_referring_free(struct mh_referring *);

/*
 * Makes a new referral: the caller has set purpose, help, urgency, bases, secrecy, case (or none), age-band and sex; it gets its
 * number, conversation and state. MH_DENIED: the gate is closed, nothing is written.
 */
enum mh_status mh_refer_first(struct mh_referring *, struct mh_record *referral, struct mh_err *);

/*
 * Sends the identity for a referral of ours that was accepted: groups ("identity;contact"), or NULL: all that the profile
 * and, where the referral leans on consent, the consent allow. Opens sealed values: a keyholder's key is needed.
 * MH_DENIED: not accepted, or the gate; MH_NO: nothing of those groups is known.
 */
enum mh_status mh_refer_identity(struct mh_referring *, struct mh_record *referral, const char *groups, struct mh_err *);

/* Asks the gate for groups of data of a referral, as its bases stand on record; f (may be NULL) gets the facts. MH_DENIED. */
enum mh_status mh_refer_gate(struct mh_referring *, const struct mh_record *referral, const char *groups, struct mh_gate_facts *f,
	struct mh_err *);

/* Referral (a new one is put), message with its file or page, disclosure: together or not at all. The facts are those that passed the gate. */
enum mh_status mh_refer_send(struct mh_referring *, struct mh_record *referral, const struct mh_gate_facts *, struct mh_envelope *, struct mh_err *);

/* An answer can't be asked by a day that is over. MH_INPUT. */
enum mh_status mh_refer_due(const struct mh_referring *, const struct mh_record *referral, struct mh_err *);

/* Nothing leaves for a case that is over. MH_DENIED: the case is named, and how it is taken up again. */
enum mh_status mh_refer_case_open(const struct mh_referring *, const struct mh_record *referral, struct mh_err *);

/* The newest earlier referral of the same person to the same partner for the same purpose that is under way: *n is 0 where there is none. */
enum mh_status mh_refer_same(const struct mh_referring *, const struct mh_record *referral, int64_t *n, struct mh_err *);

/*
 * Tells the other side how it goes with a referral that was accepted, through the gate: body is that of kind progress, with groups, on and
 * note; the bases of a referral that came in were put into it by the caller, and are not kept. MH_DENIED: not accepted, or the gate.
 */
enum mh_status mh_refer_progress(struct mh_referring *, struct mh_record *referral, const struct mh_record *body, struct mh_err *);

/* Does one of its locks lean on a consent? */
bool mh_refer_by_consent(const struct mh_gate_facts *);
/* Groups that may follow on acceptance: of the profile, and of the consent where it leans on one; never the small part again. */
void mh_refer_allowed(const struct mh_gate_facts *, char *out, size_t size);

/* The person's name for this partner alone: partners cannot join their sets by it. */
void mh_refer_person_uid(const struct mh_record *person, const char *partner, char out[MH_EXCHANGE_ID_SIZE]);

#endif
