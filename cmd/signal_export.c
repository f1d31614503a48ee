/* mh-signal export: signals as a list for a spreadsheet or another system. Sealed values leave sealed to a partner, or for a reason. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/file.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "chain/csvw.h"
#include "chain/signal_export.h"
#include "commands_signal.h"
#include "exchange/handover.h"
#include "list.h"
#include "map.h"
#include "record/options.h"
#include "refer.h"
#include "sink.h"

struct args {
	const char *map, *output, *metadata, *to, *plaintext, *purpose, *basis, *special_basis, *article, *secrecy;
	bool sealed;
	struct mh_pairs grounds;
};

#define CODE(option, member, help) { 0, option, MH_OPT_TEXT, offsetof(struct args, member), N_("code"), "catalogue:" option, help }

static const struct mh_option options[] = {
	{ 0, "map", MH_OPT_FILE, offsetof(struct args, map), N_("file"), NULL, N_("columns and their cells (mh-map/1): a file, or the name of an applied or shipped map; else all fields") },
	{ 'o', "output", MH_OPT_FILE, offsetof(struct args, output), N_("file"), NULL, N_("write it there, mode 0600, not over a file that is there") },
	{ 0, "metadata", MH_OPT_FILE, offsetof(struct args, metadata), N_("file"), NULL, N_("say there what stands in the columns, for machines (CSVW)") },
	{ 0, "sealed", MH_OPT_FLAG, offsetof(struct args, sealed), NULL, NULL, N_("with what is kept sealed; goes with --to, or --plaintext") },
	{ 0, "to", MH_OPT_TEXT, offsetof(struct args, to), N_("partner"), "kind:partner", N_("through the gate, signed and encrypted to this partner") },
	{ 0, "plaintext", MH_OPT_TEXT, offsetof(struct args, plaintext), N_("reason"), NULL, N_("why what is sealed is to lie in a file as it is; stands in the log") },
	CODE("purpose", purpose, N_("what it is for")),
	CODE("basis", basis, N_("basis (AVG art. 6)")),
	CODE("special-basis", special_basis, N_("exception for special data (AVG art. 9(2) or 10)")),
	CODE("article", article, N_("national article")),
	CODE("secrecy", secrecy, N_("what lifts the holder's secrecy")),
	{ 0, "consulted", MH_OPT_FIELD, offsetof(struct args, grounds), "-", NULL, N_("who was consulted on a conflict of duties, from standard input") },
	{ 0 }
};

static enum mh_status run(struct mh_session *, void *, int, char **, struct mh_err *);

const struct mh_command signal_export = {
	.name = "export", .operands = "", .min = 0, .max = 0,
	.summary = N_("write signals as a list, by a map of its columns; says what has no place in it"),
	.options = options, .args_size = sizeof(struct args),
	.takes = MH_TAKES_STORE | MH_TAKES_WRITE | MH_TAKES_ROWS | MH_TAKES_AS_OF,
	.run = run,
};

enum { METADATA_MOST = 1 << 20 };

struct exporting {
	struct mh_session *session;
	const struct args *args;
	struct mh_map map;
	struct mh_sink sink;
	struct mh_rows *rows;
	struct mh_handover handover;
	struct mh_record grounds;	/* a referral's field "consulted", by whose rule it is read */
};

static enum mh_status check_files(const struct args *args, struct mh_err *err)
{
	const char *const files[] = { args->output, args->metadata };

	for (size_t i = 0; i < MH_COUNT(files); i++)
		if (files[i] != NULL && access(files[i], F_OK) == 0)
			return mh_fail(err, MH_INPUT, _("%s: exists: it is not overwritten; name another file"), files[i]);
	return MH_OK;
}

static bool is_spreadsheet(const struct mh_session *session)
{
	return session->common.format != NULL && mh_session_format(session) == MH_FORMAT_XLSX;
}

static enum mh_status check_args(const struct mh_session *session, const struct args *args, struct mh_err *err)
{
	const bool bases = args->basis != NULL || args->special_basis != NULL || args->article != NULL || args->secrecy != NULL ||
		args->grounds.count > 0;

