/* Restoring: who signed, what is in it and whether it is ours is known before a file gets a name; nothing is ever overwritten. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/file.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "store/backup.h"
#include "store/erasures.h"
#include "store/kept.h"

struct restoring {
	const struct mh_restore *wish;
	struct mh_str file, config;
	struct mh_str unfinished;	/* the file until it is whole */
	struct mh_str folder, match_key, pin;	/* of the store in it */
	struct mh_str former_pin;	/* text of the pin that was there; empty: none */
	bool config_made, folder_made, match_key_made;
	bool pin_put;
	bool named;			/* the file has its name: everything stays */
	struct mh_str container;
	struct mh_backup_parts parts;
	struct mh_head seen;
	int older_schema;		/* of the store in it, which is brought to this program's; 0: it has this one */
	struct mh_store *store;
};

static enum mh_status open_message(struct restoring *r, struct mh_blob message, struct mh_err *err)
{
	struct mh_guest guest;
	char signer[MH_FINGERPRINT_SIZE] = "";
	enum mh_status status = mh_guest_start(&guest, r->config.s, err);

	if (status == MH_OK)
		status = mh_guest_open(&guest, message, _("backup"), r->wish->signers, r->wish->signer_count, &r->container, signer, err);
	if (status == MH_OK)
		status = mh_backup_read((struct mh_blob){ r->container.s, r->container.len }, &r->parts, err);
	if (status == MH_OK)
		memcpy(r->parts.about.signer, signer, sizeof r->parts.about.signer);
	mh_guest_end(&guest);
	return status;
}

/* Older than what was seen here: somebody may have kept an old backup to undo what happened since. */
static enum mh_status check_age(struct restoring *r, struct mh_err *err)
{
	enum mh_status status = mh_head_read(r->folder.s, &r->seen, err);

	if (status == MH_OK && r->seen.entry > r->parts.about.entry && r->wish->older == NULL)
		return mh_fail(err, MH_DENIED, _("backup: its log ends with entry %lld, and entry %lld was seen here: what was done between is not in it: take a newer "
			"one, or --accept-older REASON"), (long long)r->parts.about.entry, (long long)r->seen.entry);
	return status;
}

/* A restored store is of another history as soon as it is used: two of them with one configuration folder would each look put back. */
static enum mh_status check_alone(const struct restoring *r, struct mh_err *err)
{
	const struct mh_store_place place = { .file = r->seen.file, .config = r->config.s, .wait = -1 };
	struct mh_store *there = NULL;

	if (r->seen.file[0] == '\0' || access(r->seen.file, F_OK) != 0 || mh_store_open(&place, false, &there, NULL) != MH_OK)
		return MH_OK;
	const bool same = memcmp(there->info.uid, r->parts.about.uid, sizeof there->info.uid) == 0;
	mh_store_close(there);
	return !same ? MH_OK : mh_fail(err, MH_DENIED, _("%s: is this store, in use with the configuration folder %s, and beside a restored one it would look like "
		"an old copy: restore with a --config of its own, or move that file away first"), r->seen.file, r->folder.s);
}

/* The pin that was there stays in force, unless an older backup is accepted: then who was a keyholder is as it was. */
static enum mh_status put_pin(struct restoring *r, struct mh_err *err)
{
	struct mh_trust there, in_it;
	enum mh_status status = access(r->pin.s, F_OK) == 0 ? mh_file_read(r->pin.s, &r->former_pin, err) : MH_OK;

	if (status != MH_OK)
		return status;
	if (!mh_trust_read(r->parts.pin, "mh-pin/1", &in_it))
		return mh_fail(err, MH_STORE, _("backup: the pin in it is none"));
	if (r->former_pin.len > 0 && r->wish->older == NULL) {
		if (mh_trust_read(r->former_pin.s, "mh-pin/1", &there) && there.number > in_it.number)
			status = mh_fail(err, MH_DENIED, _("backup: its authority statement %lld is older than %lld, which was seen here: take a newer one, or "
				"--accept-older REASON"), (long long)in_it.number, (long long)there.number);
		r->pin_put = status == MH_OK;	/* newer statements in the store may be followed */
		return status;
	}
	r->pin_put = true;
	return mh_file_write(r->pin.s, (struct mh_blob){ r->parts.pin, strlen(r->parts.pin) }, true, err);
}

