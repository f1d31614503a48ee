/* mh-case unlink: take a link away; its history stays. */

#include "base/i18n.h"
#include "commands_case.h"
#include "unlink.h"

static enum mh_status run(struct mh_session *, void *, int, char **, struct mh_err *);

const struct mh_command case_unlink = {
	.name = "unlink", .operands = N_("link ..."), .min = 1, .max = -1,
	.summary = N_("take links away; what was there before is kept"),
	.takes = MH_TAKES_STORE | MH_TAKES_WRITE | MH_TAKES_DRY_RUN,
	.run = run,
};

static enum mh_status run(struct mh_session *session, void *arg, int argc, char **argv, struct mh_err *err)
{
	(void)arg;
	return mh_unlink(session, argc, argv, err);
}
