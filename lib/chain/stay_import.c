#include "chain/stay_import.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "text/csv.h"

/* Columns, and what a difference from the stay means: it is put in, or (dates) it moves the stay. */
enum { REFERENCE, ADMITTED, LEFT, PLACE, DESTINATION, UNTIL, OVERSTAY, BEDS, COLUMN_COUNT };
static const char *const names[COLUMN_COUNT] = { "reference", "admitted", "left", "place", "destination", "until", "overstay", "beds" };
static const int plain[] = { DESTINATION, UNTIL, OVERSTAY, BEDS };

struct importing {
	struct mh_store *store;
	const struct mh_casework *work;
	struct mh_stay_list *list;
	struct mh_complaints complaints;
	int column[COLUMN_COUNT];	/* of the file; -1: it has none */
	int64_t *seen;			/* stays that a row spoke of */
	size_t seen_count;
};

static const char *cell(const struct importing *in, const struct mh_csv_row *row, int name)
{
	return in->column[name] < 0 ? "" : row->cells[in->column[name]].text;
}

static void complain(struct importing *in, const struct mh_csv_row *row, int name, const char *text)
{
	const struct mh_problem where = {
		.row = row->number, .line = row->line, .field = names[name], .value = name == REFERENCE ? _("(sealed)") : cell(in, row, name),
	};

	mh_complain(&in->complaints, &where, "%s", text);
}

static enum mh_status read_titles(struct importing *in, const struct mh_csv *csv)
{
	for (int name = 0; name < COLUMN_COUNT; name++)
		in->column[name] = -1;
	for (size_t i = 0; i < mh_csv_columns(csv); i++) {
		int name = 0;

		while (name < COLUMN_COUNT && strcmp(names[name], mh_csv_title(csv, i)) != 0)
			name++;
		if (name < COLUMN_COUNT)
			in->column[name] = (int)i;
		else
			mh_complain(&in->complaints, &(struct mh_problem){ .line = 1, .field = mh_csv_title(csv, i) },
				_("no column of a shelter's list; there are: reference, admitted, left, place, destination, until, overstay, beds"));
	}
	if (in->column[REFERENCE] < 0)
		mh_complain(&in->complaints, &(struct mh_problem){ .line = 1, .field = names[REFERENCE] }, _("is required and was not given: give it"));
	return mh_complaints_status(&in->complaints);
}

static bool check_code(struct importing *in, const struct mh_csv_row *row, int name, const struct mh_field *field)
{
	const struct mh_code_list *list = mh_catalogue(mh_store_catalogues(in->store), field->of, NULL);
	const char *code = cell(in, row, name);
	struct mh_str text;

	if (list == NULL || mh_code_find(list, code, strlen(code)) != NULL)
		return true;
	mh_str_init(&text, 1000);
	mh_code_say_unknown(list, code, mh_today(), &text);
	complain(in, row, name, text.s);
	mh_str_free(&text);
	return false;
}

/* What can be said of a cell alone, whatever stay it is of. */
static bool check_cell(struct importing *in, const struct mh_csv_row *row, int name)
{
	const int field = mh_field_find(&mh_stay, names[name]);
	const char *text = cell(in, row, name);
	struct mh_err own = MH_ERR_INIT;
	struct mh_record scratch;
	struct mh_date on;

	if (name == REFERENCE || text[0] == '\0')
		return true;
	mh_record_init(&scratch, &mh_stay);
	const bool good = mh_record_set(&scratch, field, text, strlen(text), &own) == MH_OK;
	mh_record_free(&scratch);
	if (!good)
		complain(in, row, name, own.text);
	else if (mh_stay.fields[field].type == MH_CODE)
		return check_code(in, row, name, &mh_stay.fields[field]);
	if (!good || (name != ADMITTED && name != LEFT))
		return good;
	if (mh_date_parse(text, &on) && mh_date_compare(on, mh_moment_day(mh_clock_system())) <= 0)
		return true;
	complain(in, row, name, mh_date_parse(text, &on) ? _("is in the future") : _("a day is expected, such as 2026-03-01"));
	return false;
}

/* Every cell of the row is looked at, so that a list is mended in one go. */
static bool check_cells(struct importing *in, const struct mh_csv_row *row)
{
	const char *admitted = cell(in, row, ADMITTED), *left = cell(in, row, LEFT);
	bool good = true;

	for (int name = 0; name < COLUMN_COUNT; name++)
		good = check_cell(in, row, name) && good;
	if (good && admitted[0] != '\0' && left[0] != '\0' && strcmp(left, admitted) < 0) {
		complain(in, row, LEFT, _("lies before the day of admission"));
		good = false;
	}
	return good;
}

