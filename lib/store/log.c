/*
 * The log and its transactions: one writing transaction is one entry. Entries are chained by BLAKE2b and carry a MAC (log_key.c); each
 * holds the digest of the rows that it wrote, and each row's digest begins with the row's own salt, so that after erasure (which
 * removes row and salt) the log cannot confirm a guess. The configuration folder is told the end of the log after each commit.
 */

#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "store/authority.h"
#include "store/backup.h"
#include "store/kept.h"
#include "store/log_key.h"

#define IDS_NAMED 20	/* more than this many ids in an entry are told as ranges */

void mh_actor(char *out, size_t size)
{
	const struct passwd *user = getpwuid(geteuid());

	if (user != NULL)
		snprintf(out, size, "%s", user->pw_name);
	else
		snprintf(out, size, "uid %ld", (long)geteuid());
}

void mh_transaction_free(struct mh_transaction *t)
{
	for (size_t i = 0; i < MH_KIND_MOST; i++)
		free(t->touched[i].run);
	mh_str_free(&t->command);
	mh_str_free(&t->subjects);
	mh_str_free(&t->note);
	mh_str_free(&t->purpose);
	mh_str_free(&t->sealed);
	mh_str_free(&t->pin);
	mh_known_free(t->known);
	mh_wipe(t, sizeof *t);
}

bool mh_store_writing(const struct mh_store *store)
{
	return store->transaction.open;
}

bool mh_store_committed(const struct mh_store *store)
{
	return store->committed;
}

/* The end of the chain as it is: number of the next entry and the digest that it hangs on. */
static enum mh_status find_end(struct mh_store *store, struct mh_err *err)
{
	struct mh_transaction *t = &store->transaction;
	sqlite3_stmt *stmt = mh_sql_fixed(store, MH_SQL_LOG_LAST, err);
	enum mh_status status = stmt != NULL ? mh_sql_row(store, stmt, err) : MH_STORE;

	if (status == MH_NO) {
		t->entry = 1;
		return MH_OK;
	}
	if (status != MH_OK)
		return status;
	t->entry = sqlite3_column_int64(stmt, 0) + 1;
	if (sqlite3_column_bytes(stmt, 1) == MH_HASH_SIZE)
		memcpy(t->previous, sqlite3_column_blob(stmt, 1), MH_HASH_SIZE);
	mh_sql_done(stmt);
	return MH_OK;
}

enum mh_status mh_reading_start(struct mh_store *store, struct mh_err *err)
{
	return store->reading && sqlite3_get_autocommit(store->db) ? mh_sql_run(store, "BEGIN", err) : MH_OK;
}

/* A snapshot that is older than what others wrote cannot become a writing transaction. */
enum mh_status mh_reading_end(struct mh_store *store, struct mh_err *err)
{
	return store->reading && !sqlite3_get_autocommit(store->db) ? mh_sql_run(store, "COMMIT", err) : MH_OK;
}

enum mh_status mh_transaction_start(struct mh_store *store, const char *command, struct mh_err *err)
{
	struct mh_transaction *t = &store->transaction;
	bool bulk = t->bulk;

	*t = (struct mh_transaction){ .open = true, .bulk = bulk, .at = mh_clock_system() };
	mh_str_init(&t->command, 1000);
	mh_str_init(&t->subjects, 4000);
	mh_str_init(&t->note, 4000);
	mh_str_init(&t->purpose, 100);
	mh_str_init(&t->sealed, 64 * 1024 * 1024);
	mh_str_init(&t->pin, 16384);
	mh_str_puts(&t->command, command);
	mh_salts_start(&t->salts);
	mh_hash_start(&t->rows, NULL, 0);
	struct mh_trust pin;
	enum mh_status status = find_end(store, err);
	if (status == MH_OK)
		status = mh_log_key_take(store, err);
	if (status == MH_OK && !store->making && !store->placing)
		status = mh_head_check(store, err);
	if (status == MH_OK && !store->making)
		status = mh_pin_check(store, &pin, err);
	if (status != MH_OK)
		mh_store_rollback(store);
	return status;
}

