/*
 * A report as one HTML file: contents, texts, tables with scope headers, charts, how the numbers were made. No script, no
 * request to anywhere (a content policy forbids both), light and dark, A4 on paper.
 */

#ifndef MH_REPORT_HTML_H
#define MH_REPORT_HTML_H

#include "base/str.h"
#include "report/report.h"

#define MH_PAGE_LIMIT ((size_t) 16 * 1024 * 1024)

/* Adds the page. MH_INPUT: it does not fit into out. */
enum mh_status mh_report_html(const struct mh_report *, struct mh_str *out, struct mh_err *);

/* The parts of a page, for html.c. */
extern const char mh_page_style[];
struct mh_part;
void mh_html_table(const struct mh_report *, const struct mh_part *, const struct mh_cube *, struct mh_str *out);
void mh_html_trend(const struct mh_report *, const struct mh_part *, const struct mh_cube *, struct mh_str *out);

#endif
