/* mh-case rectify: correct what is kept of a person on request, and name who was given what was wrong. */

#include "base/clock.h"
#include "base/i18n.h"
#include "chain/ages.h"
#include "chain/rights.h"
#include "commands_case.h"
#include "record/options.h"
#include "rights.h"

struct args {
	const char *by;
	struct mh_pairs reason, fields;
};

static const struct mh_option options[] = {
	{ 0, "by", MH_OPT_TEXT, offsetof(struct args, by), N_("code"), "catalogue:asked-by", N_("who asked for it; the person where it is not given") },
	{ 0, "reason", MH_OPT_FIELD, offsetof(struct args, reason), "-", NULL, N_("what was wrong, in words, from standard input") },
	{ 0 }
};

static const struct mh_option *field_options(void)
{
	return mh_kind_options(&mh_person, offsetof(struct args, fields));
}

static enum mh_status run(struct mh_session *, void *, int, char **, struct mh_err *);

const struct mh_command case_rectify = {
	.name = "rectify", .operands = N_("case"), .min = 1, .max = 1,
	.summary = N_("correct what is kept of the person of a case, on request; names who must be told"),
	.options = options, .more = field_options, .args_size = sizeof(struct args),
	.takes = MH_TAKES_WRITE,
	.run = run,
};

/* Names of the fields that were corrected: never what they say. */
static enum mh_status put_names(struct mh_record *request, const struct mh_record *person, struct mh_err *err)
{
	struct mh_str names;

	mh_str_init(&names, 1000);
	for (size_t i = 0; i < person->kind->count; i++)
		if (person->set[i])
			mh_str_printf(&names, "%s%s", names.len > 0 ? " " : "", person->kind->fields[i].name);
	enum mh_status status = mh_record_put(request, "fields", names.s, err);
	mh_str_free(&names);
	return status;
}

static enum mh_status correct(struct mh_session *session, const struct args *args, struct mh_record *person, struct mh_record *request, struct mh_err *err)
{
	enum mh_status status = mh_record_assign(person, &args->fields, err);

	if (status == MH_OK)
		status = mh_record_check(person, mh_store_catalogues(session->store), mh_today(), NULL, NULL, err);
	if (status == MH_OK)
		status = mh_record_assign(request, &args->reason, err);
	if (status == MH_OK)
		status = put_names(request, person, err);
	if (status == MH_OK)
		status = mh_ages_follow(session->store, person, mh_today(), err);
	return status;
}

static enum mh_status write_both(struct mh_session *session, struct mh_record *person, struct mh_record *request, struct mh_err *err)
{
	struct mh_record changed;
	char id[MH_ID_SIZE];

	mh_record_copy(&changed, person);	/* what was set is no longer marked once it was put */
	enum mh_status status = mh_store_put(session->store, person, err);
	if (status == MH_OK)
		status = mh_request_put(session->store, request, err);
	if (status == MH_OK)
		status = mh_store_commit(session->store, err);
	if (status == MH_OK) {
		mh_record_id(request, id);
		puts(id);
		status = rights_say_recipients(session, person->n, &changed, err);
	}
	mh_record_free(&changed);
	return status;
}

static enum mh_status run(struct mh_session *session, void *arg, int argc, char **argv, struct mh_err *err)
{
	const struct args *args = arg;
	struct mh_record the_case, person, request;
	const char *by;

	(void)argc;
	if (args->fields.count == 0)
		return mh_fail(err, MH_USAGE, _("nothing to correct: give fields such as --born -"));
	mh_record_init(&the_case, &mh_case);
	mh_record_init(&person, &mh_person);
	mh_record_init(&request, &mh_request);
	enum mh_status status = rights_by(session, args->by, &by, err);
	if (status == MH_OK)
		status = mh_store_begin(session->store, session->log, err);
	if (status == MH_OK)
		status = mh_store_get_text(session->store, argv[0], &mh_case, &the_case, err);
	if (status == MH_OK)
		status = mh_store_get(session->store, (struct mh_id){ &mh_person, mh_record_number(&the_case, "person") }, &person, err);
	if (status == MH_OK)
		status = mh_request_start(&request, the_case.n, "rectify", by, "granted", err);
	if (status == MH_OK)
		status = correct(session, args, &person, &request, err);
	if (status == MH_OK)
		status = write_both(session, &person, &request, err);
	mh_store_rollback(session->store);
	mh_record_free(&request);
	mh_record_free(&person);
	mh_record_free(&the_case);
	return status;
}
