/* Command lines: what is read, and each way in which one is refused. */

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
#include "cli/command.h"

struct args {
	bool quiet, verbose;
	const char *store, *day, *format, *text;
	long limit, least;
	struct mh_words words;
	struct mh_pairs pairs;
};

static const struct mh_option own[] = {
	{ 'f', "format", MH_OPT_KEYWORD, offsetof(struct args, format), "format", "table csv jsonl ids", "format" },
	{ 'n', "limit", MH_OPT_NUMBER, offsetof(struct args, limit), "number", NULL, "limit" },
	{ 0, "least", MH_OPT_POSITIVE, offsetof(struct args, least), "number", NULL, "least" },
	{ 0, "on", MH_OPT_DATE, offsetof(struct args, day), "day", NULL, "day" },
	{ 'w', "word", MH_OPT_LIST, offsetof(struct args, words), "word", NULL, "words" },
	{ 0, "form", MH_OPT_FIELD, offsetof(struct args, pairs), "code", "catalogue:form", "form" },
	{ 0, "forms", MH_OPT_FIELD, offsetof(struct args, pairs), "codes", NULL, "forms" },
	{ 0 },
};

static const struct mh_option common[] = {
	{ 'q', "quiet", MH_OPT_FLAG, offsetof(struct args, quiet), NULL, NULL, "quiet" },
	{ 'v', "verbose", MH_OPT_FLAG, offsetof(struct args, verbose), NULL, NULL, "verbose" },
	{ 0, "store", MH_OPT_FILE, offsetof(struct args, store), "file", NULL, "store" },
	{ 0, "text", MH_OPT_TEXT, offsetof(struct args, text), "text", NULL, "text" },
	{ 0 },
};

static const struct mh_option *const tables[] = { own, common, NULL };

static struct args args;
static struct mh_err err;
static char *words[16];
static int operands;

/* Reads a line of words that are joined by single blanks. */
static enum mh_status read_line(const char *line)
{
	static char copy[500];
	void *const of[] = { &args, &args };
	int count = 0;

	mh_options_free(tables, of);
	memset(&args, 0, sizeof args);
	memset(&err, 0, sizeof err);
	snprintf(copy, sizeof copy, "%s", line);
	for (char *w = strtok(copy, " "); w; w = strtok(NULL, " "))
		words[count++] = w;
	return mh_options_read(tables, of, count, words, &operands, &err);
}

static void refused(const char *line, const char *sentence)
{
	assert_int_equal(read_line(line), MH_USAGE);
	assert_string_equal(err.text, sentence);
}

static void values_by_all_ways(void **state)
{
	(void)state;
	assert_int_equal(read_line("--format csv --limit=12 --on 2026-03-01 --store -"), MH_OK);
	assert_string_equal(args.format, "csv");
	assert_int_equal(args.limit, 12);
	assert_string_equal(args.day, "2026-03-01");
	assert_string_equal(args.store, "-");
	assert_int_equal(operands, 0);
	assert_int_equal(read_line("-fcsv -n 3 -qv"), MH_OK);
	assert_string_equal(args.format, "csv");
	assert_int_equal(args.limit, 3);
	assert_true(args.quiet && args.verbose);
	assert_int_equal(read_line("--text=--where --store="), MH_OK);
	assert_string_equal(args.text, "--where");
	assert_string_equal(args.store, "");
	assert_int_equal(read_line("--text -received"), MH_OK);
	assert_string_equal(args.text, "-received");
}

static void operands_keep_their_order(void **state)
{
	(void)state;
	assert_int_equal(read_line("S-1 --quiet - S-2 -- --verbose -q"), MH_OK);
	assert_int_equal(operands, 5);
	assert_string_equal(words[0], "S-1");
	assert_string_equal(words[1], "-");
	assert_string_equal(words[2], "S-2");
	assert_string_equal(words[3], "--verbose");
	assert_string_equal(words[4], "-q");
	assert_true(args.quiet);
	assert_false(args.verbose);
}

static void lists_and_fields(void **state)
{
	(void)state;
	assert_int_equal(read_line("--word a -wb --forms x;y --form labour --word=c"), MH_OK);
	assert_int_equal(args.words.count, 3);
	assert_string_equal(args.words.list[1], "b");
	assert_int_equal(args.pairs.count, 2);
	assert_string_equal(args.pairs.list[0].name, "forms");
	assert_string_equal(args.pairs.list[0].value, "x;y");
	assert_string_equal(args.pairs.list[1].name, "form");
}

