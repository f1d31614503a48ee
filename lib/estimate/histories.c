/* Histories: the table in memory. */

#include "estimate/histories.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"

static int by_bytes(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static enum mh_status check_names(const struct mh_histories *h, struct mh_err *err)
{
	for (size_t i = 1; i < h->lists; i++)
		if (strcmp(h->names[i - 1], h->names[i]) == 0)
			return mh_fail(err, MH_INPUT, _("list %s: is there twice: give each list its own name"), h->names[i]);
	return MH_OK;
}

enum mh_status mh_histories_init(struct mh_histories *h, const char *const names[], size_t lists, struct mh_err *err)
{
	*h = (struct mh_histories){ .lists = 0 };
	if (lists < 2)
		return mh_fail(err, MH_INPUT, _("lists: there are %zu; an estimate leans on who is on several lists, so it takes 2 or more"), lists);
	if (lists > MH_LISTS_MOST)
		return mh_fail(err, MH_INPUT, _("lists: there are %zu, and at most %d can be compared: join some of them"), lists, MH_LISTS_MOST);
	h->lists = lists;
	h->cells = (size_t)1 << lists;
	h->counts = mh_alloc(h->cells, sizeof *h->counts);
	for (size_t i = 0; i < lists; i++)
		h->names[i] = mh_strdup(names[i]);
	qsort(h->names, lists, sizeof h->names[0], by_bytes);
	return check_names(h, err);
}

void mh_histories_free(struct mh_histories *h)
{
	for (size_t i = 0; i < h->lists; i++)
		free(h->names[i]);
	free(h->counts);
	*h = (struct mh_histories){ .lists = 0 };
}

unsigned mh_histories_bit(const struct mh_histories *h, const char *name)
{
	for (size_t i = 0; i < h->lists; i++)
		if (strcmp(h->names[i], name) == 0)
			return 1U << i;
	return 0;
}

void mh_histories_add(struct mh_histories *h, unsigned set, double count)
{
	h->counts[set] += count;
	h->n += count;
}

enum mh_status mh_histories_check(const struct mh_histories *h, struct mh_err *err)
{
	if (h->n <= 0)
		return mh_fail(err, MH_INPUT, _("lists: nobody is on them: there is nothing to estimate from"));
	if (h->n > MH_PERSONS_MOST)
		return mh_fail(err, MH_INPUT, _("lists: more than %d persons: this is no table of victims"), MH_PERSONS_MOST);
	for (size_t i = 0; i < h->lists; i++)
		if (mh_histories_overlap(h, 1U << i) <= 0)
			return mh_fail(err, MH_INPUT, _("list %s: has no members: leave it out"), h->names[i]);
	if (h->lists > 2 && mh_histories_shared(h) <= 0)
		return mh_fail(err, MH_INPUT, _("lists: all overlaps are empty: nobody is on two lists, so nothing can be said about who is on none"));
	return MH_OK;
}

double mh_histories_overlap(const struct mh_histories *h, unsigned set)
{
	double sum = 0;

	for (unsigned w = 1; w < h->cells; w++)
		if ((w & set) == set)
			sum += h->counts[w];
	return sum;
}

double mh_histories_on(const struct mh_histories *h, unsigned k)
{
	double sum = 0;

	for (unsigned w = 1; w < h->cells; w++)
		if ((unsigned)__builtin_popcount(w) == k)
			sum += h->counts[w];
	return sum;
}

double mh_histories_shared(const struct mh_histories *h)
{
	return h->n - mh_histories_on(h, 1);
}

size_t mh_histories_empty_pairs(const struct mh_histories *h)
{
	size_t empty = 0;

	for (size_t i = 0; i < h->lists; i++)
		for (size_t j = i + 1; j < h->lists; j++)
			empty += mh_histories_overlap(h, 1U << i | 1U << j) <= 0;
	return empty;
}

/* The set as it is called where one list is no longer there. */
static unsigned squeeze(unsigned set, size_t list)
{
	const unsigned low = (1U << list) - 1;

	return (set & low) | (set >> 1 & ~low);
}

static void start_without(const struct mh_histories *h, size_t list, struct mh_histories *out)
{
	*out = (struct mh_histories){ .lists = h->lists - 1, .cells = h->cells / 2 };
	out->counts = mh_alloc(out->cells, sizeof *out->counts);
	for (size_t i = 0; i < out->lists; i++)
		out->names[i] = mh_strdup(h->names[i + (i >= list)]);
}

void mh_histories_without(const struct mh_histories *h, size_t list, struct mh_histories *out)
{
	start_without(h, list, out);
	for (unsigned w = 1; w < h->cells; w++)
		if (squeeze(w, list) != 0)
			mh_histories_add(out, squeeze(w, list), h->counts[w]);
}

void mh_histories_within(const struct mh_histories *h, size_t list, struct mh_histories *out)
{
	start_without(h, list, out);
	for (unsigned w = 1; w < h->cells; w++)
		if ((w >> list & 1) != 0 && squeeze(w, list) != 0)
			mh_histories_add(out, squeeze(w, list), h->counts[w]);
}
