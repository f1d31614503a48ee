/* The inside of the store: what its files share. Nothing outside lib/store includes it. */

#ifndef MH_STORE_INTERNAL_H
#define MH_STORE_INTERNAL_H

#include <sqlite3.h>

#include "base/runs.h"
#include "base/str.h"
#include "crypto/openpgp.h"
#include "crypto/sealed.h"
#include "store/store.h"

#define MH_APPLICATION_ID 0x6d686b31	/* "mhk1" */
#define MH_MATCH_KEY_SIZE 32
#define MH_MATCH_SIZE 16			/* bytes of the keyed hash of a matched field */
#define MH_KEYHOLDERS_MOST 16		/* as many as a message can have readers */
#define MH_CHUNK_MOST 256		/* row digests in one log_row */

/* Statements of the fixed tables, by name. */
enum mh_sql {
#define MH_SQL(name, text) MH_SQL_##name,
#include "store/statements.def"
#undef MH_SQL
	MH_SQL_COUNT
};

/* Statements of one kind, built from its field table and compiled when first used. */
enum mh_kind_sql { MH_KIND_GET, MH_KIND_INSERT, MH_KIND_INSERT_PAST, MH_KIND_UPDATE, MH_KIND_ENTRY, MH_KIND_VERSIONS, MH_KIND_SQL_COUNT };

/* Digests of rows of one kind with consecutive numbers, until they are written. */
struct mh_run {
	int64_t first;
	size_t count;
	unsigned char digests[MH_CHUNK_MOST * MH_HASH_SIZE];
};

/* The matched value that was hashed last: an import asks for it, and then puts it. */
struct mh_hashed {
	const struct mh_field *field;
	size_t source_len, len;
	char text[120];		/* the source and the value */
	unsigned char hash[MH_MATCH_SIZE];
};

/* What a transaction did to one kind. */
struct mh_touched {
	int64_t low, high;	/* numbers */
	int64_t count;
	int64_t counter_year, counter;	/* ids given: last of this year; year 0: none given */
	struct mh_run *run;
};

struct mh_transaction {
	bool open;
	bool bulk;
	int64_t entry;		/* number of its log entry */
	mh_moment at;
	int64_t part;		/* of log_row */
	unsigned char previous[MH_HASH_SIZE];
	struct mh_hash rows;	/* over the chunks of digests, in the order of writing */
	struct mh_salts salts;
	struct mh_touched touched[MH_KIND_MOST];
	struct mh_str command, subjects, note, purpose;
	struct mh_str pin;	/* what is pinned once it is committed; empty: nothing new */
	size_t named;		/* ids in subjects */
	bool erased;		/* a list of erasures was booked */
	/* sealing: made when the first value is sealed */
	bool sealing;
	int64_t data_key, next_value;
	unsigned char key[MH_DATA_KEY_SIZE];
	struct mh_str sealed;	/* ciphertexts of the record that is being put */
	unsigned char log_key[MH_MAC_KEY_SIZE];		/* of this entry's MAC */
	unsigned char later_log_key[MH_MAC_KEY_SIZE];	/* of the next one's, where another chain of keys begins with it */
	bool later;
	struct mh_hashed hashed;
	struct mh_known *known;	/* bulk.c: hashes in memory instead of an index */
	size_t questions[MH_KIND_MOST];	/* that the index answered, and how many are enough; 0: not known yet */
	size_t enough[MH_KIND_MOST];
};

struct mh_store {
	sqlite3 *db;
	bool writable;
	bool reading;		/* opened to read: all reads see one moment, but for the time of an entry in the log */
	bool committed;		/* the last transaction that was begun, with records */
	bool making;		/* create.c: nothing is pinned yet */
	bool placing;		/* restore.c: what the configuration folder has seen is judged there */
	bool everything;	/* unlocked for every record, not for subjects only */
	struct mh_store_info info;
	unsigned char public_key[MH_PUBLIC_SIZE];
	unsigned char match_key[MH_MATCH_KEY_SIZE];
	bool match_key_known;
	sqlite3_stmt *fixed[MH_SQL_COUNT];
	sqlite3_stmt *of_kind[MH_KIND_MOST][MH_KIND_SQL_COUNT];
	sqlite3_stmt *of_match[MH_KIND_MOST][MH_FIELD_MOST];	/* by number of the matched field: all that have a hash */
	sqlite3_stmt *of_child[MH_KIND_MOST][MH_FIELD_MOST];	/* by number of the field that points to another record */
	sqlite3_stmt *of_one[MH_KIND_MOST][MH_FIELD_MOST];	/* is it this one that has it? */
	sqlite3_stmt *of_hash[MH_KIND_MOST][MH_FIELD_MOST];	/* the hash that a version has */
	struct mh_transaction transaction;
	struct mh_calls *calls;		/* call.c: the second thread of a large import; NULL: none */
	struct mh_catalogues catalogues;
	int64_t as_of;		/* log number; -1: now */
	int64_t log_true_from;	/* verify.c: from this entry on the log was found true; 0: not looked at */
	int64_t rows_true;	/* digest.c: the digests of rows of this entry were found true */
	struct mh_date as_of_day;	/* the day that it stands for */
	struct mh_pgp *pgp;
	char *statement;	/* the authority statement that was verified last */
	int64_t statement_number;
	/* unlocked: the secret in guarded memory and whom it may be used for */
	unsigned char *secret;
	struct mh_id *subjects;
	size_t subject_count, subject_next;	/* next: where the one behind the last that was asked for stands */
	int64_t opened_key;	/* the data key that was opened last */
	unsigned char opened[MH_DATA_KEY_SIZE];
};

