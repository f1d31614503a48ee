/* One pass over the file: read a row, make its records, check them, put them; at the end all of it counts or nothing does. */

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "chain/import.h"
#include "chain/import_known.h"
#include "chain/persons.h"
#include "chain/rejects.h"
#include "record/signal_rules.h"

enum { PROGRESS_EVERY = 512 };

static void refuse_missing_id(struct mh_importing *in, const struct mh_problem *where)
{
	struct mh_problem problem = *where;

	problem.field = mh_map_title(in->map, 0, "external-id");
	mh_complain(&in->row_complaints, &problem, "%s",
		_("is empty: without the source's number the row would not be known again"));
}

/* Two rows of one number may be two persons or one: only a reference tells, and sealed names cannot be compared. */
static void refuse_unnamed(struct mh_importing *in, const struct mh_problem *where)
{
	struct mh_problem problem = *where;

	for (int part = 1; part < in->map->parts; part++) {
		if (!in->row.given[part] || mh_record_has(&in->row.records[part], "person-ref"))
			continue;
		problem.field = mh_map_title(in->map, 0, "external-id");
		problem.value = _("(sealed)");
		mh_complain(&in->row_complaints, &problem,
			_("this number stood in an earlier row, and without a person reference nobody can tell one person from another: give %s"),
			mh_map_title(in->map, part, "person-ref"));
		return;
	}
}

static bool named_before(const struct mh_problems *problems, size_t before, const char *field)
{
	for (size_t i = 0; i < before; i++)
		if (problems->list[i].field && field && strcmp(problems->list[i].field, field) == 0)
			return true;
	return false;
}

static void drop_last(struct mh_problems *problems)
{
	struct mh_problem *last = &problems->list[--problems->count];

	free((char *)last->file);
	free((char *)last->field);
	free((char *)last->value);
	free((char *)last->text);
	problems->total--;
}

/*
 * Problems of the records speak of fields; people know the titles of their columns. A field whose cell was refused already is
 * empty for that reason only: of it nothing more is said.
 */
static void name_columns(struct mh_importing *in, int part, size_t from)
{
	struct mh_problems *problems = &in->row_problems;
	size_t kept = from;

	for (size_t i = from; i < problems->count; i++) {
		struct mh_problem problem = problems->list[i];
		const char *title = problem.field ? mh_map_title(in->map, part, problem.field) : NULL;

		if (title && title != problem.field) {
			free((char *)problem.field);
			problem.field = mh_strdup(title);
		}
		problems->list[i] = problems->list[kept];
		problems->list[kept] = problem;
		kept += !named_before(problems, from, problem.field);
	}
	while (problems->count > kept)
		drop_last(problems);
}

static void check_part(struct mh_importing *in, int part, struct mh_date on, const struct mh_problem *where)
{
	struct mh_record *record = &in->row.records[part];
	size_t before = in->row_problems.count;

	mh_map_complete(in->map, &in->row, part);
	if (part > 0)
		mh_record_put_number(record, "signal", 1);	/* its number comes when the signal is put */
	mh_record_check(record, mh_store_catalogues(in->store), on, where, &in->row_problems, NULL);
	mh_signal_rules(record, in->today, where, &in->row_problems, NULL);
	mh_birth_rules(record, &in->row.records[0], in->today, where, &in->row_problems, NULL);
	name_columns(in, part, before);
	in->row_complaints.found += in->row_problems.count - before;
}

/* Codes must hold on the day on which the signal came in: an old one may have a code that has ended since. */
static enum mh_status check_row(struct mh_importing *in, const struct mh_csv_row *row, struct mh_err *err)
{
	struct mh_problem where = { .file = in->options->path, .row = row->number, .line = row->line };
	struct mh_date on = in->today;
	enum mh_status status = MH_OK;
	in->before = false;
	for (int part = 0; part < in->map->parts; part++)
		memcpy(in->given[part], in->row.records[part].set, in->row.records[part].kind->count * sizeof(bool));
	mh_date_parse(mh_record_text(&in->row.records[0], "received"), &on);
	if (!mh_record_has(&in->row.records[0], "external-id") &&
	    !named_before(&in->row_problems, in->row_problems.count, mh_map_title(in->map, 0, "external-id")))
		refuse_missing_id(in, &where);
	else if (mh_record_has(&in->row.records[0], "external-id"))
		status = mh_seen_note(&in->seen, mh_record_text(&in->row.records[0], "external-id"), &in->before, err);
	if (in->before)
		refuse_unnamed(in, &where);
	for (int part = 0; part < in->map->parts; part++)
		if (in->row.given[part])
			check_part(in, part, on, &where);
	return status;
}

