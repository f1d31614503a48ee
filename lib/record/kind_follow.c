/* Kinds of following a signal: what it is linked to, what a person concluded from it, what its reporter was told. */

#include "base/i18n.h"
#include "base/mem.h"
#include "record/kind.h"

/* Either "other" or "case" says what the signal is linked to. */
static const struct mh_field link_fields[] = {
	{ "signal", 1, MH_ID, MH_INDEXED | MH_DERIVED, "signal", NULL, NULL, N_("signal that is linked; empty between two cases") },
	{ "other", 2, MH_ID, MH_INDEXED | MH_DERIVED, "signal", NULL, NULL, N_("signal that it is linked to") },
	{ "case", 3, MH_ID, MH_INDEXED | MH_DERIVED, "case", NULL, NULL, N_("case that it is linked to") },
	{ "link", 4, MH_CODE, MH_REQUIRED, "link", NULL, NULL, N_("how they are linked") },
	{ "note", 5, MH_TEXT, MH_SEALED, NULL, NULL, NULL, N_("why they are linked, in words") },
	{ "undone", 6, MH_CODE, MH_DERIVED, "yes-no", NULL, NULL, N_("the link was taken away") },
	{ "other-case", 7, MH_ID, MH_INDEXED | MH_DERIVED, "case", NULL, NULL, N_("the other one of two cases") },
};

const struct mh_kind mh_link = {
	"link", 20, "L", 0, link_fields, MH_COUNT(link_fields), N_("two signals, two cases, or a signal and a case, that belong together"),
};

static const struct mh_field assessment_fields[] = {
	{ "signal", 1, MH_ID, MH_REQUIRED | MH_INDEXED | MH_PARENT | MH_DERIVED, "signal", NULL, NULL, N_("signal that was assessed") },
	{ "on", 2, MH_DATE, MH_REQUIRED | MH_DERIVED, NULL, NULL, NULL, N_("day of the conclusion") },
	{ "conclusion", 3, MH_CODE, MH_REQUIRED, "conclusion", NULL, NULL, N_("what the person who assessed it concludes") },
	{ "note", 4, MH_TEXT, MH_SEALED, NULL, NULL, NULL, N_("why, in words") },
};

const struct mh_kind mh_assessment = {
	"assessment", 21, "J", 0, assessment_fields, MH_COUNT(assessment_fields), N_("a person's conclusion from a signal's indicators"),
};

static const struct mh_field feedback_fields[] = {
	{ "signal", 1, MH_ID, MH_REQUIRED | MH_INDEXED | MH_PARENT | MH_DERIVED, "signal", NULL, NULL, N_("signal whose reporter it is") },
	{ "told", 2, MH_CODE, MH_REQUIRED | MH_DERIVED, "may-be-told", NULL, NULL, N_("what the reporter was told: received or outcome") },
	{ "on", 3, MH_DATE, MH_REQUIRED | MH_DERIVED, NULL, NULL, NULL, N_("day on which the reporter was told") },
	{ "by", 4, MH_CODE, MH_REQUIRED | MH_DERIVED, "exchange-channel", "phone", NULL, N_("how the reporter was told") },
	{ "disclosure", 5, MH_ID, MH_DERIVED, "disclosure", NULL, NULL, N_("the disclosure that it is, where the reporter is a partner") },
};

const struct mh_kind mh_feedback = {
	"feedback", 22, "W", 0, feedback_fields, MH_COUNT(feedback_fields), N_("what the reporter of a signal was told"),
};
