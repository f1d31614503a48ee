/* mh-case plan add: record what was agreed with the person of a case, and when it is looked at again. */

#include "base/i18n.h"
#include "commands_case.h"
#include "part.h"
#include "record/options.h"

static const struct mh_option *fields(void)
{
	return mh_kind_options(&mh_plan, offsetof(struct mh_part_args, fields));
}

static enum mh_status run(struct mh_session *, void *, int, char **, struct mh_err *);

const struct mh_command case_plan_add = {
	.name = "plan add", .operands = N_("case"), .min = 1, .max = 1,
	.summary = N_("record what was agreed with the person; prints its id"),
	.options = NULL, .more = fields, .args_size = sizeof(struct mh_part_args),
	.takes = MH_TAKES_WRITE | MH_TAKES_DRY_RUN,
	.run = run,
};

static enum mh_status run(struct mh_session *session, void *arg, int argc, char **argv, struct mh_err *err)
{
	(void)argc;
	return mh_part_add(session, &mh_part_plan, argv[0], arg, NULL, err);
}
