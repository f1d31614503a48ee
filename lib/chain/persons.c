/* Linking mentions to persons by the source's own number. */

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "chain/persons.h"

enum { STEPS_MOST = 1000 };	/* from one merge to the next: a circle, which no merge makes, is not followed for ever */

/* What a person and a mention both say. */
static const char *const shared[] = { "sex", "age-band", "country" };

/* The person gets what the mention says in the clear; names stay where they were given. */
static enum mh_status make_person(struct mh_store *store, const struct mh_record *mention, int64_t *n, struct mh_err *err)
{
	enum mh_status status = MH_OK;
	struct mh_record person;

	mh_record_init(&person, &mh_person);
	for (size_t i = 0; i < MH_COUNT(shared) && status == MH_OK; i++)
		status = mh_record_put(&person, shared[i], mh_record_text(mention, shared[i]), err);
	if (status == MH_OK)
		status = mh_store_put(store, &person, err);
	*n = person.n;
	mh_record_free(&person);
	return status;
}

enum mh_status mh_mention_person(struct mh_store *store, struct mh_record *earlier, int64_t *n, uint64_t *fresh, struct mh_err *err)
{
	enum mh_status status;

	*n = mh_record_number(earlier, "person");
	if (*n != 0)
		return MH_OK;
	status = make_person(store, earlier, n, err);
	if (status != MH_OK)
		return status;
	(*fresh)++;
	mh_record_put_number(earlier, "person", *n);
	return mh_store_put(store, earlier, err);
}

enum mh_status mh_mention_link(struct mh_store *store, struct mh_record *mention, uint64_t *fresh, struct mh_err *err)
{
	const char *reference = mh_record_text(mention, "person-ref");
	struct mh_record earlier;
	enum mh_status status;
	int64_t person = 0;

	if (reference[0] == '\0')
		return MH_OK;
	mh_record_init(&earlier, &mh_mention);
	status = mh_store_find_matched(store, &mh_mention, "person-ref", mh_record_text(mention, "source"),
		(struct mh_blob){ reference, strlen(reference) }, &earlier, err);
	if (status == MH_OK) {
		status = mh_mention_person(store, &earlier, &person, fresh, err);
	} else if (status == MH_NO) {
		status = make_person(store, mention, &person, err);
		(*fresh)++;
	}
	if (status == MH_OK)
		mh_record_put_number(mention, "person", person);
	mh_record_free(&earlier);
	return status;
}

static enum mh_status follow(struct mh_record *person, const struct mh_record *before, const struct mh_record *mention, bool *changed,
	struct mh_err *err)
{
	enum mh_status status = MH_OK;

	for (size_t i = 0; i < MH_COUNT(shared) && status == MH_OK; i++) {
		const char *now = mh_record_text(mention, shared[i]), *was = mh_record_text(before, shared[i]);

		if (now[0] == '\0' || strcmp(now, was) == 0 || strcmp(mh_record_text(person, shared[i]), was) != 0)
			continue;
		*changed = true;
		status = mh_record_put(person, shared[i], now, err);
	}
	return status;
}

enum mh_status mh_person_follow(struct mh_store *store, const struct mh_record *mention, struct mh_err *err)
{
	const int64_t n = mh_record_number(mention, "person");
	struct mh_record before, person;
	enum mh_status status;
	bool changed = false;

	if (n == 0)
		return MH_OK;
	mh_record_init(&before, &mh_mention);
	mh_record_init(&person, &mh_person);
	status = mh_store_get(store, (struct mh_id){ &mh_mention, mention->n }, &before, err);
	if (status == MH_OK)
		status = mh_store_get(store, (struct mh_id){ &mh_person, n }, &person, err);
	if (status == MH_OK)
		status = follow(&person, &before, mention, &changed, err);
	if (status == MH_OK && changed)
		status = mh_store_put(store, &person, err);
	mh_record_free(&person);
	mh_record_free(&before);
	return status;
}

enum mh_status mh_person_root(struct mh_store *store, int64_t n, int64_t *root, struct mh_err *err)
{
	enum mh_status status = MH_OK;
	struct mh_record person;
	int64_t next = n;

	*root = n;
	mh_record_init(&person, &mh_person);
	for (int step = 0; next != 0 && step < STEPS_MOST && status == MH_OK; step++) {
		*root = next;
		status = mh_store_get(store, (struct mh_id){ &mh_person, next }, &person, err);
		next = status == MH_OK ? mh_record_number(&person, "same-as") : 0;
	}
	mh_record_free(&person);
	return status;
}

struct all { int64_t *list; size_t count; };

static enum mh_status add_person(void *arg, struct mh_record *person, struct mh_err *err)
{
	struct all *all = arg;

	(void)err;
	for (size_t i = 0; i < all->count; i++)
		if (all->list[i] == person->n)
			return MH_OK;
	all->list = mh_grow(all->list, all->count + 1, sizeof *all->list);
	all->list[all->count++] = person->n;
	return MH_OK;
}

enum mh_status mh_person_all(struct mh_store *store, int64_t n, int64_t **list, size_t *count, struct mh_err *err)
{
	struct all all = { mh_alloc(1, sizeof *all.list), 1 };
	enum mh_status status = mh_person_root(store, n, &all.list[0], err);

	for (size_t i = 0; i < all.count && status == MH_OK; i++) {
		struct mh_query query;

		mh_query_init(&query, &mh_person);
		mh_query_is_number(&query, "same-as", all.list[i]);
		status = mh_store_each(store, &query, add_person, &all, err);
		mh_query_free(&query);
	}
	*list = all.list;
	*count = all.count;
	return status;
}
