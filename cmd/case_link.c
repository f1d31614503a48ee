/* mh-case link: say that a case belongs together with another one, or with a signal. */

#include "base/clock.h"
#include "base/i18n.h"
#include "chain/links.h"
#include "commands_case.h"
#include "put.h"
#include "record/options.h"

struct args {
	const char *as;
	struct mh_pairs note;
};

static const struct mh_option options[] = {
	{ 0, "as", MH_OPT_TEXT, offsetof(struct args, as), N_("code"), "catalogue:link", N_("how they are linked") },
	{ 0, "note", MH_OPT_FIELD, offsetof(struct args, note), "-", NULL, N_("why they are linked, in words, from standard input") },
	{ 0 }
};

static enum mh_status run(struct mh_session *, void *, int, char **, struct mh_err *);

const struct mh_command case_link = {
	.name = "link", .operands = N_("case case|signal"), .min = 2, .max = 2,
	.summary = N_("link a case to another one or to a signal; prints the link's id"),
	.options = options, .args_size = sizeof(struct args),
	.takes = MH_TAKES_STORE | MH_TAKES_WRITE | MH_TAKES_DRY_RUN,
	.run = run,
};

/* Reads the two ends: one link is the same from both of them. */
static enum mh_status read_ends(struct mh_session *session, char **argv, struct mh_record *link, struct mh_id *to, struct mh_err *err)
{
	struct mh_record rec;

	if (!mh_id_parse(argv[1], to) || (to->kind != &mh_signal && to->kind != &mh_case))
		return mh_fail(err, MH_USAGE, _("%.60s: neither a case, as C-2026-0042, nor a signal, as S-2026-0042"), argv[1]);
	mh_record_init(&rec, &mh_case);
	enum mh_status status = mh_store_get_text(session->store, argv[0], &mh_case, &rec, err);
	if (status == MH_OK && to->kind == &mh_case && to->n == rec.n)
		status = mh_fail(err, MH_INPUT, _("%s: is not linked to itself"), argv[0]);
	if (status == MH_OK) {
		mh_record_put_number(link, "case", rec.n);
		status = mh_store_get(session->store, *to, &rec, err);
	}
	if (status == MH_OK)
		mh_record_put_number(link, to->kind == &mh_case ? "other-case" : "signal", to->n);
	mh_record_free(&rec);
	return status;
}

static enum mh_status check_new(struct mh_session *session, const struct mh_record *link, struct mh_id to, char **argv, struct mh_err *err)
{
	struct mh_record known;
	char id[MH_ID_SIZE];

	mh_record_init(&known, &mh_link);
	enum mh_status status = mh_case_link_find(session->store, mh_record_number(link, "case"), to, mh_record_text(link, "link"), &known, err);
	if (status == MH_OK) {
		mh_record_id(&known, id);
		status = mh_fail(err, MH_NO, _("%s and %s: are linked so already: %s"), argv[0], argv[1], id);
	} else if (status == MH_NO) {
		status = MH_OK;
	}
	mh_record_free(&known);
	return status;
}

static enum mh_status fill(struct mh_session *session, const struct args *args, struct mh_record *link, struct mh_err *err)
{
	enum mh_status status = mh_record_put(link, "link", args->as, err);

	if (status == MH_OK)
		status = mh_check_code_as(session, link, "link", "as", err);
	if (status == MH_OK)
		status = mh_record_assign(link, &args->note, err);
	return status == MH_OK ? mh_record_check(link, mh_store_catalogues(session->store), mh_today(), NULL, NULL, err) : status;
}

static enum mh_status run(struct mh_session *session, void *arg, int argc, char **argv, struct mh_err *err)
{
	const struct args *const args = arg;
	struct mh_id to = { NULL, 0 };
	struct mh_record link;

	(void)argc;
	if (args->as == NULL)
		return mh_fail(err, MH_USAGE, _("--as: is required: mh-store codes link lists how cases and signals are linked"));
	mh_record_init(&link, &mh_link);
	enum mh_status status = mh_store_begin(session->store, session->log, err);
	if (status == MH_OK)
		status = read_ends(session, argv, &link, &to, err);
	if (status == MH_OK)
		status = fill(session, args, &link, err);
	if (status == MH_OK)
		status = check_new(session, &link, to, argv, err);
	if (status == MH_OK)
		status = mh_put_and_say(session, &link, err);
	mh_store_rollback(session->store);
	mh_record_free(&link);
	return status;
}
