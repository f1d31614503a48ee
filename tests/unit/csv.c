/* CSV: rows with their lines, and every way in which a file can be wrong. */

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/mem.h"
#include "text/csv.h"
#include "text/yaml.h"

static char path[64];

static void write_file(const char *bytes, size_t len)
{
	FILE *file = fopen(path, "w");

	assert_non_null(file);
	assert_int_equal(fwrite(bytes, 1, len, file), len);
	assert_int_equal(fclose(file), 0);
}

/* Everything a file gives, as one text: "titles|row@line|..."; cells are joined by a comma, a bad row ends in '!'. */
struct outcome {
	char text[2000];
	enum mh_status status;		/* of open, or of the last row */
	struct mh_problems problems;
	struct mh_err err;
	size_t rows;
};

static void join(struct mh_str *out, const struct mh_csv_text *cells, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		assert_int_equal(strlen(cells[i].text), cells[i].len);
		mh_str_printf(out, "%s%s", i > 0 ? "," : "", cells[i].text);
	}
}

/* A text in memory, or the file where there is none. */
static struct outcome read_either(const struct mh_blob *text, const struct mh_csv_options *options)
{
	struct outcome outcome = { .problems = MH_PROBLEMS_INIT, .err = MH_ERR_INIT };
	struct mh_complaints complaints = { "a.csv", &outcome.problems, &outcome.err, 0 };
	struct mh_csv_row row;
	struct mh_csv *csv;
	struct mh_str out;

	mh_str_init(&out, 1 << 20);
	outcome.status = text != NULL ? mh_csv_open_text(&csv, *text, options, &complaints) : mh_csv_open(&csv, path, options, &complaints);
	if (outcome.status == MH_OK) {
		join(&out, mh_csv_titles(csv), mh_csv_columns(csv));
		while ((outcome.status = mh_csv_next(csv, &row)) == MH_OK) {
			assert_int_equal(row.number, ++outcome.rows);
			mh_str_printf(&out, "|%zu:", row.line);
			if (row.bad)
				mh_str_putc(&out, '!');
			else
				join(&out, row.cells, row.count);
		}
		mh_csv_close(csv);
	} else {
		assert_null(csv);
	}
	assert_int_equal(complaints.found, outcome.problems.total);
	snprintf(outcome.text, sizeof(outcome.text), "%s", out.s);
	mh_str_free(&out);
	return outcome;
}

static struct outcome read_file(const struct mh_csv_options *options)
{
	return read_either(NULL, options);
}

struct example {
	const char *bytes;
	size_t len;
	const char *text;
};
#define IN(literal) literal, sizeof(literal) - 1

static const struct mh_csv_options usual = { .encoding = MH_CSV_UTF8 };

