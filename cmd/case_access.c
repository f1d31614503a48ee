/* mh-case access: a draft of all that is kept of a person, and, when somebody has decided on it, the text that is handed over. */

#include <stdlib.h>
#include <string.h>

#include "access.h"
#include "base/clock.h"
#include "base/file.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "chain/rights.h"
#include "commands_case.h"
#include "exchange/envelope.h"
#include "rights.h"

struct args {
	const char *by, *purpose, *output, *draft;
};

static const struct mh_option options[] = {
	{ 0, "by", MH_OPT_TEXT, offsetof(struct args, by), N_("code"), "catalogue:asked-by", N_("who asks; the person where it is not given") },
	{ 0, "purpose", MH_OPT_TEXT, offsetof(struct args, purpose), N_("code"), "catalogue:purpose", N_("what is opened for it; it is logged") },
	{ 'o', "output", MH_OPT_FILE, offsetof(struct args, output), N_("file"), NULL, N_("where the draft or the text is written, mode 0600; \"-\" is standard output") },
	{ 0, "hand-over", MH_OPT_FILE, offsetof(struct args, draft), N_("file"), NULL, N_("print what is handed over by this draft, and log it") },
	{ 0 }
};

static enum mh_status run(struct mh_session *, void *, int, char **, struct mh_err *);

const struct mh_command case_access = {
	.name = "access", .operands = N_("case"), .min = 1, .max = 1,
	.summary = N_("draft a copy of all that is kept of a person; hand it over once it was decided on"),
	.options = options, .args_size = sizeof(struct args),
	.takes = MH_TAKES_WRITE,
	.run = run,
};

static enum mh_status check_args(const struct args *args, struct mh_err *err)
{
	if (args->draft != NULL && (args->by != NULL || args->purpose != NULL))
		return mh_fail(err, MH_USAGE, _("--hand-over: who asks and what for stands in the draft and in the log: neither --by nor --purpose goes with it"));
	if (args->draft == NULL && args->purpose == NULL)
		return mh_fail(err, MH_USAGE, _("--purpose: is required and was not given: say what it is opened for, as --purpose coordination"));
	if (args->draft == NULL && args->output == NULL)
		return mh_fail(err, MH_USAGE, _("--output: is required and was not given: say where the draft goes; \"-\" is standard output"));
	return MH_OK;
}

/* In a transaction of its own. What was asked and decided is on disk before anything is given; what was given stops the term. */
static enum mh_status book(struct mh_session *session, struct mh_record *request, struct mh_err *err)
{
	enum mh_status status = mh_store_begin(session->store, session->log, err);

	if (status == MH_OK)
		status = mh_request_put(session->store, request, err);
	if (status == MH_OK && strcmp(mh_record_text(request, "decision"), "refused") != 0)	/* a representative kept out: the person's own one still runs */
		status = mh_request_answered(session->store, mh_record_number(request, "case"), "access", err);
	if (status == MH_OK)
		status = mh_store_commit(session->store, err);
	mh_store_rollback(session->store);
	return status;
}

/* A representative whom the person's interest keeps out gets nothing; that it was asked and refused stays on record. */
static enum mh_status check_by(struct mh_session *session, const struct mh_record *the_case, const char *by, struct mh_err *err)
{
	struct mh_err why = MH_ERR_INIT;
	struct mh_record request;
	const char *ground = "";
	char id[MH_ID_SIZE];
	enum mh_status status = mh_may_see(session->store, the_case, by, &ground, &why);

	if (status != MH_DENIED)
		return status == MH_OK ? MH_OK : mh_fail(err, status, "%s", why.text);
	mh_record_init(&request, &mh_request);
	status = mh_request_start(&request, the_case->n, "access", by, "refused", err);
	if (status == MH_OK)
		status = mh_record_put(&request, "grounds", ground, err);
	if (status == MH_OK)
		status = book(session, &request, err);
	if (status == MH_OK) {
		mh_record_id(&request, id);
		status = mh_fail(err, MH_DENIED, _("%s (recorded: %s)"), why.text, id);
	}
	mh_record_free(&request);
	return status;
}

static enum mh_status open_all(struct mh_session *session, const char *purpose, struct mh_dossier *dossier, struct mh_err *err)
{
	struct mh_id *ids = mh_alloc(dossier->count + 1, sizeof *ids);

	for (size_t i = 0; i < dossier->count; i++)
		ids[i] = (struct mh_id){ dossier->list[i].kind, dossier->list[i].n };
	enum mh_status status = mh_store_unlock(session->store, session->log, purpose, ids, dossier->count, err);
	for (size_t i = 0; i < dossier->count && status == MH_OK; i++)
		status = mh_store_open_values(session->store, &dossier->list[i], err);
	free(ids);
	return status;
}

static enum mh_status draft(struct mh_session *session, const struct args *args, const struct mh_record *the_case, struct mh_dossier *dossier,
	struct mh_err *err)
{
	struct mh_str text;
	char id[MH_ID_SIZE];
	size_t asks = 0;
	const char *by;

