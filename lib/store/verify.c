/* Verifying the log: the chain, the MAC with a keyholder, signed checkpoints, and what this account has seen of it. */

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "store/backup.h"
#include "store/log_key.h"
#include "store/secret.h"

struct finding { struct mh_problems *problems; bool first_only; };

static bool found(void *arg, int64_t entry, const char *what)
{
	const struct finding *finding = arg;
	struct mh_problem where = { .file = NULL };
	struct mh_str object;

	mh_str_init(&object, 100);
	mh_str_printf(&object, _("log entry %lld"), (long long)entry);
	where.file = object.s;
	mh_problem_add(finding->problems, &where, "%s", what);
	mh_str_free(&object);
	return !finding->first_only;
}

/* A failed look at keys or signatures is a finding like others. */
static enum mh_status as_problem(const struct mh_store *store, struct mh_problems *problems, enum mh_status status, const struct mh_err *why)
{
	const struct mh_problem where = { .file = store->info.file, .remedy = _(MH_HEAD_REMEDY) };

	if (status == MH_KEY)
		mh_problem_sentence(problems, &where, why->text);
	return status == MH_KEY ? MH_OK : status;
}

/* Keys of the MAC, as a keyholder signed that they are. MH_KEY: no keyholder is here, or what keyholders signed was changed: err says what. */
static enum mh_status open_keys(struct mh_store *store, struct mh_log_keys *keys, struct mh_err *err)
{
	unsigned char secret[MH_SECRET_SIZE];
	enum mh_status status = mh_store_authority_verify(store, err);

	if (status != MH_OK)
		return status;
	status = mh_secret_unwrap(store, secret, err);
	if (status == MH_OK)	/* what is sealed can be opened, too */
		status = mh_data_keys_open(store, secret, err);
	if (status == MH_OK)
		status = mh_log_keys_read(store, keys, err);
	if (status == MH_OK)
		status = mh_log_keys_open(store, keys, secret, err);
	mh_wipe(secret, sizeof secret);
	if (status != MH_OK)
		mh_log_keys_free(keys);
	return status;
}

enum mh_status mh_log_check(struct mh_store *store, const struct mh_log_keys *keys, bool first_only, struct mh_log_state *out, struct mh_problems *problems,
	struct mh_err *err)
{
	struct finding finding = { problems, first_only };
	struct mh_log_walk walk = { .from = 1, .rows = true, .keys = keys, .found = found, .arg = &finding };
	struct mh_err why = MH_ERR_INIT;
	size_t before = problems->total;
	/* asked first, as it may let a reader see what was written since it began; told last, behind what explains it */
	const enum mh_status seen = store->placing ? MH_OK : mh_head_check(store, &why);
	enum mh_status status = mh_checkpoints_check(store, &walk.pruned, &out->checkpoints, found, &finding, err);

	if (status == MH_OK && (!first_only || problems->total == before))
		status = mh_log_walk(store, &walk, err);
	if (status == MH_OK && seen != MH_OK && (!first_only || problems->total == before)) {
		status = as_problem(store, problems, seen, &why);
		if (status != MH_OK)
			mh_fail(err, status, "%s", why.text);
	}
	out->last = walk.last;
	out->count = walk.count;
	return status;
}

enum mh_status mh_store_log_verify(struct mh_store *store, bool with_key, struct mh_log_state *out, struct mh_problems *problems, struct mh_err *err)
{
	struct mh_log_keys keys = { .count = 0 };
	struct mh_err no_key = MH_ERR_INIT;
	size_t before = problems->total;
	enum mh_status opened = with_key ? open_keys(store, &keys, &no_key) : MH_OK, status;

	*out = (struct mh_log_state){ .count = 0 };
	if (opened != MH_OK && opened != MH_KEY) {
		*err = no_key;
		return opened;
	}
	status = mh_log_check(store, keys.count > 0 ? &keys : NULL, true, out, problems, err);
	out->mac = with_key && opened == MH_OK && problems->total == before;
	mh_log_keys_free(&keys);
	if (status != MH_OK)
		return status;
	if (problems->total > before)
		return MH_NO;
	if (opened == MH_KEY)
		*err = no_key;
	return opened;
}

enum mh_status mh_log_true_from(struct mh_store *store, int64_t entry, struct mh_err *err)
{
	struct mh_problems problems = MH_PROBLEMS_INIT;
	struct finding finding = { &problems, true };
	struct mh_log_walk walk = { .from = entry, .found = found, .arg = &finding, .pruned = INT64_MAX };
	char said[1000];
	enum mh_status status = MH_OK;

	if (store->log_true_from != 0 && store->log_true_from <= entry)
		return MH_OK;
	status = mh_log_walk(store, &walk, err);
	if (status == MH_OK && !walk.good) {
		mh_problem_text(&problems.list[0], said, sizeof said);
		status = mh_fail(err, MH_STORE, _("%s: mh-store log --verify"), said);
	}
	if (status == MH_OK)
		store->log_true_from = entry;
	mh_problems_free(&problems);
	return status;
}

enum mh_status mh_store_log_end(struct mh_store *store, struct mh_log_point *out, int64_t *restored, struct mh_err *err)
{
	struct mh_log_keys keys;
	struct mh_head last;
	enum mh_status status = mh_log_keys_read(store, &keys, err);

	*restored = 0;
	for (size_t i = 0; i < keys.count; i++)
		if (keys.list[i].restored)
			*restored = keys.list[i].first - 1;
	mh_log_keys_free(&keys);
	if (status == MH_OK)
		status = mh_head_of(store, &last, err);

	if (status != MH_OK)
		return status;
	*out = (struct mh_log_point){ .epoch = store->info.epoch, .entry = last.entry };
	memcpy(out->digest, last.digest, sizeof out->digest);
	return MH_OK;
}

/* Before the last restore there may have been entries that are no more: they have a number behind its beginning and an older epoch. */
static enum mh_status lost_by_restore(struct mh_store *store, const struct mh_log_point *point, bool *lost, struct mh_err *err)
{
	struct mh_log_keys keys;
	enum mh_status status = mh_log_keys_read(store, &keys, err);

	*lost = false;
	for (size_t i = 0; i < keys.count; i++)	/* the entry before first is the restore's own */
		*lost = *lost || (keys.list[i].restored && point->epoch < keys.list[i].epoch && point->entry >= keys.list[i].first - 1);
	mh_log_keys_free(&keys);
	return status;
}

enum mh_status mh_store_log_holds(struct mh_store *store, const struct mh_log_point *point, struct mh_err *err)
{
	struct mh_head head = { .entry = point->entry };
	bool lost = false;

	memcpy(head.digest, point->digest, sizeof head.digest);
	enum mh_status status = mh_head_in(store, &head, NULL);
	if (status != MH_NO && status != MH_KEY)
		return status;
	status = lost_by_restore(store, point, &lost, err);
	if (status != MH_OK)
		return status;
	return lost ? MH_NO : MH_KEY;
}
