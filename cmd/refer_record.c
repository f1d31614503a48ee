/* mh-refer record: book what the other side said by phone, mail, post or in person. */

#include <string.h>

#include "base/clock.h"
#include "base/i18n.h"
#include "commands_refer.h"
#include "exchange/move.h"
#include "record/options.h"
#include "refer.h"

struct args {
	const char *by, *on, *reason, *outcome;
	const char *from, *note;
};

static const struct mh_option options[] = {
	{ 0, "by", MH_OPT_KEYWORD, offsetof(struct args, by), N_("way"), "phone secure-mail post hand", N_("how it was said (required)") },
	{ 0, "on", MH_OPT_DATE, offsetof(struct args, on), N_("date"), NULL, N_("day on which it was said; today if left out") },
	{ 0, "reason", MH_OPT_TEXT, offsetof(struct args, reason), N_("code"), "catalogue:decline-reason", N_("why it was declined or handed back (required then)") },
	{ 0, "outcome", MH_OPT_TEXT, offsetof(struct args, outcome), N_("code"), "catalogue:referral-outcome", N_("how it ended, when done (required then)") },
	{ 0, "from", MH_OPT_TEXT, offsetof(struct args, from), "-", NULL, N_("who said it, from standard input (required)") },
	{ 0, "note", MH_OPT_TEXT, offsetof(struct args, note), "-", NULL, N_("what was said, from standard input") },
	{ 0 }
};

static enum mh_status run(struct mh_session *, void *, int, char **, struct mh_err *);

const struct mh_command refer_record = {
	.name = "record", .operands = N_("referral state"), .min = 2, .max = 2,
	.summary = N_("book what the other side answered by another way; it is marked as not signed"),
	.options = options, .args_size = sizeof(struct args),
	.takes = MH_TAKES_WRITE,
	.run = run,
};

/* --from and --note as fields of the message: one of them, or one after the other on a terminal. */
static enum mh_status read_said(const struct args *args, struct mh_record *message, struct mh_err *err)
{
	struct mh_pair list[2];
	struct mh_pairs pairs = { list, 0 };

	list[pairs.count++] = (struct mh_pair){ "from-whom", args->from, "from" };
	if (args->note != NULL)
		list[pairs.count++] = (struct mh_pair){ "content", args->note, "note" };
	return mh_record_assign(message, &pairs, err);
}

static enum mh_status check(const struct args *args, const struct mh_hearsay *h, struct mh_err *err)
{
	if (args->by == NULL)
		return mh_fail(err, MH_USAGE, _("--by is missing: phone, secure-mail, post or hand"));
	if (args->from == NULL)
		return mh_fail(err, MH_USAGE, _("--from is missing: give - and who said it on standard input"));
	if (strcmp(args->from, "-") != 0 || (args->note != NULL && strcmp(args->note, "-") != 0))
		return mh_fail(err, MH_USAGE, _("--from and --note are kept sealed and take no value on the command line: give - and it on "
			"standard input"));
	if (mh_date_compare(h->on, mh_moment_day(h->now)) > 0)
		return mh_fail(err, MH_INPUT, _("--on \"%s\": lies in the future"), args->on);
	return MH_OK;
}

static enum mh_status run(struct mh_session *session, void *arg, int argc, char **argv, struct mh_err *err)
{
	const struct args *args = arg;
	struct mh_record referral, message;
	struct mh_hearsay h = {
		.store = session->store, .command = session->log, .now = mh_clock_system(), .state = argv[1], .reason = args->reason, .outcome = args->outcome,
		.channel = args->by, .on = mh_today(), .message = &message,
	};
	char id[MH_ID_SIZE];
	enum mh_status status;

	(void)argc;
	if (args->on != NULL)
		mh_date_parse(args->on, &h.on);
	mh_record_init(&referral, &mh_referral);
	mh_record_init(&message, &mh_message);
	status = check(args, &h, err);
	if (status == MH_OK)
		status = mh_store_get_text(session->store, argv[0], &mh_referral, &referral, err);
	if (status == MH_OK)
		status = read_said(args, &message, err);
	if (status == MH_OK)
		status = mh_hearsay(&h, &referral, err);
	if (status == MH_OK) {
		mh_record_id(&referral, id);
		puts(id);
		mh_say(session, _("%s: %s (not signed)"), id, mh_referral_label(mh_referral_state_of(mh_record_text(&referral, "state"))));
	}
	mh_record_free(&message);
	mh_record_free(&referral);
	return status;
}
