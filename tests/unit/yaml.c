/* YAML: what is read, and above all what is refused and where. */

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "text/yaml.h"

#define BLOB(literal) ((struct mh_blob){ literal, sizeof(literal) - 1 })

struct read {
	struct mh_tree tree;
	struct mh_problems problems;
	struct mh_err err;
	enum mh_status status;
};

static struct read read_with(struct mh_blob text, const struct mh_yaml_limits *limits)
{
	struct read read = { .tree = MH_TREE_INIT, .problems = MH_PROBLEMS_INIT, .err = MH_ERR_INIT };

	read.tree.secret = true;
	read.status = mh_yaml_read("a.yaml", text, limits, &read.tree, &read.problems, &read.err);
	if (read.status == MH_OK) {
		assert_non_null(read.tree.root);
		assert_int_equal(read.tree.root->type, MH_NODE_MAP);
		assert_int_equal(read.problems.total, 0);
	} else {
		assert_int_equal(read.status, MH_INPUT);
		assert_null(read.tree.root);
		assert_null(read.tree.memory);
		assert_true(read.problems.total > 0);
		assert_int_equal(strncmp(read.err.text, "a.yaml", 6), 0);
	}
	return read;
}

static void release(struct read *read)
{
	mh_tree_free(&read->tree);
	mh_problems_free(&read->problems);
}

static struct read accepted(struct mh_blob text)
{
	struct read read = read_with(text, &mh_yaml_usual);

	assert_string_equal(read.err.text, "");
	assert_int_equal(read.status, MH_OK);
	return read;
}

/* One refusal: its number of problems, and the place and part of the sentence of the first. */
struct refusal {
	struct mh_blob text;
	size_t problems, line, column;
	const char *part;
};

static void assert_refused(const struct refusal *refusal, const struct mh_yaml_limits *limits)
{
	struct read read = read_with(refusal->text, limits);

	const struct mh_problem *first = read.problems.list;

	if (read.status != MH_INPUT || !strstr(read.err.text, refusal->part) || read.problems.total != refusal->problems ||
	    first->line != refusal->line || first->column != refusal->column)
		fail_msg("expected %zu:%zu \"%s\" and %zu problems, got %zu and status %d: %s", refusal->line, refusal->column,
			refusal->part, refusal->problems, read.problems.total, (int)read.status, read.err.text);
	release(&read);
}

static void test_tree(void **state)
{
	struct read read = accepted(BLOB("name: 'x'\nlist:\n  - a\n  - b: 1\nempty:\ntilde: ~\nquoted: \"~\"\n"));
	const struct mh_node *root = read.tree.root, *list = mh_node_get(root, "list");

	(void)state;
	assert_int_equal(root->count, 5);
	assert_string_equal(mh_node_text(root, "name"), "x");
	assert_true(mh_node_get(root, "name")->quoted);
	assert_int_equal(list->type, MH_NODE_LIST);
	assert_int_equal(list->count, 2);
	assert_null(list->first->key);
	assert_string_equal(list->first->text, "a");
	assert_string_equal(mh_node_text(list->first->next, "b"), "1");
	assert_int_equal(list->first->next->line, 4);
	assert_int_equal(list->first->next->column, 5);
	assert_int_equal(list->key_line, 2);
	assert_string_equal(mh_node_text(root, "empty"), "");
	assert_string_equal(mh_node_text(root, "tilde"), "");
	assert_string_equal(mh_node_text(root, "quoted"), "~");
	assert_null(mh_node_text(root, "list"));
	assert_null(mh_node_text(root, "absent"));
	assert_null(mh_node_get(NULL, "x"));
	assert_null(mh_node_get(list, "x"));
	release(&read);
}

static void test_forms(void **state)
{
	struct read read = accepted(BLOB("\xef\xbb\xbf# a note\r\n---\r\ntext: |\r\n  one\r\n  two\r\nflow: {a: [1, 2], b: {}}\r\n...\r\n"));
	const struct mh_node *root = read.tree.root;

	(void)state;
	assert_string_equal(mh_node_text(root, "text"), "one\ntwo\n");
	assert_int_equal(mh_node_get(mh_node_get(root, "flow"), "a")->count, 2);
	assert_int_equal(mh_node_get(mh_node_get(root, "flow"), "b")->count, 0);
	release(&read);
}

static void test_nfc(void **state)
{
	struct read read = accepted(BLOB("cafe\xcc\x81: e\xcc\x81\n"));

	(void)state;
	assert_string_equal(mh_node_text(read.tree.root, "caf\xc3\xa9"), "\xc3\xa9");
	release(&read);
}

