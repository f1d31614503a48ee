/*
 * The declaration of intent. Nobody signs bytes that another wrote: a signature is on a small statement of the signer's own,
 *
 *	format: mh-declaration/1
 *	says: signed			or withdrawn
 *	text: DIGEST			of the declaration's text, as b2sum -l 256 prints it
 *	organisation: shelter
 *	fingerprint: FINGERPRINT	of the key that signs
 *	at: 2026-03-02T12:00:00Z
 *	demo: "yes"
 *
 * and mh-exchange(5) says how it is made by hand. Signing gives no right to data: the gate does not know of it.
 */

#ifndef MH_EXCHANGE_DECLARATION_H
#define MH_EXCHANGE_DECLARATION_H

#include "base/err.h"
#include "store/store.h"

#define MH_DECLARATION_FORMAT "mh-declaration/1"
#define MH_DECLARATION_DIGEST_SIZE 65
#define MH_DECLARATION_STATEMENT_MOST 65536	/* bytes of a signed statement */

/* "signed" and "withdrawn": what a statement says. */
#define MH_SAYS_SIGNED "signed"
#define MH_SAYS_WITHDRAWN "withdrawn"

void mh_declaration_digest(struct mh_blob text, char out[MH_DECLARATION_DIGEST_SIZE]);

/*
 * Composes this organisation's statement on the declaration and signs it by the exchange key: signing (initialised) gets its fields, with the
 * signed statement in "statement". MH_KEY: no exchange key, or its secret is not here.
 */
enum mh_status mh_declaration_sign(struct mh_store *, const struct mh_record *declaration, const char *says, mh_moment now,
	struct mh_record *signing, struct mh_err *);

/*
 * Reads a partner's signed statement: signed by the key on record of an active partner, about a text that is on record. signing gets its
 * fields. name stands in sentences. MH_INPUT: no statement, of a text that is not known, from the future; MH_KEY: unknown, expired or revoked key,
 * wrong signature; MH_DENIED: another organisation's, another key than it says, demo and real mixed.
 */
enum mh_status mh_declaration_read(struct mh_store *, const char *name, struct mh_blob message, mh_moment now, struct mh_record *signing,
	struct mh_err *);

/*
 * Puts a signing of a declaration, in the open transaction, if it is newer than what the same organisation said before. *known: this very statement is
 * there already, and nothing was written. MH_INPUT: older than what is on record; MH_NO: it says what already holds, or withdraws what was
 * never signed.
 */
enum mh_status mh_declaration_put(struct mh_store *, struct mh_record *signing, bool *known, struct mh_err *);

#endif
