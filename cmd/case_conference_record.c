/* mh-case conference record: what a conference decided in a case, and whether the victim was told of it. */

#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/i18n.h"
#include "chain/conference.h"
#include "commands_case.h"
#include "record/options.h"
#include "session.h"

struct args {
	struct mh_pairs fields;
};

static const struct mh_option *fields(void)
{
	return mh_kind_options(&mh_discussed, offsetof(struct args, fields));
}

static enum mh_status run(struct mh_session *, void *, int, char **, struct mh_err *);

const struct mh_command case_conference_record = {
	.name = "conference record", .operands = N_("conference case"), .min = 2, .max = 2,
	.summary = N_("keep what was decided in a case, sealed, and whether the victim was told"),
	.more = fields, .args_size = sizeof(struct args),
	.takes = MH_TAKES_WRITE,
	.run = run,
};

static enum mh_status check(const struct mh_record *conference, const char *id, struct mh_err *err)
{
	if (strcmp(mh_record_text(conference, "state"), "cancelled") == 0)
		return mh_fail(err, MH_INPUT, _("%s: was cancelled"), id);
	return MH_OK;
}

static enum mh_status run(struct mh_session *session, void *arg, int argc, char **argv, struct mh_err *err)
{
	const struct args *args = arg;
	struct mh_record conference, the_case, discussed;
	char id[MH_ID_SIZE];

	(void)argc;
	if (args->fields.count == 0)
		return mh_fail(err, MH_USAGE, _("nothing to keep: give --decision -, or --informed yes"));
	mh_record_init(&conference, &mh_conference);
	mh_record_init(&the_case, &mh_case);
	mh_record_init(&discussed, &mh_discussed);
	enum mh_status status = mh_store_begin(session->store, session->log, err);
	if (status == MH_OK)
		status = mh_store_get_text(session->store, argv[0], &mh_conference, &conference, err);
	if (status == MH_OK)
		status = check(&conference, argv[0], err);
	if (status == MH_OK)
		status = mh_store_get_text(session->store, argv[1], &mh_case, &the_case, err);
	if (status == MH_OK)
		status = mh_conference_case(session->store, conference.n, the_case.n, &discussed, err);
	if (status == MH_OK)
		status = mh_record_assign(&discussed, &args->fields, err);
	if (status == MH_OK)
		status = mh_record_check(&discussed, mh_store_catalogues(session->store), mh_today(), NULL, NULL, err);
	if (status == MH_OK)
		status = mh_store_put(session->store, &discussed, err);
	if (status == MH_OK)
		status = mh_store_commit(session->store, err);
	mh_store_rollback(session->store);
	if (status == MH_OK) {
		mh_record_id(&discussed, id);
		puts(id);
	}
	mh_record_free(&discussed);
	mh_record_free(&the_case);
	mh_record_free(&conference);
	return status;
}
