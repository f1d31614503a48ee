/* mh-store upgrade: bring a store of an older version to this one. */

#include "base/i18n.h"
#include "commands_store.h"
#include "session.h"

struct args {
	const char *unsaved;
};

static const struct mh_option options[] = {
	{ 0, "without-backup", MH_OPT_TEXT, offsetof(struct args, unsaved), N_("reason"), NULL, N_("make no backup first; the reason is logged") },
	{ 0 }
};

static enum mh_status run(struct mh_session *, void *, int, char **, struct mh_err *);

const struct mh_command store_upgrade = {
	.name = "upgrade", .operands = "", .min = 0, .max = 0,
	.summary = N_("bring a store of an older version to this one, after a backup"),
	.options = options, .args_size = sizeof(struct args),
	.takes = MH_TAKES_PLACE,
	.run = run,
};

static enum mh_status run(struct mh_session *session, void *arg, int argc, char **argv, struct mh_err *err)
{
	const struct args *args = arg;
	struct mh_upgrade u = { .command = session->log, .unsaved = args->unsaved };

	(void)argc, (void)argv;
	if (u.unsaved != NULL && u.unsaved[0] == '\0')
		return mh_fail(err, MH_USAGE, _("--without-backup: is empty, and it is what the log is to say"));
	mh_str_init(&u.backup, 4200);
	enum mh_status status = mh_store_upgrade(&session->place, &u, err);
	if (status == MH_NO) {
		mh_say(session, _("schema %d: there is nothing to upgrade"), u.to);
		status = MH_OK;
	} else if (status == MH_OK) {
		mh_say(session, _("upgraded from schema %d to %d"), u.from, u.to);
		if (u.backup.len > 0)
			mh_say(session, _("%s: the store as it was; keep it until you have looked at the new one"), u.backup.s);
	}
	mh_str_free(&u.backup);
	return status;
}
