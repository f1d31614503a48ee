/* Erasing: signed first, then deleted, counted and booked in one transaction; and finished when the file holds nothing of it. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/clock.h"
#include "base/file.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "store/erasures.h"
#include "store/kept.h"

/* By whom and when; a list that another keyholder signed keeps its own. */
static enum mh_status fill_in(struct mh_store *store, struct mh_erasure *e, const struct mh_erasures *before, const struct mh_erasure *first)
{
	char actor[80];

	mh_actor(actor, sizeof actor);
	e->number = (int64_t)before->count + 1;
	memcpy(e->previous, before->last, sizeof e->previous);
	mh_hex(store->info.uid, MH_UID_SIZE, e->store);
	e->organisation = mh_strdup(store->info.organisation);
	e->name = mh_strdup(store->info.name);
	e->by = mh_strdup(first != NULL ? first->by : actor);
	e->day = first != NULL ? first->day : mh_moment_day(mh_clock_system());
	return MH_OK;
}

/* The list as another keyholder signed it must be the very one that is made now. *signer gets who that was. */
static enum mh_status take_first(struct mh_store *store, const struct mh_erase_order *order, const char *const holders[], size_t count,
	struct mh_erasure *first, size_t *signer, struct mh_err *err)
{
	enum mh_status status = MH_KEY;

	for (size_t i = 0; i < count && status != MH_OK; i++) {	/* one by one: who it was is to be known */
		mh_erasure_free(first);
		status = mh_erasure_one(store, order->first, &holders[i], 1, first, NULL, err);
		*signer = i;
	}
	return status == MH_OK ? MH_OK : mh_fail(err, MH_KEY, _("the proposal: %s"), err != NULL ? err->text : "");
}

static enum mh_status same_list(const struct mh_erasure *e, const struct mh_erasure *first, struct mh_str *text, struct mh_err *err)
{
	struct mh_str theirs;
	enum mh_status status = MH_OK;

	mh_str_init(&theirs, MH_ERASURE_MOST);
	mh_erasure_text(e, text);
	if (first != NULL) {
		mh_erasure_text(first, &theirs);
		if (strcmp(theirs.s, text->s) != 0)
			status = mh_fail(err, MH_INPUT, _("the proposal: is of %zu records (list %lld), and now %zu would be erased (list %lld), or others: make a new one"),
				first->count, (long long)first->number, e->count, (long long)e->number);
	}
	mh_str_free(&theirs);
	return status == MH_OK && !mh_str_ok(text) ? mh_fail(err, MH_INPUT, _("too many records for one list: erase in parts, by naming some")) : status;
}

struct signing {
	struct mh_str text, signed_text, second;
	char holders[MH_KEYHOLDERS_MOST][MH_FINGERPRINT_SIZE];
	const char *names[MH_KEYHOLDERS_MOST];
	struct mh_str persons[MH_KEYHOLDERS_MOST];	/* user ids */
	size_t count;
};

static enum mh_status note_person(void *arg, const struct mh_allowed_key *key, struct mh_err *err)
{
	struct signing *s = arg;

	(void)err;
	for (size_t i = 0; i < s->count; i++)
		if (strcmp(s->holders[i], key->fingerprint) == 0)
			mh_str_puts(&s->persons[i], key->name);
	return MH_OK;
}

/* Where the address begins, else the whole user id. */
static const char *address(const char *user_id)
{
	const char *at = strrchr(user_id, '<');

	return at != NULL ? at : user_id;
}

static bool same_person(const struct signing *s, size_t a, size_t b)
{
	return a == b || strcasecmp(address(s->persons[a].s), address(s->persons[b].s)) == 0;
}

/* The first of the keyholders here signs; but: not this one, nor another key of the same person. NULL: any. */
static enum mh_status sign(struct mh_pgp *pgp, const struct signing *s, const size_t *but, size_t *signer, struct mh_str *out, struct mh_err *err)
{
	enum mh_status status = MH_KEY;

