/* Tables for people: all rows are kept, so that columns are as wide as they need to be and fit the terminal. */

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "out/format.h"

#define GAP 2		/* blanks between columns */
#define NARROWEST 6	/* a text column is not cut below this */
#define BAR_MOST 20	/* columns of a bar */
#define BAR_LEAST 5	/* a shorter one tells nothing */

#define BOLD "\033[1m"
#define BLUE "\033[34m"
#define PLAIN "\033[m"

struct kept {
	char *text;		/* shown: safe for a terminal */
	size_t width;
	int64_t number;		/* for the bar */
};

struct line { struct kept *cells; bool total; };

struct table {
	struct line *lines;
	size_t count, room;
	struct mh_pool pool;	/* cells and their texts */
	struct mh_str shown;	/* the text of the cell that is being added */
	size_t *widths;		/* of columns */
	size_t *cells, *words;	/* widest cell, and widest word of cells and heading */
	bool *whole;		/* columns that are never cut: numbers, ids, days */
	int64_t *most;		/* largest number of a column that has a bar */
	size_t bar;		/* columns of a bar; 0: none */
};

/* Printable ASCII is shown as it is, a column a byte. */
static bool is_plain(const struct mh_cell *cell)
{
	unsigned char odd = 0;

	for (size_t i = 0; i < cell->len; i++)
		odd |= (unsigned char)cell->text[i] < 0x20 || (unsigned char)cell->text[i] > 0x7e;
	return odd == 0;
}

static void keep(struct table *t, const struct mh_cell *cell, struct kept *out)
{
	struct mh_str *const text = &t->shown;

	mh_str_clear(text);
	if (cell->type == MH_CELL_NUMBER)
		mh_str_printf(text, "%" PRId64, cell->number);
	else if (cell->type == MH_CELL_TEXT && is_plain(cell)) {
		*out = (struct kept){ .text = mh_pool_copy(&t->pool, cell->text, cell->len), .width = cell->len };
		return;
	} else if (cell->type == MH_CELL_TEXT)
		mh_utf8_show(text, cell->text, cell->len);
	out->width = mh_utf8_width(text->s, text->len);
	out->number = cell->type == MH_CELL_NUMBER ? cell->number : 0;
	out->text = mh_str_ok(text) ? mh_pool_copy(&t->pool, text->s, text->len) : mh_pool_copy(&t->pool, "?", 1);
}

static size_t widest_word(const char *text)
{
	size_t widest = 0;

	while (*text != '\0') {
		const size_t n = strcspn(text, " "), width = mh_utf8_width(text, n);

		widest = width > widest ? width : widest;
		text += n + strspn(text + n, " ");
	}
	return widest;
}

static void start(struct mh_rows *rows)
{
	struct table *const t = mh_alloc(1, sizeof *t);

	mh_str_init(&t->shown, MH_LINE_LIMIT);
	t->widths = mh_alloc(rows->count, sizeof *t->widths);
	t->most = mh_alloc(rows->count, sizeof *t->most);
	t->whole = mh_alloc(rows->count, sizeof *t->whole);
	t->cells = mh_alloc(rows->count, sizeof *t->cells);
	t->words = mh_alloc(rows->count, sizeof *t->words);
	for (size_t i = 0; i < rows->count; i++) {
		t->widths[i] = mh_utf8_width(rows->columns[i].label, strlen(rows->columns[i].label));
		t->whole[i] = rows->columns[i].number;
		t->words[i] = widest_word(rows->columns[i].label);
	}
	rows->own = t;
}

