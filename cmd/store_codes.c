/* mh-store codes: which codes there are. */

#include "base/i18n.h"
#include "commands_store.h"
#include "list.h"

static enum mh_status run(struct mh_session *, void *, int, char **, struct mh_err *);

const struct mh_command store_codes = {
	.name = "codes", .operands = "[catalogue]", .min = 0, .max = 1,
	.summary = N_("list the codes of a catalogue, or of all"),
	.takes = MH_TAKES_STORE | MH_TAKES_ROWS | MH_TAKES_AS_OF,
	.run = run,
};

static enum mh_status run(struct mh_session *session, void *args, int argc, char **argv, struct mh_err *err)
{
	const char *const columns = mh_language_dutch() ? "code,nl,parent,to,checked" : "code,en,parent,to,checked";
	struct mh_query query;
	enum mh_status s = MH_OK;

	(void)args;
	mh_query_init(&query, &mh_code);
	if (argc > 0) {
		if (!mh_catalogue(mh_store_catalogues(session->store), argv[0], err))
			s = err->status;
		else
			mh_query_is(&query, "catalogue", argv[0]);
	}
	if (s == MH_OK && !session->common.sort)
		s = mh_query_sort(&query, argc > 0 ? "position" : "catalogue,position", err);
	if (s == MH_OK)
		s = mh_list(session, &query, argc > 0 ? columns : mh_language_dutch() ? "catalogue,code,nl" : "catalogue,code,en", NULL, NULL, err);
	mh_query_free(&query);
	return s;
}
