/* Rows in every format, and values that must not do harm there. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/mem.h"
#include "base/str.h"
#include "base/utf8.h"
#include "out/ics.h"
#include "out/rows.h"

static const struct mh_column columns[] = {
	{ "id", NULL, false, false },
	{ "form", "vorm", false, false },
	{ "count", "aantal", true, true },
};

static char *printed;

/* Prints two rows and a total in a format; the text is in printed. */
static void print(struct mh_rows_options options, const char *form)
{
	size_t len, count = 0;
	struct mh_err err = MH_ERR_INIT;
	FILE *const out = open_memstream(&printed, &len);
	struct mh_rows *const rows = mh_rows_start(out, &options, columns, MH_COUNT(columns));

	mh_rows_add(rows, (struct mh_cell[]){ mh_cell_text("S-2026-0001"), mh_cell_text(form), mh_cell_number(8) });
	mh_rows_add(rows, (struct mh_cell[]){ mh_cell_text("S-2026-0002"), mh_cell_text(NULL), mh_cell_number(-120) });
	mh_rows_total(rows, (struct mh_cell[]){ mh_cell_text("total"), mh_cell_text(NULL), mh_cell_number(128) });
	assert_int_equal(mh_rows_end(rows, &count, &err), MH_OK);
	assert_int_equal(count, 2);
	fclose(out);
}

static void expect(struct mh_rows_options options, const char *form, const char *text)
{
	print(options, form);
	assert_string_equal(printed, text);
	free(printed);
}

static void tables(void **state)
{
	(void)state;
	expect((struct mh_rows_options){ .format = MH_FORMAT_TABLE }, "uitbuiting in de prostitutie",
		"id           vorm                          aantal\n"
		"-----------  ----------------------------  ------\n"
		"S-2026-0001  uitbuiting in de prostitutie       8\n"
		"S-2026-0002                                  -120\n"
		"-----------  ----------------------------  ------\n"
		"total                                         128\n");
}

static void tables_with_wide_letters(void **state)
{
	(void)state;
	expect((struct mh_rows_options){ .format = MH_FORMAT_TABLE }, "日本 e\xcc\x81",
		"id           vorm    aantal\n"
		"-----------  ------  ------\n"
		"S-2026-0001  日本 e\xcc\x81       8\n"
		"S-2026-0002            -120\n"
		"-----------  ------  ------\n"
		"total                   128\n");
}

static void tables_fit_the_terminal(void **state)
{
	(void)state;
	expect((struct mh_rows_options){ .format = MH_FORMAT_TABLE, .width = 32 }, "uitbuiting in de prostitutie",
		"id           vorm         aantal\n"
		"-----------  -----------  ------\n"
		"S-2026-0001  uitbuiting…       8\n"
		"S-2026-0002                 -120\n"
		"-----------  -----------  ------\n"
		"total                        128\n");
}

/* Ids, days and numbers stay whole; a terminal that is too narrow even so gets lines that are too long. */
static void what_loses_its_meaning_is_not_cut(void **state)
{
	static const struct mh_column days[] = { { "id", NULL, false, false }, { "day", NULL, false, false }, { "text", NULL, false, false } };
	size_t len;
	FILE *const out = open_memstream(&printed, &len);
	struct mh_rows *const rows = mh_rows_start(out, &(struct mh_rows_options){ .format = MH_FORMAT_TABLE, .width = 20 }, days, 3);

	(void)state;
	mh_rows_add(rows, (struct mh_cell[]){ mh_cell_text("S-2026-0001"), mh_cell_text("2026-03-01 12:00"), mh_cell_text("2026 was a year") });
	assert_int_equal(mh_rows_end(rows, NULL, NULL), MH_OK);
	fclose(out);
	assert_non_null(strstr(printed, "\nS-2026-0001  2026-03-01 12:00  2026 …\n"));
	free(printed);
}

static void tables_draw_bars_on_a_terminal(void **state)
{
	(void)state;
	expect((struct mh_rows_options){ .format = MH_FORMAT_TABLE, .width = 80, .color = true }, "a",
		"\033[1mid           vorm  aantal\033[m\n"
		"-----------  ----  ------\n"
		"S-2026-0001  a          8 \033[34m████████████████████\033[m\n"
		"S-2026-0002          -120\n"
		"-----------  ----  ------\n"
		"total                 128\n");
}

