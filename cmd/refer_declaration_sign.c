/* mh-refer declaration sign: sign the declaration of intent, by a statement of our own. */

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
	{ 0, "signatory", MH_OPT_FIELD, offsetof(struct args, fields), N_("text"), NULL, N_("role of who signed, such as mayor: not a name") },
	{ 'o', "output", MH_OPT_FILE, offsetof(struct args, output), "file", NULL, N_("where the statement is written, instead of standard output") },
	{ 0 }
};

static enum mh_status run(struct mh_session *, void *, int, char **, struct mh_err *);

const struct mh_command refer_declaration_sign = {
	.name = "declaration sign", .operands = N_("declaration file"), .min = 2, .max = 2,
	.summary = N_("sign the declaration whose text is in the file, for this organisation"),
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
		status = declare_own(session, argv[0], argv[1], MH_SAYS_SIGNED, args->output, &signing, err);
	mh_record_free(&signing);
	return status;
}
