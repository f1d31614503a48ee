/* Hashes of matched fields: that of a value is in the digest of its row; where there is no value there is to be no hash either. */

#include "base/i18n.h"
#include "base/mem.h"
#include "store/internal.h"

static enum mh_status check_field(struct mh_store *store, const struct mh_kind *kind, const struct mh_field *field, struct mh_problems *problems,
	struct mh_err *err)
{
	char id[MH_ID_SIZE];
	struct mh_str sql;
	sqlite3_stmt *stmt;

	mh_str_init(&sql, 1000);
	mh_str_printf(&sql, "SELECT n FROM \"%s\" WHERE ", kind->name);
	mh_sql_column(&sql, field->name);
	mh_str_puts(&sql, " IS NULL AND ");
	mh_sql_hash_column(&sql, field->name);
	mh_str_puts(&sql, " IS NOT NULL ORDER BY n");
	enum mh_status status = mh_sql_prepare(store, sql.s, &stmt, err);
	mh_str_free(&sql);
	if (status != MH_OK)
		return status;
	while ((status = mh_sql_row(store, stmt, err)) == MH_OK) {
		mh_id_format((struct mh_id){ kind, sqlite3_column_int64(stmt, 0) }, id);
		mh_problem_add(problems, &(struct mh_problem){ .file = id, .field = field->name }, "%s",
			_("is found by a value that it does not have: something else put that there"));
	}
	sqlite3_finalize(stmt);
	return status == MH_NO ? MH_OK : status;
}

enum mh_status mh_match_check(struct mh_store *store, struct mh_problems *problems, struct mh_err *err)
{
	enum mh_status status = MH_OK;

	for (size_t k = 0; mh_kinds[k] != NULL; k++)
		for (size_t i = 0; i < mh_kinds[k]->count && status == MH_OK; i++)
			if ((mh_kinds[k]->fields[i].flags & MH_MATCHED) != 0)
				status = check_field(store, mh_kinds[k], &mh_kinds[k]->fields[i], problems, err);
	return status;
}
