/* mh-refer agreement add: record what was agreed with one or more partners. */

#include <stdlib.h>

#include "base/clock.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "commands_refer.h"
#include "record/options.h"
#include "refer.h"

struct args {
	struct mh_words with;
	struct mh_pairs pairs;
};

#define FIELD(name, argument, of, help) { 0, name, MH_OPT_FIELD, offsetof(struct args, pairs), argument, of, help }

static const struct mh_option options[] = {
	{ 0, "with", MH_OPT_LIST, offsetof(struct args, with), N_("code"), "kind:partner", N_("another party; may be given more than once (required)") },
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
	.summary = N_("record an agreement with partners"),
	.options = options, .args_size = sizeof(struct args),
	.takes = MH_TAKES_WRITE,
	.run = run,
};

struct parties { int64_t *list; size_t count; };

static enum mh_status find_parties(struct mh_session *session, const struct mh_words *codes, struct parties *parties, struct mh_err *err)
{
	struct mh_record partner;
	enum mh_status status = MH_OK;

	parties->list = mh_alloc(codes->count, sizeof *parties->list);
	mh_record_init(&partner, &mh_partner);
	for (size_t i = 0; i < codes->count && status == MH_OK; i++) {
		status = refer_partner(session, codes->list[i], &partner, err);
		for (size_t j = 0; j < parties->count && status == MH_OK; j++)
			if (parties->list[j] == partner.n)
				status = mh_fail(err, MH_USAGE, _("--with %s: stands there twice"), codes->list[i]);
		if (status == MH_OK)
			parties->list[parties->count++] = partner.n;
	}
	mh_record_free(&partner);
	return status;
}

static enum mh_status put_parties(struct mh_session *session, struct mh_record *agreement, const struct parties *parties, struct mh_err *err)
{
	enum mh_status status = mh_store_put(session->store, agreement, err);

	for (size_t i = 1; i < parties->count && status == MH_OK; i++) {
		struct mh_record agreed;

		mh_record_init(&agreed, &mh_agreed);
		mh_record_put_number(&agreed, "agreement", agreement->n);
		mh_record_put_number(&agreed, "partner", parties->list[i]);
		status = mh_store_put(session->store, &agreed, err);
		mh_record_free(&agreed);
	}
	return status;
}

static enum mh_status put(struct mh_session *session, struct mh_record *rec, const struct parties *parties, struct mh_err *err)
{
	enum mh_status status = mh_record_check(rec, mh_store_catalogues(session->store), mh_today(), NULL, NULL, err);

	if (status == MH_OK)
		status = mh_store_begin(session->store, session->log, err);
	if (status == MH_OK)
		status = mh_store_authority_verify(session->store, err);
	if (status == MH_OK)
		status = put_parties(session, rec, parties, err);
	if (status == MH_OK)
		status = mh_store_authority_renew(session->store, err);
	if (status == MH_OK)
		status = mh_store_commit(session->store, err);
	return status;
}

static enum mh_status run(struct mh_session *session, void *arg, int argc, char **argv, struct mh_err *err)
{
	const struct args *args = arg;
	struct parties parties = { NULL, 0 };
	struct mh_record rec;
	char id[MH_ID_SIZE];

	(void)argc, (void)argv;
	if (args->with.count == 0)
		return mh_fail(err, MH_USAGE, _("--with is missing: the partner with whom it was agreed"));
	mh_record_init(&rec, &mh_agreement);
	mh_record_initial(&rec);
	enum mh_status status = find_parties(session, &args->with, &parties, err);
	if (status == MH_OK) {
		mh_record_put_number(&rec, "partner", parties.list[0]);
		status = mh_record_assign(&rec, &args->pairs, err);
	}
	if (status == MH_OK)
		status = put(session, &rec, &parties, err);
	if (status == MH_OK) {
		mh_record_id(&rec, id);
		puts(id);
	}
	free(parties.list);
	mh_record_free(&rec);
	return status;
}
