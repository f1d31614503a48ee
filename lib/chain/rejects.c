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

/* Adds a cell that is ours: text in the encoding of the file. */
static void add_text(struct mh_rejects *rejects, const char *text)
{
	struct mh_str raw;

	mh_str_init_secret(&raw, 1 << 20);
	mh_csv_encode(&raw, text, strlen(text), rejects->encoding);
	mh_csv_put(&rejects->text, raw.s, raw.len, rejects->delimiter);
	mh_str_free(&raw);
}

void mh_rejects_start(struct mh_rejects *rejects, const struct mh_csv *csv)
{
	*rejects = (struct mh_rejects){ .delimiter = mh_csv_delimiter(csv), .encoding = mh_csv_encoding(csv), .skip = SIZE_MAX };
	mh_str_init_secret(&rejects->text, REJECTS_MOST);
	if (mh_csv_marked(csv))
		mh_str_puts(&rejects->text, "\xef\xbb\xbf");
	mh_str_puts(&rejects->text, MH_MAP_REASON);
	for (size_t i = 0; i < mh_csv_columns(csv); i++) {
		if (strcmp(mh_csv_title(csv, i), MH_MAP_REASON) == 0) {
			rejects->skip = i;
			continue;
		}
		mh_str_putc(&rejects->text, rejects->delimiter);
		add_text(rejects, mh_csv_title(csv, i));
	}
	mh_str_putc(&rejects->text, '\n');
}

void mh_rejects_free(struct mh_rejects *rejects)
{
	mh_str_free(&rejects->text);
}

static void add_reason(struct mh_rejects *rejects, const struct mh_problems *problems)
{
	struct mh_problem problem;
	char sentence[1200];
	struct mh_str reason;

	mh_str_init(&reason, 1 << 16);
	for (size_t i = 0; i < problems->count; i++) {
		problem = problems->list[i];
		problem.file = NULL;
		mh_problem_text(&problem, sentence, sizeof(sentence));
		mh_str_printf(&reason, "%s%s", i > 0 ? " | " : "", sentence);
	}
	add_text(rejects, reason.s);
	mh_str_free(&reason);
}

void mh_rejects_add(struct mh_rejects *rejects, const struct mh_csv_row *row, const struct mh_problems *problems)
{
	add_reason(rejects, problems);
	for (size_t i = 0; i < row->count; i++) {
		if (i == rejects->skip)
			continue;
		mh_str_putc(&rejects->text, rejects->delimiter);
		mh_csv_put(&rejects->text, row->cells[i].raw, row->cells[i].raw_len, rejects->delimiter);
	}
	mh_str_putc(&rejects->text, '\n');
	rejects->rows++;
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

enum mh_status mh_rejects_write(const struct mh_rejects *rejects, const char *path, struct mh_err *err)
{
	return mh_file_write(path, (struct mh_blob){ rejects->text.s, rejects->text.len }, false, err);
}
