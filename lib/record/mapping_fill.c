/* A row of a file becomes records: values to codes, dates to our form, and every cell checked. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "cli/option.h"
#include "record/mapping.h"

enum { WORK = 65536 };

void mh_map_row_init(struct mh_map_row *row, const struct mh_map *map)
{
	*row = (struct mh_map_row){ .given = { false } };
	for (int i = 0; i < map->parts; i++) {
		mh_record_init(&row->records[i], mh_map_kind(i));
		row->source[i] = mh_field_find(mh_map_kind(i), "source");
	}
	mh_str_init_secret(&row->text, WORK);
	mh_str_init_secret(&row->word, WORK);
}

void mh_map_row_free(struct mh_map_row *row, const struct mh_map *map)
{
	for (int i = 0; i < map->parts; i++)
		mh_record_free(&row->records[i]);
	mh_str_free(&row->text);
	mh_str_free(&row->word);
}

/* Reads 1 to 4 digits up to a separator or the end; -1: something else. */
static int number_at(const char **at, const char *end, size_t *digits)
{
	int number = 0;

	for (*digits = 0; *at < end && **at >= '0' && **at <= '9' && *digits < 5; (*at)++, (*digits)++)
		number = number * 10 + (**at - '0');
	if (*digits == 0 || *digits > 4 || (*at < end && !strchr("-/. ", **at)))
		return -1;
	if (*at < end)
		(*at)++;
	return number;
}

