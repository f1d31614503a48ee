/* mh-signal outreach effect: signals before and after each training and campaign. */

#include <string.h>

#include "base/clock.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "commands_signal.h"
#include "session.h"
#include "workflow/calendar.h"

struct args {
	const char *within;
};

static const struct mh_option options[] = {
	{ 0, "within", MH_OPT_TEXT, offsetof(struct args, within), N_("length"), NULL, N_("how long before and after it (default: 6 month)") },
	{ 0 }
};

static enum mh_status run(struct mh_session *, void *, int, char **, struct mh_err *);

const struct mh_command signal_outreach_effect = {
	.name = "outreach effect", .operands = "", .min = 0, .max = 0,
	.summary = N_("count signals before and after each training and campaign"),
	.options = options, .args_size = sizeof(struct args),
	.takes = MH_TAKES_STORE | MH_TAKES_FORMAT | MH_TAKES_AS_OF,
	.run = run,
};

static const struct mh_column columns[] = {
	{ "id", "id", false, false }, { "on", N_("day"), false, false }, { "audience", N_("audience"), false, false },
	{ "municipality", N_("municipality"), false, false }, { "sector", N_("sector"), false, false }, { "days", N_("days"), true, false },
	{ "before", N_("before"), true, false }, { "after", N_("after"), true, false }, { "complete", N_("complete"), false, false },
};

struct effect {
	struct mh_session *session;
	struct mh_length within;
	struct mh_date today;
	struct mh_rows *rows;
};

/* Two spans of as many days: both count as far as the one behind it has come. */
struct spans { struct mh_date from, on, until; int64_t days; bool complete; };

static struct spans spans_of(const struct effect *effect, struct mh_date on)
{
	const int64_t start = mh_date_number(on), whole = mh_date_number(mh_date_after(on, effect->within)) - start;
	const int64_t passed = mh_date_number(effect->today) + 1 - start;
	struct spans spans = { .on = on, .complete = passed >= whole };

	spans.days = spans.complete ? whole : passed > 0 ? passed : 0;
	spans.from = mh_date_from_number(start - spans.days);
	spans.until = mh_date_from_number(start + spans.days);
	return spans;
}

/* Signals that came in from one day up to before another. */
static enum mh_status count(const struct effect *effect, const struct mh_record *outreach, const char *sector, struct mh_date from, struct mh_date until,
	int64_t *out, struct mh_err *err)
{
	char first[MH_DATE_SIZE], end[MH_DATE_SIZE];
	struct mh_query query;

	mh_date_format(from, first);
	mh_date_format(until, end);
	mh_query_init(&query, &mh_signal);
	mh_query_cmp(&query, "received", MH_MORE_IS, first);
	mh_query_cmp(&query, "received", MH_LESS, end);
	if (sector[0] != '\0')
		mh_query_is(&query, "sector", sector);
	if (mh_record_has(outreach, "municipality"))
		mh_query_is(&query, "municipality", mh_record_text(outreach, "municipality"));
	enum mh_status status = mh_store_count(effect->session->store, &query, out, err);
	mh_query_free(&query);
	return status;
}

/* The sector whose signals an audience may bring; "": all. */
static const char *sector_of(struct mh_catalogues *catalogues, const char *audience)
{
	const struct mh_code_list *const list = mh_catalogue(catalogues, "audience", NULL);
	const struct mh_code *const code = list ? mh_code_find(list, audience, strlen(audience)) : NULL;

	return code ? code->parent : "";
}

static const char *label(const struct effect *effect, const char *catalogue, const char *code)
{
	if (code[0] == '\0')
		return NULL;
	return mh_session_format(effect->session) == MH_FORMAT_TABLE ? mh_code_label(mh_store_catalogues(effect->session->store), catalogue, code) : code;
}

static enum mh_status add(void *arg, struct mh_record *outreach, struct mh_err *err)
{
	struct effect *const effect = arg;
	const char *const audience = mh_record_text(outreach, "audience");
	const char *const sector = sector_of(mh_store_catalogues(effect->session->store), audience);
	int64_t before = 0, after = 0;
	struct mh_date on = { 0, 0, 0 };
	char id[MH_ID_SIZE];

	mh_date_parse(mh_record_text(outreach, "on"), &on);
	const struct spans spans = spans_of(effect, on);
	enum mh_status status = count(effect, outreach, sector, spans.from, spans.on, &before, err);
	if (status == MH_OK)
		status = count(effect, outreach, sector, spans.on, spans.until, &after, err);
	if (status != MH_OK)
		return status;
	mh_record_id(outreach, id);
	const struct mh_cell cells[MH_COUNT(columns)] = {
		mh_cell_text(id), mh_cell_text(mh_record_text(outreach, "on")), mh_cell_text(label(effect, "audience", audience)),
		mh_cell_text(label(effect, "municipality", mh_record_text(outreach, "municipality"))), mh_cell_text(label(effect, "sector", sector)),
		mh_cell_number(spans.days), mh_cell_number(before), mh_cell_number(after),
		mh_cell_text(label(effect, "yes-no", spans.complete ? "yes" : "no")),
	};
	mh_rows_add(effect->rows, cells);
	return MH_OK;
}

static enum mh_status start(struct effect *effect, const char *within, struct mh_err *err)
{
	struct mh_date as_of;

	if (!mh_length_parse(within ? within : "6 month", &effect->within) || effect->within.count <= 0)
		return mh_fail(err, MH_USAGE, _("--within \"%.40s\": a length is expected, such as \"6 month\" or 90d"), within);
	effect->today = mh_today();
	if (effect->session->common.as_of && mh_date_parse(effect->session->common.as_of, &as_of) && mh_date_compare(as_of, effect->today) < 0)
		effect->today = as_of;
	return MH_OK;
}

static enum mh_status run(struct mh_session *session, void *arg, int argc, char **argv, struct mh_err *err)
{
	struct effect effect = { .session = session };
	const struct args *const args = arg;
	struct mh_query query;
	enum mh_status status = start(&effect, args->within, err);

	(void)argc, (void)argv;
	if (status != MH_OK)
		return status;
	mh_query_init(&query, &mh_outreach);
	status = mh_query_sort(&query, "on", err);
	effect.rows = mh_session_rows(session, columns, MH_COUNT(columns), 0);
	if (status == MH_OK)
		status = mh_store_each(session->store, &query, add, &effect, err);
	mh_query_free(&query);
	if (status != MH_OK)
		return mh_rows_end(effect.rows, NULL, NULL), status;
	status = mh_session_rows_end(session, effect.rows, err);
	if (status == MH_OK)
		mh_say(session, _("a rise can come from other causes as well, and small numbers jump by chance; "
			"these counts are for colleagues: mh-report makes what others may see"));
	return status;
}
