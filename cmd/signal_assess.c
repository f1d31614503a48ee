/* mh-signal assess: put a signal's indicators beside the lists, and record what a person concludes. */

#include <stdio.h>
#include <string.h>

#include "assess_page.h"
#include "base/clock.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "cli/talk.h"
#include "commands_signal.h"
#include "record/options.h"

struct args {
	const char *seen, *absent, *not_asked;
	bool all;
	struct mh_pairs fields;
};

static const struct mh_option options[] = {
	{ 0, "seen", MH_OPT_TEXT, offsetof(struct args, seen), N_("codes"), "catalogue:indicator", N_("indicators that were seen, joined by ;") },
	{ 0, "absent", MH_OPT_TEXT, offsetof(struct args, absent), N_("codes"), "catalogue:indicator", N_("indicators that were asked for and are absent") },
	{ 0, "not-asked", MH_OPT_TEXT, offsetof(struct args, not_asked), N_("codes"), "catalogue:indicator", N_("indicators that were not asked after all") },
	{ 0, "all", MH_OPT_FLAG, offsetof(struct args, all), NULL, NULL, N_("show every list, and all that was not asked") },
	{ 0 }
};

static const struct mh_option *fields(void);
static enum mh_status run(struct mh_session *, void *, int, char **, struct mh_err *);

const struct mh_command signal_assess = {
	.name = "assess", .operands = N_("signal ..."), .min = 1, .max = -1,
	.summary = N_("show indicators by list, or record them and a conclusion"),
	.options = options, .more = fields, .args_size = sizeof(struct args),
	.takes = MH_TAKES_STORE | MH_TAKES_WRITE | MH_TAKES_FORMAT | MH_TAKES_AS_OF | MH_TAKES_DRY_RUN,
	.run = run,
};

enum { SET_MOST = 16384 };

static const struct mh_option *fields(void)
{
	return mh_kind_options(&mh_assessment, offsetof(struct args, fields));
}

static bool has_code(const char *set, const char *code, size_t len)
{
	for (size_t n; *set != '\0'; set += n + (set[n] == ';')) {
		n = strcspn(set, "; ");
		if (n == len && memcmp(set, code, len) == 0)
			return true;
		n = strcspn(set, ";");
	}
	return false;
}

/* The set of a field with more codes, and without others. */
static enum mh_status change(struct mh_record *signal, const char *field, const char *more, const char *const less[2], struct mh_err *err)
{
	const char *set = mh_record_text(signal, field);
	struct mh_str out;

	mh_str_init(&out, SET_MOST);
	mh_str_puts(&out, more ? more : "");
	for (size_t len; *set != '\0'; set += len + (set[len] == ';')) {
		len = strcspn(set, ";");
		if ((less[0] && has_code(less[0], set, len)) || (less[1] && has_code(less[1], set, len)))
			continue;
		mh_str_printf(&out, "%s%.*s", out.len > 0 ? ";" : "", (int)len, set);
	}
	enum mh_status status = mh_record_set(signal, mh_field_find(&mh_signal, field), out.s, out.len, err);
	mh_str_free(&out);
	return status == MH_OK ? MH_OK : mh_fail_in(err, field);
}

/* An indicator has one answer. */
static enum mh_status check_once(const struct args *args, struct mh_err *err)
{
	const struct { const char *name, *set; } sets[] = { { "--seen", args->seen }, { "--absent", args->absent }, { "--not-asked", args->not_asked } };

	for (size_t i = 0; i < MH_COUNT(sets); i++) {
		for (size_t j = i + 1; j < MH_COUNT(sets); j++) {
			const char *set = sets[i].set ? sets[i].set : "";

			for (size_t len; *set != '\0'; set += len + (set[len] == ';')) {
				len = strcspn(set, ";");
				if (sets[j].set && has_code(sets[j].set, set, len))
					return mh_fail(err, MH_USAGE, _("%.*s: stands in %s and in %s: one of them"), (int)len, set, sets[i].name, sets[j].name);
			}
		}
	}
	return MH_OK;
}

static enum mh_status take_answers(struct mh_session *session, const struct args *args, struct mh_record *signal, struct mh_err *err)
{
	enum mh_status status = change(signal, "indicators", args->seen, (const char *const[]){ args->absent, args->not_asked }, err);

	if (status == MH_OK)
		status = change(signal, "indicators-absent", args->absent, (const char *const[]){ args->seen, args->not_asked }, err);
	if (status == MH_OK)
		status = mh_record_check(signal, mh_store_catalogues(session->store), mh_today(), NULL, NULL, err);
	return status;
}

