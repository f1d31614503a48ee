/* mh-case list: cases, or those that have something due. */

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

struct within {
	struct mh_store *store;
	struct mh_casework work;
	struct mh_date today;
	struct mh_length length;
	enum mh_status status;
	struct mh_err *err;
};

static bool has_due(void *arg, const struct mh_record *rec)
{
	struct within *within = arg;
	struct mh_agenda agenda = MH_AGENDA_INIT;
	bool found = false;

	if (within->status == MH_OK)
		within->status = mh_diary_case(within->store, &within->work, rec, &agenda, within->err);
	for (size_t i = 0; i < agenda.count; i++)
		found = found || mh_agenda_within(&agenda.list[i], within->today, within->length);
	mh_agenda_free(&agenda);
	return found;
}

static enum mh_status list_due(struct mh_session *session, const char *length, struct mh_query *query, const char *columns, struct mh_err *err)
{
	struct within within = { .store = session->store, .work = MH_CASEWORK_INIT, .today = mh_session_day(session), .err = err };
	enum mh_status status;

	if (!mh_length_parse(length, &within.length))
		return mh_fail(err, MH_USAGE, _("--within \"%.40s\": a length is expected, such as 14d, 2w or \"5 workday\""), length);
	mh_query_is(query, "state", "open");
	status = mh_casework_load(session->store, &within.work, err);
	if (status == MH_OK)
		status = mh_list(session, query, columns, has_due, &within, err);
	mh_casework_free(&within.work);
	return within.status != MH_OK ? within.status : status;
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
