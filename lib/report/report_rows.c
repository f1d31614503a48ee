/* A report for programs. */

#include "report/report_rows.h"

#include "base/mem.h"
#include "report/chain_inside.h"
#include "report/chart.h"
#include "report/estimate_page.h"
#include "report/estimate_rows.h"
#include "report/notes.h"
#include "report/words.h"

enum { WHAT, SECTION, PART, MEASURE, ROW, LABEL, COLUMN, VALUE, TEXT, COLUMNS };

const struct mh_column mh_report_columns[] = {
	[WHAT] = { .name = "what" }, [SECTION] = { .name = "section" }, [PART] = { .name = "part" }, [MEASURE] = { .name = "measure" },
	[ROW] = { .name = "row" }, [LABEL] = { .name = "label" }, [COLUMN] = { .name = "column" }, [VALUE] = { .name = "value", .number = true },
	[TEXT] = { .name = "text" },
};
const size_t mh_report_column_count = COLUMNS;

/* Where in the report the rows are, and the cells of the next one. */
struct maker { const struct mh_report *report; struct mh_rows *rows; const char *section, *part, *measure; };

static void add(struct maker *m, const char *what, const char *row, const char *label, const char *column, struct mh_cell value, const char *text)
{
	const struct mh_cell cells[COLUMNS] = { mh_cell_text(what), mh_cell_text(m->section), mh_cell_text(m->part), mh_cell_text(m->measure),
		mh_cell_text(row), mh_cell_text(label), mh_cell_text(column), value, mh_cell_text(text) };

	mh_rows_add(m->rows, cells);
}

static void say(struct maker *m, const char *what, const char *text)
{
	if (text[0] != '\0')
		add(m, what, NULL, NULL, NULL, mh_cell_text(NULL), text);
}

static void say_both(struct maker *m, const char *what, const struct mh_both *both)
{
	struct mh_str text;

	mh_str_init(&text, (size_t)1024 * 1024);
	mh_both_text(m->report, both, &text);
	say(m, what, text.s);
	mh_str_free(&text);
}

static const char *code_of(const struct mh_axis *axis, size_t i)
{
	return i == axis->count ? "total" : axis->codes[i][0] ? axis->codes[i] : "empty";
}

static void number(struct maker *m, const struct mh_cube *cube, size_t row, size_t column)
{
	const char *const label = row == cube->rows.count ? mh_phrase(MH_W_TOTAL, m->report->options.dutch) : cube->rows.labels[row];

	add(m, "number", code_of(&cube->rows, row), label, code_of(&cube->columns, column),
		mh_cube_hidden(cube, row, column) ? mh_cell_text("x") : mh_cell_number(mh_cube_at(cube, row, column)), NULL);
}

/* A chart has no totals, and only the series that are drawn. */
static void numbers(struct maker *m, const struct mh_part *part, const struct mh_cube *cube)
{
	size_t series[MH_SERIES_MOST];
	const bool chart = part->type == MH_PART_CHART;
	const size_t drawn = chart ? mh_chart_series(cube, series) : cube->columns.count + 1;

	for (size_t r = 0; r < cube->rows.count + !chart; r++)
		for (size_t c = 0; c < drawn; c++)
			number(m, cube, r, chart ? series[c] : c);
}

static void counted(struct maker *m, const struct mh_part *part, const struct mh_cube *cube)
{
	struct mh_notes notes;

	m->measure = part->measure;
	if (cube->withheld || mh_cube_total(cube) == 0)
		say(m, cube->withheld ? "withheld" : "none", mh_phrase(cube->withheld ? MH_W_WITHHELD : MH_W_NO_DATA, m->report->options.dutch));
	else
		numbers(m, part, cube);
	mh_notes_under(m->report, part, cube, &notes);
	for (size_t i = 0; i < notes.count; i++)
		say(m, "note", notes.texts[i]);
	mh_notes_free(&notes);
}

static void figure(struct maker *m, const struct mh_estimate_view *view, const struct mh_figure *figure, const char *column, double value, bool open)
{
	struct mh_str number;

	mh_str_init(&number, 500);
	mh_plain_number(value, &number);
	if (number.len > 0)
		add(m, "estimate", figure->name, mh_estimate_phrase(figure->label, view->dutch), column, mh_cell_text(number.s), open ? "not resolved" : NULL);
	mh_str_free(&number);
}

static void figures(struct maker *m, const struct mh_estimate_view *view)
{
	struct mh_figure list[MH_FIGURES_MOST];
	const size_t count = mh_estimate_figures(view, list);

	for (size_t i = 0; i < count; i++) {
		figure(m, view, &list[i], "value", list[i].value, false);
		figure(m, view, &list[i], "low", list[i].low, list[i].low_open);
		figure(m, view, &list[i], "high", list[i].high, list[i].high_open);
	}
}

