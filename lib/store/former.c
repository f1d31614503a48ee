/* Lists of erasures of the stores that this one was made of: carried along, since an older backup of such a store may still come back. */

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "store/erasures.h"
#include "store/export.h"

#define NOTE_SIZE 200

enum mh_status mh_former_each(struct mh_store *store, mh_former_fn *fn, void *arg, struct mh_err *err)
{
	sqlite3_stmt *stmt = mh_sql_fixed(store, MH_SQL_ERASURE_FORMER_EACH, err);
	enum mh_status status = MH_STORE;

	while (stmt != NULL && (status = mh_sql_row(store, stmt, err)) == MH_OK) {
		status = fn(arg, (const char *)sqlite3_column_text(stmt, 0), (const char *)sqlite3_column_text(stmt, 2), err);
		if (status != MH_OK) {
			mh_sql_done(stmt);
			return status;
		}
	}
	return status == MH_NO ? MH_OK : status;
}

enum mh_status mh_export_lists(struct mh_store *store, mh_former_fn *fn, void *arg, struct mh_err *err)
{
	struct mh_erasures verified;
	char uid[2 * MH_UID_SIZE + 1];
	struct mh_str lists;
	enum mh_status status = mh_erasures_read(store, &verified, err);

	mh_erasures_free(&verified);
	if (status == MH_OK)
		status = mh_former_each(store, fn, arg, err);
	mh_str_init(&lists, 4 * MH_ERASURE_MOST);
	mh_hex(store->info.uid, MH_UID_SIZE, uid);
	if (status == MH_OK && (status = mh_erasures_export(store, &lists, err)) == MH_OK)
		status = fn(arg, uid, lists.s, err);
	mh_str_free(&lists);
	return status == MH_NO ? MH_OK : status;
}

/* What the log says of them. */
static void write_note(const char *store, const char *lists, char out[NOTE_SIZE])
{
	unsigned char digest[MH_HASH_SIZE];
	char hex[MH_DIGEST_TEXT_SIZE];

	mh_digest(lists, strlen(lists), digest);
	mh_hex(digest, sizeof digest, hex);
	snprintf(out, NOTE_SIZE, "; lists of erasures of store %s: %s", store, hex);
}

enum mh_status mh_former_put(struct mh_store *store, const char *of, const char *lists, struct mh_err *err)
{
	sqlite3_stmt *stmt = mh_sql_fixed(store, MH_SQL_ERASURE_FORMER_PUT, err);
	char note[NOTE_SIZE];

	if (stmt == NULL)
		return MH_STORE;
	write_note(of, lists, note);
	mh_transaction_note(store, note);
	mh_bind_text(stmt, "store", of);
	mh_bind_number(stmt, "entry", store->transaction.entry);
	mh_bind_text(stmt, "lists", lists);
	return mh_sql_step(store, stmt, err);
}

enum mh_status mh_former_check(struct mh_store *store, struct mh_problems *problems, struct mh_err *err)
{
	sqlite3_stmt *stmt = mh_sql_fixed(store, MH_SQL_ERASURE_FORMER_EACH, err);
	char note[NOTE_SIZE];
	enum mh_status status = MH_STORE;

	while (stmt != NULL && (status = mh_sql_row(store, stmt, err)) == MH_OK) {
		bool told = false;
		write_note((const char *)sqlite3_column_text(stmt, 0), (const char *)sqlite3_column_text(stmt, 2), note);
		status = mh_erasure_told(store, sqlite3_column_int64(stmt, 1), note, &told, err);
		if (status == MH_OK && !told)
			mh_problem_add(problems, &(struct mh_problem){ .file = store->info.file }, _("lists of erasures of store %.12s, of which this one was made: "
				"log entry %lld does not tell of them"), (const char *)sqlite3_column_text(stmt, 0), (long long)sqlite3_column_int64(stmt, 1));
		if (status != MH_OK) {
			mh_sql_done(stmt);
			return status;
		}
	}
	return status == MH_NO ? MH_OK : status;
}

/* Lists are only ever added behind others: the longer text of two that begin alike is the newer one. */
static enum mh_status write_newer(const char *path, const char *lists, struct mh_err *err)
{
	struct mh_str there;
	const size_t len = strlen(lists);
	enum mh_status status = MH_OK;

	mh_str_init(&there, 4 * MH_ERASURE_MOST);
	if (access(path, F_OK) == 0)
		status = mh_file_read(path, &there, err);
	const size_t same = there.len < len ? there.len : len;
	if (status == MH_OK && memcmp(there.s, lists, same) != 0)
		status = mh_fail(err, MH_STORE, _("%s: holds other lists of erasures than the export: look which are right, or use another --config"), path);
	else if (status == MH_OK && there.len < len)
		status = mh_file_write(path, (struct mh_blob){ lists, len }, true, err);
	mh_str_free(&there);
	return status;
}

static enum mh_status copy_one(void *config, const char *store, const char *lists, struct mh_err *err)
{
	struct mh_str path;

	mh_str_init(&path, 4300);
	mh_str_printf(&path, "%s/%.12s", (const char *)config, store);	/* as mh_store_folder names it */
	enum mh_status status = mh_folder_make(path.s, err);
	mh_str_puts(&path, "/erasures");
	if (status == MH_OK)
		status = write_newer(path.s, lists, err);
	mh_str_free(&path);
	return status;
}

enum mh_status mh_former_copy(struct mh_store *store, const char *config, struct mh_err *err)
{
	struct mh_str folder;

	mh_str_init(&folder, 4096);
	mh_str_puts(&folder, config);
	enum mh_status status = mh_former_each(store, copy_one, folder.s, err);
	mh_str_free(&folder);
	return status;
}

enum mh_status mh_former_verify(const struct mh_erasure_judge *judge, const char *lists, struct mh_err *err)
{
	struct mh_str signed_text, second;
	struct mh_erasure e = { 0 };
	unsigned char digest[MH_HASH_SIZE];
	char last[MH_DIGEST_TEXT_SIZE] = "";
	int64_t count = 0;
	enum mh_status status = MH_OK;

	mh_str_init(&signed_text, MH_ERASURE_MOST);
	mh_str_init(&second, MH_ERASURE_MOST);
	while (status == MH_OK && mh_message_next(&lists, &signed_text)) {
		mh_str_clear(&second);
		status = mh_erasure_signed(judge, signed_text.s, &e, NULL, err);
		if (status == MH_OK && e.two) {
			mh_erasure_free(&e);
			mh_message_next(&lists, &second);
			status = mh_erasure_signed_twice(judge, signed_text.s, second.s, &e, err);
		}
		count++;
		if (status == MH_OK && (e.number != count || strcmp(e.previous, last) != 0))
			status = mh_fail(err, MH_KEY, _("does not follow on the list before it"));
		if (status == MH_KEY)
			status = mh_fail(err, MH_KEY, _("list of erasures %lld: %s"), (long long)count, err != NULL ? err->text : "");
		mh_digest(signed_text.s, signed_text.len, digest);
		mh_hex(digest, sizeof digest, last);
		mh_erasure_free(&e);
	}
	if (status == MH_OK && (count == 0 || lists[strspn(lists, "\r\n")] != '\0'))
		status = mh_fail(err, MH_KEY, _("is no list of erasures, or not whole"));
	mh_str_free(&second);
	mh_str_free(&signed_text);
	return status;
}
