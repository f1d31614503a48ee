/*
 * Registering a victim with the national centre: the columns of a standard (a map, such as HTCDS) that the centre's profile allows, through the
 * gate, by consent or by the reporter's own decree; as a sealed list or a page. A registration says of which type the dossier is from
 * that day on.
 */

#ifndef MH_EXCHANGE_REGISTER_H
#define MH_EXCHANGE_REGISTER_H

#include "exchange/handover.h"

struct mh_registering {
	struct mh_handover h;		/* store, command, partner, codes, now: filled by the caller; purpose is "registration" */
	const struct mh_map *map;
	const char *channel;		/* NULL: a sealed list; else phone, secure-mail, post, hand: a page */
	struct mh_str page, list;	/* out: what is to be said or sent; the sealed list */
	struct mh_str kept;		/* out: columns that hold something and are not told, joined by ", " */
};

void mh_registering_start(struct mh_registering *);
void mh_registering_free(struct mh_registering *);

/*
 * Passes the gate, makes list or page, and writes the registration (dossier, on and, where the centre gave one, reference are set) with its
 * disclosure in one transaction. "already-by" is set: another organisation did it, nothing is told to anybody, and no gate is asked.
 * MH_DENIED: the gate, the case is closed, or shelter is asked for without the person's consent; MH_KEY: who it is cannot be opened here.
 */
enum mh_status mh_register(struct mh_registering *, const struct mh_record *the_case, struct mh_record *registration, struct mh_err *);

#endif
