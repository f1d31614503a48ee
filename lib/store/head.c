/*
 * The newest end of the log that a configuration folder has seen: what was put back by somebody is found by it. The text always has the
 * same length (empty lines at its end), so that it is written over in its place, in one call: no commit waits for it, and no broken one is left.
 */

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "store/backup.h"
#include "store/log_key.h"

static void path_of(struct mh_str *out, const char *folder)
{
	mh_str_init(out, 4200);
	mh_str_printf(out, "%s/head", folder);
}

#define TEXT_SIZE 4096		/* a page: 64 kinds and a path fit */
#define ENTRY "format: mh-head/1\nentry: %018lld\ndigest: %s\nnext-key: %s\n"
#define GIVEN "given: %s %04lld %012lld\n"
#define STORE "store: "

static void write_text(struct mh_str *out, const struct mh_head *head)
{
	char digest[2 * MH_HASH_SIZE + 1], next[2 * MH_HASH_SIZE + 1];

	mh_hex(head->digest, MH_HASH_SIZE, digest);
	mh_hex(head->next, MH_HASH_SIZE, next);
	mh_str_printf(out, ENTRY, (long long)head->entry, digest, next);
	for (size_t i = 0; mh_kinds[i] != NULL; i++)
		if (head->given[mh_kinds[i]->number].year != 0)
			mh_str_printf(out, GIVEN, mh_kinds[i]->name, (long long)head->given[mh_kinds[i]->number].year,
				(long long)head->given[mh_kinds[i]->number].last);
	if (head->file[0] != '\0')
		mh_str_printf(out, STORE "%s\n", head->file);
	while (out->len < TEXT_SIZE)
		mh_str_putc(out, '\n');
}

/* Passes over a kind that only a newer program knows. */
static bool take_given(const char *line, struct mh_head *head)
{
	char name[40];
	long long year = 0, last = 0;

	if (sscanf(line, "given: %39[a-z-] %4lld %12lld", name, &year, &last) != 3 || year < 1 || last < 1)
		return false;
	const struct mh_kind *kind = mh_kind_find(name);
	if (kind != NULL) {
		head->given[kind->number].year = year;
		head->given[kind->number].last = last;
	}
	return true;
}

/* One line behind those of the entry. */
static bool take_line(const char *line, size_t len, struct mh_head *head)
{
	const size_t start = sizeof STORE - 1;

	if (strncmp(line, "given: ", 7) == 0)
		return take_given(line, head);
	if (strncmp(line, STORE, start) != 0 || len - start >= sizeof head->file)
		return len == 0;
	memcpy(head->file, line + start, len - start);
	head->file[len - start] = '\0';
	return true;
}

static bool read_text(const char *text, struct mh_head *head)
{
	char hex[2 * MH_HASH_SIZE + 1] = "", next[2 * MH_HASH_SIZE + 1] = "", again[300];
	long long entry = 0;
	bool good = true;

	if (sscanf(text, "format: mh-head/1\nentry: %18lld\ndigest: %64[0-9a-f]\nnext-key: %64[0-9a-f]", &entry, hex, next) != 3 || entry <= 0 ||
	    !mh_unhex(hex, head->digest, MH_HASH_SIZE) || !mh_unhex(next, head->next, MH_HASH_SIZE))
		return false;
	head->entry = entry;
	snprintf(again, sizeof again, ENTRY, entry, hex, next);
	if (strncmp(again, text, strlen(again)) != 0)
		return false;
	for (text += strlen(again); *text != '\0' && good; text += strcspn(text, "\n") + 1)
		good = text[strcspn(text, "\n")] == '\n' && take_line(text, strcspn(text, "\n"), head);
	return good;
}

enum mh_status mh_head_read(const char *folder, struct mh_head *head, struct mh_err *err)
{
	struct mh_str path, text;
	enum mh_status status = MH_OK;

	*head = (struct mh_head){ 0 };
	path_of(&path, folder);
	mh_str_init(&text, TEXT_SIZE);
	if (access(path.s, F_OK) == 0) {
		status = mh_file_read(path.s, &text, err);
		if (status == MH_OK && text.len > 0 && !read_text(text.s, head))
			status = mh_fail(err, MH_STORE, _("%s: was changed by something else: look who did, then remove it"), path.s);
	}
	mh_str_free(&text);
	mh_str_free(&path);
	return status;
}

enum mh_status mh_head_write(const char *folder, const struct mh_head *head, struct mh_err *err)
{
	struct mh_str path, text;

	path_of(&path, folder);
	mh_str_init(&text, TEXT_SIZE);
	write_text(&text, head);
	enum mh_status status = mh_file_write(path.s, (struct mh_blob){ text.s, text.len }, true, err);
	mh_str_free(&text);
	mh_str_free(&path);
	return status;
}

void mh_head_fill(struct mh_store *store, struct mh_head *head)
{
	sqlite3_stmt *stmt = mh_sql_fixed(store, MH_SQL_COUNTER_NEWEST, NULL);
	char *path = realpath(store->info.file, NULL);

	while (stmt != NULL && mh_sql_row(store, stmt, NULL) == MH_OK) {
		const struct mh_kind *kind = mh_kind_of_number(sqlite3_column_int(stmt, 0));
		if (kind == NULL)
			continue;
		head->given[kind->number].year = sqlite3_column_int64(stmt, 1);
		head->given[kind->number].last = sqlite3_column_int64(stmt, 2);
	}
	if (path != NULL && strlen(path) < sizeof head->file && strchr(path, '\n') == NULL)
		memcpy(head->file, path, strlen(path) + 1);
	free(path);
}