static const struct refusal refusals[] = {
	{ BLOB(""), 1, 1, 1, "empty" },
	{ BLOB("# only a note\n"), 1, 1, 1, "empty" },
	{ BLOB("- a\n- b\n"), 1, 1, 1, "outermost" },
	{ BLOB("just text\n"), 1, 1, 1, "outermost" },
	{ BLOB("a: &x 1\nb: 2\n"), 1, 1, 4, "anchors" },
	{ BLOB("a: &x 1\nb: *x\nc: *x\n"), 3, 1, 4, "anchors" },
	{ BLOB("a: &x [1]\nb: &y {c: 1}\n"), 2, 1, 4, "anchors" },
	{ BLOB("<<: *x\na: 1\n"), 1, 1, 5, "alias" },
	{ BLOB("*x : 1\n"), 1, 1, 1, "alias" },
	{ BLOB("a: !!str 1\n"), 1, 1, 4, "tags" },
	{ BLOB("a: !foo [1]\n"), 1, 1, 4, "tags" },
	{ BLOB("a: !!map {b: 1}\n"), 1, 1, 4, "tags" },
	{ BLOB("%TAG ! tag:x,2026:\n---\na: 1\n"), 1, 1, 1, "%TAG" },
	{ BLOB("a: 1\nb: 2\na: 3\n"), 1, 3, 1, "\"a\" stands twice: first in line 1" },
	{ BLOB("a: 1\nb: 2\na: 3\nb: 4\na: 5\n"), 3, 3, 1, "stands twice" },
	{ BLOB("m:\n  \"k\": 1\n  k: 2\n"), 1, 3, 3, "stands twice" },
	{ BLOB("caf\xc3\xa9: 1\ncafe\xcc\x81: 2\n"), 1, 2, 1, "stands twice" },
	{ BLOB("[a, b]: 1\nc: 2\n"), 1, 1, 1, "key must be text" },
	{ BLOB("? {a: [1, {b: 2}]}\n: 1\nc: &x 2\n"), 2, 1, 3, "key must be text" },
	{ BLOB("\"\": 1\n"), 1, 1, 1, "empty key" },
	{ BLOB("a: 1\n---\nb: 2\n"), 1, 2, 1, "second document" },
	{ BLOB("a: 1\n...\n---\nb: &x 2\n"), 1, 3, 1, "second document" },
	{ BLOB("a: \"x\\0y\"\n"), 1, 1, 4, "NUL" },
	{ BLOB("\"x\\0y\": 1\n"), 1, 1, 1, "NUL" },
	{ BLOB("a: x\0y\n"), 1, 1, 5, "not UTF-8" },
	{ BLOB("a: 1\nb: caf\xe9\nc: \xe9\n"), 2, 2, 7, "not UTF-8" },
	{ BLOB("a: \xc3\xa9\xed\xa0\x80\n"), 1, 1, 5, "not UTF-8" },
	{ BLOB("a: \xc0\x80\n"), 1, 1, 4, "not UTF-8" },
	{ BLOB("a: \xc3"), 1, 1, 4, "not UTF-8" },
	{ BLOB("\xff\xfe" "a\0:\0"), 1, 1, 1, "not UTF-8" },
	{ BLOB("a: 1\nb: \x1b[2J\n"), 1, 2, 4, "control characters" },
	{ BLOB("a: 'open\n"), 1, 2, 1, "not YAML" },
	{ BLOB("a: \"open\n"), 1, 2, 1, "not YAML" },
	{ BLOB("a: [1, 2\nb: 3\n"), 1, 2, 2, "not YAML" },
	{ BLOB("a: 1\n b: 2\n"), 1, 2, 3, "not YAML" },
	{ BLOB("a:\n\t- b\n"), 1, 2, 1, "not YAML" },
	{ BLOB("a: b: c\n"), 1, 1, 5, "not YAML" },
	{ BLOB("a: \"\\ud800\"\n"), 1, 1, 7, "not YAML" },
	{ BLOB("%YAML 3.0\n---\na: 1\n"), 1, 1, 1, "not YAML" },
	{ BLOB("a: }\n"), 1, 1, 4, "not YAML" },
	{ BLOB("a: @x\n"), 1, 1, 4, "not YAML" },
	{ BLOB("a: &x 1\na: 2\nb: [\n"), 2, 1, 4, "anchors" },
};

static void test_refusals(void **state)
{
	(void)state;
	for (size_t i = 0; i < MH_COUNT(refusals); i++)
		assert_refused(&refusals[i], &mh_yaml_usual);
}

static const struct mh_yaml_limits tight = { 64, 6, 3, 8 };

