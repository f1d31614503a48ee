#include "rights.h"

#include "base/clock.h"
#include "base/i18n.h"
#include "chain/rights.h"
#include "put.h"

enum mh_status rights_by(struct mh_session *session, const char *by, const char **code, struct mh_err *err)
{
	struct mh_record request;

	*code = by != NULL ? by : "person";
	mh_record_init(&request, &mh_request);
	enum mh_status status = mh_record_put(&request, "by", *code, err);
	if (status == MH_OK)
		status = mh_check_code(session, &request, "by", err);
	mh_record_free(&request);
	return status;
}

static enum mh_status say_recipient(void *arg, struct mh_record *disclosure, struct mh_err *err)
{
	struct mh_session *session = arg;
	char id[MH_ID_SIZE], day[MH_DATE_SIZE];
	struct mh_record partner;

	mh_record_init(&partner, &mh_partner);
	enum mh_status status = mh_store_get(session->store, (struct mh_id){ &mh_partner, mh_record_number(disclosure, "partner") }, &partner, err);
	mh_record_id(disclosure, id);
	mh_date_format(mh_moment_day(mh_record_number(disclosure, "at")), day);
	if (status == MH_OK)
		mh_say(session, _("to be told (AVG art. 19): %s, who got it on %s (%s: %s)"), mh_record_text(&partner, "code"), day, id,
			mh_record_text(disclosure, "fields"));
	mh_record_free(&partner);
	return status;
}

enum mh_status rights_say_recipients(struct mh_session *session, int64_t person, const struct mh_record *changed, struct mh_err *err)
{
	return mh_recipients_each(session->store, person, changed, say_recipient, session, err);
}
