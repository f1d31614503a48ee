/* mh-store export: everything as YAML and CSV, in one file that keyholders can open. */

#include "base/i18n.h"
#include "commands_store.h"
#include "session.h"
#include "store_output.h"

struct args {
	const char *output, *purpose;
	bool all, replace;
};

static const struct mh_option options[] = {
	{ 0, "all", MH_OPT_FLAG, offsetof(struct args, all), NULL, NULL, N_("everything that the store holds, also what is sealed (required)") },
	{ 'o', "output", MH_OPT_FILE, offsetof(struct args, output), "file", NULL, N_("where it is written; - is standard output (required)") },
	{ 0, "purpose", MH_OPT_TEXT, offsetof(struct args, purpose), N_("code"), "catalogue:purpose", N_("what it is needed for (required)") },
	{ 0, "replace", MH_OPT_FLAG, offsetof(struct args, replace), NULL, NULL, N_("replace an older export of that name") },
	{ 0 }
};

static enum mh_status run(struct mh_session *, void *, int, char **, struct mh_err *);

const struct mh_command store_export = {
	.name = "export", .operands = "", .min = 0, .max = 0,
	.summary = N_("write everything as YAML and CSV, to one file that only keyholders can open"),
	.options = options, .args_size = sizeof(struct args),
	.takes = MH_TAKES_STORE,
	.run = run,
};

static enum mh_status check_required(const struct args *args, struct mh_err *err)
{
	if (!args->all)
		return mh_fail(err, MH_USAGE, _("--all: is required: an export holds everything, also what is sealed"));
	if (args->purpose == NULL)
		return mh_fail(err, MH_USAGE, _("--purpose: is required: what it is needed for, a code of mh-store codes purpose"));
	return store_output_check(args->output, args->replace, err);
}

static enum mh_status run(struct mh_session *session, void *arg, int argc, char **argv, struct mh_err *err)
{
	const struct args *args = arg;
	struct mh_export about;
	struct mh_str message;
	enum mh_status status = check_required(args, err);

	(void)argc, (void)argv;
	if (status != MH_OK)
		return status;
	mh_str_init(&message, MH_EXPORT_MESSAGE_MOST);
	status = mh_store_export(session->store, session->log, args->purpose, &message, &about, err);
	if (status == MH_OK)
		status = store_output_write(args->output, args->replace, &message, err);
	if (status == MH_OK) {
		mh_say(session, about.opened ? _("%s: %zu bytes, %zu records in %zu versions, up to log entry %lld, signed by %s; opened again by a keyholder: good") :
			_("%s: %zu bytes, %zu records in %zu versions, up to log entry %lld, signed by %s; not opened again: no keyholder is here"),
			store_output_name(args->output), message.len, about.records, about.versions, (long long)about.entry, about.signer);
		mh_say(session, _("inside it everything is in plain text: a keyholder reads it with gpg -d FILE | tar x, on an encrypted disk"));
	}
	mh_str_free(&message);
	return status;
}
