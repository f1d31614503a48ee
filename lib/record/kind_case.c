/* Kinds of the care side: the person, the case that follows one person, its events on parallel tracks, consent. */

#include "base/i18n.h"
#include "base/mem.h"
#include "record/kind.h"

static const struct mh_field person_fields[] = {
	{ "sex", 1, MH_CODE, 0, "sex", NULL, "council", N_("sex") },
	{ "age-band", 2, MH_CODE, 0, "age-band", NULL, "council", N_("age band at registration") },
	{ "country", 3, MH_CODE, 0, "country", NULL, "council", N_("country of citizenship") },
	{ "name", 4, MH_TEXT, MH_SEALED | MH_LINE, NULL, NULL, NULL, N_("name") },
	{ "aliases", 5, MH_TEXT, MH_SEALED, NULL, NULL, NULL, N_("other names, one a line") },
	{ "born", 6, MH_DATE, MH_SEALED | MH_PARTIAL, NULL, NULL, NULL, N_("date, month or year of birth") },
	{ "v-number", 7, MH_TEXT, MH_SEALED | MH_LINE, NULL, NULL, NULL, N_("number in the aliens administration") },
	{ "contact", 8, MH_TEXT, MH_SEALED, NULL, NULL, NULL, N_("safe way and time of contact") },
	{ "address", 9, MH_TEXT, MH_SEALED, NULL, NULL, NULL, N_("address") },
	{ "language", 10, MH_TEXT, MH_SEALED, NULL, NULL, NULL, N_("languages spoken") },
	{ "same-as", 11, MH_ID, MH_INDEXED | MH_DERIVED, "person", NULL, NULL, N_("the record of the same person that counts") },
};

const struct mh_kind mh_person = {
	"person", 3, "P", MH_TRAVELS, person_fields, MH_COUNT(person_fields), N_("a person whom signals or cases are about"),
};

static const struct mh_field case_fields[] = {
	{ "person", 1, MH_ID, MH_REQUIRED | MH_INDEXED | MH_DERIVED, "person", NULL, "council", N_("person whom the case follows") },
	{ "opened", 2, MH_DATE, MH_REQUIRED | MH_INDEXED, NULL, NULL, NULL, N_("day on which it was opened") },
	{ "municipality", 3, MH_CODE, 0, "municipality", NULL, "council", N_("municipality where the person was found") },
	{ "stay", 4, MH_CODE, 0, "municipality", NULL, "cost", N_("municipality of stay") },
	{ "form", 5, MH_CODES, MH_REQUIRED, "form", "not-asked", "council", N_("forms of exploitation") },
	{ "group", 6, MH_CODE, 0, "citizenship-group", NULL, "agenda", N_("citizenship group: own, eu, third-country") },
	{ "minor", 7, MH_CODE, 0, "yes-no", NULL, "agenda", N_("under 18") },
	{ "urgency", 8, MH_CODE, MH_REQUIRED, "urgency", "normal", NULL, N_("acute, high or normal") },
	{ "coordinator", 9, MH_WORD, 0, NULL, NULL, NULL, N_("colleague who coordinates (user name)") },
	{ "regime", 10, MH_CODE, MH_REQUIRED, "regime", "wmo", NULL, N_("law under which it is kept") },
	{ "source", 11, MH_WORD, 0, NULL, NULL, NULL, N_("system or organisation that it was taken from") },
	{ "onward", 12, MH_CODE, MH_REQUIRED, "onward", "free", NULL, N_("may it be passed on: free, ask-source, no") },
	{ "note", 13, MH_TEXT, MH_SEALED, NULL, NULL, NULL, N_("what a colleague must know first") },
	{ "state", 14, MH_CODE, MH_REQUIRED | MH_INDEXED | MH_DERIVED, "case-state", "open", NULL, N_("open or closed") },
	{ "residence", 15, MH_WORD, MH_DERIVED, NULL, NULL, NULL, N_("state of the residence track") },
	{ "criminal", 16, MH_WORD, MH_DERIVED, NULL, NULL, NULL, N_("state of the criminal track") },
	{ "care", 17, MH_WORD, MH_DERIVED, NULL, NULL, NULL, N_("state of the care track") },
	{ "youth", 18, MH_WORD, MH_DERIVED, NULL, NULL, NULL, N_("state of the youth track") },
	{ "closed", 19, MH_DATE, MH_DERIVED, NULL, NULL, NULL, N_("day on which it was closed") },
	{ "outcome", 20, MH_CODE, MH_DERIVED, "case-outcome", NULL, "council", N_("how it ended") },
	{ "victim-view", 21, MH_TEXT, MH_SEALED | MH_DERIVED, NULL, NULL, NULL, N_("what the person thinks of the help, in own words") },
	{ "turns-12", 22, MH_DATE, MH_PARTIAL | MH_DERIVED, NULL, NULL, "agenda", N_("month of the 12th birthday, while it is to come") },
	{ "turns-16", 23, MH_DATE, MH_PARTIAL | MH_DERIVED, NULL, NULL, "agenda", N_("month of the 16th birthday, while it is to come") },
	{ "turns-18", 24, MH_DATE, MH_PARTIAL | MH_DERIVED, NULL, NULL, "agenda", N_("month of the 18th birthday, while it is to come") },
	{ "force", 25, MH_TEXT, MH_SEALED | MH_DERIVED, NULL, NULL, NULL, N_("why it was closed while something was still open") },
	{ "restricted", 26, MH_DATE, MH_DERIVED, NULL, NULL, "gate", N_("day from which its use is restricted (AVG art. 18): nothing is passed on") },
	{ "restriction", 27, MH_TEXT, MH_SEALED | MH_DERIVED, NULL, NULL, NULL, N_("why its use is restricted") },
	{ "shielded", 28, MH_CODE, 0, "yes-no", NULL, "gate", N_("the person's interest forbids that a representative gets to see anything") },
	{ "shielded-why", 29, MH_TEXT, MH_SEALED, NULL, NULL, NULL, N_("why a representative gets to see nothing") },
};

