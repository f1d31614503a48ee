/* A mapping meets a file and the catalogues: what does not fit is said before the first row is read. */

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "cli/option.h"
#include "record/mapping.h"

static void refuse_code(struct mh_complaints *complaints, const struct mh_node *node, const struct mh_field *field, const char *code,
	const struct mh_code_list *list)
{
	const struct mh_problem where = { .line = node->line, .column = node->column };
	const char *near = mh_code_nearest(list, code);

	mh_complain(complaints, &where, near ? _("\"%s\" is not a code of catalogue %s; nearest: %s") : _("\"%s\" is not a code of catalogue %s"),
		code, field->of, near);
}

static void check_code(struct mh_complaints *complaints, const struct mh_node *node, const struct mh_field *field, const char *codes,
	struct mh_catalogues *catalogues)
{
	const struct mh_code_list *list;
	char code[80];
	size_t len;

	if (field->type != MH_CODE && field->type != MH_CODES)
		return;
	list = mh_catalogue(catalogues, field->of, NULL);
	if (!list) {
		mh_complain(complaints, &(struct mh_problem){ .line = node->line, .column = node->column },
			_("catalogue %s is not in the store: apply it with mh-store apply"), field->of);
		return;
	}
	for (; *codes; codes += len + (codes[len] == ';')) {
		len = strcspn(codes, ";");
		if (mh_code_find(list, codes, len))
			continue;
		memcpy(code, codes, len < sizeof(code) ? len : sizeof(code) - 1);
		code[len < sizeof(code) ? len : sizeof(code) - 1] = '\0';
		refuse_code(complaints, node, field, code, list);
	}
}

static void check_codes(const struct mh_map *map, struct mh_catalogues *catalogues, struct mh_complaints *complaints)
{
	for (size_t i = 0; i < map->column_count; i++) {
		const struct mh_map_column *column = &map->columns[i];
		if (column->field < 0)
			continue;
		const struct mh_field *field = &mh_map_kind(column->part)->fields[column->field];

		for (size_t j = 0; j < column->value_count; j++)
			check_code(complaints, column->values[j].node, field, column->values[j].code, catalogues);
		if (column->empty)
			check_code(complaints, mh_node_get(column->node, "empty"), field, column->empty, catalogues);
	}
	for (size_t i = 0; i < map->constant_count; i++) {
		const struct mh_map_constant *constant = &map->constants[i];

		check_code(complaints, constant->node, &mh_map_kind(constant->part)->fields[constant->field], constant->text, catalogues);
	}
}

static int find_column(const struct mh_map *map, const char *title)
{
	for (size_t i = 0; i < map->column_count; i++)
		if (strcmp(map->columns[i].title, title) == 0)
			return (int)i;
	return -1;
}

static bool ignored(const struct mh_map *map, const char *title)
{
	if (strcmp(title, MH_MAP_REASON) == 0)
		return true;
	for (size_t i = 0; i < map->ignore_count; i++)
		if (strcmp(map->ignore[i], title) == 0)
			return true;
	return false;
}

static const char *nearest_title(const struct mh_csv *csv, const char *title)
{
	const char *near, **titles = mh_alloc(mh_csv_columns(csv), sizeof(*titles));

	for (size_t i = 0; i < mh_csv_columns(csv); i++)
		titles[i] = mh_csv_title(csv, i);
	near = mh_word_nearest(title, titles, mh_csv_columns(csv));
	free(titles);
	return near;
}

/* Every column of the map must be in the file. */
static void check_present(const struct mh_map *map, const struct mh_csv *csv, struct mh_complaints *complaints)
{
	for (size_t i = 0; i < map->column_count; i++) {
		const struct mh_map_column *column = &map->columns[i];
		const struct mh_problem where = { .line = column->node->key_line, .column = column->node->key_column };
		bool present = column->optional;
		const char *near;

		for (size_t c = 0; c < map->cells; c++)
			present |= map->column_of_cell[c] == (int)i;
		if (present)
			continue;
		near = nearest_title(csv, column->title);
		mh_complain(complaints, &where, near ? _("the file has no column \"%s\"; nearest: %s") :
			_("the file has no column \"%s\": correct the title, or say \"optional: yes\""), column->title, near);
	}
}

/* Every column of the file must be in the map. */
static void check_known(struct mh_map *map, const struct mh_csv *csv, struct mh_complaints *complaints)
{
	map->cells = mh_csv_columns(csv);
	free(map->column_of_cell);
	map->column_of_cell = mh_alloc(map->cells, sizeof(*map->column_of_cell));
	for (size_t i = 0; i < map->cells; i++) {
		const char *title = mh_csv_title(csv, i);

		map->column_of_cell[i] = find_column(map, title);
		if (map->column_of_cell[i] < 0 && !ignored(map, title))
			mh_complain(complaints, &(struct mh_problem){ .line = 1 },
				_("column \"%s\" is not in the map: map it, name it under \"ignore\", or give --ignore"), title);
	}
}

/* A title after --ignore that the file does not have is a slip; in a map it may stand for another file's. */
static void check_ignored(const struct mh_map *map, const struct mh_csv *csv, struct mh_complaints *complaints)
{
	for (size_t i = map->ignore_own; i < map->ignore_count; i++) {
		bool present = false;
		const char *near;

		for (size_t c = 0; c < map->cells; c++)
			present |= strcmp(mh_csv_title(csv, c), map->ignore[i]) == 0;
		if (present)
			continue;
		near = nearest_title(csv, map->ignore[i]);
		mh_complain(complaints, &(struct mh_problem){ .line = 1 }, near ? _("no column \"%s\", which --ignore names; nearest: %s") :
			_("no column \"%s\", which --ignore names: leave the option out"), map->ignore[i], near);
	}
}

enum mh_status mh_map_bind(struct mh_map *map, const struct mh_csv *csv, const char *csv_name, struct mh_catalogues *catalogues,
	struct mh_problems *problems, struct mh_err *err)
{
	struct mh_complaints of_file = { csv_name, problems, err, 0 }, of_map = { map->file, problems, NULL, 0 };

	check_known(map, csv, &of_file);
	check_ignored(map, csv, &of_file);
	if (of_file.found == 0)
		of_map.err = err;
	check_present(map, csv, &of_map);
	check_codes(map, catalogues, &of_map);
	return of_file.found + of_map.found > 0 ? MH_INPUT : MH_OK;
}
