/* mh-signal edit: correct or complete a signal. */

#include <string.h>

#include "base/clock.h"
#include "base/i18n.h"
#include "commands_signal.h"
#include "record/options.h"
#include "record/signal_rules.h"
#include "session.h"
#include "signal_form.h"

struct args {
	bool edit, identity;
	const char *purpose;
	struct mh_pairs fields;
};

static const struct mh_option options[] = {
	{ 0, "edit", MH_OPT_FLAG, offsetof(struct args, edit), NULL, NULL, N_("change it in a form in $VISUAL or $EDITOR") },
	{ 0, "identity", MH_OPT_FLAG, offsetof(struct args, identity), NULL, NULL, N_("open what is kept sealed, so that it stands in the form") },
	{ 0, "purpose", MH_OPT_TEXT, offsetof(struct args, purpose), N_("code"), "catalogue:purpose", N_("what it is opened for (required with --identity)") },
	{ 0 }
};

static const struct mh_option *fields(void);
static enum mh_status run(struct mh_session *, void *, int, char **, struct mh_err *);

const struct mh_command signal_edit = {
	.name = "edit", .operands = "signal", .min = 1, .max = 1,
	.summary = N_("correct or complete a signal; what was there before is kept"),
	.options = options, .more = fields, .args_size = sizeof(struct args),
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
	if (args->edit && args->fields.count > 0)
		return mh_fail(err, MH_USAGE, _("--edit: fields are changed in the form, and take no option"));
	if (args->identity && (!args->edit || !args->purpose))
		return mh_fail(err, MH_USAGE, _("--identity goes with --edit and --purpose: what is it opened for?"));
	if (args->purpose && !args->identity)
		return mh_fail(err, MH_USAGE, _("--purpose belongs to --identity"));
	if (args->fields.count == 0 && !args->edit)
		return mh_fail(err, MH_USAGE, _("nothing to change: name a field, as --urgency high, or --edit"));
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

/* Problems that were left in the form are said. */
static enum mh_status change(struct mh_session *session, const struct args *args, const char *id, struct mh_record *changed, struct mh_err *err)
{
	struct mh_problems problems = MH_PROBLEMS_INIT;
	struct mh_record signal;

	mh_record_init(&signal, &mh_signal);
	enum mh_status status = mh_store_get_text(session->store, id, &mh_signal, &signal, err);
	const struct mh_id subject = { &mh_signal, signal.n };
	if (status == MH_OK && args->identity)
		status = mh_store_unlock(session->store, session->log, args->purpose, &subject, 1, err);
	if (status == MH_OK && args->identity)
		status = mh_store_open_values(session->store, &signal, err);
	if (status == MH_OK)
		status = mh_signal_form_change(session, &signal, changed, &problems, err);
	if (status != MH_OK && problems.total > 0) {
		mh_say_problems(session, &problems);
		mh_fail(err, status, ngettext("nothing was written: %zu problem", "nothing was written: %zu problems", problems.total), problems.total);
	}
	mh_problems_free(&problems);
	mh_record_free(&signal);
	return status;
}

/* What was changed in the form, and nothing else: another command may have written meanwhile. */
static enum mh_status apply(struct mh_record *signal, const struct mh_record *changed, struct mh_err *err)
{
	enum mh_status status = MH_OK;

	for (size_t i = 0; i < mh_signal.count && status == MH_OK; i++)
		if (changed->set[i])
			status = mh_record_put(signal, mh_signal.fields[i].name, mh_record_text(changed, mh_signal.fields[i].name), err);
	return status;
}

static enum mh_status run(struct mh_session *session, void *arg, int argc, char **argv, struct mh_err *err)
{
	const struct args *args = arg;
	struct mh_record signal, changed;
	enum mh_status status;

	(void)argc;
	mh_record_init(&signal, &mh_signal);
	mh_record_init(&changed, &mh_signal);
	status = check_args(args, err);
	if (status == MH_OK && args->edit)
		status = change(session, args, argv[0], &changed, err);
	if (status == MH_OK)
		status = mh_store_begin(session->store, session->log, err);
	if (status == MH_OK)
		status = mh_store_get_text(session->store, argv[0], &mh_signal, &signal, err);
	if (status == MH_OK)
		status = args->edit ? apply(&signal, &changed, err) : mh_record_assign(&signal, &args->fields, err);
	if (status == MH_OK)
		status = check(session, &signal, err);
	if (status == MH_OK)
		status = mh_store_put(session->store, &signal, err);
	if (status == MH_OK && !session->common.dry_run)
		status = mh_store_commit(session->store, err);
	mh_store_rollback(session->store);
	mh_record_free(&changed);
	mh_record_free(&signal);
	return status;
}
