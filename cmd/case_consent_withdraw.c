/* mh-case consent withdraw: end a consent that was given; from now on nothing is shared on it, and who has data on it is told. */

#include <string.h>

#include "base/clock.h"
#include "base/i18n.h"
#include "commands_case.h"
#include "chain/withdrawals.h"
#include "consent_tell.h"
#include "refer.h"
#include "session.h"

struct args {
	const char *on, *told, *spool;
};

static const struct mh_option options[] = {
	{ 0, "on", MH_OPT_DATE, offsetof(struct args, on), N_("date"), NULL, N_("day on which it was withdrawn; today where it is not given") },
	{ 0, "told", MH_OPT_TEXT, offsetof(struct args, told), N_("code"), "kind:partner", N_("book that this partner, which got data without a referral, was told of it") },
	REFER_SPOOL_OPTION(struct args),
	{ 0 }
};

static enum mh_status run(struct mh_session *, void *, int, char **, struct mh_err *);

const struct mh_command case_consent_withdraw = {
	.name = "consent withdraw", .operands = N_("consent"), .min = 1, .max = 1,
	.summary = N_("end a consent that was given, and tell those who got data on it"),
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

static enum mh_status write_answer(struct mh_session *session, struct mh_record *consent, const char *on, struct mh_err *err)
{
	enum mh_status status = mh_record_put(consent, "answer", "withdrawn", err);

	if (status == MH_OK)
		status = mh_record_put(consent, "on", on, err);
	if (status == MH_OK)
		status = mh_store_begin(session->store, session->log, err);
	if (status == MH_OK)
		status = mh_store_put(session->store, consent, err);
	if (status == MH_OK)
		status = mh_store_commit(session->store, err);
	mh_store_rollback(session->store);
	return status;
}

/* Somebody has told the partner, who has no referral to confirm it in. */
static enum mh_status book_told(struct mh_session *session, const struct args *args, const struct mh_record *consent, struct mh_err *err)
{
	const struct mh_date today = mh_moment_day(mh_clock_system());
	struct mh_date on = today;
	struct mh_record partner;
	char id[MH_ID_SIZE];

	mh_record_id(consent, id);
	if (strcmp(mh_record_text(consent, "answer"), "withdrawn") != 0)
		return mh_fail(err, MH_INPUT, _("%s: is not withdrawn: mh-case consent withdraw %s comes first"), id, id);
	if (args->on != NULL && mh_date_parse(args->on, &on) && mh_date_compare(on, today) > 0)
		return mh_fail(err, MH_INPUT, _("--on %s: is in the future"), args->on);
	mh_record_init(&partner, &mh_partner);
	enum mh_status status = refer_partner(session, args->told, &partner, err);
	if (status == MH_OK)
		status = mh_untold_book(session->store, session->log, consent->n, partner.n, on, err);
	if (status == MH_OK)
		mh_say(session, _("%s: %s was told that it was withdrawn"), id, args->told);
	mh_record_free(&partner);
	return status;
}

/* What leans on it and still lies in the outbox was not given to anybody; who got the rest is told. */
static enum mh_status close_and_tell(struct mh_session *session, const struct args *args, int64_t consent, const char *on, struct mh_err *err)
{
	struct consent_recipients all = { NULL, 0 };
	struct mh_err why = MH_ERR_INIT;
	enum mh_status stopped = consent_stop(session, args->spool, consent, &why);
	enum mh_status status = consent_recipients_read(session, consent, &all, err);

	if (status == MH_OK)
		status = consent_tell(session, args->spool, on, &all, err);
	consent_recipients_free(&all);
	if (status == MH_OK && stopped != MH_OK)
		status = mh_fail(err, stopped, _("the consent is withdrawn, but not all files could be taken out of the outbox: %s; the same command tries again"),
			why.text);
	return status;
}

/* Is there something left to do for a consent that is withdrawn already? */
static enum mh_status any_to_tell(struct mh_session *session, const struct args *args, int64_t consent, bool *any, struct mh_err *err)
{
	struct consent_recipients all = { NULL, 0 };
	enum mh_status status = consent_stop(session, args->spool, consent, err);

	if (status == MH_OK)
		status = consent_recipients_read(session, consent, &all, err);
	if (status == MH_OK)
		status = consent_any_to_tell(session, &all, any, err);
	consent_recipients_free(&all);
	return status;
}

/* First the gate is closed, then the others are told: a command that was broken off in between can be given again. */
static enum mh_status withdraw(struct mh_session *session, const struct args *args, struct mh_record *consent, struct mh_err *err)
{
	char today[MH_DATE_SIZE];
	bool again = false;
	enum mh_status status = MH_OK;

	mh_date_format(mh_moment_day(mh_clock_system()), today);
	const char *on = args->on != NULL ? args->on : today;
	if (strcmp(mh_record_text(consent, "answer"), "withdrawn") == 0)
		status = any_to_tell(session, args, consent->n, &again, err);
	if (status == MH_OK && !again)
		status = check(consent, on, today, err);
	if (status == MH_OK && !again)
		status = write_answer(session, consent, on, err);
	return status == MH_OK ? close_and_tell(session, args, consent->n, on, err) : status;
}

static enum mh_status run(struct mh_session *session, void *arg, int argc, char **argv, struct mh_err *err)
{
	const struct args *args = arg;
	struct mh_record consent;

	(void)argc;
	mh_record_init(&consent, &mh_consent);
	enum mh_status status = mh_store_get_text(session->store, argv[0], &mh_consent, &consent, err);
	if (status == MH_OK)
		status = args->told != NULL ? book_told(session, args, &consent, err) : withdraw(session, args, &consent, err);
	mh_record_free(&consent);
	return status;
}
