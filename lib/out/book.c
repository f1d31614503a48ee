/* A spreadsheet: sheets and cells. The library's working files have no name, and lie in memory too. */

#include "out/book.h"

#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "out/book_inside.h"
#include "out/format.h"

#define NARROWEST 8	/* of a column, in characters */
#define WIDEST 50
#define PARAGRAPH 90	/* characters of a line */
#define LINE 15.0	/* its height */
#define LINES_MOST 27	/* a row cannot be higher: what is longer is whole in its cell, and seen in part */
#define NAME_MOST 31	/* of a sheet, in UTF-16 */
#define CELL_MOST 32767	/* characters of a cell */
#define NO_TIME 315532800	/* 1980-01-01: a moment that says nothing, where the caller knows none */
#define QUIET 0x595959

static const struct { bool bold, italic, wrap, right; double size; lxw_color_t color; const char *number; } looks[MH_LOOKS] = {
	[MH_LOOK_TOTAL] = { .bold = true },
	[MH_LOOK_HEADING] = { .bold = true },
	[MH_LOOK_HEADING_RIGHT] = { .bold = true, .right = true },
	[MH_LOOK_TITLE] = { .bold = true, .size = 16 },
	[MH_LOOK_LEAD] = { .bold = true, .wrap = true },
	[MH_LOOK_SECTION] = { .bold = true, .size = 13 },
	[MH_LOOK_STRONG] = { .bold = true },
	[MH_LOOK_LINE] = { .bold = false },
	[MH_LOOK_MARK] = { .bold = true, .color = 0x8A2B06 },
	[MH_LOOK_WRAPPED] = { .wrap = true },
	[MH_LOOK_COUNT] = { .number = "#,##0" },
	[MH_LOOK_COUNT_TOTAL] = { .bold = true, .number = "#,##0" },
	[MH_LOOK_RIGHT] = { .right = true, .color = QUIET },
	[MH_LOOK_RIGHT_TOTAL] = { .bold = true, .right = true, .color = QUIET },
	[MH_LOOK_CHANGE] = { .italic = true, .number = "+#,##0;-#,##0;0" },
	[MH_LOOK_PERCENT] = { .italic = true, .number = "+0%;-0%;0%" },
	[MH_LOOK_SHARE] = { .number = "0%" },
	[MH_LOOK_AT_MOST] = { .number = "\"≤ \"#,##0" },
	[MH_LOOK_AT_LEAST] = { .number = "\"≥ \"#,##0" },
	[MH_LOOK_DAY] = { .number = "yyyy-mm-dd" },
	[MH_LOOK_LINK] = { .color = 0x0B6AA8 },
};

/* Where the library's files without a name lie: in memory, and no other user can look. */
static const char *working_folder(void)
{
	const char *const runtime = getenv("XDG_RUNTIME_DIR");
	struct stat what;

	return runtime && *runtime == '/' && stat(runtime, &what) == 0 && what.st_uid == geteuid() && (what.st_mode & 077) == 0 ? runtime : "/dev/shm";
}

void mh_book_fail(struct mh_book *book, lxw_error error)
{
	if (error == LXW_NO_ERROR || book->fault != MH_BOOK_WHOLE)
		return;
	book->fault = error == LXW_ERROR_MAX_STRING_LENGTH_EXCEEDED ? MH_BOOK_LONG : error == LXW_ERROR_WORKSHEET_INDEX_OUT_OF_RANGE ? MH_BOOK_MANY :
		MH_BOOK_WRITE;
}

/* A cell of the plain look has no format at all. */
static void make_looks(struct mh_book *book)
{
	for (size_t i = 1; i < MH_LOOKS; i++) {
		lxw_format *const format = book->looks[i] = workbook_add_format(book->workbook);

		if (looks[i].bold)
			format_set_bold(format);
		if (looks[i].italic)
			format_set_italic(format);
		if (looks[i].wrap) {
			format_set_text_wrap(format);
			format_set_align(format, LXW_ALIGN_VERTICAL_TOP);
		}
		if (looks[i].right)
			format_set_align(format, LXW_ALIGN_RIGHT);
		if (looks[i].size > 0)
			format_set_font_size(format, looks[i].size);
		if (looks[i].color != 0)
			format_set_font_color(format, looks[i].color);
		if (looks[i].number != NULL)
			format_set_num_format(format, looks[i].number);
	}
}

