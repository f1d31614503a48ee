/*
 * Charts as SVG inside a page: columns over time, bars by code, lines over time. Zero is always the base; numbers stand at the
 * bars and names at the ends of the lines, so that no legend is needed; colours (classes c0 to c5 of the page's style) differ for
 * the colour-blind, and lines differ in marks and dashes too. Each has a title and a description for who does not see it.
 */

#ifndef MH_REPORT_CHART_H
#define MH_REPORT_CHART_H

#include "report/cube.h"
#include "base/str.h"

#define MH_SERIES_MOST 6

struct mh_chart {
	const struct mh_cube *cube;	/* rows are the places along the axis, columns the series, if any */
	const char *title;
	bool over_time;			/* rows are periods: upright columns or lines; otherwise lying bars */
	bool lines;
	bool dutch;
	unsigned number;		/* for ids within the page */
};

/* Adds the <svg> element. Hidden numbers have no mark but an x. */
void mh_chart_svg(const struct mh_chart *, struct mh_str *out);
/* Adds the numbers of the chart as text, escaped for HTML: "2021 122; 2022 85. " */
void mh_chart_describe(const struct mh_chart *, struct mh_str *out);
/* Which columns are drawn as lines: the largest by total, in the cube's order; returns how many. */
size_t mh_chart_series(const struct mh_cube *, size_t series[MH_SERIES_MOST]);

#endif
