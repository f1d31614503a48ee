/* mh-refer receipt: confirm what came in and was not confirmed yet. */

#include <stdio.h>

#include "base/clock.h"
#include "base/i18n.h"
#include "cli/talk.h"
#include "commands_refer.h"
#include "exchange/confirm.h"
#include "exchange/spool.h"
#include "refer.h"

struct args { const char *spool; };

static const struct mh_option options[] = {
	REFER_SPOOL_OPTION(struct args),
	{ 0 }
};

static enum mh_status run(struct mh_session *, void *, int, char **, struct mh_err *);

const struct mh_command refer_receipt = {
	.name = "receipt", .operands = N_("referral ..."), .min = 1, .max = -1,
	.summary = N_("confirm what came in and has no receipt of ours yet"),
	.options = options, .args_size = sizeof(struct args),
	.takes = MH_TAKES_WRITE,
	.run = run,
};

struct confirming { struct mh_session *session; const char *spool, *id; };

static void written(void *arg, const char *path)
{
	const struct confirming *c = arg;

	mh_say(c->session, _("%s: our receipt, to be carried to the other side: %s"), c->id, path);
}

static enum mh_status confirm_one(void *arg, const char *id, struct mh_err *err)
{
	struct confirming *c = arg;
	const struct mh_confirming confirming = {
		.store = c->session->store, .spool = c->spool, .command = c->session->log, .now = mh_clock_system(), .fn = written, .arg = c,
	};
	struct mh_record referral;
	size_t count = 0;

	c->id = id;
	mh_record_init(&referral, &mh_referral);
	enum mh_status status = mh_store_get_text(c->session->store, id, &mh_referral, &referral, err);
	if (status == MH_OK)
		status = mh_confirm(&confirming, &referral, &count, err);
	if (status == MH_OK && count == 0)
		mh_say(c->session, _("%s: all that came in was confirmed before"), id);
	if (status == MH_OK)
		puts(id);
	mh_record_free(&referral);
	return status;
}

static enum mh_status run(struct mh_session *session, void *arg, int argc, char **argv, struct mh_err *err)
{
	const struct args *args = arg;
	struct mh_str spool;

	mh_str_init(&spool, 4096);
	enum mh_status status = refer_spool(session, args->spool, &spool, err);
	struct confirming c = { session, spool.s, "" };
	if (status == MH_OK)
		status = mh_spool_make(spool.s, err);
	if (status == MH_OK)
		status = mh_each_operand(argc, argv, confirm_one, &c, err);
	mh_str_free(&spool);
	return status;
}