/* The figures, and what must be read with them: the answer, and every text below it. */
static void estimate(struct maker *m, const struct mh_estimated *one, const struct mh_cube *cube, unsigned at)
{
	struct mh_estimate_page page;
	struct mh_estimate_view view;

	if (one->refused) {
		say(m, "none", mh_estimate_phrase(MH_E_NO_LISTS, m->report->options.dutch));
		return;
	}
	mh_estimated_view(one, &m->report->options, cube, at, &view);
	figures(m, &view);
	mh_estimate_page(&view, &page);
	for (size_t b = 0; b < page.count; b++)
		if (page.blocks[b].type == MH_BLOCK_LEAD || page.blocks[b].type == MH_BLOCK_TEXT || page.blocks[b].type == MH_BLOCK_ITEM)
			say(m, page.blocks[b].type == MH_BLOCK_LEAD ? "answer" : "note", page.blocks[b].text);
	mh_estimate_page_free(&page);
}

static void chain(struct maker *m, const struct mh_chain *chain)
{
	struct mh_str text;

	mh_str_init(&text, 64 * 1024);
	for (size_t i = 0; i < chain->count; i++)
		for (size_t c = 1; c < MH_CHAIN_COLUMNS; c++) {
			const char *const head = mh_chain_head(c, m->report->options.dutch);

			mh_str_clear(&text);
			if (mh_chain_cell(&chain->rows[i], c, &m->report->options, &text) == MH_CHAIN_NUMBER)
				add(m, "chain", NULL, chain->rows[i].name, head, mh_cell_number(chain->rows[i].trainings), NULL);
			else if (text.len > 0)
				add(m, "chain", NULL, chain->rows[i].name, head, mh_cell_text(NULL), text.s);
		}
	mh_str_free(&text);
}

static void part_of(struct maker *m, const struct mh_part *part, unsigned at)
{
	const struct mh_report *const report = m->report;
	struct mh_str title;

	if (part->type == MH_PART_TEXT) {
		say_both(m, "text", &part->title);
		return;
	}
	mh_str_init(&title, (size_t)1024 * 1024);
	mh_both_text(report, &part->title, &title);
	m->part = title.s;
	if (part->type == MH_PART_ESTIMATE)
		estimate(m, report->estimates[at], &report->cubes[at], at);
	else if (part->type == MH_PART_CHAIN)
		chain(m, report->chains[at]);
	else
		counted(m, part, &report->cubes[at]);
	if (part->type == MH_PART_ESTIMATE || part->type == MH_PART_CHAIN)
		say_both(m, "note", &part->note);
	m->part = m->measure = NULL;
	mh_str_free(&title);
}

static void sections(struct maker *m)
{
	const struct mh_definition *const def = m->report->definition;
	struct mh_str title;
	unsigned at = 0;

	mh_str_init(&title, (size_t)1024 * 1024);
	for (size_t s = 0; s < def->count; s++) {
		mh_str_clear(&title);
		mh_both_text(m->report, &def->sections[s].title, &title);
		m->section = title.s;
		for (size_t p = 0; p < def->sections[s].count; p++)
			part_of(m, &def->sections[s].parts[p], at++);
	}
	m->section = NULL;
	mh_str_free(&title);
}

static void account(struct maker *m)
{
	struct mh_str text;

	mh_str_init(&text, (size_t)64 * 1024);
	mh_protection_text(m->report, &text);
	say(m, "protection", text.s);
	if (mh_report_sparse(m->report))
		say(m, "protection", mh_phrase(MH_W_SPARSE, m->report->options.dutch));
	for (size_t i = 0; i < m->report->leaned_count; i++) {
		mh_str_clear(&text);
		mh_leaned_text(m->report, i, &text);
		say(m, "digest", text.s);
	}
	mh_str_free(&text);
}

void mh_report_rows(const struct mh_report *report, struct mh_rows *rows)
{
	struct maker m = { .report = report, .rows = rows };

	if (report->options.internal)
		say(&m, "internal", mh_phrase(MH_W_INTERNAL_LONG, report->options.dutch));
	say_both(&m, "title", &report->definition->title);
	say_both(&m, "summary", &report->definition->summary);
	say(&m, "organisation", report->organisation);
	say(&m, "period", report->period);
	say(&m, "as-of", report->stand);
	say(&m, "audience", mh_audience_text(report));
	sections(&m);
	account(&m);
}
