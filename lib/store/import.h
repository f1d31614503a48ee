/* What the parts of an import of everything share: what was read, and what was found wrong with it. Of this room only. */

#ifndef MH_STORE_IMPORT_H
#define MH_STORE_IMPORT_H

#include "store/export.h"
#include "text/tar.h"
#include "text/yaml.h"

/* store.yaml; texts are borrowed from its tree. */
struct mh_brought_key { const char *role, *public_key; char fingerprint[MH_FINGERPRINT_SIZE]; };
struct mh_brought_counter { const struct mh_kind *kind; int64_t year, last; };
struct mh_brought_erased { const char *measure, *years, *municipality, *form; int64_t count; };
struct mh_brought_store {
	struct mh_tree tree;
	unsigned char uid[MH_UID_SIZE], digest[MH_HASH_SIZE];
	const char *organisation, *name, *zone;
	bool demo;
	int64_t epoch;
	mh_moment created, made;
	int64_t entries, statements;
	char exchange_key[MH_FINGERPRINT_SIZE];
	struct mh_brought_key *keys;
	size_t key_count;
	struct mh_brought_counter *counters;
	size_t counter_count;
	struct mh_brought_erased *erased;
	size_t erased_count;
	const char **erased_files;
	size_t erased_file_count;
	const char **lists;		/* uids of stores of which there are lists of erasures */
	size_t list_count;
};

struct mh_brought_id { int64_t n, entry; };	/* a record, and the entry of its first version */

/* A version that was written, until the log is. */
struct mh_brought_row {
	int64_t entry, n;
	int kind;
	size_t place;		/* order in which it was written */
	unsigned char digest[MH_HASH_SIZE];
};

struct mh_bringing {
	struct mh_tar tar;
	struct mh_problems *problems;
	struct mh_brought_store about;
	struct mh_log_entry *log;	/* texts are its own */
	size_t log_count;
	struct { struct mh_brought_id *list; size_t count; } ids[MH_KIND_MOST];	/* by number of the kind, by n */
	struct mh_brought_row *rows;
	size_t row_count;
	size_t records;
};

/* import_read.c: store.yaml, log.csv, and ids of each KIND.csv, before anything is made. Problems are added. */
void mh_bring_store_text(struct mh_bringing *);
void mh_bring_log_text(struct mh_bringing *);
void mh_bring_ids(struct mh_bringing *);
/* The member as CSV with exactly these titles; NULL: a problem was added. Its complaints stay the caller's. */
struct mh_csv *mh_bring_csv(struct mh_bringing *, const char *name, const char *(*title)(const void *, size_t), const void *arg, size_t count,
	struct mh_complaints *);
/* The entry of the first version of a record; 0: there is no such record. */
int64_t mh_bring_first(const struct mh_bringing *, const struct mh_kind *, int64_t n);
/* A whole number from 1 as we write it. */
bool mh_bring_number(const char *text, int64_t *out);
void mh_bringing_free(struct mh_bringing *);

/* import_lists.c: verifies the signed lists of what was erased; problems are added. The keys of the export are taken into pgp. */
enum mh_status mh_bring_lists(struct mh_bringing *, struct mh_pgp *, struct mh_err *);
/* Books them in the new store. */
enum mh_status mh_bring_lists_put(struct mh_bringing *, struct mh_store *, struct mh_err *);

/* import_rows.c: writes each version of a kind's records; what is wrong is added to the problems, and not written. */
enum mh_status mh_bring_rows(struct mh_bringing *, struct mh_store *, const struct mh_kind *, struct mh_err *);

#endif
