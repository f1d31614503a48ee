/* Tar archives: what is written is read again, and no change that matters is taken. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/mem.h"
#include "text/tar.h"

static void add(struct mh_str *out, const char *name, const char *text, size_t len)
{
	size_t start = mh_tar_begin(out, name, 1772452800);

	mh_str_add(out, text, len);
	mh_tar_end(out, start);
}

static void example(struct mh_str *out)
{
	static const char long_text[1024] = { 'a', '\n', 'b' };

	mh_str_init_secret(out, 100000);
	add(out, "README", "read me\n", 8);
	add(out, "documents/mh-map-1/police.yaml", long_text, sizeof long_text);
	add(out, "empty", "", 0);
	mh_tar_finish(out);
}

static enum mh_status read_text(struct mh_tar *tar, const void *bytes, size_t len, struct mh_err *err)
{
	struct mh_complaints complaints = { .name = "export", .err = err };

	return mh_tar_read(tar, (struct mh_blob){ bytes, len }, &complaints);
}

static void test_round(void **state)
{
	struct mh_str text;
	struct mh_tar tar;

	(void)state;
	example(&text);
	assert_int_equal(text.len % MH_TAR_BLOCK, 0);
	assert_int_equal(read_text(&tar, text.s, text.len, NULL), MH_OK);
	assert_int_equal(tar.count, 3);
	const struct mh_tar_member *member = mh_tar_take(&tar, "README");
	assert_non_null(member);
	assert_true(member->taken);
	assert_int_equal(member->text.len, 8);
	assert_memory_equal(member->text.bytes, "read me\n", 8);
	assert_int_equal(mh_tar_take(&tar, "documents/mh-map-1/police.yaml")->text.len, 1024);
	assert_int_equal(mh_tar_take(&tar, "empty")->text.len, 0);
	assert_null(mh_tar_take(&tar, "readme"));
	mh_tar_free(&tar);
	mh_str_free(&text);
}

static void test_names(void **state)
{
	static const char *const good[] = { "a", "README", "signal.csv", "authority/000001.asc", "a/b/c.d", ".a", "a..b" };
	static const char *const bad[] = { "", "/", "/etc/passwd", "..", "../x", "a/../b", "a/..", ".", "./a", "a//b", "a/", "a b", "a\\b", "a\nb", "\xc3\xa9" };
	char name[MH_TAR_NAME_SIZE + 1];

	(void)state;
	for (size_t i = 0; i < MH_COUNT(good); i++)
		assert_true(mh_tar_name_good(good[i]));
	for (size_t i = 0; i < MH_COUNT(bad); i++)
		assert_false(mh_tar_name_good(bad[i]));
	memset(name, 'a', sizeof name - 1);
	name[MH_TAR_NAME_SIZE - 1] = '\0';
	assert_true(mh_tar_name_good(name));
	name[MH_TAR_NAME_SIZE - 1] = 'a';
	name[MH_TAR_NAME_SIZE] = '\0';
	assert_false(mh_tar_name_good(name));
}

/* Writes the checksum of the header at the beginning again, as somebody who alters an archive would. */
static void sum_again(char *header)
{
	unsigned long sum = 0;

	memset(header + 148, ' ', 8);
	for (size_t i = 0; i < MH_TAR_BLOCK; i++)
		sum += (unsigned char)header[i];
	snprintf(header + 148, 7, "%06lo", sum);
	header[154] = '\0';
}

static void test_altered(void **state)
{
	const struct { size_t at; const char *bytes; size_t len; const char *said; } changes[] = {
		{ 0, "../x", 5, "has a name that is not allowed" },
		{ 0, "/etc/x", 7, "has a name that is not allowed" },
		{ 345, "prefix", 6, "has a name that is not allowed" },
		{ 0, "empty", 6, "stands in the archive twice" },
		{ 156, "2", 1, "is no regular file" },
		{ 156, "5", 1, "is no regular file" },
		{ 156, "x", 1, "is no regular file" },
		{ 257, "ustar ", 6, "is no ustar header" },
		{ 124, "77777777777", 11, "is cut off" },
		{ 124, "-0000000001", 11, "is cut off" },
		{ 124, "\200\0\0\0\0\0\0\0\0\0\0", 11, "is cut off" },
		{ 124, "00000000007", 11, "is cut off" },	/* what then stands where zeros are expected */
	};
	struct mh_err err = MH_ERR_INIT;
	struct mh_str text;
	struct mh_tar tar;

	(void)state;
	for (size_t i = 0; i < MH_COUNT(changes); i++) {
		example(&text);
		memcpy(text.s + changes[i].at, changes[i].bytes, changes[i].len);
		sum_again(text.s);
		assert_int_equal(read_text(&tar, text.s, text.len, &err), MH_INPUT);
		assert_non_null(strstr(err.text, changes[i].said));
		mh_tar_free(&tar);
		mh_str_free(&text);
	}
}

/* Cut anywhere, in memory of exactly that size; and with something behind its end. */
static void test_cut(void **state)
{
	struct mh_err err = MH_ERR_INIT;
	struct mh_str text;
	struct mh_tar tar;

	(void)state;
	example(&text);
	for (size_t len = 0; len < text.len; len++) {
		char *cut = mh_alloc(len, 1);
		memcpy(cut, text.s, len);
		assert_int_equal(read_text(&tar, cut, len, &err), MH_INPUT);
		mh_tar_free(&tar);
		free(cut);
	}
	mh_str_add(&text, "\0\0\0", 3);
	assert_int_equal(read_text(&tar, text.s, text.len, &err), MH_OK);
	mh_tar_free(&tar);
	mh_str_putc(&text, 'x');
	assert_int_equal(read_text(&tar, text.s, text.len, &err), MH_INPUT);
	assert_non_null(strstr(err.text, "does not end as one does"));
	mh_tar_free(&tar);
	mh_str_free(&text);
}

static void test_header_bytes(void **state)
{
	struct mh_err err = MH_ERR_INIT;
	struct mh_str text;
	struct mh_tar tar;

	(void)state;
	example(&text);
	for (size_t i = 0; i < MH_TAR_BLOCK; i++) {
		text.s[i] = (char)(text.s[i] ^ 1);
		if (i < 148 || i >= 156)	/* the checksum's own blanks may differ */
			assert_int_equal(read_text(&tar, text.s, text.len, &err), MH_INPUT);
		else
			read_text(&tar, text.s, text.len, &err);
		mh_tar_free(&tar);
		text.s[i] = (char)(text.s[i] ^ 1);
	}
	mh_str_free(&text);
}

static void test_limit(void **state)
{
	struct mh_str text;

	(void)state;
	mh_str_init(&text, 1000);
	add(&text, "a", "too much for it", 15);
	mh_tar_finish(&text);
	assert_false(mh_str_ok(&text));
	mh_str_free(&text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_round), cmocka_unit_test(test_names), cmocka_unit_test(test_altered), cmocka_unit_test(test_cut),
		cmocka_unit_test(test_header_bytes), cmocka_unit_test(test_limit),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
