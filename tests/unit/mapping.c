/* Maps: what a map may say, and cells that become values. */

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"
#include "record/mapping.h"
#include "record/signal_rules.h"

#define HEAD "format: mh-map/1\nname: a\nsource: a\n"
#define BLOB(text) ((struct mh_blob){ text, strlen(text) })

struct refusal {
	const char *text;
	size_t problems, line, column;
	const char *part;
};

static void test_refusals(void **state)
{
	static const struct refusal refusals[] = {
		{ "format: mh-map/2\nname: a\nsource: a\ncolumns: {a: external-id}\n", 1, 1, 9, "expected mh-map/1" },
		{ "name: a\nsource: a\ncolumns: {a: external-id}\n", 1, 1, 1, "\"format\" is missing" },
		{ "format: mh-map/1\ncolumns: {a: external-id}\n", 2, 1, 1, "\"name\" is missing" },
		{ "format: mh-map/1\nname: a\nsource: Not A Word\ncolumns: {a: external-id}\n", 1, 3, 9, "expected a word" },
		{ HEAD, 1, 1, 1, "\"columns\" is missing" },
		{ HEAD "columns: {}\n", 1, 4, 10, "expected \"title: field\"" },
		{ HEAD "columns: [a]\n", 1, 4, 10, "expected \"title: field\"" },
		{ HEAD "colums: {a: form}\n", 2, 4, 1, "no such key \"colums\"; nearest: columns" },
		{ HEAD "columns:\n  a: fomr\n", 1, 5, 6, "signal has no field \"fomr\"; nearest: form" },
		{ HEAD "columns:\n  a: mention.sexx\n", 1, 5, 6, "mention has no field \"sexx\"; nearest: sex" },
		{ HEAD "columns:\n  a: person.sex\n", 1, 5, 6, "expected a field of a signal, or mention" },
		{ HEAD "columns:\n  a: mention-9.sex\n  b: mention-0.sex\n", 2, 5, 6, "expected a field of a signal, or mention" },
		{ HEAD "columns:\n  a: state\n", 1, 5, 6, "written by the program" },
		{ HEAD "columns:\n  a: mention.signal\n", 1, 5, 6, "written by the program" },
		{ HEAD "columns:\n  a: source\n", 1, 5, 6, "the map's own \"source\"" },
		{ HEAD "columns:\n  a: received\n  b: signal.received\n", 1, 6, 3, "the column \"a\" gives the same field" },
		{ HEAD "columns:\n  a: {field: form, separator: ''}\n", 1, 5, 31, "expected what stands between" },
		{ HEAD "columns:\n  a: {field: received, separator: /}\n", 1, 5, 24, "this field has one value" },
		{ HEAD "columns:\n  a: {field: form, as-empty: nee}\n", 1, 5, 30, "expected a list of cells" },
		{ HEAD "columns:\n  a: {field: form, as-empty: [[]]}\n", 1, 5, 31, "expected what stands in such a cell" },
		{ HEAD "columns:\n  a: {field: form, values: {ja: labour}, as-empty: [ja]}\n", 1, 5, 42, "\"ja\" is among the values as well" },
		{ HEAD "columns: {a: form}\nconstants: {mention-2.role: victim}\n", 1, 5, 13, "no column gives anything of mention-2" },
		{ HEAD "columns:\n  a: {values: {x: labour}}\n", 1, 5, 6, "\"field\" is missing" },
		{ HEAD "columns:\n  a: {field: form, value: {x: labour}}\n", 1, 5, 20, "no such key \"value\"; nearest: values" },
		{ HEAD "columns:\n  a: {field: form, values: [x]}\n", 1, 5, 28, "expected \"cell: code\"" },
		{ HEAD "columns:\n  a: {field: form, values: {x: [y]}}\n", 1, 5, 32, "expected a code for \"x\"" },
		{ HEAD "columns:\n  a: {field: form, values: {x: }}\n", 1, 5, 32, "expected a code for \"x\"" },
		{ HEAD "columns:\n  a: {field: narrative, values: {x: y}}\n", 1, 5, 25, "has no codes" },
		{ HEAD "columns:\n  a: {field: received, empty: unknown}\n", 1, 5, 24, "has no codes" },
		{ HEAD "columns:\n  a: {field: form, optional: perhaps}\n", 1, 5, 30, "none of: no, yes" },
		{ HEAD "columns: {a: form}\ndelimiter: x\n", 1, 5, 12, "none of: ,, ;, tab, |, comma" },
		{ HEAD "columns: {a: form}\nencoding: latin\n", 1, 5, 11, "none of: utf-8, windows-1252" },
		{ HEAD "columns: {a: form}\ndate: mm-dd-yyyy\n", 1, 5, 7, "none of: yyyy-mm-dd, dd-mm-yyyy" },
		{ HEAD "columns: {a: form}\nconstants: [x]\n", 1, 5, 12, "expected \"field: value\"" },
		{ HEAD "columns: {a: form}\nconstants: {form: }\n", 1, 5, 19, "expected a value for \"form\"" },
		{ HEAD "columns: {a: form}\nconstants: {narrative: x}\n", 1, 5, 13, "kept sealed: it cannot stand in a map" },
		{ HEAD "columns: {a: form}\nconstants: {received: never}\n", 1, 5, 23, "expected a day" },
		{ HEAD "columns: {a: form}\nignore: x\n", 1, 5, 9, "expected a list of titles" },
		{ HEAD "columns: {a: form}\nignore: [b, a, [c]]\n", 2, 5, 13, "\"a\" is mapped as well" },
		{ HEAD "columns: {a: &x form}\n", 1, 4, 14, "anchors" },
	};

	(void)state;
	for (size_t i = 0; i < MH_COUNT(refusals); i++) {
		const struct refusal *refusal = &refusals[i];
		struct mh_problems problems = MH_PROBLEMS_INIT;
		struct mh_err err = MH_ERR_INIT;
		struct mh_map map;

		assert_int_equal(mh_map_read(&map, "m.yaml", BLOB(refusal->text), &problems, &err), MH_INPUT);
		if (problems.total != refusal->problems || problems.list[0].line != refusal->line || problems.list[0].column != refusal->column ||
		    !strstr(err.text, refusal->part))
			fail_msg("%zu: %zu problems, %s", i, problems.total, err.text);
		mh_problems_free(&problems);
	}
}

