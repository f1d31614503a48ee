/* mh-case stay wait: say that a request is on the waiting list. */

#include "commands_case.h"
#include "stay.h"

static const struct mh_option options[] = {
	STAY_ON,
	{ 0 }
};

static enum mh_status run(struct mh_session *, void *, int, char **, struct mh_err *);

const struct mh_command case_stay_wait = {
	.name = "stay wait", .operands = N_("stay"), .min = 1, .max = 1,
	.summary = N_("say that a request is on the waiting list"),
	.options = options, .args_size = sizeof(struct stay_args),
	.takes = MH_TAKES_WRITE | MH_TAKES_DRY_RUN,
	.run = run,
};

static enum mh_status run(struct mh_session *session, void *arg, int argc, char **argv, struct mh_err *err)
{
	(void)argc;
	return stay_move(session, MH_STAY_WAIT, arg, argv[0], err);
}