/* As it was before. */
static void put_back_pin(struct restoring *r)
{
	if (!r->pin_put)
		return;
	if (r->former_pin.len > 0)
		mh_file_write(r->pin.s, (struct mh_blob){ r->former_pin.s, r->former_pin.len }, true, NULL);
	else
		unlink(r->pin.s);
}

/* The key of matched fields: the one that is there must be the same. */
static enum mh_status put_match_key(struct restoring *r, struct mh_err *err)
{
	char hex[2 * MH_MATCH_KEY_SIZE + 2];
	struct mh_str there;
	enum mh_status status = MH_OK;

	mh_hex(r->parts.match_key, MH_MATCH_KEY_SIZE, hex);
	hex[2 * MH_MATCH_KEY_SIZE] = '\n';
	mh_str_init_secret(&there, 1024);
	if (access(r->match_key.s, F_OK) == 0) {
		status = mh_file_read(r->match_key.s, &there, err);
		if (status == MH_OK && (there.len < 2 * MH_MATCH_KEY_SIZE || !mh_same_bytes(there.s, hex, 2 * MH_MATCH_KEY_SIZE)))
			status = mh_fail(err, MH_STORE, _("%s: is not the key of matched fields in the backup: restore with another --config"), r->match_key.s);
	} else {
		r->folder_made = access(r->folder.s, F_OK) != 0;
		status = mh_folder_make(r->folder.s, err);
		if (status == MH_OK)
			status = mh_file_write(r->match_key.s, (struct mh_blob){ hex, 2 * MH_MATCH_KEY_SIZE + 1 }, false, err);
		r->match_key_made = status == MH_OK;
	}
	mh_wipe(hex, sizeof hex);
	mh_str_free(&there);
	return status;
}

static enum mh_status put_file(struct restoring *r, struct mh_err *err)
{
	const struct mh_store_place place = { .file = r->unfinished.s, .config = r->config.s };
	struct mh_err why = MH_ERR_INIT;
	struct mh_str config;
	enum mh_status status = mh_file_write(r->unfinished.s, r->parts.database, false, err);

	if (status != MH_OK)
		return status;
	mh_str_init(&config, 4096);
	status = mh_store_open_older(&place, &r->store, &config, &r->older_schema, &why);
	if (status == MH_OK && r->older_schema != 0)
		status = mh_store_bring(r->store, config.s, r->older_schema, &why);
	mh_str_free(&config);
	if (status == MH_OK)
		r->store->placing = true;
	return status == MH_OK ? MH_OK : mh_fail(err, MH_STORE, _("backup: the store in it cannot be used: %s"), why.text);
}

/* Is the database the one that the head names, and is who signed one of its own? */
static enum mh_status check_ours(struct restoring *r, struct mh_err *err)
{
	struct mh_own_keys *keys = mh_alloc(1, sizeof *keys);
	const struct mh_backup *about = &r->parts.about;
	const struct mh_store_info *info = &r->store->info;
	struct mh_head last;
	bool own = false;
	enum mh_status status = mh_head_of(r->store, &last, err);

	if (status == MH_OK && (memcmp(info->uid, about->uid, sizeof info->uid) != 0 || strcmp(info->organisation, about->organisation) != 0 ||
	    info->demo != about->demo || last.entry != about->entry || memcmp(last.digest, about->digest, sizeof last.digest) != 0))
		status = mh_fail(err, MH_STORE, _("backup: the store in it is another than its head names"));
	if (status == MH_OK)
		status = mh_own_keys_read(r->store, keys, err);
	for (size_t i = 0; i < keys->count && !own; i++)
		own = strcmp(keys->list[i], about->signer) == 0;
	if (status == MH_OK && !own)
		status = mh_fail(err, MH_KEY, _("backup: %s signed it, which is no key of the store in it"), about->signer);
	free(keys);
	return status;
}

static enum mh_status check_whole(struct restoring *r, struct mh_problems *problems, struct mh_err *err)
{
	enum mh_status status = mh_store_check(r->store, problems, err);

	if (status == MH_NO)
		return mh_fail(err, MH_STORE, _("backup: the store in it is not as its log has it: %zu problems: nothing was restored"), problems->total);
	if (status != MH_OK)
		return status;
	struct mh_log_state log;
	status = mh_store_log_verify(r->store, true, &log, problems, err);
	if (status == MH_NO)
		return mh_fail(err, MH_STORE, _("backup: the store in it is not as its log has it: %zu problems: nothing was restored"), problems->total);
	if (status != MH_OK)
		return status;
	status = mh_head_in(r->store, &r->seen, err);
	return status == MH_NO ? MH_OK : status;	/* older, which check_age has judged */
}

