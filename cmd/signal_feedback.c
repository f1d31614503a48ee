/* mh-signal feedback: record what the reporter of a signal was told. */

#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/i18n.h"
#include "chain/feedback.h"
#include "commands_signal.h"
#include "put.h"
#include "record/options.h"
#include "refer.h"

struct args {
	const char *told, *on, *by, *partner;
	struct mh_pairs grounds;
};

#define GROUND(name, argument, of, help) { 0, name, MH_OPT_FIELD, offsetof(struct args, grounds), argument, of, help }

static const struct mh_option options[] = {
	{ 0, "told", MH_OPT_KEYWORD, offsetof(struct args, told), N_("word"), "received outcome", N_("what the reporter was told") },
	{ 0, "on", MH_OPT_DATE, offsetof(struct args, on), N_("date"), NULL, N_("day on which the reporter was told (default: today)") },
	{ 0, "by", MH_OPT_KEYWORD, offsetof(struct args, by), N_("way"), "phone secure-mail post hand", N_("how the reporter was told (default: phone)") },
	{ 0, "partner", MH_OPT_TEXT, offsetof(struct args, partner), N_("code"), "kind:partner", N_("the reporter is this partner, where the signal does not say so") },
	GROUND("purpose", N_("code"), "catalogue:purpose", N_("what a partner is told it for (default: coordination)")),
	GROUND("basis", N_("code"), "catalogue:basis", N_("basis (AVG art. 6)")),
	GROUND("special-basis", N_("code"), "catalogue:special-basis", N_("exception for special data (AVG art. 9(2) or 10)")),
	GROUND("article", N_("code"), "catalogue:article", N_("national article")),
	GROUND("secrecy", N_("code"), "catalogue:secrecy", N_("what lifts the holder's secrecy")),
	GROUND("consulted", "-", NULL, N_("who was consulted on a conflict of duties, from standard input")),
	{ 0 }
};

static enum mh_status run(struct mh_session *, void *, int, char **, struct mh_err *);

const struct mh_command signal_feedback = {
	.name = "feedback", .operands = "signal", .min = 1, .max = 1,
	.summary = N_("record what the reporter was told; prints its id"),
	.options = options, .args_size = sizeof(struct args),
	.takes = MH_TAKES_STORE | MH_TAKES_WRITE | MH_TAKES_DRY_RUN,
	.run = run,
};

/* The reporter's own code may be that of a partner. MH_NO: it is none. */
static enum mh_status find_partner(struct mh_session *session, const struct args *args, const struct mh_record *signal, struct mh_record *partner,
	struct mh_err *err)
{
	const char *const reporter = mh_record_text(signal, "reporter");

	if (args->partner)
		return refer_partner(session, args->partner, partner, err);
	return reporter[0] == '\0' ? MH_NO : mh_store_find(session->store, &mh_partner, "code", reporter, partner, err);
}

/* The receipt has no data of a person in it: there the task itself is the basis. */
static enum mh_status take_grounds(struct mh_session *session, const struct args *args, struct mh_record *grounds, struct mh_err *err)
{
	static const char *const checked[] = { "purpose", "basis", "special-basis", "article", "secrecy" };
	enum mh_status status = mh_record_assign(grounds, &args->grounds, err);

	if (status == MH_OK && !mh_record_has(grounds, "purpose"))
		status = mh_record_put(grounds, "purpose", "coordination", err);
	if (status == MH_OK && strcmp(args->told, "received") == 0 && !mh_record_has(grounds, "basis"))
		status = mh_record_put(grounds, "basis", "public-task", err);
	for (size_t i = 0; i < sizeof checked / sizeof checked[0] && status == MH_OK; i++)
		status = mh_check_code(session, grounds, checked[i], err);
	return status;
}

static enum mh_status end(struct mh_session *session, const struct mh_record *feedback, struct mh_err *err)
{
	char id[MH_ID_SIZE];

	if (session->common.dry_run) {
		mh_say(session, _("nothing was written: --dry-run"));
		return MH_OK;
	}
	enum mh_status status = mh_store_commit(session->store, err);
	if (status == MH_OK) {
		mh_record_id(feedback, id);
		puts(id);
	}
	return status;
}

static enum mh_status give(struct mh_session *session, const struct args *args, struct mh_record *signal, struct mh_record *grounds,
	struct mh_record *feedback, struct mh_err *err)
{
	struct mh_problems problems = MH_PROBLEMS_INIT;
	struct mh_feedback_given given = { .told = args->told, .on = args->on, .by = args->by ? args->by : "phone", .grounds = grounds, .now = mh_clock_system(),
		.again = args->on != NULL };
	char today[MH_DATE_SIZE];
	struct mh_record partner;

	mh_record_init(&partner, &mh_partner);
	mh_date_format(mh_today(), today);
	given.on = args->on ? args->on : today;
	given.consulted = mh_record_text(grounds, "consulted");
	enum mh_status status = find_partner(session, args, signal, &partner, err);
	given.partner = status == MH_OK ? &partner : NULL;
	if (status == MH_OK || (status == MH_NO && !args->partner))
		status = mh_feedback_give(session->store, signal, &given, feedback, &problems, err);
	mh_say_locks(session, &problems, err);
	mh_problems_free(&problems);
	mh_record_free(&partner);
	return status;
}

static enum mh_status run(struct mh_session *session, void *arg, int argc, char **argv, struct mh_err *err)
{
	const struct args *const args = arg;
	struct mh_record signal, grounds, feedback;
	enum mh_status status;

	(void)argc;
	if (!args->told)
		return mh_fail(err, MH_USAGE, _("--told is missing: received or outcome"));
	mh_record_init(&signal, &mh_signal);
	mh_record_init(&grounds, &mh_referral);
	mh_record_init(&feedback, &mh_feedback);
	status = take_grounds(session, args, &grounds, err);
	if (status == MH_OK)
		status = mh_store_begin(session->store, session->log, err);
	if (status == MH_OK)
		status = mh_store_get_text(session->store, argv[0], &mh_signal, &signal, err);
	if (status == MH_OK)
		status = give(session, args, &signal, &grounds, &feedback, err);
	if (status == MH_OK)
		status = end(session, &feedback, err);
	mh_store_rollback(session->store);
	mh_record_free(&feedback);
	mh_record_free(&grounds);
	mh_record_free(&signal);
	return status;
}
