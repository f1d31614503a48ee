/* Rules between fields of signals and mentions. */

#include <stdint.h>
#include <string.h>

#include "base/date.h"
#include "base/i18n.h"
#include "record/signal_rules.h"

static enum mh_status refuse(const struct mh_problem *where, const char *field, const char *value, struct mh_problems *problems,
	struct mh_err *err, const char *text)
{
	struct mh_problem problem = *where;
	char sentence[1100];

	problem.field = field;
	problem.value = value;
	problem.text = text;
	mh_problem_add(problems, &problem, "%s", text);
	mh_problem_text(&problem, sentence, sizeof(sentence));
	return mh_fail(err, MH_INPUT, "%s", sentence);
}

/* A day that has not come yet is a slip of the pen. A month or year may end later than today. */
static enum mh_status check_past(const struct mh_record *rec, const char *field, struct mh_date today, const struct mh_problem *where,
	struct mh_problems *problems, struct mh_err *err)
{
	const char *text = mh_record_text(rec, field);
	struct mh_date date;

	if (!mh_date_parse(text, &date))
		return MH_OK;
	if (mh_date_number(date) > mh_date_number(today))
		return refuse(where, field, text, problems, err, _("lies in the future: give a day up to today"));
	return MH_OK;
}

static enum mh_status check_observed(const struct mh_record *rec, const struct mh_problem *where, struct mh_problems *problems,
	struct mh_err *err)
{
	struct mh_date from, to;

	if (!mh_date_parse(mh_record_text(rec, "observed-from"), &from) || !mh_date_parse(mh_record_text(rec, "observed-to"), &to))
		return MH_OK;
	/* A month or year that ends it may begin before a day within it. */
	if (!mh_date_whole(to) && to.year == from.year && (to.month == 0 || to.month == from.month || from.month == 0))
		return MH_OK;
	if (mh_date_number(to) >= mh_date_number(from))
		return MH_OK;
	return refuse(where, "observed-to", mh_record_text(rec, "observed-to"), problems, err, _("lies before observed-from: mend one of them"));
}

static enum mh_status check_dates(const struct mh_record *rec, struct mh_date today, const struct mh_problem *where,
	struct mh_problems *problems, struct mh_err *err)
{
	static const char *const past[] = { "received", "observed-from", "observed-to" };
	enum mh_status status = MH_OK, one;

	for (size_t i = 0; i < sizeof(past) / sizeof(past[0]); i++) {
		one = check_past(rec, past[i], today, where, problems, status == MH_OK ? err : NULL);
		status = status == MH_OK ? one : status;
	}
	one = check_observed(rec, where, problems, status == MH_OK ? err : NULL);
	return status == MH_OK ? one : status;
}

enum mh_status mh_signal_rules(const struct mh_record *rec, struct mh_date today, const struct mh_problem *where, struct mh_problems *problems,
	struct mh_err *err)
{
	if (rec->kind == &mh_signal)
		return check_dates(rec, today, where, problems, err);
	if (rec->kind == &mh_mention && mh_record_has_code(rec, "role", "suspect") && !mh_record_has(rec, "ground"))
		return refuse(where, "ground", NULL, problems, err, _("a suspect is recorded on a ground only (AVG art. 10): give it"));
	return MH_OK;
}

/* Ages in full years that a band holds. */
static const struct { const char *code; int least, most; } bands[] = {
	{ "minor", 0, 17 }, { "18-22", 18, 22 }, { "23-plus", 23, 200 }, { "adult", 18, 200 },
};

/* The first or last day that a partial date can be. */
static struct mh_date edge(struct mh_date date, bool last)
{
	if (date.month == 0)
		date.month = last ? 12 : 1;
	if (date.day == 0)
		date.day = last ? mh_date_month_length(date.year, date.month) : 1;
	return date;
}

static int age_on(struct mh_date born, struct mh_date on)
{
	const bool before_birthday = on.month < born.month || (on.month == born.month && on.day < born.day);

	return on.year - born.year - before_birthday;
}

/* First and last day on which the person can have been seen. */
static void days_seen(const struct mh_record *signal, struct mh_date today, struct mh_date *first, struct mh_date *last)
{
	struct mh_date day;

	*first = *last = today;
	if (signal != NULL && mh_date_parse(mh_record_text(signal, "received"), &day))
		*first = *last = day;
	if (signal != NULL && mh_date_parse(mh_record_text(signal, "observed-from"), &day) && mh_date_compare(day, *first) < 0)
		*first = edge(day, false);
}

static bool fits_band(struct mh_date born, const char *band, struct mh_date first, struct mh_date last)
{
	const int youngest = age_on(edge(born, true), first), oldest = age_on(edge(born, false), last);

	for (size_t i = 0; i < sizeof(bands) / sizeof(bands[0]); i++)
		if (strcmp(bands[i].code, band) == 0)
			return youngest <= bands[i].most && oldest >= bands[i].least;
	return true;
}

enum mh_status mh_birth_rules(const struct mh_record *rec, const struct mh_record *signal, struct mh_date today, const struct mh_problem *where,
	struct mh_problems *problems, struct mh_err *err)
{
	const int field = mh_field_find(rec->kind, "born");
	struct mh_date born, first, last;

	if (field < 0 || rec->values[field].have != MH_HAVE_TEXT || !mh_date_parse(rec->values[field].text, &born))
		return MH_OK;
	if (mh_date_number(edge(born, false)) > mh_date_number(today))
		return refuse(where, "born", _("(sealed)"), problems, err, _("lies in the future: give a day up to today"));
	days_seen(signal, today, &first, &last);
	if ((signal != NULL || rec->set[mh_field_find(rec->kind, "age-band")]) && !fits_band(born, mh_record_text(rec, "age-band"), first, last))
		return refuse(where, "born", _("(sealed)"), problems, err, _("does not go with the age band on the day of the signal: mend one of them"));
	return MH_OK;
}
