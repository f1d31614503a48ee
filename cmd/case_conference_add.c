/* mh-case conference add: plan a conference with partners about cases. */

#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "chain/conference.h"
#include "cli/talk.h"
#include "commands_case.h"
#include "part.h"
#include "record/options.h"

struct args {
	struct mh_words cases, invite;
	const char *at;
	struct mh_pairs fields;
};

static const struct mh_option options[] = {
	{ 0, "cases", MH_OPT_LIST, offsetof(struct args, cases), N_("id"), "kind:case", N_("case that is talked about; \"-\" reads ids, one a line (required)") },
	{ 0, "invite", MH_OPT_LIST, offsetof(struct args, invite), N_("partner"), "kind:partner", N_("short name of a partner who is invited (required)") },
	{ 0, "at", MH_OPT_TEXT, offsetof(struct args, at), N_("time"), NULL, N_("time of day, such as 14:30") },
	{ 0 }
};

static const struct mh_option *fields(void)
{
	return mh_kind_options(&mh_conference, offsetof(struct args, fields));
}

static enum mh_status run(struct mh_session *, void *, int, char **, struct mh_err *);

const struct mh_command case_conference_add = {
	.name = "conference add", .operands = "", .min = 0, .max = 0,
	.summary = N_("plan a conference with partners about cases; prints its id"),
	.options = options, .more = fields, .args_size = sizeof(struct args),
	.takes = MH_TAKES_WRITE,
	.run = run,
};

struct adding { struct mh_session *session; struct mh_numbers cases, partners; };

static enum mh_status add_case(void *arg, const char *text, struct mh_err *err)
{
	struct adding *adding = arg;
	struct mh_record rec;

	mh_record_init(&rec, &mh_case);
	enum mh_status status = mh_store_get_text(adding->session->store, text, &mh_case, &rec, err);
	if (status == MH_OK)
		mh_numbers_add(&adding->cases, rec.n);
	mh_record_free(&rec);
	return status;
}

static enum mh_status add_partner(void *arg, const char *code, struct mh_err *err)
{
	struct adding *adding = arg;
	struct mh_record rec;

	mh_record_init(&rec, &mh_partner);
	enum mh_status status = mh_store_find(adding->session->store, &mh_partner, "code", code, &rec, err);
	if (status == MH_OK)
		mh_numbers_add(&adding->partners, rec.n);
	else if (status == MH_NO)
		mh_fail(err, MH_NO, _("--invite %.60s: no such partner: mh-refer partner list shows them"), code);
	mh_record_free(&rec);
	return status;
}

/* Words may be joined by commas. */
static enum mh_status each_word(const struct mh_words *words, enum mh_status (*fn)(void *, const char *, struct mh_err *), void *arg, struct mh_err *err)
{
	enum mh_status status = MH_OK;

	for (size_t i = 0; i < words->count && status == MH_OK; i++) {
		char word[MH_WORD_MOST + 1], *one[] = { word };

		for (const char *at = words->list[i]; *at != '\0' && status == MH_OK; at += *at == ',') {
			const size_t len = strcspn(at, ",");

			snprintf(word, sizeof word, "%.*s", (int)len, at);
			status = mh_each_operand(1, one, fn, arg, err);
			at += len;
		}
	}
	return status;
}

static enum mh_status run(struct mh_session *session, void *arg, int argc, char **argv, struct mh_err *err)
{
	const struct args *args = arg;
	struct adding adding = { session, MH_NUMBERS_INIT, MH_NUMBERS_INIT };
	struct mh_record conference;
	char id[MH_ID_SIZE];

	(void)argc, (void)argv;
	mh_record_init(&conference, &mh_conference);
	enum mh_status status = mh_record_assign(&conference, &args->fields, err);
	if (status == MH_OK && args->at != NULL)
		status = mh_part_put_time(&conference, "at", args->at, err);
	if (status == MH_OK)
		status = mh_store_begin(session->store, session->log, err);
	if (status == MH_OK)
		status = each_word(&args->cases, add_case, &adding, err);
	if (status == MH_OK)
		status = each_word(&args->invite, add_partner, &adding, err);
	if (status == MH_OK)
		status = mh_conference_add(session->store, &conference, &adding.cases, &adding.partners, err);
	if (status == MH_OK)
		status = mh_store_commit(session->store, err);
	mh_store_rollback(session->store);
	if (status == MH_OK) {
		mh_record_id(&conference, id);
		puts(id);
	}
	mh_numbers_free(&adding.cases);
	mh_numbers_free(&adding.partners);
	mh_record_free(&conference);
	return status;
}
