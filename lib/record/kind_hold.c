/* The kind of what keeps a record longer than its term: a hold. */

#include "base/i18n.h"
#include "base/mem.h"
#include "record/kind.h"

/* One of the four links is set: what is held, with all that would go along. */
static const struct mh_field hold_fields[] = {
	{ "signal", 1, MH_ID, MH_INDEXED | MH_DERIVED, "signal", NULL, NULL, N_("signal that is kept") },
	{ "case", 2, MH_ID, MH_INDEXED | MH_DERIVED, "case", NULL, NULL, N_("case that is kept") },
	{ "person", 3, MH_ID, MH_INDEXED | MH_DERIVED, "person", NULL, NULL, N_("person about whom all is kept") },
	{ "referral", 4, MH_ID, MH_INDEXED | MH_DERIVED, "referral", NULL, NULL, N_("referral that is kept") },
	{ "reason", 5, MH_CODE, MH_REQUIRED, "hold-reason", NULL, NULL, N_("why it is kept longer") },
	{ "until", 6, MH_DATE, 0, NULL, NULL, NULL, N_("last day of the hold; empty: until it is lifted") },
	{ "why", 7, MH_TEXT, MH_SEALED, NULL, NULL, NULL, N_("why, in words") },
	{ "on", 8, MH_DATE, MH_REQUIRED | MH_DERIVED, NULL, NULL, NULL, N_("day on which it was set") },
	{ "lifted", 9, MH_DATE, MH_DERIVED, NULL, NULL, NULL, N_("day on which it was lifted") },
};

const struct mh_kind mh_hold = {
	"hold", 28, "H", 0, hold_fields, MH_COUNT(hold_fields), N_("a record that is kept longer than its term"),
};
