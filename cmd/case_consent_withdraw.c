/* mh-case consent withdraw: end a consent that was given; from now on nothing is shared on it. */

#include <string.h>

#include "base/clock.h"
#include "base/i18n.h"
#include "commands_case.h"
#include "session.h"

struct args {
	const char *on;
};

static const struct mh_option options[] = {
	{ 0, "on", MH_OPT_DATE, offsetof(struct args, on), N_("date"), NULL, N_("day on which it was withdrawn; today where it is not given") },
	{ 0 }
};

static enum mh_status run(struct mh_session *, void *, int, char **, struct mh_err *);

const struct mh_command case_consent_withdraw = {
	.name = "consent withdraw", .operands = N_("consent"), .min = 1, .max = 1,
	.summary = N_("end a consent that was given"),
	.options = options, .args_size = sizeof(struct args),
	.takes = MH_TAKES_WRITE,
	.run = run,
};

static enum mh_status check(const struct mh_record *consent, const char *on, const char *today, struct mh_err *err)
{
	char id[MH_ID_SIZE];

	mh_record_id(consent, id);
	if (strcmp(mh_record_text(consent, "answer"), "given") != 0)
		return mh_fail(err, MH_INPUT, _("%s: was not given (%s), so it can't be withdrawn"), id, mh_record_text(consent, "answer"));
	if (strcmp(on, today) > 0)
		return mh_fail(err, MH_INPUT, _("--on %s: is in the future"), on);
	if (strcmp(on, mh_record_text(consent, "on")) < 0)
		return mh_fail(err, MH_INPUT, _("--on %s: %s was given on %s, which is later"), on, id, mh_record_text(consent, "on"));
	return MH_OK;
}

/* Whoever got data on it must be told: that is said, not done, here. */
static enum mh_status say_recipients(struct mh_session *session, const struct mh_record *consent, struct mh_err *err)
{
	struct mh_query query;
	int64_t count = 0;
	char id[MH_ID_SIZE], of[MH_ID_SIZE];

	mh_record_id(consent, id);
	mh_id_format((struct mh_id){ &mh_case, mh_record_number(consent, "case") }, of);
	mh_query_init(&query, &mh_disclosure);
	mh_query_is_number(&query, "consent", consent->n);
	enum mh_status status = mh_store_count(session->store, &query, &count, err);
	mh_query_free(&query);
	if (status == MH_OK && count > 0)
		mh_say(session, _("%s: %lld disclosures leaned on it: tell those who have the data (%s)"), id, (long long)count, of);
	return status;
}

static enum mh_status run(struct mh_session *session, void *arg, int argc, char **argv, struct mh_err *err)
{
	const struct args *args = arg;
	char today[MH_DATE_SIZE];
	struct mh_record consent;

	(void)argc;
	mh_record_init(&consent, &mh_consent);
	mh_date_format(mh_moment_day(mh_clock_system()), today);
	const char *on = args->on != NULL ? args->on : today;
	enum mh_status status = mh_store_get_text(session->store, argv[0], &mh_consent, &consent, err);
	if (status == MH_OK)
		status = check(&consent, on, today, err);
	if (status == MH_OK)
		status = mh_record_put(&consent, "answer", "withdrawn", err);
	if (status == MH_OK)
		status = mh_record_put(&consent, "on", on, err);
	if (status == MH_OK)
		status = mh_store_begin(session->store, session->log, err);
	if (status == MH_OK)
		status = mh_store_put(session->store, &consent, err);
	if (status == MH_OK)
		status = mh_store_commit(session->store, err);
	if (status == MH_OK)
		status = say_recipients(session, &consent, err);
	mh_record_free(&consent);
	return status;
}
