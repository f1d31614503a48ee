/* mh-store hold add: keep a record longer than its term. */

#include <string.h>

#include "base/clock.h"
#include "base/i18n.h"
#include "commands_store.h"
#include "record/options.h"
#include "session.h"

struct args {
	struct mh_pairs fields;
};

static const struct mh_option *field_options(void)
{
	return mh_kind_options(&mh_hold, offsetof(struct args, fields));
}

static enum mh_status run(struct mh_session *, void *, int, char **, struct mh_err *);

const struct mh_command store_hold_add = {
	.name = "hold add", .operands = N_("record"), .min = 1, .max = 1,
	.summary = N_("keep a case, signal, person or referral longer than its term"),
	.more = field_options, .args_size = sizeof(struct args),
	.takes = MH_TAKES_STORE | MH_TAKES_WRITE,
	.run = run,
};

/* The field of the hold that points to a record of this kind. */
static enum mh_status point(struct mh_session *session, const char *text, struct mh_record *hold, struct mh_err *err)
{
	struct mh_record held = { .kind = NULL };
	enum mh_status status = mh_store_get_text(session->store, text, NULL, &held, err);

	if (status == MH_OK) {
		int field = mh_field_find(&mh_hold, held.kind->name);
		if (field < 0 || mh_hold.fields[field].type != MH_ID)
			status = mh_fail(err, MH_USAGE, _("%.60s: a %s is kept with what it belongs to: name that"), text, mh_name("kind", held.kind->name));
		else
			mh_record_set_number(hold, field, held.n);
	}
	if (held.kind != NULL)
		mh_record_free(&held);
	return status;
}

static enum mh_status read_hold(struct mh_session *session, const struct args *args, struct mh_record *hold, struct mh_err *err)
{
	char today[MH_DATE_SIZE];
	enum mh_status status = mh_record_assign(hold, &args->fields, err);

	mh_date_format(mh_moment_day(mh_clock_system()), today);
	if (status == MH_OK)
		status = mh_record_put(hold, "on", today, err);
	if (status == MH_OK && mh_record_has(hold, "until") && strcmp(mh_record_text(hold, "until"), today) < 0)
		status = mh_fail(err, MH_INPUT, _("--until %s: is past"), mh_record_text(hold, "until"));
	if (status == MH_OK && !mh_record_has(hold, "reason"))
		status = mh_fail(err, MH_USAGE, _("--reason: is required: a code of catalogue hold-reason"));
	if (status == MH_OK)
		status = mh_record_check(hold, mh_store_catalogues(session->store), mh_today(), NULL, NULL, err);
	return status;
}

static enum mh_status run(struct mh_session *session, void *arg, int argc, char **argv, struct mh_err *err)
{
	struct mh_record hold;
	char id[MH_ID_SIZE];

	(void)argc;
	mh_record_init(&hold, &mh_hold);
	enum mh_status status = point(session, argv[0], &hold, err);
	if (status == MH_OK)
		status = read_hold(session, arg, &hold, err);
	if (status == MH_OK)
		status = mh_store_begin(session->store, session->log, err);
	if (status == MH_OK)
		status = mh_store_put(session->store, &hold, err);
	if (status == MH_OK)
		status = mh_store_commit(session->store, err);
	if (status == MH_OK) {
		mh_record_id(&hold, id);
		printf("%s\n", id);
	}
	mh_record_free(&hold);
	return status;
}
