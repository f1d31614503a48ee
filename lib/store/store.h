/*
 * The store: one SQLite file per organisation, and the only room that speaks SQL. The seam for another database is this
 * header. Records have a now and a past; a change is one log entry; sealed values are written with the public key and read
 * with a keyholder's key only.
 *
 * Every function returns MH_OK or, besides what it names: MH_STORE (the file is damaged, foreign, newer, or the disk failed),
 * MH_BUSY (another writer holds the store longer than the wait).
 */

#ifndef MH_STORE_STORE_H
#define MH_STORE_STORE_H

#include <stdio.h>

#include "base/date.h"
#include "base/err.h"
#include "record/catalogue.h"
#include "record/query.h"
#include "record/record.h"

struct mh_store;
struct mh_pgp;

struct mh_store_place {
	const char *file;	/* --store; NULL: $MH_STORE, else the user's data folder's mh/region.db */
	const char *config;	/* --config; NULL: the user's configuration folder's mh */
	long wait;		/* seconds to wait for another writer; 0: 10; negative: do not wait */
};

struct mh_store_new {
	const char *organisation;	/* code: a word */
	const char *name;
	const char *zone;		/* NULL: Europe/Amsterdam */
	const char *exchange_key;	/* fingerprint of the organisation's exchange key; its public key is read from the user's home */
	const char *const *keyholders;	/* fingerprints of people's keys; at least one */
	size_t keyholder_count;
	const char *plain_disk;		/* reason to accept a disk that is not seen to be encrypted; NULL: refuse */
	bool demo;
	const char *group;		/* Unix group that shares the store (0660 instead of 0600); NULL: none */
};

struct mh_store_info {
	unsigned char uid[16];
	char *organisation, *name, *zone, *exchange_key;
	bool demo;
	int64_t epoch;
	char *file;		/* path */
	char *folder;		/* this store's own configuration folder: match key, GnuPG home, pin */
};

/* Makes a store: file, schema, key pair wrapped for the keyholders (signed by the first of them whose secret is at hand),
 * match key and GnuPG home in the configuration folder. MH_INPUT: exists, network disk, bad word or fingerprint; MH_KEY;
 * MH_DENIED: the disk is not seen to be encrypted and no reason was given. Nothing is left behind on failure. */
enum mh_status mh_store_create(const struct mh_store_place *, const struct mh_store_new *, struct mh_err *);

/* Opens to read, or to write. What is opened to read sees one moment of the store, whatever others write meanwhile; an entry in its log
 * (mh_store_unlock) moves that on. MH_STORE says: no store there (and how to make one), foreign file, newer schema, schema changed. */
enum mh_status mh_store_open(const struct mh_store_place *, bool write, struct mh_store **, struct mh_err *);
void mh_store_close(struct mh_store *);
const struct mh_store_info *mh_store_about(const struct mh_store *);
struct mh_catalogues *mh_store_catalogues(struct mh_store *);
/* The GnuPG context of this store, started when first asked for; keys of the organisation, keyholders and active partners
 * are in its home. MH_KEY. Owned by the store. */
enum mh_status mh_store_pgp(struct mh_store *, struct mh_pgp **, struct mh_err *);

/* Keys that the store allows: role "keyholder" or "exchange", and "former": keyholders once. Borrowed during the call. */
struct mh_allowed_key { const char *fingerprint, *role, *name; int64_t entry; mh_moment expires; };	/* expires 0: never */
enum mh_status mh_store_keys(struct mh_store *, enum mh_status (*fn)(void *, const struct mh_allowed_key *, struct mh_err *), void *, struct mh_err *);
/*
 * Who may read and who is who: the store's keys, keyholders, and each partner's key, profile and agreements stand in one statement
 * that a keyholder signed. Verified before values are unlocked and before a file for a partner is made or read; mh_store_begin
 * compares what is pinned outside the store. MH_KEY: a sentence that names what differs.
 */
enum mh_status mh_store_authority_verify(struct mh_store *, struct mh_err *);
/* In a transaction that verified it and then wrote: signs it anew where something that stands in it changed. MH_KEY: no keyholder is
 * at hand; then the transaction is to be rolled back. */
enum mh_status mh_store_authority_renew(struct mh_store *, struct mh_err *);

