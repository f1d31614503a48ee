/* Kinds of leading a victim to the right organisation: referral, the messages of its conversation, every disclosure, registration. */

#include "base/i18n.h"
#include "base/mem.h"
#include "record/kind.h"

static const struct mh_field referral_fields[] = {
	{ "case", 1, MH_ID, MH_INDEXED | MH_DERIVED, "case", NULL, NULL, N_("case that it is made for; empty when it came in") },
	{ "person", 2, MH_ID, MH_INDEXED | MH_DERIVED, "person", NULL, NULL, N_("person, once known here") },
	{ "partner", 3, MH_ID, MH_REQUIRED | MH_INDEXED | MH_DERIVED, "partner", NULL, NULL, N_("the other side") },
	{ "direction", 4, MH_CODE, MH_REQUIRED | MH_DERIVED, "direction", "out", NULL, N_("out or in") },
	{ "purpose", 5, MH_CODE, MH_REQUIRED, "purpose", NULL, NULL, N_("what it is for") },
	{ "help", 6, MH_CODES, 0, "service", NULL, NULL, N_("help that is asked") },
	{ "urgency", 7, MH_CODE, MH_REQUIRED, "urgency", "normal", NULL, N_("acute, high or normal") },
	{ "channel", 8, MH_CODE, MH_REQUIRED | MH_DERIVED, "exchange-channel", "exchange", NULL, N_("exchange, phone, secure-mail, post or hand") },
	{ "basis", 9, MH_CODE, 0, "basis", NULL, NULL, N_("basis (AVG art. 6)") },
	{ "special-basis", 10, MH_CODE, 0, "special-basis", NULL, NULL, N_("exception for special data (AVG art. 9(2) or 10)") },
	{ "article", 11, MH_CODE, 0, "article", NULL, NULL, N_("national article") },
	{ "secrecy", 12, MH_CODE, 0, "secrecy", NULL, NULL, N_("what lifts the holder's secrecy") },
	{ "consulted", 13, MH_TEXT, MH_SEALED, NULL, NULL, NULL, N_("who was consulted on a conflict of duties") },
	{ "state", 14, MH_CODE, MH_REQUIRED | MH_INDEXED | MH_DERIVED, "referral-state", "draft", NULL, N_("where it stands") },
	{ "conversation", 15, MH_WORD, MH_UNIQUE | MH_DERIVED, NULL, NULL, NULL, N_("random name of the conversation") },
	{ "request", 16, MH_TEXT, MH_SEALED, NULL, NULL, NULL, N_("what is asked, in words") },
	{ "reason", 17, MH_CODE, MH_DERIVED, "decline-reason", NULL, NULL, N_("why it was declined") },
	{ "sent", 18, MH_DATE, MH_DERIVED, NULL, NULL, NULL, N_("day on which it was sent or came in") },
	{ "answered", 19, MH_DATE, MH_DERIVED, NULL, NULL, NULL, N_("day of the answer") },
	{ "answer-due", 20, MH_DATE, 0, NULL, NULL, NULL, N_("day by which an answer is asked") },
	{ "their-id", 21, MH_TEXT, MH_DERIVED, NULL, NULL, NULL, N_("the other side's number for it") },
	{ "age-band", 22, MH_CODE, MH_DERIVED, "age-band", NULL, "list", N_("age band, as it came in") },
	{ "sex", 23, MH_CODE, MH_DERIVED, "sex", NULL, "list", N_("sex, as it came in") },
	{ "answer-note", 24, MH_TEXT, MH_SEALED | MH_DERIVED, NULL, NULL, NULL, N_("what the answer said") },
	{ "person-uid", 25, MH_WORD, MH_DERIVED, NULL, NULL, NULL, N_("the other side's name of the person for us") },
	{ "outcome", 26, MH_CODE, MH_DERIVED, "referral-outcome", NULL, NULL, N_("how the help ended") },
	{ "transfer", 27, MH_CODE, MH_DERIVED, "yes-no", "no", NULL, N_("is the whole case handed over with it") },
	{ "handed-back", 28, MH_CODE, MH_DERIVED, "handback-reason", NULL, NULL, N_("why it was handed back") },
};

