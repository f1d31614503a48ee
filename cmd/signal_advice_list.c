/* mh-signal advice list: print calls in which somebody thought along. */

#include "base/i18n.h"
#include "commands_signal.h"
#include "list.h"
#include "sums.h"

struct args { bool sums; };

static const struct mh_option options[] = {
	{ 0, "sums", MH_OPT_FLAG, offsetof(struct args, sums), NULL, NULL, N_("how long calls took, by municipality and sector") },
	{ 0 }
};

static enum mh_status run(struct mh_session *, void *, int, char **, struct mh_err *);

const struct mh_command signal_advice_list = {
	.name = "advice list", .operands = "", .min = 0, .max = 0,
	.summary = N_("print calls in which somebody thought along"),
	.options = options, .args_size = sizeof(struct args),
	.takes = MH_TAKES_STORE | MH_TAKES_ROWS | MH_TAKES_AS_OF,
	.run = run,
};

static enum mh_status run(struct mh_session *session, void *arg, int argc, char **argv, struct mh_err *err)
{
	static const struct mh_sums sums = { &mh_advice, { "municipality", "sector" }, "minutes" };
	const struct args *const args = arg;
	struct mh_query query;

	(void)argc, (void)argv;
	if (args->sums)
		return mh_sums_print(session, &sums, err);
	mh_query_init(&query, &mh_advice);
	enum mh_status status = mh_list(session, &query, "id,on,sector,reporter,theme,minutes,municipality", NULL, NULL, err);
	mh_query_free(&query);
	return status;
}