static void a_terminal_is_not_driven(void **state)
{
	(void)state;
	print((struct mh_rows_options){ .format = MH_FORMAT_TABLE }, "a\033[2Jb\nc\u202ed\xff");
	assert_non_null(strstr(printed, "  a\\u{1b}[2Jb\\nc\\u{202e}d\\xff "));
	assert_null(strchr(printed, '\033'));
	free(printed);
}

static void nothing_is_printed_for_no_rows(void **state)
{
	size_t len, count = 9;
	FILE *const out = open_memstream(&printed, &len);
	struct mh_rows *const rows = mh_rows_start(out, &(struct mh_rows_options){ .format = MH_FORMAT_TABLE }, columns, 3);

	(void)state;
	assert_int_equal(mh_rows_end(rows, &count, NULL), MH_OK);
	assert_int_equal(count, 0);
	fclose(out);
	assert_string_equal(printed, "");
	free(printed);
}

static void csv(void **state)
{
	(void)state;
	expect((struct mh_rows_options){ .format = MH_FORMAT_CSV }, "a \"b\", c",
		"id,form,count\nS-2026-0001,\"a \"\"b\"\", c\",8\nS-2026-0002,,-120\ntotal,,128\n");
	expect((struct mh_rows_options){ .format = MH_FORMAT_CSV, .excel_nl = true }, "a;b",
		"\xef\xbb\xbfid;form;count\r\nS-2026-0001;\"a;b\";8\r\nS-2026-0002;;-120\r\ntotal;;128\r\n");
}

static void csv_of_one_empty_cell_is_a_row(void **state)
{
	size_t len;
	FILE *const out = open_memstream(&printed, &len);
	struct mh_rows *const rows = mh_rows_start(out, &(struct mh_rows_options){ .format = MH_FORMAT_CSV }, columns, 1);

	(void)state;
	mh_rows_add(rows, (struct mh_cell[]){ mh_cell_text(NULL) });
	assert_int_equal(mh_rows_end(rows, NULL, NULL), MH_OK);
	fclose(out);
	assert_string_equal(printed, "id\n\"\"\n");
	free(printed);
}

static void json_lines(void **state)
{
	(void)state;
	expect((struct mh_rows_options){ .format = MH_FORMAT_JSONL }, "a \"b\" \\",
		"{\"id\":\"S-2026-0001\",\"form\":\"a \\\"b\\\" \\\\\",\"count\":8}\n"
		"{\"id\":\"S-2026-0002\",\"count\":-120}\n{\"id\":\"total\",\"count\":128}\n");
}

static void ids(void **state)
{
	(void)state;
	expect((struct mh_rows_options){ .format = MH_FORMAT_IDS }, "a", "S-2026-0001\nS-2026-0002\n");
}

/* A money cell is text in a column of numbers: bare in JSON, with a comma in a Dutch Excel; anything else is text. */
static void numbers_given_as_text(void **state)
{
	static const char *const given[] = { "12.50", "-0.05", "007", "1.", "-", "x" };
	static const char *const wanted[] = { "12.50", "-0.05", "\"007\"", "\"1.\"", "\"-\"", "\"x\"" };
	static const char *const csv_wanted[] = { "12.50", "-0.05", "007", "1.", "'-", "x" };

	(void)state;
	for (int f = 0; f < 2; f++)
		for (size_t i = 0; i < MH_COUNT(given); i++) {
			size_t len;
			char line[100];
			FILE *const out = open_memstream(&printed, &len);
			struct mh_rows *const rows = mh_rows_start(out,
				&(struct mh_rows_options){ .format = f ? MH_FORMAT_CSV : MH_FORMAT_JSONL }, &columns[2], 1);

			mh_rows_add(rows, (struct mh_cell[]){ mh_cell_text(given[i]) });
			assert_int_equal(mh_rows_end(rows, NULL, NULL), MH_OK);
			fclose(out);
			snprintf(line, sizeof line, f ? "count\n%s\n" : "{\"count\":%s}\n", f ? csv_wanted[i] : wanted[i]);
			assert_string_equal(printed, line);
			free(printed);
		}
}

struct escape_case { const char *given, *wanted; };

static void check_escapes(void (*add)(struct mh_str *, const char *, size_t), const struct escape_case *cases, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		struct mh_str out;

		mh_str_init(&out, 1000);
		add(&out, cases[i].given, strlen(cases[i].given));
		assert_string_equal(out.s, cases[i].wanted);
		mh_str_free(&out);
	}
}