static char path[64];

/* Fills one row of a file through a map; the caller frees. */
struct filling {
	struct mh_map map;
	struct mh_map_row row;
	struct mh_problems problems;
	enum mh_status status;
};

static enum mh_status no_catalogue(void *arg, struct mh_code_list *list, struct mh_err *err)
{
	(void)arg;
	(void)list;
	(void)err;
	return MH_NO;
}

/* Catalogues are not at hand here: what mh_map_bind says of codes is left aside, its titles count. */
static struct filling fill(const char *columns, const char *csv_text)
{
	struct filling filling = { .problems = MH_PROBLEMS_INIT };
	struct mh_catalogues catalogues = { .load = no_catalogue };
	struct mh_complaints complaints = { "a.csv", &filling.problems, NULL, 0 };
	struct mh_csv_row row;
	struct mh_csv *csv;
	struct mh_str text;
	FILE *file = fopen(path, "w");

	assert_non_null(file);
	fputs(csv_text, file);
	fclose(file);
	mh_str_init(&text, 10000);
	mh_str_printf(&text, HEAD "date: dd-mm-yyyy\ncolumns:\n%s", columns);
	assert_int_equal(mh_map_read(&filling.map, "m.yaml", (struct mh_blob){ text.s, text.len }, NULL, NULL), MH_OK);
	mh_str_free(&text);
	assert_int_equal(mh_csv_open(&csv, path, &filling.map.csv, &complaints), MH_OK);
	mh_map_bind(&filling.map, csv, "a.csv", &catalogues, NULL, NULL);
	mh_map_row_init(&filling.row, &filling.map);
	assert_int_equal(mh_csv_next(csv, &row), MH_OK);
	filling.status = mh_map_fill(&filling.map, &row, &filling.row, &complaints);
	mh_csv_close(csv);
	mh_catalogues_free(&catalogues);
	return filling;
}

static void release(struct filling *filling)
{
	mh_map_row_free(&filling->row, &filling->map);
	mh_map_free(&filling->map);
	mh_problems_free(&filling->problems);
}

static void assert_value(const char *columns, const char *csv, int part, const char *field, const char *want)
{
	struct filling filling = fill(columns, csv);

	if (filling.status != MH_OK)
		fail_msg("%s: %s", csv, filling.problems.list[0].text);
	assert_string_equal(mh_record_text(&filling.row.records[part], field), want);
	release(&filling);
}

