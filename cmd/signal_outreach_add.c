/* mh-signal outreach add: record a training or campaign. */

#include "base/clock.h"
#include "base/i18n.h"
#include "commands_signal.h"
#include "part.h"
#include "put.h"
#include "record/options.h"

struct args {
	const char *partner;
	struct mh_pairs fields;
};

static const struct mh_option options[] = {
	{ 0, "partner", MH_OPT_TEXT, offsetof(struct args, partner), N_("code"), "kind:partner", N_("organisation of the chain for which it was held") },
	{ 0 }
};

static const struct mh_option *fields(void);
static enum mh_status run(struct mh_session *, void *, int, char **, struct mh_err *);

const struct mh_command signal_outreach_add = {
	.name = "outreach add", .operands = "", .min = 0, .max = 0,
	.summary = N_("record a training or campaign; prints its id"),
	.options = options, .more = fields, .args_size = sizeof(struct args),
	.takes = MH_TAKES_STORE | MH_TAKES_WRITE | MH_TAKES_DRY_RUN,
	.run = run,
};

static const struct mh_option *fields(void)
{
	return mh_kind_options(&mh_outreach, offsetof(struct args, fields));
}

static enum mh_status check(struct mh_session *session, const struct mh_record *outreach, struct mh_err *err)
{
	struct mh_problems problems = MH_PROBLEMS_INIT;
	struct mh_date on;
	enum mh_status status = mh_record_check(outreach, mh_store_catalogues(session->store), mh_today(), NULL, &problems, err);

	if (status == MH_OK && mh_date_parse(mh_record_text(outreach, "on"), &on) && mh_date_compare(on, mh_today()) > 0)
		status = mh_fail(err, MH_INPUT, _("--on %s: lies in the future: record it when it has been held"), mh_record_text(outreach, "on"));
	if (problems.total > 0) {
		mh_say_problems(session, &problems);
		mh_fail(err, status, ngettext("nothing was written: %zu problem", "nothing was written: %zu problems", problems.total), problems.total);
	}
	mh_problems_free(&problems);
	return status;
}

static enum mh_status run(struct mh_session *session, void *arg, int argc, char **argv, struct mh_err *err)
{
	const struct args *args = arg;
	struct mh_record outreach;

	(void)argc, (void)argv;
	mh_record_init(&outreach, &mh_outreach);
	enum mh_status status = mh_record_assign(&outreach, &args->fields, err);
	mh_record_initial(&outreach);
	if (status == MH_OK && args->partner != NULL)
		status = mh_part_put_partner(session, &outreach, "partner", args->partner, err);
	if (status == MH_OK)
		status = check(session, &outreach, err);
	if (status == MH_OK)
		status = mh_put_and_say(session, &outreach, err);
	mh_record_free(&outreach);
	return status;
}
