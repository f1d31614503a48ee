#include "chain/coordinator.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "chain/casework.h"

struct looking { const char *on; struct mh_str *out; struct mh_date *until; bool found; };

/* Of two that overlap the later recorded one would count; hand-over refuses them. */
static enum mh_status take(void *arg, struct mh_record *rec, struct mh_err *err)
{
	struct looking *l = arg;

	(void)err;
	if (strcmp(mh_record_text(rec, "from"), l->on) > 0 || strcmp(mh_record_text(rec, "until"), l->on) < 0)
		return MH_OK;
	mh_str_clear(l->out);
	mh_str_puts(l->out, mh_record_text(rec, "colleague"));
	mh_date_parse(mh_record_text(rec, "until"), l->until);
	l->found = true;
	return MH_OK;
}

static enum mh_status each_assignment(struct mh_store *store, int64_t case_n, mh_row_fn *fn, void *arg, struct mh_err *err)
{
	struct mh_query query;

	mh_query_init(&query, &mh_assignment);
	mh_query_is_number(&query, "case", case_n);
	enum mh_status status = mh_store_each(store, &query, fn, arg, err);
	mh_query_free(&query);
	return status;
}

enum mh_status mh_case_coordinator(struct mh_store *store, const struct mh_record *the_case, struct mh_date on, struct mh_str *out,
	struct mh_date *until, struct mh_err *err)
{
	char day[MH_DATE_SIZE];
	struct looking looking = { day, out, until, false };

	mh_date_format(on, day);
	*until = (struct mh_date){ 0, 0, 0 };
	enum mh_status status = each_assignment(store, the_case->n, take, &looking, err);
	if (status == MH_OK && !looking.found)
		mh_str_puts(out, mh_record_text(the_case, "coordinator"));
	return status;
}

struct overlap { char from[MH_DATE_SIZE], until[MH_DATE_SIZE]; };

static enum mh_status refuse_overlap(void *arg, struct mh_record *rec, struct mh_err *err)
{
	const struct overlap *o = arg;
	char id[MH_ID_SIZE];

	if (strcmp(mh_record_text(rec, "from"), o->until) > 0 || strcmp(mh_record_text(rec, "until"), o->from) < 0)
		return MH_OK;
	mh_record_id(rec, id);
	return mh_fail(err, MH_INPUT, _("is handed to %s from %s until %s already (%s), which overlaps %s until %s: choose days before or after it"),
		mh_record_text(rec, "colleague"), mh_record_text(rec, "from"), mh_record_text(rec, "until"), id, o->from, o->until);
}

static enum mh_status for_a_time(struct mh_store *store, const struct mh_record *the_case, const struct mh_handover *what, struct mh_err *err)
{
	struct mh_record assignment;
	struct overlap o;

	mh_date_format(what->from, o.from);
	mh_date_format(what->until, o.until);
	mh_record_init(&assignment, &mh_assignment);
	enum mh_status status = each_assignment(store, the_case->n, refuse_overlap, &o, err);
	mh_record_put_number(&assignment, "case", the_case->n);
	const struct { const char *field, *text; } values[] = { { "colleague", what->to }, { "from", o.from }, { "until", o.until } };
	for (size_t i = 0; i < MH_COUNT(values) && status == MH_OK; i++)
		status = mh_record_put(&assignment, values[i].field, values[i].text, err);
	if (status == MH_OK)
		status = mh_store_put(store, &assignment, err);
	mh_record_free(&assignment);
	return status;
}

static enum mh_status hand_over(struct mh_store *store, struct mh_record *the_case, const struct mh_handover *what, struct mh_err *err)
{
	if (mh_case_is_open(the_case, err) != MH_OK)
		return MH_INPUT;
	if (strcmp(mh_record_text(the_case, "coordinator"), what->to) == 0)
		return mh_fail(err, MH_INPUT, _("%s coordinates it already"), what->to);
	if (what->until.year != 0)
		return for_a_time(store, the_case, what, err);
	enum mh_status status = mh_record_put(the_case, "coordinator", what->to, err);
	return status == MH_OK ? mh_store_put(store, the_case, err) : status;
}

enum mh_status mh_case_hand_over(struct mh_store *store, struct mh_record *the_case, const struct mh_handover *what, struct mh_err *err)
{
	char id[MH_ID_SIZE];
	enum mh_status status = hand_over(store, the_case, what, err);

	mh_record_id(the_case, id);
	return status == MH_INPUT ? mh_fail_in(err, id) : status;
}

struct cases { struct mh_record *list; size_t count; };

static enum mh_status keep_case(void *arg, struct mh_record *rec, struct mh_err *err)
{
	struct cases *cases = arg;

	(void)err;
	cases->list = mh_grow(cases->list, cases->count + 1, sizeof *cases->list);
	mh_record_copy(&cases->list[cases->count++], rec);
	return MH_OK;
}

enum mh_status mh_case_hand_over_all(struct mh_store *store, const char *colleague, const struct mh_handover *what, size_t *count, struct mh_err *err)
{
	struct cases cases = { NULL, 0 };
	struct mh_query query;

	mh_query_init(&query, &mh_case);
	mh_query_is(&query, "state", "open");
	mh_query_is(&query, "coordinator", colleague);
	enum mh_status status = mh_store_each(store, &query, keep_case, &cases, err);
	mh_query_free(&query);
	for (size_t i = 0; i < cases.count; i++) {
		if (status == MH_OK)
			status = mh_case_hand_over(store, &cases.list[i], what, err);
		*count += status == MH_OK;
		mh_record_free(&cases.list[i]);
	}
	free(cases.list);
	return status;
}
