/* mh-case conference end: say that a conference was held or cancelled. */

#include <string.h>

#include "base/i18n.h"
#include "commands_case.h"
#include "part.h"

struct args {
	const char *as;
};

static const struct mh_option options[] = {
	{ 0, "as", MH_OPT_KEYWORD, offsetof(struct args, as), "word", "held cancelled", N_("what became of it; held where it is not given") },
	{ 0 }
};

static enum mh_status run(struct mh_session *, void *, int, char **, struct mh_err *);

const struct mh_command case_conference_end = {
	.name = "conference end", .operands = N_("conference"), .min = 1, .max = 1,
	.summary = N_("say that a conference was held or cancelled"),
	.options = options, .args_size = sizeof(struct args),
	.takes = MH_TAKES_WRITE | MH_TAKES_DRY_RUN,
	.run = run,
};

static enum mh_status check(struct mh_session *session, const void *arg, struct mh_record *the_case, struct mh_record *conference, struct mh_err *err)
{
	const char *state = mh_record_text(conference, "state");
	char today[MH_DATE_SIZE];

	(void)session, (void)the_case;
	if (strcmp(state, "planned") != 0)
		return mh_fail(err, MH_NO, _("has ended: %s; mh-case conference add plans another"), state);
	if (strcmp(arg, "cancelled") == 0)
		return MH_OK;
	mh_part_day("on", NULL, today, err);
	return strcmp(mh_record_text(conference, "on"), today) > 0 ?
		mh_fail(err, MH_INPUT, _("is on %s, which is in the future"), mh_record_text(conference, "on")) : MH_OK;
}

static enum mh_status run(struct mh_session *session, void *arg, int argc, char **argv, struct mh_err *err)
{
	const struct args *args = arg;
	const char *as = args->as != NULL ? args->as : "held";
	const struct mh_part_change changes[] = { { "state", as }, { NULL, NULL } };

	(void)argc;
	return mh_part_change(session, &mh_part_conference, argv[0], changes, &(struct mh_part_more){ check, as }, err);
}
