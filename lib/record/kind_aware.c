/* Kinds of making people alert: advice to those who call to think along, and outreach. Neither names a person. */

#include "base/i18n.h"
#include "base/mem.h"
#include "record/kind.h"

static const struct mh_field advice_fields[] = {
	{ "on", 1, MH_DATE, MH_REQUIRED, NULL, NULL, NULL, N_("day of the call or conversation") },
	{ "sector", 2, MH_CODE, MH_REQUIRED, "sector", NULL, "council", N_("sector of who asked") },
	{ "reporter", 3, MH_CODE, 0, "reporter", NULL, "council", N_("organisation of who asked") },
	{ "theme", 4, MH_CODES, MH_REQUIRED, "theme", NULL, "council", N_("what was asked about") },
	{ "minutes", 5, MH_INT, MH_REQUIRED, NULL, NULL, "cost", N_("how long it took") },
	{ "municipality", 6, MH_CODE, 0, "municipality", NULL, "council", N_("municipality that it was about (CBS code)") },
	{ "channel", 7, MH_CODE, MH_REQUIRED, "channel", "phone", NULL, N_("how it came in") },
};

const struct mh_kind mh_advice = {
	"advice", 23, "V", 0, advice_fields, MH_COUNT(advice_fields), N_("thinking along with somebody who asked"),
};

static const struct mh_field outreach_fields[] = {
	{ "on", 1, MH_DATE, MH_REQUIRED, NULL, NULL, NULL, N_("day on which it was held or began") },
	{ "activity", 2, MH_CODE, MH_REQUIRED, "activity", "training", "council", N_("training, campaign or another activity") },
	{ "audience", 3, MH_CODE, MH_REQUIRED, "audience", NULL, "council", N_("whom it was for") },
	{ "municipality", 4, MH_CODE, 0, "municipality", NULL, "council", N_("municipality where it was held; empty: the whole region") },
	{ "theme", 5, MH_CODES, MH_REQUIRED, "theme", NULL, "council", N_("what it was about") },
	{ "reached", 6, MH_INT, 0, NULL, NULL, "council", N_("how many people it reached; empty: not counted") },
	{ "partner", 7, MH_ID, MH_INDEXED | MH_DERIVED, "partner", NULL, "chain", N_("organisation of the chain for which it was held; empty: for more than one, or another") },
};

const struct mh_kind mh_outreach = {
	"outreach", 24, "U", 0, outreach_fields, MH_COUNT(outreach_fields), N_("training or campaign that makes people alert"),
};
