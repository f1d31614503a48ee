/* mh-report table: counts a measure by one or two dimensions. */

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "commands_report.h"
#include "report.h"
#include "report/count.h"
#include "report/html.h"
#include "report/words.h"

struct args {
	struct mh_report_args common;
	const char *measure, *rows, *columns, *where, *date;
	bool no_color, excel_nl;
};

#define COMMON(name) (offsetof(struct args, common) + offsetof(struct mh_report_args, name))

static const struct mh_option options[] = {
	{ 'm', "measure", MH_OPT_TEXT, offsetof(struct args, measure), N_("measure"), NULL, N_("what is counted: signals, victims, cases or referrals") },
	{ 'r', "rows", MH_OPT_TEXT, offsetof(struct args, rows), N_("dimension"), NULL, N_("what it is counted by; mh-report measures lists them") },
	{ 'c', "columns", MH_OPT_TEXT, offsetof(struct args, columns), N_("dimension"), NULL, N_("what it is counted by from left to right") },
	{ 'p', "period", MH_OPT_TEXT, COMMON(period), N_("period"), NULL, N_("only of this period: 2026, 2026-Q3, 2026-03, last-quarter, 2021..2025") },
	{ 0, "date", MH_OPT_TEXT, offsetof(struct args, date), N_("field"), NULL, N_("by which date: received or observed-from, opened, sent or answered") },
	{ 'w', "where", MH_OPT_TEXT, offsetof(struct args, where), N_("condition"), NULL, N_("only those for which this holds, such as 'form=labour and urgency=acute'") },
	{ 0, "format", MH_OPT_KEYWORD, COMMON(format), "format", "table csv jsonl html xlsx", N_("how it is written") },
	{ 0, "excel-nl", MH_OPT_FLAG, offsetof(struct args, excel_nl), NULL, NULL, N_("CSV as a Dutch Excel reads it: semicolons, decimal commas") },
	{ 'o', "output", MH_OPT_FILE, COMMON(output), "file", NULL, N_("where a page (html) or a spreadsheet (xlsx) is written; else standard output") },
	{ 0, "language", MH_OPT_KEYWORD, COMMON(language), N_("language"), "en nl", N_("language of labels, instead of yours") },
	{ 0, "threshold", MH_OPT_POSITIVE, COMMON(threshold), "number", NULL, N_("hide numbers below this one, 5 or more; in a terminal too") },
	{ 0, "round", MH_OPT_FLAG, COMMON(round), NULL, NULL, N_("round all numbers to multiples of 5 instead of hiding some") },
	{ 0, "internal", MH_OPT_FLAG, COMMON(internal), NULL, NULL, N_("show all numbers also in a file or a pipe, and log it") },
	{ 0, "no-color", MH_OPT_FLAG, offsetof(struct args, no_color), NULL, NULL, N_("no colours in a terminal") },
	{ 0 }
};

static enum mh_status run(struct mh_session *, void *, int, char **, struct mh_err *);

const struct mh_command report_table = {
	.name = "table", .operands = "", .min = 0, .max = 0,
	.summary = N_("count by form, municipality, year ..."),
	.options = options, .args_size = sizeof(struct args),
	.takes = MH_TAKES_STORE | MH_TAKES_AS_OF,
	.run = run,
};

/* What a reader of the terminal must know; public output says it too. */
static void print_notes(const struct mh_report *report, const struct mh_cube *cube, size_t width)
{
	const bool dutch = report->options.dutch;

	struct mh_str text;

	mh_str_init(&text, 8192);
	if (mh_cube_overlaps(cube, true) || mh_cube_overlaps(cube, false)) {
		mh_str_printf(&text, mh_phrase(MH_W_OVERLAP, dutch), mh_measure_label(cube->measure, dutch));
		mh_str_putc(&text, '\n');
	}
	if (mh_cube_has_erased(cube))
		mh_str_printf(&text, "%s\n", mh_phrase(MH_W_ERASED_NOTE, dutch));
	if (cube->left_out > 0) {
		mh_left_out_text(cube, report->protection.threshold, dutch, &text);
		mh_str_putc(&text, '\n');
	}
	if (report->protection.rounded) {
		mh_str_printf(&text, mh_phrase(MH_W_ROUNDED_NOTE, dutch), report->protection.rounded);
		mh_str_putc(&text, '\n');
	}
	if (report->protection.primary) {
		mh_str_printf(&text, mh_phrase(MH_W_HIDDEN_NOTE, dutch), report->protection.threshold - 1);
		mh_str_putc(&text, '\n');
	}
	if (report->protection.primary * 10 > report->protection.numbers * 3)
		mh_str_printf(&text, "%s\n", mh_phrase(MH_W_SPARSE, dutch));
	mh_str_printf(&text, "%s %s\n", mh_phrase(MH_W_STATE_OF, dutch), report->stand);
	mh_report_wrapped(text.s, width);
	mh_str_free(&text);
}

