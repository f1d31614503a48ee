/* Making a backup: one moment of the store in memory, sealed to the keyholders; nothing of it is on a disk before it is sealed. */

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "store/backup.h"
#include "store/erase.h"
#include "store/secret.h"

static enum mh_status add_key(struct mh_own_keys *keys, const char *fingerprint, struct mh_err *err)
{
	if (keys->count == MH_BACKUP_KEYS_MOST || !mh_fingerprint_parse(fingerprint, keys->list[keys->count]))
		return mh_fail(err, MH_STORE, _("%.60s: is no fingerprint, or there are too many keyholders"), fingerprint);
	keys->names[keys->count] = keys->list[keys->count];
	keys->count++;
	return MH_OK;
}

static enum mh_status take_keyholder(void *arg, const struct mh_allowed_key *key, struct mh_err *err)
{
	return strcmp(key->role, "keyholder") == 0 ? add_key(arg, key->fingerprint, err) : MH_OK;
}

enum mh_status mh_own_keys_read(struct mh_store *store, struct mh_own_keys *keys, struct mh_err *err)
{
	keys->count = 0;
	enum mh_status status = add_key(keys, store->info.exchange_key, err);
	return status == MH_OK ? mh_store_keys(store, take_keyholder, keys, err) : status;
}

static int64_t number_of(struct mh_store *store, const char *pragma)
{
	sqlite3_stmt *stmt = NULL;
	int64_t number = 0;

	if (mh_sql_prepare(store, pragma, &stmt, NULL) == MH_OK && mh_sql_row(store, stmt, NULL) == MH_OK)
		number = sqlite3_column_int64(stmt, 0);
	sqlite3_finalize(stmt);
	return number;
}

/* Bytes of the database. MH_INPUT: more than a backup takes. */
static enum mh_status size_of(struct mh_store *store, int64_t *size, struct mh_err *err)
{
	*size = number_of(store, "PRAGMA page_count") * number_of(store, "PRAGMA page_size");
	if (*size <= 0)
		return mh_sql_error(store, err);
	if ((size_t)*size > MH_BACKUP_MOST)
		return mh_fail(err, MH_INPUT, _("%s: %lld bytes, and a backup takes %zu at most"), store->info.file, (long long)*size, MH_BACKUP_MOST);
	return MH_OK;
}

enum mh_status mh_backup_copy(struct mh_store *store, unsigned char **bytes, size_t *len, struct mh_err *err)
{
	sqlite3_int64 size = 0;
	int64_t expected = 0;
	enum mh_status status = size_of(store, &expected, err);

	if (status != MH_OK)
		return status;
	*bytes = sqlite3_serialize(store->db, "main", &size, 0);
	if (*bytes == NULL || size != expected)
		return mh_fail(err, MH_STORE, _("%s: could not be copied"), store->info.file);
	*len = (size_t)size;
	return MH_OK;
}

/* Who may read is as a keyholder signed it; the pin goes with the store, so that a restored one is held against it. */
static enum mh_status take_pin(struct mh_store *store, char out[MH_BACKUP_PIN_SIZE], struct mh_err *err)
{
	struct mh_trust pin;
	struct mh_str text;
	enum mh_status status = mh_store_authority_verify(store, err);

	mh_str_init(&text, MH_BACKUP_PIN_SIZE - 1);
	if (status == MH_OK)
		status = mh_pin_check(store, &pin, err);
	if (status == MH_OK) {
		mh_pin_text(&pin, &text);
		memcpy(out, text.s, text.len + 1);
	}
	mh_str_free(&text);
	return status;
}

/* The container; the bytes are those of the store as the open transaction sees it. */
static enum mh_status gather(struct mh_store *store, struct mh_blob database, struct mh_str *container, struct mh_backup *about, struct mh_err *err)
{
	struct mh_backup_parts parts = { .database = database };
	struct mh_head last;
	enum mh_status status = take_pin(store, parts.pin, err);

