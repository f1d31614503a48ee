/* Records that a person writes as YAML. */

#include <stdint.h>
#include <string.h>

#include "base/i18n.h"
#include "cli/option.h"
#include "record/form.h"
#include "text/complain.h"

struct form {
	struct mh_record *rec;
	struct mh_complaints complaints;
};

static void refuse(struct form *form, const struct mh_node *node, bool at_key, const char *text)
{
	const struct mh_problem where = {
		.line = at_key ? node->key_line : node->line, .column = at_key ? node->key_column : node->column,
		.field = at_key ? NULL : node->key,
	};

	mh_complain(&form->complaints, &where, "%s", text);
}

static bool is_other(const char *const others[], const char *key)
{
	for (; others && *others; others++)
		if (strcmp(*others, key) == 0)
			return true;
	return false;
}

static void refuse_key(struct form *form, const struct mh_node *node)
{
	const struct mh_kind *kind = form->rec->kind;
	const char *names[MH_FIELD_MOST], *near;
	const struct mh_problem where = { .line = node->key_line, .column = node->key_column };
	size_t count = 0;

	for (size_t i = 0; i < kind->count; i++)
		if (!(kind->fields[i].flags & (MH_DERIVED | MH_PARENT)))
			names[count++] = kind->fields[i].name;
	near = mh_word_nearest(node->key, names, count);
	mh_complain(&form->complaints, &where, near ? _("a %s has no field \"%s\" that can be given; nearest: %s") :
		_("a %s has no field \"%s\" that can be given"), mh_name("kind", kind->name), node->key, near);
}

/* A list of codes is one text with ';' between them. */
static void take_list(struct form *form, int field, const struct mh_node *node)
{
	struct mh_err err = MH_ERR_INIT;
	struct mh_str joined;

	if (form->rec->kind->fields[field].type != MH_CODES) {
		refuse(form, node, false, _("takes one value, not a list"));
		return;
	}
	mh_str_init(&joined, 65536);
	for (const struct mh_node *child = node->first; child; child = child->next)
		if (child->type == MH_NODE_SCALAR)
			mh_str_printf(&joined, "%s%s", joined.len > 0 ? ";" : "", child->text);
		else
			refuse(form, child, false, _("expected a code"));
	if (mh_record_set(form->rec, field, joined.s, joined.len, &err) != MH_OK)
		refuse(form, node, false, err.text);
	mh_str_free(&joined);
}

static void take_key(struct form *form, const struct mh_node *node)
{
	int field = mh_field_find(form->rec->kind, node->key);
	struct mh_err err = MH_ERR_INIT;

	if (field < 0 || (form->rec->kind->fields[field].flags & (MH_DERIVED | MH_PARENT)))
		refuse_key(form, node);
	else if (node->type == MH_NODE_LIST)
		take_list(form, field, node);
	else if (node->type == MH_NODE_MAP)
		refuse(form, node, false, _("takes one value, not a map"));
	else if (mh_record_set(form->rec, field, node->text, node->len, &err) != MH_OK)
		refuse(form, node, false, err.text);
}

enum mh_status mh_record_from_map(struct mh_record *rec, const struct mh_node *map, const char *file, const char *const others[],
	struct mh_problems *problems, struct mh_err *err)
{
	struct form form = { rec, { file, problems, err, 0 } };

	if (map->type != MH_NODE_MAP)
		refuse(&form, map, false, _("expected \"field: value\" lines"));
	for (const struct mh_node *child = map->type == MH_NODE_MAP ? map->first : NULL; child; child = child->next)
		if (!is_other(others, child->key))
			take_key(&form, child);
	return mh_complaints_status(&form.complaints);
}

void mh_problems_place(struct mh_problems *problems, size_t from, const struct mh_node *map)
{
	for (size_t i = from; i < problems->count; i++) {
		struct mh_problem *problem = &problems->list[i];
		const struct mh_node *node = problem->field ? mh_node_get(map, problem->field) : NULL;

		problem->line = node ? node->line : map->line;
		problem->column = node ? node->column : map->column;
	}
}
