/* mh-case edit: correct or complete a case. */

#include "base/clock.h"
#include "base/i18n.h"
#include "commands_case.h"
#include "record/options.h"
#include "session.h"

struct args {
	struct mh_pairs fields;
};

static const struct mh_option *field_options(void)
{
	return mh_kind_options(&mh_case, offsetof(struct args, fields));
}

static enum mh_status run(struct mh_session *, void *, int, char **, struct mh_err *);

const struct mh_command case_edit = {
	.name = "edit", .operands = N_("case"), .min = 1, .max = 1,
	.summary = N_("correct or complete a case; what was there before is kept"),
	.more = field_options, .args_size = sizeof(struct args),
	.takes = MH_TAKES_WRITE,
	.run = run,
};

static enum mh_status run(struct mh_session *session, void *arg, int argc, char **argv, struct mh_err *err)
{
	const struct args *args = arg;
	struct mh_record the_case;

	(void)argc;
	if (args->fields.count == 0)
		return mh_fail(err, MH_USAGE, _("nothing to change: name a field, as --coordinator anna"));
	mh_record_init(&the_case, &mh_case);
	enum mh_status status = mh_store_get_text(session->store, argv[0], &mh_case, &the_case, err);
	if (status == MH_OK)
		status = mh_record_assign(&the_case, &args->fields, err);
	if (status == MH_OK)
		status = mh_record_check(&the_case, mh_store_catalogues(session->store), mh_today(), NULL, NULL, err);
	if (status == MH_OK)
		status = mh_store_begin(session->store, session->log, err);
	if (status == MH_OK)
		status = mh_store_put(session->store, &the_case, err);
	if (status == MH_OK)
		status = mh_store_commit(session->store, err);
	mh_record_free(&the_case);
	return status;
}
