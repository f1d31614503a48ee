/* Kinds of the coordinator's own work: who is involved, tasks, papers, notes, costs, conferences, who coordinates meanwhile. */

#include "base/i18n.h"
#include "base/mem.h"
#include "record/kind.h"

static const struct mh_field party_fields[] = {
	{ "case", 1, MH_ID, MH_REQUIRED | MH_INDEXED | MH_PARENT | MH_DERIVED, "case", NULL, NULL, N_("case that it belongs to") },
	{ "as", 2, MH_CODE, MH_REQUIRED, "party", NULL, "gate", N_("part in the case, such as detective, lawyer or guardian") },
	{ "partner", 3, MH_ID, 0, "partner", NULL, "gate", N_("partner for whom the person works") },
	{ "from", 4, MH_DATE, MH_REQUIRED, NULL, NULL, NULL, N_("first day") },
	{ "until", 5, MH_DATE, 0, NULL, NULL, NULL, N_("last day") },
	{ "possible-offender", 6, MH_CODE, 0, "yes-no", NULL, "gate", N_("possibly an offender: never signs for the victim") },
	{ "name", 7, MH_TEXT, MH_SEALED | MH_LINE, NULL, NULL, NULL, N_("name") },
	{ "contact", 8, MH_TEXT, MH_SEALED, NULL, NULL, NULL, N_("phone, mail, hours") },
	{ "reference", 9, MH_TEXT, MH_MATCHED | MH_LINE, NULL, NULL, NULL, N_("their own number for the case") },
	{ "note", 10, MH_TEXT, MH_SEALED, NULL, NULL, NULL, N_("what a colleague must know of it") },
};

const struct mh_kind mh_party = {
	"party", 35, "PA", 0, party_fields, MH_COUNT(party_fields), N_("somebody who is involved in a case"),
};

static const struct mh_field task_fields[] = {
	{ "case", 1, MH_ID, MH_INDEXED | MH_DERIVED, "case", NULL, NULL, N_("case that it is for; empty: the chain") },
	{ "conference", 2, MH_ID, MH_INDEXED | MH_DERIVED, "conference", NULL, NULL, N_("conference in which it was agreed") },
	{ "do", 3, MH_CODE, MH_REQUIRED, "task", NULL, "agenda", N_("what is to be done, such as call, visit or apply") },
	{ "due", 4, MH_DATE, MH_REQUIRED, NULL, NULL, "agenda", N_("day on which it is due") },
	{ "at", 5, MH_TEXT, MH_LINE, NULL, NULL, "agenda", N_("time of day, as 14:30") },
	{ "partner", 6, MH_ID, 0, "partner", NULL, "agenda", N_("partner who is to do it; empty: we are") },
	{ "colleague", 7, MH_WORD, 0, NULL, NULL, "agenda", N_("colleague who is to do it (user name)") },
	{ "state", 8, MH_CODE, MH_REQUIRED | MH_INDEXED | MH_DERIVED, "task-state", "open", "agenda", N_("open, done or dropped") },
	{ "ended", 9, MH_DATE, MH_DERIVED, NULL, NULL, NULL, N_("day on which it was done or dropped") },
	{ "text", 10, MH_TEXT, MH_SEALED, NULL, NULL, NULL, N_("what exactly, in words") },
};

const struct mh_kind mh_task = {
	"task", 36, "TK", 0, task_fields, MH_COUNT(task_fields), N_("something that is to be done"),
};

static const struct mh_field paper_fields[] = {
	{ "case", 1, MH_ID, MH_REQUIRED | MH_INDEXED | MH_PARENT | MH_DERIVED, "case", NULL, NULL, N_("case that it belongs to") },
	{ "paper", 2, MH_CODE, MH_REQUIRED, "paper", NULL, NULL, N_("what it is, such as passport, decision or statement") },
	{ "on", 3, MH_DATE, MH_REQUIRED, NULL, NULL, NULL, N_("day of the paper, or on which it came in") },
	{ "kept", 4, MH_CODE, MH_REQUIRED, "paper-place", NULL, NULL, N_("where it is kept") },
	{ "partner", 5, MH_ID, 0, "partner", NULL, NULL, N_("partner who has it, or made it") },
	{ "ends", 6, MH_DATE, 0, NULL, NULL, "agenda", N_("last day on which it is valid") },
	{ "returned", 7, MH_DATE, MH_DERIVED, NULL, NULL, NULL, N_("day on which it was given back") },
	{ "number", 8, MH_TEXT, MH_SEALED | MH_LINE, NULL, NULL, NULL, N_("number of the paper") },
	{ "text", 9, MH_TEXT, MH_SEALED, NULL, NULL, NULL, N_("its contents, or where exactly it lies") },
};

const struct mh_kind mh_paper = {
	"paper", 37, "DO", 0, paper_fields, MH_COUNT(paper_fields), N_("a paper of a case, and where it is kept"),
};

static const struct mh_field note_fields[] = {
	{ "case", 1, MH_ID, MH_REQUIRED | MH_INDEXED | MH_PARENT | MH_DERIVED, "case", NULL, NULL, N_("case that it belongs to") },
	{ "on", 2, MH_DATE, MH_REQUIRED, NULL, NULL, NULL, N_("day of the contact") },
	{ "with", 3, MH_CODE, 0, "party", NULL, NULL, N_("with whom, such as victim, detective or lawyer") },
	{ "minutes", 4, MH_INT, 0, NULL, NULL, NULL, N_("minutes that it took") },
	{ "text", 5, MH_TEXT, MH_REQUIRED | MH_SEALED, NULL, NULL, NULL, N_("what was said or done") },
};

