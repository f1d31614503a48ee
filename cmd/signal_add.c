/* mh-signal add: register a signal. */

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "chain/signal_draft.h"
#include "commands_signal.h"
#include "record/options.h"
#include "session.h"
#include "signal_form.h"

struct args {
	const char *file;
	bool edit;
	struct mh_words victim, suspect, witness, contact;
	struct mh_pairs fields;
};

static const struct mh_option options[] = {
	{ 'f', "file", MH_OPT_FILE, offsetof(struct args, file), N_("file"), NULL, N_("read one signal or many as YAML; - is standard input") },
	{ 0, "edit", MH_OPT_FLAG, offsetof(struct args, edit), NULL, NULL, N_("write the signal in a form in $VISUAL or $EDITOR") },
	{ 0, "victim", MH_OPT_LIST, offsetof(struct args, victim), N_("words"), NULL, N_("a presumed victim, as female,23-plus,RO") },
	{ 0, "suspect", MH_OPT_LIST, offsetof(struct args, suspect), N_("words"), NULL, N_("a suspect, with the ground on which it is recorded") },
	{ 0, "witness", MH_OPT_LIST, offsetof(struct args, witness), N_("words"), NULL, N_("a witness") },
	{ 0, "contact", MH_OPT_LIST, offsetof(struct args, contact), N_("words"), NULL, N_("somebody who can be asked") },
	{ 0 }
};

static const struct mh_option *fields(void);
static enum mh_status run(struct mh_session *, void *, int, char **, struct mh_err *);

const struct mh_command signal_add = {
	.name = "add", .operands = "", .min = 0, .max = 0,
	.summary = N_("register signals; prints their ids"),
	.options = options, .more = fields, .args_size = sizeof(struct args),
	.takes = MH_TAKES_STORE | MH_TAKES_WRITE | MH_TAKES_DRY_RUN,
	.run = run,
};

enum { FILE_MOST = 1 << 20 };

static const struct mh_option *fields(void)
{
	return mh_kind_options(&mh_signal, offsetof(struct args, fields));
}

/* How often a mention takes something from standard input. */
static size_t readers_in(const struct mh_words *words)
{
	size_t count = 0;

	for (size_t i = 0; i < words->count; i++)
		for (const char *at = words->list[i]; (at = strstr(at, "=-")); at += 2)
			count += at[2] == '\0' || at[2] == ',' || at[2] == ' ';
	return count;
}

/* A pipe can be read once; a terminal is asked for each. */
static enum mh_status check_args(const struct args *args, struct mh_err *err)
{
	size_t count = readers_in(&args->victim) + readers_in(&args->suspect) + readers_in(&args->witness) + readers_in(&args->contact);

	for (size_t i = 0; i < args->fields.count; i++)
		count += strcmp(args->fields.list[i].value, "-") == 0;
	if (args->edit && args->file)
		return mh_fail(err, MH_USAGE, _("--edit and --file: one of them"));
	if (args->edit && count > 0)
		return mh_fail(err, MH_USAGE, _("--edit: what is kept sealed is written in the form, and takes no option"));
	count += args->file && strcmp(args->file, "-") == 0;
	if (count > 1 && !isatty(STDIN_FILENO))
		return mh_fail(err, MH_USAGE, _("standard input can be read for one field only: use --file for more"));
	return MH_OK;
}

static enum mh_status read_file(struct mh_signal_drafts *drafts, const char *path, struct mh_problems *problems, struct mh_err *err)
{
	enum mh_status status;
	struct mh_str text;

	mh_str_init_secret(&text, FILE_MOST);
	status = mh_file_read(path, &text, err);
	if (status == MH_OK)
		status = mh_drafts_read(drafts, strcmp(path, "-") == 0 ? _("standard input") : path, (struct mh_blob){ text.s, text.len }, problems, err);
	mh_str_free(&text);
	return status;
}

static enum mh_status add_mentions(struct mh_session *session, struct mh_signal_draft *draft, const char *role, const struct mh_words *words,
	struct mh_err *err)
{
	enum mh_status status = MH_OK;

