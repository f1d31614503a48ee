/* An estimate as a part of a report. */

#include "report/estimated.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "out/rows.h"
#include "report/estimate_page.h"
#include "report/report.h"

#define MERGES_MOST 16
#define THREADS_USUAL 4		/* numbers are the same whatever it is */

/* Merges stand in one text, parted by blanks. */
static size_t split(char *text, const char *out[MERGES_MOST])
{
	size_t count = 0;

	for (char *at = text; at != NULL && *at != '\0' && count < MERGES_MOST;) {
		const size_t len = strcspn(at, " ");
		const bool last = at[len] == '\0';

		at[len] = '\0';
		if (len > 0)
			out[count++] = at;
		at += len + !last;
	}
	return count;
}

struct mh_estimated *mh_estimated(struct mh_store *store, const struct mh_part *part, const struct mh_report_options *options, struct mh_err *err)
{
	const struct mh_question question = { .how = MH_BY_STEPS, .threshold = MH_SIGNIFICANCE, .interval = MH_BCA,
		.bootstrap = { .replicates = MH_REPLICATES, .seed = 1, .threads = THREADS_USUAL } };
	struct mh_estimated *const one = mh_alloc(1, sizeof *one);
	const char *merges[MERGES_MOST];
	char *const text = mh_strdup(part->merge);
	const struct mh_lists_question q = { .lists = part->rows, .where = part->where, .date = part->date, .period = options->period, .merges = merges,
		.merge_count = split(text, merges), .dutch = options->dutch };
	const enum mh_status status = mh_lists_count(store, &q, &one->h, &one->source, err);

	free(text);
	one->refused = status == MH_INPUT;
	if (status == MH_OK)
		mh_estimate(&one->h, &question, &one->e);
	if (status == MH_OK || status == MH_INPUT)
		return one;
	mh_estimated_free(one);
	return NULL;
}

void mh_estimated_free(struct mh_estimated *one)
{
	if (one == NULL)
		return;
	mh_estimate_free(&one->e);
	mh_estimate_source_free(&one->source);
	mh_histories_free(&one->h);
	free(one);
}

/* Is the list's size hidden, or could it be found by those that are? A list of several codes stands in no table as such. */
static bool size_hidden(const struct mh_cube *cube, const char *name)
{
	bool any = cube->withheld;

	for (size_t r = 0; r < cube->rows.count; r++) {
		if (strcmp(cube->rows.codes[r], name) == 0)
			return cube->withheld || mh_cube_hidden(cube, r, 0);
		any = any || mh_cube_hidden(cube, r, 0);
	}
	return any;
}

void mh_estimated_view(const struct mh_estimated *one, const struct mh_report_options *options, const struct mh_cube *cube, unsigned number,
	struct mh_estimate_view *out)
{
	*out = (struct mh_estimate_view){ .e = &one->e, .source = &one->source, .dutch = options->dutch, .threshold = options->threshold,
		.rounded = options->threshold > 0, .period = "", .organisation = "", .stand = "", .number = number };
	mh_estimate_view_protect(out);
	for (size_t i = 0; i < one->h.lists; i++)
		if (!out->hide[i][i] && size_hidden(cube, one->h.names[i])) {
			out->hide[i][i] = true;
			out->hidden++;
		}
}

void mh_estimated_html(const struct mh_estimated *one, const struct mh_report_options *options, const struct mh_cube *cube, unsigned number,
	struct mh_str *out)
{
	const char *const none = mh_estimate_phrase(MH_E_NO_LISTS, options->dutch);
	struct mh_estimate_view view;

	if (one->refused) {
		mh_str_puts(out, "<p class=\"withheld\">");
		mh_html_text(out, none, strlen(none));
		mh_str_puts(out, "</p>\n");
		return;
	}
	mh_estimated_view(one, options, cube, number, &view);
	mh_estimate_html_part(&view, out);
}
