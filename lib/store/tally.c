/*
 * Counting for reports: the SQL behind the tables of measure.c. Text comes from those tables only; period and conditions are
 * bound. Of the commonest report (signals by year, municipality and form) the groups of the index signal_report are taken as
 * they lie; elsewhere rows are handed over one by one: a caller that adds them up in its own table is faster than SQLite, which
 * would sort them to group them.
 */

#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "store/internal.h"
#include "store/measure.h"

#define SQL_MOST 65536

/* Columns of the index signal_report, in its order. */
static const char *const indexed[] = { "year", "municipality", "form" };

struct plan {
	const struct mh_measure *measure;
	const char *date;			/* column */
	bool whole;				/* the date always names a day */
	const struct mh_dimension *groups[4];
	size_t group_count;
	int at[4];				/* in which group a dimension that was asked for stands */
	bool years;				/* the period is of whole years */
	bool index;				/* the index alone answers */
};

/* A period from the date; the first form is that of the index. */
static void add_period(struct mh_str *sql, const struct plan *plan, const char *step)
{
	const char *date = plan->date;

	if (strcmp(step, "year") == 0 && plan->whole)
		mh_str_printf(sql, "substr(%s, 1, 4)", date);
	else if (strcmp(step, "year") == 0)
		mh_str_printf(sql, "coalesce(substr(%s, 1, 4), '')", date);
	else if (strcmp(step, "quarter") == 0)
		mh_str_printf(sql, "CASE WHEN %s IS NULL THEN '' WHEN length(%s) < 7 THEN 'unknown' "
			"ELSE substr(%s, 1, 4) || '-Q' || ((CAST(substr(%s, 6, 2) AS INTEGER) + 2) / 3) END", date, date, date, date);
	else
		mh_str_printf(sql, "CASE WHEN %s IS NULL THEN '' WHEN length(%s) < 7 THEN 'unknown' ELSE substr(%s, 1, 7) END", date, date, date);
}

static void add_group(struct mh_str *sql, const struct plan *plan, const struct mh_dimension *dimension)
{
	if (dimension->values == MH_VALUES_PERIOD)
		add_period(sql, plan, dimension->name);
	else
		mh_str_puts(sql, dimension->sql);
}

/*
 * SQL of the dimension that a condition speaks of, where several records say it, as of the sex of a victim the person and the
 * mention: --where then looks where rows and columns do. NULL: the field's own column.
 */
static const char *condition_sql(const struct plan *plan, const struct mh_query *where, size_t number)
{
	const int field = where->conditions[number].field;
	const struct mh_dimension *dimension = field >= 0 ? mh_dimension_find(plan->measure, where->kind->fields[field].name) : NULL;

	return dimension != NULL && dimension->sql != NULL && strchr(dimension->sql, '(') != NULL ? dimension->sql : NULL;
}

/* Adds those conditions that are of the measure's own kind alone, or the others; returns what joins a further one. */
static const char *add_where(struct mh_str *sql, const struct plan *plan, const struct mh_query *where, bool own, const char *joint)
{
	for (size_t i = 0; where != NULL && i < where->condition_count; i++) {
		const char *instead = condition_sql(plan, where, i);

		if ((instead == NULL) != own)
			continue;
		mh_str_puts(sql, joint);
		mh_sql_condition(sql, where, i, 0, instead);
		joint = " AND ";
	}
	return joint;
}

/* The table {kind}: now, or as of the store's day; the measure's own kind only where the query's conditions hold. */
static void add_table(const struct mh_store *store, struct mh_str *sql, const struct plan *plan, const struct mh_kind *kind, const struct mh_query *where)
{
	bool narrowed = where != NULL && where->condition_count > 0;

	if (store->as_of < 0 && !narrowed) {
		mh_str_printf(sql, "\"%s\"", kind->name);
		return;
	}
	mh_str_puts(sql, "(SELECT ");
	mh_sql_columns(sql, kind, "");
	mh_sql_from(store, sql, kind);
	if (narrowed)
		add_where(sql, plan, where, true, " WHERE ");
	mh_str_putc(sql, ')');
}

