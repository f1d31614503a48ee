/* mh-case programme end: record how a programme ended. */

#include <string.h>

#include "base/date.h"
#include "base/i18n.h"
#include "commands_case.h"
#include "part.h"

struct args {
	const char *on, *outcome;
};

static const struct mh_option options[] = {
	{ 0, "on", MH_OPT_DATE, offsetof(struct args, on), N_("date"), NULL, N_("day on which it happened; today where it is not given") },
	{ 0, "outcome", MH_OPT_TEXT, offsetof(struct args, outcome), N_("code"), "catalogue:programme-outcome", N_("how it ended") },
	{ 0 }
};

static enum mh_status run(struct mh_session *, void *, int, char **, struct mh_err *);

const struct mh_command case_programme_end = {
	.name = "programme end", .operands = N_("programme"), .min = 1, .max = 1,
	.summary = N_("record how a programme ended"),
	.options = options, .args_size = sizeof(struct args),
	.takes = MH_TAKES_WRITE | MH_TAKES_DRY_RUN,
	.run = run,
};

static enum mh_status check(struct mh_session *session, const void *arg, struct mh_record *the_case, struct mh_record *programme, struct mh_err *err)
{
	(void)session, (void)arg, (void)the_case;
	if (!mh_record_has(programme, "ended"))
		return MH_OK;
	return mh_fail(err, MH_NO, _("has ended: %s; mh-case programme start begins another"), mh_record_text(programme, "ended"));
}

static enum mh_status run(struct mh_session *session, void *arg, int argc, char **argv, struct mh_err *err)
{
	const struct args *args = arg;
	char day[MH_DATE_SIZE];

	(void)argc;
	enum mh_status status = mh_part_day("on", args->on, day, err);
	if (status == MH_OK && args->outcome == NULL)
		status = mh_fail(err, MH_USAGE, _("--outcome: is required and was not given: give it"));
	if (status != MH_OK)
		return status;
	const struct mh_part_change changes[] = { { "ended", day }, { "outcome", args->outcome }, { NULL, NULL } };
	return mh_part_change(session, &mh_part_programme, argv[0], changes, &(struct mh_part_more){ check, NULL }, err);
}
