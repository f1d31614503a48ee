/* An estimate for people, as blocks. */

#include "report/estimate_page.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "report/words.h"

#define TEXT_MOST 20000

struct page { const struct mh_estimate_view *view; struct mh_estimate_page *out; struct mh_str text; };

static const char *word(const struct page *p, enum mh_estimate_phrase phrase)
{
	return mh_estimate_phrase(phrase, p->view->dutch);
}

static struct mh_block *add_block(struct page *p, enum mh_block_type type, const char *text)
{
	struct mh_estimate_page *const out = p->out;

	if (out->count == out->room) {
		out->room = out->room ? 2 * out->room : 64;
		out->blocks = mh_grow(out->blocks, out->room, sizeof *out->blocks);
	}
	out->blocks[out->count] = (struct mh_block){ .type = type, .text = mh_strdup(text) };
	return &out->blocks[out->count++];
}

static void heading(struct page *p, enum mh_estimate_phrase phrase)
{
	add_block(p, MH_BLOCK_HEADING, word(p, phrase));
}

/* What was put together in .text becomes a block. */
static void put(struct page *p, enum mh_block_type type)
{
	if (p->text.len > 0)
		add_block(p, type, p->text.s);
	mh_str_clear(&p->text);
}

static void say(struct page *p, enum mh_estimate_phrase phrase)
{
	mh_str_puts(&p->text, word(p, phrase));
	put(p, MH_BLOCK_TEXT);
}

/* A sentence about persons; nothing where there are none. */
static void say_persons(struct page *p, enum mh_estimate_phrase phrase, double persons)
{
	struct mh_str number;

	if (persons <= 0)
		return;
	mh_str_init(&number, 100);
	if (mh_estimate_small(p->view, persons))
		mh_str_puts(&number, mh_phrase(MH_W_SOME, p->view->dutch));
	else
		mh_number_text((int64_t)llround(persons), p->view->dutch, &number);
	mh_str_printf(&p->text, word(p, phrase), number.s);
	mh_str_free(&number);
	put(p, MH_BLOCK_TEXT);
}

/* A table; its cells are filled in their order. */
struct filling { struct mh_block *block; size_t room; };

static struct filling start_table(struct page *p, enum mh_estimate_phrase title, size_t columns)
{
	struct filling f = { add_block(p, MH_BLOCK_TABLE, word(p, title)), 0 };

	f.block->columns = columns;
	return f;
}

static void cell(struct filling *f, size_t *at, const char *text)
{
	if (*at == f->room) {
		f->room = f->room ? 2 * f->room : 64;
		f->block->cells = mh_grow(f->block->cells, f->room, sizeof *f->block->cells);
	}
	f->block->cells[(*at)++] = mh_strdup(text);
	f->block->rows = *at / f->block->columns - 1;
}

/* What was put together in .text becomes a cell. */
static void put_cell(struct page *p, struct filling *f, size_t *at)
{
	cell(f, at, p->text.s);
	mh_str_clear(&p->text);
}

static void number_cell(struct page *p, struct filling *f, size_t *at, const char *before, double value)
{
	if (!isnan(value))
		mh_str_puts(&p->text, before);
	mh_estimate_number(p->view, value, &p->text);
	put_cell(p, f, at);
}

static void persons_cell(struct page *p, struct filling *f, size_t *at, double value, bool hidden)
{
	mh_estimate_persons(p->view, value, hidden, &p->text);
	put_cell(p, f, at);
}

#define DECIMAL_SIZE 40

/* A number with decimals as people write it. */
static const char *decimal(const struct page *p, const char *format, double value, char out[DECIMAL_SIZE])
{
	snprintf(out, DECIMAL_SIZE, format, value);
	if (p->view->dutch && strchr(out, '.') != NULL)
		*strchr(out, '.') = ',';
	return out;
}

