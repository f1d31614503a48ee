/* Periods of a report. */

#include "report/period.h"

#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"

static const char *const months[2][12] = {
	{ "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December" },
	{ "januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november", "december" },
};
static const char *const months_short[2][12] = {
	{ "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" },
	{ "jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec" },
};
static const char *const quarters[2][4] = {
	{ "the first quarter of", "the second quarter of", "the third quarter of", "the fourth quarter of" },
	{ "het eerste kwartaal van", "het tweede kwartaal van", "het derde kwartaal van", "het vierde kwartaal van" },
};

static const int step_months[] = { 12, 3, 1 };		/* by enum mh_step, days apart */

static const struct { const char *word; enum mh_step step; int back; } words[] = {
	{ "this-year", MH_STEP_YEAR, 0 },
	{ "last-year", MH_STEP_YEAR, 1 },
	{ "this-quarter", MH_STEP_QUARTER, 0 },
	{ "last-quarter", MH_STEP_QUARTER, 1 },
	{ "this-month", MH_STEP_MONTH, 0 },
	{ "last-month", MH_STEP_MONTH, 1 },
	{ "today", MH_STEP_DAY, 0 },
};

static const struct { const char *dimension; enum mh_step step; } steps[] = {
	{ "year", MH_STEP_YEAR },
	{ "quarter", MH_STEP_QUARTER },
	{ "month", MH_STEP_MONTH },
};

/* Months since January of the year 0. */
static int month_number(struct mh_date date)
{
	return date.year * 12 + date.month - 1;
}

/* The year, quarter or month that holds month number n; false when it is out of the calendar. */
static bool span_of(enum mh_step step, int n, struct mh_span *out)
{
	int length = step_months[step], first = n / length * length, last = first + length - 1;

	if (first < 12 || last / 12 > 9999)
		return false;
	out->step = step;
	out->first = (struct mh_date) { first / 12, first % 12 + 1, 1 };
	out->last = (struct mh_date) { last / 12, last % 12 + 1, 0 };
	out->last.day = mh_date_month_length(out->last.year, out->last.month);
	return true;
}

static bool span_day(struct mh_date day, struct mh_span *out)
{
	*out = (struct mh_span) { MH_STEP_DAY, day, day };
	return true;
}

static bool span_word(const char *text, struct mh_date today, struct mh_span *out)
{
	size_t i;

	for (i = 0; i < MH_COUNT(words); i++) {
		if (strcmp(text, words[i].word) != 0)
			continue;
		if (words[i].step == MH_STEP_DAY)
			return span_day(today, out);
		return span_of(words[i].step, month_number(today) - words[i].back * step_months[words[i].step], out);
	}
	return false;
}

/* "2026-Q3"; lower case is read too. */
static bool span_quarter(const char *text, struct mh_span *out)
{
	struct mh_date year;
	char digits[5];

	if (strlen(text) != 7 || text[4] != '-' || (text[5] != 'Q' && text[5] != 'q') || text[6] < '1' || text[6] > '4')
		return false;
	memcpy(digits, text, 4);
	digits[4] = '\0';
	if (!mh_date_parse(digits, &year))
		return false;
	return span_of(MH_STEP_QUARTER, year.year * 12 + (text[6] - '1') * 3, out);
}

static bool span_parse(const char *text, struct mh_date today, struct mh_span *out)
{
	struct mh_date date;

	if (span_word(text, today, out) || span_quarter(text, out))
		return true;
	if (!mh_date_parse(text, &date))
		return false;
	if (date.day)
		return span_day(date, out);
	if (date.month)
		return span_of(MH_STEP_MONTH, month_number(date), out);
	return span_of(MH_STEP_YEAR, date.year * 12, out);
}

enum mh_status mh_period_parse(const char *text, struct mh_date today, struct mh_period *out, struct mh_err *err)
{
	const char *dots = strstr(text, "..");
	char begin[24] = "";

	if (dots && (size_t) (dots - text) < sizeof(begin))
		memcpy(begin, text, (size_t) (dots - text));
	if (dots ? !span_parse(begin, today, &out->begin) || !span_parse(dots + 2, today, &out->end)
		 : !span_parse(text, today, &out->begin))
		return mh_fail(err, MH_USAGE, _("%.40s: not a period: give 2026, 2026-Q3, 2026-03, last-quarter, last-year "
			"or from one to another, 2021..2025"), text);
	if (!dots)
		out->end = out->begin;
	if (mh_date_compare(out->end.last, out->begin.first) < 0)
		return mh_fail(err, MH_USAGE, _("%s: the period ends before it begins"), text);
	if (mh_period_count(out, MH_STEP_MONTH) > MH_PERIOD_STEPS)
		return mh_fail(err, MH_USAGE, _("%s: longer than %d months"), text, MH_PERIOD_STEPS);
	return MH_OK;
}

