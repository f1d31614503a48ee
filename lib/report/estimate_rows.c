/* An estimate for programs. */

#include "report/estimate_rows.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

enum { PART, NAME, VALUE, LOW, HIGH, P, EXPECTED, AIC, BIC, WEIGHT, CODE, TEXT, COLUMNS };

const struct mh_column mh_estimate_columns[] = {
	[PART] = { .name = "part" }, [NAME] = { .name = "name" }, [VALUE] = { .name = "value", .number = true },
	[LOW] = { .name = "low", .number = true }, [HIGH] = { .name = "high", .number = true }, [P] = { .name = "p", .number = true },
	[EXPECTED] = { .name = "expected", .number = true }, [AIC] = { .name = "aic", .number = true }, [BIC] = { .name = "bic", .number = true },
	[WEIGHT] = { .name = "weight", .number = true }, [CODE] = { .name = "code", .number = true }, [TEXT] = { .name = "text" },
};
const size_t mh_estimate_column_count = COLUMNS;

#define MODELS_SHOWN 20		/* of more than these only the best are rows */
#define MODELS_ALL 9		/* three lists: every one, with its code */

struct maker { const struct mh_estimate_view *view; struct mh_rows *rows; struct mh_str cells[COLUMNS]; };

void mh_plain_number(double value, struct mh_str *out)
{
	char text[400];
	int digits = 15;

	if (!isfinite(value))
		return;
	while (snprintf(text, sizeof text, "%.*e", digits - 1, value) > 0 && strtod(text, NULL) != value && digits < 17)
		digits++;
	const int exponent = (int)strtol(strchr(text, 'e') + 1, NULL, 10), decimals = digits - 1 - exponent;
	snprintf(text, sizeof text, "%.*f", decimals > 0 ? decimals < 340 ? decimals : 340 : 0, value);
	if (strchr(text, '.') != NULL) {
		size_t len = strlen(text);

		while (text[len - 1] == '0')
			text[--len] = '\0';
		if (text[len - 1] == '.')
			text[len - 1] = '\0';
	}
	mh_str_puts(out, text);
}

static void begin(struct maker *m, const char *part, const char *name)
{
	for (size_t i = 0; i < COLUMNS; i++)
		mh_str_clear(&m->cells[i]);
	mh_str_puts(&m->cells[PART], part);
	mh_str_puts(&m->cells[NAME], name);
}

static void number(struct maker *m, size_t column, double value)
{
	mh_plain_number(value, &m->cells[column]);
}

static void persons(struct maker *m, double count, bool hidden)
{
	if (hidden || mh_estimate_small(m->view, count))
		mh_str_putc(&m->cells[VALUE], 'x');
	else
		number(m, VALUE, count);
}

static void end(struct maker *m)
{
	struct mh_cell cells[COLUMNS];

	for (size_t i = 0; i < COLUMNS; i++)
		cells[i] = mh_cell_text(m->cells[i].len > 0 ? m->cells[i].s : NULL);
	mh_rows_add(m->rows, cells);
}

static void add(struct maker *m, const char *part, const char *name, double value)
{
	if (isnan(value))
		return;
	begin(m, part, name);
	number(m, VALUE, value);
	if (isinf(value))
		mh_str_puts(&m->cells[TEXT], "infinite");
	end(m);
}

static void add_text(struct maker *m, const char *part, const char *name, const char *text)
{
	begin(m, part, name);
	mh_str_puts(&m->cells[TEXT], text);
	end(m);
}

static void open_ends(struct maker *m, bool low, bool high, bool bounded)
{
	const char *const text = !bounded ? "upper end not bounded" : low && high ? "both ends not resolved" : low ? "lower end not resolved" :
		high ? "upper end not resolved" : "";

	mh_str_puts(&m->cells[TEXT], text);
}

