/* Keys of the log's MAC, and the walk along the log. Of this room only. */

#ifndef MH_STORE_LOG_KEY_H
#define MH_STORE_LOG_KEY_H

#include "store/internal.h"

struct mh_log_key {
	int64_t first;		/* entry with which its chain begins */
	int64_t epoch;		/* of the store's key when it began */
	bool restored;		/* a restored or imported store began it: entries from first on that were known before are no more */
	unsigned char wrapped[MH_WRAPPED_KEY_SIZE], commitment[MH_HASH_SIZE];
	unsigned char key[MH_MAC_KEY_SIZE];	/* opened: of the entry first */
};
struct mh_log_keys { struct mh_log_key *list; size_t count; };

/* log_key.c */
/* What can be told of a key without giving it away. */
void mh_log_key_commit(const unsigned char key[MH_MAC_KEY_SIZE], unsigned char out[MH_HASH_SIZE]);
/* In a transaction: a chain of keys begins with entry first, the transaction's own or the one after it. */
enum mh_status mh_log_key_begin(struct mh_store *, const unsigned char public_key[MH_PUBLIC_SIZE], int64_t epoch, int64_t first,
	const char *reason, struct mh_err *);
/* The key of the transaction's entry. MH_KEY: the log does not end where its key does. */
enum mh_status mh_log_key_take(struct mh_store *, struct mh_err *);
/* Keeps the key of the next entry in its place. */
enum mh_status mh_log_key_keep(struct mh_store *, struct mh_err *);
/* All chains, by their first entry. MH_KEY: damaged. */
enum mh_status mh_log_keys_read(struct mh_store *, struct mh_log_keys *, struct mh_err *);
void mh_log_keys_free(struct mh_log_keys *);	/* wiped */
/* MH_KEY: one does not open, or is another than the statement of keyholders says. */
enum mh_status mh_log_keys_open(struct mh_store *, struct mh_log_keys *, const unsigned char secret[MH_SECRET_SIZE], struct mh_err *);
/* Wraps all of them for another public key. */
enum mh_status mh_log_keys_rewrap(struct mh_store *, const unsigned char secret[MH_SECRET_SIZE], const unsigned char public_key[MH_PUBLIC_SIZE],
	struct mh_err *);

/*
 * log_walk.c: along the log from an entry to its end. Each entry must hang on the one before it, be what its digest says, and have
 * written the rows whose digests are kept; with keys it must have its MAC. found is called with the number of an entry and what is
 * wrong with it (a sentence without the entry's name); it returns false to stop.
 */
struct mh_log_walk {
	int64_t from;			/* 1: all of it */
	bool rows;			/* digests of rows too */
	int64_t pruned;			/* entries up to this one may have lost their words */
	const struct mh_log_keys *keys;	/* opened; NULL: the MAC is not looked at. Only from entry 1 on */
	bool (*found)(void *, int64_t entry, const char *what);
	void *arg;
	int64_t last, count;		/* out: the newest entry, and how many there were */
	bool good;			/* out: nothing was found */
};
enum mh_status mh_log_walk(struct mh_store *, struct mh_log_walk *, struct mh_err *);

/* checkpoint.c */
/* Verifies each signed checkpoint against the log; *pruned: entries up to it were pruned by one of them. found as above. */
enum mh_status mh_checkpoints_check(struct mh_store *, int64_t *pruned, size_t *count, bool (*found)(void *, int64_t entry, const char *what), void *arg,
	struct mh_err *);

#endif