const struct mh_kind mh_referral = {
	"referral", 10, "R", MH_TRAVELS, referral_fields, MH_COUNT(referral_fields), N_("a victim led to a partner, or a partner's request to us"),
};

static const struct mh_field message_fields[] = {
	{ "referral", 1, MH_ID, MH_INDEXED | MH_PARENT | MH_DERIVED, "referral", NULL, NULL, N_("referral that it belongs to") },
	{ "partner", 2, MH_ID, MH_REQUIRED | MH_INDEXED | MH_DERIVED, "partner", NULL, NULL, N_("the other side") },
	{ "direction", 3, MH_CODE, MH_REQUIRED | MH_DERIVED, "direction", NULL, NULL, N_("out or in") },
	{ "kind", 4, MH_CODE, MH_REQUIRED | MH_DERIVED, "message-kind", NULL, NULL, N_("referral, answer, receipt ...") },
	{ "uid", 5, MH_WORD, MH_UNIQUE | MH_DERIVED, NULL, NULL, NULL, N_("random id of the message") },
	{ "number", 6, MH_INT, MH_DERIVED, NULL, NULL, NULL, N_("number in its direction") },
	{ "digest", 7, MH_WORD, MH_INDEXED | MH_DERIVED, NULL, NULL, NULL, N_("digest of its text") },
	{ "seen", 8, MH_WORD, MH_DERIVED, NULL, NULL, NULL, N_("digest of the last message that its sender had seen") },
	{ "created", 9, MH_MOMENT, MH_DERIVED, NULL, NULL, NULL, N_("when it was made") },
	{ "expires", 10, MH_MOMENT, MH_DERIVED, NULL, NULL, NULL, N_("when it ends") },
	{ "signed", 11, MH_CODE, MH_REQUIRED | MH_DERIVED, "yes-no", "yes", NULL, N_("is it proven by a signature") },
	{ "channel", 12, MH_CODE, MH_REQUIRED | MH_DERIVED, "exchange-channel", "exchange", NULL, N_("exchange, phone, secure-mail, post or hand") },
	{ "from-whom", 13, MH_TEXT, MH_SEALED, NULL, NULL, NULL, N_("who said it, where it is not signed") },
	{ "content", 14, MH_TEXT, MH_SEALED | MH_DERIVED, NULL, NULL, NULL, N_("its text") },
	{ "on", 15, MH_DATE, MH_REQUIRED, NULL, NULL, NULL, N_("day on which it was sent or came in") },
	{ "checkpoint", 16, MH_TEXT, MH_DERIVED, NULL, NULL, NULL, N_("where its sender's log ended: epoch, entry, digest") },
	{ "witness", 17, MH_TEXT, MH_DERIVED, NULL, NULL, NULL, N_("what its sender had last seen of the receiver's log") },
	{ "files", 18, MH_TEXT, MH_DERIVED, NULL, NULL, NULL, N_("digests of its exchange files, so that erasing finds them") },
	{ "signal", 19, MH_ID, MH_INDEXED | MH_DERIVED, "signal", NULL, NULL, N_("signal that was forwarded, where it is about one") },
	{ "conversation", 20, MH_WORD, MH_INDEXED | MH_DERIVED, NULL, NULL, NULL, N_("random name of the conversation, where it is not about a referral") },
	{ "move", 21, MH_WORD, MH_DERIVED, NULL, NULL, NULL, N_("what it does to the referral: send, receive, accept ...; empty: nothing") },
	{ "answers", 22, MH_WORD, MH_INDEXED | MH_DERIVED, NULL, NULL, NULL, N_("random id of the message that it answers or confirms") },
};

const struct mh_kind mh_message = {
	"message", 11, "B", 0, message_fields, MH_COUNT(message_fields), N_("one message of a conversation"),
};