void mh_head_note(struct mh_store *store, struct mh_head *head)
{
	struct mh_str path, text;

	mh_head_fill(store, head);
	path_of(&path, store->info.folder);
	mh_str_init(&text, TEXT_SIZE);
	write_text(&text, head);
	int fd = open(path.s, O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
	if (fd >= 0) {
		ssize_t written = pwrite(fd, text.s, text.len, 0);	/* not written: the next commit does it */
		(void)written;
		close(fd);
	}
	mh_str_free(&text);
	mh_str_free(&path);
}

enum mh_status mh_head_check(struct mh_store *store, struct mh_err *err)
{
	struct mh_head seen;
	enum mh_status status = mh_head_read(store->info.folder, &seen, err);

	if (status == MH_OK)
		status = mh_head_in(store, &seen, err);
	if (status == MH_NO && store->reading) {	/* others may have written since this reader began */
		status = mh_reading_end(store, err);
		if (status == MH_OK)
			status = mh_reading_start(store, err);
		if (status == MH_OK)
			status = mh_head_in(store, &seen, err);
	}
	if (status == MH_NO)
		return mh_fail(err, MH_KEY, _("%s: its log ends before entry %lld, which this account has seen: an older store was put in its place: %s"),
			store->info.file, (long long)seen.entry, _(MH_HEAD_REMEDY));
	return status;
}

/* What is known of the key of the entry behind the head: nothing, where it is no such key. */
static enum mh_status read_next(struct mh_store *store, struct mh_head *head, struct mh_err *err)
{
	sqlite3_stmt *stmt = mh_sql_fixed(store, MH_SQL_LOG_NEXT_READ, err);
	enum mh_status status = stmt != NULL ? mh_sql_row(store, stmt, err) : MH_STORE;

	memset(head->next, 0, sizeof head->next);
	if (status != MH_OK)
		return status == MH_NO ? MH_OK : status;
	if (sqlite3_column_int64(stmt, 0) == head->entry + 1 && sqlite3_column_bytes(stmt, 1) == MH_MAC_KEY_SIZE)
		mh_log_key_commit(sqlite3_column_blob(stmt, 1), head->next);
	mh_sql_done(stmt);
	return MH_OK;
}

enum mh_status mh_head_of(struct mh_store *store, struct mh_head *head, struct mh_err *err)
{
	sqlite3_stmt *stmt = mh_sql_fixed(store, MH_SQL_LOG_LAST, err);
	enum mh_status status = stmt != NULL ? mh_sql_row(store, stmt, err) : MH_STORE;

	*head = (struct mh_head){ 0 };
	if (status == MH_OK && sqlite3_column_bytes(stmt, 1) == MH_HASH_SIZE) {
		head->entry = sqlite3_column_int64(stmt, 0);
		memcpy(head->digest, sqlite3_column_blob(stmt, 1), MH_HASH_SIZE);
		mh_sql_done(stmt);
		return read_next(store, head, err);
	}
	if (status == MH_OK)
		mh_sql_done(stmt);
	return status == MH_OK || status == MH_NO ? mh_fail(err, MH_STORE, _("%s: is damaged"), store->info.file) : status;
}

/* Where the log did not go on, the key for its next entry is the one that was left. */
static bool other_key(const struct mh_head *head, const struct mh_head *last)
{
	static const unsigned char unknown[MH_HASH_SIZE];

	return last->entry == head->entry && memcmp(head->next, unknown, sizeof unknown) != 0 && memcmp(head->next, last->next, sizeof unknown) != 0;
}

enum mh_status mh_head_in(struct mh_store *store, const struct mh_head *head, struct mh_err *err)
{
	struct mh_head last;

	if (head->entry == 0)
		return MH_OK;
	enum mh_status status = mh_head_of(store, &last, err);
	if (status != MH_OK)
		return status;
	if (last.entry < head->entry)
		return MH_NO;
	sqlite3_stmt *stmt = mh_sql_fixed(store, MH_SQL_LOG_DIGEST, err);
	if (stmt == NULL)
		return MH_STORE;
	mh_bind_number(stmt, "n", head->entry);
	status = mh_sql_row(store, stmt, err);
	bool same = status == MH_OK && sqlite3_column_bytes(stmt, 0) == MH_HASH_SIZE &&
		memcmp(sqlite3_column_blob(stmt, 0), head->digest, MH_HASH_SIZE) == 0;
	if (status == MH_OK)
		mh_sql_done(stmt);
	if (status != MH_OK && status != MH_NO)
		return status;
	if (!same)
		return mh_fail(err, MH_KEY, _("log entry %lld: is not the one that was seen before: this is another history"), (long long)head->entry);
	if (other_key(head, &last))
		return mh_fail(err, MH_KEY, _("%s: the key for its next log entry is not the one that was seen before: something else replaced it: "
			"restore the store from a backup"), store->info.file);
	return MH_OK;
}
