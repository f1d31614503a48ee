/* mh-signal advice list: print calls in which somebody thought along. */

#include "base/i18n.h"
#include "commands_signal.h"
#include "list.h"

static enum mh_status run(struct mh_session *, void *, int, char **, struct mh_err *);

const struct mh_command signal_advice_list = {
	.name = "advice list", .operands = "", .min = 0, .max = 0,
	.summary = N_("print calls in which somebody thought along"),
	.takes = MH_TAKES_STORE | MH_TAKES_ROWS | MH_TAKES_AS_OF,
	.run = run,
};

static enum mh_status run(struct mh_session *session, void *arg, int argc, char **argv, struct mh_err *err)
{
	struct mh_query query;

	(void)arg, (void)argc, (void)argv;
	mh_query_init(&query, &mh_advice);
	enum mh_status status = mh_list(session, &query, "id,on,sector,reporter,theme,minutes,municipality", NULL, NULL, err);
	mh_query_free(&query);
	return status;
}
