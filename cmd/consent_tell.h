/* Telling those who got data on a consent that it was withdrawn. */

#ifndef MH_CMD_CONSENT_TELL_H
#define MH_CMD_CONSENT_TELL_H

#include "session.h"

/* Whom a disclosure on the consent went to: each referral once, and each partner without one. What did not go at all is no disclosure. */
struct consent_told { int64_t referral, partner; };
struct consent_recipients { struct consent_told *list; size_t count; };

enum mh_status consent_recipients_read(struct mh_session *, int64_t consent, struct consent_recipients *, struct mh_err *);
void consent_recipients_free(struct consent_recipients *);

/* Is there one among them who is still to be told: by a message that can be made, or by somebody? */
enum mh_status consent_any_to_tell(struct mh_session *, const struct consent_recipients *, bool *any, struct mh_err *);

/* Takes the files that lean on the consent out of the outbox, and says how many. */
enum mh_status consent_stop(struct mh_session *, const char *spool, int64_t consent, struct mh_err *);

/*
 * Withdraws each referral that can be, with a message in the outbox (spool: --spool or NULL) that tells its partner, and says who
 * must be told by phone, with --quiet too: who has no OpenPGP, or got the data by another way, and has not confirmed that it knows. What fails
 * with one keeps none of the others from being told; the first failure is returned at the end.
 */
enum mh_status consent_tell(struct mh_session *, const char *spool, const char *on, const struct consent_recipients *, struct mh_err *);

#endif