static void add_csv(struct mh_str *out, const char *text, size_t len)
{
	mh_csv_cell(out, text, len, ',');
}

static void csv_cells(void **state)
{
	static const struct escape_case cases[] = {
		{ "", "" },
		{ "plain", "plain" },
		{ "=1+1", "'=1+1" },
		{ "+31 6", "'+31 6" },
		{ "-5", "'-5" },
		{ "@SUM(A1)", "'@SUM(A1)" },
		{ "=HYPERLINK(\"x\")", "\"'=HYPERLINK(\"\"x\"\")\"" },
		{ "\t=1", "\"'\t=1\"" },
		{ "\uff1d1", "'\uff1d1" },
		{ "a;=1", "\"a;=1\"" },
		{ " a", "\" a\"" },
		{ "line\nline", "\"line\nline\"" },
		{ "a\rb", "\"a\\rb\"" },
		{ "a\033b", "a\\u{1b}b" },
		{ "a\u202eb", "a\\u{202e}b" },
		{ "café", "café" },
	};

	(void)state;
	check_escapes(add_csv, cases, MH_COUNT(cases));
}

static void json_texts(void **state)
{
	static const struct escape_case cases[] = {
		{ "", "\"\"" },
		{ "a\nb\tc\rd", "\"a\\nb\\tc\\rd\"" },
		{ "\033\x7f", "\"\\u001b\\u007f\"" },
		{ "\u202e", "\"\\u202e\"" },
		{ "\u2028", "\"\\u2028\"" },
		{ "\U000e0041", "\"\\udb40\\udc41\"" },
		{ "\U0001f600é", "\"\U0001f600é\"" },
		{ "a\xff\xe2\x82", "\"a\\ufffd\\ufffd\\ufffd\"" },
		{ "\\u{41}", "\"\\\\u{41}\"" },
	};

	(void)state;
	check_escapes(mh_json_text, cases, MH_COUNT(cases));
}

static void html_texts(void **state)
{
	static const struct escape_case cases[] = {
		{ "a & <b> \"c\" 'd'", "a &amp; &lt;b&gt; &quot;c&quot; &#39;d&#39;" },
		{ "a\nb", "a\nb" },
		{ "a\033\u202eb", "a\\u{1b}\\u{202e}b" },
		{ "é", "é" },
	};

	(void)state;
	check_escapes(mh_html_text, cases, MH_COUNT(cases));
}

/* A stream of numbers that is the same in every run. */
static unsigned next_number(unsigned *state)
{
	*state ^= *state << 13;
	*state ^= *state >> 17;
	*state ^= *state << 5;
	return *state;
}

/* Bytes, of which many are signs that mean something somewhere. */
static size_t random_text(unsigned *state, char *out, size_t most)
{
	static const char *const pieces[] = {
		"=", "+", "\"", ",", ";", "\n", "\r", "\t", "\\", "\033[", "\u202e", "\u2066", "\u200b", "\u2028", "\xc2\x9b", "\xff", "\xe2\x82",
		"<", "&", "'", "a", "é", "日", "e\xcc\x81", "\U000e0041", "\x7f", "{", "}", " ",
	};
	size_t len = 0;

	for (unsigned n = next_number(state) % 12; n > 0; n--) {
		const char *const piece = pieces[next_number(state) % MH_COUNT(pieces)];

		if (len + strlen(piece) > most)
			break;
		memcpy(out + len, piece, strlen(piece));
		len += strlen(piece);
	}
	return len;
}

static void check_harmless(const struct mh_str *text, const char *line_signs)
{
	struct mh_str shown;

	assert_true(mh_utf8_valid(text->s, text->len));
	mh_str_init(&shown, 10000);
	for (const char *p = text->s; *p; p++)
		if (!strchr(line_signs, *p))
			mh_str_putc(&shown, *p);
	struct mh_str again;
	mh_str_init(&again, 10000);
	mh_utf8_show(&again, shown.s, shown.len);
	assert_string_equal(again.s, shown.s);
	mh_str_free(&again);
	mh_str_free(&shown);
}