static void test_good(void **state)
{
	static const struct example examples[] = {
		{ IN("a,b\n1,2\n3,4\n"), "a,b|2:1,2|3:3,4" },
		{ IN("a,b\n1,2\n3,4"), "a,b|2:1,2|3:3,4" },
		{ IN("a,b\r\n1,2\r\n3,4\r\n"), "a,b|2:1,2|3:3,4" },
		{ IN("a,b\r1,2\r3,4\r"), "a,b|2:1,2|3:3,4" },
		{ IN("a;b\n1;2,5\n"), "a,b|2:1,2,5" },
		{ IN("a\tb\n1\t2\n\t\n"), "a,b|2:1,2|3:," },
		{ IN("\xef\xbb\xbf" "a;b\r\n1;2\r\n"), "a,b|2:1,2" },
		{ IN("sep=;\r\na;b\r\n1;2\r\n"), "a,b|3:1,2" },
		{ IN("sep=|\na|b\n1|2\n"), "a,b|3:1,2" },
		{ IN("\"a;x\",b,c\n1,2,3\n"), "a;x,b,c|2:1,2,3" },
		{ IN("a,b\n\n  \n1,2\n\n\n3,4\n\n"), "a,b|4:1,2|7:3,4" },
		{ IN("a,b\n\"x\ny\",2\n3,4\n"), "a,b|2:x\ny,2|4:3,4" },
		{ IN("a,b\r\n\"x\r\n\r\ny\",2\r\n3,4\r\n"), "a,b|2:x\r\n\r\ny,2|5:3,4" },
		{ IN("a,b\n\"say \"\"no\"\"\",\"\"\n"), "a,b|2:say \"no\"," },
		{ IN("a,b\n 1 , \"2\" \n"), "a,b|2:1,2" },
		{ IN("a\n1\n2\n"), "a|2:1|3:2" },
		{ IN("cafe\xcc\x81\nx\n"), "caf\xc3\xa9|2:x" },
		{ IN("a,b\n,\n"), "a,b|2:," },
		{ IN("a,b"), "a,b" },
		{ IN("a,b\nx\ry,2\n"), "a,b|2:!|3:y,2" },
		{ IN("a,b\n17\",5'10\"\"\n\"1,\",2\"3\n"), "a,b|2:17\",5'10\"\"|3:1,,2\"3" },
		{ IN("a\"b,c\n\"1\", x\"\n"), "a\"b,c|2:1,x\"" },
	};

	(void)state;
	for (size_t i = 0; i < MH_COUNT(examples); i++) {
		write_file(examples[i].bytes, examples[i].len);
		struct outcome outcome = read_file(&usual);
		assert_int_equal(outcome.status, MH_NO);
		assert_string_equal(outcome.text, examples[i].text);
		mh_problems_free(&outcome.problems);
		outcome = read_either(&(struct mh_blob){ examples[i].bytes, examples[i].len }, &usual);
		assert_int_equal(outcome.status, MH_NO);
		assert_string_equal(outcome.text, examples[i].text);
		mh_problems_free(&outcome.problems);
	}
}

struct refusal {
	const char *bytes;
	size_t len;
	size_t problems;
	size_t line, row;	/* of the first */
	const char *field;	/* of the first; NULL: none */
	const char *part;	/* of its sentence */
	const char *text;	/* what is still read */
	enum mh_status status;	/* MH_NO: some rows are bad; MH_INPUT: the whole file is */
};

static void assert_refused(const struct refusal *refusal, const struct mh_csv_options *options)
{
	struct outcome outcome;
	const struct mh_problem *first;

	write_file(refusal->bytes, refusal->len);
	outcome = read_file(options);
	first = outcome.problems.list;
	if (outcome.problems.total != refusal->problems || outcome.status != refusal->status || !strstr(first->text, refusal->part) ||
	    first->line != refusal->line || first->row != refusal->row || strcmp(outcome.text, refusal->text) != 0 ||
	    strcmp(first->field ? first->field : "", refusal->field ? refusal->field : "") != 0)
		fail_msg("expected \"%s\" and \"%s\", got status %d, %zu problems, first \"%s\" at row %zu, line %zu, and \"%s\"", refusal->part,
			refusal->text, (int)outcome.status, outcome.problems.total, first ? first->text : "", first ? first->row : 0,
			first ? first->line : 0, outcome.text);
	assert_int_equal(outcome.err.status, MH_INPUT);
	assert_int_equal(strncmp(outcome.err.text, "a.csv", 5), 0);
	mh_problems_free(&outcome.problems);
}

