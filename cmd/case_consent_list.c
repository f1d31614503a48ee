/* mh-case consent list: the answers of one case, or of all. */

#include "base/i18n.h"
#include "commands_case.h"
#include "list.h"

static enum mh_status run(struct mh_session *, void *, int, char **, struct mh_err *);

const struct mh_command case_consent_list = {
	.name = "consent list", .operands = N_("[case]"), .min = 0, .max = 1,
	.summary = N_("list the answers of a case, or of all cases"),
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
	mh_query_init(&query, &mh_consent);
	if (argc > 0)
		status = mh_store_get_text(session->store, argv[0], &mh_case, &the_case, err);
	if (status == MH_OK && argc > 0)
		mh_query_is_number(&query, "case", the_case.n);
	if (status == MH_OK)
		status = mh_list(session, &query, "id,case,on,purpose,partner,fields,answer,until", NULL, NULL, err);
	mh_query_free(&query);
	mh_record_free(&the_case);
	return status;
}