	if (status == MH_OK)
		status = mh_head_of(store, &last, err);
	if (status == MH_OK) {
		about->entry = last.entry;
		memcpy(about->digest, last.digest, sizeof about->digest);
		parts.about = *about;
		memcpy(parts.match_key, store->match_key, sizeof parts.match_key);
		mh_backup_write(container, &parts);
	}
	mh_wipe(&parts, sizeof parts);
	return status;
}

/* Nor may one that is not as its log has it: it could not be restored. */
static enum mh_status check_good(struct mh_store *store, struct mh_err *err)
{
	struct mh_problems problems = MH_PROBLEMS_INIT;
	char said[1000];
	int64_t size;
	enum mh_status status = size_of(store, &size, err);

	if (status == MH_OK)
		status = mh_store_authority_verify(store, err);
	if (status == MH_OK)
		status = mh_store_check(store, &problems, err);
	if (status == MH_NO) {
		mh_problem_text(&problems.list[0], said, sizeof said);
		status = mh_fail(err, MH_STORE, _("%s: is not backed up, as it is not whole (%zu faults; mh-store check names them all): %s"), store->info.file,
			problems.total, said);
	}
	mh_problems_free(&problems);
	return status;
}

/* Where a keyholder is at hand: what is sealed in it opens. Without one nobody can tell. */
static enum mh_status check_keys(struct mh_store *store, struct mh_err *err)
{
	unsigned char secret[MH_SECRET_SIZE];
	struct mh_err nobody = MH_ERR_INIT;
	enum mh_status status = MH_OK;

	if (mh_secret_unwrap(store, secret, &nobody) == MH_OK)
		status = mh_data_keys_open(store, secret, err);
	mh_wipe(secret, sizeof secret);
	return status;
}

/* Of one moment: log and database are read in one transaction. */
static enum mh_status gather_now(struct mh_store *store, struct mh_str *container, struct mh_backup *about, struct mh_err *err)
{
	unsigned char *bytes = NULL;
	size_t len = 0;
	bool own = sqlite3_get_autocommit(store->db) != 0;
	enum mh_status status = own ? mh_sql_run(store, "BEGIN", err) : MH_OK;

	if (status != MH_OK)
		return status;
	/* A store that somebody put back would soon take the place of the good backups. Asked before the copy: a reader may see a newer moment then. */
	status = mh_head_check(store, err);
	if (status == MH_OK)
		status = check_good(store, err);
	if (status == MH_OK)
		status = check_keys(store, err);
	if (status == MH_OK)
		status = mh_backup_copy(store, &bytes, &len, err);
	if (status == MH_OK)
		status = gather(store, (struct mh_blob){ bytes, len }, container, about, err);
	if (own)
		sqlite3_exec(store->db, "ROLLBACK", NULL, NULL, NULL);
	if (bytes != NULL)
		mh_wipe(bytes, len);
	sqlite3_free(bytes);
	return status;
}

/* Opened again where a keyholder can: the text must be the very one that was sealed. Without one its readers and packets, which
 * mh_pgp_seal has compared, must do. */
static enum mh_status open_again(struct mh_pgp *pgp, const struct mh_own_keys *keys, const struct mh_str *message, size_t len,
	const unsigned char digest[MH_HASH_SIZE], struct mh_own_seal *seal, struct mh_err *err)
{
	const char *const signer[] = { seal->signer };
	unsigned char again[MH_HASH_SIZE];
	struct mh_str text;
	size_t which;
	enum mh_status status = MH_OK;

	if (mh_pgp_choose_own(pgp, keys->names + 1, keys->count - 1, &which, NULL) != MH_OK)
		return MH_OK;
	mh_str_init_secret(&text, len);
	if (mh_pgp_open(pgp, (struct mh_blob){ message->s, message->len }, signer, 1, &which, &text, NULL) == MH_OK) {
		mh_digest(text.s, text.len, again);
		seal->opened = text.len == len && mh_same_bytes(again, digest, sizeof again);
		if (!seal->opened)
			status = mh_fail(err, MH_KEY, _("%s: opened again, it is not what was sealed"), seal->what);
	}
	mh_str_free(&text);
	return status;
}

