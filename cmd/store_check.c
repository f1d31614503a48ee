/* mh-store check: is everything as the log says? */

#include "base/i18n.h"
#include "chain/casework.h"
#include "commands_store.h"
#include "session.h"
#include "store/erase.h"
#include "store_keys.h"

static enum mh_status run(struct mh_session *, void *, int, char **, struct mh_err *);

const struct mh_command store_check = {
	.name = "check", .operands = "", .min = 0, .max = 0,
	.summary = N_("compare the whole store with its log; every fault is named"),
	.takes = MH_TAKES_STORE,
	.run = run,
};

static enum mh_status run(struct mh_session *session, void *arg, int argc, char **argv, struct mh_err *err)
{
	struct mh_problems problems = MH_PROBLEMS_INIT;
	const struct mh_store_info *about = mh_store_about(session->store);

	(void)arg, (void)argc, (void)argv;
	enum mh_status status = mh_store_check(session->store, &problems, err);
	if (status == MH_OK)
		status = mh_casework_check(session->store, &problems, err);
	if (status == MH_OK)
		status = mh_erasures_behind(session->store, &problems, err);
	enum mh_status warned = store_keys_warn(session, status == MH_OK ? err : NULL);
	if (status == MH_OK)
		status = warned;
	mh_say_problems(session, &problems);
	mh_problems_free(&problems);
	if (!about->demo && !mh_store_disk_encrypted(session->store))
		mh_say(session, _("%s: no encryption is seen on this disk: columns that are not sealed identify people in a small region"), about->file);
	if (status == MH_OK)
		printf(_("%s: good\n"), about->file);
	return status;
}