/* 31-12-2026, 31/12/2026, 31.12.2026, 12-2026 and 2026 become 2026-12-31, 2026-12 and 2026; anything else stays as it is. */
static void turn_date(struct mh_str *out, const char *text, size_t len)
{
	const char *at = text, *end = text + len;
	int numbers[3] = { 0 };
	size_t digits = 0;
	int count = 0;

	while (at < end && count < 3 && (numbers[count] = number_at(&at, end, &digits)) >= 0)
		count++;
	if (at < end || count == 0 || digits != 4 || numbers[count - 1] < 0)
		mh_str_add(out, text, len);
	else if (count == 3)
		mh_str_printf(out, "%04d-%02d-%02d", numbers[2], numbers[1], numbers[0]);
	else if (count == 2)
		mh_str_printf(out, "%04d-%02d", numbers[1], numbers[0]);
	else
		mh_str_add(out, text, len);
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static bool trim(const char **text, size_t *len)
{
	while (*len > 0 && is_blank((*text)[*len - 1]))
		(*len)--;
	while (*len > 0 && is_blank(**text)) {
		(*text)++;
		(*len)--;
	}
	return *len > 0;
}

static int by_cell(const void *key, const void *value)
{
	return strcmp(key, ((const struct mh_map_value *)value)->cell);
}

/* The code of a cell, or NULL; word is room to work in. */
static const char *code_of(const struct mh_map_column *column, const char *text, size_t len, struct mh_str *word)
{
	const struct mh_map_value *found;

	mh_str_clear(word);
	if (!mh_utf8_nfc(word, text, len) || !mh_str_ok(word))
		return NULL;
	found = bsearch(word->s, column->values, column->value_count, sizeof(*column->values), by_cell);
	return found ? found->code : NULL;
}

/* A cell that is a code already needs no line in the map. */
static bool code_of_map(const struct mh_map_column *column, const char *word)
{
	for (size_t i = 0; i < column->value_count; i++)
		if (strcmp(column->values[i].code, word) == 0)
			return true;
	return strcmp(word, "unknown") == 0 || strcmp(word, "not-asked") == 0;
}

static void refuse_cell(const struct mh_map_column *column, const struct mh_csv_row *row, const char *value, struct mh_complaints *complaints,
	const char *text)
{
	const struct mh_field *field = &mh_map_kind(column->part)->fields[column->field];
	struct mh_problem where = { .row = row->number, .line = row->line };

	where.field = column->title;
	where.value = (mh_field_sealed(field) ? _("(sealed)") : value);
	mh_complain(complaints, &where, "%s", text);
}

static void refuse_value(const struct mh_map_column *column, const struct mh_csv_row *row, const char *value, struct mh_complaints *complaints)
{
	const char **cells = mh_alloc(column->value_count + 1, sizeof(*cells)), *near;
	char text[400];

	for (size_t i = 0; i < column->value_count; i++)
		cells[i] = column->values[i].cell;
	near = mh_word_nearest(value, cells, column->value_count);
	snprintf(text, sizeof(text), near ? _("is not a value of the map; nearest: %s") : _("is not a value of the map: add it there under values, or mend the cell"), near);
	refuse_cell(column, row, value, complaints, text);
	free(cells);
}

/* Turns the values of a set, one after another, into codes joined by ';'. False: one was refused. */
static bool turn_set(const struct mh_map_column *column, const struct mh_csv_row *row, const char *text, size_t len, struct mh_map_row *out,
	struct mh_complaints *complaints)
{
	size_t found = complaints->found, step;
	const char *piece, *code;
	size_t piece_len;

	for (; len > 0; text += step, len -= step) {
		for (step = 0; step < len && !strchr(";,|", text[step]); step++)
			;
		piece = text;
		piece_len = step;
		step += step < len;
		if (!trim(&piece, &piece_len))
			continue;
		code = code_of(column, piece, piece_len, &out->word);
		if (!code && code_of_map(column, out->word.s))
			code = out->word.s;
		if (code)
			mh_str_printf(&out->text, "%s%s", out->text.len > 0 ? ";" : "", code);
		else
			refuse_value(column, row, out->word.s, complaints);
	}
	return complaints->found == found;
}

/* Puts the text of a cell, in our words, into out->text. False: it was refused. */
static bool turn_value(const struct mh_map_column *column, const struct mh_csv_row *row, const char *text, size_t len,
	struct mh_map_row *out, struct mh_complaints *complaints)
{
	const char *code = code_of(column, text, len, &out->word);

	if (!code && code_of_map(column, out->word.s))
		code = out->word.s;
	if (code) {
		mh_str_puts(&out->text, code);
		return true;
	}
	if (mh_map_kind(column->part)->fields[column->field].type == MH_CODES)
		return turn_set(column, row, text, len, out, complaints);
	refuse_value(column, row, out->word.s, complaints);
	return false;
}

static void take_cell(const struct mh_map *map, const struct mh_map_column *column, const struct mh_csv_row *row, size_t cell,
	struct mh_map_row *out, struct mh_complaints *complaints)
{
	const struct mh_field *field = &mh_map_kind(column->part)->fields[column->field];
	const char *text = row->cells[cell].text;
	size_t len = row->cells[cell].len;
	struct mh_err err;	/* not cleared: a cell is mostly right, and there are millions of them */

	if (trim(&text, &len))
		out->given[column->part] = true;
	else if (!column->empty)
		return;
	if (len == 0) {
		text = column->empty;
		len = strlen(text);
	} else if (column->values || (map->date == MH_MAP_DAY_FIRST && field->type == MH_DATE)) {
		mh_str_clear(&out->text);
		if (!column->values)
			turn_date(&out->text, text, len);
		else if (!turn_value(column, row, text, len, out, complaints))
			return;
		text = out->text.s;
		len = out->text.len;
	}
	if (mh_record_set(&out->records[column->part], column->field, text, len, &err) != MH_OK)
		refuse_cell(column, row, row->cells[cell].text, complaints, err.text);
}

enum mh_status mh_map_fill(const struct mh_map *map, const struct mh_csv_row *row, struct mh_map_row *out, struct mh_complaints *complaints)
{
	size_t found = complaints->found;

	for (int i = 0; i < map->parts; i++) {
		mh_record_clear(&out->records[i]);
		out->given[i] = i == 0;
	}
	for (size_t i = 0; i < row->count && i < map->cells; i++)
		if (map->column_of_cell[i] >= 0)
			take_cell(map, &map->columns[map->column_of_cell[i]], row, i, out, complaints);
	return complaints->found == found ? MH_OK : MH_INPUT;
}

void mh_map_complete(const struct mh_map *map, struct mh_map_row *row, int part)
{
	struct mh_record *record = &row->records[part];

	for (size_t i = 0; i < map->constant_count; i++) {
		const struct mh_map_constant *constant = &map->constants[i];

		/* What is said of "mention" holds for each mention of the row. */
		if ((constant->part == part || (constant->part == 1 && part > 1)) && record->values[constant->field].have == MH_HAVE_NONE)
			mh_record_set(record, constant->field, constant->text, strlen(constant->text), NULL);
	}
	mh_value_set_text(&record->values[row->source[part]], map->source, strlen(map->source));
	record->set[row->source[part]] = true;
	mh_record_initial(record);
}

const char *mh_map_title(const struct mh_map *map, int part, const char *field)
{
	for (size_t i = 0; i < map->column_count; i++)
		if (map->columns[i].part == part && strcmp(mh_map_kind(part)->fields[map->columns[i].field].name, field) == 0)
			return map->columns[i].title;
	return field;
}
