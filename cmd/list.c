/* Lists of records of one kind. */

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "list.h"
#include "value.h"

#define COLUMNS_MOST (MH_FIELD_MOST + 1)
#define CELL_LIMIT ((size_t)1 << 20)

struct list {
	struct mh_session *session;
	const struct mh_kind *kind;
	int fields[COLUMNS_MOST];	/* indexes, or MH_FIELD_ID */
	size_t count;
	bool people;			/* a table: labels instead of codes */
	struct mh_str texts[COLUMNS_MOST];
	struct mh_cell cells[COLUMNS_MOST];
	struct mh_rows *rows;
	mh_wanted_fn *wanted;
	void *arg;
	long left;			/* records that may still be printed; negative: no limit */
};

static enum mh_status no_such_column(const struct mh_kind *kind, const char *name, struct mh_err *err)
{
	const char *names[COLUMNS_MOST] = { "id" };
	size_t count = 1;

	for (size_t i = 0; i < kind->count; i++)
		if (!mh_field_sealed(&kind->fields[i]))
			names[count++] = kind->fields[i].name;
	const char *const near = mh_word_nearest(name, names, count);
	return near ? mh_fail(err, MH_USAGE, _("--columns: %s: no such field of a %s; nearest: %s"), name, mh_name("kind", kind->name), near)
		: mh_fail(err, MH_USAGE, _("--columns: %s: no such field of a %s"), name, mh_name("kind", kind->name));
}

static enum mh_status add_column(struct list *list, const char *name, struct mh_err *err)
{
	const bool id = strcmp(name, "id") == 0;
	const int field = id ? MH_FIELD_ID : mh_field_find(list->kind, name);

	if (!id && field < 0)
		return no_such_column(list->kind, name, err);
	if (!id && mh_field_sealed(&list->kind->fields[field]))
		return mh_fail(err, MH_USAGE, _("--columns: %s: is kept sealed, so a list can't print it"), name);
	if (list->count == COLUMNS_MOST)
		return mh_fail(err, MH_USAGE, _("--columns: too many names"));
	list->fields[list->count++] = field;
	return MH_OK;
}

/* Reads "id,received, form". */
static enum mh_status read_columns(struct list *list, const char *names, struct mh_err *err)
{
	enum mh_status s = MH_OK;

	while (s == MH_OK) {
		names += strspn(names, " ");
		const size_t len = strcspn(names, ", ");
		char *const name = mh_strndup(names, len);

		s = add_column(list, name, err);
		free(name);
		names += len;
		names += strspn(names, " ");
		if (*names != ',')
			break;
		names++;
	}
	if (s == MH_OK && *names)
		s = mh_fail(err, MH_USAGE, _("--columns: names are joined by commas, such as id,state"));
	return s;
}

static const char *column_name(const struct list *list, size_t i)
{
	return list->fields[i] == MH_FIELD_ID ? "id" : list->kind->fields[list->fields[i]].name;
}

static void start_rows(struct list *list)
{
	struct mh_column columns[COLUMNS_MOST] = { { 0 } };

	list->people = mh_session_format(list->session) == MH_FORMAT_TABLE;
	for (size_t i = 0; i < list->count; i++) {
		const int field = list->fields[i];

		columns[i].name = column_name(list, i);
		columns[i].label = field == MH_FIELD_ID ? "id" : mh_field_label(&list->kind->fields[field]);
		columns[i].number = field != MH_FIELD_ID && mh_field_is_number(&list->kind->fields[field]);
		mh_str_init(&list->texts[i], CELL_LIMIT);
	}
	list->rows = mh_session_rows(list->session, columns, list->count, 0);
}

static void free_texts(struct list *list)
{
	for (size_t i = 0; i < list->count; i++)
		mh_str_free(&list->texts[i]);
}

static void fill_cell(struct list *list, const struct mh_record *rec, size_t i)
{
	struct mh_str *const text = &list->texts[i];
	char id[MH_ID_SIZE];

	mh_str_clear(text);
	if (list->fields[i] == MH_FIELD_ID) {
		mh_record_id(rec, id);
		mh_str_puts(text, id);
	} else if (list->people) {
		mh_value_for_people(list->session, rec, list->fields[i], text);
	} else {
		mh_value_for_programs(rec, list->fields[i], text);
	}
	list->cells[i] = (struct mh_cell){ .type = text->len > 0 ? MH_CELL_TEXT : MH_CELL_EMPTY, .text = text->s, .len = text->len };
}

