/* Reading a mapping: strict, with every problem at its place. */

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "cli/option.h"
#include "record/mapping.h"

#define MH_MAP_NO_FIELD (-1)

struct reader {
	struct mh_map *map;
	struct mh_complaints complaints;
};

static void refuse(struct reader *, const struct mh_node *, bool at_key, const char *format, ...) __attribute__((format(printf, 4, 5)));

static void refuse(struct reader *reader, const struct mh_node *node, bool at_key, const char *format, ...)
{
	struct mh_problem where = { .line = node->line, .column = node->column };
	char text[1000];
	va_list list;

	if (at_key && node->key) {
		where.line = node->key_line;
		where.column = node->key_column;
	}
	va_start(list, format);
	vsnprintf(text, sizeof(text), format, list);
	va_end(list);
	mh_complain(&reader->complaints, &where, "%s", text);
}

/* Keys that are not in the list are refused; returns false when node is no map at all. */
static bool keys_known(struct reader *reader, const struct mh_node *node, const char *const *keys, size_t count)
{
	const char *near;

	if (node->type != MH_NODE_MAP) {
		refuse(reader, node, false, _("expected \"key: value\" lines"));
		return false;
	}
	for (const struct mh_node *child = node->first; child; child = child->next) {
		bool known = false;
		for (size_t i = 0; i < count; i++)
			known |= strcmp(child->key, keys[i]) == 0;
		near = known ? NULL : mh_word_nearest(child->key, keys, count);
		if (!known)
			refuse(reader, child, true, near ? _("no such key \"%s\"; nearest: %s") : _("no such key \"%s\""), child->key, near);
	}
	return true;
}

/* Text of a scalar child; "" where it is absent (refused when it is required) or no text (refused). */
static const char *text_of(struct reader *reader, const struct mh_node *map, const char *key, bool required)
{
	const struct mh_node *child = mh_node_get(map, key);

	if (!child && required)
		refuse(reader, map, false, _("\"%s\" is missing"), key);
	if (child && child->type != MH_NODE_SCALAR)
		refuse(reader, child, false, _("expected a text"));
	return child && child->type == MH_NODE_SCALAR ? child->text : "";
}

/* Index of the word in the list; 0 with a refusal when it is none of them. Empty gives 0. */
static int choice_of(struct reader *reader, const struct mh_node *map, const char *key, const char *const words[], size_t count)
{
	const char *text = text_of(reader, map, key, false);
	char all[200] = "";
	size_t used = 0;

	for (size_t i = 0; i < count; i++)
		if (text[0] == '\0' || strcmp(text, words[i]) == 0)
			return text[0] ? (int)i : 0;
	for (size_t i = 0; i < count; i++)
		used += (size_t)snprintf(all + used, sizeof(all) - used, "%s%s", i > 0 ? ", " : "", words[i]);
	refuse(reader, mh_node_get(map, key), false, _("\"%s\" is none of: %s"), text, all);
	return 0;
}

const struct mh_kind *mh_map_kind(int part)
{
	return part == 0 ? &mh_signal : &mh_mention;
}

/* Splits "mention-2.sex" into part and field name. */
static const char *part_of(const char *target, int *part)
{
	const char *point = strchr(target, '.');
	size_t len = point ? (size_t)(point - target) : 0;

	*part = 0;
	if (!point)
		return target;
	if (len == 6 && memcmp(target, "signal", 6) == 0)
		return point + 1;
	if (len == 7 && memcmp(target, "mention", 7) == 0)
		*part = 1;
	else if (len == 9 && memcmp(target, "mention-", 8) == 0 && target[8] >= '1' && target[8] < '0' + MH_MAP_PARTS)
		*part = target[8] - '0';
	else
		*part = -1;
	return point + 1;
}