/* sql.c: statements. */
enum mh_status mh_sql_error(struct mh_store *, struct mh_err *);			/* SQLite's last error as a status and a sentence */
enum mh_status mh_sql_run(struct mh_store *, const char *text, struct mh_err *);		/* const text without values */
enum mh_status mh_sql_prepare(struct mh_store *, const char *text, sqlite3_stmt **, struct mh_err *);
/* A compiled fixed statement, kept by the store; NULL: err says. */
sqlite3_stmt *mh_sql_fixed(struct mh_store *, enum mh_sql, struct mh_err *);
const char *mh_sql_text(enum mh_sql);
/* One step of a statement that gives no row; resets it and clears its bindings. */
enum mh_status mh_sql_step(struct mh_store *, sqlite3_stmt *, struct mh_err *);
/* One row: MH_OK there is one (call mh_sql_done when read), MH_NO none (already reset). */
enum mh_status mh_sql_row(struct mh_store *, sqlite3_stmt *, struct mh_err *);
void mh_sql_done(sqlite3_stmt *);	/* resets and clears; NULL is harmless */
/* Binds by the name of the parameter, without its colon. */
void mh_bind_text(sqlite3_stmt *, const char *name, const char *text);
void mh_bind_number(sqlite3_stmt *, const char *name, int64_t number);
void mh_bind_blob(sqlite3_stmt *, const char *name, const void *, size_t);

/* call.c: waits until every call that was gathered is carried out; the status of the first that failed. Harmless where there is none. */
enum mh_status mh_calls_wait(struct mh_store *, struct mh_err *);
/* The same, and ends the second thread. */
enum mh_status mh_calls_end(struct mh_store *, struct mh_err *);

/* kind_sql.c: statements of kinds. */
void mh_sql_column(struct mh_str *, const char *field_name);	/* "age_band", quoted */
void mh_sql_index_name(struct mh_str *, const struct mh_kind *, const struct mh_field *);	/* of a field that is indexed */
void mh_sql_hash_column(struct mh_str *, const char *field_name);	/* "external_id_hash", quoted */
sqlite3_stmt *mh_sql_of_kind(struct mh_store *, const struct mh_kind *, enum mh_kind_sql, struct mh_err *);
/* Adds "FROM ..." for now or for the store's as_of (bound to :as_of). */
void mh_sql_from(const struct mh_store *, struct mh_str *, const struct mh_kind *);
/* Adds the columns that mh_read_record reads, each with before in front. */
void mh_sql_columns(struct mh_str *, const struct mh_kind *, const char *before);
/* The columns that mh_read_only reads: the fields among the bits of only. */
void mh_sql_columns_only(struct mh_str *, const struct mh_kind *, uint64_t only);
/* Reads these fields anew and leaves the others as they are: empty in a record that nothing else was read into. */
void mh_read_only(sqlite3_stmt *, struct mh_record *, uint64_t only);
void mh_read_record(sqlite3_stmt *, struct mh_record *);
/* The same of MH_KIND_VERSIONS: with until. */
void mh_read_version(sqlite3_stmt *, struct mh_record *);
/* Adds " WHERE ..." and binds it; numbering starts at *next. */
void mh_sql_where(struct mh_str *, const struct mh_query *, const char *start, size_t first);
/* Adds one of its conditions, over other SQL instead of the field's column (NULL: over that). */
void mh_sql_condition(struct mh_str *, const struct mh_query *, size_t number, size_t first, const char *instead);
void mh_bind_where(sqlite3_stmt *, const struct mh_query *, size_t first);

/* What a field that is set anew is kept as: its ciphertext (bytes NULL: it is not sealed anew), and the hash of a matched one. */
struct mh_fresh { struct mh_blob sealed; bool hashed; unsigned char hash[MH_MATCH_SIZE]; };

/* digest.c: rows and entries. fresh, by index of the fields: what is not in the store yet; NULL: all of it is. */
enum mh_status mh_row_digest(struct mh_store *, const struct mh_record *, const struct mh_fresh *fresh,
	unsigned char out[MH_HASH_SIZE], struct mh_err *);
