/* Counting: from a question to a labelled cube. */

#include "report/count.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "cli/option.h"
#include "report/words.h"
#include "store/measure.h"


static size_t word_count(const char *const *words)
{
	size_t count = 0;

	while (words[count])
		count++;
	return count;
}

/* far and near are sentences; near has the nearest name too. */
static enum mh_status no_such(const char *far, const char *near, const char *name, const char *const *words, struct mh_err *err)
{
	const char *word = mh_word_nearest(name, words, word_count(words));

	return word ? mh_fail(err, MH_USAGE, near, name, word) : mh_fail(err, MH_USAGE, far, name);
}

static enum mh_status no_such_dimension(const struct mh_count *count, const char *name, struct mh_err *err)
{
	return no_such(_("%s: no such dimension"), _("%s: no such dimension; nearest: %s"), name, mh_tally_dimensions(count->measure), err);
}

enum mh_status mh_no_such_measure(const char *name, struct mh_err *err)
{
	return no_such(_("%s: no such measure"), _("%s: no such measure; nearest: %s"), name, mh_tally_measures(), err);
}

/* Everything that is asked for exists. */
static enum mh_status check(const struct mh_count *count, struct mh_err *err)
{
	const struct mh_measure *measure = mh_measure_find(count->measure);

	if (!measure)
		return mh_no_such_measure(count->measure, err);
	if (!mh_dimension_find(measure, count->rows))
		return no_such_dimension(count, count->rows, err);
	if (count->columns && !mh_dimension_find(measure, count->columns))
		return no_such_dimension(count, count->columns, err);
	if (count->columns && strcmp(count->rows, count->columns) == 0)
		return mh_fail(err, MH_USAGE, _("%s: rows and columns are the same"), count->rows);
	if (count->date && !mh_measure_has_date(measure, count->date))
		return no_such(_("%s: no such date"), _("%s: no such date; nearest: %s"), count->date, measure->dates, err);
	return MH_OK;
}

/* Units with the same scope are the same units: their margins are equal by nature. */
static char *scope_text(const struct mh_count *count)
{
	struct mh_str scope;

	mh_str_init(&scope, 8192);
	if (count->period)
		mh_period_text(count->period, &scope);
	mh_str_printf(&scope, "|%s", count->date ? count->date : "");
	return mh_str_steal(&scope);
}

typedef enum mh_status declare_fn(struct mh_cube *, const char *, struct mh_err *);

static enum mh_status declare_period(const struct mh_count *count, enum mh_step step, struct mh_cube *cube, declare_fn *declare,
	struct mh_err *err)
{
	char code[MH_STEP_CODE_SIZE];
	enum mh_status status = MH_OK;
	size_t i;

	for (i = 0; status == MH_OK && count->period && i < mh_period_count(count->period, step); i++) {
		mh_period_code(count->period, step, i, code);
		status = declare(cube, code, err);
	}
	return status;
}

/* Was the code in use at some time in the period? */
static bool in_use(const struct mh_count *count, const struct mh_code *code)
{
	if (!count->period)
		return true;
	if (code->from.year && mh_date_compare(code->from, mh_period_to(count->period)) > 0)
		return false;
	return !code->to.year || mh_date_compare(code->to, mh_period_from(count->period)) >= 0;
}

static int by_position(const void *a, const void *b)
{
	const struct mh_code *left = *(const struct mh_code *const *) a, *right = *(const struct mh_code *const *) b;

	if (left->position != right->position)
		return left->position < right->position ? -1 : 1;
	return strcmp(left->code, right->code);
}

static enum mh_status declare_codes(const struct mh_count *count, const struct mh_code_list *list, struct mh_cube *cube,
	declare_fn *declare, struct mh_err *err)
{
	const struct mh_code **order = mh_alloc(list->count + 1, sizeof(*order));
	enum mh_status status = MH_OK;
	size_t i, used = 0;

	for (i = 0; i < list->count; i++) {
		if (!mh_code_missing(list->codes[i].code) && in_use(count, &list->codes[i]))
			order[used++] = &list->codes[i];
	}
	qsort(order, used, sizeof(*order), by_position);
	for (i = 0; i < used && status == MH_OK; i++)
		status = declare(cube, order[i]->code, err);
	free(order);
	return status;
}