static void names_without_values(void **state)
{
	void *const of[] = { &args, &args };
	struct mh_str out;

	(void)state;
	mh_str_init(&out, 200);
	assert_int_equal(read_line("--form secret -n 3 -q --word w S-1"), MH_OK);
	mh_options_given((const struct mh_option *const[]){ own, common, NULL }, of, &out);
	assert_string_equal(out.s, " --limit --word --form --quiet");
	mh_str_free(&out);
}

static void refusals(void **state)
{
	(void)state;
	refused("--formt csv", "--formt: no such option; nearest: --format");
	refused("--lim 3", "--lim: no such option; nearest: --limit");
	refused("--xylophone", "--xylophone: no such option");
	refused("--=3", "--: no such option");
	refused("-z", "-z: no such option");
	refused("--format cvs", "--format: \"cvs\" is none of: table csv jsonl ids");
	refused("--format tab", "--format: \"tab\" is none of: table csv jsonl ids");
	refused("--format=", "--format: \"\" is none of: table csv jsonl ids");
	refused("--limit -3", "--limit: \"-3\" is not a whole number of 0 or more");
	refused("--least 0", "--least: 0: a number of 1 or more is expected");
	refused("--limit 3x", "--limit: \"3x\" is not a whole number of 0 or more");
	refused("--limit +3", "--limit: \"+3\" is not a whole number of 0 or more");
	refused("--limit 99999999999999999999", "--limit: \"99999999999999999999\" is not a whole number of 0 or more");
	refused("--on 2026-02-30", "--on: \"2026-02-30\" is not a day such as 2026-03-01");
	refused("--on 2026-02", "--on: \"2026-02\" is not a day such as 2026-03-01");
	refused("--quiet=yes", "--quiet: takes no value");
	refused("--store", "--store: a value is missing: file");
	refused("--store --quiet", "--store: a value is missing: file (a value that begins with -- is given as --store=VALUE)");
	refused("-f", "--format: a value is missing: format");
	refused("-qf csv", "-f: takes a value, so it can't stand behind other letters");
	refused("--limit 1 -n 2", "--limit: given twice");
	refused("--form labour --form criminal", "--form: given twice");
}

static void distances(void **state)
{
	char far[200];

	(void)state;
	assert_int_equal(mh_word_distance("", ""), 0);
	assert_int_equal(mh_word_distance("labour", "labor"), 1);
	assert_int_equal(mh_word_distance("lbaour", "labour"), 1);
	assert_int_equal(mh_word_distance("", "abc"), 3);
	assert_int_equal(mh_word_distance("kitten", "sitting"), 3);
	memset(far, 'x', sizeof far);
	far[sizeof far - 1] = '\0';
	assert_true(mh_word_distance(far, "x") > 100);
}

static void nearest(void **state)
{
	static const char *const names[] = { "add", "list", "show", "triage", "partner import" };

	(void)state;
	assert_string_equal(mh_word_nearest("lsit", names, 5), "list");
	assert_string_equal(mh_word_nearest("tri", names, 5), "triage");
	assert_string_equal(mh_word_nearest("partnerimport", names, 5), "partner import");
	assert_null(mh_word_nearest("x", names, 5));
	assert_null(mh_word_nearest("delete", names, 5));
	assert_null(mh_word_nearest("add", names, 0));
}

static const struct mh_command add = { .name = "add", .operands = "signal ...", .min = 0, .max = -1, .summary = "record a signal",
	.options = own, .takes = MH_TAKES_WRITE };
static const struct mh_command partner = { .name = "partner", .summary = "print partners" };
static const struct mh_command import = { .name = "partner import", .operands = "file", .min = 1, .max = 1, .summary = "take partners in" };
static const struct mh_command *const commands[] = { &add, &partner, &import, NULL };

