/*
 * Checkpoints: a keyholder signs what the log was at an entry. What was written before it cannot be written anew without that
 * signature, even by one who had the key of the MAC from the beginning. Words of old entries are taken out at a checkpoint only.
 */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "store/authority.h"
#include "store/log_key.h"

#define TEXT_MOST 1000
#define SIGNED_MOST (64 * 1024)
#define SIGNERS_MOST 200	/* keyholders there are and there were */

struct checkpoint {
	int64_t number, epoch, entry, pruned;
	mh_moment made;
	unsigned char digest[MH_HASH_SIZE];
};

/* The text that is signed; one that is read must be this one again. */
static void write_text(const struct mh_store *store, const struct checkpoint *point, struct mh_str *out)
{
	char uid[2 * MH_UID_SIZE + 1], digest[MH_DIGEST_TEXT_SIZE], made[MH_MOMENT_SIZE];

	mh_hex(store->info.uid, MH_UID_SIZE, uid);
	mh_hex(point->digest, MH_HASH_SIZE, digest);
	mh_moment_format(point->made, made);
	mh_str_printf(out, "format: mh-checkpoint/1\nstore: %s\nnumber: %lld\nepoch: %lld\nentry: %lld\ndigest: %s\npruned: %lld\nmade: %s\n", uid,
		(long long)point->number, (long long)point->epoch, (long long)point->entry, digest, (long long)point->pruned, made);
}

/* Who may have signed one: keyholders, and those who were. */
struct signers { char list[SIGNERS_MOST][MH_FINGERPRINT_SIZE]; const char *names[SIGNERS_MOST]; size_t count; };

static enum mh_status take_signer(void *arg, const struct mh_allowed_key *key, struct mh_err *err)
{
	struct signers *signers = arg;

	(void)err;
	if (strcmp(key->role, "exchange") == 0 || signers->count == SIGNERS_MOST)
		return MH_OK;
	snprintf(signers->list[signers->count], MH_FINGERPRINT_SIZE, "%s", key->fingerprint);
	signers->names[signers->count] = signers->list[signers->count];
	signers->count++;
	return MH_OK;
}

static void read_row(sqlite3_stmt *stmt, struct checkpoint *point)
{
	*point = (struct checkpoint){ .number = sqlite3_column_int64(stmt, 0), .epoch = sqlite3_column_int64(stmt, 1),
		.entry = sqlite3_column_int64(stmt, 2), .pruned = sqlite3_column_int64(stmt, 4), .made = sqlite3_column_int64(stmt, 5) };
	if (sqlite3_column_bytes(stmt, 3) == MH_HASH_SIZE)
		memcpy(point->digest, sqlite3_column_blob(stmt, 3), MH_HASH_SIZE);
}

static enum mh_status digest_in_log(struct mh_store *store, const struct checkpoint *point, bool *same, struct mh_err *err)
{
	sqlite3_stmt *stmt = mh_sql_fixed(store, MH_SQL_LOG_DIGEST, err);

	if (stmt == NULL)
		return MH_STORE;
	mh_bind_number(stmt, "n", point->entry);
	enum mh_status status = mh_sql_row(store, stmt, err);
	*same = status == MH_OK && sqlite3_column_bytes(stmt, 0) == MH_HASH_SIZE &&
		memcmp(sqlite3_column_blob(stmt, 0), point->digest, MH_HASH_SIZE) == 0;
	mh_sql_done(stmt);
	return status == MH_NO ? MH_OK : status;
}

/* *good: signed, as it stands in the store, and of this log. */
static enum mh_status check_one(struct mh_store *store, struct mh_pgp *pgp, const struct signers *signers, const struct checkpoint *point,
	const char *signed_text, const char **what, struct mh_err *err)
{
	struct mh_str text, expected;
	size_t signer = 0;
	bool same = false;
	enum mh_status status = digest_in_log(store, point, &same, err);

	mh_str_init(&text, TEXT_MOST);
	mh_str_init(&expected, TEXT_MOST);
	write_text(store, point, &expected);
	*what = NULL;
	if (status == MH_OK && (mh_pgp_verify(pgp, (struct mh_blob){ signed_text, strlen(signed_text) }, signers->names, signers->count, true, &signer,
	    &text, NULL) != MH_OK || strcmp(text.s, expected.s) != 0))
		*what = _("the checkpoint of it is not one that a keyholder signed");
	else if (status == MH_OK && !same)
		*what = _("is not the one that a keyholder signed in a checkpoint: the log was written anew");
	mh_str_free(&expected);
	mh_str_free(&text);
	return status;
}

enum mh_status mh_checkpoints_check(struct mh_store *store, int64_t *pruned, size_t *count, bool (*found)(void *, int64_t entry, const char *what), void *arg,
	struct mh_err *err)
{
	sqlite3_stmt *stmt = mh_sql_fixed(store, MH_SQL_CHECKPOINT_EACH, err);
	struct signers *signers = mh_alloc(1, sizeof *signers);
	struct checkpoint point;
	struct mh_pgp *pgp = NULL;
	const char *what;
	bool go_on = true;
	enum mh_status status = stmt != NULL ? mh_store_keys(store, take_signer, signers, err) : MH_STORE;