static void test_values(void **state)
{
	(void)state;
	assert_value("  a: received\n", "a\n31-12-2026\n", 0, "received", "2026-12-31");
	assert_value("  a: received\n", "a\n1/2/2026\n", 0, "received", "2026-02-01");
	assert_value("  a: received\n", "a\n1.2.2026\n", 0, "received", "2026-02-01");
	assert_value("  a: received\n", "a\n2026-02-01\n", 0, "received", "2026-02-01");
	assert_value("  a: observed-from\n", "a\n12-2026\n", 0, "observed-from", "2026-12");
	assert_value("  a: observed-from\n", "a\n2026\n", 0, "observed-from", "2026");
	assert_value("  a: {field: form, values: {arbeid: labour}}\n", "a\narbeid\n", 0, "form", "labour");
	assert_value("  a: {field: form, values: {arbeid: labour}}\n", "a\n\" arbeid \"\n", 0, "form", "labour");
	assert_value("  a: {field: form, values: {arbeid: labour}}\n", "a\nlabour\n", 0, "form", "labour");
	assert_value("  a: {field: form, values: {arbeid: labour}}\n", "a\nunknown\n", 0, "form", "unknown");
	assert_value("  a: {field: form, values: {a b: labour, c: criminal}}\n", "a\n\"c; a b|c\"\n", 0, "form", "criminal;labour");
	assert_value("  a: {field: form, values: {\"c, d\": labour}}\n", "a\n\"c, d\"\n", 0, "form", "labour");
	assert_value("  a: {field: sector, values: {caf\xc3\xa9: other}}\n", "a\ncafe\xcc\x81\n", 0, "sector", "other");
	assert_value("  a: {field: form, separator: ' / '}\n", "a\nlabour / criminal\n", 0, "form", "criminal;labour");
	assert_value("  a: {field: form, values: {x;y: labour, z: criminal}, separator: /}\n", "a\nx;y/ z /labour\n", 0, "form", "criminal;labour");
	assert_value("  a: {field: form, values: {x: labour, z: criminal}}\n", "a\n\"x\r\nz\"\n", 0, "form", "criminal;labour");
	assert_value("  a: {field: form, values: {ja: labour}, as-empty: [nee]}\n  b: {field: form, values: {ja: begging}, as-empty: [nee]}\n  c: form\n",
		"a,b,c\nja,ja,criminal\n", 0, "form", "begging;criminal;labour");
	assert_value("  a: {field: form, values: {ja: labour}, as-empty: [nee]}\n  b: {field: form, values: {ja: begging}, as-empty: [nee]}\n",
		"a,b\nnee,ja\n", 0, "form", "begging");
	assert_value("  a: {field: form, values: {ja: labour}, as-empty: [nee], empty: unknown}\n  b: {field: form, values: {ja: begging}}\n",
		"a,b\nnee,\n", 0, "form", "unknown");
	assert_value("  a: {field: form, values: {ja: labour}, empty: unknown}\n  b: {field: form, values: {ja: begging}}\n",
		"a,b\n,ja\n", 0, "form", "begging");
	assert_value("  a: {field: received, as-empty: [onbekend, caf\xc3\xa9]}\n", "a\nonbekend\n", 0, "received", "");
	assert_value("  a: {field: narrative, as-empty: [onbekend, caf\xc3\xa9]}\n", "a\ncafe\xcc\x81\n", 0, "narrative", "");
	assert_value("  a: narrative\n", "a\n'=1+1\n", 0, "narrative", "=1+1");
	assert_value("  a: narrative\n", "a\n'-5\n", 0, "narrative", "-5");
	assert_value("  a: narrative\n", "a\n's-Hertogenbosch\n", 0, "narrative", "'s-Hertogenbosch");
	assert_value("  a: narrative\n", "a\n=> see below\n", 0, "narrative", "=> see below");
	assert_value("  a: mention.contact\n", "a\n+31 6 12345678\n", 1, "contact", "+31 6 12345678");
	assert_value("  a: {field: sector, empty: unknown}\n  b: place\n", "a,b\n,home\n", 0, "sector", "unknown");
	assert_value("  a: sector\n  b: place\n", "a,b\n,home\n", 0, "sector", "");
	assert_value("  a: mention.sex\n", "a\nmale\n", 1, "sex", "male");
	assert_value("  a: mention-3.sex\n", "a\nmale\n", 3, "sex", "male");
}

static void assert_cell_refused(const char *columns, const char *csv, const char *value, const char *part)
{
	struct filling filling = fill(columns, csv);
	const struct mh_problem *first = filling.problems.list;

	assert_int_equal(filling.status, MH_INPUT);
	assert_int_equal(filling.problems.total, 1);
	assert_int_equal(first->row, 1);
	assert_int_equal(first->line, 2);
	assert_string_equal(first->field, "a");
	assert_string_equal(first->value, value);
	if (!strstr(first->text, part))
		fail_msg("%s", first->text);
	release(&filling);
}

