/* The schema: migrations as they are committed in schema/, each in one transaction with its number. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "schema.h"
#include "store/internal.h"

#define OBJECTS_MOST 400

/* One line a migration. */
static const struct { const unsigned char *text; size_t size; } migrations[] = {
	{ schema_0001, sizeof schema_0001 },
};

int mh_schema_version(void)
{
	return (int)MH_COUNT(migrations);
}

static enum mh_status migrate(sqlite3 *db, size_t i, struct mh_err *err)
{
	char number[80];

	snprintf(number, sizeof number, "PRAGMA user_version = %zu; COMMIT;", i + 1);
	if (sqlite3_exec(db, "BEGIN IMMEDIATE;", NULL, NULL, NULL) != SQLITE_OK ||
	    sqlite3_exec(db, (const char *)migrations[i].text, NULL, NULL, NULL) != SQLITE_OK ||
	    sqlite3_exec(db, number, NULL, NULL, NULL) != SQLITE_OK) {
		mh_fail(err, MH_STORE, _("schema %zu: %s"), i + 1, sqlite3_errmsg(db));
		sqlite3_exec(db, "ROLLBACK;", NULL, NULL, NULL);
		return MH_STORE;
	}
	return MH_OK;
}

static int version_of(sqlite3 *db)
{
	sqlite3_stmt *stmt = NULL;
	int version = -1;

	if (sqlite3_prepare_v2(db, "PRAGMA user_version", -1, &stmt, NULL) == SQLITE_OK && sqlite3_step(stmt) == SQLITE_ROW)
		version = sqlite3_column_int(stmt, 0);
	sqlite3_finalize(stmt);
	return version;
}

enum mh_status mh_schema_make(sqlite3 *db, struct mh_err *err)
{
	for (int i = version_of(db); i < mh_schema_version(); i++) {
		enum mh_status status = i < 0 ? mh_fail(err, MH_STORE, "%s", sqlite3_errmsg(db)) : migrate(db, (size_t)i, err);
		if (status != MH_OK)
			return status;
	}
	return MH_OK;
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
