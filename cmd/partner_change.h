/* What a file of partners, or of one key, changes: shown line by line, then written. */

#ifndef MH_CMD_PARTNER_CHANGE_H
#define MH_CMD_PARTNER_CHANGE_H

#include "exchange/partners.h"
#include "session.h"

struct partner_changes {
	bool remove;		/* what is not in the file goes */
	struct mh_str absent;	/* what is not in it and stays, joined by commas; initialised by the caller */
};

/* "+ shelter: profile shelter: minimal;identity", "~ shelter: capacity: 8 -> 10", "- fier: partner: Fier". arg: struct partner_changes. */
void partner_change_show(void *arg, const struct mh_partner_change *);

/* Writes them in one transaction; a keyholder signs where something changes that stands in the authority statement. */
enum mh_status partner_changes_write(struct mh_session *, struct mh_partner_import *, struct mh_partner_file *, struct mh_err *);

#endif
