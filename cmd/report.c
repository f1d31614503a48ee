/* Who reads a report, and how it reaches them. */

#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/file.h"
#include "base/i18n.h"
#include "base/utf8.h"
#include "report.h"
#include "report_output.h"

/* What goes out to everyone is never protected less than usual. */
static enum mh_status read_threshold(long given, struct mh_report_options *out, struct mh_err *err)
{
	out->threshold = given ? given : MH_THRESHOLD;
	if (given == 1)
		return mh_fail(err, MH_USAGE, _("--threshold 1: hides nothing: give %d or more, or --internal to show all"), MH_THRESHOLD);
	if (out->threshold < MH_THRESHOLD)
		return mh_fail(err, MH_DENIED, _("--threshold %ld: below %d would show small numbers: give more, or --internal to show all"),
			given, MH_THRESHOLD);
	return MH_OK;
}

enum mh_status mh_report_args_read(const struct mh_session *session, const struct mh_report_args *args, struct mh_period *period,
	struct mh_report_options *out, enum mh_reader *reader, struct mh_err *err)
{
	enum mh_status status;

	*out = (struct mh_report_options){ .internal = args->internal };
	out->dutch = args->language ? strcmp(args->language, "nl") == 0 : mh_language_dutch();
	*reader = args->internal ? MH_READER_INTERNAL
		: session->terminal && !args->output && !args->threshold && !args->round ? MH_READER_COLLEAGUE : MH_READER_PUBLIC;
	if (args->internal && args->threshold)
		return mh_fail(err, MH_USAGE, _("--threshold and --internal: an internal page hides nothing; give one of them"));
	if (args->round && (args->internal || args->threshold))
		return mh_fail(err, MH_USAGE, _("--round: goes neither with --threshold nor with --internal: numbers are rounded, or hidden, or shown"));
	out->round = args->round;
	status = read_threshold(args->threshold, out, err);
	if (*reader != MH_READER_PUBLIC)
		out->threshold = 0;
	if (status == MH_OK)
		status = report_output_check(session, args->output, err);
	if (status == MH_OK && session->common.as_of)
		mh_date_parse(session->common.as_of, &out->as_of);
	if (status == MH_OK && args->period) {
		out->period = period;
		status = mh_period_parse(args->period, mh_today(), period, err);
		if (status != MH_OK)
			mh_fail_in(err, "--period");
	}
	return status;
}

enum mh_status mh_report_log(const struct mh_session *session, const struct mh_report_args *args, struct mh_err *err)
{
	struct mh_store *store = NULL;
	enum mh_status status;

	if (!args->internal || !session->store)	/* without a store nothing of it is shown */
		return MH_OK;
	status = mh_store_open(&session->place, true, &store, err);
	if (status == MH_OK)
		status = mh_store_begin(store, session->log, err);
	if (status == MH_OK)
		status = mh_store_commit(store, err);
	if (store) {
		mh_store_rollback(store);
		mh_store_close(store);
	}
	return status;
}

enum mh_status mh_report_deliver(const struct mh_session *session, const struct mh_report_args *args, const struct mh_str *text,
	struct mh_err *err)
{
	const struct mh_blob page = { text->s, text->len };
	enum mh_status status = mh_report_log(session, args, err);

	if (status != MH_OK)
		return status;
	if (args->output && strcmp(args->output, "-") != 0) {
		status = args->internal ? mh_file_write(args->output, page, true, err) : mh_file_publish(args->output, page, err);
		if (status == MH_OK)
			mh_say(session, _("%s: written"), args->output);
		return status;
	}
	fwrite(text->s, 1, text->len, stdout);
	return MH_OK;
}

#define TEXT_WIDTH 100	/* wider lines of text read badly */

void mh_report_wrapped(const char *text, size_t width)
{
	size_t line = 0, len, columns;

	width = width == 0 || width > TEXT_WIDTH ? TEXT_WIDTH : width;
	for (; *text; text += len + (text[len] != '\0')) {
		len = strcspn(text, " \n");
		columns = mh_utf8_width(text, len);
		if (line > 0)
			fputs(line + 1 + columns > width ? "\n" : " ", stdout);
		line = line > 0 && line + 1 + columns <= width ? line + 1 + columns : columns;
		fwrite(text, 1, len, stdout);
		if (text[len] == '\n') {
			fputc('\n', stdout);
			line = 0;
		}
	}
}
