/* What a person, or who acts for a person, asked about the data that is kept, and what was decided (AVG art. 15 to 18). */

#include "base/i18n.h"
#include "base/mem.h"
#include "record/kind.h"

static const struct mh_field request_fields[] = {
	{ "case", 1, MH_ID, MH_REQUIRED | MH_INDEXED | MH_PARENT | MH_DERIVED, "case", NULL, NULL, N_("case that it belongs to") },
	{ "right", 2, MH_CODE, MH_REQUIRED | MH_DERIVED, "right", NULL, NULL, N_("access, rectify, restrict, lift or erase") },
	{ "on", 3, MH_DATE, MH_REQUIRED | MH_DERIVED, NULL, NULL, NULL, N_("day of the decision, or of the proposal") },
	{ "by", 4, MH_CODE, MH_REQUIRED | MH_DERIVED, "asked-by", "person", NULL, N_("who asked: the person, a representative, the guardian") },
	{ "decision", 5, MH_CODE, MH_REQUIRED | MH_DERIVED, "request-decision", NULL, NULL, N_("proposed, granted, in part, refused or withdrawn") },
	{ "grounds", 6, MH_CODES, MH_DERIVED, "access-ground", NULL, NULL, N_("grounds on which something was kept back, or given all the same") },
	{ "fields", 7, MH_TEXT, MH_DERIVED, NULL, NULL, "request list", N_("names of the fields that were corrected") },
	{ "given", 8, MH_INT, MH_DERIVED, NULL, NULL, NULL, N_("values that were handed over") },
	{ "kept-back", 9, MH_INT, MH_DERIVED, NULL, NULL, NULL, N_("values that were not") },
	{ "digest", 10, MH_WORD, MH_DERIVED, NULL, NULL, NULL, N_("digest of the text that was handed over") },
	{ "reason", 11, MH_TEXT, MH_SEALED | MH_DERIVED, NULL, NULL, NULL, N_("why, in words") },
};

const struct mh_kind mh_request = {
	"request", 44, "RQ", 0, request_fields, MH_COUNT(request_fields), N_("what a person asked about the data that is kept, and what was decided"),
};
