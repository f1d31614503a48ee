/* Ids: one column, one a line, what the tools read with "-". Totals are no rows. */

#include <inttypes.h>

#include "base/utf8.h"
#include "out/format.h"

static void add(struct mh_rows *rows, const struct mh_cell *cells, bool total)
{
	const struct mh_cell *const cell = &cells[rows->options.id_column];

	if (total || cell->type == MH_CELL_EMPTY)
		return;
	if (cell->type == MH_CELL_NUMBER)
		mh_str_printf(&rows->line, "%" PRId64, cell->number);
	else
		mh_utf8_show(&rows->line, cell->text, cell->len);
	mh_str_putc(&rows->line, '\n');
	mh_rows_flush(rows);
}

const struct mh_rows_format mh_format_ids = { NULL, add, NULL };
