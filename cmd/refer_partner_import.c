/* mh-refer partner import: take partners, profiles and agreements from a file; what differs is shown first. */

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/file.h"
#include "base/i18n.h"
#include "cli/talk.h"
#include "base/mem.h"
#include "commands_refer.h"
#include "exchange/stop.h"
#include "partner_change.h"
#include "put.h"
#include "refer.h"
#include "record/options.h"

#define FILE_MOST ((size_t)16 << 20)

struct args {
	struct mh_words confirm;
	struct mh_pairs confirmation;
	bool update_sealed, remove, yes;
	const char *spool;
};

static const struct mh_option options[] = {
	{ 0, "confirm-key", MH_OPT_LIST, offsetof(struct args, confirm), N_("fingerprint"), NULL, N_("a partner's new fingerprint, confirmed with it by another way than this file") },
	{ 0, "confirmed-how", MH_OPT_FIELD, offsetof(struct args, confirmation), N_("code"), "catalogue:key-check", N_("by which way it was confirmed") },
	{ 0, "confirmed-with", MH_OPT_FIELD, offsetof(struct args, confirmation), "-", NULL, N_("who of the partner confirmed it: read from standard input") },
	{ 0, "remove", MH_OPT_FLAG, offsetof(struct args, remove), NULL, NULL, N_("take out partners and purposes that the file has no more") },
	{ 0, "yes", MH_OPT_FLAG, offsetof(struct args, yes), NULL, NULL, N_("write without asking") },
	{ 0, "update-sealed", MH_OPT_FLAG, offsetof(struct args, update_sealed), NULL, NULL, N_("rewrite the sealed fields of known partners too") },
	REFER_SPOOL_OPTION(struct args),
	{ 0 }
};

static enum mh_status run(struct mh_session *, void *, int, char **, struct mh_err *);

const struct mh_command refer_partner_import = {
	.name = "partner import", .operands = N_("file"), .min = 1, .max = 1,
	.summary = N_("take partners from a file; what differs is shown first"),
	.options = options, .args_size = sizeof(struct args),
	.takes = MH_TAKES_WRITE | MH_TAKES_DRY_RUN,
	.run = run,
};

/* Who confirmed a new key, and how, is said together with it. */
static enum mh_status read_confirmation(struct mh_session *session, const struct args *args, struct mh_record *confirmation, struct mh_err *err)
{
	if (args->confirm.count == 0 && args->confirmation.count > 0)
		return mh_fail(err, MH_USAGE, _("--confirm-key is missing: the new fingerprint that was confirmed"));
	if (args->confirm.count > 0 && args->confirmation.count < 2)
		return mh_fail(err, MH_USAGE, _("--confirm-key: say also by which way it was confirmed, and by whom: --confirmed-how CODE --confirmed-with -"));
	enum mh_status status = mh_record_assign(confirmation, &args->confirmation, err);
	return status == MH_OK ? mh_check_code(session, confirmation, "confirmed-how", err) : status;
}

/* On a terminal a person decides, having seen what differs. */
static enum mh_status ask(const struct args *args, size_t changes, struct mh_err *err)
{
	char question[200];
	struct mh_str answer;
	enum mh_status status;

	if (args->yes || !isatty(STDIN_FILENO) || !isatty(STDERR_FILENO))
		return MH_OK;
	snprintf(question, sizeof question, ngettext("write this %zu difference? (yes, or anything else for no) ",
		"write these %zu differences? (yes, or anything else for no) ", changes), changes);
	mh_str_init(&answer, 100);
	status = mh_prompt(question, false, &answer, err);
	if (status == MH_OK && strcmp(answer.s, "yes") != 0 && strcmp(answer.s, _("yes")) != 0)
		status = mh_fail(err, MH_NO, _("nothing was written"));
	mh_str_free(&answer);
	return status;
}

static enum mh_status compare(struct mh_session *session, const struct args *args, const char *name, struct mh_partner_import *in,
	struct mh_partner_file *file, struct mh_err *err)
{
	struct partner_changes shown = { .remove = in->remove };
	enum mh_status status;

