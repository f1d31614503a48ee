/* mh-refer declaration withdraw: take this organisation's signature back, by a statement of our own. */

#include "base/i18n.h"
#include "commands_refer.h"
#include "declare.h"
#include "exchange/declaration.h"
#include "record/options.h"

struct args {
	const char *output;
	struct mh_pairs fields;
};

static const struct mh_option options[] = {
	{ 0, "reason", MH_OPT_FIELD, offsetof(struct args, fields), "-", NULL, N_("why: read from standard input; it stays here") },
	{ 'o', "output", MH_OPT_FILE, offsetof(struct args, output), "file", NULL, N_("where the statement is written, instead of standard output") },
	{ 0 }
};

static enum mh_status run(struct mh_session *, void *, int, char **, struct mh_err *);

const struct mh_command refer_declaration_withdraw = {
	.name = "declaration withdraw", .operands = N_("declaration"), .min = 1, .max = 1,
	.summary = N_("take this organisation's signature back"),
	.options = options, .args_size = sizeof(struct args),
	.takes = MH_TAKES_WRITE,
	.run = run,
};

static enum mh_status run(struct mh_session *session, void *arg, int argc, char **argv, struct mh_err *err)
{
	const struct args *args = arg;
	struct mh_record signing;

	(void)argc;
	mh_record_init(&signing, &mh_signing);
	enum mh_status status = mh_record_assign(&signing, &args->fields, err);
	if (status == MH_OK)
		status = declare_own(session, argv[0], NULL, MH_SAYS_WITHDRAWN, args->output, &signing, err);
	mh_record_free(&signing);
	return status;
}
