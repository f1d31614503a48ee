/* A report as a spreadsheet: its first sheet, and the sheets in their order. */

#include "report/xlsx.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "report/notes.h"
#include "report/words.h"

#define TEXT_MOST ((size_t)1024 * 1024)

static const char *word(const struct mh_report *report, enum mh_phrase phrase)
{
	return mh_phrase(phrase, report->options.dutch);
}

void mh_xlsx_text(struct mh_book *book, size_t column, const char *text, enum mh_look look)
{
	mh_book_text(book, column, text, strlen(text), look);
}

void mh_xlsx_both(const struct mh_report *report, const struct mh_both *both, struct mh_book *book, enum mh_look look)
{
	struct mh_str text;

	mh_str_init(&text, TEXT_MOST);
	mh_both_text(report, both, &text);
	if (text.len > 0)
		mh_book_paragraph(book, text.s, look);
	mh_str_free(&text);
}

/* A line that is not broken: a title runs on over the columns beside it. */
static void put_line(struct mh_book *book, const char *text, enum mh_look look)
{
	mh_xlsx_text(book, 0, text, look);
	mh_book_next(book);
}

static void put_mark(const struct mh_report *report, struct mh_book *book)
{
	if (report->options.internal)
		put_line(book, word(report, MH_W_INTERNAL_LONG), MH_LOOK_MARK);
}

/* Makes the sheet of a part: its name begins with its number, so that no two are the same. */
static size_t put_part(const struct mh_report *report, const struct mh_part *part, unsigned number, size_t nth, struct mh_book *book)
{
	struct mh_str title, name;

	mh_str_init(&title, TEXT_MOST);
	mh_str_init(&name, TEXT_MOST + 100);
	mh_both_text(report, &part->title, &title);
	mh_str_printf(&name, "%zu %s", nth, title.s);
	const size_t sheet = mh_book_sheet(book, name.s);
	put_mark(report, book);
	put_line(book, title.s, MH_LOOK_TITLE);
	if (part->type == MH_PART_ESTIMATE)
		mh_xlsx_estimate(report, part, number, book);
	else if (part->type == MH_PART_CHAIN)
		mh_xlsx_chain(report, part, number, book);
	else
		mh_xlsx_cube(report, part, &report->cubes[number], book);
	mh_str_free(&name);
	mh_str_free(&title);
	return sheet;
}

/* Makes the sheets of all parts but texts; sheets has a place for each part. */
static void put_parts(const struct mh_report *report, struct mh_book *book, size_t *sheets)
{
	const struct mh_definition *const def = report->definition;
	unsigned number = 0;
	size_t nth = 0;

	for (size_t s = 0; s < def->count; s++)
		for (size_t p = 0; p < def->sections[s].count; p++, number++)
			if (def->sections[s].parts[p].type != MH_PART_TEXT)
				sheets[number] = put_part(report, &def->sections[s].parts[p], number, ++nth, book);
}

static void put_fact(struct mh_book *book, const char *name, const char *text)
{
	mh_xlsx_text(book, 0, name, MH_LOOK_HEADING);
	mh_xlsx_text(book, 1, text, MH_LOOK_LINE);
	mh_book_next(book);
}

static void put_head(const struct mh_report *report, const char *title, struct mh_book *book)
{
	put_mark(report, book);
	put_line(book, title, MH_LOOK_TITLE);
	mh_xlsx_both(report, &report->definition->summary, book, MH_LOOK_WRAPPED);
	mh_book_next(book);
	put_fact(book, word(report, MH_W_SOURCE), report->organisation);
	if (report->period[0])
		put_fact(book, word(report, MH_W_PERIOD), report->period);
	put_fact(book, word(report, MH_W_STATE_OF), report->stand);
	put_fact(book, word(report, MH_W_AUDIENCE), mh_audience_text(report));
	mh_book_next(book);
	put_line(book, word(report, MH_W_CONTENTS), MH_LOOK_SECTION);
}

/* What was put together becomes a paragraph. */
static void end_paragraph(struct mh_book *book, struct mh_str *text)
{
	if (text->len > 0)
		mh_book_paragraph(book, text->s, MH_LOOK_WRAPPED);
	mh_str_clear(text);
}

