/* Measures and dimensions of reports: what can be counted, and by what. Const tables; the SQL behind them is in tally.c. */

#ifndef MH_STORE_MEASURE_H
#define MH_STORE_MEASURE_H

#include <stdbool.h>
#include <stddef.h>

#include "record/kind.h"

/* The code of what is no longer known because the record was erased; for people it has a label in reports. */
#define MH_CODE_ERASED "erased"

/* What a dimension's values are. */
enum mh_values {
	MH_VALUES_CODE,		/* a code of a catalogue */
	MH_VALUES_CODES,	/* a ';'-joined set of them: a unit counts in each */
	MH_VALUES_PERIOD,	/* "2026", "2026-Q3", "2026-03" */
	MH_VALUES_WORD,		/* a word without a catalogue */
};

struct mh_dimension {
	const char *name;
	enum mh_values values;
	const char *catalogue;		/* NULL: none */
	const char *sql;		/* over the aliases of the measure; NULL for a period, made from the date */
	const char *label_en, *label_nl;	/* heading in a report */
};

struct mh_measure {
	const char *name;
	const struct mh_kind *kind;	/* of --where */
	bool persons;			/* units are persons, who can be met in several records */
	const char *from;		/* SQL with {table} names, which an as-of replaces */
	const char *condition;		/* SQL, or NULL */
	const char *unit;		/* SQL: number of the unit, or NULL where each row is one */
	const char *dates[3];		/* fields by which a period can be taken, the usual first; NULL-ended */
	const char *date_sql[3];	/* their columns */
	const struct mh_dimension *dimensions;	/* ended by a NULL name */
	const char *label_en, *label_nl;
};

const struct mh_measure *mh_measure_find(const char *name);	/* NULL: none */
const struct mh_dimension *mh_dimension_find(const struct mh_measure *, const char *name);
bool mh_measure_has_date(const struct mh_measure *, const char *field);

/* NULL-ended names, for completion and messages; NULL where there is no such measure. */
const char *const *mh_tally_measures(void);
const char *const *mh_tally_dimensions(const char *measure);

#endif