struct mh_book *mh_book_start(int64_t made, const char *title)
{
	struct mh_book *const book = mh_alloc(1, sizeof *book);
	lxw_workbook_options options = { .constant_memory = LXW_FALSE, .tmpdir = (char *)working_folder(), .use_zip64 = LXW_FALSE };
	lxw_doc_properties about = { .title = (char *)title, .created = (time_t)(made != 0 ? made : NO_TIME) };
	char path[64];

	book->fd = memfd_create("mh-book", MFD_CLOEXEC);
	snprintf(path, sizeof path, "/proc/self/fd/%d", book->fd);
	mh_str_init_secret(&book->cell, MH_LINE_LIMIT);	/* values that were opened pass through it */
	book->workbook = workbook_new_opt(path, &options);
	workbook_set_properties(book->workbook, &about);
	make_looks(book);
	return book;
}

void mh_book_mark(struct mh_book *book, const char *text)
{
	free(book->mark);
	book->mark = mh_strdup(text);
}

/* No sign that is not allowed, not two blanks together, and not longer than a name may be. */
static void safe_name(const char *name, struct mh_str *out)
{
	size_t units = 0;

	for (size_t i = 0; name[i] != '\0'; i++) {
		const unsigned char byte = (unsigned char)name[i];
		const bool bad = byte <= ' ' || byte == 0x7f || strchr("[]:*?/\\'", byte) != NULL;

		if ((byte & 0xc0) != 0x80)
			units += byte >= 0xf0 ? 2 : 1;
		if (units > NAME_MOST)
			break;
		if (!bad)
			mh_str_putc(out, (char)byte);
		else if (out->len > 0 && out->s[out->len - 1] != ' ')
			mh_str_putc(out, ' ');
		else
			units--;
	}
	while (out->len > 0 && out->s[out->len - 1] == ' ')
		out->s[--out->len] = '\0';
}

static void set_page(const struct mh_book *book, lxw_worksheet *sheet)
{
	worksheet_set_paper(sheet, 9);	/* A4 */
	worksheet_set_landscape(sheet);
	worksheet_fit_to_pages(sheet, 1, 0);
	if (book->mark != NULL)
		worksheet_set_header(sheet, book->mark);
}

size_t mh_book_sheet(struct mh_book *book, const char *name)
{
	lxw_worksheet *sheet = NULL;
	struct mh_str safe;

	mh_str_init(&safe, 4096);
	if (name != NULL) {
		safe_name(name, &safe);
		sheet = workbook_add_worksheet(book->workbook, safe.s);
		mh_book_fail(book, sheet != NULL ? LXW_NO_ERROR : LXW_ERROR_CREATING_XLSX_FILE);
	}
	mh_str_free(&safe);
	if (sheet == NULL)
		sheet = workbook_add_worksheet(book->workbook, NULL);
	if (name != NULL)
		set_page(book, sheet);
	book->sheets = mh_grow(book->sheets, book->count + 1, sizeof *book->sheets);
	book->sheets[book->count] = (struct mh_sheet){ .sheet = sheet };
	return book->at = book->count++;
}

void mh_book_turn(struct mh_book *book, size_t sheet)
{
	book->at = sheet;
}

void mh_book_width(struct mh_book *book, size_t column, size_t characters)
{
	struct mh_sheet *const sheet = &book->sheets[book->at];

	if (column >= sheet->columns) {
		sheet->widths = mh_grow(sheet->widths, column + 1, sizeof *sheet->widths);
		for (; sheet->columns <= column; sheet->columns++)
			sheet->widths[sheet->columns] = NARROWEST;
	}
	if (sheet->widths[column] < characters)
		sheet->widths[column] = characters;
}

