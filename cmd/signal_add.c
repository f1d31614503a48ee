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

struct args {
	const char *file;
	struct mh_words victim, suspect, witness, contact;
	struct mh_pairs fields;
};

static const struct mh_option options[] = {
	{ 'f', "file", MH_OPT_FILE, offsetof(struct args, file), N_("file"), NULL, N_("read the signal as YAML; - is standard input") },
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
	.summary = N_("register a signal; prints its id"),
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
static enum mh_status check_readers(const struct args *args, struct mh_err *err)
{
	size_t count = readers_in(&args->victim) + readers_in(&args->suspect) + readers_in(&args->witness) + readers_in(&args->contact);

	for (size_t i = 0; i < args->fields.count; i++)
		count += strcmp(args->fields.list[i].value, "-") == 0;
	count += args->file && strcmp(args->file, "-") == 0;
	if (count > 1 && !isatty(STDIN_FILENO))
		return mh_fail(err, MH_USAGE, _("standard input can be read for one field only: use --file for more"));
	return MH_OK;
}

static enum mh_status read_file(struct mh_signal_draft *draft, const char *path, struct mh_problems *problems, struct mh_err *err)
{
	enum mh_status status;
	struct mh_str text;

	mh_str_init_secret(&text, FILE_MOST);
	status = mh_file_read(path, &text, err);
	if (status == MH_OK)
		status = mh_draft_read(draft, strcmp(path, "-") == 0 ? _("standard input") : path, (struct mh_blob){ text.s, text.len }, problems, err);
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

static enum mh_status put(struct mh_session *session, struct mh_signal_draft *draft, struct mh_err *err)
{
	enum mh_status status = mh_store_begin(session->store, session->log, err);
	char id[MH_ID_SIZE];

	if (status == MH_OK)
		status = mh_draft_put(draft, session->store, err);
	if (status == MH_OK && session->common.dry_run) {
		mh_say(session, _("nothing was written: --dry-run"));
		return MH_OK;
	}
	if (status == MH_OK)
		status = mh_store_commit(session->store, err);
	if (status == MH_OK) {
		mh_record_id(&draft->signal, id);
		puts(id);
	}
	return status;
}

static enum mh_status run(struct mh_session *session, void *arg, int argc, char **argv, struct mh_err *err)
{
	struct mh_problems problems = MH_PROBLEMS_INIT;
	const struct args *args = arg;
	struct mh_signal_draft draft;
	enum mh_status status;

	(void)argc;
	(void)argv;
	mh_draft_init(&draft);
	status = check_readers(args, err);
	if (status == MH_OK && args->file)
		status = read_file(&draft, args->file, &problems, err);
	if (status == MH_OK)
		status = take_words(session, &draft, args, err);
	if (status == MH_OK)
		status = mh_draft_check(&draft, session->store, &problems, err);
	if (status == MH_OK)
		status = put(session, &draft, err);
	if (problems.total > 0) {
		mh_say_problems(session, &problems);
		mh_fail(err, status, ngettext("nothing was written: %zu problem", "nothing was written: %zu problems", problems.total), problems.total);
	}
	mh_problems_free(&problems);
	mh_draft_free(&draft);
	return status;
}
