/* mh-signal edit: correct or complete a signal. */

#include <string.h>

#include "base/clock.h"
#include "base/i18n.h"
#include "commands_signal.h"
#include "record/options.h"
#include "record/signal_rules.h"
#include "session.h"

struct args {
	struct mh_pairs fields;
};

static const struct mh_option *fields(void);
static enum mh_status run(struct mh_session *, void *, int, char **, struct mh_err *);

const struct mh_command signal_edit = {
	.name = "edit", .operands = "signal", .min = 1, .max = 1,
	.summary = N_("correct or complete a signal; what was there before is kept"),
	.more = fields, .args_size = sizeof(struct args),
	.takes = MH_TAKES_STORE | MH_TAKES_WRITE | MH_TAKES_DRY_RUN,
	.run = run,
};

static const struct mh_option *fields(void)
{
	return mh_kind_options(&mh_signal, offsetof(struct args, fields));
}

/* The number by which a source knows it decides what an import finds again, so it is not changed by hand. */
static enum mh_status check_args(const struct args *args, struct mh_err *err)
{
	if (args->fields.count == 0)
		return mh_fail(err, MH_USAGE, _("nothing to change: name a field, as --urgency high"));
	for (size_t i = 0; i < args->fields.count; i++)
		if (strcmp(args->fields.list[i].name, "external-id") == 0 || strcmp(args->fields.list[i].name, "source") == 0)
			return mh_fail(err, MH_USAGE, _("--%s: says which signal of the source it is, and stays"), args->fields.list[i].name);
	return MH_OK;
}

static enum mh_status check(struct mh_session *session, const struct mh_record *signal, struct mh_err *err)
{
	struct mh_problems problems = MH_PROBLEMS_INIT;
	const struct mh_problem where = { 0 };
	enum mh_status status, rules;

	status = mh_record_check(signal, mh_store_catalogues(session->store), mh_today(), &where, &problems, err);
	rules = mh_signal_rules(signal, mh_today(), &where, &problems, status == MH_OK ? err : NULL);
	if (problems.total > 0) {
		mh_say_problems(session, &problems);
		mh_fail(err, MH_INPUT, ngettext("nothing was written: %zu problem", "nothing was written: %zu problems", problems.total), problems.total);
	}
	mh_problems_free(&problems);
	return status == MH_OK ? rules : status;
}

static enum mh_status run(struct mh_session *session, void *arg, int argc, char **argv, struct mh_err *err)
{
	const struct args *args = arg;
	struct mh_record signal;
	enum mh_status status;

	(void)argc;
	mh_record_init(&signal, &mh_signal);
	status = check_args(args, err);
	if (status == MH_OK)
		status = mh_store_begin(session->store, session->log, err);
	if (status == MH_OK)
		status = mh_store_get_text(session->store, argv[0], &mh_signal, &signal, err);
	if (status == MH_OK)
		status = mh_record_assign(&signal, &args->fields, err);
	if (status == MH_OK)
		status = check(session, &signal, err);
	if (status == MH_OK)
		status = mh_store_put(session->store, &signal, err);
	if (status == MH_OK && !session->common.dry_run)
		status = mh_store_commit(session->store, err);
	mh_store_rollback(session->store);
	mh_record_free(&signal);
	return status;
}