/* What comes out is UTF-8 of which nothing would have to be escaped any more; a CSV cell begins no formula. */
static void whatever_comes_in_nothing_drives_a_terminal(void **state)
{
	unsigned numbers = 20261123;

	(void)state;
	for (int i = 0; i < 20000; i++) {
		char text[100];
		const size_t len = random_text(&numbers, text, sizeof text);
		struct mh_str csv_cell, json, page;

		mh_str_init(&csv_cell, 10000);
		mh_str_init(&json, 10000);
		mh_str_init(&page, 10000);
		mh_csv_cell(&csv_cell, text, len, ',');
		check_harmless(&csv_cell, "\n\t");
		assert_null(strchr("=+-@\t", csv_cell.len > 0 ? csv_cell.s[csv_cell.s[0] == '"'] : 'x'));
		mh_json_text(&json, text, len);
		check_harmless(&json, "");
		mh_html_text(&page, text, len);
		check_harmless(&page, "\n\t");
		assert_null(strpbrk(page.s, "<>\"'"));
		mh_str_free(&page);
		mh_str_free(&json);
		mh_str_free(&csv_cell);
	}
}

static void formats_by_name(void **state)
{
	enum mh_format format = MH_FORMAT_TABLE;
	struct mh_err err = MH_ERR_INIT;

	(void)state;
	assert_int_equal(mh_format_parse("jsonl", "table csv jsonl ids", &format, &err), MH_OK);
	assert_int_equal(format, MH_FORMAT_JSONL);
	assert_int_equal(mh_format_parse("html", "table csv", &format, &err), MH_USAGE);
	assert_string_equal(err.text, "--format: \"html\" is none of: table csv");
	assert_int_equal(mh_format_parse("json", "table jsonl", &format, &err), MH_USAGE);
	assert_int_equal(mh_format_parse("", "table jsonl", &format, &err), MH_USAGE);
}

static void a_full_disk_is_told(void **state)
{
	struct mh_err err = MH_ERR_INIT;
	FILE *const out = fopen("/dev/full", "w");
	struct mh_rows *const rows = mh_rows_start(out, &(struct mh_rows_options){ .format = MH_FORMAT_CSV }, columns, 3);

	(void)state;
	assert_int_equal(mh_rows_end(rows, NULL, &err), MH_STORE);
	assert_string_equal(err.text, "output: cannot be written: No space left on device");
	fclose(out);
}

/* A line of a calendar: escaped, at most 75 octets, never cut inside a character; unfolded it is the text again. */
static void calendar_lines(void **state)
{
	struct mh_str out, text;
	size_t longest = 0;

	(void)state;
	mh_str_init(&out, 1000);
	mh_ics_line(&out, "SUMMARY", "a;b,c\\d\ne\x01");
	assert_string_equal(out.s, "SUMMARY:a\\;b\\,c\\\\d\\ne\r\n");
	mh_str_clear(&out);
	mh_str_init(&text, 1000);
	for (size_t i = 0; i < 100; i++)
		mh_str_puts(&text, "é");
	mh_ics_line(&out, "X", text.s);
	for (const char *line = out.s, *end; *line != '\0'; line = end + 2) {
		end = strstr(line, "\r\n");
		longest = (size_t)(end - line) > longest ? (size_t)(end - line) : longest;
		assert_int_not_equal((unsigned char)line[line == out.s ? 0 : 1] & 0xc0, 0x80);
	}
	assert_in_range(longest, 74, 75);
	assert_int_equal(out.len, 2 + 200 + 2 + 3 * 2);	/* name, text, end, two folds */
	mh_str_free(&text);
	mh_str_free(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(calendar_lines),
		cmocka_unit_test(tables),
		cmocka_unit_test(tables_with_wide_letters),
		cmocka_unit_test(tables_fit_the_terminal),
		cmocka_unit_test(what_loses_its_meaning_is_not_cut),
		cmocka_unit_test(tables_draw_bars_on_a_terminal),
		cmocka_unit_test(a_terminal_is_not_driven),
		cmocka_unit_test(nothing_is_printed_for_no_rows),
		cmocka_unit_test(csv),
		cmocka_unit_test(csv_of_one_empty_cell_is_a_row),
		cmocka_unit_test(json_lines),
		cmocka_unit_test(ids),
		cmocka_unit_test(numbers_given_as_text),
		cmocka_unit_test(csv_cells),
		cmocka_unit_test(json_texts),
		cmocka_unit_test(html_texts),
		cmocka_unit_test(whatever_comes_in_nothing_drives_a_terminal),
		cmocka_unit_test(formats_by_name),
		cmocka_unit_test(a_full_disk_is_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
