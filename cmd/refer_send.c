/* mh-refer send: lead a person to a partner; behind an acceptance, send who it is. */

#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/file.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "commands_refer.h"
#include "exchange/refer.h"
#include "record/options.h"
#include "refer.h"

struct args {
	const char *to, *ask, *by, *output, *groups, *spool;
	long days;
	bool transfer;
	struct mh_pairs pairs;
};

static const struct mh_option options[] = {
	REFER_NEW_OPTIONS(struct args),
	{ 0, "groups", MH_OPT_TEXT, offsetof(struct args, groups), N_("codes"), "catalogue:data-group", N_("groups of data of the identity; all that may go if left out") },
	{ 0, "by", MH_OPT_KEYWORD, offsetof(struct args, by), N_("way"), "phone secure-mail post hand", N_("by another way than a file: prints a page to say or send") },
	{ 'o', "output", MH_OPT_FILE, offsetof(struct args, output), N_("file"), NULL, N_("where the page goes; standard output if left out") },
	{ 0, "transfer", MH_OPT_FLAG, offsetof(struct args, transfer), NULL, NULL, N_("hand over the whole case: the partner is to take its coordination over") },
	{ 0, "days", MH_OPT_POSITIVE, offsetof(struct args, days), N_("days"), NULL, N_("life of the file, at most 30") },
	REFER_SPOOL_OPTION(struct args),
	{ 0 }
};

static enum mh_status run(struct mh_session *, void *, int, char **, struct mh_err *);

const struct mh_command refer_send = {
	.name = "send", .operands = N_("case | referral"), .min = 1, .max = 1,
	.summary = N_("lead a person to a partner; when it has accepted, send who it is"),
	.options = options, .args_size = sizeof(struct args),
	.takes = MH_TAKES_WRITE,
	.run = run,
};

/* Fields that the source gives the new referral where no option did. */
static enum mh_status inherit(struct mh_record *to, const struct mh_record *from, const char *const names[], struct mh_err *err)
{
	enum mh_status status = MH_OK;

	for (size_t i = 0; names[i] != NULL && status == MH_OK; i++)
		if (!mh_record_has(to, names[i]) && mh_record_has(from, names[i]))
			status = mh_record_put(to, names[i], mh_record_text(from, names[i]), err);
	return status;
}

/* What is known of a case's person that a first message shows. */
static enum mh_status from_case(struct mh_session *session, struct mh_referring *r, const struct mh_record *source,
	struct mh_record *referral, struct mh_err *err)
{
	static const char *const of_case[] = { "urgency", NULL }, *const of_person[] = { "age-band", "sex", NULL };
	enum mh_status status = mh_store_get(session->store, (struct mh_id){ &mh_person, mh_record_number(source, "person") }, &r->person, err);

	if (status == MH_OK)	/* what leaves is as the log has it */
		status = mh_store_row_true(session->store, &r->person, err);
	mh_record_put_number(referral, "case", source->n);
	if (status == MH_OK)
		status = inherit(referral, source, of_case, err);
	if (status == MH_OK)
		status = inherit(referral, &r->person, of_person, err);
	return status;
}

/* A referral that came in is led on: the same request, for the person of it once known. */
static enum mh_status from_referral(struct mh_session *session, struct mh_referring *r, const struct mh_record *source,
	struct mh_record *referral, struct mh_err *err)
{
	static const char *const same[] = { "purpose", "help", "urgency", "age-band", "sex", NULL };
	int64_t person = mh_record_number(source, "person");
	enum mh_status status = inherit(referral, source, same, err);

	if (status == MH_OK && person != 0)
		status = mh_store_get(session->store, (struct mh_id){ &mh_person, person }, &r->person, err);
	if (status == MH_OK && person != 0)
		status = mh_store_row_true(session->store, &r->person, err);
	return status;
}

enum mh_status refer_write_page(struct mh_session *session, const struct mh_referring *r, const char *output, const char *id, struct mh_err *err)
{
	if (r->page.len == 0) {
		mh_say(session, _("%s: to be carried to %s: %s"), id, mh_record_text(&r->partner, "code"), r->path.s);
		puts(id);
		return MH_OK;
	}
	if (output == NULL) {
		fwrite(r->page.s, 1, r->page.len, stdout);
		fflush(stdout);
		mh_say(session, _("%s: the page above is for %s"), id, mh_record_text(&r->partner, "code"));
		return MH_OK;
	}
	puts(id);
	return mh_file_write(output, (struct mh_blob){ r->page.s, r->page.len }, false, err);
}

enum mh_status refer_check_page(const char *output, struct mh_err *err)
{
	if (output != NULL && access(output, F_OK) == 0)
		return mh_fail(err, MH_INPUT, _("%s: exists: it is not overwritten; name another file"), output);
	return output != NULL ? mh_file_try(output, err) : MH_OK;	/* before the disclosure is on record */
}

