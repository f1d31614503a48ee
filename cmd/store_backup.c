/* mh-store backup: the whole store in one file that keyholders can open. */

#include "base/i18n.h"
#include "commands_store.h"
#include "session.h"
#include "store_output.h"

struct args {
	const char *output;
	bool replace;
};

static const struct mh_option options[] = {
	{ 'o', "output", MH_OPT_FILE, offsetof(struct args, output), "file", NULL, N_("where it is written; - is standard output (required)") },
	{ 0, "replace", MH_OPT_FLAG, offsetof(struct args, replace), NULL, NULL, N_("replace an older backup of that name") },
	{ 0 }
};

static enum mh_status run(struct mh_session *, void *, int, char **, struct mh_err *);

const struct mh_command store_backup = {
	.name = "backup", .operands = "", .min = 0, .max = 0,
	.summary = N_("write the whole store to one file that only keyholders can open"),
	.options = options, .args_size = sizeof(struct args),
	.takes = MH_TAKES_STORE,
	.run = run,
};

static enum mh_status run(struct mh_session *session, void *arg, int argc, char **argv, struct mh_err *err)
{
	const struct args *args = arg;
	struct mh_backup about;
	struct mh_str message;
	enum mh_status status = store_output_check(args->output, args->replace, err);

	(void)argc, (void)argv;
	if (status != MH_OK)
		return status;
	mh_str_init(&message, MH_BACKUP_MESSAGE_MOST);
	status = mh_store_backup(session->store, &message, &about, err);
	if (status == MH_OK)
		status = store_output_write(args->output, args->replace, &message, err);
	if (status == MH_OK)
		mh_say(session, about.opened ? _("%s: %zu bytes, up to log entry %lld, signed by %s; opened again by a keyholder: good") :
			_("%s: %zu bytes, up to log entry %lld, signed by %s; not opened again: no keyholder is here"),
			store_output_name(args->output), message.len, (long long)about.entry, about.signer);
	mh_str_free(&message);
	return status;
}