static void answer(struct page *p)
{
	const struct mh_estimate *const e = p->view->e;
	const double values[] = { e->total, e->interval.low, e->interval.high };
	struct mh_str numbers[3];

	for (size_t i = 0; i < 3; i++) {
		mh_str_init(&numbers[i], 100);
		mh_number_text((int64_t)llround(mh_two_digits(values[i])), p->view->dutch, &numbers[i]);
	}
	mh_str_printf(&p->text, word(p, MH_E_ABOUT), numbers[0].s, numbers[1].s, numbers[2].s);
	put(p, MH_BLOCK_LEAD);
	say(p, MH_E_LABEL);
	mh_str_printf(&p->text, word(p, MH_E_METHOD), e->h->lists == 2 ? word(p, MH_E_CHAPMAN_METHOD) :
		mh_estimate_interval_name(e->question.interval, p->view->dutch));
	put(p, MH_BLOCK_TEXT);
	if (e->interval.low_open)
		say(p, MH_E_LOW_OPEN);
	if (e->interval.high_open)
		say(p, MH_E_HIGH_OPEN);
	if (mh_estimate_below_chao(e) && !mh_estimate_small(p->view, e->chao.twice))
		say(p, MH_E_BELOW_CHAO);
	if (mh_estimate_misfit(e))
		say(p, MH_E_MISFIT);
	for (size_t i = 0; i < 3; i++)
		mh_str_free(&numbers[i]);
}

static void no_answer(struct page *p)
{
	const struct mh_estimate *const e = p->view->e;

	mh_str_puts(&p->text, word(p, MH_E_NONE));
	put(p, MH_BLOCK_LEAD);
	for (size_t i = 0; i < MH_WHYS; i++)
		if ((e->why >> i & 1) != 0)
			add_block(p, MH_BLOCK_ITEM, mh_estimate_why(i, p->view->dutch));
	if ((e->why & MH_WHY_NO_OVERLAP) != 0) {
		struct mh_str number;

		mh_str_init(&number, 100);
		mh_number_text((int64_t)llround(mh_two_digits(e->total)), p->view->dutch, &number);
		mh_str_printf(&p->text, word(p, MH_E_FLOOR), number.s);
		mh_str_free(&number);
		put(p, MH_BLOCK_TEXT);
	}
	say_persons(p, MH_E_SEEN_ONLY, e->h->n);
}

static void overlaps(struct page *p)
{
	const struct mh_histories *const h = p->view->e->h;
	const bool alone = p->view->hidden == 0;	/* sizes less these are overlaps */
	struct filling f = start_table(p, MH_E_WHO, h->lists + 1 + alone);
	size_t at = 0;

	cell(&f, &at, word(p, MH_E_LIST));
	cell(&f, &at, word(p, MH_E_MEMBERS));
	if (alone)
		cell(&f, &at, word(p, MH_E_ALONE));
	for (size_t j = 1; j < h->lists; j++) {
		mh_str_printf(&p->text, "%zu", j + 1);
		put_cell(p, &f, &at);
	}
	for (size_t i = 0; i < h->lists; i++) {
		mh_str_printf(&p->text, "%zu %s", i + 1, mh_estimate_label(p->view, i));
		put_cell(p, &f, &at);
		persons_cell(p, &f, &at, mh_histories_overlap(h, 1U << i), p->view->hide[i][i]);
		if (alone)
			persons_cell(p, &f, &at, h->counts[1U << i], false);
		for (size_t j = 1; j < h->lists; j++) {
			if (j > i)
				persons_cell(p, &f, &at, mh_histories_overlap(h, 1U << i | 1U << j), p->view->hide[i][j]);
			else
				cell(&f, &at, "");
		}
	}
}

