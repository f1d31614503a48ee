/* mh-refer agreement add: record what was agreed with a partner. */

#include "base/clock.h"
#include "base/i18n.h"
#include "commands_refer.h"
#include "record/options.h"
#include "refer.h"

struct args {
	const char *with;
	struct mh_pairs pairs;
};

#define FIELD(name, argument, of, help) { 0, name, MH_OPT_FIELD, offsetof(struct args, pairs), argument, of, help }

static const struct mh_option options[] = {
	{ 0, "with", MH_OPT_TEXT, offsetof(struct args, with), N_("code"), "kind:partner", N_("the other party (required)") },
	FIELD("kind", N_("code"), "catalogue:agreement-kind", N_("data, shelter-flow or reporting-route (required)")),
	FIELD("name", N_("text"), NULL, N_("name of the agreement (required)")),
	FIELD("signed", N_("date"), NULL, N_("day on which it was signed (required)")),
	FIELD("review", N_("date"), NULL, N_("day on which it is to be reviewed")),
	FIELD("until", N_("date"), NULL, N_("day on which it ends")),
	FIELD("digest", N_("text"), NULL, N_("digest of its text")),
	{ 0 }
};

static enum mh_status run(struct mh_session *, void *, int, char **, struct mh_err *);

const struct mh_command refer_agreement_add = {
	.name = "agreement add", .operands = "", .min = 0, .max = 0,
	.summary = N_("record an agreement with a partner"),
	.options = options, .args_size = sizeof(struct args),
	.takes = MH_TAKES_WRITE,
	.run = run,
};

static enum mh_status put(struct mh_session *session, struct mh_record *rec, struct mh_err *err)
{
	enum mh_status status = mh_record_check(rec, mh_store_catalogues(session->store), mh_today(), NULL, NULL, err);

	if (status == MH_OK)
		status = mh_store_begin(session->store, session->log, err);
	if (status == MH_OK)
		status = mh_store_authority_verify(session->store, err);
	if (status == MH_OK)
		status = mh_store_put(session->store, rec, err);
	if (status == MH_OK)
		status = mh_store_authority_renew(session->store, err);
	if (status == MH_OK)
		status = mh_store_commit(session->store, err);
	return status;
}

static enum mh_status run(struct mh_session *session, void *arg, int argc, char **argv, struct mh_err *err)
{
	const struct args *args = arg;
	struct mh_record rec, partner;
	char id[MH_ID_SIZE];
	enum mh_status status;

	(void)argc, (void)argv;
	if (args->with == NULL)
		return mh_fail(err, MH_USAGE, _("--with is missing: the partner with whom it was agreed"));
	mh_record_init(&rec, &mh_agreement);
	mh_record_init(&partner, &mh_partner);
	mh_record_initial(&rec);
	status = refer_partner(session, args->with, &partner, err);
	if (status == MH_OK) {
		mh_record_put_number(&rec, "partner", partner.n);
		status = mh_record_assign(&rec, &args->pairs, err);
	}
	if (status == MH_OK)
		status = put(session, &rec, err);
	if (status == MH_OK) {
		mh_record_id(&rec, id);
		puts(id);
	}
	mh_record_free(&partner);
	mh_record_free(&rec);
	return status;
}
