/* Erasing again in a store that is older than its lists: after a restore, or where somebody put an old copy back. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "store/backup.h"
#include "store/erasures.h"

#define NAMES_MOST (4 * MH_KEYHOLDERS_MOST)

struct catching {
	struct mh_store *store;
	const struct mh_catching_up *asked;
	char texts[NAMES_MOST][MH_FINGERPRINT_SIZE];
	const char *names[NAMES_MOST];	/* who is believed */
	size_t count;
	struct mh_erasures known;
	size_t applied;
};

bool mh_message_next(const char **at, struct mh_str *out)
{
	static const char end[] = "-----END PGP MESSAGE-----\n";
	const char *stop = strstr(*at, end);

	mh_str_clear(out);
	if (stop == NULL)
		return false;
	mh_str_add(out, *at, (size_t)(stop - *at) + sizeof end - 1);
	*at = stop + sizeof end - 1;
	return true;
}

static enum mh_status believe(void *arg, const struct mh_allowed_key *key, struct mh_err *err)
{
	struct catching *c = arg;

	(void)err;
	if (strcmp(key->role, "exchange") == 0 || c->count == NAMES_MOST)
		return MH_OK;
	snprintf(c->texts[c->count], MH_FINGERPRINT_SIZE, "%s", key->fingerprint);
	c->names[c->count] = c->texts[c->count];
	c->count++;
	return MH_OK;
}

/* Whom the user named; the organisation's key is no person's. */
static enum mh_status believe_named(struct catching *c, const char *named, struct mh_err *err)
{
	struct mh_allowed_key key = { .role = "keyholder" };
	char fingerprint[MH_FINGERPRINT_SIZE];
	struct mh_pgp *pgp;
	struct mh_str public_key;
	enum mh_status status = mh_store_pgp(c->store, &pgp, err);

	if (status != MH_OK || !mh_fingerprint_parse(named, fingerprint) || strcmp(fingerprint, c->store->info.exchange_key) == 0)
		return status;
	for (size_t i = 0; i < c->count; i++)
		if (strcmp(c->names[i], fingerprint) == 0)
			return MH_OK;
	mh_str_init(&public_key, 256 * 1024);
	status = mh_pgp_user_key(pgp, fingerprint, &public_key, err);
	if (status == MH_OK)
		status = mh_pgp_take_key(pgp, (struct mh_blob){ public_key.s, public_key.len }, fingerprint, err);
	mh_str_free(&public_key);
	key.fingerprint = fingerprint;
	return status == MH_OK ? believe(c, &key, err) : status;
}

static enum mh_status apply(struct catching *c, const struct mh_erasure *e, const char *signed_text, const char *second, struct mh_err *err)
{
	enum mh_status status = mh_store_begin(c->store, c->asked->command, err);

	if (status == MH_OK)
		status = mh_erase_rows(c->store, e, err);
	if (status == MH_OK)
		status = mh_erasure_put(c->store, e, signed_text, second, err);
	if (status == MH_OK)
		return mh_store_commit(c->store, err);
	mh_store_rollback(c->store);
	return status;
}

/* One list: known already, the next one, or out of order. last is the digest of the newest list so far. */
static enum mh_status judge(struct catching *c, const struct mh_erasure *e, const char *signed_text, const char *second, struct mh_err *err)
{
	struct mh_erasures *known = &c->known;
	unsigned char digest[MH_HASH_SIZE];
	enum mh_status status = MH_OK;

	if (e->number <= (int64_t)known->count)	/* the chain tells whether it is the same: the one behind it would not follow */
		return MH_OK;
	if (e->number > (int64_t)(known->count + c->applied) + 1)
		return mh_fail(err, MH_KEY, _("list of erasures %lld: the one before it is missing"), (long long)e->number);
	if (e->number <= (int64_t)(known->count + c->applied))
		return MH_OK;
	if (strcmp(e->previous, known->last) != 0)
		return mh_fail(err, MH_KEY, _("list of erasures %lld: does not follow on the list before it"), (long long)e->number);
	if (!c->asked->dry_run)
		status = apply(c, e, signed_text, second, err);
	mh_digest(signed_text, strlen(signed_text), digest);
	mh_hex(digest, sizeof digest, known->last);
	c->applied += status == MH_OK;
	return status;
}

/* The lists of a text; one that two signed is two messages. */
static enum mh_status each_list(struct catching *c, const char *text, const char *name, struct mh_err *err)
{
	struct mh_str signed_text, second;
	struct mh_erasure e = { 0 };
	const char *at = text;
	enum mh_status status = MH_OK;

