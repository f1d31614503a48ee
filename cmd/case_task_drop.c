/* mh-case task drop: say that a task is no longer to be done. */

#include <string.h>

#include "base/date.h"
#include "base/i18n.h"
#include "commands_case.h"
#include "part.h"

struct args {
	const char *on;
};

static const struct mh_option options[] = {
	{ 0, "on", MH_OPT_DATE, offsetof(struct args, on), N_("date"), NULL, N_("day on which it happened; today where it is not given") },
	{ 0 }
};

static enum mh_status run(struct mh_session *, void *, int, char **, struct mh_err *);

const struct mh_command case_task_drop = {
	.name = "task drop", .operands = N_("task"), .min = 1, .max = 1,
	.summary = N_("say that a task is no longer to be done"),
	.options = options, .args_size = sizeof(struct args),
	.takes = MH_TAKES_WRITE | MH_TAKES_DRY_RUN,
	.run = run,
};

static enum mh_status check(struct mh_session *session, const void *arg, struct mh_record *the_case, struct mh_record *task, struct mh_err *err)
{
	const char *state = mh_record_text(task, "state");

	(void)session, (void)arg, (void)the_case;
	return strcmp(state, "open") == 0 ? MH_OK : mh_fail(err, MH_NO, _("has ended: %s; mh-case task add makes another"), state);
}

static enum mh_status run(struct mh_session *session, void *arg, int argc, char **argv, struct mh_err *err)
{
	const struct args *args = arg;
	char day[MH_DATE_SIZE];

	(void)argc;
	enum mh_status status = mh_part_day("on", args->on, day, err);
	if (status != MH_OK)
		return status;
	const struct mh_part_change changes[] = { { "state", "dropped" }, { "ended", day }, { NULL, NULL } };
	return mh_part_change(session, &mh_part_task, argv[0], changes, &(struct mh_part_more){ check, NULL }, err);
}
