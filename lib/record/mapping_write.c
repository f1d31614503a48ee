/* A map the other way round: records become cells, and what has no place in them is counted. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "record/mapping.h"

#define CELL_MOST 65536

static const struct mh_field *field_of(const struct mh_map_column *column)
{
	return &mh_map_kind(column->part)->fields[column->field];
}

/* The value of the map for a code; where several cells mean it, the first in the file. NULL: none. */
static const struct mh_map_value *value_of(const struct mh_map_column *column, const char *code, size_t len)
{
	const struct mh_map_value *found = NULL;

	for (size_t i = 0; i < column->value_count; i++) {
		const struct mh_map_value *value = &column->values[i];
		if (strlen(value->code) == len && memcmp(value->code, code, len) == 0 && (found == NULL || value->node->line < found->node->line))
			found = value;
	}
	return found;
}

/* The cell of a code; NULL: it has none in this column. "": it is what an empty cell means. */
static const char *cell_of(const struct mh_map_column *column, const char *code, size_t len, char own[72], bool *other)
{
	const struct mh_map_value *value = value_of(column, code, len);

	*other = false;
	if (value != NULL)
		return value->blank ? NULL : value->cell;
	if (column->empty != NULL && strlen(column->empty) == len && memcmp(column->empty, code, len) == 0)
		return "";
	*other = column->other != NULL;
	if (*other)
		return column->other;
	if (column->closed)
		return NULL;
	snprintf(own, 72, "%.*s", (int)(len < 71 ? len : 71), code);
	return own;
}

/* Adds a cell of a set unless it is there already: two codes can mean the same there. */
static void add_once(struct mh_str *out, size_t start, const char *cell, const char *separator)
{
	const size_t len = strlen(cell), step = strlen(separator);

	for (const char *at = out->s + start; *at != '\0'; ) {
		const char *const end = strstr(at, separator);
		const size_t n = end != NULL ? (size_t)(end - at) : strlen(at);
		if (n == len && memcmp(at, cell, len) == 0)
			return;
		at += n + (end != NULL ? step : 0);
	}
	mh_str_printf(out, "%s%s", out->len > start ? separator : "", cell);
}

static const char *separator_of(const struct mh_map_column *column)
{
	return column->separator != NULL ? column->separator : ";";
}

static void add_label(const struct mh_map_column *column, const char *code, size_t len, struct mh_catalogues *catalogues, struct mh_str *out, size_t start)
{
	const struct mh_code_list *list = mh_catalogue(catalogues, field_of(column)->of, NULL);
	const struct mh_code *found = list != NULL ? mh_code_find(list, code, len) : NULL;
	const char *label = found == NULL ? NULL : column->as == MH_MAP_LABEL_NL && found->nl != NULL && found->nl[0] != '\0' ? found->nl : found->en;
	char own[72];

	snprintf(own, sizeof own, "%.*s", (int)(len < 71 ? len : 71), code);
	add_once(out, start, label != NULL ? label : own, separator_of(column));
}

static bool labels(const struct mh_map_column *column)
{
	return column->as == MH_MAP_LABEL_EN || column->as == MH_MAP_LABEL_NL;
}

/* A label stands for each code but those of which the map says that their cell is empty. */
static bool has_label(const struct mh_map_column *column, const char *code, size_t len)
{
	const struct mh_map_value *const value = value_of(column, code, len);

	return labels(column) && (value == NULL || value->cell[0] != '\0');
}

/* Does the map leave this code's cell empty because it says nothing? */
static bool says_nothing(const struct mh_map_column *column, const char *code, size_t len)
{
	const struct mh_map_value *const value = value_of(column, code, len);

	return value != NULL && value->cell[0] == '\0' && !value->blank;
}

/* A column in which every code that has a cell has the same one: the codes are lost together. */
static bool one_for_all(const struct mh_map_column *column)
{
	for (size_t i = 0; i < column->value_count; i++)
		if (column->values[i].cell[0] != '\0')
			return false;
	return column->other != NULL;
}

static void add_codes(const struct mh_map_column *column, const char *codes, struct mh_catalogues *catalogues, struct mh_str *out)
{
	const size_t start = out->len;
	char own[72];
	bool other;

	for (size_t len; *codes != '\0'; codes += len + (codes[len] != '\0')) {
		len = strcspn(codes, ";");
		const char *cell = cell_of(column, codes, len, own, &other);
		if (has_label(column, codes, len))
			add_label(column, codes, len, catalogues, out, start);
		else if (!labels(column) && cell != NULL && cell[0] != '\0')
			add_once(out, start, cell, separator_of(column));
	}
}

/* 2026-12-31 becomes 31-12-2026 where the file has days first, 2026-12 becomes 12-2026. */
static void add_date(const struct mh_map *map, const struct mh_map_column *column, const char *text, struct mh_str *out)
{
	struct mh_date date;

	if (!mh_date_parse(text, &date))
		return;
	if (column->as == MH_MAP_YEAR)
		mh_str_printf(out, "%04d", date.year);
	else if (map->date != MH_MAP_DAY_FIRST || date.month == 0)
		mh_str_puts(out, text);
	else if (date.day == 0)
		mh_str_printf(out, "%02d-%04d", date.month, date.year);
	else
		mh_str_printf(out, "%02d-%02d-%04d", date.day, date.month, date.year);
}

void mh_map_cell(const struct mh_map *map, const struct mh_map_column *column, const struct mh_record *rec, struct mh_catalogues *catalogues,
	struct mh_str *out)
{
	char id[MH_ID_SIZE];

