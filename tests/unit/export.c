/* The form of an export: every kind has columns of different names, and every value is read back to the same. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/mem.h"
#include "store/import.h"
#include "text/csv.h"

static void test_columns(void **state)
{
	(void)state;
	for (size_t k = 0; mh_kinds[k] != NULL; k++) {
		const struct mh_kind *kind = mh_kinds[k];
		const size_t count = mh_export_columns(kind);
		assert_string_equal(mh_export_title(kind, MH_EXPORT_ID), "id");
		assert_string_equal(mh_export_title(kind, mh_export_field(kind, 0)), kind->fields[0].name);
		assert_int_equal(strcmp(mh_export_title(kind, count - 1), "written") == 0, mh_export_has_sealed(kind));
		for (size_t i = 0; i < count; i++)
			for (size_t j = 0; j < i; j++)
				assert_string_not_equal(mh_export_title(kind, i), mh_export_title(kind, j));
	}
}

/* A value of each type; of a field that has a catalogue any word will do here. */
static const char *example(const struct mh_field *field, char id[MH_ID_SIZE])
{
	switch (field->type) {
	case MH_TEXT: return "=1+1\n\"J\xc3\xb6y\", a;b\t' \\n";
	case MH_WORD: return "a-word.of_9";
	case MH_DATE: return (field->flags & MH_PARTIAL) != 0 ? "2026-03" : "2024-02-29";
	case MH_MOMENT: return "2026-03-01T23:59:59Z";
	case MH_INT: return "1234567890";
	case MH_MONEY: return "1250.05";
	case MH_CODE: return "not-asked";
	case MH_CODES: return "A;labour;unknown";
	case MH_ID:
		mh_id_format((struct mh_id){ mh_kind_find(field->of), 202600123456 }, id);
		return id;
	}
	return "";
}

/* Each field of each kind, through a line of CSV and back. */
static void test_values(void **state)
{
	static const struct mh_csv_options options = { .delimiter = ',' };
	struct mh_problems problems = MH_PROBLEMS_INIT;
	struct mh_str value, line;
	char id[MH_ID_SIZE];

	(void)state;
	mh_str_init(&value, 1000);
	mh_str_init(&line, 4000);
	for (size_t k = 0; mh_kinds[k] != NULL; k++)
		for (size_t i = 0; i < mh_kinds[k]->count; i++) {
			const char *text = example(&mh_kinds[k]->fields[i], id);
			struct mh_complaints complaints = { .name = "test", .list = &problems };
			struct mh_csv_row row;
			struct mh_record rec;
			struct mh_csv *csv;
			mh_record_init(&rec, mh_kinds[k]);
			if (mh_kinds[k]->fields[i].type == MH_INT && mh_record_set(&rec, (int)i, text, strlen(text), NULL) == MH_INPUT)
				text = "1200";	/* a field that says how much is too much */
			assert_int_equal(mh_record_set(&rec, (int)i, text, strlen(text), NULL), MH_OK);
			mh_str_clear(&value);
			mh_export_value(&rec, i, &value);
			assert_string_equal(value.s, text);
			mh_str_clear(&line);
			mh_str_puts(&line, "a,b\n");
			mh_csv_put(&line, value.s, value.len, ',');
			mh_str_puts(&line, ",\n");
			assert_int_equal(mh_csv_open_text(&csv, (struct mh_blob){ line.s, line.len }, &options, &complaints), MH_OK);
			assert_int_equal(mh_csv_next(csv, &row), MH_OK);
			assert_int_equal(row.cells[0].len, value.len);
			assert_string_equal(row.cells[0].text, text);
			assert_int_equal(row.cells[1].len, 0);
			assert_int_equal(mh_csv_next(csv, &row), MH_NO);
			mh_csv_close(csv);
			mh_record_free(&rec);
		}
	assert_int_equal(problems.total, 0);
	mh_str_free(&line);
	mh_str_free(&value);
}

static void test_written(void **state)
{
	bool written[MH_FIELD_MOST] = { false };
	struct mh_str out;

	(void)state;
	mh_str_init(&out, 1000);
	mh_export_written(&mh_signal, written, &out);
	assert_string_equal(out.s, "");
	written[mh_field_find(&mh_signal, "narrative")] = written[mh_field_find(&mh_signal, "external-id")] = true;
	written[mh_field_find(&mh_signal, "place-detail")] = written[mh_field_find(&mh_signal, "form")] = true;	/* a clear field is never named */
	mh_export_written(&mh_signal, written, &out);
	assert_string_equal(out.s, "place-detail;narrative;external-id");
	mh_str_free(&out);
}

static void test_numbers(void **state)
{
	static const char *const bad[] = { "", "0", "01", "-1", "+1", " 1", "1 ", "1.0", "1e3", "0x1", "1234567890123456", "99999999999999999999" };
	int64_t number;

	(void)state;
	assert_true(mh_bring_number("1", &number));
	assert_int_equal(number, 1);
	assert_true(mh_bring_number("123456789012345", &number));
	assert_int_equal(number, 123456789012345);
	for (size_t i = 0; i < MH_COUNT(bad); i++)
		assert_false(mh_bring_number(bad[i], &number));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_columns), cmocka_unit_test(test_values), cmocka_unit_test(test_written), cmocka_unit_test(test_numbers),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
