/* mh-store keyholder remove: a person opens nothing new any more. */

#include "base/i18n.h"
#include "commands_store.h"
#include "store_keys.h"

static enum mh_status run(struct mh_session *, void *, int, char **, struct mh_err *);

const struct mh_command store_keyholder_remove = {
	.name = "keyholder remove", .operands = N_("fingerprint"), .min = 1, .max = 1,
	.summary = N_("take a person's key out and give the store another key; one who stays signs"),
	.takes = MH_TAKES_WRITE,
	.run = run,
};

static enum mh_status run(struct mh_session *session, void *arg, int argc, char **argv, struct mh_err *err)
{
	struct mh_keyholder_change change = { .remove = argv[0] };

	(void)arg, (void)argc;
	enum mh_status status = store_keyholders_change(session, &change, err);
	if (status != MH_OK)
		return status;
	mh_say(session, _("%s: is no keyholder any more and opens nothing of the store as it is from log entry %lld"), change.fingerprint,
		(long long)change.entry);
	mh_say(session, _("what may still be held: what was opened, printed or written down, and every copy or backup of the store from before that "
		"entry, which this key opens: collect them, make a new backup, and destroy older ones"));
	return MH_OK;
}