static void test_refusals(void **state)
{
	static const struct refusal refusals[] = {
		{ IN(""), 1, 1, 0, NULL, "empty", "", MH_INPUT },
		{ IN("\n\n"), 1, 1, 0, NULL, "empty", "", MH_INPUT },
		{ IN("\xef\xbb\xbf"), 1, 1, 0, NULL, "empty", "", MH_INPUT },
		{ IN("a,,c\n1,2,3\n"), 1, 1, 0, NULL, "column 2 has no title", "", MH_INPUT },
		{ IN("a,b,\n"), 1, 1, 0, NULL, "column 3 has no title", "", MH_INPUT },
		{ IN("a,b,a\n"), 1, 1, 0, NULL, "two columns have the title \"a\"", "", MH_INPUT },
		{ IN("caf\xc3\xa9,cafe\xcc\x81\n"), 1, 1, 0, NULL, "two columns", "", MH_INPUT },
		{ IN("a\xff,b\n1,2\n"), 1, 1, 0, "1", "not UTF-8", "", MH_INPUT },
		{ IN("\"a,b\n1,2\n"), 1, 1, 0, NULL, "never closed", "", MH_INPUT },
		{ IN("\"a\"b,c\n1,2\n"), 1, 1, 0, NULL, "behind the quote", "", MH_INPUT },
		{ IN("\xff\xfe" "a\0,\0b\0"), 1, 1, 0, NULL, "UTF-16", "", MH_INPUT },
		{ IN("\xfe\xff\0a"), 1, 1, 0, NULL, "UTF-16", "", MH_INPUT },
		{ IN("sep=\xc3\na\n"), 1, 1, 0, NULL, "delimiter", "", MH_INPUT },
		{ IN("sep=\"\na\n"), 1, 1, 0, NULL, "delimiter", "", MH_INPUT },
		{ IN("a,b\n1\n2,3\n4,5,6\n"), 2, 2, 1, NULL, "1 cells and there are 2 titles", "a,b|2:!|3:2,3|4:!", MH_NO },
		{ IN("a,b\n1,caf\xe9\n2,3\n\xff,\xff\n"), 3, 2, 1, "b", "not UTF-8", "a,b|2:!|3:2,3|4:!", MH_NO },
		{ IN("a,b\n1,x\0y\n2,3\n"), 1, 2, 1, "b", "NUL", "a,b|2:!|3:2,3", MH_NO },
		{ IN("a,b\n1,\xed\xa0\x80\n"), 1, 2, 1, "b", "not UTF-8", "a,b|2:!", MH_NO },
		{ IN("a,b\n1,\"2\n3,4\n"), 1, 2, 0, NULL, "never closed", "a,b", MH_INPUT },
		{ IN("a,b\n1,\"2\"x\n3,4\n"), 1, 2, 0, NULL, "behind the quote", "a,b|3:3,4", MH_INPUT },
		{ IN("a,b\n1,\"2\"\"\"x\n3,4\n\"5\"6,7\n8,9"), 2, 2, 0, NULL, "behind the quote", "a,b|3:3,4|5:8,9", MH_INPUT },
		{ IN("a,b\r\n1,\"2\"3\r\n\r\n4\r\n"), 2, 2, 0, NULL, "behind the quote", "a,b|4:!", MH_INPUT },
		{ IN("a,b\n1,\"x\ny\"z,q\n3,4\n"), 1, 2, 0, NULL, "behind the quote", "a,b|4:3,4", MH_INPUT },
		{ IN("a,b\n\"1\",\"2"), 1, 2, 0, NULL, "never closed", "a,b", MH_INPUT },
	};

	(void)state;
	for (size_t i = 0; i < MH_COUNT(refusals); i++)
		assert_refused(&refusals[i], &usual);
}

static void test_limits(void **state)
{
	static const struct mh_csv_options tight = { 0, MH_CSV_UTF8, 8, 24, 3 };
	static const struct refusal over[] = {
		{ IN("a,b\n123456789,1\n2,3\n"), 1, 2, 0, NULL, "a cell has more than 8 bytes", "a,b", MH_INPUT },
		{ IN("a,b\n1,2\n\"12345\n67\n\n,,\n"), 1, 3, 0, NULL, "a cell has more than 8 bytes", "a,b|2:1,2", MH_INPUT },
		{ IN("a,b,c\n12345678,12345678,12345678\n"), 1, 2, 0, NULL, "a row has more than 24 bytes", "a,b,c", MH_INPUT },
		{ IN("a,b,c,d\n"), 1, 1, 0, NULL, "a row has more than 3 cells", "", MH_INPUT },
		{ IN("a,b,c\n1,2,3,4\n5,6,7\n"), 1, 2, 0, NULL, "a row has more than 3 cells", "a,b,c", MH_INPUT },
	};

	(void)state;
	for (size_t i = 0; i < MH_COUNT(over); i++)
		assert_refused(&over[i], &tight);
}

