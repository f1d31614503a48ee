/* Rows: the face in front of the formats. */

#include <assert.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "out/format.h"

static const char *const names[] = {
	[MH_FORMAT_TABLE] = "table",
	[MH_FORMAT_CSV] = "csv",
	[MH_FORMAT_JSONL] = "jsonl",
	[MH_FORMAT_IDS] = "ids",
	[MH_FORMAT_XLSX] = "xlsx",
	[MH_FORMAT_HTML] = "html",
	[MH_FORMAT_ICS] = "ics",
};

static const struct mh_rows_format *const formats[] = {
	[MH_FORMAT_TABLE] = &mh_format_table,
	[MH_FORMAT_CSV] = &mh_format_csv,
	[MH_FORMAT_JSONL] = &mh_format_jsonl,
	[MH_FORMAT_IDS] = &mh_format_ids,
	[MH_FORMAT_XLSX] = &mh_format_xlsx,
};

/* Is name one of the words? */
static bool among(const char *name, const char *words)
{
	const size_t len = strlen(name);

	for (; *words; words += strspn(words, " ")) {
		const size_t n = strcspn(words, " ");

		if (n == len && strncmp(name, words, n) == 0)
			return true;
		words += n;
	}
	return false;
}

enum mh_status mh_format_parse(const char *name, const char *allowed, enum mh_format *out, struct mh_err *err)
{
	for (size_t i = 0; i < MH_COUNT(names) && among(name, allowed); i++)
		if (strcmp(names[i], name) == 0) {
			*out = (enum mh_format)i;
			return MH_OK;
		}
	return mh_fail(err, MH_USAGE, _("--format: \"%s\" is none of: %s"), name, allowed);
}

struct mh_rows *mh_rows_start(FILE *out, const struct mh_rows_options *options, const struct mh_column *columns, size_t count)
{
	struct mh_rows *const rows = mh_alloc(1, sizeof *rows);

	assert(options->format < MH_COUNT(formats));
	rows->out = out;
	rows->options = *options;
	rows->format = formats[options->format];
	rows->count = count;
	rows->columns = mh_alloc(count, sizeof *rows->columns);
	for (size_t i = 0; i < count; i++) {
		rows->columns[i] = columns[i];
		rows->columns[i].name = mh_strdup(columns[i].name);
		rows->columns[i].label = mh_strdup(columns[i].label ? columns[i].label : columns[i].name);
	}
	mh_str_init_secret(&rows->line, MH_LINE_LIMIT);	/* values that were opened pass through it */
	if (rows->format->start)
		rows->format->start(rows);
	return rows;
}

void mh_rows_add(struct mh_rows *rows, const struct mh_cell *cells)
{
	rows->added++;
	rows->format->add(rows, cells, false);
}

void mh_rows_total(struct mh_rows *rows, const struct mh_cell *cells)
{
	rows->format->add(rows, cells, true);
}

void mh_rows_flush(struct mh_rows *rows)
{
	if (!mh_str_ok(&rows->line) || fwrite(rows->line.s, 1, rows->line.len, rows->out) != rows->line.len)
		rows->failed = true;
	mh_str_clear(&rows->line);
}

enum mh_status mh_rows_end(struct mh_rows *rows, size_t *count, struct mh_err *err)
{
	if (rows->format->end)
		rows->format->end(rows);
	errno = 0;
	const bool failed = fflush(rows->out) != 0 || ferror(rows->out) || rows->failed;
	if (count)
		*count = rows->added;
	for (size_t i = 0; i < rows->count; i++) {
		free((char *)rows->columns[i].name);
		free((char *)rows->columns[i].label);
	}
	free(rows->columns);
	mh_str_free(&rows->line);
	const char *const why = rows->why;
	free(rows);
	if (why)
		return mh_fail(err, MH_INPUT, "%s", _(why));
	return failed ? mh_fail(err, MH_STORE, _("output: cannot be written: %s"), errno ? strerror(errno) : _("a write failed")) : MH_OK;
}

struct mh_cell mh_cell_text(const char *text)
{
	if (!text)
		return (struct mh_cell){ .type = MH_CELL_EMPTY };
	return (struct mh_cell){ .type = MH_CELL_TEXT, .text = text, .len = strlen(text) };
}

struct mh_cell mh_cell_number(int64_t number)
{
	return (struct mh_cell){ .type = MH_CELL_NUMBER, .number = number };
}

/* -?(0|[1-9][0-9]*)(\.[0-9]+)? */
static bool number_text(const char *text, size_t len)
{
	size_t i = len > 0 && *text == '-', digits = i;

	while (i < len && text[i] >= '0' && text[i] <= '9')
		i++;
	if (i == digits || (text[digits] == '0' && i > digits + 1))
		return false;
	if (i < len && text[i] == '.') {
		digits = ++i;
		while (i < len && text[i] >= '0' && text[i] <= '9')
			i++;
	}
	return i == len && i > digits;
}

bool mh_cell_is_number(const struct mh_column *column, const struct mh_cell *cell)
{
	return cell->type == MH_CELL_NUMBER || (cell->type == MH_CELL_TEXT && column->number && number_text(cell->text, cell->len));
}
