/* The ground floor: strings with a limit, dates and zones, text that cannot drive a terminal, files whole or not at all. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/clock.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/utf8.h"

static void strings_have_a_limit(void **state)
{
	struct mh_str s;

	(void)state;
	mh_str_init(&s, 5);
	assert_string_equal(s.s, "");
	mh_str_puts(&s, "abc");
	mh_str_printf(&s, "%d", 42);
	assert_true(mh_str_ok(&s));
	assert_string_equal(s.s, "abc42");
	mh_str_putc(&s, '!');
	assert_false(mh_str_ok(&s));
	assert_string_equal(s.s, "abc42");
	assert_null(mh_str_steal(&s));
	mh_str_init(&s, 5);
	mh_str_printf(&s, "%s", "sixsix");
	assert_false(mh_str_ok(&s));
	mh_str_clear(&s);
	assert_true(mh_str_ok(&s));
	mh_str_free(&s);
}

static void dates_exist(void **state)
{
	static const char *const good[] = { "2026", "2026-03", "2026-03-01", "2024-02-29", "2000-02-29", "0001-01-01", "9999-12-31" };
	static const char *const bad[] = { "", "26", "2026-", "2026-13", "2026-00", "2026-02-29", "1900-02-29", "2026-04-31", "2026-3-1",
		"2026-03-01 ", " 2026", "20260301", "2026-03-0x", "0000-01-01", "2026/03/01" };
	char text[MH_DATE_SIZE];
	struct mh_date d;

	(void)state;
	for (size_t i = 0; i < MH_COUNT(good); i++) {
		assert_true(mh_date_parse(good[i], &d));
		mh_date_format(d, text);
		assert_string_equal(text, good[i]);
	}
	for (size_t i = 0; i < MH_COUNT(bad); i++)
		assert_false(mh_date_parse(bad[i], &d));
}

static void days_count(void **state)
{
	struct mh_date d = { 1970, 1, 1 };

	(void)state;
	assert_int_equal(mh_date_number(d), 0);
	assert_int_equal(mh_date_weekday(d), 4);	/* a Thursday */
	assert_int_equal(mh_date_number((struct mh_date){ 2000, 3, 1 }), 11017);	/* 30 years and 7 leap days, January and 29 days */
	for (int64_t n = -719000; n < 3000000; n += 97) {
		d = mh_date_from_number(n);
		assert_int_equal(mh_date_number(d), n);
		assert_true(mh_date_whole(d));
	}
	assert_true(mh_date_compare((struct mh_date){ 2026, 0, 0 }, (struct mh_date){ 2026, 1, 1 }) < 0);
	assert_true(mh_date_compare((struct mh_date){ 2026, 1, 2 }, (struct mh_date){ 2026, 1, 1 }) > 0);
}

static void zones_have_days(void **state)
{
	struct mh_err err;
	mh_moment m;
	char text[MH_MOMENT_SIZE];

	(void)state;
	assert_int_equal(mh_zone_set("Europe/Amsterdam", &err), MH_OK);
	assert_true(mh_moment_parse("2026-03-28T23:30:00Z", &m));	/* 00:30 of the 29th in Amsterdam */
	assert_int_equal(mh_moment_day(m).day, 29);
	/* 29 March 2026 is the day of 23 hours: summer time begins */
	assert_int_equal(mh_day_end((struct mh_date){ 2026, 3, 29 }) - mh_day_start((struct mh_date){ 2026, 3, 29 }), 23 * 3600 - 1);
	mh_moment_show(m, text);
	assert_string_equal(text, "2026-03-29 00:30");
	mh_moment_format(m, text);
	assert_string_equal(text, "2026-03-28T23:30:00Z");
	assert_int_equal(mh_zone_set("Europe/Zwolle", &err), MH_STORE);
	assert_non_null(strstr(err.text, "tzdata"));
	assert_int_equal(mh_zone_set("../../etc/passwd", &err), MH_STORE);
	assert_false(mh_moment_parse("2026-03-28T24:30:00Z", &m));
	assert_false(mh_moment_parse("2026-03-28 23:30:00Z", &m));
}

