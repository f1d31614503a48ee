/* The table of the chain on a page. */

#include <string.h>

#include "out/rows.h"
#include "report/chain.h"
#include "report/chain_inside.h"
#include "report/report.h"

struct writing { const struct mh_report_options *options; struct mh_str *out; };

static void put(struct mh_str *out, const char *text)
{
	mh_html_text(out, text, strlen(text));
}

static void row_of(const struct writing *w, const struct mh_chain_row *row)
{
	struct mh_str text;

	mh_str_init(&text, 64 * 1024);
	mh_str_puts(w->out, "<tr>");
	for (size_t c = 0; c < MH_CHAIN_COLUMNS; c++) {
		mh_str_clear(&text);
		const bool hidden = mh_chain_cell(row, c, w->options, &text) == MH_CHAIN_HIDDEN;

		mh_str_puts(w->out, c == 0 ? "<th scope=\"row\">" : hidden ? "<td class=\"x\">" : "<td>");
		put(w->out, text.s);
		mh_str_puts(w->out, c == 0 ? "</th>" : "</td>");
	}
	mh_str_puts(w->out, "</tr>\n");
	mh_str_free(&text);
}

static void open_table(const struct writing *w, const char *title)
{
	mh_str_puts(w->out, "<div class=\"wide\" role=\"region\" tabindex=\"0\" aria-label=\"");
	put(w->out, title);
	mh_str_puts(w->out, "\"><table><caption>");
	put(w->out, title);
	mh_str_puts(w->out, "</caption>\n<thead><tr>");
	for (size_t i = 0; i < MH_CHAIN_COLUMNS; i++) {
		mh_str_puts(w->out, "<th scope=\"col\">");
		put(w->out, mh_chain_head(i, w->options->dutch));
		mh_str_puts(w->out, "</th>");
	}
	mh_str_puts(w->out, "</tr></thead>\n");
}

static void group_of(const struct writing *w, const struct mh_chain *chain, size_t group)
{
	bool any = false;

	for (size_t i = 0; i < chain->count; i++) {
		if (!mh_chain_in_group(&chain->rows[i], group))
			continue;
		if (!any) {
			mh_str_printf(w->out, "<tbody><tr class=\"group\"><th scope=\"rowgroup\" colspan=\"%zu\">", MH_CHAIN_COLUMNS);
			put(w->out, mh_chain_group(group, w->options->dutch));
			mh_str_puts(w->out, "</th></tr>\n");
		}
		any = true;
		row_of(w, &chain->rows[i]);
	}
	mh_str_puts(w->out, any ? "</tbody>\n" : "");
}

void mh_chain_html(const struct mh_chain *chain, const char *title, const struct mh_report_options *options, struct mh_str *out)
{
	const struct writing w = { options, out };

	open_table(&w, title);
	for (size_t i = 0; i < MH_CHAIN_GROUPS; i++)
		group_of(&w, chain, i);
	mh_str_puts(out, "</table></div>\n");
}
