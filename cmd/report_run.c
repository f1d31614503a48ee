/* mh-report run: makes a report from its definition. */

#include <string.h>

#include "base/i18n.h"
#include "commands_report.h"
#include "report.h"
#include "report/html.h"
#include "report/report_rows.h"
#include "report/xlsx.h"
#include "sink.h"

#define DEFINITION_MOST ((size_t)1024 * 1024)

static const struct mh_option options[] = {
	{ 'p', "period", MH_OPT_TEXT, offsetof(struct mh_report_args, period), N_("period"), NULL, N_("what it is about: 2026, 2026-Q3, 2026-03, last-quarter, 2021..2025") },
	{ 'o', "output", MH_OPT_FILE, offsetof(struct mh_report_args, output), "file", NULL, N_("where a page (html) or a spreadsheet (xlsx) is written; else standard output") },
	{ 0, "format", MH_OPT_KEYWORD, offsetof(struct mh_report_args, format), "format", "html xlsx csv jsonl", N_("how it is written") },
	{ 0, "language", MH_OPT_KEYWORD, offsetof(struct mh_report_args, language), N_("language"), "en nl", N_("language of the report, instead of yours") },
	{ 0, "threshold", MH_OPT_POSITIVE, offsetof(struct mh_report_args, threshold), "number", NULL, N_("hide numbers below this one, 5 or more") },
	{ 0, "round", MH_OPT_FLAG, offsetof(struct mh_report_args, round), NULL, NULL, N_("round all numbers to multiples of 5 instead of hiding some") },
	{ 0, "internal", MH_OPT_FLAG, offsetof(struct mh_report_args, internal), NULL, NULL, N_("show all numbers, mark every page as internal, and log it") },
	{ 0 }
};

static enum mh_status run(struct mh_session *, void *, int, char **, struct mh_err *);

const struct mh_command report_run = {
	.name = "run", .operands = N_("report"), .min = 1, .max = 1,
	.summary = N_("make a report, such as council"),
	.options = options, .args_size = sizeof(struct mh_report_args),
	.takes = MH_TAKES_STORE | MH_TAKES_AS_OF,
	.run = run,
};

static enum mh_status check(const struct mh_session *session, const struct mh_report_args *args, enum mh_format *format, struct mh_err *err)
{
	*format = MH_FORMAT_HTML;
	if (args->format && mh_format_parse(args->format, "html xlsx csv jsonl", format, err) != MH_OK)
		return err->status;
	if (!args->period)
		return mh_fail(err, MH_USAGE, _("--period is missing: say what the report is about, such as last-year or 2021..2025"));
	if (args->output && *format != MH_FORMAT_HTML && *format != MH_FORMAT_XLSX)
		return mh_fail(err, MH_USAGE, _("--output goes with --format html and xlsx; send other formats into a file with >"));
	if (*format == MH_FORMAT_XLSX && (!args->output || (session->terminal && strcmp(args->output, "-") == 0)))
		return mh_fail(err, MH_USAGE, _("--format xlsx: a spreadsheet is no text: give --output FILE"));
	if (*format == MH_FORMAT_HTML && session->terminal && !args->output)
		return mh_fail(err, MH_USAGE, _("a page is no text for a terminal: give --output FILE"));
	return MH_OK;
}

static enum mh_status write_page(const struct mh_session *session, const struct mh_report_args *args, const struct mh_report *report,
	struct mh_err *err)
{
	struct mh_str page;
	enum mh_status status;

	mh_str_init(&page, MH_PAGE_LIMIT);
	status = mh_report_html(report, &page, err);
	if (status == MH_OK)
		status = mh_report_deliver(session, args, &page, err);
	mh_str_free(&page);
	return status;
}

/* A spreadsheet is made whole, then delivered as a page is. */
static enum mh_status write_spreadsheet(const struct mh_session *session, const struct mh_report_args *args, const struct mh_report *report,
	struct mh_err *err)
{
	struct mh_sink sink;

	mh_sink_start(&sink, true);
	enum mh_status status = mh_report_xlsx(report, mh_session_made(session), mh_sink_file(&sink), err);
	if (status == MH_OK)
		status = mh_sink_end(&sink, err);
	if (status == MH_OK)
		status = mh_report_deliver(session, args, &sink.text, err);
	mh_sink_free(&sink);
	return status;
}

static enum mh_status write_rows(const struct mh_session *session, const struct mh_report_args *args, const struct mh_report *report,
	enum mh_format format, struct mh_err *err)
{
	const struct mh_rows_options how = { .format = format };
	enum mh_status status = mh_report_log(session, args, err);

	if (status != MH_OK)
		return status;
	struct mh_rows *const rows = mh_rows_start(stdout, &how, mh_report_columns, mh_report_column_count);
	mh_report_rows(report, rows);
	return mh_rows_end(rows, NULL, err);
}

static enum mh_status write_out(const struct mh_session *session, const struct mh_report_args *args, const struct mh_report *report,
	enum mh_format format, struct mh_err *err)
{
	if (format == MH_FORMAT_HTML)
		return write_page(session, args, report, err);
	if (format == MH_FORMAT_XLSX)
		return write_spreadsheet(session, args, report, err);
	return write_rows(session, args, report, format, err);
}

static enum mh_status make(struct mh_session *session, const struct mh_report_args *args, enum mh_format format, const struct mh_definition *def,
	const struct mh_str *text, struct mh_err *err)
{
	struct mh_report_options made = { 0 };
	struct mh_report report = { 0 };
	struct mh_period period;
	enum mh_reader reader;
	enum mh_status status = mh_report_args_read(session, args, &period, &made, &reader, err);

	if (status != MH_OK)
		return status;
	if (def->audience == MH_FOR_INTERNAL && !args->internal)
		return mh_fail(err, MH_DENIED, _("%s: is for internal use: give --internal"), def->name);
	status = mh_report_make(session->store, def, (struct mh_blob){ text->s, text->len }, &made, &report, err);
	if (status == MH_OK)
		status = write_out(session, args, &report, format, err);
	if (status == MH_OK && report.protection.withheld)
		mh_say(session, _("%zu tables are withheld: their numbers are too small"), report.protection.withheld);
	mh_report_free(&report);
	return status;
}

static enum mh_status run(struct mh_session *session, void *arg, int argc, char **argv, struct mh_err *err)
{
	const struct mh_report_args *args = arg;
	struct mh_problems problems = MH_PROBLEMS_INIT;
	struct mh_definition def = { 0 };
	enum mh_format format;
	enum mh_status status = check(session, args, &format, err);
	struct mh_str text;

	(void)argc;
	mh_str_init(&text, DEFINITION_MOST);
	if (status == MH_OK)
		status = mh_store_document(session->store, MH_REPORT_FORMAT, argv[0], &text, err);
	if (status == MH_OK)
		status = mh_definition_read(argv[0], (struct mh_blob){ text.s, text.len }, &def, &problems, err);
	if (status == MH_OK)
		status = make(session, args, format, &def, &text, err);
	mh_definition_free(&def);
	mh_problems_free(&problems);
	mh_str_free(&text);
	return status;
}