static enum mh_status declare_axis(struct mh_store *store, const struct mh_count *count, const char *name, struct mh_cube *cube,
	declare_fn *declare, struct mh_err *err)
{
	const struct mh_dimension *dimension = mh_dimension_find(mh_measure_find(count->measure), name);
	const struct mh_code_list *list;
	enum mh_step step;

	if (mh_step_of(name, &step))
		return declare_period(count, step, cube, declare, err);
	if (!dimension->catalogue || !count->zero_rows)
		return MH_OK;
	list = mh_catalogue(mh_store_catalogues(store), dimension->catalogue, err);
	if (!list)
		return err->status;
	return list->count > MH_ZERO_ROWS_MOST ? MH_OK : declare_codes(count, list, cube, declare, err);
}

static void label_code(const struct mh_code_list *list, struct mh_axis *axis, size_t i, bool dutch)
{
	const char *code = axis->codes[i];
	const struct mh_code *found = list && code[0] ? mh_code_find(list, code, strlen(code)) : NULL;
	struct mh_str label;

	mh_str_init(&label, 4096);
	if (!code[0])
		mh_str_puts(&label, mh_phrase(MH_W_EMPTY, dutch));
	else if (strcmp(code, "unknown") == 0)
		mh_str_puts(&label, mh_phrase(MH_W_UNKNOWN, dutch));
	else if (strcmp(code, "not-asked") == 0)
		mh_str_puts(&label, mh_phrase(MH_W_NOT_ASKED, dutch));
	else if (strcmp(code, MH_CODE_ERASED) == 0)
		mh_str_puts(&label, mh_phrase(MH_W_ERASED, dutch));
	else if (found)
		mh_str_puts(&label, dutch && found->nl && found->nl[0] ? found->nl : found->en);
	else
		mh_step_label(code, dutch, &label);
	mh_axis_label(axis, i, label.s);
	mh_str_free(&label);
}

static enum mh_status label_axis(struct mh_store *store, const struct mh_count *count, struct mh_axis *axis, struct mh_err *err)
{
	const struct mh_dimension *dimension;
	const struct mh_code_list *list = NULL;
	size_t i;

	if (!axis->dimension)
		return MH_OK;
	dimension = mh_dimension_find(mh_measure_find(count->measure), axis->dimension);
	if (dimension->catalogue) {
		list = mh_catalogue(mh_store_catalogues(store), dimension->catalogue, err);
		if (!list)
			return err->status;
	}
	for (i = 0; i < axis->count; i++)
		label_code(list, axis, i, count->dutch);
	return MH_OK;
}

static enum mh_status add(void *arg, const char *const *values, int64_t unit, int64_t number, struct mh_err *err)
{
	struct mh_cube *cube = arg;

	return mh_cube_add(cube, values[0], cube->columns.dimension ? values[1] : NULL, unit, number, err);
}

enum mh_status mh_count(struct mh_store *store, const struct mh_count *count, struct mh_cube *out, struct mh_err *err)
{
	struct mh_tally tally = { .measure = count->measure, .dimensions = { count->rows, count->columns }, .date = count->date,
		.count = count->columns ? 2 : 1, .left_out = &out->left_out };
	struct mh_query where;
	enum mh_status status;
	char *scope = scope_text(count);

	mh_cube_init(out, count->measure, scope, count->rows, count->columns);
	out->condition = count->where && count->where[0] ? mh_strdup(count->where) : NULL;
	free(scope);
	status = check(count, err);
	if (status != MH_OK)
		return status;
	mh_query_init(&where, mh_measure_find(count->measure)->kind);
	tally.where = &where;
	if (count->period) {
		tally.from = mh_period_from(count->period);
		tally.to = mh_period_to(count->period);
	}
	status = mh_query_where(&where, count->where, err);
	if (status == MH_OK)
		status = declare_axis(store, count, count->rows, out, mh_cube_declare_row, err);
	if (status == MH_OK && count->columns)
		status = declare_axis(store, count, count->columns, out, mh_cube_declare_column, err);
	if (status == MH_OK)
		status = mh_store_tally(store, &tally, add, out, err);
	if (status == MH_OK) {
		mh_cube_finish(out);
		status = label_axis(store, count, &out->rows, err);
	}
	if (status == MH_OK)
		status = label_axis(store, count, &out->columns, err);
	mh_query_free(&where);
	return status;
}

const char *mh_dimension_label(const char *measure, const char *name, bool dutch)
{
	const struct mh_measure *found = mh_measure_find(measure);
	const struct mh_dimension *dimension = found && name ? mh_dimension_find(found, name) : NULL;

	return !dimension ? "" : dutch ? dimension->label_nl : dimension->label_en;
}

const char *mh_measure_label(const char *measure, bool dutch)
{
	const struct mh_measure *found = mh_measure_find(measure);

	return !found ? "" : dutch ? found->label_nl : found->label_en;
}
