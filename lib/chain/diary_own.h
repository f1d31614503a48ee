/* What the parts of the diary share: items whose day follows from a term of the store. */

#ifndef MH_CHAIN_DIARY_OWN_H
#define MH_CHAIN_DIARY_OWN_H

#include "chain/casework.h"
#include "workflow/agenda.h"

/* What of a source is due by a term of the region's own. */
struct own {
	const char *source, *code;
	const char *what;	/* where the region has no such term */
	bool always;		/* due on its own day then, so that it is not lost */
};

/* Adds what is due of a record by the term of own's code that start starts; nothing where there is none and no day. who: "" is us. */
void mh_diary_own(const struct mh_casework *, struct mh_agenda *, struct mh_id, const struct own *, const struct mh_happening *start, const char *who);
/* Short name of a partner; the id where it can't be read. The caller's to free. */
char *mh_diary_partner(struct mh_store *, int64_t n);

/* Short names of partners, each read once: there are few of them, and many records that name one. "" for no partner. */
struct mh_diary_names { struct mh_diary_name { int64_t n; char *name; } *list; size_t count; };
const char *mh_diary_name(struct mh_store *, struct mh_diary_names *, int64_t partner);
void mh_diary_names_free(struct mh_diary_names *);

/* Live consents of open cases that end, unless a newer answer for the same purpose and partner takes their place. */
enum mh_status mh_diary_consents(struct mh_store *, const struct mh_casework *, struct mh_agenda *, struct mh_err *);
/* Requests of a person that nobody has decided on yet, of closed cases too. */
enum mh_status mh_diary_requests(struct mh_store *, const struct mh_casework *, struct mh_agenda *, struct mh_err *);
/* Partners whom somebody has to tell of a withdrawal (chain/withdrawals.h). */
enum mh_status mh_diary_withdrawals(struct mh_store *, const struct mh_casework *, struct mh_agenda *, struct mh_err *);

#endif
