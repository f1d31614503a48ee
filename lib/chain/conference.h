/* Conferences: partners talk about cases. Each party gets the list of the cases that it is involved in, and of no other. */

#ifndef MH_CHAIN_CONFERENCE_H
#define MH_CHAIN_CONFERENCE_H

#include "store/store.h"

struct mh_numbers { int64_t *list; size_t count; };

#define MH_NUMBERS_INIT { NULL, 0 }
void mh_numbers_add(struct mh_numbers *, int64_t);	/* unless it is there */
void mh_numbers_free(struct mh_numbers *);

/* Puts the conference, its invitations and its cases in the open transaction. MH_INPUT: a case is closed, nobody or nothing was named, or a
 * partner is suspended. */
enum mh_status mh_conference_add(struct mh_store *, struct mh_record *conference, const struct mh_numbers *cases, const struct mh_numbers *partners,
	struct mh_err *);

/* Is the partner involved in the case: a party of it works there, or a referral led there or came from there? */
enum mh_status mh_partner_involved(struct mh_store *, int64_t case_n, int64_t partner_n, bool *involved, struct mh_err *);

/* The record of a case in a conference. MH_NO: it is not talked about there. */
enum mh_status mh_conference_case(struct mh_store *, int64_t conference_n, int64_t case_n, struct mh_record *discussed, struct mh_err *);

#endif
