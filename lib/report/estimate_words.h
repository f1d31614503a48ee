/* What an estimate says to people, in both languages; as words.h, of the report's language and not the terminal's. */

#ifndef MH_REPORT_ESTIMATE_WORDS_H
#define MH_REPORT_ESTIMATE_WORDS_H

#include <stdbool.h>

#include "estimate/estimate.h"

enum mh_estimate_phrase {
	MH_E_TITLE, MH_E_LABEL, MH_E_ABOUT, MH_E_METHOD, MH_E_CHAPMAN_METHOD, MH_E_LOW_OPEN, MH_E_HIGH_OPEN, MH_E_BELOW_CHAO, MH_E_MISFIT, MH_E_NONE, MH_E_SEEN_ONLY, MH_E_FLOOR,
	MH_E_WHO, MH_E_PERSONS, MH_E_ONCE, MH_E_EMPTY_PAIRS, MH_E_LIST, MH_E_MEMBERS, MH_E_ALONE, MH_E_HIDDEN,
	MH_E_UNKNOWN, MH_E_REPEATED, MH_E_UNPLACED, MH_E_PARTLY, MH_E_UNLINKED, MH_E_LEFT_OUT,
	MH_E_MODEL, MH_E_MODEL_OF, MH_E_MODEL_MAIN, MH_E_PAIR, MH_E_CHANCE, MH_E_EXPECTED, MH_E_OVERLAP, MH_E_VERDICT_0, MH_E_VERDICT_1, MH_E_VERDICT_2,
	MH_E_VERDICT_3, MH_E_REFUSED, MH_E_SATURATED, MH_E_FREEDOM, MH_E_LIKELIHOOD,
	MH_E_BESIDE, MH_E_WHAT, MH_E_ESTIMATE, MH_E_FROM, MH_E_TO, MH_E_OPEN_NOTE, MH_E_NO_RANKING, MH_E_CAUTION,
	MH_E_BCA, MH_E_BCA80, MH_E_PERCENTILE, MH_E_MEDIAN, MH_E_WALD, MH_E_PROFILE, MH_E_MAIN, MH_E_BIC_BEST, MH_E_BIC_MEAN, MH_E_BIC_2, MH_E_BIC_6,
	MH_E_CHAPMAN, MH_E_CHAPMAN_ONE, MH_E_CHAO, MH_E_COVERAGE, MH_E_WITHOUT,
	MH_E_CHECKS, MH_E_KNOWN, MH_E_BY_OTHERS, MH_E_WITHOUT_IT, MH_E_CHECKS_NOTE,
	MH_E_HOW, MH_E_SELECTION, MH_E_BY_MAIN, MH_E_BY_PAIRS, MH_E_BY_BIC, MH_E_BY_MODEL, MH_E_REPLICATES, MH_E_ONE_PERSON, MH_E_COVERAGE_SHARE,
	MH_E_EMPTY_LIST, MH_E_ROUNDED, MH_E_TWO, MH_E_ASSUMPTIONS, MH_E_CRITICISM, MH_E_CRITICISM_TEXT, MH_E_CHART, MH_E_SOURCE_FILE, MH_E_NO_LISTS,
	MH_E_COUNT
};

/* Borrowed for ever; some hold a printf pattern, as estimate_words.c says beside them. */
const char *mh_estimate_phrase(enum mh_estimate_phrase, bool dutch);
/* Why there is no number: of bit 1 << i. */
const char *mh_estimate_why(size_t i, bool dutch);
/* What has to be true; NULL after the last. */
const char *mh_estimate_assumption(size_t i, bool dutch);
/* How the interval is called. */
const char *mh_estimate_interval_name(enum mh_interval_kind, bool dutch);

#endif
