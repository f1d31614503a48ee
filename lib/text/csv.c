/*
 * Reading CSV. libcsv gets a line at a time, so that each row's line is known and reading can go on in the next line after an
 * error: its callbacks cannot stop it.
 */

#include <csv.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "text/csv_row.h"

enum {
	CHUNK = 256 * 1024,
	CELL_USUAL = 1 << 20,
	ROW_USUAL = 4 << 20,
	COLUMNS_USUAL = 1000,
};

struct mh_csv {
	struct mh_csv_options options;
	struct mh_complaints *complaints;
	int fd;
	struct mh_blob text;		/* what is left of a text in memory, where there is no file */
	uint64_t bytes, size;
	char *chunk;
	size_t at, end;			/* of what is in chunk */
	bool file_end;
	struct mh_csv_dialect dialect;	/* without the encoding */
	struct mh_csv_guess guess;
	struct csv_parser parser;
	struct mh_csv_build titles, build;
	bool row_done;			/* the parser has ended a row */
	bool row_open;			/* a row has begun and not ended */
	bool after_cr;			/* the last line ended in CR: an LF belongs to it */
	bool cr_ends;			/* lines end in CR alone: the titles do */
	bool skip_line;			/* pass over the rest of a line after an error in it */
	bool broken;			/* rows are missing */
	bool given_up;
	size_t line, row_line;		/* line that comes next; where the row began */
	size_t row;
};

static void on_cell(void *bytes, size_t len, void *arg)
{
	struct mh_csv *csv = arg;

	mh_csv_build_add(&csv->build, bytes, len);
}

static void on_row(int end, void *arg)
{
	struct mh_csv *csv = arg;

	(void)end;
	csv->row_done = true;
}

static void refuse(struct mh_csv *csv, size_t line, const char *text)
{
	csv->broken = true;
	mh_complain(csv->complaints, &(struct mh_problem){ .line = line }, "%s", text);
}

static void give_up(struct mh_csv *csv, size_t line, const char *text)
{
	refuse(csv, line, text);
	csv->given_up = true;
}

static void fill_from_text(struct mh_csv *csv)
{
	csv->end = csv->text.len < CHUNK ? csv->text.len : CHUNK;
	if (csv->end > 0)
		memcpy(csv->chunk, csv->text.bytes, csv->end);
	csv->text = (struct mh_blob){ (const char *)csv->text.bytes + csv->end, csv->text.len - csv->end };
	csv->file_end = csv->text.len == 0;
	csv->bytes += csv->end;
}

/* Fills the chunk, also from a pipe that gives little at a time. What was in it is used up. */
static void fill(struct mh_csv *csv)
{
	ssize_t got = 1;

	csv->at = csv->end = 0;
	if (csv->fd < 0) {
		fill_from_text(csv);
		return;
	}
	while (got > 0 && csv->end < CHUNK) {
		do {
			got = read(csv->fd, csv->chunk + csv->end, CHUNK - csv->end);
		} while (got < 0 && errno == EINTR);
		if (got > 0)
			csv->end += (size_t)got;
	}
	if (got < 0)
		give_up(csv, 0, strerror(errno));
	csv->file_end = got <= 0;
	csv->bytes += csv->end;
}

/* Length of the next piece: to the end of a line (LF, CRLF or CR), or all there is. ended: whether a line ends in it. */
static size_t piece(const struct mh_csv *csv, bool *ended)
{
	const char *begin = csv->chunk + csv->at, *newline, *cr;
	size_t len = csv->end - csv->at;

	newline = memchr(begin, '\n', len);
	cr = memchr(begin, '\r', newline ? (size_t)(newline - begin) : len);
	*ended = newline || cr;
	if (cr && cr + 1 != newline)
		return (size_t)(cr - begin) + 1;
	return newline ? (size_t)(newline - begin) + 1 : len;
}

static bool ends_line(char c)
{
	return c == '\r' || c == '\n';
}

