/* How mh-report estimate prints. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "report.h"
#include "report/estimate_rows.h"
#include "report/words.h"
#include "report_estimate.h"

#define BOLD "\033[1m"
#define PLAIN "\033[m"

static enum mh_status print_table(const struct mh_block *block, size_t width, bool color, struct mh_err *err)
{
	const struct mh_rows_options how = { .format = MH_FORMAT_TABLE, .color = color, .width = width };
	struct mh_column *const columns = mh_alloc(block->columns, sizeof *columns);
	struct mh_cell *const cells = mh_alloc(block->columns, sizeof *cells);

	for (size_t c = 0; c < block->columns; c++)
		columns[c] = (struct mh_column){ .name = block->cells[c], .number = c > 0 };
	struct mh_rows *const rows = mh_rows_start(stdout, &how, columns, block->columns);
	for (size_t r = 1; r <= block->rows; r++) {
		for (size_t c = 0; c < block->columns; c++)
			cells[c] = mh_cell_text(block->cells[r * block->columns + c]);
		mh_rows_add(rows, cells);
	}
	free(cells);
	free(columns);
	return mh_rows_end(rows, NULL, err);
}

/* A line of a list: "- " and its words, further lines below the words. */
static void print_item(const char *text, size_t width)
{
	struct mh_str item;

	mh_str_init(&item, 4096);
	mh_str_printf(&item, "- %s\n", text);
	mh_report_wrapped(item.s, width);
	mh_str_free(&item);
}

static void print_text(const char *text, size_t width)
{
	struct mh_str line;

	mh_str_init(&line, 30000);
	mh_str_printf(&line, "%s\n", text);
	mh_report_wrapped(line.s, width);
	mh_str_free(&line);
}

static enum mh_status print_block(const struct mh_block *block, size_t width, bool color, struct mh_err *err)
{
	switch (block->type) {
	case MH_BLOCK_LEAD:
		printf("%s%s%s\n", color ? BOLD : "", block->text, color ? PLAIN : "");
		break;
	case MH_BLOCK_HEADING:
		printf("\n%s%s%s\n\n", color ? BOLD : "", block->text, color ? PLAIN : "");
		break;
	case MH_BLOCK_TEXT:
		print_text(block->text, width);
		break;
	case MH_BLOCK_ITEM:
		print_item(block->text, width);
		break;
	case MH_BLOCK_TABLE:
		return print_table(block, width, color, err);
	case MH_BLOCK_CHART:	/* the table says the same */
		break;
	}
	return MH_OK;
}

enum mh_status mh_estimate_print_page(const struct mh_session *session, const struct mh_estimate_view *view, bool color, struct mh_err *err)
{
	struct mh_estimate_page page;
	enum mh_status status = MH_OK;

	if (view->internal)
		printf("%s\n", mh_phrase(MH_W_INTERNAL_LONG, view->dutch));
	mh_estimate_page(view, &page);
	for (size_t b = 0; b < page.count && status == MH_OK; b++) {
		status = print_block(&page.blocks[b], session->width, color, err);
		if (page.blocks[b].type == MH_BLOCK_TABLE && b + 1 < page.count && page.blocks[b + 1].type != MH_BLOCK_HEADING)
			printf("\n");
	}
	mh_estimate_page_free(&page);
	return status;
}

enum mh_status mh_estimate_print_rows(const struct mh_session *session, const struct mh_estimate_view *view, enum mh_format format, bool excel_nl,
	FILE *out, struct mh_err *err)
{
	struct mh_rows_chart chart = mh_estimate_row_chart(view);
	const struct mh_rows_options how = { .format = format, .excel_nl = excel_nl, .made = format == MH_FORMAT_XLSX ? mh_session_made(session) : 0,
		.chart = &chart };
	struct mh_rows *const rows = mh_rows_start(out, &how, mh_estimate_columns, mh_estimate_column_count);

	mh_estimate_rows(view, rows);
	return mh_rows_end(rows, NULL, err);
}
