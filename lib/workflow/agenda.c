#include "workflow/agenda.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

struct key { int64_t day; size_t place; };

static char *keep(struct mh_agenda *agenda, const char *text)
{
	return mh_pool_copy(&agenda->texts, text, strlen(text));
}

/* A text that many items have: kept once, as long as it comes from the same place and is the same. */
static char *share(struct mh_agenda *agenda, const char *text)
{
	struct mh_agenda_text *const known = &agenda->known[(uintptr_t)text / 8 & (MH_AGENDA_TEXTS - 1)];

	if (text[0] == '\0')
		return (char *)"";
	if (known->from != text || strcmp(known->kept, text) != 0)
		*known = (struct mh_agenda_text){ text, keep(agenda, text) };
	return known->kept;
}

void mh_agenda_add(struct mh_agenda *agenda, const struct mh_agenda_item *item)
{
	struct mh_agenda_item *copy;

	if (agenda->count == agenda->room) {
		agenda->room = agenda->room > 0 ? 2 * agenda->room : 64;
		agenda->list = mh_grow(agenda->list, agenda->room, sizeof *agenda->list);
	}
	copy = &agenda->list[agenda->count++];
	*copy = *item;
	copy->id = keep(agenda, item->id);
	copy->code = share(agenda, item->code);
	copy->what = share(agenda, item->what);
	copy->who = share(agenda, item->who);
	copy->law = share(agenda, item->law);
	copy->checked = share(agenda, item->checked);
}

static int by_day(const void *a, const void *b)
{
	const struct mh_agenda_item *x = a, *y = b;
	int order = mh_date_compare(x->day, y->day);

	if (order == 0)
		order = strcmp(x->source, y->source);
	if (order == 0)
		order = strcmp(x->id, y->id);
	return order != 0 ? order : strcmp(x->what, y->what);
}

static int by_key(const void *a, const void *b)
{
	const struct key *x = a, *y = b;

	return x->day != y->day ? (x->day > y->day) - (x->day < y->day) : (x->place > y->place) - (x->place < y->place);
}

/* Sorts items of one day, which mostly are. */
static void sort_same_day(struct mh_agenda_item *list, size_t count)
{
	size_t sorted = 1;

	while (sorted < count && by_day(&list[sorted - 1], &list[sorted]) <= 0)
		sorted++;
	if (sorted < count)
		qsort(list, count, sizeof *list, by_day);
}

/* Tens of thousands of items: they are moved once, by a key of day and place, and only those of one day are compared whole. */
static void sort_by_day(struct mh_agenda *agenda)
{
	struct mh_agenda_item *sorted = mh_alloc(agenda->count, sizeof *sorted);
	struct key *keys = mh_alloc(agenda->count, sizeof *keys);

	for (size_t i = 0; i < agenda->count; i++)
		keys[i] = (struct key){ mh_date_number(agenda->list[i].day), i };
	qsort(keys, agenda->count, sizeof *keys, by_key);
	for (size_t i = 0; i < agenda->count; i++)
		sorted[i] = agenda->list[keys[i].place];
	for (size_t from = 0, to; from < agenda->count; from = to) {
		for (to = from + 1; to < agenda->count && keys[to].day == keys[from].day; to++)
			;
		sort_same_day(&sorted[from], to - from);
	}
	free(agenda->list);
	free(keys);
	agenda->list = sorted;
	agenda->room = agenda->count;
}

void mh_agenda_sort(struct mh_agenda *agenda)
{
	size_t sorted = 1;

	while (sorted < agenda->count && by_day(&agenda->list[sorted - 1], &agenda->list[sorted]) <= 0)	/* a second time it is */
		sorted++;
	if (sorted < agenda->count)
		sort_by_day(agenda);
}

void mh_agenda_free(struct mh_agenda *agenda)
{
	mh_pool_free(&agenda->texts);
	free(agenda->list);
	*agenda = (struct mh_agenda)MH_AGENDA_INIT;
}

void mh_agenda_day(const struct mh_agenda_item *item, char out[MH_DATE_SIZE])
{
	mh_date_format(item->about.year != 0 ? item->about : item->day, out);
}

/* Is the month or year over in which it is due? */
static bool is_over(const struct mh_agenda_item *item, struct mh_date today)
{
	if (item->about.year == 0 || item->about.year != today.year)
		return item->about.year == 0 || item->about.year < today.year;
	return item->about.month != 0 && item->about.month < today.month;
}

enum mh_agenda_group mh_agenda_group(const struct mh_agenda_item *item, struct mh_date today)
{
	int order = mh_date_compare(item->day, today);

	if (order < 0)
		return item->opens || !is_over(item, today) ? MH_TODAY : MH_OVERDUE;
	if (order == 0)
		return MH_TODAY;
	return mh_date_number(item->day) <= mh_date_number(today) + 7 - mh_date_weekday(today) ? MH_THIS_WEEK : MH_LATER;
}

const char *mh_agenda_group_word(enum mh_agenda_group group)
{
	static const char *const words[] = { [MH_OVERDUE] = "overdue", [MH_TODAY] = "today", [MH_THIS_WEEK] = "this-week", [MH_LATER] = "later" };

	return words[group];
}

bool mh_agenda_within(const struct mh_agenda_item *item, struct mh_date today, struct mh_length length)
{
	if (mh_date_compare(item->day, mh_date_after(today, length)) <= 0)
		return true;
	return item->warn.year != 0 && mh_date_compare(item->warn, today) <= 0;
}
