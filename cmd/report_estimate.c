/* mh-report estimate: how many are on no reporter's list, and how sure that is. */

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "cli/talk.h"
#include "commands_report.h"
#include "report.h"
#include "report/estimate_page.h"
#include "report/estimate_rows.h"
#include "report/estimate_source.h"
#include "report/html.h"
#include "report_estimate.h"

struct args {
	struct mh_report_args common;
	const char *histories, *lists, *where, *date, *select, *model, *significance, *interval;
	struct mh_words merges;
	long replicates, seed, threads;
	bool unknown_absent, no_color, excel_nl;
};

#define OWN(name) offsetof(struct args, name)
#define COMMON(name) (offsetof(struct args, common) + offsetof(struct mh_report_args, name))

static const struct mh_option options[] = {
	{ 0, "histories", MH_OPT_FILE, OWN(histories), "file", NULL, N_("a table of lists (0 or 1) and a count, instead of the store") },
	{ 0, "unknown-absent", MH_OPT_FLAG, OWN(unknown_absent), NULL, NULL, N_("read unknown marks of that table as not on the list, and say so") },
	{ 0, "lists", MH_OPT_KEYWORD, OWN(lists), N_("lists"), "sector reporter", N_("of the store: what makes a list, the sector of the reporter (usual) or the reporter") },
	{ 0, "merge", MH_OPT_LIST, OWN(merges), N_("codes=name"), NULL, N_("take these lists as one: police,border-police=investigation") },
	{ 'p', "period", MH_OPT_TEXT, COMMON(period), N_("period"), NULL, N_("only of this period: 2026, 2026-Q3, 2026-03, last-quarter, 2021..2025") },
	{ 0, "date", MH_OPT_TEXT, OWN(date), N_("field"), NULL, N_("by which date: received or observed-from") },
	{ 'w', "where", MH_OPT_TEXT, OWN(where), N_("condition"), NULL, N_("only victims for whose mention this holds") },
	{ 0, "select", MH_OPT_KEYWORD, OWN(select), N_("way"), "stepwise main pairs bic", N_("how pairs come into the model; stepwise is usual") },
	{ 0, "model", MH_OPT_TEXT, OWN(model), N_("pairs"), NULL, N_("this model, such as A*B,C*D, instead of a choice") },
	{ 0, "significance", MH_OPT_TEXT, OWN(significance), N_("number"), NULL, N_("threshold of the stepwise choice, 0 to 1; 0.02 is usual") },
	{ 0, "interval", MH_OPT_KEYWORD, OWN(interval), N_("interval"), "bca percentile wald profile", N_("which interval the answer has; bca is usual") },
	{ 0, "replicates", MH_OPT_POSITIVE, OWN(replicates), "number", NULL, N_("how many replicates, 100 or more; 1000 are usual") },
	{ 0, "seed", MH_OPT_POSITIVE, OWN(seed), "number", NULL, N_("where their numbers begin; 1 is usual") },
	{ 0, "threads", MH_OPT_POSITIVE, OWN(threads), "number", NULL, N_("how many work at it, which changes no number; as many as the machine has") },
	{ 0, "format", MH_OPT_KEYWORD, COMMON(format), "format", "table csv jsonl html xlsx", N_("how it is written") },
	{ 0, "excel-nl", MH_OPT_FLAG, OWN(excel_nl), NULL, NULL, N_("CSV as a Dutch Excel reads it: semicolons, decimal commas") },
	{ 'o', "output", MH_OPT_FILE, COMMON(output), "file", NULL, N_("where a page (html) or a spreadsheet (xlsx) is written; else standard output") },
	{ 0, "language", MH_OPT_KEYWORD, COMMON(language), N_("language"), "en nl", N_("language of labels, instead of yours") },
	{ 0, "threshold", MH_OPT_POSITIVE, COMMON(threshold), "number", NULL, N_("hide numbers below this one, 5 or more; in a terminal too") },
	{ 0, "internal", MH_OPT_FLAG, COMMON(internal), NULL, NULL, N_("show all numbers also in a file or a pipe, and log it") },
	{ 0, "no-color", MH_OPT_FLAG, OWN(no_color), NULL, NULL, N_("no colours in a terminal") },
	{ 0 }
};

static enum mh_status run(struct mh_session *, void *, int, char **, struct mh_err *);

