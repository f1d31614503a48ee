/* Codes and documents out of the store. */

#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "store/internal.h"

static char *text_of(sqlite3_stmt *stmt, int column)
{
	return mh_strdup((const char *)sqlite3_column_text(stmt, column));
}

static void read_code(sqlite3_stmt *stmt, struct mh_code *code)
{
	const char *from = (const char *)sqlite3_column_text(stmt, 4), *to = (const char *)sqlite3_column_text(stmt, 5);
	struct mh_date checked;

	*code = (struct mh_code){
		.code = text_of(stmt, 0), .en = text_of(stmt, 1), .nl = text_of(stmt, 2), .parent = text_of(stmt, 3),
		.checked = mh_date_parse((const char *)sqlite3_column_text(stmt, 6), &checked),
		.position = sqlite3_column_int64(stmt, 7),
	};
	if (!mh_date_parse(from, &code->from))
		code->from = (struct mh_date){ 0, 0, 0 };
	if (!mh_date_parse(to, &code->to))
		code->to = (struct mh_date){ 0, 0, 0 };
}

enum mh_status mh_catalogue_load(void *arg, struct mh_code_list *list, struct mh_err *err)
{
	struct mh_store *store = arg;
	sqlite3_stmt *stmt = mh_sql_fixed(store, MH_SQL_CODES_OF, err);
	enum mh_status status;

	if (stmt == NULL)
		return MH_STORE;
	mh_bind_text(stmt, "catalogue", list->name);
	while ((status = mh_sql_row(store, stmt, err)) == MH_OK) {
		list->codes = mh_grow(list->codes, list->count + 1, sizeof *list->codes);
		read_code(stmt, &list->codes[list->count++]);
	}
	if (status == MH_NO && list->count > 0)
		return MH_OK;
	return status == MH_NO ? mh_fail(err, MH_INPUT, _("catalogue %s: is not in the store: apply it with mh-store apply"), list->name) : status;
}

enum mh_status mh_store_document(struct mh_store *store, const char *format, const char *name, struct mh_str *out, struct mh_err *err)
{
	sqlite3_stmt *stmt = mh_sql_fixed(store, MH_SQL_DOCUMENT_READ, err);

	if (stmt == NULL)
		return MH_STORE;
	mh_bind_text(stmt, "format", format);
	mh_bind_text(stmt, "name", name);
	enum mh_status status = mh_sql_row(store, stmt, err);
	if (status == MH_NO)
		return mh_fail(err, MH_INPUT, _("%s (%s): is not in the store: apply it with mh-store apply"), name, format);
	if (status != MH_OK)
		return status;
	mh_str_add(out, (const char *)sqlite3_column_text(stmt, 0), (size_t)sqlite3_column_bytes(stmt, 0));
	mh_sql_done(stmt);
	return mh_str_ok(out) ? MH_OK : mh_fail(err, MH_INPUT, _("%s (%s): too large"), name, format);
}
