/* mh-refer expire: let what nobody answered within the life of its file expire; for cron. */

#include <stdio.h>

#include "base/clock.h"
#include "base/i18n.h"
#include "commands_refer.h"
#include "exchange/conversation.h"
#include "refer.h"

static enum mh_status run(struct mh_session *, void *, int, char **, struct mh_err *);

const struct mh_command refer_expire = {
	.name = "expire", .operands = "", .min = 0, .max = 0,
	.summary = N_("let referrals expire that nobody answered within the life of their file"),
	.takes = MH_TAKES_WRITE,
	.run = run,
};

static void expired(void *arg, struct mh_id referral)
{
	char id[MH_ID_SIZE];

	mh_id_format(referral, id);
	puts(id);
	mh_say(arg, _("%s: expired without an answer"), id);
}

static enum mh_status run(struct mh_session *session, void *args, int argc, char **argv, struct mh_err *err)
{
	(void)args, (void)argc, (void)argv;
	return mh_conversations_expire(session->store, session->log, mh_clock_system(), expired, session, err);
}
