/* mh-refer declaration show: a text of the declaration, and every signature and withdrawal of it. */

#include "base/i18n.h"
#include "commands_refer.h"
#include "list.h"
#include "show.h"

struct args { const char *purpose; };

static const struct mh_option options[] = {
	{ 0, "purpose", MH_OPT_TEXT, offsetof(struct args, purpose), N_("code"), "catalogue:purpose", N_("open sealed values for this purpose") },
	{ 0 }
};

static enum mh_status run(struct mh_session *, void *, int, char **, struct mh_err *);

const struct mh_command refer_declaration_show = {
	.name = "declaration show", .operands = N_("id ..."), .min = 1, .max = -1,
	.summary = N_("show declarations, or signatures of them"),
	.options = options, .args_size = sizeof(struct args),
	.takes = MH_TAKES_STORE | MH_TAKES_FORMAT | MH_TAKES_AS_OF,
	.run = run,
};

static enum mh_status signings(struct mh_session *session, struct mh_record *rec, void *arg, struct mh_err *err)
{
	struct mh_query query;

	(void)arg;
	mh_query_init(&query, &mh_signing);
	mh_query_is_number(&query, "declaration", rec->n);
	enum mh_status status = mh_list_parts(session, &query, _("signatures"), "id,partner,says,on,paper,signatory,fingerprint", err);
	mh_query_free(&query);
	return status;
}

static enum mh_status run(struct mh_session *session, void *arg, int argc, char **argv, struct mh_err *err)
{
	const struct args *args = arg;
	const struct mh_show of_declaration = { .kind = &mh_declaration, .purpose = args->purpose, .after = signings };
	const struct mh_show of_signing = { .kind = &mh_signing, .purpose = args->purpose };
	struct mh_id id;

	return mh_show(session, mh_id_parse(argv[0], &id) && id.kind == &mh_signing ? &of_signing : &of_declaration, argc, argv, err);
}
