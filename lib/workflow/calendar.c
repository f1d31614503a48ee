#include "workflow/calendar.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

#define COUNT_MOST 9999

static const struct unit {
	const char *word;
	char letter;		/* of the short form; 0: none */
	bool act;		/* may fall under the Algemene termijnenwet */
	int act_most;		/* the longest that does */
} units[] = {
	[MH_HOURS] = { "hour", 'h', false, 0 },
	[MH_DAYS] = { "day", 'd', true, 90 },
	[MH_WORKDAYS] = { "workday", 0, true, 90 },
	[MH_WEEKS] = { "week", 'w', true, 12 },
	[MH_WORKWEEKS] = { "workweek", 0, true, 12 },
	[MH_MONTHS] = { "month", 'm', true, 3 },
	[MH_YEARS] = { "year", 'y', false, 0 },
};

static bool unit_parse(const char *text, enum mh_unit *out)
{
	for (size_t i = 0; i < MH_COUNT(units); i++) {
		size_t len = strlen(units[i].word);
		bool word = strncmp(text, units[i].word, len) == 0 && (text[len] == '\0' || strcmp(text + len, "s") == 0);
		bool letter = units[i].letter != 0 && text[0] == units[i].letter && text[1] == '\0';

		if (word || letter) {
			*out = (enum mh_unit)i;
			return true;
		}
	}
	return false;
}

bool mh_length_parse(const char *text, struct mh_length *out)
{
	struct mh_length length = { 0, MH_DAYS };
	const char *p = text;

	for (; *p >= '0' && *p <= '9'; p++) {
		length.count = length.count * 10 + (*p - '0');
		if (length.count > COUNT_MOST)
			return false;
	}
	if (p == text)
		return false;
	if (*p == ' ')
		p++;
	if (!unit_parse(p, &length.unit))
		return false;
	*out = length;
	return true;
}

void mh_length_format(struct mh_length length, char out[MH_LENGTH_SIZE])
{
	snprintf(out, MH_LENGTH_SIZE, "%d %s", length.count, units[length.unit].word);
}

/* Keeps a day inside the years that a date can have. */
static struct mh_date from_number(int64_t number)
{
	const int64_t first = mh_date_number((struct mh_date){ 1, 1, 1 }), last = mh_date_number((struct mh_date){ 9999, 12, 31 });

	return mh_date_from_number(number < first ? first : number > last ? last : number);
}

static struct mh_date add_days(struct mh_date d, int days)
{
	return from_number(mh_date_number(d) + days);
}

static struct mh_date add_months(struct mh_date d, int months)
{
	int total = d.year * 12 + (d.month - 1) + months, most;

	if (total < 12 || total >= 10000 * 12)
		return total < 12 ? (struct mh_date){ 1, 1, 1 } : (struct mh_date){ 9999, 12, 31 };
	d.year = total / 12;
	d.month = total % 12 + 1;
	most = mh_date_month_length(d.year, d.month);
	d.day = d.day > most ? most : d.day;
	return d;
}

static struct mh_date add_workdays(struct mh_date d, int count)
{
	int step = count < 0 ? -1 : 1;

	for (int left = abs(count); left > 0;) {
		struct mh_date next = add_days(d, step);

		if (mh_date_compare(next, d) == 0)
			break;
		d = next;
		if (mh_workday(d))
			left--;
	}
	return d;
}

static struct mh_date shifted(struct mh_date d, struct mh_length length, int sign)
{
	int count = sign * length.count;

	switch (length.unit) {
	case MH_HOURS: return add_days(d, count / 24);
	case MH_DAYS: return add_days(d, count);
	case MH_WORKDAYS: return add_workdays(d, count);
	case MH_WEEKS: return add_days(d, count * 7);
	case MH_WORKWEEKS: return add_workdays(d, count * 5);
	case MH_MONTHS: return add_months(d, count);
	case MH_YEARS: return add_months(d, count * 12);
	}
	abort();
}

struct mh_date mh_date_after(struct mh_date start, struct mh_length length)
{
	return shifted(start, length, 1);
}

struct mh_date mh_date_before(struct mh_date end, struct mh_length length)
{
	return shifted(end, length, -1);
}

/* Gregorian Easter, by the method of Meeus, Jones and Butcher; the letters are theirs. */
struct mh_date mh_easter(int year)
{
	int a = year % 19, b = year / 100, c = year % 100, d = b / 4, e = b % 4;
	int f = (b + 8) / 25, g = (b - f + 1) / 3, h = (19 * a + b - d - g + 15) % 30;
	int i = c / 4, k = c % 4, l = (32 + 2 * e + 2 * i - h - k) % 7, m = (a + 11 * h + 22 * l) / 451;
	int n = h + l - 7 * m + 114;

	return (struct mh_date){ year, n / 31, n % 31 + 1 };
}

/* The day on which the King's or Queen's birthday is kept: never on a Sunday. From 1980 the day before comes instead. */
static struct mh_date birthday(int year)
{
	struct mh_date d = { year, 4, year < 2014 ? 30 : 27 };

	if (mh_date_weekday(d) != 7)
		return d;
	return add_days(d, year < 1980 ? 1 : -1);
}

bool mh_holiday(struct mh_date d)
{
	static const struct { int month, day; } fixed[] = { { 1, 1 }, { 5, 5 }, { 12, 25 }, { 12, 26 } };
	static const int easter[] = { -2, 1, 39, 50 };	/* Good Friday, Easter Monday, Ascension Day, Whit Monday */
	int64_t from_easter = mh_date_number(d) - mh_date_number(mh_easter(d.year));

	for (size_t i = 0; i < MH_COUNT(fixed); i++) {
		if (d.month == fixed[i].month && d.day == fixed[i].day)
			return true;
	}
	for (size_t i = 0; i < MH_COUNT(easter); i++) {
		if (from_easter == easter[i])
			return true;
	}
	return mh_date_compare(d, birthday(d.year)) == 0;
}

bool mh_workday(struct mh_date d)
{
	return mh_date_weekday(d) <= 5 && !mh_holiday(d);
}

bool mh_terms_act_holds(struct mh_length length)
{
	return units[length.unit].act && length.count <= units[length.unit].act_most;
}

struct mh_date mh_terms_act_end(struct mh_date start, struct mh_length length)
{
	struct mh_date end = mh_date_after(start, length);
	int64_t first = mh_date_number(start) + 1, last = mh_date_number(end), days = last - first + 1, work = 0;

	if (!mh_terms_act_holds(length))
		return end;
	while (!mh_workday(mh_date_from_number(last)))		/* article 1(1) */
		last++;
	for (int64_t day = first; day <= last && work < 2; day++)
		work += mh_workday(mh_date_from_number(day));
	for (; days >= 3 && work < 2; work++) {			/* article 2 */
		do
			last++;
		while (!mh_workday(mh_date_from_number(last)));
	}
	return from_number(last);
}
