/* mh-store log: what was done, newest first; or whether that is what was done (--verify), and a signature on it (--checkpoint). */

#include <stdio.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "chain/retain.h"
#include "commands_store.h"
#include "crypto/sealed.h"
#include "exchange/witness.h"
#include "session.h"

struct args {
	long limit;
	bool verify, without_key, checkpoint, prune;
};

static const struct mh_option options[] = {
	{ 'n', "limit", MH_OPT_NUMBER, offsetof(struct args, limit), N_("number"), NULL, N_("only the newest so many entries") },
	{ 'V', "verify", MH_OPT_FLAG, offsetof(struct args, verify), NULL, NULL, N_("verify the whole log; a keyholder opens the key of its MAC") },
	{ 'W', "without-key", MH_OPT_FLAG, offsetof(struct args, without_key), NULL, NULL, N_("with --verify: without the MAC, and without a keyholder") },
	{ 'C', "checkpoint", MH_OPT_FLAG, offsetof(struct args, checkpoint), NULL, NULL, N_("verify the log and sign it as it is") },
	{ 'P', "prune", MH_OPT_FLAG, offsetof(struct args, prune), NULL, NULL, N_("with --checkpoint: take out who did what in entries past their term") },
	{ 0 }
};

static enum mh_status run(struct mh_session *, void *, int, char **, struct mh_err *);

const struct mh_command store_log = {
	.name = "log", .operands = "", .min = 0, .max = 0,
	.summary = N_("list the log, newest first; verify it; sign it"),
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

static enum mh_status verify(struct mh_session *session, bool with_key, struct mh_err *err)
{
	const char *file = mh_store_about(session->store)->file;
	struct mh_problems problems = MH_PROBLEMS_INIT;
	struct mh_log_state log;
	size_t witnesses = 0;
	enum mh_status status = mh_store_log_verify(session->store, with_key, &log, &problems, err);

	if (status == MH_OK || status == MH_KEY) {
		enum mh_status held = mh_witness_all(session->store, &witnesses, &problems, NULL);
		if (held == MH_OK && problems.total == 0)
			held = mh_witness_alarms(session->store, true, &problems, NULL);
		status = problems.total > 0 ? MH_NO : held != MH_OK ? held : status;
	}
	mh_say_problems(session, &problems);
	mh_problems_free(&problems);
	if (status == MH_NO)
		return mh_fail(err, status, _("%s: the log is not as it was written; the first fault is named: keep a copy, and restore a backup"), file);
	if (status != MH_OK && status != MH_KEY)
		return status;
	printf(log.mac ? _("%s: log: %lld entries, all as they were written; checkpoints: %zu; held by partners: %zu\n") :
		_("%s: log: %lld entries that hang together; the MAC was not verified; checkpoints: %zu; held by partners: %zu\n"), file,
		(long long)log.count, log.checkpoints, witnesses);
	return status;
}

/* A rule that nobody has checked takes nothing away. */
static enum mh_status check_rule(const struct mh_retained_log *log, struct mh_err *err)
{
	if (log->rule == NULL)
		return mh_fail(err, MH_INPUT, _("--prune: no rule says how long the log is kept: apply one of kind log, as in retention/retention.yaml"));
	if (!mh_rule_checked(log->rule))
		return mh_fail(err, MH_DENIED, _("log: rule %s is unverified: compare it with its source (%s), set \"checked\" in its file and apply that"),
			log->rule->code, log->rule->source);
	return MH_OK;
}

static enum mh_status checkpoint(struct mh_session *session, mh_moment prune_before, struct mh_err *err)
{
	struct mh_checkpoint made;
	char hex[2 * sizeof made.digest + 1];
	enum mh_status status = mh_store_checkpoint(session->store, session->log, prune_before, &made, err);

	if (status != MH_OK)
		return status;
	mh_hex(made.digest, sizeof made.digest, hex);
	printf(_("checkpoint %lld: entry %lld, digest %s\n"), (long long)made.number, (long long)made.entry, hex);
	if (made.pruned > 0)
		printf(_("who did what was taken out of entries 1 to %lld\n"), (long long)made.pruned);
	return MH_OK;
}

/* An alarm is words of the log: they stay until somebody has dealt with it. */
static enum mh_status keep_alarm(void *arg, const struct mh_alarm *alarm, struct mh_err *err)
{
	(void)arg;
	return mh_fail(err, MH_DENIED, _("log entry %lld: an alarm of two histories with %s is not settled: mh-refer receive --settled, when it is dealt with"),
		(long long)alarm->n, alarm->partner);
}

static enum mh_status prune(struct mh_session *session, struct mh_err *err)
{
	struct mh_retain retain;
	struct mh_retained_log log = { .rule = NULL };
	enum mh_status status = mh_retain_start(&retain, session->store, err);

	if (status == MH_OK)
		status = mh_store_alarms(session->store, keep_alarm, NULL, err);

	if (status == MH_OK)
		status = mh_retain_log(&retain, &log, err);
	if (status == MH_OK)
		status = check_rule(&log, err);
	if (status == MH_OK)
		status = checkpoint(session, mh_day_start(log.keeps_from), err);
	mh_retain_free(&retain);
	return status;
}

static enum mh_status check_args(const struct args *args, struct mh_err *err)
{
	if (args->verify + args->checkpoint + (args->limit > 0) > 1)
		return mh_fail(err, MH_USAGE, _("--verify, --checkpoint and --limit: give one of them"));
	if (args->without_key && !args->verify)
		return mh_fail(err, MH_USAGE, _("--without-key: goes with --verify"));
	if (args->prune && !args->checkpoint)
		return mh_fail(err, MH_USAGE, _("--prune: goes with --checkpoint"));
	return MH_OK;
}

static enum mh_status run(struct mh_session *session, void *arg, int argc, char **argv, struct mh_err *err)
{
	const struct args *const args = arg;

	(void)argc, (void)argv;
	if (check_args(args, err) != MH_OK)
		return MH_USAGE;
	if (args->verify)
		return verify(session, !args->without_key, err);
	if (args->checkpoint)
		return args->prune ? prune(session, err) : checkpoint(session, 0, err);
	struct mh_rows *rows = mh_session_rows(session, columns, MH_COUNT(columns), 0);
	enum mh_status status = mh_store_log(session->store, args->limit, tell, rows, err);
	enum mh_status ended = mh_session_rows_end(session, rows, status == MH_OK ? err : NULL);
	return status == MH_OK ? ended : status;
}
