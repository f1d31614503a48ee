/* The field tables of format mh-exchange/1: its head, and the body of each kind of message. */

#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "exchange/envelope.h"

#define BODY(name) const struct mh_kind name##_body = { #name, 0, "", 0, name, MH_COUNT(name), "" }

static const struct mh_field head[] = {
	{ "format", 1, MH_TEXT, MH_REQUIRED, NULL, NULL, NULL, N_("mh-exchange/1") },
	{ "kind", 2, MH_WORD, MH_REQUIRED, NULL, NULL, NULL, N_("kind of message") },
	{ "id", 3, MH_WORD, MH_REQUIRED, NULL, NULL, NULL, N_("random id of the message") },
	{ "conversation", 4, MH_WORD, MH_REQUIRED, NULL, NULL, NULL, N_("random name of the conversation") },
	{ "number", 5, MH_INT, MH_REQUIRED, NULL, NULL, NULL, N_("number in this direction, from 1") },
	{ "seen", 6, MH_WORD, 0, NULL, NULL, NULL, N_("digest of the last message seen from the other side") },
	{ "from", 7, MH_WORD, MH_REQUIRED, NULL, NULL, NULL, N_("organisation that signs") },
	{ "from-key", 8, MH_TEXT, MH_REQUIRED, NULL, NULL, NULL, N_("its fingerprint") },
	{ "to", 9, MH_WORD, MH_REQUIRED, NULL, NULL, NULL, N_("organisation that it is made for") },
	{ "to-key", 10, MH_TEXT, MH_REQUIRED, NULL, NULL, NULL, N_("its fingerprint") },
	{ "created", 11, MH_MOMENT, MH_REQUIRED, NULL, NULL, NULL, N_("when it was made (UTC)") },
	{ "expires", 12, MH_MOMENT, MH_REQUIRED, NULL, NULL, NULL, N_("when it ends, at most 30 days later") },
	{ "demo", 13, MH_CODE, MH_REQUIRED, "yes-no", NULL, NULL, N_("made by a demo store") },
	{ "checkpoint", 14, MH_TEXT, 0, NULL, NULL, NULL, N_("where its sender's log ended: epoch, entry, digest") },
	{ "witness", 15, MH_TEXT, 0, NULL, NULL, NULL, N_("what its sender had last seen of the receiver's log") },
	{ "restored", 16, MH_INT, 0, NULL, NULL, NULL, N_("entry of its sender's log with which that store was restored") },
};
const struct mh_kind mh_envelope_head = { "envelope", 0, "", 0, head, MH_COUNT(head), "" };

static const struct mh_field referral[] = {
	{ "reference", 1, MH_TEXT, 0, NULL, NULL, NULL, N_("the sender's number for it") },
	{ "purpose", 2, MH_CODE, MH_REQUIRED, "purpose", NULL, NULL, N_("what it is for") },
	{ "help", 3, MH_CODES, 0, "service", NULL, NULL, N_("help that is asked") },
	{ "urgency", 4, MH_CODE, MH_REQUIRED, "urgency", NULL, NULL, N_("acute, high or normal") },
	{ "age-band", 5, MH_CODE, 0, "age-band", NULL, NULL, N_("age band of the person") },
	{ "sex", 6, MH_CODE, 0, "sex", NULL, NULL, N_("sex of the person") },
	{ "answer-due", 7, MH_DATE, 0, NULL, NULL, NULL, N_("day by which an answer is asked") },
};
static BODY(referral);

static const struct mh_field answer[] = {
	{ "reference", 1, MH_TEXT, 0, NULL, NULL, NULL, N_("the sender's number for it") },
	{ "answer", 2, MH_CODE, MH_REQUIRED, "referral-state", NULL, NULL, N_("accepted, declined, waiting, started or done") },
	{ "reason", 3, MH_CODE, 0, "decline-reason", NULL, NULL, N_("why it was declined (required then)") },
	{ "on", 4, MH_DATE, MH_REQUIRED, NULL, NULL, NULL, N_("day of the answer") },
	{ "note", 5, MH_TEXT, MH_SEALED, NULL, NULL, NULL, N_("more, in words") },
	{ "outcome", 6, MH_CODE, 0, "referral-outcome", NULL, NULL, N_("how the help ended (required when done)") },
	{ "of", 7, MH_WORD, 0, NULL, NULL, NULL, N_("id of the hand-back that the side which asks answers") },
};
static BODY(answer);

static const struct mh_field update[] = {
	{ "reference", 1, MH_TEXT, 0, NULL, NULL, NULL, N_("the sender's number for it") },
	{ "groups", 2, MH_CODES, MH_REQUIRED, "data-group", NULL, NULL, N_("groups of data in it") },
	{ "person-uid", 3, MH_WORD, 0, NULL, NULL, NULL, N_("the sender's name of the person for this receiver") },
	{ "request", 4, MH_TEXT, MH_SEALED, NULL, NULL, NULL, N_("what is asked, in words") },
};
static BODY(update);

