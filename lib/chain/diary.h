/* The diary: everything in the store that is due some day, as items of an agenda. No key is needed: only clear fields are read. */

#ifndef MH_CHAIN_DIARY_H
#define MH_CHAIN_DIARY_H

#include "chain/casework.h"
#include "chain/erase_plan.h"
#include "workflow/agenda.h"

/* Sources of items, separated by a space: term, planned, signal, feedback, referral, consent, agreement, key, retention, task, review, stay, document, conference. */
extern const char mh_diary_sources[];

/*
 * Adds what is due, whenever that is: terms that run in open cases, and events planned in them; signals that nobody has decided on; reporters who are to be told; referrals without an
 * answer; live consents of open cases that end; agreements to review; keyholders' and the
 * exchange key's end where it is within 60 days; what is past its term, by rule of retention; what parts of cases wait for (diary_parts.h). source: one of them only; NULL: all.
 */
enum mh_status mh_diary_gather(struct mh_store *, const struct mh_casework *, const char *source, struct mh_agenda *, struct mh_err *);

/* Adds the open cases, by number, of which a term or what is planned is due within the length from today, overdue, or warned of: one walk. */
enum mh_status mh_diary_due(struct mh_store *, const struct mh_casework *, struct mh_date today, struct mh_length within, struct mh_id_list *cases,
	struct mh_err *);

#endif
