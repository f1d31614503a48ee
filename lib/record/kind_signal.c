/* Kinds of the first room of the chain: what was seen (signal) and whom it is about (mention). */

#include "base/i18n.h"
#include "base/mem.h"
#include "record/kind.h"

static const struct mh_field signal_fields[] = {
	{ "received", 1, MH_DATE, MH_REQUIRED, NULL, NULL, NULL, N_("day on which it came in") },
	{ "observed-from", 2, MH_DATE, MH_PARTIAL, NULL, NULL, NULL, N_("first day, month or year on which it was seen") },
	{ "observed-to", 3, MH_DATE, MH_PARTIAL, NULL, NULL, NULL, N_("last day, month or year on which it was seen") },
	{ "subject", 4, MH_CODE, MH_REQUIRED, "subject", "person", NULL, N_("what it is about: person, location, network, phenomenon") },
	{ "municipality", 5, MH_CODE, 0, "municipality", NULL, "council", N_("municipality where it was seen (CBS code)") },
	{ "place", 6, MH_CODE, 0, "place", NULL, "council", N_("kind of place") },
	{ "place-detail", 7, MH_TEXT, MH_SEALED, NULL, NULL, NULL, N_("address, plate or description of the place") },
	{ "sector", 8, MH_CODE, MH_REQUIRED, "sector", NULL, "council", N_("sector of the reporter") },
	{ "reporter", 9, MH_CODE, 0, "reporter", NULL, "council", N_("organisation of the reporter") },
	{ "reporter-contact", 10, MH_TEXT, MH_SEALED, NULL, NULL, NULL, N_("name and contact of the reporter") },
	{ "unnamed", 11, MH_CODE, 0, "yes-no", NULL, NULL, N_("the reporter wishes to stay unnamed") },
	{ "may-be-told", 12, MH_CODE, 0, "may-be-told", NULL, NULL, N_("what the reporter may be told: nothing, received, outcome") },
	{ "channel", 13, MH_CODE, 0, "channel", NULL, NULL, N_("how it came in") },
	{ "form", 14, MH_CODES, MH_REQUIRED, "form", "not-asked", "council", N_("suspected forms of exploitation") },
	{ "industry", 15, MH_CODE, 0, "industry", NULL, "council", N_("section of economic activity (ISIC)") },
	{ "indicators", 16, MH_CODES, 0, "indicator", NULL, "assess", N_("indicators seen") },
	{ "indicators-absent", 17, MH_CODES, 0, "indicator", NULL, "assess", N_("indicators asked for and absent") },
	{ "grading", 18, MH_CODE, 0, "grading", NULL, NULL, N_("grading of source and content") },
	{ "urgency", 19, MH_CODE, MH_REQUIRED, "urgency", "normal", NULL, N_("acute, high or normal") },
	{ "narrative", 20, MH_TEXT, MH_SEALED, NULL, NULL, NULL, N_("what was seen and heard") },
	{ "external-id", 21, MH_TEXT, MH_MATCHED | MH_UNIQUE, NULL, NULL, NULL, N_("number of the source for it") },
	{ "source", 22, MH_WORD, 0, NULL, NULL, NULL, N_("system or organisation that it was taken from") },
	{ "registered-by", 23, MH_CODE, 0, "reporter", NULL, NULL, N_("organisation that has already registered it") },
	{ "regime", 24, MH_CODE, MH_REQUIRED, "regime", "wmo", NULL, N_("law under which it is kept") },
	{ "onward", 25, MH_CODE, MH_REQUIRED, "onward", "free", NULL, N_("may it be passed on: free, ask-source, no") },
	{ "state", 26, MH_CODE, MH_REQUIRED | MH_INDEXED | MH_DERIVED, "signal-state", "received", NULL, N_("where it stands") },
	{ "reason", 27, MH_CODE, MH_DERIVED, "signal-end", NULL, NULL, N_("why it ended there") },
	{ "case", 28, MH_ID, MH_DERIVED | MH_INDEXED, "case", NULL, NULL, N_("case that was opened from it") },
	{ "ended", 29, MH_DATE, MH_DERIVED, NULL, NULL, NULL, N_("day on which it ended") },
	{ "told", 30, MH_CODE, MH_DERIVED, "may-be-told", NULL, NULL, N_("what the reporter was told last") },
	{ "conclusion", 31, MH_CODE, MH_DERIVED, "conclusion", NULL, NULL, N_("what a person concluded last from its indicators") },
};

const struct mh_kind mh_signal = {
	"signal", 1, "S", 0, signal_fields, MH_COUNT(signal_fields), N_("something seen that may be trafficking"),
};

static const struct mh_field mention_fields[] = {
	{ "signal", 1, MH_ID, MH_REQUIRED | MH_INDEXED | MH_PARENT, "signal", NULL, NULL, N_("signal in which the person is mentioned") },
	{ "role", 2, MH_CODE, MH_REQUIRED, "role", "victim", "council", N_("role: victim (presumed), suspect, witness, contact") },
	{ "person", 3, MH_ID, MH_INDEXED | MH_DERIVED, "person", NULL, "council", N_("person that it was linked to") },
	{ "sex", 4, MH_CODE, 0, "sex", NULL, "council", N_("sex") },
	{ "age-band", 5, MH_CODE, 0, "age-band", NULL, "council", N_("age band when seen, or else when received") },
	{ "country", 6, MH_CODE, 0, "country", NULL, "council", N_("country of citizenship") },
	{ "name", 7, MH_TEXT, MH_SEALED | MH_LINE, NULL, NULL, NULL, N_("name as it was given") },
	{ "born", 8, MH_DATE, MH_SEALED | MH_PARTIAL, NULL, NULL, NULL, N_("date, month or year of birth") },
	{ "contact", 9, MH_TEXT, MH_SEALED, NULL, NULL, NULL, N_("phone, mail or address") },
	{ "person-ref", 10, MH_TEXT, MH_MATCHED | MH_INDEXED, NULL, NULL, NULL, N_("the source's own number for the person") },
	{ "ground", 11, MH_CODE, 0, "suspect-ground", NULL, NULL, N_("ground on which a suspect is recorded (AVG art. 10)") },
	{ "note", 12, MH_TEXT, MH_SEALED, NULL, NULL, NULL, N_("what else was said about the person") },
	{ "source", 13, MH_WORD, MH_DERIVED, NULL, NULL, NULL, N_("system or organisation whose number the reference is") },
	{ "control", 14, MH_CODES, 0, "control", NULL, "ctdc", N_("methods by which the person is controlled (HTCDS)") },
	{ "recruitment", 15, MH_CODES, 0, "recruitment", NULL, "ctdc", N_("how the person was recruited (HTCDS)") },
	{ "relation", 16, MH_CODE, 0, "relation", NULL, "ctdc", N_("relation of the recruiter to the person (HTCDS, CTDC)") },
	{ "linked-to", 17, MH_TEXT, MH_SEALED, NULL, NULL, NULL, N_("other persons that this one is linked to, and how") },
};

const struct mh_kind mh_mention = {
	"mention", 2, "M", 0, mention_fields, MH_COUNT(mention_fields), N_("one person in one signal, with a role"),
};