static void test_windows_1252(void **state)
{
	static const struct mh_csv_options options = { .encoding = MH_CSV_WINDOWS_1252 };
	static const struct refusal undefined = { IN("a,b\n1,\x81\n\x80,2\n"), 1, 2, 1, "b", "Windows-1252", "a,b|2:!|3:\xe2\x82\xac,2", MH_NO };
	struct outcome outcome;

	(void)state;
	write_file(IN("\xe9\xe9n,b\n\x80 5,caf\xe9\n"));
	outcome = read_file(&options);
	assert_string_equal(outcome.text, "\xc3\xa9\xc3\xa9n,b|2:\xe2\x82\xac 5,caf\xc3\xa9");
	assert_refused(&undefined, &options);
	write_file(IN("\xef\xbb\xbf" "a\n\xc3\xa9\n"));
	outcome = read_file(&options);
	assert_string_equal(outcome.text, "a|2:\xc3\xa9");
}

/* The first row that is not ASCII tells; a file of both is refused where it shows, whichever comes first. */
static void test_found(void **state)
{
	static const struct mh_csv_options options = { .encoding = MH_CSV_FOUND };
	static const struct example examples[] = {
		{ IN("a,b\n1,2\n3,caf\xe9\n\x80,4\n"), "a,b|2:1,2|3:3,caf\xc3\xa9|4:\xe2\x82\xac,4" },
		{ IN("a,b\n1,2\n3,caf\xc3\xa9\n"), "a,b|2:1,2|3:3,caf\xc3\xa9" },
		{ IN("prijs \x80,b\n1,\xeb\n"), "prijs \xe2\x82\xac,b|2:1,\xc3\xab" },
		{ IN("\n \na;b;c,d\n1;2;3\n"), "a,b,c,d|4:1,2,3" },
	};
	static const struct refusal mixed[] = {
		{ IN("a,b\n1,caf\xc3\xa9\n2,caf\xe9\n"), 1, 3, 2, "b", "is not UTF-8: save", "a,b|2:1,caf\xc3\xa9|3:!", MH_NO },
		{ IN("a,b\n1,caf\xe9\n2,caf\xc3\xa9\n"), 1, 3, 2, "b", "looks like UTF-8", "a,b|2:1,caf\xc3\xa9|3:!", MH_NO },
		{ IN("a,b\n\xc3\xa9,caf\xe9\n2,3\n"), 1, 2, 1, "a", "looks like UTF-8", "a,b|2:!|3:2,3", MH_NO },
		{ IN("a,b\n1,\x81\n"), 1, 2, 1, "b", "neither UTF-8 nor Windows-1252", "a,b|2:!", MH_NO },
		{ IN("\xef\xbb\xbf" "a,b\n1,\xe9\n"), 1, 2, 1, "b", "is not UTF-8", "a,b|2:!", MH_NO },
		{ IN("a,b\n1\r2,3\n4,5\n"), 1, 2, 1, NULL, "a lone CR ends it", "a,b|2:!|3:2,3|4:4,5", MH_NO },
	};

	(void)state;
	for (size_t i = 0; i < MH_COUNT(examples); i++) {
		write_file(examples[i].bytes, examples[i].len);
		struct outcome outcome = read_file(&options);
		assert_string_equal(outcome.text, examples[i].text);
		mh_problems_free(&outcome.problems);
	}
	for (size_t i = 0; i < MH_COUNT(mixed); i++)
		assert_refused(&mixed[i], &options);
}