static const struct mh_field withdrawal[] = {
	{ "reference", 1, MH_TEXT, 0, NULL, NULL, NULL, N_("the sender's number for it") },
	{ "on", 2, MH_DATE, MH_REQUIRED, NULL, NULL, NULL, N_("day of the withdrawal") },
	{ "note", 3, MH_TEXT, MH_SEALED, NULL, NULL, NULL, N_("more, in words") },
};
static BODY(withdrawal);

static const struct mh_field progress[] = {
	{ "reference", 1, MH_TEXT, 0, NULL, NULL, NULL, N_("the sender's number for it") },
	{ "groups", 2, MH_CODES, MH_REQUIRED, "data-group", NULL, NULL, N_("groups of data in it") },
	{ "on", 3, MH_DATE, MH_REQUIRED, NULL, NULL, NULL, N_("day of which it tells") },
	{ "note", 4, MH_TEXT, MH_REQUIRED | MH_SEALED, NULL, NULL, NULL, N_("how it goes, in words") },
};
static BODY(progress);

static const struct mh_field hand_back[] = {
	{ "reference", 1, MH_TEXT, 0, NULL, NULL, NULL, N_("the sender's number for it") },
	{ "reason", 2, MH_CODE, MH_REQUIRED, "handback-reason", NULL, NULL, N_("why it is handed back") },
	{ "on", 3, MH_DATE, MH_REQUIRED, NULL, NULL, NULL, N_("day on which it is handed back") },
	{ "note", 4, MH_TEXT, MH_SEALED, NULL, NULL, NULL, N_("more, in words") },
};
static const struct mh_kind hand_back_body = { "hand-back", 0, "", 0, hand_back, MH_COUNT(hand_back), "" };

static const struct mh_field standing[] = {
	{ "reference", 1, MH_TEXT, 0, NULL, NULL, NULL, N_("the sender's number for it") },
	{ "state", 2, MH_CODE, MH_REQUIRED, "referral-state", NULL, NULL, N_("where it stands for the sender, whose store was restored from a backup") },
};
static BODY(standing);

static const struct mh_field receipt[] = {
	{ "reference", 1, MH_TEXT, 0, NULL, NULL, NULL, N_("the sender's number for it") },
	{ "of", 2, MH_WORD, MH_REQUIRED, NULL, NULL, NULL, N_("id of the message that came in") },
	{ "digest", 3, MH_WORD, 0, NULL, NULL, NULL, N_("digest of its text") },
};
static BODY(receipt);

/* Fields of a signal and of a mention, under their own names: who reported it only where that may be told, suspects never. */
static const struct mh_field signal[] = {
	{ "reference", 1, MH_TEXT, MH_REQUIRED, NULL, NULL, NULL, N_("the sender's number for it") },
	{ "purpose", 2, MH_CODE, MH_REQUIRED, "purpose", NULL, NULL, N_("what it is for") },
	{ "groups", 3, MH_CODES, MH_REQUIRED, "data-group", NULL, NULL, N_("groups of data in it") },
	{ "received", 4, MH_DATE, MH_REQUIRED, NULL, NULL, NULL, N_("day on which it came in") },
	{ "observed-from", 5, MH_DATE, MH_PARTIAL, NULL, NULL, NULL, N_("first day, month or year on which it was seen") },
	{ "observed-to", 6, MH_DATE, MH_PARTIAL, NULL, NULL, NULL, N_("last day, month or year on which it was seen") },
	{ "subject", 7, MH_CODE, MH_REQUIRED, "subject", NULL, NULL, N_("what it is about: person, location, network, phenomenon") },
	{ "municipality", 8, MH_CODE, 0, "municipality", NULL, NULL, N_("municipality where it was seen (CBS code)") },
	{ "place", 9, MH_CODE, 0, "place", NULL, NULL, N_("kind of place") },
	{ "place-detail", 10, MH_TEXT, MH_SEALED, NULL, NULL, NULL, N_("address, plate or description of the place") },
	{ "sector", 11, MH_CODE, 0, "sector", NULL, NULL, N_("sector of the reporter") },
	{ "reporter", 12, MH_CODE, 0, "reporter", NULL, NULL, N_("organisation of the reporter") },
	{ "form", 13, MH_CODES, 0, "form", NULL, NULL, N_("suspected forms of exploitation") },
	{ "industry", 14, MH_CODE, 0, "industry", NULL, NULL, N_("section of economic activity (ISIC)") },
	{ "indicators", 15, MH_CODES, 0, "indicator", NULL, NULL, N_("indicators seen") },
	{ "indicators-absent", 16, MH_CODES, 0, "indicator", NULL, NULL, N_("indicators asked for and absent") },
	{ "urgency", 17, MH_CODE, MH_REQUIRED, "urgency", NULL, NULL, N_("acute, high or normal") },
	{ "narrative", 18, MH_TEXT, MH_SEALED, NULL, NULL, NULL, N_("what was seen and heard") },
	{ "regime", 19, MH_CODE, MH_REQUIRED, "regime", NULL, NULL, N_("law under which it is kept") },
};
static BODY(signal);