	if (column->field == MH_MAP_CELL)
		mh_str_puts(out, column->cell);
	if (column->field == MH_MAP_CELL || rec == NULL)
		return;
	if (column->field == MH_MAP_ID) {
		mh_record_id(rec, id);
		mh_str_puts(out, id);
		return;
	}
	const struct mh_value *value = &rec->values[column->field];
	const enum mh_type type = field_of(column)->type;
	if (value->have == MH_HAVE_NONE || value->have == MH_HAVE_SEALED)
		return;
	if (type == MH_CODE || type == MH_CODES)
		add_codes(column, value->text, catalogues, out);
	else if (type == MH_DATE)
		add_date(map, column, value->text, out);
	else
		mh_record_show(rec, column->field, out);
}

static void lose(struct mh_map_losses *losses, int part, int field, enum mh_map_loss_of of, const char *code, size_t len)
{
	for (size_t i = 0; i < losses->count; i++) {
		struct mh_map_loss *loss = &losses->list[i];
		if (loss->part == part && loss->field == field && loss->of == of && strlen(loss->code) == len && memcmp(loss->code, code, len) == 0) {
			loss->count++;
			return;
		}
	}
	losses->list = mh_grow(losses->list, losses->count + 1, sizeof *losses->list);
	struct mh_map_loss *loss = &losses->list[losses->count++];
	*loss = (struct mh_map_loss){ .part = part, .field = field, .of = of, .count = 1 };
	snprintf(loss->code, sizeof loss->code, "%.*s", (int)(len < 71 ? len : 71), code);
}

/* A code has its place where one column of the field can say it. */
static void account_code(const struct mh_map *map, int part, int field, const char *code, size_t len, struct mh_map_losses *losses)
{
	bool known = false, other = false, all = false, one = false;
	char own[72];

	for (size_t i = 0; i < map->column_count; i++) {
		const struct mh_map_column *column = &map->columns[i];
		if (column->part != part || column->field != field)
			continue;
		const bool has = labels(column) ? has_label(column, code, len) || says_nothing(column, code, len) : cell_of(column, code, len, own, &one) != NULL;
		known |= has && (column->as != MH_MAP_WHOLE || !one);
		other |= has;
		all |= has && one_for_all(column);
	}
	if (!known && all)
		lose(losses, part, field, MH_LOSS_OTHER, "", 0);
	else if (!known)
		lose(losses, part, field, other ? MH_LOSS_OTHER : MH_LOSS_CODE, code, len);
}

static void account_field(const struct mh_map *map, int part, int field, const struct mh_record *rec, struct mh_map_losses *losses)
{
	const struct mh_field *def = &rec->kind->fields[field];
	bool taken = false, whole = false;

	for (size_t i = 0; i < map->column_count; i++) {
		if (map->columns[i].part != part || map->columns[i].field != field)
			continue;
		taken = true;
		whole |= map->columns[i].as != MH_MAP_YEAR || strlen(mh_record_text(rec, def->name)) <= 4;
	}
	if (rec->values[field].have == MH_HAVE_SEALED)
		lose(losses, part, field, MH_LOSS_SEALED, "", 0);
	else if (!taken)
		lose(losses, part, field, MH_LOSS_FIELD, "", 0);
	else if (!whole)
		lose(losses, part, field, MH_LOSS_YEAR, "", 0);
	else if (def->type == MH_CODE || def->type == MH_CODES)
		for (const char *code = rec->values[field].text; *code != '\0'; ) {
			const size_t len = strcspn(code, ";");
			account_code(map, part, field, code, len, losses);
			code += len + (code[len] != '\0');
		}
}

void mh_map_kept(struct mh_map_losses *losses, int part, int field)
{
	lose(losses, part, field, MH_LOSS_KEPT, "", 0);
}

void mh_map_account(const struct mh_map *map, int part, const struct mh_record *rec, struct mh_map_losses *losses)
{
	for (size_t i = 0; i < rec->kind->count; i++)
		if (rec->values[i].have != MH_HAVE_NONE && (rec->kind->fields[i].flags & MH_PARENT) == 0)
			account_field(map, part, (int)i, rec, losses);
}

void mh_map_losses_free(struct mh_map_losses *losses)
{
	free(losses->list);
	*losses = (struct mh_map_losses){ NULL, 0 };
}

static void own_column(struct mh_map *map, int part, int field, const char *title)
{
	map->columns[map->column_count++] = (struct mh_map_column){ .title = title, .part = part, .field = field };
}

void mh_map_own(struct mh_map *map)
{
	const size_t most = mh_signal.count + mh_mention.count + 2;
	size_t used = 0;

	*map = (struct mh_map){ .file = "own", .name = "own", .source = "", .parts = 2, .exports = true, .tree = MH_TREE_INIT };
	map->columns = mh_alloc(most, sizeof *map->columns);
	map->titles = mh_alloc(most, 80);
	own_column(map, 0, MH_MAP_ID, "id");
	for (size_t i = 0; i < mh_signal.count; i++)
		own_column(map, 0, (int)i, mh_signal.fields[i].name);
	own_column(map, 1, MH_MAP_ID, "mention.id");
	for (size_t i = 0; i < mh_mention.count; i++) {
		if ((mh_mention.fields[i].flags & MH_PARENT) != 0)
			continue;
		snprintf(map->titles + used, 80, "mention.%s", mh_mention.fields[i].name);
		own_column(map, 1, (int)i, map->titles + used);
		used += 80;
	}
}