const struct mh_command report_estimate = {
	.name = "estimate", .operands = "", .min = 0, .max = 0,
	.summary = N_("estimate how many victims are on no list"),
	.options = options, .args_size = sizeof(struct args),
	.takes = MH_TAKES_PLACE | MH_TAKES_AS_OF,
	.run = run,
};

/* What the answer is made of, until it is printed. */
struct making {
	struct mh_session *session;
	const struct args *args;
	enum mh_format format;
	struct mh_report_options options;
	enum mh_reader reader;
	struct mh_period period;
	struct mh_histories h;
	struct mh_estimate_source source;
	struct mh_question question;
	struct mh_estimate e;
	struct mh_str period_text;
	struct mh_report about;		/* .stand only */
};

/* Options of a file and of the store do not go together. */
static enum mh_status check_source(const struct making *m, struct mh_err *err)
{
	const struct args *const args = m->args;
	const struct { const char *name; bool given; } of_store[] = { { "lists", args->lists != NULL }, { "merge", args->merges.count > 0 },
		{ "period", args->common.period != NULL }, { "date", args->date != NULL }, { "where", args->where != NULL },
		{ "as-of", m->session->common.as_of != NULL } };

	for (size_t i = 0; i < MH_COUNT(of_store) && args->histories != NULL; i++)
		if (of_store[i].given)
			return mh_fail(err, MH_USAGE, _("--%s: goes with the store, not with --histories"), of_store[i].name);
	if (args->unknown_absent && args->histories == NULL)
		return mh_fail(err, MH_USAGE, _("--unknown-absent: goes with --histories"));
	return MH_OK;
}

static enum mh_status check_output(struct making *m, struct mh_err *err)
{
	const struct args *const args = m->args;
	const char *const output = args->common.output;
	enum mh_status status = MH_OK;

	m->format = MH_FORMAT_TABLE;
	if (args->common.format != NULL)
		status = mh_format_parse(args->common.format, "table csv jsonl html xlsx", &m->format, err);
	if (status != MH_OK)
		return status;
	if (args->excel_nl && m->format != MH_FORMAT_CSV)
		return mh_fail(err, MH_USAGE, _("--excel-nl goes with --format csv"));
	if (output != NULL && m->format != MH_FORMAT_HTML && m->format != MH_FORMAT_XLSX)
		return mh_fail(err, MH_USAGE, _("--output goes with --format html and xlsx; send other formats into a file with >"));
	if (m->format == MH_FORMAT_XLSX && (output == NULL || (m->session->terminal && strcmp(output, "-") == 0)))
		return mh_fail(err, MH_USAGE, _("--format xlsx: a spreadsheet is no text: give --output FILE"));
	if (m->format == MH_FORMAT_HTML && m->session->terminal && output == NULL)
		return mh_fail(err, MH_USAGE, _("a page is no text for a terminal: give --output FILE"));
	return MH_OK;
}

static enum mh_status read_significance(const struct args *args, double *out, struct mh_err *err)
{
	char *end;

	*out = MH_SIGNIFICANCE;
	if (args->significance == NULL)
		return MH_OK;
	*out = strtod(args->significance, &end);
	if (end == args->significance || *end != '\0' || !(*out >= 0 && *out <= 1))
		return mh_fail(err, MH_USAGE, _("--significance: \"%s\": give a number from 0 (main effects alone) to 1 (all pairs)"), args->significance);
	return MH_OK;
}

static size_t place_of(const char *word, const char *const *words, size_t count)
{
	for (size_t i = 0; i < count && word != NULL; i++)
		if (strcmp(words[i], word) == 0)
			return i;
	return 0;
}

static size_t usual_threads(void)
{
	const long count = sysconf(_SC_NPROCESSORS_ONLN);

	return count < 1 ? 1 : count > MH_THREADS_MOST ? MH_THREADS_MOST : (size_t)count;
}

static enum mh_status check_question(struct making *m, struct mh_err *err)
{
	static const char *const ways[] = { [MH_BY_STEPS] = "stepwise", [MH_BY_MAIN_EFFECTS] = "main", [MH_BY_ALL_PAIRS] = "pairs", [MH_BY_BIC] = "bic" };
	static const char *const intervals[] = { [MH_BCA] = "bca", [MH_PERCENTILE] = "percentile", [MH_WALD] = "wald", [MH_PROFILE] = "profile" };
	const struct args *const args = m->args;
	struct mh_question *const q = &m->question;
	const enum mh_status status = read_significance(args, &q->threshold, err);

