/* mh-refer disclosures: what left this organisation, to whom and why; by person, partner and period. */

#include "base/i18n.h"
#include "commands_refer.h"
#include "list.h"
#include "refer.h"

struct args { const char *partner, *person, *from, *to; };

static const struct mh_option options[] = {
	{ 0, "partner", MH_OPT_TEXT, offsetof(struct args, partner), N_("code"), "kind:partner", N_("only to this partner") },
	{ 0, "person", MH_OPT_TEXT, offsetof(struct args, person), N_("person"), "kind:person", N_("only about this person") },
	{ 0, "from", MH_OPT_DATE, offsetof(struct args, from), N_("date"), NULL, N_("on or after this day") },
	{ 0, "to", MH_OPT_DATE, offsetof(struct args, to), N_("date"), NULL, N_("on or before this day") },
	{ 0 }
};

static enum mh_status run(struct mh_session *, void *, int, char **, struct mh_err *);

const struct mh_command refer_disclosures = {
	.name = "disclosures", .operands = "", .min = 0, .max = 0,
	.summary = N_("list what was disclosed, to whom and on what basis"),
	.options = options, .args_size = sizeof(struct args),
	.takes = MH_TAKES_STORE | MH_TAKES_ROWS | MH_TAKES_AS_OF,
	.run = run,
};

struct period { bool from_set, to_set; mh_moment from, to; };

static bool in_period(void *arg, const struct mh_record *rec)
{
	const struct period *p = arg;
	mh_moment at = mh_record_number(rec, "at");

	return (!p->from_set || at >= p->from) && (!p->to_set || at <= p->to);
}

static struct period period_of(const struct args *args)
{
	struct period p = { .from_set = args->from != NULL, .to_set = args->to != NULL };
	struct mh_date day;

	if (p.from_set && mh_date_parse(args->from, &day))
		p.from = mh_day_start(day);
	if (p.to_set && mh_date_parse(args->to, &day))
		p.to = mh_day_end(day);
	return p;
}

static enum mh_status narrow(struct mh_session *session, const struct args *args, struct mh_query *query, struct mh_err *err)
{
	struct mh_record rec;
	enum mh_status status = MH_OK;

	mh_record_init(&rec, &mh_partner);
	if (args->partner != NULL && (status = refer_partner(session, args->partner, &rec, err)) == MH_OK)
		mh_query_is_number(query, "partner", rec.n);
	if (status == MH_OK && args->person != NULL &&
	    (status = mh_store_get_text(session->store, args->person, &mh_person, &rec, err)) == MH_OK)
		mh_query_is_number(query, "person", rec.n);
	mh_record_free(&rec);
	return status;
}

static enum mh_status run(struct mh_session *session, void *args, int argc, char **argv, struct mh_err *err)
{
	struct period period = period_of(args);
	struct mh_query query;
	enum mh_status status;

	(void)argc, (void)argv;
	mh_query_init(&query, &mh_disclosure);
	status = narrow(session, args, &query, err);
	if (status == MH_OK)
		status = mh_list(session, &query, "id,at,partner,person,referral,purpose,fields,basis,secrecy,channel", in_period, &period, err);
	mh_query_free(&query);
	return status;
}