/* The nearest field of a part that a file may give. */
static const char *nearest_field(const struct mh_kind *kind, const char *name)
{
	const char *names[MH_FIELD_MOST];
	size_t count = 0;

	for (size_t i = 0; i < kind->count; i++)
		if (!(kind->fields[i].flags & (MH_DERIVED | MH_PARENT)))
			names[count++] = kind->fields[i].name;
	return mh_word_nearest(name, names, count);
}

/* Finds "received" or "mention.sex". False with a refusal: there is no such field, or a file may not give it. */
static bool take_target(struct reader *reader, const struct mh_node *node, bool at_key, const char *target, int *part, int *field)
{
	const char *name = part_of(target, part), *near;
	const struct mh_kind *kind = mh_map_kind(*part);

	if (*part < 0) {
		refuse(reader, node, at_key, _("\"%s\": expected a field of a signal, or mention.FIELD to mention-8.FIELD"), target);
		return false;
	}
	*field = reader->map->exports && strcmp(name, "id") == 0 ? MH_MAP_ID : mh_field_find(kind, name);
	if (*field == MH_MAP_ID)
		return true;
	if (*field < 0) {
		near = nearest_field(kind, name);
		refuse(reader, node, at_key, near ? _("%s has no field \"%s\"; nearest: %s") : _("%s has no field \"%s\""), mh_name("kind", kind->name), name, near);
		return false;
	}
	if (reader->map->exports)
		return true;
	if (strcmp(name, "source") == 0) {
		refuse(reader, node, at_key, _("the source of all rows is the map's own \"source\""));
		return false;
	}
	if (kind->fields[*field].flags & (MH_DERIVED | MH_PARENT)) {
		refuse(reader, node, at_key, _("\"%s\" is written by the program: a file cannot give it"), target);
		return false;
	}
	return true;
}

static bool coded(const struct mh_map_column *column)
{
	const struct mh_field *field = column->field >= 0 ? &mh_map_kind(column->part)->fields[column->field] : NULL;

	return field != NULL && (field->type == MH_CODE || field->type == MH_CODES);
}

static int by_cell(const void *left, const void *right)
{
	return strcmp(((const struct mh_map_value *)left)->cell, ((const struct mh_map_value *)right)->cell);
}

static void take_value(struct reader *reader, struct mh_map_column *column, const char *cell, bool blank, const struct mh_node *node)
{
	if (node->type != MH_NODE_SCALAR || node->len == 0) {
		refuse(reader, node, false, _("expected a code for \"%s\""), cell);
		return;
	}
	column->values = mh_grow(column->values, column->value_count + 1, sizeof(*column->values));
	column->values[column->value_count++] = (struct mh_map_value){ cell, node->text, node, blank };
}

/* A code, or in a map for export a list of them, of which all have this cell. */
static void take_cell(struct reader *reader, struct mh_map_column *column, const char *cell, bool blank, const struct mh_node *node)
{
	const bool list = reader->map->exports && node->type == MH_NODE_LIST;

	for (const struct mh_node *code = list ? node->first : node; code; code = list ? code->next : NULL)
		take_value(reader, column, cell, blank, code);
}

static void take_values(struct reader *reader, struct mh_map_column *column, const struct mh_node *node)
{
	if (node->type != MH_NODE_MAP) {
		refuse(reader, node, false, _("expected \"cell: code\" lines"));
		return;
	}
	if (!coded(column)) {
		refuse(reader, node, true, _("this field has no codes: \"values\" has no meaning here"));
		return;
	}
	for (const struct mh_node *child = node->first; child; child = child->next)
		take_cell(reader, column, child->key, false, child);
	column->closed = column->value_count > 0;
	if (column->value_count > 0)
		qsort(column->values, column->value_count, sizeof(*column->values), by_cell);
}