static void source(struct page *p)
{
	const struct mh_estimate_view *const view = p->view;
	const struct mh_histories *const h = view->e->h;

	if (view->file != NULL) {
		mh_str_printf(&p->text, word(p, MH_E_SOURCE_FILE), view->file);
		put(p, MH_BLOCK_TEXT);
	}
	say_persons(p, MH_E_UNKNOWN, h->unknown);
	say_persons(p, MH_E_REPEATED, h->repeated);
	if (view->source == NULL)
		return;
	say_persons(p, MH_E_UNPLACED, view->source->unplaced);
	say_persons(p, MH_E_PARTLY, view->source->partly);
	say_persons(p, MH_E_UNLINKED, view->source->unlinked);
	say_persons(p, MH_E_LEFT_OUT, view->source->left_out);
}

static void who(struct page *p)
{
	const struct mh_estimate_view *const view = p->view;
	const struct mh_histories *const h = view->e->h;
	struct mh_str number;

	heading(p, MH_E_WHO);
	mh_str_init(&number, 100);
	mh_estimate_persons(view, h->n, false, &number);
	mh_str_printf(&p->text, word(p, MH_E_PERSONS), number.s, h->lists);
	mh_str_putc(&p->text, ' ');
	mh_str_clear(&number);
	mh_number_text(llround(100 * mh_histories_on(h, 1) / h->n), view->dutch, &number);
	if (!mh_estimate_small(view, mh_histories_shared(h))) {
		mh_str_printf(&p->text, word(p, MH_E_ONCE), number.s);
		mh_str_putc(&p->text, ' ');
	}
	mh_str_printf(&p->text, word(p, MH_E_EMPTY_PAIRS), h->lists * (h->lists - 1) / 2, mh_histories_empty_pairs(h));
	mh_str_free(&number);
	put(p, MH_BLOCK_TEXT);
	overlaps(p);
	if (view->hidden > 0) {
		mh_str_printf(&p->text, word(p, MH_E_HIDDEN), (long long)view->threshold - 1);
		put(p, MH_BLOCK_TEXT);
	}
	source(p);
}

/* The steps by which pairs came in. Chances and expectations could give a small overlap away. */
static void steps(struct page *p)
{
	const struct mh_selection *const s = &p->view->e->selection;
	struct filling f = start_table(p, MH_E_MODEL, 4);
	char shown[DECIMAL_SIZE];
	size_t at = 0;

	cell(&f, &at, word(p, MH_E_PAIR));
	cell(&f, &at, word(p, MH_E_OVERLAP));
	cell(&f, &at, word(p, MH_E_EXPECTED));
	cell(&f, &at, word(p, MH_E_CHANCE));
	for (size_t i = 0; i < s->model.count; i++) {
		const unsigned a = (unsigned)__builtin_ctz(s->steps[i].pair), b = 31 - (unsigned)__builtin_clz(s->steps[i].pair);

		mh_estimate_set(p->view, s->steps[i].pair, &p->text);
		put_cell(p, &f, &at);
		persons_cell(p, &f, &at, s->steps[i].seen, p->view->hide[a][b]);
		if (!p->view->hide[a][b])
			mh_str_puts(&p->text, decimal(p, "%.1f", s->steps[i].expected, shown));
		put_cell(p, &f, &at);
		if (!p->view->hide[a][b])
			mh_str_puts(&p->text, decimal(p, s->steps[i].p < 1e-4 ? "%.1e" : "%.4f", s->steps[i].p, shown));
		put_cell(p, &f, &at);
	}
}

static void terms(struct page *p)
{
	const struct mh_model *const model = &p->view->e->selection.model;
	struct mh_str names;

	mh_str_init(&names, TEXT_MOST);
	for (size_t i = 0; i < model->count; i++) {
		mh_str_puts(&names, i > 0 ? ", " : "");
		mh_estimate_set(p->view, model->terms[i], &names);
	}
	if (model->count > 0)
		mh_str_printf(&p->text, word(p, MH_E_MODEL_OF), names.s);
	else
		mh_str_puts(&p->text, word(p, MH_E_MODEL_MAIN));
	mh_str_free(&names);
	put(p, MH_BLOCK_TEXT);
}