static const char *shown(const char *text, size_t len)
{
	static char out[200];
	struct mh_str s;

	mh_str_init(&s, sizeof out - 1);
	mh_utf8_show(&s, text, len);
	memcpy(out, s.s, s.len + 1);
	mh_str_free(&s);
	return out;
}

static void text_cannot_drive_a_terminal(void **state)
{
	(void)state;
	assert_string_equal(shown("caf\xc3\xa9", 5), "caf\xc3\xa9");
	assert_string_equal(shown("a\x1b[31m", 6), "a\\u{1b}[31m");
	assert_string_equal(shown("a\nb\tc\rd", 7), "a\\nb\\tc\\rd");
	assert_string_equal(shown("\xe2\x80\xae" "abc", 6), "\\u{202e}abc");	/* right-to-left override */
	assert_string_equal(shown("\xe2\x81\xa6", 3), "\\u{2066}");
	assert_string_equal(shown("\xc2\x9b", 2), "\\u{9b}");		/* C1 CSI */
	assert_string_equal(shown("\xff\xfe", 2), "\\xff\\xfe");
	assert_string_equal(shown("\xe2\x80\xa8", 3), "\\u{2028}");
	assert_string_equal(shown("\x7f", 1), "\\u{7f}");
}

static void text_is_normalised(void **state)
{
	struct mh_str s;

	(void)state;
	mh_str_init(&s, 100);
	assert_true(mh_utf8_nfc(&s, "cafe\xcc\x81", 6));	/* e and a combining acute */
	assert_string_equal(s.s, "caf\xc3\xa9");
	assert_false(mh_utf8_nfc(&s, "\xc0\x80", 2));		/* overlong NUL */
	assert_false(mh_utf8_nfc(&s, "\xed\xa0\x80", 3));	/* surrogate */
	assert_false(mh_utf8_valid("a\0b", 3));
	assert_int_equal(mh_utf8_width("\xe6\xbc\xa2" "a", 4), 3);
	mh_str_clear(&s);
	mh_utf8_fit(&s, "Steenwijkerland", 15, 8);
	assert_string_equal(s.s, "Steenwi\xe2\x80\xa6");
	mh_str_free(&s);
}

static void files_are_whole_or_not_there(void **state)
{
	char folder[] = "/tmp/mh-base-XXXXXX", path[64], missing[64];
	struct mh_str s;
	struct mh_err err;
	struct stat st;

	(void)state;
	assert_non_null(mkdtemp(folder));
	snprintf(path, sizeof path, "%s/file", folder);
	snprintf(missing, sizeof missing, "%s/none/file", folder);
	assert_int_equal(mh_file_write(path, (struct mh_blob){ "hello", 5 }, false, &err), MH_OK);
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	assert_int_equal(mh_file_write(path, (struct mh_blob){ "other", 5 }, false, &err), MH_INPUT);
	mh_str_init(&s, 5);
	assert_int_equal(mh_file_read(path, &s, &err), MH_OK);
	assert_string_equal(s.s, "hello");
	assert_int_equal(mh_file_write(path, (struct mh_blob){ "longer", 6 }, true, &err), MH_OK);
	mh_str_clear(&s);
	assert_int_equal(mh_file_read(path, &s, &err), MH_INPUT);
	assert_non_null(strstr(err.text, "larger than 5 bytes"));
	assert_int_equal(mh_file_write(missing, (struct mh_blob){ "x", 1 }, false, &err), MH_INPUT);
	unlink(path);
	assert_int_equal(rmdir(folder), 0);	/* nothing half written stayed behind */
	mh_str_free(&s);
}

