/* mh-case correct: mend an event that was booked wrongly, or take it back. */

#include "base/i18n.h"
#include "chain/casework.h"
#include "commands_case.h"
#include "record/options.h"
#include "session.h"

struct args {
	bool undo;
	struct mh_pairs fields;
};

static const struct mh_option options[] = {
	{ 0, "undo", MH_OPT_FLAG, offsetof(struct args, undo), NULL, NULL, N_("it did not happen: it counts no longer, and stays in the history") },
	{ 0 }
};

static const struct mh_option *field_options(void)
{
	return mh_kind_options(&mh_event, offsetof(struct args, fields));
}

static enum mh_status run(struct mh_session *, void *, int, char **, struct mh_err *);

const struct mh_command case_correct = {
	.name = "correct", .operands = N_("event"), .min = 1, .max = 1,
	.summary = N_("mend an event that was booked wrongly, or take it back"),
	.options = options, .more = field_options, .args_size = sizeof(struct args),
	.takes = MH_TAKES_WRITE,
	.run = run,
};

static enum mh_status check_args(const struct args *args, struct mh_err *err)
{
	if (!args->undo && args->fields.count == 0)
		return mh_fail(err, MH_USAGE, _("nothing to change: name a field, as --on 2026-03-01, or --undo"));
	if (args->undo && args->fields.count > 0)
		return mh_fail(err, MH_USAGE, _("--undo: an event that did not happen has no --%s"), args->fields.list[0].name);
	return MH_OK;
}

static enum mh_status change(const struct args *args, struct mh_record *event, struct mh_err *err)
{
	char id[MH_ID_SIZE];

	mh_record_id(event, id);
	if (mh_record_has(event, "undone"))
		return mh_fail(err, MH_NO, _("%s: was taken back already"), id);
	return args->undo ? mh_record_put(event, "undone", "yes", err) : mh_record_assign(event, &args->fields, err);
}

static enum mh_status correct(struct mh_session *session, const struct args *args, const char *id, struct mh_record *event,
	struct mh_record *the_case, struct mh_err *err)
{
	struct mh_casework work = MH_CASEWORK_INIT;
	enum mh_status status = mh_casework_load(session->store, &work, err);

	if (status == MH_OK)
		status = mh_store_get_text(session->store, id, &mh_event, event, err);
	if (status == MH_OK)
		status = mh_store_get(session->store, (struct mh_id){ &mh_case, mh_record_number(event, "case") }, the_case, err);
	if (status == MH_OK)
		status = change(args, event, err);
	if (status == MH_OK)
		status = mh_store_begin(session->store, session->log, err);
	if (status == MH_OK)
		status = mh_casework_book(session->store, &work, the_case, event, err);
	if (status == MH_OK)
		status = mh_store_commit(session->store, err);
	mh_casework_free(&work);
	return status;
}

static enum mh_status run(struct mh_session *session, void *arg, int argc, char **argv, struct mh_err *err)
{
	struct mh_record event, the_case;

	(void)argc;
	mh_record_init(&event, &mh_event);
	mh_record_init(&the_case, &mh_case);
	enum mh_status status = check_args(arg, err);
	if (status == MH_OK)
		status = correct(session, arg, argv[0], &event, &the_case, err);
	mh_record_free(&the_case);
	mh_record_free(&event);
	return status;
}
