#include "chain/parts.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

/* A kind is a part where it has a field "case" and something sealed. A disclosure or referral has a life of its own, and commands of its own. */
bool mh_part_of_case(const struct mh_kind *kind)
{
	const int field = mh_field_find(kind, "case");

	if (field < 0 || kind->fields[field].type != MH_ID || kind == &mh_signal || kind == &mh_referral || kind == &mh_disclosure || kind == &mh_hold ||
	    kind == &mh_link || kind == &mh_request)
		return false;
	for (size_t i = 0; i < kind->count; i++)
		if (mh_field_sealed(&kind->fields[i]))
			return true;
	return false;
}

static void write_names(char *names, size_t size)
{
	size_t len = 0;

	for (size_t i = 0; mh_kinds[i] != NULL; i++)
		if (mh_part_of_case(mh_kinds[i]) && len < size)
			len += (size_t)snprintf(names + len, size - len, "%s%s", len > 0 ? ", " : "", mh_kinds[i]->name);
}

const char *mh_part_names(void)
{
	static char names[400];

	if (names[0] == '\0')
		write_names(names, sizeof names);
	return names;
}

void mh_parts_add(struct mh_parts *parts, const struct mh_record *rec)
{
	parts->list = mh_grow(parts->list, parts->count + 1, sizeof *parts->list);
	mh_record_copy(&parts->list[parts->count++], rec);
}

static enum mh_status take(void *arg, struct mh_record *rec, struct mh_err *err)
{
	(void)err;
	mh_parts_add(arg, rec);
	return MH_OK;
}

/* The day that a part speaks of. */
static const char *day_of(const struct mh_record *rec)
{
	static const char *const days[] = { "on", "requested", "admitted", "started", "from", "due" };

	for (size_t i = 0; i < MH_COUNT(days); i++)
		if (mh_field_find(rec->kind, days[i]) >= 0 && mh_record_has(rec, days[i]))
			return mh_record_text(rec, days[i]);
	return "";
}

static int by_day(const void *a, const void *b)
{
	const struct mh_record *x = a, *y = b;
	const int order = strcmp(day_of(x), day_of(y));

	return order != 0 ? order : x->kind != y->kind ? x->kind->number - y->kind->number : (x->n > y->n) - (x->n < y->n);
}

enum mh_status mh_parts_of_case(struct mh_store *store, int64_t case_n, const struct mh_kind *kind, struct mh_parts *parts, struct mh_err *err)
{
	const size_t before = parts->count;
	enum mh_status status = MH_OK;

	for (size_t i = 0; mh_kinds[i] != NULL && status == MH_OK; i++) {
		struct mh_query query;

		if (!mh_part_of_case(mh_kinds[i]) || (kind != NULL && kind != mh_kinds[i]))
			continue;
		mh_query_init(&query, mh_kinds[i]);
		mh_query_is_number(&query, "case", case_n);
		status = mh_store_each(store, &query, take, parts, err);
		mh_query_free(&query);
	}
	if (parts->count > before)
		qsort(parts->list + before, parts->count - before, sizeof *parts->list, by_day);
	return status;
}

void mh_parts_free(struct mh_parts *parts)
{
	for (size_t i = 0; i < parts->count; i++)
		mh_record_free(&parts->list[i]);
	free(parts->list);
	*parts = (struct mh_parts)MH_PARTS_INIT;
}
