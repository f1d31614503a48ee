#include "chain/csvw.h"

#include <string.h>

#include "out/rows.h"

static void member(struct mh_str *out, const char *key, const char *value)
{
	mh_str_printf(out, ", \"%s\": ", key);
	mh_json_text(out, value, strlen(value));
}

/* A name is of letters, digits, '_' and '.'; the column's number behind it keeps names apart where two become the same. */
static void add_name(const struct mh_map *map, size_t at, struct mh_str *out)
{
	mh_str_puts(out, "\"name\": \"");
	for (const char *c = map->columns[at].title; *c != '\0'; c++)
		mh_str_putc(out, (*c >= 'a' && *c <= 'z') || (*c >= 'A' && *c <= 'Z') || (*c >= '0' && *c <= '9') || *c == '.' ? *c : '_');
	for (size_t i = 0; i < at; i++)
		if (strcasecmp(map->columns[i].title, map->columns[at].title) == 0) {
			mh_str_printf(out, "_%zu", at + 1);
			break;
		}
	mh_str_putc(out, '"');
}

static void add_date_type(const struct mh_map *map, const struct mh_map_column *column, const struct mh_field *field, struct mh_str *out)
{
	if (column->as == MH_MAP_YEAR)
		member(out, "datatype", "gYear");
	else if ((field->flags & MH_PARTIAL) != 0)	/* a month or a year is no date there */
		member(out, "datatype", "string");
	else if (map->date == MH_MAP_DAY_FIRST)
		mh_str_puts(out, ", \"datatype\": {\"base\": \"date\", \"format\": \"dd-MM-yyyy\"}");
	else
		member(out, "datatype", "date");
}

static void add_column(const struct mh_map *map, size_t at, struct mh_str *out)
{
	const struct mh_map_column *column = &map->columns[at];
	const struct mh_field *field = column->field >= 0 ? &mh_map_kind(column->part)->fields[column->field] : NULL;

	mh_str_puts(out, "      {");
	add_name(map, at, out);
	member(out, "titles", column->title);
	if (field != NULL)
		member(out, "dc:description", field->help);
	if (field != NULL && field->type == MH_DATE)
		add_date_type(map, column, field, out);
	else
		member(out, "datatype", field != NULL && field->type == MH_INT ? "integer" : "string");
	if (field != NULL && field->type == MH_CODES)
		member(out, "separator", ";");
	if (column->cell != NULL && column->cell[0] != '\0')
		member(out, "default", column->cell);
	mh_str_putc(out, '}');
}

void mh_csvw_write(const struct mh_map *map, const char *url, char delimiter, struct mh_str *out)
{
	const char text[2] = { delimiter };

	mh_str_puts(out, "{\n  \"@context\": \"http://www.w3.org/ns/csvw\"");
	member(out, "url", url);
	member(out, "dc:title", map->name);
	mh_str_puts(out, ",\n  \"dialect\": {\"header\": true, \"encoding\": \"utf-8\"");
	member(out, "delimiter", text);
	mh_str_puts(out, "},\n  \"tableSchema\": {\n    \"columns\": [\n");
	for (size_t i = 0; i < map->column_count; i++) {
		add_column(map, i, out);
		mh_str_puts(out, i + 1 < map->column_count ? ",\n" : "\n");
	}
	mh_str_puts(out, "    ]\n  }\n}\n");
}