static enum mh_status check_args(const struct args *args, bool is_new, struct mh_err *err)
{
	if (is_new && args->to == NULL)
		return mh_fail(err, MH_USAGE, _("--to is missing: the partner that it goes to"));
	if (is_new && args->groups != NULL)
		return mh_fail(err, MH_USAGE, _("--groups is for the identity, which follows on acceptance: a first message shows help, "
			"urgency, age band and sex"));
	if (!is_new && (args->transfer || args->to != NULL || args->ask != NULL || args->by != NULL || args->pairs.count > 0))
		return mh_fail(err, MH_USAGE, _("the identity goes to the partner of the referral, for its purpose and on its basis: give "
			"--groups alone"));
	if (args->days > MH_EXCHANGE_DAYS)
		return mh_fail(err, MH_USAGE, _("--days \"%ld\": a file lives at most %d days"), args->days, MH_EXCHANGE_DAYS);
	return refer_check_page(args->output, err);
}

/* The same person with the same partner for the same purpose: that may be meant, and is said. */
static enum mh_status say_same(struct mh_session *session, const struct mh_referring *r, const struct mh_record *referral, struct mh_err *err)
{
	char id[MH_ID_SIZE], other[MH_ID_SIZE];
	int64_t n = 0;
	enum mh_status status = mh_refer_same(r, referral, &n, err);

	mh_record_id(referral, id);
	mh_id_format((struct mh_id){ &mh_referral, n }, other);
	if (status == MH_OK && n != 0)
		mh_say(session, _("%s: %s has been asked for this person and purpose already: %s is under way: mh-refer withdraw takes one back"), id,
			mh_record_text(&r->partner, "code"), other);
	return status;
}

enum mh_status refer_new(struct mh_session *session, struct mh_referring *r, const char *to, const char *ask, const struct mh_pairs *pairs,
	const struct mh_record *source, struct mh_record *referral, struct mh_err *err)
{
	enum mh_status status = refer_partner(session, to, &r->partner, err);

	if (status == MH_OK)
		status = mh_record_assign(referral, pairs, err);
	if (status == MH_OK && ask != NULL) {
		status = mh_record_put(referral, "help", ask, err);
		if (status != MH_OK)
			mh_fail_in(err, "--ask");
	}
	if (status == MH_OK)
		status = source->kind == &mh_case ? from_case(session, r, source, referral, err) : from_referral(session, r, source, referral, err);
	return status;
}

/* A new referral, of a case or of a referral that came in. */
static enum mh_status send_first(struct mh_session *session, struct mh_referring *r, const struct args *args,
	const struct mh_record *source, struct mh_record *referral, struct mh_err *err)
{
	enum mh_status status = refer_new(session, r, args->to, args->ask, &args->pairs, source, referral, err);

	r->channel = args->by;
	r->transfer = args->transfer;
	if (status == MH_OK)
		status = mh_refer_first(r, referral, err);
	return status == MH_OK ? say_same(session, r, referral, err) : status;
}

static enum mh_status run(struct mh_session *session, void *arg, int argc, char **argv, struct mh_err *err)
{
	const struct args *args = arg;
	struct mh_record source, referral, *sent = &referral;
	struct mh_referring r;
	struct mh_str spool;
	struct mh_id id;
	bool is_new = false;
	char shown[MH_ID_SIZE];
	enum mh_status status;

	(void)argc;
	mh_str_init(&spool, 4096);
	mh_record_init(&referral, &mh_referral);
	status = refer_spool(session, args->spool, &spool, err);
	mh_referring_start(&r, session->store, spool.s, session->log, mh_clock_system());
	r.days = (int)args->days;
	bool of_case = mh_id_parse(argv[0], &id) && id.kind == &mh_case;
	mh_record_init(&source, of_case ? &mh_case : &mh_referral);
	if (status == MH_OK)
		status = mh_store_get_text(session->store, argv[0], source.kind, &source, err);
	if (status == MH_OK) {
		is_new = of_case || strcmp(mh_record_text(&source, "direction"), "in") == 0;
		status = check_args(args, is_new, err);
		if (status == MH_OK && args->transfer && !of_case)
			status = mh_fail(err, MH_USAGE, _("--transfer: %s is no case of ours: only a case is handed over"), argv[0]);
	}
	if (status == MH_OK && is_new) {
		status = send_first(session, &r, args, &source, &referral, err);
	} else if (status == MH_OK) {
		sent = &source;
		status = mh_refer_identity(&r, &source, args->groups, err);
	}
	if (status == MH_OK) {
		mh_record_id(sent, shown);
		status = refer_write_page(session, &r, args->output, shown, err);
	} else {
		mh_say_locks(session, &r.problems, err);
	}
	mh_referring_free(&r);
	mh_record_free(&source);
	mh_record_free(&referral);
	mh_str_free(&spool);
	return status;
}
