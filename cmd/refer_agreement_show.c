/* mh-refer agreement show: what was agreed, with whom, and when it is to be reviewed. */

#include "base/i18n.h"
#include "commands_refer.h"
#include "list.h"
#include "show.h"

static enum mh_status run(struct mh_session *, void *, int, char **, struct mh_err *);

const struct mh_command refer_agreement_show = {
	.name = "agreement show", .operands = N_("agreement ..."), .min = 1, .max = -1,
	.summary = N_("show agreements with their parties"),
	.takes = MH_TAKES_STORE | MH_TAKES_FORMAT | MH_TAKES_AS_OF,
	.run = run,
};

static enum mh_status parties(struct mh_session *session, struct mh_record *rec, void *arg, struct mh_err *err)
{
	struct mh_query query;

	(void)arg;
	mh_query_init(&query, &mh_agreed);
	mh_query_is_number(&query, "agreement", rec->n);
	enum mh_status status = mh_list_parts(session, &query, _("further parties"), "partner", err);
	mh_query_free(&query);
	return status;
}

static enum mh_status run(struct mh_session *session, void *args, int argc, char **argv, struct mh_err *err)
{
	const struct mh_show show = { .kind = &mh_agreement, .after = parties };

	(void)args;
	return mh_show(session, &show, argc, argv, err);
}