enum mh_status mh_store_begin(struct mh_store *store, const char *command, struct mh_err *err)
{
	if (!store->writable)
		return mh_fail(err, MH_STORE, _("%s: was opened to read only"), store->info.file);
	store->committed = false;
	enum mh_status status = mh_reading_end(store, err);
	if (status == MH_OK)
		status = mh_sql_run(store, "BEGIN IMMEDIATE", err);
	return status == MH_OK ? mh_transaction_start(store, command, err) : status;
}

void mh_store_rollback(struct mh_store *store)
{
	if (!store->transaction.open)
		return;
	mh_calls_end(store, NULL);
	sqlite3_exec(store->db, "ROLLBACK", NULL, NULL, NULL);
	mh_transaction_free(&store->transaction);
	mh_reading_start(store, NULL);
}

void mh_transaction_note(struct mh_store *store, const char *note)
{
	mh_str_puts(&store->transaction.note, note);
}

void mh_touch(struct mh_store *store, struct mh_id id)
{
	struct mh_transaction *t = &store->transaction;
	struct mh_touched *touched = &t->touched[id.kind->number];
	char text[MH_ID_SIZE];

	if (touched->count == 0 || id.n < touched->low)
		touched->low = id.n;
	if (touched->count == 0 || id.n > touched->high)
		touched->high = id.n;
	touched->count++;
	if (t->named++ < IDS_NAMED) {
		mh_id_format(id, text);
		mh_str_printf(&t->subjects, "%s%s", t->subjects.len > 0 ? " " : "", text);
	}
}

void mh_touch_range(struct mh_store *store, const struct mh_range *range)
{
	struct mh_transaction *t = &store->transaction;

	if (range->count == 0)
		return;
	t->touched[range->kind->number].low = range->low;
	t->touched[range->kind->number].high = range->high;
	t->touched[range->kind->number].count = range->count;
	t->named += IDS_NAMED + 1;
}

/* Many ids are told as one range a kind: "S-2026-0001..S-2026-0300 (300)". */
static void tell_ranges(struct mh_transaction *t)
{
	char low[MH_ID_SIZE], high[MH_ID_SIZE];

	if (t->named <= IDS_NAMED)
		return;
	mh_str_clear(&t->subjects);
	for (int i = 0; i < MH_KIND_MOST; i++) {
		const struct mh_kind *kind = mh_kind_of_number(i);
		if (kind == NULL || t->touched[i].count == 0)
			continue;
		mh_id_format((struct mh_id){ kind, t->touched[i].low }, low);
		mh_id_format((struct mh_id){ kind, t->touched[i].high }, high);
		mh_str_printf(&t->subjects, "%s%s..%s (%lld)", t->subjects.len > 0 ? " " : "", low, high,
			(long long)t->touched[i].count);
	}
}

/* The log has what they are, so that one that is raised by hand is found as well as one that is put back. */
static enum mh_status put_counters(struct mh_store *store, struct mh_err *err)
{
	bool given = false;

	for (int i = 0; i < MH_KIND_MOST; i++) {
		struct mh_touched *touched = &store->transaction.touched[i];
		if (touched->counter_year == 0)
			continue;
		sqlite3_stmt *stmt = mh_sql_fixed(store, MH_SQL_COUNTER_PUT, err);
		if (stmt == NULL)
			return MH_STORE;
		mh_bind_number(stmt, "kind", i);
		mh_bind_number(stmt, "year", touched->counter_year);
		mh_bind_number(stmt, "last", touched->counter);
		enum mh_status status = mh_sql_step(store, stmt, err);
		if (status != MH_OK)
			return status;
		given = true;
	}
	return given ? mh_kept_book_table(store, MH_KEPT_COUNTER, err) : MH_OK;
}

static void bind_words(sqlite3_stmt *stmt, const struct mh_log_text *text)
{
	const struct { const char *name; struct mh_blob text; } words[] = {
		{ "actor", text->actor }, { "command", text->command }, { "purpose", text->purpose }, { "subjects", text->subjects }, { "note", text->note },
	};

	for (size_t i = 0; i < MH_COUNT(words); i++)
		mh_bind_text(stmt, words[i].name, words[i].text.bytes);
}

/* As the next of the chain, with a salt of its own and the MAC of its key; the log then ends with it. */
static enum mh_status write_entry(struct mh_store *store, const struct mh_log_text *asked, struct mh_err *err)
{
	struct mh_transaction *t = &store->transaction;
	unsigned char digest[MH_HASH_SIZE], salt[MH_SALT_SIZE], mac[MH_MAC_SIZE];
	struct mh_log_text text = *asked;
	sqlite3_stmt *stmt = mh_sql_fixed(store, MH_SQL_LOG_PUT, err);

