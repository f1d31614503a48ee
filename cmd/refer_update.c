/* mh-refer update: tell the other side how it goes. */

#include <string.h>

#include "base/clock.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "commands_refer.h"
#include "record/options.h"
#include "refer.h"

struct args {
	const char *groups, *on, *note, *output, *spool;
	struct mh_pairs pairs;
};

#define BASIS(name, help) { 0, name, MH_OPT_FIELD, offsetof(struct args, pairs), N_("code"), "catalogue:" name, help }

static const struct mh_option options[] = {
	{ 0, "note", MH_OPT_TEXT, offsetof(struct args, note), "-", NULL, N_("how it goes, in words, from standard input (required)") },
	{ 0, "groups", MH_OPT_TEXT, offsetof(struct args, groups), N_("codes"), "catalogue:data-group", N_("groups of data that it tells of; care if left out") },
	{ 0, "on", MH_OPT_DATE, offsetof(struct args, on), N_("date"), NULL, N_("day of which it tells; today if left out") },
	BASIS("basis", N_("basis (AVG art. 6); that of the referral if left out")),
	BASIS("special-basis", N_("exception for special data (AVG art. 9(2) or 10)")),
	BASIS("article", N_("national article")),
	BASIS("secrecy", N_("what lifts the holder's secrecy")),
	{ 'o', "output", MH_OPT_FILE, offsetof(struct args, output), N_("file"), NULL, N_("where the page goes for a partner without OpenPGP; standard output if left out") },
	REFER_SPOOL_OPTION(struct args),
	{ 0 }
};

static enum mh_status run(struct mh_session *, void *, int, char **, struct mh_err *);

const struct mh_command refer_update = {
	.name = "update", .operands = N_("referral"), .min = 1, .max = 1,
	.summary = N_("tell the other side how it goes with a referral, through the gate"),
	.options = options, .args_size = sizeof(struct args),
	.takes = MH_TAKES_WRITE,
	.run = run,
};

static enum mh_status fill(const struct args *args, struct mh_record *body, struct mh_err *err)
{
	struct mh_pair note = { "note", args->note, NULL };
	const struct mh_pairs pairs = { &note, 1 };
	char today[MH_DATE_SIZE];

	if (args->note == NULL)
		return mh_fail(err, MH_USAGE, _("--note is missing: give - and how it goes on standard input"));
	mh_date_format(mh_today(), today);
	mh_record_put(body, "on", args->on != NULL ? args->on : today, NULL);
	if (mh_record_put(body, "groups", args->groups != NULL ? args->groups : "care", err) != MH_OK)
		return mh_fail_in(err, "--groups");
	return mh_record_assign(body, &pairs, err);
}

static enum mh_status run(struct mh_session *session, void *arg, int argc, char **argv, struct mh_err *err)
{
	const struct args *args = arg;
	struct mh_record referral, body;
	struct mh_referring r;
	struct mh_str spool;
	char id[MH_ID_SIZE];

	(void)argc;
	mh_str_init(&spool, 4096);
	mh_record_init(&referral, &mh_referral);
	mh_record_init(&body, mh_letter_find("progress")->body);
	enum mh_status status = refer_check_page(args->output, err);
	if (status == MH_OK)
		status = refer_spool(session, args->spool, &spool, err);
	mh_referring_start(&r, session->store, spool.s, session->log, mh_clock_system());
	if (status == MH_OK)
		status = mh_store_get_text(session->store, argv[0], &mh_referral, &referral, err);
	if (status == MH_OK)
		status = mh_record_assign(&referral, &args->pairs, err);
	if (status == MH_OK)
		status = fill(args, &body, err);
	if (status == MH_OK)
		status = mh_refer_progress(&r, &referral, &body, err);
	mh_record_id(&referral, id);
	if (status == MH_OK)
		status = refer_write_page(session, &r, args->output, id, err);
	else
		mh_say_locks(session, &r.problems, err);
	mh_referring_free(&r);
	mh_record_free(&body);
	mh_record_free(&referral);
	mh_str_free(&spool);
	return status;
}
