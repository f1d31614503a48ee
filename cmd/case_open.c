/* mh-case open: open a case for each presumed victim of signals, or for a person who came without one. */

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "case_look.h"
#include "chain/opening.h"
#include "cli/talk.h"
#include "commands_case.h"
#include "record/options.h"
#include "session.h"

struct args {
	struct mh_words signals;
	const char *person, *sex, *age_band, *country;
	bool same_person;
	struct case_look_args look;
	struct mh_pairs fields;
};

static const struct mh_option options[] = {
	{ 0, "signals", MH_OPT_LIST, offsetof(struct args, signals), N_("id"), "kind:signal", N_("signal that it is opened from; \"-\" reads ids, one a line") },
	{ 0, "same-person", MH_OPT_FLAG, offsetof(struct args, same_person), NULL, NULL, N_("all victims of the signals are one person") },
	{ 0, "person", MH_OPT_TEXT, offsetof(struct args, person), N_("id"), "kind:person", N_("the person whom it follows, known already") },
	{ 0, "sex", MH_OPT_TEXT, offsetof(struct args, sex), N_("code"), "catalogue:sex", N_("sex of the person") },
	{ 0, "age-band", MH_OPT_TEXT, offsetof(struct args, age_band), N_("code"), "catalogue:age-band", N_("age band of the person at registration") },
	{ 0, "country", MH_OPT_TEXT, offsetof(struct args, country), N_("code"), "catalogue:country", N_("country of citizenship of the person") },
	CASE_LOOK_OPTIONS(args, look),
	{ 0 }
};

static const struct mh_option *field_options(void)
{
	return mh_kind_options(&mh_case, offsetof(struct args, fields));
}

static enum mh_status run(struct mh_session *, void *, int, char **, struct mh_err *);

const struct mh_command case_open = {
	.name = "open", .operands = "", .min = 0, .max = 0,
	.summary = N_("open a case for each presumed victim of signals"),
	.options = options, .more = field_options, .args_size = sizeof(struct args),
	.takes = MH_TAKES_WRITE,
	.run = run,
};

struct list { char **list; size_t count; };

static enum mh_status add_word(void *arg, const char *word, struct mh_err *err)
{
	struct list *ids = arg;

	(void)err;
	ids->list = mh_grow(ids->list, ids->count + 1, sizeof *ids->list);
	ids->list[ids->count++] = mh_strdup(word);
	return MH_OK;
}

/* Adds the ids of one --signals: "-", or ids joined by commas. */
static enum mh_status add_signals(const char *text, const struct mh_pairs *fields, struct list *ids, struct mh_err *err)
{
	char *dash[] = { (char[]){ "-" } };

	if (strcmp(text, "-") == 0) {
		for (size_t i = 0; i < fields->count; i++) {
			if (strcmp(fields->list[i].value, "-") == 0)
				return mh_fail(err, MH_USAGE, _("--%s: standard input is already read for --signals"), fields->list[i].name);
		}
		return mh_each_operand(1, dash, add_word, ids, err);
	}
	while (*text != '\0') {
		size_t len = strcspn(text, ",");
		char *word = mh_strndup(text, len);

		add_word(ids, word, err);
		free(word);
		text += len + (text[len] == ',');
	}
	return MH_OK;
}

/* What the user said of the person. */
static enum mh_status read_person(struct mh_session *session, const struct args *args, struct mh_record *person, struct mh_err *err)
{
	const struct { const char *field, *text; } given[] = { { "sex", args->sex }, { "age-band", args->age_band }, { "country", args->country } };
	enum mh_status status = MH_OK;

	if (args->person != NULL)
		status = mh_store_get_text(session->store, args->person, &mh_person, person, err);
	for (size_t i = 0; i < MH_COUNT(given) && status == MH_OK; i++) {
		if (given[i].text != NULL && (status = mh_record_put(person, given[i].field, given[i].text, err)) != MH_OK)
			mh_fail(err, status, "--%s \"%.60s\": %s", given[i].field, given[i].text, err->text);
	}
	return status;
}

/* Opens one case and prints its id. */
static enum mh_status open_one(struct mh_session *session, struct mh_opening *opening, const struct mh_record *the_case,
	const struct mh_record *person, char id[MH_ID_SIZE], struct mh_err *err)
{
	struct mh_record own_case, own_person;
	bool joined = false;

	mh_record_copy(&own_case, the_case);
	mh_record_copy(&own_person, person);
	enum mh_status status = mh_case_open(session->store, opening, &own_case, &own_person, &joined, err);
	if (status == MH_OK) {
		char whom[MH_ID_SIZE];

		mh_record_id(&own_case, id);
		mh_record_id(&own_person, whom);
		if (joined)
			mh_say(session, _("%s: %s has this open case; what was given here was added to no other"), id, whom);
	}
	mh_record_free(&own_case);
	mh_record_free(&own_person);
	return status;
}

