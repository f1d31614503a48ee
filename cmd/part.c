#include "part.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/file.h"
#include "base/i18n.h"
#include "chain/casework.h"
#include "base/mem.h"
#include "list.h"
#include "put.h"
#include "record/form.h"
#include "record/options.h"

#define FILE_MOST ((size_t)1 << 20)

const struct mh_part mh_part_intake = { &mh_intake, "on", "id,case,on", false };
const struct mh_part mh_part_need = { &mh_need, "on", "id,case,service,on,partner,state,ended", false };
const struct mh_part mh_part_plan = { &mh_plan, "on", "id,case,on,review,agreed", false };
const struct mh_part mh_part_programme = { &mh_programme, "started", "id,case,programme,partner,started,review,ended,outcome", false };
const struct mh_part mh_part_party = { &mh_party, "from", "id,case,as,partner,from,until,possible-offender", false };
const struct mh_part mh_part_task = { &mh_task, NULL, "id,case,do,due,at,partner,colleague,state", false };
const struct mh_part mh_part_paper = { &mh_paper, "on", "id,case,paper,on,kept,partner,ends,returned", true };
const struct mh_part mh_part_note = { &mh_note, "on", "id,case,on,with,minutes", true };
const struct mh_part mh_part_cost = { &mh_cost, "on", "id,case,item,on,until,amount,minutes,payer,found,stay", true };
const struct mh_part mh_part_assignment = { &mh_assignment, NULL, "id,case,colleague,from,until", false };
const struct mh_part mh_part_conference = { &mh_conference, NULL, "id,on,at,purpose,state", false };
const struct mh_part mh_part_stay = { &mh_stay, "admitted", "id,case,partner,place,beds,requested,admitted,left,until,state", false };
const struct mh_part mh_part_consent = { &mh_consent, "on", "id,case,on,purpose,partner,fields,answer,until", false };
const struct mh_part mh_part_request = { &mh_request, "on", "id,case,on,right,by,decision,grounds,fields,given,kept-back", true };

const struct mh_option mh_part_partner[] = {
	{ 0, "partner", MH_OPT_TEXT, offsetof(struct mh_part_args, partner), N_("partner"), "kind:partner", N_("short name of the partner") },
	{ 0 }
};

const struct mh_option mh_part_file[] = {
	{ 'f', "file", MH_OPT_FILE, offsetof(struct mh_part_args, file), N_("file"), NULL, N_("YAML of fields and values; \"-\" is standard input") },
	{ 0 }
};

enum mh_status mh_part_put_partner(struct mh_session *session, struct mh_record *rec, const char *field, const char *code, struct mh_err *err)
{
	struct mh_record partner;

	mh_record_init(&partner, &mh_partner);
	enum mh_status status = mh_store_find(session->store, &mh_partner, "code", code, &partner, err);
	if (status == MH_OK)
		mh_record_put_number(rec, field, partner.n);
	else if (status == MH_NO)
		mh_fail(err, MH_NO, _("--partner %.60s: no such partner: mh-refer partner list shows them"), code);
	mh_record_free(&partner);
	return status;
}

enum mh_status mh_part_day(const char *option, const char *text, char *day, struct mh_err *err)
{
	char today[MH_DATE_SIZE];

	mh_date_format(mh_moment_day(mh_clock_system()), today);
	snprintf(day, MH_DATE_SIZE, "%s", text != NULL ? text : today);
	return strcmp(day, today) > 0 ? mh_fail(err, MH_INPUT, _("--%s %s: is in the future"), option, day) : MH_OK;
}

enum mh_status mh_part_put_time(struct mh_record *rec, const char *field, const char *text, struct mh_err *err)
{
	unsigned hour, minute;
	char dot, rest, time[16];

	if (strlen(text) != 5 || sscanf(text, "%2u%c%2u%c", &hour, &dot, &minute, &rest) != 3 || strchr(":.", dot) == NULL || hour > 23 || minute > 59)
		return mh_fail(err, MH_USAGE, _("--%s \"%.40s\": a time of day is expected, such as 14:30"), field, text);
	snprintf(time, sizeof time, "%02u:%02u", hour, minute);
	return mh_record_put(rec, field, time, err);
}

/* Fields of the file; what it says does not stand in a sentence where it is sealed. */
static enum mh_status read_file(struct mh_session *session, const char *path, struct mh_record *part, struct mh_err *err)
{
	const char *file = strcmp(path, "-") == 0 ? _("standard input") : path;
	struct mh_problems problems = MH_PROBLEMS_INIT;
	struct mh_tree tree = MH_TREE_INIT;
	struct mh_str text;

