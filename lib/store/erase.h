/*
 * Erasing: records leave the store with their past, their sealed values and their salts, and a list that keyholders signed says
 * which they were and on what ground. The list is also the statement of destruction: numbers and grounds, no names. It explains
 * to mh_store_check what is missing, lies as a copy in the configuration folder, and is applied to an older backup that is
 * restored. What was published stays countable: numbers without persons are kept by year, municipality and form.
 *
 * Erasing ends when nothing is left in free pages and in the log of SQLite: mh_store_erase_finish. Until then mh_store_check fails.
 */

#ifndef MH_STORE_ERASE_H
#define MH_STORE_ERASE_H

#include "store/store.h"

#define MH_ERASURE_MOST ((size_t)64 * 1024 * 1024)	/* bytes of one list, signed */

struct mh_erased {
	struct mh_id id;
	size_t ground;		/* index in grounds */
	int64_t list;		/* number of the list that it stands in */
	bool back;		/* it is in the store again */
};

/* One list. Texts are of one line. */
struct mh_erasure {
	int64_t number;
	char previous[65];	/* digest of the signed list before it; "" in the first */
	char store[33];		/* uid */
	char *organisation, *name, *by;
	struct mh_date day;
	bool two;		/* two keyholders sign */
	int64_t persons;
	char **grounds;		/* "wmo-case 15 year after closed; source; checked" */
	size_t ground_count;
	struct mh_erased *ids;
	size_t count, room;
	char **files;		/* digests of exchange files */
	size_t file_count;
};

/* Adds to a list that is being made. The first word of a ground is its code; the index of the ground is returned. */
size_t mh_erasure_ground(struct mh_erasure *, const char *ground);
void mh_erasure_id(struct mh_erasure *, struct mh_id, size_t ground);
void mh_erasure_file(struct mh_erasure *, const char *digest);
void mh_erasure_free(struct mh_erasure *);

/* The text of a list; the same list gives the same text. */
void mh_erasure_text(const struct mh_erasure *, struct mh_str *out);
/* Reads one, which must be as mh_erasure_text writes it; out is to be freed, whatever is returned. False: it is none. */
bool mh_erasure_read(const char *text, struct mh_erasure *out);

/* What is asked of mh_store_erase. */
struct mh_erase_order {
	struct mh_erasure *erasure;	/* ids, grounds, files, persons and two are the caller's; the rest is filled in */
	const char *first;		/* the same list as another keyholder signed it; NULL: none */
	bool propose;			/* sign only; nothing is erased */
	struct mh_str *statement;	/* gets what was signed: one message, or two */
};

/*
 * In an open transaction: has the list signed by a keyholder who is here (by two different ones where it says so), erases, counts,
 * and books the list. MH_KEY: no keyholder, or no second one; MH_INPUT: first is not the list that would be made now; MH_STORE:
 * something that stays cannot let go of what goes.
 */
enum mh_status mh_store_erase(struct mh_store *, const struct mh_erase_order *, struct mh_err *);

/* Behind the commit, and again after a failure: rewrites the file so that free pages hold nothing, empties SQLite's log, writes
 * the copy of the lists, and notes that it is done. MH_BUSY: somebody reads; MH_OK too when there is nothing to do. */
enum mh_status mh_store_erase_finish(struct mh_store *, const char *command, struct mh_err *);

enum mh_status mh_store_erase_unfinished(struct mh_store *, bool *, struct mh_err *);

/* All lists of the store, each verified. MH_KEY, with a sentence that names the list: not signed by a keyholder of its time. */
struct mh_erasures {
	struct mh_erasure *list;
	size_t count;
	struct mh_erased *ids;	/* of all lists, in the order of kinds and numbers */
	size_t id_count;
	bool unfinished;
	char last[65];		/* digest of the newest signed list */
};
enum mh_status mh_erasures_read(struct mh_store *, struct mh_erasures *, struct mh_err *);
void mh_erasures_free(struct mh_erasures *);
const struct mh_erased *mh_erased_find(const struct mh_erasures *, struct mh_id);	/* NULL: was not erased */
/* How many of the kind with numbers from low to high were erased and are gone. */
int64_t mh_erased_between(const struct mh_erasures *, const struct mh_kind *, int64_t low, int64_t high);
/* Reads the lists for mh_store_check: an unfinished erasure, one that is not signed, and what came back are problems. */
enum mh_status mh_erasures_check(struct mh_store *, struct mh_erasures *, struct mh_problems *, struct mh_err *);

/* All signed lists, one message behind the other. MH_NO: there are none. */
enum mh_status mh_erasures_export(struct mh_store *, struct mh_str *out, struct mh_err *);

/*
 * Applies the given lists (as mh_erasures_export writes them) and those of the configuration folder's copy that the store does not have:
 * it is older than they are. signers may be believed besides the store's own keyholders. *applied is the number of lists.
 * MH_KEY: a list that nobody believed signed, or of another store, or one is missing between.
 */
struct mh_catching_up {
	const struct mh_restore_lists *lists;	/* older ones first; none: only the copy */
	size_t list_count;
	const char *const *signers;
	size_t signer_count;
	const char *command;
	bool dry_run;
};
enum mh_status mh_store_erase_again(struct mh_store *, const struct mh_catching_up *, size_t *applied, struct mh_err *);
/* Does the configuration folder's copy have lists that the store lacks? Then it is an older store: a problem. */
enum mh_status mh_erasures_behind(struct mh_store *, struct mh_problems *, struct mh_err *);

/* Was the exchange file with this digest one of an erased message? MH_NO: no. */
enum mh_status mh_store_erased_file(struct mh_store *, const char *digest, struct mh_err *);

/* Days that the log has of a record: when it was recorded, and when it was changed last. */
enum mh_status mh_store_times(struct mh_store *, struct mh_id, mh_moment *made, mh_moment *changed, struct mh_err *);

#endif
