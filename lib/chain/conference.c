#include "chain/conference.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "chain/casework.h"

void mh_numbers_add(struct mh_numbers *numbers, int64_t n)
{
	for (size_t i = 0; i < numbers->count; i++)
		if (numbers->list[i] == n)
			return;
	numbers->list = mh_grow(numbers->list, numbers->count + 1, sizeof *numbers->list);
	numbers->list[numbers->count++] = n;
}

void mh_numbers_free(struct mh_numbers *numbers)
{
	free(numbers->list);
	*numbers = (struct mh_numbers)MH_NUMBERS_INIT;
}

/* Nobody talked about a case that was not there yet. */
static enum mh_status check_day(const struct mh_record *conference, const struct mh_record *the_case, const char *id, struct mh_err *err)
{
	if (strcmp(mh_record_text(conference, "on"), mh_record_text(the_case, "opened")) >= 0)
		return MH_OK;
	return mh_fail(err, MH_INPUT, _("--on %s: lies before %s was opened (%s): mend the day"), mh_record_text(conference, "on"), id,
		mh_record_text(the_case, "opened"));
}

/* A record that links the conference to another one must say what that one allows. */
static enum mh_status check_linked(struct mh_store *store, const struct mh_record *conference, struct mh_id id, struct mh_err *err)
{
	struct mh_record rec;
	char text[MH_ID_SIZE];

	mh_record_init(&rec, id.kind);
	enum mh_status status = mh_store_get(store, id, &rec, err);
	mh_id_format(id, text);
	if (status == MH_OK && id.kind == &mh_case) {
		status = mh_case_is_open(&rec, err);
		if (status != MH_OK)
			mh_fail_in(err, text);
		else
			status = check_day(conference, &rec, text, err);
	} else if (status == MH_OK && strcmp(mh_record_text(&rec, "state"), "suspended") == 0) {
		status = mh_fail(err, MH_INPUT, _("%s: the partner is suspended"), text);
	}
	mh_record_free(&rec);
	return status;
}

static enum mh_status put_link(struct mh_store *store, const struct mh_kind *kind, int64_t conference, const char *field, int64_t n, struct mh_err *err)
{
	struct mh_record link;

	mh_record_init(&link, kind);
	mh_record_put_number(&link, "conference", conference);
	mh_record_put_number(&link, field, n);
	enum mh_status status = mh_store_put(store, &link, err);
	mh_record_free(&link);
	return status;
}

enum mh_status mh_conference_add(struct mh_store *store, struct mh_record *conference, const struct mh_numbers *cases, const struct mh_numbers *partners,
	struct mh_err *err)
{
	enum mh_status status = MH_OK;

	if (cases->count == 0 || partners->count == 0)
		return mh_fail(err, MH_INPUT, _("a conference talks about cases with partners: name both"));
	mh_record_initial(conference);
	for (size_t i = 0; i < cases->count && status == MH_OK; i++)
		status = check_linked(store, conference, (struct mh_id){ &mh_case, cases->list[i] }, err);
	for (size_t i = 0; i < partners->count && status == MH_OK; i++)
		status = check_linked(store, conference, (struct mh_id){ &mh_partner, partners->list[i] }, err);
	if (status == MH_OK)
		status = mh_record_check(conference, mh_store_catalogues(store), mh_today(), NULL, NULL, err);
	if (status == MH_OK)
		status = mh_store_put(store, conference, err);
	for (size_t i = 0; i < partners->count && status == MH_OK; i++)
		status = put_link(store, &mh_invitation, conference->n, "partner", partners->list[i], err);
	for (size_t i = 0; i < cases->count && status == MH_OK; i++)
		status = put_link(store, &mh_discussed, conference->n, "case", cases->list[i], err);
	return status;
}

enum mh_status mh_partner_involved(struct mh_store *store, int64_t case_n, int64_t partner_n, bool *involved, struct mh_err *err)
{
	static const struct mh_kind *const kinds[] = { &mh_party, &mh_referral, &mh_stay };
	enum mh_status status = MH_OK;

	*involved = false;
	for (size_t i = 0; i < MH_COUNT(kinds) && status == MH_OK && !*involved; i++) {
		struct mh_query query;
		int64_t count = 0;

		mh_query_init(&query, kinds[i]);
		mh_query_is_number(&query, "case", case_n);
		mh_query_is_number(&query, "partner", partner_n);
		status = mh_store_count(store, &query, &count, err);
		mh_query_free(&query);
		*involved = count > 0;
	}
	return status;
}

struct finding { int64_t case_n; struct mh_record *out; bool found; };

static enum mh_status take(void *arg, struct mh_record *rec, struct mh_err *err)
{
	struct finding *finding = arg;

	(void)err;
	if (mh_record_number(rec, "case") != finding->case_n)
		return MH_OK;
	mh_record_free(finding->out);
	mh_record_copy(finding->out, rec);
	finding->found = true;
	return MH_OK;
}

enum mh_status mh_conference_case(struct mh_store *store, int64_t conference_n, int64_t case_n, struct mh_record *discussed, struct mh_err *err)
{
	struct finding finding = { case_n, discussed, false };
	struct mh_query query;
	char id[MH_ID_SIZE];

	mh_query_init(&query, &mh_discussed);
	mh_query_is_number(&query, "conference", conference_n);
	enum mh_status status = mh_store_each(store, &query, take, &finding, err);
	mh_query_free(&query);
	if (status == MH_OK && !finding.found) {
		mh_id_format((struct mh_id){ &mh_case, case_n }, id);
		status = mh_fail(err, MH_NO, _("%s: is not talked about in this conference"), id);
	}
	return status;
}