/* The measure's tables. Its own kind is the first that is named. */
static void add_from(const struct mh_store *store, struct mh_str *sql, const struct plan *plan, const struct mh_query *where)
{
	const char *text = plan->measure->from, *end;
	char name[64];

	mh_str_puts(sql, " FROM ");
	for (; *text != '\0'; text++) {
		if (*text != '{') {
			mh_str_putc(sql, *text);
			continue;
		}
		end = strchr(text, '}');
		snprintf(name, sizeof name, "%.*s", (int)(end - text - 1), text + 1);
		add_table(store, sql, plan, mh_kind_find(name), strcmp(name, plan->measure->kind->name) == 0 ? where : NULL);
		text = end;
	}
}

static void add_conditions(struct mh_str *sql, const struct plan *plan, const struct mh_tally *tally)
{
	const char *joint = " WHERE ";

	if (plan->measure->condition != NULL) {
		mh_str_printf(sql, "%s%s", joint, plan->measure->condition);
		joint = " AND ";
	}
	joint = add_where(sql, plan, tally->where, false, joint);
	if (tally->from.year == 0 && tally->to.year == 0)
		return;
	mh_str_puts(sql, joint);
	if (plan->years)
		mh_str_printf(sql, "substr(%s, 1, 4) BETWEEN :from AND :to", plan->date);
	else if (plan->whole)
		mh_str_printf(sql, "%s BETWEEN :from AND :to", plan->date);
	else
		mh_str_printf(sql, "substr(%s || '-01-01', 1, 10) BETWEEN :from AND :to", plan->date);
}

static void add_groups(struct mh_str *sql, const struct plan *plan, const char *start)
{
	for (size_t i = 0; i < plan->group_count; i++) {
		mh_str_puts(sql, i == 0 ? start : ", ");
		add_group(sql, plan, plan->groups[i]);
	}
}

static void compose(const struct mh_store *store, struct mh_str *sql, const struct plan *plan, const struct mh_tally *tally)
{
	mh_str_puts(sql, plan->index ? "SELECT count(*)" : "SELECT 1");
	mh_str_printf(sql, ", %s", plan->measure->unit != NULL ? plan->measure->unit : "0");
	add_groups(sql, plan, ", ");
	add_from(store, sql, plan, tally->where);
	add_conditions(sql, plan, tally);
	if (plan->index)
		add_groups(sql, plan, " GROUP BY ");
}

static int place_of(const char *name)
{
	for (size_t i = 0; i < MH_COUNT(indexed); i++)
		if (strcmp(indexed[i], name) == 0)
			return (int)i;
	return -1;
}

/* Can the index alone answer? Then its columns are grouped in its order. */
static bool by_index(const struct mh_store *store, const struct mh_tally *tally, const struct plan *plan)
{
	bool open = tally->from.year == 0 && tally->to.year == 0;

	if (plan->measure->kind != &mh_signal || strcmp(plan->date, "s.received") != 0 || store->as_of >= 0)
		return false;
	if ((tally->where != NULL && tally->where->condition_count > 0) || !(open || plan->years))
		return false;
	for (size_t i = 0; i < tally->count; i++)
		if (place_of(tally->dimensions[i]) < 0)
			return false;
	return true;
}

static void plan_groups(const struct mh_store *store, const struct mh_tally *tally, struct plan *plan)
{
	bool index = plan->index = by_index(store, tally, plan);

	plan->group_count = index ? MH_COUNT(indexed) : tally->count;
	for (size_t i = 0; i < plan->group_count; i++)
		plan->groups[i] = mh_dimension_find(plan->measure, index ? indexed[i] : tally->dimensions[i]);
	for (size_t i = 0; i < tally->count; i++)
		plan->at[i] = index ? place_of(tally->dimensions[i]) : (int)i;
}

