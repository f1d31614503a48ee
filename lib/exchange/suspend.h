/* A partner is blocked at once, and let in again. */

#ifndef MH_EXCHANGE_SUSPEND_H
#define MH_EXCHANGE_SUSPEND_H

#include "base/err.h"
#include "store/store.h"

/*
 * Changes the state of a partner (read from the store; "reason" is set in it) in a transaction of its own. Suspending needs no keyholder, since it only
 * blocks: *signed_too says whether one was at hand to sign it. Lifting needs one: MH_KEY. MH_NO: it is so already.
 */
enum mh_status mh_partner_suspend(struct mh_store *, const char *command, struct mh_record *partner, bool lift, bool *signed_too, struct mh_err *);
/* Removes the files that lie in the outbox for the partner; *count of them. MH_INPUT: one cannot be removed. */
enum mh_status mh_partner_stop_outbox(const char *spool, const char *code, size_t *count, struct mh_err *);

#endif