	if (stmt == NULL)
		return MH_STORE;
	mh_salts_next(&t->salts, salt);
	text.salt = (struct mh_blob){ salt, sizeof salt };
	mh_entry_digest(&text, digest);
	mh_mac_step(t->log_key, digest, mac);
	bind_words(stmt, &text);
	mh_bind_number(stmt, "n", text.n);
	mh_bind_number(stmt, "at", text.at);
	mh_bind_blob(stmt, "salt", salt, sizeof salt);
	mh_bind_blob(stmt, "rows", text.rows, MH_HASH_SIZE);
	mh_bind_blob(stmt, "digest", digest, sizeof digest);
	mh_bind_blob(stmt, "mac", mac, sizeof mac);
	enum mh_status status = mh_sql_step(store, stmt, err);
	memcpy(t->previous, digest, sizeof t->previous);
	return status;
}

static enum mh_status put_entry(struct mh_store *store, struct mh_err *err)
{
	struct mh_transaction *t = &store->transaction;
	unsigned char rows[MH_HASH_SIZE];
	char actor[80];

	mh_actor(actor, sizeof actor);
	mh_hash_end(&t->rows, rows);
	tell_ranges(t);
	const struct mh_log_text text = { t->entry, t->at, mh_blob_text(actor), mh_blob_text(t->command.s), mh_blob_text(t->purpose.s),
		mh_blob_text(t->subjects.s), mh_blob_text(t->note.s), { NULL, 0 }, NULL, rows, t->previous };
	return write_entry(store, &text, err);
}

enum mh_status mh_entry_bring(struct mh_store *store, const struct mh_log_entry *entry, struct mh_err *err)
{
	struct mh_transaction *t = &store->transaction;
	unsigned char rows[MH_HASH_SIZE];
	enum mh_status status = mh_digests_flush(store, err);

	if (status == MH_OK && entry->n != t->entry)
		status = mh_fail(err, MH_STORE, _("log entry %lld: is not the next one"), (long long)entry->n);
	if (status != MH_OK)
		return status;
	mh_hash_end(&t->rows, rows);
	const struct mh_log_text text = { entry->n, entry->at, mh_blob_text(entry->actor), mh_blob_text(entry->command), mh_blob_text(entry->purpose),
		mh_blob_text(entry->subjects), mh_blob_text(entry->note), { NULL, 0 }, NULL, rows, t->previous };
	status = write_entry(store, &text, err);
	if (status != MH_OK)
		return status;
	t->entry++;
	t->part = 0;
	mh_hash_start(&t->rows, NULL, 0);
	return MH_OK;
}

/* What this account has seen; where it cannot be written the next commit does it. */
static void note_head(struct mh_store *store)
{
	const struct mh_transaction *t = &store->transaction;
	struct mh_head head = { .entry = t->entry };

	memcpy(head.digest, t->previous, sizeof head.digest);
	mh_log_key_commit(t->later ? t->later_log_key : t->log_key, head.next);
	if (!store->making && !store->placing)
		mh_head_note(store, &head);
}

enum mh_status mh_store_commit(struct mh_store *store, struct mh_err *err)
{
	enum mh_status status = mh_digests_flush(store, err);

	if (status == MH_OK)
		status = mh_calls_end(store, err);
	if (status == MH_OK)
		status = mh_known_settle(store, err);
	if (status == MH_OK)
		status = put_counters(store, err);
	if (status == MH_OK)
		status = put_entry(store, err);
	if (status == MH_OK)
		status = mh_log_key_keep(store, err);
	if (status == MH_OK)
		status = mh_sql_run(store, "COMMIT", err);
	if (status == MH_OK)
		note_head(store);
	if (status == MH_OK && store->transaction.pin.len > 0)	/* where that fails the next command follows by itself */
		mh_pin_write(store, store->transaction.pin.s, NULL);
	store->committed = status == MH_OK && (store->transaction.part > 0 || store->transaction.erased);
	if (status != MH_OK) {
		mh_store_rollback(store);
		return status;
	}
	mh_transaction_free(&store->transaction);
	return mh_reading_start(store, err);
}
