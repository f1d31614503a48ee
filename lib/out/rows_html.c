/* HTML: one table element, for a page that somebody else makes; numbers have the class "number", totals are in tfoot. */

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "out/format.h"

/* What was opened last: 0 nothing, 'b' tbody, 'f' tfoot. */
static void section(struct mh_rows *rows, char which)
{
	char *const open = rows->own;

	if (*open == which)
		return;
	if (*open)
		mh_str_puts(&rows->line, *open == 'b' ? "</tbody>\n" : "</tfoot>\n");
	if (which)
		mh_str_puts(&rows->line, which == 'b' ? "<tbody>\n" : "<tfoot>\n");
	*open = which;
}

static void start(struct mh_rows *rows)
{
	rows->own = mh_alloc(1, 1);
	mh_str_puts(&rows->line, "<table>\n<thead>\n<tr>");
	for (size_t i = 0; i < rows->count; i++) {
		const struct mh_column *const c = &rows->columns[i];

		mh_str_puts(&rows->line, c->number ? "<th scope=\"col\" class=\"number\">" : "<th scope=\"col\">");
		mh_html_text(&rows->line, c->label, strlen(c->label));
		mh_str_puts(&rows->line, "</th>");
	}
	mh_str_puts(&rows->line, "</tr>\n</thead>\n");
	mh_rows_flush(rows);
}

static void add(struct mh_rows *rows, const struct mh_cell *cells, bool total)
{
	section(rows, total ? 'f' : 'b');
	mh_str_puts(&rows->line, "<tr>");
	for (size_t i = 0; i < rows->count; i++) {
		mh_str_puts(&rows->line, rows->columns[i].number ? "<td class=\"number\">" : "<td>");
		if (cells[i].type == MH_CELL_NUMBER)
			mh_str_printf(&rows->line, "%" PRId64, cells[i].number);
		else if (cells[i].type == MH_CELL_TEXT)
			mh_html_text(&rows->line, cells[i].text, cells[i].len);
		mh_str_puts(&rows->line, "</td>");
	}
	mh_str_puts(&rows->line, "</tr>\n");
	mh_rows_flush(rows);
}

static void end(struct mh_rows *rows)
{
	section(rows, '\0');
	mh_str_puts(&rows->line, "</table>\n");
	mh_rows_flush(rows);
	free(rows->own);
}

const struct mh_rows_format mh_format_html = { "html", start, add, end };
