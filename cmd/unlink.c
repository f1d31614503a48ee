#include "unlink.h"

#include "base/i18n.h"
#include "cli/talk.h"

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

enum mh_status mh_unlink(struct mh_session *session, int argc, char **argv, struct mh_err *err)
{
	enum mh_status status = mh_store_begin(session->store, session->log, err);

	if (status == MH_OK)
		status = mh_each_operand(argc, argv, unlink_one, session, err);
	if (status == MH_OK && !session->common.dry_run)
		status = mh_store_commit(session->store, err);
	else if (status == MH_OK)
		mh_say(session, _("nothing was written: --dry-run"));
	mh_store_rollback(session->store);
	return status;
}
