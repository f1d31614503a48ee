/* mh-case request list: what was asked about the own data, and what was decided; of one case, or of all. */

#include "base/i18n.h"
#include "commands_case.h"
#include "list.h"

static enum mh_status run(struct mh_session *, void *, int, char **, struct mh_err *);

const struct mh_command case_request_list = {
	.name = "request list", .operands = N_("[case]"), .min = 0, .max = 1,
	.summary = N_("list requests about the own data and what was decided, of a case or of all"),
	.takes = MH_TAKES_STORE | MH_TAKES_ROWS | MH_TAKES_AS_OF,
	.run = run,
};

static enum mh_status run(struct mh_session *session, void *arg, int argc, char **argv, struct mh_err *err)
{
	struct mh_record the_case;
	struct mh_query query;
	enum mh_status status = MH_OK;

	(void)arg;
	mh_record_init(&the_case, &mh_case);
	mh_query_init(&query, &mh_request);
	if (argc > 0)
		status = mh_store_get_text(session->store, argv[0], &mh_case, &the_case, err);
	if (status == MH_OK && argc > 0)
		mh_query_is_number(&query, "case", the_case.n);
	if (status == MH_OK)
		status = mh_list(session, &query, "id,case,on,right,by,decision,grounds,fields,given,kept-back", NULL, NULL, err);
	mh_query_free(&query);
	mh_record_free(&the_case);
	return status;
}