	if (status != MH_OK)
		return status;
	if (args->model != NULL && (args->select != NULL || args->significance != NULL))
		return mh_fail(err, MH_USAGE, _("--model: is the model itself: --select and --significance would choose one"));
	if (args->select != NULL && strcmp(args->select, "stepwise") != 0 && args->significance != NULL)
		return mh_fail(err, MH_USAGE, _("--significance: goes with --select stepwise"));
	if (args->replicates > 0 && (args->replicates < MH_REPLICATES_LEAST || args->replicates > MH_REPLICATES_MOST))
		return mh_fail(err, MH_USAGE, _("--replicates %ld: give %d to %d"), args->replicates, MH_REPLICATES_LEAST, MH_REPLICATES_MOST);
	if (args->threads > MH_THREADS_MOST)
		return mh_fail(err, MH_USAGE, _("--threads %ld: %d at most"), args->threads, MH_THREADS_MOST);
	q->how = args->model != NULL ? MH_BY_MODEL : (enum mh_how)place_of(args->select, ways, MH_COUNT(ways));
	q->interval = (enum mh_interval_kind)place_of(args->interval, intervals, MH_COUNT(intervals));
	q->bootstrap.replicates = args->replicates > 0 ? (size_t)args->replicates : MH_REPLICATES;
	q->bootstrap.seed = args->seed > 0 ? (uint64_t)args->seed : 1;
	q->bootstrap.threads = args->threads > 0 ? (size_t)args->threads : usual_threads();
	return MH_OK;
}

static enum mh_status read_file(struct making *m, struct mh_err *err)
{
	struct mh_problems problems = MH_PROBLEMS_INIT;
	const enum mh_status status = mh_histories_read(m->args->histories, m->args->unknown_absent, &m->h, &problems, err);

	if (problems.total > 1) {
		mh_say_problems(m->session, &problems);
		mh_fail(err, status, ngettext("%s: refused: %zu problem", "%s: refused: %zu problems", problems.total), m->args->histories,
			problems.total);
	} else if (problems.total == 1) {
		struct mh_err text = MH_ERR_INIT;

		mh_problem_text(&problems.list[0], text.text, sizeof text.text);
		mh_fail(err, status, "%s", text.text);
	}
	mh_problems_free(&problems);
	return status;
}

static enum mh_status read_store(struct making *m, struct mh_err *err)
{
	const struct args *const args = m->args;
	const struct mh_lists_question q = { .lists = args->lists != NULL ? args->lists : "sector", .where = args->where, .date = args->date,
		.period = m->options.period, .merges = args->merges.list, .merge_count = args->merges.count, .dutch = m->options.dutch };

	if (m->options.period != NULL)
		mh_period_label(m->options.period, m->options.dutch, &m->period_text);
	m->about.options = m->options;
	const enum mh_status status = mh_lists_count(m->session->store, &q, &m->h, &m->source, err);
	return status == MH_OK ? mh_report_stand(&m->about, m->session->store, err) : status;
}

/* Two lists have one formula, and so many that all models cannot be ranked have no best one. */
static enum mh_status check_lists(const struct making *m, struct mh_err *err)
{
	const struct args *const args = m->args;
	const struct { const char *name; bool given; } of_models[] = { { "model", args->model != NULL }, { "select", args->select != NULL },
		{ "significance", args->significance != NULL }, { "interval", args->interval != NULL } };

	for (size_t i = 0; i < MH_COUNT(of_models) && m->h.lists == 2; i++)
		if (of_models[i].given)
			return mh_fail(err, MH_USAGE, _("--%s: two lists have no model to choose, only Chapman's formula: leave it out"), of_models[i].name);
	if (m->question.how == MH_BY_BIC && m->h.lists > MH_RANKED_LISTS)
		return mh_fail(err, MH_USAGE, _("--select bic: of %zu lists there are too many models: %d lists at most"), m->h.lists, MH_RANKED_LISTS);
	return MH_OK;
}

static enum mh_status read_lists(struct making *m, struct mh_err *err)
{
	enum mh_status status = m->args->histories != NULL ? read_file(m, err) : read_store(m, err);

	if (status == MH_OK)
		status = check_lists(m, err);
	if (status == MH_OK && m->question.how == MH_BY_MODEL)
		status = mh_model_parse(&m->h, m->args->model, &m->question.model, err);
	return status;
}