static void test_limits(void **state)
{
	static const struct refusal over[] = {
		{ BLOB("a: 123456789\nb: 123456789\n"), 2, 1, 4, "at most 8" },
		{ BLOB("123456789: 1\n"), 1, 1, 1, "at most 8" },
		{ BLOB("a: [[x]]\nb: [[[x]]]\n"), 1, 2, 4, "more than 6" },
		{ BLOB("a: [[[x]]]\n"), 1, 1, 6, "deeper than 3" },
		{ BLOB("a: 1\nb: 2\nc: 3\n"), 1, 3, 4, "more than 6" },
		{ BLOB("? [1, 2, 3, 4, 5]\n: 1\n"), 2, 1, 3, "key must be text" },
		{ BLOB("a: 1\n#23456789012345678901234567890123456789012345678901234567890\n"), 1, 0, 0, "at most 64 are" },
	};
	struct read read = read_with(BLOB("a: [[x]]\n"), &tight);

	(void)state;
	assert_int_equal(read.status, MH_OK);
	release(&read);
	read = read_with(BLOB("a: 12345678\nb: 2\n"), &tight);
	assert_int_equal(read.status, MH_OK);
	release(&read);
	for (size_t i = 0; i < MH_COUNT(over); i++)
		assert_refused(&over[i], &tight);
}

/* A short file that would become a large one. */
static void test_bomb(void **state)
{
	struct read read = read_with(BLOB("a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\nd: [*c, *c]\n"), &mh_yaml_partner);

	(void)state;
	assert_int_equal(read.status, MH_INPUT);
	assert_int_equal(read.problems.total, 9);
	release(&read);
}

static void test_deep(void **state)
{
	static char text[100000];
	struct read read;

	(void)state;
	memset(text, '[', sizeof(text));
	memcpy(text, "a: ", 3);
	read = read_with((struct mh_blob){ text, sizeof(text) }, &mh_yaml_partner);
	assert_int_equal(read.status, MH_INPUT);
	assert_non_null(strstr(read.err.text, "deeper than 8"));
	release(&read);
}

/* Many keys in one map: sorted, not compared each with each. */
static void test_wide(void **state)
{
	struct mh_str text;
	struct read read;

	(void)state;
	mh_str_init(&text, 16 << 20);
	for (int i = 0; i < 90000; i++)
		mh_str_printf(&text, "k%d: 1\n", i);
	read = accepted((struct mh_blob){ text.s, text.len });
	assert_int_equal(read.tree.root->count, 90000);
	release(&read);
	mh_str_puts(&text, "k5: 1\n");
	read = read_with((struct mh_blob){ text.s, text.len }, &mh_yaml_usual);
	assert_int_equal(read.status, MH_INPUT);
	assert_int_equal(read.problems.list[0].line, 90001);
	release(&read);
	mh_str_free(&text);
}

static void test_no_list(void **state)
{
	struct mh_tree tree = MH_TREE_INIT;
	struct mh_err err = MH_ERR_INIT;

	(void)state;
	assert_int_equal(mh_yaml_read("b", BLOB("a: &x 1\n"), &mh_yaml_usual, &tree, NULL, &err), MH_INPUT);
	assert_string_equal(err.text, "b:1:4: anchors (&) are not allowed: write the text out");
	assert_int_equal(mh_yaml_read("b", BLOB("a: &x 1\n"), &mh_yaml_usual, &tree, NULL, NULL), MH_INPUT);
	assert_null(tree.root);
}

static void test_node_problem(void **state)
{
	struct read read = accepted(BLOB("a: 1\nlong: 2\n"));
	const struct mh_node *node = mh_node_get(read.tree.root, "long");

	(void)state;
	mh_node_problem("a.yaml", node, true, &read.problems, "no such key");
	mh_node_problem("a.yaml", node, false, &read.problems, "too %s", "small");
	mh_node_problem("a.yaml", read.tree.root, true, &read.problems, "bad");
	assert_int_equal(read.problems.list[0].line, 2);
	assert_int_equal(read.problems.list[0].column, 1);
	assert_int_equal(read.problems.list[1].column, 7);
	assert_string_equal(read.problems.list[1].text, "too small");
	assert_string_equal(read.problems.list[1].file, "a.yaml");
	assert_int_equal(read.problems.list[2].line, 1);
	release(&read);
}

