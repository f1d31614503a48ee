/* What a pin or a statement is read from, and what is said of two statements that differ. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/mem.h"
#include "store/authority.h"

#define FPR "0123456789ABCDEF0123456789ABCDEF01234567"

static void a_pin_is_read_as_it_is_written(void **state)
{
	struct mh_trust in = { .number = 7, .epoch = 2, .store = "00", .statement = "aa", .public_key = "bb", .holders = { FPR }, .count = 1 }, out;
	struct mh_str text;

	(void)state;
	mh_str_init(&text, 2000);
	mh_pin_text(&in, &text);
	assert_true(mh_trust_read(text.s, "mh-pin/1", &out));
	assert_int_equal(out.number, 7);
	assert_int_equal(out.epoch, 2);
	assert_string_equal(out.statement, "aa");
	assert_string_equal(out.public_key, "bb");
	assert_true(out.count == 1 && mh_trust_holder(&out, FPR));
	assert_false(mh_trust_holder(&out, "0123456789ABCDEF"));
	assert_false(mh_trust_read(text.s, "mh-authority/1", &out));
	mh_str_free(&text);
}

static void other_texts_are_no_pin(void **state)
{
	static const char *const bad[] = {
		"", "\n", "format: mh-pin/1", "format: mh-pin/1\n", "format: mh-pin/2\nnumber: 1\n", "number: 1\nformat: mh-pin/1\n",
		"format: mh-pin/1\nnumber: 1", "format: mh-pin/1\nnumber: 1\nstore\n", "format: mh-pin/1\nnumber: 1\nstore:x\n",
		"format: mh-pin/1\nnumber: -1\n", "format: mh-pin/1\nnumber: 1\n\n", "format: mh-pin/1\nnumber: 1\nkeyholder: " FPR "0\n",
		"format: mh-pin/1\nnumber: 1\nstore: 000000000000000000000000000000000\n",
	};
	struct mh_trust out;
	struct mh_str many;

	(void)state;
	for (size_t i = 0; i < MH_COUNT(bad); i++)
		if (mh_trust_read(bad[i], "mh-pin/1", &out))
			fail_msg("was read: %s", bad[i]);
	mh_str_init(&many, 4000);
	mh_str_puts(&many, "format: mh-pin/1\nnumber: 1\n");
	for (int i = 0; i < MH_KEYHOLDERS_MOST; i++)
		mh_str_puts(&many, "keyholder: " FPR "\n");
	assert_true(mh_trust_read(many.s, "mh-pin/1", &out));
	mh_str_puts(&many, "keyholder: " FPR "\n");
	assert_false(mh_trust_read(many.s, "mh-pin/1", &out));
	mh_str_free(&many);
}

static void the_first_difference_is_named(void **state)
{
	static const struct { const char *was, *is, *said; } cases[] = {
		{ "store: a\nfingerprint: linde AA\n", "store: a\nfingerprint: linde BB\n", "the fingerprint of partner linde" },
		{ "store: a\n", "store: a\nprofile: linde shelter identity\n", "the profile of partner linde" },
		{ "store: a\nkeyholder: AA\n", "store: a\n", "keyholder AA" },
		{ "secret: a\nepoch: 1\n", "secret: b\nepoch: 2\n", "the store's wrapped secret" },
		{ "partner: a active\npartner: b active\n", "partner: b active\npartner: a active\n", "the order of what was signed" },
		{ "epoch: 11\n", "epoch: 1\n", "the number of the store's key" },
	};
	struct mh_str said;

	(void)state;
	mh_str_init(&said, 1000);
	for (size_t i = 0; i < MH_COUNT(cases); i++) {
		mh_str_clear(&said);
		mh_statement_difference(cases[i].was, cases[i].is, &said);
		assert_string_equal(said.s, cases[i].said);
	}
	mh_str_free(&said);
}

static void the_body_begins_with_the_store(void **state)
{
	(void)state;
	assert_string_equal(mh_statement_body("format: x\nnumber: 1\nprevious: \nstore: a\nepoch: 1\n"), "store: a\nepoch: 1\n");
	assert_string_equal(mh_statement_body("store: a\n"), "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_pin_is_read_as_it_is_written),
		cmocka_unit_test(other_texts_are_no_pin),
		cmocka_unit_test(the_first_difference_is_named),
		cmocka_unit_test(the_body_begins_with_the_store),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