static void step(void *arg, uint64_t done)
{
	mh_progress_step(arg, done);
}

static void answer(struct making *m)
{
	struct mh_progress progress;

	mh_progress_start(&progress, _("replicates"), m->question.bootstrap.replicates, m->session->common.quiet);
	m->question.bootstrap.progress = step;
	m->question.bootstrap.arg = &progress;
	mh_estimate(&m->h, &m->question, &m->e);
	mh_progress_end(&progress);
}

static void look(const struct making *m, struct mh_estimate_view *view)
{
	const struct mh_store_info *const info = m->session->store != NULL ? mh_store_about(m->session->store) : NULL;

	*view = (struct mh_estimate_view){ .e = &m->e, .source = info != NULL ? &m->source : NULL, .dutch = m->options.dutch,
		.threshold = m->options.threshold, .rounded = info != NULL && m->options.threshold > 0, .file = m->args->histories,
		.period = m->period_text.s, .stand = m->about.stand != NULL ? m->about.stand : "", .internal = m->args->common.internal };
	view->organisation = info == NULL ? "" : info->name != NULL && info->name[0] != '\0' ? info->name : info->organisation;
	mh_estimate_view_protect(view);
}

/* A page or a spreadsheet is made whole, then delivered. */
static enum mh_status deliver(const struct making *m, const struct mh_estimate_view *view, struct mh_err *err)
{
	struct mh_sink sink;
	struct mh_str page;
	enum mh_status status;

	mh_sink_start(&sink, true);
	mh_str_init(&page, MH_PAGE_LIMIT);
	if (m->format == MH_FORMAT_HTML) {
		status = mh_estimate_html(view, &page, err);
	} else {
		status = mh_estimate_print_rows(m->session, view, MH_FORMAT_XLSX, false, mh_sink_file(&sink), err);
		if (status == MH_OK)
			status = mh_sink_end(&sink, err);
	}
	if (status == MH_OK)
		status = mh_report_deliver(m->session, &m->args->common, m->format == MH_FORMAT_HTML ? &page : &sink.text, err);
	mh_str_free(&page);
	mh_sink_free(&sink);
	return status;
}

static enum mh_status print(const struct making *m, struct mh_err *err)
{
	struct mh_estimate_view view;
	enum mh_status status = MH_OK;

	look(m, &view);
	if (m->format == MH_FORMAT_HTML || m->format == MH_FORMAT_XLSX)
		return deliver(m, &view, err);
	status = mh_report_log(m->session, &m->args->common, err);
	if (status == MH_OK && m->format == MH_FORMAT_TABLE)
		return mh_estimate_print_page(m->session, &view, m->session->color && !m->args->no_color, err);
	return status == MH_OK ? mh_estimate_print_rows(m->session, &view, m->format, m->args->excel_nl, stdout, err) : status;
}

/* No number is an answer of no, with the first reason; all of them were printed. */
static enum mh_status end(const struct making *m, enum mh_status status, struct mh_err *err)
{
	if (status != MH_OK || m->e.why == 0)
		return status;
	return mh_fail(err, MH_NO, _("no number can be given: %s"), mh_estimate_why((size_t)__builtin_ctz(m->e.why), mh_language_dutch()));
}

static enum mh_status run(struct mh_session *session, void *arg, int argc, char **argv, struct mh_err *err)
{
	struct making *const m = mh_alloc(1, sizeof *m);
	enum mh_status status;

	(void)argc, (void)argv;
	m->session = session;
	m->args = arg;
	mh_str_init(&m->period_text, 400);
	status = check_source(m, err);
	if (status == MH_OK)
		status = check_output(m, err);
	if (status == MH_OK)
		status = check_question(m, err);
	if (status == MH_OK && m->args->histories == NULL)
		status = mh_session_open(session, err);
	if (status == MH_OK)
		status = mh_report_args_read(session, &m->args->common, &m->period, &m->options, &m->reader, err);
	if (status == MH_OK)
		status = read_lists(m, err);
	if (status == MH_OK) {
		answer(m);
		status = end(m, print(m, err), err);
	}
	mh_estimate_free(&m->e);
	mh_estimate_source_free(&m->source);
	mh_histories_free(&m->h);
	mh_report_free(&m->about);
	mh_str_free(&m->period_text);
	free(m);
	return status;
}
