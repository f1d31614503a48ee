/* mh-refer accept: say yes to a referral that came in. */

#include "base/i18n.h"
#include "commands_refer.h"
#include "refer.h"

static const struct mh_option options[] = {
	{ 0, "on", MH_OPT_FIELD, offsetof(struct refer_move_args, pairs), N_("date"), NULL, N_("day of the answer; today if left out") },
	{ 0, "note", MH_OPT_FIELD, offsetof(struct refer_move_args, pairs), "-", NULL, N_("more, in words, from standard input") },
	REFER_SPOOL_OPTION(struct refer_move_args),
	{ 0 }
};

static enum mh_status run(struct mh_session *, void *, int, char **, struct mh_err *);

const struct mh_command refer_accept = {
	.name = "accept", .operands = N_("referral ..."), .min = 1, .max = -1,
	.summary = N_("say yes to a referral that came in, or take back what is handed back to us"),
	.options = options, .args_size = sizeof(struct refer_move_args),
	.takes = MH_TAKES_WRITE,
	.run = run,
};

static enum mh_status run(struct mh_session *session, void *args, int argc, char **argv, struct mh_err *err)
{
	return refer_move(session, MH_MOVE_ACCEPT, args, argc, argv, err);
}
