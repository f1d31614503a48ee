/* What an export says of the store itself, store.yaml, and of itself, README. */

#include "store/export.h"

#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "store/backup.h"
#include "text/yaml.h"

static void put_hex(struct mh_yaml_writer *yaml, const char *key, const void *bytes, size_t len)
{
	char hex[2 * MH_HASH_SIZE + 1];

	mh_hex(bytes, len, hex);
	mh_yaml_write_text(yaml, key, hex);
}

static void put_moment(struct mh_yaml_writer *yaml, const char *key, mh_moment moment)
{
	char text[MH_MOMENT_SIZE];

	mh_moment_format(moment, text);
	mh_yaml_write_text(yaml, key, text);
}

/* The one number that a statement asks for. */
static enum mh_status one_number(struct mh_store *store, enum mh_sql name, int64_t *out, struct mh_err *err)
{
	sqlite3_stmt *stmt = mh_sql_fixed(store, name, err);
	enum mh_status status = stmt != NULL ? mh_sql_row(store, stmt, err) : MH_STORE;

	if (status == MH_OK) {
		*out = sqlite3_column_int64(stmt, 0);
		mh_sql_done(stmt);
	}
	return status == MH_NO ? mh_fail(err, MH_STORE, _("%s: holds no store"), store->info.file) : status;
}

static enum mh_status put_keys(struct mh_store *store, struct mh_yaml_writer *yaml, struct mh_err *err)
{
	sqlite3_stmt *stmt = mh_sql_fixed(store, MH_SQL_KEY_EACH, err);
	enum mh_status status = MH_STORE;

	mh_yaml_write_list(yaml, "keys");
	while (stmt != NULL && (status = mh_sql_row(store, stmt, err)) == MH_OK) {
		mh_yaml_write_map(yaml, NULL);
		mh_yaml_write_text(yaml, "fingerprint", (const char *)sqlite3_column_text(stmt, 0));
		mh_yaml_write_text(yaml, "role", (const char *)sqlite3_column_text(stmt, 1));
		mh_yaml_write_text(yaml, "name", (const char *)sqlite3_column_text(stmt, 2));
		mh_yaml_write_number(yaml, "entry", sqlite3_column_int64(stmt, 4));
		if (sqlite3_column_int64(stmt, 5) != 0)
			put_moment(yaml, "expires", sqlite3_column_int64(stmt, 5));
		mh_yaml_write_text(yaml, "public-key", (const char *)sqlite3_column_text(stmt, 3));
		mh_yaml_write_close(yaml);
	}
	mh_yaml_write_close(yaml);
	return status == MH_NO ? MH_OK : status;
}

static enum mh_status put_counters(struct mh_store *store, struct mh_yaml_writer *yaml, struct mh_err *err)
{
	sqlite3_stmt *stmt = mh_sql_fixed(store, MH_SQL_COUNTER_EACH, err);
	enum mh_status status = MH_STORE;

	mh_yaml_write_list(yaml, "counters");
	while (stmt != NULL && (status = mh_sql_row(store, stmt, err)) == MH_OK) {
		const struct mh_kind *kind = mh_kind_of_number(sqlite3_column_int(stmt, 0));
		if (kind == NULL)
			continue;
		mh_yaml_write_map(yaml, NULL);
		mh_yaml_write_text(yaml, "kind", kind->name);
		mh_yaml_write_number(yaml, "year", sqlite3_column_int64(stmt, 1));
		mh_yaml_write_number(yaml, "last", sqlite3_column_int64(stmt, 2));
		mh_yaml_write_close(yaml);
	}
	mh_yaml_write_close(yaml);
	return status == MH_NO ? MH_OK : status;
}

/* What was erased is in no row, and counts in reports all the same. */
static enum mh_status put_erased(struct mh_store *store, struct mh_yaml_writer *yaml, struct mh_err *err)
{
	static const char *const titles[] = { "measure", "years", "municipality", "form" };
	sqlite3_stmt *stmt = mh_sql_fixed(store, MH_SQL_ERASED_COUNT_EACH, err);
	enum mh_status status = MH_STORE;

	mh_yaml_write_list(yaml, "erased");
	while (stmt != NULL && (status = mh_sql_row(store, stmt, err)) == MH_OK) {
		mh_yaml_write_map(yaml, NULL);
		for (int i = 0; i < (int)MH_COUNT(titles); i++)
			mh_yaml_write_text(yaml, titles[i], (const char *)sqlite3_column_text(stmt, i));
		mh_yaml_write_number(yaml, "count", sqlite3_column_int64(stmt, MH_COUNT(titles)));
		mh_yaml_write_close(yaml);
	}
	mh_yaml_write_close(yaml);
	return status == MH_NO ? MH_OK : status;
}

/* Files of partners whose message was erased: they are not taken again. */
static enum mh_status put_erased_files(struct mh_store *store, struct mh_yaml_writer *yaml, struct mh_err *err)
{
	sqlite3_stmt *stmt = mh_sql_fixed(store, MH_SQL_ERASED_FILE_EACH, err);
	enum mh_status status = MH_STORE;

	mh_yaml_write_list(yaml, "erased-files");
	while (stmt != NULL && (status = mh_sql_row(store, stmt, err)) == MH_OK)
		mh_yaml_write_text(yaml, NULL, (const char *)sqlite3_column_text(stmt, 0));
	mh_yaml_write_close(yaml);
	return status == MH_NO ? MH_OK : status;
}