	mh_record_id(the_case, id);
	mh_str_init_secret(&text, ACCESS_MOST);
	enum mh_status status = rights_by(session, args->by, &by, err);
	if (status == MH_OK)
		status = check_by(session, the_case, by, err);
	if (status == MH_OK)
		status = mh_session_output(session, args->output, err);
	if (status == MH_OK)
		status = open_all(session, args->purpose, dossier, err);
	if (status == MH_OK)
		status = access_draft(session, the_case, by, dossier, &text, &asks, err);
	if (status == MH_OK) {
		fwrite(text.s, 1, text.len, stdout);
		mh_say(session, _("values to decide on: %zu: give each yes or no and its ground, then mh-case access %s --hand-over %s"), asks, id, args->output != NULL ? args->output : "FILE");
	}
	mh_str_free(&text);
	return status;
}

static enum mh_status fill_request(struct mh_record *request, const struct access_decided *decided, const struct mh_str *text, struct mh_err *err)
{
	char digest[MH_EXCHANGE_DIGEST_SIZE];

	mh_exchange_digest((struct mh_blob){ text->s, text->len }, digest);
	mh_record_put_number(request, "given", (int64_t)decided->count);
	mh_record_put_number(request, "kept-back", (int64_t)decided->kept_back);
	enum mh_status status = mh_record_put(request, "grounds", decided->grounds.s, err);
	return status == MH_OK ? mh_record_put(request, "digest", digest, err) : status;
}

static enum mh_status give(struct mh_session *session, const struct mh_record *the_case, const struct mh_dossier *dossier, const struct access_decided *decided,
	struct mh_err *err)
{
	struct mh_record request;
	struct mh_str text;
	char id[MH_ID_SIZE];

	mh_str_init_secret(&text, ACCESS_MOST);
	mh_record_init(&request, &mh_request);
	enum mh_status status = access_text(session, dossier, decided, &text, err);
	if (status == MH_OK)
		status = mh_request_start(&request, the_case->n, "access", decided->by, decided->kept_back > 0 ? "in-part" : "granted", err);
	if (status == MH_OK)
		status = fill_request(&request, decided, &text, err);
	if (status == MH_OK)
		status = book(session, &request, err);
	if (status == MH_OK) {
		mh_record_id(&request, id);
		fwrite(text.s, 1, text.len, stdout);
		mh_say(session, _("%s: values handed over: %zu, left out: %zu; the draft is no longer needed: remove it"), id, decided->count, decided->kept_back);
	}
	mh_record_free(&request);
	mh_str_free(&text);
	return status;
}

static enum mh_status hand_over(struct mh_session *session, const struct args *args, const struct mh_record *the_case, const struct mh_dossier *dossier,
	struct mh_err *err)
{
	struct mh_problems problems = MH_PROBLEMS_INIT;
	struct access_decided decided = { .tree = NULL };
	struct mh_str text;
	char id[MH_ID_SIZE];

	mh_record_id(the_case, id);
	mh_str_init_secret(&text, ACCESS_MOST);
	enum mh_status status = mh_file_read(args->draft, &text, err);
	if (status == MH_OK)
		status = access_head(args->draft, (struct mh_blob){ text.s, text.len }, &decided, &problems, err);
	if (status == MH_OK && strcmp(decided.case_id, id) != 0)
		status = mh_fail(err, MH_INPUT, _("%s: is a draft of %.40s, not of %s"), args->draft, decided.case_id, id);
	if (status == MH_OK)
		status = check_by(session, the_case, decided.by, err);
	if (status == MH_OK)
		status = access_decide(session, args->draft, dossier, &decided, &problems, err);
	mh_say_problems(session, &problems);
	if (status == MH_OK)
		status = mh_session_output(session, args->output, err);
	if (status == MH_OK)
		status = give(session, the_case, dossier, &decided, err);
	mh_problems_free(&problems);
	access_free(&decided);
	mh_str_free(&text);
	return status;
}

static enum mh_status run(struct mh_session *session, void *arg, int argc, char **argv, struct mh_err *err)
{
	const struct args *args = arg;
	struct mh_dossier dossier = MH_DOSSIER_INIT;
	struct mh_record the_case;
	enum mh_status status = check_args(args, err);

	(void)argc;
	if (status != MH_OK)
		return status;
	mh_record_init(&the_case, &mh_case);
	status = mh_store_get_text(session->store, argv[0], &mh_case, &the_case, err);
	if (status == MH_OK)
		status = mh_dossier_gather(session->store, mh_record_number(&the_case, "person"), &dossier, err);
	if (status == MH_OK && args->draft == NULL)
		status = draft(session, args, &the_case, &dossier, err);
	else if (status == MH_OK)
		status = hand_over(session, args, &the_case, &dossier, err);
	mh_dossier_free(&dossier);
	mh_record_free(&the_case);
	return status;
}
