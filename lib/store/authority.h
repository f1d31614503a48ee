/*
 * Who may read and who is who: the authority statement, a text that a keyholder signs, and the pin, what this account has seen of
 * it, outside the store. Of this room only; what others call is in store.h.
 */

#ifndef MH_STORE_AUTHORITY_H
#define MH_STORE_AUTHORITY_H

#include "store/internal.h"

#define MH_DIGEST_TEXT_SIZE (2 * MH_HASH_SIZE + 1)
#define MH_STATEMENT_MOST (8 * 1024 * 1024)

/* What a statement or a pin says of the store's keys. */
struct mh_trust {
	int64_t number, epoch;
	int64_t entry;			/* of a statement: of the log, in which it was made */
	char store[2 * MH_UID_SIZE + 1];
	char statement[MH_DIGEST_TEXT_SIZE];	/* of a pin: digest of the signed statement; "" before there is one */
	char previous[MH_DIGEST_TEXT_SIZE];	/* of a statement: digest of the signed one before it; "" in the first */
	char public_key[MH_DIGEST_TEXT_SIZE];	/* digest */
	char holders[MH_KEYHOLDERS_MOST][MH_FINGERPRINT_SIZE];
	size_t count;
};

/* statement.c: the text. */
/* Adds the text that the store as it is now calls for, signed in that log entry; its lines are in a fixed order. */
enum mh_status mh_statement_text(struct mh_store *, int64_t number, int64_t entry, const char *previous, struct mh_str *out, struct mh_err *);
/* Where its lines behind the head begin: those that must agree with the store. */
const char *mh_statement_body(const char *text);
/* Does what was signed hold for what is? A partner that is suspended since needs no signature, since that only blocks. */
bool mh_statement_holds(const char *was, const char *is);
/* Adds what the first line that stands in one body alone is about: "fingerprint of partner shelter". */
void mh_statement_difference(const char *was, const char *is, struct mh_str *out);
/* Reads a statement or a pin. False: it is none of this format. */
bool mh_trust_read(const char *text, const char *format, struct mh_trust *);
bool mh_trust_holder(const struct mh_trust *, const char *fingerprint);

/* authority.c: signed. */
/* The newest: its number (0: there is none) and the digest of the signed text. */
enum mh_status mh_authority_newest(struct mh_store *, int64_t *number, char digest[MH_DIGEST_TEXT_SIZE], struct mh_err *);
enum mh_status mh_authority_digest(struct mh_store *, int64_t number, char digest[MH_DIGEST_TEXT_SIZE], struct mh_err *);
/* MH_KEY: the log entry of the statement, as the store has it, is not the one that was signed. */
enum mh_status mh_authority_entry(int64_t number, int64_t entry, const struct mh_trust *says, struct mh_err *);
/* Verifies statement number: signed by somebody who is a keyholder both by before and by itself, in the entry that the store names.
 * text and says get what it says. */
enum mh_status mh_authority_read(struct mh_store *, int64_t number, const struct mh_trust *before, bool past, struct mh_str *text,
	struct mh_trust *says, struct mh_err *);

/* pin.c */
enum mh_status mh_pin_read(const struct mh_store *, struct mh_trust *, struct mh_err *);
/* Holds the store's keys against the pin. Statements that are newer than it are followed, each signed by a keyholder of the one
 * before. MH_KEY with a sentence that names what differs; MH_BUSY: another command changed the keys since the store was opened. */
enum mh_status mh_pin_check(struct mh_store *, struct mh_trust *pin, struct mh_err *);
void mh_pin_text(const struct mh_trust *, struct mh_str *out);
enum mh_status mh_pin_write(const struct mh_store *, const char *text, struct mh_err *);

/* keys.c */
/* Keyholders as the store has them, in order of fingerprint. */
enum mh_status mh_keyholders(struct mh_store *, char list[MH_KEYHOLDERS_MOST][MH_FINGERPRINT_SIZE], size_t *count, struct mh_err *);
/* Takes every allowed key and those of active partners into the store's GnuPG home. */
enum mh_status mh_keys_take(struct mh_store *, struct mh_pgp *, struct mh_err *);
/* Takes a person's or organisation's key from the user's home and judges it. MH_USAGE: no fingerprint; MH_KEY; MH_DENIED: throw-away. */
enum mh_status mh_key_take(struct mh_pgp *, const char *named, bool demo, struct mh_str *public_key, struct mh_pgp_key *out, struct mh_err *);
enum mh_status mh_key_put(struct mh_store *, const struct mh_pgp_key *, const char *role, const char *public_key, struct mh_err *);

#endif
