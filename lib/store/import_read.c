/* Reading an export before anything is made of it: the log, and which records there are. */

#include "store/import.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "text/csv.h"

bool mh_bring_number(const char *text, int64_t *out)
{
	const size_t len = strlen(text);

	*out = 0;
	if (len == 0 || len > 15 || text[0] == '0' || strspn(text, "0123456789") != len)
		return false;
	*out = strtoll(text, NULL, 10);
	return true;
}

/* Names each column that is missing, and each that is none; then one that stands in another place. */
static void check_titles(const struct mh_csv *csv, const char *(*title)(const void *, size_t), const void *arg, size_t count,
	struct mh_complaints *complaints)
{
	const size_t columns = mh_csv_columns(csv), before = complaints->found;

	for (size_t i = 0; i < count; i++) {
		size_t at = 0;
		while (at < columns && strcmp(mh_csv_title(csv, at), title(arg, i)) != 0)
			at++;
		if (at == columns)
			mh_complain(complaints, &(struct mh_problem){ .field = title(arg, i) }, "%s", _("this column is missing"));
	}
	for (size_t at = 0; at < columns; at++) {
		size_t i = 0;
		while (i < count && strcmp(mh_csv_title(csv, at), title(arg, i)) != 0)
			i++;
		if (i == count)
			mh_complain(complaints, &(struct mh_problem){ .field = mh_csv_title(csv, at) }, "%s", _("is no column of an export of this version"));
	}
	for (size_t i = 0; i < count && complaints->found == before; i++)
		if (strcmp(mh_csv_title(csv, i), title(arg, i)) != 0)
			mh_complain(complaints, &(struct mh_problem){ .field = mh_csv_title(csv, i) }, _("stands where %s is expected"), title(arg, i));
}

struct mh_csv *mh_bring_csv(struct mh_bringing *b, const char *name, const char *(*title)(const void *, size_t), const void *arg, size_t count,
	struct mh_complaints *complaints)
{
	const struct mh_csv_options options = { .delimiter = ',', .encoding = MH_CSV_UTF8, .columns = MH_FIELD_MOST + 8 };
	const struct mh_tar_member *member = mh_tar_take(&b->tar, name);
	struct mh_csv *csv = NULL;

	if (member == NULL) {
		mh_complain(complaints, &(struct mh_problem){ .line = 0 }, "%s", _("is missing in the archive"));
		return NULL;
	}
	if (mh_csv_open_text(&csv, member->text, &options, complaints) != MH_OK)
		return NULL;
	const size_t before = complaints->found;
	check_titles(csv, title, arg, count, complaints);
	if (complaints->found == before)
		return csv;
	mh_csv_close(csv);
	return NULL;
}

static const char *log_title(const void *arg, size_t column)
{
	(void)arg;
	return mh_export_log_titles[column];
}

/* What stands in a cell of the log: no sign that drives a terminal, and nothing longer than an entry holds. */
static bool good_text(const struct mh_csv_text *cell)
{
	for (size_t i = 0; i < cell->len; i++)
		if ((unsigned char)cell->text[i] < ' ' && cell->text[i] != '\n' && cell->text[i] != '\t')
			return false;
	return cell->len <= 4000;
}

/* An entry whose words were taken out at a checkpoint has none of them left. */
static bool is_pruned(const struct mh_csv_text *cells)
{
	for (size_t i = MH_LOG_ACTOR; i < MH_LOG_COLUMNS; i++)
		if (cells[i].len != 0)
			return false;
	return true;
}

static void read_entry(struct mh_bringing *b, const struct mh_csv_row *row, struct mh_complaints *complaints)
{
	const struct mh_csv_text *cells = row->cells;
	struct mh_problem where = { .row = row->number, .line = row->line };
	struct mh_log_entry entry = { .n = 0 };
	const bool pruned = is_pruned(cells);

	where.field = mh_export_log_titles[MH_LOG_N];
	where.value = cells[MH_LOG_N].text;
	if (!mh_bring_number(cells[MH_LOG_N].text, &entry.n) || entry.n != (int64_t)b->log_count + 1)
		mh_complain(complaints, &where, _("expected %zu: entries are numbered from 1, and none is missing"), b->log_count + 1);
	where.field = mh_export_log_titles[MH_LOG_AT];
	where.value = cells[MH_LOG_AT].text;
	if (!mh_moment_parse(cells[MH_LOG_AT].text, &entry.at))
		mh_complain(complaints, &where, "%s", _("expected a moment in UTC, as 2026-03-01T12:00:00Z"));
	for (size_t i = MH_LOG_ACTOR; i < MH_LOG_COLUMNS; i++) {
		where.field = mh_export_log_titles[i];
		where.value = NULL;
		if ((i == MH_LOG_ACTOR || i == MH_LOG_COMMAND) && cells[i].len == 0 && !pruned)
			mh_complain(complaints, &where, "%s", _("is required and was not given: give it"));
		if (!good_text(&cells[i]))
			mh_complain(complaints, &where, "%s", _("holds a control character, or is longer than 4000 bytes"));
	}
	entry.actor = mh_strdup(cells[MH_LOG_ACTOR].text);
	entry.command = mh_strdup(cells[MH_LOG_COMMAND].text);
	entry.purpose = mh_strdup(cells[MH_LOG_PURPOSE].text);
	entry.subjects = mh_strdup(cells[MH_LOG_SUBJECTS].text);
	entry.note = mh_strdup(cells[MH_LOG_NOTE].text);
	if ((b->log_count & (b->log_count + 1)) == 0)
		b->log = mh_grow(b->log, 2 * b->log_count + 1, sizeof *b->log);
	b->log[b->log_count++] = entry;
}

