/*
 * The fixed words of reports in both languages. A report has the language that was asked for it, whatever the language of the
 * terminal, and cron has none: so these are not gettext's.
 */

#ifndef MH_REPORT_WORDS_H
#define MH_REPORT_WORDS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/date.h"
#include "base/str.h"

enum mh_phrase {
	MH_W_TOTAL, MH_W_CONTENTS, MH_W_PERIOD, MH_W_STATE_OF, MH_W_SOURCE, MH_W_SOURCE_OF, MH_W_AUDIENCE, MH_W_EMPTY, MH_W_UNKNOWN,
	MH_W_NOT_ASKED, MH_W_CHANGE, MH_W_PERCENT, MH_W_REPORTED_BY, MH_W_INTERNAL_LONG, MH_W_ACCOUNT, MH_W_HIDDEN_NOTE, MH_W_ROUNDED_NOTE, MH_W_NOTHING_HIDDEN,
	MH_W_OVERLAP, MH_W_PERSONS, MH_W_ZERO, MH_W_WITHHELD, MH_W_TREND_NOTE, MH_W_SPARSE, MH_W_PART_PERIOD, MH_W_ENTRY, MH_W_END_OF_DAY,
	MH_W_DIGESTS, MH_W_DEFINITION, MH_W_CATALOGUE, MH_W_NO_DATA, MH_W_SKIP, MH_W_FOR_PUBLIC, MH_W_FOR_PARTNERS, MH_W_FOR_INTERNAL,
	MH_W_HIDDEN_POINT, MH_W_OTHER_SERIES, MH_W_ERASED, MH_W_ERASED_NOTE, MH_W_LEFT_OUT, MH_W_SOME,
	MH_W_REPORT, MH_W_DRAWN,
	MH_W_COUNT
};

/* Borrowed for ever. Some hold a printf pattern, as words.c says beside them. */
const char *mh_phrase(enum mh_phrase, bool dutch);

/* Adds a number as people write it: 1,234 or 1.234. */
void mh_number_text(int64_t, bool dutch, struct mh_str *out);
/* Adds how many units were erased since and are in no cell; nothing where there are none. Fewer than the threshold are "some". */
struct mh_cube;
void mh_left_out_text(const struct mh_cube *, int64_t threshold, bool dutch, struct mh_str *out);
/* Adds a day as people write it: "1 March 2026", "1 maart 2026". */
void mh_day_text(struct mh_date, bool dutch, struct mh_str *out);

#endif
