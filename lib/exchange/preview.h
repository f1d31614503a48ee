/*
 * What a referral would send, and why it may: worked out by the same gate and the same groups of data as sending, without writing, sending
 * or telling anybody anything.
 */

#ifndef MH_EXCHANGE_PREVIEW_H
#define MH_EXCHANGE_PREVIEW_H

#include "exchange/refer.h"

enum mh_preview_part {
	MH_PREVIEW_HEAD,	/* who to whom, and how */
	MH_PREVIEW_NOW,		/* goes with this message */
	MH_PREVIEW_LATER,	/* follows when the partner has accepted */
	MH_PREVIEW_OPEN,	/* a lock of the gate, and on what it opens */
	MH_PREVIEW_CLOSED,	/* a lock that stays closed, and what to do */
	MH_PREVIEW_KEPT,	/* is known, and stays here */
	MH_PREVIEW_PARTS
};

/* Words of them, for programs. */
extern const char *const mh_preview_words[MH_PREVIEW_PARTS];
/* Their labels, translated. */
const char *mh_preview_label(enum mh_preview_part);

struct mh_preview_line {
	enum mh_preview_part part;
	const char *what;	/* field, lock: a word */
	const char *label;	/* the same for people */
	const char *value;	/* as it would stand there; "sealed: name" where it was not opened; "" */
	const char *why;	/* "" */
};

struct mh_preview {
	const char *groups;	/* of the identity; NULL: all that may go */
	bool open;		/* open what is sealed, with a keyholder's key, for the purpose of the referral */
	void (*line)(void *, const struct mh_preview_line *);	/* texts are borrowed during the call */
	void *arg;
};

/*
 * A new referral (its number is 0, filled as for mh_refer_first) or one of ours, for its identity (mh_refer_identity). MH_DENIED: the gate
 * is closed for what goes now; every line was told all the same, and r->problems has the closed locks.
 */
enum mh_status mh_refer_preview(struct mh_referring *r, struct mh_record *referral, const struct mh_preview *, struct mh_err *);

#endif
