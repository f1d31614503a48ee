/* An estimate for people: what the terminal and a page of HTML both show, as blocks in their order. */

#ifndef MH_REPORT_ESTIMATE_PAGE_H
#define MH_REPORT_ESTIMATE_PAGE_H

#include "report/estimate_view.h"

enum mh_block_type { MH_BLOCK_LEAD, MH_BLOCK_HEADING, MH_BLOCK_TEXT, MH_BLOCK_ITEM, MH_BLOCK_TABLE, MH_BLOCK_CHART };

struct mh_block {
	enum mh_block_type type;
	char *text;		/* of a table: what it is called */
	char **cells;		/* of a table: its headings, then its rows; the first column is text, the others numbers */
	size_t columns, rows;	/* rows without the headings */
};

struct mh_estimate_page { struct mh_block *blocks; size_t count, room; };

/* Freed by the caller. */
void mh_estimate_page(const struct mh_estimate_view *, struct mh_estimate_page *);
void mh_estimate_page_free(struct mh_estimate_page *);

/* The blocks as a page of HTML, or as a part of another page, with headings below its own. MH_INPUT: it does not fit. */
enum mh_status mh_estimate_html(const struct mh_estimate_view *, struct mh_str *out, struct mh_err *);
void mh_estimate_html_part(const struct mh_estimate_view *, struct mh_str *out);
/* The figures as a picture: points with their intervals, one below the other. */
void mh_estimate_chart(const struct mh_estimate_view *, struct mh_str *out);

#endif