/* What the list says otherwise than the stay that is known. */
static bool check_known(struct importing *in, const struct mh_csv_row *row, const struct mh_record *stay)
{
	static const int days[] = { ADMITTED, LEFT };
	bool good = true;

	if (cell(in, row, PLACE)[0] != '\0' && strcmp(cell(in, row, PLACE), mh_record_text(stay, "place")) != 0) {
		complain(in, row, PLACE, _("another kind of place is known here: mh-case stay move books a change"));
		good = false;
	}
	for (size_t i = 0; i < MH_COUNT(days); i++) {
		const char *text = cell(in, row, days[i]), *now = mh_record_text(stay, names[days[i]]);

		if (text[0] == '\0' || now[0] == '\0' || strcmp(text, now) == 0)
			continue;
		complain(in, row, days[i], _("another day is known here: correct the list, or the stay"));
		good = false;
	}
	if (cell(in, row, LEFT)[0] != '\0' && cell(in, row, DESTINATION)[0] == '\0' && !mh_record_has(stay, "destination")) {
		complain(in, row, DESTINATION, _("is required and was not given: give it"));
		good = false;
	}
	return good;
}

/* The stay and its case. False: a problem was reported. */
static bool find(struct importing *in, const struct mh_csv_row *row, struct mh_record *stay, struct mh_record *the_case, enum mh_status *status,
	struct mh_err *err)
{
	const char *reference = cell(in, row, REFERENCE);

	if (reference[0] == '\0') {
		complain(in, row, REFERENCE, _("is required and was not given: give it"));
		return false;
	}
	*status = mh_store_find_matched(in->store, &mh_stay, "reference", in->list->shelter, (struct mh_blob){ reference, strlen(reference) }, stay, err);
	if (*status == MH_NO) {
		*status = MH_OK;
		complain(in, row, REFERENCE, _("no stay has this number: give it to one with mh-case stay edit STAY --reference -"));
		return false;
	}
	for (size_t i = 0; *status == MH_OK && i < in->seen_count; i++) {
		if (in->seen[i] == stay->n) {
			complain(in, row, REFERENCE, _("stands twice in the list"));
			return false;
		}
	}
	if (*status == MH_OK) {
		in->seen = mh_grow(in->seen, in->seen_count + 1, sizeof *in->seen);
		in->seen[in->seen_count++] = stay->n;
		*status = mh_store_get(in->store, (struct mh_id){ &mh_case, mh_record_number(stay, "case") }, the_case, err);
	}
	return *status == MH_OK;
}

/* Reports what a move or value was refused for, and goes on with the next row; other statuses end the reading. */
static bool refused(struct importing *in, const struct mh_csv_row *row, int name, enum mh_status *status, const struct mh_err *own, struct mh_err *err)
{
	if (*status == MH_OK)
		return false;
	if (*status == MH_INPUT) {
		complain(in, row, name, own->text);
		*status = MH_OK;
	} else {
		mh_fail(err, *status, "%s", own->text);
	}
	return true;
}

/* Values that a day goes with are put before the move, so that one version of the stay holds them all. */
static bool put_plain(struct importing *in, const struct mh_csv_row *row, struct mh_record *stay, bool *changed, enum mh_status *status, struct mh_err *err)
{
	for (size_t i = 0; i < MH_COUNT(plain); i++) {
		const char *text = cell(in, row, plain[i]);
		struct mh_err own = MH_ERR_INIT;
		const int field = mh_field_find(&mh_stay, names[plain[i]]);
		struct mh_str now;

		if (text[0] == '\0')
			continue;
		mh_str_init(&now, 1000);
		mh_record_show(stay, field, &now);
		const bool same = strcmp(now.s, text) == 0;
		mh_str_free(&now);
		if (same)
			continue;
		*status = mh_record_set(stay, field, text, strlen(text), &own);
		if (refused(in, row, plain[i], status, &own, err))
			return false;
		*changed = true;
	}
	return true;
}

