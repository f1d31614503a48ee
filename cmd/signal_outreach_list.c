/* mh-signal outreach list: print trainings and campaigns. */

#include "base/i18n.h"
#include "commands_signal.h"
#include "list.h"
#include "sums.h"

struct args { bool sums; };

static const struct mh_option options[] = {
	{ 0, "sums", MH_OPT_FLAG, offsetof(struct args, sums), NULL, NULL, N_("how many people were reached, by municipality and audience") },
	{ 0 }
};

static enum mh_status run(struct mh_session *, void *, int, char **, struct mh_err *);

const struct mh_command signal_outreach_list = {
	.name = "outreach list", .operands = "", .min = 0, .max = 0,
	.summary = N_("print trainings and campaigns"),
	.options = options, .args_size = sizeof(struct args),
	.takes = MH_TAKES_STORE | MH_TAKES_ROWS | MH_TAKES_AS_OF,
	.run = run,
};

static enum mh_status run(struct mh_session *session, void *arg, int argc, char **argv, struct mh_err *err)
{
	static const struct mh_sums sums = { &mh_outreach, { "municipality", "audience" }, "reached" };
	const struct args *const args = arg;
	struct mh_query query;

	(void)argc, (void)argv;
	if (args->sums)
		return mh_sums_print(session, &sums, err);
	mh_query_init(&query, &mh_outreach);
	enum mh_status status = mh_list(session, &query, "id,on,activity,audience,municipality,theme,reached", NULL, NULL, err);
	mh_query_free(&query);
	return status;
}