/* Renaming over one of these would put a file in its place. */
static void only_files_are_replaced(void **state)
{
	char folder[] = "/tmp/mh-base-XXXXXX", file[64], link[64], pipe[64];
	struct mh_err err;
	struct stat st;

	(void)state;
	assert_non_null(mkdtemp(folder));
	snprintf(file, sizeof file, "%s/file", folder);
	snprintf(link, sizeof link, "%s/link", folder);
	snprintf(pipe, sizeof pipe, "%s/pipe", folder);
	assert_int_equal(mkfifo(pipe, 0600), 0);
	assert_int_equal(symlink(file, link), 0);
	assert_int_equal(mh_file_write(pipe, (struct mh_blob){ "x", 1 }, true, &err), MH_INPUT);
	assert_non_null(strstr(err.text, "is a pipe: write to standard output"));
	assert_int_equal(mh_file_write(link, (struct mh_blob){ "x", 1 }, true, &err), MH_INPUT);
	assert_non_null(strstr(err.text, "is a link: name the file itself"));
	assert_int_equal(mh_file_publish(link, (struct mh_blob){ "x", 1 }, &err), MH_INPUT);
	assert_int_equal(mh_file_write(folder, (struct mh_blob){ "x", 1 }, true, &err), MH_INPUT);
	assert_non_null(strstr(err.text, "is a folder"));
	assert_int_equal(mh_file_publish("/dev/full", (struct mh_blob){ "x", 1 }, &err), MH_INPUT);
	assert_non_null(strstr(err.text, "is a device"));
	assert_true(lstat(pipe, &st) == 0 && S_ISFIFO(st.st_mode));
	assert_true(lstat(link, &st) == 0 && S_ISLNK(st.st_mode));
	assert_true(lstat("/dev/full", &st) == 0 && S_ISCHR(st.st_mode));
	assert_int_not_equal(lstat(file, &st), 0);
	unlink(link);
	unlink(pipe);
	assert_int_equal(rmdir(folder), 0);
}

static void what_is_published_can_be_read(void **state)
{
	char folder[] = "/tmp/mh-base-XXXXXX", path[64];
	const mode_t before = umask(027);
	struct stat st;

	(void)state;
	assert_non_null(mkdtemp(folder));
	snprintf(path, sizeof path, "%s/page", folder);
	assert_int_equal(mh_file_publish(path, (struct mh_blob){ "one", 3 }, NULL), MH_OK);
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0640);
	assert_int_equal(chmod(path, 0664), 0);
	assert_int_equal(mh_file_publish(path, (struct mh_blob){ "longer", 6 }, NULL), MH_OK);
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0664);
	assert_int_equal(st.st_size, 6);
	assert_int_equal(mh_file_write(path, (struct mh_blob){ "own", 3 }, true, NULL), MH_OK);
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	umask(before);
	unlink(path);
	assert_int_equal(rmdir(folder), 0);
}

static void problems_are_told_whole(void **state)
{
	struct mh_problems list = { .most = 2 };
	struct mh_problem where = { .file = "a.csv", .row = 12, .field = "received", .value = "31-02\x1b[2J" };
	char text[400];

	(void)state;
	mh_problem_add(&list, &where, "expected %s", "a day");
	mh_problem_add(&list, &(struct mh_problem){ .file = "a.yaml", .line = 3, .column = 7 }, "odd");
	mh_problem_add(&list, NULL, "not kept");
	assert_int_equal(list.count, 2);
	assert_int_equal(list.total, 3);
	mh_problem_text(&list.list[0], text, sizeof text);
	assert_string_equal(text, "a.csv: row 12, column received, value \"31-02\\u{1b}[2J\": expected a day");
	mh_problem_text(&list.list[1], text, sizeof text);
	assert_string_equal(text, "a.yaml:3:7: odd");
	mh_problems_free(&list);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(strings_have_a_limit), cmocka_unit_test(dates_exist), cmocka_unit_test(days_count),
		cmocka_unit_test(zones_have_days), cmocka_unit_test(text_cannot_drive_a_terminal), cmocka_unit_test(text_is_normalised),
		cmocka_unit_test(files_are_whole_or_not_there), cmocka_unit_test(only_files_are_replaced),
		cmocka_unit_test(what_is_published_can_be_read), cmocka_unit_test(problems_are_told_whole),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
