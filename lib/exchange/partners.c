/* Reading a partner file. What it changes is in partners_import.c. */

#include "exchange/partners.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "crypto/openpgp.h"
#include "exchange/form.h"
#include "text/yaml.h"

struct reading {
	const char *file;
	struct mh_catalogues *catalogues;
	struct mh_date on;
	struct mh_problems *problems;
	struct mh_err *err;
	bool bad;
};

static void refuse(struct reading *r, const struct mh_node *node, const char *text)
{
	mh_node_problem(r->file, node, false, r->problems, "%s", text);
	if (!r->bad)
		mh_fail(r->err, MH_INPUT, "%s:%zu:%zu: %s", r->file, node->line, node->column, text);
	r->bad = true;
}

static void read_form(struct reading *r, const struct mh_node *map, const char *const also[], struct mh_record *rec)
{
	struct mh_err why = MH_ERR_INIT;

	if (map->type != MH_NODE_MAP) {
		refuse(r, map, _("expected a map"));
	} else if (mh_form_read(r->file, map, also, rec, r->catalogues, r->on, r->problems, &why) != MH_OK) {
		if (!r->bad)
			mh_fail(r->err, MH_INPUT, "%s", why.text);
		r->bad = true;
	}
}

static struct mh_record *append(struct mh_record **list, size_t *count, const struct mh_kind *kind)
{
	*list = mh_grow(*list, *count + 1, sizeof **list);
	mh_record_init(&(*list)[*count], kind);
	mh_record_initial(&(*list)[*count]);
	return &(*list)[(*count)++];
}

/* "shelter: [minimal, identity]": the key is the purpose. Checked like any other record, at the place of its value. */
static void read_profile(struct reading *r, const struct mh_node *node, struct mh_partner_entry *entry)
{
	struct mh_record *rec = append(&entry->profiles, &entry->profile_count, &mh_profile);
	struct mh_problem where = { .file = (char *)r->file, .line = node->line, .column = node->column };
	struct mh_err why = MH_ERR_INIT;
	struct mh_str groups;
	enum mh_status status;

	mh_str_init(&groups, 2048);
	for (const struct mh_node *n = node->first; n != NULL && n->type == MH_NODE_SCALAR; n = n->next)
		mh_str_printf(&groups, "%s%s", groups.len > 0 ? ";" : "", n->text);
	status = mh_record_put(rec, "purpose", node->key, &why);
	if (status == MH_OK)
		status = mh_record_put(rec, "groups", groups.s, &why);
	mh_record_put_number(rec, "partner", 1);	/* stands for the partner until it has a number */
	if (node->type != MH_NODE_LIST || !mh_str_ok(&groups)) {
		refuse(r, node, _("expected a list of groups of data"));
	} else if (status != MH_OK) {
		refuse(r, node, why.text);
	} else if (mh_record_check(rec, r->catalogues, r->on, &where, r->problems, &why) != MH_OK) {
		if (!r->bad)
			mh_fail(r->err, MH_INPUT, "%s", why.text);
		r->bad = true;
	}
	mh_str_free(&groups);
}

/* Key and fingerprint go together; the fingerprint is kept as 40 upper-case digits. */
static void read_key(struct reading *r, const struct mh_node *map, struct mh_record *partner)
{
	char parsed[MH_FINGERPRINT_SIZE];

	if (mh_record_has(partner, "fingerprint") != mh_record_has(partner, "public-key"))
		refuse(r, map, _("fingerprint and public-key go together: give both, or neither for a partner without OpenPGP"));
	else if (mh_record_has(partner, "fingerprint") && !mh_fingerprint_parse(mh_record_text(partner, "fingerprint"), parsed))
		refuse(r, mh_node_get(map, "fingerprint"),
			_("expected the 40 hexadecimal digits of the fingerprint of the partner's exchange key; without OpenPGP leave fingerprint and public-key out"));
	else if (mh_record_has(partner, "fingerprint"))
		mh_record_put(partner, "fingerprint", parsed, NULL);
}