static struct mh_cell number_cell(const struct mh_cube *cube, size_t row, size_t column)
{
	return mh_cube_hidden(cube, row, column) ? mh_cell_text("x") : mh_cell_number(mh_cube_at(cube, row, column));
}

/* The code beside its label where a program reads; a label alone where a person does. */
static void add_row(struct mh_rows *rows, const struct mh_cube *cube, size_t row, bool people, const char *total)
{
	struct mh_cell *cells = mh_alloc(cube->columns.count + 3, sizeof *cells);
	const bool last = row == cube->rows.count;
	size_t at = 0;

	if (!people)
		cells[at++] = mh_cell_text(last ? "total" : cube->rows.codes[row][0] ? cube->rows.codes[row] : "empty");
	cells[at++] = mh_cell_text(last ? total : cube->rows.labels[row]);
	for (size_t c = 0; c <= cube->columns.count; c++)
		cells[at++] = number_cell(cube, row, c);
	if (last)
		mh_rows_total(rows, cells);
	else
		mh_rows_add(rows, cells);
	free(cells);
}

#define HEADING_WIDE 12

/* A label where it is short, else the shorter of label and code: six long labels side by side fit no terminal. */
static const char *short_heading(const struct mh_axis *axis, size_t i)
{
	const char *const label = axis->labels[i], *const code = axis->codes[i];
	const size_t label_width = mh_utf8_width(label, strlen(label)), code_width = mh_utf8_width(code, strlen(code));

	return label_width <= HEADING_WIDE || code_width == 0 || label_width <= code_width ? label : code;
}

static struct mh_rows *start_rows(const struct mh_session *session, const struct args *args, const struct mh_cube *cube, enum mh_format format,
	bool dutch, FILE *out)
{
	const struct mh_rows_options how = { .format = format, .color = session->color && !args->no_color, .width = session->width,
		.excel_nl = args->excel_nl, .made = format == MH_FORMAT_XLSX ? mh_session_made(session) : 0 };
	const char *const heading = mh_dimension_label(args->measure, args->rows, dutch);
	struct mh_column *columns = mh_alloc(cube->columns.count + 3, sizeof *columns);
	struct mh_rows *rows;
	size_t at = 0;

	if (format != MH_FORMAT_TABLE)
		columns[at++] = (struct mh_column){ .name = args->rows };
	columns[at++] = (struct mh_column){ .name = "label", .label = heading };
	for (size_t c = 0; c < cube->columns.count; c++)
		columns[at++] = (struct mh_column){ .name = cube->columns.codes[c][0] ? cube->columns.codes[c] : "empty",
			.label = short_heading(&cube->columns, c), .number = true };
	columns[at++] = (struct mh_column){ .name = cube->columns.count ? "total" : args->measure,
		.label = cube->columns.count ? mh_phrase(MH_W_TOTAL, dutch) : mh_measure_label(args->measure, dutch), .number = true, .bar = true };
	rows = mh_rows_start(out, &how, columns, at);
	free(columns);
	return rows;
}

static void say_left_out(const struct mh_session *session, const struct mh_report *report, const struct mh_cube *cube)
{
	struct mh_str text;

	mh_str_init(&text, 1000);
	mh_left_out_text(cube, report->protection.threshold, report->options.dutch, &text);
	mh_say(session, "%s", text.s);
	mh_str_free(&text);
}

static enum mh_status print_rows(const struct mh_session *session, const struct args *args, const struct mh_report *report, enum mh_format format,
	FILE *out, struct mh_err *err)
{
	const struct mh_cube *const cube = &report->cubes[0];
	const bool people = format == MH_FORMAT_TABLE, dutch = report->options.dutch;

	if (cube->withheld)
		return mh_fail(err, MH_DENIED, "%s", mh_phrase(MH_W_WITHHELD, dutch));
	if (people && args->common.internal)
		printf("%s\n", mh_phrase(MH_W_INTERNAL_LONG, dutch));
	if (people)
		printf("%s%s%s\n\n", mh_measure_label(args->measure, dutch), report->period[0] ? ", " : "", report->period);
	struct mh_rows *const rows = start_rows(session, args, cube, format, dutch, out);
	for (size_t r = 0; r <= cube->rows.count; r++)
		add_row(rows, cube, r, people, mh_phrase(MH_W_TOTAL, dutch));
	const enum mh_status status = mh_rows_end(rows, NULL, err);
	if (people && status == MH_OK) {
		printf("\n");
		print_notes(report, cube, session->width);
	} else if (cube->left_out > 0) {	/* in the file itself there is no place for it */
		say_left_out(session, report, cube);
	}
	return status;
}