struct mh_date mh_period_from(const struct mh_period *period)
{
	return period->begin.first;
}

struct mh_date mh_period_to(const struct mh_period *period)
{
	return period->end.last;
}

bool mh_step_of(const char *dimension, enum mh_step *out)
{
	size_t i;

	for (i = 0; i < MH_COUNT(steps); i++) {
		if (strcmp(dimension, steps[i].dimension) == 0) {
			*out = steps[i].step;
			return true;
		}
	}
	return false;
}

size_t mh_period_count(const struct mh_period *period, enum mh_step step)
{
	int length = step_months[step];

	return (size_t) (month_number(period->end.last) / length - month_number(period->begin.first) / length + 1);
}

void mh_period_code(const struct mh_period *period, enum mh_step step, size_t index, char out[MH_STEP_CODE_SIZE])
{
	int length = step_months[step];
	int n = (month_number(period->begin.first) / length + (int) index) * length;

	if (step == MH_STEP_YEAR)
		snprintf(out, MH_STEP_CODE_SIZE, "%04d", n / 12);
	else if (step == MH_STEP_QUARTER)
		snprintf(out, MH_STEP_CODE_SIZE, "%04d-Q%d", n / 12, n % 12 / 3 + 1);
	else
		snprintf(out, MH_STEP_CODE_SIZE, "%04d-%02d", n / 12, n % 12 + 1);
}

bool mh_period_whole(const struct mh_period *period, enum mh_step step)
{
	struct mh_span first, last;

	return span_of(step, month_number(period->begin.first), &first) && span_of(step, month_number(period->end.last), &last)
		&& mh_date_compare(first.first, period->begin.first) == 0 && mh_date_compare(last.last, period->end.last) == 0;
}

static void span_label(const struct mh_span *span, bool dutch, struct mh_str *out)
{
	const char *month = months[dutch][span->first.month - 1];

	switch (span->step) {
	case MH_STEP_YEAR:
		mh_str_printf(out, "%d", span->first.year);
		break;
	case MH_STEP_QUARTER:
		mh_str_printf(out, "%s %d", quarters[dutch][(span->first.month - 1) / 3], span->first.year);
		break;
	case MH_STEP_MONTH:
		mh_str_printf(out, "%s %d", month, span->first.year);
		break;
	case MH_STEP_DAY:
		mh_str_printf(out, "%d %s %d", span->first.day, month, span->first.year);
		break;
	}
}

static bool single(const struct mh_period *period)
{
	return period->begin.step == period->end.step && mh_date_compare(period->begin.first, period->end.first) == 0;
}

void mh_period_label(const struct mh_period *period, bool dutch, struct mh_str *out)
{
	span_label(&period->begin, dutch, out);
	if (single(period))
		return;
	mh_str_puts(out, dutch ? " tot en met " : " to ");
	span_label(&period->end, dutch, out);
}

void mh_step_label(const char *code, bool dutch, struct mh_str *out)
{
	struct mh_span span;
	struct mh_date nothing = { 0, 0, 0 };

	if (strlen(code) < 4 || !span_parse(code, nothing, &span))
		mh_str_puts(out, code);
	else if (span.step == MH_STEP_QUARTER)
		mh_str_printf(out, "%s%d %d", dutch ? "K" : "Q", (span.first.month - 1) / 3 + 1, span.first.year);
	else if (span.step == MH_STEP_MONTH)
		mh_str_printf(out, "%s %d", months_short[dutch][span.first.month - 1], span.first.year);
	else
		mh_str_puts(out, code);
}

static void span_text(const struct mh_span *span, struct mh_str *out)
{
	struct mh_period one = { *span, *span };
	char code[MH_STEP_CODE_SIZE];
	char day[MH_DATE_SIZE];

	if (span->step == MH_STEP_DAY) {
		mh_date_format(span->first, day);
		mh_str_puts(out, day);
		return;
	}
	mh_period_code(&one, span->step, 0, code);
	mh_str_puts(out, code);
}

void mh_period_text(const struct mh_period *period, struct mh_str *out)
{
	span_text(&period->begin, out);
	if (single(period))
		return;
	mh_str_puts(out, "..");
	span_text(&period->end, out);
}
