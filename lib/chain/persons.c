/* Linking mentions to persons by the source's own number. */

#include <string.h>

#include "chain/persons.h"

/* The person gets what the mention says in the clear; names stay where they were given. */
static enum mh_status make_person(struct mh_store *store, const struct mh_record *mention, int64_t *n, struct mh_err *err)
{
	static const char *const shared[] = { "sex", "age-band", "country" };
	enum mh_status status = MH_OK;
	struct mh_record person;

	mh_record_init(&person, &mh_person);
	for (size_t i = 0; i < sizeof(shared) / sizeof(shared[0]) && status == MH_OK; i++)
		status = mh_record_put(&person, shared[i], mh_record_text(mention, shared[i]), err);
	if (status == MH_OK)
		status = mh_store_put(store, &person, err);
	*n = person.n;
	mh_record_free(&person);
	return status;
}

/* The earlier mention is linked too when it was not yet. */
static enum mh_status person_of(struct mh_store *store, struct mh_record *earlier, int64_t *n, uint64_t *fresh, struct mh_err *err)
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
		status = person_of(store, &earlier, &person, fresh, err);
	} else if (status == MH_NO) {
		status = make_person(store, mention, &person, err);
		(*fresh)++;
	}
	if (status == MH_OK)
		mh_record_put_number(mention, "person", person);
	mh_record_free(&earlier);
	return status;
}
