/*
 * Forwarding a signal to a partner: what of it the partner's profile allows, through the gate, in a file of kind signal or on a page. Who
 * reported stays here unless that may be told; suspects never leave. The other side makes one signal of it, however often it comes.
 */

#ifndef MH_EXCHANGE_FORWARD_H
#define MH_EXCHANGE_FORWARD_H

#include "exchange/envelope.h"
#include "exchange/handover.h"

struct mh_forwarding {
	struct mh_handover h;		/* store, command, partner, codes, now: filled by the caller */
	const char *spool;
	const char *channel;		/* NULL or "exchange": a file; else phone, secure-mail, post, hand: a page */
	const char *groups;		/* NULL: all that the profile and, where it leans on consent, the consent allow */
	const char *reason;		/* code of catalogue signal-end: where it went */
	int days;			/* life of the file; 0: 30 */
	bool reporter;			/* say which organisation reported it, and of which sector */
	bool without_suspects;		/* leave them out; else a signal that mentions one is refused */
	bool preview;			/* write nothing and open nothing: .page says what would go */
	struct mh_record *mentions;	/* those that go */
	size_t mention_count, suspects;
	char before[MH_DATE_SIZE];	/* out: day on which it went there before without a receipt so far; "" */
	struct mh_str path, page;	/* out: the file in the outbox; the page, or the preview */
};

void mh_forwarding_start(struct mh_forwarding *);
void mh_forwarding_free(struct mh_forwarding *);

/*
 * Sends it, with its message, its disclosures and its new state in one transaction. MH_DENIED: the gate (h.problems has every closed lock), a
 * suspect, a reporter who may not be named; MH_INPUT: it has ended otherwise; MH_NO: the partner has confirmed it already; MH_BUSY: it
 * was changed meanwhile; MH_KEY: no key.
 */
enum mh_status mh_forward(struct mh_forwarding *, struct mh_record *signal, struct mh_err *);

#endif
