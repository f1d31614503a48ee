/* mh-refer partner check: are the keys of partners, and our own, good? For cron: no key is needed, and the exit status says it. */

#include <string.h>

#include "base/clock.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "commands_refer.h"
#include "exchange/key_check.h"
#include "refer.h"

static enum mh_status run(struct mh_session *, void *, int, char **, struct mh_err *);

const struct mh_command refer_partner_check = {
	.name = "partner check", .operands = N_("partner ..."), .min = 0, .max = -1,
	.summary = N_("look at keys: missing, changed, revoked, expired, ending soon, unfit"),
	.takes = MH_TAKES_STORE | MH_TAKES_FORMAT | MH_TAKES_AS_OF,
	.run = run,
};

static const struct mh_column columns[] = {
	{ "partner", N_("partner"), false, false }, { "fingerprint", N_("fingerprint"), false, false }, { "finding", N_("finding"), false, false },
	{ "ends", N_("ends"), false, false }, { "what", N_("what"), false, false }, { "remedy", N_("remedy"), false, false },
};

struct checking {
	struct mh_session *session;
	struct mh_rows *rows;
	mh_moment now;
	bool past;		/* --as-of */
	bool named;		/* by operands */
	size_t looked, found;
};

static void add_row(struct checking *c, const struct mh_key_found *found, const char *what)
{
	char ends[MH_DATE_SIZE] = "";

	if (found->ends != 0)
		mh_date_format(mh_moment_day(found->ends), ends);
	const struct mh_cell cells[] = {
		mh_cell_text(found->organisation), mh_cell_text(found->fingerprint), mh_cell_text(mh_key_state_word(found->state)), mh_cell_text(ends),
		mh_cell_text(what), mh_cell_text(mh_key_state_remedy(found->state)),
	};
	mh_rows_add(c->rows, cells);
	c->found++;
}

static void add(struct checking *c, const struct mh_key_found *found)
{
	c->looked += found->fingerprint[0] != '\0';
	if (found->state != MH_KEY_GOOD)
		add_row(c, found, mh_key_state_text(found->state));
}

/* A row that is not as the log has it says nothing that can be believed. */
static enum mh_status check_one(void *arg, struct mh_record *partner, struct mh_err *err)
{
	struct checking *c = arg;
	struct mh_key_found found = { .organisation = mh_record_text(partner, "code"), .fingerprint = mh_record_text(partner, "fingerprint"), .state = MH_KEY_CHANGED };
	struct mh_err why = MH_ERR_INIT;
	struct mh_record whole;

	if (!c->named && strcmp(mh_record_text(partner, "state"), "active") != 0)
		return MH_OK;
	mh_record_init(&whole, &mh_partner);
	enum mh_status status = mh_store_get(c->session->store, (struct mh_id){ &mh_partner, partner->n }, &whole, err);
	if (status == MH_OK && !c->past && mh_store_row_true(c->session->store, &whole, &why) == MH_STORE)
		add_row(c, &found, why.text);
	else if (status == MH_OK && (status = mh_key_judge(c->session->store, &whole, c->now, &found, err)) == MH_OK)
		add(c, &found);
	mh_record_free(&whole);
	return status;
}

static enum mh_status check_all(struct checking *c, struct mh_err *err)
{
	struct mh_key_found found;
	struct mh_query query;
	enum mh_status status = mh_key_judge_own(c->session->store, c->now, &found, err);

	if (status == MH_OK)
		add(c, &found);
	mh_query_init(&query, &mh_partner);
	if (status == MH_OK && (status = mh_query_sort(&query, "code", err)) == MH_OK)
		status = mh_store_each(c->session->store, &query, check_one, c, err);
	mh_query_free(&query);
	return status;
}

static enum mh_status check_named(struct checking *c, int argc, char **argv, struct mh_err *err)
{
	struct mh_record partner;
	enum mh_status status = MH_OK;

	c->named = true;
	mh_record_init(&partner, &mh_partner);
	for (int i = 0; i < argc && status == MH_OK; i++)
		if ((status = refer_partner(c->session, argv[i], &partner, err)) == MH_OK)
			status = check_one(c, &partner, err);
	mh_record_free(&partner);
	return status;
}

/* Keys, profiles and agreements are what a keyholder signed; where they are not, a key can be anybody's. */
static void check_statement(struct checking *c)
{
	const struct mh_store_info *about = mh_store_about(c->session->store);
	struct mh_err why = MH_ERR_INIT;

	if (mh_store_authority_verify(c->session->store, &why) == MH_KEY)
		add_row(c, &(struct mh_key_found){ about->organisation, "", MH_KEY_CHANGED, 0 }, why.text);
}

static enum mh_status run(struct mh_session *session, void *args, int argc, char **argv, struct mh_err *err)
{
	const bool past = session->common.as_of != NULL;
	struct checking c = { .session = session, .now = past ? mh_day_end(mh_session_day(session)) : mh_clock_system(), .past = past };
	struct mh_session wide = *session;

	(void)args;
	wide.width = 0;		/* a remedy that is cut is none */
	c.rows = mh_session_rows(&wide, columns, MH_COUNT(columns), 0);
	if (!past)
		check_statement(&c);
	enum mh_status status = argc > 0 ? check_named(&c, argc, argv, err) : check_all(&c, err);
	enum mh_status printed = mh_rows_end(c.rows, NULL, status == MH_OK ? err : NULL);
	if (status == MH_OK)
		status = printed;
	if (status == MH_OK && c.found > 0)
		return mh_fail(err, MH_NO, ngettext("keys: %zu finding", "keys: %zu findings", c.found), c.found);
	if (status == MH_OK)
		mh_say(session, ngettext("%zu key is good", "%zu keys are good", c.looked), c.looked);
	return status;
}
