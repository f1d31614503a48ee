#include "agenda_calendar.h"

#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "crypto/sealed.h"
#include "out/ics.h"

#define UID_SIZE 48

/* The same for the same item of this store, also when its day moves; it tells nobody else what it is about. */
static void make_uid(const struct mh_session *session, const struct mh_agenda_item *item, char out[UID_SIZE])
{
	const struct mh_store_info *about = mh_store_about(session->store);
	unsigned char digest[MH_HASH_SIZE];
	struct mh_hash hash;
	size_t len = 0;

	mh_hash_start(&hash, about->uid, sizeof about->uid);
	mh_hash_part(&hash, item->source, strlen(item->source));
	mh_hash_part(&hash, item->id, strlen(item->id));
	mh_hash_part(&hash, item->code, strlen(item->code));
	mh_hash_number(&hash, item->start);
	mh_hash_end(&hash, digest);
	for (size_t i = 0; i < 16; i++)
		len += (size_t)snprintf(out + len, UID_SIZE - len, "%02x", digest[i]);
	snprintf(out + len, UID_SIZE - len, "@mh-keten");
}

/* The day after the last that the item can be on: of a month, the first of the next. */
static struct mh_date day_after(const struct mh_agenda_item *item)
{
	enum mh_unit unit = item->about.year == 0 ? MH_DAYS : item->about.month == 0 ? MH_YEARS : MH_MONTHS;

	return mh_date_after(item->day, (struct mh_length){ 1, unit });
}

enum mh_status mh_agenda_calendar(const struct mh_session *session, const struct mh_agenda *agenda,
	bool (*wanted)(void *, const struct mh_agenda_item *), void *arg, struct mh_err *err)
{
	const mh_moment stamp = mh_clock_agenda();
	char uid[UID_SIZE];

	mh_ics_start(stdout);
	for (size_t i = 0; i < agenda->count; i++) {
		const struct mh_agenda_item *item = &agenda->list[i];

		if (!wanted(arg, item))
			continue;
		make_uid(session, item, uid);
		mh_ics_add(stdout, &(struct mh_ics_event){ uid, item->id, item->day, day_after(item) }, stamp);
	}
	return mh_ics_end(stdout, err);
}
