#include "chain/import_seen.h"

#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "crypto/sealed.h"

void mh_seen_init(struct mh_seen *seen, const char *beside)
{
	seen->hashes = mh_runs_new(beside);
	mh_random(seen->key, sizeof seen->key);
}

void mh_seen_free(struct mh_seen *seen)
{
	mh_runs_free(seen->hashes);
	seen->hashes = NULL;
	mh_wipe(seen->key, sizeof seen->key);
}

enum mh_status mh_seen_note(struct mh_seen *seen, const char *text, bool *before, struct mh_err *err)
{
	uint64_t hash = mh_short_hash(seen->key, text, strlen(text));
	int64_t numbers[MH_RUNS_SAME];
	size_t count;
	enum mh_status status = mh_runs_find(seen->hashes, hash, numbers, &count, err);

	*before = status == MH_OK && count > 0;
	return status == MH_OK && count == 0 ? mh_runs_add(seen->hashes, hash, 1, err) : status;
}
