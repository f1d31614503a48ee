#include "exchange/notice.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "crypto/openpgp.h"
#include "exchange/post.h"
#include "exchange/spool.h"

#define PATH_MOST 4096
#define PAGE_MOST 4096

/* Partners that are told, with their records. */
struct partners { struct mh_record *list; size_t count; };

static enum mh_status take_partner(void *arg, struct mh_record *partner, struct mh_err *err)
{
	struct partners *const all = arg;

	(void)err;
	all->list = mh_grow(all->list, all->count + 1, sizeof *all->list);
	mh_record_copy(&all->list[all->count++], partner);
	return MH_OK;
}

static enum mh_status read_partners(struct mh_store *store, struct partners *all, struct mh_err *err)
{
	struct mh_query query;

	mh_query_init(&query, &mh_partner);
	mh_query_is(&query, "state", "active");
	enum mh_status status = mh_store_each(store, &query, take_partner, all, err);
	mh_query_free(&query);
	return status;
}

struct earlier { int64_t entry; bool told; };

static enum mh_status is_earlier(void *arg, struct mh_record *message, struct mh_err *err)
{
	struct earlier *const e = arg;

	(void)err;
	e->told = e->told || message->since > e->entry;		/* older ones are of the backup, and tell of another restore */
	return MH_OK;
}

/* Was it told of this restore? */
static enum mh_status was_told(const struct mh_noticing *n, const struct mh_record *partner, bool *told, struct mh_err *err)
{
	struct earlier e = { n->entry, false };
	struct mh_query query;

	mh_query_init(&query, &mh_message);
	mh_query_is_number(&query, "partner", partner->n);
	mh_query_is(&query, "kind", "notice");
	mh_query_is(&query, "direction", "out");
	enum mh_status status = mh_store_each(n->store, &query, is_earlier, &e, err);
	mh_query_free(&query);
	*told = e.told;
	return status;
}

/* What is said by phone stands in the record of it. */
static enum mh_status say(const struct mh_noticing *n, struct mh_post *post, struct mh_envelope *env, struct mh_err *err)
{
	struct mh_str page;

	mh_str_init(&page, PAGE_MOST);
	mh_str_printf(&page, _("The store of %s was put back from a backup, with entry %lld of its log. What it got and answered since the backup is lost: please "
		"send or say again what is open between us.\n"), mh_store_about(n->store)->name, (long long)n->entry);
	enum mh_status status = mh_post_said(post, "phone", env, &page, err);
	mh_str_free(&page);
	return status;
}

struct telling { const struct mh_noticing *n; struct mh_envelope *env; bool by_file; };

static enum mh_status write_notice(void *arg, struct mh_post *post, struct mh_err *err)
{
	const struct telling *t = arg;

	return t->by_file ? mh_post_send(post, t->env, err) : say(t->n, post, t->env, err);
}

/* One partner, in a transaction of its own; path gets the file's. */
static enum mh_status tell(const struct mh_noticing *n, const struct mh_record *partner, bool by_file, struct mh_str *path, struct mh_err *err)
{
	char conversation[MH_EXCHANGE_ID_SIZE];
	struct mh_post post = { .store = n->store, .spool = n->spool, .partner = partner, .now = n->now, .conversation = conversation };
	struct mh_envelope env;
	struct telling t = { n, &env, by_file };

	mh_exchange_id(conversation);
	mh_envelope_start(&env, mh_letter_find("notice"));
	mh_record_put(&env.body, "restored", "yes", NULL);
	enum mh_status status = mh_post_write(&post, n->command, write_notice, &t, path, err);
	mh_envelope_free(&env);
	return status;
}

/* The first that could not be told is the sentence of the whole; each is said. */
static enum mh_status tell_one(struct mh_noticing *n, const struct mh_record *partner, mh_notice_fn *fn, void *arg, struct mh_err *err)
{
	const bool by_file = mh_record_has(partner, "fingerprint");
	struct mh_notice notice = { mh_record_text(partner, "code"), by_file ? "exchange" : "phone", NULL, NULL };
	struct mh_err why = MH_ERR_INIT;
	struct mh_str path;
	bool told = false;
	enum mh_status status = n->again ? MH_OK : was_told(n, partner, &told, err);

	if (status != MH_OK || told)
		return status;
	mh_str_init(&path, PATH_MOST);
	status = tell(n, partner, by_file, &path, &why);
	notice.path = path.len > 0 ? path.s : NULL;
	if (status != MH_OK)
		notice.why = &why;
	fn(arg, &notice);
	n->told += status == MH_OK;
	n->failed += status != MH_OK;
	if (status != MH_OK && n->failed == 1)
		mh_fail(err, status, "%s", why.text);
	mh_str_free(&path);
	return status == MH_STORE || status == MH_BUSY ? status : MH_OK;
}

/* Asked once, before anybody is told: without it no file can be made. */
static enum mh_status has_key(struct mh_store *store, const struct partners *all, struct mh_err *err)
{
	const char *const key[] = { mh_store_about(store)->exchange_key };
	struct mh_pgp *pgp;
	size_t which = 0;
	bool needed = false;

	for (size_t i = 0; i < all->count; i++)
		needed = needed || mh_record_has(&all->list[i], "fingerprint");
	if (!needed)
		return MH_OK;
	enum mh_status status = mh_store_pgp(store, &pgp, err);
	if (status == MH_OK && mh_pgp_choose_own(pgp, key, 1, &which, NULL) != MH_OK)
		status = mh_fail(err, MH_KEY, _("the secret of the exchange key %s is not at hand: no partner was told of the restore: run mh-refer notice where it is"),
			key[0]);
	return status;
}

enum mh_status mh_notices(struct mh_noticing *n, mh_notice_fn *fn, void *arg, struct mh_err *err)
{
	struct partners all = { NULL, 0 };
	struct mh_log_point end;
	enum mh_status status = mh_store_log_end(n->store, &end, &n->entry, err);

	n->told = n->failed = 0;
	if (status != MH_OK || n->entry == 0)
		return status;
	status = read_partners(n->store, &all, err);
	if (status == MH_OK)
		status = has_key(n->store, &all, err);
	if (status == MH_OK)
		status = mh_spool_make(n->spool, err);
	for (size_t i = 0; i < all.count && status == MH_OK; i++)
		status = tell_one(n, &all.list[i], fn, arg, err);
	for (size_t i = 0; i < all.count; i++)
		mh_record_free(&all.list[i]);
	free(all.list);
	return status == MH_OK && n->failed > 0 ? err->status : status;
}
