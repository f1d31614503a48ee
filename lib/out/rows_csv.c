/* CSV: RFC 4180 with line feeds; for a Dutch Excel semicolons, CRLF and a byte order mark. */

#include <inttypes.h>
#include <string.h>

#include "out/format.h"

static char delimiter(const struct mh_rows *rows)
{
	return rows->options.excel_nl ? ';' : ',';
}

static void end_line(struct mh_rows *rows)
{
	mh_str_puts(&rows->line, rows->options.excel_nl ? "\r\n" : "\n");
	mh_rows_flush(rows);
}

static void start(struct mh_rows *rows)
{
	if (rows->options.excel_nl)
		mh_str_puts(&rows->line, "\xef\xbb\xbf");
	for (size_t i = 0; i < rows->count; i++) {
		if (i > 0)
			mh_str_putc(&rows->line, delimiter(rows));
		mh_csv_cell(&rows->line, rows->columns[i].name, strlen(rows->columns[i].name), delimiter(rows));
	}
	end_line(rows);
}

static void add_cell(struct mh_rows *rows, const struct mh_column *column, const struct mh_cell *cell)
{
	if (cell->type == MH_CELL_NUMBER)
		mh_str_printf(&rows->line, "%" PRId64, cell->number);
	else if (mh_cell_is_number(column, cell))
		for (size_t i = 0; i < cell->len; i++)
			mh_str_putc(&rows->line, cell->text[i] == '.' && rows->options.excel_nl ? ',' : cell->text[i]);
	else if (cell->type == MH_CELL_TEXT)
		mh_csv_cell(&rows->line, cell->text, cell->len, delimiter(rows));
}

static void add(struct mh_rows *rows, const struct mh_cell *cells, bool total)
{
	(void)total;
	for (size_t i = 0; i < rows->count; i++) {
		if (i > 0)
			mh_str_putc(&rows->line, delimiter(rows));
		add_cell(rows, &rows->columns[i], &cells[i]);
	}
	if (rows->count == 1 && rows->line.len == 0)
		mh_str_puts(&rows->line, "\"\"");	/* an empty line would be no row */
	end_line(rows);
}

const struct mh_rows_format mh_format_csv = { start, add, NULL };
