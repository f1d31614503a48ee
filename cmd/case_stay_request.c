/* mh-case stay request: record that shelter was asked for. */

#include "commands_case.h"
#include "stay.h"

static const struct mh_option options[] = {
	STAY_PARTNER,
	STAY_PLACE,
	STAY_BEDS,
	STAY_ON,
	STAY_UNTIL,
	STAY_REFERENCE,
	{ 0 }
};

static enum mh_status run(struct mh_session *, void *, int, char **, struct mh_err *);

const struct mh_command case_stay_request = {
	.name = "stay request", .operands = N_("case"), .min = 1, .max = 1,
	.summary = N_("record that shelter was asked for; prints the id of the stay"),
	.options = options, .args_size = sizeof(struct stay_args),
	.takes = MH_TAKES_WRITE | MH_TAKES_DRY_RUN,
	.run = run,
};

static enum mh_status run(struct mh_session *session, void *arg, int argc, char **argv, struct mh_err *err)
{
	(void)argc;
	return stay_move(session, MH_STAY_REQUEST, arg, argv[0], err);
}
