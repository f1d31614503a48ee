/* mh-case task add: record something that is to be done, for a case or for the chain. What exactly stays sealed; what kind of thing stands in the agenda. */

#include "base/i18n.h"
#include "commands_case.h"
#include "part.h"
#include "record/options.h"

struct args {
	struct mh_part_args part;
	const char *at, *conference;
	bool chain;
};

static const struct mh_option options[] = {
	{ 0, "chain", MH_OPT_FLAG, offsetof(struct args, chain), NULL, NULL, N_("it is for the chain, and not for a case") },
	{ 0, "at", MH_OPT_TEXT, offsetof(struct args, at), N_("time"), NULL, N_("time of day, such as 14:30") },
	{ 0, "partner", MH_OPT_TEXT, offsetof(struct args, part.partner), N_("partner"), "kind:partner", N_("short name of the partner who is to do it") },
	{ 0, "conference", MH_OPT_TEXT, offsetof(struct args, conference), N_("id"), "kind:conference", N_("conference in which it was agreed") },
	{ 0 }
};

static const struct mh_option *fields(void)
{
	return mh_kind_options(&mh_task, offsetof(struct args, part.fields));
}

static enum mh_status run(struct mh_session *, void *, int, char **, struct mh_err *);

const struct mh_command case_task_add = {
	.name = "task add", .operands = N_("[case]"), .min = 0, .max = 1,
	.summary = N_("record something that is to be done; prints its id"),
	.options = options, .more = fields, .args_size = sizeof(struct args),
	.takes = MH_TAKES_WRITE | MH_TAKES_DRY_RUN,
	.run = run,
};

static enum mh_status fill(struct mh_session *session, const void *arg, struct mh_record *the_case, struct mh_record *task, struct mh_err *err)
{
	const struct args *given = arg;
	struct mh_record conference;
	enum mh_status status = MH_OK;

	(void)the_case;
	mh_record_init(&conference, &mh_conference);
	if (given->at != NULL)
		status = mh_part_put_time(task, "at", given->at, err);
	if (status == MH_OK && given->conference != NULL)
		status = mh_store_get_text(session->store, given->conference, &mh_conference, &conference, err);
	if (status == MH_OK && given->conference != NULL)
		mh_record_put_number(task, "conference", conference.n);
	mh_record_free(&conference);
	return status;
}

static enum mh_status run(struct mh_session *session, void *arg, int argc, char **argv, struct mh_err *err)
{
	const struct args *args = arg;

	if (args->chain == (argc > 0))
		return mh_fail(err, MH_USAGE, args->chain ? _("--chain: is for what belongs to no case, and a case was given") :
			_("no case was given; --chain is for what belongs to none"));
	return mh_part_add(session, &mh_part_task, argc > 0 ? argv[0] : NULL, &args->part, &(struct mh_part_more){ fill, args }, err);
}