	tree.secret = true;
	mh_str_init_secret(&text, FILE_MOST);
	enum mh_status status = mh_file_read(path, &text, err);
	if (status == MH_OK)
		status = mh_yaml_read(file, (struct mh_blob){ text.s, text.len }, &mh_yaml_usual, &tree, &problems, err);
	if (status == MH_OK)
		status = mh_record_from_map(part, tree.root, file, NULL, &problems, err);
	mh_say_problems(session, &problems);
	if (problems.total > 0)
		mh_fail(err, MH_INPUT, _("%s: refused; nothing was written"), file);
	mh_problems_free(&problems);
	mh_tree_free(&tree);
	mh_str_free(&text);
	return status;
}

static enum mh_status check_input(const struct mh_part_args *args, struct mh_err *err)
{
	for (size_t i = 0; args->file != NULL && strcmp(args->file, "-") == 0 && i < args->fields.count; i++) {
		if (strcmp(args->fields.list[i].value, "-") == 0)
			return mh_fail(err, MH_USAGE, _("--%s: standard input is already read for --file"), args->fields.list[i].name);
	}
	return MH_OK;
}

/* The part's own day: today where none was given. */
static enum mh_status put_day(const struct mh_part *what, struct mh_record *part, struct mh_err *err)
{
	char day[MH_DATE_SIZE];

	if (what->day == NULL)
		return MH_OK;
	enum mh_status status = mh_part_day(what->day, mh_record_has(part, what->day) ? mh_record_text(part, what->day) : NULL, day, err);
	return status == MH_OK ? mh_record_put(part, what->day, day, err) : status;
}

static enum mh_status take_made(void *arg, struct mh_record *version, const struct mh_log_entry *entry, struct mh_err *err)
{
	mh_moment *made = arg;

	(void)version, (void)err;
	if (*made == 0)
		*made = entry->at;
	return MH_OK;
}

/* The day on which a part begins: what it says itself, or else when it was written down. "" of a new one without a day of its own. */
static enum mh_status first_day(struct mh_session *session, const struct mh_part *what, const struct mh_record *part, char day[MH_DATE_SIZE],
	struct mh_err *err)
{
	mh_moment made = 0;
	enum mh_status status = MH_OK;

	day[0] = '\0';
	if (what->day != NULL) {
		snprintf(day, MH_DATE_SIZE, "%s", mh_record_text(part, what->day));
		return MH_OK;
	}
	if (part->n != 0)
		status = mh_store_history(session->store, (struct mh_id){ part->kind, part->n }, take_made, &made, err);
	if (made != 0)
		mh_date_format(mh_moment_day(made), day);
	return status;
}

/* No end that was set now lies before the beginning. */
static enum mh_status check_until(struct mh_session *session, const struct mh_part *what, const struct mh_record *part, struct mh_err *err)
{
	static const char *const ends[] = { "until", "ended", "returned", "review", "left" };
	char day[MH_DATE_SIZE];
	enum mh_status status = first_day(session, what, part, day, err);

	for (size_t i = 0; i < MH_COUNT(ends) && status == MH_OK; i++) {
		const int field = mh_field_find(part->kind, ends[i]);

		if (field >= 0 && part->set[field] && mh_record_has(part, ends[i]) && strcmp(mh_record_text(part, ends[i]), day) < 0)
			status = mh_fail(err, MH_INPUT, what->day != NULL ? _("--%s %s: lies before %s") : _("--%s %s: lies before %s, on which it was written down"),
				(part->kind->fields[field].flags & MH_DERIVED) != 0 ? "on" : ends[i], mh_record_text(part, ends[i]), day);
	}
	return status;
}

static enum mh_status check(struct mh_session *session, const struct mh_part *what, const struct mh_record *part, struct mh_err *err)
{
	struct mh_problems problems = MH_PROBLEMS_INIT;
	enum mh_status status = check_until(session, what, part, err);

	if (status == MH_OK)
		status = mh_record_check(part, mh_store_catalogues(session->store), mh_today(), NULL, &problems, err);
	if (problems.total > 1) {
		mh_say_problems(session, &problems);
		mh_fail(err, status, ngettext("nothing was written: %zu problem", "nothing was written: %zu problems", problems.total), problems.total);
	}
	mh_problems_free(&problems);
	return status;
}

/* Reads the case in the open transaction, so that nobody closes it meanwhile. */
static enum mh_status read_case(struct mh_session *session, const struct mh_part *what, const char *id, struct mh_record *the_case, struct mh_err *err)
{
	enum mh_status status = mh_store_get_text(session->store, id, &mh_case, the_case, err);

