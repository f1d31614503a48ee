/* mh-store import: make a store of an export, at a place where none is. */

#include "base/file.h"
#include "base/i18n.h"
#include "commands_store.h"
#include "session.h"

struct args {
	struct mh_words signers, keyholders;
	const char *plain_disk;
	bool all;
};

#define AT(field) offsetof(struct args, field)

static const struct mh_option options[] = {
	{ 0, "all", MH_OPT_FLAG, AT(all), NULL, NULL, N_("everything that the export holds (required)") },
	{ 0, "signed-by", MH_OPT_LIST, AT(signers), N_("fingerprint"), NULL, N_("the organisation's exchange key or a keyholder's, by whom it must be signed; may be repeated (required)") },
	{ 0, "keyholder", MH_OPT_LIST, AT(keyholders), N_("fingerprint"), NULL, N_("key of a person who may open sealed values of the new store; may be repeated; without it: keyholders of the export whose public keys you have") },
	{ 0, "accept-plain-disk", MH_OPT_TEXT, AT(plain_disk), N_("reason"), NULL, N_("accept a disk that is not seen to be encrypted; the reason is logged") },
	{ 0 }
};

static enum mh_status run(struct mh_session *, void *, int, char **, struct mh_err *);

const struct mh_command store_import = {
	.name = "import", .operands = "file", .min = 1, .max = 1,
	.summary = N_("make a store of an export, at a place where none is"),
	.options = options, .args_size = sizeof(struct args),
	.takes = MH_TAKES_PLACE | MH_TAKES_DRY_RUN,
	.run = run,
};

/* Whose it is, how old and where its log ends, before anything is made. */
static void tell(void *arg, const struct mh_export *about)
{
	const struct mh_session *session = arg;
	char made[MH_MOMENT_SIZE];

	mh_moment_format(about->made, made);
	mh_say(session, about->demo ? _("export of the demo store of %s, made %s, up to log entry %lld, signed by %s") :
		_("export of the store of %s, made %s, up to log entry %lld, signed by %s"), about->organisation, made, (long long)about->entry, about->signer);
}

static void say_done(const struct mh_session *session, const struct mh_import_all *wish)
{
	if (wish->left_out > 0)
		mh_say(session, ngettext("%zu keyholder of the export is none of the new store: mh-store keyholder add takes one in",
			"%zu keyholders of the export are none of the new store: mh-store keyholder add takes one in", wish->left_out), wish->left_out);
	mh_say(session, session->common.dry_run ? _("%zu records in %zu versions can be imported; nothing was made") :
		_("imported %zu records in %zu versions: look at them with mh-store check; what was done since the export is not in it"),
		wish->about.records, wish->about.versions);
}

static enum mh_status run(struct mh_session *session, void *arg, int argc, char **argv, struct mh_err *err)
{
	const struct args *args = arg;
	struct mh_problems problems = MH_PROBLEMS_INIT;
	struct mh_import_all wish = {
		.signers = args->signers.list, .signer_count = args->signers.count,
		.keyholders = args->keyholders.list, .keyholder_count = args->keyholders.count,
		.plain_disk = args->plain_disk, .dry_run = session->common.dry_run, .command = session->log, .tell = tell, .arg = session,
	};
	struct mh_str message;

	(void)argc;
	if (!args->all)
		return mh_fail(err, MH_USAGE, _("--all: is required: an export is imported as a whole, into a new store (mh-signal import takes signals in)"));
	if (args->signers.count == 0)
		return mh_fail(err, MH_USAGE, _("--signed-by: is required: the fingerprint of the exchange key or of a keyholder (gpg -K shows those you have)"));
	mh_str_init(&message, MH_EXPORT_MESSAGE_MOST);
	enum mh_status status = mh_file_read(argv[0], &message, err);
	if (status == MH_OK)
		status = mh_store_import_all(&session->place, (struct mh_blob){ message.s, message.len }, &wish, &problems, err);
	mh_say_problems(session, &problems);
	if (status == MH_OK)
		say_done(session, &wish);
	mh_problems_free(&problems);
	mh_str_free(&message);
	return status;
}
