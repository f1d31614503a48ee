/* mh-case stay move: record that the person went on to another shelter on the same day. */

#include "commands_case.h"
#include "stay.h"

static const struct mh_option options[] = {
	STAY_PARTNER,
	STAY_PLACE,
	STAY_BEDS,
	STAY_ON,
	STAY_UNTIL,
	STAY_REFERENCE,
	STAY_ADDRESS,
	STAY_OVER,
	{ 0 }
};

static enum mh_status run(struct mh_session *, void *, int, char **, struct mh_err *);

const struct mh_command case_stay_move = {
	.name = "stay move", .operands = N_("stay"), .min = 1, .max = 1,
	.summary = N_("record that the person went on to another shelter; prints the id of the new stay"),
	.options = options, .args_size = sizeof(struct stay_args),
	.takes = MH_TAKES_WRITE | MH_TAKES_DRY_RUN,
	.run = run,
};

static enum mh_status run(struct mh_session *session, void *arg, int argc, char **argv, struct mh_err *err)
{
	(void)argc;
	return stay_change(session, arg, argv[0], err);
}
