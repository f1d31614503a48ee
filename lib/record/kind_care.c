/* Kinds of the help itself: first intake, needs and plan, stays in shelter and the room there is, programmes. */

#include "base/i18n.h"
#include "base/mem.h"
#include "record/kind.h"

static const struct mh_field intake_fields[] = {
	{ "case", 1, MH_ID, MH_REQUIRED | MH_INDEXED | MH_PARENT | MH_DERIVED, "case", NULL, NULL, N_("case that it belongs to") },
	{ "on", 2, MH_DATE, MH_REQUIRED, NULL, NULL, NULL, N_("day of the talk") },
	{ "danger", 3, MH_CODE, MH_SEALED, "yes-no", NULL, NULL, N_("in danger now") },
	{ "offender-knows", 4, MH_CODE, MH_SEALED, "yes-no", NULL, NULL, N_("does the offender know where the person stays") },
	{ "contact", 5, MH_TEXT, MH_SEALED, NULL, NULL, NULL, N_("safe way and time of contact") },
	{ "pregnant", 6, MH_CODE, MH_SEALED, "yes-no", NULL, NULL, N_("pregnant") },
	{ "children", 7, MH_TEXT, MH_SEALED, NULL, NULL, NULL, N_("children in the person's care") },
	{ "medical", 8, MH_TEXT, MH_SEALED, NULL, NULL, NULL, N_("medical needs") },
	{ "addiction", 9, MH_TEXT, MH_SEALED, NULL, NULL, NULL, N_("addiction") },
	{ "disability", 10, MH_CODE, MH_SEALED, "yes-no", NULL, NULL, N_("mild intellectual disability, seen or presumed") },
	{ "language", 11, MH_TEXT, MH_SEALED | MH_LINE, NULL, NULL, NULL, N_("languages, and whether an interpreter is needed") },
	{ "wish", 12, MH_TEXT, MH_SEALED, NULL, NULL, NULL, N_("what the victim wants, in own words") },
	{ "note", 13, MH_TEXT, MH_SEALED, NULL, NULL, NULL, N_("what else was said") },
};

const struct mh_kind mh_intake = {
	"intake", 29, "IN", 0, intake_fields, MH_COUNT(intake_fields), N_("the first talk: safety, health, what the victim wants"),
};

static const struct mh_field need_fields[] = {
	{ "case", 1, MH_ID, MH_REQUIRED | MH_INDEXED | MH_PARENT | MH_DERIVED, "case", NULL, NULL, N_("case that it belongs to") },
	{ "service", 2, MH_CODE, MH_REQUIRED, "service", NULL, "agenda", N_("help that is needed") },
	{ "on", 3, MH_DATE, MH_REQUIRED, NULL, NULL, NULL, N_("day on which it was seen") },
	{ "partner", 4, MH_ID, 0, "partner", NULL, "agenda", N_("partner who is to give it") },
	{ "state", 5, MH_CODE, MH_REQUIRED | MH_INDEXED | MH_DERIVED, "need-state", "open", "agenda", N_("open, arranged, met or dropped") },
	{ "ended", 6, MH_DATE, MH_DERIVED, NULL, NULL, NULL, N_("day on which it was met or dropped") },
	{ "wish", 7, MH_TEXT, MH_SEALED, NULL, NULL, NULL, N_("what the victim wants, in own words") },
};

const struct mh_kind mh_need = {
	"need", 30, "NE", 0, need_fields, MH_COUNT(need_fields), N_("help that a person needs"),
};

static const struct mh_field plan_fields[] = {
	{ "case", 1, MH_ID, MH_REQUIRED | MH_INDEXED | MH_PARENT | MH_DERIVED, "case", NULL, NULL, N_("case that it belongs to") },
	{ "on", 2, MH_DATE, MH_REQUIRED, NULL, NULL, NULL, N_("day on which it was made") },
	{ "review", 3, MH_DATE, 0, NULL, NULL, "agenda", N_("day on which it is to be looked at again") },
	{ "agreed", 4, MH_CODE, 0, "yes-no", NULL, NULL, N_("does the victim agree") },
	{ "goal", 5, MH_TEXT, MH_SEALED, NULL, NULL, NULL, N_("what is worked towards, and who does what") },
};

const struct mh_kind mh_plan = {
	"plan", 31, "PL", 0, plan_fields, MH_COUNT(plan_fields), N_("what was agreed with a person"),
};