/* The rounded number for readers; without it, why. */
static void answer(struct maker *m)
{
	const struct mh_estimate *const e = m->view->e;

	begin(m, "headline", "total");
	if (e->why == 0) {
		number(m, VALUE, mh_two_digits(e->total));
		number(m, LOW, mh_two_digits(e->interval.low));
		number(m, HIGH, mh_two_digits(e->interval.high));
		open_ends(m, e->interval.low_open, e->interval.high_open, true);
	} else {
		mh_str_puts(&m->cells[TEXT], "refused");
	}
	end(m);
	for (size_t i = 0; i < MH_WHYS; i++)
		if ((e->why >> i & 1) != 0)
			add_text(m, "refused", "", mh_estimate_why(i, m->view->dutch));
}

static void figures(struct maker *m)
{
	struct mh_figure list[MH_FIGURES_MOST];
	const size_t count = mh_estimate_figures(m->view, list);

	for (size_t i = 0; i < count; i++) {
		begin(m, "estimate", list[i].name);
		number(m, VALUE, list[i].value);
		number(m, LOW, list[i].low);
		number(m, HIGH, list[i].high);
		open_ends(m, list[i].low_open, list[i].high_open, !isinf(list[i].high));
		end(m);
	}
}

static void pairs(struct maker *m)
{
	const struct mh_histories *const h = m->view->e->h;

	for (size_t i = 0; i < h->lists; i++)
		for (size_t j = i + 1; j < h->lists; j++) {
			begin(m, "overlap", "");
			mh_term_text(h, 1U << i | 1U << j, &m->cells[NAME]);
			persons(m, mh_histories_overlap(h, 1U << i | 1U << j), m->view->hide[i][j]);
			end(m);
		}
}

static void data(struct maker *m)
{
	const struct mh_estimate_view *const view = m->view;
	const struct mh_histories *const h = view->e->h;
	const struct mh_estimate_source *const source = view->source;

	begin(m, "data", "persons");
	persons(m, h->n, false);
	end(m);
	add(m, "data", "lists", (double)h->lists);
	add(m, "data", "empty-pairs", (double)mh_histories_empty_pairs(h));
	if (!mh_estimate_small(view, mh_histories_shared(h)))
		add(m, "data", "seen-once-percent", view->hidden > 0 ? round(100 * mh_histories_on(h, 1) / h->n) : 100 * mh_histories_on(h, 1) / h->n);
	const struct { const char *name; double count; } notes[] = { { "unknown-read-as-absent", h->unknown }, { "rows-repeated", h->repeated },
		{ "reporter-unknown", source ? source->unplaced : 0 }, { "also-reported-by-unknown", source ? source->partly : 0 },
		{ "mentions-not-linked", source ? source->unlinked : 0 }, { "erased", source ? source->left_out : 0 } };
	for (size_t i = 0; i < MH_COUNT(notes); i++)
		if (notes[i].count > 0) {
			begin(m, "data", notes[i].name);
			persons(m, notes[i].count, false);
			end(m);
		}
	for (size_t i = 0; i < h->lists; i++) {
		begin(m, "list", h->names[i]);
		persons(m, mh_histories_overlap(h, 1U << i), view->hide[i][i]);
		mh_str_puts(&m->cells[TEXT], mh_estimate_label(view, i));
		end(m);
	}
	pairs(m);
}

static void terms(struct maker *m)
{
	const struct mh_estimate *const e = m->view->e;
	const struct mh_selection *const s = &e->selection;

	for (size_t i = 0; i < s->model.count; i++) {
		begin(m, "term", "");
		mh_term_text(e->h, s->model.terms[i], &m->cells[NAME]);
		const unsigned a = (unsigned)__builtin_ctz(s->model.terms[i]), b = 31 - (unsigned)__builtin_clz(s->model.terms[i]);
		if (s->steps[i].pair != 0 && !m->view->rounded && !m->view->hide[a][b]) {
			number(m, P, s->steps[i].p);
			number(m, EXPECTED, s->steps[i].expected);
		}
		end(m);
	}
	for (size_t i = 0; i < s->refused_count; i++) {
		begin(m, "pair-refused", "");
		mh_term_text(e->h, s->refused[i].pair, &m->cells[NAME]);
		number(m, CODE, s->refused[i].code);
		end(m);
	}
}