enum mh_status mh_digests_book(struct mh_store *, const struct mh_record *, const unsigned char digest[MH_HASH_SIZE], struct mh_err *);
enum mh_status mh_digests_flush(struct mh_store *, struct mh_err *);
void mh_hash_chunk(struct mh_hash *, int64_t kind, int64_t first, const void *digests, size_t len);
/* Digest of the newest log entry of a row. MH_NO: there is none. */
enum mh_status mh_row_logged(struct mh_store *, struct mh_id, unsigned char out[MH_HASH_SIZE], int64_t *entry, struct mh_err *);
/* An entry. told, when it was pruned: the digest of its words, which are gone with their salt; otherwise NULL. */
struct mh_log_text {
	int64_t n;
	mh_moment at;
	struct mh_blob actor, command, purpose, subjects, note;
	struct mh_blob salt;
	const unsigned char *told, *rows, *previous;
};
void mh_told_digest(const struct mh_log_text *, unsigned char out[MH_HASH_SIZE]);	/* of the words */
void mh_entry_digest(const struct mh_log_text *, unsigned char out[MH_HASH_SIZE]);

/* check_match.c: adds a problem for each record that is found by a matched value that it does not have. */
enum mh_status mh_match_check(struct mh_store *, struct mh_problems *, struct mh_err *);

/* verify.c */
/* From that entry to its end the log hangs together; found once it is not looked at again. MH_STORE: names the first wrong entry. */
enum mh_status mh_log_true_from(struct mh_store *, int64_t entry, struct mh_err *);
struct mh_log_keys;
/* Adds every problem of the log, or the first only; keys may be NULL. */
enum mh_status mh_log_check(struct mh_store *, const struct mh_log_keys *, bool first_only, struct mh_log_state *, struct mh_problems *, struct mh_err *);

/* keyholders.c: does every data key open with the store's secret? MH_KEY names the first that does not. */
enum mh_status mh_data_keys_open(struct mh_store *, const unsigned char secret[MH_SECRET_SIZE], struct mh_err *);
/* Wraps every data key for another public key; *count goes up by each. */
enum mh_status mh_data_keys_rewrap(struct mh_store *, const unsigned char secret[MH_SECRET_SIZE], const unsigned char public_key[MH_PUBLIC_SIZE],
	int64_t *count, struct mh_err *);
/* erased_tally.c: units that were erased; those of which only that is known have the code MH_CODE_ERASED. */
enum mh_status mh_erased_tally(struct mh_store *, const struct mh_tally *, mh_tally_fn *, void *, struct mh_err *);

/* seal.c */
struct mh_seal_place mh_seal_place_of(const struct mh_store *, const struct mh_record *, int field, int64_t epoch, int64_t value);
enum mh_status mh_seal_field(struct mh_store *, struct mh_record *, int field, struct mh_str *out, struct mh_err *);
enum mh_status mh_match_key_read(struct mh_store *, struct mh_err *);	/* into store->match_key, once */
enum mh_status mh_match_hash(struct mh_store *, const struct mh_kind *, const struct mh_field *, const char *source, struct mh_blob text,
	unsigned char out[MH_MATCH_SIZE], struct mh_err *);

/* bulk.c: matched fields in large imports. */
/* Numbers of records that may have the hash, smallest first; *asked is false where the index is to be asked. */
enum mh_status mh_known_find(struct mh_store *, const struct mh_kind *, const struct mh_field *, const unsigned char hash[MH_MATCH_SIZE],
	bool *asked, int64_t numbers[MH_RUNS_SAME], size_t *count, struct mh_err *);
/* A record that was put has the hash. */
enum mh_status mh_known_note(struct mh_store *, const struct mh_kind *, const struct mh_field *, const unsigned char hash[MH_MATCH_SIZE],
	int64_t n, struct mh_err *);
enum mh_status mh_known_settle(struct mh_store *, struct mh_err *);	/* before the commit: the indexes are made again */
void mh_known_free(struct mh_known *);

/* write.c: a version as it was, where a whole store is brought in: n, since, until (0: it is the present one), uid and salt are the
 * record's. Sealed fields that are set are sealed anew; others keep the number of the value that they have. digest gets the row's. */
enum mh_status mh_version_put(struct mh_store *, struct mh_record *, unsigned char digest[MH_HASH_SIZE], struct mh_err *);

/* log.c */
/* Of a store that was opened to read: from here on all reads see one moment. Harmless in a transaction and for one that writes. */
enum mh_status mh_reading_start(struct mh_store *, struct mh_err *);
enum mh_status mh_reading_end(struct mh_store *, struct mh_err *);	/* the next read sees what is then */
/* The rest of mh_store_begin, where the transaction is open already. */
enum mh_status mh_transaction_start(struct mh_store *, const char *command, struct mh_err *);
/* An entry as it was, where a whole store is brought in: written with what mh_digests_book booked for it, as the next of the chain.
 * The transaction's own entry comes behind it. MH_STORE: its number is not the next. */