	mh_str_init(&signed_text, MH_ERASURE_MOST);
	mh_str_init(&second, MH_ERASURE_MOST);
	while (status == MH_OK && mh_message_next(&at, &signed_text)) {
		mh_str_clear(&second);
		status = mh_erasure_one(c->store, signed_text.s, c->names, c->count, &e, NULL, err);
		if (status == MH_OK && e.two) {
			mh_erasure_free(&e);
			mh_message_next(&at, &second);
			status = mh_erasure_verify(c->store, signed_text.s, second.s, c->names, c->count, &e, err);
		}
		if (status == MH_OK)
			status = judge(c, &e, signed_text.s, second.s, err);
		mh_erasure_free(&e);
	}
	if (status == MH_OK && at[strspn(at, "\r\n")] != '\0')
		status = mh_fail(err, MH_INPUT, _("is no list of erasures, or not whole"));
	mh_str_free(&second);
	mh_str_free(&signed_text);
	return status == MH_OK || status == MH_STORE || status == MH_BUSY ? status : mh_fail_in(err, name);
}

static enum mh_status read_copy(const struct mh_store *store, struct mh_str *text, struct mh_str *path, struct mh_err *err)
{
	mh_erasures_path(store, path);
	return access(path->s, F_OK) == 0 ? mh_file_read(path->s, text, err) : MH_OK;
}

static enum mh_status start(struct catching *c, struct mh_err *err)
{
	enum mh_status status = mh_erasures_read(c->store, &c->known, err);

	if (status == MH_OK)
		status = mh_store_keys(c->store, believe, c, err);
	for (size_t i = 0; i < c->asked->signer_count && status == MH_OK; i++)
		status = believe_named(c, c->asked->signers[i], err);
	return status;
}

enum mh_status mh_store_erase_again(struct mh_store *store, const struct mh_catching_up *asked, size_t *applied, struct mh_err *err)
{
	struct catching *c = mh_alloc(1, sizeof *c);
	struct mh_str copy, path;
	enum mh_status status;

	c->store = store;
	c->asked = asked;
	*applied = 0;
	mh_str_init(&copy, 4 * MH_ERASURE_MOST);
	mh_str_init(&path, 4200);
	status = read_copy(store, &copy, &path, err);
	if (status == MH_OK && (copy.len > 0 || asked->list_count > 0))
		status = start(c, err);
	if (status == MH_OK && copy.len > 0)
		status = each_list(c, copy.s, path.s, err);
	for (size_t i = 0; i < asked->list_count && status == MH_OK; i++)
		status = each_list(c, asked->lists[i].text, asked->lists[i].name, err);
	*applied = c->applied;
	if (status == MH_OK && c->applied > 0 && !asked->dry_run)
		status = mh_store_erase_finish(store, asked->command, err);
	mh_erasures_free(&c->known);
	mh_str_free(&path);
	mh_str_free(&copy);
	free(c);
	return status;
}

/* A store that is seen to be an older one takes no writing: erasing in it again is refused. */
static const char *remedy_of_behind(struct mh_store *store)
{
	struct mh_trust pin;
	const bool writes = mh_head_check(store, NULL) == MH_OK && mh_pin_check(store, &pin, NULL) == MH_OK;

	return writes ? _("mh-store retain --finish erases again") : _("restore the newest backup: mh-store restore applies the lists of erasures");
}

enum mh_status mh_erasures_behind(struct mh_store *store, struct mh_problems *problems, struct mh_err *err)
{
	const struct mh_catching_up asked = { .dry_run = true };
	struct mh_err why = MH_ERR_INIT;
	size_t missing = 0;
	enum mh_status status = mh_store_erase_again(store, &asked, &missing, &why);

	if (status == MH_STORE || status == MH_BUSY)
		return mh_fail(err, status, "%s", why.text);
	if (status != MH_OK)
		mh_problem_sentence(problems, &(struct mh_problem){ .file = store->info.file }, why.text);
	if (missing > 0)
		mh_problem_add(problems, &(struct mh_problem){ .file = store->info.file, .remedy = remedy_of_behind(store) },
			ngettext("%zu list of erasures was made after it: it is an older store that was put back",
			"%zu lists of erasures were made after it: it is an older store that was put back", missing), missing);
	return status == MH_OK && missing == 0 ? MH_OK : mh_fail(err, MH_NO, _("%s: is behind its lists of erasures"), store->info.file);
}