static void refusals(struct page *p)
{
	const struct mh_selection *const s = &p->view->e->selection;
	struct mh_str names;

	mh_str_init(&names, TEXT_MOST);
	for (size_t i = 0; i < s->refused_count; i++) {
		mh_str_clear(&names);
		mh_estimate_set(p->view, s->refused[i].pair, &names);
		mh_str_printf(&p->text, word(p, MH_E_REFUSED), names.s, s->refused[i].code);
		put(p, MH_BLOCK_TEXT);
	}
	mh_str_free(&names);
}

static void model(struct page *p)
{
	static const enum mh_estimate_phrase verdicts[] = { MH_E_VERDICT_0, MH_E_VERDICT_1, MH_E_VERDICT_2, MH_E_VERDICT_3 };
	const struct mh_estimate *const e = p->view->e;
	char shown[3][DECIMAL_SIZE];

	heading(p, MH_E_MODEL);
	if (e->h->lists == 2) {
		say(p, MH_E_TWO);
		return;
	}
	terms(p);
	if (e->question.how == MH_BY_STEPS && e->selection.model.count > 0 && e->selection.steps[0].pair != 0 && !p->view->rounded)
		steps(p);
	say(p, verdicts[e->code]);
	refusals(p);
	if (!e->estimated)
		return;
	if (mh_estimate_freedom(e) == 0 || e->fit.deviance < 1e-6)
		mh_str_printf(&p->text, "%s ", word(p, MH_E_SATURATED));
	mh_str_printf(&p->text, word(p, MH_E_FREEDOM), mh_estimate_freedom(e));
	if (!p->view->rounded) {
		mh_str_putc(&p->text, ' ');
		mh_str_printf(&p->text, word(p, MH_E_LIKELIHOOD), decimal(p, "%.3f", e->fit.deviance, shown[0]), decimal(p, "%.3f", e->fit.aic, shown[1]),
			decimal(p, "%.3f", e->fit.bic, shown[2]));
	}
	put(p, MH_BLOCK_TEXT);
}

static void beside(struct page *p)
{
	struct mh_figure figures[MH_FIGURES_MOST];
	const size_t count = mh_estimate_figures(p->view, figures);
	size_t at = 0;
	bool open = false;

	heading(p, MH_E_BESIDE);
	if (count > 0)
		add_block(p, MH_BLOCK_CHART, word(p, MH_E_CHART));
	struct filling f = start_table(p, MH_E_BESIDE, 4);
	cell(&f, &at, word(p, MH_E_WHAT));
	cell(&f, &at, word(p, MH_E_ESTIMATE));
	cell(&f, &at, word(p, MH_E_FROM));
	cell(&f, &at, word(p, MH_E_TO));
	for (size_t i = 0; i < count; i++) {
		cell(&f, &at, word(p, figures[i].label));
		number_cell(p, &f, &at, "", figures[i].value);
		number_cell(p, &f, &at, figures[i].low_open ? "≤ " : "", figures[i].low);
		number_cell(p, &f, &at, figures[i].high_open ? "≥ " : "", figures[i].high);
		open = open || figures[i].low_open || figures[i].high_open;
	}
	if (open)
		say(p, MH_E_OPEN_NOTE);
	if (p->view->e->ranking.count == 0 && p->view->e->h->lists > MH_RANKED_LISTS) {
		mh_str_printf(&p->text, word(p, MH_E_NO_RANKING), MH_RANKED_LISTS);
		put(p, MH_BLOCK_TEXT);
	}
	say(p, MH_E_CAUTION);
	if (p->view->rounded)
		say(p, MH_E_ROUNDED);
}

