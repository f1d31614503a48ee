/* An estimate as a page of HTML, with its picture. */

#include <inttypes.h>
#include <math.h>
#include <string.h>

#include "base/i18n.h"
#include "base/utf8.h"
#include "out/rows.h"
#include "report/estimate_page.h"
#include "report/html.h"
#include "report/svg.h"
#include "report/words.h"

#define ROW 26.0	/* height of a figure in the picture */

static void put(struct mh_str *out, const char *text)
{
	mh_html_text(out, text, strlen(text));
}

/* The largest number that the picture shows: of what is not far outside. An end beyond it gets an arrow. */
static double widest(const struct mh_figure *figures, size_t count)
{
	double most = 1, least = INFINITY;

	for (size_t i = 0; i < count; i++) {
		most = fmax(most, isnan(figures[i].value) ? 0 : figures[i].value);
		most = isfinite(figures[i].high) ? fmax(most, figures[i].high) : most;
		least = fmin(least, isnan(figures[i].value) ? INFINITY : figures[i].value);
	}
	return isfinite(least) && most > 12 * least ? 12 * least : most;
}

static void draw_figure(const struct mh_estimate_view *view, const struct mh_figure *figure, double y, double left, double scale, struct mh_str *out)
{
	const char *const class = figure->model ? "whisker" : "whisker quiet";
	const double end = MH_SVG_WIDTH - 78;
	struct mh_str number;

	mh_svg_fitted(out, left - 10, y + 4.5, "end", mh_estimate_phrase(figure->label, view->dutch), left - 14);
	if (!isnan(figure->low)) {
		const double from = left + figure->low * scale, to = isfinite(figure->high) ? left + figure->high * scale : end + 1;

		mh_svg_line(out, class, fmin(from, end), y, fmin(to, end), y);
		mh_svg_line(out, class, fmin(from, end), y - 5, fmin(from, end), y + 5);
		if (to <= end)
			mh_svg_line(out, class, to, y - 5, to, y + 5);
		else
			mh_svg_text(out, end + 3, y + 4.5, "", "→");
	}
	if (isnan(figure->value) || left + figure->value * scale > end)
		return;
	mh_str_puts(out, figure->model ? "<circle class=\"m0\" r=\"5\"" : "<circle class=\"m5\" r=\"4.5\"");
	mh_svg_attribute(out, "cx", left + figure->value * scale);
	mh_svg_attribute(out, "cy", y);
	mh_str_puts(out, "/>");
	mh_str_init(&number, 100);
	mh_estimate_number(view, figure->value, &number);
	mh_svg_text(out, end + 14, y + 4.5, "value", number.s);
	mh_str_free(&number);
}

/* The same as text, for who does not see the picture. */
static void describe(const struct mh_estimate_view *view, const struct mh_figure *figures, size_t count, struct mh_str *out)
{
	struct mh_str text;

	mh_str_init(&text, 20000);
	for (size_t i = 0; i < count; i++) {
		mh_str_printf(&text, "%s%s ", i > 0 ? "; " : "", mh_estimate_phrase(figures[i].label, view->dutch));
		mh_estimate_number(view, figures[i].value, &text);
		if (!isnan(figures[i].low)) {
			mh_str_puts(&text, " (");
			mh_estimate_number(view, figures[i].low, &text);
			mh_str_puts(&text, " – ");
			mh_estimate_number(view, figures[i].high, &text);
			mh_str_putc(&text, ')');
		}
	}
	put(out, text.s);
	mh_str_free(&text);
}

void mh_estimate_chart(const struct mh_estimate_view *view, struct mh_str *out)
{
	struct mh_figure figures[MH_FIGURES_MOST];
	const size_t count = mh_estimate_figures(view, figures);
	double room = 0;

	for (size_t i = 0; i < count; i++) {
		const char *const label = mh_estimate_phrase(figures[i].label, view->dutch);

		room = fmax(room, (double)mh_utf8_width(label, strlen(label)) * MH_SVG_LETTER);
	}
	const double left = fmin(room, 270) + 18, scale = (MH_SVG_WIDTH - 82 - left) / widest(figures, count), bottom = ROW * (double)count + 8;
	const double seen = left + view->e->h->n * scale;
	mh_str_printf(out, "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-labelledby=\"e%ut e%ud\"><title id=\"e%ut\">", MH_SVG_WIDTH,
		(int)bottom + 26, view->number, view->number, view->number);
	put(out, mh_estimate_phrase(MH_E_CHART, view->dutch));
	mh_str_printf(out, "</title><desc id=\"e%ud\">", view->number);
	describe(view, figures, count, out);
	mh_str_puts(out, "</desc>\n");
	mh_svg_line(out, "base", left, 4, left, bottom);
	mh_svg_line(out, "grid", seen, 4, seen, bottom);
	mh_svg_text(out, seen, bottom + 18, "middle quiet", mh_estimate_phrase(MH_E_OVERLAP, view->dutch));
	if (seen - left > 40)
		mh_svg_text(out, left, bottom + 18, "end quiet", "0");
	mh_str_putc(out, '\n');
	for (size_t i = 0; i < count; i++) {
		draw_figure(view, &figures[i], ROW * ((double)i + 0.5) + 6, left, scale, out);
		mh_str_putc(out, '\n');
	}
	mh_str_puts(out, "</svg>\n");
}