static bool has_digits(const char *text, size_t len)
{
	for (size_t i = 0; i < len; i++)
		if (!strchr("0123456789abcdefABCDEF", text[i]))
			return false;
	return true;
}

/* "_x0041_" would be read as a character by its number: its first sign is written so itself. */
static void add_literal(struct mh_str *out, const char *text, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		if (len - i >= 7 && text[i] == '_' && text[i + 1] == 'x' && has_digits(text + i + 2, 4) && text[i + 6] == '_')
			mh_str_puts(out, "_x005F");
		mh_str_putc(out, text[i]);
	}
}

/* Characters; libxlsxwriter leaves a merged cell empty in silence where they are too many. */
static size_t length(const struct mh_str *text)
{
	size_t count = 0;

	for (size_t i = 0; i < text->len; i++)
		count += ((unsigned char)text->s[i] & 0xc0) != 0x80;
	return count;
}

/* The text as a cell holds it is in .cell; false: it is longer than one can. Its first line's width. */
static bool take_text(struct mh_book *book, const char *text, size_t len, size_t *width)
{
	struct mh_str shown;

	mh_str_init_secret(&shown, MH_LINE_LIMIT);
	mh_shown_text(&shown, text, len);
	*width = mh_utf8_width(shown.s, strcspn(shown.s, "\n"));
	mh_str_clear(&book->cell);
	add_literal(&book->cell, shown.s, shown.len);
	const bool whole = mh_str_ok(&book->cell) && mh_str_ok(&shown) && length(&book->cell) <= CELL_MOST;
	if (!whole)
		mh_book_fail(book, LXW_ERROR_MAX_STRING_LENGTH_EXCEEDED);
	mh_str_free(&shown);
	return whole && book->fault == MH_BOOK_WHOLE;
}

static void fit(struct mh_book *book, size_t column, size_t width)
{
	mh_book_width(book, column, width > WIDEST ? WIDEST : width);
}

void mh_book_text(struct mh_book *book, size_t column, const char *text, size_t len, enum mh_look look)
{
	const struct mh_sheet *const sheet = &book->sheets[book->at];
	size_t width;

	if (!take_text(book, text, len, &width))
		return;
	if (look <= MH_LOOK_HEADING_RIGHT)
		fit(book, column, width);
	mh_book_fail(book, worksheet_write_string(sheet->sheet, sheet->next, (lxw_col_t)column, book->cell.s, book->looks[look]));
	mh_str_clear(&book->cell);
}

void mh_book_number(struct mh_book *book, size_t column, double number, enum mh_look look)
{
	const struct mh_sheet *const sheet = &book->sheets[book->at];

	if (book->fault == MH_BOOK_WHOLE)
		mh_book_fail(book, worksheet_write_number(sheet->sheet, sheet->next, (lxw_col_t)column, number, book->looks[look]));
}

void mh_book_day(struct mh_book *book, size_t column, struct mh_date day)
{
	const struct mh_sheet *const sheet = &book->sheets[book->at];
	lxw_datetime when = { .year = day.year, .month = day.month, .day = day.day };

	if (book->fault != MH_BOOK_WHOLE)
		return;
	fit(book, column, MH_DATE_SIZE);
	mh_book_fail(book, worksheet_write_datetime(sheet->sheet, sheet->next, (lxw_col_t)column, &when, book->looks[MH_LOOK_DAY]));
}

/* Names of sheets have no quotes (safe_name). */
void mh_book_link(struct mh_book *book, size_t column, const char *text, size_t to)
{
	const struct mh_sheet *const sheet = &book->sheets[book->at];
	struct mh_str place;
	size_t width;

	mh_str_init(&place, 200);
	mh_str_printf(&place, "internal:'%s'!A1", book->sheets[to].sheet->name);
	if (take_text(book, text, strlen(text), &width))
		mh_book_fail(book, worksheet_write_url_opt(sheet->sheet, sheet->next, (lxw_col_t)column, place.s, book->looks[MH_LOOK_LINK], book->cell.s, NULL));
	mh_str_clear(&book->cell);
	mh_str_free(&place);
}

