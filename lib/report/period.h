/*
 * Periods of a report: "2026", "2026-Q3", "2026-03", "2026-03-14", "last-quarter", "this-year", and from one to another,
 * "2021..2025". A period knows its years, quarters and months, so that one in which nothing came in is still a column.
 */

#ifndef MH_REPORT_PERIOD_H
#define MH_REPORT_PERIOD_H

#include <stdbool.h>
#include <stddef.h>

#include "base/date.h"
#include "base/err.h"
#include "base/str.h"

enum mh_step { MH_STEP_YEAR, MH_STEP_QUARTER, MH_STEP_MONTH, MH_STEP_DAY };

/* One year, quarter, month or day. */
struct mh_span {
	enum mh_step step;
	struct mh_date first, last;	/* days, both included */
};

struct mh_period {
	struct mh_span begin, end;	/* the same span for a period that is one */
};

#define MH_PERIOD_STEPS 480		/* most years, quarters or months of a period */
#define MH_STEP_CODE_SIZE 16		/* "2026-Q3" and its NUL, with room for what the compiler fears */

/* Reads a period; words such as last-quarter are relative to today. MH_USAGE: not a period (the forms are named), the
 * end lies before the beginning, or longer than MH_PERIOD_STEPS months. */
enum mh_status mh_period_parse(const char *text, struct mh_date today, struct mh_period *, struct mh_err *);

struct mh_date mh_period_from(const struct mh_period *);
struct mh_date mh_period_to(const struct mh_period *);

/* The step of a dimension: "year", "quarter" or "month"; false for any other. */
bool mh_step_of(const char *dimension, enum mh_step *out);
/* How many years, quarters or months the period touches, and the code of one of them, from 0: "2026", "2026-Q3", "2026-03". */
size_t mh_period_count(const struct mh_period *, enum mh_step);
void mh_period_code(const struct mh_period *, enum mh_step, size_t index, char out[MH_STEP_CODE_SIZE]);
/* Does it begin and end with whole steps? A part of a year beside whole ones reads as a fall. */
bool mh_period_whole(const struct mh_period *, enum mh_step);

/* Adds the period for people: "2021 to 2025", "derde kwartaal van 2026", "maart 2026". */
void mh_period_label(const struct mh_period *, bool dutch, struct mh_str *out);
/* Adds a code of mh_period_code for a table's heading: "2026", "Q3 2026", "mrt 2026"; any other text as it is. */
void mh_step_label(const char *code, bool dutch, struct mh_str *out);
/* The period as text that reads back to the same: "2021..2025". */
void mh_period_text(const struct mh_period *, struct mh_str *out);

#endif
