/* mh-store backup: the whole store in one file that keyholders can open. */

#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/i18n.h"
#include "commands_store.h"
#include "session.h"

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

/* Only what looks like a backup is replaced: not a store, nor anything else that was named by mistake. */
static enum mh_status check_output(const struct args *args, struct mh_err *err)
{
	static const char first[] = "-----BEGIN PGP MESSAGE-----";
	char there[sizeof first] = "";

	if (args->output == NULL)
		return mh_fail(err, MH_USAGE, _("--output: is required: the file to write, or - for standard output"));
	if (strcmp(args->output, "-") == 0 || access(args->output, F_OK) != 0)
		return MH_OK;
	if (!args->replace)
		return mh_fail(err, MH_INPUT, _("%s: exists: name another file, or --replace"), args->output);
	int fd = open(args->output, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	ssize_t got = fd >= 0 ? read(fd, there, sizeof first - 1) : -1;
	if (fd >= 0)
		close(fd);
	if (got != (ssize_t)sizeof first - 1 || memcmp(there, first, sizeof first - 1) != 0)
		return mh_fail(err, MH_INPUT, _("%s: is no backup, so it is not replaced"), args->output);
	return MH_OK;
}

/* Written, then read again from the disk. */
static enum mh_status write_file(const struct args *args, const struct mh_str *message, struct mh_err *err)
{
	struct mh_str again;
	enum mh_status status = mh_file_write(args->output, (struct mh_blob){ message->s, message->len }, args->replace, err);

	if (status != MH_OK)
		return status;
	mh_str_init(&again, message->len);
	status = mh_file_read(args->output, &again, err);
	if (status == MH_OK && (again.len != message->len || memcmp(again.s, message->s, again.len) != 0))
		status = mh_fail(err, MH_INPUT, _("%s: read again, it is not what was written: do not trust this disk"), args->output);
	mh_str_free(&again);
	return status;
}

static enum mh_status run(struct mh_session *session, void *arg, int argc, char **argv, struct mh_err *err)
{
	const struct args *args = arg;
	struct mh_backup about;
	struct mh_str message;
	enum mh_status status = check_output(args, err);

	(void)argc, (void)argv;
	if (status != MH_OK)
		return status;
	mh_str_init(&message, MH_BACKUP_MESSAGE_MOST);
	status = mh_store_backup(session->store, &message, &about, err);
	bool to_file = strcmp(args->output, "-") != 0;
	if (status == MH_OK && to_file)
		status = write_file(args, &message, err);
	else if (status == MH_OK)
		fwrite(message.s, 1, message.len, stdout);
	if (status == MH_OK)
		mh_say(session, about.opened ? _("%s: %zu bytes, up to log entry %lld, signed by %s; opened again by a keyholder: good") :
			_("%s: %zu bytes, up to log entry %lld, signed by %s; not opened again: no keyholder is here"),
			to_file ? args->output : _("standard output"), message.len, (long long)about.entry, about.signer);
	mh_str_free(&message);
	return status;
}
