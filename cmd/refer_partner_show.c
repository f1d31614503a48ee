/* mh-refer partner show: a partner with its profile, agreements, beds, key, and where it stands with the declaration of intent. */

#include <stdlib.h>

#include "base/clock.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "cli/talk.h"
#include "commands_refer.h"
#include "crypto/openpgp.h"
#include "exchange/declared.h"
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
	.summary = N_("show partners: what they offer and may have, key, agreements, declaration"),
	.options = options, .args_size = sizeof(struct args),
	.takes = MH_TAKES_STORE | MH_TAKES_FORMAT,
	.run = run,
};

/* Lists of records that point to it: titles stand above those that have any. */
static const struct { const struct mh_kind *kind; const char *title, *columns; } lists[] = {
	{ &mh_profile, N_("may have"), "purpose,groups" },
	{ &mh_agreement, N_("agreements"), "id,kind,name,signed,review,until" },
	{ &mh_agreed, N_("party of further agreements"), "agreement" },
	{ &mh_capacity, N_("beds"), "place,beds,from,until" },
};

static enum mh_status list_parts(struct mh_session *session, int64_t partner, struct mh_err *err)
{
	enum mh_status status = MH_OK;

	for (size_t i = 0; i < MH_COUNT(lists) && status == MH_OK; i++) {
		struct mh_query query;

		mh_query_init(&query, lists[i].kind);
		mh_query_is_number(&query, "partner", partner);
		status = mh_list_parts(session, &query, _(lists[i].title), lists[i].columns, err);
		mh_query_free(&query);
	}
	return status;
}

static enum mh_status show_key(struct mh_session *session, struct mh_record *partner, struct mh_err *err)
{
	char groups[MH_FINGERPRINT_GROUPS_SIZE], ends[MH_DATE_SIZE];
	struct mh_key_found found;

	if (!mh_record_has(partner, "fingerprint")) {
		printf("\n%s: %s\n", _("key"), _("none: it has no OpenPGP"));
		return MH_OK;
	}
	enum mh_status status = mh_key_judge(session->store, partner, mh_clock_system(), &found, err);
	mh_fingerprint_groups(mh_record_text(partner, "fingerprint"), groups);
	if (status == MH_OK)
		printf("\n%s: %s; %s", _("key"), groups, mh_key_state_text(found.state));
	if (status == MH_OK && found.ends != 0) {
		mh_date_format(mh_moment_day(found.ends), ends);
		printf(_("; ends on %s"), ends);
	}
	if (status == MH_OK)
		putchar('\n');
	return status;
}

static enum mh_status show_declared(void *arg, const struct mh_declared *d, struct mh_err *err)
{
	const struct mh_record *partner = arg;

	(void)err;
	if (d->partner != partner->n)
		return MH_OK;
	printf("%s: %s", _("declaration of intent"), mh_declared_text(d->state));
	if (d->declaration != 0)
		printf(_(", version %s, %s"), d->version, d->on);
	putchar('\n');
	return MH_OK;
}

static enum mh_status parts(struct mh_session *session, struct mh_record *rec, void *arg, struct mh_err *err)
{
	struct mh_record declaration;
	struct mh_err none = MH_ERR_INIT;

	(void)arg;
	mh_record_init(&declaration, &mh_declaration);
	enum mh_status status = show_key(session, rec, err);
	if (status == MH_OK && mh_declaration_newest(session->store, &declaration, &none) == MH_OK)
		status = mh_declared_each(session->store, &declaration, mh_clock_system(), show_declared, rec, err);
	if (status == MH_OK)
		status = list_parts(session, rec->n, err);
	mh_record_free(&declaration);
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
