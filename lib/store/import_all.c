/*
 * Making a store of an export. Who signed it and what is in it is known before anything is made; then every row is brought in with the
 * numbers that it had, the log is chained anew over the same entries, and what was made is held against its log before it gets its name.
 */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "store/backup.h"
#include "store/erasures.h"
#include "store/import.h"
#include "store/kept.h"
#include "store/make.h"

struct importing {
	const struct mh_store_place *place;
	struct mh_import_all *wish;
	struct mh_bringing b;
	struct mh_str archive, file, config;
	const char *holders[MH_KEYHOLDERS_MOST + 1];	/* one more, so that too many are refused */
	size_t holder_count;
};

static enum mh_status refuse(const struct mh_problems *problems, struct mh_err *err)
{
	return mh_fail(err, MH_INPUT, ngettext("nothing was imported: %zu problem", "nothing was imported: %zu problems", problems->total), problems->total);
}

static int by_entry(const void *a, const void *b)
{
	const struct mh_brought_row *x = a, *y = b;
	const int64_t differences[] = { x->entry - y->entry, x->kind - y->kind, x->n - y->n };

	for (size_t i = 0; i < MH_COUNT(differences); i++)
		if (differences[i] != 0)
			return differences[i] > 0 ? 1 : -1;
	return (x->place > y->place) - (x->place < y->place);
}

/* The log as it was, each entry with the digests of the rows that it wrote. */
static enum mh_status bring_log(struct mh_bringing *b, struct mh_store *store, struct mh_err *err)
{
	enum mh_status status = MH_OK;
	size_t at = 0;

	if (b->row_count > 0)
		qsort(b->rows, b->row_count, sizeof *b->rows, by_entry);
	for (size_t i = 0; i < b->log_count && status == MH_OK; i++) {
		for (; at < b->row_count && b->rows[at].entry == b->log[i].n && status == MH_OK; at++) {
			const struct mh_record row = { .kind = mh_kind_of_number(b->rows[at].kind), .n = b->rows[at].n };
			status = mh_digests_book(store, &row, b->rows[at].digest, err);
		}
		if (status == MH_OK)
			status = mh_entry_bring(store, &b->log[i], err);
	}
	return status;
}

/* No number is given a second time. */
static enum mh_status bring_counters(struct mh_bringing *b, struct mh_store *store, struct mh_err *err)
{
	enum mh_status status = MH_OK;

	for (size_t i = 0; i < b->about.counter_count && status == MH_OK; i++) {
		sqlite3_stmt *stmt = mh_sql_fixed(store, MH_SQL_COUNTER_PUT, err);
		if (stmt == NULL)
			return MH_STORE;
		mh_bind_number(stmt, "kind", b->about.counters[i].kind->number);
		mh_bind_number(stmt, "year", b->about.counters[i].year);
		mh_bind_number(stmt, "last", b->about.counters[i].last);
		status = mh_sql_step(store, stmt, err);
	}
	return status == MH_OK && b->about.counter_count > 0 ? mh_kept_book_table(store, MH_KEPT_COUNTER, err) : status;
}

/* What was erased goes on counting, and its files stay refused. */
static enum mh_status bring_erased(const struct mh_brought_store *about, struct mh_store *store, struct mh_err *err)
{
	enum mh_status status = MH_OK;

	for (size_t i = 0; i < about->erased_count && status == MH_OK; i++) {
		sqlite3_stmt *stmt = mh_sql_fixed(store, MH_SQL_ERASED_ADD, err);
		if (stmt == NULL)
			return MH_STORE;
		mh_bind_text(stmt, "measure", about->erased[i].measure);
		mh_bind_text(stmt, "years", about->erased[i].years);
		mh_bind_text(stmt, "municipality", about->erased[i].municipality);
		mh_bind_text(stmt, "form", about->erased[i].form);
		mh_bind_number(stmt, "count", about->erased[i].count);
		status = mh_sql_step(store, stmt, err);
	}
	for (size_t i = 0; i < about->erased_file_count && status == MH_OK; i++) {
		sqlite3_stmt *stmt = mh_sql_fixed(store, MH_SQL_ERASED_FILE_PUT, err);
		if (stmt == NULL)
			return MH_STORE;
		mh_bind_text(stmt, "digest", about->erased_files[i]);
		status = mh_sql_step(store, stmt, err);
	}
	if (status == MH_OK && about->erased_count + about->erased_file_count > 0)
		status = mh_kept_book_tables(store, err);
	return status;
}

static enum mh_status compare_copy(void *arg, const char *name, struct mh_blob text, struct mh_err *err)
{
	struct mh_bringing *b = arg;
	const struct mh_tar_member *member = mh_tar_take(&b->tar, name);
	const struct mh_problem where = { .file = name };

