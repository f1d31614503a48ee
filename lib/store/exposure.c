/* What a key opens: up to which log entry, and which records have, or had, values sealed to it. */

#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "store/internal.h"

struct seeking { const char *fingerprint; struct mh_key_reach *reach; int64_t entry; };

/* A key that is a keyholder again stands in the list as one alone. */
static enum mh_status take_role(void *arg, const struct mh_allowed_key *key, struct mh_err *err)
{
	struct seeking *s = arg;

	(void)err;
	if (strcmp(key->fingerprint, s->fingerprint) == 0) {
		snprintf(s->reach->role, sizeof s->reach->role, "%s", key->role);
		s->entry = key->entry;
	}
	return MH_OK;
}

static enum mh_status number_of(struct mh_store *store, enum mh_sql name, const char *parameter, int64_t value, int column, int64_t *out, struct mh_err *err)
{
	sqlite3_stmt *stmt = mh_sql_fixed(store, name, err);

	if (stmt == NULL)
		return MH_STORE;
	mh_bind_number(stmt, parameter, value);
	enum mh_status status = mh_sql_row(store, stmt, err);
	if (status == MH_OK) {
		*out = sqlite3_column_int64(stmt, column);
		mh_sql_done(stmt);
	}
	return status;
}

/* Also in a store that was imported, where no checkpoint says it. */
static enum mh_status find_wordless(struct mh_store *store, struct mh_key_reach *reach, struct mh_err *err)
{
	sqlite3_stmt *stmt = mh_sql_fixed(store, MH_SQL_LOG_WORDLESS_LAST, err);
	enum mh_status status = stmt != NULL ? mh_sql_row(store, stmt, err) : MH_STORE;

	if (status == MH_OK) {
		reach->wordless = sqlite3_column_int64(stmt, 0);
		reach->wordless_at = sqlite3_column_int64(stmt, 1);
		mh_sql_done(stmt);
	}
	return status == MH_NO ? MH_OK : status;
}

enum mh_status mh_store_key_reach(struct mh_store *store, const char *fingerprint, struct mh_date until, struct mh_key_reach *reach, struct mh_err *err)
{
	struct seeking s = { fingerprint, reach, 0 };
	enum mh_status status;

	*reach = (struct mh_key_reach){ .last = INT64_MAX };
	status = mh_store_authority_verify(store, err);	/* who was a keyholder until when is what a keyholder signed */
	if (status == MH_OK)
		status = mh_log_true_from(store, 1, err);	/* and the moments of its entries */
	if (status == MH_OK)
		status = mh_store_keys(store, take_role, &s, err);
	if (status == MH_OK && reach->role[0] == '\0')
		return mh_fail(err, MH_NO, _("%s: is no key of this store, and never was a keyholder (mh-store status shows them)"), fingerprint);
	if (status == MH_OK)
		status = find_wordless(store, reach, err);
	if (status == MH_OK && until.year != 0)
		status = number_of(store, MH_SQL_LOG_AS_OF, "at", mh_day_end(until), 0, &reach->last, err);
	if (status != MH_OK || strcmp(reach->role, "former") != 0)
		return status;
	if (s.entry - 1 < reach->last)	/* with that entry the store got another key */
		reach->last = s.entry - 1;
	return number_of(store, MH_SQL_LOG_ONE, "n", s.entry, 1, &reach->left, err);
}

/* One half of the versions: now or past. */
static void add_versions(struct mh_str *sql, const struct mh_kind *kind, const char *past)
{
	mh_str_puts(sql, "SELECT n, entry");
	for (size_t i = 0; i < kind->count; i++) {
		if (!mh_field_sealed(&kind->fields[i]))
			continue;
		mh_str_puts(sql, ", ");
		mh_sql_column(sql, kind->fields[i].name);
	}
	mh_str_printf(sql, " FROM \"%s%s\" WHERE entry <= :last", kind->name, past);
}

/* A row for each record: moment of its first version, number, entry of that version, and for each sealed field whether any has it. */
static void sealed_text(struct mh_str *sql, const struct mh_kind *kind)
{
	mh_str_puts(sql, "SELECT (SELECT at FROM log WHERE log.n = s.first), s.* FROM (SELECT n, min(entry) AS first");
	for (size_t i = 0; i < kind->count; i++) {
		if (!mh_field_sealed(&kind->fields[i]))
			continue;
		mh_str_puts(sql, ", max(");
		mh_sql_column(sql, kind->fields[i].name);
		mh_str_puts(sql, " IS NOT NULL)");
	}
	mh_str_puts(sql, " FROM (");
	add_versions(sql, kind, "");
	mh_str_puts(sql, " UNION ALL ");
	add_versions(sql, kind, "_past");
	mh_str_puts(sql, ") GROUP BY n) AS s ORDER BY s.n");
}

static uint64_t fields_of(sqlite3_stmt *stmt, const struct mh_kind *kind)
{
	uint64_t fields = 0;
	int column = 3;

	for (size_t i = 0; i < kind->count; i++)
		if (mh_field_sealed(&kind->fields[i]) && sqlite3_column_int(stmt, column++) != 0)
			fields |= UINT64_C(1) << i;
	return fields;
}

static bool seals(const struct mh_kind *kind)
{
	for (size_t i = 0; i < kind->count; i++)
		if (mh_field_sealed(&kind->fields[i]))
			return true;
	return false;
}

static enum mh_status of_kind(struct mh_store *store, const struct mh_kind *kind, int64_t last,
	enum mh_status (*fn)(void *, const struct mh_sealed_record *, struct mh_err *), void *arg, struct mh_err *err)
{
	sqlite3_stmt *stmt;
	struct mh_str sql;

	mh_str_init(&sql, 65536);
	sealed_text(&sql, kind);
	enum mh_status status = mh_sql_prepare(store, sql.s, &stmt, err);
	mh_str_free(&sql);
	if (status != MH_OK)
		return status;
	mh_bind_number(stmt, "last", last);
	while ((status = mh_sql_row(store, stmt, err)) == MH_OK) {
		struct mh_sealed_record found = { { kind, sqlite3_column_int64(stmt, 1) }, sqlite3_column_int64(stmt, 0), fields_of(stmt, kind) };
		if (found.fields != 0 && (status = fn(arg, &found, err)) != MH_OK)
			break;
	}
	sqlite3_finalize(stmt);
	return status == MH_NO ? MH_OK : status;
}

enum mh_status mh_store_sealed_each(struct mh_store *store, int64_t last, enum mh_status (*fn)(void *, const struct mh_sealed_record *, struct mh_err *),
	void *arg, struct mh_err *err)
{
	enum mh_status status = MH_OK;

	for (size_t i = 0; mh_kinds[i] != NULL && status == MH_OK; i++)
		if (seals(mh_kinds[i]))
			status = of_kind(store, mh_kinds[i], last, fn, arg, err);
	return status;
}