static void put_row(const struct mh_block *block, size_t row, struct mh_str *out)
{
	char *const *const cells = block->cells + row * block->columns;

	mh_str_puts(out, "<tr>");
	for (size_t c = 0; c < block->columns; c++) {
		const char *const end = row == 0 || c == 0 ? "</th>" : "</td>";

		mh_str_puts(out, row == 0 ? "<th scope=\"col\">" : c == 0 ? "<th scope=\"row\">" : strcmp(cells[c], "x") == 0 ? "<td class=\"x\">" : "<td>");
		put(out, cells[c]);
		mh_str_puts(out, end);
	}
	mh_str_puts(out, "</tr>\n");
}

static void put_table(const struct mh_block *block, struct mh_str *out)
{
	mh_str_puts(out, "<figure><div class=\"wide\" role=\"region\" tabindex=\"0\" aria-label=\"");
	put(out, block->text);
	mh_str_puts(out, "\"><table><caption>");
	put(out, block->text);
	mh_str_puts(out, "</caption>\n<thead>");
	put_row(block, 0, out);
	mh_str_puts(out, "</thead>\n<tbody>\n");
	for (size_t r = 1; r <= block->rows; r++)
		put_row(block, r, out);
	mh_str_puts(out, "</tbody></table></div></figure>\n");
}

static void put_block(const struct mh_estimate_view *view, const struct mh_block *block, bool part, struct mh_str *out)
{
	static const char *const around[][2] = { [MH_BLOCK_LEAD] = { "<p class=\"lead\"><strong>", "</strong></p>\n" },
		[MH_BLOCK_HEADING] = { "<h2>", "</h2>\n" }, [MH_BLOCK_TEXT] = { "<p>", "</p>\n" }, [MH_BLOCK_ITEM] = { "<li>", "</li>\n" } };

	if (block->type == MH_BLOCK_TABLE) {
		put_table(block, out);
	} else if (block->type == MH_BLOCK_CHART) {
		mh_str_puts(out, "<figure class=\"whole\"><p class=\"title\">");
		put(out, block->text);
		mh_str_puts(out, "</p>\n");
		mh_estimate_chart(view, out);
		mh_str_puts(out, "</figure>\n");
	} else if (block->type == MH_BLOCK_HEADING && part) {
		mh_str_puts(out, "<h3>");
		put(out, block->text);
		mh_str_puts(out, "</h3>\n");
	} else {
		mh_str_puts(out, around[block->type][0]);
		put(out, block->text);
		mh_str_puts(out, around[block->type][1]);
	}
}

static void put_blocks(const struct mh_estimate_view *view, bool part, struct mh_str *out)
{
	struct mh_estimate_page page;
	bool list = false;

	mh_estimate_page(view, &page);
	for (size_t b = 0; b < page.count; b++) {
		const bool item = page.blocks[b].type == MH_BLOCK_ITEM;

		if (item != list)
			mh_str_puts(out, item ? "<ul>\n" : "</ul>\n");
		list = item;
		put_block(view, &page.blocks[b], part, out);
	}
	mh_str_puts(out, list ? "</ul>\n" : "");
	mh_estimate_page_free(&page);
}

void mh_estimate_html_part(const struct mh_estimate_view *view, struct mh_str *out)
{
	put_blocks(view, true, out);
}

static void put_head(const struct mh_estimate_view *view, struct mh_str *out)
{
	const char *const title = mh_estimate_phrase(MH_E_TITLE, view->dutch);

	mh_str_printf(out, "<!DOCTYPE html>\n<html lang=\"%s\">\n<head>\n<meta charset=\"utf-8\">\n", view->dutch ? "nl" : "en");
	mh_str_puts(out, "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
		"<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
		"<meta name=\"color-scheme\" content=\"light dark\">\n<meta name=\"generator\" content=\"mh-report\">\n<title>");
	put(out, title);
	mh_str_printf(out, "</title>\n<style>\n%s</style>\n</head>\n<body>\n<a class=\"skip\" href=\"#text\">%s</a>\n", mh_page_style,
		mh_phrase(MH_W_SKIP, view->dutch));
	if (view->internal)
		mh_str_printf(out, "<p class=\"mark-internal\">%s</p>\n", mh_phrase(MH_W_INTERNAL_LONG, view->dutch));
	mh_str_puts(out, "<header>\n<p class=\"kicker\">");
	put(out, view->organisation);
	mh_str_puts(out, "</p>\n<h1>");
	put(out, title);
	mh_str_puts(out, "</h1>\n<dl class=\"facts\">\n");
}

static void put_fact(const struct mh_estimate_view *view, enum mh_phrase phrase, const char *text, struct mh_str *out)
{
	if (*text == '\0')
		return;
	mh_str_printf(out, "<dt>%s</dt><dd>", mh_phrase(phrase, view->dutch));
	put(out, text);
	mh_str_puts(out, "</dd>\n");
}

enum mh_status mh_estimate_html(const struct mh_estimate_view *view, struct mh_str *out, struct mh_err *err)
{
	put_head(view, out);
	put_fact(view, MH_W_PERIOD, view->period, out);
	put_fact(view, MH_W_STATE_OF, view->stand, out);
	put_fact(view, MH_W_SOURCE, view->file != NULL ? view->file : view->organisation, out);
	put_fact(view, MH_W_AUDIENCE, mh_phrase(view->internal ? MH_W_FOR_INTERNAL : MH_W_FOR_PUBLIC, view->dutch), out);
	mh_str_puts(out, "</dl>\n</header>\n<main id=\"text\">\n");
	put_blocks(view, false, out);
	mh_str_puts(out, "</main>\n</body>\n</html>\n");
	if (!mh_str_ok(out))
		return mh_fail(err, MH_INPUT, _("the page is larger than %zu bytes: choose a shorter period or fewer tables"), out->limit);
	return MH_OK;
}