enum mh_status mh_own_seal(struct mh_store *store, struct mh_str *container, struct mh_own_seal *seal, struct mh_str *out, struct mh_err *err)
{
	struct mh_own_keys *keys = mh_alloc(1, sizeof *keys);
	unsigned char digest[MH_HASH_SIZE];
	struct mh_pgp *pgp;
	const size_t len = container->len;
	size_t signer = 0;
	enum mh_status status = mh_store_pgp(store, &pgp, err);

	mh_digest(container->s, len, digest);
	if (status == MH_OK)
		status = mh_own_keys_read(store, keys, err);
	if (status == MH_OK)
		status = mh_pgp_choose_own(pgp, keys->names, keys->count, &signer, err);
	if (status == MH_OK) {
		memcpy(seal->signer, keys->list[signer], sizeof seal->signer);
		status = mh_pgp_seal(pgp, (struct mh_blob){ container->s, len }, keys->names + 1, keys->count - 1, seal->signer, out, err);
	}
	mh_str_free(container);
	if (status == MH_OK)
		status = open_again(pgp, keys, out, len, digest, seal, err);
	free(keys);
	return status;
}

/* A backup has the pages as they are: what was erased must not be in them any more. */
static enum mh_status check_erased(struct mh_store *store, struct mh_err *err)
{
	bool open = false;
	enum mh_status status = mh_store_erase_unfinished(store, &open, err);

	return status == MH_OK && open ? mh_fail(err, MH_BUSY, _("%s: an erasure is not finished: mh-store retain --finish, then back up"), store->info.file) : status;
}

static enum mh_status start(struct mh_store *store, struct mh_str *container, struct mh_backup *about, struct mh_err *err)
{
	*about = (struct mh_backup){ .demo = store->info.demo, .made = mh_clock_system() };
	memcpy(about->uid, store->info.uid, sizeof about->uid);
	snprintf(about->organisation, sizeof about->organisation, "%s", store->info.organisation);
	mh_str_init_secret(container, MH_BACKUP_MOST + MH_BACKUP_HEAD_MOST);
	enum mh_status status = mh_match_key_read(store, err);
	return status == MH_OK ? check_erased(store, err) : status;
}

static enum mh_status seal(struct mh_store *store, struct mh_str *container, struct mh_str *out, struct mh_backup *about, struct mh_err *err)
{
	struct mh_own_seal how = { .what = _("backup") };
	enum mh_status status = mh_own_seal(store, container, &how, out, err);

	memcpy(about->signer, how.signer, sizeof about->signer);
	about->opened = how.opened;
	return status;
}

enum mh_status mh_backup_seal(struct mh_store *store, struct mh_blob database, struct mh_str *out, struct mh_backup *about, struct mh_err *err)
{
	struct mh_str container;
	enum mh_status status = start(store, &container, about, err);

	if (status == MH_OK)
		status = gather(store, database, &container, about, err);
	if (status == MH_OK)
		status = seal(store, &container, out, about, err);
	mh_str_free(&container);
	return status;
}

enum mh_status mh_store_backup(struct mh_store *store, struct mh_str *out, struct mh_backup *about, struct mh_err *err)
{
	struct mh_str container;
	enum mh_status status = start(store, &container, about, err);

	if (status == MH_OK)
		status = gather_now(store, &container, about, err);
	if (status == MH_OK)
		status = seal(store, &container, out, about, err);
	if (status == MH_OK) {
		struct mh_head now, head = { .entry = about->entry };
		memcpy(head.digest, about->digest, sizeof head.digest);
		status = mh_head_of(store, &now, err);
		if (status == MH_OK && now.entry == head.entry)
			memcpy(head.next, now.next, sizeof head.next);
		mh_head_fill(store, &head);
		if (status == MH_OK)
			status = mh_head_write(store->info.folder, &head, err);
	}
	if (status != MH_OK)
		mh_str_clear(out);
	mh_str_free(&container);
	return status;
}
