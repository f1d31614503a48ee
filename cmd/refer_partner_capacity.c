/* mh-refer partner capacity: record how many beds a shelter has from a day on, or show what was recorded. */

#include <string.h>

#include "base/clock.h"
#include "base/i18n.h"
#include "commands_refer.h"
#include "list.h"
#include "put.h"
#include "record/options.h"
#include "refer.h"

struct args {
	struct mh_pairs fields;
};

static const struct mh_option *fields(void)
{
	return mh_kind_options(&mh_capacity, offsetof(struct args, fields));
}

static enum mh_status run(struct mh_session *, void *, int, char **, struct mh_err *);

const struct mh_command refer_partner_capacity = {
	.name = "partner capacity", .operands = N_("partner"), .min = 1, .max = 1,
	.summary = N_("record how many beds a shelter has from a day on; without options list them"),
	.more = fields, .args_size = sizeof(struct args),
	.takes = MH_TAKES_WRITE | MH_TAKES_ROWS,
	.run = run,
};

static enum mh_status list(struct mh_session *session, int64_t partner, struct mh_err *err)
{
	struct mh_query query;

	mh_query_init(&query, &mh_capacity);
	mh_query_is_number(&query, "partner", partner);
	enum mh_status status = mh_list(session, &query, "id,place,beds,from,until", NULL, NULL, err);
	mh_query_free(&query);
	return status;
}

static enum mh_status check_days(const struct mh_record *capacity, struct mh_err *err)
{
	const char *from = mh_record_text(capacity, "from"), *until = mh_record_text(capacity, "until");

	return until[0] == '\0' || strcmp(until, from) >= 0 ? MH_OK : mh_fail(err, MH_INPUT, _("--until %s: lies before its first day, %s"), until, from);
}

static enum mh_status put(struct mh_session *session, const struct args *args, int64_t partner, struct mh_err *err)
{
	struct mh_record capacity;
	char today[MH_DATE_SIZE];

	mh_record_init(&capacity, &mh_capacity);
	mh_record_put_number(&capacity, "partner", partner);
	enum mh_status status = mh_record_assign(&capacity, &args->fields, err);
	mh_date_format(mh_today(), today);
	if (status == MH_OK && !mh_record_has(&capacity, "from"))
		status = mh_record_put(&capacity, "from", today, err);
	if (status == MH_OK)
		status = check_days(&capacity, err);
	if (status == MH_OK)
		status = mh_record_check(&capacity, mh_store_catalogues(session->store), mh_today(), NULL, NULL, err);
	if (status == MH_OK)
		status = mh_put_and_say(session, &capacity, err);
	mh_record_free(&capacity);
	return status;
}

static enum mh_status run(struct mh_session *session, void *arg, int argc, char **argv, struct mh_err *err)
{
	const struct args *args = arg;
	struct mh_record partner;

	(void)argc;
	mh_record_init(&partner, &mh_partner);
	enum mh_status status = refer_partner(session, argv[0], &partner, err);
	if (status == MH_OK)
		status = args->fields.count == 0 ? list(session, partner.n, err) : put(session, args, partner.n, err);
	mh_record_free(&partner);
	return status;
}
