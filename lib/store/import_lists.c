/* Signed lists of what was erased, of the store of an export and of those that it was made of itself: verified, and kept. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "store/erasures.h"
#include "store/import.h"

/* Persons' keys of the export: keyholders, and those who were. */
static enum mh_status take_keys(const struct mh_brought_store *about, struct mh_pgp *pgp, const char *names[], size_t *count, struct mh_err *err)
{
	enum mh_status status = MH_OK;

	*count = 0;
	for (size_t i = 0; i < about->key_count && status == MH_OK; i++) {
		const struct mh_brought_key *key = &about->keys[i];
		if (strcmp(key->role, "exchange") == 0)
			continue;
		status = mh_pgp_take_key(pgp, mh_blob_text(key->public_key), key->fingerprint, err);
		names[(*count)++] = key->fingerprint;
	}
	return status;
}

/* Those of stores before this one were verified when it was made of them; whoever restores a backup verifies them again. */
static void check_one(struct mh_bringing *b, const char *store, const struct mh_erasure_judge *judge)
{
	struct mh_err why = MH_ERR_INIT;
	char name[MH_EXPORT_NAME_SIZE];
	const struct mh_problem where = { .file = name };

	snprintf(name, sizeof name, MH_EXPORT_LISTS, store);
	const struct mh_tar_member *member = mh_tar_take(&b->tar, name);
	if (member == NULL) {
		mh_problem_add(b->problems, &where, "%s", _("is missing in the archive"));
		return;
	}
	char *lists = mh_strndup(member->text.bytes, member->text.len);
	if (strlen(lists) != member->text.len)
		mh_problem_add(b->problems, &where, "%s", _("is no list of erasures, or not whole"));
	else if (strcmp(store, judge->store) == 0 && mh_former_verify(judge, lists, &why) != MH_OK)
		mh_problem_add(b->problems, &where, "%s", why.text);
	free(lists);
}

enum mh_status mh_bring_lists(struct mh_bringing *b, struct mh_pgp *pgp, struct mh_err *err)
{
	const char **names = mh_alloc(b->about.key_count + 1, sizeof *names);
	struct mh_erasure_judge judge = { .pgp = pgp, .allowed = names };
	enum mh_status status = b->about.list_count > 0 ? take_keys(&b->about, pgp, names, &judge.count, err) : MH_OK;

	mh_hex(b->about.uid, MH_UID_SIZE, judge.store);
	for (size_t i = 0; i < b->about.list_count && status == MH_OK; i++)
		check_one(b, b->about.lists[i], &judge);
	free((void *)names);
	return status;
}

enum mh_status mh_bring_lists_put(struct mh_bringing *b, struct mh_store *store, struct mh_err *err)
{
	char name[MH_EXPORT_NAME_SIZE];
	enum mh_status status = MH_OK;

	for (size_t i = 0; i < b->about.list_count && status == MH_OK; i++) {
		snprintf(name, sizeof name, MH_EXPORT_LISTS, b->about.lists[i]);
		const struct mh_tar_member *member = mh_tar_take(&b->tar, name);
		char *lists = mh_strndup(member->text.bytes, member->text.len);
		status = mh_former_put(store, b->about.lists[i], lists, err);
		free(lists);
	}
	return status;
}