	(void)err;
	if (member == NULL)
		mh_problem_add(b->problems, &where, "%s", _("is missing in the archive"));
	else if (member->text.len != text.len || memcmp(member->text.bytes, text.bytes, text.len) != 0)
		mh_problem_add(b->problems, &where, "%s", _("is not what code.csv and document.csv say: change those, and this copy with them"));
	return MH_OK;
}

/* Members that are no rows: what must be there is, and nothing else. */
static void check_members(struct mh_bringing *b)
{
	char name[MH_EXPORT_NAME_SIZE];

	for (int64_t i = 1; i <= b->about.statements; i++) {
		snprintf(name, sizeof name, MH_EXPORT_STATEMENT, (long long)i);
		if (mh_tar_take(&b->tar, name) == NULL)
			mh_problem_add(b->problems, &(struct mh_problem){ .file = name }, "%s", _("is missing in the archive"));
	}
	if (mh_tar_take(&b->tar, MH_EXPORT_README) == NULL)
		mh_problem_add(b->problems, &(struct mh_problem){ .file = MH_EXPORT_README }, "%s", _("is missing in the archive"));
	for (size_t i = 0; i < b->tar.count; i++)
		if (!b->tar.list[i].taken)
			mh_problem_add(b->problems, &(struct mh_problem){ .file = b->tar.list[i].name }, "%s",
				_("is no file of an export of this version: take it out"));
}

static void note(const struct importing *x, struct mh_store *store)
{
	char made[MH_MOMENT_SIZE], uid[2 * MH_UID_SIZE + 1], digest[2 * MH_HASH_SIZE + 1];
	struct mh_str text;

	mh_moment_format(x->b.about.made, made);
	mh_hex(x->b.about.uid, sizeof x->b.about.uid, uid);
	mh_hex(x->b.about.digest, sizeof x->b.about.digest, digest);
	mh_str_init(&text, 1000);
	mh_str_printf(&text, "imported from an export of %s of store %.12s that ends with entry %lld, %.16s, signed by %s", made, uid,
		(long long)x->b.about.entries, digest, x->wish->about.signer);
	mh_transaction_note(store, text.s);
	mh_str_free(&text);
}

static enum mh_status fill(void *arg, struct mh_store *store, struct mh_err *err)
{
	struct importing *x = arg;
	struct mh_bringing *b = &x->b;
	/* A record may point to one that comes later in the same file. */
	enum mh_status status = mh_sql_run(store, "PRAGMA defer_foreign_keys = ON", err);

	for (size_t i = 0; mh_kinds[i] != NULL && status == MH_OK; i++)
		status = mh_bring_rows(b, store, mh_kinds[i], err);
	if (status == MH_OK)
		status = mh_export_copies(store, compare_copy, b, err);
	if (status != MH_OK)
		return status;
	check_members(b);
	if (b->problems->total > 0)
		return refuse(b->problems, err);
	status = bring_log(b, store, err);
	if (status == MH_OK)
		status = bring_counters(b, store, err);
	if (status == MH_OK)
		status = bring_erased(&b->about, store, err);
	x->wish->about.records = b->records;
	x->wish->about.versions = b->row_count;
	note(x, store);
	return status == MH_OK ? mh_bring_lists_put(b, store, err) : status;
}

static enum mh_status check(void *arg, struct mh_store *store, struct mh_err *err)
{
	struct importing *x = arg;
	enum mh_status status = mh_store_check(store, x->b.problems, err);

	if (status == MH_OK && !x->wish->dry_run)
		status = mh_former_copy(store, x->config.s, err);
	return status != MH_NO ? status : mh_fail(err, MH_STORE, _("export: the store that was made of it is not as its log has it: %zu problems: "
		"nothing was imported"), x->b.problems->total);
}

/* Who signed must be one of the store's own: an export of another organisation is not ours to make a store of. */
static enum mh_status check_signer(const struct importing *x, struct mh_err *err)
{
	for (size_t i = 0; i < x->b.about.key_count; i++)
		if (strcmp(x->b.about.keys[i].role, "former") != 0 && strcmp(x->b.about.keys[i].fingerprint, x->wish->about.signer) == 0)
			return MH_OK;
	return mh_fail(err, MH_KEY, _("export: %s signed it, which is no key of the store in it"), x->wish->about.signer);
}

/* Keyholders are those who are named, or those of the export whose public keys are here. */
static enum mh_status choose_holders(struct importing *x, struct mh_guest *guest, struct mh_err *err)
{
	struct mh_str key;
	size_t known = 0;

