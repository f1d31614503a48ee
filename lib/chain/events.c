#include "chain/events.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

const struct mh_age mh_ages[MH_AGES] = { { 12, "turns-12", "12" }, { 16, "turns-16", "16" }, { 18, "turns-18", "18" } };

static const struct mh_date no_day = { 0, 0, 0 };

static struct mh_date date_of(const struct mh_record *rec, const char *field)
{
	struct mh_date day;

	return mh_date_parse(mh_record_text(rec, field), &day) ? day : no_day;
}

enum mh_status mh_case_facts(const struct mh_record *the_case, struct mh_case_facts *facts, struct mh_err *err)
{
	*facts = (struct mh_case_facts){ .n = the_case->n, .opened = date_of(the_case, "opened"), .urgency = mh_record_text(the_case, "urgency") };
	for (size_t i = 0; i < MH_AGES; i++)
		facts->turns[i] = date_of(the_case, mh_ages[i].field);
	return mh_record_days(the_case, err);
}

struct mh_happening mh_happening_of(const struct mh_record *rec)
{
	return (struct mh_happening){
		.track = mh_record_text(rec, "track"), .event = mh_record_text(rec, "event"), .scope = mh_record_text(rec, "scope"),
		.explained = mh_record_has(rec, "detail"),
		.on = date_of(rec, "on"), .until = date_of(rec, "until"), .order = mh_record_number(rec, "order"), .n = rec->n,
	};
}

static bool is_yes(const struct mh_record *event, const char *field)
{
	return strcmp(mh_record_text(event, field), "yes") == 0;
}

static enum mh_status take_event(void *arg, struct mh_record *rec, struct mh_err *err)
{
	struct mh_events *events = arg;
	enum mh_status status = mh_record_days(rec, err);

	if (status != MH_OK || is_yes(rec, "undone"))
		return status;
	events->records = mh_grow(events->records, events->record_count + 1, sizeof *events->records);
	mh_record_copy(&events->records[events->record_count++], rec);
	return MH_OK;
}

enum mh_status mh_events_read(struct mh_store *store, int64_t case_n, struct mh_events *events, struct mh_err *err)
{
	struct mh_query query;

	mh_query_init(&query, &mh_event);
	mh_query_is_number(&query, "case", case_n);
	enum mh_status status = mh_store_each(store, &query, take_event, events, err);
	mh_query_free(&query);
	if (status != MH_OK) {
		mh_events_free(events);
		return status;
	}
	events->list = mh_alloc(events->record_count + 1, sizeof *events->list);
	events->planned = mh_alloc(events->record_count + 1, sizeof *events->planned);
	for (size_t i = 0; i < events->record_count; i++) {
		const struct mh_record *rec = &events->records[i];

		if (is_yes(rec, "planned"))
			events->planned[events->planned_count++] = mh_happening_of(rec);
		else
			events->list[events->count++] = mh_happening_of(rec);
	}
	mh_happenings_sort(events->list, events->count);
	mh_happenings_sort(events->planned, events->planned_count);
	return MH_OK;
}

/* A day, or the month or year that is known of it. */
static struct mh_happening fact(const char *track, const char *event, const char *scope, struct mh_date day)
{
	struct mh_happening h = { .track = track, .event = event, .scope = scope, .on = day };

	if (!mh_date_whole(day)) {
		h.about = day;
		h.on = mh_date_from_number(mh_date_number(day));
	}
	return h;
}

void mh_events_with_facts(struct mh_events *events, const struct mh_case_facts *facts)
{
	struct mh_happening *whole = mh_alloc(events->count + 1 + MH_AGES, sizeof *whole);
	size_t count = 0;

	if (facts->opened.year != 0)
		whole[count++] = fact("case", "opened", facts->urgency, facts->opened);
	for (size_t i = 0; i < MH_AGES; i++) {
		if (facts->turns[i].year != 0)
			whole[count++] = fact("age", mh_ages[i].event, "", facts->turns[i]);
	}
	if (events->count > 0)
		memcpy(whole + count, events->list, events->count * sizeof *whole);
	count += events->count;
	mh_happenings_sort(whole, count);
	free(events->whole);
	events->whole = whole;
	events->whole_count = count;
}

void mh_events_free(struct mh_events *events)
{
	for (size_t i = 0; i < events->record_count; i++)
		mh_record_free(&events->records[i]);
	free(events->records);
	free(events->list);
	free(events->planned);
	free(events->whole);
	*events = (struct mh_events)MH_EVENTS_INIT;
}
