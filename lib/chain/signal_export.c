#include "chain/signal_export.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"

#define CELL_MOST (1024 * 1024)

struct exporting {
	struct mh_store *store;
	struct mh_signal_export *e;
	struct mh_id *ids;		/* that are to be opened */
	size_t id_count, id_room;
	uint64_t *passed;		/* versions of what the first way through saw, in its order */
	size_t passed_count, passed_room, at;
	struct mh_record *mentions;	/* of this signal */
	size_t mention_count;
	struct mh_str *cells;
};

static void add_id(struct exporting *x, const struct mh_kind *kind, int64_t n)
{
	if (x->id_count == x->id_room) {
		x->id_room = x->id_room > 0 ? 2 * x->id_room : 256;
		x->ids = mh_grow(x->ids, x->id_room, sizeof *x->ids);
	}
	x->ids[x->id_count++] = (struct mh_id){ kind, n };
}

static enum mh_status take_mention(void *arg, struct mh_record *mention, struct mh_err *err)
{
	struct exporting *x = arg;

	(void)err;
	if (mh_record_has_code(mention, "role", "suspect")) {
		x->e->suspects++;
		return MH_OK;
	}
	if (x->e->map->victims && !mh_record_has_code(mention, "role", "victim")) {
		x->e->others++;
		return MH_OK;
	}
	x->mentions = mh_grow(x->mentions, x->mention_count + 1, sizeof *x->mentions);
	mh_record_copy(&x->mentions[x->mention_count++], mention);
	return MH_OK;
}

static void drop_mentions(struct exporting *x)
{
	for (size_t i = 0; i < x->mention_count; i++)
		mh_record_free(&x->mentions[i]);
	x->mention_count = 0;
}

static enum mh_status read_mentions(struct exporting *x, int64_t signal, struct mh_err *err)
{
	struct mh_query query;

	drop_mentions(x);
	if (!x->e->as_of)
		return mh_store_children(x->store, &mh_mention, "signal", signal, take_mention, x, err);
	mh_query_init(&query, &mh_mention);
	mh_query_is_number(&query, "signal", signal);
	const enum mh_status status = mh_store_each(x->store, &query, take_mention, x, err);
	mh_query_free(&query);
	return status;
}

/* Which versions of the signal and of its mentions are these? Another version of any of them gives another number. */
static uint64_t version(const struct exporting *x, const struct mh_record *signal)
{
	uint64_t sum = UINT64_C(0xcbf29ce484222325);

	for (size_t i = 0; i <= x->mention_count; i++) {
		const struct mh_record *rec = i == 0 ? signal : &x->mentions[i - 1];
		sum = (sum ^ (uint64_t)rec->n) * UINT64_C(0x100000001b3);
		sum = (sum ^ (uint64_t)rec->since) * UINT64_C(0x100000001b3);
	}
	return sum;
}

/* Where each row is a victim, a signal without one has none: it is neither opened nor disclosed. */
static bool has_rows(const struct exporting *x)
{
	return !x->e->map->victims || x->mention_count > 0;
}

static bool in_two_ways(const struct mh_signal_export *e)
{
	return e->purpose != NULL || e->signal != NULL;
}

/* The first way through: who is to be opened, and may it leave? The versions are those of before the gate. */
static enum mh_status gather(void *arg, struct mh_record *signal, struct mh_err *err)
{
	struct exporting *x = arg;
	enum mh_status status = read_mentions(x, signal->n, err);

	if (status == MH_OK && !has_rows(x))
		return MH_OK;
	if (status == MH_OK && x->e->signal != NULL)
		status = x->e->signal(x->e->arg, signal, err);
	if (status != MH_OK)
		return status;
	add_id(x, &mh_signal, signal->n);
	for (size_t i = 0; i < x->mention_count; i++)
		add_id(x, &mh_mention, x->mentions[i].n);
	if (x->passed_count == x->passed_room) {
		x->passed_room = x->passed_room > 0 ? 2 * x->passed_room : 256;
		x->passed = mh_grow(x->passed, x->passed_room, sizeof *x->passed);
	}
	x->passed[x->passed_count++] = version(x, signal);
	return MH_OK;
}

/* What another command wrote since has passed no gate, and nobody asked for it with a purpose. */
static enum mh_status still_passed(struct exporting *x, const struct mh_record *signal, struct mh_err *err)
{
	char id[MH_ID_SIZE];

	if (x->at < x->passed_count && x->passed[x->at] == version(x, signal)) {
		x->at++;
		return MH_OK;
	}
	mh_record_id(signal, id);
	return mh_fail(err, MH_BUSY, _("%s: was changed meanwhile by another command: try again"), id);
}

