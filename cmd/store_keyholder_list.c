/* mh-store keyholder list: who can open sealed values. */

#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "commands_store.h"
#include "session.h"

static enum mh_status run(struct mh_session *, void *, int, char **, struct mh_err *);

const struct mh_command store_keyholder_list = {
	.name = "keyholder list", .operands = "", .min = 0, .max = 0,
	.summary = N_("list the people who can open sealed values"),
	.takes = MH_TAKES_STORE | MH_TAKES_FORMAT,
	.run = run,
};

static const struct mh_column columns[] = {
	{ "fingerprint", N_("fingerprint"), false, false }, { "name", N_("name"), false, false }, { "expires", N_("expires"), false, false }, { "entry", N_("since log entry"), true, false },
};

static enum mh_status say_key(void *arg, const struct mh_allowed_key *key, struct mh_err *err)
{
	char expires[MH_MOMENT_SIZE] = "";

	if (key->expires != 0)
		mh_date_format(mh_moment_day(key->expires), expires);
	const struct mh_cell cells[] = { mh_cell_text(key->fingerprint), mh_cell_text(key->name), mh_cell_text(expires), mh_cell_number(key->entry) };

	(void)err;
	if (strcmp(key->role, "keyholder") == 0)
		mh_rows_add(arg, cells);
	return MH_OK;
}

static enum mh_status run(struct mh_session *session, void *arg, int argc, char **argv, struct mh_err *err)
{
	struct mh_rows *rows = mh_session_rows(session, columns, MH_COUNT(columns), 0);

	(void)arg, (void)argc, (void)argv;
	enum mh_status status = mh_store_keys(session->store, say_key, rows, err);
	enum mh_status ended = mh_session_rows_end(session, rows, status == MH_OK ? err : NULL);
	return status == MH_OK ? ended : status;
}
