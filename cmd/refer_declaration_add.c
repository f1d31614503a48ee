/* mh-refer declaration add: record that a partner signed the declaration, or took that back: by its statement, or on paper. */

#include <string.h>

#include "base/clock.h"
#include "base/file.h"
#include "base/i18n.h"
#include "commands_refer.h"
#include "declare.h"
#include "exchange/declaration.h"
#include "record/options.h"
#include "refer.h"

struct args {
	const char *by;
	struct mh_pairs fields;
	bool paper, withdrawn;
};

#define FIELD(name, argument, help) { 0, name, MH_OPT_FIELD, offsetof(struct args, fields), argument, NULL, help }

static const struct mh_option options[] = {
	{ 0, "paper", MH_OPT_FLAG, offsetof(struct args, paper), NULL, NULL, N_("it was signed on paper: the operand is the declaration") },
	{ 0, "by", MH_OPT_TEXT, offsetof(struct args, by), N_("code"), "kind:partner", N_("organisation that signed on paper") },
	FIELD("signatory", N_("text"), N_("role of who signed, such as mayor: not a name")),
	FIELD("on", N_("date"), N_("day on which it was signed on paper")),
	{ 0, "withdrawn", MH_OPT_FLAG, offsetof(struct args, withdrawn), NULL, NULL, N_("the paper takes the signature back") },
	{ 0 }
};

static enum mh_status run(struct mh_session *, void *, int, char **, struct mh_err *);

const struct mh_command refer_declaration_add = {
	.name = "declaration add", .operands = N_("file"), .min = 1, .max = 1,
	.summary = N_("record a partner's signature: its statement, or one on paper"),
	.options = options, .args_size = sizeof(struct args),
	.takes = MH_TAKES_WRITE | MH_TAKES_DRY_RUN,
	.run = run,
};

static enum mh_status find_by(struct mh_session *session, const char *code, struct mh_record *signing, struct mh_err *err)
{
	struct mh_record partner;

	if (strcmp(code, mh_store_about(session->store)->organisation) == 0)
		return MH_OK;
	mh_record_init(&partner, &mh_partner);
	enum mh_status status = refer_partner(session, code, &partner, err);
	if (status == MH_OK)
		mh_record_put_number(signing, "partner", partner.n);
	mh_record_free(&partner);
	return status;
}

static enum mh_status check_paper(const struct args *args, const struct mh_record *signing, struct mh_err *err)
{
	struct mh_date on;

	if (args->by == NULL || !mh_record_has(signing, "on") || (!args->withdrawn && !mh_record_has(signing, "signatory")))
		return mh_fail(err, MH_USAGE, _("--paper: say who signed it, in which role, and when: --by CODE --signatory ROLE --on DATE"));
	if (mh_date_parse(mh_record_text(signing, "on"), &on) && mh_date_compare(on, mh_today()) > 0)
		return mh_fail(err, MH_INPUT, _("--on %s: lies in the future"), mh_record_text(signing, "on"));
	return MH_OK;
}

/* Nobody signs a text that is not there yet. */
static enum mh_status check_text_day(const struct mh_record *declaration, const struct mh_record *signing, struct mh_err *err)
{
	const char *text = mh_record_text(declaration, "on"), *on = mh_record_text(signing, "on");
	char id[MH_ID_SIZE];

	mh_record_id(declaration, id);
	return strcmp(on, text) >= 0 ? MH_OK : mh_fail(err, MH_INPUT, _("--on %s: lies before the text of %s, which is of %s"), on, id, text);
}

static enum mh_status read_paper(struct mh_session *session, const struct args *args, const char *id, struct mh_record *signing, struct mh_err *err)
{
	struct mh_record declaration;

	mh_record_init(&declaration, &mh_declaration);
	enum mh_status status = mh_record_assign(signing, &args->fields, err);
	if (status == MH_OK)
		status = check_paper(args, signing, err);
	if (status == MH_OK)
		status = mh_store_get_text(session->store, id, &mh_declaration, &declaration, err);
	if (status == MH_OK)
		status = check_text_day(&declaration, signing, err);
	if (status == MH_OK)
		status = find_by(session, args->by, signing, err);
	if (status == MH_OK) {
		mh_record_put_number(signing, "declaration", declaration.n);
		mh_record_put(signing, "paper", "yes", NULL);
		status = mh_record_put(signing, "says", args->withdrawn ? MH_SAYS_WITHDRAWN : MH_SAYS_SIGNED, err);
	}
	mh_record_free(&declaration);
	return status;
}

static enum mh_status read_statement(struct mh_session *session, const struct args *args, const char *path, struct mh_record *signing, struct mh_err *err)
{
	struct mh_str message;

	if (args->by != NULL || args->withdrawn || args->fields.count > 0)
		return mh_fail(err, MH_USAGE, _("--by, --signatory, --on and --withdrawn go with --paper: a statement says these itself"));
	mh_str_init(&message, MH_DECLARATION_STATEMENT_MOST);
	enum mh_status status = mh_file_read(path, &message, err);
	if (status == MH_OK)
		status = mh_declaration_read(session->store, path, (struct mh_blob){ message.s, message.len }, mh_clock_system(), signing, err);
	mh_str_free(&message);
	return status;
}

static enum mh_status run(struct mh_session *session, void *arg, int argc, char **argv, struct mh_err *err)
{
	const struct args *args = arg;
	struct mh_record signing;

	(void)argc;
	mh_record_init(&signing, &mh_signing);
	enum mh_status status = args->paper ? read_paper(session, args, argv[0], &signing, err) : read_statement(session, args, argv[0], &signing, err);
	if (status == MH_OK)
		status = declare_put(session, &signing, err);
	mh_record_free(&signing);
	return status;
}
