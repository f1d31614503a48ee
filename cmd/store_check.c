/* mh-store check: is everything as the log says, and is the store's place safe? Each finding says how it is mended. */

#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "chain/recheck.h"
#include "commands_store.h"
#include "exchange/spool.h"
#include "exchange/witness.h"
#include "session.h"
#include "store/erase.h"
#include "store_shipped.h"

struct args {
	bool unattended;
};

static const struct mh_option options[] = {
	{ 0, "unattended", MH_OPT_FLAG, offsetof(struct args, unattended), NULL, NULL, N_("try, too, whether a job of this account can open sealed values") },
	{ 0 }
};

static enum mh_status run(struct mh_session *, void *, int, char **, struct mh_err *);

const struct mh_command store_check = {
	.name = "check", .operands = "", .min = 0, .max = 0,
	.summary = N_("compare the whole store with its log, and look at its place and keys; every fault is named"),
	.options = options, .args_size = sizeof(struct args),
	.takes = MH_TAKES_STORE | MH_TAKES_FORMAT,
	.run = run,
};

static const struct mh_column columns[] = {
	{ "severity", N_("severity"), false, false }, { "object", N_("object"), false, false },
	{ "what", N_("what"), false, false }, { "remedy", N_("remedy"), false, false },
};

static void check_spool(struct mh_session *session, struct mh_problems *problems)
{
	struct mh_str spool;

	mh_str_init(&spool, 4200);
	mh_spool_of(mh_store_about(session->store)->file, &spool);
	mh_spool_private(spool.s, mh_store_others(session->store), problems);
	mh_str_free(&spool);
}

static enum mh_status try_unattended(struct mh_session *session, struct mh_problems *problems, struct mh_err *err)
{
	const struct mh_problem where = { .file = mh_store_about(session->store)->file, .remedy =
		_("run periodic jobs in an account without the secret keyring, or give the key a passphrase and gpg-agent.conf a default-cache-ttl of 0") };
	struct mh_err why = MH_ERR_INIT;
	enum mh_status status = mh_store_check_unattended(session->store, &why);

	if (status == MH_OK)
		mh_problem_add(problems, &where, "%s", _("an unattended job of this account can open sealed values"));
	else if (status == MH_KEY)
		mh_say(session, _("unattended: nobody opened anything: %s"), why.text);
	else
		return mh_fail(err, status, "%s", why.text);
	return MH_OK;
}

/* What erasures should have taken and is there, in the lists of this account or of the store. */
static enum mh_status behind(struct mh_store *store, struct mh_problems *problems, struct mh_err *err)
{
	size_t first = problems->count;
	enum mh_status status = mh_erasures_behind(store, problems, err);

	if (status == MH_NO)	/* named among the problems */
		status = MH_OK;
	mh_problems_remedy(problems, first, _("restore the newest backup: mh-store restore applies the lists of erasures"));
	return status;
}

static enum mh_status look(struct mh_session *session, const struct args *args, struct mh_problems *problems, struct mh_err *err)
{
	enum mh_status status = mh_store_check(session->store, problems, err);

	mh_store_check_place(session->store, problems);
	check_spool(session, problems);
	if (status == MH_OK || status == MH_NO)
		status = mh_recheck(session->store, problems, err);
	if (status == MH_OK)
		status = behind(session->store, problems, err);
	if (status == MH_OK)
		status = mh_witness_alarms(session->store, false, problems, err);
	if (status == MH_OK)
		status = mh_store_check_keys(session->store, problems, err);
	if (status == MH_OK)
		status = store_shipped_check(session, problems, err);
	return status == MH_OK && args->unattended ? try_unattended(session, problems, err) : status;
}

static void add_row(struct mh_rows *rows, const struct mh_problem *problem)
{
	char object[4200];

	mh_problem_object(problem, object, sizeof object);
	const struct mh_cell cells[] = {
		mh_cell_text(problem->warning ? "warning" : "fault"), mh_cell_text(object), mh_cell_text(problem->text), mh_cell_text(problem->remedy),
	};
	mh_rows_add(rows, cells);
}

/* Faults first. A remedy that is cut is none, so the table is as wide as it is. */
static enum mh_status print(struct mh_session *session, const struct mh_problems *problems, struct mh_err *err)
{
	struct mh_session wide = *session;

	wide.width = 0;
	struct mh_rows *rows = mh_session_rows(&wide, columns, MH_COUNT(columns), 1);
	for (int warnings = 0; warnings < 2; warnings++)
		for (size_t i = 0; i < problems->count; i++)
			if (problems->list[i].warning == (warnings == 1))
				add_row(rows, &problems->list[i]);
	return mh_rows_end(rows, NULL, err);
}

static enum mh_status run(struct mh_session *session, void *arg, int argc, char **argv, struct mh_err *err)
{
	struct mh_problems problems = MH_PROBLEMS_INIT;
	const char *file = mh_store_about(session->store)->file;

	(void)argc, (void)argv;
	enum mh_status status = look(session, arg, &problems, err);
	size_t faults = problems.total - problems.warnings;
	enum mh_status printed = faults == 0 && session->common.quiet ? MH_OK : print(session, &problems, status == MH_OK ? err : NULL);
	if (status == MH_OK)
		status = printed;
	if (status == MH_OK && faults > 0)
		status = mh_fail(err, MH_NO, ngettext("%s: %zu fault", "%s: %zu faults", faults), file, faults);
	else if (status == MH_OK && !session->common.quiet && mh_session_format(session) == MH_FORMAT_TABLE)
		printf(_("%s: good\n"), file);
	mh_problems_free(&problems);
	return status;
}
