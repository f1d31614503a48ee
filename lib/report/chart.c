/* Charts as SVG. */

#include "report/chart.h"

#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "out/rows.h"
#include "report/svg.h"
#include "report/words.h"

#define WIDTH MH_SVG_WIDTH

/* Where the numbers lie in the picture. */
struct frame { double left, right, top, bottom; int64_t most; };

static bool shown(const struct mh_chart *chart, size_t row, size_t column, int64_t *value)
{
	*value = mh_cube_at(chart->cube, row, column);
	return !mh_cube_hidden(chart->cube, row, column);
}

/* Steps of 1, 2 or 5 times a power of ten: at most five of them up to the largest number. */
static int64_t nice_step(int64_t most)
{
	static const int64_t steps[] = { 1, 2, 5 };
	int64_t power = 1;
	size_t i;

	for (;; power *= 10) {
		for (i = 0; i < MH_COUNT(steps); i++) {
			if (steps[i] * power * 5 >= most)
				return steps[i] * power;
		}
	}
}

/* A hidden total has no rank: the order of the lines must not tell it. */
static int64_t weight(const struct mh_cube *cube, size_t column)
{
	return mh_cube_hidden(cube, cube->rows.count, column) ? 1 : mh_cube_at(cube, cube->rows.count, column);
}

size_t mh_chart_series(const struct mh_cube *cube, size_t series[MH_SERIES_MOST])
{
	size_t count = 0, i, rank, other;

	if (!cube->columns.count) {
		series[0] = 0;
		return 1;
	}
	for (i = 0; i < cube->columns.count && count < MH_SERIES_MOST; i++) {
		for (rank = 0, other = 0; other < cube->columns.count; other++)
			rank += weight(cube, other) > weight(cube, i) || (other < i && weight(cube, other) == weight(cube, i));
		if (rank < MH_SERIES_MOST && weight(cube, i) > 0)
			series[count++] = i;
	}
	return count;
}

static int64_t largest(const struct mh_chart *chart, const size_t *series, size_t count)
{
	int64_t most = 0, value;
	size_t r, s;

	for (r = 0; r < chart->cube->rows.count; r++) {
		for (s = 0; s < count; s++) {
			if (shown(chart, r, series[s], &value) && value > most)
				most = value;
		}
	}
	return most ? most : 1;
}

static void open_svg(const struct mh_chart *chart, double height, struct mh_str *out)
{
	mh_str_printf(out, "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-labelledby=\"c%ut c%ud\"><title id=\"c%ut\">", WIDTH,
		(int) height, chart->number, chart->number, chart->number);
	mh_html_text(out, chart->title, strlen(chart->title));
	mh_str_printf(out, "</title><desc id=\"c%ud\">", chart->number);
	mh_chart_describe(chart, out);
	mh_str_puts(out, "</desc>\n");
}

/* Upright columns, one for each period. */
static void draw_columns(const struct mh_chart *chart, struct mh_str *out)
{
	const struct mh_axis *rows = &chart->cube->rows;
	struct frame frame = { 16, WIDTH - 16, 34, 230, 0 };
	double step, width, x, height;
	size_t series[] = { 0 }, i, every;
	int64_t value;

	frame.most = largest(chart, series, 1);
	open_svg(chart, 264, out);
	step = (frame.right - frame.left) / (double) (rows->count ? rows->count : 1);
	width = step * 0.62 > 84 ? 84 : step * 0.62;
	every = (size_t) (8 * MH_SVG_LETTER / step) + 1;
	for (i = 0; i < rows->count; i++) {
		x = frame.left + step * ((double) i + 0.5);
		if (shown(chart, i, 0, &value)) {
			height = (frame.bottom - frame.top) * (double) value / (double) frame.most;
			mh_str_puts(out, "<rect class=\"c0\"");
			mh_svg_attribute(out, "x", x - width / 2);
			mh_svg_attribute(out, "y", frame.bottom - height);
			mh_svg_attribute(out, "width", width);
			mh_svg_attribute(out, "height", height);
			mh_str_puts(out, "/>");
			if (step > 3 * MH_SVG_LETTER)
				mh_svg_count(out, x, frame.bottom - height - 8, "value middle", value, chart->dutch);
		} else {
			mh_svg_text(out, x, frame.bottom - 8, "value middle hidden", "x");
		}
		if (i % every == 0)
			mh_svg_text(out, x, frame.bottom + 22, "middle", rows->labels[i]);
		mh_str_putc(out, '\n');
	}
	mh_svg_line(out, "base", frame.left, frame.bottom, frame.right, frame.bottom);
	mh_str_puts(out, "</svg>\n");
}

