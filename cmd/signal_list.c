/* mh-signal list: print signals as a list. */

#include "base/clock.h"
#include "base/i18n.h"
#include "chain/signal_terms.h"
#include "commands_signal.h"
#include "list.h"
#include "workflow/signal_states.h"

struct args {
	bool open, overdue, feedback_due;
};

static const struct mh_option options[] = {
	{ 0, "open", MH_OPT_FLAG, offsetof(struct args, open), NULL, NULL, N_("only signals that have not ended") },
	{ 0, "overdue", MH_OPT_FLAG, offsetof(struct args, overdue), NULL, NULL, N_("only signals whose response time has passed without a decision") },
	{ 0, "feedback-due", MH_OPT_FLAG, offsetof(struct args, feedback_due), NULL, NULL, N_("only signals whose reporter is to be told something") },
	{ 0 }
};

static enum mh_status run(struct mh_session *, void *, int, char **, struct mh_err *);

const struct mh_command signal_list = {
	.name = "list", .operands = "", .min = 0, .max = 0,
	.summary = N_("print signals as a list"),
	.options = options, .args_size = sizeof(struct args),
	.takes = MH_TAKES_STORE | MH_TAKES_ROWS | MH_TAKES_AS_OF,
	.run = run,
};

struct filter {
	const struct args *args;
	struct mh_casework work;
	struct mh_date today;
};

static bool wanted(void *arg, const struct mh_record *signal)
{
	const struct filter *const filter = arg;
	struct mh_signal_due due;

	if (filter->args->open && mh_signal_ended(mh_record_text(signal, "state")))
		return false;
	if (filter->args->overdue && (!mh_signal_response(signal, &due) || mh_date_compare(mh_signal_due_day(&filter->work, &due), filter->today) >= 0))
		return false;
	return !filter->args->feedback_due || mh_signal_feedback(signal, &due);
}

static enum mh_status run(struct mh_session *session, void *arg, int argc, char **argv, struct mh_err *err)
{
	struct filter filter = { .args = arg, .work = MH_CASEWORK_INIT, .today = mh_session_day(session) };
	const bool filters = filter.args->open || filter.args->overdue || filter.args->feedback_due;
	struct mh_query query;
	enum mh_status status = MH_OK;

	(void)argc;
	(void)argv;
	if (filter.args->overdue)
		status = mh_casework_load(session->store, &filter.work, err);
	mh_query_init(&query, &mh_signal);
	if (status == MH_OK)
		status = mh_list(session, &query, "id,received,urgency,municipality,sector,form,state", filters ? wanted : NULL, &filter, err);
	mh_query_free(&query);
	mh_casework_free(&filter.work);
	return status;
}
