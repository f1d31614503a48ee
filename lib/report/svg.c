/* Elements of a picture. */

#include "report/svg.h"

#include <string.h>

#include "base/utf8.h"
#include "out/rows.h"
#include "report/words.h"

/* A number of the picture: two decimals at most, and the same bytes everywhere. */
void mh_svg_number(struct mh_str *out, double value)
{
	long hundredths = (long) (value * 100 + (value < 0 ? -0.5 : 0.5));

	if (hundredths < 0)
		mh_str_putc(out, '-');
	hundredths = hundredths < 0 ? -hundredths : hundredths;
	mh_str_printf(out, "%ld", hundredths / 100);
	if (hundredths % 100)
		mh_str_printf(out, hundredths % 10 ? ".%02ld" : ".%ld", hundredths % 10 ? hundredths % 100 : hundredths % 100 / 10);
}

void mh_svg_attribute(struct mh_str *out, const char *name, double value)
{
	mh_str_printf(out, " %s=\"", name);
	mh_svg_number(out, value);
	mh_str_putc(out, '"');
}

void mh_svg_text(struct mh_str *out, double x, double y, const char *class, const char *text)
{
	mh_str_puts(out, "<text");
	mh_svg_attribute(out, "x", x);
	mh_svg_attribute(out, "y", y);
	if (class[0])
		mh_str_printf(out, " class=\"%s\"", class);
	mh_str_putc(out, '>');
	mh_html_text(out, text, strlen(text));
	mh_str_puts(out, "</text>");
}

void mh_svg_count(struct mh_str *out, double x, double y, const char *class, int64_t number, bool dutch)
{
	struct mh_str text;

	mh_str_init(&text, 40);
	mh_number_text(number, dutch, &text);
	mh_svg_text(out, x, y, class, text.s);
	mh_str_free(&text);
}

void mh_svg_line(struct mh_str *out, const char *class, double x1, double y1, double x2, double y2)
{
	mh_str_printf(out, "<line class=\"%s\"", class);
	mh_svg_attribute(out, "x1", x1);
	mh_svg_attribute(out, "y1", y1);
	mh_svg_attribute(out, "x2", x2);
	mh_svg_attribute(out, "y2", y2);
	mh_str_puts(out, "/>");
}

/* Text that fits into width, with an ellipsis where it was cut. */
void mh_svg_fitted(struct mh_str *out, double x, double y, const char *class, const char *text, double width)
{
	struct mh_str cut;
	size_t columns = width < 3 * MH_SVG_LETTER ? 3 : (size_t) (width / MH_SVG_LETTER);

	mh_str_init(&cut, 4096);
	if (mh_utf8_width(text, strlen(text)) > columns)
		mh_utf8_fit(&cut, text, strlen(text), columns);
	else
		mh_str_puts(&cut, text);
	mh_svg_text(out, x, y, class, cut.s);
	mh_str_free(&cut);
}