enum mh_status mh_entry_bring(struct mh_store *, const struct mh_log_entry *, struct mh_err *);
void mh_transaction_free(struct mh_transaction *);
void mh_touch(struct mh_store *, struct mh_id);
/* count records of a kind, with numbers from low to high: told as a range, however few they are. */
struct mh_range { const struct mh_kind *kind; int64_t low, high, count; };
void mh_touch_range(struct mh_store *, const struct mh_range *);
void mh_transaction_note(struct mh_store *, const char *note);	/* stands in the log entry */
void mh_actor(char *out, size_t size);

/* migrations.c */
int mh_schema_version(void);			/* of this program */
const char *mh_schema_step(int version);	/* SQL that makes this version of the one before */
const unsigned char *mh_schema_known(int version);	/* digest of that version's schema; NULL: no such version */

/* schema.c */
int mh_schema_of(sqlite3 *);			/* -1: cannot be read */
/* Runs the migrations that are missing in a transaction of its own; db is empty or older. */
enum mh_status mh_schema_make(sqlite3 *, int to, struct mh_err *);
/* The same in the transaction that is open. */
enum mh_status mh_schema_migrate(sqlite3 *, int from, int to, struct mh_err *);
enum mh_status mh_schema_digest(sqlite3 *, unsigned char out[MH_HASH_SIZE]);

/* upgrade.c: to be called first in an immediate transaction without foreign keys; *store is not read before. Migrates, and holds what came out
 * against the digest and the foreign keys. MH_STORE. */
enum mh_status mh_store_migrate(struct mh_store *, int from, struct mh_err *);
/* The same in a transaction of its own, without a backup; then the store can be used. */
enum mh_status mh_store_bring(struct mh_store *, const char *config, int from, struct mh_err *);

/* open.c */
enum mh_status mh_store_paths(const struct mh_store_place *, struct mh_str *file, struct mh_str *config);
/* Is it ours, of this version or, where *older is asked for, of an older one (*older is then its number, 0: this one), and with exactly
 * the objects that its migrations make? MH_STORE. */
enum mh_status mh_schema_check(struct mh_store *, int *older, struct mh_err *);
enum mh_status mh_store_read_about(struct mh_store *, const char *config, struct mh_err *);
/* Opens to write like mh_store_open, whatever older version it has: *older is its number, 0: this one. What is older is not read yet. */
enum mh_status mh_store_open_older(const struct mh_store_place *, struct mh_store **, struct mh_str *config, int *older, struct mh_err *);
enum mh_status mh_store_connect(struct mh_store *, const char *file, bool write, long wait, struct mh_err *);
void mh_store_disconnect(struct mh_store *);	/* rolls back, frees every statement, closes the file */
void mh_store_folder(struct mh_str *out, const char *config, const unsigned char uid[MH_UID_SIZE]);

/* disk.c: what the file lies on. */
enum mh_disk { MH_DISK_PLAIN, MH_DISK_ENCRYPTED, MH_DISK_NETWORK };
enum mh_disk mh_disk_of(const char *folder);
void mh_store_file_folder(const struct mh_store *, struct mh_str *out);	/* adds the folder in which its file lies */
#define MH_UNFINISHED ".mh-unfinished-"	/* and the number of the process: beside the store, and in the configuration folder */
/* May a new store be made here? Makes its folder, and removes there and in config what a killed command left; *unfinished gets the name for it until it is whole. plain: a disk that is not
 * seen to be encrypted is accepted. MH_INPUT: exists, network disk; MH_DENIED: plain disk. */
enum mh_status mh_place_for_new(const char *file, const char *config, bool plain, struct mh_str *unfinished, struct mh_err *);
/* What killed commands left in a folder: names that begin with MH_UNFINISHED and the number of a process that is gone. */
void mh_place_leftovers(const char *folder, void (*fn)(void *, const char *path), void *arg);
/* The finished file gets its name, only where none is. MH_INPUT. */
enum mh_status mh_place_name(const char *unfinished, const char *file, struct mh_err *);
/* Removes an unfinished file and what SQLite puts beside it; a folder with all that is in it. Harmless where there is none. */
void mh_place_remove(const char *unfinished);
void mh_folder_remove(const char *path);

/* catalogues.c */
enum mh_status mh_catalogue_load(void *store, struct mh_code_list *, struct mh_err *);

/* Prepares every statement there can be, for the tests and check. */
enum mh_status mh_sql_prepare_all(struct mh_store *, struct mh_err *);

#endif
