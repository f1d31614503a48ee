/* mh-report measures: what can be counted, and by what. */

#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "commands_report.h"
#include "report/count.h"
#include "session.h"
#include "store/measure.h"

static enum mh_status run(struct mh_session *, void *, int, char **, struct mh_err *);

const struct mh_command report_measures = {
	.name = "measures", .operands = N_("[measure]"), .min = 0, .max = 1,
	.summary = N_("list what can be counted, and by what"),
	.takes = MH_TAKES_FORMAT,
	.run = run,
};

static void add_measure(struct mh_rows *rows, const struct mh_measure *measure)
{
	const bool dutch = mh_language_dutch();

	for (const struct mh_dimension *d = measure->dimensions; d->name; d++) {
		const struct mh_cell cells[] = { mh_cell_text(measure->name), mh_cell_text(d->name), mh_cell_text(dutch ? d->label_nl : d->label_en),
			mh_cell_text(d->catalogue) };
		mh_rows_add(rows, cells);
	}
}

static enum mh_status run(struct mh_session *session, void *args, int argc, char **argv, struct mh_err *err)
{
	const struct mh_column columns[] = { { .name = "measure", .label = _("measure") }, { .name = "dimension", .label = _("dimension") },
		{ .name = "label", .label = _("label") }, { .name = "catalogue", .label = _("catalogue") } };
	const char *const *const names = mh_tally_measures();

	(void)args;
	if (argc > 0 && !mh_measure_find(argv[0]))
		return mh_no_such_measure(argv[0], err);
	struct mh_rows *const rows = mh_session_rows(session, columns, MH_COUNT(columns), 1);
	for (size_t i = 0; names[i]; i++)
		if (argc == 0 || strcmp(names[i], argv[0]) == 0)
			add_measure(rows, mh_measure_find(names[i]));
	return mh_session_rows_end(session, rows, err);
}
