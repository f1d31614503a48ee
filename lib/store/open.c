/* Opening: the right file, of this program, of this version, with the schema that the migrations make, and nothing planted in it. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/place.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "store/internal.h"

#define WAIT_USUAL 10	/* seconds for another writer */
#define WAIT_MOST 1000000

enum mh_status mh_store_paths(const struct mh_store_place *place, struct mh_str *file, struct mh_str *config)
{
	const char *named = place->file != NULL ? place->file : getenv("MH_STORE");

	if (named != NULL && *named != '\0') {
		mh_str_puts(file, named);
	} else {
		mh_data_folder(file);
		mh_str_puts(file, "/region.db");
	}
	if (place->config != NULL)
		mh_str_puts(config, place->config);
	else
		mh_config_folder(config);
	return MH_OK;
}

void mh_store_folder(struct mh_str *out, const char *config, const unsigned char uid[MH_UID_SIZE])
{
	char hex[2 * MH_UID_SIZE + 1];

	mh_hex(uid, MH_UID_SIZE, hex);
	mh_str_printf(out, "%s/%.12s", config, hex);
}

enum mh_status mh_store_connect(struct mh_store *store, const char *file, bool write, long wait, struct mh_err *err)
{
	static const char settings[] = "PRAGMA foreign_keys = ON; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON; "
		"PRAGMA trusted_schema = OFF; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -4096;";

	store->info.file = mh_strdup(file);
	store->writable = true;
	/* SQLite would read it, and leave files beside it that nobody can write either, also when the store can be again. */
	if (access(file, F_OK) == 0 && access(file, W_OK) != 0)
		return mh_fail(err, MH_STORE, _("%s: cannot be written by you, and who only reads writes beside it too: chmod u+w, or for a group 660 and its group"), file);
	/* A store is one thread's at a time, though SQLite may sort with threads of its own; and nobody asks how much memory SQLite
	 * has. Refused without harm when it has begun already. */
	sqlite3_config(SQLITE_CONFIG_MULTITHREAD);
	sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
	if (sqlite3_open_v2(file, &store->db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL) != SQLITE_OK)
		return mh_sql_error(store, err);
	sqlite3_db_config(store->db, SQLITE_DBCONFIG_LOOKASIDE, NULL, 1200, 400);	/* cursors of wide statements fit */
	sqlite3_extended_result_codes(store->db, 1);
	sqlite3_busy_timeout(store->db, 1000 * (int)(wait < 0 ? 0 : wait == 0 ? WAIT_USUAL : wait < WAIT_MOST ? wait : WAIT_MOST));
	sqlite3_db_config(store->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
	sqlite3_limit(store->db, SQLITE_LIMIT_ATTACHED, 0);
	enum mh_status status = mh_sql_run(store, settings, err);
	if (status == MH_OK && !write)
		status = mh_sql_run(store, "PRAGMA query_only = 1", err);
	return status;
}

static int64_t pragma(struct mh_store *store, const char *text)
{
	sqlite3_stmt *stmt = NULL;
	int64_t number = -1;

	if (sqlite3_prepare_v2(store->db, text, -1, &stmt, NULL) == SQLITE_OK && sqlite3_step(stmt) == SQLITE_ROW)
		number = sqlite3_column_int64(stmt, 0);
	sqlite3_finalize(stmt);
	return number;
}

/* A planted trigger or view is seen here, in an older store too. */
enum mh_status mh_schema_check(struct mh_store *store, int *older, struct mh_err *err)
{
	unsigned char digest[MH_HASH_SIZE];
	const char *file = store->info.file;
	int64_t application = pragma(store, "PRAGMA application_id"), version = pragma(store, "PRAGMA user_version");

	if (application < 0 || version < 0)
		return mh_sql_error(store, err);
	if (application != MH_APPLICATION_ID)
		return mh_fail(err, MH_STORE, _("%s: is no store of mh-keten"), file);
	if (version > mh_schema_version())
		return mh_fail(err, MH_STORE, _("%s: was made by a newer mh-keten (schema %lld): install that"), file, (long long)version);
	if (version < mh_schema_version() && older == NULL)
		return mh_fail(err, MH_STORE, _("%s: has the older schema %lld, and this program has %d: run mh-store upgrade"), file, (long long)version,
			mh_schema_version());
	if (older != NULL)
		*older = version < mh_schema_version() ? (int)version : 0;
	const unsigned char *known = mh_schema_known((int)version);
	if (known == NULL || mh_schema_digest(store->db, digest) != MH_OK || memcmp(digest, known, sizeof digest) != 0)
		return mh_fail(err, MH_STORE, _("%s: its schema was changed by something else: do not use it; restore it from a backup"), file);
	return MH_OK;
}

static char *column_text(sqlite3_stmt *stmt, int column)
{
	const unsigned char *text = sqlite3_column_text(stmt, column);

	return mh_strdup(text != NULL ? (const char *)text : "");
}

enum mh_status mh_store_read_about(struct mh_store *store, const char *config, struct mh_err *err)
{
	sqlite3_stmt *stmt = mh_sql_fixed(store, MH_SQL_STORE_READ, err);
	enum mh_status status = stmt != NULL ? mh_sql_row(store, stmt, err) : MH_STORE;
	struct mh_str folder;

