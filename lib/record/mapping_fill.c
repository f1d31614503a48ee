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

/*
 * 31-12-2026, 31.12.2026, 31/12/2026, 12-2026 and 2026 become 2026-12-31, 2026-12 and 2026; anything else stays as it is. With /
 * only where the map says that the day comes first: others write the month in front of it. True: it was turned.
 */
static bool turn_date(struct mh_str *out, const char *text, size_t len, enum mh_map_date manner)
{
	const char *at = text, *end = text + len;
	int numbers[3] = { 0 };
	size_t digits = 0;
	int count = 0;

	if (manner != MH_MAP_DAY_FIRST && memchr(text, '/', len))
		end = text;

	while (at < end && count < 3 && (numbers[count] = number_at(&at, end, &digits)) >= 0)
		count++;
	const bool turned = at >= end && count > 1 && digits == 4 && numbers[count - 1] >= 0;
	if (!turned)
		mh_str_add(out, text, len);
	else if (count == 3)
		mh_str_printf(out, "%04d-%02d-%02d", numbers[2], numbers[1], numbers[0]);
	else
		mh_str_printf(out, "%04d-%02d", numbers[1], numbers[0]);
	return turned;
}

static bool year_first(const char *text, size_t len)
{
	for (size_t i = 0; i < 4 && i < len; i++)
		if (text[i] < '0' || text[i] > '9')
			return false;
	return len > 3;
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

/* The code of a cell, or NULL; the cell, in NFC, is in word then. */
static const char *code_of(const struct mh_map_column *column, const char *text, size_t len, struct mh_str *word)
{
	const struct mh_map_value *found;

	mh_str_clear(word);
	if (!mh_utf8_nfc(word, text, len) || !mh_str_ok(word))
		return NULL;
	found = column->values ? bsearch(word->s, column->values, column->value_count, sizeof(*column->values), by_cell) : NULL;
	return found ? found->code : NULL;
}

/* A cell that is a code already needs no line in the map. */
static bool code_of_map(const struct mh_map_column *column, const char *word)
{
	if (!column->values)
		return true;
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

static void add_code(struct mh_str *codes, const char *code)
{
	mh_str_printf(codes, "%s%s", codes->len > 0 ? ";" : "", code);
}

/* Length of the text up to the next separator; *step: the separator with it. */
static size_t piece_of(const struct mh_map_column *column, const char *text, size_t len, size_t *step)
{
	const size_t own = column->separator ? strlen(column->separator) : 1;
	size_t at = 0;

	while (at < len && !(column->separator ? len - at >= own && memcmp(text + at, column->separator, own) == 0 : strchr(";,|\n", text[at]) != NULL))
		at++;
	*step = at + (at < len ? own : 0);
	return at;
}

/* Adds the codes of the values of a set, one after another. False: one was refused. */
static bool turn_set(const struct mh_map_column *column, const struct mh_csv_row *row, const char *text, size_t len, struct mh_map_row *out,
	struct mh_complaints *complaints)
{
	size_t found = complaints->found, step;
	const char *piece, *code;
	size_t piece_len;

	for (; len > 0; text += step, len -= step) {
		piece = text;
		piece_len = piece_of(column, text, len, &step);
		if (!trim(&piece, &piece_len))
			continue;
		code = code_of(column, piece, piece_len, &out->word);
		if (!code && code_of_map(column, out->word.s))
			code = out->word.s;
		if (code)
			add_code(&out->text, code);
		else
			refuse_value(column, row, out->word.s, complaints);
	}
	return complaints->found == found;
}

/* Adds the code of a cell, or the codes of a set, to out->text. False: it was refused. */
static bool turn_value(const struct mh_map_column *column, const struct mh_csv_row *row, const char *text, size_t len,
	struct mh_map_row *out, struct mh_complaints *complaints)
{
	const bool set = mh_map_kind(column->part)->fields[column->field].type == MH_CODES;
	const char *code = code_of(column, text, len, &out->word);

	if (!code && column->values && code_of_map(column, out->word.s))
		code = out->word.s;
	if (code) {
		add_code(&out->text, code);
		return true;
	}
	if (set)
		return turn_set(column, row, text, len, out, complaints);
	refuse_value(column, row, out->word.s, complaints);
	return false;
}

static bool says_nothing(const struct mh_map_column *column, const char *text, size_t len, struct mh_str *word)
{
	mh_str_clear(word);
	if (column->as_empty_count == 0 || !mh_utf8_nfc(word, text, len) || !mh_str_ok(word))
		return false;
	for (size_t i = 0; i < column->as_empty_count; i++)
		if (strcmp(column->as_empty[i], word->s) == 0)
			return true;
	return false;
}

/*
 * What a spreadsheet would run is not what it showed: its value is missing from the file. A ' in front says that it is text; our
 * own exports put it there.
 */
static bool take_text(const char **text, size_t *len)
{
	const char *at = *text;

	if (*len > 1 && at[0] == '\'' && strchr("=+-@", at[1])) {
		(*text)++;
		(*len)--;
		return true;
	}
	return *len < 2 || at[0] != '=' || !(strchr("(+-\"'@", at[1]) || (at[1] >= '0' && at[1] <= '9') || ((at[1] | 0x20) >= 'a' && (at[1] | 0x20) <= 'z'));
}

/* Puts a cell that is not empty, in our words, in *text. False: it was refused. */
static bool turn_cell(const struct mh_map *map, const struct mh_map_column *column, const struct mh_csv_row *row, const char **text,
	size_t *len, struct mh_map_row *out, struct mh_complaints *complaints)
{
	const struct mh_field *field = &mh_map_kind(column->part)->fields[column->field];

	if (field->type == MH_TEXT) {
		if (take_text(text, len))
			return true;
		refuse_cell(column, row, *text, complaints, _("is a formula of a spreadsheet: save its value, or put ' in front if it is text"));
		return false;
	}
	if (field->type == MH_DATE && map->date == MH_MAP_DATE_FOUND && memchr(*text, '/', *len)) {
		refuse_cell(column, row, *text, complaints, _("with / it may have its day or its month first: say --date dd-mm-yyyy, or write 2026-03-01"));
		return false;
	}
	if (field->type == MH_DATE && map->date != MH_MAP_YEAR_FIRST && !year_first(*text, *len)) {
		mh_str_clear(&out->text);
		out->day_first |= turn_date(&out->text, *text, *len, map->date);
	} else if (column->values || column->separator || column->shared) {
		mh_str_clear(&out->text);
		if (column->shared)
			mh_str_puts(&out->text, mh_record_text(&out->records[column->part], field->name));
		if (!turn_value(column, row, *text, *len, out, complaints))
			return false;
	} else {
		return true;
	}
	*text = out->text.s;
	*len = out->text.len;
	return true;
}

static void put_cell(const struct mh_map_column *column, const struct mh_csv_row *row, const char *text, size_t len, const char *cell,
	struct mh_map_row *out, struct mh_complaints *complaints)
{
	struct mh_err err;	/* not cleared: a cell is mostly right, and there are millions of them */

	if (mh_record_set(&out->records[column->part], column->field, text, len, &err) != MH_OK)
		refuse_cell(column, row, cell, complaints, err.text);
}

static void take_cell(const struct mh_map *map, const struct mh_map_column *column, const struct mh_csv_row *row, size_t cell,
	struct mh_map_row *out, struct mh_complaints *complaints)
{
	const char *text = row->cells[cell].text;
	size_t len = row->cells[cell].len;

	if (!trim(&text, &len) || (column->as_empty && says_nothing(column, text, len, &out->word))) {
		if (column->empty && !column->shared)
			put_cell(column, row, column->empty, strlen(column->empty), "", out, complaints);
		return;
	}
	out->given[column->part] = true;
	if (turn_cell(map, column, row, &text, &len, out, complaints))
		put_cell(column, row, text, len, row->cells[cell].text, out, complaints);
}

/* A set that none of its columns gave anything of is what an empty cell means in one of them. */
static void fill_empty_sets(const struct mh_map *map, const struct mh_csv_row *row, struct mh_map_row *out, struct mh_complaints *complaints)
{
	for (size_t i = 0; i < row->count && i < map->cells; i++) {
		const struct mh_map_column *column = map->column_of_cell[i] >= 0 ? &map->columns[map->column_of_cell[i]] : NULL;

		if (column && column->shared && column->empty && out->records[column->part].values[column->field].have == MH_HAVE_NONE)
			put_cell(column, row, column->empty, strlen(column->empty), "", out, complaints);
	}
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
	if (map->shares)
		fill_empty_sets(map, row, out, complaints);
	return complaints->found == found ? MH_OK : MH_INPUT;
}

static void add_constants(const struct mh_map *map, struct mh_record *record, int part)
{
	for (size_t i = 0; i < map->constant_count; i++) {
		const struct mh_map_constant *constant = &map->constants[i];

		if (constant->part == part && record->values[constant->field].have == MH_HAVE_NONE)
			mh_record_set(record, constant->field, constant->text, strlen(constant->text), NULL);
	}
}

void mh_map_complete(const struct mh_map *map, struct mh_map_row *row, int part)
{
	struct mh_record *record = &row->records[part];

	add_constants(map, record, part);
	/* What is said of "mention" holds for each mention of the row of which nothing else is said. */
	if (part > 1)
		add_constants(map, record, 1);
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