	for (size_t i = 0; i < words->count && status == MH_OK; i++)
		status = mh_draft_mention(draft, mh_store_catalogues(session->store), role, words->list[i], err);
	return status;
}

static enum mh_status take_words(struct mh_session *session, struct mh_signal_draft *draft, const struct args *args, struct mh_err *err)
{
	const struct { const char *role; const struct mh_words *words; } roles[] = {
		{ "victim", &args->victim }, { "suspect", &args->suspect }, { "witness", &args->witness }, { "contact", &args->contact },
	};
	enum mh_status status = mh_record_assign(&draft->signal, &args->fields, err);

	for (size_t i = 0; i < MH_COUNT(roles) && status == MH_OK; i++)
		status = add_mentions(session, draft, roles[i].role, roles[i].words, err);
	return status;
}

/* Options decide over what a file says; of many signals they could speak of the wrong one. */
static enum mh_status take_options(struct mh_session *session, struct mh_signal_drafts *drafts, const struct args *args, struct mh_err *err)
{
	const size_t count = args->fields.count + args->victim.count + args->suspect.count + args->witness.count + args->contact.count;

	if (drafts->count > 1 && count > 0)
		return mh_fail(err, MH_USAGE, _("%s: has %zu signals, and options speak of one: write it in the file"), args->file, drafts->count);
	return drafts->count == 1 ? take_words(session, &drafts->list[0], args, err) : MH_OK;
}

static enum mh_status put(struct mh_session *session, struct mh_signal_drafts *drafts, struct mh_err *err)
{
	enum mh_status status = mh_store_begin(session->store, session->log, err);
	char id[MH_ID_SIZE];

	for (size_t i = 0; i < drafts->count && status == MH_OK; i++)
		status = mh_draft_put(&drafts->list[i], session->store, err);
	if (status == MH_OK && session->common.dry_run) {
		mh_say(session, _("nothing was written: --dry-run"));
		return MH_OK;
	}
	if (status == MH_OK)
		status = mh_store_commit(session->store, err);
	for (size_t i = 0; i < drafts->count && status == MH_OK; i++) {
		mh_record_id(&drafts->list[i].signal, id);
		puts(id);
	}
	return status;
}

/* From the command line, a file, or questions at a terminal. */
static enum mh_status gather(struct mh_session *session, const struct args *args, struct mh_signal_drafts *drafts, struct mh_problems *problems,
	struct mh_err *err)
{
	enum mh_status status = MH_OK;

	if (args->file)
		status = read_file(drafts, args->file, problems, err);
	else
		mh_drafts_add(drafts);
	if (status == MH_OK)
		status = take_options(session, drafts, args, err);
	if (status == MH_OK && args->edit)
		return mh_signal_form_edit(session, drafts, problems, err);
	if (status == MH_OK && !args->file && isatty(STDIN_FILENO))
		status = mh_signal_form_ask(session, &drafts->list[0].signal, err);
	for (size_t i = 0; i < drafts->count && status != MH_USAGE && (status == MH_OK || problems->total > 0); i++) {
		enum mh_status one = mh_draft_check(&drafts->list[i], session->store, problems, status == MH_OK ? err : NULL);

		status = status == MH_OK ? one : status;
	}
	return status;
}

static enum mh_status run(struct mh_session *session, void *arg, int argc, char **argv, struct mh_err *err)
{
	struct mh_problems problems = MH_PROBLEMS_INIT;
	struct mh_signal_drafts drafts = MH_DRAFTS_INIT;
	enum mh_status status;

	(void)argc;
	(void)argv;
	status = check_args(arg, err);
	if (status == MH_OK)
		status = gather(session, arg, &drafts, &problems, err);
	if (status == MH_OK)
		status = put(session, &drafts, err);
	if (status != MH_OK && problems.total > 0) {
		mh_say_problems(session, &problems);
		mh_fail(err, status, ngettext("nothing was written: %zu problem", "nothing was written: %zu problems", problems.total), problems.total);
	}
	mh_problems_free(&problems);
	mh_drafts_free(&drafts);
	return status;
}
