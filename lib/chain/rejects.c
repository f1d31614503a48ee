/* Refused rows, kept until the good ones are safe in the store. */

#include <errno.h>
#include <libgen.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "chain/rejects.h"
#include "record/mapping.h"

/* More than this is not a list that somebody mends. */
enum { REJECTS_MOST = 32 << 20 };

void mh_rejects_start(struct mh_rejects *rejects, const struct mh_csv *csv)
{
	*rejects = (struct mh_rejects){ .csv = csv, .skip = SIZE_MAX };
	mh_str_init_secret(&rejects->text, REJECTS_MOST);
	mh_str_init(&rejects->reasons, REJECTS_MOST);
	for (size_t i = 0; i < mh_csv_columns(csv); i++)
		if (strcmp(mh_csv_title(csv, i), MH_MAP_REASON) == 0)
			rejects->skip = i;
}

void mh_rejects_free(struct mh_rejects *rejects)
{
	mh_str_free(&rejects->text);
	mh_str_free(&rejects->reasons);
	free(rejects->ends);
}

static void add_reason(struct mh_rejects *rejects, const struct mh_problems *problems)
{
	struct mh_problem problem;
	char sentence[1200];

	for (size_t i = 0; i < problems->count; i++) {
		problem = problems->list[i];
		problem.file = NULL;
		mh_problem_text(&problem, sentence, sizeof(sentence));
		mh_str_printf(&rejects->reasons, "%s%s", i > 0 ? " | " : "", sentence);
	}
	mh_str_putc(&rejects->reasons, '\0');
}

void mh_rejects_add(struct mh_rejects *rejects, const struct mh_csv_row *row, const struct mh_problems *problems)
{
	const char delimiter = mh_csv_dialect(rejects->csv).delimiter;

	if (rejects->rows == rejects->room) {
		rejects->room = rejects->room * 2 + 64;
		rejects->ends = mh_grow(rejects->ends, rejects->room, sizeof(*rejects->ends));
	}
	add_reason(rejects, problems);
	for (size_t i = 0; i < row->count; i++) {
		if (i == rejects->skip)
			continue;
		mh_str_putc(&rejects->text, delimiter);
		mh_csv_put(&rejects->text, row->cells[i].raw, row->cells[i].raw_len, delimiter);
	}
	rejects->ends[rejects->rows++] = rejects->text.len;
}

bool mh_rejects_fit(const struct mh_rejects *rejects)
{
	return mh_str_ok(&rejects->text) && mh_str_ok(&rejects->reasons);
}

enum mh_status mh_rejects_may(const char *path, struct mh_err *err)
{
	char *copy = mh_strdup(path);
	const char *folder = dirname(copy);
	enum mh_status status = MH_OK;

	if (access(path, F_OK) == 0)
		status = mh_fail(err, MH_INPUT, _("%s: exists already: name another file for the rejects"), path);
	else if (access(folder, W_OK | X_OK) != 0)
		status = mh_fail(err, MH_INPUT, _("%s: cannot be written: %s"), path, strerror(errno));
	free(copy);
	return status;
}

/* Adds a cell that is ours: text in the encoding of the file. */
static void add_text(struct mh_str *out, const char *text, const struct mh_csv_dialect *dialect)
{
	struct mh_str raw;

	mh_str_init_secret(&raw, 1 << 20);
	mh_csv_encode(&raw, text, strlen(text), dialect->encoding);
	mh_csv_put(out, raw.s, raw.len, dialect->delimiter);
	mh_str_free(&raw);
}

static void add_titles(struct mh_str *out, const struct mh_rejects *rejects, const struct mh_csv_dialect *dialect)
{
	mh_str_puts(out, MH_MAP_REASON);
	for (size_t i = 0; i < mh_csv_columns(rejects->csv); i++) {
		if (i == rejects->skip)
			continue;
		mh_str_putc(out, dialect->delimiter);
		add_text(out, mh_csv_title(rejects->csv, i), dialect);
	}
}

enum mh_status mh_rejects_write(const struct mh_rejects *rejects, const char *path, struct mh_err *err)
{
	const struct mh_csv_dialect dialect = mh_csv_dialect(rejects->csv);
	const char *reason = rejects->reasons.s, *end = dialect.crlf ? "\r\n" : "\n";
	enum mh_status status;
	struct mh_str out;

	mh_str_init_secret(&out, 4 * (size_t)REJECTS_MOST);
	if (dialect.marked)
		mh_str_puts(&out, "\xef\xbb\xbf");
	if (dialect.told)
		mh_str_printf(&out, "sep=%c%s", dialect.delimiter, end);
	add_titles(&out, rejects, &dialect);
	mh_str_puts(&out, end);
	for (size_t i = 0, begin = 0; i < rejects->rows; begin = rejects->ends[i++]) {
		add_text(&out, reason, &dialect);
		mh_str_add(&out, rejects->text.s + begin, rejects->ends[i] - begin);
		mh_str_puts(&out, end);
		reason += strlen(reason) + 1;
	}
	status = mh_file_write(path, (struct mh_blob){ out.s, out.len }, false, err);
	mh_str_free(&out);
	return status;
}