/* "source" is the shelter's short name: its own references are looked for among its own alone. */
static const struct mh_field stay_fields[] = {
	{ "case", 1, MH_ID, MH_REQUIRED | MH_INDEXED | MH_PARENT | MH_DERIVED, "case", NULL, NULL, N_("case that it belongs to") },
	{ "partner", 2, MH_ID, MH_REQUIRED | MH_INDEXED, "partner", NULL, "shelter-week", N_("shelter") },
	{ "place", 3, MH_CODE, MH_REQUIRED, "shelter", NULL, "shelter-week", N_("kind of place") },
	{ "beds", 4, MH_INT, MH_REQUIRED, NULL, "1", "shelter-week", N_("beds that are taken, children included") },
	{ "requested", 5, MH_DATE, 0, NULL, NULL, "shelter-week", N_("day on which it was asked for") },
	{ "admitted", 6, MH_DATE, MH_INDEXED, NULL, NULL, "shelter-week", N_("day of admission") },
	{ "left", 7, MH_DATE, 0, NULL, NULL, "shelter-week", N_("day of leaving") },
	{ "until", 8, MH_DATE, 0, NULL, NULL, "shelter-week", N_("day on which it is to end") },
	{ "state", 9, MH_CODE, MH_REQUIRED | MH_INDEXED | MH_DERIVED, "stay-state", "requested", "shelter-week", N_("requested, waiting, admitted, left, refused or withdrawn") },
	{ "refusal", 10, MH_CODE, 0, "decline-reason", NULL, "shelter-week", N_("why it was refused") },
	{ "destination", 11, MH_CODE, 0, "destination", NULL, "shelter-week", N_("where the person went") },
	{ "overstay", 12, MH_CODE, 0, "overstay-reason", NULL, "shelter-week", N_("why it lasts longer than it should") },
	{ "moved-from", 13, MH_ID, MH_DERIVED, "stay", NULL, NULL, N_("stay that it follows") },
	{ "source", 14, MH_WORD, MH_DERIVED, NULL, NULL, NULL, N_("short name of the shelter") },
	{ "reference", 15, MH_TEXT, MH_MATCHED | MH_LINE, NULL, NULL, NULL, N_("the shelter's own number for it") },
	{ "address", 16, MH_TEXT, MH_SEALED, NULL, NULL, NULL, N_("address of the place, where it is secret") },
	{ "refused", 18, MH_DATE, MH_DERIVED, NULL, NULL, "shelter-week", N_("day on which it was refused") },
	{ "over-capacity", 17, MH_TEXT, MH_SEALED, NULL, NULL, NULL, N_("why a full shelter takes the person all the same") },
};

const struct mh_kind mh_stay = {
	"stay", 32, "ST", 0, stay_fields, MH_COUNT(stay_fields), N_("a stay in shelter, from request to leaving"),
};

static const struct mh_field capacity_fields[] = {
	{ "partner", 1, MH_ID, MH_REQUIRED | MH_INDEXED | MH_PARENT, "partner", NULL, NULL, N_("shelter") },
	{ "place", 2, MH_CODE, MH_REQUIRED, "shelter", NULL, NULL, N_("kind of place") },
	{ "beds", 3, MH_INT, MH_REQUIRED, NULL, NULL, NULL, N_("beds that there are") },
	{ "from", 4, MH_DATE, MH_REQUIRED, NULL, NULL, NULL, N_("first day on which this holds") },
	{ "until", 5, MH_DATE, 0, NULL, NULL, NULL, N_("last day on which this holds; empty: until the next") },
};

const struct mh_kind mh_capacity = {
	"capacity", 33, "CP", 0, capacity_fields, MH_COUNT(capacity_fields), N_("beds of a shelter from a day on"),
};

static const struct mh_field programme_fields[] = {
	{ "case", 1, MH_ID, MH_REQUIRED | MH_INDEXED | MH_PARENT | MH_DERIVED, "case", NULL, NULL, N_("case that it belongs to") },
	{ "programme", 2, MH_CODE, MH_REQUIRED, "programme", NULL, "council", N_("exit programme, coordination of loverboy care, or another") },
	{ "partner", 3, MH_ID, 0, "partner", NULL, NULL, N_("partner who runs it") },
	{ "started", 4, MH_DATE, MH_REQUIRED, NULL, NULL, "council", N_("first day") },
	{ "review", 5, MH_DATE, 0, NULL, NULL, "agenda", N_("day on which it is to be looked at again") },
	{ "ended", 6, MH_DATE, MH_DERIVED, NULL, NULL, "council", N_("last day") },
	{ "outcome", 7, MH_CODE, MH_DERIVED, "programme-outcome", NULL, "council", N_("how it ended") },
	{ "note", 8, MH_TEXT, MH_SEALED, NULL, NULL, NULL, N_("what a colleague must know of it") },
};

const struct mh_kind mh_programme = {
	"programme", 34, "PR", 0, programme_fields, MH_COUNT(programme_fields), N_("a programme that a person takes part in"),
};
