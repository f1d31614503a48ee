/* mh-case export: cases as a list for another system or a standard, a row each; what is sealed stays here. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "chain/case_row.h"
#include "cli/talk.h"
#include "commands_case.h"
#include "map.h"

struct args {
	const char *map, *output;
};

static const struct mh_option options[] = {
	{ 0, "map", MH_OPT_FILE, offsetof(struct args, map), N_("file"), NULL, N_("columns and their cells (mh-map/1): a file, or the name of an applied or shipped map; else all fields") },
	{ 'o', "output", MH_OPT_FILE, offsetof(struct args, output), N_("file"), NULL, N_("write it there, mode 0600, not over a file that is there") },
	{ 0 }
};

static enum mh_status run(struct mh_session *, void *, int, char **, struct mh_err *);

const struct mh_command case_export = {
	.name = "export", .operands = N_("case ..."), .min = 1, .max = -1,
	.summary = N_("write cases as a list, by a map of its columns; says what has no place in it"),
	.options = options, .args_size = sizeof(struct args),
	.takes = MH_TAKES_STORE | MH_TAKES_FORMAT | MH_TAKES_AS_OF,
	.run = run,
};

/* Fields of a case and its person that are clear, in the order of their tables: columns of an export without a map. */
struct own { int part; size_t field; char title[80]; };

enum { OWN_MOST = 2 * MH_FIELD_MOST, CELL_MOST = 1 << 20 };

struct exporting {
	struct mh_session *session;
	struct mh_map map;
	bool mapped;			/* by a map; else all fields */
	struct own own[OWN_MOST];
	size_t own_count;
	struct mh_rows *rows;
	struct mh_map_losses losses;
	struct mh_case_losses more;	/* what a signal has no field for */
	uint64_t cases, sealed;		/* sealed values that were left out */
};

static void list_own(struct exporting *x)
{
	const struct mh_kind *const kinds[] = { &mh_case, &mh_person };

	for (int part = 0; part < 2; part++)
		for (size_t i = 0; i < kinds[part]->count; i++) {
			struct own *own = &x->own[x->own_count];

			if (mh_field_sealed(&kinds[part]->fields[i]))
				continue;
			*own = (struct own){ .part = part, .field = i };
			snprintf(own->title, sizeof own->title, "%s%s", part > 0 ? "person." : "", kinds[part]->fields[i].name);
			x->own_count++;
		}
}

static size_t width(const struct exporting *x)
{
	return x->mapped ? x->map.column_count : x->own_count + 1;
}

static void start_rows(struct exporting *x)
{
	const struct mh_session *session = x->session;
	struct mh_column *columns = mh_alloc(width(x), sizeof *columns);
	const struct mh_rows_options how = {
		.format = session->common.format != NULL ? mh_session_format(session) : MH_FORMAT_CSV, .color = session->color, .width = session->width,
		.excel_nl = session->common.excel_nl, .made = session->common.format != NULL && mh_session_format(session) == MH_FORMAT_XLSX ? mh_session_made(session) : 0,
	};

	columns[0].name = "id";
	for (size_t i = 0; i < width(x); i++)
		if (x->mapped)
			columns[i].name = x->map.columns[i].title;
		else if (i > 0)
			columns[i].name = x->own[i - 1].title;
	x->rows = mh_rows_start(stdout, &how, columns, width(x));
	free(columns);
}

static void own_cells(const struct exporting *x, const struct mh_case_row *row, struct mh_str *texts)
{
	char id[MH_ID_SIZE];

	mh_record_id(&row->the_case, id);
	mh_str_puts(&texts[0], id);
	for (size_t i = 0; i < x->own_count; i++)
		mh_record_show(x->own[i].part > 0 ? &row->person : &row->the_case, (int)x->own[i].field, &texts[i + 1]);
}

/* An id in the list is the case's, and the person's: not that of a signal that lent a field. */
static void map_cells(const struct exporting *x, const struct mh_case_row *row, struct mh_str *texts)
{
	char id[MH_ID_SIZE];

	for (size_t i = 0; i < x->map.column_count; i++) {
		const struct mh_map_column *column = &x->map.columns[i];

		if (column->field == MH_MAP_ID && column->part <= 1) {
			mh_record_id(column->part == 0 ? &row->the_case : &row->person, id);
			mh_str_puts(&texts[i], id);
		} else {
			mh_map_cell(&x->map, column, column->part == 0 ? &row->signal : column->part == 1 ? &row->mention : NULL,
				mh_store_catalogues(x->session->store), &texts[i]);
		}
	}
}

