/* mh-case consent add: record a victim's answer to the request to share data. */

#include <string.h>

#include "base/clock.h"
#include "base/i18n.h"
#include "chain/consent.h"
#include "commands_case.h"
#include "record/options.h"
#include "session.h"

struct args {
	const char *partner, *party;
	struct mh_pairs fields;
};

/* A partner is named by its short name, as everywhere a person types one. */
static const struct mh_option options[] = {
	{ 0, "partner", MH_OPT_TEXT, offsetof(struct args, partner), N_("partner"), "kind:partner", N_("short name of the partner who may have it; without it: every partner for this purpose") },
	{ 0, "party", MH_OPT_TEXT, offsetof(struct args, party), N_("id"), "kind:party", N_("party of the case who signed as a representative") },
	{ 0 }
};

static const struct mh_option *field_options(void)
{
	return mh_kind_options(&mh_consent, offsetof(struct args, fields));
}

static enum mh_status run(struct mh_session *, void *, int, char **, struct mh_err *);

const struct mh_command case_consent_add = {
	.name = "consent add", .operands = N_("case"), .min = 1, .max = 1,
	.summary = N_("record a victim's answer to the request to share data"),
	.options = options, .more = field_options, .args_size = sizeof(struct args),
	.takes = MH_TAKES_WRITE,
	.run = run,
};

static enum mh_status find_partner(struct mh_session *session, const char *code, struct mh_record *consent, struct mh_err *err)
{
	struct mh_record partner;

	mh_record_init(&partner, &mh_partner);
	enum mh_status status = mh_store_find(session->store, &mh_partner, "code", code, &partner, err);
	if (status == MH_OK)
		mh_record_put_number(consent, "partner", partner.n);
	else if (status == MH_NO)
		mh_fail(err, MH_NO, _("--partner %.60s: no such partner"), code);
	mh_record_free(&partner);
	return status;
}

static enum mh_status put_party(struct mh_session *session, const char *id, struct mh_record *consent, struct mh_err *err)
{
	struct mh_record party;

	mh_record_init(&party, &mh_party);
	enum mh_status status = mh_store_get_text(session->store, id, &mh_party, &party, err);
	if (status == MH_OK)
		mh_record_put_number(consent, "party", party.n);
	mh_record_free(&party);
	return status;
}

static enum mh_status check_days(const struct mh_record *consent, struct mh_err *err)
{
	const char *on = mh_record_text(consent, "on"), *until = mh_record_text(consent, "until");
	char today[MH_DATE_SIZE];

	mh_date_format(mh_moment_day(mh_clock_system()), today);
	if (strcmp(on, today) > 0)
		return mh_fail(err, MH_INPUT, _("--on %s: is in the future"), on);
	if (until[0] != '\0' && strcmp(until, on) < 0)
		return mh_fail(err, MH_INPUT, _("--until %s: ends before the day of the answer, %s"), until, on);
	return MH_OK;
}

static enum mh_status read_consent(struct mh_session *session, const struct args *args, struct mh_record *consent, struct mh_err *err)
{
	char today[MH_DATE_SIZE];
	enum mh_status status = mh_record_assign(consent, &args->fields, err);

	if (status == MH_OK && args->partner != NULL)
		status = find_partner(session, args->partner, consent, err);
	if (status == MH_OK && args->party != NULL)
		status = put_party(session, args->party, consent, err);
	if (status == MH_OK && !mh_record_has(consent, "on")) {
		mh_date_format(mh_moment_day(mh_clock_system()), today);
		status = mh_record_put(consent, "on", today, err);
	}
	if (status == MH_OK)
		status = check_days(consent, err);
	if (status == MH_OK) {
		mh_record_initial(consent);
		status = mh_record_check(consent, mh_store_catalogues(session->store), mh_today(), NULL, NULL, err);
	}
	return status;
}

/* Anybody may refuse; who says yes for somebody else must be one who may. In the transaction, so that nobody changes case or parties meanwhile. */
static enum mh_status check_signatory(struct mh_session *session, const char *case_id, const struct mh_record *consent, struct mh_err *err)
{
	struct mh_consent_rules rules = MH_CONSENT_RULES_INIT;
	struct mh_record the_case;
	enum mh_status status;

	if (strcmp(mh_record_text(consent, "answer"), "given") != 0)
		return MH_OK;
	mh_record_init(&the_case, &mh_case);
	status = mh_store_get_text(session->store, case_id, &mh_case, &the_case, err);
	if (status == MH_OK)
		status = mh_consent_rules_load(session->store, &rules, err);
	if (status == MH_OK)
		status = mh_consent_signed_well(session->store, &rules, &the_case, consent, mh_moment_day(mh_clock_system()), err);
	mh_consent_rules_free(&rules);
	mh_record_free(&the_case);
	return status;
}

static enum mh_status run(struct mh_session *session, void *arg, int argc, char **argv, struct mh_err *err)
{
	struct mh_record the_case, consent;
	char id[MH_ID_SIZE];

	(void)argc;
	mh_record_init(&the_case, &mh_case);
	mh_record_init(&consent, &mh_consent);
	enum mh_status status = mh_store_get_text(session->store, argv[0], &mh_case, &the_case, err);
	if (status == MH_OK) {
		mh_record_put_number(&consent, "case", the_case.n);
		status = read_consent(session, arg, &consent, err);
	}
	if (status == MH_OK)
		status = mh_store_begin(session->store, session->log, err);
	if (status == MH_OK)
		status = check_signatory(session, argv[0], &consent, err);
	if (status == MH_OK)
		status = mh_store_put(session->store, &consent, err);
	if (status == MH_OK)
		status = mh_store_commit(session->store, err);
	if (status == MH_OK) {
		mh_record_id(&consent, id);
		printf("%s\n", id);
	}
	mh_store_rollback(session->store);
	mh_record_free(&consent);
	mh_record_free(&the_case);
	return status;
}