static const struct mh_field disclosure_fields[] = {
	{ "person", 1, MH_ID, MH_INDEXED | MH_DERIVED, "person", NULL, NULL, N_("person whose data it was") },
	{ "case", 2, MH_ID, MH_INDEXED | MH_DERIVED, "case", NULL, NULL, N_("case") },
	{ "referral", 3, MH_ID, MH_INDEXED | MH_DERIVED, "referral", NULL, NULL, N_("referral") },
	{ "partner", 4, MH_ID, MH_REQUIRED | MH_INDEXED | MH_DERIVED, "partner", NULL, NULL, N_("who got it") },
	{ "at", 5, MH_MOMENT, MH_REQUIRED | MH_DERIVED, NULL, NULL, NULL, N_("when") },
	{ "purpose", 6, MH_CODE, MH_REQUIRED | MH_DERIVED, "purpose", NULL, NULL, N_("what for") },
	{ "groups", 7, MH_CODES, MH_REQUIRED | MH_DERIVED, "data-group", NULL, NULL, N_("groups of data") },
	{ "fields", 8, MH_TEXT, MH_REQUIRED | MH_DERIVED, NULL, NULL, "disclosures", N_("names of the fields") },
	{ "basis", 9, MH_CODE, MH_REQUIRED | MH_DERIVED, "basis", NULL, NULL, N_("basis") },
	{ "secrecy", 10, MH_CODE, MH_DERIVED, "secrecy", NULL, NULL, N_("what lifted the secrecy") },
	{ "consent", 11, MH_ID, MH_DERIVED, "consent", NULL, NULL, N_("consent that it leaned on") },
	{ "channel", 12, MH_CODE, MH_REQUIRED | MH_DERIVED, "exchange-channel", NULL, NULL, N_("how it went") },
	{ "digest", 13, MH_WORD, MH_REQUIRED | MH_DERIVED, NULL, NULL, NULL, N_("digest of what was given") },
	{ "why", 14, MH_TEXT, MH_SEALED, NULL, NULL, NULL, N_("why, in words") },
	{ "signal", 15, MH_ID, MH_INDEXED | MH_DERIVED, "signal", NULL, NULL, N_("signal that was forwarded") },
	{ "stopped", 16, MH_DATE, MH_DERIVED, NULL, NULL, NULL, N_("day on which its file was taken out of the outbox, where it still lay") },
	{ "told", 17, MH_DATE, MH_DERIVED, NULL, NULL, NULL, N_("day on which its receiver was told that the consent was withdrawn") },
};

const struct mh_kind mh_disclosure = {
	"disclosure", 12, "D", 0, disclosure_fields, MH_COUNT(disclosure_fields), N_("data that left this organisation"),
};

static const struct mh_field registration_fields[] = {
	{ "case", 1, MH_ID, MH_REQUIRED | MH_INDEXED | MH_PARENT | MH_DERIVED, "case", NULL, NULL, N_("case that it belongs to") },
	{ "partner", 2, MH_ID, MH_REQUIRED | MH_DERIVED, "partner", NULL, NULL, N_("the national centre") },
	{ "on", 3, MH_DATE, MH_REQUIRED, NULL, NULL, "comensha", N_("day from which the dossier is of this type") },
	{ "dossier", 4, MH_CODE, MH_REQUIRED, "dossier", "registration", "comensha", N_("type of the dossier: registration, with shelter, with information and advice") },
	{ "ground", 5, MH_CODE, MH_REQUIRED | MH_DERIVED, "registration-ground", NULL, "comensha", N_("consent, the reporter's own decree, or already registered by another") },
	{ "channel", 6, MH_CODE, MH_REQUIRED | MH_DERIVED, "exchange-channel", "exchange", NULL, N_("exchange, phone, secure-mail, post or hand") },
	{ "already-by", 7, MH_CODE, 0, "reporter", NULL, "comensha", N_("organisation that has registered the person already") },
	{ "reference", 8, MH_TEXT, MH_SEALED | MH_LINE, NULL, NULL, NULL, N_("number that the centre gave") },
};

const struct mh_kind mh_registration = {
	"registration", 55, "RG", 0, registration_fields, MH_COUNT(registration_fields), N_("a victim registered with the national centre"),
};