	for (size_t i = 0; i < s->count && status != MH_OK; i++) {
		if (but != NULL && same_person(s, i, *but))
			continue;
		mh_str_clear(out);
		status = mh_pgp_sign(pgp, (struct mh_blob){ s->text.s, s->text.len }, s->names[i], out, NULL);
		*signer = i;
	}
	if (status == MH_OK)
		return mh_str_ok(out) ? MH_OK : mh_fail(err, MH_INPUT, _("too many records for one list: erase in parts, by naming some"));
	return mh_fail(err, MH_KEY, but != NULL ? _("a second keyholder must sign this, another person by the user id of the key: give a proposal to one with "
		"--propose FILE, who takes it with --proposal FILE") :
		_("the list of erasures: a keyholder must be at this keyboard to sign it"));
}

static enum mh_status sign_all(struct mh_store *store, const struct mh_erase_order *order, size_t first_signer, struct signing *s, struct mh_err *err)
{
	struct mh_pgp *pgp;
	size_t signer = first_signer, second;
	enum mh_status status = mh_store_pgp(store, &pgp, err);

	if (status == MH_OK && order->first != NULL)
		mh_str_puts(&s->signed_text, order->first);
	else if (status == MH_OK)
		status = sign(pgp, s, NULL, &signer, &s->signed_text, err);
	if (status == MH_OK && !order->propose && (order->erasure->two || order->first != NULL))
		status = sign(pgp, s, &signer, &second, &s->second, err);
	return status;
}

enum mh_status mh_erasure_put(struct mh_store *store, const struct mh_erasure *e, const char *signed_text, const char *second, struct mh_err *err)
{
	sqlite3_stmt *stmt = mh_sql_fixed(store, MH_SQL_ERASURE_PUT, err);
	char hex[MH_DIGEST_TEXT_SIZE], note[200];
	unsigned char digest[MH_HASH_SIZE];

	if (stmt == NULL)
		return MH_STORE;
	mh_digest(signed_text, strlen(signed_text), digest);
	mh_hex(digest, sizeof digest, hex);
	enum mh_status status = mh_kept_book(store, MH_KEPT_LIST, digest, err);
	if (status != MH_OK)
		return status;
	snprintf(note, sizeof note, "list of erasures %lld, %zu records, %s", (long long)e->number, e->count, hex);
	mh_transaction_note(store, note);
	store->transaction.erased = true;
	mh_bind_number(stmt, "n", e->number);
	mh_bind_number(stmt, "entry", store->transaction.entry);
	mh_bind_text(stmt, "signed", signed_text);
	mh_bind_text(stmt, "second", second);
	return mh_sql_step(store, stmt, err);
}

static enum mh_status prepare(struct mh_store *store, const struct mh_erase_order *order, struct signing *s, size_t *first_signer, struct mh_err *err)
{
	struct mh_erasure first = { 0 };
	struct mh_erasures before;
	enum mh_status status = mh_store_authority_verify(store, err);

	if (status == MH_OK)
		status = mh_keyholders(store, s->holders, &s->count, err);
	for (size_t i = 0; i < s->count; i++)
		s->names[i] = s->holders[i];
	if (status == MH_OK)
		status = mh_store_keys(store, note_person, s, err);
	if (status != MH_OK)
		return status;
	status = mh_erasures_read(store, &before, err);
	if (status == MH_OK && order->first != NULL)
		status = take_first(store, order, s->names, s->count, &first, first_signer, err);
	if (status == MH_OK)
		status = fill_in(store, order->erasure, &before, order->first != NULL ? &first : NULL);
	if (status == MH_OK)
		status = same_list(order->erasure, order->first != NULL ? &first : NULL, &s->text, err);
	mh_erasures_free(&before);
	mh_erasure_free(&first);
	return status;
}

enum mh_status mh_store_erase(struct mh_store *store, const struct mh_erase_order *order, struct mh_err *err)
{
	struct signing s = { .count = 0 };
	size_t first_signer = 0;

