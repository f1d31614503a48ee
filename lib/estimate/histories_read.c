/* Histories: read from CSV. */

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "estimate/histories.h"
#include "text/csv.h"

static const char *const counts[] = { "count", "n" };
static const char *const unknown_marks[] = { "", "unknown", "not-asked", "NA", "?" };

struct reader {
	struct mh_csv *csv;
	struct mh_complaints *complaints;
	struct mh_histories *h;
	size_t count_column;
	unsigned *bits;		/* of each column */
	double *said;		/* by set: the count that a row gave it; -1: none yet */
	size_t *row_of;		/* by set: which row */
	bool unknown_absent;
};

static bool find_count(struct reader *r)
{
	for (size_t k = 0; k < MH_COUNT(counts); k++)
		for (size_t c = 0; c < mh_csv_columns(r->csv); c++)
			if (strcmp(mh_csv_title(r->csv, c), counts[k]) == 0) {
				r->count_column = c;
				return true;
			}
	return false;
}

static enum mh_status open_lists(struct reader *r, struct mh_err *err)
{
	const size_t columns = mh_csv_columns(r->csv);
	const char **names = mh_alloc(columns + 1, sizeof *names);
	size_t lists = 0;

	if (!find_count(r)) {
		free(names);
		return mh_fail(err, MH_INPUT, _("%s: no column \"count\": it says how many persons each row stands for"), r->complaints->name);
	}
	for (size_t c = 0; c < columns; c++)
		if (c != r->count_column)
			names[lists++] = mh_csv_title(r->csv, c);
	const enum mh_status status = mh_histories_init(r->h, names, lists, err);
	free(names);
	if (status != MH_OK)
		return mh_fail_in(err, r->complaints->name);
	r->bits = mh_alloc(columns, sizeof *r->bits);
	for (size_t c = 0; c < columns; c++)
		r->bits[c] = c == r->count_column ? 0 : mh_histories_bit(r->h, mh_csv_title(r->csv, c));
	r->said = mh_alloc(r->h->cells, sizeof *r->said);
	r->row_of = mh_alloc(r->h->cells, sizeof *r->row_of);
	for (size_t w = 0; w < r->h->cells; w++)
		r->said[w] = -1;
	return MH_OK;
}

static bool is_unknown(const char *text)
{
	for (size_t i = 0; i < MH_COUNT(unknown_marks); i++)
		if (strcmp(text, unknown_marks[i]) == 0)
			return true;
	return false;
}

static struct mh_problem place(const struct reader *r, const struct mh_csv_row *row, size_t column)
{
	return (struct mh_problem){ .row = row->number, .line = row->line, .field = mh_csv_title(r->csv, column),
		.value = row->cells[column].text };
}

/* 1 on the list, 0 not on it, -1 a problem was added. unknown: raised where nothing is known and that was to be read as 0. */
static int read_mark(struct reader *r, const struct mh_csv_row *row, size_t column, double *unknown)
{
	const char *const text = row->cells[column].text;
	const struct mh_problem where = place(r, row, column);

	if (strcmp(text, "1") == 0 || strcmp(text, "0") == 0)
		return *text - '0';
	if (is_unknown(text) && r->unknown_absent) {
		(*unknown)++;
		return 0;
	}
	if (is_unknown(text))
		mh_complain(r->complaints, &where, _("unknown is not the same as 0: leave the row out, or say --unknown-absent to read it as 0"));
	else
		mh_complain(r->complaints, &where, _("is neither 1 (on the list) nor 0 (not on it)"));
	return -1;
}

static bool read_count(struct reader *r, const struct mh_csv_row *row, double *out)
{
	const char *const text = row->cells[r->count_column].text;
	const struct mh_problem where = place(r, row, r->count_column);
	char *end;

	*out = strtod(text, &end);
	if (text[strspn(text, "0123456789")] == '\0' && *text != '\0' && strlen(text) < 16)
		return true;
	if (end != text && *end == '\0' && *out < 0)
		mh_complain(r->complaints, &where, _("a count cannot be negative"));
	else if (end != text && *end == '\0')
		mh_complain(r->complaints, &where, _("a count is a whole number of persons"));
	else
		mh_complain(r->complaints, &where, _("is no count: give a whole number, 0 or more"));
	return false;
}

static void take_row(struct reader *r, const struct mh_csv_row *row, unsigned set, double count, double unknown)
{
	const struct mh_problem where = place(r, row, r->count_column);

	if (set == 0 && count > 0) {
		mh_complain(r->complaints, &where, _("who are on no list cannot have been counted: leave this row out"));
	} else if (unknown > 0) {	/* read as not on a list, it may come beside the row that says so */
		mh_histories_add(r->h, set, count);
		r->h->unknown += unknown * count;
	} else if (r->said[set] >= 0 && r->said[set] != count) {
		mh_complain(r->complaints, &where, _("row %zu has the same lists and another count: which of them is right?"), r->row_of[set]);
	} else if (r->said[set] >= 0) {
		r->h->repeated++;
	} else {
		r->said[set] = count;
		r->row_of[set] = row->number;
		mh_histories_add(r->h, set, count);
	}
}

static void read_row(struct reader *r, const struct mh_csv_row *row)
{
	double count = 0, unknown = 0;
	bool good = !row->bad && read_count(r, row, &count);
	unsigned set = 0;

	for (size_t c = 0; c < row->count && !row->bad; c++) {
		if (c == r->count_column)
			continue;
		const int mark = read_mark(r, row, c, &unknown);
		good = good && mark >= 0;
		set |= mark > 0 ? r->bits[c] : 0;
	}
	if (good)
		take_row(r, row, set, count, unknown);
}

enum mh_status mh_histories_read(const char *path, bool unknown_absent, struct mh_histories *h, struct mh_problems *problems, struct mh_err *err)
{
	struct mh_complaints complaints = { path, problems, err, 0 };
	struct reader r = { .complaints = &complaints, .h = h, .unknown_absent = unknown_absent };
	const struct mh_csv_options options = { .columns = 200 };
	struct mh_csv_row row;
	enum mh_status status = mh_csv_open(&r.csv, path, &options, &complaints);

	*h = (struct mh_histories){ .lists = 0 };
	if (status == MH_OK)
		status = open_lists(&r, err);
	while (status == MH_OK && (status = mh_csv_next(r.csv, &row)) == MH_OK)
		read_row(&r, &row);
	if (status == MH_NO)
		status = mh_complaints_status(&complaints);
	if (status == MH_OK && (status = mh_histories_check(h, err)) != MH_OK)
		mh_fail_in(err, path);
	mh_csv_close(r.csv);
	free(r.bits);
	free(r.said);
	free(r.row_of);
	return status;
}
