/* What a reader must know of a table, chart or whole report, in words that every format shares. */

#ifndef MH_REPORT_NOTES_H
#define MH_REPORT_NOTES_H

#include "base/str.h"
#include "report/report.h"

struct mh_notes { char **texts; size_t count; };

/* What must be known under this table, trend or chart, the source last. Freed by the caller. */
void mh_notes_under(const struct mh_report *, const struct mh_part *, const struct mh_cube *, struct mh_notes *);
void mh_notes_free(struct mh_notes *);

/* Adds the source: of whom, and as of when. */
void mh_source_text(const struct mh_report *, struct mh_str *out);
/* Adds a text of the definition, its {period} replaced. */
void mh_both_text(const struct mh_report *, const struct mh_both *, struct mh_str *out);
/* Adds which rule protects the numbers, and what 0 and unknown mean. */
void mh_protection_text(const struct mh_report *, struct mh_str *out);
/* Are so many numbers small that coarser groups would show more? */
bool mh_report_sparse(const struct mh_report *);
/* Adds one of .leaned: what it is, and its digest. */
void mh_leaned_text(const struct mh_report *, size_t, struct mh_str *out);
/* For whom it is. */
const char *mh_audience_text(const struct mh_report *);

enum mh_changed { MH_CHANGED_NONE, MH_CHANGED_HIDDEN, MH_CHANGED_NUMBER };
/* The change of the total since the column before: as a number, or in per cent rounded to whole ones. */
enum mh_changed mh_trend_change(const struct mh_cube *, size_t column, bool percent, int64_t *change);
/* Adds the line above who reported: "Of these, by sector". */
void mh_reported_by_text(const struct mh_part *, bool dutch, struct mh_str *out);

#endif
