/* mh-report list: the reports that there are. */

#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "commands_report.h"
#include "report/definition.h"
#include "session.h"

static enum mh_status run(struct mh_session *, void *, int, char **, struct mh_err *);

const struct mh_command report_list = {
	.name = "list", .operands = "", .min = 0, .max = 0,
	.summary = N_("list the reports whose definitions were applied"),
	.takes = MH_TAKES_STORE | MH_TAKES_AS_OF | MH_TAKES_FORMAT,
	.run = run,
};

static enum mh_status add(void *rows, struct mh_record *rec, struct mh_err *err)
{
	const char *const name = mh_record_text(rec, "name"), *const text = mh_record_text(rec, "text");
	struct mh_problems problems = MH_PROBLEMS_INIT;
	struct mh_definition def = { 0 };
	const enum mh_status status = mh_definition_read(name, (struct mh_blob){ text, strlen(text) }, &def, &problems, err);

	if (status == MH_OK) {
		const struct mh_cell cells[] = { mh_cell_text(name), mh_cell_text(mh_audience_name(def.audience)),
			mh_cell_text(mh_both_in(&def.title, mh_language_dutch())) };
		mh_rows_add(rows, cells);
	}
	mh_definition_free(&def);
	mh_problems_free(&problems);
	return status;
}

static enum mh_status run(struct mh_session *session, void *args, int argc, char **argv, struct mh_err *err)
{
	const struct mh_column columns[] = { { .name = "report", .label = _("report") }, { .name = "audience", .label = _("audience") },
		{ .name = "title", .label = _("title") } };
	struct mh_rows *const rows = mh_session_rows(session, columns, MH_COUNT(columns), 0);
	struct mh_query query;
	enum mh_status status;

	(void)args, (void)argc, (void)argv;
	mh_query_init(&query, &mh_document);
	mh_query_is(&query, "format", MH_REPORT_FORMAT);
	status = mh_query_sort(&query, "name", err);
	if (status == MH_OK)
		status = mh_store_each(session->store, &query, add, rows, err);
	mh_query_free(&query);
	if (status == MH_OK)
		return mh_session_rows_end(session, rows, err);
	mh_rows_end(rows, NULL, NULL);
	return status;
}