/* A spreadsheet is made whole, then delivered as a page is. */
static enum mh_status print_spreadsheet(const struct mh_session *session, const struct args *args, const struct mh_report *report, struct mh_err *err)
{
	struct mh_sink sink;

	mh_sink_start(&sink, true);
	enum mh_status status = print_rows(session, args, report, MH_FORMAT_XLSX, mh_sink_file(&sink), err);
	if (status == MH_OK)
		status = mh_sink_end(&sink, err);
	if (status == MH_OK)
		status = mh_report_deliver(session, &args->common, &sink.text, err);
	mh_sink_free(&sink);
	return status;
}

static enum mh_status print_page(const struct mh_session *session, const struct args *args, const struct mh_report *report, struct mh_err *err)
{
	struct mh_str page;
	enum mh_status status;

	mh_str_init(&page, MH_PAGE_LIMIT);
	status = mh_report_html(report, &page, err);
	if (status == MH_OK)
		status = mh_report_deliver(session, &args->common, &page, err);
	mh_str_free(&page);
	return status;
}

static enum mh_status check(const struct mh_session *session, const struct args *args, enum mh_format *format, struct mh_err *err)
{
	enum mh_status status = MH_OK;

	if (args->common.format)
		status = mh_format_parse(args->common.format, "table csv jsonl html xlsx", format, err);
	if (status != MH_OK)
		return status;
	if (!args->measure)
		return mh_fail(err, MH_USAGE, _("--measure is missing: say what is counted, such as signals; mh-report measures lists them"));
	if (!args->rows)
		return mh_fail(err, MH_USAGE, _("--rows is missing: say what it is counted by, such as form; mh-report measures lists them"));
	if (args->excel_nl && *format != MH_FORMAT_CSV)
		return mh_fail(err, MH_USAGE, _("--excel-nl goes with --format csv"));
	if (args->common.output && *format != MH_FORMAT_HTML && *format != MH_FORMAT_XLSX)
		return mh_fail(err, MH_USAGE, _("--output goes with --format html and xlsx; send other formats into a file with >"));
	if (*format == MH_FORMAT_XLSX && (!args->common.output || (session->terminal && strcmp(args->common.output, "-") == 0)))
		return mh_fail(err, MH_USAGE, _("--format xlsx: a spreadsheet is no text: give --output FILE"));
	if (*format == MH_FORMAT_HTML && session->terminal && !args->common.output)
		return mh_fail(err, MH_USAGE, _("a page is no text for a terminal: give --output FILE"));
	return MH_OK;
}

static enum mh_status run(struct mh_session *session, void *arg, int argc, char **argv, struct mh_err *err)
{
	const struct args *args = arg;
	enum mh_format format = MH_FORMAT_TABLE;
	struct mh_report_options made;
	struct mh_report report = { 0 };
	struct mh_definition def = { 0 };
	struct mh_period period;
	enum mh_reader reader;
	enum mh_status status = check(session, args, &format, err);

	(void)argc, (void)argv;
	if (status == MH_OK)
		status = mh_report_args_read(session, &args->common, &period, &made, &reader, err);
	if (status != MH_OK)
		return status;
	mh_definition_of_table(&def, args->measure, args->rows, args->columns, args->where, args->date);
	status = mh_report_make(session->store, &def, (struct mh_blob){ NULL, 0 }, &made, &report, err);
	if (status == MH_OK && format == MH_FORMAT_HTML)
		status = print_page(session, args, &report, err);
	else if (status == MH_OK && format == MH_FORMAT_XLSX)
		status = print_spreadsheet(session, args, &report, err);
	else if (status == MH_OK && (status = mh_report_log(session, &args->common, err)) == MH_OK)
		status = print_rows(session, args, &report, format, stdout, err);
	mh_report_free(&report);
	mh_definition_free(&def);
	return status;
}
