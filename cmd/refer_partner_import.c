/* mh-refer partner import: take partners, profiles and agreements from a file; what differs is shown first. */

#include <string.h>

#include "base/clock.h"
#include "base/file.h"
#include "base/i18n.h"
#include "base/utf8.h"
#include "commands_refer.h"
#include "exchange/partners.h"
#include "session.h"

#define FILE_MOST ((size_t)16 << 20)

struct args {
	struct mh_words confirm;
	bool update_sealed;
};

static const struct mh_option options[] = {
	{ 0, "confirm-key", MH_OPT_LIST, offsetof(struct args, confirm), N_("fingerprint"), NULL, N_("a partner's new fingerprint, confirmed with it by another way than this file") },
	{ 0, "update-sealed", MH_OPT_FLAG, offsetof(struct args, update_sealed), NULL, NULL, N_("rewrite the sealed fields of known partners too") },
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

static void add(struct mh_str *line, const char *text)
{
	mh_utf8_show(line, text, strcspn(text, "\n"));
}

/* "+ shelter: profile shelter: minimal;identity" or "~ shelter: capacity: 8 -> 10". */
static void show_change(void *arg, const struct mh_partner_change *c)
{
	struct mh_str line;

	(void)arg;
	mh_str_init(&line, 1 << 18);
	mh_str_puts(&line, c->before == NULL ? "+ " : "~ ");
	add(&line, c->partner);
	mh_str_puts(&line, ": ");
	add(&line, c->what);
	mh_str_puts(&line, ": ");
	if (c->before != NULL) {
		add(&line, c->before);
		mh_str_puts(&line, " -> ");
	}
	add(&line, c->after);
	puts(line.s);
	mh_str_free(&line);
}

static enum mh_status write_all(struct mh_session *session, struct mh_partner_import *in, struct mh_partner_file *file, struct mh_err *err)
{
	enum mh_status status = mh_store_begin(session->store, session->log, err);

	in->write = true;
	in->change = NULL;
	if (status == MH_OK)
		status = mh_store_authority_verify(session->store, err);
	if (status == MH_OK)
		status = mh_partners_import(in, file, err);
	if (status == MH_OK)
		status = mh_store_authority_renew(session->store, err);
	if (status == MH_OK)
		status = mh_store_commit(session->store, err);
	else
		mh_store_rollback(session->store);
	return status;
}

static enum mh_status run(struct mh_session *session, void *arg, int argc, char **argv, struct mh_err *err)
{
	const struct args *args = arg;
	struct mh_partner_import in = {
		.store = session->store, .update_sealed = args->update_sealed, .confirmed = args->confirm.list,
		.confirmed_count = args->confirm.count, .change = show_change,
	};
	struct mh_problems problems = MH_PROBLEMS_INIT;
	struct mh_partner_file file = { NULL, 0 };
	struct mh_str text;
	enum mh_status status;

	(void)argc;
	mh_str_init_secret(&text, FILE_MOST);
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
		status = mh_partners_import(&in, &file, err);
	if (status == MH_OK && in.skipped)
		mh_say(session, _("%s: is this organisation itself: left out"), mh_store_about(session->store)->organisation);
	if (status == MH_OK && in.changes == 0)
		mh_say(session, _("%s: nothing differs"), argv[0]);
	else if (status == MH_OK && session->common.dry_run)
		mh_say(session, _("%s: %zu differences; nothing was written"), argv[0], in.changes);
	else if (status == MH_OK)
		status = write_all(session, &in, &file, err);
	mh_partners_free(&file);
	mh_problems_free(&problems);
	mh_str_free(&text);
	return status;
}