static enum mh_status check_person(const struct mh_openings *openings, const struct mh_record *person, struct mh_err *err)
{
	char id[MH_ID_SIZE], other[MH_ID_SIZE];

	for (size_t i = 0; person->n != 0 && i < openings->count; i++) {
		if (openings->list[i].person == 0 || openings->list[i].person == person->n)
			continue;
		mh_record_id(person, id);
		mh_id_format((struct mh_id){ &mh_person, openings->list[i].person }, other);
		return mh_fail(err, MH_INPUT, _("--person %s: the signals mention %s, who is another person"), id, other);
	}
	return MH_OK;
}

/* All cases in the one open transaction: every one is opened, or none. */
static enum mh_status open_all(struct mh_session *session, struct mh_openings *openings, const struct mh_record *the_case,
	const struct mh_record *person, struct mh_err *err)
{
	size_t count = openings->count > 0 ? openings->count : 1;
	char (*ids)[MH_ID_SIZE] = mh_alloc(count, sizeof *ids);
	enum mh_status status = MH_OK;

	for (size_t i = 0; i < count && status == MH_OK; i++)
		status = open_one(session, openings->count > 0 ? &openings->list[i] : NULL, the_case, person, ids[i], err);
	if (status == MH_OK)
		status = mh_store_commit(session->store, err);
	for (size_t i = 0; i < count && status == MH_OK; i++)
		printf("%s\n", ids[i]);
	free(ids);
	return status;
}

/* On a terminal a person decides whether to go on; elsewhere what was found is said, and the case is opened. */
static enum mh_status look(struct mh_session *session, const struct args *args, const struct list *ids, struct mh_err *err)
{
	struct mh_str answer;
	size_t found = 0;
	enum mh_status status = case_look(session, &args->look, (const char *const *)ids->list, ids->count, &found, err);

	if (status != MH_OK || found == 0 || !isatty(STDIN_FILENO) || !isatty(STDERR_FILENO))
		return status;
	mh_str_init(&answer, 100);
	status = mh_prompt(_("open another case all the same? (yes, or anything else for no) "), false, &answer, err);
	if (status == MH_OK && strcmp(answer.s, "yes") != 0 && strcmp(answer.s, _("yes")) != 0)
		status = mh_fail(err, MH_NO, _("no case was opened: look at what was found; mh-case open --person ID adds to a person who is known"));
	mh_str_free(&answer);
	return status;
}

static enum mh_status run(struct mh_session *session, void *arg, int argc, char **argv, struct mh_err *err)
{
	const struct args *args = arg;
	struct mh_openings openings = MH_OPENINGS_INIT;
	struct mh_record the_case, person;
	struct list ids = { NULL, 0 };
	enum mh_status status = case_look_check(&args->look, args->signals.count > 0, _("goes with --signals: what they say is looked up"), err);

	(void)argc, (void)argv;
	mh_record_init(&the_case, &mh_case);
	mh_record_init(&person, &mh_person);
	for (size_t i = 0; i < args->signals.count && status == MH_OK; i++)
		status = add_signals(args->signals.list[i], &args->fields, &ids, err);
	if (status == MH_OK && args->signals.count > 0 && ids.count == 0)
		status = mh_fail(err, MH_NO, _("--signals: no ids were given"));
	if (status == MH_OK)
		status = mh_record_assign(&the_case, &args->fields, err);
	if (status == MH_OK)
		status = read_person(session, args, &person, err);
	if (status == MH_OK && ids.count > 0)
		status = look(session, args, &ids, err);
	if (status == MH_OK)	/* before the signals are looked at, so that no other command changes them meanwhile */
		status = mh_store_begin(session->store, session->log, err);
	if (status == MH_OK)
		status = mh_openings_gather(session->store, (const char *const *)ids.list, ids.count, args->same_person || args->person != NULL,
			&openings, err);
	if (status == MH_OK)
		status = check_person(&openings, &person, err);
	if (status == MH_OK)
		status = open_all(session, &openings, &the_case, &person, err);
	mh_openings_free(&openings);
	mh_record_free(&person);
	mh_record_free(&the_case);
	for (size_t i = 0; i < ids.count; i++)
		free(ids.list[i]);
	free(ids.list);
	return status;
}
