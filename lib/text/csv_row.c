/* One row while it is read. Offsets are kept instead of pointers, since the buffer moves as it grows. */

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "text/csv_row.h"

void mh_csv_build_init(struct mh_csv_build *build, size_t columns, size_t bytes)
{
	*build = (struct mh_csv_build){ .most = columns };
	mh_str_init_secret(&build->raw, bytes);
	mh_str_init_secret(&build->decoded, 3 * bytes + columns);
	build->begins = mh_alloc(columns, sizeof(*build->begins));
	build->ends = mh_alloc(columns, sizeof(*build->ends));
	build->cells = mh_alloc(columns, sizeof(*build->cells));
}

void mh_csv_build_free(struct mh_csv_build *build)
{
	mh_str_free(&build->raw);
	mh_str_free(&build->decoded);
	free(build->begins);
	free(build->ends);
	free(build->cells);
}

/* Lengths only: the bytes are written over by the next row, and wiped when the reader is closed. */
void mh_csv_build_clear(struct mh_csv_build *build)
{
	build->raw.len = build->decoded.len = 0;
	build->raw.over = build->decoded.over = false;
	build->count = 0;
	build->over = false;
}

void mh_csv_build_add(struct mh_csv_build *build, const char *bytes, size_t len)
{
	if (build->count == build->most) {
		build->over = true;
		return;
	}
	build->begins[build->count] = build->raw.len;
	mh_str_add(&build->raw, bytes, len);
	build->ends[build->count++] = build->raw.len;
	mh_str_putc(&build->raw, '\0');
}

/* One cell of a line that is in raw already. */
static void add_piece(struct mh_csv_build *build, size_t begin, size_t end, char delimiter)
{
	char *raw = build->raw.s;

	if (build->count == build->most) {
		build->over = true;
		return;
	}
	while (begin < end && (raw[begin] == ' ' || (raw[begin] == '\t' && delimiter != '\t')))
		begin++;
	while (begin < end && (raw[end - 1] == ' ' || (raw[end - 1] == '\t' && delimiter != '\t')))
		end--;
	raw[end] = '\0';
	build->begins[build->count] = begin;
	build->ends[build->count++] = end;
}

void mh_csv_build_line(struct mh_csv_build *build, const char *line, size_t len, char delimiter)
{
	const char *found;
	size_t at = 0;

	mh_str_add(&build->raw, line, len);
	mh_str_putc(&build->raw, '\0');
	if (!mh_str_ok(&build->raw))
		return;
	while ((found = memchr(build->raw.s + at, delimiter, len - at))) {
		size_t end = (size_t)(found - build->raw.s);

		add_piece(build, at, end, delimiter);
		at = end + 1;
	}
	add_piece(build, at, len, delimiter);
}

bool mh_csv_build_longer(const struct mh_csv_build *build, size_t len)
{
	for (size_t i = 0; i < build->count; i++)
		if (build->ends[i] - build->begins[i] > len)
			return true;
	return false;
}

static bool all_ascii(const char *bytes, size_t len)
{
	uint64_t word, seen = 0;

	for (; len >= sizeof(word); bytes += sizeof(word), len -= sizeof(word)) {
		memcpy(&word, bytes, sizeof(word));
		seen |= word;
	}
	for (; len > 0; bytes++, len--)
		seen |= (unsigned char)*bytes;
	return (seen & UINT64_C(0x8080808080808080)) == 0;
}

static void set_cells(struct mh_csv_build *build)
{
	for (size_t i = 0; i < build->count; i++) {
		struct mh_csv_text *cell = &build->cells[i];

		cell->raw = cell->text = build->raw.s + build->begins[i];
		cell->raw_len = cell->len = build->ends[i] - build->begins[i];
	}
}

