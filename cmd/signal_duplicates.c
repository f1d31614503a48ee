/* mh-signal duplicates: which persons and mentions may be one? It proposes; a person decides, and merges. */

#include <stdio.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "chain/duplicates.h"
#include "cli/talk.h"
#include "commands_signal.h"
#include "session.h"

struct args {
	const char *purpose;
	long limit;
};

static const struct mh_option options[] = {
	{ 0, "purpose", MH_OPT_TEXT, offsetof(struct args, purpose), N_("code"), "catalogue:purpose", N_("compare names and dates of birth too; what they are opened for") },
	{ 0, "limit", MH_OPT_POSITIVE, offsetof(struct args, limit), N_("number"), NULL, N_("print that many pairs at most (50)") },
	{ 0 }
};

static enum mh_status run(struct mh_session *, void *, int, char **, struct mh_err *);

const struct mh_command signal_duplicates = {
	.name = "duplicates", .operands = "", .min = 0, .max = 0,
	.summary = N_("print pairs of persons or mentions who may be one, the surest first"),
	.options = options, .args_size = sizeof(struct args),
	.takes = MH_TAKES_STORE | MH_TAKES_FORMAT,
	.run = run,
};

enum { LIMIT_USUAL = 50 };

static void add_pair(struct mh_rows *rows, const struct mh_duplicate *pair)
{
	const char *const parts[] = {
		pair->number ? _("the source gives both the same number") : "", mh_likeness_text(pair->name), mh_likeness_text(pair->born),
	};
	char one[MH_ID_SIZE], other[MH_ID_SIZE];
	struct mh_str reason;

	mh_str_init(&reason, 2000);
	for (size_t i = 0; i < MH_COUNT(parts); i++)
		if (parts[i][0] != '\0')
			mh_str_printf(&reason, "%s%s", reason.len > 0 ? "; " : "", parts[i]);
	mh_id_format(pair->one, one);
	mh_id_format(pair->other, other);
	mh_rows_add(rows, (const struct mh_cell[]){ mh_cell_text(one), mh_cell_text(other), mh_cell_number(pair->score), mh_cell_text(reason.s) });
	mh_str_free(&reason);
}

static enum mh_status print_pairs(const struct mh_session *session, const struct mh_duplicates *d, size_t limit, struct mh_err *err)
{
	static const struct mh_column columns[] = {
		{ .name = "one", .label = N_("one") }, { .name = "other", .label = N_("other") },
		{ .name = "score", .label = N_("score"), .number = true }, { .name = "reason", .label = N_("reason") },
	};
	struct mh_rows *const rows = mh_session_rows(session, columns, MH_COUNT(columns), 0);

	for (size_t i = 0; i < d->count && i < limit; i++)
		add_pair(rows, &d->list[i]);
	const enum mh_status status = mh_session_rows_end(session, rows, err);
	if (d->count > limit)
		mh_say(session, _("%zu pairs were found, the surest %zu are shown: --limit shows more"), d->count, limit);
	if (d->common > 0)
		mh_say(session, ngettext("%llu name or birth date is so common that nobody was compared by it alone: look up by more",
			"%llu names or birth dates are so common that nobody was compared by them alone: look up by more", d->common),
			(unsigned long long)d->common);
	return status;
}

static void show_progress(void *arg, uint64_t done, uint64_t total)
{
	struct mh_progress *progress = arg;

	progress->total = total;
	mh_progress_step(progress, done);
}

static enum mh_status run(struct mh_session *session, void *arg, int argc, char **argv, struct mh_err *err)
{
	const struct args *args = arg;
	struct mh_progress progress = { 0 };
	struct mh_duplicates d = { .command = session->log, .purpose = args->purpose, .progress = show_progress, .arg = &progress };

	(void)argc;
	(void)argv;
	mh_progress_start(&progress, _("comparing"), 0, session->common.quiet);
	enum mh_status status = mh_duplicates_find(session->store, &d, err);
	mh_progress_end(&progress);
	if (status == MH_OK)
		status = print_pairs(session, &d, args->limit > 0 ? (size_t)args->limit : LIMIT_USUAL, err);
	mh_duplicates_free(&d);
	return status;
}
