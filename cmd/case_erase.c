/* mh-case erase: a case goes before its term, on request: one keyholder proposes, another carries it out. */

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "chain/retain.h"
#include "chain/rights.h"
#include "commands_case.h"
#include "rights.h"
#include "store_erase.h"

struct args {
	const char *reason, *by, *propose, *proposal, *output;
};

static const struct mh_option options[] = {
	{ 0, "reason", MH_OPT_TEXT, offsetof(struct args, reason), N_("code"), "catalogue:erase-reason", N_("why before the term (required)") },
	{ 0, "by", MH_OPT_TEXT, offsetof(struct args, by), N_("code"), "catalogue:asked-by", N_("who asked for it; the person where it is not given") },
	{ 0, "propose", MH_OPT_FILE, offsetof(struct args, propose), N_("file"), NULL, N_("sign the list only, and write it for a second keyholder") },
	{ 0, "proposal", MH_OPT_FILE, offsetof(struct args, proposal), N_("file"), NULL, N_("erase: the list as another keyholder signed it") },
	{ 'o', "output", MH_OPT_FILE, offsetof(struct args, output), N_("file"), NULL, N_("where the signed statement is written; else standard output") },
	{ 0 }
};

static enum mh_status run(struct mh_session *, void *, int, char **, struct mh_err *);

const struct mh_command case_erase = {
	.name = "erase", .operands = N_("case"), .min = 1, .max = 1,
	.summary = N_("erase a case before its term, on request; two keyholders sign"),
	.options = options, .args_size = sizeof(struct args),
	.takes = MH_TAKES_STORE | MH_TAKES_WRITE,
	.run = run,
};

static enum mh_status check_args(const struct args *args, struct mh_err *err)
{
	const char *const places[] = { args->propose, args->output };

	if (args->reason == NULL)
		return mh_fail(err, MH_USAGE, _("--reason: is required: mh-store codes erase-reason lists the reasons"));
	if (args->propose != NULL && args->proposal != NULL)
		return mh_fail(err, MH_USAGE, _("--propose: signs only; --proposal is for the second keyholder"));
	if (args->output != NULL && args->proposal == NULL)
		return mh_fail(err, MH_USAGE, _("--output: goes with --proposal"));
	for (size_t i = 0; i < MH_COUNT(places); i++)	/* said before anything is erased */
		if (places[i] != NULL && strcmp(places[i], "-") != 0 && access(places[i], F_OK) == 0)
			return mh_fail(err, MH_INPUT, _("%s: exists: name another file"), places[i]);
	return MH_OK;
}

static enum mh_status is_erase(void *arg, struct mh_record *request, struct mh_err *err)
{
	bool *known = arg;

	(void)err;
	*known = *known || strcmp(mh_record_text(request, "right"), "erase") == 0;
	return MH_OK;
}

/* That it was asked is on record before the list is signed: it stands on the list, and goes with the case. */
static enum mh_status book_request(struct mh_session *session, const struct args *args, const struct mh_record *the_case, struct mh_err *err)
{
	struct mh_record request;
	struct mh_query query;
	const char *by;
	bool known = false;

	mh_query_init(&query, &mh_request);
	mh_query_is_number(&query, "case", the_case->n);
	mh_record_init(&request, &mh_request);
	enum mh_status status = rights_by(session, args->by, &by, err);
	if (status == MH_OK)
		status = mh_store_each(session->store, &query, is_erase, &known, err);
	if (status == MH_OK && !known)
		status = mh_store_begin(session->store, session->log, err);
	if (status == MH_OK && !known)
		status = mh_request_start(&request, the_case->n, "erase", by, "granted", err);
	if (status == MH_OK && !known)
		status = mh_request_put(session->store, &request, err);
	if (status == MH_OK && !known)
		status = mh_store_commit(session->store, err);
	mh_store_rollback(session->store);
	mh_record_free(&request);
	mh_query_free(&query);
	return status;
}

