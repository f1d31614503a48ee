/* mh-signal triage: decide where signals go, and why. */

#include <string.h>

#include "base/clock.h"
#include "base/i18n.h"
#include "chain/signal_terms.h"
#include "cli/talk.h"
#include "commands_signal.h"
#include "session.h"
#include "workflow/signal_states.h"

struct args {
	const char *to, *reason;
};

static const struct mh_option options[] = {
	{ 0, "to", MH_OPT_KEYWORD, offsetof(struct args, to), N_("state"), MH_SIGNAL_CHOICES, N_("where it goes") },
	{ 0, "reason", MH_OPT_TEXT, offsetof(struct args, reason), N_("code"), "catalogue:signal-end", N_("why it ends there") },
	{ 0 }
};

static enum mh_status run(struct mh_session *, void *, int, char **, struct mh_err *);

const struct mh_command signal_triage = {
	.name = "triage", .operands = "signal ...", .min = 1, .max = -1,
	.summary = N_("decide where signals go, and why"),
	.options = options, .args_size = sizeof(struct args),
	.takes = MH_TAKES_STORE | MH_TAKES_WRITE | MH_TAKES_DRY_RUN,
	.run = run,
};

struct triage {
	struct mh_session *session;
	const struct args *args;
};

/* Adds the reasons for which a signal can end in that state. */
static void add_reasons(const struct mh_code_list *list, const char *state, struct mh_str *out)
{
	for (size_t i = 0; i < list->count; i++)
		if (strcmp(list->codes[i].parent, state) == 0 && mh_code_valid(&list->codes[i], mh_today()))
			mh_str_printf(out, "%s%s", out->len > 0 ? ", " : "", list->codes[i].code);
}

/* The reason must be one of that end. */
static enum mh_status check_reason(struct mh_session *session, const struct args *args, struct mh_err *err)
{
	const struct mh_code_list *list = mh_catalogue(mh_store_catalogues(session->store), "signal-end", err);
	const struct mh_code *code;
	enum mh_status status = MH_OK;
	struct mh_str reasons;

	if (!list)
		return mh_fail(err, MH_STORE, _("catalogue signal-end is not in the store: apply it with mh-store apply"));
	code = args->reason ? mh_code_find(list, args->reason, strlen(args->reason)) : NULL;
	mh_str_init(&reasons, 8192);
	add_reasons(list, args->to, &reasons);
	if (!args->reason)
		status = mh_fail(err, MH_USAGE, _("--to %s asks for --reason; reasons: %s"), args->to, reasons.s);
	else if (!code || strcmp(code->parent, args->to) != 0)
		status = mh_fail(err, MH_USAGE, _("--reason %.60s: is no reason for %s; reasons: %s"), args->reason, args->to, reasons.s);
	mh_str_free(&reasons);
	return status;
}

static enum mh_status check_args(struct mh_session *session, const struct args *args, struct mh_err *err)
{
	if (!args->to)
		return mh_fail(err, MH_USAGE, _("--to is missing: %s"), MH_SIGNAL_CHOICES);
	if (mh_signal_ended(args->to))
		return check_reason(session, args, err);
	if (args->reason)
		return mh_fail(err, MH_USAGE, _("--reason belongs to the end of a signal, and %s is none"), args->to);
	return MH_OK;
}

static enum mh_status triage_one(void *arg, const char *id, struct mh_err *err)
{
	const struct triage *triage = arg;
	struct mh_record signal;
	enum mh_status status;

	mh_record_init(&signal, &mh_signal);
	status = mh_store_get_text(triage->session->store, id, &mh_signal, &signal, err);
	if (status == MH_OK) {
		status = mh_signal_may_go(mh_record_text(&signal, "state"), triage->args->to, err);
		if (status != MH_OK)
			mh_fail_in(err, id);
	}
	if (status == MH_OK)
		status = mh_signal_move(&signal, triage->args->to, triage->args->reason ? triage->args->reason : "", err);
	if (status == MH_OK)
		status = mh_store_put(triage->session->store, &signal, err);
	if (status == MH_OK)
		mh_say(triage->session, "%s: %s", id, triage->args->to);
	mh_record_free(&signal);
	return status;
}

/* All of the signals go, or none does. */
static enum mh_status run(struct mh_session *session, void *arg, int argc, char **argv, struct mh_err *err)
{
	struct triage triage = { session, arg };
	enum mh_status status = check_args(session, arg, err);

	if (status == MH_OK)
		status = mh_store_begin(session->store, session->log, err);
	if (status == MH_OK)
		status = mh_each_operand(argc, argv, triage_one, &triage, err);
	if (status == MH_OK && !session->common.dry_run)
		status = mh_store_commit(session->store, err);
	mh_store_rollback(session->store);
	return status;
}