/* What a count could be computed from is left out where numbers are rounded, here and below. */
static void chosen(struct maker *m)
{
	const struct mh_estimate *const e = m->view->e;

	if (e->h->lists == 2)
		return;
	begin(m, "model", "");
	mh_model_text(e->h, &e->selection.model, &m->cells[NAME]);
	if (e->selection.model.count == 0)
		mh_str_puts(&m->cells[NAME], "main effects");
	number(m, CODE, e->code);
	if (e->estimated) {
		number(m, VALUE, m->view->rounded ? mh_two_digits(e->total) : e->total);
		if (!m->view->rounded) {
			number(m, AIC, e->fit.aic);
			number(m, BIC, e->fit.bic);
		}
	}
	end(m);
	terms(m);
}

static void fit(struct maker *m)
{
	const struct mh_estimate *const e = m->view->e;

	if (!e->estimated || e->h->lists == 2)
		return;
	add(m, "fit", "freedom", (double)mh_estimate_freedom(e));
	add(m, "fit", "saturated", mh_estimate_freedom(e) == 0 || e->fit.deviance < 1e-6);
	add(m, "fit", "misfit", mh_estimate_misfit(e));
	if (!mh_estimate_small(m->view, e->chao.twice))
		add(m, "fit", "below-chao", mh_estimate_below_chao(e));
	if (m->view->rounded)
		return;
	add(m, "fit", "intercept", e->fit.intercept);
	add(m, "fit", "standard-error", e->fit.sd);
	add(m, "fit", "standard-error-total", sqrt(e->fit.unseen + e->fit.unseen * e->fit.unseen * e->fit.sd * e->fit.sd));
	add(m, "fit", "deviance", e->fit.deviance);
	add(m, "fit", "log-likelihood", e->fit.log_likelihood);
	add(m, "fit", "effects", (double)e->fit.specified);
	if (e->profiled)
		add(m, "fit", "profile-peak", e->peak);
	if (e->main_code == MH_EXISTS) {
		add(m, "fit", "main-aic", e->main.aic);
		add(m, "fit", "main-deviance", e->main.deviance);
	}
}

static void ranked(struct maker *m)
{
	const struct mh_ranking *const r = &m->view->e->ranking;
	const size_t most = r->count <= MODELS_ALL ? r->count : r->estimated < MODELS_SHOWN ? r->estimated : MODELS_SHOWN;
	struct mh_model model;

	for (size_t i = 0; i < most && !m->view->rounded; i++) {
		mh_ranked_model(m->view->e->h->lists, r->list[i].bits, &model);
		begin(m, "ranked", "");
		mh_model_text(m->view->e->h, &model, &m->cells[NAME]);
		if (model.count == 0)
			mh_str_puts(&m->cells[NAME], "main effects");
		number(m, CODE, r->list[i].code);
		if (r->list[i].code == MH_EXISTS) {
			number(m, VALUE, r->list[i].total);
			number(m, AIC, r->list[i].aic);
			number(m, BIC, r->list[i].bic);
			number(m, WEIGHT, r->list[i].weight);
		}
		end(m);
	}
	if (r->count > 0) {
		add(m, "models", "all", (double)r->count);
		add(m, "models", "without-estimate", (double)(r->count - r->estimated));
	}
}

static void formulas(struct maker *m)
{
	const struct mh_estimate *const e = m->view->e;

	if (m->view->rounded)
		return;
	if (m->view->hidden == 0) {
		add(m, "formula", "chao-corrected", e->chao.corrected);
		add(m, "formula", "chao-equal-lists", e->chao.equal_lists);
		add(m, "formula", "chao-variance", e->chao.variance);
	}
	if (e->h->lists == 2) {
		const struct mh_two_lists two = mh_two_lists(e->h, 0, 1);

		if (!m->view->hide[0][1]) {
			add(m, "formula", "lincoln-petersen", two.petersen);
			add(m, "formula", "chapman", two.chapman);
			add(m, "formula", "chapman-variance", two.variance);
		}
		return;
	}
	add(m, "formula", "coverage", e->coverage.coverage);
	add(m, "formula", "coverage-independent", e->coverage.independent);
	add(m, "formula", "coverage-high", e->coverage.high);
	add(m, "formula", "coverage-low", e->coverage.low);
}