static void test_encode(void **state)
{
	char raw[256], byte;
	struct mh_str out, back;

	(void)state;
	mh_str_init(&out, 4096);
	mh_str_init(&back, 4096);
	for (int i = 0; i < 256; i++) {
		byte = raw[i] = (char)i;
		mh_str_clear(&out);
		assert_int_equal(mh_csv_decode(&out, &byte, 1), i != 0x81 && i != 0x8d && i != 0x8f && i != 0x90 && i != 0x9d);
	}
	mh_str_clear(&out);
	assert_false(mh_csv_decode(&out, raw, 256));
	mh_csv_encode(&back, out.s, out.len, MH_CSV_WINDOWS_1252);
	assert_int_equal(back.len, 251);
	mh_str_clear(&back);
	mh_csv_encode(&back, IN("\xf0\x9f\x98\x80" "\xc4\x80x"), MH_CSV_WINDOWS_1252);
	assert_string_equal(back.s, "??x");
	mh_str_free(&out);
	mh_str_free(&back);
}

static void test_put(void **state)
{
	static const char *const cells[][2] = {
		{ "", "" }, { "a b", "a b" }, { "a;b", "\"a;b\"" }, { "a,b", "a,b" }, { "\"", "\"\"\"\"" }, { " a", "\" a\"" }, { "a\t", "\"a\t\"" },
		{ "a\nb", "\"a\nb\"" }, { "a\rb", "\"a\rb\"" },
	};
	struct mh_str out;

	(void)state;
	mh_str_init(&out, 100);
	for (size_t i = 0; i < MH_COUNT(cells); i++) {
		mh_str_clear(&out);
		mh_csv_put(&out, cells[i][0], strlen(cells[i][0]), ';');
		assert_string_equal(out.s, cells[i][1]);
	}
	mh_str_free(&out);
}

static void test_no_file(void **state)
{
	struct mh_err err = MH_ERR_INIT;
	struct mh_complaints complaints = { "none.csv", NULL, &err, 0 };
	struct mh_csv *csv;

	(void)state;
	assert_int_equal(mh_csv_open(&csv, "/nonexistent/none.csv", &usual, &complaints), MH_INPUT);
	assert_string_equal(err.text, "none.csv: No such file or directory");
	assert_null(csv);
	err = (struct mh_err)MH_ERR_INIT;
	complaints.found = 0;
	assert_int_equal(mh_csv_open(&csv, "/", &usual, &complaints), MH_INPUT);
	assert_string_equal(err.text, "none.csv: Is a directory");
	mh_csv_close(NULL);
}

/* Lines and rows stay right over the ends of the pieces in which a file is read, wherever these fall. */
static void test_pieces(void **state)
{
	struct mh_str text;
	struct mh_complaints complaints;
	struct mh_csv *csv;
	struct mh_csv_row row;

	(void)state;
	mh_str_init(&text, 4 << 20);
	for (size_t shift = 0; shift < 9; shift++) {
		complaints = (struct mh_complaints){ "a", NULL, NULL, 0 };
		mh_str_clear(&text);
		mh_str_printf(&text, "a,%.*s\r\n", (int)shift + 1, "bbbbbbbbbb");
		while (text.len < 1 << 20)
			mh_str_puts(&text, "\"x\r\n\",1\r\n");
		write_file(text.s, text.len);
		assert_int_equal(mh_csv_open(&csv, path, &usual, &complaints), MH_OK);
		for (size_t i = 0; mh_csv_next(csv, &row) == MH_OK; i++) {
			assert_int_equal(row.line, 2 + 2 * i);
			assert_int_equal(row.count, 2);
			assert_string_equal(row.cells[0].text, "x\r\n");
			assert_string_equal(row.cells[1].text, "1");
		}
		assert_int_equal(complaints.found, 0);
		assert_int_equal(row.number, (text.len - shift - 5) / 9);
		assert_int_equal(mh_csv_bytes(csv), text.len);
		assert_int_equal(mh_csv_size(csv), text.len);
		mh_csv_close(csv);
	}
	mh_str_free(&text);
}

