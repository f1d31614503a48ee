/* Room in shelters on a day: beds that there are, and stays that take them. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "chain/stays.h"

struct counting {
	struct mh_store *store;
	struct mh_rooms *rooms;
	const struct mh_casework *work;
	int64_t without;	/* stay that is not counted; 0: none */
	struct mh_date day;
	char on[MH_DATE_SIZE], week[MH_DATE_SIZE];	/* the day, and six days before it */
};

static struct mh_room *room_of(struct mh_rooms *rooms, const struct mh_record *rec)
{
	const int64_t partner = mh_record_number(rec, "partner");
	const char *place = mh_record_text(rec, "place");

	for (size_t i = 0; i < rooms->count; i++)
		if (rooms->list[i].partner == partner && strcmp(rooms->list[i].place, place) == 0)
			return &rooms->list[i];
	rooms->list = mh_grow(rooms->list, rooms->count + 1, sizeof *rooms->list);
	struct mh_room *room = &rooms->list[rooms->count++];
	*room = (struct mh_room){ .partner = partner, .beds = -1 };
	snprintf(room->place, sizeof room->place, "%s", place);
	return room;
}

/* By first day, so that the latest that has begun counts. */
static enum mh_status take_capacity(void *arg, struct mh_record *rec, struct mh_err *err)
{
	struct counting *counting = arg;

	if (mh_record_days(rec, err) != MH_OK)
		return MH_STORE;
	if (strcmp(mh_record_text(rec, "from"), counting->on) > 0)
		return MH_OK;
	struct mh_room *room = room_of(counting->rooms, rec);
	const bool over = mh_record_has(rec, "until") && strcmp(mh_record_text(rec, "until"), counting->on) < 0;
	room->beds = over ? -1 : mh_record_number(rec, "beds");
	return MH_OK;
}

static void count_request(const struct counting *counting, struct mh_room *room, const struct mh_record *stay)
{
	const char *state = mh_record_text(stay, "state"), *refused = mh_record_text(stay, "refused");

	if (refused[0] != '\0')
		room->refused += strcmp(refused, counting->week) >= 0 && strcmp(refused, counting->on) <= 0;
	else if ((strcmp(state, "requested") == 0 || strcmp(state, "waiting") == 0) && strcmp(mh_record_text(stay, "requested"), counting->on) <= 0)
		room->waiting += mh_record_number(stay, "beds");
}

static enum mh_status take_stay(void *arg, struct mh_record *rec, struct mh_err *err)
{
	struct counting *counting = arg;
	struct mh_room *room = room_of(counting->rooms, rec);
	const char *admitted = mh_record_text(rec, "admitted"), *left = mh_record_text(rec, "left");
	struct mh_date due;

	if (mh_record_days(rec, err) != MH_OK)
		return MH_STORE;
	if (counting->without != 0 && rec->n == counting->without)
		return MH_OK;
	count_request(counting, room, rec);
	if (admitted[0] == '\0' || strcmp(admitted, counting->on) > 0 || (left[0] != '\0' && strcmp(left, counting->on) <= 0))
		return MH_OK;
	room->taken += mh_record_number(rec, "beds");
	const enum mh_status status = mh_stay_due(counting->store, counting->work, rec, &due, err);
	if (status == MH_OK && due.year != 0 && mh_date_compare(due, counting->day) < 0)
		room->overstay += mh_record_number(rec, "beds");
	return status;
}

static enum mh_status each(struct mh_store *store, const struct mh_kind *kind, const char *order, mh_row_fn *fn, void *arg, struct mh_err *err)
{
	struct mh_query query;

	mh_query_init(&query, kind);
	enum mh_status status = mh_query_sort(&query, order, err);
	if (status == MH_OK)
		status = mh_store_each(store, &query, fn, arg, err);
	mh_query_free(&query);
	return status;
}

static int by_place(const void *a, const void *b)
{
	const struct mh_room *x = a, *y = b;

	return x->partner != y->partner ? (x->partner > y->partner) - (x->partner < y->partner) : strcmp(x->place, y->place);
}

static enum mh_status count(struct mh_store *store, struct counting *counting, struct mh_rooms *rooms, struct mh_err *err)
{
	counting->rooms = rooms;
	mh_date_format(counting->day, counting->on);
	mh_date_format(mh_date_before(counting->day, (struct mh_length){ 6, MH_DAYS }), counting->week);
	enum mh_status status = each(store, &mh_capacity, "from,id", take_capacity, counting, err);
	if (status == MH_OK)
		status = each(store, &mh_stay, "id", take_stay, counting, err);
	if (rooms->count > 0)
		qsort(rooms->list, rooms->count, sizeof *rooms->list, by_place);
	return status;
}

enum mh_status mh_rooms_on(struct mh_store *store, const struct mh_casework *work, struct mh_date on, struct mh_rooms *rooms, struct mh_err *err)
{
	return count(store, &(struct counting){ .store = store, .work = work, .day = on }, rooms, err);
}

enum mh_status mh_rooms_without(struct mh_store *store, int64_t stay_n, struct mh_date on, struct mh_rooms *rooms, struct mh_err *err)
{
	return count(store, &(struct counting){ .store = store, .without = stay_n, .day = on }, rooms, err);
}

void mh_rooms_free(struct mh_rooms *rooms)
{
	free(rooms->list);
	*rooms = (struct mh_rooms)MH_ROOMS_INIT;
}
