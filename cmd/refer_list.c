/* mh-refer list: referrals, ours and those that came in, and where they stand. */

#include "base/i18n.h"
#include "commands_refer.h"
#include "list.h"
#include "refer.h"

struct args { const char *partner, *case_id; };

static const struct mh_option options[] = {
	{ 0, "partner", MH_OPT_TEXT, offsetof(struct args, partner), N_("code"), "kind:partner", N_("only those with this partner") },
	{ 0, "case", MH_OPT_TEXT, offsetof(struct args, case_id), N_("case"), "kind:case", N_("only those made for this case") },
	{ 0 }
};

static enum mh_status run(struct mh_session *, void *, int, char **, struct mh_err *);

const struct mh_command refer_list = {
	.name = "list", .operands = "", .min = 0, .max = 0,
	.summary = N_("list referrals and where they stand"),
	.options = options, .args_size = sizeof(struct args),
	.takes = MH_TAKES_STORE | MH_TAKES_ROWS | MH_TAKES_AS_OF,
	.run = run,
};

static enum mh_status narrow(struct mh_session *session, const struct args *args, struct mh_query *query, struct mh_err *err)
{
	struct mh_record rec;
	enum mh_status status = MH_OK;

	mh_record_init(&rec, &mh_partner);
	if (args->partner != NULL && (status = refer_partner(session, args->partner, &rec, err)) == MH_OK)
		mh_query_is_number(query, "partner", rec.n);
	if (status == MH_OK && args->case_id != NULL &&
	    (status = mh_store_get_text(session->store, args->case_id, &mh_case, &rec, err)) == MH_OK)
		mh_query_is_number(query, "case", rec.n);
	mh_record_free(&rec);
	return status;
}

static enum mh_status run(struct mh_session *session, void *args, int argc, char **argv, struct mh_err *err)
{
	struct mh_query query;
	enum mh_status status;

	(void)argc, (void)argv;
	mh_query_init(&query, &mh_referral);
	status = narrow(session, args, &query, err);
	if (status == MH_OK)
		status = mh_list(session, &query, "id,direction,partner,purpose,urgency,state,sent,answered,their-id", NULL, NULL, err);
	mh_query_free(&query);
	return status;
}