/* Lying bars, one for each code. */
static void draw_bars(const struct mh_chart *chart, struct mh_str *out)
{
	const struct mh_axis *rows = &chart->cube->rows;
	double room = 0, left, right, y, width;
	size_t series[] = { 0 }, i;
	int64_t most = largest(chart, series, 1), value;

	for (i = 0; i < rows->count; i++) {
		width = (double) mh_utf8_width(rows->labels[i], strlen(rows->labels[i])) * MH_SVG_LETTER;
		room = width > room ? width : room;
	}
	left = (room > 280 ? 280 : room) + 20;
	right = WIDTH - 70;
	open_svg(chart, (double) rows->count * 28 + 16, out);
	for (i = 0; i < rows->count; i++) {
		y = 8 + (double) i * 28;
		mh_svg_fitted(out, left - 10, y + 18, "end", rows->labels[i], left - 20);
		if (!shown(chart, i, 0, &value)) {
			mh_svg_text(out, left + 8, y + 18, "value hidden", "x");
			continue;
		}
		width = (right - left) * (double) value / (double) most;
		mh_str_puts(out, "<rect class=\"c0\"");
		mh_svg_attribute(out, "x", left);
		mh_svg_attribute(out, "y", y + 4);
		mh_svg_attribute(out, "width", width);
		mh_svg_attribute(out, "height", 20);
		mh_str_puts(out, "/>");
		mh_svg_count(out, left + width + 8, y + 18, "value", value, chart->dutch);
		mh_str_putc(out, '\n');
	}
	mh_svg_line(out, "base", left, 4, left, (double) rows->count * 28 + 10);
	mh_str_puts(out, "</svg>\n");
}

/* A mark of its own for each line: circle, square, triangle, diamond, and the first two hollow. */
static void mark(struct mh_str *out, size_t series, double x, double y)
{
	static const char *const shapes[] = {
		"M-4.5 0a4.5 4.5 0 1 0 9 0a4.5 4.5 0 1 0 -9 0z", "M-4 -4h8v8h-8z", "M0 -5.2L4.9 3.6H-4.9z", "M0 -5.4L5.4 0L0 5.4L-5.4 0z",
		"M-4.5 0a4.5 4.5 0 1 0 9 0a4.5 4.5 0 1 0 -9 0z", "M-4 -4h8v8h-8z",
	};

	mh_str_printf(out, "<path class=\"mark m%zu\" transform=\"translate(", series);
	mh_svg_number(out, x);
	mh_str_putc(out, ' ');
	mh_svg_number(out, y);
	mh_str_printf(out, ")\" d=\"%s\"/>", shapes[series]);
}

static void draw_grid(const struct frame *frame, bool dutch, struct mh_str *out)
{
	int64_t step = nice_step(frame->most), value;
	double y;

	for (value = 0; value <= frame->most; value += step) {
		y = frame->bottom - (frame->bottom - frame->top) * (double) value / (double) frame->most;
		mh_svg_line(out, value ? "grid" : "base", frame->left, y, frame->right, y);
		mh_svg_count(out, frame->left - 8, y + 4.5, "end quiet", value, dutch);
	}
	mh_str_putc(out, '\n');
}

struct place { double x, y; };

static struct place place_of(const struct mh_chart *chart, const struct frame *frame, size_t row, int64_t value)
{
	double gaps = chart->cube->rows.count > 1 ? (double) (chart->cube->rows.count - 1) : 1;

	return (struct place) { frame->left + 12 + (frame->right - frame->left - 24) * (double) row / gaps,
		frame->bottom - (frame->bottom - frame->top) * (double) value / (double) frame->most };
}

/* One line with its marks; it is broken where a number is hidden. Gives where its name can stand; false: nothing is shown. */
static bool draw_line(const struct mh_chart *chart, const struct frame *frame, size_t column, size_t series, double *name_y,
	struct mh_str *out)
{
	bool down = false, any = false;
	struct place at;
	int64_t value;
	size_t r;

	mh_str_printf(out, "<path class=\"line c%zu\" d=\"", series);
	for (r = 0; r < chart->cube->rows.count; r++) {
		if (!shown(chart, r, column, &value)) {
			down = false;
			continue;
		}
		at = place_of(chart, frame, r, value);
		mh_str_putc(out, down ? 'L' : 'M');
		mh_svg_number(out, at.x);
		mh_str_putc(out, ' ');
		mh_svg_number(out, at.y);
		down = any = true;
		*name_y = at.y;
	}
	mh_str_puts(out, "\"/>");
	for (r = 0; r < chart->cube->rows.count; r++) {
		at = place_of(chart, frame, r, value = mh_cube_at(chart->cube, r, column));
		if (shown(chart, r, column, &value))
			mark(out, series, at.x, at.y);
	}
	mh_str_putc(out, '\n');
	return any;
}

