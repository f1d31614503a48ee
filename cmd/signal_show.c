/* mh-signal show: print signals whole, with who is mentioned in them. */

#include <stdio.h>

#include "base/i18n.h"
#include "commands_signal.h"
#include "list.h"
#include "show.h"
#include "signal_parts.h"

struct args {
	bool identity;
	const char *purpose;
};

static const struct mh_option options[] = {
	{ 0, "identity", MH_OPT_FLAG, offsetof(struct args, identity), NULL, NULL, N_("open what is kept sealed; it is written into the log") },
	{ 0, "purpose", MH_OPT_TEXT, offsetof(struct args, purpose), N_("code"), "catalogue:purpose", N_("what it is opened for") },
	{ 0 }
};

static enum mh_status run(struct mh_session *, void *, int, char **, struct mh_err *);

const struct mh_command signal_show = {
	.name = "show", .operands = "signal ...", .min = 1, .max = -1,
	.summary = N_("print signals whole, with who is mentioned in them"),
	.options = options, .args_size = sizeof(struct args),
	.takes = MH_TAKES_STORE | MH_TAKES_FORMAT | MH_TAKES_AS_OF,
	.run = run,
};

static enum mh_status show_mention(void *arg, struct mh_record *mention, struct mh_err *err)
{
	struct mh_session *session = arg;
	enum mh_status status = mh_store_open_values(session->store, mention, err);

	if (status != MH_OK)
		return status;
	putchar('\n');
	mh_show_record(session, mention);
	return MH_OK;
}

/* With a purpose each mention is printed whole, else all of them as a table. */
static enum mh_status show_mentions(struct mh_session *session, struct mh_record *signal, void *arg, struct mh_err *err)
{
	const struct args *args = arg;
	struct mh_query query;
	enum mh_status status;

	mh_query_init(&query, &mh_mention);
	mh_query_is_number(&query, "signal", signal->n);
	if (args->identity)
		status = mh_store_each(session->store, &query, show_mention, session, err);
	else
		status = mh_list_parts(session, &query, _("mentioned"), "id,role,person,sex,age-band,country", err);
	mh_query_free(&query);
	return status == MH_OK ? mh_signal_parts(session, signal, args->identity, err) : status;
}

static enum mh_status run(struct mh_session *session, void *arg, int argc, char **argv, struct mh_err *err)
{
	struct args *args = arg;
	const struct mh_show show = {
		.kind = &mh_signal, .purpose = args->purpose, .parts = { &mh_mention, &mh_assessment, &mh_link }, .after = show_mentions, .arg = args,
	};

	if (args->identity && !args->purpose)
		return mh_fail(err, MH_USAGE, _("--identity asks for --purpose: what is it opened for?"));
	if (args->purpose && !args->identity)
		return mh_fail(err, MH_USAGE, _("--purpose belongs to --identity"));
	return mh_show(session, &show, argc, argv, err);
}
