/* mh-refer show: a referral with its whole conversation and what was disclosed. */

#include "base/i18n.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "commands_refer.h"
#include "list.h"
#include "show.h"

#include <stdlib.h>
#include <string.h>

struct args { const char *purpose; };

static const struct mh_option options[] = {
	{ 0, "purpose", MH_OPT_TEXT, offsetof(struct args, purpose), N_("code"), "catalogue:purpose", N_("open sealed values for this purpose, the text of each message too") },
	{ 0 }
};

static enum mh_status run(struct mh_session *, void *, int, char **, struct mh_err *);

const struct mh_command refer_show = {
	.name = "show", .operands = N_("referral ..."), .min = 1, .max = -1,
	.summary = N_("show referrals with their whole conversation"),
	.options = options, .args_size = sizeof(struct args),
	.takes = MH_TAKES_STORE | MH_TAKES_FORMAT,
	.run = run,
};

struct messages { struct mh_session *session; struct mh_id *list; size_t count; };

static enum mh_status add_message(void *arg, struct mh_record *rec, struct mh_err *err)
{
	struct messages *m = arg;

	(void)err;
	m->list = mh_grow(m->list, m->count + 1, sizeof *m->list);
	m->list[m->count++] = (struct mh_id){ &mh_message, rec->n };
	return MH_OK;
}

static enum mh_status print_message(struct mh_session *session, struct mh_id id, struct mh_err *err)
{
	struct mh_record rec;
	enum mh_status status;

	mh_record_init(&rec, &mh_message);
	status = mh_store_get(session->store, id, &rec, err);
	if (status == MH_OK)
		status = mh_store_open_values(session->store, &rec, err);
	if (status == MH_OK) {
		putchar('\n');
		mh_show_record(session, &rec);
	}
	mh_record_free(&rec);
	return status;
}

/* The messages whole, opened for the purpose. */
static enum mh_status print_texts(struct mh_session *session, const struct mh_query *query, const char *purpose, struct mh_err *err)
{
	struct messages m = { session, NULL, 0 };
	enum mh_status status = mh_store_each(session->store, query, add_message, &m, err);

	if (status == MH_OK && m.count > 0)
		status = mh_store_unlock(session->store, session->log, purpose, m.list, m.count, err);
	for (size_t i = 0; i < m.count && status == MH_OK; i++)
		status = print_message(session, m.list[i], err);
	free(m.list);
	return status;
}

static enum mh_status parts(struct mh_session *session, struct mh_record *rec, void *arg, struct mh_err *err)
{
	const struct args *args = arg;
	struct mh_query query;
	enum mh_status status;

	mh_query_init(&query, &mh_message);
	mh_query_is_number(&query, "referral", rec->n);
	status = mh_list_parts(session, &query, _("conversation"), "id,on,direction,kind,move,number,signed,channel", err);
	if (status == MH_OK && args->purpose != NULL)
		status = print_texts(session, &query, args->purpose, err);
	mh_query_free(&query);
	if (status != MH_OK)
		return status;
	mh_query_init(&query, &mh_disclosure);
	mh_query_is_number(&query, "referral", rec->n);
	status = mh_list_parts(session, &query, _("disclosed"), "id,at,groups,fields,basis,secrecy,channel", err);
	mh_query_free(&query);
	return status;
}

static enum mh_status run(struct mh_session *session, void *arg, int argc, char **argv, struct mh_err *err)
{
	const struct args *args = arg;
	const struct mh_show show = { .kind = &mh_referral, .purpose = args->purpose, .after = parts, .arg = arg };

	return mh_show(session, &show, argc, argv, err);
}