/*
 * The restored log says that it was restored, from what, and why an older one or a plain disk was accepted. The store gets another key and
 * its log another chain of keys: a copy of it that is used elsewhere, or that somebody kept, cannot pass for this one.
 */
static enum mh_status log_restored(struct restoring *r, struct mh_err *err)
{
	char made[MH_MOMENT_SIZE], hex[2 * MH_HASH_SIZE + 1];
	struct mh_keyholder_change change = { .command = r->wish->command, .rotate = true, .restored = true };
	struct mh_trust there;
	struct mh_str note;

	/* The same backup restored twice begins two epochs, and partners tell them apart. */
	if (r->former_pin.len > 0 && mh_trust_read(r->former_pin.s, "mh-pin/1", &there))
		change.above = there.epoch;

	mh_moment_format(r->parts.about.made, made);
	mh_hex(r->parts.about.digest, MH_HASH_SIZE, hex);
	mh_str_init(&note, 3900);
	mh_str_printf(&note, "restored from a backup of %s that ends with entry %lld, %.16s", made, (long long)r->parts.about.entry, hex);
	if (r->wish->older != NULL)
		mh_str_printf(&note, "; older than entry %lld accepted: %.1000s", (long long)r->seen.entry, r->wish->older);
	if (r->older_schema != 0)
		mh_str_printf(&note, "; brought from schema %d to %d", r->older_schema, mh_schema_version());
	if (r->wish->plain_disk != NULL)
		mh_str_printf(&note, "; disk without encryption accepted: %.1000s", r->wish->plain_disk);
	change.note = note.s;
	enum mh_status status = mh_store_keyholders_change(r->store, &change, err);
	mh_str_free(&note);
	if (status == MH_OK)
		status = mh_head_of(r->store, &r->seen, err);
	if (status == MH_OK)
		mh_head_fill(r->store, &r->seen);
	return status;
}

/* What was erased after the backup was made is erased in it too. */
static enum mh_status erase_again(struct restoring *r, struct mh_err *err)
{
	const bool nothing_newer = r->seen.entry < r->parts.about.entry;
	const struct mh_catching_up asked = { r->wish->lists, r->wish->list_count, r->wish->signers, r->wish->signer_count,
		r->wish->command, r->wish->dry_run };

	enum mh_status status = mh_store_erase_again(r->store, &asked, r->wish->erased, err);
	*r->wish->unknown = nothing_newer && r->wish->list_count == 0 && *r->wish->erased == 0;
	return status;
}

static enum mh_status put_number(struct mh_store *store, const struct mh_kind *kind, int64_t year, int64_t last, struct mh_err *err)
{
	sqlite3_stmt *stmt = mh_sql_fixed(store, MH_SQL_COUNTER_RAISE, err);

	if (stmt == NULL)
		return MH_STORE;
	mh_bind_number(stmt, "kind", kind->number);
	mh_bind_number(stmt, "year", year);
	mh_bind_number(stmt, "last", last);
	return mh_sql_step(store, stmt, err);
}

/* What was given after the backup was made is not given again: partners, papers and people may have those numbers. */
static enum mh_status skip_numbers(struct restoring *r, struct mh_err *err)
{
	struct mh_head there = { 0 };
	struct mh_str note;
	char id[MH_ID_SIZE];
	enum mh_status status = MH_OK;

	mh_head_fill(r->store, &there);
	mh_str_init(&note, 3900);
	for (size_t i = 0; mh_kinds[i] != NULL && status == MH_OK; i++) {
		const int64_t year = r->seen.given[mh_kinds[i]->number].year, last = r->seen.given[mh_kinds[i]->number].last;
		const int64_t of = there.given[mh_kinds[i]->number].year;
		if (year < of || (year == of && last <= there.given[mh_kinds[i]->number].last))
			continue;
		mh_id_format((struct mh_id){ mh_kinds[i], year * MH_ID_YEAR + last }, id);
		mh_str_printf(&note, "%s%s", note.len > 0 ? ", " : "numbers that were given after the backup are passed over, up to ", id);
		if (note.len > 0 && !mh_store_writing(r->store))
			status = mh_store_begin(r->store, r->wish->command, err);
		if (status == MH_OK)
			status = put_number(r->store, mh_kinds[i], year, last, err);
	}
	if (status == MH_OK && note.len > 0) {
		mh_transaction_note(r->store, note.s);
		status = mh_kept_book_table(r->store, MH_KEPT_COUNTER, err);
		if (status == MH_OK)
			status = mh_store_commit(r->store, err);
	}
	mh_store_rollback(r->store);
	mh_str_free(&note);
	return status;
}

