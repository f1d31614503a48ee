/* A partner's statement on the declaration: whose it is, by which key, of which text. Everything holds before anything of it is used. */

#include "exchange/declaration.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "crypto/openpgp.h"
#include "text/yaml.h"

#define CLOCKS_DIFFER 600	/* seconds that two clocks may be apart */

struct signer { int64_t partner; char fingerprint[MH_FINGERPRINT_SIZE], code[80]; };
struct signers { struct signer *list; size_t count; };

static enum mh_status add_signer(void *arg, struct mh_record *partner, struct mh_err *err)
{
	struct signers *all = arg;

	(void)err;
	if (!mh_record_has(partner, "fingerprint"))
		return MH_OK;
	all->list = mh_grow(all->list, all->count + 1, sizeof *all->list);
	struct signer *one = &all->list[all->count++];
	one->partner = partner->n;
	snprintf(one->fingerprint, sizeof one->fingerprint, "%s", mh_record_text(partner, "fingerprint"));
	snprintf(one->code, sizeof one->code, "%s", mh_record_text(partner, "code"));
	return MH_OK;
}

static enum mh_status verify(struct mh_store *store, const struct signers *all, struct mh_blob message, size_t *who, struct mh_str *text, struct mh_err *err)
{
	const char **allowed = mh_alloc(all->count + 1, sizeof *allowed);
	struct mh_pgp *pgp;

	for (size_t i = 0; i < all->count; i++)
		allowed[i] = all->list[i].fingerprint;
	enum mh_status status = mh_store_pgp(store, &pgp, err);
	if (status == MH_OK)
		status = mh_pgp_verify(pgp, message, allowed, all->count, false, who, text, err);
	free(allowed);
	return status;
}

/* The statement's keys, each once, and no other. */
enum { FORMAT, SAYS, TEXT, ORGANISATION, FINGERPRINT, AT, DEMO, KEY_COUNT };
static const char *const keys[KEY_COUNT] = { "format", "says", "text", "organisation", "fingerprint", "at", "demo" };

static enum mh_status read_keys(const char *name, const struct mh_tree *tree, const char *values[KEY_COUNT], struct mh_err *err)
{
	for (size_t i = 0; i < KEY_COUNT; i++) {
		values[i] = mh_node_text(tree->root, keys[i]);
		if (values[i] == NULL)
			return mh_fail(err, MH_INPUT, _("%s: is no statement of %s: %s is missing"), name, MH_DECLARATION_FORMAT, keys[i]);
	}
	if (tree->root->count != KEY_COUNT || strcmp(values[FORMAT], MH_DECLARATION_FORMAT) != 0)
		return mh_fail(err, MH_INPUT, _("%s: is no statement of %s: it has other keys, or another format"), name, MH_DECLARATION_FORMAT);
	if (strcmp(values[SAYS], MH_SAYS_SIGNED) != 0 && strcmp(values[SAYS], MH_SAYS_WITHDRAWN) != 0)
		return mh_fail(err, MH_INPUT, _("%s: says neither signed nor withdrawn"), name);
	return MH_OK;
}

static enum mh_status check_signer(struct mh_store *store, const char *name, const char *const values[KEY_COUNT], const struct signer *by, struct mh_err *err)
{
	char parsed[MH_FINGERPRINT_SIZE] = "";
	const bool demo = mh_store_about(store)->demo;

	if (strcmp(values[ORGANISATION], by->code) != 0)
		return mh_fail(err, MH_DENIED, _("%s: is a statement of %.60s, but %s signed it"), name, values[ORGANISATION], by->code);
	mh_fingerprint_parse(values[FINGERPRINT], parsed);
	if (strcmp(parsed, by->fingerprint) != 0)
		return mh_fail(err, MH_DENIED, _("%s: names another key (%.60s) than the one by which %s signed it (%s)"), name, values[FINGERPRINT], by->code, by->fingerprint);
	if ((strcmp(values[DEMO], "yes") == 0) != demo)
		return mh_fail(err, MH_DENIED, demo ? _("%s: comes from a real store, and this is a demo store") :
			_("%s: comes from a demo store, and this is a real one"), name);
	return MH_OK;
}

static enum mh_status take(struct mh_store *store, const char *name, const char *const values[KEY_COUNT], mh_moment now, struct mh_record *signing,
	struct mh_err *err)
{
	struct mh_record declaration;
	mh_moment at;

	if (!mh_moment_parse(values[AT], &at))
		return mh_fail(err, MH_INPUT, _("%s: at \"%.40s\" is no moment such as 2026-03-02T12:00:00Z"), name, values[AT]);
	if (at > now + CLOCKS_DIFFER)
		return mh_fail(err, MH_INPUT, _("%s: was made in the future (%s): one of the two clocks is wrong"), name, values[AT]);
	mh_record_init(&declaration, &mh_declaration);
	enum mh_status status = mh_store_find(store, &mh_declaration, "digest", values[TEXT], &declaration, err);
	if (status == MH_NO)
		status = mh_fail(err, MH_INPUT, _("%s: is about another text than those on record (digest %.64s): compare the texts, or record it with declaration new"),
			name, values[TEXT]);
	if (status == MH_OK) {
		char day[MH_DATE_SIZE];

		mh_date_format(mh_moment_day(at), day);
		mh_record_put_number(signing, "declaration", declaration.n);
		mh_record_put_number(signing, "at", at);
		mh_record_put(signing, "says", values[SAYS], NULL);
		status = mh_record_put(signing, "on", day, err);
		if (status != MH_OK)
			mh_fail_in(err, name);
	}
	mh_record_free(&declaration);
	return status;
}

static enum mh_status read_text(struct mh_store *store, const char *name, const struct mh_str *text, const struct signer *by, mh_moment now,
	struct mh_record *signing, struct mh_err *err)
{
	const char *values[KEY_COUNT];
	struct mh_tree tree = MH_TREE_INIT;
	enum mh_status status = mh_yaml_read(name, (struct mh_blob){ text->s, text->len }, &mh_yaml_partner, &tree, NULL, err);

	if (status == MH_OK)
		status = read_keys(name, &tree, values, err);
	if (status == MH_OK)
		status = check_signer(store, name, values, by, err);
	if (status == MH_OK)
		status = take(store, name, values, now, signing, err);
	mh_tree_free(&tree);
	return status;
}

enum mh_status mh_declaration_read(struct mh_store *store, const char *name, struct mh_blob message, mh_moment now, struct mh_record *signing,
	struct mh_err *err)
{
	struct signers all = { NULL, 0 };
	struct mh_query query;
	struct mh_str text;
	size_t who = 0;
	enum mh_status status = mh_store_authority_verify(store, err);

	mh_str_init(&text, MH_DECLARATION_STATEMENT_MOST);
	mh_query_init(&query, &mh_partner);
	mh_query_is(&query, "state", "active");
	if (status == MH_OK)
		status = mh_store_each(store, &query, add_signer, &all, err);
	mh_query_free(&query);
	if (status == MH_OK && (status = verify(store, &all, message, &who, &text, err)) != MH_OK)
		mh_fail_in(err, name);
	if (status == MH_OK)
		status = read_text(store, name, &text, &all.list[who], now, signing, err);
	if (status == MH_OK) {
		mh_record_put_number(signing, "partner", all.list[who].partner);
		mh_record_put(signing, "paper", "no", NULL);
		mh_record_put(signing, "fingerprint", all.list[who].fingerprint, NULL);
		status = mh_record_set(signing, mh_field_find(&mh_signing, "statement"), message.bytes, message.len, err);
	}
	free(all.list);
	mh_str_free(&text);
	return status;
}
