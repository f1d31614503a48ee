/* mh-case assign: hand cases to a colleague, for good or until a day. */

#include <string.h>

#include "base/clock.h"
#include "base/i18n.h"
#include "chain/coordinator.h"
#include "cli/talk.h"
#include "commands_case.h"
#include "session.h"

struct args {
	const char *to, *from, *until, *all_of;
};

static const struct mh_option options[] = {
	{ 0, "to", MH_OPT_TEXT, offsetof(struct args, to), N_("colleague"), NULL, N_("colleague who coordinates from now on (user name)") },
	{ 0, "from", MH_OPT_DATE, offsetof(struct args, from), N_("date"), NULL, N_("first day; today where it is not given") },
	{ 0, "until", MH_OPT_DATE, offsetof(struct args, until), N_("date"), NULL, N_("last day; without it the case is the colleague's for good") },
	{ 0, "all-of", MH_OPT_TEXT, offsetof(struct args, all_of), N_("colleague"), NULL, N_("all open cases of this colleague, as for leave") },
	{ 0 }
};

static enum mh_status run(struct mh_session *, void *, int, char **, struct mh_err *);

const struct mh_command case_assign = {
	.name = "assign", .operands = N_("[case ...]"), .min = 0, .max = -1,
	.summary = N_("hand cases to a colleague, for good or until a day"),
	.options = options, .args_size = sizeof(struct args),
	.takes = MH_TAKES_WRITE,
	.run = run,
};

struct handing { struct mh_session *session; const struct mh_handover *what; size_t count; };

static enum mh_status hand_one(void *arg, const char *id, struct mh_err *err)
{
	struct handing *all = arg;
	struct mh_record the_case;

	mh_record_init(&the_case, &mh_case);
	enum mh_status status = mh_store_get_text(all->session->store, id, &mh_case, &the_case, err);
	if (status == MH_OK)
		status = mh_case_hand_over(all->session->store, &the_case, all->what, err);
	all->count += status == MH_OK;
	mh_record_free(&the_case);
	return status;
}

static enum mh_status check(const struct args *args, int argc, struct mh_handover *what, struct mh_err *err)
{
	if (args->to == NULL)
		return mh_fail(err, MH_USAGE, _("--to: is required and was not given: give it"));
	if ((args->all_of != NULL) == (argc > 0))
		return mh_fail(err, MH_USAGE, _("name cases, or --all-of a colleague: one of both"));
	what->to = args->to;
	what->from = mh_today();
	if (args->from != NULL)
		mh_date_parse(args->from, &what->from);
	if (args->until != NULL)
		mh_date_parse(args->until, &what->until);
	if (args->from != NULL && args->until == NULL)
		return mh_fail(err, MH_USAGE, _("--from: is for a time that ends: give --until"));
	if (args->until != NULL && mh_date_compare(what->until, what->from) < 0)
		return mh_fail(err, MH_INPUT, _("--until %s: lies before the first day"), args->until);
	return MH_OK;
}

static enum mh_status run(struct mh_session *session, void *arg, int argc, char **argv, struct mh_err *err)
{
	const struct args *args = arg;
	struct mh_handover what = { .until = { 0, 0, 0 } };
	struct handing all = { session, &what, 0 };
	enum mh_status status = check(args, argc, &what, err);

	if (status == MH_OK)
		status = mh_store_begin(session->store, session->log, err);
	if (status == MH_OK)
		status = args->all_of != NULL ? mh_case_hand_over_all(session->store, args->all_of, &what, &all.count, err)
			: mh_each_operand(argc, argv, hand_one, &all, err);
	if (status == MH_OK && all.count == 0)
		status = mh_fail(err, MH_NO, args->all_of != NULL ? _("--all-of %.64s: coordinates no open case") : _("no cases were given"), args->all_of);
	if (status == MH_OK)
		status = mh_store_commit(session->store, err);
	if (status == MH_OK)
		mh_say(session, ngettext("%zu case: handed to %s", "%zu cases: handed to %s", all.count), all.count, args->to);
	mh_store_rollback(session->store);
	return status;
}
