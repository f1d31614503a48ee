/* mh-signal advice: book a call in which somebody thought along, in one line and without a person. */

#include <string.h>

#include "base/clock.h"
#include "base/i18n.h"
#include "commands_signal.h"
#include "put.h"

struct args {
	const char *on, *municipality, *channel;
};

static const struct mh_option options[] = {
	{ 0, "on", MH_OPT_DATE, offsetof(struct args, on), N_("date"), NULL, N_("day of the call or conversation (default: today)") },
	{ 0, "municipality", MH_OPT_TEXT, offsetof(struct args, municipality), N_("code"), "catalogue:municipality", N_("municipality that it was about (CBS code)") },
	{ 0, "channel", MH_OPT_TEXT, offsetof(struct args, channel), N_("code"), "catalogue:channel", N_("how it came in (default: phone)") },
	{ 0 }
};

static enum mh_status run(struct mh_session *, void *, int, char **, struct mh_err *);

const struct mh_command signal_advice = {
	.name = "advice", .operands = N_("organisation theme minutes"), .min = 3, .max = 3,
	.summary = N_("book a call in which somebody thought along; prints its id"),
	.options = options, .args_size = sizeof(struct args),
	.takes = MH_TAKES_STORE | MH_TAKES_WRITE | MH_TAKES_DRY_RUN,
	.run = run,
};

/* An organisation that is known has its sector; else the sector itself was given. */
static enum mh_status take_organisation(struct mh_session *session, struct mh_record *advice, const char *word, struct mh_err *err)
{
	struct mh_catalogues *const catalogues = mh_store_catalogues(session->store);
	const struct mh_code_list *const reporters = mh_catalogue(catalogues, "reporter", NULL), *const sectors = mh_catalogue(catalogues, "sector", err);
	const struct mh_code *const reporter = reporters ? mh_code_find(reporters, word, strlen(word)) : NULL;

	if (!sectors)
		return err->status;
	if (reporter && reporter->parent[0] != '\0') {
		enum mh_status status = mh_record_put(advice, "reporter", reporter->code, err);

		return status == MH_OK ? mh_record_put(advice, "sector", reporter->parent, err) : status;
	}
	if (mh_code_find(sectors, word, strlen(word)))
		return mh_record_put(advice, "sector", word, err);
	if (reporter)
		return mh_fail(err, MH_INPUT, _("%s: catalogue reporter gives it no sector (parent): name the sector, or apply the code with one"), word);
	const char *near = reporters ? mh_code_nearest(reporters, word) : NULL;
	near = near ? near : mh_code_nearest(sectors, word);
	return near ? mh_fail(err, MH_USAGE, _("%.60s: is neither an organisation (mh-store codes reporter) nor a sector; nearest: %s"), word, near)
		: mh_fail(err, MH_USAGE, _("%.60s: is neither an organisation (mh-store codes reporter) nor a sector (mh-store codes sector)"), word);
}

static enum mh_status put_in(struct mh_record *advice, const char *field, const char *text, struct mh_err *err)
{
	enum mh_status status = text ? mh_record_put(advice, field, text, err) : MH_OK;

	return status == MH_OK ? MH_OK : mh_fail_in(err, field);
}

enum { MINUTES_MOST = 24 * 60 };

static enum mh_status check_day(const struct mh_record *advice, struct mh_err *err)
{
	struct mh_date on;

	if (mh_date_parse(mh_record_text(advice, "on"), &on) && mh_date_compare(on, mh_today()) > 0)
		return mh_fail(err, MH_INPUT, _("--on %s: lies in the future: give a day up to today"), mh_record_text(advice, "on"));
	return MH_OK;
}

static enum mh_status fill(struct mh_session *session, const struct args *args, char **argv, struct mh_record *advice, struct mh_err *err)
{
	char today[MH_DATE_SIZE];
	enum mh_status status = take_organisation(session, advice, argv[0], err);

	mh_date_format(mh_today(), today);
	const struct { const char *field, *text; } rest[] = {
		{ "theme", argv[1] }, { "minutes", argv[2] }, { "on", args->on ? args->on : today }, { "municipality", args->municipality },
		{ "channel", args->channel },
	};
	for (size_t i = 0; i < sizeof rest / sizeof rest[0] && status == MH_OK; i++)
		status = put_in(advice, rest[i].field, rest[i].text, err);
	if (status == MH_OK && mh_record_number(advice, "minutes") <= 0)
		status = mh_fail(err, MH_INPUT, _("minutes \"%.20s\": expected how many, from 1"), argv[2]);
	if (status == MH_OK && mh_record_number(advice, "minutes") > MINUTES_MOST)
		status = mh_fail(err, MH_INPUT, _("minutes \"%.20s\": a day has %d: give those of one call, and each day's by itself"), argv[2], MINUTES_MOST);
	if (status == MH_OK)
		status = check_day(advice, err);
	if (status != MH_OK)
		return status;
	mh_record_initial(advice);
	return mh_record_check(advice, mh_store_catalogues(session->store), mh_today(), NULL, NULL, err);
}

static enum mh_status run(struct mh_session *session, void *arg, int argc, char **argv, struct mh_err *err)
{
	struct mh_record advice;

	(void)argc;
	mh_record_init(&advice, &mh_advice);
	enum mh_status status = fill(session, arg, argv, &advice, err);
	if (status == MH_OK)
		status = mh_put_and_say(session, &advice, err);
	mh_record_free(&advice);
	return status;
}