/* What only a map for export has. False: it is a cell that is the same in each row, or nothing more is to be read. */
static bool take_export(struct reader *reader, struct mh_map_column *column, const struct mh_node *node)
{
	static const char *const ways[] = { "whole", "year", "label-en", "label-nl" };

	column->as = (enum mh_map_as)choice_of(reader, node, "as", ways, MH_COUNT(ways));
	column->unverified = strcmp(text_of(reader, node, "checked", false), "unverified") == 0;
	if (mh_node_get(node, "other"))
		column->other = text_of(reader, node, "other", false);
	if (!mh_node_get(node, "cell"))
		return true;
	column->cell = text_of(reader, node, "cell", false);
	column->field = MH_MAP_CELL;
	if (mh_node_get(node, "field"))
		refuse(reader, node, false, _("\"cell\" and \"field\" do not go together"));
	return false;
}

static void take_as_empty(struct reader *reader, struct mh_map_column *column, const struct mh_node *node)
{
	if (!node)
		return;
	if (node->type != MH_NODE_LIST) {
		refuse(reader, node, false, _("expected a list of cells that say nothing, as [\"-\", nvt]"));
		return;
	}
	column->as_empty = mh_alloc(node->count + 1, sizeof(*column->as_empty));
	for (const struct mh_node *child = node->first; child; child = child->next) {
		if (child->type != MH_NODE_SCALAR || child->len == 0)
			refuse(reader, child, false, _("expected what stands in such a cell"));
		else
			column->as_empty[column->as_empty_count++] = child->text;
	}
	for (size_t i = 0; i < column->as_empty_count; i++)
		for (size_t j = 0; j < column->value_count; j++)
			if (strcmp(column->as_empty[i], column->values[j].cell) == 0)
				refuse(reader, node, true, _("\"%s\" is among the values as well"), column->as_empty[i]);
}

static bool is_set(const struct mh_map_column *column)
{
	return column->field >= 0 && mh_map_kind(column->part)->fields[column->field].type == MH_CODES;
}

static void take_separator(struct reader *reader, struct mh_map_column *column, const struct mh_node *node)
{
	if (!node)
		return;
	if (node->type != MH_NODE_SCALAR || node->len == 0)
		refuse(reader, node, false, _("expected what stands between two values, as \"/\""));
	else if (!is_set(column))
		refuse(reader, node, true, _("this field has one value: \"separator\" has no meaning here"));
	else
		column->separator = node->text;
}

/* The code of an empty cell; a map for export can have several, which all say nothing. */
static void take_empty(struct reader *reader, struct mh_map_column *column, const struct mh_node *node)
{
	const struct mh_node *const empty = mh_node_get(node, "empty");

	if (!empty)
		return;
	if (!coded(column))
		refuse(reader, empty, true, _("this field has no codes: \"empty\" has no meaning here"));
	else if (reader->map->exports && empty->type == MH_NODE_LIST)
		take_cell(reader, column, "", false, empty);
	else
		column->empty = text_of(reader, node, "empty", false);
}

static void take_blank(struct reader *reader, struct mh_map_column *column, const struct mh_node *blank)
{
	if (!blank)
		return;
	if (!coded(column))
		refuse(reader, blank, true, _("this field has no codes: \"blank\" has no meaning here"));
	else
		take_cell(reader, column, "", true, blank);
	column->closed = true;
}

static void take_column_map(struct reader *reader, struct mh_map_column *column, const struct mh_node *node)
{
	static const char *const keys[] = { "as-empty", "separator", "field", "values", "empty", "optional", "as", "checked", "other", "cell", "blank" };
	static const size_t import_keys = 6, only_import = 2;
	static const char *const answers[] = { "no", "yes" };
	const struct mh_node *values = mh_node_get(node, "values");
	const char *target;

	if (!(reader->map->exports ? keys_known(reader, node, keys + only_import, MH_COUNT(keys) - only_import) :
		keys_known(reader, node, keys, import_keys)))
		return;
	if (reader->map->exports && !take_export(reader, column, node))
		return;
	target = text_of(reader, node, "field", true);
	if (!target[0] || !take_target(reader, mh_node_get(node, "field"), false, target, &column->part, &column->field))
		return;
	column->optional = choice_of(reader, node, "optional", answers, MH_COUNT(answers)) == 1;
	if (values)
		take_values(reader, column, values);
	take_empty(reader, column, node);
	if (reader->map->exports)
		take_blank(reader, column, mh_node_get(node, "blank"));
	if (!reader->map->exports) {
		take_as_empty(reader, column, mh_node_get(node, "as-empty"));
		take_separator(reader, column, mh_node_get(node, "separator"));
	}
}