/* The conclusion is a record of its own; the signal bears the newest. */
static enum mh_status conclude(struct mh_session *session, const struct args *args, struct mh_record *signal, struct mh_record *assessment, struct mh_err *err)
{
	char today[MH_DATE_SIZE];
	enum mh_status status = mh_record_assign(assessment, &args->fields, err);

	mh_date_format(mh_today(), today);
	mh_record_put_number(assessment, "signal", signal->n);
	if (status == MH_OK)
		status = mh_record_put(assessment, "on", today, err);
	if (status == MH_OK)
		status = mh_record_check(assessment, mh_store_catalogues(session->store), mh_today(), NULL, NULL, err);
	if (status == MH_OK)
		status = mh_store_put(session->store, assessment, err);
	return status == MH_OK ? mh_record_put(signal, "conclusion", mh_record_text(assessment, "conclusion"), err) : status;
}

static enum mh_status write(struct mh_session *session, const struct args *args, struct mh_record *signal, struct mh_record *assessment, struct mh_err *err)
{
	char id[MH_ID_SIZE];
	enum mh_status status = take_answers(session, args, signal, err);

	if (status == MH_OK && args->fields.count > 0)
		status = conclude(session, args, signal, assessment, err);
	if (status == MH_OK)
		status = mh_store_put(session->store, signal, err);
	if (status == MH_OK && session->common.dry_run) {
		mh_say(session, _("nothing was written: --dry-run"));
		return MH_OK;
	}
	if (status == MH_OK)
		status = mh_store_commit(session->store, err);
	if (status == MH_OK && args->fields.count > 0) {
		mh_record_id(assessment, id);
		puts(id);
	}
	return status;
}

static enum mh_status record(struct mh_session *session, const struct args *args, const char *id, struct mh_err *err)
{
	struct mh_record signal, assessment;
	enum mh_status status = check_once(args, err);

	mh_record_init(&signal, &mh_signal);
	mh_record_init(&assessment, &mh_assessment);
	if (status == MH_OK)
		status = mh_store_begin(session->store, session->log, err);
	if (status == MH_OK)
		status = mh_store_get_text(session->store, id, &mh_signal, &signal, err);
	if (status == MH_OK)
		status = write(session, args, &signal, &assessment, err);
	mh_store_rollback(session->store);
	mh_record_free(&assessment);
	mh_record_free(&signal);
	return status;
}

static enum mh_status show_one(void *arg, const char *id, struct mh_err *err)
{
	struct mh_assess_page *const page = arg;
	struct mh_record signal;

	mh_record_init(&signal, &mh_signal);
	enum mh_status status = mh_store_get_text(page->session->store, id, &mh_signal, &signal, err);
	if (status == MH_OK)
		status = mh_assess_page_add(page, &signal, err);
	mh_record_free(&signal);
	return status;
}

static enum mh_status show(struct mh_session *session, const struct args *args, int argc, char **argv, struct mh_err *err)
{
	struct mh_indicator_lists lists = MH_INDICATOR_LISTS_INIT;
	struct mh_assess_page page = { .session = session, .lists = &lists, .all = args->all };
	enum mh_status status = mh_indicator_lists_load(session->store, &lists, err);

	if (status == MH_OK) {
		mh_assess_page_start(&page);
		status = mh_each_operand(argc, argv, show_one, &page, err);
		if (page.rows && status == MH_OK)
			status = mh_session_rows_end(session, page.rows, err);
		else if (page.rows)
			mh_rows_end(page.rows, NULL, NULL);
	}
	mh_indicator_lists_free(&lists);
	return status;
}

static enum mh_status run(struct mh_session *session, void *arg, int argc, char **argv, struct mh_err *err)
{
	const struct args *const args = arg;
	const bool records = args->seen || args->absent || args->not_asked || args->fields.count > 0;

	if (!records)
		return show(session, args, argc, argv, err);
	if (argc > 1 || strcmp(argv[0], "-") == 0)
		return mh_fail(err, MH_USAGE, _("what was seen and concluded is recorded for one signal at a time"));
	if (session->common.as_of)
		return mh_fail(err, MH_USAGE, _("--as-of: shows what was known then; what is seen and concluded is recorded now"));
	if (args->all || session->common.format)
		return mh_fail(err, MH_USAGE, _("--all and --format belong to showing, and nothing is shown where something is recorded"));
	return record(session, args, argv[0], err);
}