	if (status == MH_OK && !what->after)
		status = mh_case_is_open(the_case, err);
	if (status == MH_INPUT)
		mh_fail_in(err, id);
	return status;
}

static enum mh_status add(struct mh_session *session, const struct mh_part *what, const char *case_id, struct mh_record *part, const struct mh_part_more *more,
	struct mh_err *err)
{
	struct mh_record the_case;

	mh_record_init(&the_case, &mh_case);
	enum mh_status status = mh_store_begin(session->store, session->log, err);
	if (status == MH_OK && case_id != NULL)
		status = read_case(session, what, case_id, &the_case, err);
	if (status == MH_OK && case_id != NULL)
		mh_record_put_number(part, "case", the_case.n);
	if (status == MH_OK && more != NULL)
		status = more->fn(session, more->arg, case_id != NULL ? &the_case : NULL, part, err);
	if (status == MH_OK)
		status = check(session, what, part, err);
	if (status == MH_OK)
		status = mh_put_and_say(session, part, err);
	mh_record_free(&the_case);
	return status;
}

enum mh_status mh_part_add(struct mh_session *session, const struct mh_part *what, const char *case_id, const struct mh_part_args *args,
	const struct mh_part_more *more, struct mh_err *err)
{
	struct mh_record part;

	mh_record_init(&part, what->kind);
	enum mh_status status = check_input(args, err);
	if (status == MH_OK && args->file != NULL)
		status = read_file(session, args->file, &part, err);
	if (status == MH_OK)
		status = mh_record_assign(&part, &args->fields, err);
	if (status == MH_OK && args->partner != NULL)
		status = mh_part_put_partner(session, &part, "partner", args->partner, err);
	if (status == MH_OK)
		status = put_day(what, &part, err);
	mh_record_initial(&part);
	if (status == MH_OK)
		status = add(session, what, case_id, &part, more, err);
	mh_store_rollback(session->store);
	mh_record_free(&part);
	return status;
}

static enum mh_status change(struct mh_session *session, const struct mh_part *what, const struct mh_part_change *changes, struct mh_record *part,
	const struct mh_part_more *more, struct mh_err *err)
{
	enum mh_status status = more != NULL ? more->fn(session, more->arg, NULL, part, err) : MH_OK;

	for (; changes->field != NULL && status == MH_OK; changes++)
		if (changes->text != NULL)
			status = mh_record_put(part, changes->field, changes->text, err);
	if (status == MH_OK)
		status = check(session, what, part, err);
	return status == MH_OK ? mh_put_and_say(session, part, err) : status;
}

/* A sentence that begins with something else's name is not the part's: a shelter is full. */
static bool names_shelter(const struct mh_record *part, const struct mh_err *err)
{
	const char *source = mh_field_find(part->kind, "source") >= 0 ? mh_record_text(part, "source") : "";
	const size_t len = strlen(source);

	return len > 0 && strncmp(err->text, source, len) == 0 && err->text[len] == ':';
}

enum mh_status mh_part_change(struct mh_session *session, const struct mh_part *what, const char *id, const struct mh_part_change *changes,
	const struct mh_part_more *more, struct mh_err *err)
{
	struct mh_record part;

	mh_record_init(&part, what->kind);
	enum mh_status status = mh_store_begin(session->store, session->log, err);
	if (status == MH_OK)
		status = mh_store_get_text(session->store, id, what->kind, &part, err);
	if (status == MH_OK) {
		status = change(session, what, changes, &part, more, err);
		if (status != MH_OK && !names_shelter(&part, err))
			mh_fail_in(err, id);
	}
	mh_store_rollback(session->store);
	mh_record_free(&part);
	return status;
}

enum mh_status mh_part_list(struct mh_session *session, const struct mh_part *what, int argc, char **argv, struct mh_err *err)
{
	struct mh_record the_case;
	struct mh_query query;
	enum mh_status status = MH_OK;

	mh_record_init(&the_case, &mh_case);
	mh_query_init(&query, what->kind);
	if (argc > 0)
		status = mh_store_get_text(session->store, argv[0], &mh_case, &the_case, err);
	if (status == MH_OK && argc > 0)
		mh_query_is_number(&query, "case", the_case.n);
	if (status == MH_OK)
		status = mh_list(session, &query, what->columns, NULL, NULL, err);
	mh_query_free(&query);
	mh_record_free(&the_case);
	return status;
}