static const struct mh_field mention[] = {
	{ "role", 1, MH_CODE, MH_REQUIRED, "role", NULL, NULL, N_("role: victim (presumed), witness, contact") },
	{ "sex", 2, MH_CODE, 0, "sex", NULL, NULL, N_("sex") },
	{ "age-band", 3, MH_CODE, 0, "age-band", NULL, NULL, N_("age band when seen, or else when received") },
	{ "country", 4, MH_CODE, 0, "country", NULL, NULL, N_("country of citizenship") },
	{ "name", 5, MH_TEXT, MH_SEALED | MH_LINE, NULL, NULL, NULL, N_("name as it was given") },
	{ "born", 6, MH_DATE, MH_SEALED | MH_PARTIAL, NULL, NULL, NULL, N_("date, month or year of birth") },
	{ "contact", 7, MH_TEXT, MH_SEALED, NULL, NULL, NULL, N_("phone, mail or address") },
	{ "person-ref", 8, MH_TEXT, MH_SEALED, NULL, NULL, NULL, N_("the sender's name of the person for this receiver") },
	{ "control", 9, MH_CODES, 0, "control", NULL, NULL, N_("methods by which the person is controlled (HTCDS)") },
	{ "recruitment", 10, MH_CODES, 0, "recruitment", NULL, NULL, N_("how the person was recruited (HTCDS)") },
	{ "relation", 11, MH_CODE, 0, "relation", NULL, NULL, N_("relation of the recruiter to the person (HTCDS, CTDC)") },
	{ "note", 12, MH_TEXT, MH_SEALED, NULL, NULL, NULL, N_("what else was said about the person") },
};
static BODY(mention);

/* Where the log ends and with which entry the store was restored stand in the head, as in that of every file. */
static const struct mh_field notice[] = {
	{ "restored", 1, MH_CODE, MH_REQUIRED, "yes-no", NULL, NULL, N_("yes: the sender's store was put back from a backup") },
};
static BODY(notice);

const struct mh_letter mh_letters[] = {
	{ "referral", true, false, true, &referral_body, NULL, NULL, NULL, NULL, true, false },
	{ "transfer", true, false, true, &referral_body, NULL, NULL, NULL, NULL, true, false },
	{ "answer", true, true, true, &answer_body, NULL, NULL, NULL, NULL, false, false },
	{ "update", true, false, true, &update_body, "person", &mh_person, NULL, NULL, false, false },
	{ "progress", true, true, true, &progress_body, NULL, NULL, NULL, NULL, false, false },
	{ "hand-back", false, true, true, &hand_back_body, NULL, NULL, NULL, NULL, false, false },
	{ "withdrawal", true, false, true, &withdrawal_body, NULL, NULL, NULL, NULL, false, false },
	{ "receipt", true, true, false, &receipt_body, NULL, NULL, NULL, NULL, false, false },
	{ "standing", true, true, false, &standing_body, NULL, NULL, NULL, NULL, false, false },
	{ "signal", true, false, true, &signal_body, NULL, NULL, "mentions", &mention_body, true, false },
	{ "notice", true, true, false, &notice_body, NULL, NULL, NULL, NULL, true, true },
	{ 0 },
};

bool mh_message_tells(const struct mh_record *message)
{
	static const char *const kinds[] = { "referral", "transfer", "update", "progress" };

	for (size_t i = 0; i < MH_COUNT(kinds); i++)
		if (strcmp(mh_record_text(message, "kind"), kinds[i]) == 0)
			return true;
	return false;
}

const struct mh_letter *mh_letter_find(const char *name)
{
	for (const struct mh_letter *letter = mh_letters; letter->name != NULL; letter++)
		if (strcmp(letter->name, name) == 0)
			return letter;
	return NULL;
}

/* Kinds that are a move by themselves; an answer is the one that its word says. */
static const struct { const char *kind; enum mh_referral_move move; } moving[] = {
	{ "referral", MH_MOVE_SEND }, { "transfer", MH_MOVE_SEND }, { "receipt", MH_MOVE_RECEIVE }, { "hand-back", MH_MOVE_HAND_BACK },
	{ "withdrawal", MH_MOVE_WITHDRAW },
};

enum mh_referral_move mh_envelope_move(const struct mh_envelope *env, enum mh_side sender)
{
	enum mh_referral_move move = MH_MOVE_COUNT;

	if (sender != MH_CLOCK && strcmp(env->letter->name, "answer") == 0)
		move = mh_referral_move_to(sender, mh_record_text(&env->body, "answer"));
	for (size_t i = 0; i < MH_COUNT(moving); i++)
		if (strcmp(moving[i].kind, env->letter->name) == 0)
			move = moving[i].move;
	return move < MH_MOVE_COUNT && mh_referral_steps[move].side == sender ? move : MH_MOVE_COUNT;
}

const char *mh_envelope_answers(const struct mh_envelope *env)
{
	return mh_field_find(env->letter->body, "of") >= 0 ? mh_record_text(&env->body, "of") : "";
}
