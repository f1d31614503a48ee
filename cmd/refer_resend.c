/* mh-refer resend: send our messages of a conversation again, where they may have been lost. */

#include "base/clock.h"
#include "base/i18n.h"
#include "cli/talk.h"
#include "commands_refer.h"
#include "exchange/resend.h"
#include "refer.h"

struct args { const char *spool; };

static const struct mh_option options[] = {
	REFER_SPOOL_OPTION(struct args),
	{ 0 }
};

static enum mh_status run(struct mh_session *, void *, int, char **, struct mh_err *);

const struct mh_command refer_resend = {
	.name = "resend", .operands = N_("referral ..."), .min = 1, .max = -1,
	.summary = N_("send our messages again; those that did arrive do nothing there"),
	.options = options, .args_size = sizeof(struct args),
	.takes = MH_TAKES_WRITE,
	.run = run,
};

struct sending { struct mh_session *session; const char *spool; };

static enum mh_status resend_one(void *arg, const char *id, struct mh_err *err)
{
	struct sending *all = arg;
	struct mh_referring r;
	struct mh_record referral;
	struct mh_resent done;
	enum mh_status status;

	mh_record_init(&referral, &mh_referral);
	mh_referring_start(&r, all->session->store, all->spool, all->session->log, mh_clock_system());
	status = mh_store_get_text(all->session->store, id, &mh_referral, &referral, err);
	if (status == MH_OK)
		status = mh_resend(&r, &referral, &done, err);
	if (status == MH_OK) {
		puts(id);
		mh_say(all->session, _("%s: %zu messages lie in the outbox again, to be carried to %s"), id, done.count,
			mh_record_text(&r.partner, "code"));
		if (done.held > 0)
			mh_say(all->session, ngettext("%s: %zu message that tells of the person was not sent again: %s",
				"%s: %zu messages that tell of the person were not sent again: %s", done.held), id, done.held, done.why.text);
	}
	mh_referring_free(&r);
	mh_record_free(&referral);
	return status;
}

static enum mh_status run(struct mh_session *session, void *arg, int argc, char **argv, struct mh_err *err)
{
	const struct args *args = arg;
	struct mh_str spool;
	enum mh_status status;

	mh_str_init(&spool, 4096);
	status = refer_spool(session, args->spool, &spool, err);
	struct sending all = { session, spool.s };
	if (status == MH_OK)
		status = mh_each_operand(argc, argv, resend_one, &all, err);
	mh_str_free(&spool);
	return status;
}
