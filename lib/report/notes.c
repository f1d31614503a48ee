/* What a reader must know of a table, chart or whole report. */

#include "report/notes.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "report/chart.h"
#include "report/count.h"
#include "report/words.h"
#include "store/measure.h"

#define TEXT_MOST ((size_t)1024 * 1024)

static const char *word(const struct mh_report *report, enum mh_phrase phrase)
{
	return mh_phrase(phrase, report->options.dutch);
}

static void add(struct mh_notes *notes, const char *text)
{
	if (text[0] == '\0')
		return;
	notes->texts = mh_grow(notes->texts, notes->count + 1, sizeof *notes->texts);
	notes->texts[notes->count++] = mh_strdup(text);
}

/* What was put together becomes a note. */
static void add_from(struct mh_notes *notes, struct mh_str *text)
{
	add(notes, text->s);
	mh_str_clear(text);
}

static void of_chart(const struct mh_report *report, const struct mh_cube *cube, struct mh_str *text, struct mh_notes *out)
{
	const size_t cells = (cube->rows.count + 1) * (cube->columns.count + 1);
	size_t i, series[MH_SERIES_MOST];

	for (i = 0; i < cells && !cube->hidden[i]; i++)
		;
	if (i < cells)
		add(out, word(report, MH_W_HIDDEN_POINT));
	if (cube->columns.count > MH_SERIES_MOST) {
		mh_str_printf(text, word(report, MH_W_OTHER_SERIES), mh_chart_series(cube, series));
		add_from(out, text);
	}
}

static void of_overlap(const struct mh_report *report, const struct mh_part *part, const struct mh_cube *cube, struct mh_str *text, struct mh_notes *out)
{
	if (cube->withheld || !(mh_cube_overlaps(cube, true) || mh_cube_overlaps(cube, false)))
		return;
	mh_str_printf(text, word(report, MH_W_OVERLAP), mh_measure_label(part->measure, report->options.dutch));
	add_from(out, text);
}

static void of_erased(const struct mh_report *report, const struct mh_cube *cube, struct mh_str *text, struct mh_notes *out)
{
	if (mh_cube_has_erased(cube) && !cube->withheld)
		add(out, word(report, MH_W_ERASED_NOTE));
	if (cube->left_out == 0)
		return;
	mh_left_out_text(cube, report->protection.threshold, report->options.dutch, text);
	add_from(out, text);
}

void mh_notes_under(const struct mh_report *report, const struct mh_part *part, const struct mh_cube *cube, struct mh_notes *out)
{
	const char *const axis = part->columns ? part->columns : part->rows;
	enum mh_step step;
	struct mh_str text;

	*out = (struct mh_notes){ NULL, 0 };
	mh_str_init(&text, TEXT_MOST);
	if (part->type == MH_PART_TREND)
		add(out, word(report, MH_W_TREND_NOTE));
	if (part->type == MH_PART_CHART && !cube->withheld)
		of_chart(report, cube, &text, out);
	of_overlap(report, part, cube, &text, out);
	of_erased(report, cube, &text, out);
	if (mh_measure_find(part->measure)->persons)
		add(out, word(report, MH_W_PERSONS));
	if (report->options.period && mh_step_of(axis, &step) && !mh_period_whole(report->options.period, step))
		add(out, word(report, MH_W_PART_PERIOD));
	mh_both_text(report, &part->note, &text);
	add_from(out, &text);
	mh_source_text(report, &text);
	add_from(out, &text);
	mh_str_free(&text);
}

void mh_notes_free(struct mh_notes *notes)
{
	for (size_t i = 0; i < notes->count; i++)
		free(notes->texts[i]);
	free(notes->texts);
	*notes = (struct mh_notes){ NULL, 0 };
}

void mh_source_text(const struct mh_report *report, struct mh_str *out)
{
	mh_str_printf(out, "%s: ", word(report, MH_W_SOURCE));
	mh_str_printf(out, word(report, MH_W_SOURCE_OF), report->organisation);
	mh_str_printf(out, ", %s.", report->stand);
}

void mh_both_text(const struct mh_report *report, const struct mh_both *both, struct mh_str *out)
{
	mh_text_fill(mh_both_in(both, report->options.dutch), report->period, out);
}

void mh_protection_text(const struct mh_report *report, struct mh_str *out)
{
	const struct mh_protection *const protection = &report->protection;

	if (protection->rounded)
		mh_str_printf(out, word(report, MH_W_ROUNDED_NOTE), protection->rounded);
	else if (protection->threshold > 1)
		mh_str_printf(out, word(report, MH_W_HIDDEN_NOTE), protection->threshold - 1);
	else
		mh_str_puts(out, word(report, MH_W_NOTHING_HIDDEN));
	mh_str_printf(out, " %s", word(report, MH_W_ZERO));
}

bool mh_report_sparse(const struct mh_report *report)
{
	return report->protection.primary * 10 > report->protection.numbers * 3;
}

void mh_leaned_text(const struct mh_report *report, size_t i, struct mh_str *out)
{
	const char *const name = report->definition->name;
	const bool definition = i == 0 && name && strcmp(report->leaned[i].name, name) == 0;

	mh_str_printf(out, word(report, definition ? MH_W_DEFINITION : MH_W_CATALOGUE), report->leaned[i].name);
	mh_str_printf(out, " %s", report->leaned[i].digest);
}

const char *mh_audience_text(const struct mh_report *report)
{
	static const enum mh_phrase phrases[] = { MH_W_FOR_PUBLIC, MH_W_FOR_PARTNERS, MH_W_FOR_INTERNAL };

	return word(report, report->options.internal ? MH_W_FOR_INTERNAL : phrases[report->definition->audience]);
}

enum mh_changed mh_trend_change(const struct mh_cube *cube, size_t column, bool percent, int64_t *change)
{
	const size_t total = cube->rows.count;

	if (column == 0)
		return MH_CHANGED_NONE;
	if (mh_cube_hidden(cube, total, column) || mh_cube_hidden(cube, total, column - 1))
		return percent ? MH_CHANGED_NONE : MH_CHANGED_HIDDEN;
	const int64_t now = mh_cube_at(cube, total, column), before = mh_cube_at(cube, total, column - 1);
	if (percent && before == 0)
		return MH_CHANGED_NONE;
	*change = percent ? ((now - before) * 200 + (now < before ? -before : before)) / (2 * before) : now - before;
	return MH_CHANGED_NUMBER;
}

void mh_reported_by_text(const struct mh_part *part, bool dutch, struct mh_str *out)
{
	struct mh_str lower;

	mh_str_init(&lower, 400);
	mh_str_puts(&lower, mh_dimension_label(part->measure, part->rows, dutch));
	if (lower.s[0] >= 'A' && lower.s[0] <= 'Z')
		lower.s[0] = (char)(lower.s[0] - 'A' + 'a');
	mh_str_printf(out, mh_phrase(MH_W_REPORTED_BY, dutch), lower.s);
	mh_str_free(&lower);
}
