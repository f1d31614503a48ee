/* mh-store hold lift: the reason to keep a record longer is gone. */

#include "base/clock.h"
#include "base/i18n.h"
#include "cli/talk.h"
#include "commands_store.h"
#include "session.h"

static enum mh_status run(struct mh_session *, void *, int, char **, struct mh_err *);

const struct mh_command store_hold_lift = {
	.name = "hold lift", .operands = N_("hold ..."), .min = 1, .max = -1,
	.summary = N_("end a hold, so that the term counts again"),
	.takes = MH_TAKES_STORE | MH_TAKES_WRITE,
	.run = run,
};

static enum mh_status lift(void *arg, const char *text, struct mh_err *err)
{
	struct mh_session *session = arg;
	struct mh_record hold;
	char today[MH_DATE_SIZE];

	mh_record_init(&hold, &mh_hold);
	enum mh_status status = mh_store_get_text(session->store, text, &mh_hold, &hold, err);
	if (status == MH_OK && mh_record_has(&hold, "lifted"))
		status = mh_fail(err, MH_INPUT, _("%.60s: was lifted on %s"), text, mh_record_text(&hold, "lifted"));
	mh_date_format(mh_moment_day(mh_clock_system()), today);
	if (status == MH_OK)
		status = mh_record_put(&hold, "lifted", today, err);
	if (status == MH_OK)
		status = mh_store_put(session->store, &hold, err);
	mh_record_free(&hold);
	return status;
}

static enum mh_status run(struct mh_session *session, void *arg, int argc, char **argv, struct mh_err *err)
{
	(void)arg;
	enum mh_status status = mh_store_begin(session->store, session->log, err);
	if (status == MH_OK)
		status = mh_each_operand(argc, argv, lift, session, err);
	if (status == MH_OK)
		return mh_store_commit(session->store, err);
	mh_store_rollback(session->store);
	return status;
}
