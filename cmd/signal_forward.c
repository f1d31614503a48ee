/* mh-signal forward: pass a signal on to a partner, through the gate. */

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/file.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "commands_signal.h"
#include "exchange/forward.h"
#include "put.h"
#include "record/options.h"
#include "refer.h"

struct args {
	const char *to, *reason, *groups, *by, *output, *spool;
	bool reporter, without_suspects;
	long days;
	struct mh_pairs grounds;
};

#define GROUND(name, argument, of, help) { 0, name, MH_OPT_FIELD, offsetof(struct args, grounds), argument, of, help }

static const struct mh_option options[] = {
	{ 0, "to", MH_OPT_TEXT, offsetof(struct args, to), N_("code"), "kind:partner", N_("partner that it goes to (required)") },
	GROUND("purpose", N_("code"), "catalogue:purpose", N_("what it is for (required)")),
	GROUND("basis", N_("code"), "catalogue:basis", N_("basis (AVG art. 6)")),
	GROUND("special-basis", N_("code"), "catalogue:special-basis", N_("exception for special data (AVG art. 9(2) or 10)")),
	GROUND("article", N_("code"), "catalogue:article", N_("national article")),
	GROUND("secrecy", N_("code"), "catalogue:secrecy", N_("what lifts the holder's secrecy")),
	GROUND("consulted", "-", NULL, N_("who was consulted on a conflict of duties, from standard input")),
	{ 0, "groups", MH_OPT_TEXT, offsetof(struct args, groups), N_("codes"), "catalogue:data-group", N_("groups of data, joined by ;; all that the profile allows if left out") },
	{ 0, "reason", MH_OPT_TEXT, offsetof(struct args, reason), N_("code"), "catalogue:signal-end", N_("where it went, as of mh-signal triage (default: to-other)") },
	{ 0, "reporter", MH_OPT_FLAG, offsetof(struct args, reporter), NULL, NULL, N_("say which organisation reported it, where that may be told") },
	{ 0, "without-suspects", MH_OPT_FLAG, offsetof(struct args, without_suspects), NULL, NULL, N_("leave out mentions of suspects, who never leave") },
	{ 0, "by", MH_OPT_KEYWORD, offsetof(struct args, by), N_("way"), "phone secure-mail post hand", N_("by another way than a file: prints a page to say or send") },
	{ 'o', "output", MH_OPT_FILE, offsetof(struct args, output), N_("file"), NULL, N_("where the page goes; standard output if left out") },
	{ 0, "days", MH_OPT_POSITIVE, offsetof(struct args, days), N_("days"), NULL, N_("life of the file, at most 30") },
	REFER_SPOOL_OPTION(struct args),
	{ 0 }
};

static enum mh_status run(struct mh_session *, void *, int, char **, struct mh_err *);

const struct mh_command signal_forward = {
	.name = "forward", .operands = "signal", .min = 1, .max = 1,
	.summary = N_("pass a signal on to a partner; --dry-run shows what would go"),
	.options = options, .args_size = sizeof(struct args),
	.takes = MH_TAKES_STORE | MH_TAKES_WRITE | MH_TAKES_DRY_RUN,
	.run = run,
};

/* Where it went is one of the ends that a forwarded signal can have. */
static enum mh_status check_reason(struct mh_session *session, const char *reason, struct mh_err *err)
{
	const struct mh_code_list *const list = mh_catalogue(mh_store_catalogues(session->store), "signal-end", err);
	const struct mh_code *const code = list && reason ? mh_code_find(list, reason, strlen(reason)) : NULL;

	if (list == NULL)
		return MH_STORE;
	if (reason == NULL || (code != NULL && strcmp(code->parent, "forwarded") == 0))
		return MH_OK;
	return mh_fail(err, MH_USAGE, _("--reason %.60s: is no reason for forwarded: mh-store codes signal-end lists them"), reason);
}

static enum mh_status check_args(struct mh_session *session, const struct args *args, struct mh_err *err)
{
	if (args->to == NULL)
		return mh_fail(err, MH_USAGE, _("--to is missing: the partner that it goes to"));
	if (args->days > MH_EXCHANGE_DAYS)
		return mh_fail(err, MH_USAGE, _("--days \"%ld\": a file lives at most %d days"), args->days, MH_EXCHANGE_DAYS);
	if (args->output != NULL && args->by == NULL)
		return mh_fail(err, MH_USAGE, _("--output is for a page, which --by makes"));
	if (args->output != NULL && access(args->output, F_OK) == 0)
		return mh_fail(err, MH_INPUT, _("%s: exists: it is not overwritten; name another file"), args->output);
	if (args->output != NULL && !session->common.dry_run && mh_file_try(args->output, err) != MH_OK)	/* before the disclosure is on record */
		return err->status;
	return check_reason(session, args->reason, err);
}