#define NAME_HEIGHT 17.0

/* Places for the names at the ends of the lines, pushed apart so that none lies on another, and none below the base. */
static void part_names(const struct frame *frame, double *ends, size_t count)
{
	size_t order[MH_SERIES_MOST], i, at;
	double lowest = frame->bottom - 4;

	for (i = 0; i < count; i++) {
		for (at = i; at > 0 && ends[i] < ends[order[at - 1]]; at--)
			order[at] = order[at - 1];
		order[at] = i;
	}
	for (i = 1; i < count; i++) {
		if (ends[order[i]] < ends[order[i - 1]] + NAME_HEIGHT)
			ends[order[i]] = ends[order[i - 1]] + NAME_HEIGHT;
	}
	for (i = count; i > 0; i--, lowest -= NAME_HEIGHT) {
		if (ends[order[i - 1]] <= lowest)
			lowest = ends[order[i - 1]];
		ends[order[i - 1]] = lowest;
	}
}

static void draw_names(const struct mh_chart *chart, const struct frame *frame, const size_t *series, double *ends, size_t count,
	struct mh_str *out)
{
	char class[24];
	size_t i;

	part_names(frame, ends, count);
	for (i = 0; i < count; i++) {
		snprintf(class, sizeof(class), "t%zu", i);
		mh_svg_fitted(out, frame->right + 6, ends[i] + 4.5, class, chart->cube->columns.labels[series[i]], WIDTH - frame->right - 6);
	}
	mh_str_putc(out, '\n');
}

static void draw_lines(const struct mh_chart *chart, struct mh_str *out)
{
	const struct mh_axis *rows = &chart->cube->rows;
	bool named = chart->cube->columns.count > 0;
	struct frame frame = { 48, named ? WIDTH - 236 : WIDTH - 16, 20, 270, 0 };
	size_t series[MH_SERIES_MOST], count = mh_chart_series(chart->cube, series), i, every;
	double ends[MH_SERIES_MOST];

	frame.most = largest(chart, series, count);
	open_svg(chart, 304, out);
	draw_grid(&frame, chart->dutch, out);
	every = (size_t) ((double) rows->count * 8 * MH_SVG_LETTER / (frame.right - frame.left)) + 1;
	for (i = 0; i < rows->count; i += every)
		mh_svg_text(out, place_of(chart, &frame, i, 0).x, frame.bottom + 22, "middle", rows->labels[i]);
	for (i = 0; i < count; i++) {
		if (!draw_line(chart, &frame, series[i], i, &ends[i], out))
			ends[i] = frame.bottom;
	}
	if (named)
		draw_names(chart, &frame, series, ends, count, out);
	mh_str_puts(out, "</svg>\n");
}

void mh_chart_svg(const struct mh_chart *chart, struct mh_str *out)
{
	if (chart->lines)
		draw_lines(chart, out);
	else if (chart->over_time)
		draw_columns(chart, out);
	else
		draw_bars(chart, out);
}

/* "label 12; label 7; ..." of one series. */
static void describe_series(const struct mh_chart *chart, size_t column, struct mh_str *out)
{
	int64_t value;
	size_t r;

	for (r = 0; r < chart->cube->rows.count; r++) {
		mh_str_puts(out, r ? "; " : "");
		mh_html_text(out, chart->cube->rows.labels[r], strlen(chart->cube->rows.labels[r]));
		mh_str_putc(out, ' ');
		if (shown(chart, r, column, &value))
			mh_number_text(value, chart->dutch, out);
		else
			mh_str_putc(out, 'x');
	}
	mh_str_puts(out, ". ");
}

void mh_chart_describe(const struct mh_chart *chart, struct mh_str *out)
{
	size_t series[MH_SERIES_MOST], count = mh_chart_series(chart->cube, series), s;

	for (s = 0; s < count; s++) {
		if (chart->cube->columns.count) {
			mh_html_text(out, chart->cube->columns.labels[series[s]], strlen(chart->cube->columns.labels[series[s]]));
			mh_str_puts(out, ": ");
		}
		describe_series(chart, chart->cube->columns.count ? series[s] : 0, out);
	}
}
