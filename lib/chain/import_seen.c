/* A table of texts with open addressing. It only grows. */

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "chain/import_seen.h"

enum { TEXTS_MOST = 1 << 30, ROOM_FIRST = 1024 };

void mh_seen_init(struct mh_seen *seen)
{
	*seen = (struct mh_seen){ .slots = mh_alloc(ROOM_FIRST, sizeof(*seen->slots)), .room = ROOM_FIRST };
	mh_str_init_secret(&seen->texts, TEXTS_MOST);
	mh_random(&seen->seed, sizeof(seen->seed));
}

void mh_seen_free(struct mh_seen *seen)
{
	mh_str_free(&seen->texts);
	free(seen->slots);
	seen->slots = NULL;
}

/* FNV-1a, begun at the seed; the halves are folded. */
static uint32_t hash_of(const struct mh_seen *seen, const char *text)
{
	uint64_t hash = seen->seed;

	for (; *text; text++)
		hash = (hash ^ (unsigned char)*text) * UINT64_C(1099511628211);
	return (uint32_t)(hash ^ (hash >> 32));
}

/* The slot that has the text, or the empty one where it belongs. */
static struct mh_seen_slot *slot_of(const struct mh_seen *seen, uint32_t hash, const char *text)
{
	size_t at = hash & (seen->room - 1);

	while (seen->slots[at].at > 0 && (seen->slots[at].hash != hash || strcmp(seen->texts.s + seen->slots[at].at - 1, text) != 0))
		at = (at + 1) & (seen->room - 1);
	return &seen->slots[at];
}

static void grow(struct mh_seen *seen)
{
	struct mh_seen_slot *old = seen->slots;
	size_t room = seen->room;

	seen->room *= 2;
	seen->slots = mh_alloc(seen->room, sizeof(*seen->slots));
	for (size_t i = 0; i < room; i++)
		if (old[i].at > 0)
			*slot_of(seen, old[i].hash, seen->texts.s + old[i].at - 1) = old[i];
	free(old);
}

bool mh_seen_before(struct mh_seen *seen, const char *text)
{
	uint32_t hash = hash_of(seen, text);
	struct mh_seen_slot *slot = slot_of(seen, hash, text);
	size_t len = strlen(text) + 1;

	if (slot->at > 0)
		return true;
	if (len > TEXTS_MOST - 1 - seen->texts.len)
		return false;
	*slot = (struct mh_seen_slot){ hash, (uint32_t)seen->texts.len + 1 };
	mh_str_add(&seen->texts, text, len);
	if (++seen->count * 2 > seen->room)
		grow(seen);
	return false;
}
