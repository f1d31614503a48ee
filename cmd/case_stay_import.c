/* mh-case stay import: bring the stays up to a shelter's weekly list; all of it, or nothing. */

#include <stdio.h>

#include "base/i18n.h"
#include "chain/stay_import.h"
#include "commands_case.h"
#include "session.h"

struct args {
	const char *partner;
};

static const struct mh_option options[] = {
	{ 0, "partner", MH_OPT_TEXT, offsetof(struct args, partner), N_("partner"), "kind:partner", N_("short name of the shelter whose list it is (required)") },
	{ 0 }
};

static enum mh_status run(struct mh_session *, void *, int, char **, struct mh_err *);

const struct mh_command case_stay_import = {
	.name = "stay import", .operands = N_("file"), .min = 1, .max = 1,
	.summary = N_("bring the stays up to a shelter's weekly list (CSV); \"-\" is standard input"),
	.options = options, .args_size = sizeof(struct args),
	.takes = MH_TAKES_WRITE | MH_TAKES_DRY_RUN,
	.run = run,
};

static void say(struct mh_session *session, const struct mh_stay_list *list)
{
	mh_say(session, ngettext("%zu row: admitted %zu, left %zu, changed %zu, unchanged %zu", "%zu rows: admitted %zu, left %zu, changed %zu, unchanged %zu",
		list->rows), list->rows, list->admitted, list->left, list->changed, list->unchanged);
	for (size_t i = 0; i < list->missing_count; i++)
		mh_say(session, _("%s: is in this shelter by our records, and does not stand in the list: ask the shelter"), list->missing[i]);
	if (session->common.dry_run)
		mh_say(session, _("nothing was written: --dry-run"));
}

static enum mh_status import(struct mh_session *session, struct mh_stay_list *list, struct mh_err *err)
{
	struct mh_casework work = MH_CASEWORK_INIT;
	struct mh_problems problems = MH_PROBLEMS_INIT;
	struct mh_record partner;

	mh_record_init(&partner, &mh_partner);
	enum mh_status status = mh_store_begin(session->store, session->log, err);
	if (status == MH_OK)
		status = mh_store_find(session->store, &mh_partner, "code", list->shelter, &partner, err);
	if (status == MH_NO)
		mh_fail(err, MH_NO, _("--partner %.60s: no such partner: mh-refer partner list shows them"), list->shelter);
	if (status == MH_OK)
		status = mh_casework_load(session->store, &work, err);
	if (status == MH_OK)
		status = mh_stay_list_import(session->store, &work, list, &problems, err);
	if (problems.total > 0) {
		mh_say_problems(session, &problems);
		mh_fail(err, status, _("%s: refused; nothing was written"), list->path);
	}
	if (status == MH_OK && !session->common.dry_run)
		status = mh_store_commit(session->store, err);
	mh_store_rollback(session->store);
	mh_problems_free(&problems);
	mh_casework_free(&work);
	mh_record_free(&partner);
	return status;
}

static enum mh_status run(struct mh_session *session, void *arg, int argc, char **argv, struct mh_err *err)
{
	const struct args *args = arg;
	struct mh_stay_list list = { .path = argv[0], .shelter = args->partner };

	(void)argc;
	if (args->partner == NULL)
		return mh_fail(err, MH_USAGE, _("--partner: is required and was not given: give it"));
	enum mh_status status = import(session, &list, err);
	if (status == MH_OK)
		say(session, &list);
	mh_stay_list_free(&list);
	return status;
}
