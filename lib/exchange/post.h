/*
 * Sending: a body becomes a numbered message of its referral's conversation, signed by the organisation's exchange key, encrypted
 * to the partner, and a file in the outbox. Also how a message that went by another way is booked.
 */

#ifndef MH_EXCHANGE_POST_H
#define MH_EXCHANGE_POST_H

#include "exchange/envelope.h"
#include "store/store.h"

struct mh_post {
	struct mh_store *store;
	const char *spool;
	const struct mh_record *partner;
	const struct mh_record *referral;	/* with its number and conversation; NULL: it is about a signal, or about nobody */
	int64_t signal;			/* then this one, or 0 */
	const char *conversation;	/* and then the name of the conversation */
	mh_moment now;
	int days;			/* life of the file; 0: 30 */
	struct mh_str path;		/* where the file lies; empty: none was written */
	char file[MH_EXCHANGE_DIGEST_SIZE];	/* digest of its bytes */
	struct mh_str text, sealed;	/* what was composed last, and the file of it; empty: not made yet */
	bool unsealed;			/* the text is another than the one that was sealed: this run is to be undone */
	bool hold;			/* sign it all the same, while the store is locked: others wrote each time */
};

/*
 * Does what fn does in one transaction, and signs the message that it sends before that, so that nobody who writes waits for a passphrase
 * to be typed: fn runs once to compose the text, all that it wrote is undone, the text is signed and encrypted, and fn runs again; when the
 * text is still the same, the transaction is committed and the file gets its name. Where others write each time, the last run signs
 * inside it. fn calls mh_post_send at most once, with the same envelope, passes its status on, and leaves what its caller has in memory as if it had not run. path
 * (which the caller owns) gets the file's, or stays empty when fn made none.
 */
typedef enum mh_status mh_post_fn(void *, struct mh_post *, struct mh_err *);
enum mh_status mh_post_write(struct mh_post *, const char *command, mh_post_fn *, void *, struct mh_str *path, struct mh_err *);

/*
 * Within it: completes the envelope (its body is filled), writes the file under a hidden name and the message record.
 * MH_DENIED: the partner is suspended; MH_KEY: no OpenPGP, the key can't be used, or the authority statement does not hold.
 */
enum mh_status mh_post_send(struct mh_post *, struct mh_envelope *, struct mh_err *);
/* The file of a text that is there and whose message is on record, of that id: signed, encrypted, under a hidden name. */
enum mh_status mh_post_seal(struct mh_post *, const char *id, struct mh_blob text, struct mh_err *);
/* Instead of a file: a page to be said or sent by another way (code of catalogue exchange-channel), and its message record. */
enum mh_status mh_post_page(struct mh_post *, const char *channel, struct mh_envelope *, struct mh_str *page, struct mh_err *);
/* The part of it that books what is said, for a page that is written. */
enum mh_status mh_post_said(struct mh_post *, const char *channel, struct mh_envelope *, const struct mh_str *page, struct mh_err *);
/* Behind mh_post_seal: the file gets its name; path (which the caller owns) gets it, or stays empty when there is no file. */
enum mh_status mh_post_done(struct mh_post *, struct mh_str *path, struct mh_err *);
/* Instead of it: the file is removed, if there is one. */
void mh_post_undo(struct mh_post *);

/* Ends what a killed program left in the outbox: a file whose message the store has gets its name, another is removed. Nothing is
 * asked of the store when there is none. */
enum mh_status mh_post_sweep(struct mh_store *, const char *spool, const char *command, struct mh_err *);

/* Writes the message record of an envelope (sent or read) about a referral or a signal (number 0: about neither): direction "out" or "in"; sender: the
 * side that says it (MH_CLOCK: it is about no referral); file is the digest of its file's bytes. */
enum mh_status mh_post_book(struct mh_store *, const struct mh_record *partner, struct mh_id about, const char *direction, enum mh_side sender,
	const struct mh_envelope *, const char *text, const char *file, mh_moment now, struct mh_err *);

#endif