static void checks(struct page *p)
{
	const struct mh_estimate *const e = p->view->e;
	size_t at = 0;

	if (e->h->lists < 3)
		return;
	heading(p, MH_E_CHECKS);
	struct filling f = start_table(p, MH_E_CHECKS, 4);
	cell(&f, &at, word(p, MH_E_LIST));
	cell(&f, &at, word(p, MH_E_KNOWN));
	cell(&f, &at, word(p, MH_E_BY_OTHERS));
	cell(&f, &at, word(p, MH_E_WITHOUT_IT));
	for (size_t i = 0; i < e->h->lists; i++) {
		cell(&f, &at, mh_estimate_label(p->view, i));
		persons_cell(p, &f, &at, e->lists[i].members, p->view->hide[i][i]);
		number_cell(p, &f, &at, "", e->lists[i].estimated);
		number_cell(p, &f, &at, "", e->lists[i].without);
	}
	say(p, MH_E_CHECKS_NOTE);
}

static void how(struct page *p)
{
	static const enum mh_estimate_phrase ways[] = { [MH_BY_STEPS] = MH_E_SELECTION, [MH_BY_MAIN_EFFECTS] = MH_E_BY_MAIN,
		[MH_BY_ALL_PAIRS] = MH_E_BY_PAIRS, [MH_BY_BIC] = MH_E_BY_BIC, [MH_BY_MODEL] = MH_E_BY_MODEL };
	const struct mh_estimate *const e = p->view->e;
	const struct mh_bootstrap *const b = &e->bootstrap;
	char shown[DECIMAL_SIZE];
	struct mh_str number;

	if (e->h->lists == 2)
		return;
	heading(p, MH_E_HOW);
	mh_str_printf(&p->text, word(p, ways[e->question.how]), decimal(p, "%g", e->question.threshold, shown));
	put(p, MH_BLOCK_TEXT);
	if (e->estimated) {
		mh_str_init(&number, 100);
		mh_number_text(llround(100 * b->change), p->view->dutch, &number);
		mh_str_printf(&p->text, word(p, MH_E_REPLICATES), b->count + b->failed, (unsigned long long)e->question.bootstrap.seed, b->failed,
			b->ties, b->below);
		mh_str_printf(&p->text, " %s ", word(p, MH_E_EMPTY_LIST));
		mh_str_printf(&p->text, word(p, MH_E_ONE_PERSON), number.s);
		put(p, MH_BLOCK_TEXT);
		mh_str_free(&number);
	}
	mh_str_printf(&p->text, word(p, MH_E_COVERAGE_SHARE), decimal(p, "%.2f", e->coverage.coverage, shown));
	put(p, MH_BLOCK_TEXT);
}

void mh_estimate_page(const struct mh_estimate_view *view, struct mh_estimate_page *out)
{
	struct page p = { .view = view, .out = out };

	*out = (struct mh_estimate_page){ .blocks = NULL };
	mh_str_init(&p.text, TEXT_MOST);
	if (view->e->why == 0)
		answer(&p);
	else
		no_answer(&p);
	who(&p);
	model(&p);
	beside(&p);
	checks(&p);
	how(&p);
	heading(&p, MH_E_ASSUMPTIONS);
	for (size_t i = 0; mh_estimate_assumption(i, view->dutch) != NULL; i++)
		add_block(&p, MH_BLOCK_ITEM, mh_estimate_assumption(i, view->dutch));
	heading(&p, MH_E_CRITICISM);
	say(&p, MH_E_CRITICISM_TEXT);
	mh_str_free(&p.text);
}

void mh_estimate_page_free(struct mh_estimate_page *page)
{
	for (size_t b = 0; b < page->count; b++) {
		for (size_t i = 0; i < page->blocks[b].columns * (page->blocks[b].rows + 1) && page->blocks[b].cells != NULL; i++)
			free(page->blocks[b].cells[i]);
		free(page->blocks[b].cells);
		free(page->blocks[b].text);
	}
	free(page->blocks);
	*page = (struct mh_estimate_page){ .blocks = NULL };
}
