/* Elements of a picture as SVG; the same values give the same bytes everywhere. */

#ifndef MH_REPORT_SVG_H
#define MH_REPORT_SVG_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

#define MH_SVG_WIDTH 720
#define MH_SVG_LETTER 7.6	/* width of a character on average, for room; nothing is measured */

/* A number of the picture: two decimals at most. */
void mh_svg_number(struct mh_str *out, double value);
void mh_svg_attribute(struct mh_str *out, const char *name, double value);
/* Text, escaped; class may be "". */
void mh_svg_text(struct mh_str *out, double x, double y, const char *class, const char *text);
/* The same, cut to the width with an ellipsis. */
void mh_svg_fitted(struct mh_str *out, double x, double y, const char *class, const char *text, double width);
/* A count as people write it. */
void mh_svg_count(struct mh_str *out, double x, double y, const char *class, int64_t number, bool dutch);
void mh_svg_line(struct mh_str *out, const char *class, double x1, double y1, double x2, double y2);

#endif