	if (status == MH_NO)
		return mh_fail(err, MH_STORE, _("%s: holds no store"), store->info.file);
	if (status != MH_OK)
		return status;
	if (sqlite3_column_bytes(stmt, 0) != MH_UID_SIZE || sqlite3_column_bytes(stmt, 7) != MH_PUBLIC_SIZE) {
		mh_sql_done(stmt);
		return mh_fail(err, MH_STORE, _("%s: is damaged"), store->info.file);
	}
	memcpy(store->info.uid, sqlite3_column_blob(stmt, 0), MH_UID_SIZE);
	memcpy(store->public_key, sqlite3_column_blob(stmt, 7), MH_PUBLIC_SIZE);
	store->info.organisation = column_text(stmt, 1);
	store->info.name = column_text(stmt, 2);
	store->info.zone = column_text(stmt, 3);
	store->info.exchange_key = column_text(stmt, 4);
	store->info.demo = sqlite3_column_int(stmt, 5) != 0;
	store->info.epoch = sqlite3_column_int64(stmt, 6);
	mh_sql_done(stmt);
	mh_str_init(&folder, 4096);
	mh_store_folder(&folder, config, store->info.uid);
	store->info.folder = mh_str_steal(&folder);
	mh_clock_demo(store->info.demo);
	return mh_zone_set(store->info.zone, err);
}

/* Up to where the version is known; *store is to be closed, also after an error. */
static enum mh_status open_file(const struct mh_store_place *place, bool write, struct mh_store **out, struct mh_str *config, int *older, struct mh_err *err)
{
	struct mh_store *store = *out = mh_alloc(1, sizeof *store);
	struct mh_str file;
	enum mh_status status;

	store->as_of = -1;
	store->catalogues = (struct mh_catalogues){ .load = mh_catalogue_load, .arg = store };
	mh_str_init(&file, 4096);
	mh_store_paths(place, &file, config);
	if (access(file.s, F_OK) != 0)
		status = mh_fail(err, MH_STORE, _("%s: no store there: make one with mh-store init, or name one with --store"), file.s);
	else
		status = mh_crypto_init(err);
	if (status == MH_OK)
		status = mh_store_connect(store, file.s, write, place->wait, err);
	if (status == MH_OK)
		status = mh_schema_check(store, older, err);
	mh_str_free(&file);
	return status;
}

enum mh_status mh_store_open(const struct mh_store_place *place, bool write, struct mh_store **out, struct mh_err *err)
{
	struct mh_str config;

	mh_str_init(&config, 4096);
	enum mh_status status = open_file(place, write, out, &config, NULL, err);
	(*out)->reading = !write;
	if (status == MH_OK)
		status = mh_reading_start(*out, err);
	if (status == MH_OK)
		status = mh_store_read_about(*out, config.s, err);
	if (status != MH_OK) {
		mh_store_close(*out);
		*out = NULL;
	}
	mh_str_free(&config);
	return status;
}

enum mh_status mh_store_open_older(const struct mh_store_place *place, struct mh_store **out, struct mh_str *config, int *older, struct mh_err *err)
{
	enum mh_status status = open_file(place, true, out, config, older, err);

	if (status == MH_OK && *older == 0)
		status = mh_store_read_about(*out, config->s, err);
	if (status != MH_OK) {
		mh_store_close(*out);
		*out = NULL;
	}
	return status;
}

void mh_store_disconnect(struct mh_store *store)
{
	mh_store_rollback(store);
	for (size_t i = 0; i < MH_SQL_COUNT; i++)
		sqlite3_finalize(store->fixed[i]);
	for (size_t k = 0; k < MH_KIND_MOST; k++)
		for (size_t i = 0; i < MH_KIND_SQL_COUNT; i++)
			sqlite3_finalize(store->of_kind[k][i]);
	for (size_t k = 0; k < MH_KIND_MOST; k++)
		for (size_t i = 0; i < MH_FIELD_MOST; i++)
			sqlite3_finalize(store->of_match[k][i]), sqlite3_finalize(store->of_child[k][i]), sqlite3_finalize(store->of_one[k][i]), sqlite3_finalize(store->of_hash[k][i]);
	sqlite3_close(store->db);
	store->db = NULL;
}

void mh_store_close(struct mh_store *store)
{
	if (store == NULL)
		return;
	mh_store_disconnect(store);
	mh_pgp_stop(store->pgp);
	mh_catalogues_free(&store->catalogues);
	if (store->secret != NULL)
		mh_wipe(store->secret, MH_SECRET_SIZE);
	free(store->secret);
	free(store->subjects);
	free(store->statement);
	free(store->info.organisation);
	free(store->info.name);
	free(store->info.zone);
	free(store->info.exchange_key);
	free(store->info.file);
	free(store->info.folder);
	mh_wipe(store, sizeof *store);
	free(store);
}

const struct mh_store_info *mh_store_about(const struct mh_store *store)
{
	return &store->info;
}

struct mh_catalogues *mh_store_catalogues(struct mh_store *store)
{
	return &store->catalogues;
}
