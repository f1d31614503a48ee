/*
 * Writing everything: one moment of the store, opened, as a tar archive in memory that is sealed to the keyholders before any of it
 * goes to a disk. That everything was looked at is in the log, on the disk, before the first value is opened.
 */

#include "store/export.h"

#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "store/backup.h"
#include "store/erase.h"
#include "store/past.h"
#include "store/secret.h"
#include "text/csv.h"
#include "text/tar.h"

#define CELL_MOST ((size_t)1024 * 1024)

struct exporting {
	struct mh_store *store;
	struct mh_export *about;
	struct mh_str archive, cell;
};

static void put_cell(struct exporting *x, bool first, const char *text, size_t len)
{
	if (!first)
		mh_str_putc(&x->archive, ',');
	mh_csv_put(&x->archive, text, len, ',');
}

static void put_number(struct exporting *x, int64_t number)
{
	mh_str_printf(&x->archive, ",%lld", (long long)number);
}

/* The limit is looked at with every row, so that nothing goes on for long behind it. */
static enum mh_status end_row(struct exporting *x, struct mh_err *err)
{
	mh_str_putc(&x->archive, '\n');
	return mh_str_ok(&x->archive) ? MH_OK : mh_fail(err, MH_INPUT, _("%s: what it holds is more than the %zu bytes that an export takes: "
		"make a backup instead"), x->store->info.file, MH_EXPORT_MOST);
}

static enum mh_status put_log(struct exporting *x, struct mh_err *err)
{
	sqlite3_stmt *stmt = mh_sql_fixed(x->store, MH_SQL_LOG_CHAIN, err);
	char at[MH_MOMENT_SIZE], n[24];
	enum mh_status status = MH_OK;

	if (stmt == NULL)
		return MH_STORE;
	for (size_t i = 0; i < MH_LOG_COLUMNS; i++)
		put_cell(x, i == 0, mh_export_log_titles[i], strlen(mh_export_log_titles[i]));
	status = end_row(x, err);
	mh_bind_number(stmt, "from", 1);
	while (status == MH_OK && (status = mh_sql_row(x->store, stmt, err)) == MH_OK) {
		snprintf(n, sizeof n, "%lld", (long long)sqlite3_column_int64(stmt, MH_LOG_N));
		mh_moment_format(sqlite3_column_int64(stmt, MH_LOG_AT), at);
		put_cell(x, true, n, strlen(n));
		put_cell(x, false, at, strlen(at));
		for (int i = MH_LOG_ACTOR; i < MH_LOG_COLUMNS; i++)
			put_cell(x, false, (const char *)sqlite3_column_text(stmt, i), (size_t)sqlite3_column_bytes(stmt, i));
		x->about->entry = sqlite3_column_int64(stmt, MH_LOG_N);
		status = end_row(x, err);
	}
	mh_sql_done(stmt);
	return status == MH_NO ? MH_OK : status;
}

static void put_titles(struct exporting *x, const struct mh_kind *kind)
{
	for (size_t i = 0; i < mh_export_columns(kind); i++)
		put_cell(x, i == 0, mh_export_title(kind, i), strlen(mh_export_title(kind, i)));
}

/* Which sealed fields have another sealed value than the version before; sealed keeps their numbers for the next one. */
static void find_written(const struct mh_record *rec, int64_t sealed[MH_FIELD_MOST], bool written[MH_FIELD_MOST])
{
	for (size_t i = 0; i < rec->kind->count; i++) {
		int64_t number = rec->values[i].have == MH_HAVE_SEALED ? rec->values[i].number : 0;
		written[i] = number != 0 && number != sealed[i];
		sealed[i] = number;
	}
}

/* The fields, and the names of those that were written. */
static enum mh_status put_fields(struct exporting *x, const struct mh_record *rec, const bool written[MH_FIELD_MOST], struct mh_err *err)
{
	const size_t cells = rec->kind->count + mh_export_has_sealed(rec->kind);

	for (size_t i = 0; i < cells; i++) {
		mh_str_clear(&x->cell);
		if (i < rec->kind->count)
			mh_export_value(rec, i, &x->cell);
		else
			mh_export_written(rec->kind, written, &x->cell);
		if (!mh_str_ok(&x->cell))
			return mh_fail(err, MH_INPUT, _("%s: is longer than the %zu bytes that a cell can have"), rec->kind->fields[i].name, CELL_MOST);
		put_cell(x, false, x->cell.s, x->cell.len);
	}
	return MH_OK;
}