/* Names that measure.c has; callers check what a user gave before. */
static enum mh_status make_plan(const struct mh_store *store, const struct mh_tally *tally, struct plan *plan, struct mh_err *err)
{
	size_t date = 0;

	*plan = (struct plan){ .measure = mh_measure_find(tally->measure) };
	if (plan->measure == NULL)
		return mh_fail(err, MH_USAGE, _("%s: no such measure"), tally->measure);
	for (size_t i = 0; i < tally->count; i++)
		if (mh_dimension_find(plan->measure, tally->dimensions[i]) == NULL)
			return mh_fail(err, MH_USAGE, _("%s: no such dimension of %s"), tally->dimensions[i], tally->measure);
	while (tally->date != NULL && plan->measure->dates[date] != NULL && strcmp(plan->measure->dates[date], tally->date) != 0)
		date++;
	if (plan->measure->dates[date] == NULL)
		return mh_fail(err, MH_USAGE, _("%s: no such date of %s"), tally->date, tally->measure);
	plan->date = plan->measure->date_sql[date];
	plan->whole = strcmp(plan->measure->dates[date], "received") == 0 || strcmp(plan->measure->dates[date], "opened") == 0 ||
		strcmp(plan->measure->dates[date], "on") == 0;
	plan->years = tally->from.month == 1 && tally->from.day == 1 && tally->to.month == 12 && tally->to.day == 31;
	plan_groups(store, tally, plan);
	return MH_OK;
}

static void bind_day(sqlite3_stmt *stmt, const char *name, struct mh_date date, bool year)
{
	char text[MH_DATE_SIZE];

	mh_date_format(year ? (struct mh_date){ date.year, 0, 0 } : date, text);
	mh_bind_text(stmt, name, text);
}

static void bind(const struct mh_store *store, sqlite3_stmt *stmt, const struct plan *plan, const struct mh_tally *tally)
{
	if (store->as_of >= 0)
		mh_bind_number(stmt, "as_of", store->as_of);
	if (tally->from.year != 0 || tally->to.year != 0) {
		bind_day(stmt, "from", tally->from.year != 0 ? tally->from : (struct mh_date){ 1, 1, 1 }, plan->years);
		bind_day(stmt, "to", tally->to.year != 0 ? tally->to : (struct mh_date){ 9999, 12, 31 }, plan->years);
	}
	if (tally->where != NULL)
		mh_bind_where(stmt, tally->where, 0);
}

static enum mh_status hand_over(sqlite3_stmt *stmt, const struct plan *plan, const struct mh_tally *tally, mh_tally_fn *fn, void *arg,
	struct mh_err *err)
{
	const char *values[4] = { NULL };
	const unsigned char *text;
	int64_t unit = sqlite3_column_int64(stmt, 1);

	for (size_t i = 0; i < tally->count; i++) {
		text = sqlite3_column_text(stmt, 2 + plan->at[i]);
		values[i] = text != NULL ? (const char *)text : "";
	}
	return fn(arg, values, unit, sqlite3_column_int64(stmt, 0), err);
}

enum mh_status mh_store_tally(struct mh_store *store, const struct mh_tally *tally, mh_tally_fn *fn, void *arg, struct mh_err *err)
{
	struct plan plan;
	sqlite3_stmt *stmt = NULL;
	struct mh_str sql;
	bool stopped = false;
	enum mh_status status = make_plan(store, tally, &plan, err);

	if (status != MH_OK)
		return status;
	mh_str_init(&sql, SQL_MOST);
	compose(store, &sql, &plan, tally);
	status = mh_sql_prepare(store, sql.s, &stmt, err);
	mh_str_free(&sql);
	if (status != MH_OK)
		return status;
	bind(store, stmt, &plan, tally);
	while (!stopped && (status = mh_sql_row(store, stmt, err)) == MH_OK) {
		status = hand_over(stmt, &plan, tally, fn, arg, err);
		stopped = status != MH_OK;
	}
	sqlite3_finalize(stmt);
	return !stopped && status == MH_NO ? mh_erased_tally(store, tally, fn, arg, err) : status;
}
