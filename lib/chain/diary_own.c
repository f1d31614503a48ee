#include "chain/diary_own.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"

static const struct mh_term *own_term(const struct mh_casework *work, const struct own *own, const struct mh_happening *start)
{
	struct mh_str event;

	mh_str_init(&event, 200);
	mh_str_printf(&event, "%s/%s", start->track, start->event);
	const struct mh_term *term = mh_term_choose(&work->terms, own->code, event.s, start->scope, start->on);
	mh_str_free(&event);
	return term;
}

void mh_diary_own(const struct mh_casework *work, struct mh_agenda *agenda, struct mh_id of, const struct own *own,
	const struct mh_happening *start, const char *who)
{
	const struct mh_term *term = own_term(work, own, start);
	char id[MH_ID_SIZE];
	struct mh_agenda_item item = {
		.source = own->source, .id = id, .code = (char *)own->code, .what = (char *)_(own->what), .who = (char *)who,
		.law = (char[]){ "" }, .checked = (char[]){ "" }, .urgent = strcmp(start->scope, "normal") != 0,
	};

	mh_id_format(of, id);
	item.day = start->until.year == 0 && own->always ? start->on : start->until;
	if (term != NULL) {
		item.day = mh_term_due(term, start);
		item.warn = term->warn.count > 0 ? mh_date_before(item.day, term->warn) : (struct mh_date){ 0, 0, 0 };
		item.what = (char *)mh_label(term->en, term->nl);
		item.law = term->source;
		item.checked = term->checked;
	}
	if (item.day.year != 0)
		mh_agenda_add(agenda, &item);
}

char *mh_diary_partner(struct mh_store *store, int64_t n)
{
	struct mh_record partner;
	char id[MH_ID_SIZE], *name;

	mh_record_init(&partner, &mh_partner);
	mh_id_format((struct mh_id){ &mh_partner, n }, id);
	name = mh_strdup(mh_store_get(store, (struct mh_id){ &mh_partner, n }, &partner, NULL) == MH_OK ? mh_record_text(&partner, "code") : id);
	mh_record_free(&partner);
	return name;
}

const char *mh_diary_name(struct mh_store *store, struct mh_diary_names *names, int64_t partner)
{
	for (size_t i = 0; i < names->count; i++) {
		if (names->list[i].n == partner)
			return names->list[i].name;
	}
	if (partner == 0)
		return "";
	names->list = mh_grow(names->list, names->count + 1, sizeof *names->list);
	names->list[names->count] = (struct mh_diary_name){ partner, mh_diary_partner(store, partner) };
	return names->list[names->count++].name;
}

void mh_diary_names_free(struct mh_diary_names *names)
{
	for (size_t i = 0; i < names->count; i++)
		free(names->list[i].name);
	free(names->list);
	*names = (struct mh_diary_names){ NULL, 0 };
}