static enum mh_status put_version(struct exporting *x, struct mh_record *rec, const bool written[MH_FIELD_MOST], struct mh_err *err)
{
	char id[MH_ID_SIZE], uid[2 * sizeof rec->uid + 1];
	enum mh_status status = rec->until == 0 ? mh_store_row_true(x->store, rec, err) : MH_OK;

	if (status == MH_OK)
		status = mh_store_open_values(x->store, rec, err);
	if (status != MH_OK)
		return status;
	mh_record_id(rec, id);
	put_cell(x, true, id, strlen(id));
	put_number(x, rec->since);
	if (rec->until != 0)
		put_number(x, rec->until);
	else
		put_cell(x, false, "", 0);
	mh_hex(rec->uid, sizeof rec->uid, uid);
	if ((rec->kind->flags & MH_TRAVELS) != 0)
		put_cell(x, false, uid, strlen(uid));
	status = put_fields(x, rec, written, err);
	x->about->versions++;
	x->about->records += rec->until == 0;
	return status == MH_OK ? end_row(x, err) : mh_fail_in(err, id);
}

/* What the export says of the past is believed by whoever reads it back: it must be as it was written. */
static enum mh_status check_past(struct exporting *x, const struct mh_kind *kind, struct mh_err *err)
{
	struct mh_problems problems = MH_PROBLEMS_INIT;
	struct mh_erasures erased;
	char said[1000];
	enum mh_status status = mh_erasures_read(x->store, &erased, err);

	if (status == MH_OK)
		status = mh_past_check(x->store, kind, &erased, &problems, err);
	if (status == MH_OK && problems.count > 0) {
		mh_problem_text(&problems.list[0], said, sizeof said);
		status = mh_fail(err, MH_STORE, "%s", said);
	}
	mh_erasures_free(&erased);
	mh_problems_free(&problems);
	return status;
}

static enum mh_status put_kind(struct exporting *x, const struct mh_kind *kind, struct mh_err *err)
{
	sqlite3_stmt *stmt = mh_sql_of_kind(x->store, kind, MH_KIND_VERSIONS, err);
	int64_t sealed[MH_FIELD_MOST] = { 0 }, before = 0;
	bool written[MH_FIELD_MOST];
	struct mh_record rec;

	if (stmt == NULL)
		return MH_STORE;
	put_titles(x, kind);
	mh_record_init(&rec, kind);
	enum mh_status status = check_past(x, kind, err);
	if (status == MH_OK)
		status = end_row(x, err);
	while (status == MH_OK && (status = mh_sql_row(x->store, stmt, err)) == MH_OK) {
		mh_read_version(stmt, &rec);
		if (rec.n != before)
			memset(sealed, 0, sizeof sealed);
		before = rec.n;
		find_written(&rec, sealed, written);
		status = put_version(x, &rec, written, err);
	}
	mh_sql_done(stmt);
	mh_record_free(&rec);
	return status == MH_NO ? MH_OK : status;
}

static enum mh_status put_statements(struct exporting *x, struct mh_err *err)
{
	sqlite3_stmt *stmt = mh_sql_fixed(x->store, MH_SQL_AUTHORITY_EACH, err);
	char name[MH_EXPORT_NAME_SIZE];
	enum mh_status status = MH_STORE;

	while (stmt != NULL && (status = mh_sql_row(x->store, stmt, err)) == MH_OK) {
		snprintf(name, sizeof name, MH_EXPORT_STATEMENT, (long long)sqlite3_column_int64(stmt, 0));
		size_t start = mh_tar_begin(&x->archive, name, x->about->made);
		mh_str_puts(&x->archive, (const char *)sqlite3_column_text(stmt, 1));
		mh_tar_end(&x->archive, start);
	}
	return status == MH_NO ? MH_OK : status;
}

static enum mh_status put_copy(void *arg, const char *name, struct mh_blob text, struct mh_err *err)
{
	struct exporting *x = arg;
	size_t start = mh_tar_begin(&x->archive, name, x->about->made);

	(void)err;
	mh_str_add(&x->archive, text.bytes, text.len);
	mh_tar_end(&x->archive, start);
	return MH_OK;
}

static enum mh_status put_lists(void *arg, const char *store, const char *lists, struct mh_err *err)
{
	char name[MH_EXPORT_NAME_SIZE];

