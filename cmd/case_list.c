/* mh-case list: cases, or those that have something due. */

#include <stdlib.h>

#include "base/i18n.h"
#include "chain/diary.h"
#include "commands_case.h"
#include "list.h"

struct args {
	const char *within;
};

static const struct mh_option options[] = {
	{ 0, "within", MH_OPT_TEXT, offsetof(struct args, within), N_("length"), NULL, N_("only open cases with a term that ends within this length, such as 14d, or is overdue") },
	{ 0 }
};

static enum mh_status run(struct mh_session *, void *, int, char **, struct mh_err *);

const struct mh_command case_list = {
	.name = "list", .operands = "", .min = 0, .max = 0,
	.summary = N_("list cases"),
	.options = options, .args_size = sizeof(struct args),
	.takes = MH_TAKES_STORE | MH_TAKES_ROWS | MH_TAKES_AS_OF,
	.run = run,
};

static int by_number(const void *a, const void *b)
{
	const int64_t x = ((const struct mh_id *)a)->n, y = ((const struct mh_id *)b)->n;

	return (x > y) - (x < y);
}

static bool is_due(void *arg, const struct mh_record *rec)
{
	const struct mh_id_list *due = arg;
	const struct mh_id one = { &mh_case, rec->n };

	return due->count > 0 && bsearch(&one, due->list, due->count, sizeof one, by_number) != NULL;
}

static enum mh_status list_due(struct mh_session *session, const char *text, struct mh_query *query, const char *columns, struct mh_err *err)
{
	struct mh_casework work = MH_CASEWORK_INIT;
	struct mh_id_list due = { NULL, 0, 0 };
	struct mh_length length;

	if (!mh_length_parse(text, &length))
		return mh_fail(err, MH_USAGE, _("--within \"%.40s\": a length is expected, such as 14d, 2w or \"5 workday\""), text);
	mh_query_is(query, "state", "open");
	enum mh_status status = mh_casework_load(session->store, &work, err);
	if (status == MH_OK)
		status = mh_diary_due(session->store, &work, mh_session_day(session), length, &due, err);
	if (status == MH_OK)
		status = mh_list(session, query, columns, is_due, &due, err);
	mh_casework_free(&work);
	free(due.list);
	return status;
}

static enum mh_status run(struct mh_session *session, void *arg, int argc, char **argv, struct mh_err *err)
{
	static const char columns[] = "id,opened,municipality,form,urgency,coordinator,residence,care,state";
	const struct args *args = arg;
	struct mh_query query;
	enum mh_status status;

	(void)argc, (void)argv;
	mh_query_init(&query, &mh_case);
	if (args->within != NULL)
		status = list_due(session, args->within, &query, columns, err);
	else
		status = mh_list(session, &query, columns, NULL, NULL, err);
	mh_query_free(&query);
	return status;
}