/* An id or a day says nothing, or something else, when its end is missing: "S-2026-0042", "ST-2026-0001", "2026-03-01". */
static bool id_or_day(const char *text)
{
	const size_t letters = strspn(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZ");

	if (letters > 0 && letters <= 2 && text[letters] == '-')
		text += letters + 1;
	return strspn(text, "0123456789") == 4 && text[4] == '-' && strspn(text + 5, "0123456789-:. ") == strlen(text + 5);
}

static void add(struct mh_rows *rows, const struct mh_cell *cells, bool total)
{
	struct table *const t = rows->own;

	if (t->count == t->room) {
		t->room = t->room ? 2 * t->room : 64;
		t->lines = mh_grow(t->lines, t->room, sizeof *t->lines);
	}
	struct line *const line = &t->lines[t->count++];
	line->total = total;
	line->cells = mh_pool_alloc(&t->pool, rows->count * sizeof *line->cells);
	for (size_t i = 0; i < rows->count; i++) {
		keep(t, &cells[i], &line->cells[i]);
		if (line->cells[i].width > t->widths[i])
			t->widths[i] = line->cells[i].width;
		if (line->cells[i].width > t->cells[i])
			t->cells[i] = line->cells[i].width;
		t->whole[i] = t->whole[i] || id_or_day(line->cells[i].text);
		if (rows->options.wrap) {
			const size_t word = widest_word(line->cells[i].text);
			t->words[i] = word > t->words[i] ? word : t->words[i];
		}
		if (!total && rows->columns[i].bar && line->cells[i].number > t->most[i])
			t->most[i] = line->cells[i].number;
	}
}

/* A page leaves out a column in which nothing stands. */
static bool is_shown(const struct mh_rows *rows, size_t column)
{
	const struct table *const t = rows->own;

	return !rows->options.wrap || t->cells[column] > 0;
}

static size_t whole_width(const struct mh_rows *rows)
{
	const struct table *const t = rows->own;
	size_t width = 0, shown = 0;

	for (size_t i = 0; i < rows->count; i++) {
		width += is_shown(rows, i) ? t->widths[i] : 0;
		shown += is_shown(rows, i);
	}
	return width + (shown > 0 ? GAP * (shown - 1) : 0);
}

/* How narrow a column may become. What is broken and not cut keeps its words in one piece while it can, and a heading may go on below. */
static size_t narrowest(const struct mh_rows *rows, size_t column, bool words)
{
	const struct table *const t = rows->own;
	const size_t whole = t->cells[column] > t->words[column] ? t->cells[column] : t->words[column];

	if (!rows->options.wrap)
		return t->whole[column] ? t->widths[column] : NARROWEST;
	if (t->whole[column])
		return words ? whole : t->cells[column];
	return words && t->words[column] > NARROWEST ? t->words[column] : NARROWEST;
}

/* Takes columns off the widest ones that may become narrower, until the table fits. */
static void narrow(struct mh_rows *rows, bool words)
{
	struct table *const t = rows->own;

	while (whole_width(rows) > rows->options.width) {
		size_t widest = rows->count;

		for (size_t i = 0; i < rows->count; i++)
			if (is_shown(rows, i) && t->widths[i] > narrowest(rows, i, words) && (widest == rows->count || t->widths[i] > t->widths[widest]))
				widest = i;
		if (widest == rows->count)
			return;
		t->widths[widest]--;
	}
}

/* Makes the table fit, and gives bars what is left. */
static void fit(struct mh_rows *rows)
{
	struct table *const t = rows->own;
	size_t width, bars = 0;

	if (rows->options.width == 0)
		return;
	narrow(rows, true);
	narrow(rows, false);
	width = whole_width(rows);
	if (width > rows->options.width)
		return;
	for (size_t i = 0; i < rows->count; i++)
		bars += rows->columns[i].bar && t->most[i] > 0;
	if (bars > 0)
		t->bar = (rows->options.width - width) / bars;
	t->bar = t->bar > BAR_MOST + 1 ? BAR_MOST : t->bar < BAR_LEAST + 1 ? 0 : t->bar - 1;
}

static void blanks(struct mh_str *out, size_t count)
{
	static const char many[] = "                                                                ";

	for (size_t n; count > 0; count -= n) {
		n = count < sizeof many - 1 ? count : sizeof many - 1;
		mh_str_add(out, many, n);
	}
}

/* A bar in eighths of a column, padded to the width of bars. */
static void add_bar(const struct mh_rows *rows, struct mh_str *out, size_t column, const struct line *line)
{
	static const char *const eighths[] = { "", "▏", "▎", "▍", "▌", "▋", "▊", "▉" };
	const struct table *const t = rows->own;
	const int64_t number = line->total ? 0 : line->cells[column].number, most = t->most[column];
	const size_t parts = number > 0 ? (size_t)((double)number / (double)most * 8 * (double)t->bar + 0.5) : 0;
	const size_t used = parts / 8 + (parts % 8 > 0);

	blanks(out, 1);
	if (rows->options.color && used > 0)
		mh_str_puts(out, BLUE);
	for (size_t i = 0; i < parts / 8; i++)
		mh_str_puts(out, "█");
	mh_str_puts(out, eighths[parts % 8]);
	if (rows->options.color && used > 0)
		mh_str_puts(out, PLAIN);
	blanks(out, t->bar - used);
}

/* One cell, cut and padded to its column. */
static void add_cell(struct mh_str *out, const char *text, size_t text_width, size_t width, bool right)
{
	if (text_width > width) {
		const size_t before = out->len;

		mh_utf8_fit(out, text, strlen(text), width);
		blanks(out, width - mh_utf8_width(out->s + before, out->len - before));	/* a wide character may have left one */
		return;
	}
	if (right)
		blanks(out, width - text_width);
	mh_str_puts(out, text);
	if (!right)
		blanks(out, width - text_width);
}

static void cut_blanks(struct mh_str *line)
{
	while (line->len > 0 && line->s[line->len - 1] == ' ')
		line->s[--line->len] = '\0';
}

/* Ends the line without blanks at its end. */
static void end_line(struct mh_rows *rows)
{
	cut_blanks(&rows->line);
	mh_str_putc(&rows->line, '\n');
	mh_rows_flush(rows);
}

/* What is left of cells, each in its column, on as many lines as the longest needs. */
static void write_wrapped(struct mh_rows *rows, const char **left)
{
	struct table *const t = rows->own;

	for (bool more = true; more; end_line(rows)) {
		size_t column = 0;

		more = false;
		for (size_t i = 0; i < rows->count; i++) {
			const size_t n = mh_utf8_break(left[i], strlen(left[i]), t->widths[i]);

			if (!is_shown(rows, i))
				continue;
			mh_str_clear(&t->shown);
			mh_str_add(&t->shown, left[i], n);
			blanks(&rows->line, column++ > 0 ? GAP : 0);
			add_cell(&rows->line, t->shown.s, mh_utf8_width(t->shown.s, n), t->widths[i], rows->columns[i].number);
			left[i] += n + strspn(left[i] + n, " ");
			more = more || *left[i] != '\0';
		}
	}
}

static void write_wrapped_heading(struct mh_rows *rows)
{
	const char **left = mh_alloc(rows->count, sizeof *left);

	for (size_t i = 0; i < rows->count; i++)
		left[i] = rows->columns[i].label;
	write_wrapped(rows, left);
	free(left);
}

static void write_wrapped_line(struct mh_rows *rows, const struct line *line)
{
	const char **left = mh_alloc(rows->count, sizeof *left);

	for (size_t i = 0; i < rows->count; i++)
		left[i] = line->cells[i].text;
	write_wrapped(rows, left);
	free(left);
}

static void write_heading(struct mh_rows *rows)
{
	const struct table *const t = rows->own;

	if (rows->options.color)
		mh_str_puts(&rows->line, BOLD);
	for (size_t i = 0; i < rows->count; i++) {
		const struct mh_column *const c = &rows->columns[i];

		blanks(&rows->line, i > 0 ? GAP : 0);
		add_cell(&rows->line, c->label, mh_utf8_width(c->label, strlen(c->label)), t->widths[i], c->number);
		if (c->bar && t->bar > 0)
			blanks(&rows->line, t->bar + 1);
	}
	cut_blanks(&rows->line);
	if (rows->options.color)
		mh_str_puts(&rows->line, PLAIN);
	end_line(rows);
}

/* Dashes below the headings and above totals. */
static void write_rule(struct mh_rows *rows)
{
	const struct table *const t = rows->own;

	for (size_t i = 0; i < rows->count; i++) {
		const bool bar = rows->columns[i].bar && t->bar > 0;

		if (!is_shown(rows, i))
			continue;
		blanks(&rows->line, rows->line.len > 0 ? GAP : 0);
		for (size_t n = t->widths[i]; n > 0; n--)
			mh_str_putc(&rows->line, '-');
		blanks(&rows->line, bar ? t->bar + 1 : 0);
	}
	end_line(rows);
}

static void write_line(struct mh_rows *rows, const struct line *line)
{
	const struct table *const t = rows->own;

	for (size_t i = 0; i < rows->count; i++) {
		const struct kept *const cell = &line->cells[i];

		blanks(&rows->line, i > 0 ? GAP : 0);
		add_cell(&rows->line, cell->text, cell->width, t->widths[i], rows->columns[i].number);
		if (rows->columns[i].bar && t->bar > 0)
			add_bar(rows, &rows->line, i, line);
	}
	end_line(rows);
}

static void end(struct mh_rows *rows)
{
	struct table *const t = rows->own;

	fit(rows);
	if (t->count > 0) {
		if (rows->options.wrap)
			write_wrapped_heading(rows);
		else
			write_heading(rows);
		write_rule(rows);
	}
	for (size_t l = 0; l < t->count; l++) {
		if (l > 0 && t->lines[l].total && !t->lines[l - 1].total)
			write_rule(rows);
		if (rows->options.wrap)
			write_wrapped_line(rows, &t->lines[l]);
		else
			write_line(rows, &t->lines[l]);
	}
	mh_pool_free(&t->pool);
	mh_str_free(&t->shown);
	free(t->lines);
	free(t->widths);
	free(t->most);
	free(t->whole);
	free(t->cells);
	free(t->words);
	free(t);
}

const struct mh_rows_format mh_format_table = { start, add, end };