static void checks(struct maker *m)
{
	const struct mh_estimate *const e = m->view->e;

	/* From what is left without a list, or what the others say of it, the counts that are hidden can be worked back. */
	for (size_t i = 0; i < e->h->lists && e->h->lists > 2 && m->view->hidden == 0; i++) {
		const double by_others = e->lists[i].estimated, without = e->lists[i].without;

		add(m, "members-by-others", e->h->names[i], m->view->rounded ? mh_two_digits(by_others) : by_others);
		add(m, "without-list", e->h->names[i], m->view->rounded ? mh_two_digits(without) : without);
	}
}

static void settings(struct maker *m)
{
	static const char *const ways[] = { [MH_BY_STEPS] = "stepwise", [MH_BY_MAIN_EFFECTS] = "main", [MH_BY_ALL_PAIRS] = "pairs", [MH_BY_BIC] = "bic",
		[MH_BY_MODEL] = "given" };
	const struct mh_estimate *const e = m->view->e;
	const struct mh_bootstrap *const b = &e->bootstrap;

	if (e->h->lists == 2)
		return;
	add_text(m, "setting", "select", ways[e->question.how]);
	add(m, "setting", "significance", e->question.how == MH_BY_STEPS ? e->question.threshold : NAN);
	add(m, "setting", "seed", (double)e->question.bootstrap.seed);
	if (!e->estimated)
		return;
	add(m, "bootstrap", "replicates", (double)(b->count + b->failed));
	add(m, "bootstrap", "failed", (double)b->failed);
	add(m, "bootstrap", "ties", (double)b->ties);
	add(m, "bootstrap", "below", (double)b->below);
	add(m, "bootstrap", "one-person-changes", m->view->rounded ? round(100 * b->change) / 100 : b->change);
	if (m->view->rounded)
		return;
	add(m, "bootstrap", "bias", b->corrected ? b->bias : NAN);
	add(m, "bootstrap", "acceleration", b->acceleration);
}

struct mh_rows_chart mh_estimate_row_chart(const struct mh_estimate_view *view)
{
	struct mh_figure list[MH_FIGURES_MOST];
	struct mh_rows_chart chart = { .title = mh_estimate_phrase(MH_E_CHART, view->dutch), .from = 1, .label = NAME, .low = LOW, .value = VALUE,
		.high = HIGH };

	for (size_t i = 0; i < MH_WHYS; i++)
		chart.from += view->e->why >> i & 1;
	chart.count = mh_estimate_figures(view, list);
	return chart;
}

void mh_estimate_rows(const struct mh_estimate_view *view, struct mh_rows *rows)
{
	struct maker m = { .view = view, .rows = rows };

	for (size_t i = 0; i < COLUMNS; i++)
		mh_str_init(&m.cells[i], 20000);
	answer(&m);
	figures(&m);
	data(&m);
	chosen(&m);
	fit(&m);
	ranked(&m);
	formulas(&m);
	checks(&m);
	settings(&m);
	add_text(&m, "label", "", mh_estimate_phrase(MH_E_LABEL, view->dutch));
	if (view->e->h->lists == 2)
		add_text(&m, "assumption", "", mh_estimate_phrase(MH_E_TWO, view->dutch));
	for (size_t i = 0; mh_estimate_assumption(i, view->dutch) != NULL; i++)
		add_text(&m, "assumption", "", mh_estimate_assumption(i, view->dutch));
	for (size_t i = 0; i < COLUMNS; i++)
		mh_str_free(&m.cells[i]);
}
