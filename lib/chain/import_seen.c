/* A table of hashes with open addressing. It only grows. */

#include <stdlib.h>

#include "base/clock.h"
#include "base/mem.h"
#include "chain/import_seen.h"

enum { ROOM_FIRST = 1024 };

void mh_seen_init(struct mh_seen *seen)
{
	*seen = (struct mh_seen){ .slots = mh_alloc(ROOM_FIRST, sizeof(*seen->slots)), .room = ROOM_FIRST };
	mh_random(&seen->seed, sizeof(seen->seed));
}

void mh_seen_free(struct mh_seen *seen)
{
	free(seen->slots);
	seen->slots = NULL;
}

/* FNV-1a, begun at the seed, and its bits mixed; never 0. */
static uint64_t hash_of(const struct mh_seen *seen, const char *text)
{
	uint64_t hash = seen->seed;

	for (; *text; text++)
		hash = (hash ^ (unsigned char)*text) * UINT64_C(1099511628211);
	hash = (hash ^ (hash >> 32)) * UINT64_C(0x9e3779b97f4a7c15);
	hash ^= hash >> 29;
	return hash != 0 ? hash : 1;
}

/* The slot that has the hash, or the empty one where it belongs. */
static uint64_t *slot_of(const struct mh_seen *seen, uint64_t hash)
{
	size_t at = (size_t)hash & (seen->room - 1);

	while (seen->slots[at] != 0 && seen->slots[at] != hash)
		at = (at + 1) & (seen->room - 1);
	return &seen->slots[at];
}

static void grow(struct mh_seen *seen)
{
	uint64_t *old = seen->slots;
	size_t room = seen->room;

	seen->room *= 2;
	seen->slots = mh_alloc(seen->room, sizeof(*seen->slots));
	for (size_t i = 0; i < room; i++)
		if (old[i] != 0)
			*slot_of(seen, old[i]) = old[i];
	free(old);
}

bool mh_seen_before(struct mh_seen *seen, const char *text)
{
	uint64_t hash = hash_of(seen, text), *slot = slot_of(seen, hash);

	if (*slot == hash)
		return true;
	*slot = hash;
	if (++seen->count * 4 > seen->room * 3)
		grow(seen);
	return false;
}
