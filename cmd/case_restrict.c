/* mh-case restrict: while something about a person is disputed, it stays here: the gate lets nothing of it pass (AVG art. 18). */

#include "base/clock.h"
#include "base/i18n.h"
#include "chain/rights.h"
#include "commands_case.h"
#include "record/options.h"
#include "rights.h"

struct args {
	const char *by;
	bool lift;
	struct mh_pairs reason;
};

static const struct mh_option options[] = {
	{ 0, "reason", MH_OPT_FIELD, offsetof(struct args, reason), "-", NULL, N_("why, in words, from standard input (required, unless it is lifted)") },
	{ 0, "lift", MH_OPT_FLAG, offsetof(struct args, lift), NULL, NULL, N_("end the restriction") },
	{ 0, "by", MH_OPT_TEXT, offsetof(struct args, by), N_("code"), "catalogue:asked-by", N_("who asked for it; the person where it is not given") },
	{ 0 }
};

static enum mh_status run(struct mh_session *, void *, int, char **, struct mh_err *);

const struct mh_command case_restrict = {
	.name = "restrict", .operands = N_("case"), .min = 1, .max = 1,
	.summary = N_("restrict the use of a case: nothing about its person is passed on until that is lifted"),
	.options = options, .args_size = sizeof(struct args),
	.takes = MH_TAKES_WRITE,
	.run = run,
};

static enum mh_status check_state(const struct mh_record *the_case, bool lift, struct mh_err *err)
{
	const bool restricted = mh_record_has(the_case, "restricted");
	char id[MH_ID_SIZE];

	mh_record_id(the_case, id);
	if (restricted && !lift)
		return mh_fail(err, MH_NO, _("%s: is restricted already, since %s"), id, mh_record_text(the_case, "restricted"));
	return restricted || !lift ? MH_OK : mh_fail(err, MH_NO, _("%s: is not restricted"), id);
}

static enum mh_status fill(struct mh_record *the_case, const struct mh_record *request, bool lift, struct mh_err *err)
{
	enum mh_status status = mh_record_put(the_case, "restricted", lift ? "" : mh_record_text(request, "on"), err);

	return status == MH_OK ? mh_record_put(the_case, "restriction", lift ? "" : mh_record_text(request, "reason"), err) : status;
}

static enum mh_status write_both(struct mh_session *session, struct mh_record *the_case, struct mh_record *request, struct mh_err *err)
{
	char id[MH_ID_SIZE];
	enum mh_status status = mh_store_put(session->store, the_case, err);

	if (status == MH_OK)
		status = mh_request_put(session->store, request, err);
	if (status == MH_OK)
		status = mh_store_commit(session->store, err);
	if (status == MH_OK) {
		mh_record_id(request, id);
		puts(id);
	}
	return status;
}

static enum mh_status run(struct mh_session *session, void *arg, int argc, char **argv, struct mh_err *err)
{
	const struct args *args = arg;
	struct mh_record the_case, request;
	const char *by;

	(void)argc;
	if (!args->lift && args->reason.count == 0)
		return mh_fail(err, MH_USAGE, _("--reason: is required and was not given: say why, as --reason - from standard input"));
	mh_record_init(&the_case, &mh_case);
	mh_record_init(&request, &mh_request);
	enum mh_status status = rights_by(session, args->by, &by, err);
	if (status == MH_OK)
		status = mh_store_begin(session->store, session->log, err);
	if (status == MH_OK)
		status = mh_store_get_text(session->store, argv[0], &mh_case, &the_case, err);
	if (status == MH_OK)
		status = check_state(&the_case, args->lift, err);
	if (status == MH_OK)
		status = mh_request_start(&request, the_case.n, args->lift ? "lift" : "restrict", by, "granted", err);
	if (status == MH_OK)
		status = mh_record_assign(&request, &args->reason, err);
	if (status == MH_OK)
		status = fill(&the_case, &request, args->lift, err);
	if (status == MH_OK)
		status = write_both(session, &the_case, &request, err);
	if (status == MH_OK)
		mh_say(session, args->lift ? _("%s: may be used again: the person must have been told before (AVG art. 18(3))") :
			_("%s: nothing is passed on until it is lifted; those who have it must be told"), argv[0]);
	if (status == MH_OK)
		status = rights_say_recipients(session, mh_record_number(&the_case, "person"), NULL, err);
	mh_store_rollback(session->store);
	mh_record_free(&request);
	mh_record_free(&the_case);
	return status;
}
