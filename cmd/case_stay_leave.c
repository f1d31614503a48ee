/* mh-case stay leave: record that the person left the shelter, and where to. */

#include "commands_case.h"
#include "stay.h"

static const struct mh_option options[] = {
	STAY_FIELD("destination", N_("code"), "catalogue:destination", N_("where the person went (required)")),
	STAY_ON,
	{ 0 }
};

static enum mh_status run(struct mh_session *, void *, int, char **, struct mh_err *);

const struct mh_command case_stay_leave = {
	.name = "stay leave", .operands = N_("stay"), .min = 1, .max = 1,
	.summary = N_("record that the person left, and where to"),
	.options = options, .args_size = sizeof(struct stay_args),
	.takes = MH_TAKES_WRITE | MH_TAKES_DRY_RUN,
	.run = run,
};

static enum mh_status run(struct mh_session *session, void *arg, int argc, char **argv, struct mh_err *err)
{
	(void)argc;
	return stay_move(session, MH_STAY_LEAVE, arg, argv[0], err);
}