static void add_row(struct exporting *x, const struct mh_case_row *row)
{
	struct mh_cell *cells = mh_alloc(width(x), sizeof *cells);
	struct mh_str *texts = mh_alloc(width(x), sizeof *texts);

	for (size_t i = 0; i < width(x); i++)
		mh_str_init(&texts[i], CELL_MOST);
	if (x->mapped)
		map_cells(x, row, texts);
	else
		own_cells(x, row, texts);
	for (size_t i = 0; i < width(x); i++)
		cells[i] = (struct mh_cell){ .type = texts[i].len > 0 ? MH_CELL_TEXT : MH_CELL_EMPTY, .text = texts[i].s, .len = texts[i].len };
	mh_rows_add(x->rows, cells);
	for (size_t i = 0; i < width(x); i++)
		mh_str_free(&texts[i]);
	free(texts);
	free(cells);
}

static enum mh_status export_one(void *arg, const char *id, struct mh_err *err)
{
	struct exporting *x = arg;
	struct mh_case_row row;

	mh_case_row_init(&row);
	enum mh_status status = mh_store_get_text(x->session->store, id, &mh_case, &row.the_case, err);
	if (status == MH_OK && mh_record_has(&row.the_case, "restricted"))
		status = mh_fail(err, MH_DENIED, _("%s: its use is restricted since %s (AVG art. 18): it is not exported"), id, mh_record_text(&row.the_case, "restricted"));
	if (status == MH_OK)
		status = mh_case_row_read(x->session->store, &row, err);
	if (status == MH_OK) {
		if (x->mapped)
			mh_case_row_account(&x->map, &row, &x->losses, &x->more);
		x->sealed += mh_case_row_sealed(&row);
		add_row(x, &row);
		x->cases++;
	}
	mh_case_row_free(&row);
	return status;
}

/* The report of losses: what the list does not say of what is known. */
static void tell(const struct exporting *x)
{
	size_t unverified = 0;

	for (size_t i = 0; x->mapped && i < x->map.column_count; i++)
		unverified += x->map.columns[i].unverified;
	mh_say(x->session, _("exported: cases: %llu"), (unsigned long long)x->cases);
	map_say_losses(x->session, &x->losses);
	for (size_t i = 0; i < mh_case.count; i++)
		if (x->more.fields[i] > 0)
			mh_say(x->session, _("%s: has no column (values: %llu)"), mh_case.fields[i].name, (unsigned long long)x->more.fields[i]);
	if (x->sealed > 0)
		mh_say(x->session, _("values that are kept sealed, and stay here: %llu"), (unsigned long long)x->sealed);
	if (unverified > 0)
		mh_say(x->session, _("columns of the map that nobody has compared with its source (unverified): %zu"), unverified);
}

static enum mh_status export_all(struct exporting *x, const struct args *args, int argc, char **argv, struct mh_err *err)
{
	enum mh_status status = mh_session_output(x->session, args->output, err);

	if (status != MH_OK)
		return status;
	start_rows(x);
	status = mh_each_operand(argc, argv, export_one, x, err);
	const enum mh_status end = mh_rows_end(x->rows, NULL, status == MH_OK ? err : NULL);
	status = status == MH_OK ? end : status;
	if (status == MH_OK)
		tell(x);
	return status;
}

static enum mh_status run(struct mh_session *session, void *arg, int argc, char **argv, struct mh_err *err)
{
	const struct args *args = arg;
	struct exporting *x = mh_alloc(1, sizeof *x);
	enum mh_status status = MH_OK;

	*x = (struct exporting){ .session = session, .mapped = args->map != NULL && strcmp(args->map, "own") != 0 };
	if (session->common.format != NULL && mh_session_format(session) == MH_FORMAT_IDS)
		status = mh_fail(err, MH_USAGE, _("--format ids: mh-case list prints ids"));
	if (status == MH_OK && x->mapped)
		status = map_read(session, args->map, &x->map, err);
	if (!x->mapped)
		list_own(x);
	if (status == MH_OK)
		status = export_all(x, args, argc, argv, err);
	mh_map_losses_free(&x->losses);
	if (x->mapped)
		mh_map_free(&x->map);
	free(x);
	return status;
}