const struct mh_kind mh_note = {
	"note", 38, "NO", 0, note_fields, MH_COUNT(note_fields), N_("what was said or done in a case; never changed afterwards"),
};

static const struct mh_field cost_fields[] = {
	{ "case", 1, MH_ID, MH_REQUIRED | MH_INDEXED | MH_PARENT | MH_DERIVED, "case", NULL, NULL, N_("case that it belongs to") },
	{ "item", 2, MH_CODE, MH_REQUIRED, "cost", NULL, "cost", N_("what it is for, such as housing, support or coordination") },
	{ "on", 3, MH_DATE, MH_REQUIRED, NULL, NULL, "cost", N_("day, or first day, of the cost") },
	{ "until", 4, MH_DATE, 0, NULL, NULL, "cost", N_("last day of the cost") },
	{ "amount", 5, MH_MONEY, 0, NULL, NULL, "cost", N_("amount in euro") },
	{ "minutes", 6, MH_INT, 0, NULL, NULL, "cost", N_("minutes of work") },
	{ "payer", 7, MH_CODE, MH_REQUIRED, "payer", NULL, "cost", N_("who pays") },
	{ "found", 8, MH_CODE, MH_DERIVED, "municipality", NULL, "cost", N_("municipality where the person was found, as it was then") },
	{ "stay", 9, MH_CODE, MH_DERIVED, "municipality", NULL, "cost", N_("municipality of stay, as it was then") },
	{ "partner", 10, MH_ID, 0, "partner", NULL, NULL, N_("partner who sent the bill") },
};

const struct mh_kind mh_cost = {
	"cost", 39, "CO", 0, cost_fields, MH_COUNT(cost_fields), N_("what help costs, and who pays"),
};

static const struct mh_field conference_fields[] = {
	{ "on", 1, MH_DATE, MH_REQUIRED | MH_INDEXED, NULL, NULL, "agenda", N_("day of the conference") },
	{ "at", 2, MH_TEXT, MH_LINE, NULL, NULL, "agenda", N_("time of day, as 14:30") },
	{ "purpose", 3, MH_CODE, MH_REQUIRED, "purpose", NULL, NULL, N_("what it is held for") },
	{ "state", 4, MH_CODE, MH_REQUIRED | MH_DERIVED, "conference-state", "planned", NULL, N_("planned, held or cancelled") },
	{ "place", 5, MH_TEXT, MH_SEALED | MH_LINE, NULL, NULL, NULL, N_("where it is held") },
};

const struct mh_kind mh_conference = {
	"conference", 40, "CF", 0, conference_fields, MH_COUNT(conference_fields), N_("partners talk about cases"),
};

static const struct mh_field invitation_fields[] = {
	{ "conference", 1, MH_ID, MH_REQUIRED | MH_INDEXED | MH_PARENT | MH_DERIVED, "conference", NULL, NULL, N_("conference") },
	{ "partner", 2, MH_ID, MH_REQUIRED | MH_INDEXED, "partner", NULL, NULL, N_("partner who is invited") },
};

const struct mh_kind mh_invitation = {
	"invitation", 41, "IV", 0, invitation_fields, MH_COUNT(invitation_fields), N_("a partner who is invited to a conference"),
};

static const struct mh_field discussed_fields[] = {
	{ "conference", 1, MH_ID, MH_REQUIRED | MH_INDEXED | MH_PARENT | MH_DERIVED, "conference", NULL, NULL, N_("conference") },
	{ "case", 2, MH_ID, MH_REQUIRED | MH_INDEXED | MH_DERIVED, "case", NULL, NULL, N_("case that is talked about") },
	{ "informed", 3, MH_CODE, 0, "yes-no", NULL, NULL, N_("was the victim told of it") },
	{ "decision", 4, MH_TEXT, MH_SEALED, NULL, NULL, NULL, N_("what was decided, in words") },
};

const struct mh_kind mh_discussed = {
	"discussed", 42, "DI", 0, discussed_fields, MH_COUNT(discussed_fields), N_("a case that a conference talks about"),
};

static const struct mh_field assignment_fields[] = {
	{ "case", 1, MH_ID, MH_REQUIRED | MH_INDEXED | MH_PARENT | MH_DERIVED, "case", NULL, NULL, N_("case that it belongs to") },
	{ "colleague", 2, MH_WORD, MH_REQUIRED, NULL, NULL, "agenda", N_("colleague who coordinates meanwhile (user name)") },
	{ "from", 3, MH_DATE, MH_REQUIRED, NULL, NULL, "agenda", N_("first day") },
	{ "until", 4, MH_DATE, MH_REQUIRED, NULL, NULL, "agenda", N_("last day; the next day the case is the coordinator's again") },
};

const struct mh_kind mh_assignment = {
	"assignment", 43, "AS", 0, assignment_fields, MH_COUNT(assignment_fields), N_("a colleague who coordinates a case for a time"),
};
