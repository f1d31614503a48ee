#include "record/catalogue_file.h"

#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"

struct reading {
	const char *file;
	struct mh_problems *problems;
	struct mh_err *err;
	size_t wrong;
	struct mh_record code;
};

/* Adds a problem; the first one is the sentence too. */
static void wrong(struct reading *r, const struct mh_node *node, bool at_key, const char *text)
{
	mh_node_problem(r->file, node, at_key, r->problems, "%s", text);
	if (r->wrong++ == 0)
		mh_fail(r->err, MH_INPUT, "%s:%zu:%zu: %s", r->file, at_key ? node->key_line : node->line,
			at_key ? node->key_column : node->column, text);
}

static void set(struct reading *r, const char *field, const struct mh_node *node)
{
	struct mh_err err = MH_ERR_INIT;

	if (mh_record_set(&r->code, mh_field_find(&mh_code, field), node->text, node->len, &err) != MH_OK)
		wrong(r, node, false, err.text);
}

/* Source and day of checking hold for a whole catalogue unless a code has its own. */
static void inherit(struct reading *r, const struct mh_node *catalogue, const char *field)
{
	const struct mh_node *node = mh_node_get(catalogue, field);

	if (node != NULL && node->type == MH_NODE_SCALAR)
		set(r, field, node);
}

static bool known_key(const char *key)
{
	static const char *const not_keys[] = { "catalogue", "position", "details" };

	for (size_t i = 0; i < MH_COUNT(not_keys); i++)
		if (strcmp(key, not_keys[i]) == 0)
			return false;
	return mh_field_find(&mh_code, key) >= 0;
}

static void read_key(struct reading *r, const struct mh_node *node, struct mh_str *details)
{
	if (node->type != MH_NODE_SCALAR)
		wrong(r, node, false, _("expected a text"));
	else if (known_key(node->key))
		set(r, node->key, node);
	else
		mh_str_printf(details, "%s%s: %s", details->len > 0 ? "\n" : "", node->key, node->text);
}

static bool valid_checked(const char *text)
{
	struct mh_date date;

	return text[0] == '\0' || strcmp(text, "unverified") == 0 || mh_date_parse(text, &date);
}

static bool valid_code(const char *code)
{
	return code[0] != '\0' && strspn(code, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._") == strlen(code) &&
		strlen(code) <= 64;
}

static void read_code(struct reading *r, const struct mh_node *catalogue, const struct mh_node *node, int64_t position)
{
	struct mh_str details;

	mh_record_clear(&r->code);
	mh_str_init(&details, 16384);
	for (int i = 0; i < (int)mh_code.count; i++)
		mh_record_set(&r->code, i, "", 0, NULL);
	mh_record_put(&r->code, "catalogue", catalogue->key, NULL);
	mh_record_put_number(&r->code, "position", position);
	inherit(r, catalogue, "source");
	inherit(r, catalogue, "checked");
	for (const struct mh_node *key = node->first; key != NULL; key = key->next)
		read_key(r, key, &details);
	if (!mh_str_ok(&details))
		wrong(r, node, false, _("more than 16384 bytes of details"));
	mh_record_put(&r->code, "details", details.s, NULL);
	if (!valid_code(mh_record_text(&r->code, "code")))
		wrong(r, node, false, _("code: expected letters, digits, - . _ (at most 64)"));
	if (!mh_record_has(&r->code, "en"))
		wrong(r, node, false, _("en: a label is required"));
	if (!valid_checked(mh_record_text(&r->code, "checked")))
		wrong(r, node, false, _("checked: expected a day, or unverified"));
	mh_str_free(&details);
}

static bool seen_before(const struct mh_node *codes, const struct mh_node *node)
{
	const char *code = mh_node_text(node, "code");

	for (const struct mh_node *other = codes->first; code != NULL && other != node; other = other->next)
		if (mh_node_text(other, "code") != NULL && strcmp(mh_node_text(other, "code"), code) == 0)
			return true;
	return false;
}

static enum mh_status read_catalogue(struct reading *r, const struct mh_node *catalogue,
	enum mh_status (*fn)(void *, struct mh_record *, struct mh_err *), void *arg)
{
	const struct mh_node *codes = mh_node_get(catalogue, "codes");
	int64_t position = 0;

	if (codes == NULL || codes->type != MH_NODE_LIST) {
		wrong(r, catalogue, true, _("expected a list \"codes\""));
		return MH_OK;
	}
	for (const struct mh_node *node = codes->first; node != NULL; node = node->next) {
		if (node->type != MH_NODE_MAP) {
			wrong(r, node, false, _("expected {code: ..., en: ..., nl: ...}"));
			continue;
		}
		if (seen_before(codes, node))
			wrong(r, node, false, _("this code stands in the catalogue already"));
		read_code(r, catalogue, node, ++position);
		enum mh_status status = fn != NULL && r->wrong == 0 ? fn(arg, &r->code, r->err) : MH_OK;
		if (status != MH_OK)
			return status;
	}
	return MH_OK;
}

enum mh_status mh_catalogue_file_each(const char *file, const struct mh_node *root,
	enum mh_status (*fn)(void *, struct mh_record *, struct mh_err *), void *arg, struct mh_problems *problems, struct mh_err *err)
{
	struct reading r = { .file = file, .problems = problems, .err = err };
	const struct mh_node *catalogues = mh_node_get(root, "catalogues");
	enum mh_status status = MH_OK;

	mh_record_init(&r.code, &mh_code);
	if (catalogues == NULL || catalogues->type != MH_NODE_MAP)
		wrong(&r, root, false, _("expected a map \"catalogues\""));
	else
		for (const struct mh_node *node = catalogues->first; node != NULL && status == MH_OK; node = node->next)
			status = read_catalogue(&r, node, fn, arg);
	mh_record_free(&r.code);
	if (status != MH_OK)
		return status;
	return r.wrong > 0 ? MH_INPUT : MH_OK;
}