const struct mh_kind mh_case = {
	"case", 4, "C", MH_TRAVELS, case_fields, MH_COUNT(case_fields), N_("one person's way through the chain"),
};

static const struct mh_field event_fields[] = {
	{ "case", 1, MH_ID, MH_REQUIRED | MH_INDEXED | MH_PARENT | MH_DERIVED, "case", NULL, NULL, N_("case that it belongs to") },
	{ "track", 2, MH_WORD, MH_REQUIRED | MH_DERIVED, NULL, NULL, NULL, N_("residence, criminal, care or youth") },
	{ "event", 3, MH_WORD, MH_REQUIRED | MH_DERIVED, NULL, NULL, NULL, N_("what happened, a word of the track's workflow") },
	{ "on", 4, MH_DATE, MH_REQUIRED, NULL, NULL, "agenda", N_("day on which it happened") },
	{ "until", 5, MH_DATE, 0, NULL, NULL, "agenda", N_("end that stands in the decision: it beats the computed one") },
	{ "scope", 6, MH_WORD, 0, NULL, NULL, "agenda", N_("scope that chooses the term, such as dublin") },
	{ "detail", 7, MH_TEXT, MH_SEALED, NULL, NULL, NULL, N_("what a colleague must know of it") },
	{ "order", 8, MH_INT, MH_DERIVED, NULL, NULL, NULL, N_("order in its case") },
	{ "undone", 9, MH_CODE, MH_DERIVED, "yes-no", NULL, NULL, N_("booked by mistake: it did not happen") },
	{ "planned", 10, MH_CODE, MH_DERIVED, "yes-no", NULL, NULL, N_("it is still to happen: no state follows from it") },
};

const struct mh_kind mh_event = {
	"event", 5, "E", 0, event_fields, MH_COUNT(event_fields), N_("something that happened on a track of a case"),
};

static const struct mh_field consent_fields[] = {
	{ "case", 1, MH_ID, MH_REQUIRED | MH_INDEXED | MH_PARENT | MH_DERIVED, "case", NULL, NULL, N_("case that it belongs to") },
	{ "purpose", 2, MH_CODE, MH_REQUIRED, "purpose", NULL, "gate", N_("what the data may be used for") },
	{ "partner", 3, MH_ID, 0, "partner", NULL, "gate", N_("partner who may have it; empty: every partner for this purpose") },
	{ "fields", 4, MH_CODES, MH_REQUIRED, "data-group", NULL, "gate", N_("groups of data that may be shared") },
	{ "answer", 5, MH_CODE, MH_REQUIRED, "consent", "given", "gate", N_("given, refused or withdrawn") },
	{ "on", 6, MH_DATE, MH_REQUIRED, NULL, NULL, "gate", N_("day of the answer") },
	{ "until", 7, MH_DATE, 0, NULL, NULL, "agenda", N_("day on which it ends") },
	{ "text-version", 8, MH_WORD, 0, NULL, NULL, NULL, N_("version of the text that was explained") },
	{ "language", 9, MH_WORD, 0, NULL, NULL, NULL, N_("language in which it was explained") },
	{ "interpreter", 10, MH_CODE, 0, "yes-no", NULL, NULL, N_("was there an interpreter") },
	{ "capacity", 11, MH_CODE, 0, "yes-no", NULL, NULL, N_("able to judge own interest") },
	{ "signatory", 12, MH_CODE, 0, "signatory", "person", "gate", N_("who signed") },
	{ "note", 13, MH_TEXT, MH_SEALED, NULL, NULL, NULL, N_("what was said with it") },
	{ "party", 14, MH_ID, MH_DERIVED, "party", NULL, "gate", N_("party of the case who signed as a representative") },
};

const struct mh_kind mh_consent = {
	"consent", 6, "N", 0, consent_fields, MH_COUNT(consent_fields), N_("a victim's answer to a request to share"),
};
