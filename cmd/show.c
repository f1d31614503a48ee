/* Records shown whole. */

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "cli/talk.h"
#include "show.h"
#include "value.h"

#define WIDTH_USUAL 80
#define NARROWEST 20	/* columns that a value has at least */
#define VALUE_LIMIT ((size_t)16 << 20)

struct ids { struct mh_id *list; size_t count; const struct mh_kind *kind; struct mh_session *session; };

void mh_show_wrapped(const char *text, size_t len, size_t indent, size_t width)
{
	const size_t deeper = strspn(text, " ") < len ? strspn(text, " ") : 0;

	printf("%*s", (int)deeper, "");
	text += deeper;
	len -= deeper;
	indent += deeper;
	const size_t room = width > indent + NARROWEST ? width - indent : NARROWEST;

	while (len > 0) {
		const size_t n = mh_utf8_break(text, len, room), blanks = n < len ? strspn(text + n, " ") : 0;

		fwrite(text, 1, n, stdout);
		text += n + blanks;
		len -= n + blanks;
		if (len > 0)
			printf("\n%*s", (int)indent, "");
	}
	putchar('\n');
}

/* Prints a value, each of its lines escaped and wrapped. */
static void print_value(const struct mh_str *value, size_t indent, size_t width)
{
	const char *line = value->s;

	for (;;) {
		const size_t len = strcspn(line, "\n");
		struct mh_str shown;

		mh_str_init_secret(&shown, VALUE_LIMIT);
		mh_utf8_show(&shown, line, len);
		mh_show_wrapped(shown.s, shown.len, indent, width);
		mh_str_free(&shown);
		if (!line[len] || !line[len + 1])
			return;
		line += len + 1;
		printf("%*s", (int)indent, "");
	}
}

static void print_label(const char *label, size_t indent)
{
	printf("%s:%*s", label, (int)(indent - mh_utf8_width(label, strlen(label)) - 1), "");
}

void mh_show_record(const struct mh_session *session, const struct mh_record *rec)
{
	char id[MH_ID_SIZE];
	size_t indent = mh_utf8_width(_("id"), strlen(_("id"))) + 2;

	for (size_t i = 0; i < rec->kind->count; i++) {
		const char *const label = mh_field_label(&rec->kind->fields[i]);
		const size_t width = mh_utf8_width(label, strlen(label)) + 2;

		if (rec->values[i].have != MH_HAVE_NONE && width > indent)
			indent = width;
	}
	mh_record_id(rec, id);
	print_label(_("id"), indent);
	puts(id);
	for (size_t i = 0; i < rec->kind->count; i++) {
		struct mh_str value;

		if (rec->values[i].have == MH_HAVE_NONE)
			continue;
		mh_str_init_secret(&value, VALUE_LIMIT);
		mh_value_for_people(session, rec, (int)i, &value);
		print_label(mh_field_label(&rec->kind->fields[i]), indent);
		print_value(&value, indent, session->width > 0 ? session->width : WIDTH_USUAL);
		mh_str_free(&value);
	}
}

/* One row with all fields, for programs. */
static void add_row(struct mh_rows *rows, const struct mh_record *rec)
{
	struct mh_str texts[MH_FIELD_MOST];
	struct mh_cell cells[MH_FIELD_MOST + 1];
	char id[MH_ID_SIZE];

	mh_record_id(rec, id);
	cells[0] = mh_cell_text(id);
	for (size_t i = 0; i < rec->kind->count; i++) {
		mh_str_init_secret(&texts[i], VALUE_LIMIT);
		mh_value_for_programs(rec, (int)i, &texts[i]);
		cells[i + 1] = (struct mh_cell){ .type = texts[i].len > 0 ? MH_CELL_TEXT : MH_CELL_EMPTY, .text = texts[i].s, .len = texts[i].len };
	}
	mh_rows_add(rows, cells);
	for (size_t i = 0; i < rec->kind->count; i++)
		mh_str_free(&texts[i]);
}

static struct mh_rows *start_rows(const struct mh_session *session, const struct mh_kind *kind)
{
	struct mh_column columns[MH_FIELD_MOST + 1] = { { .name = "id" } };

	for (size_t i = 0; i < kind->count; i++) {
		columns[i + 1].name = kind->fields[i].name;
		columns[i + 1].number = mh_field_is_number(&kind->fields[i]);
	}
	return mh_session_rows(session, columns, kind->count + 1, 0);
}

/* Looks an id up, so that a wrong one is told before anything is printed. */
static enum mh_status add_id(void *arg, const char *text, struct mh_err *err)
{
	struct ids *const ids = arg;
	struct mh_record rec;

