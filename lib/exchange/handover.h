/*
 * Handing signals over to a partner as a list: every signal passes the gate, the text is signed and encrypted to the partner, and each
 * person in it gets a disclosure record. Unlike a referral it opens no conversation: nothing is answered.
 */

#ifndef MH_EXCHANGE_HANDOVER_H
#define MH_EXCHANGE_HANDOVER_H

#include "chain/gate.h"
#include "chain/group.h"
#include "record/mapping.h"
#include "store/store.h"

struct mh_handover {
	struct mh_store *store;
	const char *command;
	struct mh_record partner;	/* read by the caller */
	const char *purpose, *basis, *special_basis, *article, *secrecy;	/* "" or NULL where none was given */
	const char *consulted;		/* who was consulted on a conflict of duties; stands sealed in the disclosures */
	mh_moment now;
	char groups[MH_GATE_SET];	/* of data that the map shows */
	struct mh_str fields;		/* their names */
	const char *channel;		/* how it goes; NULL: a file */
	bool victims;			/* the list has rows of victims only */
	int64_t signal;			/* the one that is handed over by itself; 0: a list of them */
	struct mh_whom { int64_t person, case_n, consent; } *whom;
	size_t whom_count;
	struct mh_problems problems;	/* out: every lock that is closed, of the first signal that does not pass */
};

/* MH_USAGE: a code that no catalogue has; MH_KEY: the authority statement does not hold. sealed: sealed columns are shown too. */
enum mh_status mh_handover_start(struct mh_handover *, const struct mh_map *, bool sealed, struct mh_err *);
void mh_handover_free(struct mh_handover *);
/* Asks the gate for a signal, and notes whom it is about. MH_DENIED: with the signal's id. */
enum mh_status mh_handover_signal(struct mh_handover *, struct mh_record *signal, struct mh_err *);
/* Signs and encrypts the list, with a head that says for whom it is. MH_KEY: no key of the partner or of ours; MH_DENIED: suspended. */
enum mh_status mh_handover_seal(struct mh_handover *, const struct mh_map *, struct mh_blob list, struct mh_str *out, struct mh_err *);
/* Writes the disclosure records, in a transaction of its own, before the file is anywhere. */
enum mh_status mh_handover_book(struct mh_handover *, struct mh_blob sealed, struct mh_err *);

/* Parts of these, for a signal that goes by itself. Codes: MH_USAGE as of start. Facts: of the gate, for the groups in h. Pass: asks it, and notes
 * whom the signal is about. Disclose: in the open transaction. */
enum mh_status mh_handover_codes(struct mh_handover *, struct mh_err *);
enum mh_status mh_handover_facts(struct mh_handover *, const struct mh_record *signal, struct mh_gate_facts *, struct mh_err *);
enum mh_status mh_handover_pass(struct mh_handover *, const struct mh_record *signal, const struct mh_gate_facts *, struct mh_err *);
enum mh_status mh_handover_disclose(struct mh_handover *, const char *digest, struct mh_err *);
/* Does it lean on a consent? */
bool mh_handover_by_consent(const struct mh_handover *);

/* Group of data of a field of a signal or mention; "": told to no partner. */
const char *mh_handover_group(const struct mh_kind *, const char *field);
/* Is the field of this signal, or of a mention of it, told to no partner: who reported, numbers of others, what a letter has no place for? A sector is
 * told unless the reporter wishes to stay unnamed. */
bool mh_handover_kept_back(const struct mh_record *signal, const struct mh_kind *, const char *field);

#endif
