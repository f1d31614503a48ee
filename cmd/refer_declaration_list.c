/* mh-refer declaration list: texts of the declaration of intent. */

#include "base/i18n.h"
#include "commands_refer.h"
#include "list.h"

static enum mh_status run(struct mh_session *, void *, int, char **, struct mh_err *);

const struct mh_command refer_declaration_list = {
	.name = "declaration list", .operands = "", .min = 0, .max = 0,
	.summary = N_("list the texts of the declaration of intent"),
	.takes = MH_TAKES_STORE | MH_TAKES_ROWS | MH_TAKES_AS_OF,
	.run = run,
};

static enum mh_status run(struct mh_session *session, void *args, int argc, char **argv, struct mh_err *err)
{
	struct mh_query query;

	(void)args, (void)argc, (void)argv;
	mh_query_init(&query, &mh_declaration);
	enum mh_status status = mh_list(session, &query, "id,name,edition,on,evaluate,replaces", NULL, NULL, err);
	mh_query_free(&query);
	return status;
}
