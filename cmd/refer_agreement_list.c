/* mh-refer agreement list: what was agreed with partners. */

#include "base/i18n.h"
#include "commands_refer.h"
#include "list.h"

static enum mh_status run(struct mh_session *, void *, int, char **, struct mh_err *);

const struct mh_command refer_agreement_list = {
	.name = "agreement list", .operands = "", .min = 0, .max = 0,
	.summary = N_("list agreements"),
	.takes = MH_TAKES_STORE | MH_TAKES_ROWS | MH_TAKES_AS_OF,
	.run = run,
};

static enum mh_status run(struct mh_session *session, void *args, int argc, char **argv, struct mh_err *err)
{
	struct mh_query query;
	enum mh_status status;

	(void)args, (void)argc, (void)argv;
	mh_query_init(&query, &mh_agreement);
	status = mh_list(session, &query, "id,kind,name,partner,signed,review,until", NULL, NULL, err);
	mh_query_free(&query);
	return status;
}
