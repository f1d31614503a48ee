/* The container of a backup: what is written is read again, and no change of a byte is taken. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/mem.h"
#include "store/backup.h"

static const char database[] = "SQLite format 3, or what stands for it here\n\n";

static struct mh_backup_parts example(void)
{
	struct mh_backup_parts parts = {
		.about = { .uid = { 1, 2, 3 }, .organisation = "zorg", .demo = true, .made = 1772452800, .entry = 12, .digest = { 4, 5 } },
		.match_key = { 6, 7 }, .pin = "format: mh-pin/1\nnumber: 1\n", .database = { database, sizeof database - 1 },
	};

	return parts;
}

static void test_round(void **state)
{
	const struct mh_backup_parts parts = example();
	struct mh_backup_parts again;
	struct mh_str text;

	(void)state;
	mh_str_init_secret(&text, 8192);
	mh_backup_write(&text, &parts);
	assert_int_equal(mh_backup_read((struct mh_blob){ text.s, text.len }, &again, NULL), MH_OK);
	assert_memory_equal(again.about.uid, parts.about.uid, sizeof parts.about.uid);
	assert_string_equal(again.about.organisation, "zorg");
	assert_true(again.about.demo);
	assert_int_equal(again.about.made, parts.about.made);
	assert_int_equal(again.about.entry, 12);
	assert_memory_equal(again.about.digest, parts.about.digest, sizeof parts.about.digest);
	assert_memory_equal(again.match_key, parts.match_key, sizeof parts.match_key);
	assert_string_equal(again.pin, parts.pin);
	assert_int_equal(again.database.len, sizeof database - 1);
	assert_memory_equal(again.database.bytes, database, sizeof database - 1);
	mh_str_free(&text);
}

/* The head is bound by being written again, the database by its digest; ids and keys are bound by the signature around it all. */
static void test_changed_bytes(void **state)
{
	const struct mh_backup_parts parts = example();
	struct mh_backup_parts again;
	struct mh_str text, once_more;
	size_t taken = 0;

	(void)state;
	mh_str_init_secret(&text, 8192);
	mh_str_init_secret(&once_more, 8192);
	mh_backup_write(&text, &parts);
	for (size_t i = 0; i < text.len; i++)
		for (int bit = 0; bit < 8; bit++) {
			text.s[i] = (char)(text.s[i] ^ 1 << bit);
			mh_str_clear(&once_more);
			if (mh_backup_read((struct mh_blob){ text.s, text.len }, &again, NULL) == MH_OK) {
				mh_backup_write(&once_more, &again);
				assert_int_equal(once_more.len, text.len);
				assert_memory_equal(once_more.s, text.s, text.len);
				assert_true(i < text.len - (sizeof database - 1));
				taken++;
			}
			text.s[i] = (char)(text.s[i] ^ 1 << bit);
		}
	assert_true(taken > 0);
	mh_str_free(&once_more);
	mh_str_free(&text);
}

static void test_cut(void **state)
{
	const struct mh_backup_parts parts = example();
	struct mh_backup_parts again;
	struct mh_err err;
	struct mh_str text;

	(void)state;
	mh_str_init_secret(&text, 8192);
	mh_backup_write(&text, &parts);
	for (size_t len = 0; len < text.len; len++) {
		char *cut = mh_alloc(len + 1, 1);
		memcpy(cut, text.s, len);
		char *exact = mh_grow(cut, len > 0 ? len : 1, 1);
		assert_int_equal(mh_backup_read((struct mh_blob){ exact, len }, &again, &err), MH_INPUT);
		assert_non_null(strstr(err.text, "backup: "));
		free(exact);
	}
	mh_str_putc(&text, 'x');
	assert_int_equal(mh_backup_read((struct mh_blob){ text.s, text.len }, &again, &err), MH_INPUT);
	mh_str_free(&text);
}

/* Lines of any length, zeros and an endless head are refused. */
static void test_hostile(void **state)
{
	static const char *const heads[] = {
		"", "format: mh-backup/1\n", "format: mh-backup/1\n\n", "format: mh-backup/2\nstore: \n", "format: mh-backup/1\nstore: 00\nfolder: 00\n",
	};
	struct mh_backup_parts again;
	struct mh_str text;

	(void)state;
	for (size_t i = 0; i < MH_COUNT(heads); i++)
		assert_int_equal(mh_backup_read((struct mh_blob){ heads[i], strlen(heads[i]) }, &again, NULL), MH_INPUT);
	mh_str_init_secret(&text, 100000);
	mh_str_puts(&text, "format: mh-backup/1\nstore: ");
	for (size_t i = 0; i < 90000; i++)
		mh_str_putc(&text, i % 2 ? 'a' : '\0');
	assert_int_equal(mh_backup_read((struct mh_blob){ text.s, text.len }, &again, NULL), MH_INPUT);
	mh_str_free(&text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_round), cmocka_unit_test(test_changed_bytes), cmocka_unit_test(test_cut), cmocka_unit_test(test_hostile),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