enum mh_status mh_import_mention(struct mh_importing *in, struct mh_record *mention, int64_t signal, struct mh_err *err)
{
	enum mh_status status;

	mh_record_put_number(mention, "signal", signal);
	status = mh_mention_link(in->store, mention, &in->counts->persons, err);
	if (status == MH_OK)
		status = mh_store_put(in->store, mention, err);
	in->counts->mentions++;
	in->entry = status == MH_OK ? mention->since : in->entry;
	return status;
}

static enum mh_status put_new(struct mh_importing *in, struct mh_err *err)
{
	struct mh_record *signal = &in->row.records[0];
	enum mh_status status = mh_store_put(in->store, signal, err);

	in->entry = status == MH_OK ? signal->since : in->entry;

	for (int part = 1; part < in->map->parts && status == MH_OK; part++)
		if (in->row.given[part])
			status = mh_import_mention(in, &in->row.records[part], signal->n, err);
	in->counts->fresh++;
	return status;
}

static enum mh_status put_row(struct mh_importing *in, const struct mh_problem *where, struct mh_err *err)
{
	const char *id = mh_record_text(&in->row.records[0], "external-id");
	enum mh_status status;

	status = mh_store_find_matched(in->store, &mh_signal, "external-id", in->map->source, (struct mh_blob){ id, strlen(id) },
		&in->known, err);
	if (status == MH_NO)
		return put_new(in, err);
	if (status == MH_OK)
		status = mh_import_contradicts(in, where, err);
	return status == MH_OK && in->row_complaints.found == 0 ? mh_import_known(in, err) : status;
}

/* What the row's readers reported goes to the caller, and with the row to the rejects. */
static void reject(struct mh_importing *in, const struct mh_csv_row *row)
{
	for (size_t i = 0; i < in->row_problems.count; i++)
		mh_problem_add(in->problems, &in->row_problems.list[i], "%s", in->row_problems.list[i].text);
	if (row && in->options->rejects)
		mh_rejects_add(&in->rejects, row, &in->row_problems);
	if (row)
		in->counts->rejected++;
	mh_problems_free(&in->row_problems);
	in->row_complaints.found = 0;
}

static enum mh_status take_row(struct mh_importing *in, const struct mh_csv_row *row, struct mh_err *err)
{
	const struct mh_problem where = { .file = in->options->path, .row = row->number, .line = row->line };

	/* What was found between the rows is the file's, not this row's. */
	if (!row->bad && in->row_complaints.found > 0)
		reject(in, NULL);
	in->counts->read++;
	if (!row->bad) {
		mh_map_fill(in->map, row, &in->row, &in->row_complaints);
		enum mh_status status = check_row(in, row, err);
		if (status != MH_OK)
			return status;
	}
	if (in->row_complaints.found > 0) {
		reject(in, row);
		return MH_OK;
	}
	/* Also once the whole file is refused: a later row is compared with what earlier ones said. */
	const enum mh_status status = put_row(in, &where, err);
	if (status == MH_OK && in->row_complaints.found > 0)
		reject(in, row);
	return status;
}

static enum mh_status take_rows(struct mh_importing *in, struct mh_csv *csv, struct mh_err *err)
{
	enum mh_status status = MH_OK, got;
	struct mh_csv_row row;

	while (status == MH_OK && (got = mh_csv_next(csv, &row)) == MH_OK) {
		status = take_row(in, &row, err);
		if (in->options->progress && in->counts->read % PROGRESS_EVERY == 0)
			in->options->progress(in->options->arg, in->counts->read, mh_csv_bytes(csv), mh_csv_size(csv));
	}
	if (status != MH_OK)
		return status;
	in->broken = got == MH_INPUT;
	reject(in, NULL);
	return MH_OK;
}

/* What the whole has come to, before anything is made final. */
static enum mh_status judge(struct mh_importing *in, struct mh_err *err)
{
	const char *path = in->options->path;

	if (in->broken)
		return mh_fail(err, MH_INPUT, _("%s: cannot be read as CSV to its end: nothing was imported"), path);
	if (in->options->rejects && !mh_rejects_fit(&in->rejects))
		return mh_fail(err, MH_INPUT, _("%s: more rows are refused than can be mended: is this its map? Nothing was imported"), path);
	if (in->counts->rejected > 0 && !in->options->rejects)
		return mh_fail(err, MH_INPUT,
			_("%s: %llu of %llu rows are refused, and nothing was imported: mend them, or name a file with --rejects"), path,
			(unsigned long long)in->counts->rejected, (unsigned long long)in->counts->read);
	return MH_OK;
}