	*pruned = 0;
	*count = 0;
	while (status == MH_OK && go_on && (status = mh_sql_row(store, stmt, err)) == MH_OK) {
		read_row(stmt, &point);
		if (pgp == NULL && (status = mh_store_pgp(store, &pgp, err)) == MH_OK)
			status = mh_keys_take(store, pgp, err);
		if (status == MH_OK)
			status = check_one(store, pgp, signers, &point, (const char *)sqlite3_column_text(stmt, 6), &what, err);
		if (status == MH_OK && what != NULL)
			go_on = found(arg, point.entry, what);
		else if (status == MH_OK && point.pruned > *pruned)
			*pruned = point.pruned;
		*count += status == MH_OK && what == NULL;
	}
	mh_sql_done(stmt);
	free(signers);
	return status == MH_NO ? MH_OK : status;
}

/* Number of the new one, and what the one before it pruned. */
static enum mh_status find_last(struct mh_store *store, struct checkpoint *point, struct mh_err *err)
{
	sqlite3_stmt *stmt = mh_sql_fixed(store, MH_SQL_CHECKPOINT_LAST, err);
	enum mh_status status = stmt != NULL ? mh_sql_row(store, stmt, err) : MH_STORE;

	if (status != MH_OK)
		return status;
	point->number = sqlite3_column_int64(stmt, 0) + 1;
	point->pruned = sqlite3_column_int64(stmt, 2);
	mh_sql_done(stmt);
	return MH_OK;
}

/* Words go, with the salt; the digest of the words stays in their place, so that the chain is as before. */
static enum mh_status prune_entry(struct mh_store *store, int64_t n, const unsigned char told[MH_HASH_SIZE], struct mh_err *err)
{
	sqlite3_stmt *stmt = mh_sql_fixed(store, MH_SQL_LOG_PRUNE, err);

	if (stmt == NULL)
		return MH_STORE;
	mh_bind_number(stmt, "n", n);
	mh_bind_blob(stmt, "told", told, MH_HASH_SIZE);
	return mh_sql_step(store, stmt, err);
}

static struct mh_blob column(sqlite3_stmt *stmt, int at)
{
	const void *bytes = sqlite3_column_blob(stmt, at);

	return (struct mh_blob){ bytes, (size_t)sqlite3_column_bytes(stmt, at) };
}

static enum mh_status prune(struct mh_store *store, int64_t from, int64_t to, struct mh_err *err)
{
	sqlite3_stmt *stmt = mh_sql_fixed(store, MH_SQL_LOG_WORDS, err);
	unsigned char told[MH_HASH_SIZE];
	enum mh_status status = MH_OK;

	if (stmt == NULL)
		return MH_STORE;
	for (int64_t n = from; n <= to && status == MH_OK; n++) {
		mh_bind_number(stmt, "n", n);
		status = mh_sql_row(store, stmt, err);
		if (status != MH_OK)
			break;
		const struct mh_log_text text = { .actor = column(stmt, 0), .command = column(stmt, 1), .purpose = column(stmt, 2),
			.subjects = column(stmt, 3), .note = column(stmt, 4), .salt = column(stmt, 5) };
		mh_told_digest(&text, told);
		mh_sql_done(stmt);
		status = prune_entry(store, n, told, err);
	}
	return status == MH_NO ? mh_fail(err, MH_STORE, _("%s: an entry of its log is missing: mh-store log --verify"), store->info.file) : status;
}

/* How far words go: entries before that moment, and before the one that is signed. */
static enum mh_status find_pruned(struct mh_store *store, mh_moment before, struct checkpoint *point, struct mh_err *err)
{
	sqlite3_stmt *stmt = mh_sql_fixed(store, MH_SQL_LOG_PRUNED_LAST, err);

	if (stmt == NULL)
		return MH_STORE;
	mh_bind_number(stmt, "before", before);
	mh_bind_number(stmt, "entry", point->entry);
	enum mh_status status = mh_sql_row(store, stmt, err);
	if (status == MH_OK && sqlite3_column_int64(stmt, 0) > point->pruned)
		point->pruned = sqlite3_column_int64(stmt, 0);
	mh_sql_done(stmt);
	return status;
}

enum mh_status mh_store_log_prunable(struct mh_store *store, mh_moment before, int64_t *first, int64_t *last, struct mh_err *err)
{
	struct checkpoint point = { .number = 0, .entry = INT64_MAX };
	enum mh_status status = find_last(store, &point, err);
	const int64_t pruned = point.pruned;

	*first = *last = 0;
	if (status == MH_OK)
		status = find_pruned(store, before, &point, err);
	if (status == MH_OK && point.pruned > pruned) {
		*first = pruned + 1;
		*last = point.pruned;
	}
	return status;
}

