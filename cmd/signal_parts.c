#include "signal_parts.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "chain/links.h"
#include "list.h"
#include "show.h"
#include "value.h"

static const struct mh_column link_columns[] = {
	{ "link", N_("link"), false, false }, { "id", "id", false, false }, { "how", N_("how"), false, false }, { "received", N_("received"), false, false },
	{ "municipality", N_("municipality"), false, false }, { "form", N_("form"), false, false }, { "state", N_("state"), false, false },
};

/* Fields of the other end, in the order of the columns behind "how". */
static const char *const of_signal[] = { "received", "municipality", "form", "state" }, *const of_case[] = { "opened", "municipality", "form", "state" };

enum { BEFORE = 3, TEXT_MOST = 65536 };

static enum mh_status add_linked(struct mh_session *session, struct mh_rows *rows, const struct mh_linked *linked, struct mh_err *err)
{
	const char *const *const names = linked->to.kind == &mh_case ? of_case : of_signal;
	struct mh_cell cells[MH_COUNT(link_columns)];
	struct mh_str texts[MH_COUNT(of_signal)];
	char link[MH_ID_SIZE], id[MH_ID_SIZE];
	struct mh_record rec;

	mh_record_init(&rec, linked->to.kind);
	enum mh_status status = mh_store_get(session->store, linked->to, &rec, err);
	mh_id_format((struct mh_id){ &mh_link, linked->link }, link);
	mh_id_format(linked->to, id);
	cells[0] = mh_cell_text(link);
	cells[1] = mh_cell_text(id);
	cells[2] = mh_cell_text(mh_code_label(mh_store_catalogues(session->store), "link", linked->how));
	for (size_t i = 0; i < MH_COUNT(texts); i++) {
		mh_str_init(&texts[i], TEXT_MOST);
		if (status == MH_OK)
			mh_value_for_people(session, &rec, mh_field_find(rec.kind, names[i]), &texts[i]);
		cells[BEFORE + i] = mh_cell_text(texts[i].s);
	}
	if (status == MH_OK)
		mh_rows_add(rows, cells);
	for (size_t i = 0; i < MH_COUNT(texts); i++)
		mh_str_free(&texts[i]);
	mh_record_free(&rec);
	return status;
}

enum mh_status mh_linked_print(struct mh_session *session, const struct mh_linked_list *linked, struct mh_err *err)
{
	enum mh_status status = MH_OK;

	if (linked->count == 0)
		return MH_OK;
	printf("\n%s\n", _("linked"));
	struct mh_rows *const rows = mh_session_rows(session, link_columns, MH_COUNT(link_columns), 1);
	for (size_t i = 0; i < linked->count && status == MH_OK; i++)
		status = add_linked(session, rows, &linked->list[i], err);
	const enum mh_status end = mh_rows_end(rows, NULL, status == MH_OK ? err : NULL);
	return status == MH_OK ? end : status;
}

static enum mh_status show_links(struct mh_session *session, const struct mh_record *signal, struct mh_err *err)
{
	struct mh_linked_list linked = MH_LINKED_LIST_INIT;
	enum mh_status status = mh_links_of(session->store, signal, &linked, err);

	if (status == MH_OK)
		status = mh_linked_print(session, &linked, err);
	free(linked.list);
	return status;
}

/* Parts of a signal that are records of their own. */
static const struct part { const struct mh_kind *kind; const char *title, *columns; } parts[] = {
	{ &mh_assessment, N_("concluded"), "id,on,conclusion" },
	{ &mh_feedback, N_("told to the reporter"), "id,on,told,by,disclosure" },
	{ &mh_message, N_("forwarded"), "id,on,direction,kind,partner,channel" },
};

static enum mh_status list_part(struct mh_session *session, const struct mh_record *signal, const struct part *part, struct mh_err *err)
{
	struct mh_query query;

	mh_query_init(&query, part->kind);
	mh_query_is_number(&query, "signal", signal->n);
	enum mh_status status = mh_list_parts(session, &query, _(part->title), part->columns, err);
	mh_query_free(&query);
	return status;
}

static enum mh_status show_words(void *arg, struct mh_record *rec, struct mh_err *err)
{
	struct mh_session *const session = arg;

	if (!mh_record_has(rec, "note"))
		return MH_OK;
	enum mh_status status = mh_store_open_values(session->store, rec, err);
	if (status != MH_OK)
		return status;
	putchar('\n');
	mh_show_record(session, rec);
	return MH_OK;
}

/* Where words stand that belong to a signal: what was concluded, and links from both of their ends. */
static const struct { const struct mh_kind *kind; const char *field; } words[] = {
	{ &mh_assessment, "signal" }, { &mh_link, "signal" }, { &mh_link, "other" },
};

static enum mh_status show_all_words(struct mh_session *session, const struct mh_record *signal, struct mh_err *err)
{
	enum mh_status status = MH_OK;

	for (size_t i = 0; i < MH_COUNT(words) && status == MH_OK; i++) {
		struct mh_query query;

		mh_query_init(&query, words[i].kind);
		mh_query_is_number(&query, words[i].field, signal->n);
		status = mh_store_each(session->store, &query, show_words, session, err);
		mh_query_free(&query);
	}
	return status;
}

enum mh_status mh_signal_parts(struct mh_session *session, const struct mh_record *signal, bool opened, struct mh_err *err)
{
	enum mh_status status = show_links(session, signal, err);

	for (size_t i = 0; i < MH_COUNT(parts) && status == MH_OK; i++)
		status = list_part(session, signal, &parts[i], err);
	return status == MH_OK && opened ? show_all_words(session, signal, err) : status;
}
