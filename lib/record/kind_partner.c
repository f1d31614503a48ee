/* Kinds of the chain's members: the partner, what it may see for which purpose (profile), and agreements with one or more of them. */

#include "base/i18n.h"
#include "base/mem.h"
#include "record/kind.h"

static const struct mh_field partner_fields[] = {
	{ "code", 1, MH_WORD, MH_REQUIRED | MH_UNIQUE, NULL, NULL, NULL, N_("short name of the organisation") },
	{ "name", 2, MH_TEXT, MH_REQUIRED, NULL, NULL, "chain", N_("name of the organisation") },
	{ "column", 3, MH_CODE, MH_REQUIRED, "column", NULL, NULL, N_("care or security") },
	{ "type", 4, MH_CODE, 0, "organisation-type", NULL, NULL, N_("type of organisation (HTCDS)") },
	{ "municipalities", 5, MH_CODES, 0, "municipality", NULL, NULL, N_("municipalities that it serves") },
	{ "services", 6, MH_CODES, 0, "service", NULL, NULL, N_("what it offers") },
	{ "targets", 7, MH_CODES, 0, "target-group", NULL, NULL, N_("whom it is there for") },
	{ "capacity", 8, MH_INT, 0, NULL, NULL, NULL, N_("places") },
	{ "capacity-on", 9, MH_DATE, 0, NULL, NULL, NULL, N_("day on which the capacity was so") },
	{ "fingerprint", 10, MH_TEXT, 0, NULL, NULL, "send", N_("fingerprint of its exchange key; empty: no OpenPGP") },
	{ "public-key", 11, MH_TEXT, 0, NULL, NULL, "send", N_("its public key, armored") },
	{ "accepts", 12, MH_CODES, 0, "message-kind", NULL, NULL, N_("kinds of message that it may send us") },
	{ "contact", 13, MH_TEXT, MH_SEALED, NULL, NULL, NULL, N_("how it is reached") },
	{ "attention-officer", 14, MH_TEXT, MH_SEALED, NULL, NULL, NULL, N_("its attention officer for trafficking") },
	{ "state", 15, MH_CODE, MH_REQUIRED | MH_DERIVED, "partner-state", "active", NULL, N_("active or suspended") },
	{ "address-secret", 16, MH_CODE, 0, "yes-no", NULL, NULL, N_("is its address secret") },
	{ "revocation", 17, MH_TEXT, MH_DERIVED, NULL, NULL, NULL, N_("by which the owner of its key revoked it, armored") },
	{ "confirmed", 18, MH_DATE, MH_DERIVED, NULL, NULL, NULL, N_("day on which its key was last confirmed by another way") },
	{ "confirmed-how", 19, MH_CODE, MH_DERIVED, "key-check", NULL, NULL, N_("by which way its key was confirmed") },
	{ "confirmed-with", 20, MH_TEXT, MH_SEALED | MH_LINE | MH_DERIVED, NULL, NULL, NULL, N_("who of the partner confirmed its key") },
	{ "suspended", 21, MH_DATE, MH_DERIVED, NULL, NULL, NULL, N_("day on which it was suspended") },
	{ "reason", 22, MH_TEXT, MH_SEALED | MH_DERIVED, NULL, NULL, NULL, N_("why it was suspended, or why that was lifted") },
};

const struct mh_kind mh_partner = {
	"partner", 7, "O", 0, partner_fields, MH_COUNT(partner_fields), N_("an organisation of the chain"),
};

static const struct mh_field profile_fields[] = {
	{ "partner", 1, MH_ID, MH_REQUIRED | MH_INDEXED | MH_PARENT, "partner", NULL, NULL, N_("partner") },
	{ "purpose", 2, MH_CODE, MH_REQUIRED, "purpose", NULL, NULL, N_("purpose") },
	{ "groups", 3, MH_CODES, MH_REQUIRED, "data-group", NULL, NULL, N_("groups of data that it may have for it") },
};

const struct mh_kind mh_profile = {
	"profile", 8, "F", 0, profile_fields, MH_COUNT(profile_fields), N_("what a partner may have for a purpose"),
};

static const struct mh_field agreement_fields[] = {
	{ "kind", 1, MH_CODE, MH_REQUIRED, "agreement-kind", NULL, NULL, N_("data, shelter-flow or reporting-route") },
	{ "name", 2, MH_TEXT, MH_REQUIRED, NULL, NULL, "chain", N_("name of the agreement") },
	{ "partner", 3, MH_ID, MH_REQUIRED | MH_INDEXED, "partner", NULL, NULL, N_("the other party, or the first of them") },
	{ "signed", 4, MH_DATE, MH_REQUIRED, NULL, NULL, NULL, N_("day on which it was signed") },
	{ "review", 5, MH_DATE, 0, NULL, NULL, NULL, N_("day on which it is to be reviewed") },
	{ "until", 6, MH_DATE, 0, NULL, NULL, NULL, N_("day on which it ends") },
	{ "digest", 7, MH_TEXT, 0, NULL, NULL, NULL, N_("digest of its text") },
};

const struct mh_kind mh_agreement = {
	"agreement", 9, "A", 0, agreement_fields, MH_COUNT(agreement_fields), N_("an agreement with a partner"),
};

static const struct mh_field agreed_fields[] = {
	{ "agreement", 1, MH_ID, MH_REQUIRED | MH_INDEXED | MH_PARENT | MH_DERIVED, "agreement", NULL, NULL, N_("agreement") },
	{ "partner", 2, MH_ID, MH_REQUIRED | MH_INDEXED | MH_DERIVED, "partner", NULL, NULL, N_("another party of it") },
};

const struct mh_kind mh_agreed = {
	"agreed", 50, "AG", 0, agreed_fields, MH_COUNT(agreed_fields), N_("a further party of an agreement"),
};