/*
 * Changes who can open sealed values, in a transaction of its own that a keyholder signs. add: a fingerprint whose public key is in
 * the user's GnuPG home; of one who is a keyholder already, the renewed public key is taken. remove: the store gets another key, so
 * that the former keyholder opens nothing of what is written from now on. rotate: another key for the same keyholders.
 * MH_INPUT: already, or not, a keyholder; MH_DENIED: the last one cannot be removed, or a throw-away key; MH_KEY.
 */
struct mh_keyholder_change {
	const char *command;
	const char *add, *remove;	/* one of them, or neither */
	bool rotate;
	char fingerprint[41];		/* out: of the one who was added or removed */
	int64_t entry;			/* out: its log entry */
	int64_t keys;			/* out: data keys that were wrapped anew */
	size_t left;			/* out: keyholders that there are now */
	bool renewed;			/* out: add took the new form of a keyholder's key */
	bool restored;			/* with rotate: the store was restored, so another chain of the log's keys begins behind this entry */
	int64_t above;			/* with rotate: the number of the new key is above this one; 0: above the present one alone */
	const char *note;		/* for the log entry; NULL: the fingerprint */
};
enum mh_status mh_store_keyholders_change(struct mh_store *, struct mh_keyholder_change *, struct mh_err *);
/* Is the disk on which it lies seen to be encrypted? */
bool mh_store_disk_encrypted(const struct mh_store *);

/* All reads that follow see the store at the end of that day (in its zone); year 0: now. */
enum mh_status mh_store_as_of(struct mh_store *, struct mh_date, struct mh_err *);
/* Is it read as of a day that was given? */
bool mh_store_in_past(const struct mh_store *);

/*
 * Writing: one immediate transaction is one log entry. command is "mh-case open --signals" (names only, never values).
 * mh_store_put inserts (n = 0: the next id of the year) or updates (only fields that were set). It checks types and
 * references, seals what is to be sealed, and leaves n and since in the record. MH_INPUT: a reference or a unique field.
 * After any error the transaction is to be rolled back. Commit is on disk when it returns.
 */
enum mh_status mh_store_begin(struct mh_store *, const char *command, struct mh_err *);
enum mh_status mh_store_put(struct mh_store *, struct mh_record *, struct mh_err *);
enum mh_status mh_store_commit(struct mh_store *, struct mh_err *);
void mh_store_rollback(struct mh_store *);	/* harmless when there is none */
bool mh_store_writing(const struct mh_store *);
bool mh_store_committed(const struct mh_store *);	/* did the last transaction that was begun write records, and is it on disk? */

/* Reads one record (rec is initialised; it becomes that kind's). MH_NO: "S-2026-0099: no such signal". */
enum mh_status mh_store_get(struct mh_store *, struct mh_id, struct mh_record *, struct mh_err *);
/* The same from an id as text; of: the kind expected (NULL: any). MH_USAGE: not an id, or of another kind. */
enum mh_status mh_store_get_text(struct mh_store *, const char *id, const struct mh_kind *of, struct mh_record *, struct mh_err *);
/* First record (lowest id) whose clear field has this text. MH_NO: none (no sentence is set). */
enum mh_status mh_store_find(struct mh_store *, const struct mh_kind *, const char *field, const char *text, struct mh_record *, struct mh_err *);
/* First record whose matched field has this text, of this source ("" where the kind has no field "source"). MH_NO: none. */
enum mh_status mh_store_find_matched(struct mh_store *, const struct mh_kind *, const char *field, const char *source, struct mh_blob text,
	struct mh_record *, struct mh_err *);
/* Records whose matched field has a value that other records have too, without opening any: those with the same value one after
 * another, each group's smallest id first. fn's "group" is raised with each value. */
enum mh_status mh_store_each_matched(struct mh_store *, const struct mh_kind *, const char *field,
	enum mh_status (*fn)(void *, struct mh_record *, int64_t group, struct mh_err *), void *arg, struct mh_err *);
/* Text of an applied document; MH_INPUT: "workflow residence: is not in the store: apply it with mh-store apply". */
enum mh_status mh_store_document(struct mh_store *, const char *format, const char *name, struct mh_str *out, struct mh_err *);