/* Texts become offsets while decoded grows, and pointers after it. A cell that can't be decoded stays as it is. */
static void decode_cells(struct mh_csv_build *build, bool *bad)
{
	size_t begin = 0;

	for (size_t i = 0; i < build->count; i++) {
		bad[i] = !mh_csv_decode(&build->decoded, build->cells[i].raw, build->cells[i].raw_len);
		mh_str_putc(&build->decoded, '\0');
	}
	for (size_t i = 0; i < build->count; i++) {
		build->cells[i].text = build->decoded.s + begin;
		build->cells[i].len = bad[i] ? 0 : strlen(build->decoded.s + begin);
		begin += strlen(build->decoded.s + begin) + 1;
	}
}

static void complain(size_t column, const struct mh_csv_text *titles, size_t title_count, const struct mh_problem *where,
	struct mh_complaints *complaints, const char *text)
{
	struct mh_problem problem = *where;
	char number[32];

	snprintf(number, sizeof(number), "%zu", column + 1);
	problem.field = column < title_count ? titles[column].text : number;
	mh_complain(complaints, &problem, "%s", text);
}

/* Text of UTF-8 that is more than ASCII: by chance Windows-1252 hardly ever looks so. */
static bool is_wide(const struct mh_csv_text *cell)
{
	return !all_ascii(cell->raw, cell->raw_len) && mh_utf8_valid(cell->raw, cell->raw_len);
}

/* A row that is not ASCII tells the encoding of the whole file: ASCII before it is the same in both. */
static void settle(struct mh_csv_guess *guess, const struct mh_csv_build *build)
{
	if (guess->encoding != MH_CSV_FOUND)
		return;
	guess->guessed = true;
	guess->encoding = MH_CSV_UTF8;
	for (size_t i = 0; i < build->count; i++)
		if (!mh_utf8_valid(build->cells[i].raw, build->cells[i].raw_len))
			guess->encoding = MH_CSV_WINDOWS_1252;
}

/* What is wrong with a cell's bytes; NULL: nothing. */
static const char *wrong_bytes(const struct mh_csv_guess *guess, const struct mh_csv_text *cell, bool undecoded)
{
	if (guess->encoding == MH_CSV_UTF8)
		return mh_utf8_valid(cell->raw, cell->raw_len) ? NULL : guess->marked ?
			_("is not UTF-8, though the file begins with the mark (BOM) of UTF-8: take away the mark, or save the file as UTF-8") :
			_("is not UTF-8: save the file as UTF-8, or say \"encoding: windows-1252\" in the map");
	if (undecoded)
		return guess->guessed ? _("is neither UTF-8 nor Windows-1252: save the file as UTF-8") :
			_("holds a byte that is no character of Windows-1252");
	return guess->guessed && is_wide(cell) ?
		_("looks like UTF-8, and other cells like Windows-1252: save the file as UTF-8, or say its encoding") : NULL;
}

size_t mh_csv_build_end(struct mh_csv_build *build, struct mh_csv_guess *guess, const struct mh_csv_text *titles,
	size_t title_count, const struct mh_problem *where, struct mh_complaints *complaints)
{
	bool ascii = all_ascii(build->raw.s, build->raw.len), *bad = NULL;
	size_t found = complaints->found;

	set_cells(build);
	for (size_t i = 0; i < build->count; i++)
		if (memchr(build->cells[i].raw, '\0', build->cells[i].raw_len))
			complain(i, titles, title_count, where, complaints, _("holds a NUL byte: remove it"));
	if (ascii || found != complaints->found)
		return complaints->found - found;
	settle(guess, build);
	if (guess->encoding == MH_CSV_WINDOWS_1252) {
		bad = mh_alloc(build->count, sizeof(*bad));
		decode_cells(build, bad);
	}
	for (size_t i = 0; i < build->count; i++) {
		const char *wrong = wrong_bytes(guess, &build->cells[i], bad && bad[i]);

		if (wrong)
			complain(i, titles, title_count, where, complaints, wrong);
	}
	free(bad);
	return complaints->found - found;
}
