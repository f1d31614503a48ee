#include "exchange/form.h"

#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "cli/option.h"

struct form {
	const char *file;
	struct mh_record *rec;
	struct mh_problems *problems;
	struct mh_err *err;
	bool bad;
};

/* Books a problem at a node and keeps the first as the sentence of the whole. */
static void refuse(struct form *f, const struct mh_node *node, bool at_key, const char *value, const char *text)
{
	struct mh_problem place = {
		.file = (char *)f->file, .line = at_key ? node->key_line : node->line,
		.column = at_key ? node->key_column : node->column, .field = (char *)node->key, .value = (char *)value, .text = (char *)text,
	};
	char shown[1100];

	mh_problem_add(f->problems, &place, "%s", text);
	if (!f->bad) {
		mh_problem_text(&place, shown, sizeof shown);
		mh_fail(f->err, MH_INPUT, "%s", shown);
	}
	f->bad = true;
}

static void unknown_key(struct form *f, const struct mh_node *node)
{
	const char *names[MH_FIELD_MOST];
	char text[300];
	size_t count = 0;

	for (size_t i = 0; i < f->rec->kind->count; i++)
		if ((f->rec->kind->fields[i].flags & MH_DERIVED) == 0)
			names[count++] = f->rec->kind->fields[i].name;
	const char *near = mh_word_nearest(node->key, names, count);
	snprintf(text, sizeof text, near != NULL ? _("unknown key; nearest: %s") : _("unknown key"), near);
	refuse(f, node, true, NULL, text);
}

/* A list of scalars as "a;b"; false when it is something else. */
static bool joined(const struct mh_node *list, struct mh_str *out)
{
	for (const struct mh_node *n = list->first; n != NULL; n = n->next) {
		if (n->type != MH_NODE_SCALAR || n->len == 0 || memchr(n->text, ';', n->len) != NULL)
			return false;
		if (out->len > 0)
			mh_str_putc(out, ';');
		mh_str_add(out, n->text, n->len);
	}
	return mh_str_ok(out);
}

static void take(struct form *f, const struct mh_node *node, int field)
{
	const struct mh_field *def = &f->rec->kind->fields[field];
	const char *shown = mh_field_sealed(def) ? _("(sealed)") : node->text;
	struct mh_err why = MH_ERR_INIT;
	struct mh_str set;

	mh_str_init(&set, 4096);
	if (node->type == MH_NODE_SCALAR) {
		if (mh_record_set(f->rec, field, node->text, node->len, &why) != MH_OK)
			refuse(f, node, false, shown, why.text);
	} else if (node->type != MH_NODE_LIST || def->type != MH_CODES) {
		refuse(f, node, false, NULL, def->type == MH_CODES ? _("expected a list of words") : _("expected one value"));
	} else if (!joined(node, &set)) {
		refuse(f, node, false, NULL, _("expected a list of words"));
	} else if (mh_record_set(f->rec, field, set.s, set.len, &why) != MH_OK) {
		refuse(f, node, false, shown, why.text);
	}
	mh_str_free(&set);
}

static bool among(const char *const words[], const char *word)
{
	for (size_t i = 0; words != NULL && words[i] != NULL; i++)
		if (strcmp(words[i], word) == 0)
			return true;
	return false;
}

enum mh_status mh_form_read(const char *file, const struct mh_node *map, const char *const also[], struct mh_record *rec,
	struct mh_catalogues *catalogues, struct mh_date on, struct mh_problems *problems, struct mh_err *err)
{
	struct form f = { file, rec, problems, err, false };
	struct mh_problem where = { .file = (char *)file, .line = map->line, .column = map->column };

	for (const struct mh_node *n = map->first; n != NULL; n = n->next) {
		int field = mh_field_find(rec->kind, n->key);
		if (among(also, n->key))
			continue;
		if (field < 0 || (rec->kind->fields[field].flags & MH_DERIVED) != 0)
			unknown_key(&f, n);
		else
			take(&f, n, field);
	}
	if (on.year != 0 && mh_record_check(rec, catalogues, on, &where, problems, f.bad ? NULL : err) != MH_OK)
		f.bad = true;
	return f.bad ? MH_INPUT : MH_OK;
}

static void write_set(struct mh_yaml_writer *writer, const char *key, const char *set)
{
	char code[128];

	mh_yaml_write_list(writer, key);
	for (const char *p = set; *p != '\0'; ) {
		size_t n = strcspn(p, ";");
		snprintf(code, sizeof code, "%.*s", (int)n, p);
		mh_yaml_write_text(writer, NULL, code);
		p += n + (p[n] == ';');
	}
	mh_yaml_write_close(writer);
}

void mh_form_write(struct mh_yaml_writer *writer, const struct mh_record *rec)
{
	for (size_t i = 0; i < rec->kind->count; i++) {
		const struct mh_field *field = &rec->kind->fields[i];
		const struct mh_value *value = &rec->values[i];
		char moment[MH_MOMENT_SIZE];

		if (value->have == MH_HAVE_NUMBER && field->type == MH_MOMENT) {
			mh_moment_format(value->number, moment);
			mh_yaml_write_text(writer, field->name, moment);
		} else if (value->have == MH_HAVE_NUMBER) {
			mh_yaml_write_number(writer, field->name, value->number);
		} else if (value->have == MH_HAVE_TEXT && field->type == MH_CODES) {
			write_set(writer, field->name, value->text);
		} else if (value->have == MH_HAVE_TEXT) {
			mh_yaml_write_text(writer, field->name, value->text);
		}
	}
}
