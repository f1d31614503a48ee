#include "base/date.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static bool leap(int year)
{
	return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

int mh_date_month_length(int year, int month)
{
	static const int length[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };

	return month == 2 && leap(year) ? 29 : length[month - 1];
}

/* Reads exactly count digits. */
static bool digits(const char *text, int count, int *out)
{
	*out = 0;
	for (int i = 0; i < count; i++) {
		if (text[i] < '0' || text[i] > '9')
			return false;
		*out = *out * 10 + (text[i] - '0');
	}
	return true;
}

bool mh_date_parse(const char *text, struct mh_date *out)
{
	size_t len = strlen(text);
	struct mh_date d = { 0, 0, 0 };

	if ((len != 4 && len != 7 && len != 10) || !digits(text, 4, &d.year) || d.year < 1)
		return false;
	if (len >= 7 && (text[4] != '-' || !digits(text + 5, 2, &d.month) || d.month < 1 || d.month > 12))
		return false;
	if (len == 10 && (text[7] != '-' || !digits(text + 8, 2, &d.day) || d.day < 1 ||
			  d.day > mh_date_month_length(d.year, d.month)))
		return false;
	*out = d;
	return true;
}

static void add_two(char *out, size_t *at, int number)
{
	out[(*at)++] = (char)('0' + (unsigned)number / 10 % 10);
	out[(*at)++] = (char)('0' + (unsigned)number % 10);
}

/* By hand: lists of tens of thousands of days are written. */
void mh_date_format(struct mh_date d, char out[MH_DATE_SIZE])
{
	size_t at = 0;

	if (d.year != 0) {
		add_two(out, &at, d.year / 100);
		add_two(out, &at, d.year);
	}
	if (d.year != 0 && d.month != 0) {
		out[at++] = '-';
		add_two(out, &at, d.month);
	}
	if (d.year != 0 && d.month != 0 && d.day != 0) {
		out[at++] = '-';
		add_two(out, &at, d.day);
	}
	out[at] = '\0';
}

bool mh_date_whole(struct mh_date d)
{
	return d.year > 0 && d.month > 0 && d.day > 0;
}

int64_t mh_date_number(struct mh_date d)
{
	/* Days are counted in eras of 400 years that begin on 1 March, so that the leap day is the last of its year. */
	int month = d.month > 0 ? d.month : 1, day = d.day > 0 ? d.day : 1;
	int64_t year = month <= 2 ? d.year - 1 : d.year;
	int64_t era = (year >= 0 ? year : year - 399) / 400, of_era = year - era * 400;
	int64_t of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;

	return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

struct mh_date mh_date_from_number(int64_t number)
{
	int64_t z = number + 719468, era = (z >= 0 ? z : z - 146096) / 146097, of_era = z - era * 146097;
	int64_t year = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
	int64_t of_year = of_era - (365 * year + year / 4 - year / 100), shifted = (5 * of_year + 2) / 153;
	int month = (int)(shifted < 10 ? shifted + 3 : shifted - 9);

	return (struct mh_date){ (int)(year + era * 400 + (month <= 2)), month, (int)(of_year - (153 * shifted + 2) / 5 + 1) };
}

int mh_date_weekday(struct mh_date d)
{
	int64_t from_monday = (mh_date_number(d) + 3) % 7;	/* 1970-01-01 was a Thursday */

	return (int)(from_monday < 0 ? from_monday + 7 : from_monday) + 1;
}

int mh_date_compare(struct mh_date a, struct mh_date b)
{
	const int months = (a.month > 0 ? a.month : 1) - (b.month > 0 ? b.month : 1), days = (a.day > 0 ? a.day : 1) - (b.day > 0 ? b.day : 1);

	if (a.year != b.year)
		return a.year < b.year ? -1 : 1;
	if (months != 0)
		return months < 0 ? -1 : 1;
	if (days != 0)
		return days < 0 ? -1 : 1;
	int a_parts = (a.month > 0) + (a.day > 0), b_parts = (b.month > 0) + (b.day > 0);
	return (a_parts > b_parts) - (a_parts < b_parts);
}

bool mh_moment_parse(const char *text, mh_moment *out)
{
	char day[MH_DATE_SIZE];
	struct mh_date d;
	int hour, minute, second;

	if (strlen(text) != 20 || text[10] != 'T' || text[13] != ':' || text[16] != ':' || text[19] != 'Z')
		return false;
	memcpy(day, text, 10);
	day[10] = '\0';
	if (!mh_date_parse(day, &d) || !digits(text + 11, 2, &hour) || !digits(text + 14, 2, &minute) ||
	    !digits(text + 17, 2, &second) || hour > 23 || minute > 59 || second > 59)
		return false;
	*out = mh_date_number(d) * 86400 + hour * 3600 + minute * 60 + second;
	return true;
}

static int64_t day_of(mh_moment m)
{
	return m >= 0 ? m / 86400 : -((86399 - m) / 86400);
}

void mh_moment_format(mh_moment m, char out[MH_MOMENT_SIZE])
{
	int64_t day = day_of(m);
	unsigned second = (unsigned)(m - day * 86400);
	char date[MH_DATE_SIZE];

	mh_date_format(mh_date_from_number(day), date);
	snprintf(out, MH_MOMENT_SIZE, "%sT%02u:%02u:%02uZ", date, second / 3600 % 24, second / 60 % 60, second % 60);
}

enum mh_status mh_zone_set(const char *zone, struct mh_err *err)
{
	char path[256];

	if (zone[0] == '\0' || zone[0] == '/' || strstr(zone, "..") != NULL || strlen(zone) > 64)
		return mh_fail(err, MH_STORE, "time zone %.64s: not a name such as Europe/Amsterdam", zone);
	snprintf(path, sizeof path, "/usr/share/zoneinfo/%s", zone);
	if (access(path, R_OK) != 0)
		return mh_fail(err, MH_STORE, "time zone %s: this machine has no data for it: install tzdata", zone);
	setenv("TZ", zone, 1);
	tzset();
	return MH_OK;
}

struct mh_date mh_moment_day(mh_moment m)
{
	time_t t = (time_t)m;
	struct tm tm;

	localtime_r(&t, &tm);
	return (struct mh_date){ tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday };
}

mh_moment mh_day_start(struct mh_date d)
{
	struct tm tm = { .tm_year = d.year - 1900, .tm_mon = d.month - 1, .tm_mday = d.day, .tm_isdst = -1 };

	return (mh_moment)mktime(&tm);
}

mh_moment mh_day_end(struct mh_date d)
{
	return mh_day_start(mh_date_from_number(mh_date_number(d) + 1)) - 1;
}

void mh_moment_show(mh_moment m, char out[MH_MOMENT_SIZE])
{
	time_t t = (time_t)m;
	struct tm tm;

	localtime_r(&t, &tm);
	strftime(out, MH_MOMENT_SIZE, "%Y-%m-%d %H:%M", &tm);
}
