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
	bool refuse, withdraw;
};

static const struct mh_option options[] = {
	{ 0, "reason", MH_OPT_TEXT, offsetof(struct args, reason), N_("code"), "catalogue:erase-reason", N_("why before the term (required)") },
	{ 0, "by", MH_OPT_TEXT, offsetof(struct args, by), N_("code"), "catalogue:asked-by", N_("who asked for it; the person where it is not given") },
	{ 0, "propose", MH_OPT_FILE, offsetof(struct args, propose), N_("file"), NULL, N_("sign the list only, and write it for a second keyholder") },
	{ 0, "proposal", MH_OPT_FILE, offsetof(struct args, proposal), N_("file"), NULL, N_("erase: the list as another keyholder signed it") },
	{ 0, "refuse", MH_OPT_FLAG, offsetof(struct args, refuse), NULL, NULL, N_("do not erase: record what was proposed as refused") },
	{ 0, "withdraw", MH_OPT_FLAG, offsetof(struct args, withdraw), NULL, NULL, N_("do not erase: record what was proposed as withdrawn by who asked for it") },
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

	if ((args->refuse || args->withdraw) && (args->refuse == args->withdraw || args->reason != NULL || args->by != NULL || args->propose != NULL ||
	    args->proposal != NULL || args->output != NULL))
		return mh_fail(err, MH_USAGE, _("--%s: ends what was proposed, and stands alone"), args->refuse ? "refuse" : "withdraw");
	if (args->refuse || args->withdraw)
		return MH_OK;
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

struct pending { struct mh_record request; bool found; };

static enum mh_status take_pending(void *arg, struct mh_record *request, struct mh_err *err)
{
	struct pending *pending = arg;

	(void)err;
	if (strcmp(mh_record_text(request, "right"), "erase") != 0 || strcmp(mh_record_text(request, "decision"), "proposed") != 0)
		return MH_OK;
	mh_record_free(&pending->request);
	mh_record_copy(&pending->request, request);
	pending->found = true;
	return MH_OK;
}

/* The request that was proposed, and that no second keyholder has decided on yet. */
static enum mh_status find_pending(struct mh_session *session, const struct mh_record *the_case, struct pending *pending, struct mh_err *err)
{
	struct mh_query query;

	mh_record_init(&pending->request, &mh_request);
	mh_query_init(&query, &mh_request);
	mh_query_is_number(&query, "case", the_case->n);
	enum mh_status status = mh_store_each(session->store, &query, take_pending, pending, err);
	mh_query_free(&query);
	return status;
}

static enum mh_status put_request(struct mh_session *session, struct mh_record *request, struct mh_err *err)
{
	enum mh_status status = mh_request_put(session->store, request, err);

	return status == MH_OK ? mh_store_commit(session->store, err) : status;
}

/* That it was asked is on record before the list is signed: it stands on the list, and goes with the case. It is granted by the second keyholder only. */
static enum mh_status book_request(struct mh_session *session, const struct args *args, const struct mh_record *the_case, struct mh_err *err)
{
	struct pending pending = { .found = false };
	const char *by;
	enum mh_status status = rights_by(session, args->by, &by, err);

	if (status == MH_OK)
		status = mh_store_begin(session->store, session->log, err);
	if (status == MH_OK)
		status = find_pending(session, the_case, &pending, err);
	if (status == MH_OK && !pending.found)
		status = mh_request_start(&pending.request, the_case->n, "erase", by, "proposed", err);
	if (status == MH_OK && !pending.found)
		status = put_request(session, &pending.request, err);
	mh_store_rollback(session->store);
	mh_record_free(&pending.request);
	return status;
}

static enum mh_status none_proposed(const struct mh_record *the_case, struct mh_err *err)
{
	char id[MH_ID_SIZE];

	mh_record_id(the_case, id);
	return mh_fail(err, MH_NO, _("%s: no erasure is proposed: mh-case erase %s --reason CODE --propose FILE proposes one"), id, id);
}

/* The second keyholder does not confirm: the case stays, and the list that the first one signed is worth nothing any more. */
static enum mh_status end_request(struct mh_session *session, const struct mh_record *the_case, const char *decision, struct mh_err *err)
{
	struct pending pending = { .found = false };
	char id[MH_ID_SIZE];
	enum mh_status status = mh_store_begin(session->store, session->log, err);

	if (status == MH_OK)
		status = find_pending(session, the_case, &pending, err);
	if (status == MH_OK && !pending.found)
		status = none_proposed(the_case, err);
	if (status == MH_OK)
		status = mh_request_start(&pending.request, the_case->n, "erase", mh_record_text(&pending.request, "by"), decision, err);
	if (status == MH_OK)
		status = mh_request_answered(session->store, the_case->n, "erase", err);
	if (status == MH_OK)
		status = put_request(session, &pending.request, err);
	if (status == MH_OK) {
		mh_record_id(&pending.request, id);
		printf("%s\n", id);
	}
	mh_store_rollback(session->store);
	mh_record_free(&pending.request);
	return status;
}

/* A list is carried out while its request stands: what was refused or withdrawn is not. */
static enum mh_status still_proposed(struct mh_session *session, const struct mh_record *the_case, struct mh_err *err)
{
	struct pending pending = { .found = false };
	enum mh_status status = find_pending(session, the_case, &pending, err);

	mh_record_free(&pending.request);
	return status == MH_OK && !pending.found ? none_proposed(the_case, err) : status;
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

static enum mh_status erase(struct mh_session *session, const struct args *args, const struct mh_record *the_case, const char *first, struct mh_err *err)
{
	enum mh_status status = mh_retain_reason(session->store, args->reason, err);

	if (status == MH_OK && args->propose != NULL)
		status = book_request(session, args, the_case, err);
	else if (status == MH_OK && args->proposal != NULL)
		status = still_proposed(session, the_case, err);
	if (status == MH_OK)	/* while it is still known who has the data */
		status = rights_say_recipients(session, mh_record_number(the_case, "person"), NULL, err);
	return status == MH_OK ? plan(session, args, the_case, first, err) : status;
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
	if (status == MH_OK && (args->refuse || args->withdraw))
		status = end_request(session, &the_case, args->refuse ? "refused" : "withdrawn", err);
	else if (status == MH_OK)
		status = erase(session, args, &the_case, args->proposal != NULL ? first.s : NULL, err);
	mh_str_free(&first);
	mh_record_free(&the_case);
	return status;
}
