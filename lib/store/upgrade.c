/*
 * Upgrades: everything happens in one immediate transaction. The bytes of the store as it was are taken first; then the migrations are
 * run, so that all that follows reads the schema which this program knows; the bytes are sealed and on the disk before the commit.
 */

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "store/backup.h"

/* Rows that point to nothing: foreign keys are off while tables may be made anew. */
static enum mh_status check_references(struct mh_store *store, struct mh_err *err)
{
	sqlite3_stmt *stmt;
	enum mh_status status = mh_sql_prepare(store, "PRAGMA foreign_key_check", &stmt, err);

	if (status != MH_OK)
		return status;
	status = mh_sql_row(store, stmt, err);
	if (status == MH_OK)
		status = mh_fail(err, MH_STORE, _("%s: upgraded, a row of %s would point to a record that does not exist: it stays as it is; report this"),
			store->info.file, (const char *)sqlite3_column_text(stmt, 0));
	else if (status == MH_NO)
		status = MH_OK;
	sqlite3_finalize(stmt);
	return status;
}

enum mh_status mh_store_migrate(struct mh_store *store, int from, struct mh_err *err)
{
	unsigned char digest[MH_HASH_SIZE];
	int to = mh_schema_version();
	struct mh_err why = MH_ERR_INIT;

	if (mh_schema_migrate(store->db, from, to, &why) != MH_OK)
		return mh_fail(err, MH_STORE, _("%s: could not be upgraded, and stays as it is: %s"), store->info.file, why.text);
	enum mh_status status = check_references(store, err);
	if (status == MH_OK && (mh_schema_digest(store->db, digest) != MH_OK || memcmp(digest, mh_schema_known(to), sizeof digest) != 0))
		status = mh_fail(err, MH_STORE, _("%s: upgraded, its schema would not be what was expected: it stays as it is; report this"), store->info.file);
	return status;
}

/* Foreign keys cannot be turned off inside a transaction. Another command may have upgraded while we waited for the store. */
static enum mh_status begin(struct mh_store *store, int *from, struct mh_err *err)
{
	enum mh_status status = mh_sql_run(store, "PRAGMA foreign_keys = OFF; BEGIN IMMEDIATE", err);

	return status == MH_OK ? mh_schema_check(store, from, err) : status;
}

static enum mh_status end(struct mh_store *store, enum mh_status status)
{
	if (status != MH_OK && !sqlite3_get_autocommit(store->db))
		sqlite3_exec(store->db, "ROLLBACK", NULL, NULL, NULL);
	sqlite3_exec(store->db, "PRAGMA foreign_keys = ON", NULL, NULL, NULL);
	return status;
}

enum mh_status mh_store_bring(struct mh_store *store, const char *config, int from, struct mh_err *err)
{
	enum mh_status status = begin(store, &from, err);

	if (status == MH_OK)
		status = mh_store_migrate(store, from, err);
	if (status == MH_OK)
		status = mh_sql_run(store, "COMMIT", err);
	status = end(store, status);
	return status == MH_OK ? mh_store_read_about(store, config, err) : status;
}

/* The backup's file is whole and on the disk before anything else is. One that is there is of an upgrade that did not come to its end. */
static enum mh_status save(struct mh_store *store, struct mh_blob database, struct mh_upgrade *u, struct mh_err *err)
{
	struct mh_backup about;
	struct mh_str message;

	mh_str_init(&message, MH_BACKUP_MESSAGE_MOST);
	enum mh_status status = mh_backup_seal(store, database, &message, &about, err);
	mh_str_printf(&u->backup, "%s.schema-%d.pgp", store->info.file, u->from);
	if (status == MH_OK)
		status = mh_file_write(u->backup.s, (struct mh_blob){ message.s, message.len }, true, err);
	mh_str_free(&message);
	return status;
}

static void note(struct mh_store *store, const struct mh_upgrade *u)
{
	const char *slash = strrchr(u->backup.s, '/');
	struct mh_str text;

	mh_str_init(&text, 3900);
	mh_str_printf(&text, "schema %d to %d; ", u->from, u->to);
	if (u->unsaved != NULL)
		mh_str_printf(&text, "no backup: %.1000s", u->unsaved);
	else
		mh_str_printf(&text, "backup %s", slash != NULL ? slash + 1 : u->backup.s);
	mh_transaction_note(store, text.s);
	mh_str_free(&text);
}

static enum mh_status upgrade(struct mh_store *store, const char *config, struct mh_upgrade *u, struct mh_err *err)
{
	unsigned char *bytes = NULL;
	size_t len = 0;
	enum mh_status status = begin(store, &u->from, err);

	if (status == MH_OK && u->from == 0)
		return MH_NO;
	if (status == MH_OK && u->unsaved == NULL)
		status = mh_backup_copy(store, &bytes, &len, err);
	if (status == MH_OK)
		status = mh_store_migrate(store, u->from, err);
	if (status == MH_OK)
		status = mh_store_read_about(store, config, err);
	if (status == MH_OK)
		status = mh_transaction_start(store, u->command, err);
	if (status == MH_OK && u->unsaved == NULL)
		status = save(store, (struct mh_blob){ bytes, len }, u, err);
	if (status == MH_OK)
		note(store, u);
	if (status == MH_OK)
		status = mh_store_commit(store, err);
	if (bytes != NULL)
		mh_wipe(bytes, len);
	sqlite3_free(bytes);
	return status;
}

enum mh_status mh_store_upgrade(const struct mh_store_place *place, struct mh_upgrade *u, struct mh_err *err)
{
	struct mh_store *store = NULL;
	struct mh_str config;

	u->to = mh_schema_version();
	mh_str_init(&config, 4096);
	enum mh_status status = mh_store_open_older(place, &store, &config, &u->from, err);
	if (status == MH_OK && u->from == 0)
		status = MH_NO;
	else if (status == MH_OK)
		status = end(store, upgrade(store, config.s, u, err));
	if (status != MH_OK && status != MH_NO && u->backup.len > 0) {
		unlink(u->backup.s);
		mh_str_clear(&u->backup);
	}
	mh_store_close(store);
	mh_str_free(&config);
	return status;
}