/* Brings one day of the stay up to the list. */
static bool move(struct importing *in, const struct mh_csv_row *row, int name, enum mh_stay_move wanted, struct mh_record *the_case, struct mh_record *stay,
	size_t *count, enum mh_status *status, struct mh_err *err)
{
	const char *text = cell(in, row, name);
	struct mh_err own = MH_ERR_INIT;
	struct mh_date on;

	if (!mh_date_parse(text, &on) || strcmp(text, mh_record_text(stay, names[name])) == 0)
		return true;
	*status = wanted == MH_STAY_ADMIT ? mh_record_put(stay, "over-capacity", _("the shelter's own list says so"), &own) : MH_OK;
	if (*status == MH_OK)
		*status = mh_stay_move(in->store, in->work, the_case, stay, wanted, on, &own);
	if (refused(in, row, name, status, &own, err))
		return false;
	(*count)++;
	return true;
}

static enum mh_status put_rest(struct importing *in, const struct mh_csv_row *row, struct mh_record *stay, struct mh_err *err)
{
	struct mh_err own = MH_ERR_INIT;
	enum mh_status status = mh_record_check(stay, mh_store_catalogues(in->store), mh_today(), NULL, NULL, &own);

	if (status == MH_OK)
		status = mh_store_put(in->store, stay, &own);
	refused(in, row, REFERENCE, &status, &own, err);
	return status;
}

static enum mh_status take_row(struct importing *in, const struct mh_csv_row *row, struct mh_err *err)
{
	struct mh_record stay, the_case;
	enum mh_status status = MH_OK;
	bool changed = false;
	const size_t moves = in->list->admitted + in->list->left;

	mh_record_init(&stay, &mh_stay);
	mh_record_init(&the_case, &mh_case);
	in->list->rows++;
	const bool cells = check_cells(in, row);
	bool good = find(in, row, &stay, &the_case, &status, err);
	good = good && check_known(in, row, &stay) && cells;
	good = good && put_plain(in, row, &stay, &changed, &status, err);
	good = good && move(in, row, ADMITTED, MH_STAY_ADMIT, &the_case, &stay, &in->list->admitted, &status, err);
	good = good && move(in, row, LEFT, MH_STAY_LEAVE, &the_case, &stay, &in->list->left, &status, err);
	const bool moved = in->list->admitted + in->list->left > moves;
	if (good && changed && !moved)
		status = put_rest(in, row, &stay, err);
	in->list->changed += good && changed && !moved;
	in->list->unchanged += good && !changed && !moved;
	mh_record_free(&the_case);
	mh_record_free(&stay);
	return status;
}

static enum mh_status take_missing(void *arg, struct mh_record *rec, struct mh_err *err)
{
	struct importing *in = arg;
	char id[MH_ID_SIZE];

	(void)err;
	if (strcmp(mh_record_text(rec, "source"), in->list->shelter) != 0)
		return MH_OK;
	for (size_t i = 0; i < in->seen_count; i++)
		if (in->seen[i] == rec->n)
			return MH_OK;
	mh_record_id(rec, id);
	in->list->missing = mh_grow(in->list->missing, in->list->missing_count + 1, sizeof *in->list->missing);
	in->list->missing[in->list->missing_count++] = mh_strdup(id);
	return MH_OK;
}

static enum mh_status find_missing(struct importing *in, struct mh_err *err)
{
	struct mh_query query;

	mh_query_init(&query, &mh_stay);
	mh_query_is(&query, "state", "admitted");
	enum mh_status status = mh_store_each(in->store, &query, take_missing, in, err);
	mh_query_free(&query);
	return status;
}

enum mh_status mh_stay_list_import(struct mh_store *store, const struct mh_casework *work, struct mh_stay_list *list, struct mh_problems *problems,
	struct mh_err *err)
{
	struct importing in = { .store = store, .work = work, .list = list };
	struct mh_csv_options options = { 0 };
	struct mh_csv_row row;
	struct mh_csv *csv = NULL;

	in.complaints = (struct mh_complaints){ .name = strcmp(list->path, "-") == 0 ? _("standard input") : list->path, .list = problems, .err = err };
	enum mh_status status = mh_csv_open(&csv, list->path, &options, &in.complaints);
	if (status == MH_OK)
		status = read_titles(&in, csv);
	while (status == MH_OK && (status = mh_csv_next(csv, &row)) == MH_OK)
		if (!row.bad)
			status = take_row(&in, &row, err);
	if (status == MH_NO)
		status = mh_complaints_status(&in.complaints);
	if (status == MH_OK)
		status = find_missing(&in, err);
	mh_csv_close(csv);
	free(in.seen);
	return status;
}

void mh_stay_list_free(struct mh_stay_list *list)
{
	for (size_t i = 0; i < list->missing_count; i++)
		free(list->missing[i]);
	free(list->missing);
	list->missing = NULL;
	list->missing_count = 0;
}
