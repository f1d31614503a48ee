/* mh-case intake: keep what the first talk brought out: safety, health, what the victim wants. Nothing of it is ever read from the command line. */

#include <unistd.h>

#include "base/clock.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "cli/talk.h"
#include "commands_case.h"
#include "part.h"
#include "record/options.h"

static const struct mh_option *fields(void)
{
	return mh_kind_options(&mh_intake, offsetof(struct mh_part_args, fields));
}

static enum mh_status run(struct mh_session *, void *, int, char **, struct mh_err *);

const struct mh_command case_intake = {
	.name = "intake", .operands = N_("case"), .min = 1, .max = 1,
	.summary = N_("keep what the first talk brought out, sealed; asks for each field at a terminal"),
	.options = mh_part_file, .more = fields, .args_size = sizeof(struct mh_part_args),
	.takes = MH_TAKES_WRITE | MH_TAKES_DRY_RUN,
	.run = run,
};

/* Asks for one field; an empty answer leaves it empty, a wrong one is asked again. */
static enum mh_status ask_field(struct mh_session *session, struct mh_record *intake, int field, struct mh_err *err)
{
	const struct mh_field *const what = &intake->kind->fields[field];
	struct mh_err wrong = MH_ERR_INIT;
	struct mh_str question, answer;
	enum mh_status status;

	mh_str_init(&question, 1000);
	mh_str_init_secret(&answer, 65536);
	mh_str_printf(&question, what->type == MH_CODE ? _("%s (yes, no, unknown): ") : "%s: ", _(what->help));
	while ((status = mh_prompt(question.s, false, &answer, err)) == MH_OK) {
		status = mh_record_set(intake, field, answer.s, answer.len, &wrong);
		if (status == MH_OK)
			status = mh_record_check(intake, mh_store_catalogues(session->store), mh_today(), NULL, NULL, &wrong);
		if (status == MH_OK)
			break;
		mh_say(session, "%s", wrong.text);
		mh_record_set(intake, field, "", 0, NULL);
		mh_str_clear(&answer);
	}
	mh_str_free(&answer);
	mh_str_free(&question);
	return status;
}

static enum mh_status ask(struct mh_session *session, const void *arg, struct mh_record *the_case, struct mh_record *intake, struct mh_err *err)
{
	enum mh_status status = MH_OK;

	(void)arg, (void)the_case;
	for (size_t i = 0; i < intake->kind->count && status == MH_OK; i++)
		if (mh_field_sealed(&intake->kind->fields[i]))
			status = ask_field(session, intake, (int)i, err);
	return status;
}

static bool says_something(const struct mh_record *intake)
{
	for (size_t i = 0; i < intake->kind->count; i++)
		if (mh_field_sealed(&intake->kind->fields[i]) && intake->values[i].have != MH_HAVE_NONE)
			return true;
	return false;
}

/* A record without a word in it would say that there was a talk of which nothing is known. */
static enum mh_status check(struct mh_session *session, const void *arg, struct mh_record *the_case, struct mh_record *intake, struct mh_err *err)
{
	(void)session, (void)arg, (void)the_case;
	return says_something(intake) ? MH_OK : mh_fail(err, MH_INPUT, _("nothing to keep: give fields such as --wish -, or --file FILE"));
}

static enum mh_status ask_and_check(struct mh_session *session, const void *arg, struct mh_record *the_case, struct mh_record *intake, struct mh_err *err)
{
	enum mh_status status = ask(session, arg, the_case, intake, err);

	return status == MH_OK ? check(session, arg, the_case, intake, err) : status;
}

static enum mh_status run(struct mh_session *session, void *arg, int argc, char **argv, struct mh_err *err)
{
	const struct mh_part_args *args = arg;
	const bool asks = args->file == NULL && args->fields.count == 0 && isatty(STDIN_FILENO);

	(void)argc;
	return mh_part_add(session, &mh_part_intake, argv[0], args, &(struct mh_part_more){ asks ? ask_and_check : check, NULL }, err);
}