static void take_columns(struct reader *reader, const struct mh_node *node)
{
	struct mh_map *map = reader->map;
	struct mh_map_column *column;

	if (node->type != MH_NODE_MAP || node->count == 0) {
		refuse(reader, node, false, _("expected \"title: field\" lines"));
		return;
	}
	map->columns = mh_alloc(node->count, sizeof(*map->columns));
	for (const struct mh_node *child = node->first; child; child = child->next) {
		column = &map->columns[map->column_count++];
		*column = (struct mh_map_column){ .title = child->key, .field = MH_MAP_NO_FIELD, .node = child };
		if (child->type == MH_NODE_SCALAR)
			take_target(reader, child, false, child->text, &column->part, &column->field);
		else
			take_column_map(reader, column, child);
		if ((column->field >= 0 || column->field == MH_MAP_ID) && column->part >= map->parts)
			map->parts = column->part + 1;
	}
}

/* Columns may fill a set together; two for another field would leave to chance which of them counts. */
static void join_columns(struct reader *reader)
{
	struct mh_map *map = reader->map;

	for (size_t i = 1; i < map->column_count; i++)
		for (size_t j = 0; j < i; j++) {
			struct mh_map_column *one = &map->columns[j], *other = &map->columns[i];

			if (other->field < 0 || other->field != one->field || other->part != one->part)
				continue;
			if (is_set(other))
				map->shares = one->shared = other->shared = true;
			else
				refuse(reader, other->node, true, _("the column \"%s\" gives the same field"), one->title);
		}
}

/* A value for a mention of which no column gives anything would never be used. */
static void refuse_idle_constants(struct reader *reader)
{
	const struct mh_map *map = reader->map;

	for (size_t i = 0; i < map->constant_count; i++)
		if (map->constants[i].part > 1 && map->constants[i].part >= map->parts)
			refuse(reader, map->constants[i].node, true, _("no column gives anything of mention-%d"), map->constants[i].part);
}

static void take_constant(struct reader *reader, const struct mh_node *child)
{
	struct mh_map_constant constant = { .text = child->text, .node = child };
	const struct mh_field *field;
	struct mh_err err = MH_ERR_INIT;
	struct mh_record record;

	if (child->type != MH_NODE_SCALAR || child->len == 0) {
		refuse(reader, child, false, _("expected a value for \"%s\""), child->key);
		return;
	}
	if (!take_target(reader, child, true, child->key, &constant.part, &constant.field))
		return;
	field = &mh_map_kind(constant.part)->fields[constant.field];
	if (mh_field_sealed(field)) {
		refuse(reader, child, true, _("\"%s\" is kept sealed: it cannot stand in a map"), child->key);
		return;
	}
	mh_record_init(&record, mh_map_kind(constant.part));
	if (mh_record_set(&record, constant.field, child->text, child->len, &err) != MH_OK)
		refuse(reader, child, false, "%s", err.text);
	mh_record_free(&record);
	reader->map->constants[reader->map->constant_count++] = constant;
}

static void take_constants(struct reader *reader, const struct mh_node *node)
{
	if (node->type != MH_NODE_MAP) {
		refuse(reader, node, false, _("expected \"field: value\" lines"));
		return;
	}
	reader->map->constants = mh_alloc(node->count + 1, sizeof(*reader->map->constants));
	for (const struct mh_node *child = node->first; child; child = child->next)
		take_constant(reader, child);
}