/* Calls fn for each record of the query, in its order (by id where none is given); fn's status other than MH_OK stops and is returned. The record is borrowed. */
typedef enum mh_status mh_row_fn(void *, struct mh_record *, struct mh_err *);
enum mh_status mh_store_each(struct mh_store *, const struct mh_query *, mh_row_fn *, void *, struct mh_err *);
/*
 * The same for very many rows of few fields (mh_query_only), of which nothing is copied: values has one for each field of the kind, and those
 * that were asked for are filled; text is "" and number 0 where there is none, which none says. n is the record's number. All is borrowed until fn returns.
 */
struct mh_raw { const char *text; int64_t number; bool none; };
typedef enum mh_status mh_raw_fn(void *, int64_t n, const struct mh_raw *values, struct mh_err *);
enum mh_status mh_store_each_raw(struct mh_store *, const struct mh_query *, mh_raw_fn *, void *, struct mh_err *);
/* Each record of the kind whose field points to the record n, by id, as it is now. For imports, which ask it for every row: the
 * statement is kept, so fn does not ask for children of the same field again. */
enum mh_status mh_store_children(struct mh_store *, const struct mh_kind *, const char *field, int64_t n, mh_row_fn *, void *, struct mh_err *);
enum mh_status mh_store_count(struct mh_store *, const struct mh_query *, int64_t *, struct mh_err *);

/*
 * Opening sealed values: first a log entry (purpose, subjects) is on disk, then the store's secret is unwrapped by a
 * keyholder. purpose is a code of catalogue "purpose". MH_KEY: no keyholder's key here. Once unlocked, mh_store_open_values
 * opens the sealed fields of records named in subjects (others: MH_DENIED) until the store is closed.
 */
enum mh_status mh_store_unlock(struct mh_store *, const char *command, const char *purpose, const struct mh_id *subjects, size_t count, struct mh_err *);
/* MH_STORE: the record, as it is now, is not as the log has it. */
enum mh_status mh_store_open_values(struct mh_store *, struct mh_record *, struct mh_err *);
/* The same; note says in the log what is done with them, and why. */
enum mh_status mh_store_unlock_noted(struct mh_store *, const char *command, const char *purpose, const char *note, const struct mh_id *subjects,
	size_t count, struct mh_err *);

/*
 * Searching what is sealed: every record of some kinds, with the fields named opened, is handed to fn one after another (as of the
 * store's day). First one log entry is on disk: purpose, and each kind's range of ids. Values are opened as they stream by, wiped
 * before the next record, and kept nowhere; there is no index of them. fn's status other than MH_OK stops and is returned; it asks
 * nothing of the store. Statuses of mh_store_unlock.
 */
struct mh_search { const struct mh_kind *kind; const char *const *fields; size_t count; };	/* names of sealed fields */
struct mh_search_plan {
	const char *command, *purpose;
	const struct mh_search *kinds;
	size_t count;				/* at most 8 */
	void (*progress)(void *, uint64_t done, uint64_t total);	/* records; may be NULL */
};
enum mh_status mh_store_search(struct mh_store *, const struct mh_search_plan *, mh_row_fn *fn, void *arg, struct mh_err *);

/* Every version of a record, oldest first (sealed fields stay sealed). fn gets the version with its since and until, and the log entry of since. */
struct mh_log_entry {
	int64_t n;
	mh_moment at;
	const char *actor, *command, *purpose, *subjects, *note;	/* borrowed during the call */
};
enum mh_status mh_store_history(struct mh_store *, struct mh_id,
	enum mh_status (*fn)(void *, struct mh_record *, const struct mh_log_entry *, struct mh_err *), void *, struct mh_err *);
enum mh_status mh_store_log(struct mh_store *, long last, enum mh_status (*fn)(void *, const struct mh_log_entry *, struct mh_err *), void *, struct mh_err *);

/* The newest entry that wrote records, as of the store's day; the store's first where none did. Entries that only tell of a look do not count. */
enum mh_status mh_store_data_entry(struct mh_store *, enum mh_status (*fn)(void *, const struct mh_log_entry *, struct mh_err *), void *, struct mh_err *);

/* Does the newest log entry of the record's row agree with the row? MH_STORE: it was changed by something else. */
enum mh_status mh_store_row_true(struct mh_store *, const struct mh_record *, struct mh_err *);

