#include "workflow/agenda.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

void mh_agenda_add(struct mh_agenda *agenda, const struct mh_agenda_item *item)
{
	struct mh_agenda_item *copy;

	agenda->list = mh_grow(agenda->list, agenda->count + 1, sizeof *agenda->list);
	copy = &agenda->list[agenda->count++];
	*copy = *item;
	copy->id = mh_strdup(item->id);
	copy->code = mh_strdup(item->code);
	copy->what = mh_strdup(item->what);
	copy->who = mh_strdup(item->who);
	copy->law = mh_strdup(item->law);
	copy->checked = mh_strdup(item->checked);
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

void mh_agenda_sort(struct mh_agenda *agenda)
{
	if (agenda->count > 0)
		qsort(agenda->list, agenda->count, sizeof *agenda->list, by_day);
}

void mh_agenda_free(struct mh_agenda *agenda)
{
	for (size_t i = 0; i < agenda->count; i++) {
		free(agenda->list[i].id);
		free(agenda->list[i].code);
		free(agenda->list[i].what);
		free(agenda->list[i].who);
		free(agenda->list[i].law);
		free(agenda->list[i].checked);
	}
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