	if (!store->transaction.open)
		return mh_fail(err, MH_STORE, _("no transaction is open"));
	mh_str_init(&s.text, MH_ERASURE_MOST);
	mh_str_init(&s.signed_text, MH_ERASURE_MOST);
	mh_str_init(&s.second, MH_ERASURE_MOST);
	for (size_t i = 0; i < MH_COUNT(s.persons); i++)
		mh_str_init(&s.persons[i], 4096);
	enum mh_status status = prepare(store, order, &s, &first_signer, err);
	if (status == MH_OK)
		status = sign_all(store, order, first_signer, &s, err);
	if (status == MH_OK) {
		mh_str_puts(order->statement, s.signed_text.s);
		mh_str_puts(order->statement, s.second.s);
	}
	if (status == MH_OK && !order->propose)
		status = mh_erase_rows(store, order->erasure, err);
	if (status == MH_OK && !order->propose)
		status = mh_erasure_put(store, order->erasure, s.signed_text.s, s.second.s, err);
	for (size_t i = 0; i < MH_COUNT(s.persons); i++)
		mh_str_free(&s.persons[i]);
	mh_str_free(&s.second);
	mh_str_free(&s.signed_text);
	mh_str_free(&s.text);
	return status;
}

void mh_erasures_path(const struct mh_store *store, struct mh_str *out)
{
	mh_str_printf(out, "%s/erasures", store->info.folder);
}

/* So that a restored older backup knows of them. */
static enum mh_status write_copy(struct mh_store *store, struct mh_err *err)
{
	struct mh_str text, path;

	mh_str_init(&text, 4 * MH_ERASURE_MOST);
	mh_str_init(&path, 4200);
	mh_erasures_path(store, &path);
	enum mh_status status = mh_erasures_export(store, &text, err);
	if (status == MH_OK)
		status = mh_file_write(path.s, (struct mh_blob){ text.s, text.len }, true, err);
	mh_str_free(&path);
	mh_str_free(&text);
	return status == MH_NO ? MH_OK : status;
}

enum mh_status mh_store_erase_unfinished(struct mh_store *store, bool *out, struct mh_err *err)
{
	sqlite3_stmt *stmt = mh_sql_fixed(store, MH_SQL_ERASURE_EACH, err);
	enum mh_status status = MH_STORE;

	*out = false;
	while (stmt != NULL && (status = mh_sql_row(store, stmt, err)) == MH_OK)
		*out = *out || sqlite3_column_int(stmt, 4) == 0;
	return status == MH_NO ? MH_OK : status;
}

/* The file is written anew: SQLite overwrites what it deletes, but copies that its trees left behind when they grew may lie in gaps
 * between rows. Attaching is forbidden otherwise, and VACUUM works by it. */
static enum mh_status rewrite(struct mh_store *store, struct mh_err *err)
{
	sqlite3_limit(store->db, SQLITE_LIMIT_ATTACHED, 1);
	enum mh_status status = mh_sql_run(store, "VACUUM", err);
	sqlite3_limit(store->db, SQLITE_LIMIT_ATTACHED, 0);
	return status;
}

static enum mh_status empty_log(struct mh_store *store, struct mh_err *err)
{
	int code = sqlite3_wal_checkpoint_v2(store->db, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);

	if (code == SQLITE_OK)
		return MH_OK;
	if ((code & 0xff) != SQLITE_BUSY)
		return mh_sql_error(store, err);
	return mh_fail(err, MH_BUSY, _("%s: erased, but another program is reading, so that old pages stay in the log of SQLite: end it, then mh-store retain --finish"),
		store->info.file);
}

static enum mh_status note_done(struct mh_store *store, const char *command, struct mh_err *err)
{
	sqlite3_stmt *stmt;
	enum mh_status status = mh_store_begin(store, command, err);

	if (status != MH_OK)
		return status;
	stmt = mh_sql_fixed(store, MH_SQL_ERASURE_DONE, err);
	status = stmt != NULL ? mh_sql_step(store, stmt, err) : MH_STORE;
	mh_transaction_note(store, "erasure finished: file rewritten, log of SQLite emptied");
	if (status == MH_OK)
		return mh_store_commit(store, err);
	mh_store_rollback(store);
	return status;
}

enum mh_status mh_store_erase_finish(struct mh_store *store, const char *command, struct mh_err *err)
{
	bool open = false;
	enum mh_status status = write_copy(store, err);

	if (status == MH_OK)
		status = mh_store_erase_unfinished(store, &open, err);
	if (status != MH_OK || !open)
		return status;
	status = rewrite(store, err);
	if (status == MH_OK)
		status = empty_log(store, err);
	return status == MH_OK ? note_done(store, command, err) : status;
}
