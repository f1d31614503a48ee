/* mh-refer sync: carry exchange files by the user's own commands; for cron. */

#include "base/clock.h"
#include "base/i18n.h"
#include "base/str.h"
#include "commands_refer.h"
#include "exchange/sync.h"
#include "refer.h"

struct args { const char *transport, *spool; };

static const struct mh_option options[] = {
	{ 0, "transport", MH_OPT_FILE, offsetof(struct args, transport), N_("file"), NULL, N_("commands that carry (mh-transport/1); else transport.yaml of the store's configuration folder") },
	REFER_SPOOL_OPTION(struct args),
	{ 0 }
};

static enum mh_status run(struct mh_session *, void *, int, char **, struct mh_err *);

const struct mh_command refer_sync = {
	.name = "sync", .operands = "", .min = 0, .max = 0,
	.summary = N_("carry files from the outbox and into the inbox by your own transport commands; opens nothing, for cron"),
	.options = options, .args_size = sizeof(struct args),
	.takes = MH_TAKES_STORE | MH_TAKES_WRITE | MH_TAKES_DRY_RUN,
	.run = run,
};

/* What failed is said in the error, which --quiet leaves: the first of them whole, and the names of the others. */
struct telling { struct mh_session *session; struct mh_str failed; size_t count; };

static void note_failure(struct telling *t, const struct mh_carried *c)
{
	const char *const who = c->partner != NULL ? c->partner : _("what is to be fetched");

	if (t->count++ == 0)
		mh_str_printf(&t->failed, _("%s: %s; it is tried again with the next sync"), who, c->why);
	else
		mh_str_printf(&t->failed, "%s%s", t->count == 2 ? _("; the same for ") : ", ", who);
}

static void tell(void *arg, const struct mh_carried *c)
{
	struct telling *t = arg;

	if (c->failed)
		note_failure(t, c);
	if (c->partner == NULL) {
		if (!c->failed)
			mh_say(t->session, _("fetched into the inbox: files: %zu"), c->done);
		if (c->left > 0)
			mh_say(t->session, _("not taken in: files: %zu: %s"), c->left, c->why);
		return;
	}
	if (t->session->common.dry_run)
		mh_say(t->session, _("%s: files that would be carried: %zu"), c->partner, c->done);
	else if (c->done > 0)
		mh_say(t->session, _("%s: files carried: %zu"), c->partner, c->done);
	if (c->left > 0)
		mh_say(t->session, _("%s: files that stay in the outbox: %zu: %s"), c->partner, c->left, c->why);
}

static void transport_path(const struct mh_session *session, const struct args *args, struct mh_str *path)
{
	if (args->transport != NULL)
		mh_str_puts(path, args->transport);
	else
		mh_str_printf(path, "%s/" MH_TRANSPORT_FILE, mh_store_about(session->store)->folder);
}

static enum mh_status run(struct mh_session *session, void *arg, int argc, char **argv, struct mh_err *err)
{
	const struct args *const args = arg;
	struct mh_transport transport = MH_TRANSPORT_INIT;
	struct mh_problems problems = MH_PROBLEMS_INIT;
	struct telling telling = { .session = session };
	struct mh_str spool, path;

	(void)argc, (void)argv;
	mh_str_init(&spool, 4096);
	mh_str_init(&path, 4096);
	mh_str_init(&telling.failed, 1000);
	transport_path(session, args, &path);
	enum mh_status status = mh_transport_read(path.s, &transport, &problems, err);
	mh_say_problems(session, &problems);
	if (status == MH_OK)
		status = refer_spool(session, args->spool, &spool, err);
	if (status == MH_OK)
		status = mh_sync(&(struct mh_sync){ session->store, spool.s, &transport, mh_clock_system(), session->common.dry_run, tell, &telling }, err);
	if (status == MH_BUSY && telling.count > 0)
		mh_fail(err, MH_BUSY, "%s", mh_str_ok(&telling.failed) ? telling.failed.s : _("nothing could be carried; it is tried again with the next sync"));
	mh_transport_free(&transport);
	mh_problems_free(&problems);
	mh_str_free(&telling.failed);
	mh_str_free(&path);
	mh_str_free(&spool);
	return status;
}