/*
 * Verifies the log from its first entry: the chain, the rows' digests, the checkpoints that keyholders signed, and the end that this account
 * has seen; with_key also the MAC, for which a keyholder is asked. MH_NO: the first wrong entry is added to problems. MH_KEY: nobody
 * opened the key of the MAC, or something that keyholders signed was changed (the sentence says which); everything else was found good.
 */
struct mh_log_state {
	int64_t last, count;		/* the newest entry, and how many there are */
	size_t checkpoints;		/* signed ones that agree with it */
	bool mac;			/* the MAC was verified */
};
enum mh_status mh_store_log_verify(struct mh_store *, bool with_key, struct mh_log_state *, struct mh_problems *, struct mh_err *);
/*
 * Signs the log as it is: verified first, by the keyholder who signs. prune_before: words (who, command, ids, purpose, note) of entries before that
 * moment are taken out at the checkpoint; their number, time and digests stay. 0: none. MH_KEY: no keyholder, or the log is not good.
 */
struct mh_checkpoint { int64_t number, entry, pruned; unsigned char digest[32]; };
enum mh_status mh_store_checkpoint(struct mh_store *, const char *command, mh_moment prune_before, struct mh_checkpoint *out, struct mh_err *);

/* Entries whose words a checkpoint would take out with that moment; *first is 0: none. */
enum mh_status mh_store_log_prunable(struct mh_store *, mh_moment before, int64_t *first, int64_t *last, struct mh_err *);

/* A point of a log, for others to hold it: the epoch of the store's key then, the entry and its digest. */
struct mh_log_point { int64_t epoch, entry; unsigned char digest[32]; };
/* The newest entry that is on disk: not that of an open transaction. *restored: entry with which the store was last restored; 0: never. */
enum mh_status mh_store_log_end(struct mh_store *, struct mh_log_point *, int64_t *restored, struct mh_err *);
/* Is that point one of this store's log? MH_NO: it was, of a time that a restore has lost; MH_KEY: it was never (no sentence for either). */
enum mh_status mh_store_log_holds(struct mh_store *, const struct mh_log_point *, struct mh_err *);

/*
 * Two histories that a partner's file showed: of our log, or of the partner's. The log has each, so that it stays until somebody says
 * how it was dealt with.
 */
#define MH_ALARM_CODE_SIZE 65
struct mh_alarm {
	bool ours;
	char partner[MH_ALARM_CODE_SIZE];	/* code */
	int64_t entry;		/* of the log that has two histories */
	int64_t n;		/* out: entry of our log that says so */
};
typedef enum mh_status mh_alarm_fn(void *, const struct mh_alarm *, struct mh_err *);
/* Those that are not settled, oldest first. */
enum mh_status mh_store_alarms(struct mh_store *, mh_alarm_fn *, void *, struct mh_err *);
/* Both in a transaction of their own. The same alarm that is not settled yet is not booked a second time. */
enum mh_status mh_store_alarm(struct mh_store *, const char *command, const struct mh_alarm *, struct mh_err *);
/* Settles all of a partner's. MH_NO: there is none. */
enum mh_status mh_store_alarm_settle(struct mh_store *, const char *command, const char *partner, const char *reason, struct mh_err *);

/* The whole store: SQLite's integrity, schema, foreign keys, log chain, every row against the log, code values, configuration. Problems are added. MH_NO: some were found. */
enum mh_status mh_store_check(struct mh_store *, struct mh_problems *, struct mh_err *);
/* The place of the store: modes of its files and folders, network disk, encryption, room. Problems are added; a disk without
 * encryption is a warning. */
void mh_store_check_place(struct mh_store *, struct mh_problems *);
/* Bits of a mode that nothing of this store may have: 0077, or 0007 where a group shares it. */
unsigned mh_store_others(const struct mh_store *);
/* Keys: one that expired or was revoked is a problem; one that ends within MH_KEY_WARN_DAYS and a single keyholder are warnings. */
#define MH_KEY_WARN_DAYS 60
enum mh_status mh_store_check_keys(struct mh_store *, struct mh_problems *, struct mh_err *);
/* Tries to unwrap the store's secret as a job does, without asking anybody. MH_OK: it could, so any process of this account can open
 * sealed values; MH_KEY: it could not, and err says why. */
enum mh_status mh_store_check_unattended(struct mh_store *, struct mh_err *);