	for (size_t i = 0; i < x->wish->keyholder_count && x->holder_count < MH_COUNT(x->holders); i++)
		x->holders[x->holder_count++] = x->wish->keyholders[i];
	mh_str_init(&key, 256 * 1024);
	for (size_t i = 0; i < x->b.about.key_count; i++) {
		const struct mh_brought_key *of = &x->b.about.keys[i];
		bool named = false;
		if (strcmp(of->role, "keyholder") != 0)
			continue;
		known++;
		mh_str_clear(&key);
		if (x->wish->keyholder_count == 0 && x->holder_count < MH_COUNT(x->holders) && mh_pgp_user_key(guest->pgp, of->fingerprint, &key, NULL) == MH_OK)
			x->holders[x->holder_count++] = of->fingerprint;
		for (size_t j = 0; j < x->holder_count && !named; j++)
			named = strcmp(x->holders[j], of->fingerprint) == 0;
		x->wish->left_out += !named;
	}
	mh_str_free(&key);
	return x->holder_count > 0 ? MH_OK : mh_fail(err, MH_KEY, _("export: the public keys of its %zu keyholders are not in your GnuPG home: import one with "
		"gpg, or name others with --keyholder FINGERPRINT"), known);
}

static void tell(struct importing *x)
{
	struct mh_export *about = &x->wish->about;

	memcpy(about->uid, x->b.about.uid, sizeof about->uid);
	snprintf(about->organisation, sizeof about->organisation, "%s", x->b.about.organisation);
	about->demo = x->b.about.demo;
	about->made = x->b.about.made;
	about->entry = x->b.about.entries;
	mh_clock_demo(about->demo);
	x->wish->tell(x->wish->arg, about);
}

/* Opens the message and reads what must be known of it before anything is made. */
static enum mh_status look(struct importing *x, struct mh_blob message, struct mh_err *err)
{
	struct mh_complaints complaints = { .name = _("export"), .list = x->b.problems };
	struct mh_guest guest = { .pgp = NULL };
	enum mh_status status = mh_guest_start(&guest, x->config.s, err);

	if (status == MH_OK)
		status = mh_guest_open(&guest, message, _("export"), x->wish->signers, x->wish->signer_count, &x->archive, x->wish->about.signer, err);
	if (status == MH_OK && mh_tar_read(&x->b.tar, (struct mh_blob){ x->archive.s, x->archive.len }, &complaints) == MH_OK) {
		mh_bring_store_text(&x->b);
		if (x->b.problems->total == 0) {
			status = check_signer(x, err);
			if (status == MH_OK)
				tell(x);
		}
		if (status == MH_OK) {
			mh_bring_log_text(&x->b);
			mh_bring_ids(&x->b);
			status = mh_bring_lists(&x->b, guest.pgp, err);
		}
	}
	if (status == MH_OK && x->b.problems->total > 0)
		status = refuse(x->b.problems, err);
	if (status == MH_OK)
		status = choose_holders(x, &guest, err);
	mh_guest_end(&guest);
	return status;
}

static enum mh_status import(struct importing *x, struct mh_blob message, struct mh_err *err)
{
	struct mh_filling filling = { .command = x->wish->command, .fill = fill, .check = check, .arg = x, .dry_run = x->wish->dry_run };

	if (access(x->file.s, F_OK) == 0)
		return mh_fail(err, MH_INPUT, _("%s: exists: a store is never overwritten"), x->file.s);
	enum mh_status status = look(x, message, err);
	if (status != MH_OK)
		return status;
	const struct mh_store_new new = {
		.organisation = x->b.about.organisation, .name = x->b.about.name, .zone = x->b.about.zone, .exchange_key = x->b.about.exchange_key,
		.keyholders = x->holders, .keyholder_count = x->holder_count, .plain_disk = x->wish->plain_disk, .demo = x->b.about.demo,
	};
	filling.created = x->b.about.created;
	filling.epoch = x->b.about.epoch;
	return mh_store_make(x->place, &new, &filling, err);
}

enum mh_status mh_store_import_all(const struct mh_store_place *place, struct mh_blob message, struct mh_import_all *wish, struct mh_problems *problems,
	struct mh_err *err)
{
	struct importing *x = mh_alloc(1, sizeof *x);
	enum mh_status status = mh_crypto_init(err);

	*x = (struct importing){ .place = place, .wish = wish, .b = { .problems = problems, .about = { .tree = MH_TREE_INIT } } };
	mh_str_init_secret(&x->archive, MH_EXPORT_MOST);
	mh_str_init(&x->file, 4300);
	mh_str_init(&x->config, 4300);
	mh_store_paths(place, &x->file, &x->config);
	const bool config_made = access(x->config.s, F_OK) != 0;
	if (status == MH_OK)
		status = import(x, message, err);
	if (config_made && (status != MH_OK || wish->dry_run))
		rmdir(x->config.s);
	mh_bringing_free(&x->b);
	mh_str_free(&x->config);
	mh_str_free(&x->file);
	mh_str_free(&x->archive);
	free(x);
	return status;
}
