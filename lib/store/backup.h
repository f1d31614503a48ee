/* What making and restoring a backup share, with exports and imports of a whole store too. Of this room only. */

#ifndef MH_STORE_BACKUP_H
#define MH_STORE_BACKUP_H

#include "store/authority.h"

#define MH_BACKUP_HEAD_MOST 4096		/* bytes before the database */
#define MH_BACKUP_PIN_SIZE 2048
#define MH_BACKUP_KEYS_MOST (MH_KEYHOLDERS_MOST + 1)			/* keyholders and the exchange key */

/* What is sealed: a head of text, the pin's lines, an empty line, the database. */
struct mh_backup_parts {
	struct mh_backup about;
	unsigned char match_key[MH_MATCH_KEY_SIZE];
	char pin[MH_BACKUP_PIN_SIZE];		/* text of the pin: lines, no empty one */
	struct mh_blob database;		/* borrowed */
};

/* Adds the whole container to out, a secret string. */
void mh_backup_write(struct mh_str *out, const struct mh_backup_parts *);
/* Reads one; the database is borrowed from it. Takes any bytes. MH_INPUT: no backup, of another version, not whole, altered. */
enum mh_status mh_backup_read(struct mh_blob, struct mh_backup_parts *, struct mh_err *);

/* The database as bytes, given back with sqlite3_free; the caller has a transaction open. MH_INPUT: too large. */
enum mh_status mh_backup_copy(struct mh_store *, unsigned char **bytes, size_t *len, struct mh_err *);
/* Seals such bytes, of the store as it is in the open transaction but for its schema. */
enum mh_status mh_backup_seal(struct mh_store *, struct mh_blob database, struct mh_str *out, struct mh_backup *about, struct mh_err *);

/* Fingerprints of a store's own keys, the exchange key first. */
struct mh_own_keys {
	char list[MH_BACKUP_KEYS_MOST][MH_FINGERPRINT_SIZE];
	const char *names[MH_BACKUP_KEYS_MOST];
	size_t count;
};
enum mh_status mh_own_keys_read(struct mh_store *, struct mh_own_keys *, struct mh_err *);

/* Seals text for the store's keyholders, signed by the first of its own keys that is at hand, and opens it again where it can. The text is
 * wiped once it is sealed, so that it and its copy are not in memory at once. MH_KEY. */
struct mh_own_seal {
	const char *what;			/* "backup": for sentences */
	char signer[MH_FINGERPRINT_SIZE];	/* out */
	bool opened;				/* out */
};
enum mh_status mh_own_seal(struct mh_store *, struct mh_str *text, struct mh_own_seal *, struct mh_str *out, struct mh_err *);

/*
 * guest.c: a message from elsewhere, opened in a GnuPG home of its own that lasts no longer than the look at it. Whom to believe is said
 * by fingerprint; public keys come from the user's home.
 */
struct mh_guest { struct mh_str home; struct mh_pgp *pgp; };
enum mh_status mh_guest_start(struct mh_guest *, const char *config, struct mh_err *);
/* Opens it into out; signer gets who signed it. what: "backup", for sentences. MH_USAGE: no fingerprint; MH_INPUT; MH_KEY. */
enum mh_status mh_guest_open(struct mh_guest *, struct mh_blob message, const char *what, const char *const signers[], size_t count,
	struct mh_str *out, char signer[MH_FINGERPRINT_SIZE], struct mh_err *);
void mh_guest_end(struct mh_guest *);	/* harmless where it was not started but zeroed */

/*
 * The newest end of the log that a configuration folder has seen, in its file "head". What is older was put back by
 * somebody, and what has another digest at that number is another history. With it, for one that an older backup takes the place of:
 * the numbers that were given, and where the store was.
 */
struct mh_head {
	int64_t entry;		/* 0: none was seen */
	unsigned char digest[MH_HASH_SIZE];
	unsigned char next[MH_HASH_SIZE];	/* commitment to the key of the entry to come (mh_log_key_commit); zeros: not known */
	struct { int64_t year, last; } given[MH_KIND_MOST];	/* by number of the kind: its newest year, 0: none was given */
	char file[2000];	/* path; "": not known */
};
enum mh_status mh_head_read(const char *folder, struct mh_head *, struct mh_err *);	/* MH_STORE: it is not as we wrote it */
enum mh_status mh_head_write(const char *folder, const struct mh_head *, struct mh_err *);
enum mh_status mh_head_of(struct mh_store *, struct mh_head *, struct mh_err *);		/* the end of the store's own log; the rest is empty */
/* Fills in what goes with it, of the store as it is now; where it cannot be read it stays empty. */
void mh_head_fill(struct mh_store *, struct mh_head *);
/* Fills it in and writes it without waiting for the disk; what went wrong is made good by the next one. */
void mh_head_note(struct mh_store *, struct mh_head *);
/* Holds the store's log against what was seen. MH_KEY: older, or another history, or another key for the next entry. */
#define MH_HEAD_REMEDY N_("restore the newest backup with mh-store restore")
enum mh_status mh_head_check(struct mh_store *, struct mh_err *);
/* MH_NO: the store's log ends before that entry; MH_KEY: it has another one there, or another key behind it. No sentence is set for MH_NO. */
enum mh_status mh_head_in(struct mh_store *, const struct mh_head *, struct mh_err *);

#endif
