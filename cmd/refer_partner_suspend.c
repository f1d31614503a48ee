/* mh-refer partner suspend: block a partner at once, and list what was sent to it; or let it in again. */

#include <string.h>

#include "base/clock.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "commands_refer.h"
#include "exchange/suspend.h"
#include "record/options.h"
#include "refer.h"
#include "workflow/calendar.h"

#define DAYS_USUAL 30		/* the life of an exchange file */

struct args {
	const char *since, *spool;
	struct mh_pairs reason;
	bool lift;
};

static const struct mh_option options[] = {
	{ 0, "reason", MH_OPT_FIELD, offsetof(struct args, reason), "-", NULL, N_("why: read from standard input (required)") },
	{ 0, "since", MH_OPT_DATE, offsetof(struct args, since), N_("date"), NULL, N_("list what was sent on or after this day; else of the last 30 days") },
	{ 0, "lift", MH_OPT_FLAG, offsetof(struct args, lift), NULL, NULL, N_("let it in again; a keyholder signs that") },
	REFER_SPOOL_OPTION(struct args),
	{ 0 }
};

static enum mh_status run(struct mh_session *, void *, int, char **, struct mh_err *);

const struct mh_command refer_partner_suspend = {
	.name = "partner suspend", .operands = N_("partner"), .min = 1, .max = 1,
	.summary = N_("block a partner at once, and list what was sent to it"),
	.options = options, .args_size = sizeof(struct args),
	.takes = MH_TAKES_WRITE | MH_TAKES_FORMAT,
	.run = run,
};

static const struct mh_column columns[] = {
	{ "id", N_("id"), false, false }, { "on", N_("on"), false, false }, { "about", N_("about"), false, false }, { "what", N_("what"), false, false },
	{ "channel", N_("way"), false, false },
};

struct listing { struct mh_session *session; struct mh_rows *rows; struct mh_date since; size_t count; };

/* The record that it is about: of the fields that name one, the first that is filled. */
static void about(const struct mh_record *rec, char out[MH_ID_SIZE])
{
	static const char *const fields[] = { "referral", "signal", "case", "person" };

	out[0] = '\0';
	for (size_t i = 0; i < MH_COUNT(fields) && out[0] == '\0'; i++) {
		const int at = mh_field_find(rec->kind, fields[i]);

		if (at >= 0 && mh_record_number(rec, fields[i]) != 0)
			mh_id_format((struct mh_id){ mh_kind_find(rec->kind->fields[at].of), mh_record_number(rec, fields[i]) }, out);
	}
}

static enum mh_status add(void *arg, struct mh_record *rec, struct mh_err *err)
{
	struct listing *const l = arg;
	const bool message = rec->kind == &mh_message;
	char id[MH_ID_SIZE], of[MH_ID_SIZE], day[MH_DATE_SIZE];
	struct mh_date on = { .year = 0 };

	(void)err;
	if (message)
		mh_date_parse(mh_record_text(rec, "on"), &on);
	else
		on = mh_moment_day(mh_record_number(rec, "at"));
	if (mh_date_compare(on, l->since) < 0)
		return MH_OK;
	mh_record_id(rec, id);
	mh_date_format(on, day);
	about(rec, of);
	const struct mh_cell cells[] = { mh_cell_text(id), mh_cell_text(day), mh_cell_text(of), mh_cell_text(mh_record_text(rec, message ? "kind" : "groups")),
		mh_cell_text(mh_record_text(rec, "channel")) };
	mh_rows_add(l->rows, cells);
	l->count++;
	return MH_OK;
}

static enum mh_status list(struct listing *l, const struct mh_kind *kind, int64_t partner, struct mh_err *err)
{
	struct mh_query query;

	mh_query_init(&query, kind);
	mh_query_is_number(&query, "partner", partner);
	if (kind == &mh_message)
		mh_query_is(&query, "direction", "out");
	enum mh_status status = mh_store_each(l->session->store, &query, add, l, err);
	mh_query_free(&query);
	return status;
}

/* Disclosures say which data; messages also those that told nothing of a person. */
static enum mh_status list_sent(struct mh_session *session, const struct args *args, const struct mh_record *partner, struct mh_err *err)
{
	struct listing l = { .session = session, .since = mh_date_before(mh_moment_day(mh_clock_system()), (struct mh_length){ DAYS_USUAL, MH_DAYS }) };

	if (args->since != NULL)
		mh_date_parse(args->since, &l.since);
	l.rows = mh_session_rows(session, columns, MH_COUNT(columns), 0);
	enum mh_status status = list(&l, &mh_disclosure, partner->n, err);
	if (status == MH_OK)
		status = list(&l, &mh_message, partner->n, err);
	enum mh_status printed = mh_rows_end(l.rows, NULL, status == MH_OK ? err : NULL);
	if (status == MH_OK && l.count == 0)
		mh_say(session, _("%s: nothing was sent to it since then"), mh_record_text(partner, "code"));
	return status == MH_OK ? printed : status;
}

static enum mh_status stop(struct mh_session *session, const struct args *args, const char *code, struct mh_err *err)
{
	struct mh_str spool;
	size_t count = 0;

	mh_str_init(&spool, 4096);
	enum mh_status status = refer_spool(session, args->spool, &spool, err);
	if (status == MH_OK)
		status = mh_partner_stop_outbox(spool.s, code, &count, err);
	if (count > 0)
		mh_say(session, ngettext("%s: %zu file that had not gone was taken out of the outbox; mh-refer resend makes it again",
			"%s: %zu files that had not gone were taken out of the outbox; mh-refer resend makes them again", count), code, count);
	mh_str_free(&spool);
	return status;
}

static enum mh_status change(struct mh_session *session, const struct args *args, struct mh_record *partner, struct mh_err *err)
{
	const char *code = mh_record_text(partner, "code");
	bool signed_too = false;
	enum mh_status status = mh_partner_suspend(session->store, session->log, partner, args->lift, &signed_too, err);

	if (status != MH_OK)
		return status;
	if (args->lift) {
		mh_say(session, _("%s: is active again"), code);
		return MH_OK;
	}
	mh_say(session, _("%s: is suspended: nothing is sent to it, and nothing of it is taken"), code);
	if (!signed_too)
		mh_say(session, _("%s: no keyholder was here to sign it; it holds all the same, and the next signature covers it"), code);
	status = stop(session, args, code, err);
	return status == MH_OK ? list_sent(session, args, partner, err) : status;
}

static enum mh_status run(struct mh_session *session, void *arg, int argc, char **argv, struct mh_err *err)
{
	const struct args *args = arg;
	struct mh_record partner;

	(void)argc;
	if (args->reason.count == 0)
		return mh_fail(err, MH_USAGE, _("--reason is missing: say why, on standard input: --reason -"));
	mh_record_init(&partner, &mh_partner);
	enum mh_status status = refer_partner(session, argv[0], &partner, err);
	if (status == MH_OK)
		status = mh_record_assign(&partner, &args->reason, err);
	if (status == MH_OK)
		status = change(session, args, &partner, err);
	mh_record_free(&partner);
	return status;
}
