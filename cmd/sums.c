#include "sums.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "list.h"
#include "value.h"

enum { BY = 2, COLUMNS = BY + 3 };

struct sum { char *codes[BY]; int64_t records, total, without; };

struct adding {
	const struct mh_sums *of;
	struct sum *list;
	size_t count;
};

static struct sum *sum_of(struct adding *a, const struct mh_record *rec)
{
	const char *const codes[BY] = { mh_record_text(rec, a->of->by[0]), mh_record_text(rec, a->of->by[1]) };

	for (size_t i = 0; i < a->count; i++)
		if (strcmp(a->list[i].codes[0], codes[0]) == 0 && strcmp(a->list[i].codes[1], codes[1]) == 0)
			return &a->list[i];
	a->list = mh_grow(a->list, a->count + 1, sizeof *a->list);
	a->list[a->count] = (struct sum){ .codes = { mh_strdup(codes[0]), mh_strdup(codes[1]) } };
	return &a->list[a->count++];
}

static enum mh_status add(void *arg, struct mh_record *rec, struct mh_err *err)
{
	struct adding *const a = arg;
	struct sum *const sum = sum_of(a, rec);

	(void)err;
	sum->records++;
	if (mh_record_has(rec, a->of->number))
		sum->total += mh_record_number(rec, a->of->number);
	else
		sum->without++;
	return MH_OK;
}

static int by_codes(const void *a, const void *b)
{
	const struct sum *const x = a, *const y = b;
	const int first = strcmp(x->codes[0], y->codes[0]);

	return first != 0 ? first : strcmp(x->codes[1], y->codes[1]);
}

/* A total of nothing that was counted is no 0. */
static void add_row(struct mh_rows *rows, const char *first, const char *second, const struct sum *sum, bool total)
{
	const struct mh_cell cells[COLUMNS] = {
		mh_cell_text(first), mh_cell_text(second), mh_cell_number(sum->records),
		sum->without < sum->records ? mh_cell_number(sum->total) : mh_cell_text(NULL), mh_cell_number(sum->without),
	};

	if (total)
		mh_rows_total(rows, cells);
	else
		mh_rows_add(rows, cells);
}

/* An empty code is an empty cell. */
static const char *label(const struct mh_session *session, const struct mh_sums *of, size_t i, const char *code)
{
	const struct mh_field *const field = &of->kind->fields[mh_field_find(of->kind, of->by[i])];

	if (code[0] == '\0')
		return NULL;
	return mh_session_format(session) == MH_FORMAT_TABLE ? mh_code_label(mh_store_catalogues(session->store), field->of, code) : code;
}

static enum mh_status print(struct mh_session *session, const struct adding *a, struct mh_err *err)
{
	const struct mh_kind *const kind = a->of->kind;
	const struct mh_field *const first = &kind->fields[mh_field_find(kind, a->of->by[0])], *const second = &kind->fields[mh_field_find(kind, a->of->by[1])];
	const struct mh_column columns[COLUMNS] = {
		{ first->name, mh_field_label(first), false, false }, { second->name, mh_field_label(second), false, false },
		{ "records", N_("records"), true, false },
		{ a->of->number, mh_field_label(&kind->fields[mh_field_find(kind, a->of->number)]), true, false },
		{ "without", N_("not counted"), true, false },
	};
	struct mh_rows *const rows = mh_session_rows(session, columns, COLUMNS, 0);
	struct sum all = { .records = 0 };

	for (size_t i = 0; i < a->count; i++) {
		const struct sum *const sum = &a->list[i];
		add_row(rows, label(session, a->of, 0, sum->codes[0]), label(session, a->of, 1, sum->codes[1]), sum, false);
		all.records += sum->records;
		all.total += sum->total;
		all.without += sum->without;
	}
	if (a->count > 0)
		add_row(rows, mh_session_format(session) == MH_FORMAT_TABLE ? _("total") : "total", NULL, &all, true);
	return mh_session_rows_end(session, rows, err);
}

static enum mh_status check(const struct mh_session *session, struct mh_err *err)
{
	const struct mh_common *const common = &session->common;

	if (common->columns || common->sort || common->limit > 0 || mh_session_format(session) == MH_FORMAT_IDS)
		return mh_fail(err, MH_USAGE, _("--sums: has columns and an order of its own; --columns, --sort, --limit and ids are for records"));
	return MH_OK;
}

enum mh_status mh_sums_print(struct mh_session *session, const struct mh_sums *of, struct mh_err *err)
{
	struct adding adding = { .of = of };
	struct mh_query query;
	enum mh_status status = check(session, err);

	mh_query_init(&query, of->kind);
	if (status == MH_OK)
		status = mh_list_query(session, &query, err);
	if (status == MH_OK)
		status = mh_store_each(session->store, &query, add, &adding, err);
	mh_query_free(&query);
	if (adding.count > 0)
		qsort(adding.list, adding.count, sizeof *adding.list, by_codes);
	if (status == MH_OK)
		status = print(session, &adding, err);
	for (size_t i = 0; i < adding.count; i++)
		for (size_t c = 0; c < BY; c++)
			free(adding.list[i].codes[c]);
	free(adding.list);
	return status;
}