/* One record. A list that has reached its limit says so with MH_NO, which mh_list takes back. */
static enum mh_status add_record(void *arg, struct mh_record *rec, struct mh_err *err)
{
	struct list *const list = arg;

	if (mh_record_days(rec, err) != MH_OK)
		return MH_STORE;
	if (list->wanted && !list->wanted(list->arg, rec))
		return MH_OK;
	if (list->left == 0)
		return MH_NO;
	if (list->left > 0)
		list->left--;
	for (size_t i = 0; i < list->count; i++)
		fill_cell(list, rec, i);
	mh_rows_add(list->rows, list->cells);
	return MH_OK;
}

/* A code that no catalogue has would find nothing, which is not the same as that there is nothing. */
static enum mh_status check_code(struct mh_session *session, const struct mh_query *query, const struct mh_condition *c, struct mh_err *err)
{
	const struct mh_field *const field = c->field == MH_FIELD_ID ? NULL : &query->kind->fields[c->field];

	if (!field || (field->type != MH_CODE && field->type != MH_CODES) || (c->op != MH_IS && c->op != MH_IS_NOT) || !c->text || !*c->text)
		return MH_OK;
	const struct mh_code_list *const codes = mh_catalogue(mh_store_catalogues(session->store), field->of, err);
	if (!codes)
		return err->status;
	if (mh_code_find(codes, c->text, strlen(c->text)))
		return MH_OK;
	const char *const near = mh_code_nearest(codes, c->text);
	return near ? mh_fail(err, MH_USAGE, _("--where: %s: \"%s\" is no code of %s; nearest: %s"), field->name, c->text, field->of, near)
		: mh_fail(err, MH_USAGE, _("--where: %s: \"%s\" is no code of %s"), field->name, c->text, field->of);
}

enum mh_status mh_list_query(struct mh_session *session, struct mh_query *query, struct mh_err *err)
{
	const struct mh_common *const common = &session->common;
	size_t own = query->condition_count;
	enum mh_status s = mh_query_where(query, common->where, err);

	for (; s == MH_OK && own < query->condition_count; own++)
		s = check_code(session, query, &query->conditions[own], err);
	return s == MH_OK ? mh_query_sort(query, common->sort, err) : s;
}

enum mh_status mh_list(struct mh_session *session, struct mh_query *query, const char *columns, mh_wanted_fn *wanted, void *arg,
	struct mh_err *err)
{
	struct list list = { .session = session, .kind = query->kind, .wanted = wanted, .arg = arg, .left = -1 };
	const struct mh_common *const common = &session->common;
	const bool ids = mh_session_format(session) == MH_FORMAT_IDS;
	enum mh_status s = read_columns(&list, ids ? "id" : common->columns ? common->columns : columns, err);

	if (s == MH_OK)
		s = mh_list_query(session, query, err);
	if (s != MH_OK)
		return s;
	if (common->limit > 0 && wanted)
		list.left = common->limit;
	else
		query->limit = common->limit;
	start_rows(&list);
	s = mh_store_each(session->store, query, add_record, &list, err);
	if (s == MH_NO && list.left == 0)
		s = MH_OK;
	if (s == MH_OK)
		s = mh_session_rows_end(session, list.rows, err);
	else
		mh_rows_end(list.rows, NULL, NULL);
	free_texts(&list);
	return s;
}

/* Below a title that is printed only when there is a first record. */
struct parts {
	struct list list;
	const char *title;
	size_t seen;
};

static enum mh_status add_part(void *arg, struct mh_record *rec, struct mh_err *err)
{
	struct parts *const parts = arg;

	if (parts->seen++ == 0)
		printf("\n%s\n", parts->title);
	return add_record(&parts->list, rec, err);
}

enum mh_status mh_list_parts(struct mh_session *session, const struct mh_query *query, const char *title, const char *columns,
	struct mh_err *err)
{
	struct parts parts = { .list = { .session = session, .kind = query->kind, .left = -1 }, .title = title };
	enum mh_status s = read_columns(&parts.list, columns, err);

	if (s != MH_OK)
		return s;
	start_rows(&parts.list);
	s = mh_store_each(session->store, query, add_part, &parts, err);
	if (s == MH_OK)
		s = mh_rows_end(parts.list.rows, NULL, err);
	else
		mh_rows_end(parts.list.rows, NULL, NULL);
	free_texts(&parts.list);
	return s;
}
