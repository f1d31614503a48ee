#include "exchange/declared.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "crypto/openpgp.h"
#include "exchange/declaration.h"
#include "text/yaml.h"

static const struct { const char *word, *text; } states[MH_DECLARED_STATE_COUNT] = {
	[MH_DECLARED_NOT] = { "not-signed", N_("not signed") },
	[MH_DECLARED_SIGNED] = { "signed", N_("signed") },
	[MH_DECLARED_PAPER] = { "paper", N_("signed on paper") },
	[MH_DECLARED_WITHDRAWN] = { "withdrawn", N_("withdrawn") },
	[MH_DECLARED_UNPROVEN] = { "unproven", N_("statement does not hold") },
};

const char *mh_declared_word(enum mh_declared_state state)
{
	return states[state].word;
}

const char *mh_declared_text(enum mh_declared_state state)
{
	return _(states[state].text);
}

/* Versions of one declaration. */
struct version { int64_t n, replaces; char name[65], digest[MH_DECLARATION_DIGEST_SIZE]; bool in; };
struct versions { struct version *list; size_t count; };

static enum mh_status add_version(void *arg, struct mh_record *rec, struct mh_err *err)
{
	struct versions *all = arg;

	(void)err;
	all->list = mh_grow(all->list, all->count + 1, sizeof *all->list);
	struct version *v = &all->list[all->count++];
	*v = (struct version){ .n = rec->n, .replaces = mh_record_number(rec, "replaces") };
	snprintf(v->name, sizeof v->name, "%s", mh_record_text(rec, "edition"));
	snprintf(v->digest, sizeof v->digest, "%s", mh_record_text(rec, "digest"));
	return MH_OK;
}

static enum mh_status read_versions(struct mh_store *store, struct versions *all, struct mh_err *err)
{
	struct mh_query query;

	mh_query_init(&query, &mh_declaration);
	enum mh_status status = mh_store_each(store, &query, add_version, all, err);
	mh_query_free(&query);
	return status;
}

static struct version *version_of(const struct versions *all, int64_t n)
{
	for (size_t i = 0; i < all->count; i++)
		if (all->list[i].n == n)
			return &all->list[i];
	return NULL;
}

/* Marks those that hang together with n by what replaces what. */
static void mark(struct versions *all, int64_t n)
{
	bool more = true;

	for (size_t i = 0; i < all->count; i++)
		all->list[i].in = all->list[i].n == n;
	while (more) {
		more = false;
		for (size_t i = 0; i < all->count; i++) {
			struct version *const v = &all->list[i], *const before = version_of(all, v->replaces);

			if (before != NULL && v->in != before->in)
				v->in = before->in = more = true;
		}
	}
}

enum mh_status mh_declaration_newest(struct mh_store *store, struct mh_record *declaration, struct mh_err *err)
{
	struct versions all = { NULL, 0 };
	int64_t newest = 0;
	enum mh_status status = read_versions(store, &all, err);

	for (size_t i = 0; i < all.count; i++) {
		bool replaced = false;

		for (size_t j = 0; j < all.count; j++)
			replaced = replaced || all.list[j].replaces == all.list[i].n;
		if (!replaced && all.list[i].n > newest)
			newest = all.list[i].n;
	}
	free(all.list);
	if (status != MH_OK)
		return status;
	return newest != 0 ? mh_store_get(store, (struct mh_id){ &mh_declaration, newest }, declaration, err) :
		mh_fail(err, MH_NO, _("declaration: none is on record: mh-refer declaration new"));
}

struct telling {
	struct mh_store *store;
	struct versions versions;
	mh_moment now;
	mh_declared_fn *fn;
	void *arg;
	int64_t partner;		/* whose last word is looked for */
	struct mh_record last;		/* n 0: none */
};

static enum mh_status take_last(void *arg, struct mh_record *rec, struct mh_err *err)
{
	struct telling *t = arg;
	const struct version *v = version_of(&t->versions, mh_record_number(rec, "declaration"));

	if (v == NULL || !v->in || mh_record_number(rec, "partner") != t->partner)
		return MH_OK;
	if (t->last.n != 0 && strcmp(mh_record_text(rec, "on"), mh_record_text(&t->last, "on")) < 0)
		return MH_OK;
	return mh_store_get(t->store, (struct mh_id){ &mh_signing, rec->n }, &t->last, err);
}

