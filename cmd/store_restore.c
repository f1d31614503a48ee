/* mh-store restore: make a store of a backup, at a place where none is. */

#include <stdlib.h>

#include "base/clock.h"
#include "base/file.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "commands_store.h"
#include "exchange/notice.h"
#include "exchange/spool.h"
#include "refer.h"
#include "session.h"
#include "store/erase.h"

struct args {
	struct mh_words signers;
	struct mh_words erasures;
	const char *older, *plain_disk;
	bool no_notice;
};

#define AT(field) offsetof(struct args, field)

static const struct mh_option options[] = {
	{ 0, "signed-by", MH_OPT_LIST, AT(signers), N_("fingerprint"), NULL, N_("the organisation's exchange key or a keyholder's, by whom it must be signed; may be repeated (required)") },
	{ 0, "accept-older", MH_OPT_TEXT, AT(older), N_("reason"), NULL, N_("accept one that is older than what was backed up from here; the reason is logged") },
	{ 0, "accept-plain-disk", MH_OPT_TEXT, AT(plain_disk), N_("reason"), NULL, N_("accept a disk that is not seen to be encrypted; the reason is logged") },
	{ 0, "erasures", MH_OPT_LIST, AT(erasures), N_("file"), "file:", N_("signed lists of what was erased since, from mh-store retain --lists; may be repeated, older ones first; those of the configuration folder are taken anyhow") },
	{ 0, "no-notice", MH_OPT_FLAG, AT(no_notice), NULL, NULL, N_("make no files that tell partners of it: it is a rehearsal, or mh-refer notice follows") },
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

/* Files of lists of erasures, in their order. */
struct lists { struct mh_restore_lists *list; struct mh_str *texts; size_t count; };

static enum mh_status read_lists(struct lists *lists, const struct mh_words *names, struct mh_err *err)
{
	enum mh_status status = MH_OK;

	lists->list = mh_alloc(names->count + 1, sizeof *lists->list);
	lists->texts = mh_alloc(names->count + 1, sizeof *lists->texts);
	for (size_t i = 0; i < names->count && status == MH_OK; i++) {
		mh_str_init(&lists->texts[i], 4 * MH_ERASURE_MOST);
		status = mh_file_read(names->list[i], &lists->texts[i], err);
		lists->list[i] = (struct mh_restore_lists){ lists->texts[i].s, names->list[i] };
		lists->count++;
	}
	return status;
}

static void free_lists(struct lists *lists)
{
	for (size_t i = 0; i < lists->count; i++)
		mh_str_free(&lists->texts[i]);
	free(lists->texts);
	free(lists->list);
}

static void say_done(const struct mh_session *session, size_t erased, bool unknown)
{
	if (unknown)
		mh_say(session, _("what was erased after the backup was made is not known here, and is back: no list of erasures was carried out again: give "
			"the newest lists with --erasures (mh-store retain --lists writes them where the store was in use)"));
	else if (erased == 0)
		mh_say(session, _("no list of erasures that is known here is newer than it"));
	else
		mh_say(session, ngettext("%zu list of erasures that is newer than it was carried out again", "%zu lists of erasures that are newer than it were carried out again",
			erased), erased);
	mh_say(session, session->common.dry_run ? _("it can be restored; nothing was made") :
		_("restored: look at it with mh-store check; what was done since the backup is not in it"));
}

static void told(void *session, const struct mh_notice *notice)
{
	refer_say_notice(session, notice);
}

/* The store is restored, whatever comes of this: what cannot be told now is said, and mh-refer notice tells it later. */
static void tell_partners(struct mh_session *session)
{
	struct mh_noticing n = { .command = session->log, .now = mh_clock_system() };
	struct mh_err err = MH_ERR_INIT;
	struct mh_str spool;

	mh_str_init(&spool, 4096);
	enum mh_status status = mh_store_open(&session->place, true, &n.store, &err);
	if (status == MH_OK) {
		mh_spool_of(mh_store_about(n.store)->file, &spool);
		n.spool = spool.s;
		status = mh_notices(&n, told, session, &err);
		mh_store_close(n.store);
	}
	if (status != MH_OK && n.failed == 0)
		mh_say(session, "%s", err.text);
	if (n.failed > 0)
		mh_say(session, ngettext("%zu partner was not told of the restore: mh-refer notice", "%zu partners were not told of the restore: mh-refer notice", n.failed), n.failed);
	mh_str_free(&spool);
}

static enum mh_status run(struct mh_session *session, void *arg, int argc, char **argv, struct mh_err *err)
{
	const struct args *args = arg;
	struct mh_problems problems = MH_PROBLEMS_INIT;
	struct lists lists = { .count = 0 };
	struct mh_str message;
	size_t erased = 0;
	bool unknown = false;
	struct mh_restore wish = {
		.signers = args->signers.list, .signer_count = args->signers.count, .older = args->older, .plain_disk = args->plain_disk,
		.dry_run = session->common.dry_run, .command = session->log, .tell = tell, .arg = session,
		.erased = &erased, .unknown = &unknown,
	};

	(void)argc;
	if (args->signers.count == 0)
		return mh_fail(err, MH_USAGE, _("--signed-by: is required: the fingerprint of the exchange key or of a keyholder (gpg -K shows those you have)"));
	mh_str_init(&message, MH_BACKUP_MESSAGE_MOST);
	enum mh_status status = mh_file_read(argv[0], &message, err);
	if (status == MH_OK)
		status = read_lists(&lists, &args->erasures, err);
	wish.lists = lists.list;
	wish.list_count = lists.count;
	if (status == MH_OK)
		status = mh_store_restore(&session->place, (struct mh_blob){ message.s, message.len }, &wish, &problems, err);
	mh_say_problems(session, &problems);
	if (status == MH_OK)
		say_done(session, erased, unknown);
	if (status == MH_OK && !args->no_notice && !session->common.dry_run)
		tell_partners(session);
	mh_problems_free(&problems);
	free_lists(&lists);
	mh_str_free(&message);
	return status;
}