static bool is_title(const struct mh_map *map, const char *title)
{
	for (size_t i = 0; i < map->column_count; i++)
		if (strcmp(map->columns[i].title, title) == 0)
			return true;
	return false;
}

static void take_ignored(struct reader *reader, const struct mh_node *node)
{
	struct mh_map *map = reader->map;

	if (node->type != MH_NODE_LIST) {
		refuse(reader, node, false, _("expected a list of titles, as [Opmerking, Dossier]"));
		return;
	}
	map->ignore = mh_alloc(node->count + 1, sizeof(*map->ignore));
	for (const struct mh_node *child = node->first; child; child = child->next) {
		if (child->type != MH_NODE_SCALAR || child->len == 0)
			refuse(reader, child, false, _("expected a title"));
		else if (is_title(map, child->text))
			refuse(reader, child, false, _("\"%s\" is mapped as well"), child->text);
		else
			map->ignore[map->ignore_count++] = child->text;
	}
	map->ignore_own = map->ignore_count;
}

/* How a file is written: the words for it, each in the order of its values. */
static const char *const encodings[] = { "utf-8", "windows-1252" };
static const char *const dates[] = { "yyyy-mm-dd", "dd-mm-yyyy" };
static const char *const delimiters[] = { ",", ";", "tab", "|", "comma", "semicolon", "bar" };
static const char delimiter_of[] = ",;\t|,;|";

static void take_manner(struct reader *reader, const struct mh_node *root)
{
	struct mh_map *map = reader->map;

	if (mh_node_get(root, "encoding"))
		map->csv.encoding = MH_CSV_UTF8 + (enum mh_csv_encoding)choice_of(reader, root, "encoding", encodings, MH_COUNT(encodings));
	if (mh_node_get(root, "date"))
		map->date = MH_MAP_YEAR_FIRST + (enum mh_map_date)choice_of(reader, root, "date", dates, MH_COUNT(dates));
	if (mh_node_get(root, "delimiter"))
		map->csv.delimiter = delimiter_of[choice_of(reader, root, "delimiter", delimiters, MH_COUNT(delimiters))];
}

/* Index of a word that is one of them. */
static size_t index_of(const char *word, const char *const words[], size_t count)
{
	size_t i = 0;

	while (i + 1 < count && strcmp(words[i], word) != 0)
		i++;
	return i;
}

static enum mh_status say_source(struct mh_map *map, const char *source, struct mh_err *err)
{
	struct mh_err why = MH_ERR_INIT;
	struct mh_record record;
	enum mh_status status;

	mh_record_init(&record, &mh_signal);
	status = mh_record_put(&record, "source", source, &why);
	if (status != MH_OK || !mh_record_has(&record, "source"))
		status = mh_fail(err, MH_USAGE, "--source %.80s: %s", source, status != MH_OK ? why.text : _("is empty"));
	mh_record_free(&record);
	map->source = source;
	return status;
}

enum mh_status mh_map_say(struct mh_map *map, const struct mh_map_beside *beside, struct mh_err *err)
{
	if (beside->encoding)
		map->csv.encoding = MH_CSV_UTF8 + (enum mh_csv_encoding)index_of(beside->encoding, encodings, MH_COUNT(encodings));
	if (beside->date)
		map->date = MH_MAP_YEAR_FIRST + (enum mh_map_date)index_of(beside->date, dates, MH_COUNT(dates));
	if (beside->delimiter)
		map->csv.delimiter = delimiter_of[index_of(beside->delimiter, delimiters, MH_COUNT(delimiters))];
	map->ignore = mh_grow(map->ignore, map->ignore_count + beside->ignore_count + 1, sizeof(*map->ignore));
	for (size_t i = 0; i < beside->ignore_count; i++) {
		if (is_title(map, beside->ignore[i]))
			return mh_fail(err, MH_USAGE, _("--ignore %.80s: the map has this column: take it out of the map"), beside->ignore[i]);
		map->ignore[map->ignore_count++] = beside->ignore[i];
	}
	return beside->source ? say_source(map, beside->source, err) : MH_OK;
}

