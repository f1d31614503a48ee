#include "store_erase.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "exchange/spool.h"
#include "store/erase.h"

static int by_bytes(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Digests of the files of all lists, in byte order; borrowed from the lists. */
static const char **gather(const struct mh_erasures *erasures, size_t *count)
{
	const char **list = NULL;

	*count = 0;
	for (size_t i = 0; i < erasures->count; i++)
		for (size_t k = 0; k < erasures->list[i].file_count; k++) {
			list = mh_grow(list, *count + 1, sizeof *list);
			list[(*count)++] = erasures->list[i].files[k];
		}
	if (*count > 0)
		qsort(list, *count, sizeof *list, by_bytes);
	return list;
}

enum mh_status store_erase_end(struct mh_session *session, struct mh_store *store, struct mh_err *err)
{
	struct mh_erasures erasures;
	struct mh_str spool;
	size_t count, removed = 0;
	enum mh_status status = mh_erasures_read(store, &erasures, err);
	const char **digests = gather(&erasures, &count);

	mh_str_init(&spool, 4200);
	mh_spool_of(mh_store_about(store)->file, &spool);
	if (status == MH_OK)
		status = mh_spool_erase(spool.s, digests, count, &removed, err);
	if (removed > 0)
		mh_say(session, ngettext("%zu exchange file removed from %s", "%zu exchange files removed from %s", removed), removed, spool.s);
	if (status == MH_OK)
		status = mh_store_erase_finish(store, session->log, err);
	mh_str_free(&spool);
	free(digests);
	mh_erasures_free(&erasures);
	return status;
}
