/* Statements: compiled once per store, values bound by name, reset and cleared after use. */

#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "store/internal.h"

static const char *const texts[MH_SQL_COUNT] = {
#define MH_SQL(name, text) [MH_SQL_##name] = text,
#include "store/statements.def"
#undef MH_SQL
};

enum mh_status mh_sql_error(struct mh_store *store, struct mh_err *err)
{
	int code = sqlite3_extended_errcode(store->db);
	const char *file = store->info.file != NULL ? store->info.file : _("store");

	switch (code & 0xff) {
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
		return mh_fail(err, MH_BUSY, _("%s: another command is writing: try again"), file);
	case SQLITE_READONLY:
	case SQLITE_PERM:
	case SQLITE_CANTOPEN:
		return mh_fail(err, MH_STORE, _("%s: cannot be opened or written: look at its owner and mode"), file);
	case SQLITE_FULL:
	case SQLITE_IOERR:
		return mh_fail(err, MH_STORE, _("%s: the disk is full or failed: %s"), file, sqlite3_errmsg(store->db));
	case SQLITE_CORRUPT:
	case SQLITE_NOTADB:
		return mh_fail(err, MH_STORE, _("%s: is damaged or no store: restore it from a backup"), file);
	case SQLITE_CONSTRAINT:
		if (code == SQLITE_CONSTRAINT_FOREIGNKEY)
			return mh_fail(err, MH_INPUT, _("a record that it points to does not exist, or others point to it"));
		if (code == SQLITE_CONSTRAINT_UNIQUE || code == SQLITE_CONSTRAINT_PRIMARYKEY)
			return mh_fail(err, MH_INPUT, _("there is one already: %s"), sqlite3_errmsg(store->db));
		return mh_fail(err, MH_INPUT, _("not a whole record: %s"), sqlite3_errmsg(store->db));
	default:
		return mh_fail(err, MH_STORE, "%s: %s", file, sqlite3_errmsg(store->db));
	}
}

enum mh_status mh_sql_run(struct mh_store *store, const char *text, struct mh_err *err)
{
	enum mh_status status = mh_calls_wait(store, err);

	if (status != MH_OK)
		return status;
	return sqlite3_exec(store->db, text, NULL, NULL, NULL) == SQLITE_OK ? MH_OK : mh_sql_error(store, err);
}

enum mh_status mh_sql_prepare(struct mh_store *store, const char *text, sqlite3_stmt **out, struct mh_err *err)
{
	enum mh_status status = mh_calls_wait(store, err);

	*out = NULL;
	if (status != MH_OK)
		return status;
	return sqlite3_prepare_v3(store->db, text, -1, SQLITE_PREPARE_PERSISTENT, out, NULL) == SQLITE_OK ?
		MH_OK : mh_sql_error(store, err);
}

const char *mh_sql_text(enum mh_sql name)
{
	return texts[name];
}

sqlite3_stmt *mh_sql_fixed(struct mh_store *store, enum mh_sql name, struct mh_err *err)
{
	if (mh_calls_wait(store, err) != MH_OK)
		return NULL;
	if (store->fixed[name] == NULL)
		mh_sql_prepare(store, texts[name], &store->fixed[name], err);
	return store->fixed[name];
}

enum mh_status mh_sql_step(struct mh_store *store, sqlite3_stmt *stmt, struct mh_err *err)
{
	int code = sqlite3_step(stmt);
	enum mh_status status = code == SQLITE_DONE || code == SQLITE_ROW ? MH_OK : mh_sql_error(store, err);

	mh_sql_done(stmt);
	return status;
}

enum mh_status mh_sql_row(struct mh_store *store, sqlite3_stmt *stmt, struct mh_err *err)
{
	int code = sqlite3_step(stmt);

	if (code == SQLITE_ROW)
		return MH_OK;
	enum mh_status status = code == SQLITE_DONE ? MH_NO : mh_sql_error(store, err);
	mh_sql_done(stmt);
	return status;
}

void mh_sql_done(sqlite3_stmt *stmt)
{
	if (stmt != NULL) {
		sqlite3_reset(stmt);
		sqlite3_clear_bindings(stmt);
	}
}

/* A name that the statement does not have is a mistake of the program: it binds nothing and the test of all statements finds it. */
static int parameter(sqlite3_stmt *stmt, const char *name)
{
	char text[80];

	snprintf(text, sizeof text, ":%s", name);
	return sqlite3_bind_parameter_index(stmt, text);
}

void mh_bind_text(sqlite3_stmt *stmt, const char *name, const char *text)
{
	sqlite3_bind_text(stmt, parameter(stmt, name), text, -1, SQLITE_TRANSIENT);
}

void mh_bind_number(sqlite3_stmt *stmt, const char *name, int64_t number)
{
	sqlite3_bind_int64(stmt, parameter(stmt, name), number);
}

void mh_bind_blob(sqlite3_stmt *stmt, const char *name, const void *bytes, size_t len)
{
	sqlite3_bind_blob64(stmt, parameter(stmt, name), bytes, len, SQLITE_TRANSIENT);
}