static bool blank(const struct mh_csv *csv, const char *bytes, size_t len)
{
	for (size_t i = 0; i < len; i++)
		if (!ends_line(bytes[i]) && bytes[i] != ' ' && (bytes[i] != '\t' || csv->options.delimiter == '\t'))
			return false;
	return true;
}

static void restart_parser(struct mh_csv *csv)
{
	if (csv->parser.entry_buf)
		mh_wipe(csv->parser.entry_buf, csv->parser.entry_size);
	csv_free(&csv->parser);
	csv_init(&csv->parser, CSV_STRICT | CSV_STRICT_FINI | CSV_APPEND_NULL);
	csv_set_delim(&csv->parser, (unsigned char)csv->options.delimiter);
	csv_set_blk_size(&csv->parser, 8192);
}

static void bad_row(struct mh_csv *csv, const char *text)
{
	refuse(csv, csv->row_line, text);
	restart_parser(csv);
	mh_csv_build_clear(&csv->build);
	csv->row_open = false;
	csv->row_done = false;
}

static void check_limits(struct mh_csv *csv)
{
	const struct mh_problem where = { .line = csv->row_line };
	const struct mh_csv_options *most = &csv->options;

	if (csv->parser.entry_pos > most->cell || (csv->row_done && mh_csv_build_longer(&csv->build, most->cell)))
		mh_complain(csv->complaints, &where, _("a cell has more than %zu bytes: is a quote (\") not closed? Else shorten it"), most->cell);
	else if (csv->build.over)
		mh_complain(csv->complaints, &where, _("a row has more than %zu cells: leave out columns that are not needed"), most->columns);
	else if (!mh_str_ok(&csv->build.raw))
		mh_complain(csv->complaints, &where, _("a row has more than %zu bytes: is a line end missing? Else shorten its cells"), most->row);
	else
		return;
	csv->broken = csv->given_up = true;
}

/* Most lines have no quote in them: they are a whole row, and are split without going through libcsv letter by letter. */
static bool plain_row(struct mh_csv *csv, const char *bytes, size_t len, bool ended)
{
	if (csv->row_open || !ended || memchr(bytes, '"', len))
		return false;
	while (len > 0 && ends_line(bytes[len - 1]))
		len--;
	mh_csv_build_line(&csv->build, bytes, len, csv->options.delimiter);
	csv->row_done = true;
	return true;
}

/*
 * Gives bytes to libcsv; how many it took. A quote within a cell that does not begin with one is a letter, as in 17" or 5'10":
 * the strict mode stops there, and is left for that byte.
 */
static size_t parse(struct mh_csv *csv, const char *bytes, size_t len)
{
	size_t taken = csv_parse(&csv->parser, bytes, len, on_cell, on_row, csv);

	while (taken < len && csv_error(&csv->parser) == CSV_EPARSE && !csv->parser.quoted) {
		csv->parser.options &= (unsigned char)~CSV_STRICT;
		taken += csv_parse(&csv->parser, bytes + taken, 1, on_cell, on_row, csv);
		csv->parser.options |= CSV_STRICT;
		taken += csv_parse(&csv->parser, bytes + taken, len - taken, on_cell, on_row, csv);
	}
	return taken;
}

static void feed(struct mh_csv *csv, const char *bytes, size_t len, bool ended)
{
	size_t taken = len;

	if (!plain_row(csv, bytes, len, ended))
		taken = parse(csv, bytes, len);
	if (taken != len && csv_error(&csv->parser) != CSV_EPARSE)
		mh_out_of_memory();
	if (taken != len) {
		bad_row(csv, _("something stands behind the quote (\") that closes a cell: double each quote that belongs to the cell"));
		csv->skip_line = !ended;
		return;
	}
	csv->row_open = !csv->row_done;
	check_limits(csv);
}

