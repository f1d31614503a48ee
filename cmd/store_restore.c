/* mh-store restore: make a store of a backup, at a place where none is. */

#include "base/clock.h"
#include "base/file.h"
#include "base/i18n.h"
#include "commands_store.h"
#include "session.h"
#include "store/erase.h"

struct args {
	struct mh_words signers;
	const char *older, *plain_disk, *erasures;
};

#define AT(field) offsetof(struct args, field)

static const struct mh_option options[] = {
	{ 0, "signed-by", MH_OPT_LIST, AT(signers), N_("fingerprint"), NULL, N_("the organisation's exchange key or a keyholder's, by whom it must be signed; may be repeated (required)") },
	{ 0, "accept-older", MH_OPT_TEXT, AT(older), N_("reason"), NULL, N_("accept one that is older than what was backed up from here; the reason is logged") },
	{ 0, "accept-plain-disk", MH_OPT_TEXT, AT(plain_disk), N_("reason"), NULL, N_("accept a disk that is not seen to be encrypted; the reason is logged") },
	{ 0, "erasures", MH_OPT_FILE, AT(erasures), N_("file"), NULL, N_("signed lists of what was erased since, from mh-store retain --lists; those of the configuration folder are taken anyhow") },
	{ 0 }
};

static enum mh_status run(struct mh_session *, void *, int, char **, struct mh_err *);

const struct mh_command store_restore = {
	.name = "restore", .operands = "file", .min = 1, .max = 1,
	.summary = N_("make a store of a backup, at a place where none is"),
	.options = options, .args_size = sizeof(struct args),
	.takes = MH_TAKES_PLACE | MH_TAKES_DRY_RUN,
	.run = run,
};

/* Whose it is, how old and where its log ends, before anything is made. */
static void tell(void *arg, const struct mh_backup *about)
{
	const struct mh_session *session = arg;
	const long days = (long)((mh_clock_system() - about->made) / 86400);
	char made[MH_MOMENT_SIZE], head[17];

	mh_moment_format(about->made, made);
	for (size_t i = 0; i < 8; i++)
		snprintf(head + 2 * i, 3, "%02x", about->digest[i]);
	mh_say(session, about->demo ? _("backup of the demo store of %s, signed by %s") : _("backup of the store of %s, signed by %s"),
		about->organisation, about->signer);
	mh_say(session, ngettext("made %s, %ld day ago; its log ends with entry %lld, digest %s", "made %s, %ld days ago; its log ends with entry %lld, digest %s",
		(unsigned long)days), made, days, (long long)about->entry, head);
}

static enum mh_status run(struct mh_session *session, void *arg, int argc, char **argv, struct mh_err *err)
{
	const struct args *args = arg;
	struct mh_problems problems = MH_PROBLEMS_INIT;
	struct mh_str message, erasures;
	size_t erased = 0;
	struct mh_restore wish = {
		.signers = args->signers.list, .signer_count = args->signers.count, .older = args->older, .plain_disk = args->plain_disk,
		.dry_run = session->common.dry_run, .command = session->log, .tell = tell, .arg = session,
		.erased = &erased,
	};

	(void)argc;
	if (args->signers.count == 0)
		return mh_fail(err, MH_USAGE, _("--signed-by: is required: the fingerprint of the exchange key or of a keyholder (gpg -K shows those you have)"));
	mh_str_init(&message, MH_BACKUP_MESSAGE_MOST);
	mh_str_init(&erasures, 4 * MH_ERASURE_MOST);
	enum mh_status status = mh_file_read(argv[0], &message, err);
	if (status == MH_OK && args->erasures != NULL)
		status = mh_file_read(args->erasures, &erasures, err);
	if (args->erasures != NULL) {
		wish.erasures = erasures.s;
		wish.erasures_name = args->erasures;
	}
	if (status == MH_OK)
		status = mh_store_restore(&session->place, (struct mh_blob){ message.s, message.len }, &wish, &problems, err);
	mh_say_problems(session, &problems);
	if (status == MH_OK && erased > 0)
		mh_say(session, ngettext("%zu list of erasures that is newer than it was carried out again", "%zu lists of erasures that are newer than it were carried out again",
			erased), erased);
	if (status == MH_OK)
		mh_say(session, session->common.dry_run ? _("it can be restored; nothing was made") :
			_("restored: look at it with mh-store check; what was done since the backup is not in it"));
	mh_problems_free(&problems);
	mh_str_free(&erasures);
	mh_str_free(&message);
	return status;
}
