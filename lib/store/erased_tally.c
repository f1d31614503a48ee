/* Adding to a tally what erased records counted for: by year, municipality and form; of anything finer only that it was erased. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "store/internal.h"
#include "store/measure.h"

struct adding {
	const struct mh_store *store;
	const struct mh_tally *tally;
	mh_tally_fn *fn;
	void *arg;
	struct mh_str years;	/* those of the period */
	bool known;		/* all of them are over on the store's day */
};

/* Can the question be put to numbers that know whole years, and nothing but municipality and form? */
static bool can_be_asked(const struct mh_tally *tally, const struct mh_measure *measure)
{
	bool whole = (tally->from.year == 0 || (tally->from.month == 1 && tally->from.day == 1)) &&
		(tally->to.year == 0 || (tally->to.month == 12 && tally->to.day == 31));

	return whole && (tally->date == NULL || strcmp(tally->date, measure->dates[0]) == 0) &&
		(tally->where == NULL || tally->where->condition_count == 0);
}

/* Was all of the year in the store on its day? In the year itself nobody can tell any more which were there. */
static bool was_there(const struct mh_store *store, int year)
{
	const struct mh_date day = store->as_of_day;

	return store->as_of < 0 || day.year > year || (day.year == year && day.month == 12 && day.day == 31);
}

/* The years of the set that are asked for, and whether all of them can be counted. */
static void pick_years(struct adding *a, const char *years)
{
	mh_str_clear(&a->years);
	a->known = true;
	for (const char *at = years; ; at += strcspn(at, ";") + 1) {
		int year = (int)strtol(at, NULL, 10);
		bool in = (a->tally->from.year == 0 || year >= a->tally->from.year) && (a->tally->to.year == 0 || year <= a->tally->to.year);
		a->known = a->known && (!in || was_there(a->store, year));
		if (in)
			mh_str_printf(&a->years, "%s%.*s", a->years.len > 0 ? ";" : "", (int)strcspn(at, ";"), at);
		if (at[strcspn(at, ";")] == '\0')
			return;
	}
}

static const char *text(sqlite3_stmt *stmt, int column)
{
	return (const char *)sqlite3_column_text(stmt, column);
}

static enum mh_status add_cell(struct adding *a, sqlite3_stmt *stmt, struct mh_err *err)
{
	const char *values[4] = { NULL };

	for (size_t i = 0; i < a->tally->count; i++) {
		const char *dimension = a->tally->dimensions[i];
		values[i] = strcmp(dimension, "year") == 0 ? a->years.s : strcmp(dimension, "municipality") == 0 ? text(stmt, 1) :
			strcmp(dimension, "form") == 0 ? text(stmt, 2) : MH_CODE_ERASED;
	}
	return a->fn(a->arg, values, 0, sqlite3_column_int64(stmt, 3), err);
}

enum mh_status mh_erased_tally(struct mh_store *store, const struct mh_tally *tally, mh_tally_fn *fn, void *arg, struct mh_err *err)
{
	struct adding a = { .store = store, .tally = tally, .fn = fn, .arg = arg };
	sqlite3_stmt *stmt = mh_sql_fixed(store, MH_SQL_ERASED_EACH, err);
	bool asked = can_be_asked(tally, mh_measure_find(tally->measure));
	enum mh_status status;

	if (stmt == NULL)
		return MH_STORE;
	mh_str_init(&a.years, 2000);
	mh_bind_text(stmt, "measure", tally->measure);
	while ((status = mh_sql_row(store, stmt, err)) == MH_OK) {
		pick_years(&a, text(stmt, 0));
		if (a.years.len > 0 && (!asked || !a.known)) {
			if (tally->left_out != NULL)
				*tally->left_out += sqlite3_column_int64(stmt, 3);
		} else if (a.years.len > 0 && (status = add_cell(&a, stmt, err)) != MH_OK) {
			mh_sql_done(stmt);
			break;
		}
	}
	mh_str_free(&a.years);
	return status == MH_NO ? MH_OK : status;
}