	mh_record_init(&rec, ids->kind);
	const enum mh_status s = mh_store_get_text(ids->session->store, text, ids->kind, &rec, err);
	if (s == MH_OK) {
		ids->list = mh_grow(ids->list, ids->count + 1, sizeof *ids->list);
		ids->list[ids->count++] = (struct mh_id){ ids->kind, rec.n };
	}
	mh_record_free(&rec);
	return s;
}

static enum mh_status add_part(void *arg, struct mh_record *part, struct mh_err *err)
{
	struct ids *const ids = arg;

	(void)err;
	ids->list = mh_grow(ids->list, ids->count + 1, sizeof *ids->list);
	ids->list[ids->count++] = (struct mh_id){ part->kind, part->n };
	return MH_OK;
}

/* Adds the records of the kind whose field points to the one that is shown. */
static enum mh_status add_pointing(struct ids *all, struct mh_id id, const struct mh_kind *part, const struct mh_field *field, struct mh_err *err)
{
	struct mh_query query;

	mh_query_init(&query, part);
	mh_query_is_number(&query, field->name, id.n);
	enum mh_status s = mh_store_each(all->session->store, &query, add_part, all, err);
	mh_query_free(&query);
	return s;
}

/* Adds the records of the kind that point to one of ids, to be opened with them. */
static enum mh_status add_parts(struct ids *all, const struct ids *ids, const struct mh_kind *part, struct mh_err *err)
{
	enum mh_status s = MH_OK;

	for (size_t f = 0; f < part->count; f++) {
		const struct mh_field *const field = &part->fields[f];

		if (field->type != MH_ID || strcmp(field->of, ids->kind->name) != 0)
			continue;
		for (size_t i = 0; i < ids->count && s == MH_OK; i++)
			s = add_pointing(all, ids->list[i], part, field, err);
	}
	return s;
}

static enum mh_status unlock(struct mh_session *session, const struct mh_show *show, const struct ids *ids, struct mh_err *err)
{
	struct ids all = { .list = mh_alloc(ids->count + 1, sizeof *all.list), .count = ids->count, .session = session };
	enum mh_status s = MH_OK;

	memcpy(all.list, ids->list, ids->count * sizeof *all.list);
	for (size_t i = 0; show->parts[i] && s == MH_OK; i++)
		s = add_parts(&all, ids, show->parts[i], err);
	if (s == MH_OK)
		s = mh_store_unlock(session->store, session->log, show->purpose, all.list, all.count, err);
	free(all.list);
	return s;
}

static enum mh_status show_one(struct mh_session *session, const struct mh_show *show, struct mh_id id, struct mh_rows *rows, struct mh_err *err)
{
	struct mh_record rec;

	mh_record_init(&rec, show->kind);
	enum mh_status s = mh_store_get(session->store, id, &rec, err);
	if (s == MH_OK)
		s = mh_record_days(&rec, err);
	if (s == MH_OK && show->purpose)
		s = mh_store_open_values(session->store, &rec, err);
	if (s == MH_OK && rows) {
		add_row(rows, &rec);
	} else if (s == MH_OK) {
		mh_show_record(session, &rec);
		if (show->after)
			s = show->after(session, &rec, show->arg, err);
	}
	mh_record_free(&rec);
	return s;
}

static enum mh_status show_all(struct mh_session *session, const struct mh_show *show, const struct ids *ids, struct mh_err *err)
{
	struct mh_rows *const rows = mh_session_format(session) == MH_FORMAT_TABLE ? NULL : start_rows(session, show->kind);
	enum mh_status s = MH_OK;

	for (size_t i = 0; i < ids->count && s == MH_OK; i++) {
		if (i > 0 && !rows)
			putchar('\n');
		s = show_one(session, show, ids->list[i], rows, err);
	}
	if (!rows)
		return s;
	return s == MH_OK ? mh_rows_end(rows, NULL, err) : (mh_rows_end(rows, NULL, NULL), s);
}

enum mh_status mh_show(struct mh_session *session, const struct mh_show *show, int argc, char **argv, struct mh_err *err)
{
	struct ids ids = { .kind = show->kind, .session = session };
	enum mh_status s = mh_each_operand(argc, argv, add_id, &ids, err);

	if (s == MH_OK && show->purpose && ids.count > 0)
		s = unlock(session, show, &ids, err);
	if (s == MH_OK)
		s = show_all(session, show, &ids, err);
	free(ids.list);
	return s;
}