/*
 * Brings a store of an older version to this program's, in one transaction, after an encrypted backup of it as it was was written to
 * "<file>.schema-N.pgp" beside it. MH_NO: there is nothing to do; MH_KEY: nobody here can sign the backup; MH_INPUT: it is too large
 * for one; MH_STORE: a migration failed, or what it made is not what was expected: the store is as before.
 */
struct mh_upgrade {
	const char *command;		/* for the log */
	const char *unsaved;		/* reason to make no backup; NULL: make one */
	int from, to;			/* out: versions */
	struct mh_str backup;		/* out: its path; initialised by the caller */
};
enum mh_status mh_store_upgrade(const struct mh_store_place *, struct mh_upgrade *, struct mh_err *);

/*
 * What a key that fell into other hands opens: for a report of a breach. Until the end of a day (year 0: now); of a keyholder who left,
 * until then. MH_NO: no key of this store. MH_KEY: what the store says of its keys is not what a keyholder signed; MH_STORE: the log is
 * not as it was written.
 */
struct mh_key_reach {
	char role[16];		/* keyholder, former, exchange */
	int64_t last;		/* the newest log entry whose values it opens */
	mh_moment left;		/* when a former keyholder left; 0: has not */
	int64_t wordless;	/* the newest log entry whose words were taken out; 0: none */
	mh_moment wordless_at;
};
enum mh_status mh_store_key_reach(struct mh_store *, const char *fingerprint, struct mh_date until, struct mh_key_reach *, struct mh_err *);
/* Every record that had sealed values in a version up to that log entry: when it was recorded, and of which fields (bits by index). */
struct mh_sealed_record { struct mh_id id; mh_moment at; uint64_t fields; };
enum mh_status mh_store_sealed_each(struct mh_store *, int64_t last, enum mh_status (*fn)(void *, const struct mh_sealed_record *, struct mh_err *),
	void *, struct mh_err *);

/*
 * Backups: the whole store with its key of matched fields in one OpenPGP message, for the keyholders, signed by the exchange
 * key or by a keyholder. A database of more than MH_BACKUP_MOST bytes is refused (SQLite hands over less than 2 GiB at once); about four
 * times its size is needed in memory, as nothing that is not sealed may lie on a disk.
 */
#define MH_BACKUP_MOST ((size_t)1536 * 1024 * 1024)
#define MH_BACKUP_MESSAGE_MOST (MH_BACKUP_MOST / 2 * 3)

struct mh_backup {
	unsigned char uid[16];
	char organisation[80];
	bool demo;
	mh_moment made;
	int64_t entry;			/* the newest of its log */
	unsigned char digest[32];	/* of that entry */
	char signer[41];		/* fingerprint */
	bool opened;			/* only of one just made: a keyholder was at hand, and it was opened again and compared */
};

/* Makes the message of the store as it is at one moment while others write, and notes the end of its log in the configuration
 * folder. MH_KEY: nobody here can sign, or a key is gone; MH_INPUT: too large; MH_STORE: the log is older than one backed up before. */
enum mh_status mh_store_backup(struct mh_store *, struct mh_str *out, struct mh_backup *about, struct mh_err *);

struct mh_restore_lists { const char *text, *name; };	/* a file of signed lists of erasures, and its name for sentences */

struct mh_restore {
	const char *const *signers;	/* fingerprints by whom it may be signed; public keys from the user's home */
	size_t signer_count;
	const char *older;		/* reason to accept one that is older than what this configuration folder has seen; NULL: refuse */
	const char *plain_disk;		/* reason to accept a disk that is not seen to be encrypted; NULL: refuse */
	bool dry_run;			/* everything is checked, nothing stays */
	const struct mh_restore_lists *lists;	/* of what was erased, besides those of the configuration folder; older ones first */
	size_t list_count;
	size_t *erased;			/* gets how many lists of erasures were applied again */
	bool *unknown;			/* gets true where nothing newer than the backup was seen here and no list was given: there may be newer ones */
	const char *command;		/* for the log */
	void (*tell)(void *, const struct mh_backup *);	/* called when it is opened, before anything is made */
	void *arg;
};

