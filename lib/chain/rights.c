#include "chain/rights.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/i18n.h"
#include "chain/consent.h"
#include "chain/persons.h"

enum mh_status mh_request_start(struct mh_record *request, int64_t case_n, const char *right, const char *by, const char *decision, struct mh_err *err)
{
	char today[MH_DATE_SIZE];

	mh_date_format(mh_moment_day(mh_clock_system()), today);
	mh_record_put_number(request, "case", case_n);
	enum mh_status status = mh_record_put(request, "right", right, err);
	if (status == MH_OK)
		status = mh_record_put(request, "by", by, err);
	if (status == MH_OK)
		status = mh_record_put(request, "decision", decision, err);
	return status == MH_OK ? mh_record_put(request, "on", today, err) : status;
}

enum mh_status mh_request_put(struct mh_store *store, struct mh_record *request, struct mh_err *err)
{
	enum mh_status status = mh_record_check(request, mh_store_catalogues(store), mh_moment_day(mh_clock_system()), NULL, NULL, err);

	return status == MH_OK ? mh_store_put(store, request, err) : status;
}

enum mh_status mh_may_see(struct mh_store *store, const struct mh_record *the_case, const char *by, const char **ground, struct mh_err *err)
{
	struct mh_record party;
	char id[MH_ID_SIZE], of[MH_ID_SIZE];

	*ground = "";
	if (strcmp(by, "person") == 0)
		return MH_OK;
	mh_record_id(the_case, id);
	if (strcmp(mh_record_text(the_case, "shielded"), "yes") == 0) {
		*ground = "child-interest";
		return mh_fail(err, MH_DENIED, _("%s: is shielded: the person's interest forbids that a representative gets to see it"), id);
	}
	mh_record_init(&party, &mh_party);
	enum mh_status status = mh_offending_party(store, the_case->n, &party, err);
	if (status == MH_OK) {
		*ground = "possible-offender";
		mh_record_id(&party, of);
		status = mh_fail(err, MH_DENIED, _("%s: %s may be an offender: a representative gets to see nothing; whoever else acts for the person comes "
			"in when that party is no longer marked so"), id, of);
	} else if (status == MH_NO) {
		status = MH_OK;
	}
	mh_record_free(&party);
	return status;
}

/* Does the list of names ("name, mention.born") have this one as a whole word? */
static bool names_field(const char *names, const char *name)
{
	const size_t len = strlen(name);

	for (const char *at = strstr(names, name); at != NULL; at = strstr(at + 1, name)) {
		const bool begins = at == names || strchr(" ,;.", at[-1]) != NULL, ends = at[len] == '\0' || strchr(" ,;", at[len]) != NULL;
		if (begins && ends)
			return true;
	}
	return false;
}

struct asking { const struct mh_record *changed; mh_row_fn *fn; void *arg; };

static enum mh_status ask(void *arg, struct mh_record *disclosure, struct mh_err *err)
{
	const struct asking *asking = arg;
	bool wanted = asking->changed == NULL;

	for (size_t i = 0; !wanted && i < asking->changed->kind->count; i++)
		wanted = asking->changed->set[i] && names_field(mh_record_text(disclosure, "fields"), asking->changed->kind->fields[i].name);
	return wanted ? asking->fn(asking->arg, disclosure, err) : MH_OK;
}

enum mh_status mh_recipients_each(struct mh_store *store, int64_t person, const struct mh_record *changed, mh_row_fn *fn, void *arg, struct mh_err *err)
{
	struct asking asking = { changed, fn, arg };
	int64_t *all = NULL;
	size_t count = 0;
	enum mh_status status = mh_person_all(store, person, &all, &count, err);

	for (size_t i = 0; i < count && status == MH_OK; i++) {
		struct mh_query query;

		mh_query_init(&query, &mh_disclosure);
		mh_query_is_number(&query, "person", all[i]);
		status = mh_store_each(store, &query, ask, &asking, err);
		mh_query_free(&query);
	}
	free(all);
	return status;
}
