/* mh-store keyholder add: one more person can open sealed values. */

#include "base/i18n.h"
#include "commands_store.h"
#include "store_keys.h"

static enum mh_status run(struct mh_session *, void *, int, char **, struct mh_err *);

const struct mh_command store_keyholder_add = {
	.name = "keyholder add", .operands = N_("fingerprint"), .min = 1, .max = 1,
	.summary = N_("let one more person open sealed values, or take a keyholder's renewed key; a keyholder signs"),
	.takes = MH_TAKES_WRITE,
	.run = run,
};

static enum mh_status run(struct mh_session *session, void *arg, int argc, char **argv, struct mh_err *err)
{
	struct mh_keyholder_change change = { .add = argv[0] };

	(void)arg, (void)argc;
	enum mh_status status = store_keyholders_change(session, &change, err);
	if (status == MH_OK)
		mh_say(session, change.renewed ? _("%s: its renewed key was taken") : _("%s: is a keyholder now, and can open what is in the store already"),
			change.fingerprint);
	return status;
}
