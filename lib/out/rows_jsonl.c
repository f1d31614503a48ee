/* JSON lines: one object a line, empty cells left out. */

#include <inttypes.h>
#include <string.h>

#include "out/format.h"

static void add_value(struct mh_rows *rows, const struct mh_column *column, const struct mh_cell *cell)
{
	if (cell->type == MH_CELL_NUMBER)
		mh_str_printf(&rows->line, "%" PRId64, cell->number);
	else if (mh_cell_is_number(column, cell))
		mh_str_add(&rows->line, cell->text, cell->len);
	else
		mh_json_text(&rows->line, cell->text, cell->len);
}

static void add(struct mh_rows *rows, const struct mh_cell *cells, bool total)
{
	bool first = true;

	(void)total;
	mh_str_putc(&rows->line, '{');
	for (size_t i = 0; i < rows->count; i++) {
		if (cells[i].type == MH_CELL_EMPTY)
			continue;
		if (!first)
			mh_str_putc(&rows->line, ',');
		first = false;
		mh_json_text(&rows->line, rows->columns[i].name, strlen(rows->columns[i].name));
		mh_str_putc(&rows->line, ':');
		add_value(rows, &rows->columns[i], &cells[i]);
	}
	mh_str_puts(&rows->line, "}\n");
	mh_rows_flush(rows);
}

const struct mh_rows_format mh_format_jsonl = { NULL, add, NULL };