static enum mh_status put(struct mh_store *store, const struct checkpoint *point, const char *signed_text, struct mh_err *err)
{
	sqlite3_stmt *stmt = mh_sql_fixed(store, MH_SQL_CHECKPOINT_PUT, err);

	if (stmt == NULL)
		return MH_STORE;
	mh_bind_number(stmt, "n", point->number);
	mh_bind_number(stmt, "epoch", point->epoch);
	mh_bind_number(stmt, "entry", point->entry);
	mh_bind_blob(stmt, "digest", point->digest, sizeof point->digest);
	mh_bind_number(stmt, "pruned", point->pruned);
	mh_bind_number(stmt, "made", point->made);
	mh_bind_text(stmt, "signed", signed_text);
	return mh_sql_step(store, stmt, err);
}

/* The first keyholder at hand signs. */
static enum mh_status sign(struct mh_store *store, const struct checkpoint *point, struct mh_str *out, struct mh_err *err)
{
	char holders[MH_KEYHOLDERS_MOST][MH_FINGERPRINT_SIZE];
	const char *names[MH_KEYHOLDERS_MOST];
	struct mh_err why = MH_ERR_INIT;
	size_t count = 0, which = 0;
	struct mh_pgp *pgp;
	struct mh_str text;
	enum mh_status status = mh_keyholders(store, holders, &count, err);

	mh_str_init(&text, TEXT_MOST);
	write_text(store, point, &text);
	for (size_t i = 0; i < count; i++)
		names[i] = holders[i];
	if (status == MH_OK)
		status = mh_store_pgp(store, &pgp, err);
	if (status == MH_OK && (mh_pgp_choose_own(pgp, names, count, &which, &why) != MH_OK ||
	    mh_pgp_sign(pgp, (struct mh_blob){ text.s, text.len }, names[which], out, &why) != MH_OK))
		status = mh_fail(err, MH_KEY, _("checkpoint: %s: a keyholder must be at this keyboard to sign it"), why.text);
	mh_str_free(&text);
	return status;
}

static enum mh_status make(struct mh_store *store, mh_moment prune_before, struct checkpoint *point, struct mh_err *err)
{
	struct mh_transaction *t = &store->transaction;
	struct mh_str signed_text, note;
	enum mh_status status = mh_store_authority_verify(store, err);

	if (status == MH_OK)
		status = find_last(store, point, err);
	int64_t pruned_before = point->pruned;
	point->epoch = store->info.epoch;
	point->entry = t->entry - 1;
	point->made = t->at;
	memcpy(point->digest, t->previous, sizeof point->digest);
	if (status == MH_OK && prune_before != 0)
		status = find_pruned(store, prune_before, point, err);
	if (status == MH_OK)
		status = prune(store, pruned_before + 1, point->pruned, err);
	mh_str_init(&signed_text, SIGNED_MOST);
	if (status == MH_OK)
		status = sign(store, point, &signed_text, err);
	if (status == MH_OK)
		status = put(store, point, signed_text.s, err);
	if (status == MH_OK)	/* it stands in the statement that is pinned */
		status = mh_store_authority_renew(store, err);
	mh_str_free(&signed_text);
	mh_str_init(&note, 200);
	mh_str_printf(&note, "checkpoint %lld of entry %lld", (long long)point->number, (long long)point->entry);
	if (point->pruned > pruned_before)
		mh_str_printf(&note, "; words of entries %lld to %lld removed", (long long)pruned_before + 1, (long long)point->pruned);
	mh_transaction_note(store, note.s);
	mh_str_free(&note);
	return status;
}

enum mh_status mh_store_checkpoint(struct mh_store *store, const char *command, mh_moment prune_before, struct mh_checkpoint *out, struct mh_err *err)
{
	struct checkpoint point = { .number = 0 };
	struct mh_log_state log;
	struct mh_problems problems = MH_PROBLEMS_INIT;
	enum mh_status status = mh_sql_run(store, "PRAGMA query_only = 0", err);

	if (status == MH_OK)	/* what is signed must be good: nobody looks behind it again */
		status = mh_store_log_verify(store, true, &log, &problems, err);
	if (status == MH_NO) {
		char said[1000];
		mh_problem_text(&problems.list[0], said, sizeof said);
		status = mh_fail(err, MH_KEY, _("%s: nothing was signed"), said);
	}
	mh_problems_free(&problems);
	if (status == MH_OK)
		status = mh_store_begin(store, command, err);
	if (status != MH_OK)
		return status;
	status = make(store, prune_before, &point, err);
	if (status == MH_OK)
		status = mh_store_commit(store, err);
	if (status != MH_OK) {
		mh_store_rollback(store);
		return status;
	}
	*out = (struct mh_checkpoint){ .number = point.number, .entry = point.entry, .pruned = point.pruned };
	memcpy(out->digest, point.digest, sizeof out->digest);
	if (prune_before != 0)
		sqlite3_wal_checkpoint_v2(store->db, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);	/* the words leave the WAL too, unless somebody reads */
	return MH_OK;
}
