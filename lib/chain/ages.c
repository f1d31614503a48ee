#include "chain/ages.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "chain/persons.h"

struct cases { struct mh_record *list; size_t count; };

static enum mh_status take_case(void *arg, struct mh_record *rec, struct mh_err *err)
{
	struct cases *cases = arg;

	(void)err;
	cases->list = mh_grow(cases->list, cases->count + 1, sizeof *cases->list);
	mh_record_copy(&cases->list[cases->count++], rec);
	return MH_OK;
}

static enum mh_status cases_of(struct mh_store *store, int64_t person, struct cases *cases, struct mh_err *err)
{
	int64_t *all = NULL;
	size_t count = 0;
	enum mh_status status = mh_person_all(store, person, &all, &count, err);

	for (size_t i = 0; i < count && status == MH_OK; i++) {
		struct mh_query query;

		mh_query_init(&query, &mh_case);
		mh_query_is_number(&query, "person", all[i]);
		status = mh_store_each(store, &query, take_case, cases, err);
		mh_query_free(&query);
	}
	free(all);
	return status;
}

static void free_cases(struct cases *cases)
{
	for (size_t i = 0; i < cases->count; i++)
		mh_record_free(&cases->list[i]);
	free(cases->list);
}

/*
 * The month, or the year, of that birthday as text; "" where it is past, or nothing is known. Who was born on 29 February is a year older
 * when 28 February is over: in a year without that day on 1 March.
 */
static void birthday(const char *born, int years, struct mh_date today, char out[MH_DATE_SIZE])
{
	struct mh_date day;

	out[0] = '\0';
	if (!mh_date_parse(born, &day) || day.year + years > 9999)
		return;
	day.year += years;
	if (day.month == 2 && day.day == 29 && mh_date_month_length(day.year, 2) < 29)
		day.month = 3;
	day.day = 0;
	if (day.year < today.year || (day.year == today.year && day.month != 0 && day.month < today.month))
		return;
	mh_date_format(day, out);
}

static enum mh_status put_ages(struct mh_store *store, struct mh_record *the_case, const char *born, struct mh_date today, struct mh_err *err)
{
	enum mh_status status = MH_OK;
	bool changed = false;
	char month[MH_DATE_SIZE];

	for (size_t i = 0; i < MH_AGES && status == MH_OK; i++) {
		birthday(born, mh_ages[i].years, today, month);
		if (strcmp(mh_record_text(the_case, mh_ages[i].field), month) == 0)
			continue;
		status = mh_record_put(the_case, mh_ages[i].field, month, err);
		changed = true;
	}
	return status == MH_OK && changed ? mh_store_put(store, the_case, err) : status;
}

const char *mh_ages_minor(const char *born, struct mh_date today)
{
	struct mh_date first, last;

	if (!mh_date_parse(born, &first) || first.year + 18 > 9999)
		return "";
	first.year += 18;
	last = first;
	if (first.day == 0)
		first.day = 1;
	if (first.month == 0)
		first.month = 1, last.month = 12;
	if (last.day == 0)
		last.day = mh_date_month_length(last.year, last.month);
	return mh_date_compare(first, today) > 0 ? "yes" : mh_date_compare(last, today) <= 0 ? "no" : "";
}

/* Is that month over (1), still to come (-1), or is the day in it (0)? Of a year alone the same of the year. */
static int month_order(struct mh_date month, struct mh_date day)
{
	if (month.year != day.year || month.month == 0)
		return (month.year < day.year) - (month.year > day.year);
	return (month.month < day.month) - (month.month > day.month);
}

/* What the months of birthdays say of the day; NULL: nothing, so that the case's own word counts. */
static const char *minor_by_months(const struct mh_record *the_case, struct mh_date day)
{
	const bool says_no = strcmp(mh_record_text(the_case, "minor"), "no") == 0;
	struct mh_date month;
	int order = 1;
	bool known = false;

	for (size_t i = 0; i < MH_AGES; i++) {
		if (!mh_date_parse(mh_record_text(the_case, mh_ages[i].field), &month))
			continue;
		known = true;
		const int one = month_order(month, day);
		order = one < order ? one : order;
	}
	if (!known || (order == 0 && says_no))
		return NULL;
	return order <= 0 ? "yes" : "no";
}

void mh_case_on(const struct mh_record *the_case, struct mh_date day, struct mh_record *out)
{
	const char *minor = minor_by_months(the_case, day);

	mh_record_copy(out, the_case);
	if (minor != NULL)
		mh_record_put(out, "minor", minor, NULL);
}

/* A birth date of next year is a slip, and would make a minor of an adult. */
static enum mh_status check_born(const char *born, struct mh_date today, struct mh_err *err)
{
	struct mh_date day;

	if (mh_date_parse(born, &day) && mh_date_compare(mh_date_from_number(mh_date_number(day)), today) > 0)
		return mh_fail(err, MH_INPUT, _("born: lies in the future: give a day up to today"));
	return MH_OK;
}

enum mh_status mh_ages_follow(struct mh_store *store, const struct mh_record *person, struct mh_date today, struct mh_err *err)
{
	struct cases cases = { NULL, 0 };

	if (!person->set[mh_field_find(&mh_person, "born")])
		return MH_OK;
	enum mh_status status = check_born(mh_record_text(person, "born"), today, err);
	if (status == MH_OK)
		status = cases_of(store, person->n, &cases, err);
	for (size_t i = 0; i < cases.count && status == MH_OK; i++)
		status = put_ages(store, &cases.list[i], mh_record_text(person, "born"), today, err);
	free_cases(&cases);
	return status;
}

enum mh_status mh_ages_take_over(struct mh_store *store, int64_t person, struct mh_record *the_case, struct mh_err *err)
{
	struct cases cases = { NULL, 0 };
	enum mh_status status = cases_of(store, person, &cases, err);

	for (size_t i = 0; i < cases.count && status == MH_OK; i++) {
		for (size_t k = 0; k < MH_AGES && status == MH_OK; k++) {
			if (cases.list[i].n != the_case->n && mh_record_has(&cases.list[i], mh_ages[k].field))
				status = mh_record_put(the_case, mh_ages[k].field, mh_record_text(&cases.list[i], mh_ages[k].field), err);
		}
	}
	free_cases(&cases);
	return status;
}