/* A row of the signal, and of the mentions from this one on that have a part in the map. */
static enum mh_status write_row(struct exporting *x, const struct mh_record *signal, size_t first, struct mh_err *err)
{
	const struct mh_map *map = x->e->map;

	for (size_t i = 0; i < map->column_count; i++) {
		const struct mh_map_column *column = &map->columns[i];
		const size_t at = first + (size_t)column->part - 1;
		const struct mh_record *rec = column->part == 0 ? signal : at < x->mention_count ? &x->mentions[at] : NULL;

		mh_str_clear(&x->cells[i]);
		mh_map_cell(map, column, rec, mh_store_catalogues(x->store), &x->cells[i]);
	}
	x->e->rows++;
	return x->e->row != NULL ? x->e->row(x->e->arg, x->cells, err) : MH_OK;
}

/* What is kept back is not in the row, and is told among what was left out. The signal comes last: its own values decide. */
static void keep_back(const struct exporting *x, const struct mh_record *signal, struct mh_record *rec)
{
	for (size_t i = 0; i < rec->kind->count && x->e->kept_back != NULL; i++) {
		const struct mh_field *const field = &rec->kind->fields[i];
		if (rec->values[i].have == MH_HAVE_NONE || (field->flags & MH_PARENT) != 0 || !x->e->kept_back(signal, rec->kind, field->name))
			continue;
		mh_map_kept(&x->e->losses, rec->kind == &mh_mention, (int)i);
		mh_value_set_empty(&rec->values[i], mh_field_sealed(field));
	}
}

static enum mh_status open_all(struct exporting *x, struct mh_record *signal, struct mh_err *err)
{
	enum mh_status status = x->e->purpose != NULL ? mh_store_open_values(x->store, signal, err) : MH_OK;

	for (size_t i = 0; i < x->mention_count && x->e->purpose != NULL && status == MH_OK; i++)
		status = mh_store_open_values(x->store, &x->mentions[i], err);
	for (size_t i = 0; i < x->mention_count; i++)
		keep_back(x, signal, &x->mentions[i]);
	keep_back(x, signal, signal);
	return status;
}

static enum mh_status write_signal(void *arg, struct mh_record *signal, struct mh_err *err)
{
	struct exporting *x = arg;
	const size_t room = x->e->map->parts > 1 ? (size_t)x->e->map->parts - 1 : 0;
	enum mh_status status = read_mentions(x, signal->n, err);

	if (status == MH_OK && !has_rows(x)) {
		x->e->empty++;
		return MH_OK;
	}
	if (status == MH_OK && in_two_ways(x->e))
		status = still_passed(x, signal, err);
	if (status == MH_OK)
		status = open_all(x, signal, err);
	if (status != MH_OK)
		return status;
	x->e->signals++;
	x->e->mentions += x->mention_count;
	mh_map_account(x->e->map, 0, signal, &x->e->losses);
	for (size_t i = 0; i < x->mention_count; i++)
		mh_map_account(x->e->map, room > 0 ? (int)(i % room) + 1 : 1, &x->mentions[i], &x->e->losses);
	size_t first = 0;
	do {
		status = write_row(x, signal, first, err);
		first += room;
	} while (status == MH_OK && room > 0 && first < x->mention_count);
	return status;
}

static void start_cells(struct exporting *x)
{
	x->cells = mh_alloc(x->e->map->column_count + 1, sizeof *x->cells);
	for (size_t i = 0; i < x->e->map->column_count; i++)
		mh_str_init_secret(&x->cells[i], CELL_MOST);
}

enum mh_status mh_signal_export_run(struct mh_store *store, struct mh_signal_export *e, struct mh_err *err)
{
	struct exporting x = { .store = store, .e = e };
	enum mh_status status = MH_OK;

	e->signals = e->mentions = e->rows = e->suspects = e->others = e->empty = 0;
	start_cells(&x);
	if (in_two_ways(e))
		status = mh_store_each(store, e->query, gather, &x, err);
	if (status == MH_OK && e->purpose != NULL && x.id_count > 0)
		status = mh_store_unlock_noted(store, e->command, e->purpose, e->note != NULL ? e->note : "", x.ids, x.id_count, err);
	e->suspects = e->others = 0;
	if (status == MH_OK)
		status = mh_store_each(store, e->query, write_signal, &x, err);
	drop_mentions(&x);
	for (size_t i = 0; i < e->map->column_count; i++)
		mh_str_free(&x.cells[i]);
	free(x.cells);
	free(x.mentions);
	free(x.passed);
	free(x.ids);
	return status;
}

void mh_signal_export_free(struct mh_signal_export *e)
{
	mh_map_losses_free(&e->losses);
}