static enum mh_status finish(struct mh_importing *in, struct mh_err *err)
{
	struct mh_import_counts *counts = in->counts;
	enum mh_status status = judge(in, err);

	if (status != MH_OK)
		return status;
	if (in->options->dry_run || counts->fresh + counts->added + counts->updated == 0)
		mh_store_rollback(in->store);
	else if ((status = mh_store_commit(in->store, err)) != MH_OK)
		return status;
	counts->written = true;
	if (counts->rejected == 0)
		return MH_OK;
	if (in->options->dry_run)
		return mh_fail(err, MH_INPUT, _("%s: rows that would be refused: %llu"), in->options->path, (unsigned long long)counts->rejected);
	status = mh_rejects_write(&in->rejects, in->options->rejects, err);
	if (status != MH_OK)
		return mh_fail(err, status, _("%s; the good rows are in the store: import the file again with another name after --rejects"),
			err->text);
	return mh_fail(err, MH_INPUT, _("rows that were not imported: %llu; mend them in %s and import that"), (unsigned long long)counts->rejected,
		in->options->rejects);
}

static enum mh_status import_rows(struct mh_importing *in, struct mh_csv *csv, struct mh_err *err)
{
	enum mh_status status;

	mh_store_bulk(in->store, true);
	status = mh_store_begin(in->store, in->options->command, err);
	if (status == MH_OK)
		status = take_rows(in, csv, err);
	if (status == MH_OK)
		status = finish(in, err);
	mh_store_rollback(in->store);
	mh_store_bulk(in->store, false);
	return status;
}

/* A map that does not say which column knows a row again would double everything at the second import. */
static enum mh_status check_map(const struct mh_map *map, struct mh_problems *problems, struct mh_err *err)
{
	struct mh_complaints complaints = { map->file, problems, err, 0 };

	if (map->exports)
		return mh_fail(err, MH_INPUT, _("%s: is a map for export: nothing can be read by it"), map->file);
	for (size_t i = 0; i < map->column_count; i++)
		if (map->columns[i].part == 0 && map->columns[i].field == mh_field_find(&mh_signal, "external-id") && !map->columns[i].optional)
			return MH_OK;
	mh_complain(&complaints, &(struct mh_problem){ .line = map->tree.root->line, .column = map->tree.root->column }, "%s",
		_("no column gives external-id, the source's number by which a row is known again"));
	return MH_INPUT;
}

enum mh_status mh_import_run(struct mh_store *store, struct mh_map *map, const struct mh_import *options, struct mh_import_counts *counts,
	struct mh_problems *problems, struct mh_err *err)
{
	struct mh_importing in = { .store = store, .map = map, .options = options, .counts = counts, .problems = problems };
	struct mh_complaints opening = { options->path, problems, err, 0 };
	struct mh_csv *csv = NULL;
	size_t known = problems->total;
	enum mh_status status;

	*counts = (struct mh_import_counts){ 0 };
	in.today = mh_today();
	in.row_complaints = (struct mh_complaints){ options->path, &in.row_problems, NULL, 0 };
	mh_map_row_init(&in.row, map);
	mh_record_init(&in.known, &mh_signal);
	mh_seen_init(&in.seen, mh_store_about(store)->file);
	status = check_map(map, problems, err);
	if (status == MH_OK && options->rejects)
		status = mh_rejects_may(options->rejects, err);
	if (status == MH_OK)
		status = mh_csv_open(&csv, options->path, &map->csv, &opening);
	counts->opened = status == MH_OK;
	if (status == MH_OK)
		status = mh_map_bind(map, csv, options->path, mh_store_catalogues(store), problems, err);
	if (status == MH_OK) {
		mh_csv_report_to(csv, &in.row_complaints);
		mh_rejects_start(&in.rejects, csv);
		status = import_rows(&in, csv, err);
		mh_rejects_free(&in.rejects);
	} else if (problems->total > known)
		mh_fail(err, status, ngettext("nothing was imported: %zu problem", "nothing was imported: %zu problems", problems->total - known),
			problems->total - known);
	if (counts->opened)
		counts->dialect = mh_csv_dialect(csv);
	counts->day_first = in.row.day_first;
	mh_csv_close(csv);
	mh_problems_free(&in.row_problems);
	mh_seen_free(&in.seen);
	mh_record_free(&in.known);
	mh_map_row_free(&in.row, map);
	return status;
}