static void take_source(struct reader *reader, const struct mh_node *root)
{
	struct mh_map *map = reader->map;
	struct mh_err err = MH_ERR_INIT;
	struct mh_record record;

	map->source = text_of(reader, root, "source", true);
	mh_record_init(&record, &mh_signal);
	if (map->source[0] && mh_record_put(&record, "source", map->source, &err) != MH_OK)
		refuse(reader, mh_node_get(root, "source"), false, "%s", err.text);
	mh_record_free(&record);
}

static void take_root(struct reader *reader, const struct mh_node *root)
{
	static const char *const keys[] = { "format", "name", "about", "source", "delimiter", "encoding", "date", "constants", "columns", "ignore", "use", "rows" };
	static const char *const uses[] = { "both", "export" }, *const rows[] = { "all", "victims" };
	const char *format;

	keys_known(reader, root, keys, MH_COUNT(keys));
	format = text_of(reader, root, "format", true);
	if (format[0] && strcmp(format, MH_MAP_FORMAT) != 0)
		refuse(reader, mh_node_get(root, "format"), false, _("expected %s"), MH_MAP_FORMAT);
	reader->map->name = text_of(reader, root, "name", true);
	text_of(reader, root, "about", false);
	reader->map->exports = choice_of(reader, root, "use", uses, MH_COUNT(uses)) == 1;
	reader->map->victims = choice_of(reader, root, "rows", rows, MH_COUNT(rows)) == 1;
	if (reader->map->victims && !reader->map->exports)
		refuse(reader, mh_node_get(root, "rows"), true, _("belongs to a map with \"use: export\""));
	if (!reader->map->exports || mh_node_get(root, "source"))
		take_source(reader, root);
	take_manner(reader, root);
	if (mh_node_get(root, "columns"))
		take_columns(reader, mh_node_get(root, "columns"));
	else
		refuse(reader, root, false, _("\"%s\" is missing"), "columns");
	if (!reader->map->exports)
		join_columns(reader);
	if (mh_node_get(root, "constants"))
		take_constants(reader, mh_node_get(root, "constants"));
	refuse_idle_constants(reader);
	if (mh_node_get(root, "ignore"))
		take_ignored(reader, mh_node_get(root, "ignore"));
}

enum mh_status mh_map_check(const char *file, const struct mh_node *root, struct mh_problems *problems, struct mh_err *err)
{
	struct mh_map map = { .file = file, .parts = 1, .tree = MH_TREE_INIT };
	struct reader reader = { &map, { file, problems, err, 0 } };

	take_root(&reader, root);
	mh_map_free(&map);
	return mh_complaints_status(&reader.complaints);
}

enum mh_status mh_map_read(struct mh_map *map, const char *file, struct mh_blob text, struct mh_problems *problems, struct mh_err *err)
{
	struct reader reader = { map, { file, problems, err, 0 } };
	enum mh_status status;

	*map = (struct mh_map){ .file = file, .parts = 1, .tree = MH_TREE_INIT };
	status = mh_yaml_read(file, text, &mh_yaml_usual, &map->tree, problems, err);
	if (status != MH_OK)
		return status;
	take_root(&reader, map->tree.root);
	status = mh_complaints_status(&reader.complaints);
	if (status != MH_OK)
		mh_map_free(map);
	return status;
}

void mh_map_free(struct mh_map *map)
{
	for (size_t i = 0; i < map->column_count; i++) {
		free(map->columns[i].values);
		free(map->columns[i].as_empty);
	}
	free(map->columns);
	free(map->constants);
	free(map->ignore);
	free(map->column_of_cell);
	free(map->titles);
	mh_tree_free(&map->tree);
	*map = (struct mh_map){ .tree = MH_TREE_INIT };
}
