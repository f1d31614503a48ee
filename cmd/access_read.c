/* A draft that a person has decided on, compared with what is kept. */

#include <stdlib.h>
#include <string.h>

#include "access.h"
#include "base/clock.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "text/yaml.h"
#include "value.h"

struct reading {
	struct mh_session *session;
	const char *file;
	const struct mh_dossier *dossier;
	struct access_decided *out;
	struct mh_problems *problems;
};

enum mh_status access_head(const char *file, struct mh_blob text, struct access_decided *out, struct mh_problems *problems, struct mh_err *err)
{
	out->tree = mh_alloc(1, sizeof *out->tree);
	*out->tree = (struct mh_tree)MH_TREE_INIT;
	out->tree->secret = true;
	mh_str_init(&out->grounds, 1000);
	enum mh_status status = mh_yaml_read(file, text, &mh_yaml_usual, out->tree, problems, err);
	if (status != MH_OK)
		return status;
	const char *format = mh_node_text(out->tree->root, "format");
	out->case_id = mh_node_text(out->tree->root, "case");
	out->by = mh_node_text(out->tree->root, "by");
	if (format != NULL && strcmp(format, ACCESS_FORMAT) == 0 && out->case_id != NULL && out->by != NULL)
		return MH_OK;
	return mh_fail(err, MH_INPUT, _("%s: is no draft of mh-case access"), file);
}

void access_free(struct access_decided *out)
{
	if (out->tree != NULL)
		mh_tree_free(out->tree);
	free(out->tree);
	free(out->list);
	mh_str_free(&out->grounds);
}

/* The entry of a list whose key has this text; NULL: none. */
static const struct mh_node *find(const struct mh_node *list, const char *key, const char *text)
{
	for (const struct mh_node *node = list != NULL ? list->first : NULL; node != NULL; node = node->next) {
		const char *of = mh_node_text(node, key);

		if (of != NULL && strcmp(of, text) == 0)
			return node;
	}
	return NULL;
}

static void problem(const struct reading *r, const struct mh_node *node, const char *id, const char *field, const char *sentence)
{
	mh_node_problem(r->file, node, false, r->problems, "%s%s%s: %s", id, field[0] != '\0' ? " " : "", field, sentence);
}

/* The ground must be one that is declared: it stands in the request. */
static bool take_ground(const struct reading *r, const struct mh_node *value)
{
	const struct mh_code_list *list = mh_catalogue(mh_store_catalogues(r->session->store), "access-ground", NULL);
	const char *ground = mh_node_text(value, "ground");
	struct mh_str *all = &r->out->grounds;

	const struct mh_code *found = ground != NULL && list != NULL ? mh_code_find(list, ground, strlen(ground)) : NULL;
	if (found == NULL || !mh_code_valid(found, mh_today()))
		return false;
	const char *at = strstr(all->s, ground);
	if (at == NULL || (at != all->s && at[-1] != ';') || strchr(";", at[strlen(ground)]) == NULL)
		mh_str_printf(all, "%s%s", all->len > 0 ? ";" : "", ground);
	return true;
}

static void give(const struct reading *r, size_t record, int field, const char *text)
{
	struct access_decided *out = r->out;

	out->list = mh_grow(out->list, out->count + 1, sizeof *out->list);
	out->list[out->count++] = (struct access_given){ record, field, text };
}

/* Words may be shortened by hand; what is no words is handed over as it is kept. */
static bool is_kept(const struct reading *r, size_t record, size_t field, const char *text)
{
	const struct mh_record *rec = &r->dossier->list[record];
	struct mh_str kept;

	if (mh_field_sealed(&rec->kind->fields[field]) || rec->kind->fields[field].type == MH_TEXT)
		return true;
	mh_str_init(&kept, 65536);
	mh_value_for_people(r->session, rec, (int)field, &kept);
	const bool same = strcmp(kept.s, text) == 0;
	mh_str_free(&kept);
	return same;
}

static void take_value(const struct reading *r, size_t record, size_t field, const struct mh_node *values)
{
	const struct mh_record *rec = &r->dossier->list[record];
	const char *name = rec->kind->fields[field].name;
	const struct mh_node *value = find(values, "field", name);
	const char *decision = mh_node_text(value, "give"), *text = mh_node_text(value, "text");
	char id[MH_ID_SIZE];

	mh_record_id(rec, id);
	if (value == NULL || decision == NULL || text == NULL) {
		problem(r, values, id, name, _("is gone from the draft: what is not given stays in it, with give: no and a ground"));
		return;
	}
	const bool yes = strcmp(decision, "yes") == 0, no = strcmp(decision, "no") == 0;
	if (!yes && !no)
		problem(r, mh_node_get(value, "give"), id, name, strcmp(decision, "ask") == 0 ? _("is still to be decided: give yes or no, and the ground") : _("give is yes, no or ask"));
	else if ((no || mh_dossier_marks_of(r->dossier, record, field) != 0) && !take_ground(r, value))
		problem(r, value, id, name, _("a ground is needed: a code that mh-store codes access-ground lists"));
	else if (yes && !is_kept(r, record, field, text))
		problem(r, value, id, name, _("is not what is kept: only words may be shortened in the draft"));
	else if (yes)
		give(r, record, (int)field, text);
	else
		r->out->kept_back++;
}

static void take_record(const struct reading *r, size_t record, const struct mh_node *records)
{
	const struct mh_record *rec = &r->dossier->list[record];
	char id[MH_ID_SIZE], version[24];

	mh_record_id(rec, id);
	const struct mh_node *node = find(records, "id", id);
	const char *of = mh_node_text(node, "version");
	snprintf(version, sizeof version, "%lld", (long long)rec->since);
	if (node == NULL) {
		problem(r, records, id, "", _("is not in the draft: it was recorded since, or taken out; make another draft"));
	} else if (of == NULL || strcmp(of, version) != 0) {
		problem(r, node, id, "", _("was changed since the draft was made: make another draft"));
	} else {
		for (size_t i = 0; i < rec->kind->count; i++)
			if (mh_dossier_tells(rec, i))
				take_value(r, record, i, mh_node_get(node, "values"));
	}
}

enum mh_status access_decide(struct mh_session *session, const char *file, const struct mh_dossier *dossier, struct access_decided *out,
	struct mh_problems *problems, struct mh_err *err)
{
	const struct reading r = { session, file, dossier, out, problems };
	const struct mh_node *records = mh_node_get(out->tree->root, "records");

	if (records == NULL || records->type != MH_NODE_LIST)
		return mh_fail(err, MH_INPUT, _("%s: is no draft of mh-case access"), file);
	for (size_t i = 0; i < dossier->count; i++)
		take_record(&r, i, records);
	return problems->total == 0 ? MH_OK : mh_fail(err, MH_INPUT, ngettext("%s: nothing was handed over: %zu problem", "%s: nothing was handed over: %zu problems",
		problems->total), file, problems->total);
}
