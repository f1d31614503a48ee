/* mh-case stay edit: complete a stay: until when, why it lasts longer, the shelter's number, the address. */

#include <string.h>

#include "base/clock.h"
#include "commands_case.h"
#include "part.h"
#include "record/options.h"
#include "stay.h"

static const struct mh_option options[] = {
	STAY_UNTIL,
	STAY_FIELD("overstay", N_("code"), "catalogue:overstay-reason", N_("why it lasts longer than it should")),
	STAY_BEDS,
	STAY_REFERENCE,
	STAY_ADDRESS,
	STAY_OVER,
	{ 0 }
};

static enum mh_status run(struct mh_session *, void *, int, char **, struct mh_err *);

const struct mh_command case_stay_edit = {
	.name = "stay edit", .operands = N_("stay"), .min = 1, .max = 1,
	.summary = N_("complete a stay: until when, why it lasts longer, the shelter's own number"),
	.options = options, .args_size = sizeof(struct stay_args),
	.takes = MH_TAKES_WRITE | MH_TAKES_DRY_RUN,
	.run = run,
};

/* More beds need room from today on, and so does a later last day. */
static enum mh_status check(struct mh_session *session, const void *arg, struct mh_record *the_case, struct mh_record *stay, struct mh_err *err)
{
	enum mh_status status = mh_record_assign(stay, arg, err);

	(void)the_case;
	return status == MH_OK ? mh_stay_room(session->store, stay, mh_today(), strcmp(mh_record_text(stay, "state"), "admitted") == 0, err) : status;
}

static enum mh_status run(struct mh_session *session, void *arg, int argc, char **argv, struct mh_err *err)
{
	const struct stay_args *args = arg;

	(void)argc;
	if (args->fields.count == 0)
		return mh_fail(err, MH_USAGE, _("nothing to change: name a field, as --until 2026-03-01"));
	return mh_part_change(session, &mh_part_stay, argv[0], &(struct mh_part_change){ NULL, NULL }, &(struct mh_part_more){ check, &args->fields }, err);
}