static void take_piece(struct mh_csv *csv)
{
	const char *bytes = csv->chunk + csv->at;
	bool ended, whole_line = !csv->row_open && !csv->skip_line;
	size_t len = piece(csv, &ended);

	csv->at += len;
	if (csv->after_cr && bytes[0] == '\n' && len == 1) {
		/* Inside quotes the LF is a part of the cell. */
		if (csv->row_open)
			feed(csv, bytes, len, true);
		csv->after_cr = false;
		return;
	}
	csv->after_cr = bytes[len - 1] == '\r';
	if (whole_line)
		csv->row_line = csv->line;
	csv->line += ended;
	if (csv->skip_line)
		csv->skip_line = !ended;
	else if (!whole_line || !blank(csv, bytes, len))
		feed(csv, bytes, len, ended);
}

static void finish(struct mh_csv *csv)
{
	if (!csv->row_open)
		return;
	if (csv_fini(&csv->parser, on_cell, on_row, csv) != 0)
		bad_row(csv, _("a quote (\") opens a cell in this row and is never closed"));
	csv->row_open = false;
}

/* Reads until a row has ended, or the file has. */
static bool row_read(struct mh_csv *csv)
{
	mh_csv_build_clear(&csv->build);
	csv->row_done = false;
	while (!csv->row_done && !csv->given_up) {
		if (csv->at < csv->end) {
			take_piece(csv);
		} else if (!csv->file_end) {
			fill(csv);
		} else {
			finish(csv);
			break;
		}
	}
	return csv->row_done && !csv->given_up;
}

/* How often c stands outside quotes in the first line that is not blank. */
static size_t count_of(const struct mh_csv *csv, char c)
{
	size_t count = 0;
	bool quoted = false;

	size_t i = csv->at;

	while (i < csv->end && (ends_line(csv->chunk[i]) || csv->chunk[i] == ' '))
		i++;
	for (; i < csv->end; i++) {
		if (csv->chunk[i] == '"')
			quoted = !quoted;
		else if (!quoted && ends_line(csv->chunk[i]))
			break;
		else if (!quoted)
			count += csv->chunk[i] == c;
	}
	return count;
}

static char find_delimiter(const struct mh_csv *csv)
{
	char best = ',';

	for (const char *c = ";\t"; *c; c++)
		if (count_of(csv, *c) > count_of(csv, best))
			best = *c;
	return best;
}

static bool starts(const struct mh_csv *csv, const char *text, size_t len)
{
	return csv->end - csv->at >= len && memcmp(csv->chunk + csv->at, text, len) == 0;
}

/* What stands before the titles: a BOM, and the line "sep=;" by which a spreadsheet says its delimiter. */
static void read_beginning(struct mh_csv *csv)
{
	fill(csv);
	if (starts(csv, "\xff\xfe", 2) || starts(csv, "\xfe\xff", 2)) {
		give_up(csv, 1, _("this is UTF-16: save the file as UTF-8"));
		return;
	}
	if (starts(csv, "\xef\xbb\xbf", 3)) {
		csv->dialect.marked = true;
		csv->guess.encoding = MH_CSV_UTF8;
		csv->guess.marked = true;
		csv->at += 3;
	}
	if (starts(csv, "sep=", 4) && csv->end - csv->at > 5 && ends_line(csv->chunk[csv->at + 5])) {
		csv->dialect.told = true;
		csv->options.delimiter = csv->chunk[csv->at + 4];
		csv->at += 5;
	}
	csv->dialect.delimiter_found = !csv->options.delimiter;
	if (!csv->options.delimiter)
		csv->options.delimiter = find_delimiter(csv);
	if (!strchr(",;\t|:", csv->options.delimiter))
		give_up(csv, 1, _("the delimiter is none of , ; tab | and :"));
	csv_set_delim(&csv->parser, (unsigned char)csv->options.delimiter);
}

