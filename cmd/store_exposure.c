/* mh-store exposure: whose data could have been seen, for the report of a breach. */

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "chain/exposure.h"
#include "commands_store.h"
#include "crypto/openpgp.h"
#include "refer.h"
#include "session.h"

struct args { const char *key, *partner, *since, *until; };

static const struct mh_option options[] = {
	{ 0, "key", MH_OPT_TEXT, offsetof(struct args, key), N_("fingerprint"), NULL, N_("key that may be in other hands: a keyholder's, or the exchange key") },
	{ 0, "partner", MH_OPT_TEXT, offsetof(struct args, partner), N_("code"), "kind:partner", N_("partner that lost what it has of us, or its key") },
	{ 0, "since", MH_OPT_DATE, offsetof(struct args, since), N_("date"), NULL, N_("first day on which it could be seen (required)") },
	{ 0, "until", MH_OPT_DATE, offsetof(struct args, until), N_("date"), NULL, N_("last day on which it could be seen; today where not given") },
	{ 0 }
};

static enum mh_status run(struct mh_session *, void *, int, char **, struct mh_err *);

const struct mh_command store_exposure = {
	.name = "exposure", .operands = "", .min = 0, .max = 0,
	.summary = N_("list whose data could have been seen with a key, or at a partner"),
	.options = options, .args_size = sizeof(struct args),
	.takes = MH_TAKES_STORE | MH_TAKES_FORMAT,
	.run = run,
};

static const struct mh_column columns[] = {
	{ "how", N_("how"), false, false }, { "id", N_("id"), false, false }, { "person", N_("person"), false, false },
	{ "day", N_("day"), false, false }, { "what", N_("what"), false, false },
};

struct period { struct mh_date since, until; };

static enum mh_status read_day(const char *option, const char *text, struct mh_date *out, struct mh_err *err)
{
	if (text == NULL || !mh_date_parse(text, out))
		return MH_OK;
	if (mh_date_compare(*out, mh_moment_day(mh_clock_system())) > 0)
		return mh_fail(err, MH_USAGE, _("--%s %s: is in the future"), option, text);
	return MH_OK;
}

static enum mh_status check_args(const struct args *args, struct period *period, struct mh_err *err)
{
	if (args->key == NULL && args->partner == NULL)
		return mh_fail(err, MH_USAGE, _("--key or --partner: one of them is required: whose key, or which partner"));
	if (args->key != NULL && args->partner != NULL)
		return mh_fail(err, MH_USAGE, _("--key and --partner: one of them at a time"));
	if (args->since == NULL)
		return mh_fail(err, MH_USAGE, _("--since: is required: the first day on which it could be seen"));
	enum mh_status status = read_day("since", args->since, &period->since, err);
	if (status == MH_OK)
		status = read_day("until", args->until, &period->until, err);
	if (status == MH_OK && args->until != NULL && mh_date_compare(period->until, period->since) < 0)
		status = mh_fail(err, MH_USAGE, _("--until %s: is before --since %s"), args->until, args->since);
	return status;
}

/* --format ids prints persons, once each, at the end. */
struct printing { struct mh_rows *rows; bool ids; };

static enum mh_status print_row(void *arg, const struct mh_exposed *exposed, struct mh_err *err)
{
	struct printing *p = arg;
	char day[MH_DATE_SIZE];

	(void)err;
	mh_date_format(mh_moment_day(exposed->at), day);
	const struct mh_cell cells[] = {
		mh_cell_text(exposed->how), mh_cell_text(exposed->id), mh_cell_text(exposed->persons), mh_cell_text(day), mh_cell_text(exposed->what),
	};
	if (!p->ids)
		mh_rows_add(p->rows, cells);
	return MH_OK;
}

static void print_ids(struct printing *p, const struct mh_exposing *e)
{
	for (size_t i = 0; i < e->person_count && p->ids; i++) {
		const struct mh_cell cells[] = { mh_cell_text(NULL), mh_cell_text(NULL), mh_cell_text(e->persons[i]), mh_cell_text(NULL), mh_cell_text(NULL) };
		mh_rows_add(p->rows, cells);
	}
}

static enum mh_status expose_key(struct mh_session *session, const char *named, const struct period *period, struct mh_exposing *e, struct mh_err *err)
{
	char fingerprint[MH_FINGERPRINT_SIZE], left[MH_DATE_SIZE];
	struct mh_key_reach reach;

	if (!mh_fingerprint_parse(named, fingerprint))
		return mh_fail(err, MH_USAGE, _("%.60s: not a full fingerprint of 40 digits (mh-store keyholder list shows them)"), named);
	enum mh_status status = mh_store_key_reach(session->store, fingerprint, period->until, &reach, err);
	if (status != MH_OK)
		return status;
	mh_date_format(mh_moment_day(reach.left), left);
	if (reach.left != 0 && reach.left < e->from)
		return mh_fail(err, MH_NO, _("%s: was no keyholder any more since %s: it opens nothing of the store from then on, but copies and backups "
			"from before: for those give --since %s"), fingerprint, left, left);
	if (reach.left != 0)
		mh_say(session, _("%s: was a keyholder until %s"), fingerprint, left);
	if (reach.wordless_at >= e->from && reach.wordless != 0 && strcmp(reach.role, "exchange") != 0)
		mh_say(session, _("the log's words before entry %lld were taken out: what was opened before is not listed"), (long long)reach.wordless + 1);
	return mh_expose_key(e, &reach, err);
}

static enum mh_status expose_partner(struct mh_session *session, const char *code, struct mh_exposing *e, struct mh_err *err)
{
	struct mh_record partner;

	mh_record_init(&partner, &mh_partner);
	enum mh_status status = refer_partner(session, code, &partner, err);
	if (status == MH_OK)
		status = mh_expose_partner(e, partner.n, err);
	mh_record_free(&partner);
	return status;
}

static enum mh_status run(struct mh_session *session, void *arg, int argc, char **argv, struct mh_err *err)
{
	const struct args *args = arg;
	struct period period = { .until = { 0, 0, 0 } };
	enum mh_status status = check_args(args, &period, err);

	(void)argc, (void)argv;
	if (status != MH_OK)
		return status;
	struct printing p = { .ids = mh_session_format(session) == MH_FORMAT_IDS };
	struct mh_exposing e = {
		.store = session->store, .from = mh_day_start(period.since), .fn = print_row, .arg = &p,
		.to = args->until != NULL ? mh_day_end(period.until) : INT64_MAX,
	};
	p.rows = mh_session_rows(session, columns, MH_COUNT(columns), 2);
	status = args->key != NULL ? expose_key(session, args->key, &period, &e, err) : expose_partner(session, args->partner, &e, err);
	print_ids(&p, &e);
	enum mh_status ended = mh_session_rows_end(session, p.rows, status == MH_OK ? err : NULL);
	if (status == MH_OK && ended == MH_OK)
		mh_say(session, _("records: %zu; persons: %zu"), e.records, e.person_count);
	free(e.persons);
	return status == MH_OK ? ended : status;
}