	if (args->sealed && args->to == NULL && args->plaintext == NULL)
		return mh_fail(err, MH_USAGE, _("--sealed: what is sealed leaves encrypted to a partner (--to), or as it is for a reason (--plaintext)"));
	if (args->plaintext != NULL && (!args->sealed || args->to != NULL))
		return mh_fail(err, MH_USAGE, _("--plaintext goes with --sealed, and not with --to"));
	if (args->plaintext != NULL && args->plaintext[strspn(args->plaintext, " \t")] == '\0')
		return mh_fail(err, MH_USAGE, _("--plaintext: say why"));
	if ((args->sealed || args->to != NULL) && args->purpose == NULL)
		return mh_fail(err, MH_USAGE, _("--purpose is missing: what is it for?"));
	if ((args->sealed || args->to != NULL) && args->output == NULL)
		return mh_fail(err, MH_USAGE, _("--output is missing: it goes into a file"));
	if (args->to == NULL && (bases || (args->purpose != NULL && !args->sealed)))
		return mh_fail(err, MH_USAGE, _("--purpose belongs to --sealed or --to, and bases belong to --to"));
	if (args->to != NULL && session->common.as_of != NULL)
		return mh_fail(err, MH_USAGE, _("--as-of: a partner gets what is known now"));
	if (session->common.format != NULL && mh_session_format(session) == MH_FORMAT_IDS)
		return mh_fail(err, MH_USAGE, _("--format ids: mh-signal list prints ids"));
	if (is_spreadsheet(session) && (args->to != NULL || args->metadata != NULL))
		return mh_fail(err, MH_USAGE, _("--format xlsx: a list for a partner, and one with metadata, is text: use csv"));
	if (is_spreadsheet(session) && args->output == NULL)
		return mh_fail(err, MH_USAGE, _("--format xlsx: a spreadsheet is no text: give --output FILE"));
	if (session->common.columns != NULL)
		return mh_fail(err, MH_USAGE, _("--columns: an export's columns are those of its map"));
	return check_files(args, err);
}

/* "own" and no map at all are all fields. */
static enum mh_status read_map(struct exporting *x, struct mh_err *err)
{
	if (x->args->map == NULL || strcmp(x->args->map, "own") == 0) {
		mh_map_own(&x->map);
		return MH_OK;
	}
	return map_read(x->session, x->args->map, &x->map, err);
}

static void start_rows(struct exporting *x)
{
	const struct mh_session *session = x->session;
	struct mh_column *columns = mh_alloc(x->map.column_count, sizeof *columns);
	const struct mh_rows_options how = {
		.format = session->common.format != NULL ? mh_session_format(session) : MH_FORMAT_CSV, .color = session->color,
		.width = session->width, .excel_nl = session->common.excel_nl, .made = is_spreadsheet(session) ? mh_session_made(session) : 0,
	};

	for (size_t i = 0; i < x->map.column_count; i++)
		columns[i].name = x->map.columns[i].title;
	x->rows = mh_rows_start(mh_sink_file(&x->sink), &how, columns, x->map.column_count);
	free(columns);
}

static enum mh_status add_row(void *arg, const struct mh_str *texts, struct mh_err *err)
{
	struct exporting *x = arg;
	struct mh_cell *cells = mh_alloc(x->map.column_count, sizeof *cells);

	(void)err;
	for (size_t i = 0; i < x->map.column_count; i++)
		cells[i] = (struct mh_cell){ .type = texts[i].len > 0 ? MH_CELL_TEXT : MH_CELL_EMPTY, .text = texts[i].s, .len = texts[i].len };
	mh_rows_add(x->rows, cells);
	free(cells);
	return MH_OK;
}

static enum mh_status pass_gate(void *arg, struct mh_record *signal, struct mh_err *err)
{
	struct exporting *x = arg;

	return mh_handover_signal(&x->handover, signal, err);
}

static unsigned long long number(uint64_t n)
{
	return n;
}

/* The report of losses: what the list does not say of what is known. */
static void tell(const struct exporting *x, const struct mh_signal_export *e)
{
	size_t unverified = 0;

	for (size_t i = 0; i < x->map.column_count; i++)
		unverified += x->map.columns[i].unverified;
	mh_say(x->session, _("exported: signals: %llu, mentions: %llu, rows: %llu"), number(e->signals), number(e->mentions), number(e->rows));
	if (e->suspects > 0)
		mh_say(x->session, _("mentions of suspects, which never leave by an export: %llu"), number(e->suspects));
	if (e->others > 0)
		mh_say(x->session, _("mentions of others than victims, who have no row there: %llu"), number(e->others));
	if (e->empty > 0)
		mh_say(x->session, _("signals without a victim, which have no row there: %llu"), number(e->empty));
	map_say_losses(x->session, &e->losses);
	if (unverified > 0)
		mh_say(x->session, _("columns of the map that nobody has compared with its source (unverified): %zu"), unverified);
}

static enum mh_status write_metadata(const struct exporting *x, struct mh_err *err)
{
	const char *name = x->args->output != NULL ? x->args->output : "signals.csv", *slash = strrchr(name, '/');
	struct mh_str text;

