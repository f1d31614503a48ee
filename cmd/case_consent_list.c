/* mh-case consent list: the answers of one case, or of all. */

#include "base/i18n.h"
#include "commands_case.h"
#include "part.h"

static enum mh_status run(struct mh_session *, void *, int, char **, struct mh_err *);

const struct mh_command case_consent_list = {
	.name = "consent list", .operands = N_("[case]"), .min = 0, .max = 1,
	.summary = N_("list the answers of a case, or of all cases"),
	.takes = MH_TAKES_STORE | MH_TAKES_ROWS | MH_TAKES_AS_OF,
	.run = run,
};

static enum mh_status run(struct mh_session *session, void *arg, int argc, char **argv, struct mh_err *err)
{
	(void)arg;
	return mh_part_list(session, &mh_part_consent, argc, argv, err);
}