/* The collection csv-spectrum: each file says what its JSON says, which is YAML as well. */
static const char *const spectrum[] = {
	"comma_in_quotes", "empty", "empty_crlf", "escaped_quotes", "json", "location_coordinates", "newlines", "newlines_crlf",
	"quotes_and_newlines", "simple", "simple_crlf", "utf8",
};

static void slurp(struct mh_str *out, const char *name, const char *end)
{
	char file[200];

	snprintf(file, sizeof(file), "tests/data/csv-spectrum/%s.%s", name, end);
	assert_int_equal(mh_file_read(file, out, NULL), MH_OK);
}

static void assert_row(const char *name, const struct mh_csv *csv, const struct mh_csv_row *row, const struct mh_node *wanted)
{
	assert_non_null(wanted);
	assert_int_equal(wanted->type, MH_NODE_MAP);
	assert_int_equal(row->count, wanted->count);
	for (size_t i = 0; i < row->count; i++) {
		const struct mh_node *cell = mh_node_get(wanted, mh_csv_title(csv, i));

		assert_non_null(cell);
		/* In this one file the collection's JSON was given another telephone number. */
		if (strcmp(name, "location_coordinates") == 0 && i == 0)
			assert_string_equal(row->cells[i].text, "2095257564");
		else
			assert_string_equal(row->cells[i].text, cell->text);
	}
}

static void test_spectrum(void **state)
{
	static const struct mh_csv_options options = { .encoding = MH_CSV_FOUND };

	(void)state;
	for (size_t i = 0; i < MH_COUNT(spectrum); i++) {
		struct mh_complaints complaints = { spectrum[i], NULL, NULL, 0 };
		struct mh_tree tree = MH_TREE_INIT;
		struct mh_err err = MH_ERR_INIT;
		struct mh_str csv_text, json_text;
		const struct mh_node *wanted;
		struct mh_csv_row row;
		struct mh_csv *csv;

		mh_str_init(&csv_text, 10000);
		slurp(&csv_text, spectrum[i], "csv");
		mh_str_init(&json_text, 10000);
		mh_str_puts(&json_text, "{\"rows\": ");
		slurp(&json_text, spectrum[i], "json");
		mh_str_puts(&json_text, "}");
		if (mh_yaml_read("json", (struct mh_blob){ json_text.s, json_text.len }, &mh_yaml_usual, &tree, NULL, &err) != MH_OK)
			fail_msg("%s: %s", spectrum[i], err.text);
		assert_int_equal(mh_csv_open_text(&csv, (struct mh_blob){ csv_text.s, csv_text.len }, &options, &complaints), MH_OK);
		wanted = mh_node_get(tree.root, "rows");
		wanted = wanted->type == MH_NODE_LIST ? wanted->first : wanted;
		for (; mh_csv_next(csv, &row) == MH_OK; wanted = wanted->next)
			assert_row(spectrum[i], csv, &row, wanted);
		assert_null(wanted);
		assert_int_equal(complaints.found, 0);
		mh_csv_close(csv);
		mh_tree_free(&tree);
		mh_str_free(&csv_text);
		mh_str_free(&json_text);
	}
}

static int set_up(void **state)
{
	int fd;

	(void)state;
	snprintf(path, sizeof(path), "/tmp/mh-unit-csv-XXXXXX");
	fd = mkstemp(path);
	return fd < 0 ? -1 : close(fd);
}

static int tear_down(void **state)
{
	(void)state;
	return unlink(path);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_good), cmocka_unit_test(test_refusals), cmocka_unit_test(test_limits), cmocka_unit_test(test_windows_1252),
		cmocka_unit_test(test_found),
		cmocka_unit_test(test_encode), cmocka_unit_test(test_put), cmocka_unit_test(test_no_file), cmocka_unit_test(test_pieces),
		cmocka_unit_test(test_spectrum),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