/* Paragraphs are parted by empty lines; a line that begins with "- " begins an item of a list. */
static void put_paragraphs(const struct mh_report *report, const struct mh_both *both, struct mh_book *book)
{
	struct mh_str text, paragraph;
	size_t len;

	mh_str_init(&text, TEXT_MOST);
	mh_str_init(&paragraph, TEXT_MOST);
	mh_both_text(report, both, &text);
	for (const char *line = text.s; *line; line += len + (line[len] == '\n')) {
		len = strcspn(line, "\n");
		const bool item = strncmp(line, "- ", 2) == 0;
		const size_t skip = item ? 2 : strspn(line, " ");

		if (len == 0 || item)
			end_paragraph(book, &paragraph);
		mh_str_puts(&paragraph, item ? "• " : len > 0 && paragraph.len > 0 ? " " : "");
		if (skip < len)
			mh_str_add(&paragraph, line + skip, len - skip);
	}
	end_paragraph(book, &paragraph);
	mh_str_free(&paragraph);
	mh_str_free(&text);
}

static void put_way(const struct mh_report *report, const struct mh_part *part, size_t sheet, struct mh_book *book)
{
	struct mh_str title;

	mh_str_init(&title, TEXT_MOST);
	mh_both_text(report, &part->title, &title);
	mh_book_link(book, 0, title.s, sheet);
	mh_book_next(book);
	mh_str_free(&title);
}

/* Texts where they stand, and the way to each table. */
static void put_sections(const struct mh_report *report, const size_t *sheets, struct mh_book *book)
{
	const struct mh_definition *const def = report->definition;
	unsigned number = 0;
	struct mh_str title;

	mh_str_init(&title, TEXT_MOST);
	for (size_t s = 0; s < def->count; s++) {
		mh_str_clear(&title);
		mh_both_text(report, &def->sections[s].title, &title);
		mh_book_next(book);
		put_line(book, title.s, MH_LOOK_STRONG);
		for (size_t p = 0; p < def->sections[s].count; p++, number++)
			if (def->sections[s].parts[p].type == MH_PART_TEXT)
				put_paragraphs(report, &def->sections[s].parts[p].title, book);
			else
				put_way(report, &def->sections[s].parts[p], sheets[number], book);
	}
	mh_str_free(&title);
}

/* How the numbers were made: what is hidden, what unknown means, what they lean on. */
static void put_account(const struct mh_report *report, struct mh_book *book)
{
	struct mh_str text;

	mh_str_init(&text, TEXT_MOST);
	mh_book_next(book);
	put_line(book, word(report, MH_W_ACCOUNT), MH_LOOK_SECTION);
	mh_protection_text(report, &text);
	mh_book_paragraph(book, text.s, MH_LOOK_WRAPPED);
	if (mh_report_sparse(report))
		mh_book_paragraph(book, word(report, MH_W_SPARSE), MH_LOOK_WRAPPED);
	mh_book_paragraph(book, word(report, MH_W_DIGESTS), MH_LOOK_WRAPPED);
	for (size_t i = 0; i < report->leaned_count; i++) {
		mh_str_clear(&text);
		mh_leaned_text(report, i, &text);
		mh_book_paragraph(book, text.s, MH_LOOK_WRAPPED);
	}
	mh_str_free(&text);
}

static enum mh_status end_book(struct mh_book *book, FILE *out, struct mh_err *err)
{
	switch (mh_book_end(book, out)) {
	case MH_BOOK_LONG:
		return mh_fail(err, MH_INPUT, _("--format xlsx: a cell is longer than the 32767 characters that a spreadsheet holds: use html"));
	case MH_BOOK_MANY:
		return mh_fail(err, MH_INPUT, _("--format xlsx: more than the 1048576 rows and 16384 columns that a spreadsheet holds: use html"));
	case MH_BOOK_WRITE:
		return mh_fail(err, MH_STORE, _("--format xlsx: the spreadsheet cannot be made: see whether memory is full"));
	case MH_BOOK_WHOLE:
		break;
	}
	return MH_OK;
}

enum mh_status mh_report_xlsx(const struct mh_report *report, int64_t made, FILE *out, struct mh_err *err)
{
	size_t *const sheets = mh_alloc(report->count + 1, sizeof *sheets);
	struct mh_str title;

	mh_str_init(&title, TEXT_MOST);
	mh_both_text(report, &report->definition->title, &title);
	struct mh_book *const book = mh_book_start(made, title.s);
	if (report->options.internal)
		mh_book_mark(book, word(report, MH_W_INTERNAL_LONG));
	const size_t first = mh_book_sheet(book, word(report, MH_W_REPORT));
	put_parts(report, book, sheets);
	mh_book_turn(book, first);
	mh_book_width(book, 0, 16);
	put_head(report, title.s, book);
	put_sections(report, sheets, book);
	put_account(report, book);
	mh_str_free(&title);
	free(sheets);
	return end_book(book, out, err);
}
