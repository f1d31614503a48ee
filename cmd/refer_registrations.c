/* mh-refer registrations: which victims were registered with the national centre, since when, with what type of dossier. */

#include "base/i18n.h"
#include "commands_refer.h"
#include "list.h"

static enum mh_status run(struct mh_session *, void *, int, char **, struct mh_err *);

const struct mh_command refer_registrations = {
	.name = "registrations", .operands = "", .min = 0, .max = 0,
	.summary = N_("list registrations with the national centre"),
	.takes = MH_TAKES_STORE | MH_TAKES_ROWS | MH_TAKES_AS_OF,
	.run = run,
};

static enum mh_status run(struct mh_session *session, void *args, int argc, char **argv, struct mh_err *err)
{
	struct mh_query query;

	(void)args, (void)argc, (void)argv;
	mh_query_init(&query, &mh_registration);
	enum mh_status status = mh_list(session, &query, "id,case,partner,on,dossier,ground,channel,already-by", NULL, NULL, err);
	mh_query_free(&query);
	return status;
}