	snprintf(name, sizeof name, MH_EXPORT_LISTS, store);
	return put_copy(arg, name, mh_blob_text(lists), err);
}

/* What the store says of itself and of what was done. */
static enum mh_status put_head(struct exporting *x, struct mh_err *err)
{
	size_t start = mh_tar_begin(&x->archive, MH_EXPORT_README, x->about->made);

	mh_export_readme(&x->archive);
	mh_tar_end(&x->archive, start);
	start = mh_tar_begin(&x->archive, MH_EXPORT_STORE, x->about->made);
	enum mh_status status = mh_export_store_text(x->store, x->about->made, &x->archive, err);
	if (status != MH_OK)
		return status;
	mh_tar_end(&x->archive, start);
	start = mh_tar_begin(&x->archive, MH_EXPORT_LOG, x->about->made);
	status = put_log(x, err);
	mh_tar_end(&x->archive, start);
	return status;
}

static enum mh_status put_everything(struct exporting *x, struct mh_err *err)
{
	char name[MH_EXPORT_NAME_SIZE];
	enum mh_status status = put_head(x, err);

	for (size_t i = 0; mh_kinds[i] != NULL && status == MH_OK; i++) {
		snprintf(name, sizeof name, "%s.csv", mh_kinds[i]->name);
		size_t start = mh_tar_begin(&x->archive, name, x->about->made);
		status = put_kind(x, mh_kinds[i], err);
		mh_tar_end(&x->archive, start);
	}
	if (status == MH_OK)
		status = put_statements(x, err);
	if (status == MH_OK)
		status = mh_export_lists(x->store, put_lists, x, err);
	if (status == MH_OK)
		status = mh_export_copies(x->store, put_copy, x, err);
	mh_tar_finish(&x->archive);
	return status;
}

/* The store that is made of an export has digests of its own: what was changed by something else would be as good as true in it. */
static enum mh_status check_log(struct exporting *x, struct mh_err *err)
{
	struct mh_problems problems = MH_PROBLEMS_INIT;
	struct mh_log_state log;
	enum mh_status status = mh_log_check(x->store, NULL, true, &log, &problems, err);

	if (status == MH_OK && problems.total > 0)
		status = mh_fail(err, MH_STORE, _("%s: its log was changed by something else (mh-store check says where): restore the store from a backup"),
			x->store->info.file);
	mh_problems_free(&problems);
	return status;
}

/* Everything is of one moment: it is read in one transaction. */
static enum mh_status gather(struct exporting *x, struct mh_err *err)
{
	bool own = sqlite3_get_autocommit(x->store->db) != 0;
	enum mh_status status = own ? mh_sql_run(x->store, "BEGIN", err) : MH_OK;

	if (status != MH_OK)
		return status;
	status = check_log(x, err);
	if (status == MH_OK)
		status = put_everything(x, err);
	if (own)
		sqlite3_exec(x->store->db, "ROLLBACK", NULL, NULL, NULL);
	if (status == MH_OK && !mh_str_ok(&x->archive))
		status = mh_fail(err, MH_INPUT, _("%s: what it holds is more than the %zu bytes that an export takes: make a backup instead"),
			x->store->info.file, MH_EXPORT_MOST);
	return status;
}

enum mh_status mh_store_export(struct mh_store *store, const char *command, const char *purpose, struct mh_str *out, struct mh_export *about, struct mh_err *err)
{
	struct exporting x = { .store = store, .about = about };
	struct mh_own_seal how = { .what = _("export") };

	*about = (struct mh_export){ .demo = store->info.demo, .made = mh_clock_system() };
	memcpy(about->uid, store->info.uid, sizeof about->uid);
	snprintf(about->organisation, sizeof about->organisation, "%s", store->info.organisation);
	mh_str_init_secret(&x.archive, MH_EXPORT_MOST);
	mh_str_init_secret(&x.cell, CELL_MOST);
	enum mh_status status = mh_unlock_everything(store, command, purpose, err);
	if (status == MH_OK)
		status = gather(&x, err);
	if (status == MH_OK)
		status = mh_own_seal(store, &x.archive, &how, out, err);
	memcpy(about->signer, how.signer, sizeof about->signer);
	about->opened = how.opened;
	if (status != MH_OK)
		mh_str_clear(out);
	mh_str_free(&x.cell);
	mh_str_free(&x.archive);
	return status;
}
