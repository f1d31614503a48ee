/* mh-refer declaration new: record a text of the declaration of intent, by its digest. */

#include "base/clock.h"
#include "base/file.h"
#include "base/i18n.h"
#include "commands_refer.h"
#include "exchange/declaration.h"
#include "put.h"
#include "record/options.h"

#define TEXT_MOST ((size_t)16 << 20)

struct args {
	struct mh_pairs fields;
};

static const struct mh_option *fields(void)
{
	return mh_kind_options(&mh_declaration, offsetof(struct args, fields));
}

static enum mh_status run(struct mh_session *, void *, int, char **, struct mh_err *);

const struct mh_command refer_declaration_new = {
	.name = "declaration new", .operands = N_("file"), .min = 1, .max = 1,
	.summary = N_("record a text of the declaration of intent; prints its id"),
	.more = fields, .args_size = sizeof(struct args),
	.takes = MH_TAKES_WRITE | MH_TAKES_DRY_RUN,
	.run = run,
};

static enum mh_status fill(struct mh_session *session, const struct args *args, struct mh_blob text, struct mh_record *declaration, struct mh_err *err)
{
	char digest[MH_DECLARATION_DIGEST_SIZE], today[MH_DATE_SIZE];

	mh_date_format(mh_today(), today);
	mh_declaration_digest(text, digest);
	enum mh_status status = mh_record_put(declaration, "digest", digest, err);
	if (status == MH_OK)
		status = mh_record_assign(declaration, &args->fields, err);
	mh_record_initial(declaration);
	if (status == MH_OK && !mh_record_has(declaration, "on"))
		status = mh_record_put(declaration, "on", today, err);
	return status == MH_OK ? mh_record_check(declaration, mh_store_catalogues(session->store), mh_today(), NULL, NULL, err) : status;
}

static enum mh_status run(struct mh_session *session, void *arg, int argc, char **argv, struct mh_err *err)
{
	struct mh_record declaration;
	struct mh_str text;

	(void)argc;
	mh_record_init(&declaration, &mh_declaration);
	mh_str_init(&text, TEXT_MOST);
	enum mh_status status = mh_file_read(argv[0], &text, err);
	if (status == MH_OK && text.len == 0)
		status = mh_fail(err, MH_INPUT, _("%s: is empty: give the file of the declaration's text"), argv[0]);
	if (status == MH_OK)
		status = fill(session, arg, (struct mh_blob){ text.s, text.len }, &declaration, err);
	if (status == MH_OK)
		status = mh_put_and_say(session, &declaration, err);
	mh_str_free(&text);
	mh_record_free(&declaration);
	return status;
}
