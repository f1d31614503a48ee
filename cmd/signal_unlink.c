/* mh-signal unlink: take a link away; its history stays. */

#include "base/i18n.h"
#include "cli/talk.h"
#include "commands_signal.h"
#include "session.h"

static enum mh_status run(struct mh_session *, void *, int, char **, struct mh_err *);

const struct mh_command signal_unlink = {
	.name = "unlink", .operands = N_("link ..."), .min = 1, .max = -1,
	.summary = N_("take links away; what was there before is kept"),
	.takes = MH_TAKES_STORE | MH_TAKES_WRITE | MH_TAKES_DRY_RUN,
	.run = run,
};

static enum mh_status unlink_one(void *arg, const char *id, struct mh_err *err)
{
	struct mh_session *const session = arg;
	struct mh_record link;

	mh_record_init(&link, &mh_link);
	enum mh_status status = mh_store_get_text(session->store, id, &mh_link, &link, err);
	if (status == MH_OK && mh_record_has_code(&link, "undone", "yes"))
		status = mh_fail(err, MH_NO, _("%s: was taken away already"), id);
	if (status == MH_OK)
		status = mh_record_put(&link, "undone", "yes", err);
	if (status == MH_OK)
		status = mh_store_put(session->store, &link, err);
	mh_record_free(&link);
	return status;
}

/* All of the links go, or none does. */
static enum mh_status run(struct mh_session *session, void *arg, int argc, char **argv, struct mh_err *err)
{
	enum mh_status status = mh_store_begin(session->store, session->log, err);

	(void)arg;
	if (status == MH_OK)
		status = mh_each_operand(argc, argv, unlink_one, session, err);
	if (status == MH_OK && !session->common.dry_run)
		status = mh_store_commit(session->store, err);
	else if (status == MH_OK)
		mh_say(session, _("nothing was written: --dry-run"));
	mh_store_rollback(session->store);
	return status;
}