/* Makes a store of a backup, at a place where none is. MH_INPUT: exists, no backup, altered; MH_KEY: not for a keyholder who is here,
 * not signed by signers; MH_KEY: of another history; MH_STORE: the store in it is planted or changed (problems are added); MH_DENIED: older,
 * or a plain disk. Nothing is left behind on failure. */
enum mh_status mh_store_restore(const struct mh_store_place *, struct mh_blob message, const struct mh_restore *, struct mh_problems *,
	struct mh_err *);

/*
 * Everything, for people and other programs: YAML and CSV in a tar archive, in one OpenPGP message for the keyholders, signed as a
 * backup is. What is sealed is in plain inside it. More than MH_EXPORT_MOST bytes are refused; it is made and read in memory, and needs
 * about four times its size.
 */
#define MH_EXPORT_MOST ((size_t)512 * 1024 * 1024)
#define MH_EXPORT_MESSAGE_MOST (MH_EXPORT_MOST / 2 * 3)

struct mh_export {
	unsigned char uid[16];		/* of the store */
	char organisation[80];
	bool demo;
	mh_moment made;
	int64_t entry;			/* the last of its log */
	char signer[41];		/* fingerprint */
	bool opened;			/* only of one just made: a keyholder was at hand, and it was opened again and compared */
	size_t records, versions;	/* present ones; and with those of the past. Of one that is read: known when all is brought in */
};

/* Makes the message, of one moment while others write. Before anything is opened the log says that everything is looked at, and for
 * which purpose (as mh_store_unlock). MH_KEY: no keyholder is here, or nobody can sign; MH_INPUT: too large; MH_STORE: a row or the log
 * is not as it was written. */
enum mh_status mh_store_export(struct mh_store *, const char *command, const char *purpose, struct mh_str *out, struct mh_export *about,
	struct mh_err *);

struct mh_import_all {
	const char *const *signers;	/* fingerprints by whom it may be signed; public keys from the user's home */
	size_t signer_count;
	const char *const *keyholders;	/* of the new store; none: those of the export whose public keys are in the user's home */
	size_t keyholder_count;
	const char *plain_disk;		/* reason to accept a disk that is not seen to be encrypted; NULL: refuse */
	bool dry_run;			/* everything is done and checked, nothing stays */
	const char *command;		/* for the log */
	void (*tell)(void *, const struct mh_export *);	/* called when it is opened, before anything is made */
	void *arg;
	struct mh_export about;		/* out */
	size_t left_out;		/* out: keyholders of the export who are none of the new store */
};

/*
 * Makes a store of an export, at a place where none is: the same records with the same ids, every version of them, the same log and
 * one entry more; another uid, key pair, key of matched fields, salts, digests and authority statement. MH_INPUT: exists, no export,
 * or something in it is wrong (all problems are added); MH_KEY: not for a keyholder who is here, not signed by signers, no keyholder
 * to sign; MH_DENIED: plain disk, throw-away key. Nothing is left behind on failure.
 */
enum mh_status mh_store_import_all(const struct mh_store_place *, struct mh_blob message, struct mh_import_all *, struct mh_problems *,
	struct mh_err *);

/*
 * Counting for reports: groups a measure by dimensions; store/measure.h has their tables. fn gets values of the dimensions as
 * text ("" is empty; sets ';'-joined), the number of the unit (a person; 0 where units are rows, or a person nobody has linked)
 * and how many there are: 1 of a numbered unit. A combination can come more than once, and so can a unit: the caller adds up and
 * counts a unit once. As of the store's day. MH_USAGE: no such measure, dimension or date.
 */
struct mh_tally {
	const char *measure;
	const char *dimensions[4];
	size_t count;
	const char *date;		/* field for periods: "received" or "observed-from"; NULL: the measure's own */
	struct mh_date from, to;	/* period, both included; year 0: open */
	const struct mh_query *where;	/* more conditions on the measure's kind; NULL: none */
	int64_t *left_out;		/* raised by the number of erased units that the question cannot be put to; NULL: not asked */
};
typedef enum mh_status mh_tally_fn(void *, const char *const *values, int64_t unit, int64_t count, struct mh_err *);
enum mh_status mh_store_tally(struct mh_store *, const struct mh_tally *, mh_tally_fn *, void *, struct mh_err *);
/* Large imports: a page cache of 16 MB, and sorting in a file; before begin. */
void mh_store_bulk(struct mh_store *, bool on);

#endif