static int by_text(const void *left, const void *right)
{
	return strcmp(*(const char *const *)left, *(const char *const *)right);
}

static void refuse_titles(struct mh_csv *csv)
{
	const struct mh_csv_build *titles = &csv->titles;
	const char **sorted = mh_alloc(titles->count, sizeof(*sorted));

	for (size_t i = 0; i < titles->count; i++) {
		sorted[i] = titles->cells[i].text;
		if (titles->cells[i].len == 0)
			mh_complain(csv->complaints, &(struct mh_problem){ .line = csv->row_line }, _("column %zu has no title: give it one, or take the column away"), i + 1);
	}
	qsort(sorted, titles->count, sizeof(*sorted), by_text);
	for (size_t i = 1; i < titles->count; i++)
		if (sorted[i][0] && strcmp(sorted[i - 1], sorted[i]) == 0)
			mh_complain(csv->complaints, &(struct mh_problem){ .line = csv->row_line }, _("two columns have the title \"%s\": give one of them another"), sorted[i]);
	free(sorted);
}

/* The row that was read becomes the titles, in NFC. */
static void take_titles(struct mh_csv *csv)
{
	struct mh_csv_guess of_titles = { MH_CSV_UTF8, false, csv->guess.marked };
	struct mh_problem where = { .line = csv->row_line };
	struct mh_str text;

	csv->cr_ends = csv->after_cr;
	csv->dialect.crlf = csv->at > 1 && memcmp(csv->chunk + csv->at - 2, "\r\n", 2) == 0;
	if (mh_csv_build_end(&csv->build, &csv->guess, NULL, 0, &where, csv->complaints) > 0)
		return;
	mh_str_init(&text, 3 * csv->options.row);
	for (size_t i = 0; i < csv->build.count; i++) {
		mh_str_clear(&text);
		mh_utf8_nfc(&text, csv->build.cells[i].text, csv->build.cells[i].len);
		mh_csv_build_add(&csv->titles, text.s, text.len);
	}
	mh_str_free(&text);
	mh_csv_build_end(&csv->titles, &of_titles, NULL, 0, &where, csv->complaints);
	refuse_titles(csv);
}

static int open_file(struct mh_csv *csv, const char *path)
{
	struct stat about;

	csv->fd = strcmp(path, "-") == 0 ? dup(STDIN_FILENO) : open(path, O_RDONLY | O_CLOEXEC);
	if (csv->fd >= 0 && fstat(csv->fd, &about) == 0 && S_ISREG(about.st_mode))
		csv->size = (uint64_t)about.st_size;
	return csv->fd;
}

static struct mh_csv *make(const struct mh_csv_options *options, struct mh_complaints *complaints)
{
	struct mh_csv *csv = mh_alloc(1, sizeof(*csv));

	csv->options = *options;
	csv->options.cell = options->cell ? options->cell : CELL_USUAL;
	csv->options.row = options->row ? options->row : ROW_USUAL;
	csv->options.columns = options->columns ? options->columns : COLUMNS_USUAL;
	csv->guess.encoding = options->encoding;
	csv->complaints = complaints;
	csv->line = csv->row_line = 1;
	csv->fd = -1;
	csv->chunk = mh_alloc(CHUNK, 1);
	mh_csv_build_init(&csv->build, csv->options.columns, csv->options.row);
	mh_csv_build_init(&csv->titles, csv->options.columns, 3 * csv->options.row);
	restart_parser(csv);
	return csv;
}

/* Reads what comes before the rows; found is how many problems there were. */
static enum mh_status begin(struct mh_csv **out, struct mh_csv *csv, size_t found)
{
	struct mh_complaints *complaints = csv->complaints;

	if (!csv->given_up)
		read_beginning(csv);
	if (!csv->given_up && row_read(csv))
		take_titles(csv);
	else if (found == complaints->found)
		refuse(csv, 1, _("empty: a row of titles is expected"));
	if (found != complaints->found) {
		mh_csv_close(csv);
		return MH_INPUT;
	}
	*out = csv;
	return MH_OK;
}