	mh_str_init(&shown.absent, 1 << 18);
	in->arg = &shown;
	status = mh_partners_import(in, file, err);
	if (status == MH_OK && in->skipped)
		mh_say(session, _("%s: is this organisation itself: left out"), mh_store_about(session->store)->organisation);
	if (status == MH_OK && in->absent > 0)
		mh_say(session, _("%s: not in it, and kept unless --remove is given: %s"), name, shown.absent.s);
	if (status == MH_OK && in->changes == 0)
		mh_say(session, _("%s: nothing differs"), name);
	else if (status == MH_OK && session->common.dry_run)
		mh_say(session, _("%s: %zu differences; nothing was written"), name, in->changes);
	else if (status == MH_OK && (status = ask(args, in->changes, err)) == MH_OK)
		status = partner_changes_write(session, in, file, err);
	mh_str_free(&shown.absent);
	return status;
}

struct leavers { struct mh_id *list; size_t count; };

static enum mh_status take_leaver(void *arg, struct mh_record *partner, struct mh_err *err)
{
	struct leavers *leavers = arg;

	(void)err;
	leavers->list = mh_grow(leavers->list, leavers->count + 1, sizeof *leavers->list);
	leavers->list[leavers->count++] = (struct mh_id){ &mh_partner, partner->n };
	return MH_OK;
}

static enum mh_status stop_one(struct mh_session *session, const char *spool, struct mh_id id, struct mh_err *err)
{
	struct mh_stopping stopping = { .store = session->store, .spool = spool, .command = session->log, .now = mh_clock_system() };
	struct mh_record partner;

	mh_record_init(&partner, &mh_partner);
	enum mh_status status = mh_store_get(session->store, id, &partner, err);
	if (status == MH_OK)
		status = mh_stop_partner(&stopping, partner.n, mh_record_text(&partner, "code"), err);
	refer_say_stopped(session, mh_record_text(&partner, "code"), stopping.files);
	mh_record_free(&partner);
	return status;
}

/* Whoever is no partner any more gets nothing, what lies in the outbox neither. */
static enum mh_status stop_leavers(struct mh_session *session, const struct args *args, struct mh_err *err)
{
	struct leavers leavers = { NULL, 0 };
	struct mh_query query;
	struct mh_str spool;

	mh_str_init(&spool, 4096);
	mh_query_init(&query, &mh_partner);
	mh_query_is(&query, "state", "left");
	enum mh_status status = mh_store_each(session->store, &query, take_leaver, &leavers, err);
	mh_query_free(&query);
	if (status == MH_OK && leavers.count > 0)
		status = refer_spool(session, args->spool, &spool, err);
	for (size_t i = 0; i < leavers.count && status == MH_OK; i++)
		status = stop_one(session, spool.s, leavers.list[i], err);
	free(leavers.list);
	mh_str_free(&spool);
	return status;
}

static enum mh_status run(struct mh_session *session, void *arg, int argc, char **argv, struct mh_err *err)
{
	const struct args *args = arg;
	struct mh_record confirmation;
	struct mh_partner_import in = {
		.store = session->store, .update_sealed = args->update_sealed, .confirmed = args->confirm.list,
		.confirmed_count = args->confirm.count, .confirmation = &confirmation, .remove = args->remove, .change = partner_change_show,
	};
	struct mh_problems problems = MH_PROBLEMS_INIT;
	struct mh_partner_file file = { NULL, 0 };
	struct mh_str text;
	enum mh_status status;

	(void)argc;
	mh_str_init_secret(&text, FILE_MOST);
	mh_record_init(&confirmation, &mh_partner);
	status = read_confirmation(session, args, &confirmation, err);
	if (status == MH_OK)
		status = mh_file_read(argv[0], &text, err);
	if (status == MH_OK) {
		status = mh_partners_read(argv[0], (struct mh_blob){ text.s, text.len }, mh_store_catalogues(session->store),
			mh_today(), &file, &problems, err);
		if (status != MH_OK && problems.total > 0) {
			mh_say_problems(session, &problems);
			mh_fail(err, status, ngettext("nothing was imported: %zu problem", "nothing was imported: %zu problems", problems.total),
				problems.total);
		}
	}
	if (status == MH_OK)
		status = compare(session, args, argv[0], &in, &file, err);
	if (status == MH_KEY)
		mh_fail_in(err, argv[0]);
	if (status == MH_OK && !session->common.dry_run)
		status = stop_leavers(session, args, err);
	mh_partners_free(&file);
	mh_problems_free(&problems);
	mh_str_free(&text);
	mh_record_free(&confirmation);
	return status;
}
