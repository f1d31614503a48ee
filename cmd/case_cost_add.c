/* mh-case cost add: record what help costs, and who pays. */

#include "base/i18n.h"
#include "commands_case.h"
#include "part.h"
#include "record/options.h"

static const struct mh_option *fields(void)
{
	return mh_kind_options(&mh_cost, offsetof(struct mh_part_args, fields));
}

static enum mh_status run(struct mh_session *, void *, int, char **, struct mh_err *);

const struct mh_command case_cost_add = {
	.name = "cost add", .operands = N_("case"), .min = 1, .max = 1,
	.summary = N_("record what help costs, and who pays; prints its id"),
	.options = mh_part_partner, .more = fields, .args_size = sizeof(struct mh_part_args),
	.takes = MH_TAKES_WRITE | MH_TAKES_DRY_RUN,
	.run = run,
};

/* The municipalities as they are now: the case may move on. */
static enum mh_status fill(struct mh_session *session, const void *arg, struct mh_record *the_case, struct mh_record *cost, struct mh_err *err)
{
	(void)session, (void)arg;
	if (!mh_record_has(cost, "amount") && !mh_record_has(cost, "minutes"))
		return mh_fail(err, MH_INPUT, _("neither --amount nor --minutes was given"));
	enum mh_status status = mh_record_put(cost, "found", mh_record_text(the_case, "municipality"), err);
	return status == MH_OK ? mh_record_put(cost, "stay", mh_record_text(the_case, "stay"), err) : status;
}

static enum mh_status run(struct mh_session *session, void *arg, int argc, char **argv, struct mh_err *err)
{
	(void)argc;
	return mh_part_add(session, &mh_part_cost, argv[0], arg, &(struct mh_part_more){ fill, NULL }, err);
}