/* The file has its name now. */
static void name_place(struct restoring *r)
{
	char *path = realpath(r->file.s, NULL);

	snprintf(r->seen.file, sizeof r->seen.file, "%s", path != NULL && strlen(path) < sizeof r->seen.file && strchr(path, '\n') == NULL ? path : "");
	free(path);
}

static enum mh_status restore(struct restoring *r, struct mh_blob message, struct mh_problems *problems, struct mh_err *err)
{
	const struct mh_backup *about = &r->parts.about;

	if (access(r->file.s, F_OK) == 0)
		return mh_fail(err, MH_INPUT, _("%s: exists: a store is never overwritten"), r->file.s);
	enum mh_status status = open_message(r, message, err);
	if (status != MH_OK)
		return status;
	mh_clock_demo(about->demo);
	r->wish->tell(r->wish->arg, about);
	mh_store_folder(&r->folder, r->config.s, about->uid);
	mh_str_printf(&r->match_key, "%s/match-key", r->folder.s);
	mh_str_printf(&r->pin, "%s/pin", r->folder.s);
	status = check_age(r, err);
	if (status == MH_OK)
		status = check_alone(r, err);
	if (status == MH_OK)
		status = mh_place_for_new(r->file.s, r->config.s, about->demo || r->wish->plain_disk != NULL, &r->unfinished, err);
	if (status == MH_OK)
		status = put_match_key(r, err);
	if (status == MH_OK)
		status = put_pin(r, err);
	if (status == MH_OK)
		status = put_file(r, err);
	if (status == MH_OK)
		status = check_ours(r, err);
	if (status == MH_OK)
		status = check_whole(r, problems, err);
	if (status == MH_OK)
		status = erase_again(r, err);
	if (status == MH_OK && !r->wish->dry_run)
		status = skip_numbers(r, err);
	if (status == MH_OK && !r->wish->dry_run)
		status = mh_former_copy(r->store, r->config.s, err);
	if (status == MH_OK && !r->wish->dry_run)
		status = log_restored(r, err);
	mh_store_close(r->store);
	r->store = NULL;
	if (status != MH_OK || r->wish->dry_run)
		return status;
	status = mh_place_name(r->unfinished.s, r->file.s, err);
	r->named = status == MH_OK;
	name_place(r);
	return r->named ? mh_head_write(r->folder.s, &r->seen, err) : status;
}

/* What was made and is not to stay. */
static void clean(struct restoring *r)
{
	mh_place_remove(r->unfinished.s);
	if (r->named)
		return;
	put_back_pin(r);
	if (r->folder_made)
		mh_folder_remove(r->folder.s);
	else if (r->match_key_made)
		unlink(r->match_key.s);
	if (r->config_made)
		rmdir(r->config.s);
}

enum mh_status mh_store_restore(const struct mh_store_place *place, struct mh_blob message, const struct mh_restore *wish,
	struct mh_problems *problems, struct mh_err *err)
{
	struct restoring *r = mh_alloc(1, sizeof *r);
	struct mh_str *const strings[] = { &r->file, &r->config, &r->unfinished, &r->folder, &r->match_key, &r->pin };
	enum mh_status status = mh_crypto_init(err);

	r->wish = wish;
	for (size_t i = 0; i < MH_COUNT(strings); i++)
		mh_str_init(strings[i], 4300);
	mh_str_init_secret(&r->container, MH_BACKUP_MOST + MH_BACKUP_HEAD_MOST);
	mh_str_init(&r->former_pin, 16384);
	mh_store_paths(place, &r->file, &r->config);
	r->config_made = access(r->config.s, F_OK) != 0;
	if (status == MH_OK)
		status = restore(r, message, problems, err);
	clean(r);
	mh_str_free(&r->former_pin);
	mh_str_free(&r->container);
	for (size_t i = MH_COUNT(strings); i-- > 0; )
		mh_str_free(strings[i]);
	mh_wipe(r, sizeof *r);
	free(r);
	return status;
}
