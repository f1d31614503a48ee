/* The schema: migrations are run, all that are missing in one transaction, and what they made is digested. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "store/internal.h"

#define OBJECTS_MOST 400

static enum mh_status run(sqlite3 *db, const char *text, int version, struct mh_err *err)
{
	return sqlite3_exec(db, text, NULL, NULL, NULL) == SQLITE_OK ? MH_OK : mh_fail(err, MH_STORE, _("schema %d: %s"), version, sqlite3_errmsg(db));
}

enum mh_status mh_schema_migrate(sqlite3 *db, int from, int to, struct mh_err *err)
{
	enum mh_status status = MH_OK;
	char number[80];

	for (int version = from + 1; version <= to && status == MH_OK; version++) {
		snprintf(number, sizeof number, "PRAGMA user_version = %d", version);
		status = run(db, mh_schema_step(version), version, err);
		if (status == MH_OK)
			status = run(db, number, version, err);
	}
	return status;
}

int mh_schema_of(sqlite3 *db)
{
	sqlite3_stmt *stmt = NULL;
	int version = -1;

	if (sqlite3_prepare_v2(db, "PRAGMA user_version", -1, &stmt, NULL) == SQLITE_OK && sqlite3_step(stmt) == SQLITE_ROW)
		version = sqlite3_column_int(stmt, 0);
	sqlite3_finalize(stmt);
	return version;
}

enum mh_status mh_schema_make(sqlite3 *db, int to, struct mh_err *err)
{
	int from = mh_schema_of(db);
	enum mh_status status = from >= 0 ? run(db, "BEGIN IMMEDIATE", from, err) : mh_fail(err, MH_STORE, "%s", sqlite3_errmsg(db));

	if (status != MH_OK)
		return status;
	status = mh_schema_migrate(db, from, to, err);
	if (status == MH_OK)
		status = run(db, "COMMIT", to, err);
	if (status != MH_OK)
		sqlite3_exec(db, "ROLLBACK", NULL, NULL, NULL);
	return status;
}

/* Tables of statistics are no part of what the schema does; an index of a key has no text. */
static bool counts(sqlite3_stmt *stmt)
{
	const char *type = (const char *)sqlite3_column_text(stmt, 0), *name = (const char *)sqlite3_column_text(stmt, 1);
	bool statistics = type != NULL && name != NULL && strcmp(type, "table") == 0 &&
		(strcmp(name, "sqlite_stat1") == 0 || strcmp(name, "sqlite_stat4") == 0);

	return sqlite3_column_type(stmt, 3) == SQLITE_TEXT && !statistics;
}

static void hash_object(sqlite3_stmt *stmt, unsigned char out[MH_HASH_SIZE])
{
	struct mh_hash hash;

	mh_hash_start(&hash, NULL, 0);
	for (int i = 0; i < 4; i++)
		mh_hash_part(&hash, sqlite3_column_text(stmt, i), (size_t)sqlite3_column_bytes(stmt, i));
	mh_hash_end(&hash, out);
}

static int by_bytes(const void *a, const void *b)
{
	return memcmp(a, b, MH_HASH_SIZE);
}

/* The objects in whatever order they were made: their digests are sorted, and these are digested. Every command comes here. */
enum mh_status mh_schema_digest(sqlite3 *db, unsigned char out[MH_HASH_SIZE])
{
	unsigned char objects[OBJECTS_MOST][MH_HASH_SIZE];
	sqlite3_stmt *stmt = NULL;
	size_t count = 0;
	int code = sqlite3_prepare_v2(db, "SELECT type, name, tbl_name, sql FROM sqlite_schema", -1, &stmt, NULL);

	while (code == SQLITE_OK || code == SQLITE_ROW) {
		code = sqlite3_step(stmt);
		if (code == SQLITE_ROW && counts(stmt) && count < OBJECTS_MOST)
			hash_object(stmt, objects[count++]);
		else if (code == SQLITE_ROW && counts(stmt))
			code = SQLITE_FULL;	/* more than any schema of ours has */
	}
	sqlite3_finalize(stmt);
	qsort(objects, count, MH_HASH_SIZE, by_bytes);
	mh_digest(objects, count * MH_HASH_SIZE, out);
	return code == SQLITE_DONE ? MH_OK : MH_STORE;
}