static void test_cells_refused(void **state)
{
	(void)state;
	assert_cell_refused("  a: received\n", "a\n31-02-2026\n", "31-02-2026", "expected a day");
	assert_cell_refused("  a: received\n", "a\n12-31-2026\n", "12-31-2026", "expected a day");
	assert_cell_refused("  a: received\n", "a\n1-2-26\n", "1-2-26", "expected a day");
	assert_cell_refused("  a: received\n", "a\n1-2-2026x\n", "1-2-2026x", "expected a day");
	assert_cell_refused("  a: received\n", "a\n1-2-20260\n", "1-2-20260", "expected a day");
	assert_cell_refused("  a: received\n", "a\n12-2026\n", "12-2026", "expected a whole day");
	assert_cell_refused("  a: received\n", "a\n--2026\n", "--2026", "expected a day");
	assert_cell_refused("  a: {field: sector, values: {politie: police}}\n", "a\npolitei\n", "politei", "nearest: politie");
	assert_cell_refused("  a: {field: form, values: {x: labour}}\n", "a\n\"x;zzz\"\n", "zzz", "is not a value of the map");
	assert_cell_refused("  a: narrative\n", "a\nsecret\x01\n", "(sealed)", "control character");
	assert_cell_refused("  a: mention.born\n", "a\n99-99-1990\n", "(sealed)", "expected a day, month or year");
	assert_cell_refused("  a: narrative\n", "a\n=HYPERLINK(1)\n", "(sealed)", "is a formula of a spreadsheet");
	assert_cell_refused("  a: narrative\n", "a\n=1+1\n", "(sealed)", "is a formula of a spreadsheet");
	assert_cell_refused("  a: narrative\n", "a\n\"=\"\"00123\"\"\"\n", "(sealed)", "is a formula of a spreadsheet");
	assert_cell_refused("  a: {field: form, values: {x: labour}, separator: /}\n", "a\nx;x\n", "x;x", "is not a value of the map");
	assert_cell_refused("  a: sector\n", "a\nnot a code\n", "not a code", "expected a code");
}

static void test_empty_mention(void **state)
{
	struct filling filling = fill("  a: sector\n  b: mention.sex\n  c: mention-2.sex\n", "a,b,c\npolice,,male\n");

	(void)state;
	assert_int_equal(filling.status, MH_OK);
	assert_true(filling.row.given[0]);
	assert_false(filling.row.given[1]);
	assert_true(filling.row.given[2]);
	release(&filling);
}

static void test_rules(void **state)
{
	static const char *const observed[][3] = {
		{ "2026-01-02", "2026-01-01", "y" }, { "2026-02", "2026-01-31", "y" }, { "2026", "2025", "y" }, { "2026-01-02", "2025", "y" },
		{ "2026-01-02", "2026-01-02", "n" }, { "2026-01-02", "2026-01", "n" }, { "2026-01-02", "2026", "n" }, { "2026", "2026-01-05", "n" },
		{ "2026-03", "2026", "n" }, { "", "2026", "n" }, { "2026", "", "n" },
	};
	static const char *const days[][2] = {
		{ "2026-03-02", "n" }, { "2026-03-03", "y" }, { "2062-03-02", "y" }, { "1900-01-01", "n" },
	};
	static const char *const fields[] = { "received", "observed-from", "observed-to" };
	const struct mh_problem where = { .row = 1 };
	const struct mh_date today = { 2026, 3, 2 };
	struct mh_record signal, mention;

	(void)state;
	mh_record_init(&signal, &mh_signal);
	mh_record_init(&mention, &mh_mention);
	for (size_t i = 0; i < MH_COUNT(observed); i++) {
		mh_record_put(&signal, "observed-from", observed[i][0], NULL);
		mh_record_put(&signal, "observed-to", observed[i][1], NULL);
		assert_int_equal(mh_signal_rules(&signal, today, &where, NULL, NULL), observed[i][2][0] == 'y' ? MH_INPUT : MH_OK);
	}
	for (size_t field = 0; field < MH_COUNT(fields); field++)
		for (size_t i = 0; i < MH_COUNT(days); i++) {
			mh_record_clear(&signal);
			mh_record_put(&signal, fields[field], days[i][0], NULL);
			assert_int_equal(mh_signal_rules(&signal, today, &where, NULL, NULL), days[i][1][0] == 'y' ? MH_INPUT : MH_OK);
		}
	mh_record_put(&signal, "observed-to", "2026-04", NULL);
	assert_int_equal(mh_signal_rules(&signal, today, &where, NULL, NULL), MH_INPUT);
	mh_record_put(&signal, "observed-to", "2026", NULL);
	assert_int_equal(mh_signal_rules(&signal, today, &where, NULL, NULL), MH_OK);
	mh_record_put(&mention, "role", "suspect", NULL);
	assert_int_equal(mh_signal_rules(&mention, today, &where, NULL, NULL), MH_INPUT);
	mh_record_put(&mention, "ground", "wgs", NULL);
	assert_int_equal(mh_signal_rules(&mention, today, &where, NULL, NULL), MH_OK);
	mh_record_free(&signal);
	mh_record_free(&mention);
}

static int set_up(void **state)
{
	int fd;

	(void)state;
	snprintf(path, sizeof(path), "/tmp/mh-unit-map-XXXXXX");
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
		cmocka_unit_test(test_refusals), cmocka_unit_test(test_values), cmocka_unit_test(test_cells_refused),
		cmocka_unit_test(test_empty_mention), cmocka_unit_test(test_rules),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