static void read_entry(struct reading *r, const struct mh_node *map, struct mh_partner_entry *entry)
{
	static const char *const also[] = { "profile", "agreements", NULL };
	static const char *const of_partner[] = { NULL };
	const struct mh_node *profile = mh_node_get(map, "profile"), *agreements = mh_node_get(map, "agreements");

	mh_record_initial(&entry->partner);
	read_form(r, map, also, &entry->partner);
	if (map->type == MH_NODE_MAP)
		read_key(r, map, &entry->partner);
	if (profile != NULL && profile->type != MH_NODE_MAP)
		refuse(r, profile, _("expected a map of purposes"));
	for (const struct mh_node *n = profile != NULL && profile->type == MH_NODE_MAP ? profile->first : NULL; n != NULL; n = n->next)
		read_profile(r, n, entry);
	if (agreements != NULL && agreements->type != MH_NODE_LIST)
		refuse(r, agreements, _("expected a list of agreements"));
	for (const struct mh_node *n = agreements != NULL && agreements->type == MH_NODE_LIST ? agreements->first : NULL; n != NULL; n = n->next) {
		struct mh_record *rec = append(&entry->agreements, &entry->agreement_count, &mh_agreement);
		mh_record_put_number(rec, "partner", 1);
		if (mh_node_get(n, "partner") != NULL)
			refuse(r, mh_node_get(n, "partner"), _("the partner is the one that it stands under"));
		else
			read_form(r, n, of_partner, rec);
	}
}

static bool code_twice(const struct mh_partner_file *file, const char *code)
{
	size_t found = 0;

	for (size_t i = 0; i < file->count; i++)
		found += strcmp(mh_record_text(&file->list[i].partner, "code"), code) == 0;
	return found > 1;
}

static const char *key_twice(const struct mh_partner_file *file, const struct mh_record *partner)
{
	for (size_t i = 0; i + 1 < file->count; i++)
		if (mh_record_has(partner, "fingerprint") &&
		    strcmp(mh_record_text(&file->list[i].partner, "fingerprint"), mh_record_text(partner, "fingerprint")) == 0)
			return mh_record_text(&file->list[i].partner, "code");
	return NULL;
}

static void read_list(struct reading *r, const struct mh_node *list, struct mh_partner_file *out)
{
	for (const struct mh_node *n = list->first; n != NULL; n = n->next) {
		struct mh_partner_entry *entry;
		out->list = mh_grow(out->list, out->count + 1, sizeof *out->list);
		entry = &out->list[out->count++];
		*entry = (struct mh_partner_entry){ .profiles = NULL };
		mh_record_init(&entry->partner, &mh_partner);
		read_entry(r, n, entry);
		if (code_twice(out, mh_record_text(&entry->partner, "code")))
			refuse(r, n, _("a partner with this code stands above"));
		if (key_twice(out, &entry->partner) != NULL)
			refuse(r, n, _("a partner with this fingerprint stands above: no two organisations have one key"));
	}
}

enum mh_status mh_partners_read(const char *name, struct mh_blob text, struct mh_catalogues *catalogues, struct mh_date on,
	struct mh_partner_file *out, struct mh_problems *problems, struct mh_err *err)
{
	struct reading r = { name, catalogues, on, problems, err, false };
	struct mh_tree tree = MH_TREE_INIT;
	enum mh_status status = mh_yaml_read(name, text, &mh_yaml_usual, &tree, problems, err);

	*out = (struct mh_partner_file){ NULL, 0 };
	if (status != MH_OK)
		return status;
	const char *format = mh_node_text(tree.root, "format");
	const struct mh_node *list = mh_node_get(tree.root, "partners");
	if (format == NULL || strcmp(format, MH_PARTNERS_FORMAT) != 0)
		status = mh_fail(err, MH_INPUT, _("%s: is no partner file: it begins with format: %s"), name, MH_PARTNERS_FORMAT);
	else if (list == NULL || list->type != MH_NODE_LIST || list->count == 0)
		status = mh_fail(err, MH_INPUT, _("%s: partners is missing, or no list"), name);
	for (const struct mh_node *n = tree.root->first; n != NULL && status == MH_OK; n = n->next)
		if (strcmp(n->key, "format") != 0 && strcmp(n->key, "partners") != 0)
			refuse(&r, n, _("unknown key; known are format and partners"));
	if (status == MH_OK)
		read_list(&r, list, out);
	mh_tree_free(&tree);
	if (status == MH_OK && r.bad)
		status = MH_INPUT;
	if (status != MH_OK)
		mh_partners_free(out);
	return status;
}

void mh_partners_free(struct mh_partner_file *file)
{
	for (size_t i = 0; i < file->count; i++) {
		struct mh_partner_entry *entry = &file->list[i];
		mh_record_free(&entry->partner);
		for (size_t j = 0; j < entry->profile_count; j++)
			mh_record_free(&entry->profiles[j]);
		for (size_t j = 0; j < entry->agreement_count; j++)
			mh_record_free(&entry->agreements[j]);
		free(entry->profiles);
		free(entry->agreements);
	}
	free(file->list);
	*file = (struct mh_partner_file){ NULL, 0 };
}
