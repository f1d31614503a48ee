/* mh-case document return: say that a paper was given back to the person. */

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

const struct mh_command case_document_return = {
	.name = "document return", .operands = N_("document"), .min = 1, .max = 1,
	.summary = N_("say that a paper was given back"),
	.options = options, .args_size = sizeof(struct args),
	.takes = MH_TAKES_WRITE | MH_TAKES_DRY_RUN,
	.run = run,
};

static enum mh_status check(struct mh_session *session, const void *arg, struct mh_record *the_case, struct mh_record *paper, struct mh_err *err)
{
	(void)session, (void)arg, (void)the_case;
	if (mh_record_has(paper, "returned"))
		return mh_fail(err, MH_NO, _("was returned on %s"), mh_record_text(paper, "returned"));
	if (strcmp(mh_record_text(paper, "kept"), "person") == 0)
		return mh_fail(err, MH_NO, _("is with the person"));
	return MH_OK;
}

static enum mh_status run(struct mh_session *session, void *arg, int argc, char **argv, struct mh_err *err)
{
	const struct args *args = arg;
	char day[MH_DATE_SIZE];

	(void)argc;
	enum mh_status status = mh_part_day("on", args->on, day, err);
	if (status != MH_OK)
		return status;
	const struct mh_part_change changes[] = { { "returned", day }, { "kept", "person" }, { NULL, NULL } };
	return mh_part_change(session, &mh_part_paper, argv[0], changes, &(struct mh_part_more){ check, NULL }, err);
}
