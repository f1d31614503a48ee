/* mh-signal list: print signals as a list. */

#include "base/i18n.h"
#include "commands_signal.h"
#include "list.h"
#include "workflow/signal_states.h"

struct args {
	bool open;
};

static const struct mh_option options[] = {
	{ 0, "open", MH_OPT_FLAG, offsetof(struct args, open), NULL, NULL, N_("only signals that have not ended") },
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

static bool wanted(void *arg, const struct mh_record *signal)
{
	(void)arg;
	return !mh_signal_ended(mh_record_text(signal, "state"));
}

static enum mh_status run(struct mh_session *session, void *arg, int argc, char **argv, struct mh_err *err)
{
	const struct args *args = arg;
	struct mh_query query;
	enum mh_status status;

	(void)argc;
	(void)argv;
	mh_query_init(&query, &mh_signal);
	status = mh_list(session, &query, "id,received,urgency,municipality,sector,form,state", args->open ? wanted : NULL, NULL, err);
	mh_query_free(&query);
	return status;
}
