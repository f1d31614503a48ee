/*
 * How fast the store's own walks are, in a store that is made here: entries of the log verified with their MAC, and data keys wrapped
 * anew by a rotation. Prints a line for each with the bar beside it.
 */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/mem.h"
#include "store/log_key.h"

#define ENTRIES 1000000
#define DATA_KEYS 100000

static unsigned char public_key[MH_PUBLIC_SIZE], secret[MH_SECRET_SIZE];

static void must(bool good, const char *what)
{
	if (good)
		return;
	fprintf(stderr, "bench: %s failed\n", what);
	exit(1);
}

static double seconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static sqlite3_stmt *prepare(struct mh_store *store, const char *text)
{
	sqlite3_stmt *stmt = NULL;

	must(sqlite3_prepare_v2(store->db, text, -1, &stmt, NULL) == SQLITE_OK, text);
	return stmt;
}

/* Entries as a commit writes them, with one row each; the log of a busy region for centuries. */
static void fill_log(struct mh_store *store)
{
	sqlite3_stmt *entry = prepare(store, "INSERT INTO log VALUES (?1, ?2, 'coordinator', 'mh-signal edit --urgency --form', '', 'S-2026-0042', '', ?3, NULL, ?4, "
		"?5, ?6)"), *row = prepare(store, "INSERT INTO log_row VALUES (1, ?1, ?2, 0, ?3)");
	unsigned char key[MH_MAC_KEY_SIZE], salt[MH_SALT_SIZE], digests[MH_HASH_SIZE], rows[MH_HASH_SIZE], previous[MH_HASH_SIZE] = { 0 },
		digest[MH_HASH_SIZE], mac[MH_MAC_SIZE];
	struct mh_hash hash;

	memcpy(key, store->transaction.log_key, sizeof key);
	mh_random(salt, sizeof salt);
	for (int64_t n = 1; n <= ENTRIES; n++) {
		mh_digest(&n, sizeof n, digests);
		mh_hash_start(&hash, NULL, 0);
		mh_hash_chunk(&hash, 1, n, digests, sizeof digests);
		mh_hash_end(&hash, rows);
		const struct mh_log_text text = { n, n, mh_blob_text("coordinator"), mh_blob_text("mh-signal edit --urgency --form"), { "", 0 },
			mh_blob_text("S-2026-0042"), { "", 0 }, { salt, sizeof salt }, NULL, rows, previous };
		mh_entry_digest(&text, digest);
		mh_mac_step(key, digest, mac);
		sqlite3_bind_int64(entry, 1, n);
		sqlite3_bind_int64(entry, 2, n);
		sqlite3_bind_blob(entry, 3, salt, sizeof salt, SQLITE_STATIC);
		sqlite3_bind_blob(entry, 4, rows, sizeof rows, SQLITE_STATIC);
		sqlite3_bind_blob(entry, 5, digest, sizeof digest, SQLITE_STATIC);
		sqlite3_bind_blob(entry, 6, mac, sizeof mac, SQLITE_STATIC);
		must(sqlite3_step(entry) == SQLITE_DONE, "an entry");
		sqlite3_reset(entry);
		sqlite3_bind_int64(row, 1, n);
		sqlite3_bind_int64(row, 2, n);
		sqlite3_bind_blob(row, 3, digests, sizeof digests, SQLITE_STATIC);
		must(sqlite3_step(row) == SQLITE_DONE, "a row");
		sqlite3_reset(row);
		memcpy(previous, digest, sizeof previous);
	}
	sqlite3_finalize(entry);
	sqlite3_finalize(row);
	memcpy(store->transaction.log_key, key, sizeof key);
	store->transaction.entry = ENTRIES;
	must(mh_log_key_keep(store, NULL) == MH_OK, "the log's key");
}