static void commands_by_one_or_two_words(void **state)
{
	static char a[] = "partner", b[] = "import", c[] = "impor", d[] = "add";
	int count;

	(void)state;
	assert_ptr_equal(mh_command_find(commands, 2, (char *[]){ a, b }, &count), &import);
	assert_int_equal(count, 2);
	assert_ptr_equal(mh_command_find(commands, 2, (char *[]){ a, c }, &count), &partner);
	assert_int_equal(count, 1);
	assert_ptr_equal(mh_command_find(commands, 1, (char *[]){ a }, &count), &partner);
	assert_ptr_equal(mh_command_find(commands, 2, (char *[]){ d, b }, &count), &add);
	assert_int_equal(count, 1);
	assert_null(mh_command_find(commands, 1, (char *[]){ b }, &count));
	assert_null(mh_command_find(commands, 0, NULL, &count));
	assert_string_equal(mh_command_nearest(commands, "adn"), "add");
}

/* What was printed, and that no line is wider than a terminal. */
static char *printed;
static size_t printed_len;

static void within_80_columns(void)
{
	for (const char *line = printed; *line; line += strcspn(line, "\n") + 1)
		assert_true(strcspn(line, "\n") <= 80);
}

static void help_of_a_command(void **state)
{
	FILE *const out = open_memstream(&printed, &printed_len);

	(void)state;
	mh_command_help(out, "mh-signal", &add);
	fclose(out);
	assert_non_null(strstr(printed, "mh-signal add: record a signal\n\nusage: mh-signal add [option ...] signal ...\n"));
	assert_non_null(strstr(printed, "\n  -f, --format format  format: table, csv, jsonl, ids\n"));
	assert_non_null(strstr(printed, "\n  -q, --quiet "));
	assert_null(strstr(printed, "--dry-run"));
	within_80_columns();
	free(printed);
}

static void help_of_a_program(void **state)
{
	FILE *const out = open_memstream(&printed, &printed_len);

	(void)state;
	mh_program_help(out, "mh-signal", "what was seen", commands);
	fclose(out);
	assert_non_null(strstr(printed, "mh-signal: what was seen\n"));
	assert_non_null(strstr(printed, "\n  partner import  take partners in\n"));
	within_80_columns();
	free(printed);
}

static void described_as_tsv(void **state)
{
	FILE *const out = open_memstream(&printed, &printed_len);

	(void)state;
	mh_program_describe(out, commands);
	fclose(out);
	assert_non_null(strstr(printed, "command\tadd\tsignal ...\trecord a signal\n"));
	assert_non_null(strstr(printed, "option\tadd\tf\tformat\tformat\twords:table csv jsonl ids\town\tformat\n"));
	assert_non_null(strstr(printed, "option\tadd\t\tform\tcode\tcatalogue:form\town\tform\n"));
	assert_non_null(strstr(printed, "option\tadd\t\tstore\tfile\tfile:\t"));
	assert_non_null(strstr(printed, "option\tpartner import\th\thelp\t\t\tcommon\t"));
	free(printed);
}

/* Every combination of .takes fits, and no option name or letter stands twice in one command. */
static void common_tables_do_not_collide(void **state)
{
	(void)state;
	for (unsigned takes = 0; takes < 128; takes++) {
		const struct mh_option *list[MH_COMMON_TABLES];
		bool letters[128] = { false };

		mh_common_tables(takes, list);
		for (size_t t = 0; list[t]; t++)
			for (const struct mh_option *o = list[t]; o->name; o++) {
				assert_false(letters[(unsigned char)o->letter]);
				letters[(unsigned char)o->letter] = o->letter != 0;
			}
		assert_true(letters['h']);
		assert_int_equal(letters['f'], (takes & (MH_TAKES_ROWS | MH_TAKES_FORMAT)) != 0);
		assert_int_equal(letters['w'], (takes & MH_TAKES_ROWS) != 0);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(values_by_all_ways),
		cmocka_unit_test(operands_keep_their_order),
		cmocka_unit_test(lists_and_fields),
		cmocka_unit_test(names_without_values),
		cmocka_unit_test(refusals),
		cmocka_unit_test(distances),
		cmocka_unit_test(nearest),
		cmocka_unit_test(commands_by_one_or_two_words),
		cmocka_unit_test(help_of_a_command),
		cmocka_unit_test(help_of_a_program),
		cmocka_unit_test(described_as_tsv),
		cmocka_unit_test(common_tables_do_not_collide),
	};

	const int failed = cmocka_run_group_tests(tests, NULL, NULL);
	void *const of[] = { &args, &args };
	mh_options_free(tables, of);
	return failed;
}
