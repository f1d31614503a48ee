/* mh-store keyholder rotate: another key for the same keyholders. */

#include "base/i18n.h"
#include "commands_store.h"
#include "store_keys.h"

static enum mh_status run(struct mh_session *, void *, int, char **, struct mh_err *);

const struct mh_command store_keyholder_rotate = {
	.name = "keyholder rotate", .operands = "", .min = 0, .max = 0,
	.summary = N_("give the store another key for the same keyholders; one of them signs"),
	.takes = MH_TAKES_WRITE,
	.run = run,
};

static enum mh_status run(struct mh_session *session, void *arg, int argc, char **argv, struct mh_err *err)
{
	struct mh_keyholder_change change = { .rotate = true };

	(void)arg, (void)argc, (void)argv;
	return store_keyholders_change(session, &change, err);
}