static void fill_data_keys(struct mh_store *store)
{
	sqlite3_stmt *put = prepare(store, "INSERT INTO data_key (epoch, wrapped) VALUES (1, ?1)");
	unsigned char key[MH_DATA_KEY_SIZE], wrapped[MH_WRAPPED_KEY_SIZE];

	for (int i = 0; i < DATA_KEYS; i++) {
		must(mh_data_key_make(public_key, key, wrapped, NULL) == MH_OK, "a data key");
		sqlite3_bind_blob(put, 1, wrapped, sizeof wrapped, SQLITE_STATIC);
		must(sqlite3_step(put) == SQLITE_DONE, "a data key");
		sqlite3_reset(put);
	}
	sqlite3_finalize(put);
}

static bool found(void *arg, int64_t entry, const char *what)
{
	(void)arg;
	fprintf(stderr, "bench: log entry %lld: %s\n", (long long)entry, what);
	exit(1);
}

static void walk(struct mh_store *store)
{
	struct mh_log_keys keys;
	struct mh_log_walk walk = { .from = 1, .rows = true, .keys = &keys, .found = found };

	must(mh_log_keys_read(store, &keys, NULL) == MH_OK && mh_log_keys_open(store, &keys, secret, NULL) == MH_OK, "the log's keys");
	double start = seconds();
	must(mh_log_walk(store, &walk, NULL) == MH_OK && walk.count == ENTRIES, "the walk");
	double took = seconds() - start;
	printf("%-52s %9.3f s %11.0f a second; bar 500000\n", "log: 1000000 entries verified with their MAC", took, ENTRIES / took);
	mh_log_keys_free(&keys);
}

static void rewrap(struct mh_store *store)
{
	unsigned char other[MH_PUBLIC_SIZE], other_secret[MH_SECRET_SIZE];
	int64_t count = 0;

	mh_keypair_make(other, other_secret);
	double start = seconds();
	must(mh_data_keys_rewrap(store, secret, other, &count, NULL) == MH_OK && count == DATA_KEYS, "the rotation");
	printf("%-52s %9.3f s; bar 30\n", "rotation: 100000 data keys wrapped anew", seconds() - start);
}

int main(void)
{
	char folder[] = "/tmp/mhXXXXXX", file[40], command[60], about[400], hex[2 * MH_PUBLIC_SIZE + 1];
	struct mh_store_place place = { file, folder, 0 };
	struct mh_store *store;
	sqlite3 *db;

	must(mkdtemp(folder) != NULL && mh_crypto_init(NULL) == MH_OK, "a folder");
	snprintf(file, sizeof file, "%s/s.db", folder);
	mh_keypair_make(public_key, secret);
	mh_hex(public_key, sizeof public_key, hex);
	must(sqlite3_open(file, &db) == SQLITE_OK && mh_schema_make(db, mh_schema_version(), NULL) == MH_OK, "the schema");
	snprintf(about, sizeof about, "PRAGMA journal_mode = WAL; PRAGMA application_id = %d; INSERT INTO store VALUES "
		"(1, zeroblob(16), 'zorg', 'Zorg', 'Europe/Amsterdam', '', 1, 1, x'%s', '', 0)", MH_APPLICATION_ID, hex);
	must(sqlite3_exec(db, about, NULL, NULL, NULL) == SQLITE_OK, "the store");
	sqlite3_close(db);
	must(mh_store_open(&place, true, &store, NULL) == MH_OK, "the store");
	store->making = true;
	must(mh_store_begin(store, "init", NULL) == MH_OK && mh_log_key_begin(store, public_key, 1, 1, "init", NULL) == MH_OK, "the beginning");
	fill_log(store);
	fill_data_keys(store);
	must(sqlite3_exec(store->db, "COMMIT", NULL, NULL, NULL) == SQLITE_OK, "the commit");
	/* a log of this length lies in the file, not in SQLite's own */
	must(sqlite3_wal_checkpoint_v2(store->db, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL) == SQLITE_OK, "emptying the WAL");
	walk(store);
	must(sqlite3_exec(store->db, "BEGIN IMMEDIATE", NULL, NULL, NULL) == SQLITE_OK, "a transaction");
	rewrap(store);
	must(sqlite3_exec(store->db, "COMMIT", NULL, NULL, NULL) == SQLITE_OK, "the commit");
	store->transaction.open = false;
	mh_store_close(store);
	snprintf(command, sizeof command, "rm -rf %s", folder);
	return system(command);
}