static enum mh_status write_out(const char *path, const struct mh_str *text, struct mh_err *err)
{
	if (path == NULL || strcmp(path, "-") == 0) {
		fwrite(text->s, 1, text->len, stdout);
		return MH_OK;
	}
	return mh_file_write(path, (struct mh_blob){ text->s, text->len }, false, err);
}

/* The statement is written and the erasure finished, whichever of the two fails. */
static enum mh_status end(struct mh_session *session, const struct args *args, const struct mh_str *statement, struct mh_err *err)
{
	struct mh_err why = MH_ERR_INIT;
	enum mh_status written = write_out(args->propose != NULL ? args->propose : args->output, statement, err);

	if (args->propose != NULL)
		return written;
	enum mh_status status = store_erase_end(session, session->store, written == MH_OK ? err : &why);
	return written == MH_OK ? status : mh_fail(err, written, _("%s; the erasure itself is done: mh-store retain --lists writes its statement"), err->text);
}

static enum mh_status carry_out(struct mh_session *session, const struct args *args, struct mh_retain *retain, const char *first, struct mh_err *err)
{
	struct mh_str statement;
	const struct mh_retain_order order = { first, args->propose != NULL, &statement };

	mh_str_init(&statement, 3 * MH_ERASURE_MOST);
	enum mh_status status = mh_retain_apply(retain, &order, err);
	if (status == MH_OK && args->propose == NULL)
		status = mh_store_commit(session->store, err);
	mh_store_rollback(session->store);
	if (status == MH_OK)
		status = end(session, args, &statement, err);
	mh_str_free(&statement);
	return status;
}

/* Plans it, and says what goes; with a proposal of either kind it is signed, too. */
static enum mh_status plan(struct mh_session *session, const struct args *args, const struct mh_record *the_case, const char *first, struct mh_err *err)
{
	const bool writes = args->propose != NULL || args->proposal != NULL;
	struct mh_retain retain = { .store = NULL };
	struct mh_id_list ids = { NULL, 0, 0 };
	enum mh_status status = writes ? mh_store_begin(session->store, session->log, err) : MH_OK;

	mh_id_list_add(&ids, (struct mh_id){ &mh_case, the_case->n });
	if (status == MH_OK)
		status = mh_retain_start(&retain, session->store, err);
	if (status == MH_OK)
		status = mh_retain_early(&retain, &ids, args->reason, err);
	const long long persons = status == MH_OK ? mh_erase_plan_persons(&retain.plan) : 0;
	const size_t count = retain.plan.erasure.count;
	if (status == MH_OK && writes)
		status = carry_out(session, args, &retain, first, err);
	if (status == MH_OK)
		mh_say(session, args->proposal != NULL ? _("erased: %zu records with all that belongs to them; persons: %lld") :
			_("would be erased: %zu records with all that belongs to them; persons: %lld"), count, persons);
	mh_store_rollback(session->store);
	mh_retain_free(&retain);
	free(ids.list);
	return status;
}

static enum mh_status run(struct mh_session *session, void *arg, int argc, char **argv, struct mh_err *err)
{
	const struct args *args = arg;
	struct mh_record the_case;
	struct mh_str first;
	enum mh_status status = check_args(args, err);

	(void)argc;
	if (status != MH_OK)
		return status;
	mh_record_init(&the_case, &mh_case);
	mh_str_init(&first, MH_ERASURE_MOST);
	if (args->proposal != NULL)
		status = mh_file_read(args->proposal, &first, err);
	if (status == MH_OK)
		status = mh_store_get_text(session->store, argv[0], &mh_case, &the_case, err);
	if (status == MH_OK && args->propose != NULL)
		status = book_request(session, args, &the_case, err);
	if (status == MH_OK)	/* while it is still known who has the data */
		status = rights_say_recipients(session, mh_record_number(&the_case, "person"), NULL, err);
	if (status == MH_OK)
		status = plan(session, args, &the_case, args->proposal != NULL ? first.s : NULL, err);
	mh_str_free(&first);
	mh_record_free(&the_case);
	return status;
}
