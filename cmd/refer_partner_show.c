/* mh-refer partner show: a partner with its profile and agreements. */

#include <stdlib.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "cli/talk.h"
#include "commands_refer.h"
#include "list.h"
#include "refer.h"
#include "show.h"

struct args { const char *purpose; };

static const struct mh_option options[] = {
	{ 0, "purpose", MH_OPT_TEXT, offsetof(struct args, purpose), N_("code"), "catalogue:purpose", N_("open sealed values for this purpose") },
	{ 0 }
};

static enum mh_status run(struct mh_session *, void *, int, char **, struct mh_err *);

const struct mh_command refer_partner_show = {
	.name = "partner show", .operands = N_("partner ..."), .min = 1, .max = -1,
	.summary = N_("show partners, what they may have and what was agreed"),
	.options = options, .args_size = sizeof(struct args),
	.takes = MH_TAKES_STORE | MH_TAKES_FORMAT,
	.run = run,
};

static enum mh_status parts(struct mh_session *session, struct mh_record *rec, void *arg, struct mh_err *err)
{
	struct mh_query query;
	enum mh_status status;

	(void)arg;
	mh_query_init(&query, &mh_profile);
	mh_query_is_number(&query, "partner", rec->n);
	status = mh_list_parts(session, &query, _("may have"), "purpose,groups", err);
	mh_query_free(&query);
	if (status != MH_OK)
		return status;
	mh_query_init(&query, &mh_agreement);
	mh_query_is_number(&query, "partner", rec->n);
	status = mh_list_parts(session, &query, _("agreements"), "id,kind,name,signed,review,until", err);
	mh_query_free(&query);
	return status;
}

struct ids { struct mh_session *session; char **list; size_t count; };

/* A partner is named by its code, or by its id. */
static enum mh_status add_id(void *arg, const char *word, struct mh_err *err)
{
	struct ids *ids = arg;
	struct mh_record rec;
	struct mh_id id;
	char text[MH_ID_SIZE];
	enum mh_status status = MH_OK;

	mh_record_init(&rec, &mh_partner);
	if (mh_id_parse(word, &id))
		status = mh_store_get_text(ids->session->store, word, &mh_partner, &rec, err);
	else
		status = refer_partner(ids->session, word, &rec, err);
	if (status == MH_OK) {
		mh_record_id(&rec, text);
		ids->list = mh_grow(ids->list, ids->count + 1, sizeof *ids->list);
		ids->list[ids->count++] = mh_strdup(text);
	}
	mh_record_free(&rec);
	return status;
}

static enum mh_status run(struct mh_session *session, void *arg, int argc, char **argv, struct mh_err *err)
{
	const struct args *args = arg;
	const struct mh_show show = { .kind = &mh_partner, .purpose = args->purpose, .after = parts };
	struct ids ids = { session, NULL, 0 };
	enum mh_status status = mh_each_operand(argc, argv, add_id, &ids, err);

	if (status == MH_OK)
		status = mh_show(session, &show, (int)ids.count, ids.list, err);
	for (size_t i = 0; i < ids.count; i++)
		free(ids.list[i]);
	free(ids.list);
	return status;
}