	if (x->args->metadata == NULL)
		return MH_OK;
	mh_str_init(&text, METADATA_MOST);
	mh_csvw_write(&x->map, slash != NULL ? slash + 1 : name, x->session->common.excel_nl ? ';' : ',', &text);
	const enum mh_status status = mh_file_publish(x->args->metadata, (struct mh_blob){ text.s, text.len }, err);
	mh_str_free(&text);
	return status;
}

/* Sealed for the partner; what is disclosed is on record before the file is there. */
static enum mh_status hand_over(struct exporting *x, struct mh_blob list, struct mh_err *err)
{
	struct mh_str sealed;

	mh_str_init(&sealed, 2 * list.len + 65536);
	enum mh_status status = mh_handover_seal(&x->handover, &x->map, list, &sealed, err);
	if (status == MH_OK)
		status = mh_handover_book(&x->handover, (struct mh_blob){ sealed.s, sealed.len }, err);
	if (status == MH_OK)
		status = mh_file_write(x->args->output, (struct mh_blob){ sealed.s, sealed.len }, false, err);
	mh_str_free(&sealed);
	return status;
}

static enum mh_status deliver(struct exporting *x, const struct mh_signal_export *e, struct mh_err *err)
{
	enum mh_status status = mh_rows_end(x->rows, NULL, err);

	x->rows = NULL;
	if (status == MH_OK)
		status = mh_sink_end(&x->sink, err);
	if (status == MH_OK && e->rows == 0)
		return mh_say(x->session, _("nothing was found")), MH_NO;
	if (status == MH_OK && x->args->to != NULL)
		status = hand_over(x, mh_sink_text(&x->sink), err);
	else if (status == MH_OK && x->args->output != NULL)
		status = mh_file_write(x->args->output, mh_sink_text(&x->sink), false, err);
	return status == MH_OK ? write_metadata(x, err) : status;
}

static enum mh_status export(struct exporting *x, struct mh_query *query, struct mh_err *err)
{
	const struct args *args = x->args;
	char note[400];
	struct mh_signal_export e = {
		.map = &x->map, .query = query, .command = x->session->log, .purpose = args->sealed ? args->purpose : NULL, .note = note,
		.as_of = x->session->common.as_of != NULL, .row = add_row, .signal = args->to != NULL ? pass_gate : NULL, .arg = x,
		.kept_back = args->to != NULL ? mh_handover_kept_back : NULL,
	};

	snprintf(note, sizeof note, args->to != NULL ? "for partner %.60s" : "in plain text: %.300s", args->to != NULL ? args->to :
		args->plaintext != NULL ? args->plaintext : "");
	start_rows(x);
	enum mh_status status = mh_signal_export_run(x->session->store, &e, err);
	if (status == MH_OK)
		status = deliver(x, &e, err);
	if (x->rows != NULL)
		mh_rows_end(x->rows, NULL, NULL);
	if (status == MH_OK || status == MH_NO)
		tell(x, &e);
	mh_signal_export_free(&e);
	return status;
}

static enum mh_status start_handover(struct exporting *x, struct mh_err *err)
{
	struct mh_handover *h = &x->handover;

	h->store = x->session->store;
	h->command = x->session->log;
	h->purpose = x->args->purpose;
	h->basis = x->args->basis;
	h->special_basis = x->args->special_basis;
	h->article = x->args->article;
	h->secrecy = x->args->secrecy;
	h->now = mh_clock_system();
	enum mh_status status = refer_partner(x->session, x->args->to, &h->partner, err);
	if (status == MH_OK)
		status = mh_record_assign(&x->grounds, &x->args->grounds, err);
	h->consulted = mh_record_text(&x->grounds, "consulted");
	return status == MH_OK ? mh_handover_start(h, &x->map, x->args->sealed, err) : status;
}

static enum mh_status run(struct mh_session *session, void *arg, int argc, char **argv, struct mh_err *err)
{
	struct exporting x = { .session = session, .args = arg };
	struct mh_query query;
	enum mh_status status = check_args(session, x.args, err);

	(void)argc;
	(void)argv;
	if (status != MH_OK)
		return status;
	mh_query_init(&query, &mh_signal);
	mh_record_init(&x.handover.partner, &mh_partner);
	mh_record_init(&x.grounds, &mh_referral);
	mh_sink_start(&x.sink, x.args->output != NULL);
	status = read_map(&x, err);
	if (status == MH_OK)
		status = mh_list_query(session, &query, err);
	query.limit = session->common.limit;
	if (status == MH_OK && x.args->to != NULL)
		status = start_handover(&x, err);
	if (status == MH_OK)
		status = export(&x, &query, err);
	mh_sink_free(&x.sink);
	mh_handover_free(&x.handover);
	mh_record_free(&x.handover.partner);
	mh_record_free(&x.grounds);
	mh_map_free(&x.map);
	mh_query_free(&query);
	return status;
}
