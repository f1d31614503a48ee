/* mh-signal mention: add a person to a signal, or correct what is said of one. */

#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/i18n.h"
#include "chain/persons.h"
#include "commands_signal.h"
#include "record/options.h"
#include "record/signal_rules.h"
#include "session.h"

struct args {
	struct mh_pairs fields;
};

static const struct mh_option *fields(void);
static enum mh_status run(struct mh_session *, void *, int, char **, struct mh_err *);

const struct mh_command signal_mention = {
	.name = "mention", .operands = N_("signal | mention"), .min = 1, .max = 1,
	.summary = N_("add a person to a signal, or correct a mention; prints its id"),
	.more = fields, .args_size = sizeof(struct args),
	.takes = MH_TAKES_STORE | MH_TAKES_WRITE | MH_TAKES_DRY_RUN,
	.run = run,
};

static const struct mh_option *fields(void)
{
	return mh_kind_options(&mh_mention, offsetof(struct args, fields));
}

/* A new mention of the signal, with the source whose numbers it may have. */
static enum mh_status begin_new(struct mh_session *session, struct mh_id id, struct mh_record *signal, struct mh_record *mention, struct mh_err *err)
{
	enum mh_status status;
	status = mh_store_get(session->store, id, signal, err);
	if (status == MH_OK) {
		mh_record_put_number(mention, "signal", id.n);
		status = mh_record_put(mention, "source", mh_record_text(signal, "source"), err);
	}
	return status;
}

/* A known mention: its person was found by the reference, which therefore stays. */
static enum mh_status begin_known(struct mh_session *session, struct mh_id id, const struct args *args, struct mh_record *signal,
	struct mh_record *mention, struct mh_err *err)
{
	if (args->fields.count == 0)
		return mh_fail(err, MH_USAGE, _("nothing to change: name a field, as --sex female"));
	for (size_t i = 0; i < args->fields.count; i++)
		if (strcmp(args->fields.list[i].name, "person-ref") == 0)
			return mh_fail(err, MH_USAGE, _("--person-ref: is given once, with a new mention"));
	const enum mh_status status = mh_store_get(session->store, id, mention, err);
	return status == MH_OK ? mh_store_get(session->store, (struct mh_id){ &mh_signal, mh_record_number(mention, "signal") }, signal, err) : status;
}

static enum mh_status begin(struct mh_session *session, const char *operand, const struct args *args, struct mh_record *signal,
	struct mh_record *mention, struct mh_err *err)
{
	struct mh_id id;

	if (!mh_id_parse(operand, &id) || (id.kind != &mh_signal && id.kind != &mh_mention))
		return mh_fail(err, MH_USAGE, _("%.60s: neither a signal, as S-2026-0042, nor a mention, as M-2026-0042"), operand);
	return id.kind == &mh_signal ? begin_new(session, id, signal, mention, err) : begin_known(session, id, args, signal, mention, err);
}

static enum mh_status check(struct mh_session *session, const struct mh_record *signal, const struct mh_record *mention, struct mh_err *err)
{
	struct mh_problems problems = MH_PROBLEMS_INIT;
	const struct mh_problem where = { 0 };
	enum mh_status status, rules, birth;

	status = mh_record_check(mention, mh_store_catalogues(session->store), mh_today(), &where, &problems, err);
	rules = mh_signal_rules(mention, mh_today(), &where, &problems, status == MH_OK ? err : NULL);
	birth = mh_birth_rules(mention, signal, mh_today(), &where, &problems, status == MH_OK && rules == MH_OK ? err : NULL);
	if (problems.total > 0) {
		mh_say_problems(session, &problems);
		mh_fail(err, MH_INPUT, ngettext("nothing was written: %zu problem", "nothing was written: %zu problems", problems.total), problems.total);
	}
	mh_problems_free(&problems);
	return status != MH_OK ? status : rules != MH_OK ? rules : birth;
}

static enum mh_status put(struct mh_session *session, struct mh_record *mention, struct mh_err *err)
{
	enum mh_status status = MH_OK;
	char id[MH_ID_SIZE];
	uint64_t fresh = 0;

	if (mention->n == 0)
		status = mh_mention_link(session->store, mention, &fresh, err);
	else
		status = mh_person_follow(session->store, mention, err);
	if (status == MH_OK)
		status = mh_store_put(session->store, mention, err);
	if (status == MH_OK && session->common.dry_run) {
		mh_say(session, _("nothing was written: --dry-run"));
		return MH_OK;
	}
	if (status == MH_OK)
		status = mh_store_commit(session->store, err);
	if (status == MH_OK) {
		mh_record_id(mention, id);
		puts(id);
	}
	return status;
}

static enum mh_status run(struct mh_session *session, void *arg, int argc, char **argv, struct mh_err *err)
{
	const struct args *args = arg;
	struct mh_record signal, mention;
	enum mh_status status;

	(void)argc;
	mh_record_init(&signal, &mh_signal);
	mh_record_init(&mention, &mh_mention);
	status = mh_store_begin(session->store, session->log, err);
	if (status == MH_OK)
		status = begin(session, argv[0], args, &signal, &mention, err);
	if (status == MH_OK)
		status = mh_record_assign(&mention, &args->fields, err);
	if (status == MH_OK && mention.n == 0)
		mh_record_initial(&mention);
	if (status == MH_OK)
		status = check(session, &signal, &mention, err);
	if (status == MH_OK)
		status = put(session, &mention, err);
	mh_store_rollback(session->store);
	mh_record_free(&mention);
	mh_record_free(&signal);
	return status;
}
