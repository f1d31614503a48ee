/* mh-case reopen: take a closed case up again. */

#include <string.h>

#include "base/i18n.h"
#include "cli/talk.h"
#include "commands_case.h"
#include "session.h"

static enum mh_status run(struct mh_session *, void *, int, char **, struct mh_err *);

const struct mh_command case_reopen = {
	.name = "reopen", .operands = N_("case"), .min = 1, .max = 1,
	.summary = N_("take a closed case up again"),
	.takes = MH_TAKES_WRITE,
	.run = run,
};

/* A person has one open case at a time. */
static enum mh_status check_other(struct mh_session *session, const struct mh_record *the_case, const char *id, struct mh_err *err)
{
	struct mh_query query;
	int64_t count = 0;

	mh_query_init(&query, &mh_case);
	mh_query_is_number(&query, "person", mh_record_number(the_case, "person"));
	mh_query_is(&query, "state", "open");
	enum mh_status status = mh_store_count(session->store, &query, &count, err);
	mh_query_free(&query);
	if (status == MH_OK && count > 0)
		status = mh_fail(err, MH_INPUT, _("%s: the person has another open case; go on in that one"), id);
	return status;
}

static enum mh_status reopen(struct mh_session *session, struct mh_record *the_case, struct mh_err *err)
{
	static const char *const emptied[] = { "closed", "outcome" };
	char id[MH_ID_SIZE];

	mh_record_id(the_case, id);
	if (strcmp(mh_record_text(the_case, "state"), "open") == 0)
		return mh_fail(err, MH_NO, _("%s: is open"), id);
	enum mh_status status = check_other(session, the_case, id, err);
	if (status == MH_OK)
		status = mh_record_put(the_case, "state", "open", err);
	for (size_t i = 0; i < 2 && status == MH_OK; i++)
		status = mh_record_put(the_case, emptied[i], "", err);
	if (status == MH_OK)
		status = mh_store_put(session->store, the_case, err);
	return status == MH_OK ? mh_store_commit(session->store, err) : status;
}

static enum mh_status run(struct mh_session *session, void *arg, int argc, char **argv, struct mh_err *err)
{
	struct mh_record the_case;

	(void)arg, (void)argc;
	mh_record_init(&the_case, &mh_case);
	enum mh_status status = mh_store_begin(session->store, session->log, err);	/* before it is looked at: nobody opens another meanwhile */
	if (status == MH_OK)
		status = mh_store_get_text(session->store, argv[0], &mh_case, &the_case, err);
	if (status == MH_OK)
		status = reopen(session, &the_case, err);
	mh_store_rollback(session->store);
	mh_record_free(&the_case);
	return status;
}