/* How many columns a line takes, and how wide they are. */
static size_t line_columns(const struct mh_sheet *sheet, size_t *width)
{
	size_t count = 0;

	for (*width = 0; *width < PARAGRAPH; count++)
		*width += count < sheet->columns ? sheet->widths[count] : NARROWEST;
	return count;
}

/* How many lines the text takes in so much room. A tenth of it is left for words that do not fit at the end of a line. */
static size_t lines_of(const char *text, size_t room)
{
	size_t lines = 0, len;

	for (;; text += len + 1, lines++) {
		len = strcspn(text, "\n");
		lines += mh_utf8_width(text, len) / (room - room / 10);
		if (text[len] == '\0' || text[len + 1] == '\0')
			return lines < LINES_MOST ? lines + 1 : LINES_MOST;
	}
}

void mh_book_paragraph(struct mh_book *book, const char *text, enum mh_look look)
{
	struct mh_sheet *const sheet = &book->sheets[book->at];
	size_t width, room;
	const size_t columns = line_columns(sheet, &room);

	if (take_text(book, text, strlen(text), &width)) {
		if (columns > 1)
			mh_book_fail(book, worksheet_merge_range(sheet->sheet, sheet->next, 0, sheet->next, (lxw_col_t)(columns - 1), book->cell.s, book->looks[look]));
		else
			mh_book_fail(book, worksheet_write_string(sheet->sheet, sheet->next, 0, book->cell.s, book->looks[look]));
		worksheet_set_row(sheet->sheet, sheet->next, LINE * (double)lines_of(book->cell.s, room), NULL);
	}
	mh_str_clear(&book->cell);
	sheet->next++;
}

size_t mh_book_row(const struct mh_book *book)
{
	return book->sheets[book->at].next;
}

void mh_book_next(struct mh_book *book)
{
	book->sheets[book->at].next++;
}

void mh_book_freeze(struct mh_book *book, size_t columns)
{
	const struct mh_sheet *const sheet = &book->sheets[book->at];

	worksheet_freeze_panes(sheet->sheet, sheet->next, (lxw_col_t)columns);
	if (sheet->next > 0)
		mh_book_fail(book, worksheet_repeat_rows(sheet->sheet, sheet->next - 1, sheet->next - 1));
}

/* What was made in memory goes to the stream. */
static void pour(struct mh_book *book, FILE *out)
{
	char bytes[65536];
	ssize_t len = lseek(book->fd, 0, SEEK_SET) == 0 ? 1 : -1;

	while (len > 0 && (len = read(book->fd, bytes, sizeof bytes)) > 0)
		if (fwrite(bytes, 1, (size_t)len, out) != (size_t)len)
			len = -1;
	if (len < 0)
		book->fault = MH_BOOK_WRITE;
	memset(bytes, 0, sizeof bytes);
}

enum mh_book_fault mh_book_end(struct mh_book *book, FILE *out)
{
	for (size_t s = 0; s < book->count; s++)
		for (size_t c = 0; c < book->sheets[s].columns; c++)
			worksheet_set_column(book->sheets[s].sheet, (lxw_col_t)c, (lxw_col_t)c, (double)book->sheets[s].widths[c] + 1, NULL);
	mh_book_fail(book, book->fd >= 0 ? workbook_close(book->workbook) : LXW_ERROR_CREATING_XLSX_FILE);
	if (book->fault == MH_BOOK_WHOLE)
		pour(book, out);
	const enum mh_book_fault fault = book->fault;
	if (book->fd >= 0)
		close(book->fd);
	for (size_t s = 0; s < book->count; s++)
		free(book->sheets[s].widths);
	free(book->sheets);
	free(book->mark);
	mh_str_free(&book->cell);
	free(book);
	return fault;
}