void mh_bring_log_text(struct mh_bringing *b)
{
	struct mh_complaints complaints = { .name = MH_EXPORT_LOG, .list = b->problems };
	struct mh_csv *csv = mh_bring_csv(b, MH_EXPORT_LOG, log_title, NULL, MH_LOG_COLUMNS, &complaints);
	struct mh_csv_row row;

	if (csv == NULL)
		return;
	while (mh_csv_next(csv, &row) == MH_OK)
		if (!row.bad)
			read_entry(b, &row, &complaints);
	mh_csv_close(csv);
	if (complaints.found == 0 && (int64_t)b->log_count != b->about.entries)
		mh_complain(&complaints, &(struct mh_problem){ .line = 0 }, _("has %zu entries, and store.yaml says %lld"), b->log_count, (long long)b->about.entries);
}

static const char *kind_title(const void *kind, size_t column)
{
	return mh_export_title(kind, column);
}

static int by_n(const void *a, const void *b)
{
	const struct mh_brought_id *x = a, *y = b;

	return x->n != y->n ? (x->n > y->n) - (x->n < y->n) : (x->entry > y->entry) - (x->entry < y->entry);
}

/* Which records there are; what is wrong with a row is said when it is brought in. */
static void read_ids(struct mh_bringing *b, const struct mh_kind *kind, struct mh_csv *csv)
{
	struct mh_brought_id *list = NULL;
	struct mh_csv_row row;
	struct mh_id id;
	int64_t entry;
	size_t count = 0;

	while (mh_csv_next(csv, &row) == MH_OK) {
		if (row.bad || !mh_id_parse(row.cells[MH_EXPORT_ID].text, &id) || (count > 0 && list[count - 1].n == id.n))
			continue;
		mh_bring_number(row.cells[MH_EXPORT_ENTRY].text, &entry);
		if ((count & (count + 1)) == 0)
			list = mh_grow(list, 2 * count + 1, sizeof *list);
		list[count++] = (struct mh_brought_id){ id.n, entry };
	}
	if (count > 0)
		qsort(list, count, sizeof *list, by_n);
	b->ids[kind->number].list = list;
	b->ids[kind->number].count = count;
}

void mh_bring_ids(struct mh_bringing *b)
{
	char name[MH_EXPORT_NAME_SIZE];

	for (size_t i = 0; mh_kinds[i] != NULL; i++) {
		const struct mh_kind *kind = mh_kinds[i];
		snprintf(name, sizeof name, "%s.csv", kind->name);
		struct mh_complaints complaints = { .name = name, .list = b->problems }, muted = { .name = name };
		struct mh_csv *csv = mh_bring_csv(b, name, kind_title, kind, mh_export_columns(kind), &complaints);
		if (csv == NULL)
			continue;
		mh_csv_report_to(csv, &muted);
		read_ids(b, kind, csv);
		mh_csv_close(csv);
	}
}

int64_t mh_bring_first(const struct mh_bringing *b, const struct mh_kind *kind, int64_t n)
{
	const struct mh_brought_id *list = b->ids[kind->number].list;
	size_t low = 0, high = b->ids[kind->number].count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (list[middle].n < n)
			low = middle + 1;
		else
			high = middle;
	}
	return low < b->ids[kind->number].count && list[low].n == n ? list[low].entry : 0;
}

void mh_bringing_free(struct mh_bringing *b)
{
	for (size_t i = 0; i < b->log_count; i++) {
		const char *const texts[] = { b->log[i].actor, b->log[i].command, b->log[i].purpose, b->log[i].subjects, b->log[i].note };
		for (size_t j = 0; j < MH_COUNT(texts); j++)
			free((void *)texts[j]);
	}
	for (size_t i = 0; i < MH_KIND_MOST; i++)
		free(b->ids[i].list);
	free(b->log);
	free(b->rows);
	free(b->about.keys);
	free(b->about.counters);
	free(b->about.erased);
	free(b->about.erased_files);
	free(b->about.lists);
	mh_tree_free(&b->about.tree);
	mh_tar_free(&b->tar);
}