static void test_write(void **state)
{
	struct mh_str out;
	struct mh_yaml_writer *writer;
	struct mh_err err = MH_ERR_INIT;

	(void)state;
	mh_str_init(&out, 4096);
	writer = mh_yaml_write_start(&out);
	mh_yaml_write_text(writer, "format", "mh-exchange/1");
	mh_yaml_write_map(writer, "from");
	mh_yaml_write_text(writer, "name", "Caf\xc3\xa9: \"de Hoek\"");
	mh_yaml_write_close(writer);
	mh_yaml_write_list(writer, "lines");
	mh_yaml_write_text(writer, NULL, "no");
	mh_yaml_write_number(writer, NULL, -12);
	mh_yaml_write_map(writer, NULL);
	mh_yaml_write_text(writer, "many", "one\ntwo\n");
	assert_int_equal(mh_yaml_write_end(writer, &err), MH_OK);
	assert_string_equal(out.s, "format: mh-exchange/1\nfrom:\n  name: 'Caf\xc3\xa9: \"de Hoek\"'\n"
		"lines:\n- 'no'\n- -12\n- many: |\n    one\n    two\n");
	mh_str_free(&out);
}

/* What is written is read back alike. */
static const char *const texts[] = {
	"", "~", "null", "No", "yes", "1.5", "2026-03-01", "0x1f", ".5", "-", "- a", "a: b", "a #b", "#a", "'", "\"", "\\", "\\n", "[a]", "{a}",
	"&a", "*a", "!a", "%a", "@a", "`a", "? a", "|", ">", "...", "---", "--- a", "a ", " a", "\n", "\n\n", " \n", "a\n", "a\n\n", "\na",
	" a\nb", "a\n b", "a \nb", "a\n \nb", "a\r\nb", "a\rb", "\ta", "a\tb", "a\n\tb", "\x1b[2J", "\x7f", "\xc2\x85", "a\xc2\x85" "b\n",
	"\xe2\x80\xa8", "a\n\xe2\x80\xa9" "b", "\xef\xbb\xbf" "a", "\xe2\x80\xae", "\xf0\x9f\x98\x80", "\xf0\x9f\x98\x80\n\xc3\xa9", "...\na", "---\na",
	"a\n---\nb", "a\n# b\n", "key:\n- x\n", "<<", "=", "Y", "on\n", "x\xef\xbf\xbf",
};

static void test_round_trip(void **state)
{
	struct mh_yaml_writer *writer;
	struct mh_str out;
	struct read read;

	(void)state;
	mh_str_init(&out, 1 << 16);
	for (size_t i = 0; i < MH_COUNT(texts); i++) {
		mh_str_clear(&out);
		writer = mh_yaml_write_start(&out);
		mh_yaml_write_text(writer, "a", texts[i]);
		mh_yaml_write_list(writer, "l");
		mh_yaml_write_map(writer, NULL);
		mh_yaml_write_text(writer, "b", texts[i]);
		mh_yaml_write_close(writer);
		mh_yaml_write_text(writer, NULL, texts[i]);
		assert_int_equal(mh_yaml_write_end(writer, NULL), MH_OK);
		read = accepted((struct mh_blob){ out.s, out.len });
		assert_string_equal(mh_node_text(read.tree.root, "a"), texts[i]);
		assert_string_equal(mh_node_text(mh_node_get(read.tree.root, "l")->first, "b"), texts[i]);
		assert_string_equal(mh_node_get(read.tree.root, "l")->first->next->text, texts[i]);
		release(&read);
	}
	mh_str_free(&out);
}

static void test_write_refusals(void **state)
{
	struct mh_err err = MH_ERR_INIT;
	struct mh_yaml_writer *writer;
	struct mh_str out;

	(void)state;
	mh_str_init(&out, 100);
	writer = mh_yaml_write_start(&out);
	mh_yaml_write_text(writer, "a", "caf\xe9");
	mh_yaml_write_text(writer, "b", "x");
	assert_int_equal(mh_yaml_write_end(writer, &err), MH_INPUT);
	assert_non_null(strstr(err.text, "UTF-8"));
	mh_str_clear(&out);
	writer = mh_yaml_write_start(&out);
	mh_yaml_write_list(writer, "a");
	for (int i = 0; i < 10000; i++)
		mh_yaml_write_text(writer, NULL, "a line");
	assert_int_equal(mh_yaml_write_end(writer, &err), MH_INPUT);
	assert_non_null(strstr(err.text, "larger than 100"));
	mh_str_free(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_tree), cmocka_unit_test(test_forms), cmocka_unit_test(test_nfc), cmocka_unit_test(test_refusals),
		cmocka_unit_test(test_limits), cmocka_unit_test(test_bomb), cmocka_unit_test(test_deep), cmocka_unit_test(test_wide),
		cmocka_unit_test(test_no_list), cmocka_unit_test(test_node_problem), cmocka_unit_test(test_write),
		cmocka_unit_test(test_round_trip), cmocka_unit_test(test_write_refusals),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