static enum mh_status take_grounds(const struct args *args, struct mh_record *grounds, struct mh_forwarding *f, struct mh_err *err)
{
	enum mh_status status = mh_record_assign(grounds, &args->grounds, err);

	if (status == MH_OK && !mh_record_has(grounds, "purpose"))
		return mh_fail(err, MH_USAGE, _("--purpose is missing: what is it for?"));
	f->h.purpose = mh_record_text(grounds, "purpose");
	f->h.basis = mh_record_text(grounds, "basis");
	f->h.special_basis = mh_record_text(grounds, "special-basis");
	f->h.article = mh_record_text(grounds, "article");
	f->h.secrecy = mh_record_text(grounds, "secrecy");
	f->h.consulted = mh_record_text(grounds, "consulted");
	return status;
}

static void say_left_out(const struct mh_session *session, const struct mh_forwarding *f, const char *id)
{
	if (f->suspects > 0)
		mh_say(session, _("%s: mentions of suspects, which stay here: %zu"), id, f->suspects);
	if (f->before[0] != '\0')
		mh_say(session, _("%s: went to %s before, on %s, without a receipt so far: it makes one signal there all the same"), id,
			mh_record_text(&f->h.partner, "code"), f->before);
}

static enum mh_status deliver(struct mh_session *session, const struct mh_forwarding *f, const struct args *args, const char *id, struct mh_err *err)
{
	const char *const code = mh_record_text(&f->h.partner, "code");

	say_left_out(session, f, id);
	if (f->preview || (f->page.len > 0 && args->output == NULL))
		fwrite(f->page.s, 1, f->page.len, stdout);
	else
		puts(id);
	fflush(stdout);
	if (f->preview)
		mh_say(session, _("%s: this would go to %s; groups of data: %s; nothing was written: --dry-run"), id, code, f->h.groups);
	else if (f->page.len == 0)
		mh_say(session, _("%s: to be carried to %s: %s"), id, code, f->path.s);
	else if (args->output == NULL)
		mh_say(session, _("%s: the page above is for %s"), id, code);
	else
		return mh_file_write(args->output, (struct mh_blob){ f->page.s, f->page.len }, false, err);
	return MH_OK;
}

static enum mh_status forward(struct mh_session *session, const struct args *args, const char *id, struct mh_forwarding *f, struct mh_err *err)
{
	struct mh_record signal;
	char shown[MH_ID_SIZE];
	enum mh_status status = refer_partner(session, args->to, &f->h.partner, err);

	mh_record_init(&signal, &mh_signal);
	if (status == MH_OK)
		status = mh_store_get_text(session->store, id, &mh_signal, &signal, err);
	if (status == MH_OK && (status = mh_forward(f, &signal, err)) != MH_OK)
		mh_say_locks(session, &f->h.problems, err);
	if (status == MH_OK) {
		mh_record_id(&signal, shown);
		status = deliver(session, f, args, shown, err);
	}
	mh_record_free(&signal);
	return status;
}

static enum mh_status run(struct mh_session *session, void *arg, int argc, char **argv, struct mh_err *err)
{
	const struct args *const args = arg;
	struct mh_forwarding f;
	struct mh_record grounds;
	struct mh_str spool;
	enum mh_status status = check_args(session, args, err);

	(void)argc;
	mh_forwarding_start(&f);
	mh_record_init(&grounds, &mh_referral);
	mh_str_init(&spool, 4096);
	f.h.store = session->store;
	f.h.command = session->log;
	f.h.now = mh_clock_system();
	f.channel = args->by;
	f.groups = args->groups;
	f.reason = args->reason != NULL ? args->reason : "to-other";
	f.days = (int)args->days;
	f.reporter = args->reporter;
	f.without_suspects = args->without_suspects;
	f.preview = session->common.dry_run;
	if (status == MH_OK)
		status = take_grounds(args, &grounds, &f, err);
	if (status == MH_OK)
		status = refer_spool(session, args->spool, &spool, err);
	f.spool = spool.s;
	if (status == MH_OK)
		status = forward(session, args, argv[0], &f, err);
	mh_forwarding_free(&f);
	mh_record_free(&grounds);
	mh_str_free(&spool);
	return status;
}
