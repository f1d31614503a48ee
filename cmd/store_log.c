/* mh-store log: what was done, newest first. */

#include "base/i18n.h"
#include "base/mem.h"
#include "commands_store.h"
#include "session.h"

struct args {
	long limit;
};

static const struct mh_option options[] = {
	{ 'n', "limit", MH_OPT_NUMBER, offsetof(struct args, limit), N_("number"), NULL, N_("only the newest so many entries") },
	{ 0 }
};

static enum mh_status run(struct mh_session *, void *, int, char **, struct mh_err *);

const struct mh_command store_log = {
	.name = "log", .operands = "", .min = 0, .max = 0,
	.summary = N_("list the log, newest first"),
	.options = options, .args_size = sizeof(struct args),
	.takes = MH_TAKES_STORE | MH_TAKES_FORMAT,
	.run = run,
};

static const struct mh_column columns[] = {
	{ "entry", N_("entry"), true, false }, { "at", N_("at"), false, false }, { "actor", N_("actor"), false, false },
	{ "command", N_("command"), false, false }, { "purpose", N_("purpose"), false, false },
	{ "subjects", N_("subjects"), false, false }, { "note", N_("note"), false, false },
};

static enum mh_status tell(void *arg, const struct mh_log_entry *entry, struct mh_err *err)
{
	char at[MH_MOMENT_SIZE];

	(void)err;
	mh_moment_show(entry->at, at);
	const struct mh_cell cells[] = {
		mh_cell_number(entry->n), mh_cell_text(at), mh_cell_text(entry->actor), mh_cell_text(entry->command),
		mh_cell_text(entry->purpose), mh_cell_text(entry->subjects), mh_cell_text(entry->note),
	};
	mh_rows_add(arg, cells);
	return MH_OK;
}

static enum mh_status run(struct mh_session *session, void *arg, int argc, char **argv, struct mh_err *err)
{
	const struct args *const args = arg;
	struct mh_rows *rows = mh_session_rows(session, columns, MH_COUNT(columns), 0);

	(void)argc, (void)argv;
	enum mh_status status = mh_store_log(session->store, args->limit, tell, rows, err);
	enum mh_status ended = mh_session_rows_end(session, rows, status == MH_OK ? err : NULL);
	return status == MH_OK ? ended : status;
}