enum mh_status mh_csv_open(struct mh_csv **out, const char *path, const struct mh_csv_options *options, struct mh_complaints *complaints)
{
	struct mh_csv *csv = make(options, complaints);
	size_t found = complaints->found;

	*out = NULL;
	if (open_file(csv, path) < 0)
		give_up(csv, 0, strerror(errno));
	return begin(out, csv, found);
}

enum mh_status mh_csv_open_text(struct mh_csv **out, struct mh_blob text, const struct mh_csv_options *options, struct mh_complaints *complaints)
{
	struct mh_csv *csv = make(options, complaints);

	*out = NULL;
	csv->text = text;
	csv->size = text.len;
	return begin(out, csv, complaints->found);
}

/* Did the row end in a CR without LF, though the titles do not? */
static bool ended_in_cr(const struct mh_csv *csv)
{
	return csv->after_cr && !csv->cr_ends && csv->at < csv->end && csv->chunk[csv->at] != '\n';
}

static void refuse_count(struct mh_csv *csv, const struct mh_problem *where, size_t count)
{
	mh_complain(csv->complaints, where, count > csv->titles.count ?
		_("line %zu has %zu cells and there are %zu titles: look for a delimiter too many, or one in a cell without quotes") :
		ended_in_cr(csv) ? _("line %zu has %zu cells and there are %zu titles: a lone CR ends it; remove it, or put its cell in quotes") :
		_("line %zu has %zu cells and there are %zu titles: look for a missing delimiter or a quote that is not closed"),
		csv->row_line, count, csv->titles.count);
}

enum mh_status mh_csv_next(struct mh_csv *csv, struct mh_csv_row *row)
{
	struct mh_problem where = { 0 };
	size_t count;

	if (!row_read(csv))
		return csv->broken ? MH_INPUT : MH_NO;
	count = csv->build.count;
	where.row = ++csv->row;
	where.line = csv->row_line;
	*row = (struct mh_csv_row){ csv->row, csv->row_line, csv->build.cells, count, false };
	if (count != csv->titles.count) {
		refuse_count(csv, &where, count);
		row->bad = true;
	}
	if (mh_csv_build_end(&csv->build, &csv->guess, csv->titles.cells, csv->titles.count, &where, csv->complaints) > 0)
		row->bad = true;
	return MH_OK;
}

void mh_csv_report_to(struct mh_csv *csv, struct mh_complaints *complaints)
{
	csv->complaints = complaints;
}

void mh_csv_close(struct mh_csv *csv)
{
	if (!csv)
		return;
	if (csv->fd >= 0)
		close(csv->fd);
	restart_parser(csv);
	csv_free(&csv->parser);
	mh_csv_build_free(&csv->build);
	mh_csv_build_free(&csv->titles);
	mh_wipe(csv->chunk, CHUNK);
	free(csv->chunk);
	free(csv);
}

size_t mh_csv_columns(const struct mh_csv *csv)
{
	return csv->titles.count;
}

const char *mh_csv_title(const struct mh_csv *csv, size_t column)
{
	return csv->titles.cells[column].text;
}

const struct mh_csv_text *mh_csv_titles(const struct mh_csv *csv)
{
	return csv->titles.cells;
}

struct mh_csv_dialect mh_csv_dialect(const struct mh_csv *csv)
{
	struct mh_csv_dialect dialect = csv->dialect;

	dialect.delimiter = csv->options.delimiter;
	dialect.encoding = csv->guess.encoding;
	dialect.encoding_found = csv->guess.guessed;
	return dialect;
}

uint64_t mh_csv_bytes(const struct mh_csv *csv)
{
	return csv->bytes - (csv->end - csv->at);
}

uint64_t mh_csv_size(const struct mh_csv *csv)
{
	return csv->size;
}
