/* mh-case correct: mend an event that was booked wrongly, or take it back. */

#include "case_correct.h"

#include "base/i18n.h"
#include "case_booked.h"
#include "chain/stays.h"
#include "commands_case.h"

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

static enum mh_status check_fields(bool undo, const struct mh_pairs *fields, struct mh_err *err)
{
	if (!undo && fields->count == 0)
		return mh_fail(err, MH_USAGE, _("nothing to change: name a field, as --on 2026-03-01, or --undo"));
	if (undo && fields->count > 0)
		return mh_fail(err, MH_USAGE, _("--undo: an event that did not happen has no --%s"), fields->list[0].name);
	return MH_OK;
}

static enum mh_status change(bool undo, const struct mh_pairs *fields, struct mh_record *event, struct mh_err *err)
{
	char id[MH_ID_SIZE];

	mh_record_id(event, id);
	if (mh_record_has(event, "undone"))
		return mh_fail(err, MH_NO, _("%s: was taken back already"), id);
	if (!undo)
		return mh_record_assign(event, fields, err);
	enum mh_status status = mh_record_put(event, "planned", "", err);
	return status == MH_OK ? mh_record_put(event, "undone", "yes", err) : status;
}

/* A stay that made the event follows it. */
static enum mh_status write_event(struct mh_session *session, const struct mh_casework *work, struct mh_record *the_case, const struct mh_record *was,
	struct mh_record *event, struct mh_err *err)
{
	char id[MH_ID_SIZE];
	enum mh_status status = mh_store_begin(session->store, session->log, err);

	mh_record_id(was, id);
	if (status == MH_OK)
		status = mh_casework_book(session->store, work, the_case, event, err);
	if (status == MH_OK && (status = mh_stay_follow(session->store, the_case, was, event, err)) == MH_INPUT)
		mh_fail_in(err, id);
	if (status == MH_OK)
		status = mh_store_commit(session->store, err);
	const struct mh_happening h = mh_happening_of(event);
	if (status == MH_OK && !mh_record_has(event, "undone") && !mh_record_has(event, "planned"))
		mh_case_booked(session, work, the_case, &h);
	return status;
}

enum mh_status mh_case_correct(struct mh_session *session, const char *id, bool undo, const struct mh_pairs *fields, struct mh_err *err)
{
	struct mh_casework work = MH_CASEWORK_INIT;
	struct mh_record event, the_case, was;

	mh_record_init(&event, &mh_event);
	mh_record_init(&was, &mh_event);
	mh_record_init(&the_case, &mh_case);
	enum mh_status status = check_fields(undo, fields, err);
	if (status == MH_OK)
		status = mh_casework_load(session->store, &work, err);
	if (status == MH_OK)
		status = mh_store_get_text(session->store, id, &mh_event, &event, err);
	if (status == MH_OK)
		status = mh_store_get(session->store, (struct mh_id){ &mh_case, mh_record_number(&event, "case") }, &the_case, err);
	if (status == MH_OK) {
		mh_record_free(&was);
		mh_record_copy(&was, &event);
		status = change(undo, fields, &event, err);
	}
	if (status == MH_OK)
		status = write_event(session, &work, &the_case, &was, &event, err);
	mh_casework_free(&work);
	mh_record_free(&was);
	mh_record_free(&the_case);
	mh_record_free(&event);
	return status;
}

static enum mh_status run(struct mh_session *session, void *arg, int argc, char **argv, struct mh_err *err)
{
	const struct args *args = arg;

	(void)argc;
	return mh_case_correct(session, argv[0], args->undo, &args->fields, err);
}
