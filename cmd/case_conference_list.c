/* mh-case conference list: conferences, planned and held. */

#include "base/i18n.h"
#include "commands_case.h"
#include "list.h"

static enum mh_status run(struct mh_session *, void *, int, char **, struct mh_err *);

const struct mh_command case_conference_list = {
	.name = "conference list", .operands = "", .min = 0, .max = 0,
	.summary = N_("list conferences"),
	.takes = MH_TAKES_STORE | MH_TAKES_ROWS | MH_TAKES_AS_OF,
	.run = run,
};

static enum mh_status run(struct mh_session *session, void *arg, int argc, char **argv, struct mh_err *err)
{
	struct mh_query query;

	(void)arg, (void)argc, (void)argv;
	mh_query_init(&query, &mh_conference);
	enum mh_status status = mh_list(session, &query, "id,on,at,purpose,state", NULL, NULL, err);
	mh_query_free(&query);
	return status;
}
