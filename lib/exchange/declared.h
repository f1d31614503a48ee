/* Where each organisation of the chain stands with the declaration of intent: which version it signed last, how, and by a key that is still good. */

#ifndef MH_EXCHANGE_DECLARED_H
#define MH_EXCHANGE_DECLARED_H

#include "exchange/key_check.h"

enum mh_declared_state {
	MH_DECLARED_NOT,	/* never signed any version */
	MH_DECLARED_SIGNED,	/* by a statement that was verified again just now */
	MH_DECLARED_PAPER,	/* on paper: what a colleague recorded */
	MH_DECLARED_WITHDRAWN,
	MH_DECLARED_UNPROVEN,	/* its statement does not hold: changed, or its key is not here any more */
	MH_DECLARED_STATE_COUNT
};

const char *mh_declared_word(enum mh_declared_state);	/* for programs */
const char *mh_declared_text(enum mh_declared_state);	/* translated */

struct mh_declared {
	int64_t partner;			/* 0: this organisation */
	const char *code, *name, *column;	/* borrowed during the call; column is "" of this organisation */
	enum mh_declared_state state;
	int64_t declaration;			/* the version that it signed or withdrew; 0: none */
	const char *version;			/* "" where there is none */
	const char *on, *signatory;		/* day, and role on paper */
	const char *fingerprint;		/* by which it signed; "" on paper */
	enum mh_key_state key;			/* of that key now: MH_KEY_CHANGED: another is on record since */
};
typedef enum mh_status mh_declared_fn(void *, const struct mh_declared *, struct mh_err *);

/* The newest version as of the store's day: the last recorded that no other replaces. MH_NO: there is none. */
enum mh_status mh_declaration_newest(struct mh_store *, struct mh_record *declaration, struct mh_err *);

/*
 * Says of this organisation, then of each partner that is active or suspended (by code), where it stands with this declaration and the versions
 * before and after it. No key is needed.
 */
enum mh_status mh_declared_each(struct mh_store *, const struct mh_record *declaration, mh_moment now, mh_declared_fn *, void *, struct mh_err *);

#endif