/* Does the statement say what its row says, of this organisation? Its key may have ended since. */
static bool proven(struct telling *t, const struct version *v, const char *organisation)
{
	const char *statement = mh_record_text(&t->last, "statement"), *allowed[] = { mh_record_text(&t->last, "fingerprint") };
	struct mh_tree tree = MH_TREE_INIT;
	struct mh_str text;
	struct mh_pgp *pgp;
	size_t who;

	mh_str_init(&text, MH_DECLARATION_STATEMENT_MOST);
	bool good = mh_store_pgp(t->store, &pgp, NULL) == MH_OK &&
		mh_pgp_verify(pgp, (struct mh_blob){ statement, strlen(statement) }, allowed, 1, true, &who, &text, NULL) == MH_OK &&
		mh_yaml_read("statement", (struct mh_blob){ text.s, text.len }, &mh_yaml_partner, &tree, NULL, NULL) == MH_OK;
	const char *const wanted[][2] = {
		{ "format", MH_DECLARATION_FORMAT }, { "says", mh_record_text(&t->last, "says") }, { "text", v->digest }, { "organisation", organisation },
	};
	for (size_t i = 0; i < MH_COUNT(wanted) && good; i++) {
		const char *const said = mh_node_text(tree.root, wanted[i][0]);

		good = said != NULL && strcmp(said, wanted[i][1]) == 0;
	}
	mh_tree_free(&tree);
	mh_str_free(&text);
	return good;
}

static void judge(struct telling *t, struct mh_declared *d)
{
	const struct version *v = version_of(&t->versions, mh_record_number(&t->last, "declaration"));

	d->declaration = v->n;
	d->version = v->name;
	d->on = mh_record_text(&t->last, "on");
	d->signatory = mh_record_text(&t->last, "signatory");
	d->fingerprint = mh_record_text(&t->last, "fingerprint");
	if (d->fingerprint[0] == '\0')
		d->state = mh_store_row_true(t->store, &t->last, NULL) == MH_STORE ? MH_DECLARED_UNPROVEN : MH_DECLARED_PAPER;
	else
		d->state = proven(t, v, d->code) ? MH_DECLARED_SIGNED : MH_DECLARED_UNPROVEN;
	if (d->state != MH_DECLARED_UNPROVEN && strcmp(mh_record_text(&t->last, "says"), MH_SAYS_WITHDRAWN) == 0)
		d->state = MH_DECLARED_WITHDRAWN;
}

/* found: the key that the organisation has now. */
static enum mh_status tell(struct telling *t, struct mh_declared *d, const struct mh_key_found *found, struct mh_err *err)
{
	struct mh_query query;

	t->partner = d->partner;
	mh_record_clear(&t->last);
	mh_query_init(&query, &mh_signing);
	if (d->partner != 0)
		mh_query_is_number(&query, "partner", d->partner);
	enum mh_status status = mh_store_each(t->store, &query, take_last, t, err);
	mh_query_free(&query);
	if (status != MH_OK)
		return status;
	d->version = d->on = d->signatory = d->fingerprint = "";
	if (t->last.n != 0)
		judge(t, d);
	if (d->fingerprint[0] != '\0')
		d->key = strcmp(d->fingerprint, found->fingerprint) == 0 ? found->state : MH_KEY_CHANGED;
	return t->fn(t->arg, d, err);
}

static enum mh_status tell_partner(void *arg, struct mh_record *rec, struct mh_err *err)
{
	struct telling *t = arg;
	struct mh_key_found found;
	struct mh_record partner;

	if (strcmp(mh_record_text(rec, "state"), "left") == 0)
		return MH_OK;
	mh_record_init(&partner, &mh_partner);
	enum mh_status status = mh_store_get(t->store, (struct mh_id){ &mh_partner, rec->n }, &partner, err);
	if (status == MH_OK)
		status = mh_key_judge(t->store, &partner, t->now, &found, err);
	struct mh_declared d = { .partner = rec->n, .code = mh_record_text(&partner, "code"), .name = mh_record_text(&partner, "name"),
		.column = mh_record_text(&partner, "column") };
	if (status == MH_OK)
		status = tell(t, &d, &found, err);
	mh_record_free(&partner);
	return status;
}

static enum mh_status tell_own(struct telling *t, struct mh_err *err)
{
	const struct mh_store_info *about = mh_store_about(t->store);
	struct mh_declared d = { .code = about->organisation, .name = about->name, .column = "" };
	struct mh_key_found found;
	enum mh_status status = mh_key_judge_own(t->store, t->now, &found, err);

	return status == MH_OK ? tell(t, &d, &found, err) : status;
}

enum mh_status mh_declared_each(struct mh_store *store, const struct mh_record *declaration, mh_moment now, mh_declared_fn *fn, void *arg, struct mh_err *err)
{
	struct telling t = { .store = store, .now = now, .fn = fn, .arg = arg };
	struct mh_query query;
	enum mh_status status = read_versions(store, &t.versions, err);

	mh_record_init(&t.last, &mh_signing);
	mark(&t.versions, declaration->n);
	if (status == MH_OK)
		status = tell_own(&t, err);
	mh_query_init(&query, &mh_partner);
	if (status == MH_OK && (status = mh_query_sort(&query, "code", err)) == MH_OK)
		status = mh_store_each(store, &query, tell_partner, &t, err);
	mh_query_free(&query);
	mh_record_free(&t.last);
	free(t.versions.list);
	return status;
}