static enum mh_status put_list(void *yaml, const char *store, const char *lists, struct mh_err *err)
{
	(void)lists, (void)err;
	mh_yaml_write_text(yaml, NULL, store);
	return MH_OK;
}

/* Stores of which there are lists of what was erased. */
static enum mh_status put_lists(struct mh_store *store, struct mh_yaml_writer *yaml, struct mh_err *err)
{
	mh_yaml_write_list(yaml, "erasure-lists");
	enum mh_status status = mh_export_lists(store, put_list, yaml, err);
	mh_yaml_write_close(yaml);
	return status;
}

enum mh_status mh_export_store_text(struct mh_store *store, mh_moment made, struct mh_str *out, struct mh_err *err)
{
	const struct mh_store_info *info = &store->info;
	int64_t created = 0, statements = 0;
	struct mh_head last;
	enum mh_status status = mh_head_of(store, &last, err), ended;

	if (status == MH_OK)
		status = one_number(store, MH_SQL_STORE_CREATED, &created, err);
	if (status == MH_OK)
		status = one_number(store, MH_SQL_AUTHORITY_COUNT, &statements, err);
	if (status != MH_OK)
		return status;
	struct mh_yaml_writer *yaml = mh_yaml_write_start(out);
	mh_yaml_write_text(yaml, "format", MH_EXPORT_FORMAT);
	put_hex(yaml, "store", info->uid, sizeof info->uid);
	mh_yaml_write_text(yaml, "organisation", info->organisation);
	mh_yaml_write_text(yaml, "name", info->name);
	mh_yaml_write_text(yaml, "zone", info->zone);
	mh_yaml_write_text(yaml, "demo", info->demo ? "yes" : "no");
	mh_yaml_write_number(yaml, "epoch", info->epoch);
	put_moment(yaml, "created", created);
	put_moment(yaml, "made", made);
	mh_yaml_write_number(yaml, "entries", last.entry);
	put_hex(yaml, "digest", last.digest, sizeof last.digest);
	mh_yaml_write_number(yaml, "statements", statements);
	mh_yaml_write_text(yaml, "exchange-key", info->exchange_key);
	status = put_keys(store, yaml, err);
	if (status == MH_OK)
		status = put_counters(store, yaml, err);
	if (status == MH_OK)
		status = put_erased(store, yaml, err);
	if (status == MH_OK)
		status = put_erased_files(store, yaml, err);
	if (status == MH_OK)
		status = put_lists(store, yaml, err);
	ended = mh_yaml_write_end(yaml, status == MH_OK ? err : NULL);
	return status == MH_OK ? ended : status;
}

/* What a person without these programs has to know. */
static const char *const paragraphs[] = {
	N_("This is everything that a store of mh-keten held, in files that any program reads: YAML and CSV in UTF-8."),
	N_("Here personal data are in plain text, also what is sealed in the store. Keep these files on an encrypted disk, for as short as you can,\n"
	   "and remove them so that they cannot be read again."),
	N_("CSV is as RFC 4180 has it: a comma between cells, quotes where they are needed. No sign was put in front of a text that begins with\n"
	   "= + - or @: a spreadsheet may take it for a formula, so let it import every column as text."),
	N_("An empty cell is a value that was not given. The codes unknown (asked, and not known) and not-asked are values that somebody gave.\n"
	   "Days are as 2026-03-01, or 2026-03 or 2026 where no more is known; moments are in UTC; several codes are separated by ;"),
	N_("KIND.csv holds every version of every record of that kind: id names the record, entry is the entry of log.csv that wrote this version,\n"
	   "and replaced the one that wrote the next; where replaced is empty this is how it is now. uid is random: from it the name is made by which\n"
	   "a partner knows the record. written names the sealed fields that this version sealed anew."),
	N_("log.csv says what was done, when, by whom and by which command. store.yaml is about the store: whose it is, its keys, and the last number\n"
	   "that was given in each year. authority/ has what keyholders signed: who may read, and who is who. erasures/ has what they signed when\n"
	   "records were erased: numbers and grounds, by which an older backup is erased again."),
	N_("catalogues/ and documents/ are copies for reading, as mh-store apply takes them; code.csv and document.csv have them with their past."),
	N_("To make a store of this again: mh-store import --all FILE, where FILE is the encrypted file from which this was taken."),
};

static void put_kind(const struct mh_kind *kind, struct mh_str *out)
{
	mh_str_printf(out, "\n%s.csv: %s\n", kind->name, _(kind->help));
	for (size_t i = 0; i < kind->count; i++)
		mh_str_printf(out, "  %s: %s%s\n", kind->fields[i].name, _(kind->fields[i].help),
			mh_field_sealed(&kind->fields[i]) ? _(" (sealed in the store)") : "");
}

void mh_export_readme(struct mh_str *out)
{
	for (size_t i = 0; i < MH_COUNT(paragraphs); i++)
		mh_str_printf(out, "%s%s\n", i > 0 ? "\n" : "", _(paragraphs[i]));
	for (size_t i = 0; mh_kinds[i] != NULL; i++)
		put_kind(mh_kinds[i], out);
}
