/* mh-refer notice: tell partners that this store was restored, where mh-store restore could not. */

#include "base/clock.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "commands_refer.h"
#include "exchange/notice.h"
#include "refer.h"

struct args {
	const char *spool;
	bool again;
};

static const struct mh_option options[] = {
	{ 0, "again", MH_OPT_FLAG, offsetof(struct args, again), NULL, NULL, N_("tell those again who were told already") },
	REFER_SPOOL_OPTION(struct args),
	{ 0 }
};

static enum mh_status run(struct mh_session *, void *, int, char **, struct mh_err *);

const struct mh_command refer_notice = {
	.name = "notice", .operands = "", .min = 0, .max = 0,
	.summary = N_("tell partners that this store was restored from a backup, each once"),
	.options = options, .args_size = sizeof(struct args),
	.takes = MH_TAKES_WRITE | MH_TAKES_FORMAT,
	.run = run,
};

static const struct mh_column columns[] = {
	{ "partner", N_("partner"), false, false }, { "way", N_("way"), false, false }, { "file", N_("file"), false, false },
};

struct telling { struct mh_session *session; struct mh_rows *rows; };

static void told(void *arg, const struct mh_notice *notice)
{
	const struct telling *const all = arg;
	const bool people = mh_session_format(all->session) == MH_FORMAT_TABLE;
	const struct mh_cell cells[] = {
		mh_cell_text(notice->partner),
		mh_cell_text(people ? mh_code_label(mh_store_catalogues(all->session->store), "exchange-channel", notice->channel) : notice->channel),
		mh_cell_text(notice->path),
	};

	if (notice->why == NULL)
		mh_rows_add(all->rows, cells);
	refer_say_notice(all->session, notice);
}

static void say_none(const struct mh_session *session, const struct mh_noticing *n)
{
	if (n->entry == 0)
		mh_say(session, _("%s: was never restored: there is nothing to tell"), mh_store_about(session->store)->file);
	else if (n->told == 0)
		mh_say(session, _("%s: every partner was told that it was restored with entry %lld"), mh_store_about(session->store)->file, (long long)n->entry);
}

static enum mh_status run(struct mh_session *session, void *arg, int argc, char **argv, struct mh_err *err)
{
	const struct args *const args = arg;
	struct mh_noticing n = { .store = session->store, .command = session->log, .now = mh_clock_system(), .again = args->again };
	struct telling all = { session, NULL };
	struct mh_str spool;
	enum mh_status status, ended;

	(void)argc;
	(void)argv;
	mh_str_init(&spool, 4096);
	status = refer_spool(session, args->spool, &spool, err);
	n.spool = spool.s;
	all.rows = mh_session_rows(session, columns, MH_COUNT(columns), 0);
	if (status == MH_OK)
		status = mh_notices(&n, told, &all, err);
	ended = mh_rows_end(all.rows, NULL, status == MH_OK ? err : NULL);
	if (status == MH_OK)
		status = ended;
	if (status == MH_OK)
		say_none(session, &n);
	mh_str_free(&spool);
	return status;
}
